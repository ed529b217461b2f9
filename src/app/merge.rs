//! The review of a merge: what a colleague's save, an earlier version or other files bring is gone through on the real pages.

use std::sync::Arc;

use egui::Context;

use super::disk::{FileState, GitMerge, Whose};
use super::program::Wanted;
use super::{Desk, Program, moments};
use crate::calc::checks::Finding;
use crate::editing::merging::{self, Merged};
use crate::editing::reviewing::{self, Group, Matter, Reviewing, Taken};
use crate::editing::{Choice, Command, Gesture, Label, Restored};
use crate::lang::{Lang, capitalised};
use crate::model::{Document, Place, Side};
use crate::storage::FileStamp;
use crate::tables::{Node, TableName};
use crate::ui::actions::Action;
use crate::ui::grid::{cursor_at, grid_id};
use crate::ui::merge::{Call, Merge, MergeStep, Occasion, People, Person, row_id};
use crate::ui::{Cursor, icons::Icon, narrative};

/// What a review knows beside the document.
#[derive(Default)]
pub(super) struct Versions {
    /// Whose the versions of the conflicts are, as far as this session has seen it.
    people: Option<People>,
    /// What takes the other state as a whole.
    whole: Option<(Command, Gesture)>,
    /// What the merge took without a choice, and the findings that it made.
    taken: Vec<Matter>,
    made: Vec<Finding>,
    /// The user has looked at that, or let it be.
    is_seen: bool,
    /// The document as the user had it last, and what changed since.
    pub since: Option<Since>,
    /// git was told to merge the file by Papier, and does not know how.
    pub is_unarmed: bool,
}

/// What changed since the user saved or closed the document.
pub(super) struct Since {
    /// As it was then.
    pub before: Arc<Document>,
    /// "hier à 18 h 04".
    pub when: String,
    /// How many entries changed.
    pub count: usize,
}

impl Desk {
    /// The conflicts of the document, gone through from one of them, or else from the first one.
    pub(super) fn open_conflicts(&mut self, program: &mut Program, ctx: &Context, key: Option<&str>) {
        let lang = program.lang();
        let reviewing = Reviewing::of_conflicts(self.session.document(), self.session.figures());
        let people = self.versions.people.clone().unwrap_or_else(|| People::usual(lang));
        let number = self.session.document().programme.number.map_or_else(String::new, |number| format!(" {number}"));
        let title = lang.pick(format!("Fusion, programme{number}"), format!("Merge, programme{number}"));
        let mut merge = Merge::new(reviewing, Occasion::Merge, title, people);
        merge.reviewing.add_taken(self.session.document(), self.session.figures(), self.versions.taken.clone());
        merge.made = self.versions.made.clone();
        merge.current = merge.reviewing.matters().iter().position(|matter| Some(matter.key.as_str()) == key).unwrap_or_default();
        self.open_merge(program, ctx, merge);
    }

    /// Another state beside the document, of which single words may be taken.
    pub(super) fn open_beside(&mut self, program: &mut Program, ctx: &Context, other: Arc<Document>, person: Person, whole: Option<Command>) {
        let lang = program.lang();
        let reviewing = Reviewing::of_other(self.session.document(), self.session.figures(), other, lang);
        let people = People { other: person, ..People::usual(lang) };
        let title = people.other.name.clone();
        self.versions.whole = whole.map(|command| (command, Gesture::Import));
        self.open_merge(program, ctx, Merge::new(reviewing, Occasion::Beside, title, people));
    }

    /// Goes to the matter that is about a place; to the place itself where none is.
    pub(super) fn go_to_matter_of(&mut self, program: &mut Program, ctx: &Context, place: Place) {
        let rank = self.panels.merge.as_ref().and_then(|merge| merge.reviewing.matters().iter().position(|matter| matter.place == Some(place)));
        match rank {
            Some(rank) => self.go_to_matter(program, ctx, rank),
            None => self.go_to(program, ctx, place),
        }
    }

