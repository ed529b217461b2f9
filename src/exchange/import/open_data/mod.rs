//! Open-data files of the budget: credits and contributions, one line for each action and category, of one programme or of the whole bill.
//!
//! What headings mean stands in `headings`; `columns` settles from them, before any line is read, which columns give which amount; `amounts`
//! reads a line by that, `totals` what is printed among the lines, `shares` puts together what several files give, `facts` keeps what was read
//! until the year of the PAP is known.
//! Lines of one action and category are added up: a programme of several ministries has one for each. Money that is said twice is taken once,
//! or refused when it is said otherwise. Lines that say the same, and files whose every amount is the same, are questions, since no budget looks
//! so.

mod amounts;
mod columns;
mod facts;
mod headings;
mod law;
mod lines;
mod shares;
mod totals;

pub(super) use columns::Columns;
pub(super) use facts::Facts;

use super::report::{ImportRefusal, Report};
use super::source::{Contents, Options, Source};

/// Reads every open-data file.
///
/// # Errors
/// [`ImportRefusal`] when a file lacks a column or a year, or says one amount in two ways.
pub(super) fn read(sources: &[Source], options: Options, report: &mut Report) -> Result<Facts, ImportRefusal> {
    let mut facts = Facts::default();
    let is_alone = sources.iter().filter(|source| matches!(source.contents, Contents::OpenData(_))).count() < 2;
    for (file, source) in sources.iter().enumerate() {
        if let Contents::OpenData(separated) = &source.contents {
            lines::File::new(file, &source.name, separated, options)?.read(is_alone, &mut facts, report)?;
        }
    }
    facts.take_once(report)?;
    Ok(facts)
}
