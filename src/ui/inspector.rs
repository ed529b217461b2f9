//! The inspector at the right: what the active cell is, what it enters into, what was found here.

use std::collections::BTreeSet;
use std::sync::Arc;

use egui::{Align, Layout, Margin, ScrollArea, Sense, Ui, vec2};

use super::actions::Action;
use super::findings::Group;
use super::icons::Icon;
use super::outline::plural;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View, cells, consequences, controls, review};
use crate::calc::checks::Finding;
use crate::editing::trying::Tried;
use crate::lang::{Lang, Word, number, writing};
use crate::model::Place;
use crate::tables::{Cell, CellKind, Fed, Mark, Node, Sign, Term};

/// Paints the inspector.
pub fn inspector_ui(ui: &mut Ui, view: &View<'_>) -> Vec<Intent> {
    let mut intents = Vec::new();
    let tried = consequences::tried(view);
    ui.spacing_mut().item_spacing = vec2(6.0, 4.0);
    ScrollArea::vertical().id_salt("inspector").auto_shrink([false, false]).show(ui, |ui| {
        match view.active_place() {
            Some(place) => {
                section_ui(ui, |ui| intents.extend(cell_ui(ui, view, place, tried.as_deref())));
                let series = tried.as_ref().map_or(view.tables(), |tried| tried.tables(view.lang)).series(place);
                if !series.is_empty() {
                    line_ui(ui);
                    section_ui(ui, |ui| series_ui(ui, view, place, &series));
                }
                if let Some(tried) = &tried {
                    let changed = consequences::consequences(view, tried, place);
                    if !changed.is_empty() {
                        line_ui(ui);
                        section_ui(ui, |ui| intents.extend(changed_ui(ui, view, &changed)));
                    }
                    line_ui(ui);
                    section_ui(ui, |ui| intents.extend(consequences::fates_ui(ui, view, tried)));
                    return;
                }
                let terms = view.tables().made_of(place);
                if !terms.is_empty() {
                    line_ui(ui);
                    section_ui(ui, |ui| intents.extend(made_of_ui(ui, view, place, &terms)));
                }
                let fed = view.tables().fed_by(place);
                if !fed.is_empty() {
                    line_ui(ui);
                    section_ui(ui, |ui| intents.extend(fed_ui(ui, view, &fed)));
                }
            }
            None => section_ui(ui, |ui| {
                let theme = Theme::of(ui);
                ui.label(theme::text(view.lang.word(Word::NothingSelected), BODY_14, Weight::Semibold, theme.ink));
                ui.label(theme::text(view.lang.word(Word::SelectACell), SMALL_12, Weight::Regular, theme.ink2));
            }),
        }
        line_ui(ui);
        section_ui(ui, |ui| intents.extend(findings_ui(ui, view)));
    });
    intents
}

fn section_ui(ui: &mut Ui, body: impl FnOnce(&mut Ui)) {
    egui::Frame::NONE.inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        body(ui);
    });
}

fn line_ui(ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, Theme::of(ui).line);
}

