//! AE and CP of each action in the bill, by title: what each asks to commit and to pay.

use super::arranged::Arrangement;
use super::bars::{Amounts, not_entered, title_segment, total};
use super::claims::{self, Claim, Statement, Subject, Titles};
use super::data_table::{DataCell, DataTable, bar_total, segment_amount, table};
use super::drawn::Highlighted;
use super::pen::Pen;
use super::plot::{Kind, Plot};
use super::unit::AmountUnit;
use super::{Bar, Chart, Data, Total, action_titles_scene, colon, semicolon, source, typographic};
use crate::calc::{Figures, Progress, change};
use crate::lang::{Lang, Word, writing};
use crate::model::{ActionCode, ActionScope, ChartName, Document, Euros, Measure, NatureScope, Stage, Sum, Year};

#[derive(Clone, Debug, PartialEq)]
pub struct ActionTitles {
    /// In the official order; those without any amount are left out.
    pub rows: Vec<ActionRow>,
    /// "AE − CP".
    pub difference: &'static str,
    /// Of every amount.
    pub(super) unit: AmountUnit,
    /// What stands there without any amount.
    pub no_figure: &'static str,
}

/// An action, or what is left of them.
#[derive(Clone, Debug, PartialEq)]
pub struct ActionRow {
    /// "02 – Services numériques communs".
    pub name: String,
    /// AE, then CP.
    pub bars: [Bar; 2],
    /// What is left of the actions, not one of them.
    pub is_rest: bool,
    /// AE less CP; `None` where one of both was not entered.
    pub difference: Option<Euros>,
    /// "+5,2"; empty where one of both was not entered.
    pub difference_text: String,
}

/// Each action by title, in both measures.
pub struct ActionsByTitle;

impl Kind for ActionsByTitle {
    fn chart(&self, document: &Document, figures: &Figures, lang: Lang, name: ChartName) -> Option<Chart> {
        Some(Builder { amounts: Amounts::of(document, figures), lang }.chart(name))
    }

    fn kicker(&self, lang: Lang) -> &'static str {
        lang.pick("Ce que chaque action demande", "What each action asks for")
    }
}

impl Plot for ActionTitles {
    fn has_figures(&self) -> bool {
        !self.rows.is_empty()
    }

    fn draw(&self, pen: &mut Pen, _highlighted: Highlighted) {
        action_titles_scene::draw(pen, self);
    }

    fn arranged(&self, arrangement: Arrangement) -> Option<Data> {
        let mut rows = self.rows.clone();
        let size = |row: &ActionRow| {
            let [ae, _] = &row.bars;
            match ae.total {
                Total::Amount(amount) => Some(amount.get().unsigned_abs()),
                Total::Empty | Total::Overflow => None,
            }
        };
        let change = |row: &ActionRow| row.difference.map(|amount| amount.get().unsigned_abs());
        arrangement.sort(&mut rows, size, change, |row| row.is_rest);
        for row in &mut rows {
            let ActionRow { name, bars, .. } = row;
            bars.iter_mut().flat_map(|bar| &mut bar.segments).for_each(|segment| segment.hue = arrangement.hue(name, segment.hue));
        }
        Some(Data::of(Self { rows, ..self.clone() }))
    }

    fn table(&self, lang: Lang) -> DataTable {
        let words = DataCell::words;
        let of_bar = |row: &ActionRow, bar: &Bar| -> Vec<Vec<DataCell>> {
            let parts = bar.segments.iter().map(|segment| vec![words(&row.name), words(&bar.name), words(&segment.name), segment_amount(segment)]);
            parts.chain([vec![words(&row.name), words(&bar.name), words(lang.word(Word::Total)), bar_total(bar)]]).collect()
        };
        let rows = self.rows.iter().flat_map(|row| {
            let difference = vec![words(&row.name), words(self.difference), words(""), DataCell::euros(&row.difference_text, row.difference)];
            row.bars.iter().flat_map(|bar| of_bar(row, bar)).chain([difference]).collect::<Vec<_>>()
        });
        let headings = [lang.word(Word::Action), lang.pick("Mesure", "Measure"), lang.pick("Titre", "Title"), lang.pick("Montant", "Amount")];
        table(&headings, rows.collect())
    }
}

#[derive(Clone, Copy)]
struct Builder<'a> {
    amounts: Amounts<'a>,
    lang: Lang,
}

/// An action with its sums: AE, then CP.
struct Asked {
    code: ActionCode,
    name: String,
    scope: ActionScope,
    sums: [Sum; 2],
}

/// The most actions that stand alone: of more the largest do, and the others are told with their sum.
const MOST_ACTIONS: usize = 8;