    /// What changed since the user had the document last.
    fn open_since(&mut self, program: &mut Program, ctx: &Context) {
        let lang = program.lang();
        let Some(since) = &self.versions.since else { return };
        // Seen from then, what stands now was taken of another version.
        let (document, figures) = (self.session.document(), self.session.figures());
        let mut reviewing = Reviewing::of_conflicts(document, figures);
        reviewing.add_taken(document, figures, reviewing::taken(&since.before, document, Side::Theirs, lang));
        let mut people = People::usual(lang);
        people.mine = Person::version(lang.pick("Quand vous l’aviez", "When you had it"), lang.pick("avant", "before")).saved(since.when.clone());
        let when = self.file.stamp.map(|stamp| moments::when(stamp.modified, lang)).unwrap_or_default();
        people.other = Person::version(lang.pick("Maintenant", "Now"), lang.pick("maintenant", "now")).saved(when);
        let title = lang.pick("Ce qui a changé", "What has changed").to_owned();
        self.open_merge(program, ctx, Merge::new(reviewing, Occasion::Since, title, people));
    }

    fn open_merge(&mut self, program: &mut Program, ctx: &Context, merge: Merge) {
        if !self.commit_editing(program) {
            return;
        }
        self.panels.findings = None;
        self.panels.find = None;
        let current = merge.current;
        self.panels.merge = Some(merge);
        self.go_to_matter(program, ctx, current);
    }

    /// Opens the review of what a merge left to choose, or ends the one that is open.
    pub(super) fn toggle_merge(&mut self, program: &mut Program, ctx: &Context) {
        if self.panels.merge.is_some() {
            self.close_merge(program);
        } else if self.session.document().conflicts.is_empty() && self.versions.taken.is_empty() {
            program.window.notice =
                program.lang().pick("Aucune fusion n’a laissé de choix dans ce document.", "No merge left a choice in this document.").into();
        } else {
            self.open_conflicts(program, ctx, None);
        }
    }

    /// The loud bar over the page, where there is something to go through.
    pub(super) fn call_words(&self, lang: Lang) -> Option<CallWords> {
        if self.panels.merge.is_some() {
            return None;
        }
        let count = self.session.document().conflicts.len();
        if count > 0 {
            let words = match count {
                1 => lang.pick(
                    "Une fusion a laissé 1 choix à faire\u{a0}: ni export ni passage d’année avant.".to_owned(),
                    "A merge left 1 choice to make: no export and no passing of the year before.".to_owned(),
                ),
                count => lang.pick(
                    format!("Une fusion a laissé {count} choix à faire\u{a0}: ni export ni passage d’année avant."),
                    format!("A merge left {count} choices to make: no export and no passing of the year before."),
                ),
            };
            return Some(CallWords { words, calls_for: CallsFor::Choices });
        }
        if self.versions.is_unarmed {
            let words = lang.pick(
                "git devrait fusionner ces documents par Papier, et ce poste ne sait pas l’appeler\u{a0}: il les fusionnerait ligne à ligne, sans le dire.",
                "git should merge these documents by Papier, and this machine does not know how: it would merge them by lines, without a word.",
            );
            return Some(CallWords { words: words.into(), calls_for: CallsFor::Git });
        }
        let taken = self.versions.taken.len();
        if taken > 0 && !self.versions.is_seen {
            let name = self.versions.people.as_ref().map_or("", |people| people.other.name.as_str());
            let words = match taken {
                1 => lang.pick(format!("1 changement repris sans conflit\u{a0}: {name}."), format!("1 change taken without a conflict: {name}.")),
                count => lang.pick(
                    format!("{count} changements repris sans conflit\u{a0}: {name}."),
                    format!("{count} changes taken without a conflict: {name}."),
                ),
            };
            return Some(CallWords { words, calls_for: CallsFor::Taken });
        }
        let since = self.versions.since.as_ref()?;
        let (count, when) = (since.count, &since.when);
        let words = match count {
            1 => lang
                .pick(format!("1 changement depuis que vous avez eu ce document, {when}."), format!("1 change since you had this document, {when}.")),
            count => lang.pick(
                format!("{count} changements depuis que vous avez eu ce document, {when}."),
                format!("{count} changes since you had this document, {when}."),
            ),
        };
        Some(CallWords { words, calls_for: CallsFor::Look })
    }

