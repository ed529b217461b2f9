//! The JSON of `papier show`, `check`, `merge`, `conflicts` and `export --chart`: a contract, described in docs/cli.md.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::{Serialize, Serializer};

use crate::address;
use crate::calc::Compared;
use crate::calc::Figures;
use crate::calc::checks::Finding;
use crate::charts::{self, Chart};
use crate::lang::Lang;
use crate::lang::links::{self, Written};
use crate::lang::writing;
use crate::model::{Conflict, Document, Narrative, Place, ProgrammeNumber, Side, TextPlace};
use crate::sections::moves::between::{self, Gap, Named};
use crate::tables::{Cell, CellKind, NamedText, Table};

#[derive(Serialize)]
struct Shown<T: Serialize> {
    tables: T,
    texts: Vec<TextJson>,
}

/// A list whose members are made one by one as they are written.
struct OneByOne<F>(F);

impl<F: Fn() -> I, I: Iterator<Item: Serialize>> Serialize for OneByOne<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq((self.0)())
    }
}

#[derive(Serialize)]
struct TableJson {
    table: String,
    title: String,
    columns: Vec<String>,
    rows: Vec<RowJson>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<CellJson>,
}

#[derive(Serialize)]
struct RowJson {
    label: String,
    cells: Vec<CellJson>,
}

#[derive(Serialize)]
struct CellJson {
    text: String,
    value: Option<String>,
    kind: &'static str,
    address: Option<String>,
}

#[derive(Serialize)]
struct TextJson {
    address: String,
    title: String,
    text: String,
}

#[derive(Serialize)]
struct Findings {
    findings: Vec<FindingJson>,
}

#[derive(Serialize)]
struct FolderJson<'a> {
    documents: Vec<CheckedJson<'a>>,
    transfers: Vec<GapJson>,
}

#[derive(Serialize)]
struct CheckedJson<'a> {
    file: &'a str,
    programme: Option<u16>,
    year: u16,
    findings: Vec<FindingJson>,
}

#[derive(Serialize)]
struct GapJson {
    severity: &'static str,
    rule: &'static str,
    year: u16,
    column: &'static str,
    given: SideJson,
    received: SideJson,
    message: String,
}

/// What one of two programmes says, in exact figures, and where.
#[derive(Serialize)]
struct SideJson {
    file: String,
    programme: u16,
    addresses: Vec<String>,
    figure: String,
}

#[derive(Serialize)]
struct FindingJson {
    severity: &'static str,
    rule: &'static str,
    address: Option<String>,
    figures: Vec<String>,
    message: String,
    /// The characters of the text as it is shown that are meant, from and to.
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<[usize; 2]>,
    #[serde(skip_serializing_if = "Option::is_none")]
    justification: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    conflict: Option<ConflictJson>,
}

/// What a merge left to choose; null for a side where nothing stood.
#[derive(Serialize)]
struct ConflictJson {
    /// The address that settles it.
    address: String,
    key: String,
    kind: String,
    base: Option<String>,
    ours: Option<String>,
    theirs: Option<String>,
}

impl ConflictJson {
    fn of(document: &Document, finding: &Finding) -> Option<Self> {
        let key = finding.conflict()?;
        let Conflict { kind, base, ours, theirs, .. } = document.conflicts.get(key)?.clone();
        Some(Self { address: address::of_conflict(key), key: key.to_owned(), kind, base, ours, theirs })
    }
}

/// A conflict by itself: with the address of its cell or text, null where it has none.
#[derive(Serialize)]
struct OpenConflict<'a> {
    key: &'a str,
    kind: &'a str,
    address: Option<String>,
    base: Option<&'a str>,
    ours: Option<&'a str>,
    theirs: Option<&'a str>,
}

