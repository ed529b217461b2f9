//! A trial laid out: the bars or the trend with their former values, what moved at the right, the bar of the trial at the foot.

use super::parts::{Canvas, HEIGHT, LEFT, RIGHT, WIDTH};
use super::{Broken, Field, Moved, Picture, Track, Trial, TrialState, Typing};
use crate::charts::pen::{Look, Pen};
use crate::charts::scene::{Area, Dash, Font, Ink, Mark, Scene, Sizes, Spot, Weight};
use crate::charts::stack::{Reach, Scale, float};
use crate::charts::{Chart, fonts};

/// The right edge of the picture.
const PICTURE_RIGHT: f32 = 1106.0;
/// The left edge of what moved.
const MOVED_LEFT: f32 = 1184.0;
/// The top of the bar of the trial.
const BAR_TOP: f32 = 976.0;
const ROW: f32 = 68.0;

/// A trial at its places, with what can be pressed.
#[derive(Clone, Debug, PartialEq)]
pub struct Laid {
    pub scene: Scene,
    pub field: Area,
    pub keep: Area,
    pub discard: Area,
}

/// Lays a trial out on the canvas of a slide.
pub fn trial_scene(trial: &Trial) -> Laid {
    let mut canvas = Canvas::new();
    let top = canvas.head(&trial.page);
    let field = match &trial.picture {
        Picture::Bars { tracks, chosen, whole } => draw_bars(&mut canvas, trial, tracks, *chosen, whole.as_ref(), top),
        Picture::Trend(chart) => draw_trend(&mut canvas, trial, chart, top),
    };
    draw_moved(&mut canvas, trial, top);
    let (keep, discard) = draw_bar(&mut canvas, trial);
    Laid { scene: canvas.scene, field, keep, discard }
}

// ---------------------------------------------------------------- field

const FIELD_HEIGHT: f32 = 80.0;

fn field_width(field: &Field) -> f32 {
    let text = fonts::width(&field.text, Font::new(48.0, Weight::Bold));
    let unit = fonts::width(&field.unit, Font::new(40.0, Weight::Regular));
    let mark = if field.refusal.is_empty() { 0.0 } else { REFUSED };
    (text + unit + 100.0).clamp(344.0, 720.0) + mark
}

/// Room for the mark of a refused figure.
const REFUSED: f32 = 56.0;

/// The field with its focus ring, its caret and its unit; a ring of warning and a mark where what stands in it is refused.
fn draw_field(canvas: &mut Canvas, field: &Field, left: f32, top: f32) -> Area {
    let area = Area::new(left, top, field_width(field), FIELD_HEIGHT);
    canvas.fill(area.grown(8.0, 8.0), Ink::Ground);
    let is_refused = !field.refusal.is_empty();
    let ring = if is_refused { Ink::Warning } else { Ink::Accent };
    canvas.scene.marks.push(Mark::Outline { area: area.grown(3.0, 3.0), ink: ring, width: 6.0 });
    let mut right = area.right - 18.0;
    if is_refused {
        canvas.warning(Spot { x: right - 20.0, y: top + 20.0 }, Ink::Ground);
        right -= REFUSED;
    }
    let unit_font = Font::new(40.0, Weight::Regular);
    let unit = canvas.write(right, top + 55.0, 1.0, &field.unit, unit_font, Ink::Third);
    let font = canvas.fitting(&field.text, 48.0, Weight::Bold, unit.left - 16.0 - area.left - 22.0);
    let prefix = |count: usize| fonts::width(&field.text.chars().take(count).collect::<String>(), font);
    let start = area.left + 22.0;
    let (from, to) = field.selection;
    if from < to && field.caret.is_some() {
        canvas.fill(Area::new(start + prefix(from), top + 14.0, prefix(to) - prefix(from), 52.0), Ink::Pale(crate::charts::Hue::Blue));
    }
    canvas.write(start, top + 56.0, 0.0, &field.text, font, Ink::Main);
    if let Some(caret) = field.caret {
        canvas.fill(Area::new(start + prefix(caret) + 1.0, top + 16.0, 3.0, 48.0), Ink::Main);
    }
    area
}

// ---------------------------------------------------------------- bars