    /// What changed in the document since it was this one.
    pub(super) fn note_since(&mut self, before: Document, when: String, lang: Lang) {
        let count = reviewing::taken(&before, self.session.document(), Side::Theirs, lang).len();
        self.versions.since = (count > 0).then(|| Since { before: Arc::new(before), when, count });
    }

    // Merging

    /// Whether what somebody else saved can be merged with what stands here.
    pub(super) fn can_merge(&self) -> bool {
        self.file.base.is_some() && !self.session.is_read_only()
    }

    /// What somebody else saved and what stands here become one, as one step; what both changed is gone through.
    pub(super) fn merge_theirs(&mut self, program: &mut Program, ctx: &Context, theirs: Arc<Document>, stamp: FileStamp) {
        let lang = program.lang();
        let merged = match merging::merge(self.file.base.as_deref(), self.session.document(), &theirs) {
            Ok(merged) => merged,
            Err(refusal) => {
                program.window.message = refusal.sentence(lang);
                return;
            }
        };
        let mut people = People::usual(lang);
        people.base.when = self.file.stamp.map(|stamp| moments::when(stamp.modified, lang)).unwrap_or_default();
        people.mine.when = lang.pick("dans cette fenêtre", "in this window").into();
        people.other = self.colleague(stamp, lang);
        let told = told(&merged, &people, lang);
        let taken = reviewing::taken(self.session.document(), &merged.document, Side::Theirs, lang);
        let left = merged.document.conflicts.len();
        self.session.replace(merged.document, Label::Restored(Restored::Merge));
        if **self.session.document() == *theirs {
            let present = Arc::clone(self.session.document());
            self.session.mark_saved(&present);
        }
        self.file.stamp = Some(stamp);
        self.file.base = Some(theirs);
        self.file.state = FileState::Unchanged;
        self.versions = Versions { people: Some(people), taken, made: merged.findings, is_unarmed: self.versions.is_unarmed, ..Versions::default() };
        self.keep_in_document();
        program.window.message.clear();
        if left > 0 {
            self.open_conflicts(program, ctx, None);
        }
        program.window.notice = told;
    }

    /// Whose the versions are that git is merging here, and what it took of each.
    pub(super) fn know_whose(&mut self, merge: &GitMerge, taken: Vec<Matter>, lang: Lang) {
        let people = people_of(merge, lang);
        self.versions.people = Some(people.clone());
        self.versions.taken.clone_from(&taken);
        if let Some(open) = self.panels.merge.as_mut().filter(|open| open.occasion == Occasion::Merge) {
            open.people = people;
            open.reviewing.add_taken(self.session.document(), self.session.figures(), taken);
        }
    }

    /// Who saved the file, as far as it is known: the name of who has it open, or when it was saved.
    pub(super) fn colleague(&self, stamp: FileStamp, lang: Lang) -> Person {
        let when = moments::when(stamp.modified, lang);
        match &self.file.colleague {
            Some(name) => Person::named(name).saved(when),
            None => Person::version(lang.pick("Version enregistrée", "Saved version"), lang.pick("enregistrée", "saved")).saved(when),
        }
    }

    // Steps

