//! The pages of a document: its body is laid out once, then its cover and contents, which say on which pages the body stands.
//!
//! Together, all would be laid out anew for each change of a page number, and all that the library keeps for that would stay in memory.

use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

use typst::World;
use typst::comemo::{self, Constraint, Track as _};
use typst::diag::SourceResult;
use typst::ecow::EcoVec;
use typst::engine::{Engine, Route, Sink, Traced};
use typst::foundations::{StyleChain, Target, TargetElem};
use typst::introspection::Introspector;
use typst::model::Document as _;
use typst::syntax::Source;
use typst::utils::Protected;
use typst_layout::{Page, PagedDocument};

use super::Desk;
use super::drawing::{Brush, Drawing};

/// Contents have their own pages after the first time, and stay where they are after the second.
const MOST_TIMES: usize = 5;
/// Time in which a piece is laid out as often as it will be.
const KEPT_IN_HASTE: Duration = Duration::from_millis(100);

/// Lays out the body and paints its charts; `is_kept` says whether the library may keep what it made for the next time.
pub fn body(desk: &Desk, drawings: impl Iterator<Item = Drawing>, brush: &Brush, is_kept: bool) -> SourceResult<PagedDocument> {
    let lay_out = || typst::compile::<PagedDocument>(desk).output;
    let body = if is_kept { lay_out()? } else { forgetting(lay_out)? };
    let info = body.info().clone();
    let pages = brush.with_charts(body.pages().into(), drawings);
    drop(body);
    Ok(PagedDocument::new(pages, info))
}

/// Empties what the library keeps again and again while it works: where nothing is laid out twice, most of it is never asked for.
fn forgetting<T>(work: impl FnOnce() -> T) -> T {
    let (done, end) = channel::<()>();
    thread::scope(|scope| {
        scope.spawn(move || {
            while end.recv_timeout(KEPT_IN_HASTE) == Err(RecvTimeoutError::Timeout) {
                comemo::evict(1);
            }
        });
        let made = work();
        drop(done);
        made
    })
}

/// The body after its cover and contents, which are laid out until every page that they name is that of the whole.
pub fn with_front(desk: &Desk, front: &Source, body: PagedDocument) -> SourceResult<PagedDocument> {
    let world: &dyn World = desk;
    let (world, library, traced) = (world.track(), desk.library(), Traced::default());
    let mut heard = Sink::new();
    let content = typst_eval::eval(world, library, traced.track(), heard.track_mut(), Route::default().track(), front)?.content();
    let (base, target) = (StyleChain::new(&library.styles), TargetElem::target.set(Target::Paged).wrap());
    let styles = base.chain(&target);
    let of_body: EcoVec<Page> = body.pages().into();
    let mut whole = body;
    for _ in 0..MOST_TIMES {
        let constraint = Constraint::new();
        let mut heard = Sink::new();
        let introspector: &dyn Introspector = whole.introspector().as_ref();
        let mut engine = Engine {
            world,
            library,
            introspector: Protected::new(introspector.track_with(&constraint)),
            traced: traced.track(),
            sink: heard.track_mut(),
            route: Route::default(),
        };
        let front = typst_layout::layout_document(&mut engine, &content, styles)?;
        let pages = front.pages().iter().chain(&of_body).cloned().collect();
        let next = PagedDocument::new(pages, front.info().clone());
        let is_settled = constraint.validate(next.introspector().as_ref() as &dyn Introspector);
        whole = next;
        if is_settled {
            break;
        }
    }
    Ok(whole)
}

/// The document with a number on each page.
pub fn numbered(document: PagedDocument, brush: &Brush) -> PagedDocument {
    let (pages, info) = (document.pages().into(), document.info().clone());
    drop(document);
    PagedDocument::new(brush.numbered(pages), info)
}
