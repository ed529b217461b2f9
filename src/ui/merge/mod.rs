//! The review of a merge: what is left to choose, each version in its place on the real page, and what each choice brings.
//!
//! It paints what it is given and says which step was asked for; it chooses nothing by itself.

mod list;
mod places;
mod sides;
mod texts;

use std::cell::RefCell;
use std::collections::{HashMap, hash_map};
use std::sync::Arc;

use egui::{Color32, EventFilter, Frame, Id, Key, Margin, Rect, Sense, Stroke, Ui, pos2, vec2};

use super::icons::Icon;
use super::theme::{self, BODY_14, SMALL_12, Theme, Weight};
use super::{Intent, View, cells, controls};
use crate::calc::checks::Finding;
use crate::editing::reviewing::{Matter, Outcome, Reviewing, Standing};
use crate::editing::{Choice, Session};
use crate::lang::Lang;
use crate::model::{CreditPlace, Document, Entry, NatureScope, Place, Side};
use crate::tables::Tables;

pub use list::{WIDTH as LIST_WIDTH, list_ui};
pub(super) use places::{Lines, cell_ui, cell_words, is_another, lines_of_rows};
pub use sides::{WIDTH as SIDES_WIDTH, sides_ui};
use texts::gist;
pub(super) use texts::{above_page_ui, narrative_ui};

/// How somebody is spoken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Called {
    You,
    /// Somebody of whom nothing is known.
    Other,
    ByName,
    /// Nobody: a version.
    #[default]
    Version,
}

/// Somebody whose version it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Person {
    called: Called,
    /// "Vous", "Yanis Benali", "Version commune".
    pub name: String,
    /// What of the name has room in a cell: "Vous", "Yanis", "commune".
    pub short: String,
    /// "aujourd’hui à 14 h 32"; empty where nothing says it.
    pub when: String,
    /// The branch on which it was written, where that says more.
    pub branch: String,
}

impl Person {
    /// Somebody by name.
    pub fn named(name: &str) -> Self {
        Self { called: Called::ByName, ..Self::version(name, name.split(' ').next().unwrap_or_default()) }
    }

    /// Who has the window.
    pub fn you(lang: Lang) -> Self {
        let you = lang.pick("Vous", "You");
        Self { called: Called::You, ..Self::version(you, you) }
    }

    /// Somebody else, as long as nothing says who.
    pub fn other(lang: Lang) -> Self {
        Self { called: Called::Other, ..Self::version(lang.pick("L’autre", "The other"), lang.pick("L’autre", "Other")) }
    }

    /// A version of which nobody's name is known.
    pub fn version(name: &str, short: &str) -> Self {
        Self { called: Called::Version, name: name.to_owned(), short: short.to_owned(), when: String::new(), branch: String::new() }
    }

    /// "par vous", "par Yanis Benali"; the name of a version.
    fn by(&self, lang: Lang) -> String {
        let name = &self.name;
        match self.called {
            Called::You => lang.pick("par vous", "by you").into(),
            Called::Other => lang.pick("par l’autre", "by the other").into(),
            Called::ByName => lang.pick(format!("par {name}"), format!("by {name}")),
            Called::Version => name.clone(),
        }
    }

    #[must_use]
    pub fn saved(self, when: String) -> Self {
        Self { when, ..self }
    }

    #[must_use]
    pub fn on(self, branch: String) -> Self {
        Self { branch, ..self }
    }

    /// "aujourd’hui à 14 h 32, budget".
    fn when_and_where(&self) -> String {
        [&self.when, &self.branch].into_iter().filter(|words| !words.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    }
}

/// Whose the versions are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct People {
    pub base: Person,
    pub mine: Person,
    pub other: Person,
}

impl People {
    /// Those of a document that holds conflicts, as long as nothing says more.
    pub fn usual(lang: Lang) -> Self {
        Self {
            base: Person::version(lang.pick("Version commune", "Common version"), lang.pick("commune", "common")),
            mine: Person::you(lang),
            other: Person::other(lang),
        }
    }

