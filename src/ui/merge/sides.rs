//! The matter at hand: its versions with their keys, what each would bring, and the way on.

use egui::accesskit::Role;
use egui::{Align2, Frame, Margin, Rect, ScrollArea, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::super::icons::{ButtonState, Icon};
use super::super::outline::severity_mark;
use super::super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::super::{Intent, View, cells, controls, review};
use super::{Merge, MergeStep, Occasion, choice_id, colours, gist, key_of, key_ui, taken_word};
use crate::calc::checks::Finding;
use crate::editing::Choice;
use crate::editing::reviewing::{Group, Matter, Outcome, Standing};
use crate::editing::trying::lacking;
use crate::lang::capitalised;
use crate::model::Side;
use crate::tables::{Cell, Tables};

/// Width of the choices.
pub const WIDTH: f32 = 288.0;
const ROW: f32 = 38.0;
const FOOT: f32 = 53.0;

/// Paints the choices and returns what was asked for.
pub fn sides_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let mut steps = Vec::new();
    ui.spacing_mut().item_spacing = vec2(6.0, 0.0);
    let Some(matter) = merge.matter() else { return vec![] };
    let standing = merge.standing(view.session.document(), matter);
    let height = (ui.available_height() - FOOT).max(0.0);
    let outcomes = merge.outcomes(view.session);
    ScrollArea::vertical().id_salt("versions").max_height(height).auto_shrink([false, false]).show(ui, |ui| {
        section_ui(ui, |ui| title_ui(ui, view, merge, matter, standing));
        steps.extend(choices_ui(ui, view, merge, matter, standing, &outcomes));
        ui.add_space(10.0);
        line_ui(ui, &theme);
        consequences_ui(ui, view, merge, matter, &outcomes);
        section_ui(ui, |ui| findings_ui(ui, view, merge, &outcomes));
    });
    line_ui(ui, &theme);
    Frame::NONE.inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| steps.extend(foot_ui(ui, view, merge, standing)));
    steps.into_iter().map(Intent::Merge).collect()
}

fn section_ui(ui: &mut Ui, body: impl FnOnce(&mut Ui)) {
    Frame::NONE.inner_margin(Margin::symmetric(16, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        body(ui);
    });
}

fn line_ui(ui: &mut Ui, theme: &Theme) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 1.0), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.line);
}

fn title_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter, standing: Standing) {
    let theme = Theme::of(ui);
    let lang = view.lang;
    ui.add(egui::Label::new(theme::text(matter.title(view.tables()), BODY_14, Weight::Semibold, theme.ink)).wrap());
    ui.add_space(4.0);
    ui.horizontal(|ui| {
        match (standing, merge.occasion) {
            (Standing::Left, Occasion::Merge) => {
                controls::chip(ui, Some(Icon::Conflict), lang.pick("À décider", "To decide"), theme.err_tint, theme.err)
            }
            (Standing::Left, _) => controls::chip(ui, Some(Icon::Note), lang.pick("Diffère", "Differs"), theme.sel, theme.accent),
            _ if matter.taken.is_some() => {
                controls::chip(ui, Some(Icon::Holds), &capitalised(taken_word(merge, matter, standing, lang)), theme.ok_tint, theme.ok)
            }
            _ => controls::chip(ui, Some(Icon::Holds), lang.pick("Réglé", "Settled"), theme.ok_tint, theme.ok),
        };
        let why = match matter.group {
            _ if merge.occasion != Occasion::Merge => "",
            _ if matter.taken.is_some() => lang.pick("changé d’un seul côté", "changed on one side alone"),
            Group::Amounts | Group::Indicators => lang.pick("saisi des deux côtés", "typed on both sides"),
            Group::Labels => lang.pick("nommé des deux côtés", "named on both sides"),
            Group::Texts => lang.pick("rédigé des deux côtés", "written on both sides"),
            Group::Structure => lang.pick("changé des deux côtés", "changed on both sides"),
        };
        ui.label(theme::text(why, SMALL_12, Weight::Regular, theme.ink2));
    });
}

