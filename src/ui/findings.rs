//! The whole list of findings, in the place of the page: where, what, the figures compared, and what answers it.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Align2, EventFilter, Frame, Galley, Id, Key, Margin, Rect, Response, ScrollArea, Sense, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2};

use super::actions::Action;
use super::icons::{ButtonState, Icon};
use super::outline::{plural, severity_mark};
use super::review::{self, fix, go_to, go_word, justify, justify_word};
use super::theme::{self, BODY_14, SMALL_12, TITLE_22, Theme, Weight};
use super::{Intent, View, controls};
use crate::calc::checks::{Finding, Severity, held};
use crate::calc::{Compared, Figure};
use crate::lang::folding::Folded;
use crate::lang::{Lang, capitalised};
use crate::model::Document;
use crate::tables::Cell;

/// What of the list is shown, and which finding is chosen.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FindingsPage {
    filter: Filter,
    /// Words that a finding must have.
    typed: String,
    /// The rank of the chosen one among those shown.
    chosen: usize,
    /// What this document and others that are open say otherwise of each other.
    pub between: Vec<String>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Filter {
    #[default]
    All,
    Of(Group),
}

/// Findings told apart under one heading, the gravest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    Severity(Severity),
    /// What is not typed yet is no mistake.
    Expected,
    Justified,
    /// The checks that hold.
    Held,
}

impl Group {
    const ALL: [Self; 6] = [
        Self::Severity(Severity::Error),
        Self::Severity(Severity::Warning),
        Self::Severity(Severity::Note),
        Self::Expected,
        Self::Justified,
        Self::Held,
    ];

    /// The group of what was found in a document.
    pub fn of(finding: &Finding, document: &Document) -> Self {
        if finding.justification.is_some() {
            Self::Justified
        } else if finding.is_expected(document) {
            Self::Expected
        } else {
            Self::Severity(finding.severity())
        }
    }

    fn name(self, lang: Lang) -> &'static str {
        match self {
            Self::Severity(Severity::Error) => lang.pick("Erreurs", "Errors"),
            Self::Severity(Severity::Warning) => lang.pick("À vérifier", "To check"),
            Self::Severity(Severity::Note) => "Notes",
            Self::Expected => lang.pick("À saisir", "To type"),
            Self::Justified => lang.pick("Justifiés", "Justified"),
            Self::Held => lang.pick("Tenus", "Held"),
        }
    }

    pub fn mark(self, theme: &Theme) -> (Icon, egui::Color32) {
        match self {
            Self::Severity(severity) => severity_mark(severity, theme),
            Self::Expected => (Icon::Empty, theme.ctl),
            Self::Justified => (Icon::Holds, theme.ink2),
            Self::Held => (Icon::Holds, theme.ok),
        }
    }
}

/// How many findings there are of a group.
pub fn count(view: &View<'_>, group: Group) -> usize {
    let document = view.session.document();
    view.session.findings().iter().filter(|finding| Group::of(finding, document) == group).count()
}

/// A finding of the list, or a check that holds.
#[derive(Clone)]
struct Listed<'a> {
    group: Group,
    finding: &'a Finding,
}

/// All of them, in the order of the list.
fn listed<'a>(view: &'a View<'_>, held: &'a [Finding]) -> Vec<Listed<'a>> {
    let document = view.session.document();
    let found = view.session.findings().iter().chain(view.session.justified());
    let found = found.map(|finding| Listed { group: Group::of(finding, document), finding });
    let held = held.iter().map(|finding| Listed { group: Group::Held, finding });
    let mut all: Vec<Listed<'_>> = found.chain(held).collect();
    all.sort_by_key(|listed| listed.group);
    all
}

/// What is said of it.
fn sentence(Listed { group, finding }: &Listed<'_>, lang: Lang) -> String {
    match group {
        Group::Held => capitalised(&finding.agreement(lang)),
        Group::Severity(_) | Group::Expected | Group::Justified => review::sentence(finding, lang),
    }
}