/// Heights of the bar being tried and of the others.
const TRIED: f32 = 116.0;
const OTHER: f32 = 84.0;
/// From the name of a track to its bar.
const NAME_TO_TRIED: f32 = 78.0;
const NAME_TO_OTHER: f32 = 30.0;
/// From the name of a track to that of the next.
const TRIED_BLOCK: f32 = NAME_TO_TRIED + TRIED + 122.0;
const OTHER_BLOCK: f32 = NAME_TO_OTHER + OTHER + 66.0;
/// The strip with its name and the former one under it.
const STRIP_BLOCK: f32 = 150.0;

fn draw_bars(canvas: &mut Canvas, trial: &Trial, tracks: &[Track], chosen: usize, whole: Option<&(String, String)>, top: f32) -> Area {
    let amounts = tracks.iter().flat_map(|track| [float(track.before), float(track.now)]);
    let scale = Scale::new(LEFT, PICTURE_RIGHT - LEFT, Reach::over(amounts));
    let strip = whole.filter(|_| tracks.len() <= 6 && tracks.iter().all(|track| float(track.now) >= 0.0 && float(track.before) >= 0.0));
    // With a strip there is room for one bar beside the one that is typed over, without for two.
    let room = BAR_TOP - top - 42.0 - TRIED_BLOCK;
    let most = if strip.is_some() || room < 2.0 * OTHER_BLOCK { 2 } else { 3 };
    let first = chosen.saturating_sub(most - 1).min(tracks.len().saturating_sub(most));
    let mut y = top + 42.0;
    let mut field = Area::new(LEFT + 24.0, y + 96.0, field_width(&trial.field), FIELD_HEIGHT);
    for (index, track) in tracks.iter().enumerate().skip(first).take(most) {
        if index == chosen {
            field = draw_tried(canvas, trial, track, scale, y);
            y += TRIED_BLOCK;
        } else {
            draw_other(canvas, track, scale, y);
            y += OTHER_BLOCK;
        }
    }
    let y = y.max(754.0);
    if let Some((name, total)) = strip.filter(|_| y + STRIP_BLOCK <= BAR_TOP) {
        draw_strip(canvas, tracks, name, total, y);
    }
    field
}

/// The bar that is typed over: the field on it, the former value around it.
fn draw_tried(canvas: &mut Canvas, trial: &Trial, track: &Track, scale: Scale, y: f32) -> Area {
    let strong = Font::new(30.0, Weight::Semibold);
    let name = canvas.elided(&track.name, strong, PICTURE_RIGHT - LEFT);
    canvas.write(LEFT, y, 0.0, &name, strong, Ink::Main);
    let bar = Area { left: 0.0, right: 0.0, top: y + NAME_TO_TRIED, bottom: y + NAME_TO_TRIED + TRIED };
    let (now, before) = (scale.x(float(track.now)), scale.x(float(track.before)));
    draw_change(canvas, track, scale.zero, (before, now), bar);
    let moved = !track.change.is_empty();
    if moved {
        draw_ghost(canvas, scale.zero, before, bar);
        let former = if track.share_before.is_empty() { track.before_text.clone() } else { format!("{}, {}", track.before_text, track.share_before) };
        let words = trial.lang.pick(format!("avant\u{a0}: {former}"), format!("before: {former}"));
        let plain = Font::new(28.0, Weight::Regular);
        let width = fonts::width(&words, plain);
        let end = before.max(LEFT + width).min(PICTURE_RIGHT);
        canvas.write(end, bar.bottom + 52.0, 1.0, &words, plain, Ink::Third);
        let change = Font::new(28.0, Weight::Bold);
        // The caption may stand at the left.
        let end = if trial.field.caption == track.name {
            now.max(before).max(LEFT + fonts::width(&track.change, change)).min(PICTURE_RIGHT)
        } else {
            PICTURE_RIGHT
        };
        canvas.write(end, bar.top - 24.0, 1.0, &track.change, change, Ink::Words(track.hue));
    }
    canvas.line(Spot { x: scale.zero, y: bar.top - 22.0 }, Spot { x: scale.zero, y: bar.bottom + 22.0 }, Ink::Axis, 3.0, Dash::Solid);
    let field = draw_field(canvas, &trial.field, LEFT + 24.0, bar.top + 18.0);
    draw_caption(canvas, trial, track, (now.min(before), now.max(before)), field, bar);
    field
}

