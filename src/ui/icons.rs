//! Icons and marks, painted with lines, and the button that holds only an icon.
//!
//! The bundled font has no arrows and no signs, so a shape is a table of points in a box of 16 (an icon) or of 10 (a
//! mark, the shape that tells a cell's state without its colour). This file knows how to paint and name them; it must
//! not know which command or which state they stand for.

use std::f32::consts::TAU;

use egui::emath::GuiRounding as _;
use egui::epaint::CubicBezierShape;
use egui::{Color32, Painter, Pos2, Rect, Response, Role, Sense, Shape, Stroke, Ui, Vec2, WidgetInfo, pos2};

use crate::ui::theme::{self, BODY_14, SMALL_12, Theme, Weight};

/// An icon of the toolbar and of rows, or a mark of a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Icon {
    /// An arrow that turns back to the left.
    Undo,
    /// An arrow that turns back to the right.
    Redo,
    /// A disk.
    Save,
    /// A magnifying glass.
    Search,
    /// The outline of a triangle: start the presentation.
    Present,
    /// A window with a panel at its right.
    PanelRight,
    /// Two sheets.
    Copy,
    /// An open node.
    CaretDown,
    /// A closed node.
    CaretRight,
    /// The one before.
    CaretLeft,
    /// A folder.
    Folder,
    /// Add.
    Plus,
    /// Remove.
    Minus,
    /// An arrow into a tray: import.
    Download,
    /// An eye: look, preview.
    Eye,
    /// A sheet with a folded corner.
    File,
    /// A closed padlock.
    Lock,
    /// A pencil: entered by hand.
    Pencil,
    /// A capital sigma: computed.
    Sigma,
    /// Two links of a chain.
    Link,
    /// Lines after dashes.
    Bullets,
    /// Lines after figures.
    Numbers,
    /// A level deeper.
    Indent,
    /// A level up.
    Outdent,
    /// Rows and columns.
    Table,
    /// A letter with a raised figure.
    NoteCall,
    /// An arrow to the right: from a former value to a new one.
    ArrowRight,
    /// An arrow upwards.
    ArrowUp,
    /// An arrow downwards.
    ArrowDown,
    /// A tick.
    Check,
    /// A cross: close.
    Close,
    /// A clock: recovery, history.
    Clock,
    /// The light theme.
    Sun,
    /// The dark theme.
    Moon,
    /// Mark: an error, a filled square.
    Error,
    /// Mark: left to choose by a merge, a filled square cut by a gap.
    Conflict,
    /// Mark: to check, a filled triangle.
    Warning,
    /// Mark: a note, a hollow diamond.
    Note,
    /// Mark: empty and expected, a ring.
    Empty,
    /// Mark: to confirm, a half-filled disc.
    ToConfirm,
    /// Mark: inherited, two bars.
    Inherited,
    /// Mark: a check that holds, a tick.
    Holds,
}