/// The list for a spreadsheet: group, place, address, sentence, and the figures compared, each after its name.
fn copied(view: &View<'_>, shown: &[Listed<'_>]) -> Vec<Vec<Cell>> {
    let (lang, document) = (view.lang, view.session.document());
    let row = |listed: &Listed<'_>| {
        let Listed { group, finding } = listed;
        let address = crate::address::write(document, finding.place).unwrap_or_default();
        let said = [group.name(lang).to_owned(), view.tables().place_name(finding.place), address, sentence(listed, lang)];
        let mut cells: Vec<Cell> = said.into_iter().map(Cell::words).collect();
        for (figure, (name, written)) in finding.figures.iter().zip(finding.compared(lang)) {
            cells.push(Cell::words(name.to_owned()));
            cells.push(match figure {
                Compared::Euros(sum) => sum.euros().map_or_else(|_| Cell::words(written), |euros| Cell::figure(Figure::Amount(euros))),
                Compared::Number(number) => Cell::figure(Figure::Number(*number)),
                Compared::Year(_) | Compared::Words(_) | Compared::Written(..) => Cell::words(written),
            });
        }
        cells
    };
    shown.iter().map(row).collect()
}

/// The id of the row of a finding, by its rank among those shown.
pub fn row_id(rank: usize) -> Id {
    Id::unique(("finding", rank))
}

impl FindingsPage {
    /// The rank that the keyboard goes to.
    pub fn chosen(&self) -> usize {
        self.chosen
    }

    fn shows(&self, view: &View<'_>, listed: &Listed<'_>) -> bool {
        let is_of = match self.filter {
            Filter::All => true,
            Filter::Of(group) => listed.group == group,
        };
        let wanted = Folded::of(self.typed.trim());
        let has = |words: String| !Folded::of(&words).occurrences(&wanted).is_empty();
        is_of && (wanted.is_empty() || has(sentence(listed, view.lang)) || has(view.tables().place_name(listed.finding.place)))
    }
}

/// Paints the list and returns what was asked for.
pub fn findings_ui(ui: &mut Ui, view: &View<'_>, page: &mut FindingsPage) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut intents = Vec::new();
    let held = held(view.session.document(), view.session.figures());
    let all = listed(view, &held);
    ui.painter().rect_filled(ui.max_rect(), 0, theme.canvas);
    let outer = theme::SHEET_OUTER_MARGIN;
    let width = (ui.available_width() - outer * 2.0).clamp(240.0, theme::SHEET_MAX_WIDTH);
    let side = ((ui.available_width() - width) / 2.0).max(outer);
    Frame::NONE.inner_margin(Margin { left: side as i8, right: 0, top: outer as i8, bottom: 0 }).show(ui, |ui| {
        theme::sheet_frame(&theme).inner_margin(Margin { left: 0, right: 0, top: 16, bottom: 0 }).show(ui, |ui| {
            ui.set_width(width);
            ui.set_height(ui.available_height());
            ui.spacing_mut().item_spacing = vec2(8.0, 0.0);
            Frame::NONE.inner_margin(Margin::symmetric(theme::SHEET_INNER_MARGIN as i8, 0)).show(ui, |ui| {
                heading_ui(ui, view);
                filters_ui(ui, view, page, &all);
                if copy_ui(ui, view.lang) {
                    let shown: Vec<Listed<'_>> = all.iter().filter(|listed| page.shows(view, listed)).cloned().collect();
                    intents.push(Intent::CopyCells(copied(view, &shown)));
                }
                ui.add_space(12.0);
            });
            line_ui(ui);
            ScrollArea::vertical()
                .id_salt(("findings", view.opened))
                .auto_shrink([false, false])
                .show(ui, |ui| intents.extend(rows_ui(ui, view, page, &all)));
        });
    });
    intents
}

/// Whether the list is to be copied.
fn copy_ui(ui: &mut Ui, lang: Lang) -> bool {
    controls::link(ui, lang.pick("Copier la liste pour un tableur", "Copy the list for a spreadsheet")).clicked()
}