/// What is typed, and its share, beside the field: inside the bar where there is room, else after it, else over it. `plain` ends the
/// part of one colour, `end` what the former value adds to it.
fn draw_caption(canvas: &mut Canvas, trial: &Trial, track: &Track, (plain, end): (f32, f32), field: Area, bar: Area) {
    let (strong, large) = (Font::new(28.0, Weight::Semibold), Font::new(40.0, Weight::Bold));
    let width = fonts::width(&trial.field.caption, strong).max(fonts::width(&track.share, large));
    let beside = field.right + 26.0;
    let (left, caption, share) = if beside + width + 16.0 <= plain {
        (beside, Ink::On(track.hue), Ink::On(track.hue))
    } else {
        (beside.max(end + 20.0), Ink::Second, Ink::Main)
    };
    if left + width > PICTURE_RIGHT {
        // No room beside: over the bar, clear of the change.
        let change = if track.change.is_empty() { 0.0 } else { fonts::width(&track.change, Font::new(28.0, Weight::Bold)) + 24.0 };
        if trial.field.caption != track.name {
            let caption = canvas.elided(&trial.field.caption, strong, PICTURE_RIGHT - LEFT - change);
            canvas.write(LEFT, bar.top - 24.0, 0.0, &caption, strong, Ink::Second);
        }
        return;
    }
    canvas.write(left, bar.top + 50.0, 0.0, &trial.field.caption, strong, caption);
    canvas.write(left, bar.top + 92.0, 0.0, &track.share, large, share);
}

/// The bar as it was and what the trial adds (hatched) or takes away.
fn draw_change(canvas: &mut Canvas, track: &Track, zero: f32, (before, now): (f32, f32), bar: Area) {
    let area = |from: f32, to: f32| Area { left: from.min(to), right: from.max(to), ..bar };
    let grows = (now - zero).abs() > (before - zero).abs() && (now - zero).signum().total_cmp(&(before - zero).signum()).is_eq();
    let plain = if grows { before } else { now };
    if (plain - zero).abs() > 0.5 {
        canvas.fill(area(zero, plain), Ink::Series(track.hue));
    }
    if grows && (now - plain).abs() > 6.0 {
        let mut pen = Pen::new(WIDTH, Sizes { u: 2.0, ..Sizes::CANVAS });
        let gap = 3.0 * (now - plain).signum();
        pen.bar(area(plain + gap, now), track.hue, Look::Hatched);
        canvas.scene.marks.append(&mut pen.scene.marks);
    } else if grows {
        canvas.fill(area(plain, now), Ink::Series(track.hue));
    }
}

/// The outline of the former value around the bar, open at zero.
fn draw_ghost(canvas: &mut Canvas, zero: f32, end: f32, bar: Area) {
    let (top, bottom) = (bar.top - 14.0, bar.bottom + 14.0);
    let corners = [Spot { x: zero, y: top }, Spot { x: end, y: top }, Spot { x: end, y: bottom }, Spot { x: zero, y: bottom }];
    for (from, to) in corners.into_iter().zip(corners.into_iter().skip(1)) {
        canvas.line(from, to, Ink::Ghost, 3.0, Dash::Dashed(10.0));
    }
}