fn open_conflicts(document: &Document) -> Vec<OpenConflict<'_>> {
    let conflicts = document.conflicts.iter();
    let open = conflicts.map(|(key, conflict)| OpenConflict {
        key,
        kind: &conflict.kind,
        address: address::conflict_place(document, key).and_then(|place| address::write(document, place)),
        base: conflict.side(Side::Base),
        ours: conflict.side(Side::Ours),
        theirs: conflict.side(Side::Theirs),
    });
    open.collect()
}

#[derive(Serialize)]
struct Conflicts<'a> {
    conflicts: Vec<OpenConflict<'a>>,
}

/// What a merge left to choose: the JSON of `papier conflicts`.
pub fn conflicts(document: &Document) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Conflicts { conflicts: open_conflicts(document) })
}

#[derive(Serialize)]
struct MergeJson<'a> {
    conflicts: Vec<OpenConflict<'a>>,
    taken: TakenJson,
    findings: Vec<FindingJson>,
}

/// How many changes were taken of one side alone.
#[derive(Serialize)]
struct TakenJson {
    ours: usize,
    theirs: usize,
}

/// What a merge did: the JSON of `papier merge`, with the findings that it made.
pub fn merge(document: &Document, figures: &Figures, [ours, theirs]: [usize; 2], made: &[Finding], lang: Lang) -> serde_json::Result<String> {
    let (conflicts, findings) = (open_conflicts(document), findings_of(document, figures, made, lang));
    serde_json::to_string_pretty(&MergeJson { conflicts, taken: TakenJson { ours, theirs }, findings })
}

#[derive(Serialize)]
struct ChartJson {
    chart: String,
    title: String,
    subtitle: String,
    data: DataJson,
    claims: Vec<ClaimJson>,
}

/// Labels, words and exact decimals; null where there is nothing.
#[derive(Serialize)]
struct DataJson {
    columns: Vec<String>,
    rows: Vec<Vec<Option<String>>>,
}

#[derive(Serialize)]
struct ClaimJson {
    relation: &'static str,
    sentence: String,
    year: u16,
    operands: Vec<OperandJson>,
}

#[derive(Serialize)]
struct OperandJson {
    address: Option<String>,
    value: Option<String>,
}

/// A chart without its picture: its title, its data, and what it states of them.
pub fn chart(document: &Document, chart: &Chart, lang: Lang) -> serde_json::Result<String> {
    let table = charts::data_table(chart, lang);
    let claims = chart.claims.iter().map(|claim| ClaimJson {
        relation: claim.relation_name(),
        sentence: claim.sentence(lang),
        year: claim.year.get(),
        operands: claim
            .operands
            .iter()
            .map(|operand| OperandJson { address: address::write(document, operand.place), value: operand.value.as_ref().map(Compared::exact) })
            .collect(),
    });
    let shown = ChartJson {
        chart: charts::name(document, chart.name).unwrap_or_default(),
        title: chart.title.clone(),
        subtitle: chart.subtitle.clone(),
        data: DataJson {
            columns: table.headings,
            rows: table.rows.into_iter().map(|row| row.into_iter().map(|cell| cell.exact).collect()).collect(),
        },
        claims: claims.collect(),
    };
    serde_json::to_string_pretty(&shown).map(|json| json + "\n")
}

/// Tables and texts as the document prints them.
pub fn show<I: Iterator<Item = Table>>(document: &Document, tables: impl Fn() -> I, texts: &[NamedText], lang: Lang) -> serde_json::Result<String> {
    let shown = Shown {
        tables: OneByOne(|| tables().map(|table| table_json(document, &table, lang))),
        texts: texts
            .iter()
            .filter_map(|text| {
                Some(TextJson { address: address::write(document, text.place.into())?, title: text.title.clone(), text: text.text.clone() })
            })
            .collect(),
    };
    serde_json::to_string_pretty(&shown)
}

/// The findings of `papier check`, justified ones included.
pub fn findings(document: &Document, figures: &Figures, findings: &[Finding], lang: Lang) -> serde_json::Result<String> {
    serde_json::to_string_pretty(&Findings { findings: findings_of(document, figures, findings, lang) })
}

