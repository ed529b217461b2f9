//! The preview of the PDF: laid out and painted on a thread of its own after each change, so that it follows the editing and no frame waits.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{ColorImage, Context, TextureHandle, TextureOptions, Ui};

use super::Program;
use super::threads::Threads;
use crate::calc::Figures;
use crate::exchange::export::leaving;
use crate::exchange::pdf::{Picture, Printed, Sheets};
use crate::lang::{Lang, capitalised};
use crate::storage::Lane;
use crate::tables::{Node, Tables};
use crate::ui::preview::{Pages, Sight, preview_ui};
use crate::ui::{Intent, View};

/// Which state of which document, in which language, with what that is printed by choice, with the free tables or without.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Of {
    opened: u64,
    revision: u64,
    lang: Lang,
    printed: (Printed, bool),
}

/// The pages as far as the thread has answered. One thing is asked of it at a time, so that what is asked is always what is wanted now.
pub(super) struct Preview {
    is_open: bool,
    lane: Option<Lane<Option<Sheets>, Answer>>,
    /// The state that was laid out last, or is being laid out.
    asked: Option<Of>,
    /// What each page looks like, and where nodes begin.
    prints: Vec<u128>,
    pages: BTreeMap<Node, usize>,
    painted: BTreeMap<usize, Painted>,
    textures: BTreeMap<usize, TextureHandle>,
    /// The node that was last brought into sight.
    gone_to: Option<Node>,
    fault: String,
}

/// What a texture shows.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Painted {
    print: u128,
    width: u32,
}

enum Answer {
    LaidOut { prints: Vec<u128>, pages: BTreeMap<Node, usize> },
    Fault(String),
    Picture { page: usize, painted: Painted, picture: Option<Picture> },
}

impl Preview {
    pub fn closed() -> Self {
        Self {
            is_open: false,
            lane: None,
            asked: None,
            prints: vec![],
            pages: BTreeMap::new(),
            painted: BTreeMap::new(),
            textures: BTreeMap::new(),
            gone_to: None,
            fault: String::new(),
        }
    }

    /// Without a thread: for tests.
    pub fn here() -> Self {
        Self { lane: Some(Lane::here(None)), ..Self::closed() }
    }

    pub fn is_open(&self) -> bool {
        self.is_open
    }

    /// Paints what there is, and asks for what is missing; what is printed by choice is what exports print.
    pub fn ui(&mut self, ui: &mut Ui, view: &View<'_>, printed: (Printed, bool)) -> Vec<Intent> {
        let ctx = ui.ctx().clone();
        self.take_answers(&ctx);
        self.lay_out(&ctx, view, printed);
        // A change of page is followed once the pages are known.
        let page = self.pages.get(&view.node).copied().filter(|_| self.gone_to != Some(view.node));
        if page.is_some() {
            self.gone_to = Some(view.node);
        }
        let pages = Pages { count: self.prints.len(), pictures: &self.textures, go_to: page, fault: &self.fault };
        let (sight, intents) = preview_ui(ui, view.lang, pages);
        self.paint(&ctx, &sight);
        intents
    }

    fn lay_out(&mut self, ctx: &Context, view: &View<'_>, printed: (Printed, bool)) {
        let lang = view.lang;
        let of = Of { opened: view.opened, revision: view.session.revision(), lang, printed };
        let is_other = self.asked.is_none_or(|asked| asked.opened != of.opened);
        if self.asked == Some(of) || !self.is_idle() {
            return;
        }
        if is_other {
            *self = Self { is_open: true, lane: self.lane.take(), ..Self::closed() };
        }
        self.asked = Some(of);
        let document = Arc::clone(view.session.document());
        self.run(ctx, move |sheets| {
            let (printed, free_tables) = printed;
            let document = leaving(&document, free_tables, lang).0;
            let figures = Figures::of(&document);
            match Sheets::of(Tables { document: &document, figures: &figures, lang }, printed) {
                Ok(laid_out) => {
                    let (prints, pages) = (laid_out.prints(), laid_out.pages().clone());
                    *sheets = Some(laid_out);
                    Answer::LaidOut { prints, pages }
                }
                Err(error) => Answer::Fault(capitalised(&error.sentence(lang))),
            }
        });
    }

    /// Asks for one page in sight that is not painted as it is now.
    fn paint(&mut self, ctx: &Context, sight: &Sight) {
        let width = sight.width;
        let wanted = sight.pages.clone().filter_map(|page| Some((page, Painted { print: *self.prints.get(page)?, width })));
        let Some((page, painted)) = wanted.into_iter().find(|(page, painted)| self.painted.get(page) != Some(painted)) else { return };
        if self.is_idle() {
            self.run(ctx, move |sheets| {
                let picture = sheets.as_ref().and_then(|sheets| sheets.picture(page, width));
                Answer::Picture { page, painted, picture }
            });
        }
    }

    fn is_idle(&self) -> bool {
        self.lane.as_ref().is_none_or(Lane::is_idle)
    }

    fn run(&mut self, ctx: &Context, job: impl FnOnce(&mut Option<Sheets>) -> Answer + Send + 'static) {
        self.lane.get_or_insert_with(|| Threads::of(ctx).lane("papier preview", || None)).run(job);
    }

    fn take_answers(&mut self, ctx: &Context) {
        while let Some(answer) = self.lane.as_mut().and_then(Lane::answer) {
            match answer {
                Answer::LaidOut { prints, pages } => {
                    self.textures.retain(|page, _| *page < prints.len());
                    self.painted.retain(|page, _| *page < prints.len());
                    (self.prints, self.pages) = (prints, pages);
                    self.fault.clear();
                }
                // The pages of the last state that could be laid out stay.
                Answer::Fault(fault) => self.fault = fault,
                Answer::Picture { page, painted, picture } if self.prints.get(page) == Some(&painted.print) => {
                    self.painted.insert(page, painted);
                    if let Some(Picture { size, rgba }) = picture {
                        let image = ColorImage::from_rgba_unmultiplied(size, &rgba);
                        self.textures.insert(page, ctx.load_texture(format!("page {page}"), image, TextureOptions::LINEAR));
                    }
                }
                // Of a state that is past.
                Answer::Picture { .. } => {}
            }
        }
    }
}

impl Program {
    pub(super) fn toggle_preview(&mut self) {
        let is_open = !self.preview.is_open;
        self.preview = Preview { is_open, lane: self.preview.lane.take(), ..Preview::closed() };
    }
}
