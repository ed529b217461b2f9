//! The pages as pictures, for a preview: typeset once, painted page by page, at the width that is asked for.

use std::collections::BTreeMap;

use typst::foundations::Value;
use typst::introspection::{MetadataElem, Tag};
use typst::layout::{Frame, FrameItem};
use typst::utils::{Scalar, hash128};
use typst_layout::PagedDocument;
use typst_render::RenderOptions;

use super::{Keeping, Printed, typeset};
use crate::exchange::export::ExportError;
use crate::tables::{Node, Tables};

/// A document laid out on its pages.
pub struct Sheets {
    document: PagedDocument,
    pages: BTreeMap<Node, usize>,
}

/// A page in pixels: red, green, blue and opacity of each, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    pub size: [usize; 2],
    pub rgba: Vec<u8>,
}

impl Sheets {
    /// # Errors
    /// [`ExportError::Typesetting`], a fault of the program.
    pub fn of(tables: Tables<'_>, printed: Printed) -> Result<Self, ExportError> {
        let document = typeset(tables, printed, Keeping::All)?;
        let outline = tables.outline();
        // The cover opens the outline and has no mark.
        let mut pages: BTreeMap<Node, usize> = outline.first().map(|branch| (branch.node, 0)).into_iter().collect();
        for (index, page) in document.pages().iter().enumerate() {
            marks(&page.frame, &mut |rank| {
                if let Some(branch) = usize::try_from(rank).ok().and_then(|rank| outline.get(rank)) {
                    pages.entry(branch.node).or_insert(index);
                }
            });
        }
        Ok(Self { document, pages })
    }

    /// For each page a number that is another one when the page looks different.
    pub fn prints(&self) -> Vec<u128> {
        self.document.pages().iter().map(hash128).collect()
    }

    /// The page, from 0, on which each node of the outline begins.
    pub fn pages(&self) -> &BTreeMap<Node, usize> {
        &self.pages
    }

    /// A page, from 0, so many pixels wide.
    pub fn picture(&self, page: usize, width: u32) -> Option<Picture> {
        let page = self.document.pages().get(page)?;
        let scale = f64::from(width.max(1)) / page.frame.width().to_pt();
        let picture = typst_render::render(page, &RenderOptions { pixel_per_pt: Scalar::new(scale), ..RenderOptions::default() });
        let size = [picture.width(), picture.height()].map(|pixels| usize::try_from(pixels).unwrap_or_default());
        // Pages are opaque: what is multiplied by its opacity is the colour itself.
        Some(Picture { size, rgba: picture.take() })
    }
}

/// The ranks of the nodes that begin in a frame.
fn marks(frame: &Frame, found: &mut impl FnMut(i64)) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => marks(&group.frame, found),
            FrameItem::Tag(Tag::Start(content, _)) => {
                if let Some(Value::Int(rank)) = content.to_packed::<MetadataElem>().map(|mark| &mark.value) {
                    found(*rank);
                }
            }
            FrameItem::Tag(_) | FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..) | FrameItem::Link(..) => {}
        }
    }
}