    pub(super) fn merge_step(&mut self, program: &mut Program, ctx: &Context, step: MergeStep) {
        let document = Arc::clone(self.session.document());
        match &step {
            MergeStep::Open(key) => return self.open_conflicts(program, ctx, key.as_deref()),
            MergeStep::Since => return self.open_since(program, ctx),
            MergeStep::Forget => {
                self.versions.since = None;
                self.versions.is_seen = true;
                return self.close_merge(program);
            }
            MergeStep::Close => return self.close_merge(program),
            MergeStep::ArmGit => {
                let lang = program.lang();
                if let Some(path) = &self.file.path {
                    program.disk.arm_git(path, lang);
                }
                return;
            }
            MergeStep::LeaveGit => {
                self.versions.is_unarmed = false;
                return;
            }
            MergeStep::Undo => {
                self.step_back_or_forth(program, ctx, Action::Undo);
                self.focus_matter(program);
                return;
            }
            _ => {}
        }
        let Some(merge) = &mut self.panels.merge else { return };
        match step {
            MergeStep::Go(rank) => self.go_to_matter(program, ctx, rank),
            MergeStep::Next | MergeStep::Previous => {
                let rank = merge.beside(&document, step == MergeStep::Next);
                self.go_to_matter(program, ctx, rank);
            }
            MergeStep::Preview(choice) => merge.preview = Some(choice),
            MergeStep::Choose(choice) => {
                let Some(matter) = merge.matter().cloned() else { return };
                match merge.reviewing.command(&document, &matter, choice) {
                    Ok(command) => {
                        merge.reviewing.choose(&matter.key, Taken::Choice(choice));
                        merge.preview = None;
                        self.apply_as(program, &command, Gesture::Merge);
                    }
                    Err(refusal) => program.window.message = capitalised(&refusal.reason(program.lang())),
                }
                self.focus_matter(program);
            }
            MergeStep::Run { run, side } => {
                let Some(matter) = merge.matter().cloned() else { return };
                match merge.reviewing.command_for_run(&document, &matter, merge.shown(&document), run, side) {
                    Ok((command, taken)) => {
                        merge.reviewing.choose(&matter.key, taken);
                        merge.preview = None;
                        self.apply_as(program, &command, Gesture::Merge);
                    }
                    Err(refusal) => program.window.message = capitalised(&refusal.reason(program.lang())),
                }
                self.focus_matter(program);
            }
            MergeStep::All(side) => self.take_all(program, side),
            MergeStep::TakesAll(all) => merge.takes_all = all,
            MergeStep::TakeOther => self.take_other(program),
            MergeStep::Type => self.type_at_matter(program, ctx),
            MergeStep::Open(_)
            | MergeStep::Since
            | MergeStep::Forget
            | MergeStep::Close
            | MergeStep::ArmGit
            | MergeStep::LeaveGit
            | MergeStep::Undo => {}
        }
    }

    /// One side for all that is left, of the page or everywhere, as one step.
    fn take_all(&mut self, program: &mut Program, side: Side) {
        let lang = program.lang();
        let document = Arc::clone(self.session.document());
        let node = self.node;
        let Some(merge) = &mut self.panels.merge else { return };
        let everywhere = merge.takes_all;
        let is_meant = |place: Option<Place>| everywhere || place.is_some_and(|place| Node::of(&document, place) == node);
        let before = merge.reviewing.left(&document);
        let (commands, keys) = merge.reviewing.command_for_all(&document, side, |matter| is_meant(matter.place));
        for key in &keys {
            merge.reviewing.choose(key, Taken::Choice(Choice::Side(side)));
        }
        merge.preview = None;
        self.apply_as(program, &Command::Batch(commands), Gesture::Merge);
        let left = self.panels.merge.as_ref().map_or(0, |merge| merge.reviewing.left(self.session.document()));
        let done = before - left.min(before);
        program.window.notice = lang.pick(
            format!("{done} réglé{} d’un coup\u{a0}; il en reste {left}.", if done > 1 { "s" } else { "" }),
            format!("{done} settled at once; {left} left."),
        );
        self.focus_matter(program);
    }

    /// Takes the other state as a whole, as one step.
    fn take_other(&mut self, program: &mut Program) {
        let Some(other) = self.panels.merge.as_ref().and_then(|merge| merge.reviewing.other().cloned()) else { return };
        match self.versions.whole.take() {
            Some((command, gesture)) => self.apply_as(program, &command, gesture),
            None => {
                self.session.replace(Document::clone(&other), Label::Restored(Restored::Version));
                self.keep_in_document();
            }
        }
        self.close_merge(program);
    }

