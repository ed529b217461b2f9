//! Printed totals among the lines: each is compared with the lines of its own scope, or left and named when its scope is not clear.

use super::super::blocks::folded;
use super::super::coded;
use super::columns::Columns;
use super::headings::Role;
use super::law;
use super::shares::Ministry;
use crate::calc::Tally;
use crate::model::{ActionCode, Category, Euros, ProgrammeNumber, Stage, Title, Year};

/// What a line that was read is about.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub year: Option<Year>,
    pub law: Option<Stage>,
    pub programme: ProgrammeNumber,
    pub code: ActionCode,
    pub category: Category,
    pub ministry: Ministry,
    /// Folded names and codes by which a total may call its mission or programme.
    pub names: [String; 3],
    pub amounts: Vec<(usize, Euros)>,
}

/// The lines that a total is over: those of everything it names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Scope {
    pub year: Option<Year>,
    pub law: Option<Stage>,
    pub programme: Option<ProgrammeNumber>,
    pub code: Option<ActionCode>,
    pub category: Option<Category>,
    pub title: Option<Title>,
    pub ministry: Option<Ministry>,
    /// The folded name or code of a mission or a programme.
    pub name: Option<String>,
}

/// A total as it is printed.
#[derive(Clone, Debug)]
pub(super) struct Total {
    pub line: usize,
    /// The words that say so, and their column.
    pub words: (String, usize),
    /// `None` when it names something unknown.
    pub scope: Option<Scope>,
    pub amounts: Vec<(usize, Euros)>,
    /// How many lines were read before it.
    pub after: usize,
}

impl Scope {
    /// Whether it is over everything.
    pub fn is_whole(&self) -> bool {
        *self == Self { year: self.year, law: self.law, ..Self::default() }
    }

    /// Whether a line is among those that the total is over.
    pub fn holds(&self, said: &Said) -> bool {
        let is = |scope: bool, own: bool| !scope || own;
        let is_within = |code: ActionCode| said.code == code || said.code.parent() == Some(code);
        is(self.year.is_some(), self.year == said.year)
            && is(self.law.is_some(), self.law == said.law)
            && self.programme.is_none_or(|programme| programme == said.programme)
            && self.code.is_none_or(is_within)
            && self.category.is_none_or(|category| category == said.category)
            && self.title.is_none_or(|title| title == said.category.title())
            && self.ministry.as_ref().is_none_or(|ministry| ministry.is(&said.ministry))
            && self.name.as_ref().is_none_or(|name| said.names.contains(name))
    }

    /// The sum of a column over the lines of the scope; `None` when there is no such line.
    pub fn sum(&self, lines: &[Said], column: usize) -> Option<Tally> {
        let mut of_scope = lines.iter().filter(|said| self.holds(said)).peekable();
        of_scope.peek()?;
        let of_column = of_scope.flat_map(|said| &said.amounts).filter(|(own, _)| *own == column);
        Some(of_column.map(|(_, euros)| *euros).collect())
    }
}

/// The columns in which codes stand: a total may say so in any of them.
const CODES: [Role; 6] = [Role::Mission, Role::Programme, Role::Action, Role::SubAction, Role::Category, Role::Title];

/// Of these, the columns whose code a total may name by itself.
const CODED: [Role; 3] = [Role::Action, Role::Category, Role::Title];

/// The cell that says that a line is a total, or the one of the programme when there is no action and no category.
pub(super) fn says_total(record: &csv::StringRecord, columns: &Columns) -> Option<(String, usize)> {
    let cell = |column: usize| record.get(column).unwrap_or_default().trim();
    let first = |role| columns.of_role(role).map(cell).find(|cell| !cell.is_empty()).unwrap_or_default();
    let says = |column: &usize| is_total(cell(*column));
    let in_codes = CODES.into_iter().flat_map(|role| columns.of_role(role)).find(says);
    let is_programme = coded::programme(first(Role::Programme)).is_some();
    let anywhere = || (0..record.len()).filter(|_| !is_programme).find(says);
    if let Some(column) = in_codes.or_else(anywhere) {
        return Some((cell(column).to_owned(), column));
    }
    let has_none = |role| first(role).is_empty();
    let is_whole_programme = is_programme && has_none(Role::Action) && has_none(Role::SubAction) && has_none(Role::Category);
    is_whole_programme.then(|| (first(Role::Programme).to_owned(), columns.of_role(Role::Programme).next().unwrap_or_default()))
}

/// "Total", "Sous-total programme 352", "TOTAL GÉNÉRAL".
fn is_total(cell: &str) -> bool {
    let words = folded(cell);
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    matches!(first, "total" | "totaux") || words.starts_with("sous-total") || words.starts_with("sous total") || words.starts_with("soustotal")
}

/// What a total names in the columns of codes and in its own words; `None` when it names something that is not understood.
/// `column` is what the column of its words holds: "Total 01" among actions is that of action 01.
pub(super) fn scope<'a>(words: &str, column: Option<Role>, cell: impl Fn(Role) -> &'a str) -> Option<Scope> {
    let mut scope = Scope::default();
    let ministry = [Role::Ministry, Role::MinistryLabel].map(&cell).map(|cell| if is_total(cell) { "" } else { cell });
    if ministry != ["", ""] {
        scope.ministry = Some(Ministry::of(ministry[0], ministry[1]));
    }
    for role in [Role::Year, Role::Law, Role::Mission, Role::Programme, Role::Action, Role::SubAction, Role::Category, Role::Title] {
        let cell = cell(role);
        if !cell.is_empty() && !is_total(cell) {
            scope.take(role, cell)?;
        }
    }
    if is_total(words) {
        scope.take_words(words, column)?;
    }
    Some(scope)
}