    pub fn of(&self, side: Side) -> &Person {
        match side {
            Side::Ours => &self.mine,
            Side::Theirs => &self.other,
            Side::Base => &self.base,
        }
    }
}

/// Why the versions are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occasion {
    /// What a merge left to choose.
    Merge,
    /// An earlier version, or what other files hold, beside the document.
    Beside,
    /// What changed since the user had the document last: nothing is left to choose.
    Since,
}

/// The review as it stands in the place of the outline and the inspector.
pub struct Merge {
    pub reviewing: Reviewing,
    pub occasion: Occasion,
    /// "Fusion", "Version du 3/11", "Depuis votre dernière visite".
    pub title: String,
    pub people: People,
    /// The rank of the matter at hand.
    pub current: usize,
    /// The choice that is looked at before it is made.
    pub preview: Option<Choice>,
    /// Whether a choice for several matters is for all, not for those of the page alone.
    pub takes_all: bool,
    /// Findings that neither side had.
    pub made: Vec<Finding>,
    /// What each choice of a matter would make of a state.
    outcomes: RefCell<Option<Kept>>,
}

struct Kept {
    revision: u64,
    key: String,
    outcomes: Arc<Vec<(Choice, Outcome)>>,
}

/// What is asked for in the review.
#[derive(Clone, Debug, PartialEq)]
pub enum MergeStep {
    /// Begins to go through what the document has left to choose, at one of them by its key.
    Open(Option<String>),
    /// Shows what changed since the user had the document last.
    Since,
    /// No more is to be said of that.
    Forget,
    Go(usize),
    Next,
    Previous,
    Preview(Choice),
    Choose(Choice),
    /// Takes one run of words of the matter at hand from a side.
    Run {
        run: usize,
        side: Side,
    },
    /// The same side for all that is left, of the page or everywhere.
    All(Side),
    TakesAll(bool),
    /// Takes the other state as a whole.
    TakeOther,
    /// Types at the place.
    Type,
    Undo,
    Close,
    /// Tells git how to merge the file by Papier.
    ArmGit,
    /// git is left as it is.
    LeaveGit,
}

impl Merge {
    pub fn new(reviewing: Reviewing, occasion: Occasion, title: String, people: People) -> Self {
        Self { reviewing, occasion, title, people, current: 0, preview: None, takes_all: false, made: vec![], outcomes: RefCell::default() }
    }

    pub fn matter(&self) -> Option<&Matter> {
        self.reviewing.matters().get(self.current)
    }

    /// The one after this or before it, in a circle; one that is left first.
    pub fn beside(&self, document: &Document, is_next: bool) -> usize {
        let matters = self.reviewing.matters();
        let count = matters.len().max(1);
        let step = |from: usize| if is_next { (from + 1) % count } else { (from + count - 1) % count };
        let is_left = |rank: usize| matters.get(rank).is_some_and(|matter| self.reviewing.is_left(document, matter));
        let mut around = std::iter::successors(Some(step(self.current)), |rank| Some(step(*rank))).take(count);
        around.find(|rank| self.occasion == Occasion::Merge && is_left(*rank)).unwrap_or_else(|| step(self.current))
    }

    /// The choices of the matter at hand.
    fn choices(&self) -> Vec<Choice> {
        self.matter().map_or_else(Vec::new, |matter| self.reviewing.choices(matter))
    }

    /// The choice that Enter makes: the one looked at, or else the other's where it has one.
    pub fn proposed(&self) -> Choice {
        let usual = || if self.matter().is_some_and(|matter| matter.is_only_kept) { Choice::Standing } else { Choice::Side(Side::Theirs) };
        self.preview.unwrap_or_else(usual)
    }

