//! What is being typed, tried: the figures that it changes, what becomes of findings, and where Enter and Tab lead.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use egui::{Color32, Rect, Sense, Ui, vec2};

use super::findings::Group;
use super::grid::TableSheet;
use super::icons::Icon;
use super::theme::{self, SMALL_12, Theme, Weight};
use super::{Intent, View, controls, review};
use crate::calc::checks::Finding;
use crate::editing::grid::{Key, Spot};
use crate::editing::trying::{Fate, Tried};
use crate::lang::Lang;
use crate::model::Place;
use crate::tables::{Cell, Fed, Table, TableName};

/// What was tried last, kept until another character is typed.
#[derive(Default)]
pub struct Trials(RefCell<Option<Kept>>);

struct Kept {
    of: Of,
    tried: Option<Arc<Tried>>,
    /// The cells of each table that change.
    changed: HashMap<TableName, Arc<HashMap<Place, Cell>>>,
}

/// Which text, in which place of which state.
#[derive(PartialEq)]
struct Of {
    revision: u64,
    is_checked: bool,
    lang: Lang,
    place: Place,
    typed: String,
}

/// What would become of the document if what is being typed were committed; `None` where nothing is, or where it cannot be.
pub fn tried(view: &View<'_>) -> Option<Arc<Tried>> {
    let grid = view.cursor.filter(|cursor| cursor.grid.is_editing() && view.merge.is_none()).map(|cursor| &cursor.grid)?;
    let (session, place, typed) = (view.session, view.active_place()?, grid.line().text());
    let of = Of { revision: session.revision(), is_checked: session.unchecked().is_none(), lang: view.lang, place, typed: typed.to_owned() };
    let mut kept = view.shown.trials.0.borrow_mut();
    if let Some(kept) = kept.as_ref().filter(|kept| kept.of == of) {
        return kept.tried.clone();
    }
    let tried = Tried::of(session, place, typed).map(Arc::new);
    *kept = Some(Kept { of, tried: tried.clone(), changed: HashMap::new() });
    tried
}

/// The cells of a table that it changes, as they would be.
pub fn changed(view: &View<'_>, table: &Table) -> Option<Arc<HashMap<Place, Cell>>> {
    let tried = tried(view)?;
    let mut kept = view.shown.trials.0.borrow_mut();
    let changed = &mut kept.as_mut()?.changed;
    Some(Arc::clone(changed.entry(table.name).or_insert_with(|| Arc::new(tried.changed(table, view.lang)))))
}

/// The figures into which what is typed enters, where they change: each with what it is now.
pub fn consequences(view: &View<'_>, tried: &Tried, place: Place) -> Vec<(Fed, String)> {
    let now = |fed: &Fed| fed.cell.place.map_or_else(String::new, |place| view.tables().cell(place).text(view.lang));
    let fed = tried.tables(view.lang).fed_by(place).into_iter().map(|fed| (now(&fed), fed));
    fed.filter(|(now, fed)| *now != fed.cell.text(view.lang)).map(|(now, fed)| (fed, now)).collect()
}

/// What would become of findings.
pub fn fates_ui(ui: &mut Ui, view: &View<'_>, tried: &Tried) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let lang = view.lang;
    let mut intents = Vec::new();
    ui.label(theme::text(lang.pick("Constats après cette saisie", "Findings after this entry"), SMALL_12, Weight::Semibold, theme.ink2));
    ui.add_space(4.0);
    if tried.fates.is_empty() {
        let words = lang.pick("Aucun ne change.", "None changes.");
        ui.label(theme::text(words, SMALL_12, Weight::Regular, theme.ink2));
    }
    let mark = |finding: &Finding| Group::of(finding, tried.tables(lang).document).mark(&theme);
    for fate in tried.fates.iter().take(FATES_SHOWN) {
        let (mark, words, finding, former) = match fate {
            Fate::Ended(finding) => ((Icon::Holds, theme.ok), lang.pick("Fini\u{a0}:", "Ended:"), finding, None),
            Fate::Made(finding) => (mark(finding), lang.pick("Nouveau\u{a0}:", "New:"), finding, None),
            Fate::Changed { before, after } => (mark(after), lang.pick("Change\u{a0}:", "Changes:"), after, Some(before)),
        };
        finding_ui(ui, mark, |ui| {
            let name = tried.tables(lang).place_name(finding.place);
            ui.label(theme::text(name, SMALL_12, Weight::Regular, theme.ink2));
            ui.add(egui::Label::new(theme::text(format!("{words} {}", told(finding, lang)), theme::BODY_14, Weight::Regular, theme.ink)).wrap());
            if let Some(former) = former {
                let words = lang.pick(format!("au lieu de\u{a0}: {}", told(former, lang)), format!("instead of: {}", told(former, lang)));
                ui.add(egui::Label::new(theme::text(words, SMALL_12, Weight::Regular, theme.ink2)).wrap());
            }
            let leads = !matches!(fate, Fate::Ended(_));
            if leads && controls::link(ui, review::go_word(finding, lang.pick("Y aller", "Go there"), lang)).clicked() {
                intents.push(review::go_to(finding));
            }
        });
    }
    let others = tried.fates.len().saturating_sub(FATES_SHOWN);
    if others > 0 {
        let words = lang.pick(format!("et {others} de plus"), format!("and {others} more"));
        ui.label(theme::text(words, SMALL_12, Weight::Regular, theme.ink2));
    }
    intents
}