fn cell_ui(ui: &mut Ui, view: &View<'_>, place: Place, tried: Option<&Tried>) -> Option<Intent> {
    let theme = Theme::of(ui);
    let lang = view.lang;
    let tables = view.tables();
    ui.label(theme::text(tables.place_name(place), BODY_14, Weight::Semibold, theme.ink));
    let cursor = view.cursor.and_then(|cursor| {
        let spot = cursor.grid.active();
        view.table(cursor.table)?.cell(spot.row, spot.column).cloned()
    });
    let cell = cursor?;
    // A rule may be as long as the rows that it adds: it goes on under the chip.
    ui.horizontal_wrapped(|ui| {
        if cell.kind == CellKind::Computed {
            controls::chip(ui, Some(Icon::Sigma), lang.word(Word::Calculation), theme.computed, theme.ink2);
            ui.label(theme::text(tables.rule(place), SMALL_12, Weight::Regular, theme.ink2));
        } else {
            controls::chip(ui, Some(Icon::Pencil), lang.word(Word::Entered), theme.sel, theme.entry);
            let address = crate::address::write(view.session.document(), place).unwrap_or_default();
            ui.label(theme::text(address, SMALL_12, Weight::Regular, theme.ink2));
        }
    });
    ui.add_space(4.0);
    let shown = |text: String| if text.is_empty() { "–".to_owned() } else { text };
    let now = shown(cell.text(lang));
    let large = |text: String| {
        let size = if text.chars().count() > 24 { theme::SECTION_16 } else { theme::TITLE_22 };
        theme::text(text, size, Weight::Semibold, theme.ink)
    };
    if let Some(tried) = tried {
        let after = tried.tables(lang);
        ui.horizontal_wrapped(|ui| {
            ui.label(theme::text(format!("{now} →"), BODY_14, Weight::Regular, theme.ink2));
            ui.label(large(shown(after.cell(place).text(lang))));
        });
        let said = [after.gap(tables, place), after.comparison(place), after.announced(place)].into_iter().flatten();
        for words in said.chain(after.course_words(place)) {
            ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, theme.ink2)).wrap());
        }
        return None;
    }
    ui.label(large(now));
    if let Some(entry) = view.session.document().entry(place) {
        let typed = crate::editing::typed_text(view.session.document(), entry);
        if typed.starts_with('=') {
            ui.label(theme::text(typed, SMALL_12, Weight::Regular, theme.ink2));
        }
    }
    let mut intent = None;
    if let Some(words) = answer_words(view, place) {
        ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, theme.ink2)).wrap());
        let answer = if tables.hint(place).is_some() {
            Some((Action::TakeHint, lang.pick("Prendre l’indice", "Take the hint")))
        } else {
            (tables.mark(place) == Some(Mark::ToConfirm)).then(|| (Action::ConfirmCell, lang.pick("Confirmer ce montant", "Confirm this amount")))
        };
        if let Some((action, words)) = answer
            && controls::link(ui, words).clicked()
        {
            intent = Some(Intent::Do(action));
        }
    }
    for comparison in [tables.comparison(place), tables.announced(place)].into_iter().flatten().chain(tables.course_words(place)) {
        ui.add(egui::Label::new(theme::text(comparison, SMALL_12, Weight::Regular, theme.ink2)).wrap());
    }
    intent
}

/// What a rollover left to answer here, and how: a hint to take, a figure to confirm, a forecast that is locked.
fn answer_words(view: &View<'_>, place: Place) -> Option<String> {
    let lang = view.lang;
    let tables = view.tables();
    if let Some(hint) = tables.hint(place) {
        let key = Action::TakeHint.shortcut_text(lang).unwrap_or_default();
        return Some(
            lang.pick(format!("Indice de l’an dernier\u{a0}: {hint}. {key} le prend."), format!("Last year suggests {hint}. {key} takes it.")),
        );
    }
    match tables.mark(place)? {
        Mark::ToConfirm => {
            let confirm = Action::ConfirmCell.name(lang);
            if matches!(place, Place::Cell(_)) {
                return Some(lang.pick(
                    format!("À confirmer\u{a0}: ce que le PAP précédent en fait. Tableau, {confirm}\u{a0}; ou saisir ce qui a été voté."),
                    format!("To confirm: what the PAP before makes of it. Table, {confirm}; or type what was voted."),
                ));
            }
            Some(lang.pick(
                format!("À confirmer\u{a0}: le PLF de son année et ses amendements. Tableau, {confirm}\u{a0}; ou saisir le montant voté."),
                format!("To confirm: the bill of its year with its amendments. Table, {confirm}; or type the amount voted."),
            ))
        }
        Mark::Locked => {
            Some(lang.pick("Publiée par le PAP de son année\u{a0}: ne se modifie plus.", "Published by the PAP of its year: typed no more.").into())
        }
        Mark::Inherited => None,
    }
}

/// The values of the selected row, the active one told apart.
fn series_ui(ui: &mut Ui, view: &View<'_>, active: Place, series: &[(String, String, Cell)]) {
    let theme = Theme::of(ui);
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.label(theme::text(view.lang.pick("La série", "The series"), SMALL_12, Weight::Semibold, theme.ink2));
    ui.add_space(4.0);
    for (year, kind, cell) in series {
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::SERIES_ROW_HEIGHT), Sense::hover());
        let is_active = cell.place == Some(active);
        let painter = ui.painter();
        if is_active {
            painter.rect_filled(rect.expand2(vec2(8.0, 0.0)), 0, theme.sel);
        }
        painter.hline(rect.x_range(), rect.top() + 0.5, egui::Stroke::new(1.0, theme.line));
        let weight = if is_active { Weight::Semibold } else { Weight::Regular };
        let text = |at: f32, align, words: &str, colour| {
            painter.text(egui::pos2(at, rect.center().y), align, words, theme::font(BODY_14, weight), colour);
        };
        let shown = cell.text(view.lang);
        text(rect.left(), egui::Align2::LEFT_CENTER, year, theme.ink2);
        text(rect.left() + 48.0, egui::Align2::LEFT_CENTER, kind, theme.ink);
        text(rect.right(), egui::Align2::RIGHT_CENTER, if shown.is_empty() { "–" } else { &shown }, theme.ink);
    }
}