    /// The choice whose words are shown: the one looked at, the one that was made, or else the one that Enter makes.
    pub fn shown(&self, document: &Document) -> Choice {
        match self.matter().map(|matter| self.standing(document, matter)) {
            Some(Standing::Chosen(choice)) => self.preview.unwrap_or(choice),
            _ => self.proposed(),
        }
    }

    pub fn standing(&self, document: &Document, matter: &Matter) -> Standing {
        self.reviewing.standing(document, matter)
    }

    /// How many are left to choose.
    pub fn left(&self, document: &Document) -> usize {
        self.reviewing.left(document)
    }

    /// "3 sur 7"; what was taken is counted by itself.
    pub fn position(&self, lang: Lang) -> String {
        let (choices, all) = (self.reviewing.choices_count(), self.reviewing.matters().len());
        let (at, of) = if self.current < choices { (self.current + 1, choices) } else { (self.current + 1 - choices, all - choices) };
        lang.pick(format!("{at} sur {of}"), format!("{at} of {of}"))
    }

    /// What the choices of the matter at hand would make of the document.
    fn outcomes(&self, session: &Session) -> Arc<Vec<(Choice, Outcome)>> {
        let Some(matter) = self.matter() else { return Arc::default() };
        let mut kept = self.outcomes.borrow_mut();
        if let Some(kept) = kept.as_ref().filter(|kept| kept.revision == session.revision() && kept.key == matter.key) {
            return Arc::clone(&kept.outcomes);
        }
        let choices = self.choices().into_iter();
        let outcomes = choices.filter_map(|choice| Some((choice, self.reviewing.outcome(session, matter, choice)?)));
        let outcomes = Arc::new(outcomes.collect());
        *kept = Some(Kept { revision: session.revision(), key: matter.key.clone(), outcomes: Arc::clone(&outcomes) });
        outcomes
    }

    /// The figures that the choice at hand changes, each as the common version would have it.
    fn fed(&self, session: &Session, lang: Lang) -> HashMap<Place, Option<String>> {
        let Some(place) = self.matter().filter(|matter| matter.entry(session.document()).is_some()).and_then(|matter| matter.place) else {
            return HashMap::new();
        };
        let outcomes = if self.occasion == Occasion::Merge { self.outcomes(session) } else { Arc::default() };
        let base = outcomes.iter().find(|(choice, _)| *choice == Choice::Side(Side::Base));
        let before = base.map(|(_, outcome)| Tables { document: &outcome.document, figures: &outcome.figures, lang });
        let of_title = if let Place::Credit(credit) = place
            && let NatureScope::Category(category) = credit.nature
        {
            Some(Place::Credit(CreditPlace { nature: NatureScope::Title(category.title()), ..credit }))
        } else {
            None
        };
        let fed = session.tables(lang).fed_by(place).into_iter().filter_map(|fed| fed.cell.place);
        fed.chain(of_title).map(|place| (place, before.map(|tables| tables.cell(place).text(lang)))).collect()
    }

    /// The matters that stand in cells, by the fact in question: of several the one at hand, or else the first that is left.
    fn in_cells(&self, document: &Document) -> HashMap<Entry, usize> {
        let mut cells: HashMap<Entry, usize> = HashMap::new();
        for (rank, matter) in self.reviewing.matters().iter().enumerate() {
            let Some(entry) = matter.entry(document) else { continue };
            let goes_before = rank == self.current || self.reviewing.is_left(document, matter);
            match cells.entry(entry) {
                hash_map::Entry::Vacant(vacant) => drop(vacant.insert(rank)),
                hash_map::Entry::Occupied(mut kept) => {
                    let is_kept = *kept.get() == self.current
                        || self.reviewing.matters().get(*kept.get()).is_some_and(|kept| self.reviewing.is_left(document, kept));
                    if goes_before && (rank == self.current || !is_kept) {
                        kept.insert(rank);
                    }
                }
            }
        }
        cells
    }
}