/// The title is what was found: "Aucune erreur, 2 à vérifier, 4 notes, 6 à saisir".
fn heading_ui(ui: &mut Ui, view: &View<'_>) {
    let theme = Theme::of(ui);
    let lang = view.lang;
    let [errors, warnings, notes] = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| count(view, Group::Severity(severity)));
    let expected = match count(view, Group::Expected) {
        0 => String::new(),
        expected => lang.pick(format!(", {expected} à saisir"), format!(", {expected} to type")),
    };
    let errors = match errors {
        0 => lang.pick("Aucune erreur".to_owned(), "No error".to_owned()),
        errors => lang.pick(format!("{errors} erreur{}", plural(errors)), format!("{errors} error{}", plural(errors))),
    };
    let warnings = match warnings {
        0 => lang.pick("rien à vérifier".to_owned(), "nothing to check".to_owned()),
        warnings => lang.pick(format!("{warnings} point{} à vérifier", plural(warnings)), format!("{warnings} point{} to check", plural(warnings))),
    };
    let notes = if notes == 0 { String::new() } else { format!(", {notes} note{}", plural(notes)) };
    ui.label(theme::text(format!("{errors}, {warnings}{notes}{expected}"), TITLE_22, Weight::Semibold, theme.ink));
    let keys = lang.pick(
        "↑ ↓ pour choisir, Entrée pour y aller, C pour corriger, J pour justifier, Échap pour revenir à la page.",
        "↑ ↓ to choose, Enter to go there, F to fix, J to justify, Esc to go back to the page.",
    );
    ui.add(egui::Label::new(theme::text(keys, SMALL_12, Weight::Regular, theme.ink2)).wrap());
    ui.add_space(12.0);
}

fn filters_ui(ui: &mut Ui, view: &View<'_>, page: &mut FindingsPage, all: &[Listed<'_>]) {
    let theme = Theme::of(ui);
    let lang = view.lang;
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(4.0, 4.0);
        let mut choose = |ui: &mut Ui, filter: Filter, icon: Option<(Icon, egui::Color32)>, words: &str| {
            let state = ButtonState::Toggle(page.filter == filter);
            let response = match icon {
                Some((icon, colour)) => controls::tool_button(ui, icon, Some(colour), words, None, state),
                None => controls::quiet_button(ui, words, state),
            };
            if response.clicked() {
                page.filter = filter;
                page.chosen = 0;
            }
        };
        choose(ui, Filter::All, None, &format!("{} {}", lang.pick("Tous", "All"), all.iter().filter(|listed| listed.group != Group::Held).count()));
        for group in Group::ALL {
            let count = all.iter().filter(|listed| listed.group == group).count();
            choose(ui, Filter::Of(group), Some(group.mark(&theme)), &format!("{} {count}", group.name(lang)));
        }
        let name = lang.pick("Filtrer les constats", "Filter the findings");
        let hint = theme::text(lang.pick("Filtrer", "Filter"), BODY_14, Weight::Regular, theme.ink3);
        let width = ui.available_width().clamp(80.0, 200.0);
        let response = ui.add_sized(vec2(width, theme::CONTROL_HEIGHT), TextEdit::singleline(&mut page.typed).hint_text(hint));
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_label(name));
        if response.changed() {
            page.chosen = 0;
        }
    });
    ui.add_space(4.0);
}

fn rows_ui(ui: &mut Ui, view: &View<'_>, page: &mut FindingsPage, all: &[Listed<'_>]) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut intents = Vec::new();
    let shown: Vec<&Listed<'_>> = all.iter().filter(|listed| page.shows(view, listed)).collect();
    page.chosen = page.chosen.min(shown.len().saturating_sub(1));
    let is_clear = view.session.findings().is_empty() && view.session.justified().is_empty() && page.between.is_empty();
    let words = if is_clear && page.filter == Filter::All {
        Some(view.lang.pick("Tout concorde\u{a0}: aucun constat.", "Everything agrees: no finding."))
    } else {
        shown.is_empty().then_some(view.lang.pick("Aucun constat ne répond à ce filtre.", "No finding answers this filter."))
    };
    if let Some(words) = words {
        ui.add_space(24.0);
        ui.vertical_centered(|ui| ui.label(theme::text(words, BODY_14, Weight::Regular, theme.ink2)));
        ui.add_space(24.0);
    }
    let before = page.chosen;
    for (rank, listed) in shown.iter().enumerate() {
        let group = listed.group;
        if rank.checked_sub(1).and_then(|before| shown.get(before)).is_none_or(|before| before.group != group) {
            let count = shown.iter().filter(|other| other.group == group).count();
            group_ui(ui, &format!("{}\u{2003}{count}", group.name(view.lang)));
        }
        row_ui(ui, view, page, rank, listed, &mut intents);
    }
    between_ui(ui, view.lang, &page.between);
    arrows(ui, page, shown.len());
    if page.chosen != before {
        ui.memory_mut(|memory| memory.request_focus(row_id(page.chosen)));
    }
    intents
}

