//! The texts of a document with their titles, in the official order.

use std::collections::BTreeSet;

use super::Tables;
use crate::lang::{Word, better, links, slide_name, viewpoint};
use crate::model::{Document, IndicatorId, Narrative, Place, ProgrammeField, RowNumber, SectionRowField, Shape, Stage, TextPlace};
use crate::sections::{self, PAGES, Page, Section, TableDef, shapes};

/// The flag of what is one of the mission, as it is typed and printed.
pub const MISSION: &str = "mission";

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedText {
    pub place: TextPlace,
    pub title: String,
    pub text: String,
}

impl From<TextPlace> for Place {
    fn from(place: TextPlace) -> Self {
        Self::Text(place)
    }
}

impl Tables<'_> {
    /// Every text, empty ones included.
    pub fn texts(self) -> Vec<NamedText> {
        let document = self.document;
        let mut places: Vec<TextPlace> = ProgrammeField::ALL.map(TextPlace::Programme).into();
        places.push(TextPlace::Narrative(Narrative::Strategy));
        if !document.text(Narrative::LayoutChanges).is_empty() {
            places.push(TextPlace::Narrative(Narrative::LayoutChanges));
        }
        for objective in document.objectives.iter() {
            let id = objective.id;
            places.extend([TextPlace::ObjectiveLabel(id), TextPlace::ObjectiveMission(id), TextPlace::Narrative(Narrative::Objective(id))]);
            for indicator in &objective.indicators {
                let id = indicator.id;
                places.extend([
                    TextPlace::IndicatorLabel(id),
                    TextPlace::IndicatorUnit(id),
                    TextPlace::Viewpoint(id),
                    TextPlace::IndicatorMission(id),
                    TextPlace::Direction(id),
                ]);
                let own_rows = indicator.rows.iter().filter(|row| indicator.rows.len() > 1 || row.label.is_some() || row.unit.is_some());
                places.extend(own_rows.flat_map(|row| [TextPlace::RowLabel(row.id), TextPlace::RowUnit(row.id)]));
                places.extend([Narrative::Source(id), Narrative::Method(id), Narrative::Justification(id)].map(TextPlace::Narrative));
            }
        }
        for printed in &PAGES {
            match printed.page {
                Page::Synthesis => places.push(TextPlace::Narrative(Narrative::SynthesisComment)),
                Page::Section(key) if sections::is_shown(key, document) => {
                    places.extend(sections::of_key(key).into_iter().flat_map(|of| section_texts(of, document)));
                }
                Page::Actions => {
                    for action in document.actions.iter().filter(|action| document.stands(action, document.year, Stage::Bill)) {
                        places.push(TextPlace::ActionLabel(action.id));
                        places.extend([Narrative::Action(action.id), Narrative::Nature(action.id)].map(TextPlace::Narrative));
                    }
                }
                Page::CreditsPart | Page::Credits | Page::Titles | Page::JustificationPart | Page::Section(_) => {}
            }
        }
        places.into_iter().map(|place| NamedText { place, title: self.text_title(place), text: self.words(place) }).collect()
    }

    /// What a text says, linked figures as they are now; a viewpoint or a direction in the language of the reader.
    pub fn words(self, place: TextPlace) -> String {
        match place {
            TextPlace::Viewpoint(id) => {
                let of = self.document.indicator(id).and_then(|indicator| indicator.viewpoint);
                of.map_or_else(String::new, |of| viewpoint(of, self.lang).into())
            }
            TextPlace::Direction(id) => {
                let said = self.document.indicator(id).and_then(|indicator| indicator.better);
                said.map_or_else(String::new, |said| better(said, self.lang).into())
            }
            TextPlace::Narrative(narrative) => links::write(self.document, self.figures, self.document.text(narrative)).text,
            place => words(self.document, place),
        }
    }

    /// Whose view an indicator takes, as it is printed: "(du point de vue de l'usager)"; empty when nobody said.
    pub fn viewpoint_words(self, id: IndicatorId) -> String {
        let of = self.words(TextPlace::Viewpoint(id));
        if of.is_empty() {
            return of;
        }
        let elided = if of.starts_with(['a', 'e', 'i', 'o', 'u']) { "de l'" } else { "du " };
        self.lang.pick(format!("(du point de vue {elided}{of})"), format!("({of} viewpoint)"))
    }

    /// What a text is about: "Indicateur 1.1, mode de calcul".
    pub fn text_title(self, place: TextPlace) -> String {
        let of_action = |id, part: Word| format!("{} {}, {}", self.word(Word::Action), self.code(id), lower_first(self.word(part)));
        let of_indicator = |id, part: Word| format!("{} {}, {}", self.word(Word::Indicator), self.number(id), lower_first(self.word(part)));
        let of_objective = |id, part: Word| {
            let number = self.document.objective_number(id).unwrap_or_default();
            format!("{} {number}, {}", self.word(Word::Objective), lower_first(self.word(part)))
        };
        let of_row = |id, part: Word| match self.document.row_number(id) {
            Some(RowNumber { objective, indicator, row }) => {
                let row_words = self.lang.pick("ligne", "row");
                format!("{} {objective}.{indicator}, {row_words} {row}, {}", self.word(Word::Indicator), lower_first(self.word(part)))
            }
            None => String::new(),
        };
        match place {
            TextPlace::Programme(field) => self.word(field_word(field)).into(),
            TextPlace::ActionLabel(id) => of_action(id, Word::Label),
            TextPlace::ActionCode(id) => of_action(id, Word::Code),
            TextPlace::ObjectiveLabel(id) => of_objective(id, Word::Label),
            TextPlace::IndicatorLabel(id) => of_indicator(id, Word::Label),
            TextPlace::IndicatorUnit(id) => of_indicator(id, Word::Unit),
            TextPlace::Viewpoint(id) => of_indicator(id, Word::Viewpoint),
            TextPlace::ObjectiveMission(id) => of_objective(id, Word::MissionFlag),
            TextPlace::IndicatorMission(id) => of_indicator(id, Word::MissionFlag),
            TextPlace::Direction(id) => of_indicator(id, Word::Direction),
            TextPlace::RowLabel(id) => of_row(id, Word::Label),
            TextPlace::RowUnit(id) => of_row(id, Word::Unit),
            TextPlace::SectionRow { section, row, field } => {
                let place = || format!("{} {}", self.lang.pick("ligne", "row"), self.document.sections.number(section, row).unwrap_or_default());
                let number = shapes::of(section).and_then(|shape| shape.number(row)).unwrap_or_else(place);
                let field = match field {
                    SectionRowField::Code => self.code_title(section),
                    SectionRowField::Label => self.lang.pick("intitulé", "label").into(),
                };
                format!("{}, {number}, {field}", self.section_name(section))
            }
            TextPlace::ChartTitle(chart) => {
                let name = slide_name(self.document, self.lang, chart.slide());
                self.lang.pick(format!("Titre du graphique «\u{a0}{name}\u{a0}»"), format!("Title of the chart “{name}”"))
            }
            TextPlace::SlideTitle(slide) => {
                let name = slide_name(self.document, self.lang, slide);
                self.lang.pick(format!("Titre de la diapositive «\u{a0}{name}\u{a0}»"), format!("Title of the slide “{name}”"))
            }
            TextPlace::Narrative(narrative) => match narrative {
                Narrative::Strategy => self.word(Word::StrategyPart).into(),
                Narrative::LayoutChanges => self.word(Word::LayoutChanges).into(),
                Narrative::SynthesisComment => self.word(Word::SynthesisComment).into(),
                Narrative::Action(id) => of_action(id, Word::Narrative),
                Narrative::Nature(id) => of_action(id, Word::ExpenditureByNature),
                Narrative::Source(id) => of_indicator(id, Word::SourceOfData),
                Narrative::Method(id) => of_indicator(id, Word::MethodOfCalculation),
                Narrative::Justification(id) => of_indicator(id, self.justification_word()),
                Narrative::Objective(id) => of_objective(id, Word::Narrative),
                Narrative::Section(key) => self.section_text_title(key),
                Narrative::SectionRow { section, row, text } => self.row_text_title(section, row, text),
                narrative => sections::own_text(narrative).map_or_else(String::new, |(_, text)| (text.heading)(self.lang).into()),
            },
        }
    }

    /// The heading of an indicator's justification in the layout of the year.
    pub(super) fn justification_word(self) -> Word {
        if self.document.layout().is_stacked() { Word::JustificationOfTargets } else { Word::JustificationOfForecasts }
    }

    pub(super) fn code(self, id: crate::model::ActionId) -> String {
        self.document.action(id).map_or_else(String::new, |action| action.code.to_string())
    }

    fn number(self, id: IndicatorId) -> String {
        crate::address::indicator_number(self.document, id).unwrap_or_default()
    }
}