/// The id of the row of a matter.
pub fn row_id(rank: usize) -> Id {
    Id::unique(("matter", rank))
}

/// The id of a choice of the matter at hand.
fn choice_id(key: char) -> Id {
    Id::unique(("choice", key))
}

/// The key of each choice.
const KEYS: [(Choice, char, Key); 5] = [
    (Choice::Side(Side::Base), '0', Key::Num0),
    (Choice::Side(Side::Ours), '1', Key::Num1),
    (Choice::Side(Side::Theirs), '2', Key::Num2),
    (Choice::Both, '3', Key::Num3),
    (Choice::Standing, 'g', Key::G),
];

fn key_of(choice: Choice) -> char {
    KEYS.iter().find(|(of, ..)| *of == choice).map_or(' ', |(_, key, _)| *key)
}

/// The colour of a version, its ground, and what reads on the colour.
fn colours(theme: &Theme, side: Side) -> (Color32, Color32) {
    match side {
        Side::Ours => (theme.accent, theme.sel),
        Side::Theirs => (theme.conf, theme.conf_tint),
        Side::Base => (theme.ink2, theme.computed),
    }
}

/// The keys of the review, while a row of its list or a choice has the keyboard.
fn keys(ui: &Ui, view: &View<'_>, merge: &Merge) -> Vec<MergeStep> {
    let Some(focused) = ui.memory(egui::Memory::focused) else { return vec![] };
    let is_row = (0..merge.reviewing.matters().len()).any(|rank| row_id(rank) == focused);
    let is_choice = KEYS.iter().any(|(_, key, _)| choice_id(*key) == focused) || choice_id('e') == focused;
    if !is_row && !is_choice {
        return vec![];
    }
    let filter = EventFilter { vertical_arrows: true, escape: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(focused, filter));
    let events = ui.input(|input| input.events.clone());
    events.iter().filter_map(|event| step_of(event, view, merge)).collect()
}

fn step_of(event: &egui::Event, view: &View<'_>, merge: &Merge) -> Option<MergeStep> {
    let egui::Event::Key { key, physical_key, pressed: true, modifiers, .. } = event else { return None };
    if modifiers.ctrl || modifiers.command || modifiers.alt {
        return None;
    }
    // On AZERTY the digits are typed with Shift: the key itself counts as well.
    let is = |wanted: Key| *key == wanted || (*physical_key == Some(wanted) && modifiers.is_none());
    let choices = merge.choices();
    let chosen = KEYS.iter().find(|(choice, _, wanted)| is(*wanted) && choices.contains(choice));
    if let Some((choice, ..)) = chosen {
        return Some(MergeStep::Choose(*choice));
    }
    let at = choices.iter().position(|choice| *choice == merge.proposed()).unwrap_or_default();
    let is_left = merge.matter().is_some_and(|matter| merge.standing(view.session.document(), matter) == Standing::Left);
    match key {
        Key::N => Some(MergeStep::Next),
        Key::P => Some(MergeStep::Previous),
        Key::E | Key::F2 => Some(MergeStep::Type),
        Key::Escape => Some(MergeStep::Close),
        Key::Enter if is_left || merge.preview.is_some() => Some(MergeStep::Choose(merge.proposed())),
        Key::Enter => Some(MergeStep::Next),
        Key::ArrowDown => choices.get((at + 1) % choices.len().max(1)).copied().map(MergeStep::Preview),
        Key::ArrowUp => choices.get((at + choices.len().max(1) - 1) % choices.len().max(1)).copied().map(MergeStep::Preview),
        _ => None,
    }
}