/// One shape of an icon, in the units of its box.
enum Part {
    /// A line with round ends.
    Open(&'static [Step]),
    /// The outline of a shape.
    Closed(&'static [Step]),
    /// A filled convex shape.
    Filled(&'static [Step]),
    /// The outline of a circle: centre, radius.
    Ring([f32; 2], f32),
}

/// One step of a line. Angles are in degrees, clockwise from the right, as the vertical axis points down.
enum Step {
    /// A straight line to a point, or the first point.
    To(f32, f32),
    /// An arc around a centre, preceded by a straight line to its start.
    Arc { centre: [f32; 2], radius: f32, from: f32, to: f32 },
    /// A cubic curve: two control points and its end.
    Curve([f32; 2], [f32; 2], [f32; 2]),
}

use Part::{Closed, Filled, Open, Ring};
use Step::{Arc, Curve, To};

impl Icon {
    /// Every icon and mark.
    pub const ALL: [Self; 42] = [
        Self::Undo,
        Self::Redo,
        Self::Save,
        Self::Search,
        Self::Present,
        Self::PanelRight,
        Self::Copy,
        Self::CaretDown,
        Self::CaretRight,
        Self::CaretLeft,
        Self::Folder,
        Self::Plus,
        Self::Minus,
        Self::Download,
        Self::Eye,
        Self::File,
        Self::Lock,
        Self::Pencil,
        Self::Sigma,
        Self::Link,
        Self::Bullets,
        Self::Numbers,
        Self::Indent,
        Self::Outdent,
        Self::Table,
        Self::NoteCall,
        Self::ArrowRight,
        Self::ArrowUp,
        Self::ArrowDown,
        Self::Check,
        Self::Close,
        Self::Clock,
        Self::Sun,
        Self::Moon,
        Self::Error,
        Self::Conflict,
        Self::Warning,
        Self::Note,
        Self::Empty,
        Self::ToConfirm,
        Self::Inherited,
        Self::Holds,
    ];

    /// True for the marks of cells, whose box is 10 instead of 16.
    pub const fn is_mark(self) -> bool {
        matches!(self, Self::Error | Self::Conflict | Self::Warning | Self::Note | Self::Empty | Self::ToConfirm | Self::Inherited | Self::Holds)
    }

    /// The side of the box it is drawn for, in pixels at 100 %: 16, or 10 for a mark.
    pub const fn size(self) -> f32 {
        if self.is_mark() { theme::MARK_SIZE } else { theme::ICON_SIZE }
    }

    /// The width of its lines when its box has the side `side`. Lines grow less than boxes: a padlock of 12 px and a
    /// folder of 20 px look drawn with the same pen.
    fn stroke_width(self, side: f32) -> f32 {
        let (width, thinnest, widest) = match self {
            Self::Holds => (1.7, 0.8, 2.0),
            Self::Note | Self::Empty | Self::ToConfirm => (1.3, 0.8, 2.0),
            Self::Check => (1.8, 0.75, 1.1),
            _ => (theme::ICON_STROKE, 0.75, 1.1),
        };
        width * (side / self.size()).clamp(thinnest, widest)
    }

    /// Paints the icon in the largest square at the centre of `rect`, its corner on whole pixels.
    pub fn paint(self, painter: &Painter, rect: Rect, colour: Color32) {
        let side = rect.width().min(rect.height());
        let corner = (rect.center() - Vec2::splat(side / 2.0)).round_to_pixels(painter.pixels_per_point());
        let scale = side / self.size();
        let place = |x: f32, y: f32| pos2(corner.x + x * scale, corner.y + y * scale);
        let width = self.stroke_width(side);
        let stroke = Stroke::new(width, colour);
        for part in self.parts() {
            match part {
                Open(steps) => {
                    let points = trace(steps, place);
                    // egui ends a line with a cut; a dot of the same width rounds it.
                    for end in points.first().into_iter().chain(points.last()) {
                        painter.circle_filled(*end, width / 2.0, colour);
                    }
                    painter.add(Shape::line(points, stroke));
                }
                Closed(steps) => {
                    painter.add(Shape::closed_line(trace(steps, place), stroke));
                }
                Filled(steps) => {
                    painter.add(Shape::convex_polygon(trace(steps, place), colour, Stroke::NONE));
                }
                Ring([x, y], radius) => {
                    painter.circle_stroke(place(*x, *y), radius * scale, stroke);
                }
            }
        }
    }

    const fn parts(self) -> &'static [Part] {
        match self {
            Self::Undo => &[
                Open(&[To(6.0, 3.5), To(2.8, 6.7), To(6.0, 9.9)]),
                Open(&[To(3.0, 6.7), Arc { centre: [9.2, 10.3], radius: 3.6, from: 270.0, to: 450.0 }, To(6.5, 13.9)]),
            ],
            Self::Redo => &[
                Open(&[To(10.0, 3.5), To(13.2, 6.7), To(10.0, 9.9)]),
                Open(&[To(13.0, 6.7), Arc { centre: [6.8, 10.3], radius: 3.6, from: 270.0, to: 90.0 }, To(9.5, 13.9)]),
            ],
            Self::Save => &[
                Closed(&[To(3.0, 3.0), To(11.0, 3.0), To(13.0, 5.0), To(13.0, 13.0), To(3.0, 13.0)]),
                Open(&[To(5.4, 3.0), To(5.4, 6.4), To(10.0, 6.4), To(10.0, 3.0)]),
                Open(&[To(5.2, 13.0), To(5.2, 9.4), To(10.8, 9.4), To(10.8, 13.0)]),
            ],
            Self::Search => &[Ring([7.0, 7.0], 4.4), Open(&[To(10.2, 10.2), To(13.6, 13.6)])],
            Self::Present => &[Closed(&[To(5.0, 3.4), To(12.4, 8.0), To(5.0, 12.6)])],
            Self::PanelRight => &[Closed(&[To(2.6, 3.0), To(13.4, 3.0), To(13.4, 13.0), To(2.6, 13.0)]), Open(&[To(9.8, 3.0), To(9.8, 13.0)])],
            Self::Copy => {
                &[Closed(&[To(5.6, 5.6), To(13.0, 5.6), To(13.0, 13.2), To(5.6, 13.2)]), Open(&[To(3.0, 10.4), To(3.0, 3.0), To(10.2, 3.0)])]
            }
            Self::CaretDown => &[Open(&[To(4.0, 6.2), To(8.0, 10.2), To(12.0, 6.2)])],
            Self::CaretRight => &[Open(&[To(6.2, 4.0), To(10.2, 8.0), To(6.2, 12.0)])],
            Self::CaretLeft => &[Open(&[To(9.8, 4.0), To(5.8, 8.0), To(9.8, 12.0)])],
            Self::Folder => &[Closed(&[To(2.4, 4.0), To(6.4, 4.0), To(7.8, 5.6), To(13.6, 5.6), To(13.6, 12.6), To(2.4, 12.6)])],
            Self::Plus => &[Open(&[To(8.0, 3.0), To(8.0, 13.0)]), Open(&[To(3.0, 8.0), To(13.0, 8.0)])],
            Self::Minus => &[Open(&[To(3.0, 8.0), To(13.0, 8.0)])],
            Self::Download => {
                &[Open(&[To(8.0, 2.6), To(8.0, 9.6)]), Open(&[To(5.0, 6.8), To(8.0, 9.8), To(11.0, 6.8)]), Open(&[To(3.0, 12.8), To(13.0, 12.8)])]
            }
            Self::Eye => &[
                Closed(&[
                    To(1.8, 8.0),
                    Curve([1.8, 8.0], [4.2, 4.0], [8.0, 4.0]),
                    Curve([11.8, 4.0], [14.2, 8.0], [14.2, 8.0]),
                    Curve([14.2, 8.0], [11.8, 12.0], [8.0, 12.0]),
                    Curve([4.2, 12.0], [1.8, 8.0], [1.8, 8.0]),
                ]),
                Ring([8.0, 8.0], 1.6),
            ],
            Self::File => &[
                Closed(&[To(4.0, 2.6), To(9.2, 2.6), To(12.0, 5.4), To(12.0, 13.4), To(4.0, 13.4)]),
                Open(&[To(9.0, 2.6), To(9.0, 5.6), To(12.0, 5.6)]),
            ],
            Self::Lock => &[
                Closed(&[To(4.0, 7.4), To(12.0, 7.4), To(12.0, 13.4), To(4.0, 13.4)]),
                Open(&[To(5.6, 7.4), Arc { centre: [8.0, 5.2], radius: 2.4, from: 180.0, to: 360.0 }, To(10.4, 7.4)]),
            ],
            Self::Pencil => {
                &[Closed(&[To(3.0, 13.0), To(3.6, 10.2), To(10.6, 3.2), To(12.8, 5.4), To(5.8, 12.4)]), Open(&[To(9.2, 4.6), To(11.4, 6.8)])]
            }
            Self::Sigma => &[Open(&[To(12.0, 4.6), To(12.0, 3.0), To(4.0, 3.0), To(8.2, 8.0), To(4.0, 13.0), To(12.0, 13.0), To(12.0, 11.4)])],
            Self::Link => &[
                Open(&[To(6.6, 9.4), To(9.4, 6.6)]),
                Open(&[To(7.4, 4.6), Arc { centre: [10.4, 5.6], radius: 2.828, from: 225.0, to: 405.0 }, To(11.4, 8.6)]),
                Open(&[To(8.6, 11.4), Arc { centre: [5.6, 10.4], radius: 2.828, from: 45.0, to: 225.0 }, To(4.6, 7.4)]),
            ],
            Self::Bullets => &[
                Open(&[To(2.4, 4.0), To(4.0, 4.0)]),
                Open(&[To(2.4, 8.0), To(4.0, 8.0)]),
                Open(&[To(2.4, 12.0), To(4.0, 12.0)]),
                Open(&[To(6.6, 4.0), To(13.6, 4.0)]),
                Open(&[To(6.6, 8.0), To(13.6, 8.0)]),
                Open(&[To(6.6, 12.0), To(13.6, 12.0)]),
            ],
            Self::Numbers => &[
                Open(&[To(2.4, 3.0), To(3.4, 2.4), To(3.4, 5.6)]),
                Open(&[To(2.4, 10.6), To(4.2, 10.6), To(2.4, 13.4), To(4.4, 13.4)]),
                Open(&[To(6.6, 4.0), To(13.6, 4.0)]),
                Open(&[To(6.6, 8.0), To(13.6, 8.0)]),
                Open(&[To(6.6, 12.0), To(13.6, 12.0)]),
            ],
            Self::Indent => &[
                Open(&[To(2.4, 3.4), To(13.6, 3.4)]),
                Open(&[To(7.6, 8.0), To(13.6, 8.0)]),
                Open(&[To(2.4, 12.6), To(13.6, 12.6)]),
                Open(&[To(2.6, 6.2), To(4.6, 8.0), To(2.6, 9.8)]),
            ],
            Self::Outdent => &[
                Open(&[To(2.4, 3.4), To(13.6, 3.4)]),
                Open(&[To(7.6, 8.0), To(13.6, 8.0)]),
                Open(&[To(2.4, 12.6), To(13.6, 12.6)]),
                Open(&[To(4.6, 6.2), To(2.6, 8.0), To(4.6, 9.8)]),
            ],
            Self::Table => &[
                Closed(&[To(2.4, 3.4), To(13.6, 3.4), To(13.6, 12.6), To(2.4, 12.6)]),
                Open(&[To(2.4, 6.6), To(13.6, 6.6)]),
                Open(&[To(6.4, 6.6), To(6.4, 12.6)]),
            ],
            Self::NoteCall => &[Ring([5.6, 10.2], 3.0), Open(&[To(8.6, 7.0), To(8.6, 13.4)]), Open(&[To(11.4, 3.6), To(12.8, 2.6), To(12.8, 7.0)])],
            Self::ArrowRight => &[Open(&[To(3.0, 8.0), To(12.6, 8.0)]), Open(&[To(9.0, 4.4), To(12.6, 8.0), To(9.0, 11.6)])],
            Self::ArrowUp => &[Open(&[To(8.0, 13.0), To(8.0, 3.4)]), Open(&[To(4.4, 7.0), To(8.0, 3.4), To(11.6, 7.0)])],
            Self::ArrowDown => &[Open(&[To(8.0, 3.0), To(8.0, 12.6)]), Open(&[To(4.4, 9.0), To(8.0, 12.6), To(11.6, 9.0)])],
            Self::Check => &[Open(&[To(3.2, 8.4), To(6.4, 11.6), To(12.8, 4.6)])],
            Self::Close => &[Open(&[To(4.0, 4.0), To(12.0, 12.0)]), Open(&[To(12.0, 4.0), To(4.0, 12.0)])],
            Self::Clock => &[Ring([8.0, 8.0], 5.6), Open(&[To(8.0, 5.0), To(8.0, 8.2), To(10.2, 9.6)])],
            Self::Sun => &[
                Ring([8.0, 8.0], 2.8),
                Open(&[To(8.0, 1.8), To(8.0, 3.2)]),
                Open(&[To(8.0, 12.8), To(8.0, 14.2)]),
                Open(&[To(1.8, 8.0), To(3.2, 8.0)]),
                Open(&[To(12.8, 8.0), To(14.2, 8.0)]),
                Open(&[To(3.6, 3.6), To(4.6, 4.6)]),
                Open(&[To(11.4, 11.4), To(12.4, 12.4)]),
                Open(&[To(3.6, 12.4), To(4.6, 11.4)]),
                Open(&[To(11.4, 4.6), To(12.4, 3.6)]),
            ],
            // Two circles that meet at (12.7, 9.1) and (6.9, 3.3).
            Self::Moon => &[Closed(&[
                Arc { centre: [7.6, 8.4], radius: 5.2, from: 8.2, to: 261.8 },
                Arc { centre: [10.2, 5.8], radius: 4.2, from: 217.3, to: 52.7 },
            ])],
            Self::Conflict => &[
                Filled(&[To(0.0, 0.0), To(4.1, 0.0), To(4.1, 10.0), To(0.0, 10.0)]),
                Filled(&[To(5.9, 0.0), To(10.0, 0.0), To(10.0, 10.0), To(5.9, 10.0)]),
            ],
            Self::Error => &[Filled(&[To(1.0, 1.0), To(9.0, 1.0), To(9.0, 9.0), To(1.0, 9.0)])],
            Self::Warning => &[Filled(&[To(5.0, 0.8), To(9.6, 9.2), To(0.4, 9.2)])],
            Self::Note => &[Closed(&[To(5.0, 0.9), To(9.1, 5.0), To(5.0, 9.1), To(0.9, 5.0)])],
            Self::Empty => &[Ring([5.0, 5.0], 3.7)],
            Self::ToConfirm => &[Ring([5.0, 5.0], 3.9), Filled(&[Arc { centre: [5.0, 5.0], radius: 3.9, from: 270.0, to: 450.0 }])],
            Self::Inherited => &[
                Filled(&[To(1.0, 1.2), To(9.0, 1.2), To(9.0, 3.4), To(1.0, 3.4)]),
                Filled(&[To(1.0, 6.6), To(9.0, 6.6), To(9.0, 8.8), To(1.0, 8.8)]),
            ],
            Self::Holds => &[Open(&[To(1.2, 5.4), To(3.9, 8.0), To(8.8, 2.2)])],
        }
    }
}

/// The points of a line, arcs and curves cut into short segments.
fn trace(steps: &[Step], place: impl Fn(f32, f32) -> Pos2) -> Vec<Pos2> {
    const CURVE_SEGMENTS: u8 = 12;
    let mut points: Vec<Pos2> = Vec::with_capacity(steps.len());
    for step in steps {
        match *step {
            To(x, y) => points.push(place(x, y)),
            Arc { centre: [x, y], radius, from, to } => {
                points.extend((0..=CURVE_SEGMENTS * 2).map(|part| {
                    let share = f32::from(part) / f32::from(CURVE_SEGMENTS * 2);
                    let angle = (from + (to - from) * share) / 360.0 * TAU;
                    place(x + radius * angle.cos(), y + radius * angle.sin())
                }));
            }
            Curve(first, second, end) => {
                let end = place(end[0], end[1]);
                let start = points.last().copied().unwrap_or(end);
                let controls = [start, place(first[0], first[1]), place(second[0], second[1]), end];
                let curve = CubicBezierShape::from_points_stroke(controls, false, Color32::TRANSPARENT, Stroke::NONE);
                points.extend((1..=CURVE_SEGMENTS).map(|part| curve.sample(f32::from(part) / f32::from(CURVE_SEGMENTS))));
            }
        }
    }
    // Two points in one place make a spike where egui joins lines.
    points.dedup_by(|one, other| one.distance(*other) < 0.01);
    points
}

/// What a button can be besides pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonState {
    /// It does something when clicked.
    #[default]
    Enabled,
    /// It can do nothing now.
    Disabled,
    /// It switches something that is on (true) or off.
    Toggle(bool),
}

impl ButtonState {
    /// `Enabled` when it can act now, else `Disabled`.
    pub const fn enabled(can_act: bool) -> Self {
        if can_act { Self::Enabled } else { Self::Disabled }
    }