/// A bar beside the one that is typed over.
fn draw_other(canvas: &mut Canvas, track: &Track, scale: Scale, y: f32) {
    let (strong, large, plain) = (Font::new(30.0, Weight::Semibold), Font::new(40.0, Weight::Bold), Font::new(28.0, Weight::Regular));
    let name = canvas.elided(&track.name, strong, PICTURE_RIGHT - LEFT);
    canvas.write(LEFT, y, 0.0, &name, strong, Ink::Main);
    let (top, end) = (y + NAME_TO_OTHER, scale.x(float(track.now)));
    let bar = Area { left: scale.zero.min(end), right: scale.zero.max(end), top, bottom: top + OTHER };
    canvas.fill(bar, Ink::Series(track.hue));
    canvas.line(Spot { x: scale.zero, y: top - 8.0 }, Spot { x: scale.zero, y: top + OTHER + 8.0 }, Ink::Axis, 3.0, Dash::Solid);
    let mut x = bar.right + 22.0;
    let baseline = top + 57.0;
    let is_inside = fonts::width(&track.now_text, large) + 48.0 <= bar.width();
    if is_inside {
        canvas.write(bar.left + 24.0, baseline, 0.0, &track.now_text, large, Ink::On(track.hue));
    } else if x + fonts::width(&track.now_text, large) <= PICTURE_RIGHT {
        x = canvas.write(x, baseline, 0.0, &track.now_text, large, Ink::Main).right + 22.0;
    }
    if x + fonts::width(&track.share, large) <= PICTURE_RIGHT && !track.share.is_empty() {
        x = canvas.write(x, baseline, 0.0, &track.share, large, Ink::Main).right + 26.0;
    }
    let was = if track.share == track.share_before { String::new() } else { track.share_before.clone() };
    let words = format!("({was})");
    if !was.is_empty() && x + fonts::width(&words, plain) <= PICTURE_RIGHT {
        canvas.write(x, baseline, 0.0, &words, plain, Ink::Third);
    }
}

/// All tracks along one strip to 100 %, the former shares under it.
fn draw_strip(canvas: &mut Canvas, tracks: &[Track], name: &str, total: &str, y: f32) {
    let strong = Font::new(28.0, Weight::Semibold);
    canvas.write(LEFT, y, 0.0, name, strong, Ink::Main);
    canvas.write(PICTURE_RIGHT, y, 1.0, total, strong, Ink::Main);
    let moved = tracks.iter().any(|track| !track.change.is_empty());
    draw_segments(canvas, tracks, y + 20.0, false);
    if moved {
        draw_segments(canvas, tracks, y + 100.0, true);
    }
}

fn draw_segments(canvas: &mut Canvas, tracks: &[Track], top: f32, is_former: bool) {
    let amount = |track: &Track| float(if is_former { track.before } else { track.now });
    let whole: f64 = tracks.iter().map(amount).sum();
    let scale = Scale::new(LEFT, PICTURE_RIGHT - LEFT, Reach::over([whole].into_iter()));
    let mut from = 0.0;
    for track in tracks {
        let (left, end) = (scale.x(from), scale.x(from + amount(track)));
        from += amount(track);
        let area = Area { left, right: (end - 6.0).max(left + 1.0), top, bottom: top + if is_former { 36.0 } else { 56.0 } };
        let (text, font) = if is_former {
            (track.share_before.clone(), Font::new(26.0, Weight::Regular))
        } else {
            (format!("{}\u{a0}: {}", track.short, track.share), Font::new(30.0, Weight::Bold))
        };
        let fits = fonts::width(&text, font) + 36.0 <= area.width();
        if is_former {
            canvas.dashed(area);
        } else {
            canvas.fill(area, Ink::Series(track.hue));
        }
        if fits {
            let ink = if is_former { Ink::Third } else { Ink::On(track.hue) };
            canvas.write(left + 20.0, area.top + if is_former { 27.0 } else { 39.0 }, 0.0, &text, font, ink);
        }
    }
}

impl Canvas {
    /// The outline of a former value.
    fn dashed(&mut self, area: Area) {
        let Area { left, top, right, bottom } = area;
        let corners = [
            Spot { x: left, y: top },
            Spot { x: right, y: top },
            Spot { x: right, y: bottom },
            Spot { x: left, y: bottom },
            Spot { x: left, y: top },
        ];
        for (from, to) in corners.into_iter().zip(corners.into_iter().skip(1)) {
            self.line(from, to, Ink::Ghost, 3.0, Dash::Dashed(10.0));
        }
    }
}

// ---------------------------------------------------------------- trend