/// What the rows of a section are called, then its texts.
fn section_texts(section: &'static dyn Section, document: &Document) -> Vec<TextPlace> {
    let lists: BTreeSet<&str> = section.tables().iter().flat_map(TableDef::shapes).filter_map(Shape::list).collect();
    let rows = document.sections.all_rows().filter(|(section, _)| lists.contains(section));
    let rows = rows.flat_map(|(section, row)| {
        [SectionRowField::Code, SectionRowField::Label].map(|field| TextPlace::SectionRow { section, row: row.id, field })
    });
    let own = sections::row_narratives(section, document).chain(sections::narratives(section)).map(TextPlace::Narrative);
    rows.chain(own).collect()
}

/// What stands before a text on one line.
pub fn caption(place: TextPlace) -> Word {
    match place {
        TextPlace::Programme(field) => field_word(field),
        TextPlace::ActionCode(_) => Word::Code,
        TextPlace::IndicatorUnit(_) | TextPlace::RowUnit(_) => Word::Unit,
        TextPlace::Viewpoint(_) => Word::Viewpoint,
        TextPlace::ObjectiveMission(_) | TextPlace::IndicatorMission(_) => Word::MissionFlag,
        TextPlace::Direction(_) => Word::Direction,
        _ => Word::Label,
    }
}

