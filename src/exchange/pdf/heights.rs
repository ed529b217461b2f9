//! How high the texts under an indicator stand, found here: the layout divides them into two columns without laying each of them out first.
//!
//! A line that the layout breaks elsewhere may move the end of a column, and nothing else.

use super::columns::Length;
use super::pieces::{Line, Span};
use crate::charts::fonts;
use crate::charts::lines::{self, Run};
use crate::charts::scene::Weight;

/// Of a letter, and from one line to the next, in tenths of a point.
const SIZE: u32 = 91;
const STEP: u32 = 122;
/// Of a column of 81 mm, and from the dash of a bullet to its words, 2.4 mm: in thousandths of that size.
const ROOM: u32 = 25_231;
const INDENT: u32 = 748;
/// Of raised letters.
const RAISED: u16 = 600;

/// The height of a line of a text, or of a table in it.
pub fn of(line: &Line) -> Length {
    within(line, ROOM)
}

fn within(line: &Line, room: u32) -> Length {
    let count = match &line.table {
        Some(table) => table.rows.iter().map(|row| row_lines(row, room)).sum(),
        None => lines_of(line, room),
    };
    Length::points(count * STEP - (STEP - SIZE))
}

fn lines_of(line: &Line, room: u32) -> u32 {
    let item = (fonts::thousandths("–", Weight::Regular) + INDENT) * (u32::from(line.level) + 1);
    let indent = if line.is_item() { item } else { 0 };
    let lead = [run(&line.lead, Weight::Semibold), run(if line.lead.is_empty() { "" } else { " " }, Weight::Regular)];
    lines::count(lead.into_iter().chain(runs(&line.spans, line.is_heading())), room.saturating_sub(indent))
}

/// The lines of the longest cell of a row.
fn row_lines(row: &[Vec<Span>], room: u32) -> u32 {
    let columns = u32::try_from(row.len()).unwrap_or(u32::MAX).max(1);
    row.iter().map(|cell| lines::count(runs(cell, false), room / columns)).max().unwrap_or(1)
}

fn run(text: &str, weight: Weight) -> Run<'_> {
    Run { text, weight, size: 1000 }
}

fn runs(spans: &[Span], is_heading: bool) -> impl Iterator<Item = Run<'_>> {
    spans.iter().map(move |Span { kind, text }| match *kind {
        "bold" => run(text, Weight::Semibold),
        "italic" | "both" => run(text, Weight::Italic),
        "raised" => Run { size: RAISED, ..run(text, Weight::Regular) },
        _ if is_heading => run(text, Weight::Semibold),
        _ => run(text, Weight::Regular),
    })
}

#[cfg(test)]
mod tests {
    use num_traits::ToPrimitive as _;
    use typst::diag::FileResult;
    use typst::foundations::{Bytes, Datetime, Duration};
    use typst::syntax::{FileId, Source};
    use typst::text::{Font as Typeface, FontBook};
    use typst::utils::LazyHash;
    use typst::{Library, World};
    use typst_layout::PagedDocument;

    use super::super::{Desk, PRESS, typography};
    use super::*;
    use crate::lang::Lang;

    /// A column that is as high as what stands in it, in the manner of the layout.
    const COLUMN: &str = "
        #let line = json(\"pap.json\")
        #set page(width: 81mm, height: auto, margin: 0mm)
        #set text(font: \"Papier Sans\", size: 9.1pt, lang: \"fr\", fallback: false, hyphenate: false, top-edge: 0.75em, bottom-edge: -0.25em)
        #set par(leading: 3.1pt, justify: false)
        #set strong(delta: 200)
        #let words = for span in line.spans {
          if span.kind == \"bold\" { strong(span.text) } else if span.kind == \"raised\" { super(span.text) } else { span.text }
        }
        #{ if line.kind == \"bullet\" { list(marker: [–], body-indent: 2.4mm, words) }
        else if line.kind == \"heading\" { text(weight: 600, words) }
        else { par({ if line.lead != \"\" { strong(line.lead) + [ ] }; words }) } }
    ";

    struct Column {
        source: Source,
        desk: Desk,
    }

    impl World for Column {
        fn library(&self) -> &LazyHash<Library> {
            self.desk.library()
        }

        fn book(&self) -> &LazyHash<FontBook> {
            self.desk.book()
        }

        fn main(&self) -> FileId {
            self.source.id()
        }

        fn source(&self, _: FileId) -> FileResult<Source> {
            Ok(self.source.clone())
        }

        fn file(&self, id: FileId) -> FileResult<Bytes> {
            self.desk.file(id)
        }

        fn font(&self, index: usize) -> Option<Typeface> {
            self.desk.font(index)
        }

        fn today(&self, offset: Option<Duration>) -> Option<Datetime> {
            self.desk.today(offset)
        }
    }

    /// The height in points that the library gives to a line.
    fn laid_out(line: &Line) -> f64 {
        let source = Source::new(PRESS.layout.as_ref().unwrap().id(), COLUMN.to_owned());
        let column = Column { source, desk: Desk { content: Bytes::new(serde_json::to_vec(line).unwrap()), layout: &PRESS.layout } };
        typst::compile::<PagedDocument>(&column).output.unwrap().pages().first().unwrap().frame.height().to_pt()
    }

    #[test]
    fn a_text_is_as_high_as_the_layout_makes_it() {
        let texts = [
            "Direction générale des entreprises.",
            "La cible tient compte du ralentissement constaté en début d'exercice et de la montée en charge du dispositif.",
            "Un mot-composé-de-plusieurs-mots-qui-va-à-la-ligne-entre-ces-mots-et-qui-continue, puis/des/mots/à/barres/obliques, etc.",
            "Ainsi : « 7 300 000 € » en 2021, 68,9 % au 1er janvier ; 15,3 M€ – soit 10 600 000 € de plus – en 2022 et en 2023…",
            "Lettresenunseulmotquinetientsuraucunelignedecettecolonnequelquesoitsalargeur puis d'autres mots.",
            "Source : enquête annuelle (INSEE), réalisée auprès de 1 200 établissements ; voir https://www.performance-publique.budget.gouv.fr/documents.",
        ];
        let (mut tried, mut same) = (0, 0);
        for text in texts {
            let set = typography::set(text, Lang::French, |character| PRESS.draws(character));
            // From words that stand on one line to all, so that each word comes to the end of a line.
            for end in set.match_indices(' ').map(|(end, _)| end).chain([set.len()]) {
                for (kind, lead, weight) in
                    [("paragraph", "", "plain"), ("paragraph", "Source des données :", "bold"), ("bullet", "", "plain"), ("heading", "", "plain")]
                {
                    let start = set.get(..end).unwrap();
                    let spans = vec![Span { kind: weight, text: start.to_owned() }];
                    let line = Line::new(kind, lead.to_owned(), spans);
                    let found = Length::points((laid_out(&line) * 10.0).round().to_u32().unwrap());
                    // Rows of capitals are as wide as the library has them within some hundredths of a letter.
                    assert!(within(&line, ROOM + 60) <= found && found <= within(&line, ROOM - 60), "{kind} {lead} {start}");
                    tried += 1;
                    same += usize::from(of(&line) == found);
                }
            }
        }
        assert!(tried > 200 && same + 2 >= tried, "{same} of {tried}");
    }
}