fn choices_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter, standing: Standing, outcomes: &[(Choice, Outcome)]) -> Vec<MergeStep> {
    let lang = view.lang;
    let mut steps = Vec::new();
    for choice in merge.choices() {
        let is_possible = outcomes.iter().any(|(of, _)| *of == choice);
        let (name, under, words) = match choice {
            Choice::Side(side) => {
                let person = merge.people.of(side);
                let gives_back = matter.taken.is_some_and(|taken| taken != side);
                let under = match (gives_back, is_possible) {
                    (true, true) => lang.pick("rendre l’ancien", "give it back").to_owned(),
                    (true, false) => lang.pick("à refaire dans la page", "to be done in the page").to_owned(),
                    (false, _) => person.when.clone(),
                };
                (person.name.clone(), under, gist(view, matter, side))
            }
            Choice::Both => {
                let why = match matter.group {
                    _ if is_possible => "",
                    Group::Amounts | Group::Indicators => lang.pick("impossible pour un montant", "impossible for an amount"),
                    Group::Labels | Group::Texts | Group::Structure => lang.pick("pour deux paragraphes seulement", "for two paragraphs only"),
                };
                (lang.pick("Les deux, à la suite", "Both, one after the other").to_owned(), why.to_owned(), String::new())
            }
            Choice::Standing => {
                let why = lang.pick("les autres versions ne s’écrivent pas ici", "the other versions cannot be written here");
                (lang.pick("Garder ce qui est là", "Keep what stands").to_owned(), why.to_owned(), String::new())
            }
        };
        let row = ChoiceRow { key: key_of(choice), name, under, words, is_chosen: standing == Standing::Chosen(choice) };
        let is_shown = merge.preview == Some(choice) || (standing == Standing::Left && merge.proposed() == choice);
        if row.ui(ui, view, is_shown, is_possible) {
            steps.push(MergeStep::Choose(choice));
        }
    }
    if matter.place.is_some() && matter.group != Group::Structure && matter.conflict.is_of_words() {
        let (name, under) = match matter.group {
            Group::Texts => {
                (lang.pick("Récrire dans le texte", "Rewrite in the text"), lang.pick("le paragraphe s’ouvre ici", "the paragraph opens here"))
            }
            Group::Amounts | Group::Indicators => {
                (lang.pick("Saisir autre chose", "Type something else"), lang.pick("dans la cellule même", "in the cell itself"))
            }
            _ => (lang.pick("Saisir autre chose", "Type something else"), ""),
        };
        let row = ChoiceRow { key: 'e', name: name.into(), under: under.into(), words: String::new(), is_chosen: standing == Standing::Typed };
        if row.ui(ui, view, false, true) {
            steps.push(MergeStep::Type);
        }
    }
    steps
}

/// A choice as it is painted.
struct ChoiceRow {
    key: char,
    name: String,
    under: String,
    words: String,
    is_chosen: bool,
}

impl ChoiceRow {
    /// Whether it was clicked.
    fn ui(&self, ui: &mut Ui, view: &View<'_>, is_shown: bool, is_possible: bool) -> bool {
        let theme = Theme::of(ui);
        let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::hover());
        let sense = if is_possible { Sense::click() } else { Sense::hover() };
        let response = ui.interact(rect, choice_id(self.key), sense);
        let state = if is_possible { "" } else { view.lang.pick(", impossible ici", ", impossible here") };
        let name = format!("{}, {}, {}{state}", self.key.to_uppercase(), self.name, self.words);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, is_possible, self.is_chosen, &name));
        let painter = ui.painter();
        // The scroll bar stands at the right of the ring.
        let inner = Rect::from_x_y_ranges(rect.left() + 6.0..=rect.right() - theme::SCROLL_BAR_WIDTH - theme::SCROLL_BAR_MARGIN, rect.y_range());
        if self.is_chosen || is_shown {
            painter.rect_filled(inner, theme::RADIUS_CONTROL, if self.is_chosen { theme.sel } else { theme.panel });
            painter.rect_stroke(inner, theme::RADIUS_CONTROL, Stroke::new(theme::STRONG_LINE_WIDTH, theme.accent), StrokeKind::Inside);
        } else if response.hovered() && is_possible {
            painter.rect_filled(inner, theme::RADIUS_CONTROL, theme.hover);
        }
        let key = Rect::from_center_size(pos2(rect.left() + 26.0, rect.center().y), vec2(20.0, 20.0));
        let fill = match self.key {
            '1' => Some(colours(&theme, Side::Ours).0),
            '2' => Some(colours(&theme, Side::Theirs).0),
            _ => None,
        };
        key_ui(painter, &theme, key, self.key, fill.filter(|_| self.is_chosen || is_shown), !is_possible);
        let ink = if is_possible || self.words.len() > 1 { theme.ink } else { theme.ink3 };
        let weight = if self.is_chosen { Weight::Semibold } else { Weight::Regular };
        let left = rect.left() + 44.0;
        let room = rect.right() - 16.0 - left;
        // Words that have no room beside the name stand under it, in the place of the date.
        let is_short = cells::width(ui, &self.words, theme::font(BODY_14, weight)) < room * 0.5;
        let (under, colour, name_room) = match (self.words.is_empty(), is_short) {
            (false, false) => (&self.words, ink, room),
            (false, true) => (&self.under, theme.ink2, room * 0.5),
            (true, _) => (&self.under, theme.ink2, room),
        };
        let name = cells::truncated(ui, &self.name, theme::font(BODY_14, Weight::Regular), ink, name_room);
        let top = if under.is_empty() { rect.center().y - name.size().y / 2.0 } else { rect.top() + 1.0 };
        painter.galley(pos2(left, top), name, ink);
        let under = cells::truncated(ui, under, theme::font(SMALL_12, weight), colour, name_room);
        painter.galley(pos2(left, rect.top() + 20.0), under, colour);
        if is_short {
            let words = cells::value(ui, &self.words, theme::font(BODY_14, weight), ink, room * 0.5);
            painter.galley(pos2(rect.right() - 16.0 - words.size().x, rect.center().y - words.size().y / 2.0), words, ink);
        }
        if response.has_focus() {
            painter.rect_stroke(inner, theme::RADIUS_CONTROL, Stroke::new(theme::LINE_WIDTH, theme.accent), StrokeKind::Outside);
        }
        let by_key = ui.input(|input| input.key_pressed(egui::Key::Enter) || input.key_pressed(egui::Key::Space));
        response.clicked() && !by_key
    }
}