impl Builder<'_> {
    fn chart(self, name: ChartName) -> Chart {
        let lang = self.lang;
        let year = self.amounts.document.year;
        let asked = self.asked();
        let claims: Vec<Claim> = claims::unasked(self.amounts).or_else(|| self.claim(&asked)).into_iter().collect();
        let heading = lang.pick(format!("AE et CP des actions pour {year}"), format!("AE and CP of the actions for {year}"));
        let Titles { title, neutral } = claims::titles(&claims, heading, lang);
        let unit = AmountUnit::of(asked.iter().flat_map(|action| action.sums).filter_map(|sum| sum.euros().ok()));
        let plot = self.plot(&asked, unit);
        let wholes = Measure::BOTH.map(|measure| self.whole_text(measure, unit));
        let [ae, cp] = &wholes;
        let scale = unit.words(lang);
        Chart {
            name,
            summary: self.summary(&plot, &title),
            title,
            neutral_title: neutral,
            claims,
            subtitle: lang.pick(
                format!("PLF {year} par action et titre, {scale}, hors FdC et AdP. En tout\u{a0}: {ae} d’AE, {cp} de CP."),
                format!("PLF {year} by action and title, {scale}, FdC and AdP excluded. In all: {ae} of AE, {cp} of CP."),
            ),
            source: source(
                self.amounts.document,
                lang,
                lang.pick("présentation des crédits par action et titre", "appropriations by action and title"),
            ),
            data: Data::of(plot),
        }
    }

    fn whole_text(self, measure: Measure, unit: AmountUnit) -> String {
        match self.amounts.entered(Stage::Bill, ActionScope::All, NatureScope::All, measure) {
            Some(sum) => total(sum, self.lang, |amount| self.amounts.so_far(Stage::Bill, measure, unit.write(amount), self.lang)).1,
            None => not_entered(self.lang).into(),
        }
    }

    fn asked(self) -> Vec<Asked> {
        let actions = self.amounts.document.actions.iter().filter(|action| !action.code.is_sub_action());
        let asked = actions.map(|action| {
            let scope = ActionScope::One(action.id);
            let sums = Measure::BOTH.map(|measure| self.amounts.sum(Stage::Bill, scope, NatureScope::All, measure));
            Asked { code: action.code, name: format!("{} – {}", action.code, typographic(&action.label)), scope, sums }
        });
        let has_amount = |of: &Asked| {
            of.sums != [Sum::ZERO; 2] || Measure::BOTH.into_iter().any(|measure| !self.amounts.titles(Stage::Bill, of.scope, measure).is_empty())
        };
        asked.filter(has_amount).collect()
    }

    fn plot(self, asked: &[Asked], unit: AmountUnit) -> ActionTitles {
        let lang = self.lang;
        let mut kept: Vec<&Asked> = asked.iter().collect();
        let mut others: Vec<&Asked> = Vec::new();
        if kept.len() > MOST_ACTIONS {
            let mut sizes: Vec<(usize, i128)> =
                asked.iter().map(|of| of.sums.iter().map(|sum| sum.get().abs()).max().unwrap_or_default()).enumerate().collect();
            sizes.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
            let large: Vec<usize> = sizes.into_iter().take(MOST_ACTIONS - 1).map(|(index, _)| index).collect();
            let mut index = 0..;
            (kept, others) = kept.into_iter().partition(|_| index.next().is_some_and(|index| large.contains(&index)));
        }
        let mut rows: Vec<ActionRow> = kept.into_iter().map(|of| self.row(of.name.clone(), &[of.scope], of.sums, unit)).collect();
        if !others.is_empty() {
            let scopes: Vec<ActionScope> = others.iter().map(|of| of.scope).collect();
            let sums = [0, 1].map(|index| others.iter().filter_map(|of| of.sums.get(index)).copied().sum());
            let name = lang.pick(format!("{} autres", others.len()), format!("{} others", others.len()));
            rows.push(self.row(name, &scopes, sums, unit));
        }
        ActionTitles { unit, difference: "AE\u{a0}− CP", no_figure: self.amounts.no_credit(lang), rows }
    }

    fn row(self, name: String, scopes: &[ActionScope], sums: [Sum; 2], unit: AmountUnit) -> ActionRow {
        let lang = self.lang;
        let entered =
            Measure::BOTH.map(|measure| scopes.iter().any(|scope| self.amounts.entered(Stage::Bill, *scope, NatureScope::All, measure).is_some()));
        let [ae, cp] = sums;
        let mut bars = Measure::BOTH.into_iter().zip(sums).zip(entered).map(|((measure, sum), is_entered)| {
            let titles = self.amounts.figures.used_titles().into_iter().filter_map(|title| {
                let sum: Sum = scopes.iter().map(|scope| self.amounts.sum(Stage::Bill, *scope, NatureScope::Title(title), measure)).sum();
                let amount = sum.euros().ok().filter(|amount| *amount != Euros::ZERO)?;
                let place = |scope: &ActionScope| self.amounts.place(Stage::Bill, *scope, NatureScope::Title(title), measure);
                let place = if let [scope] = scopes { Some(place(scope)) } else { None };
                Some(title_segment(title, amount, unit.bare(amount), place, lang))
            });
            let (total, total_text) = if is_entered { total(sum, lang, |amount| unit.bare(amount)) } else { (Total::Empty, "–".into()) };
            Bar { name: if measure == Measure::Ae { "AE".into() } else { "CP".into() }, total, total_text, segments: titles.collect() }
        });
        let empty = || Bar { name: String::new(), total: Total::Empty, total_text: String::new(), segments: Vec::new() };
        let bars = [bars.next().unwrap_or_else(empty), bars.next().unwrap_or_else(empty)];
        let difference = change(ae, cp).euros().ok().filter(|_| entered == [true; 2]);
        ActionRow {
            name,
            bars,
            is_rest: scopes.len() != 1,
            difference,
            difference_text: difference.map_or_else(String::new, |amount| unit.signed(amount)),
        }
    }

    /// Where AE and CP differ; nothing of sums beyond any amount.
    fn claim(self, asked: &[Asked]) -> Option<Claim> {
        let wholes = Measure::BOTH.map(|measure| self.amounts.entered(Stage::Bill, ActionScope::All, NatureScope::All, measure));
        let [Some(ae), Some(cp)] = wholes.map(|whole| whole.and_then(|sum| sum.euros().ok())) else { return None };
        let gaps: Vec<(ActionCode, Euros)> = asked
            .iter()
            .map(|of| {
                let [ae, cp] = of.sums;
                change(ae, cp).euros().map(|gap| (of.code, gap))
            })
            .collect::<Result<_, _>>()
            .ok()?;
        let most = gaps.iter().filter(|(_, gap)| *gap > Euros::ZERO).max_by_key(|(_, gap)| *gap);
        let least = gaps.iter().filter(|(_, gap)| *gap < Euros::ZERO).min_by_key(|(_, gap)| *gap);
        let statement = match (most, least) {
            _ if asked.is_empty() => return None,
            (None, None) => AeAgainstCp::Equal,
            (Some((more, _)), Some((less, _))) => AeAgainstCp::Both { more: *more, less: *less },
            (Some(_), None) | (None, Some(_)) => AeAgainstCp::Totals { ae, cp },
        };
        let scopes = [ActionScope::All].into_iter().chain(asked.iter().map(|of| of.scope));
        let operands = scopes.flat_map(|scope| {
            Measure::BOTH.map(|measure| claims::operand(self.amounts, self.amounts.place(Stage::Bill, scope, NatureScope::All, measure)))
        });
        let is_whole = Measure::BOTH.into_iter().all(|measure| self.amounts.progress(Stage::Bill, measure) == Progress::Whole);
        is_whole.then(|| Claim::stated(Subject::Programme, statement, self.amounts.document.year, operands.collect()))
    }

    /// "{Title}. Graphique en barres, … 01 – Pilotage : AE 9, dont titre 2 5,4 ; CP 8,8… ; AE − CP +0,2."
    fn summary(self, plot: &ActionTitles, title: &str) -> String {
        let lang = self.lang;
        let of_bar = |bar: &Bar| {
            let parts: Vec<String> = bar.segments.iter().map(|segment| format!("{} {}", segment.name, segment.text)).collect();
            let parts = if parts.is_empty() { String::new() } else { format!(", {} {}", lang.pick("dont", "of which"), parts.join(", ")) };
            format!("{} {}{parts}", bar.name, bar.total_text)
        };
        let of_row = |row: &ActionRow| {
            let bars: Vec<String> = row.bars.iter().map(of_bar).collect();
            let difference = match row.difference_text.as_str() {
                "" => String::new(),
                text => format!("{}{} {text}", semicolon(lang), plot.difference),
            };
            format!(" {}{}{}{difference}.", row.name, colon(lang), bars.join(semicolon(lang)))
        };
        let rows: String = plot.rows.iter().map(of_row).collect();
        format!("{title}. {}.{rows}", lang.pick("Graphique en barres empilées", "Stacked bar chart"))
    }
}