    /// True when what it switches is on.
    pub const fn is_on(self) -> bool {
        matches!(self, Self::Toggle(true))
    }

    /// True when it answers in this part of the window.
    pub(crate) fn answers(self, ui: &Ui) -> bool {
        ui.is_enabled() && self != Self::Disabled
    }

    /// Clicks when it answers, only the pointer over it otherwise, for its tooltip.
    pub(crate) fn sense(self, ui: &Ui) -> Sense {
        if self.answers(ui) { Sense::click() } else { Sense::hover() }
    }
}

/// A button of 28 by 28 that shows only an icon. Its name, with its shortcut, is what a screen reader says and what
/// shows under the pointer.
pub fn icon_button(ui: &mut Ui, icon: Icon, name: &str, shortcut: Option<&str>, state: ButtonState) -> Response {
    let theme = Theme::of(ui);
    let answers = state.answers(ui);
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(theme::CONTROL_HEIGHT), state.sense(ui));
    announce(ui, &response, name, shortcut, state);

    if ui.is_rect_visible(rect) {
        let painter = opaque_painter(ui);
        if let Some(ground) = quiet_ground(&theme, &response, state, answers) {
            painter.rect_filled(rect, theme::RADIUS_CONTROL, ground);
        }
        let ink = match state {
            _ if !answers => theme.ctl,
            ButtonState::Toggle(true) => theme.accent,
            _ => theme.ink,
        };
        let icon_rect = Rect::from_center_size(rect.center(), Vec2::splat(icon.size()));
        icon.paint(&painter, icon_rect, ink);
        theme::focus_ring(ui, &response);
    }
    name_tooltip(response, name, shortcut)
}

