//! The page of a node as pieces of print: a walk over its blocks, from top to bottom.

use num_traits::ToPrimitive as _;
use rust_decimal::Decimal;

use super::drawing::PrintedWidth;
use super::heights;
use super::pieces::{Card, CardColumn, Line, Piece};
use super::setter::Setter;
use crate::calc::Figure;
use crate::exchange::export::PrintedCharts;
use crate::model::{ActionId, ChartName, Place, TextPlace};
use crate::tables::{Block, Cell, Content, Heading, HeadingStyle, Node, TableName, TextColumn, caption};

/// What the page of a node prints.
pub(super) fn page(setter: Setter<'_>, node: Node) -> Vec<Piece> {
    walked(setter, &setter.tables.heading(node), setter.tables.page(node))
}

fn walked(setter: Setter<'_>, title: &Heading, blocks: Vec<Block>) -> Vec<Piece> {
    let mut walk = Walk { setter, pieces: Vec::new(), level: 0 };
    walk.heading(title);
    blocks.into_iter().for_each(|block| walk.block(block));
    walk.pieces
}

struct Walk<'a> {
    setter: Setter<'a>,
    pieces: Vec<Piece>,
    /// Of the last heading: those in texts stand one under it.
    level: usize,
}

impl Walk<'_> {
    fn block(&mut self, block: Block) {
        match block {
            Block::Section(heading) => self.heading(&heading),
            Block::Table { name, level } => self.table(name, level),
            Block::Field(place) => self.field(place),
            Block::Signature { name, function, role } => {
                let [name, function] = [name, function].map(|place| self.setter.words(place));
                if !name.is_empty() || !function.is_empty() {
                    self.pieces.push(Piece::Manager { name, function, role: self.setter.set(&role) });
                }
            }
            Block::Viewpoint(id) => {
                let viewpoint = self.setter.set(&self.setter.tables.viewpoint_words(id));
                match self.card() {
                    Some(card) => card.viewpoint = viewpoint,
                    None => self.field(TextPlace::Viewpoint(id)),
                }
            }
            Block::Mission(place) => {
                let words = self.setter.words(place);
                match self.pieces.last_mut() {
                    Some(Piece::Objective { flag, .. } | Piece::Indicator(Card { flag, .. })) => *flag = words,
                    _ => self.field(place),
                }
            }
            Block::Narrative { place, heading } => {
                let lines = self.setter.lines(place, "");
                if !lines.is_empty() {
                    heading.iter().for_each(|heading| self.heading(heading));
                    self.lines(lines);
                }
            }
            Block::Statement(words) => {
                let line = Line::new("paragraph", String::new(), self.setter.plain(&words));
                self.lines(vec![line]);
            }
            Block::Columns(columns) => columns.into_iter().for_each(|column| self.column(&column)),
            Block::Charts(names) => self.charts(&names),
            Block::Share(action) => {
                if let Some(share) = self.share(action) {
                    self.pieces.insert(0, share);
                }
            }
            // The cover stands before all pages; the others are a screen's.
            Block::Cover | Block::Direction(_) | Block::Notes(_) | Block::Gallery(_) | Block::Contents | Block::Offer(_) => {}
        }
    }

    fn heading(&mut self, Heading { level, style, text }: &Heading) {
        let (level, text) = (*level, self.setter.set(text));
        self.level = level;
        self.pieces.push(match *style {
            HeadingStyle::Objective => Piece::Objective { level, text, flag: String::new() },
            HeadingStyle::Indicator => Piece::Indicator(Card { level, title: text, ..Card::default() }),
            look => Piece::Heading { level, look, text, unit: "", page: false },
        });
    }

    /// The card that the page ends with so far: it takes what it has room for.
    fn card(&mut self) -> Option<&mut Card> {
        match self.pieces.last_mut() {
            Some(Piece::Indicator(card)) => Some(card),
            _ => None,
        }
    }

    /// A table under its title, which says its unit, or else the title of the page does. One without rows is left out: the summary of a programme
    /// without objectives.
    fn table(&mut self, name: TableName, level: usize) {
        let setter = self.setter;
        let is_chosen = setter.printed.variation || name.is_official();
        let Some(table) = setter.tables.printed(name).filter(|_| is_chosen) else { return };
        if let Some(card) = self.card().filter(|card| card.table.is_none()) {
            card.table = Some(setter.table(&table));
            return;
        }
        if let Some(style) = table.look.title {
            self.heading(&Heading { level, style, text: table.title.clone() });
        }
        if let Some(Piece::Heading { unit, .. }) = self.pieces.last_mut() {
            *unit = setter.unit(&table);
        }
        if !table.rows.is_empty() {
            self.pieces.push(Piece::Table { table: setter.table(&table) });
        }
    }

    /// A text on one line after its caption.
    fn field(&mut self, place: TextPlace) {
        let words = self.setter.words(place);
        if !words.is_empty() {
            let lead = self.setter.lead(self.setter.tables.lang.word(caption(place)));
            self.lines(vec![Line::new("paragraph", lead, self.setter.plain(&words))]);
        }
    }

    fn lines(&mut self, blocks: Vec<Line>) {
        self.pieces.push(Piece::Narrative { level: self.level + 1, blocks });
    }

    /// Texts that stand in a column of a card, else one after the other; left out while all are empty.
    fn column(&mut self, TextColumn { heading, texts }: &TextColumn) {
        let setter = self.setter;
        let lead = |caption: &Option<String>| caption.as_ref().map_or_else(String::new, |caption| setter.lead(caption));
        let mut blocks: Vec<Line> = texts.iter().flat_map(|text| setter.lines(text.place, &lead(&text.caption))).collect();
        if blocks.is_empty() {
            return;
        }
        match self.card() {
            Some(card) => {
                blocks.iter_mut().for_each(|line| line.height = Some(heights::of(line)));
                card.columns.push(CardColumn { level: heading.level, heading: setter.set(&heading.text), blocks });
            }
            None => {
                self.heading(heading);
                self.lines(blocks);
            }
        }
    }

    /// Charts that are wanted and have something to draw: beside the texts of a card, else over the width of the page.
    fn charts(&mut self, names: &[ChartName]) {
        let (setter, wanted) = (self.setter, self.setter.printed.charts);
        let is_wanted = move |name: &&ChartName| wanted == PrintedCharts::All || name.row().is_some();
        let drawn = |width| names.iter().filter(is_wanted).filter_map(move |name| setter.drawing(*name, width));
        match self.card() {
            Some(card) if wanted != PrintedCharts::None => card.charts.extend(drawn(PrintedWidth::Column)),
            None if wanted == PrintedCharts::All => {
                let charts: Vec<_> = drawn(PrintedWidth::Page).collect();
                if !charts.is_empty() {
                    self.pieces.push(Piece::Charts { charts });
                }
            }
            _ => {}
        }
    }

    fn share(&self, id: ActionId) -> Option<Piece> {
        let tables = self.setter.tables;
        let lang = tables.lang;
        let is_sub_action = tables.document.action(id)?.code.is_sub_action();
        let share = tables.cell(Place::Share { year: tables.document.year, action: id });
        let word = if is_sub_action { lang.pick("SOUS-ACTION", "SUB-ACTION") } else { lang.pick("ACTION", "ACTION") };
        let text = self.setter.set(&format!("{word} {}", share.text(lang)));
        Some(Piece::Share { text, permille: permille(&share), of: lang.pick("du programme, en AE", "of the programme, in AE") })
    }
}