/// What the chart says of AE and CP.
#[derive(Clone, Debug, PartialEq, Eq)]
enum AeAgainstCp {
    /// In every action.
    Equal,
    /// One action asks more AE than CP, another one the reverse.
    Both {
        more: ActionCode,
        less: ActionCode,
    },
    Totals {
        ae: Euros,
        cp: Euros,
    },
}

impl Statement for AeAgainstCp {
    fn name(&self) -> &'static str {
        match self {
            Self::Equal => "ae-equal-cp",
            Self::Both { .. } => "ae-over-and-under-cp",
            Self::Totals { .. } => "requested",
        }
    }

    fn sentence(&self, _year: Year, lang: Lang) -> String {
        match self {
            Self::Equal => lang.pick("AE et CP égaux dans chaque action".into(), "AE equal CP in each action".into()),
            Self::Both { more, less } => lang.pick(
                format!("L’action {more} demande plus d’AE que de CP, l’action {less} l’inverse"),
                format!("Action {more} asks for more AE than CP, action {less} the reverse"),
            ),
            Self::Totals { ae, cp } => {
                let (ae, cp) = (writing::scaled(*ae), writing::scaled(*cp));
                lang.pick(format!("{ae} d’AE, {cp} de CP"), format!("{ae} of AE, {cp} of CP"))
            }
        }
    }
}