/// What each choice would make of the figures that the cell enters into, a column for each person.
fn consequences_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter, outcomes: &[(Choice, Outcome)]) {
    let lang = view.lang;
    let Some(place) = matter.place.filter(|_| matter.entry(view.session.document()).is_some()) else { return };
    let fed = |outcome: &Outcome| Tables { document: &outcome.document, figures: &outcome.figures, lang }.fed_by(place);
    let sides: Vec<(Side, Vec<(String, Cell)>)> = [Side::Ours, Side::Theirs]
        .into_iter()
        .filter_map(|side| {
            let (_, outcome) = outcomes.iter().find(|(choice, _)| *choice == Choice::Side(side))?;
            Some((side, fed(outcome).into_iter().map(|fed| (fed.name, fed.cell)).collect()))
        })
        .collect();
    let Some((_, first)) = sides.first().filter(|(_, fed)| !fed.is_empty()) else { return };
    let theme = Theme::of(ui);
    section_ui(ui, |ui| {
        ui.label(theme::text(lang.pick("Ce que donne chaque choix", "What each choice gives"), SMALL_12, Weight::Semibold, theme.ink2));
        ui.add_space(2.0);
        let column = 82.0;
        let row = |ui: &mut Ui, name: &str, figures: &[(String, bool)], size: f32| {
            let font = theme::font(SMALL_12, Weight::Regular);
            let is_stacked = cells::width(ui, name, font) > ui.available_width() - column * figures.len() as f32 - 4.0;
            let height = if is_stacked { 40.0 } else { 24.0 };
            let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
            let said: Vec<&str> = std::iter::once(name).chain(figures.iter().map(|(figure, _)| figure.as_str())).collect();
            response.widget_info(|| WidgetInfo::labeled(Role::Label, true, said.join(", ")));
            let room = if is_stacked { rect.width() } else { rect.width() - column * figures.len() as f32 - 4.0 };
            let label = cells::truncated(ui, name, theme::font(SMALL_12, Weight::Regular), theme.ink, room);
            let middle = if is_stacked { rect.top() + 11.0 } else { rect.center().y };
            ui.painter().galley(pos2(rect.left(), middle - label.size().y / 2.0), label, theme.ink);
            for (index, (figure, is_strong)) in figures.iter().rev().enumerate() {
                let (weight, ink) = if *is_strong { (Weight::Semibold, theme.ink) } else { (Weight::Regular, theme.ink2) };
                let galley = cells::value(ui, figure, theme::font(size, weight), ink, column - 4.0);
                let right = rect.right() - column * index as f32;
                let middle = if is_stacked { rect.bottom() - 12.0 } else { rect.center().y };
                ui.painter().galley(pos2(right - galley.size().x, middle - galley.size().y / 2.0), galley, ink);
            }
            ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
        };
        let is_strong = |side: Side| match merge.standing(view.session.document(), matter) {
            Standing::Chosen(choice) => choice == Choice::Side(side),
            _ => merge.proposed() == Choice::Side(side),
        };
        let heads: Vec<(String, bool)> =
            sides.iter().map(|(side, _)| (format!("{} {}", key_of(Choice::Side(*side)), merge.people.of(*side).short), is_strong(*side))).collect();
        row(ui, "", &heads, SMALL_12);
        for (index, (name, _)) in first.iter().enumerate() {
            let figures: Vec<(String, bool)> =
                sides.iter().map(|(side, fed)| (fed.get(index).map_or_else(String::new, |(_, cell)| cell.text(lang)), is_strong(*side))).collect();
            row(ui, name, &figures, SMALL_12);
        }
    });
    line_ui(ui, &theme);
}

