//! Tables of credits: by action and title, by title and category, synthesis, and the two tables of an action.

use super::{Beside, Cell, Column, ColumnRole, Content, Group, Level, Row, Table, TableName, Tables};
use crate::calc::{Figure, Figures, change};
use crate::lang::{Word, nature};
use crate::model::{Action, ActionId, ActionScope, CreditPlace, Document, Measure, NatureScope, Place, Stage, TextPlace, Title};

impl Tables<'_> {
    /// From PLF 2023 on, per action: the act of N-1 over the bill of N, each on a line. An action that has ended asks for 0.
    pub(super) fn stacked(self, measure: Measure) -> Table {
        let titles = self.figures.used_titles();
        let mut table = self.credits(Stage::Bill, measure);
        table.rows = self.stacked_rows(|stage, action| {
            let mut cells: Vec<Cell> = titles.iter().map(|title| self.title_cell(stage, action, *title, measure)).collect();
            cells.extend([self.credit_cell(stage, false, action, NatureScope::All, measure), self.contributions_cell(stage, action, measure)]);
            cells
        });
        if let [.., total, contributions] = table.columns.as_mut_slice() {
            *total = Column::plain(self.word(Word::Total)).of(ColumnRole::Total);
            *contributions = Column::plain(self.word(Word::ContributionsExpected)).of(ColumnRole::Apart);
        }
        table.row_header = self.word(Word::ActionOrSubAction).into();
        table.title = match measure {
            Measure::Ae => self.word(Word::CommitmentAuthorisations).into(),
            // The plural is that of the printed heading.
            Measure::Cp => self.lang.pick("Crédits de paiements", "Payment appropriations").into(),
        };
        table
    }

    /// Two rows for each action that stands in the bill or in the act, and for the total.
    fn stacked_rows(self, cells: impl Fn(Stage, ActionScope) -> Vec<Cell>) -> Vec<Row> {
        let (year, previous) = (self.document.year, self.document.previous_year());
        let stands = |action: &&Action| self.document.stands(action, year, Stage::Bill) || self.document.stands(action, previous, Stage::InitialAct);
        let actions = self.document.actions.iter().filter(stands).flat_map(|action| {
            let scope = ActionScope::One(action.id);
            let mut bill = cells(Stage::Bill, scope);
            if !self.document.stands(action, year, Stage::Bill) {
                bill.iter_mut()
                    .filter(|cell| cell.content == Content::Figure(Figure::Blank))
                    .for_each(|cell| cell.content = Content::Figure(Figure::Amount(crate::model::Euros::ZERO)));
            }
            self.two_lines(&action_line(action), Some(TextPlace::ActionLabel(action.id)), Level::Main, cells(Stage::InitialAct, scope), bill)
        });
        let total = self.two_lines(
            self.lang.pick("Totaux", "Totals"),
            None,
            Level::Total,
            cells(Stage::InitialAct, ActionScope::All),
            cells(Stage::Bill, ActionScope::All),
        );
        actions.chain(total).collect()
    }

    /// "…, LFI 2026" over "PLF 2027".
    fn two_lines(self, name: &str, label_place: Option<TextPlace>, level: Level, act: Vec<Cell>, bill: Vec<Cell>) -> [Row; 2] {
        let (year, previous) = (self.document.year, self.document.previous_year());
        let under = if level == Level::Total { Level::Total } else { Level::Sub };
        [
            Row { label: format!("{name}, LFI {previous}"), label_place, nature: None, level, cells: act },
            Row { label: format!("PLF {year}"), label_place: None, nature: None, level: under, cells: bill },
        ]
    }

    /// What changes from the act to the bill beside the totals of their table: per cent, and under it in euros. The official table has no such column.
    pub fn changes(self, table: &Table) -> Option<Beside> {
        let TableName::Bill(measure) = table.name else { return None };
        let (year, previous) = (self.document.year, self.document.previous_year());
        let total = table.columns.iter().position(|column| column.role == ColumnRole::Total).filter(|_| self.document.layout().is_stacked())?;
        let change = |row: &Row| match row.cells.get(total).and_then(|cell| cell.place) {
            Some(Place::Credit(CreditPlace { stage: Stage::InitialAct, action, nature, .. })) => {
                self.cell(Place::Variation { year, action, nature, measure })
            }
            Some(Place::Credit(bill)) => self.difference(&bill),
            _ => Cell::blank(),
        };
        let against = self.lang.pick(format!("PLF\u{a0}{year} sur LFI\u{a0}{previous}"), format!("PLF\u{a0}{year} on LFI\u{a0}{previous}"));
        Some(Beside { heading: Column::led(self.word(Word::Variation), against), cells: table.rows.iter().map(change).collect() })
    }

    /// What a figure of the bill has over the one of the act before it, in euros.
    fn difference(self, bill: &CreditPlace) -> Cell {
        let act = CreditPlace { year: bill.year.offset(-1), stage: Stage::InitialAct, ..*bill };
        let [new, old] = [bill, &act].map(|place| self.figures.credit(self.document, place));
        let figure = change(new, old).euros().map_or(Figure::Overflow, |euros| Figure::Effect(euros.get().into()));
        Cell { content: Content::Figure(figure), ..Cell::blank() }
    }

    /// The heading of the column of actions in the layout of the year.
    fn action_header(self) -> String {
        self.word(if self.document.layout().is_stacked() { Word::ActionOrSubAction } else { Word::ActionLabels }).into()
    }

    /// Action × title, Total, FdC et AdP.
    pub(super) fn credits(self, stage: Stage, measure: Measure) -> Table {
        let year = if stage == Stage::Bill { self.document.year } else { self.document.previous_year() };
        let titles = self.figures.used_titles();
        let mut groups: Vec<Group> = titles.iter().map(|title| Group { title: nature::title_number(*title, self.lang), span: 1 }).collect();
        groups.push(Group { title: String::new(), span: 2 });
        let mut columns: Vec<Column> =
            titles.iter().map(|title| Column::grouped(&nature::title_number(*title, self.lang), nature::title(*title, self.lang))).collect();
        columns.push(Column::led(self.word(Word::Total), self.lang.pick(format!("pour {year}"), format!("for {year}"))).of(ColumnRole::Total));
        columns.push(Column::led(self.word(Word::Contributions), self.contributions_rest(stage)).of(ColumnRole::Apart));
        let rows = self.action_rows(stage, |action| {
            let mut cells: Vec<Cell> = titles.iter().map(|title| self.title_cell(stage, action, *title, measure)).collect();
            cells.push(self.credit_cell(stage, false, action, NatureScope::All, measure));
            cells.push(self.contributions_cell(stage, action, measure));
            cells
        });
        let name = if stage == Stage::Bill { TableName::Bill(measure) } else { TableName::InitialAct(measure) };
        let title = format!("{year} / {}", self.word(measure_word(measure)));
        Table { name, look: self.look(name), title, row_header: self.word(Word::ActionLabels).into(), groups, columns, rows, share: None }
    }

    /// "attendus en 2021", "prévus en 2020".
    fn contributions_rest(self, stage: Stage) -> String {
        match stage {
            Stage::InitialAct => {
                self.lang.pick(format!("prévus en {}", self.document.previous_year()), format!("planned in {}", self.document.previous_year()))
            }
            _ => self.lang.pick(format!("attendus en {}", self.document.year), format!("expected in {}", self.document.year)),
        }
    }

    /// One row for each action that stands at this stage, sub-actions set in, and the total.
    fn action_rows(self, stage: Stage, cells: impl Fn(ActionScope) -> Vec<Cell>) -> Vec<Row> {
        let year = if stage == Stage::InitialAct { self.document.previous_year() } else { self.document.year };
        let standing = self.document.actions.iter().filter(|action| self.document.stands(action, year, stage));
        let mut rows: Vec<Row> = standing
            .map(|action| Row {
                label: action_line(action),
                label_place: Some(TextPlace::ActionLabel(action.id)),
                nature: None,
                level: if action.code.is_sub_action() { Level::Sub } else { Level::Main },
                cells: cells(ActionScope::One(action.id)),
            })
            .collect();
        rows.push(Row { label: self.word(Word::Total).into(), label_place: None, nature: None, level: Level::Total, cells: cells(ActionScope::All) });
        rows
    }

    fn credit_place(self, stage: Stage, contributions: bool, action: ActionScope, nature: NatureScope, measure: Measure) -> CreditPlace {
        let year = if stage == Stage::InitialAct { self.document.previous_year() } else { self.document.year };
        CreditPlace { year, stage, contributions, action, nature, measure }
    }

    fn credit_cell(self, stage: Stage, contributions: bool, action: ActionScope, nature: NatureScope, measure: Measure) -> Cell {
        self.cell(Place::Credit(self.credit_place(stage, contributions, action, nature, measure)))
    }

    /// An action × title cell: the entry of the title's only category, or a sum.
    fn title_cell(self, stage: Stage, action: ActionScope, title: Title, measure: Measure) -> Cell {
        self.shown_cell(self.credit_place(stage, false, action, NatureScope::Title(title), measure))
    }

    /// The FdC et AdP cell of an action: entered while its contributions stand in at most one category.
    fn contributions_cell(self, stage: Stage, action: ActionScope, measure: Measure) -> Cell {
        self.shown_cell(self.credit_place(stage, true, action, NatureScope::All, measure))
    }

    fn shown_cell(self, place: CreditPlace) -> Cell {
        self.cell(shown_place(self.document, self.figures, Place::Credit(place)))
    }

    /// From PLF 2023 on, title × category: the act of N-1 over the bill of N; openings and contributions in AE, then in CP.
    pub(super) fn stacked_titles(self) -> Table {
        let cells = |stage, nature| -> Vec<Cell> {
            let columns = Measure::BOTH.into_iter().flat_map(|measure| [false, true].map(|contributions| (contributions, measure)));
            columns.map(|(contributions, measure)| self.credit_cell(stage, contributions, ActionScope::All, nature, measure)).collect()
        };
        let lines = |name: &str, level, nature| self.two_lines(name, None, level, cells(Stage::InitialAct, nature), cells(Stage::Bill, nature));
        let mut rows = Vec::new();
        for title in self.figures.used_titles() {
            rows.extend(lines(&nature::title_line(title, self.lang), Level::Main, NatureScope::Title(title)));
            for category in self.figures.used_categories().of_title(title) {
                let [act, bill] = lines(nature::category(category, self.lang), Level::Sub, NatureScope::Category(category));
                rows.extend([Row { nature: Some(NatureScope::Category(category)), ..act }, bill]);
            }
        }
        rows.extend(lines(self.lang.pick("Totaux", "Totals"), Level::Total, NatureScope::All));
        let columns = Measure::BOTH.into_iter().flat_map(|measure| {
            let of_measure = |words| Column::grouped(self.word(measure_word(measure)), words);
            let opened = of_measure(self.lang.pick("Ouvertures", "Openings")).of(ColumnRole::Total);
            [opened, of_measure(self.word(Word::ContributionsExpected)).of(ColumnRole::Apart)]
        });
        Table { title: self.node_title(super::Node::Titles), groups: self.measure_groups(2), columns: columns.collect(), rows, ..self.titles() }
    }

    /// Title × category: AE then CP, act of N-1, bill of N, contributions of N.
    pub(super) fn titles(self) -> Table {
        let (year, previous) = (self.document.year, self.document.previous_year());
        let mut columns = Vec::new();
        for measure in Measure::BOTH {
            let (open, asked) = match measure {
                Measure::Ae => ("Ouvertes", "Demandées"),
                Measure::Cp => ("Ouverts", "Demandés"),
            };
            columns.extend([
                Column::plain(self.lang.pick(format!("{open} en LFI pour {previous}"), format!("Voted in the LFI for {previous}"))),
                Column::plain(self.lang.pick(format!("{asked} pour {year}"), format!("Asked for {year}"))).of(ColumnRole::Total),
                Column::plain(format!("{} {}", self.word(Word::Contributions), self.contributions_rest(Stage::Bill))),
            ]);
        }
        // The label of a title says its number.
        let row = |label: String, level, nature| Row {
            label,
            label_place: None,
            nature: Some(nature).filter(|_| level == Level::Sub),
            level,
            cells: self.nature_cells(nature),
        };
        let mut rows = Vec::new();
        for title in self.figures.used_titles() {
            rows.push(row(nature::title_line(title, self.lang), Level::Main, NatureScope::Title(title)));
            let categories = self.figures.used_categories().of_title(title);
            rows.extend(categories.map(|category| row(nature::category(category, self.lang).into(), Level::Sub, NatureScope::Category(category))));
        }
        rows.push(row(self.word(Word::Total).into(), Level::Total, NatureScope::All));
        Table {
            name: TableName::Titles,
            look: self.look(TableName::Titles),
            title: self.word(Word::CreditsByTitleAndCategory).into(),
            row_header: self.word(Word::TitleOrCategory).into(),
            groups: self.measure_groups(3),
            columns,
            rows,
            share: None,
        }
    }

    fn nature_cells(self, nature: NatureScope) -> Vec<Cell> {
        let columns = [(Stage::InitialAct, false), (Stage::Bill, false), (Stage::Bill, true)];
        let cells = Measure::BOTH.into_iter().flat_map(|measure| columns.map(|(stage, contributions)| (stage, contributions, measure)));
        cells.map(|(stage, contributions, measure)| self.credit_cell(stage, contributions, ActionScope::All, nature, measure)).collect()
    }

    /// AE and CP, each over so many columns.
    fn measure_groups(self, span: usize) -> Vec<Group> {
        Measure::BOTH.map(|measure| Group { title: self.word(measure_word(measure)).into(), span }).into()
    }

    /// Bill against act, AE and CP; from PLF 2023 on by action and title too, since the official tables print no change.
    pub(super) fn variation(self) -> Table {
        let (year, previous) = (self.document.year, self.document.previous_year());
        let is_detailed = self.document.layout().is_stacked();
        let titles = if is_detailed { self.figures.used_titles() } else { vec![] };
        let cells = |action: ActionScope, measure| -> Vec<Cell> {
            let amounts = [Stage::InitialAct, Stage::Bill].map(|stage| self.credit_cell(stage, false, action, NatureScope::All, measure));
            let change = |nature| self.cell(Place::Variation { year, action, nature, measure });
            let changes = std::iter::once(NatureScope::All).chain(titles.iter().map(|title| NatureScope::Title(*title))).map(change);
            amounts.into_iter().chain(changes).collect()
        };
        let stands = |action: &&Action| self.document.stands(action, year, Stage::Bill) || self.document.stands(action, previous, Stage::InitialAct);
        let rows = Measure::BOTH.into_iter().flat_map(|measure| {
            let label = self.word(measure_word(measure)).to_owned();
            let programme = Row { label, label_place: None, nature: None, level: Level::Main, cells: cells(ActionScope::All, measure) };
            let detailed = self.document.actions.iter().filter(|_| is_detailed).filter(stands);
            let actions = detailed.map(move |action| Row {
                label: action_line(action),
                label_place: Some(TextPlace::ActionLabel(action.id)),
                nature: None,
                level: Level::Sub,
                cells: cells(ActionScope::One(action.id), measure),
            });
            std::iter::once(programme).chain(actions).collect::<Vec<_>>()
        });
        let mut columns =
            vec![Column::plain(format!("LFI {previous}")), Column::plain(format!("PLF {year}")), Column::plain(self.word(Word::Variation))];
        columns.extend(titles.iter().map(|title| Column::led(self.word(Word::Variation), nature::title_number(*title, self.lang))));
        Table {
            name: TableName::Variation,
            look: self.look(TableName::Variation),
            title: self.lang.pick(format!("Évolution de la LFI {previous} au PLF {year}"), format!("Change from LFI {previous} to PLF {year}")),
            row_header: if is_detailed { self.word(Word::ActionOrSubAction).into() } else { String::new() },
            groups: vec![],
            columns,
            rows: rows.collect(),
            share: None,
        }
    }

    /// Action × {title 2, other titles, total} × {AE, CP}.
    pub(super) fn synthesis(self) -> Table {
        let mut columns = Vec::new();
        let is_stacked = self.document.layout().is_stacked();
        for measure in Measure::BOTH {
            // Until PLF 2022 AE and CP stand over them alone.
            let of_measure = |words: String| if is_stacked { Column::grouped(self.word(measure_word(measure)), words) } else { Column::plain(words) };
            columns.push(of_measure(format!("{} {}", nature::title_number(Title::STAFF, self.lang), nature::title(Title::STAFF, self.lang))));
            columns.push(of_measure(self.word(Word::OtherTitles).into()));
            columns.push(of_measure(self.word(Word::Total).into()).of(ColumnRole::Total));
        }
        let rows = self.action_rows(Stage::Bill, |action| Measure::BOTH.into_iter().flat_map(|measure| self.staff_cells(action, measure)).collect());
        Table {
            name: TableName::Synthesis,
            look: self.look(TableName::Synthesis),
            title: self.word(Word::Synthesis).into(),
            row_header: self.action_header(),
            groups: self.measure_groups(3),
            columns,
            rows,
            share: None,
        }
    }

    /// Title 2, other titles (R5), total.
    fn staff_cells(self, action: ActionScope, measure: Measure) -> [Cell; 3] {
        [
            self.title_cell(Stage::Bill, action, Title::STAFF, measure),
            self.credit_cell(Stage::Bill, false, action, NatureScope::OtherThanStaff, measure),
            self.credit_cell(Stage::Bill, false, action, NatureScope::All, measure),
        ]
    }

    /// The 2 × 4 table of an action, with its share.
    pub(super) fn action(self, id: ActionId) -> Option<Table> {
        let action = self.document.action(id)?;
        let rows = Measure::BOTH.map(|measure| Row {
            label: self.word(measure_word(measure)).into(),
            label_place: None,
            nature: None,
            level: Level::Main,
            cells: self
                .staff_cells(ActionScope::One(id), measure)
                .into_iter()
                .chain([self.contributions_cell(Stage::Bill, ActionScope::One(id), measure)])
                .collect(),
        });
        Some(Table {
            name: TableName::Action(id),
            look: self.look(TableName::Action(id)),
            title: action_line(action),
            row_header: String::new(),
            groups: vec![],
            columns: vec![
                Column::plain(nature::title_number(Title::STAFF, self.lang)),
                Column::plain(self.word(Word::OtherThanStaff)),
                Column::plain(self.word(Word::Total)).of(ColumnRole::Total),
                Column::plain(self.word(Word::ContributionsExpected)).of(ColumnRole::Apart),
            ],
            rows: rows.into(),
            share: Some(self.cell(Place::Share { year: self.document.year, action: id })),
        })
    }

    /// Title and category × AE, CP of one action; blank where it has no fact.
    pub(super) fn nature(self, id: ActionId) -> Option<Table> {
        self.document.action(id)?;
        let mut rows = Vec::new();
        for title in self.figures.used_titles() {
            rows.push(self.nature_row(id, nature::title(title, self.lang), Level::Main, NatureScope::Title(title)));
            let categories = self.figures.used_categories().of_title(title);
            rows.extend(
                categories.map(|category| self.nature_row(id, nature::category(category, self.lang), Level::Sub, NatureScope::Category(category))),
            );
        }
        rows.push(self.nature_row(id, self.word(Word::Total), Level::Total, NatureScope::All));
        Some(Table {
            name: TableName::Nature(id),
            look: self.look(TableName::Nature(id)),
            title: self.word(Word::ExpenditureByNature).into(),
            row_header: self.word(Word::TitleAndCategory).into(),
            groups: vec![],
            columns: Measure::BOTH.map(|measure| Column::plain(self.word(measure_word(measure)))).into(),
            rows,
            share: None,
        })
    }

    fn nature_row(self, id: ActionId, label: &str, level: Level, nature: NatureScope) -> Row {
        let cells = Measure::BOTH.map(|measure| {
            let place = self.credit_place(Stage::Bill, false, ActionScope::One(id), nature, measure);
            if level == Level::Total { self.cell(Place::Credit(place)) } else { self.cell_or_blank(id, place) }
        });
        Row { label: label.into(), label_place: None, nature: Some(nature), level, cells: cells.into() }
    }

    /// Blank where neither the action nor a sub-action has an amount, in the place of the 0 that would be printed.
    fn cell_or_blank(self, id: ActionId, place: CreditPlace) -> Cell {
        let mut cell = self.cell(Place::Credit(place));
        if !self.has_fact(id, &place) {
            cell.content = Content::Figure(Figure::Blank);
        }
        cell
    }

    /// Whether the action, or one of its sub-actions, has an amount that is shown at a place.
    fn has_fact(self, id: ActionId, place: &CreditPlace) -> bool {
        let ledger = self.document.ledger(place.contributions);
        let mut actions = [id].into_iter().chain(self.document.sub_actions(id).map(|sub_action| sub_action.id));
        actions.any(|action| {
            let mut rows = place.stage.sources().iter().flat_map(|stage| ledger.of_action(place.year, *stage, action));
            rows.any(|(category, row)| place.nature.contains(category) && row.get(place.measure).is_some())
        })
    }

    /// Everything that is typed of the credits of an action: category × (act, bill, contributions) × (AE, CP).
    pub(super) fn entry(self, id: ActionId) -> Option<Table> {
        self.document.action(id)?;
        let (year, previous) = (self.document.year, self.document.previous_year());
        let contributions = self.word(Word::Contributions);
        let mut stages = vec![
            (Stage::InitialAct, false, format!("LFI {previous}")),
            (Stage::Bill, false, format!("PLF {year}")),
            (Stage::Bill, true, format!("{contributions} {year}")),
        ];
        // Beyond those that the tables of the act show, once there are some.
        if self.document.contributions.stage(previous, Stage::InitialAct).next().is_some() {
            stages.push((Stage::InitialAct, true, format!("{contributions} {previous}")));
        }
        let row = |label: &str, level, nature| {
            let places = stages.iter().flat_map(|(stage, contributions, _)| {
                Measure::BOTH.map(|measure| self.credit_place(*stage, *contributions, ActionScope::One(id), nature, measure))
            });
            let cells = places.map(|place| self.cell_or_blank(id, place)).collect();
            Row { label: label.into(), label_place: None, nature: Some(nature), level, cells }
        };
        let mut rows = Vec::new();
        for title in self.figures.used_titles() {
            rows.push(row(nature::title(title, self.lang), Level::Main, NatureScope::Title(title)));
            let categories = self.figures.used_categories().of_title(title);
            rows.extend(categories.map(|category| row(nature::category_short(category, self.lang), Level::Sub, NatureScope::Category(category))));
        }
        rows.push(row(self.lang.pick("Total de l’action", "Total of the action"), Level::Total, NatureScope::All));
        let measures = || Measure::BOTH.map(|measure| self.word(abbreviated(measure)));
        Some(Table {
            name: TableName::Entry(id),
            look: self.look(TableName::Entry(id)),
            title: self.lang.pick("Saisie des crédits", "Entry of appropriations").into(),
            row_header: self.word(Word::TitleAndCategory).into(),
            groups: stages.iter().map(|(_, _, title)| Group { title: title.clone(), span: 2 }).collect(),
            columns: stages.iter().flat_map(|_| measures()).map(Column::plain).collect(),
            rows,
            share: None,
        })
    }
}

/// The place under which a table of actions shows a figure: an action's title is its only category, its contributions those of their category.
pub fn shown_place(document: &Document, figures: &Figures, place: Place) -> Place {
    let Place::Credit(credit) = place else { return place };
    let ActionScope::One(action) = credit.action else { return place };
    if !document.is_leaf(action) {
        return place;
    }
    let category = match credit.nature {
        NatureScope::Title(title) if !credit.contributions => Document::sole_category(figures.used_categories(), title),
        NatureScope::All if credit.contributions => document.contributions_category(credit.year, credit.stage, action),
        _ => None,
    };
    category.map_or(place, |category| Place::Credit(CreditPlace { nature: NatureScope::Category(category), ..credit }))
}

/// "01 – Fonds pour l'accélération…".
pub fn action_line(action: &Action) -> String {
    format!("{} – {}", action.code, action.label)
}

fn abbreviated(measure: Measure) -> Word {
    match measure {
        Measure::Ae => Word::CommitmentAuthorisationsShort,
        Measure::Cp => Word::PaymentAppropriationsShort,
    }
}

fn measure_word(measure: Measure) -> Word {
    match measure {
        Measure::Ae => Word::CommitmentAuthorisations,
        Measure::Cp => Word::PaymentAppropriations,
    }
}