/// The word for a field of the programme.
pub fn field_word(field: ProgrammeField) -> Word {
    match field {
        ProgrammeField::Number => Word::ProgrammeNumber,
        ProgrammeField::Name => Word::ProgrammeName,
        ProgrammeField::Mission => Word::Mission,
        ProgrammeField::Minister => Word::MinisterConcerned,
        ProgrammeField::Manager => Word::Manager,
        ProgrammeField::ManagerTitle => Word::ManagerTitle,
    }
}

pub(super) fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

/// What says that something is one of the mission, in both languages.
fn mission(is_mission: bool) -> String {
    if is_mission { MISSION.into() } else { String::new() }
}

/// The words of a text as they are typed, links by address; empty when there are none.
pub fn words(document: &Document, place: TextPlace) -> String {
    let programme = &document.programme;
    let indicator = |id| document.indicator(id);
    match place {
        TextPlace::Programme(field) => match field {
            ProgrammeField::Number => programme.number.map_or_else(String::new, |number| number.to_string()),
            ProgrammeField::Name => programme.name.clone(),
            ProgrammeField::Mission => programme.mission.clone(),
            ProgrammeField::Minister => programme.minister.clone(),
            ProgrammeField::Manager => programme.manager.clone(),
            ProgrammeField::ManagerTitle => programme.manager_title.clone(),
        },
        TextPlace::ActionLabel(id) => document.action(id).map_or_else(String::new, |action| action.label.clone()),
        TextPlace::ActionCode(id) => document.action(id).map_or_else(String::new, |action| action.code.to_string()),
        TextPlace::ObjectiveLabel(id) => document.objective(id).map_or_else(String::new, |objective| objective.label.clone()),
        TextPlace::IndicatorLabel(id) => indicator(id).map_or_else(String::new, |indicator| indicator.label.clone()),
        TextPlace::IndicatorUnit(id) => indicator(id).map_or_else(String::new, |indicator| indicator.unit.clone()),
        TextPlace::Viewpoint(id) => {
            let of = indicator(id).and_then(|indicator| indicator.viewpoint);
            of.map_or_else(String::new, |of| viewpoint(of, crate::lang::Lang::French).to_owned())
        }
        TextPlace::ObjectiveMission(id) => mission(document.objective(id).is_some_and(|objective| objective.is_mission)),
        TextPlace::IndicatorMission(id) => mission(indicator(id).is_some_and(|indicator| indicator.is_mission)),
        TextPlace::Direction(id) => {
            let said = indicator(id).and_then(|indicator| indicator.better);
            said.map_or_else(String::new, |said| better(said, crate::lang::Lang::French).to_owned())
        }
        TextPlace::RowLabel(id) => document.indicator_of_row(id).and_then(|(_, row)| row.label.clone()).unwrap_or_default(),
        TextPlace::RowUnit(id) => document.indicator_of_row(id).and_then(|(_, row)| row.unit.clone()).unwrap_or_default(),
        TextPlace::SectionRow { section, row, field } => document.sections.row(section, row).map_or_else(String::new, |row| match field {
            SectionRowField::Code => row.code.clone(),
            SectionRowField::Label => row.label.clone(),
        }),
        TextPlace::ChartTitle(chart) => document.chart_titles.get(&chart).map_or_else(String::new, |title| title.words.clone()),
        TextPlace::SlideTitle(slide) => document.deck.title(slide).map_or_else(String::new, |title| title.words.clone()),
        TextPlace::Narrative(narrative) => links::spelled(document, document.text(narrative)),
    }
}