/// The findings that a choice ends, and those that it makes.
fn findings_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, outcomes: &[(Choice, Outcome)]) {
    let theme = Theme::of(ui);
    let lang = view.lang;
    ui.label(theme::text(lang.pick("Constats selon le choix", "Findings by choice"), SMALL_12, Weight::Semibold, theme.ink2));
    ui.add_space(4.0);
    let is_said = |finding: &&Finding| finding.conflict().is_none() && finding.justification.is_none();
    let said = |findings: &[Finding]| findings.iter().filter(is_said).cloned().collect::<Vec<_>>();
    let now = said(view.session.findings());
    let mut any = false;
    for (choice, outcome) in outcomes {
        let then = said(&outcome.findings);
        let key = key_of(*choice);
        for finding in lacking(&now, &then).take(2) {
            let (sentence, place) = told(view, finding);
            let words = lang.pick(format!("met fin à «\u{a0}{sentence}\u{a0}», {place}."), format!("ends “{sentence}”, {place}."));
            finding_ui(ui, key, (Icon::Holds, theme.ok), &words, *choice == merge.proposed());
            any = true;
        }
        for finding in lacking(&then, &now).take(2) {
            let (sentence, place) = told(view, finding);
            let words = lang.pick(format!("fait naître «\u{a0}{sentence}\u{a0}», {place}."), format!("makes “{sentence}”, {place}."));
            finding_ui(ui, key, severity_mark(finding.severity(), &theme), &words, *choice == merge.proposed());
            any = true;
        }
    }
    if !any {
        let words = lang.pick("Aucun choix ne change les constats.", "No choice changes the findings.");
        ui.label(theme::text(words, SMALL_12, Weight::Regular, theme.ink2));
    }
}

/// What a finding says, as words to quote, and where it stands.
fn told(view: &View<'_>, finding: &Finding) -> (String, String) {
    (review::sentence(finding, view.lang).trim_end_matches('.').to_owned(), view.tables().place_name(finding.place))
}

fn finding_ui(ui: &mut Ui, key: char, (icon, colour): (Icon, egui::Color32), words: &str, is_strong: bool) {
    let theme = Theme::of(ui);
    ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
        icon.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(icon.size(), icon.size())), colour);
        let (rect, _) = ui.allocate_exact_size(vec2(8.0, 18.0), Sense::hover());
        ui.painter().text(rect.center(), Align2::CENTER_CENTER, key, theme::font(SMALL_12, Weight::Semibold), theme.ink);
        let ink = if is_strong { theme.ink } else { theme.ink2 };
        ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, ink)).wrap());
    });
    ui.add_space(4.0);
}

fn foot_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, standing: Standing) -> Vec<MergeStep> {
    let lang = view.lang;
    let mut steps = Vec::new();
    ui.horizontal(|ui| {
        if view.session.undo_label().is_some() {
            let undo = controls::with_shortcut(ui, lang.pick("Annuler", "Undo"), "Ctrl+Z", ButtonState::Enabled);
            if undo.clicked() {
                steps.push(MergeStep::Undo);
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let is_over = merge.occasion == Occasion::Merge && merge.left(view.session.document()) == 0;
            let (words, step) = if merge.occasion == Occasion::Since && merge.preview.is_none() {
                (lang.pick("J’ai vu", "I have seen it").to_owned(), MergeStep::Forget)
            } else if is_over {
                (lang.pick("Terminer", "Finish").to_owned(), MergeStep::Close)
            } else if standing == Standing::Left || merge.preview.is_some() {
                let key = key_of(merge.proposed()).to_ascii_uppercase();
                (lang.pick(format!("Prendre {key}\u{2002}Entrée"), format!("Take {key}\u{2002}Enter")), MergeStep::Choose(merge.proposed()))
            } else {
                (lang.pick("Suivant\u{2002}N", "Next\u{2002}N").to_owned(), MergeStep::Next)
            };
            if controls::primary_button(ui, &words).clicked() {
                steps.push(step);
            }
        });
    });
    steps
}