/// The thousandths of a printed share, at most the whole; nothing negative is drawn, nor a share that there is not.
fn permille(share: &Cell) -> u32 {
    let tenfold = match &share.content {
        Content::Figure(Figure::Percent(percent)) => percent.checked_mul(Decimal::TEN),
        _ => None,
    };
    tenfold.and_then(|thousandths| thousandths.to_u32()).unwrap_or(0).min(1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calc::Figures;
    use crate::exchange::pdf::Printed;
    use crate::lang::Lang;
    use crate::model::{Document, Narrative, ProgrammeField, Text};
    use crate::tables::{CaptionedText, Offer, Tables};

    /// The pieces of a page of the sample, as the layout reads them.
    fn printed(document: &Document, style: HeadingStyle, blocks: Vec<Block>) -> String {
        let figures = Figures::of(document);
        let setter = Setter {
            tables: Tables { document, figures: &figures, lang: Lang::English },
            printed: Printed { charts: PrintedCharts::All, ..Printed::default() },
        };
        let title = Heading { level: 2, style, text: "Title".into() };
        serde_json::to_string(&walked(setter, &title, blocks)).unwrap().replace(['\u{a0}', '\u{202f}'], " ")
    }

    fn heading(text: &str) -> Heading {
        Heading { level: 3, style: HeadingStyle::Label, text: text.into() }
    }

    #[test]
    fn whatever_a_page_says_is_printed_in_a_card_or_without_one_and_nothing_that_a_screen_offers() {
        let mut document = crate::storage::parse(include_str!("../../../saves/programme-352-plf-2021.ron")).unwrap();
        document.set_text(Narrative::Strategy, Text::new("Words of the strategy"));
        document.set_text(Narrative::ScheduleComment, Text::new("- A bullet"));
        document.programme.manager = "Name of the manager".into();
        let action = document.actions.first().unwrap().id;
        let indicator = document.indicators().next().unwrap();
        let (id, row) = (indicator.id, indicator.rows.first().unwrap().id);
        let viewpoint = crate::lang::viewpoint(indicator.viewpoint.unwrap(), Lang::English);
        *std::sync::Arc::make_mut(&mut document.objectives).indicator_words(id).unwrap().is_mission = true;
        let manager = TextPlace::Programme(ProgrammeField::Manager);
        let captioned = CaptionedText { place: Narrative::ScheduleComment, caption: Some("Caption".into()) };
        let cases = [
            (Block::Section(heading("A section")), &["A section"][..]),
            (Block::Table { name: TableName::Section("keys"), level: 3 }, &["CP beyond 2023", "78,93 %"]),
            (Block::Field(manager), &["Programme manager:", "Name of the manager"]),
            (Block::Signature { name: manager, function: manager, role: "The role".into() }, &["Name of the manager", "The role"]),
            (Block::Viewpoint(id), &[viewpoint]),
            (Block::Mission(TextPlace::IndicatorMission(id)), &["mission"]),
            (Block::Narrative { place: Narrative::Strategy, heading: Some(heading("A heading")) }, &["A heading", "Words of the strategy"]),
            (
                Block::Columns(vec![TextColumn { heading: heading("A column"), texts: vec![captioned] }]),
                &["A column", "\"kind\":\"paragraph\",\"lead\":\"Caption:\"", "A bullet"],
            ),
            (Block::Charts(vec![ChartName::trend(row)]), &["\"alt\""]),
            (Block::Share(action), &["ACTION 68,9 %"]),
            (Block::Statement("A statement".into()), &["A statement"]),
            (Block::Cover, &[]),
            (Block::Direction(id), &[]),
            (Block::Notes(vec!["A note".into()]), &[]),
            (Block::Gallery(vec![ChartName::CREDITS]), &[]),
            (Block::Contents, &[]),
            (Block::Offer(Offer::Action), &[]),
        ];
        for style in [HeadingStyle::Section, HeadingStyle::Indicator] {
            let bare = printed(&document, style, vec![]);
            for (block, expected) in &cases {
                let printed = printed(&document, style, vec![block.clone()]);
                assert!(expected.iter().all(|words| printed.contains(words)), "{style:?} {block:?}: {printed}");
                assert_eq!(printed == bare, expected.is_empty(), "{style:?} {block:?}: {printed}");
            }
        }
    }

    #[test]
    fn headings_in_a_text_stand_under_the_last_heading_and_empty_texts_leave_none() {
        let mut document = crate::storage::parse(include_str!("../../../saves/programme-352-plf-2021.ron")).unwrap();
        document.set_text(Narrative::Strategy, Text::new("## Heading\nWords"));
        let text = |heading| Block::Narrative { place: Narrative::Strategy, heading };
        let under = |blocks| printed(&document, HeadingStyle::Section, blocks);
        assert!(under(vec![text(None)]).contains("\"kind\":\"narrative\",\"level\":3"));
        assert!(under(vec![text(Some(heading("Over the text")))]).contains("\"kind\":\"narrative\",\"level\":4"));
        document.set_text(Narrative::Strategy, Text::new(""));
        let empty = printed(&document, HeadingStyle::Section, vec![text(Some(heading("Over the text")))]);
        assert!(!empty.contains("Over the text"), "{empty}");
    }
}