/// So many terms stand in sight before the others are asked for.
const TERMS_SHOWN: usize = 8;

/// The terms of a computed figure, each a row that leads to it, and the figure under them.
fn made_of_ui(ui: &mut Ui, view: &View<'_>, place: Place, terms: &[Term]) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let lang = view.lang;
    ui.spacing_mut().item_spacing.y = 0.0;
    ui.label(theme::text(lang.pick("Vient de", "Comes from"), SMALL_12, Weight::Semibold, theme.ink2));
    ui.add_space(4.0);
    let opened = egui::Id::unique("terms opened");
    let is_open = ui.data(|data| data.get_temp(opened)) == Some((view.opened, place));
    let shown = if is_open { terms.len() } else { TERMS_SHOWN };
    let mut intents = Vec::new();
    for (rank, term) in terms.iter().take(shown).enumerate() {
        let divides = |term: &Term| term.sign == Sign::Over;
        let follows = rank.checked_sub(1).and_then(|before| terms.get(before)).is_some_and(|before| divides(before) == divides(term));
        if divides(term) && !follows {
            ui.add_space(2.0);
            ui.label(theme::text(lang.pick("divisé par", "divided by"), SMALL_12, Weight::Regular, theme.ink2));
        }
        let sign = match term.sign {
            Sign::Minus => "− ",
            Sign::Plus | Sign::Over if follows => "+ ",
            Sign::Plus | Sign::Over => "",
        };
        if term_ui(ui, &format!("{sign}{}", term.name), &term.cell.text(lang)) {
            intents.extend(term.cell.place.map(Intent::GoTo));
        }
    }
    let others = terms.len().saturating_sub(shown);
    if others > 0 {
        ui.add_space(2.0);
        let words = lang.pick(format!("{others} autre{}", plural(others)), format!("{others} other{}", plural(others)));
        if controls::link(ui, &words).clicked() {
            ui.data_mut(|data| data.insert_temp(opened, (view.opened, place)));
        }
    }
    intents
}

/// A term as a row; whether it was clicked.
fn term_ui(ui: &mut Ui, name: &str, figure: &str) -> bool {
    let theme = Theme::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::SERIES_ROW_HEIGHT), Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Link, true, format!("{name}, {figure}")));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, 0, theme.hover);
    }
    painter.hline(rect.x_range(), rect.top() + 0.5, egui::Stroke::new(1.0, theme.line));
    let font = || theme::font(BODY_14, Weight::Regular);
    let figure = cells::figure(ui, figure, font(), theme.ink, rect.width());
    let name = cells::truncated(ui, name, font(), theme.ink, rect.width() - figure.size().x - 12.0);
    painter.galley(egui::pos2(rect.left(), rect.center().y - name.size().y / 2.0), name, theme.ink);
    painter.galley(egui::pos2(rect.right() - figure.size().x, rect.center().y - figure.size().y / 2.0), figure, theme.ink);
    theme::focus_ring(ui, &response);
    response.clicked()
}

/// The terms of the active cell on one line, where the inspector is closed: "308 700 000 (62) + 12 300 000 (63)".
pub fn sum_words(view: &View<'_>) -> Option<String> {
    let terms = view.tables().made_of(view.active_place()?);
    if terms.len() < 2 || terms.iter().any(|term| term.sign == Sign::Over) {
        return None;
    }
    let written = |(rank, Term { sign, name, cell }): (usize, &Term)| {
        let sign = match sign {
            Sign::Minus => "− ",
            Sign::Plus | Sign::Over if rank > 0 => "+ ",
            Sign::Plus | Sign::Over => "",
        };
        format!("{sign}{} ({name})", cell.text(view.lang))
    };
    Some(terms.iter().enumerate().map(written).collect::<Vec<_>>().join(" "))
}