    /// The cell or the editor of the matter at hand gets the keyboard.
    fn type_at_matter(&mut self, program: &mut Program, ctx: &Context) {
        let document = Arc::clone(self.session.document());
        let Some(matter) = self.panels.merge.as_ref().and_then(|merge| merge.matter().cloned()) else { return };
        let Some(place) = matter.place else { return };
        let paragraphs = self.panels.merge.as_ref().and_then(|merge| merge.reviewing.paragraphs(&document, &matter));
        match (paragraphs, place) {
            (Some((narrative, range)), _) => self.go_to_passage(program, ctx, narrative, &range),
            (None, place) if matter.group == Group::Structure && !matches!(place, Place::Text(_)) => {}
            (None, place) => self.go_to(program, ctx, place),
        }
    }

    /// Shows the page of a matter, and gives the keyboard to its row.
    fn go_to_matter(&mut self, program: &mut Program, ctx: &Context, rank: usize) {
        if !self.commit_editing(program) {
            return;
        }
        narrative::close_editor(ctx);
        self.cursor = None;
        let document = Arc::clone(self.session.document());
        let Some(merge) = &mut self.panels.merge else { return };
        merge.current = rank.min(merge.reviewing.matters().len().saturating_sub(1));
        merge.preview = None;
        let matter = merge.matter().cloned();
        if let Some(place) = matter.as_ref().and_then(|matter| matter.place) {
            let entry = matter.as_ref().and_then(|matter| matter.entry(&document));
            self.node = entry.and_then(|entry| self.node_of_entry(program.lang(), entry, place)).unwrap_or_else(|| Node::of(&document, place));
        }
        self.focus_matter(program);
    }

    /// The page whose tables show a fact: its own, the one in sight, or else the first of the document.
    fn node_of_entry(&self, lang: Lang, entry: crate::model::Entry, place: Place) -> Option<Node> {
        if matches!(place, Place::Text(_)) {
            return None;
        }
        let document = self.session.document();
        let tables = self.session.tables(lang);
        let shows = |name: TableName| {
            self.table(name, lang).is_some_and(|table| {
                table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.place.and_then(|place| document.entry(place)) == Some(entry))
            })
        };
        let nodes = [Node::of(document, place), self.node].into_iter().chain(tables.outline().into_iter().map(|branch| branch.node));
        nodes.into_iter().find(|node| tables.page_tables(*node).any(shows))
    }

    pub(super) fn focus_matter(&self, program: &mut Program) {
        if let Some(merge) = &self.panels.merge {
            program.window.wanted_focus = Some(Wanted::new(row_id(merge.current)));
        }
    }

    /// Back to the document, the cursor on the cell that was at hand.
    pub(super) fn close_merge(&mut self, program: &mut Program) {
        let lang = program.lang();
        let Some(merge) = self.panels.merge.take() else { return };
        self.versions.whole = None;
        match merge.occasion {
            Occasion::Since => self.versions.since = None,
            Occasion::Merge => self.versions.is_seen = true,
            Occasion::Beside => {}
        }
        let place = merge.matter().and_then(|matter| matter.place);
        let tables = self.session.tables(lang);
        let shown = place.and_then(|place| tables.page_tables(self.node).find_map(|name| cursor_at(&tables.table(name)?, tables.entry_place(place))));
        let first = tables.page_tables(self.node).next();
        self.cursor = shown.or_else(|| first.map(|table| Cursor { table, grid: crate::editing::grid::Grid::default() }));
        program.window.wanted_focus = self.cursor.as_ref().map(|cursor| Wanted::new(grid_id(cursor.table)));
    }

    /// After each change: conflicts that came are gone through too, and a review of nothing ends.
    pub(super) fn keep_merge(&mut self) {
        let Some(merge) = &mut self.panels.merge else { return };
        let (document, figures) = (self.session.document(), self.session.figures());
        let key = merge.matter().map(|matter| matter.key.clone());
        merge.reviewing.see(document, figures);
        let at_hand = merge.reviewing.matters().iter().position(|matter| Some(&matter.key) == key.as_ref());
        merge.current = at_hand.unwrap_or(merge.current);
    }
}