/// The findings of `papier check` on a folder: those of each document, then what two of them say otherwise of a transfer.
pub fn folder(named: &[Named<'_>], found: &[Vec<Finding>], gaps: &[Gap], lang: Lang) -> serde_json::Result<String> {
    let documents = named.iter().zip(found).map(|(&Named { name, document }, findings)| CheckedJson {
        file: name,
        programme: document.programme.number.map(ProgrammeNumber::get),
        year: document.year.get(),
        findings: findings_of(document, &Figures::of(document), findings, lang),
    });
    let side = |side: &between::Side| SideJson {
        file: side.name.clone(),
        programme: side.programme.get(),
        addresses: side.addresses.clone(),
        figure: writing::plain(side.amount),
    };
    let transfers = gaps.iter().map(|gap| GapJson {
        severity: between::SEVERITY.code(),
        rule: between::RULE,
        year: gap.year.get(),
        column: gap.column,
        given: side(&gap.given),
        received: side(&gap.received),
        message: gap.sentence(lang),
    });
    serde_json::to_string_pretty(&FolderJson { documents: documents.collect(), transfers: transfers.collect() })
}

fn findings_of(document: &Document, figures: &Figures, findings: &[Finding], lang: Lang) -> Vec<FindingJson> {
    let mut texts = ShownTexts { document, figures, texts: BTreeMap::new() };
    let findings = findings.iter().map(|finding| FindingJson {
        severity: finding.rule.severity().code(),
        rule: finding.rule.code(),
        address: match finding.conflict() {
            Some(key) => address::conflict_place(document, key).and_then(|place| address::write(document, place)),
            None => finding.shown_place().and_then(|place| address::write(document, place)),
        },
        figures: finding.figures.iter().map(Compared::exact).collect(),
        message: finding.message(lang),
        span: texts.span(finding),
        justification: finding.justification.as_deref().map(str::to_owned),
        conflict: ConflictJson::of(document, finding),
    });
    findings.collect()
}

/// Texts with links as their figures, each written once for all of its findings.
struct ShownTexts<'a> {
    document: &'a Document,
    figures: &'a Figures,
    texts: BTreeMap<Narrative, ShownText>,
}

struct ShownText {
    written: Written,
    /// The byte at which each character begins.
    characters: Vec<usize>,
}

impl ShownTexts<'_> {
    /// The characters that a finding means, from and to; `None` for a finding outside texts.
    fn span(&mut self, finding: &Finding) -> Option<[usize; 2]> {
        let (Place::Text(TextPlace::Narrative(narrative)), Some(span)) = (finding.place, &finding.span) else { return None };
        let ShownText { written, characters } = self.texts.entry(narrative).or_insert_with(|| {
            let written = links::write(self.document, self.figures, self.document.text(narrative));
            let characters = written.text.char_indices().map(|(byte, _)| byte).collect();
            ShownText { written, characters }
        });
        let Range { start, end } = written.shown(span);
        Some([start, end].map(|byte| characters.partition_point(|begins| *begins < byte)))
    }
}

fn table_json(document: &Document, table: &Table, lang: Lang) -> TableJson {
    TableJson {
        table: table.name.write(document).unwrap_or_default(),
        title: table.title.clone(),
        columns: table.columns.iter().map(|column| column.title.clone()).collect(),
        rows: table
            .rows
            .iter()
            .map(|row| RowJson { label: row.label.clone(), cells: row.cells.iter().map(|cell| cell_json(document, cell, lang)).collect() })
            .collect(),
        share: table.share.as_ref().map(|cell| cell_json(document, cell, lang)),
    }
}

fn cell_json(document: &Document, cell: &Cell, lang: Lang) -> CellJson {
    CellJson {
        text: cell.text(lang),
        value: cell.value(),
        kind: match cell.kind {
            CellKind::Entered => "entered",
            CellKind::Computed => "computed",
            CellKind::Empty => "empty",
        },
        address: cell.place.and_then(|place| address::write(document, place)),
    }
}