/// What other documents have a part in stands under the findings of this one, in words alone: no cell of it is wrong by itself.
fn between_ui(ui: &mut Ui, lang: Lang, between: &[String]) {
    if between.is_empty() {
        return;
    }
    let theme = Theme::of(ui);
    let heading = lang.pick("Avec les autres documents ouverts", "With the other documents that are open");
    group_ui(ui, &format!("{heading}\u{2003}{}", between.len()));
    Frame::NONE.inner_margin(Margin::symmetric(theme::SHEET_INNER_MARGIN as i8, 8)).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = 8.0;
        for sentence in between {
            ui.add(egui::Label::new(theme::text(sentence, BODY_14, Weight::Regular, theme.ink)).wrap());
        }
    });
}

fn group_ui(ui: &mut Ui, words: &str) {
    let theme = Theme::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 30.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.computed);
    let left = pos2(rect.left() + theme::SHEET_INNER_MARGIN, rect.center().y);
    ui.painter().text(left, Align2::LEFT_CENTER, words, theme::font(BODY_14, Weight::Semibold), theme.ink);
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
}

fn line_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, Theme::of(ui).line2);
}

/// Up, Down, Home and End go from finding to finding while one has the keyboard.
fn arrows(ui: &Ui, page: &mut FindingsPage, count: usize) {
    if !ui.memory(|memory| memory.has_focus(row_id(page.chosen))) {
        return;
    }
    let pressed = |key| ui.input(|input| input.key_pressed(key));
    let last = count.saturating_sub(1);
    if pressed(Key::ArrowDown) {
        page.chosen = (page.chosen + 1).min(last);
    } else if pressed(Key::ArrowUp) {
        page.chosen = page.chosen.saturating_sub(1);
    } else if pressed(Key::Home) {
        page.chosen = 0;
    } else if pressed(Key::End) {
        page.chosen = last;
    }
}

/// Where the parts of a row stand, from the right; on a narrow page the figures give way, the sentence says them.
struct Columns {
    words: f32,
    figures: bool,
}

impl Columns {
    fn of(width: f32) -> Self {
        let rest = width - theme::SHEET_INNER_MARGIN * 2.0 - MARK - COMMANDS - GAP;
        let figures = rest - FIGURES > 240.0;
        Self { words: if figures { rest - FIGURES - GAP } else { rest }.max(120.0), figures }
    }
}

const MARK: f32 = 20.0;
const GAP: f32 = 12.0;
const FIGURES: f32 = theme::FINDING_FIGURE_WIDTH * 2.0;
const COMMANDS: f32 = 244.0;

/// A row as it is painted.
struct Row<'a> {
    rank: usize,
    group: Group,
    finding: &'a Finding,
    is_chosen: bool,
    place: String,
    sentence: String,
    columns: Columns,
}

fn row_ui(ui: &mut Ui, view: &View<'_>, page: &mut FindingsPage, rank: usize, listed: &Listed<'_>, intents: &mut Vec<Intent>) {
    let lang = view.lang;
    let Listed { group, finding } = *listed;
    let row = Row {
        rank,
        group,
        finding,
        is_chosen: page.chosen == rank,
        place: view.tables().place_name(finding.place),
        sentence: sentence(listed, lang),
        columns: Columns::of(ui.available_width()),
    };
    let lines = row.lines(ui, lang);
    let height = lines.iter().map(|line| line.size().y).sum::<f32>() + ROW_MARGIN * 2.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height.max(52.0)), Sense::hover());
    let response = ui.interact(rect, row_id(rank), Sense::click());
    let name = format!("{}, {}, {}", group.name(lang), row.place, row.sentence);
    response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, row.is_chosen, &name));
    if ui.is_rect_visible(rect) {
        row.paint(ui, &response, lines, lang);
    }
    row.commands_ui(ui, view, rect, intents);
    if response.gained_focus() {
        page.chosen = rank;
        response.scroll_to_me(None);
    }
    if response.clicked() {
        page.chosen = rank;
        response.request_focus();
        // The keyboard goes there at once; the pointer chooses first.
        if response.double_clicked() || ui.input(|input| input.key_pressed(Key::Enter)) {
            intents.push(go_to(finding));
        }
    }
    if response.has_focus() {
        let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        let pressed = |key| ui.input(|input| input.key_pressed(key) && input.modifiers.is_none());
        if pressed(lang.pick(Key::C, Key::F)) {
            intents.extend(fix(view, finding).filter(|_| group != Group::Held));
        }
        if pressed(Key::J) && finding.conflict().is_none() && group != Group::Held {
            intents.push(justify(finding, lang));
        }
        if pressed(Key::Escape) {
            intents.push(Intent::Do(Action::Findings));
        }
    }
}