/// So many findings that change are told; the inspector is no list.
const FATES_SHOWN: usize = 6;

fn told(finding: &Finding, lang: Lang) -> String {
    review::sentence(finding, lang)
}

/// A finding as a mark and what is said of it.
pub fn finding_ui(ui: &mut Ui, (icon, colour): (Icon, Color32), body: impl FnOnce(&mut Ui)) {
    ui.with_layout(egui::Layout::left_to_right(egui::Align::Min), |ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(14.0, 20.0), Sense::hover());
        icon.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(icon.size(), icon.size())), colour);
        ui.vertical(body);
    });
}

/// "Entrée : 63 AE, Tab : 62 CP": where the keys that commit what is being typed lead.
pub fn next_words(view: &View<'_>) -> Option<String> {
    let cursor = view.cursor.filter(|cursor| cursor.grid.is_editing() && cursor.grid.selection().is_single())?;
    let table = view.table(cursor.table)?;
    let sheet = TableSheet { session: view.session, table: &table };
    let from = cursor.grid.active();
    let to = |key| cursor.grid.after(key, &sheet).filter(|spot| *spot != from).map(|spot| spot_words(&table, from, spot));
    let colon = view.lang.pick("\u{a0}:", ":");
    let keys = [(view.lang.pick("Entrée", "Enter"), Key::Enter), ("Tab", Key::Tab)];
    let words: Vec<String> = keys.into_iter().filter_map(|(name, key)| Some(format!("{name}{colon} {}", to(key)?))).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// "63 AE", with the group of the column where that is another one than that of the cell from which one goes.
fn spot_words(table: &Table, from: Spot, to: Spot) -> String {
    let row = table.rows.get(to.row).map_or_else(String::new, |row| row.code().unwrap_or_else(|| row_words(&row.label)));
    let (group, span) = table.group(to.column).map_or(("", 1), |group| (group.title.as_str(), group.span));
    let column = table.columns.get(to.column).map_or("", |column| if column.lead.is_empty() { &column.title } else { &column.lead });
    let under = column.strip_prefix(group).unwrap_or(column).trim();
    let column = match (group, span) {
        ("", _) => column.to_owned(),
        (group, 1) => group.to_owned(),
        (group, _) if table.group(from.column).is_none_or(|from| from.title != group) => format!("{group} {under}"),
        (_, _) => under.to_owned(),
    };
    [row, short(&column)].into_iter().filter(|words| !words.is_empty()).collect::<Vec<_>>().join(" ")
}

/// The code at the head of a label, and the line of the table at its end: "01", "01, LFI 2026".
fn row_words(label: &str) -> String {
    let line = label.rsplit_once(", ").map(|(_, line)| line).filter(|line| line.starts_with("LFI "));
    match (label.split_once(" – "), line) {
        (Some((code, _)), Some(line)) => format!("{code}, {line},"),
        (Some((code, _)), None) => code.to_owned(),
        (None, _) => short(label),
    }
}

fn short(words: &str) -> String {
    const MOST: usize = 24;
    if words.chars().count() <= MOST { words.to_owned() } else { format!("{}…", words.chars().take(MOST).collect::<String>().trim_end()) }
}