impl Scope {
    /// What a cell of codes names.
    fn take(&mut self, role: Role, cell: &str) -> Option<()> {
        match role {
            Role::Year => self.year = Some(coded::year(cell)?),
            Role::Law => {
                let law = law::read(cell)?;
                self.law = law.stage;
                self.year = self.year.or(law.year);
            }
            Role::Mission => self.name = Some(name(cell)),
            Role::Programme => self.programme = Some(coded::programme(cell)?),
            Role::Action => self.code = Some(coded::action(cell, "", self.programme).ok()?),
            Role::SubAction => {
                let action = self.code.map(|code| code.to_string()).unwrap_or_default();
                self.code = Some(coded::action(&action, cell, self.programme).ok()?);
            }
            Role::Category => self.category = Some(coded::category(cell).ok()?),
            Role::Title => self.title = Some(coded::title(cell)?),
            Role::ProgrammeLabel
            | Role::ActionLabel
            | Role::SubActionLabel
            | Role::CategoryLabel
            | Role::MissionLabel
            | Role::Ministry
            | Role::MinistryLabel
            | Role::Other => {}
        }
        Some(())
    }

    /// "Total programme 352", "Total de l'action 01", "Total mission Défense", "Total général".
    fn take_words(&mut self, words: &str, column: Option<Role>) -> Option<()> {
        const SILENT: [&str; 15] =
            ["total", "totaux", "sous-total", "soustotal", "sous", "general", "generale", "generaux", "de", "du", "des", "la", "le", "l", "d"];
        let words = folded(words).replace(['\'', ':', '(', ')', ','], " ");
        let words: Vec<&str> = words.split_whitespace().filter(|word| !SILENT.contains(word) && *word != "-").collect();
        let mut rest = words.as_slice();
        while let [word, after @ ..] = rest {
            let (all, next) = (rest.join(" "), after.first().copied());
            let programme = |code: &str| coded::programme(code).filter(|programme| programme.get() > 99);
            rest = after.get(1..).unwrap_or_default();
            match (*word, next) {
                ("programme" | "pgm" | "prog", Some(code)) if programme(code).is_some() => self.programme = programme(code),
                ("programme" | "pgm" | "prog" | "mission", Some(_)) => {
                    self.name = Some(name(&after.join(" ")));
                    rest = &[];
                }
                ("action", Some(code)) => self.code = Some(coded::action(code, "", self.programme).ok()?),
                ("categorie", Some(code)) => self.category = Some(coded::category(code).ok()?),
                ("titre", Some(code)) => self.title = Some(coded::title(code)?),
                ("programme" | "pgm" | "prog" | "mission" | "action" | "categorie" | "titre", None) => return None,
                (code, _) if programme(code).is_some() => {
                    self.programme = programme(code);
                    rest = after;
                }
                (code, None) if column.is_some_and(|role| CODED.contains(&role)) && code.starts_with(|c: char| c.is_ascii_digit()) => {
                    self.take(column?, code)?;
                    rest = after;
                }
                _ => {
                    self.name = Some(name(&all));
                    rest = &[];
                }
            }
        }
        Some(())
    }
}

/// A name without the small words that totals leave out.
pub(super) fn name(words: &str) -> String {
    let words = folded(words).replace(['\'', ':', '(', ')', ','], " ");
    words.split_whitespace().filter(|word| !matches!(*word, "de" | "du" | "des" | "la" | "le" | "l" | "d" | "-")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_say_what_a_total_is_over() {
        let programme = |number| Scope { programme: ProgrammeNumber::new(number), ..Scope::default() };
        let of_name = |name: &str| Scope { name: Some(name.into()), ..Scope::default() };
        let cases = [
            ("Total", Some(Scope::default())),
            ("TOTAL GÉNÉRAL", Some(Scope::default())),
            ("Sous-total", Some(Scope::default())),
            ("Total programme 352", Some(programme(352))),
            ("Total du programme : 352", Some(programme(352))),
            ("Sous-total 352", Some(programme(352))),
            ("Total de la mission Travail et emploi", Some(of_name("travail et emploi"))),
            ("Total Défense", Some(of_name("defense"))),
            ("Total action 01", Some(Scope { code: ActionCode::action(1), ..Scope::default() })),
            ("Total titre 2", Some(Scope { title: Title::new(2), ..Scope::default() })),
            ("Total programme", None),
            ("Total action x", None),
        ];
        for (words, expected) in cases {
            let mut scope = Scope::default();
            assert_eq!(scope.take_words(words, Some(Role::Programme)).map(|()| scope), expected, "{words}");
        }
        let mut scope = programme(352);
        assert_eq!(scope.take_words("Total 01", Some(Role::Action)), Some(()));
        assert_eq!(scope, Scope { code: ActionCode::action(1), ..programme(352) });
        for words in ["Totalité", "Le total", "Fonds"] {
            assert!(!is_total(words), "{words}");
        }
    }
}