/// A key drawn as one: a digit or a letter in a box, filled where it is chosen.
fn key_ui(painter: &egui::Painter, theme: &Theme, rect: Rect, key: char, fill: Option<Color32>, is_dim: bool) {
    let (ground, line, ink) = match fill {
        Some(fill) => (fill, fill, theme.on_accent),
        None if is_dim => (theme.panel, theme.line2, theme.ctl),
        None => (theme.sheet, theme.ctl, theme.ink),
    };
    painter.rect(rect, theme::RADIUS_CONTROL, ground, Stroke::new(theme::LINE_WIDTH, line), egui::StrokeKind::Inside);
    painter.text(rect.center(), egui::Align2::CENTER_CENTER, key.to_uppercase(), theme::font(SMALL_12, Weight::Semibold), ink);
}

/// The mark of what became of a matter.
fn mark(theme: &Theme, standing: Standing, occasion: Occasion) -> (Icon, Color32) {
    match (standing, occasion) {
        (Standing::Left, Occasion::Merge) => (Icon::Conflict, theme.err),
        (Standing::Left, _) => (Icon::Note, theme.accent),
        _ => (Icon::Holds, theme.ok),
    }
}

/// Height of the band that says whose the versions are.
pub const BAND_HEIGHT: f32 = 46.0;

/// The band over the page: who and when, under the key of each version.
pub fn band_ui(ui: &mut Ui, merge: &Merge) {
    let theme = Theme::of(ui);
    let sides: &[(Side, char)] = match merge.occasion {
        Occasion::Merge => &[(Side::Base, '0'), (Side::Ours, '1'), (Side::Theirs, '2')],
        _ => &[(Side::Ours, '1'), (Side::Theirs, '2')],
    };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), BAND_HEIGHT), Sense::hover());
    ui.painter().rect_filled(rect, 0, theme.panel);
    let width = rect.width() / sides.len() as f32;
    for (index, (side, key)) in sides.iter().enumerate() {
        let person = merge.people.of(*side);
        let part = Rect::from_min_size(pos2(rect.left() + width * index as f32, rect.top()), vec2(width, BAND_HEIGHT));
        let fill = (*side != Side::Base).then(|| colours(&theme, *side).0);
        key_ui(ui.painter(), &theme, Rect::from_center_size(pos2(part.left() + 24.0, part.center().y), vec2(20.0, 20.0)), *key, fill, false);
        let room = width - 50.0;
        let name = cells::truncated(ui, &person.name, theme::font(BODY_14, Weight::Semibold), theme.ink, room);
        let told = person.when_and_where();
        let when = cells::truncated(ui, &told, theme::font(SMALL_12, Weight::Regular), theme.ink2, room);
        let top = if told.is_empty() { part.center().y - name.size().y / 2.0 } else { part.top() + 5.0 };
        ui.painter().galley(pos2(part.left() + 42.0, top), name, theme.ink);
        ui.painter().galley(pos2(part.left() + 42.0, part.top() + 24.0), when, theme.ink2);
        let response = ui.interact(part, ui.scope_id().with(("side", index)), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::accesskit::Role::Label, true, format!("{key}, {}, {told}", person.name)));
        if index > 0 {
            ui.painter().vline(part.left().round() + 0.5, part.y_range(), Stroke::new(theme::LINE_WIDTH, theme.line));
        }
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
}

/// What is said loudly over the page, and what answers it.
pub struct Call<'a> {
    pub icon: Icon,
    pub words: &'a str,
    pub command: &'a str,
    pub step: MergeStep,
    /// What lets it be, where that may be.
    pub other: Option<(&'a str, MergeStep)>,
}

/// A bar over the page that calls for a review.
pub fn call_ui(ui: &mut Ui, call: Call<'_>) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let is_loud = call.icon == Icon::Conflict;
    let (ground, ink) = if is_loud { (theme.err_tint, theme.err) } else { (theme.sel, theme.accent) };
    let mut intents = Vec::new();
    Frame::NONE.fill(ground).inner_margin(Margin::symmetric(16, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(vec2(14.0, theme::CONTROL_HEIGHT), Sense::hover());
            call.icon.paint(ui.painter(), Rect::from_center_size(rect.center(), vec2(call.icon.size(), call.icon.size())), ink);
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let main = if is_loud { controls::primary_button(ui, call.command) } else { controls::button(ui, call.command) };
                if main.clicked() {
                    intents.push(Intent::Merge(call.step));
                }
                if let Some((words, step)) = call.other
                    && controls::quiet_button(ui, words, super::icons::ButtonState::Enabled).clicked()
                {
                    intents.push(Intent::Merge(step));
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(theme::text(call.words, BODY_14, Weight::Semibold, theme.ink)).truncate());
                });
            });
        });
    });
    intents
}

