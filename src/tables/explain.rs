//! What a figure is made of and where it enters: for the inspector.

use super::{Cell, Content, Tables};
use crate::calc::{Calculation, Exact, Figure, Selected, announced, announced_cell, calculation, change, enters, variation_percent};
use crate::lang::{Word, writing};
use crate::model::{ActionScope, CreditPlace, Document, Measure, NatureScope, Place, Stage, ValueKind, Year};
use crate::sections::{self, OwnFigures, Section};

/// A figure that another one enters into.
#[derive(Clone, Debug, PartialEq)]
pub struct Fed {
    /// "Total de l'action 01".
    pub name: String,
    /// The table where it stands.
    pub table: String,
    pub cell: Cell,
}

impl Tables<'_> {
    /// What a place denotes, in words: "AE 2021, action 01, catégorie 31".
    pub fn place_name(self, place: Place) -> String {
        match place {
            Place::Credit(place) => self.credit_name(&place),
            Place::Share { action, .. } => {
                self.lang.pick(format!("Part de l'action {} dans les AE", self.code(action)), format!("Share of action {} in AE", self.code(action)))
            }
            Place::Variation { action: ActionScope::All, nature: NatureScope::All, measure, .. } => {
                format!("{} {}", self.word(Word::Variation), measure_name(measure))
            }
            Place::Variation { year, action, nature, measure } => {
                let bill = CreditPlace { year, stage: Stage::Bill, contributions: false, action, nature, measure };
                format!("{} {}", self.word(Word::Variation), self.credit_name(&bill))
            }
            Place::Value { row, year, kind } => {
                let number =
                    self.document.indicator_of_row(row).and_then(|(indicator, _)| crate::address::indicator_number(self.document, indicator.id));
                let number = number.unwrap_or_default();
                let kind = self.kind_heading(year, kind);
                // "Prévision PAP 2020" says its year itself.
                let year = if kind.ends_with(&year.to_string()) { String::new() } else { format!(" {year}") };
                format!("{kind}{year}, {} {number}", self.word(Word::Indicator).to_lowercase())
            }
            Place::Text(text) => self.text_title(text),
            Place::Cell(cell) => self.section_cell_name(cell),
            place => {
                let own = sections::of_figure(place).and_then(Section::own_figures);
                own.map_or_else(String::new, |own| own.name(place, self.document.year, self.lang))
            }
        }
    }

    fn credit_name(self, place: &CreditPlace) -> String {
        let contributions = if place.contributions { format!(" {}", self.word(Word::Contributions)) } else { String::new() };
        let (stage, action, nature) = (self.stage_word(place.stage), self.action_name(place.action), self.nature_name(place.nature));
        format!("{}{contributions} {} ({stage}), {action}, {nature}", measure_name(place.measure), place.year)
    }

    /// How a computed figure is made, in words.
    pub fn rule(self, place: Place) -> String {
        match place {
            Place::Credit(credit) => self.sum_words(&credit).into(),
            Place::Cell(cell) => self.section_rule(cell),
            place => match own_figures().find_map(|own| own.rule(place)) {
                Some([french, english]) => self.lang.pick(french, english).into(),
                None => calculation(self.document, self.figures, place).map_or_else(String::new, |calculation| self.calculation_words(&calculation)),
            },
        }
    }

    /// Into what a sum of credits falls.
    fn sum_words(self, credit: &CreditPlace) -> &'static str {
        let (french, english) = match (credit.action, credit.nature) {
            (ActionScope::All, _) => ("somme des actions", "sum of the actions"),
            (_, NatureScope::All) => ("somme des titres", "sum of the titles"),
            (_, NatureScope::OtherThanStaff) => ("somme des titres autres que le titre 2", "sum of the titles other than title 2"),
            (_, NatureScope::Title(_) | NatureScope::Category(_)) => {
                ("somme des catégories ou des sous-actions", "sum of the categories or sub-actions")
            }
        };
        self.lang.pick(french, english)
    }

    fn calculation_words(self, calculation: &Calculation) -> String {
        let part = |place: &Place| self.part_words(*place);
        // Parts that have the same name are one.
        let all = |places: &[Place], sign: &str| {
            let mut words: Vec<&str> = places.iter().map(part).collect();
            words.dedup();
            words.join(sign)
        };
        match calculation {
            Calculation::Repeat(place) => part(place).into(),
            Calculation::Sum(ways) => ways.last().map_or_else(String::new, |parts| all(parts, " + ")),
            Calculation::Difference { plus, minus } => format!("{} − {}", all(plus, " + "), all(minus, " − ")),
            Calculation::Quotient { part, whole, .. } => format!("{} / {}", all(part, " + "), all(whole, " + ")),
            Calculation::Change { new, old, .. } => format!("{} / {} − 1", self.stage_words(*new), self.stage_words(*old)),
            Calculation::Balance { opening, plus, minus, .. } => format!("{} + {} − {}", part(opening), part(plus), part(minus)),
        }
    }

    /// What a calculation calls a part of it.
    fn part_words(self, place: Place) -> &'static str {
        let (french, english) = match place {
            Place::Credit(CreditPlace { action: ActionScope::One(_), .. }) => ("AE de l'action", "AE of the action"),
            Place::Credit(_) => ("AE du programme", "AE of the programme"),
            place => own_figures().find_map(|own| own.part(place)).map_or(("", ""), Into::into),
        };
        self.lang.pick(french, english)
    }

    /// What a change calls the figures of the bill and of the act before it.
    fn stage_words(self, place: Place) -> &'static str {
        match place {
            Place::Credit(CreditPlace { stage: Stage::InitialAct, .. }) => self.lang.pick("LFI de l'année précédente", "LFI of the previous year"),
            _ => "PLF",
        }
    }

    /// The figures that an entered one enters into, in the order of the document.
    pub fn fed_by(self, place: Place) -> Vec<Fed> {
        if let Place::Cell(cell) = place {
            return self.section_fed(cell);
        }
        let own = own_figures().flat_map(|own| own.totals(place)).map(|(total, table)| (total, table(self.lang)));
        let entered = self.named_totals(place).into_iter().chain(own).filter(|(total, _)| enters(self.document, place, *total));
        entered.map(|(total, table)| self.fed(total, table)).chain(self.section_fed_by_credits(place)).collect()
    }

    /// The credits that may be named of those into which an entry enters, each with the table where it stands.
    fn named_totals(self, place: Place) -> Vec<(Place, &'static str)> {
        let Place::Credit(credit) = place else { return vec![] };
        let (ActionScope::One(action), NatureScope::Category(category)) = (credit.action, credit.nature) else { return vec![] };
        let CreditPlace { year, measure, .. } = credit;
        let place = |action, nature| Place::Credit(CreditPlace { action, nature, ..credit });
        let (all, one) = (ActionScope::All, ActionScope::One(action));
        let parent = self.document.action(action).and_then(|action| self.document.action_by_code(action.code.parent()?));
        let parent = parent.map(|parent| (place(ActionScope::One(parent.id), NatureScope::All), Word::SameTable));
        let asked = CreditPlace { stage: Stage::Bill, contributions: false, action: one, nature: NatureScope::OtherThanStaff, ..credit };
        let mut totals = vec![(place(one, NatureScope::All), Word::SameTable)];
        totals.extend(parent);
        totals.extend([
            (place(all, NatureScope::Title(category.title())), Word::CreditsByTitleAndCategory),
            (place(all, NatureScope::All), Word::SameTable),
            (Place::Credit(asked), Word::Synthesis),
            (Place::Share { year, action }, Word::JustificationOfActions),
            (Place::programme_variation(self.document.year, measure), Word::Variation),
        ]);
        totals.into_iter().map(|(total, table)| (total, self.word(table))).collect()
    }

    fn fed(self, place: Place, table: &str) -> Fed {
        let name = match place {
            Place::Credit(credit) => self.total_name(&credit),
            place => self.place_name(place),
        };
        Fed { name, table: table.into(), cell: self.cell(place) }
    }

    /// A sum of credits, told from its neighbours: "Total du titre 3". What they have in common goes without saying.
    fn total_name(self, credit: &CreditPlace) -> String {
        let lang = self.lang;
        match (credit.action, credit.nature) {
            (ActionScope::One(id), NatureScope::OtherThanStaff) => {
                lang.pick(format!("Action {}, hors titre 2", self.code(id)), format!("Action {}, other than title 2", self.code(id)))
            }
            (ActionScope::One(id), _) => lang.pick(format!("Total de l'action {}", self.code(id)), format!("Total of action {}", self.code(id))),
            (ActionScope::All, NatureScope::Title(title)) => lang.pick(format!("Total du titre {title}"), format!("Total of title {title}")),
            (ActionScope::All, _) => lang.pick("Total du programme", "Total of the programme").into(),
        }
    }

    /// What a figure of the bill is compared with: "LFI 2020 : 7 700 000, écart −5,2 %".
    pub fn comparison(self, place: Place) -> Option<String> {
        let (credit, act) = self.act_before(place)?;
        let previous = act.year;
        let [asked, voted] = [&credit, &act].map(|place| self.figures.credit(self.document, place));
        let gap = variation_percent(asked, voted, 1).ok().flatten().map(|gap| {
            let gap = writing::signed_percent(gap);
            self.lang.pick(format!(", écart {gap}"), format!(", change {gap}"))
        });
        let colon = self.lang.pick(" :", ":");
        Some(format!("LFI {previous}{colon} {}{}", self.cell(Place::Credit(act)).text(self.lang), gap.unwrap_or_default()))
    }

    /// What a figure has over what it was in another state: "+7 500 000, soit +2,5 %"; for amounts alone.
    pub fn gap(self, before: Tables<'_>, place: Place) -> Option<String> {
        let amounts = [self, before].map(|tables| tables.figures.figure(tables.document, place));
        let [Figure::Amount(new), Figure::Amount(old)] = amounts else { return None };
        let gap = change(new.into(), old.into()).euros().ok().map(writing::signed_euros)?;
        let percent = variation_percent(new, old, 1).ok().flatten().map(|percent| {
            let percent = writing::signed_percent(percent);
            self.lang.pick(format!(", soit {percent}"), format!(", that is {percent}"))
        });
        Some(gap + &percent.unwrap_or_default())
    }

    /// What the value of an indicator is held against: the last actual before it, and the target that it leads to.
    pub fn course_words(self, place: Place) -> Vec<String> {
        let Place::Value { row, year, kind } = place else { return vec![] };
        let number = |year: Year, kind: ValueKind| self.document.values.get(&(row, year, kind))?.as_number();
        let Some(value) = number(year, kind) else { return vec![] };
        let columns = self.document.layout().indicator_columns();
        let known =
            |kind: ValueKind| columns.into_iter().filter(move |column| column.1 == kind).filter_map(|(year, kind)| Some((year, number(year, kind)?)));
        let signed = |gap: Exact| gap.decimal().ok().map(writing::signed_decimal);
        let before = known(ValueKind::Actual).rfind(|(of, _)| *of < year);
        let actual = before.and_then(|(year, actual)| {
            let (change, actual) = (signed(Exact::from(value).minus(actual.into()).ok()?)?, writing::decimal(actual));
            Some(
                self.lang
                    .pick(format!("Réalisation {year}\u{a0}: {actual}, évolution {change}"), format!("{year} actual: {actual}, change {change}")),
            )
        });
        let target = known(ValueKind::Target).next_back().filter(|(of, _)| (*of, ValueKind::Target) != (year, kind) && *of >= year);
        let target = target.and_then(|(year, target)| {
            let left = Exact::from(target).minus(value.into()).ok()?;
            let (target, is_reached) = (writing::decimal(target), left.is_zero());
            let left = signed(left)?;
            let words = self.lang.pick(format!("Cible {year}\u{a0}: {target}, reste {left}"), format!("{year} target: {target}, {left} to go"));
            let reached = self.lang.pick(format!("Cible {year}\u{a0}: {target}, atteinte"), format!("{year} target: {target}, reached"));
            Some(if is_reached { reached } else { words })
        });
        actual.into_iter().chain(target).collect()
    }

    /// What the PAP before announced of a figure of this bill: "Annoncé par le PAP 2026 : 8 269 357 633, écart +0,2 %".
    pub fn announced(self, place: Place) -> Option<String> {
        let cell = match place {
            Place::Cell(cell) => cell,
            Place::Credit(credit) => announced_cell(self.document, &credit)?,
            _ => return None,
        };
        let said = announced(self.document, cell)?;
        let asked = self.figures.sum(self.document, Place::Cell(cell));
        let told = i128::try_from(said).ok();
        let gap = asked.zip(told).and_then(|(asked, told)| variation_percent(asked, told, 1).ok().flatten()).map(|gap| {
            let gap = writing::signed_percent(gap);
            self.lang.pick(format!(", écart {gap}"), format!(", change {gap}"))
        });
        let (pap, said) = (self.document.previous_year(), writing::decimal(said));
        let words = self.lang.pick(format!("Annoncé par le PAP {pap}\u{a0}: {said}"), format!("Announced by PAP {pap}: {said}"));
        Some(words + &gap.unwrap_or_default())
    }

    /// A figure of the bill and the one of the act of the year before.
    fn act_before(self, place: Place) -> Option<(CreditPlace, CreditPlace)> {
        let Place::Credit(credit) = place else { return None };
        let act = CreditPlace { stage: Stage::InitialAct, year: self.document.previous_year(), ..credit };
        (credit.stage == Stage::Bill).then_some((credit, act))
    }

    /// What a cell that shows an amount brings to the summary of a selection.
    pub fn selected(self, cell: &Cell) -> Option<Selected> {
        let Content::Figure(Figure::Amount(amount)) = cell.content else { return None };
        let act = cell.place.and_then(|place| self.act_before(place)).map(|(_, act)| self.figures.credit(self.document, &act));
        Some(Selected { amount, year_before: act.and_then(|act| act.euros().ok()) })
    }

    /// The values of the indicator's row that a place belongs to, in the order of the layout: year, kind, cell.
    pub fn series(self, place: Place) -> Vec<(String, String, Cell)> {
        let Place::Value { row, .. } = place else { return vec![] };
        let columns = self.document.layout().indicator_columns();
        columns.map(|(year, kind)| (year.to_string(), self.kind_heading(year, kind), self.value_cell(row, year, kind))).into()
    }

    /// The entry behind an action × title place that has no cell of its own: its only category.
    pub fn entry_place(self, place: Place) -> Place {
        match place {
            Place::Credit(credit @ CreditPlace { action: ActionScope::One(action), nature: NatureScope::Title(title), .. })
                if self.document.is_leaf(action) =>
            {
                let category = Document::sole_category(self.figures.used_categories(), title);
                Place::Credit(CreditPlace { nature: category.map_or(credit.nature, NatureScope::Category), ..credit })
            }
            place => place,
        }
    }
}

/// The figures of every section that have places of their own.
fn own_figures() -> impl Iterator<Item = &'static dyn OwnFigures> {
    sections::ALL.into_iter().filter_map(Section::own_figures)
}

fn measure_name(measure: Measure) -> &'static str {
    match measure {
        Measure::Ae => "AE",
        Measure::Cp => "CP",
    }
}