fn fed_ui(ui: &mut Ui, view: &View<'_>, fed: &[Fed]) -> Vec<Intent> {
    let theme = Theme::of(ui);
    ui.label(theme::text(view.lang.word(Word::EntersInto), SMALL_12, Weight::Semibold, theme.ink2));
    let mut intents = Vec::new();
    for fed in fed {
        if let Some(place) = fed_row_ui(ui, view, fed, None) {
            intents.push(Intent::GoTo(place));
        }
    }
    intents
}

/// The figures that what is being typed changes, each over what it is now; they are underlined on the page.
fn changed_ui(ui: &mut Ui, view: &View<'_>, changed: &[(Fed, String)]) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let lang = view.lang;
    let heading = ui.horizontal(|ui| {
        ui.label(theme::text(lang.pick("Ce que cette saisie change", "What this entry changes"), SMALL_12, Weight::Semibold, theme.ink2));
        let legend = |ui: &mut Ui| ui.label(theme::text(lang.pick("souligné", "underlined"), SMALL_12, Weight::Regular, theme.ink2)).rect;
        ui.with_layout(Layout::right_to_left(Align::Center), legend).inner
    });
    let legend = heading.inner;
    ui.painter().hline(legend.x_range(), legend.bottom() + 1.0, egui::Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent));
    ui.add_space(2.0);
    let rows = changed.iter().filter_map(|(fed, former)| fed_row_ui(ui, view, fed, Some(former)));
    rows.map(Intent::GoTo).collect()
}

/// A figure that follows, over what it was, as a row that leads to it; the place when it is clicked.
fn fed_row_ui(ui: &mut Ui, view: &View<'_>, fed: &Fed, former: Option<&str>) -> Option<Place> {
    let theme = Theme::of(ui);
    let Fed { name, table, cell } = fed;
    let text = Cell::text(cell, view.lang);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), theme::FEED_ROW_HEIGHT), Sense::click());
    let said = former.map_or_else(|| format!("{name}, {text}"), |former| format!("{name}, {former} → {text}"));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Link, true, &said));
    let painter = ui.painter();
    if response.hovered() {
        painter.rect_filled(rect, 0, theme.hover);
    }
    painter.hline(rect.x_range(), rect.top() + 0.5, egui::Stroke::new(1.0, theme.line));
    let figure = cells::figure(ui, &text, theme::font(BODY_14, Weight::Semibold), theme.ink, rect.width());
    let width = rect.width() - figure.size().x - 12.0;
    painter.galley(egui::pos2(rect.right() - figure.size().x, rect.top() + 3.0), figure, theme.ink);
    let name = cells::truncated(ui, name, theme::font(BODY_14, Weight::Regular), theme.ink, width);
    painter.galley(egui::pos2(rect.left(), rect.top() + 3.0), name, theme.ink);
    let former = cells::figure(ui, former.unwrap_or_default(), theme::font(SMALL_12, Weight::Regular), theme.ink2, rect.width());
    let room = rect.width() - former.size().x - 12.0;
    painter.galley(egui::pos2(rect.right() - former.size().x, rect.top() + 20.0), former, theme.ink2);
    let table = cells::truncated(ui, table, theme::font(SMALL_12, Weight::Regular), theme.ink2, room);
    painter.galley(egui::pos2(rect.left(), rect.top() + 20.0), table, theme.ink2);
    theme::focus_ring(ui, &response);
    response.clicked().then_some(()).and(cell.place)
}

/// The findings of a page and those of others, in words: found once for each state and page.
pub struct FindingsListed {
    of: ListedOf,
    here: Vec<InWords>,
    elsewhere: Vec<InWords>,
    justified: Vec<InWords>,
}

/// What a list of findings is of: the revision, whether its findings are known, the page.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ListedOf {
    revision: u64,
    is_checked: bool,
    lang: Lang,
    node: Node,
    enters: bool,
}

/// A finding with the name of its place and its sentence.
struct InWords {
    finding: Finding,
    place: String,
    sentence: String,
}