/// What the bar over the page says.
pub(super) struct CallWords {
    words: String,
    calls_for: CallsFor,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CallsFor {
    /// What a merge left.
    Choices,
    /// That git be told how to merge.
    Git,
    /// A look at what a merge took without a choice.
    Taken,
    /// A look at what changed.
    Look,
}

impl CallWords {
    pub fn call(&self, lang: Lang) -> Call<'_> {
        let words = self.words.as_str();
        match self.calls_for {
            CallsFor::Choices => {
                Call { icon: Icon::Conflict, words, command: lang.pick("Décider", "Decide"), step: MergeStep::Open(None), other: None }
            }
            CallsFor::Git => {
                let other = Some((lang.pick("Plus tard", "Later"), MergeStep::LeaveGit));
                Call { icon: Icon::Conflict, words, command: lang.pick("Régler git", "Set git up"), step: MergeStep::ArmGit, other }
            }
            CallsFor::Taken => {
                let other = Some((lang.pick("Continuer", "Go on"), MergeStep::Forget));
                Call { icon: Icon::Note, words, command: lang.pick("Voir", "See"), step: MergeStep::Open(None), other }
            }
            CallsFor::Look => {
                let other = Some((lang.pick("Continuer", "Go on"), MergeStep::Forget));
                Call { icon: Icon::Note, words, command: lang.pick("Voir ce qui a changé", "See what changed"), step: MergeStep::Since, other }
            }
        }
    }
}

/// The people of a merge by git: by name where it knows who changed the file, else by branch.
fn people_of(merge: &GitMerge, lang: Lang) -> People {
    let GitMerge { base, mine, other, .. } = merge;
    // Two branches of one person are told apart by their names.
    let is_one_person = mine.author.is_some() && mine.author == other.author;
    let branch = |whose: &Whose| {
        let name = whose.branch.as_ref()?;
        Some(Person::version(&lang.pick(format!("Branche {name}"), format!("Branch {name}")), name))
    };
    let person = |whose: &Whose, usual: Person| {
        let by_branch = || branch(whose).unwrap_or(usual);
        let person = match &whose.author {
            Some(_) if is_one_person => by_branch(),
            Some(author) if author.is_user => Person::you(lang),
            Some(author) => Person::named(&author.name),
            None => by_branch(),
        };
        let when = whose.when.map(|when| moments::when(when, lang));
        let branch = whose.branch.clone().filter(|name| !person.name.ends_with(name.as_str()));
        person.saved(when.unwrap_or_default()).on(branch.unwrap_or_default())
    };
    let other_usual = if other.is_undone {
        Person::version(lang.pick("Changement annulé", "Change undone"), lang.pick("annulé", "undone"))
    } else {
        Person::version(lang.pick("Autre version", "Other version"), lang.pick("autre", "other"))
    };
    People {
        base: person(base, People::usual(lang).base),
        mine: person(mine, Person::version(lang.pick("Branche courante", "Current branch"), lang.pick("courante", "current"))),
        other: person(other, other_usual),
    }
}

/// What a merge did, in one line: "31 changements repris de Yanis Benali, 3 choix à faire, 1 nouveau constat."
fn told(merged: &Merged, people: &People, lang: Lang) -> String {
    let Merged { document, taken, findings, .. } = merged;
    let name = &people.other.name;
    let (count, left, new) = (taken.theirs, document.conflicts.len(), findings.len());
    let plural = |count: usize| if count > 1 { "s" } else { "" };
    let mut parts = vec![lang.pick(
        format!("Fusionné\u{a0}: {count} changement{} repris ({name})", plural(count)),
        format!("Merged: {count} change{} taken ({name})", plural(count)),
    )];
    parts.push(match left {
        0 => lang.pick("rien à décider".into(), "nothing to decide".into()),
        left => lang.pick(format!("{left} choix à faire"), format!("{left} choice{} to make", plural(left))),
    });
    if new > 0 {
        let (s, x) = (plural(new), if new > 1 { "x" } else { "" });
        parts.push(lang.pick(format!("{new} nouveau{x} constat{s}, né{s} de la fusion"), format!("{new} new finding{s}, born of the merge")));
    }
    parts.join(", ") + "."
}