/// The painter of a part of the window at full strength: our controls have their own colour when they are disabled.
pub(crate) fn opaque_painter(ui: &Ui) -> Painter {
    let mut painter = ui.painter().clone();
    painter.set_opacity(1.0);
    painter
}

/// The ground of a button without a border, if it has one now.
pub(crate) fn quiet_ground(theme: &Theme, response: &Response, state: ButtonState, answers: bool) -> Option<Color32> {
    if state.is_on() || (answers && response.is_pointer_button_down_on()) {
        Some(theme.sel)
    } else if answers && response.hovered() {
        Some(theme.hover)
    } else {
        None
    }
}

/// Gives a painted button its role, name, state and shortcut in the accessibility tree.
pub(crate) fn announce(ui: &Ui, response: &Response, name: &str, shortcut: Option<&str>, state: ButtonState) {
    let answers = state.answers(ui);
    response.widget_info(|| match state {
        ButtonState::Toggle(on) => WidgetInfo::selected(Role::Button, answers, on, name),
        _ => WidgetInfo::labeled(Role::Button, answers, name),
    });
    if let Some(shortcut) = shortcut {
        ui.ctx().accesskit_node_builder(response.id, |node| node.set_keyboard_shortcut(shortcut));
    }
}

/// Shows a button's name and shortcut under the pointer, also when the button is disabled.
pub(crate) fn name_tooltip(response: Response, name: &str, shortcut: Option<&str>) -> Response {
    let show = |ui: &mut Ui| {
        let theme = Theme::of(ui);
        ui.spacing_mut().interact_size.y = 0.0;
        ui.horizontal(|ui| {
            ui.label(theme::text(name, BODY_14, Weight::Regular, theme.ink));
            if let Some(shortcut) = shortcut {
                ui.label(theme::text(shortcut, SMALL_12, Weight::Regular, theme.ink3));
            }
        });
    };
    if response.enabled() { response.on_hover_ui(show) } else { response.on_disabled_hover_ui(show) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The points of an icon in its own box.
    fn points(icon: Icon) -> Vec<Pos2> {
        icon.parts()
            .iter()
            .flat_map(|part| match part {
                Open(steps) | Closed(steps) | Filled(steps) => trace(steps, pos2),
                Ring([x, y], radius) => {
                    vec![pos2(x - radius, y - radius), pos2(x + radius, y + radius)]
                }
            })
            .collect()
    }

    #[test]
    fn every_icon_stays_inside_its_box_and_fills_half_of_it() {
        for icon in Icon::ALL {
            let drawn = Rect::from_points(&points(icon));
            let full = Rect::from_min_size(Pos2::ZERO, Vec2::splat(icon.size()));
            assert!(full.contains_rect(drawn), "{icon:?}: {drawn:?}");
            let largest = drawn.width().max(drawn.height());
            assert!(largest >= icon.size() / 2.0, "{icon:?}: {drawn:?}");
        }
    }

    #[test]
    fn the_list_of_icons_names_each_once() {
        let once: std::collections::HashSet<Icon> = Icon::ALL.into_iter().collect();
        assert_eq!(once.len(), Icon::ALL.len());
    }
}