impl FindingsListed {
    /// The list of what is shown: `kept`, or that of another state or page.
    pub fn shown(view: &View<'_>, kept: Option<Arc<Self>>) -> Arc<Self> {
        let of = ListedOf {
            revision: view.session.revision(),
            is_checked: view.session.unchecked().is_none(),
            lang: view.lang,
            node: view.node,
            enters: view.enters,
        };
        kept.filter(|kept| kept.of == of).unwrap_or_else(|| Arc::new(Self::of(view, of)))
    }

    fn of(view: &View<'_>, of: ListedOf) -> Self {
        let in_words = |finding: &Finding| InWords {
            finding: finding.clone(),
            place: view.tables().place_name(finding.place),
            sentence: review::sentence(finding, view.lang),
        };
        let shown: BTreeSet<Place> =
            view.page_tables().filter_map(|name| view.table(name)).flat_map(|table| table.places().collect::<Vec<_>>()).collect();
        let is_here = |place: Place| Node::of(view.session.document(), place) == view.node || shown.contains(&place);
        let (here, elsewhere): (Vec<&Finding>, Vec<&Finding>) = view.session.findings().iter().partition(|finding| is_here(finding.place));
        let [here, elsewhere] = [here, elsewhere].map(|findings| findings.into_iter().map(in_words).collect());
        Self { of, here, elsewhere, justified: view.session.justified().iter().map(in_words).collect() }
    }
}

/// How many findings of other pages are listed: the list of findings has them all.
const ELSEWHERE: usize = 8;

/// The findings of this page, then the first of those elsewhere.
fn findings_ui(ui: &mut Ui, view: &View<'_>) -> Vec<Intent> {
    let (theme, lang) = (Theme::of(ui), view.lang);
    let listed = view.shown.findings(view);
    let mut intents = Vec::new();
    ui.label(theme::text(lang.word(Word::FindingsHere), SMALL_12, Weight::Semibold, theme.ink2));
    if listed.here.is_empty() {
        ui.label(theme::text(lang.pick("Aucun constat sur cette page.", "Nothing found on this page."), SMALL_12, Weight::Regular, theme.ink2));
    }
    for finding in &listed.here {
        intents.extend(finding_ui(ui, view, finding));
    }
    if !listed.elsewhere.is_empty() {
        ui.add_space(8.0);
        ui.label(theme::text(lang.pick("Ailleurs", "Elsewhere"), SMALL_12, Weight::Semibold, theme.ink2));
    }
    for finding in listed.elsewhere.iter().take(ELSEWHERE) {
        intents.extend(finding_ui(ui, view, finding));
    }
    let more = listed.elsewhere.len().saturating_sub(ELSEWHERE);
    let words = match more {
        1 => lang.pick("1 autre constat".to_owned(), "1 other finding".to_owned()),
        _ => lang.pick(format!("{more} autres constats"), format!("{more} other findings")),
    };
    if more > 0 && controls::link(ui, &words).clicked() {
        intents.push(Intent::Do(Action::Findings));
    }
    if !listed.justified.is_empty() {
        ui.add_space(8.0);
        ui.label(theme::text(lang.pick("Justifiés", "Justified"), SMALL_12, Weight::Semibold, theme.ink2));
    }
    for finding in &listed.justified {
        intents.extend(finding_ui(ui, view, finding));
    }
    intents
}

fn finding_ui(ui: &mut Ui, view: &View<'_>, InWords { finding, place, sentence }: &InWords) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut intents = Vec::new();
    let mark = Group::of(finding, view.session.document()).mark(&theme);
    consequences::finding_ui(ui, mark, |ui| {
        ui.label(theme::text(place, SMALL_12, Weight::Regular, theme.ink2));
        ui.label(theme::text(sentence, BODY_14, Weight::Regular, theme.ink));
        if let Some(reason) = &finding.justification {
            let words = view.lang.pick(format!("Justification\u{a0}: {reason}"), format!("Reason: {reason}"));
            ui.label(theme::text(words, SMALL_12, Weight::Italic, theme.ink2));
        }
        ui.horizontal_wrapped(|ui| intents.extend(review::answers_ui(ui, view, finding)));
    });
    intents
}

/// "donne 7 800 000" under a formula being typed; nothing for what is no formula or not yet one.
pub fn formula_result(typed: &str, lang: Lang) -> Option<String> {
    let amount = typed.starts_with('=').then(|| number::parse_amount(typed).ok()).flatten()?;
    Some(format!("{} {}", lang.pick("donne", "gives"), writing::euros(amount.euros)))
}