/// A name and its date on one line, as a choice says it: "Yanis Benali, hier à 9 h 05".
fn signed(person: &Person) -> String {
    if person.when.is_empty() { person.name.clone() } else { format!("{}, {}", person.name, person.when) }
}

/// What became of what was taken: "repris", "rendu".
fn taken_word(merge: &Merge, matter: &Matter, standing: Standing, lang: Lang) -> &'static str {
    match standing {
        Standing::Chosen(Choice::Side(side)) if matter.taken == Some(side) => match merge.occasion {
            Occasion::Since => lang.pick("a changé", "changed"),
            Occasion::Merge | Occasion::Beside => lang.pick("repris", "taken"),
        },
        Standing::Chosen(_) => lang.pick("rendu", "given back"),
        Standing::Left | Standing::Mixed | Standing::Typed => lang.pick("changé depuis", "changed since"),
    }
}

/// The side beside another one.
fn other_than(side: Side) -> Side {
    if side == Side::Theirs { Side::Ours } else { Side::Theirs }
}

/// The versions that are shown of a matter, from top to bottom: of what one side alone changed, what stood and what stands.
fn versions(merge: &Merge, matter: &Matter) -> &'static [Side] {
    if merge.occasion == Occasion::Merge && matter.taken.is_none() { &[Side::Base, Side::Ours, Side::Theirs] } else { &[Side::Ours, Side::Theirs] }
}

/// What was chosen, in words: "7 500 000, Yanis".
fn chosen_words(view: &View<'_>, merge: &Merge, matter: &Matter, standing: Standing) -> String {
    let lang = view.lang;
    let side = |side| format!("{}, {}", gist(view, matter, side), merge.people.of(side).short);
    match standing {
        Standing::Left if merge.occasion == Occasion::Merge => {
            let said = |side| format!("{} {}", merge.people.of(side).short, gist(view, matter, side));
            format!("{}{} {}", said(Side::Ours), lang.pick("\u{a0};", ";"), said(Side::Theirs))
        }
        Standing::Left => {
            let [from, to] = [Side::Ours, Side::Theirs].map(|side| gist(view, matter, side));
            format!("{from} → {to}")
        }
        Standing::Chosen(Choice::Side(of)) if matter.taken == Some(of) => {
            let [from, to] = [other_than(of), of].map(|side| gist(view, matter, side));
            format!("{from} → {to}")
        }
        Standing::Chosen(Choice::Side(of)) if matter.taken.is_some() => {
            let words = gist(view, matter, of);
            lang.pick(format!("rendu\u{a0}: {words}"), format!("given back: {words}"))
        }
        Standing::Chosen(Choice::Side(of)) => side(of),
        Standing::Chosen(Choice::Both) => lang.pick("les deux paragraphes", "both paragraphs").into(),
        Standing::Chosen(Choice::Standing) => lang.pick("gardé comme c’est", "kept as it is").into(),
        Standing::Mixed => lang.pick("mots des deux versions", "words of both versions").into(),
        Standing::Typed => match matter.entry(view.session.document()) {
            Some(entry) => {
                let typed = crate::editing::typed_text(view.session.document(), entry);
                lang.pick(format!("saisi\u{a0}: {typed}"), format!("typed: {typed}"))
            }
            None => lang.pick("réglé autrement", "settled otherwise").into(),
        },
    }
}