/// The field over the trend, which has the former values as ghosts.
fn draw_trend(canvas: &mut Canvas, trial: &Trial, chart: &Chart, top: f32) -> Area {
    let field = draw_field(canvas, &trial.field, LEFT + 8.0, top + 16.0);
    let (strong, plain) = (Font::new(30.0, Weight::Semibold), Font::new(28.0, Weight::Regular));
    let caption = canvas.elided(&trial.field.caption, strong, PICTURE_RIGHT - field.right - 30.0);
    canvas.write(field.right + 30.0, top + 48.0, 0.0, &caption, strong, Ink::Main);
    if !trial.field.former.is_empty() {
        let former = &trial.field.former;
        let words = trial.lang.pick(format!("avant\u{a0}: {former}"), format!("before: {former}"));
        canvas.write(field.right + 30.0, top + 88.0, 0.0, &words, plain, Ink::Third);
    }
    canvas.chart(chart, Area { left: LEFT, top: field.bottom + 24.0, right: PICTURE_RIGHT, bottom: BAR_TOP - 16.0 });
    field
}

// ---------------------------------------------------------------- what moved

fn draw_moved(canvas: &mut Canvas, trial: &Trial, top: f32) {
    let lang = trial.lang;
    let heading = Font::new(32.0, Weight::Bold);
    let plain = Font::new(28.0, Weight::Regular);
    let mut y = top + 26.0;
    canvas.write(MOVED_LEFT, y, 0.0, lang.pick("Ce qui a bougé", "What moved"), heading, Ink::Main);
    y += 22.0;
    canvas.rule(MOVED_LEFT, RIGHT, y, Ink::Grid, 2.0);
    if trial.moved.is_empty() {
        let words = lang.pick("Rien encore\u{a0}: saisir un autre chiffre.", "Nothing yet: type another figure.");
        canvas.write(MOVED_LEFT, y + 46.0, 0.0, words, plain, Ink::Second);
        return;
    }
    let panels = warning_height(canvas, &trial.broken);
    let unchanged = if trial.unchanged.is_empty() { 0.0 } else { 44.0 };
    let room = ((BAR_TOP - 24.0 - panels - unchanged - y) / ROW).floor().clamp(1.0, 10.0);
    let count = f32::from(u16::try_from(trial.moved.len()).unwrap_or(u16::MAX));
    let fits = count <= room;
    let mut left = if fits { room } else { room - 1.0 };
    for moved in &trial.moved {
        if left < 1.0 {
            break;
        }
        left -= 1.0;
        draw_row(canvas, moved, y);
        y += ROW;
        canvas.rule(MOVED_LEFT, RIGHT, y, Ink::Grid, 2.0);
    }
    let shown = if fits { trial.moved.len() } else { trial.moved.len().min(rows(room) - 1) };
    let more = trial.moved.len() - shown;
    if more > 0 {
        let words = lang.pick(format!("et {more} autres chiffres"), format!("and {more} more figures"));
        canvas.write(MOVED_LEFT, y + 44.0, 0.0, &words, plain, Ink::Second);
        y += 44.0;
    }
    if !trial.unchanged.is_empty() {
        canvas.write(MOVED_LEFT, y + 44.0, 0.0, &trial.unchanged, plain, Ink::Second);
        y += 44.0;
    }
    draw_broken(canvas, trial, y + 40.0);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of rows, from 1 to 10")]
fn rows(room: f32) -> usize {
    (room as usize).max(1)
}

/// Name, former value, a drawn arrow, new value.
fn draw_row(canvas: &mut Canvas, moved: &Moved, y: f32) {
    let (plain, strong) = (Font::new(28.0, Weight::Regular), Font::new(32.0, Weight::Bold));
    let baseline = y + 46.0;
    let now = canvas.write(RIGHT, baseline, 1.0, &moved.now, strong, Ink::Main);
    let middle = y + 36.0;
    let tip = (RIGHT - 180.0).min(now.left - 20.0);
    canvas.arrow(tip - 34.0, tip, middle);
    let before = canvas.write(tip - 50.0, baseline, 1.0, &moved.before, plain, Ink::Third);
    let name = canvas.elided(&moved.name, plain, before.left - 16.0 - MOVED_LEFT);
    canvas.write(MOVED_LEFT, baseline, 0.0, &name, plain, Ink::Main);
}

impl Canvas {
    /// A level arrow; the typeface has none.
    fn arrow(&mut self, from: f32, tip: f32, y: f32) {
        self.rule(from, tip - 2.0, y, Ink::Third, 3.0);
        for way in [-1.0, 1.0] {
            self.line(Spot { x: tip - 12.0, y: y + way * 8.0 }, Spot { x: tip, y }, Ink::Third, 3.0, Dash::Solid);
        }
    }
}

/// Findings stand on panels of a heading and lines.
const BROKEN_SHOWN: usize = 2;
const BROKEN_LINES: usize = 3;

fn broken_lines(canvas: &Canvas, broken: &Broken) -> Vec<String> {
    canvas.wrapped(&broken.lines, Font::new(28.0, Weight::Regular), RIGHT - MOVED_LEFT - 56.0, BROKEN_LINES)
}

fn panel_height(lines: usize) -> f32 {
    f32::from(u8::try_from(lines).unwrap_or(u8::MAX)) * 38.0 + 92.0
}

fn warning_height(canvas: &Canvas, broken: &[Broken]) -> f32 {
    // One panel in full is kept room for, whatever moved.
    broken.first().map_or(0.0, |broken| panel_height(broken_lines(canvas, broken).len()) + 40.0)
}

fn draw_broken(canvas: &mut Canvas, trial: &Trial, mut y: f32) {
    let mut shown = 0;
    for broken in trial.broken.iter().take(BROKEN_SHOWN) {
        let lines = broken_lines(canvas, broken);
        let area = Area::new(MOVED_LEFT, y, RIGHT - MOVED_LEFT, panel_height(lines.len()));
        if area.bottom > BAR_TOP - 12.0 && shown > 0 {
            break;
        }
        canvas.fill(area, Ink::WarningPanel);
        canvas.fill(Area { right: area.left + 8.0, ..area }, Ink::Warning);
        canvas.warning(Spot { x: area.left + 50.0, y: y + 22.0 }, Ink::WarningPanel);
        // Billions are told in smaller letters, never cut.
        let room = area.width() - 90.0 - 12.0;
        let strong = canvas.fitting(&broken.head, 30.0, Weight::Bold, room);
        let head = canvas.elided(&broken.head, strong, room);
        canvas.write(area.left + 90.0, y + 54.0, 0.0, &head, strong, Ink::Main);
        for (line, row) in lines.iter().zip(0_u8..) {
            canvas.write(area.left + 28.0, y + 102.0 + f32::from(row) * 38.0, 0.0, line, Font::new(28.0, Weight::Regular), Ink::Main);
        }
        y = area.bottom + 16.0;
        shown += 1;
    }
    let more = trial.broken.len() - shown;
    if more > 0 && y + 30.0 < BAR_TOP - 8.0 {
        let words = match more {
            1 => trial.lang.pick("et un autre constat".to_owned(), "and one more finding".to_owned()),
            more => trial.lang.pick(format!("et {more} autres constats"), format!("and {more} more findings")),
        };
        canvas.write(MOVED_LEFT, y + 24.0, 0.0, &words, Font::new(28.0, Weight::Regular), Ink::Second);
    }
}

impl Canvas {
    /// The sign of a warning under a point, on a ground.
    fn warning(&mut self, tip: Spot, ground: Ink) {
        self.scene.marks.push(Mark::Arrow { at: tip, side: 40.0, points_down: false, ink: Ink::Warning });
        self.fill(Area::around(Spot { x: tip.x, y: tip.y + 23.0 }, 1.7, 7.0), ground);
        self.fill(Area::around(Spot { x: tip.x, y: tip.y + 34.5 }, 1.7, 2.2), ground);
    }
}

// ---------------------------------------------------------------- bar

/// The bar that says that nothing is kept yet, with its two answers; gives their areas.
fn draw_bar(canvas: &mut Canvas, trial: &Trial) -> (Area, Area) {
    let lang = trial.lang;
    canvas.fill(Area::new(0.0, BAR_TOP, WIDTH, HEIGHT - BAR_TOP), Ink::TrialBar);
    canvas.fill(Area::new(LEFT, BAR_TOP + 30.0, 18.0, 44.0), Ink::TrialMark);
    let strong = Font::new(30.0, Weight::Bold);
    let head = match trial.state {
        TrialState::Asking => lang.pick("Garder cet essai\u{202f}?", "Keep this trial?"),
        _ => lang.pick("Essai\u{a0}: rien n’est enregistré.", "Trial: nothing is saved."),
    };
    let head = canvas.write(132.0, 1039.0, 0.0, head, strong, Ink::OnTrialBar);
    let hint = hint(trial);
    let (plain, small) = (Font::new(30.0, Weight::Regular), Font::new(26.0, Weight::Regular));
    let ink = if trial.field.refusal.is_empty() { Ink::OnTrialBarSecond } else { Ink::OnTrialBar };
    let left = head.right + 24.0;
    let room = MOVED_LEFT - 24.0 - left;
    if fonts::width(&hint, plain) <= room {
        canvas.write(left, 1039.0, 0.0, &hint, plain, ink);
    } else {
        for (line, y) in canvas.wrapped(&hint, small, room, 2).iter().zip([1022.0, 1056.0]) {
            canvas.write(left, y, 0.0, line, small, ink);
        }
    }
    let (keep_word, throw_word) = (lang.pick("Garder", "Keep"), lang.pick("Jeter", "Throw away"));
    let keys = match trial.state {
        TrialState::Asking => (lang.pick("Entrée", "Enter"), lang.pick("Suppr", "Delete")),
        _ => (lang.pick("Ctrl+Entrée", "Ctrl+Enter"), ""),
    };
    let keep = draw_button(canvas, MOVED_LEFT, keep_word, keys.0, true);
    let discard = draw_button(canvas, keep.right + 20.0, throw_word, keys.1, false);
    canvas.write(RIGHT, 1039.0, 1.0, &trial.page.number, Font::new(28.0, Weight::Semibold), Ink::OnTrialBarSecond);
    (keep, discard)
}

/// What the keys do now, or why what was typed cannot be tried.
fn hint(trial: &Trial) -> String {
    let lang = trial.lang;
    let former = &trial.field.former;
    if !trial.field.refusal.is_empty() {
        return crate::lang::capitalised(&trial.field.refusal);
    }
    match trial.state {
        TrialState::Typing { entry } => {
            let enter = match entry {
                Typing::Figure => lang.pick("Entrée valide", "Enter accepts"),
                Typing::Nothing => lang.pick("Entrée efface le chiffre", "Enter clears the figure"),
                Typing::Unreadable => lang.pick("Pas encore un chiffre", "Not a figure yet"),
            };
            if former.is_empty() {
                lang.pick(format!("{enter}, Échap vide le champ."), format!("{enter}, Esc empties the field."))
            } else {
                lang.pick(format!("{enter}, Échap rend {former}."), format!("{enter}, Esc gives {former} back."))
            }
        }
        TrialState::Choosing { is_changed: true } => {
            lang.pick("Tab\u{a0}: autre chiffre\u{202f}; Échap\u{a0}: quitter.".into(), "Tab: another figure; Esc: leave.".into())
        }
        TrialState::Choosing { is_changed: false } => {
            lang.pick("Saisir, ou Tab pour un autre chiffre.".into(), "Type, or Tab for another figure.".into())
        }
        TrialState::Asking => lang.pick("Échap revient à l’essai.".into(), "Esc goes back to the trial.".into()),
    }
}

fn draw_button(canvas: &mut Canvas, left: f32, word: &str, key: &str, is_main: bool) -> Area {
    let (strong, plain) = (Font::new(28.0, Weight::Semibold), Font::new(26.0, Weight::Regular));
    let word_width = fonts::width(word, strong);
    let key_width = if key.is_empty() { 0.0 } else { fonts::width(key, plain) + 14.0 };
    let area = Area::new(left, BAR_TOP + 24.0, word_width + key_width + 48.0, 56.0);
    if is_main {
        canvas.fill(area, Ink::OnTrialBar);
    }
    canvas.scene.marks.push(Mark::Outline { area, ink: Ink::OnTrialBar, width: 2.0 });
    let (ink, second) = if is_main { (Ink::TrialBar, Ink::TrialBar) } else { (Ink::OnTrialBar, Ink::OnTrialBarSecond) };
    let word = canvas.write(left + 24.0, 1038.0, 0.0, word, strong, ink);
    canvas.write(word.right + 14.0, 1038.0, 0.0, key, plain, second);
    area
}
