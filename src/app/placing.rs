//! Where the window stood and how wide its panels were, from one run to the next.

use egui::{Context, Pos2, Rect, Vec2, ViewportBuilder, pos2, vec2};
use serde::{Deserialize, Serialize};

/// The size of a window on its first run, and the least that it may have.
const USUAL: Vec2 = vec2(1440.0, 900.0);
const LEAST: Vec2 = vec2(640.0, 480.0);

/// The window as it was last, in points of the screen whatever the zoom.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Placing {
    size: Option<[u16; 2]>,
    at: Option<[i16; 2]>,
    is_maximised: bool,
    pub panels: PanelWidths,
}

/// The widths of panels that the user may drag, in points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct PanelWidths {
    pub outline: Option<u16>,
    pub inspector: Option<u16>,
    pub preview: Option<u16>,
}

impl PanelWidths {
    /// The width to begin with, within what the panel may have.
    pub fn first(width: Option<u16>, usual: f32) -> f32 {
        width.map_or(usual, f32::from)
    }

    pub fn of(panel: Rect) -> Option<u16> {
        Some(whole(panel.width()))
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to what the type holds")]
fn whole(length: f32) -> u16 {
    length.round().clamp(0.0, f32::from(u16::MAX)) as u16
}

#[expect(clippy::cast_possible_truncation, reason = "clamped to what the type holds")]
fn signed(length: f32) -> i16 {
    length.round().clamp(f32::from(i16::MIN), f32::from(i16::MAX)) as i16
}

impl Placing {
    /// The window as it is now; what a maximised window or one that shows slides cannot say stays.
    pub fn now(self, ctx: &Context) -> Self {
        let zoom = ctx.zoom_factor();
        ctx.input(|input| {
            let viewport = input.viewport();
            let is_maximised = viewport.maximized == Some(true);
            if viewport.fullscreen == Some(true) || viewport.minimized == Some(true) {
                return self;
            }
            let scaled = |rect: Option<Rect>| rect.filter(|_| !is_maximised).map(|rect| rect * zoom);
            self.seen(scaled(viewport.inner_rect), scaled(viewport.outer_rect).map(|rect| rect.min), is_maximised)
        })
    }

    fn seen(self, inner: Option<Rect>, at: Option<Pos2>, is_maximised: bool) -> Self {
        let size = inner.map(|rect| [whole(rect.width()), whole(rect.height())]);
        Self { size: size.or(self.size), at: at.map(|at| [signed(at.x), signed(at.y)]).or(self.at), is_maximised, ..self }
    }

    /// The window to open: as it was last, on a screen where it fits.
    pub fn build(self, builder: ViewportBuilder) -> ViewportBuilder {
        let size = self.size.map_or(USUAL, |[width, height]| vec2(width.into(), height.into()).max(LEAST));
        let builder = builder.with_inner_size(size).with_min_inner_size(LEAST).with_maximized(self.is_maximised);
        match self.at.filter(|_| !self.is_maximised) {
            Some([x, y]) => builder.with_position(pos2(x.into(), y.into())),
            None => builder,
        }
    }

    /// Where a window goes whose title a screen of this size does not show.
    pub fn back_on_screen(outer: Rect, screen: Vec2) -> Option<Pos2> {
        const TITLE_SEEN: f32 = 80.0;
        let is_seen = outer.right() >= TITLE_SEEN && outer.top() >= -TITLE_SEEN && outer.top() + TITLE_SEEN <= screen.y;
        (!is_seen).then_some(Pos2::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_opens_as_it_was_left() {
        let inner = Rect::from_min_size(pos2(10.0, 40.0), vec2(1200.0, 700.0));
        let left = Placing::default().seen(Some(inner), Some(pos2(2.0, 12.0)), false);
        let cases = [
            (Placing::default(), (USUAL, None, false)),
            (left, (vec2(1200.0, 700.0), Some(pos2(2.0, 12.0)), false)),
            (left.seen(None, None, true), (vec2(1200.0, 700.0), None, true)),
            (left.seen(Some(Rect::from_min_size(Pos2::ZERO, vec2(20.0, 20.0))), None, false), (LEAST, Some(pos2(2.0, 12.0)), false)),
        ];
        for (placing, expected) in cases {
            let text = ron::to_string(&placing).unwrap();
            let again: Placing = ron::from_str(&text).unwrap();
            let built = again.build(ViewportBuilder::default());
            assert_eq!((built.inner_size.unwrap(), built.position, built.maximized == Some(true)), expected, "{text}");
        }
    }

    #[test]
    fn a_window_left_on_a_screen_that_is_gone_comes_back() {
        let screen = vec2(1280.0, 800.0);
        let cases = [((0.0, 0.0), false), ((-2000.0, 0.0), true), ((100.0, 790.0), true), ((1300.0, 100.0), false)];
        for ((x, y), comes_back) in cases {
            let outer = Rect::from_min_size(pos2(x, y), vec2(1000.0, 600.0));
            assert_eq!(Placing::back_on_screen(outer, screen).is_some(), comes_back, "{x}, {y}");
        }
    }
}