const ROW_MARGIN: f32 = 9.0;

impl Row<'_> {
    /// The place, the sentence, and the reason of a justification.
    fn lines(&self, ui: &Ui, lang: Lang) -> Vec<Arc<Galley>> {
        let theme = Theme::of(ui);
        let line = |words: &str, size: f32, colour| {
            ui.painter().layout(theme::unbroken(words), theme::font(size, Weight::Regular), colour, self.columns.words)
        };
        let mut lines = vec![line(&self.place, SMALL_12, theme.ink2), line(&self.sentence, BODY_14, theme.ink)];
        if let Some(reason) = &self.finding.justification {
            let words = lang.pick(format!("Justification\u{a0}: «\u{a0}{reason}\u{a0}»"), format!("Reason: “{reason}”"));
            lines.push(line(&words, BODY_14, theme.ink2));
        }
        lines
    }

    fn paint(&self, ui: &Ui, response: &Response, lines: Vec<Arc<Galley>>, lang: Lang) {
        let theme = Theme::of(ui);
        let (rect, painter) = (response.rect, ui.painter());
        if self.is_chosen {
            painter.rect_filled(rect, 0, theme.sel);
            painter.rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0, theme.accent);
        } else if response.hovered() {
            painter.rect_filled(rect, 0, theme.hover);
        }
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
        let left = rect.left() + theme::SHEET_INNER_MARGIN;
        let top = rect.top() + ROW_MARGIN;
        let (icon, colour) = self.group.mark(&theme);
        icon.paint(painter, Rect::from_center_size(pos2(left + 5.0, top + 25.0), vec2(icon.size(), icon.size())), colour);
        let mut next = top;
        for line in lines {
            let height = line.size().y;
            painter.galley(pos2(left + MARK, next), line, theme.ink);
            next += height;
        }
        if self.columns.figures {
            for (index, (caption, figure)) in self.finding.compared(lang).into_iter().enumerate() {
                let right = left + MARK + self.columns.words + GAP + theme::FINDING_FIGURE_WIDTH * (index + 1) as f32;
                let font = theme::font(BODY_14, Weight::Semibold);
                let figure = painter.layout_no_wrap(theme::unbroken(&figure), font, theme.ink);
                // Words that find no room here stand in the sentence.
                if figure.size().x > theme::FINDING_FIGURE_WIDTH - GAP {
                    continue;
                }
                painter.text(pos2(right, top), Align2::RIGHT_TOP, caption, theme::font(SMALL_12, Weight::Regular), theme.ink2);
                painter.galley(pos2(right - figure.size().x, top + 16.0), figure, theme.ink);
            }
        }
        theme::focus_ring(ui, response);
    }

    /// What answers the finding, at the right; only the chosen row shows borders.
    fn commands_ui(&self, ui: &mut Ui, view: &View<'_>, row: Rect, intents: &mut Vec<Intent>) {
        let lang = view.lang;
        let right = row.right() - theme::SHEET_INNER_MARGIN;
        let area = Rect::from_min_max(pos2(right - COMMANDS, row.top()), pos2(right, row.bottom()));
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let mut commands = ui.new_child(egui::UiBuilder::new().max_rect(area).layout(layout).id_salt(("commands of", self.rank)));
        commands.spacing_mut().item_spacing.x = 6.0;
        let mut answers = vec![(go_word(self.finding, lang.pick("Aller", "Go"), lang), go_to(self.finding))];
        if self.finding.conflict().is_none() && self.group != Group::Held {
            answers.push((justify_word(self.finding, lang).trim_end_matches('…'), justify(self.finding, lang)));
        }
        answers.extend(fix(view, self.finding).filter(|_| self.group != Group::Held).map(|fix| (lang.pick("Corriger", "Fix"), fix)));
        for (words, intent) in answers {
            let response = if self.is_chosen {
                controls::button(&mut commands, words)
            } else {
                controls::quiet_button(&mut commands, words, ButtonState::Enabled)
            };
            if response.clicked() {
                intents.push(intent);
            }
        }
    }
}
