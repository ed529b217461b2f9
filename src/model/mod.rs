//! What a PAP holds: facts, actions, indicators, texts, the layout of a year, identities and places.
//!
//! Adds nothing up and knows no words for users, files or windows. Nothing here can fail.

mod action;
mod blocks;
mod cell;
mod chart;
mod codes;
mod deck;
mod document;
mod draw;
mod ids;
mod kept;
mod layout;
mod ledger;
mod link;
mod listed;
mod money;
mod multiyear;
mod nature;
mod order;
mod performance;
mod place;
mod place_code;
mod published;
mod rule;
mod shape;
mod text;
mod value;
mod year;

pub use action::{Action, ActionCode, NotAnActionCode};
pub use blocks::{
    Alignment, Block, BlockKind, DEEPEST_ITEM, LOWEST_HEADING, Letter, Passage, Span, Table, TextPart, calls, line_ranges, raised, seen, spelled,
    typed_lines,
};
pub use cell::{CellContent, CellPlace, CellRow, CellValue, SectionRow, SectionRowId, Sections};
pub use chart::{
    About, Along, Bridge, ChangeBy, ChartFigures, ChartName, ChartPage, ChartShape, Each, OwnTitle, Sheets, Shown, TRENDS_ACROSS, indicator_sheets,
};
pub use codes::{Given, Standing, Unplaced, come_back, standing};
pub use deck::{Deck, Planned, Slide};
pub use document::{Document, Programme, ProgrammeNumber, ValueKey};
pub use draw::Draw;
pub use ids::{ActionId, IDENTITIES, IndicatorId, ObjectiveId, RowId};
pub use kept::{
    Conflict, Kept, KeptCellKey, KeptCellRow, KeptMark, KeptRow, KeptSlide, KeptTextOf, KeptTitle, MarkWord, OpenConflicts, Remark, Side,
    UnknownSection,
};
pub use layout::Layout;
pub use ledger::{AeCp, CreditKey, Ledger, Measure, Stage};
pub use link::{Form, Link, braces, links, unknown_links};
pub use listed::List;
pub use money::{Amount, Euros, Overflow, Sum};
pub use multiyear::{Horizon, Opening, Origin, OutstandingItem};
pub use nature::{Categories, Category, Ranks, Title};
pub use order::{Order, Renamed};
pub use performance::{Better, Indicator, IndicatorWords, Objective, ObjectiveWords, Row, RowNumber, RowWords, ValueKind, Viewpoint};
pub use place::{ActionScope, AmountEntry, CreditPlace, Entry, Narrative, NatureScope, Place, ProgrammeField, SectionRowField, TextPlace};
pub use published::{Labelled, Published, PublishedLabel};
pub use rule::{Justified, Rule};
pub use shape::{
    CellHolds, CellUnit, Choice, CodeWords, ColumnShape, CreditsOf, HintTerm, Level, Part, Proportion, RowShape, Rows, SaidAs, Shape, Term,
};
pub use text::{LONGEST_LABEL, LONGEST_TEXT, Splice, Text, fits};
pub use value::{IndicatorValue, NumberMarks, Trend};
pub use year::Year;
