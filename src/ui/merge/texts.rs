//! The versions of words where they stand: a paragraph with what each side struck and added, and a card for what no cell and no text shows.

use egui::accesskit::Role;
use egui::text::{CCursor, LayoutJob, TextFormat};
use egui::{Color32, Frame, Galley, Margin, Pos2, Rect, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};
use std::ops::Range;
use std::sync::Arc;

use super::super::theme::{self, BODY_14, SECTION_16, SMALL_12, Theme, Weight};
use super::super::{Intent, View, cells, controls, narrative};
use super::{Merge, MergeStep, Occasion, colours, is_another, key_of, key_ui, signed, versions};
use crate::editing::Choice;
use crate::editing::reviewing::{Matter, Standing};
use crate::lang::{Lang, links};
use crate::model::{Narrative, Side, Text};

/// Height of a line in a paragraph that is gone through.
const LINE: f32 = 28.0;
/// Characters of a paragraph that are shown as they would be printed.
const LONG: usize = 900;
/// The widest line, as of any text.
const MEASURE: f32 = 600.0;

/// The text with the versions of its paragraphs in their place; `None` where it has none that is left or at hand.
pub fn narrative_ui(ui: &mut Ui, view: &View<'_>, narrative: Narrative) -> Option<Vec<Intent>> {
    let merge = view.merge?;
    let document = view.session.document();
    let text = document.text(narrative);
    let matters = merge.reviewing.matters().iter().enumerate();
    let mut here: Vec<(usize, &Matter, Range<usize>)> = matters
        .filter_map(|(rank, matter)| {
            let is_shown = rank == merge.current || merge.reviewing.is_left(document, matter);
            let (of, range) = merge.reviewing.paragraphs(document, matter).filter(|_| is_shown)?;
            (of == narrative).then_some((rank, matter, range))
        })
        .collect();
    here.sort_by_key(|(.., range)| range.start);
    if here.is_empty() {
        return None;
    }
    let mut intents = Vec::new();
    let mut from = 0;
    let plain = |ui: &mut Ui, range: Range<usize>| {
        let source = text.get(range).unwrap_or_default().trim_matches('\n');
        if !source.is_empty() {
            let written = links::write(document, view.session.figures(), source).text;
            narrative::plain_ui(ui, &Text::new(&written));
        }
    };
    for (rank, matter, range) in here {
        plain(ui, from..range.start.max(from));
        intents.extend(paragraph_ui(ui, view, merge, rank, matter));
        from = range.end.max(from);
    }
    plain(ui, from..text.len());
    Some(intents)
}

/// What each side makes of a paragraph: struck, added, and the smallest run that both changed in a frame.
fn paragraph_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, rank: usize, matter: &Matter) -> Vec<Intent> {
    let theme = Theme::of(ui);
    let is_current = merge.current == rank;
    let standing = merge.standing(view.session.document(), matter);
    let ground = if is_current { theme.computed } else { theme.sheet };
    let mut intents = Vec::new();
    ui.add_space(4.0);
    let bleed = theme::SHEET_INNER_MARGIN;
    let mut outer = ui.available_rect_before_wrap();
    outer = Rect::from_x_y_ranges(outer.left() - bleed + 1.0..=outer.right() + bleed - 1.0, outer.y_range());
    let slot = ui.painter().add(egui::Shape::Noop);
    let mut at_hand = None;
    let framed = Frame::NONE.inner_margin(Margin::symmetric(0, 10)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        legend_ui(ui, view, merge, matter, standing);
        ui.add_space(4.0);
        let first = words_ui(ui, view, merge, matter, is_current);
        at_hand = first;
        if is_current {
            intents.extend(runs_ui(ui, view, merge, matter).map(Intent::Merge));
            result_ui(ui, view, merge, matter, standing);
        }
    });
    let rect = Rect::from_x_y_ranges(outer.x_range(), framed.response.rect.y_range());
    let bar = match (is_current, standing) {
        (true, _) => theme.accent,
        (false, Standing::Left) if merge.occasion == Occasion::Merge => theme.err,
        _ => theme.line2,
    };
    let painted = vec![
        egui::Shape::rect_filled(rect, 0, ground),
        egui::Shape::rect_filled(Rect::from_min_size(rect.min, vec2(3.0, rect.height())), 0, bar),
        egui::Shape::hline(rect.x_range(), rect.top(), Stroke::new(theme::LINE_WIDTH, theme.line)),
        egui::Shape::hline(rect.x_range(), rect.bottom(), Stroke::new(theme::LINE_WIDTH, theme.line)),
    ];
    ui.painter().set(slot, egui::Shape::Vec(painted));
    if is_current {
        if is_another(ui, view) {
            ui.scroll_to_rect(at_hand.unwrap_or(rect), Some(egui::Align::Center));
        }
    } else {
        let response = ui.interact(rect, ui.scope_id().with(("paragraph", rank)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, matter.title(view.tables())));
        if response.clicked() {
            intents.push(Intent::Merge(MergeStep::Go(rank)));
        }
    }
    ui.add_space(4.0);
    intents
}

/// "Paragraphe 2", and how each side's words are told apart.
fn legend_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter, standing: Standing) {
    let theme = Theme::of(ui);
    let lang = view.lang;
    ui.horizontal(|ui| {
        let title = matter.title(view.tables());
        let name = title.rsplit_once(", ").map_or(title.as_str(), |(_, paragraph)| paragraph);
        ui.label(theme::text(crate::lang::capitalised(name), SMALL_12, Weight::Semibold, theme.ink));
        if standing == Standing::Left && merge.occasion == Occasion::Merge {
            ui.label(theme::text(lang.pick("à décider", "to decide"), SMALL_12, Weight::Regular, theme.err));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            let sides: &[Side] = match matter.taken {
                Some(Side::Ours) => &[Side::Ours],
                None if merge.occasion == Occasion::Merge => &[Side::Theirs, Side::Ours],
                Some(Side::Theirs | Side::Base) | None => &[Side::Theirs],
            };
            for side in sides {
                let mut job = Job::new(&theme, SMALL_12, 16.0);
                job.added(lang.pick("ajouté", "added"), *side);
                job.plain(" ", theme.ink);
                job.struck(lang.pick("retiré", "removed"), Some(*side));
                job.plain(&format!(" {}", merge.people.of(*side).by(lang)), theme.ink2);
                let (pos, galley, _) = egui::Label::new(job.job.clone()).selectable(false).layout_in_ui(ui);
                job.paint(ui, pos, &galley);
                ui.add_space(10.0);
            }
        });
    });
}

/// What a side says, as short as it is told apart: of a paragraph, the first run that the two sides have otherwise.
pub fn gist(view: &View<'_>, matter: &Matter, side: Side) -> String {
    let whole = || matter.words(view.tables(), side).replace('\n', " ");
    if matter.conflict.kind != "text" {
        return whole();
    }
    let Some(run) = matter.runs().into_iter().find(|[_, own, other]| own != other) else { return whole() };
    let words = shown(view, of_side(&run, side));
    let words = words.trim().replace('\n', " ");
    if words.is_empty() { "–".into() } else { words }
}

/// A side's words, links written as figures.
fn said(view: &View<'_>, matter: &Matter, side: Side) -> String {
    shown(view, matter.conflict.side(side).unwrap_or_default())
}

/// Words of a file as they are read: links as figures, without marks.
fn shown(view: &View<'_>, words: &str) -> String {
    links::write(view.session.document(), view.session.figures(), words).text.replace("**", "")
}

fn of_side([base, ours, theirs]: &[String; 3], side: Side) -> &str {
    match side {
        Side::Base => base,
        Side::Ours => ours,
        Side::Theirs => theirs,
    }
}

/// Where the first change stands, if there is one.
fn words_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter, is_current: bool) -> Option<Rect> {
    let theme = Theme::of(ui);
    let mut job = Job::new(&theme, BODY_14, LINE);
    let standing = merge.standing(view.session.document(), matter);
    job.is_left = standing == Standing::Left && merge.occasion == Occasion::Merge;
    let chosen = match standing {
        Standing::Chosen(choice) => Some(choice),
        _ => None,
    };
    let ringed = merge.preview.or(chosen).or((is_current && job.is_left).then(|| merge.proposed())).filter(|_| is_current);
    let runs = matter.runs();
    let last = runs.len().saturating_sub(1);
    let mut first = None;
    for (rank, run) in runs.into_iter().enumerate() {
        let [was, own, other] = run.map(|words| shown(view, &words));
        let is_same = own == was && other == was;
        first = first.or((!is_same).then_some(job.chars));
        match (own == was, other == was) {
            (true, true) => job.plain(&elided(&was, rank > 0, rank < last), theme.ink),
            (false, true) => job.change(&was, &own, Side::Ours),
            (true, false) => job.change(&was, &other, Side::Theirs),
            (false, false) => job.choice([was.as_str(), own.as_str(), other.as_str()], ringed),
        }
    }
    job.job.wrap.max_width = ui.available_width().min(MEASURE);
    let (pos, galley, response) = egui::Label::new(job.job.clone()).wrap().selectable(false).layout_in_ui(ui);
    response.widget_info(|| {
        let of = |side| format!("{}: {}", merge.people.of(side).name, said(view, matter, side));
        WidgetInfo::labeled(Role::Label, true, [Side::Base, Side::Ours, Side::Theirs].map(of).join("; "))
    });
    job.paint(ui, pos, &galley);
    let first = rects(&galley, first?..first? + 1).into_iter().next()?;
    Some(first.translate(pos.to_vec2()))
}

/// The runs of words that versions have otherwise, one by one: what stands of each, and what puts another in its place.
fn runs_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter) -> Option<MergeStep> {
    let document = view.session.document();
    let sides = merge.reviewing.sides_of_runs(document, matter, merge.shown(document))?;
    let runs = matter.runs().into_iter().map(|run| run.map(|words| shown(view, &words).trim().to_owned()));
    let differing: Vec<RunRow> = runs
        .zip(sides)
        .enumerate()
        .filter(|(_, ([was, own, other], _))| own != was || other != was)
        .map(|(rank, (words, stands))| RunRow { rank, words, stands })
        .collect();
    let is_alone = differing.len() == 1 && differing.iter().all(|row| row.by().is_none());
    if differing.is_empty() || is_alone {
        return None;
    }
    let theme = Theme::of(ui);
    let mut step = None;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.label(theme::text(view.lang.pick("Mot à mot", "Word by word"), SMALL_12, Weight::Semibold, theme.ink2));
        ui.label(theme::text(differing.len().to_string(), SMALL_12, Weight::Regular, theme.ink2));
    });
    for row in &differing {
        step = row.ui(ui, view, merge).or(step);
    }
    step
}

/// A run of words that versions have otherwise.
struct RunRow {
    rank: usize,
    /// Base, ours, theirs.
    words: [String; 3],
    /// The side whose words stand.
    stands: Side,
}

impl RunRow {
    const HEIGHT: f32 = 24.0;
    /// Room for what puts other words in their place.
    const LINKS: f32 = 130.0;

    /// The side that alone changed the words; `None` where both did.
    fn by(&self) -> Option<Side> {
        let [was, own, other] = &self.words;
        match (own == was, other == was) {
            (false, true) => Some(Side::Ours),
            (true, false) => Some(Side::Theirs),
            _ => None,
        }
    }

    /// The links: what they say, and whose words they take.
    fn links(&self, lang: Lang) -> Vec<(String, Side)> {
        match self.by() {
            Some(side) if of_side(&self.words, self.stands) == of_side(&self.words, side) => {
                vec![(lang.pick("Rendre l’ancien", "Give back").to_owned(), Side::Base)]
            }
            Some(side) => vec![(lang.pick("Reprendre", "Take").to_owned(), side)],
            None => {
                let others = [Side::Base, Side::Ours, Side::Theirs].into_iter().filter(|side| *side != self.stands);
                others
                    .map(|side| (lang.pick(format!("Prendre {}", key_of(Choice::Side(side))), format!("Take {}", key_of(Choice::Side(side)))), side))
                    .collect()
            }
        }
    }

    fn ui(&self, ui: &mut Ui, view: &View<'_>, merge: &Merge) -> Option<MergeStep> {
        let theme = Theme::of(ui);
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), Self::HEIGHT), Sense::hover());
        let painter = ui.painter();
        painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::LINE_WIDTH, theme.line));
        let side = self.by().unwrap_or(self.stands);
        let (colour, _) = colours(&theme, side);
        let key = Rect::from_center_size(pos2(rect.left() + 7.0, rect.center().y), vec2(14.0, 16.0));
        key_ui(painter, &theme, key, key_of(Choice::Side(side)), (side != Side::Base).then_some(colour), false);
        let [was, now] = [Side::Base, side].map(|side| of_side(&self.words, side));
        let word = |words: &str, none: &str| if words.is_empty() { none.to_owned() } else { words.replace('\n', " ") };
        let was_words = word(was, view.lang.pick("rien", "nothing"));
        let now_words = word(now, view.lang.pick("mot retiré", "removed"));
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: {was_words} → {now_words}", merge.people.of(side).name)));
        let links = self.links(view.lang);
        let width = ((rect.width() - 28.0 - Self::LINKS) / 2.0 - 16.0).max(40.0);
        let from = rect.left() + 24.0;
        let old = cells::truncated(ui, &was_words, theme::font(BODY_14, Weight::Regular), theme.ink2, width);
        let new = cells::truncated(ui, &now_words, theme::font(BODY_14, Weight::Regular), theme.ink, width);
        let painter = ui.painter();
        let top = rect.center().y - old.size().y / 2.0;
        if !was.is_empty() {
            painter.hline(from..=from + old.size().x, rect.center().y + 1.0, Stroke::new(1.2, theme.ink2));
        }
        painter.galley(pos2(from, top), old, theme.ink2);
        painter.text(pos2(from + width + 14.0, rect.center().y), egui::Align2::CENTER_CENTER, "→", theme::font(BODY_14, Weight::Regular), theme.ink2);
        painter.galley(pos2(from + width + 28.0, top), new, theme.ink);
        let area = Rect::from_min_max(pos2(rect.right() - Self::LINKS, rect.top()), rect.max);
        let layout = egui::Layout::right_to_left(egui::Align::Center);
        let mut at_right = ui.new_child(egui::UiBuilder::new().max_rect(area).layout(layout).id_salt(("run", self.rank)));
        at_right.spacing_mut().item_spacing.x = 10.0;
        let mut step = None;
        for (words, side) in links.iter().rev() {
            if controls::link(&mut at_right, words).clicked() {
                step = Some(MergeStep::Run { run: self.rank, side: *side });
            }
        }
        step
    }
}

/// Words that all have, as much of them as stands beside a change before or after them.
fn elided(words: &str, after: bool, before: bool) -> String {
    const KEPT: usize = 160;
    let count = words.chars().count();
    let kept = KEPT * (usize::from(after) + usize::from(before));
    if count <= kept + KEPT || kept == 0 {
        return words.to_owned();
    }
    let start: String = words.chars().take(if after { KEPT } else { 0 }).collect();
    let end: String = words.chars().skip(count - if before { KEPT } else { 0 }).collect();
    // Whole words.
    let start = start.rsplit_once(' ').map_or("", |(whole, _)| whole);
    let end = end.split_once(' ').map_or("", |(_, whole)| whole);
    let joint = match (after, before) {
        (true, true) => " […] ",
        (true, false) => " […]",
        _ => "[…] ",
    };
    format!("{start}{joint}{end}")
}

/// The paragraph as it would be printed with the choice at hand.
fn result_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter, standing: Standing) {
    let theme = Theme::of(ui);
    let choice = merge.shown(view.session.document());
    let mixed = merge.reviewing.mixed_words(matter).filter(|_| standing == Standing::Mixed && merge.preview.is_none());
    let key = key_of(choice);
    let (caption, words) = match (mixed, choice) {
        (Some(words), _) => (view.lang.pick("Tel qu’il s’imprime".to_owned(), "As it is printed".to_owned()), shown(view, &words)),
        (None, choice) => {
            let caption = view.lang.pick(format!("Tel qu’il s’imprimerait avec {key}"), format!("As it would be printed with {key}"));
            let words = match choice {
                Choice::Side(side) => said(view, matter, side),
                Choice::Both => format!("{}\n{}", said(view, matter, Side::Ours), said(view, matter, Side::Theirs)),
                Choice::Standing => said(view, matter, Side::Ours),
            };
            (caption, words)
        }
    };
    ui.add_space(8.0);
    ui.label(theme::text(caption, SMALL_12, Weight::Semibold, theme.ink2));
    ui.add_space(2.0);
    if words.is_empty() {
        let nothing = view.lang.pick("Ce paragraphe disparaîtrait.", "This paragraph would be gone.");
        ui.label(theme::text(nothing, BODY_14, Weight::Italic, theme.ink2));
    } else {
        let shown: String = if words.chars().count() > LONG { words.chars().take(LONG).chain(" […]".chars()).collect() } else { words };
        narrative::plain_ui(ui, &Text::new(&shown));
    }
}

// Words with marks

/// What is drawn at words beside what their format draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    OneUnder,
    TwoUnder,
    SecondThrough,
}

/// A text in which some words are struck, added or left to choose.
struct Job<'a> {
    theme: &'a Theme,
    size: f32,
    line: f32,
    job: LayoutJob,
    chars: usize,
    /// Words with lines under them, or with a second one through them.
    lines: Vec<(Range<usize>, Line)>,
    /// What is left to choose, and which of it is looked at.
    frames: Vec<Range<usize>>,
    /// Whether nobody has chosen yet.
    is_left: bool,
    /// The digits in boxes, with their colour.
    tags: Vec<(Range<usize>, Color32)>,
    previewed: Vec<Range<usize>>,
}

impl<'a> Job<'a> {
    fn new(theme: &'a Theme, size: f32, line: f32) -> Self {
        Self { theme, size, line, job: LayoutJob::default(), chars: 0, lines: vec![], frames: vec![], is_left: true, tags: vec![], previewed: vec![] }
    }

    fn format(&self, colour: Color32) -> TextFormat {
        TextFormat {
            font_id: theme::font(self.size, Weight::Regular),
            color: colour,
            line_height: Some(self.line),
            valign: egui::Align::Center,
            ..TextFormat::default()
        }
    }

    fn push(&mut self, words: &str, format: TextFormat) -> Range<usize> {
        let words = theme::unbroken(words);
        let start = self.chars;
        self.chars += words.chars().count();
        self.job.append(&words, 0.0, format);
        start..self.chars
    }

    fn plain(&mut self, words: &str, colour: Color32) {
        let format = self.format(colour);
        self.push(words, format);
    }

    /// Words that are gone, and by whom: struck once by us, twice by the other.
    fn struck(&mut self, words: &str, by: Option<Side>) {
        let colour = self.theme.ink2;
        let mut format = self.format(colour);
        format.strikethrough = Stroke::new(1.2, colour);
        let (body, after) = parted(words);
        let range = self.push(body, format);
        if by == Some(Side::Theirs) {
            self.lines.push((range, Line::SecondThrough));
        }
        self.plain(after, colour);
    }

    /// New words, underlined once by us, twice by the other, on the ground of who wrote them.
    fn added(&mut self, words: &str, by: Side) {
        let (colour, ground) = colours(self.theme, by);
        let mut format = self.format(colour);
        format.background = ground;
        format.expand_bg = 1.0;
        let (body, after) = parted(words);
        let range = self.push(body, format);
        self.lines.push((range, if by == Side::Theirs { Line::TwoUnder } else { Line::OneUnder }));
        self.plain(after, colour);
    }

    /// A digit in a box: whose the words before it are.
    fn tag(&mut self, side: Side) {
        let (colour, _) = colours(self.theme, side);
        let mut format = self.format(self.theme.on_accent);
        format.font_id = theme::font(SMALL_12, Weight::Semibold);
        let key = key_of(Choice::Side(side));
        let before = self.format(colour);
        self.push("\u{a0}", before);
        let range = self.push(&format!("\u{a0}{key}\u{a0}"), format);
        self.tags.push((range, colour));
        let after = self.format(colour);
        self.push("\u{a0}", after);
    }

    /// What one side alone changed.
    fn change(&mut self, was: &str, now: &str, by: Side) {
        self.struck(was, Some(by));
        self.added(now, by);
        self.tag(by);
    }

    /// What both changed, in a frame.
    fn choice(&mut self, [was, own, other]: [&str; 3], preview: Option<Choice>) {
        let start = self.chars;
        let mut parts = Vec::new();
        for (side, words) in [(Side::Base, was), (Side::Ours, own), (Side::Theirs, other)] {
            let from = self.chars;
            if side == Side::Base {
                let format = self.format(self.theme.ink2);
                self.push("\u{a0}0\u{a0}", format);
            } else {
                self.tag(side);
            }
            match (side, words.trim()) {
                (_, "") => {
                    let mut format = self.format(self.theme.ink3);
                    format.font_id = theme::font(self.size, Weight::Italic);
                    self.push("–", format);
                }
                (Side::Base, words) => self.struck(words, None),
                (side, words) => self.added(words, side),
            }
            let format = self.format(self.theme.ink);
            self.push("\u{a0}", format);
            parts.push((Choice::Side(side), from..self.chars));
        }
        self.frames.push(start..self.chars);
        self.previewed.extend(parts.into_iter().filter(|(choice, _)| Some(*choice) == preview).map(|(_, range)| range));
        self.plain(" ", self.theme.ink);
    }

    /// Paints the words and what goes with them.
    fn paint(&self, ui: &Ui, pos: Pos2, galley: &Arc<Galley>) {
        let painter = ui.painter();
        for (range, colour) in &self.tags {
            for rect in rects(galley, range.clone()) {
                let tag = Rect::from_center_size(rect.center() + pos.to_vec2(), vec2(14.0, 16.0));
                painter.rect_filled(tag, theme::RADIUS_CONTROL, *colour);
            }
        }
        painter.galley(pos, Arc::clone(galley), self.theme.ink);
        for (range, line) in &self.lines {
            // Below the middle of the words, which stand in lines that are higher than they are.
            let under = self.size * 0.5 + 1.5;
            let (first, second, width, colour) = match line {
                Line::OneUnder => (under, None, theme::STRONG_LINE_WIDTH, colours(self.theme, Side::Ours).0),
                Line::TwoUnder => (under - 0.5, Some(under + 2.5), 1.0, colours(self.theme, Side::Theirs).0),
                Line::SecondThrough => (3.0, None, 1.0, self.theme.ink2),
            };
            for rect in rects(galley, range.clone()) {
                let rect = rect.translate(pos.to_vec2());
                for offset in [Some(first), second].into_iter().flatten() {
                    painter.hline(rect.x_range(), (rect.center().y + offset).round() + 0.5, Stroke::new(width, colour));
                }
            }
        }
        let framed = |range: &Range<usize>, colour, by: f32| {
            for rect in rects(galley, range.clone()) {
                let rect = rect.translate(pos.to_vec2()).shrink2(vec2(0.0, by));
                painter.rect_stroke(rect, theme::RADIUS_CONTROL, Stroke::new(theme::STRONG_LINE_WIDTH, colour), StrokeKind::Inside);
            }
        };
        let frame = if self.is_left { self.theme.err } else { self.theme.ctl };
        self.frames.iter().for_each(|range| framed(range, frame, 1.0));
        self.previewed.iter().for_each(|range| framed(range, self.theme.accent, 3.0));
    }
}

/// Words without the spaces after them, and these.
fn parted(words: &str) -> (&str, &str) {
    let body = words.trim_end_matches([' ', '\n']);
    (body, words.get(body.len()..).unwrap_or_default())
}

/// Where a run of characters stands, a rectangle for each line.
fn rects(galley: &Galley, range: Range<usize>) -> Vec<Rect> {
    let mut lines: Vec<Rect> = Vec::new();
    for at in range {
        let (from, to) = (galley.pos_from_cursor(CCursor::new(at)), galley.pos_from_cursor(CCursor::new(at + 1)));
        let right = if to.top() > from.top() + 1.0 { from.left() } else { to.left() };
        let rect = Rect::from_min_max(from.min, pos2(right, from.bottom()));
        match lines.last_mut().filter(|line| (line.top() - rect.top()).abs() < 1.0) {
            Some(line) => *line = line.union(rect),
            None => lines.push(rect),
        }
    }
    lines
}

// Cards

/// Over the page: the matter at hand where no cell and no paragraph of the page shows it.
pub fn above_page_ui(ui: &mut Ui, view: &View<'_>) -> Vec<Intent> {
    let Some((merge, matter)) = view.merge.and_then(|merge| Some((merge, merge.matter()?))) else { return vec![] };
    let document = view.session.document();
    let is_in_cell = matter.entry(document).is_some_and(|entry| is_shown_in_a_cell(view, entry));
    if is_in_cell || merge.reviewing.paragraphs(document, matter).is_some() {
        return vec![];
    }
    let theme = Theme::of(ui);
    let standing = merge.standing(document, matter);
    let is_loud = standing == Standing::Left && merge.occasion == Occasion::Merge;
    let mut intents = Vec::new();
    let shown = Frame::NONE
        .fill(theme.sheet)
        .stroke(Stroke::new(theme::STRONG_LINE_WIDTH, if is_loud { theme.err } else { theme.accent }))
        .inner_margin(Margin::symmetric(0, 8))
        .show(ui, |ui| {
            ui.set_width(ui.available_width());
            Frame::NONE.inner_margin(Margin::symmetric(12, 2)).show(ui, |ui| {
                ui.label(theme::text(matter.title(view.tables()), SECTION_16, Weight::Semibold, theme.ink));
                let why = why(matter, view);
                if !why.is_empty() {
                    ui.label(theme::text(why, SMALL_12, Weight::Regular, theme.ink2));
                }
            });
            ui.add_space(4.0);
            for side in versions(merge, matter) {
                if version_ui(ui, view, merge, matter, standing, *side) {
                    intents.push(Intent::Merge(MergeStep::Choose(Choice::Side(*side))));
                }
            }
        });
    if is_another(ui, view) {
        ui.scroll_to_rect(shown.response.rect, Some(egui::Align::Center));
    }
    ui.add_space(12.0);
    intents
}

/// What the versions of a structure are about.
fn why(matter: &Matter, view: &View<'_>) -> &'static str {
    use crate::model::Conflict;
    let lang = view.lang;
    match matter.conflict.kind.as_str() {
        Conflict::ACTION | Conflict::ROW | Conflict::REMOVED => {
            lang.pick("L’un l’a retiré, l’autre y a travaillé.", "One removed it, the other worked on it.")
        }
        Conflict::CODE => lang.pick("Les deux ont changé son numéro.", "Both changed its number."),
        Conflict::ORDER => lang.pick("Les deux l’ont déplacé.", "Both moved it."),
        Conflict::UNDER => lang.pick("Les deux l’ont rattaché ailleurs.", "Both moved it under another thing."),
        Conflict::PUBLISHED => lang.pick(
            "Les deux ont changé ce que le PAP précédent annonçait\u{a0}; le chiffre de cette année n’en dépend pas.",
            "Both changed what the PAP before announced; the figure of this year does not depend on it.",
        ),
        _ if matter.is_only_kept => lang.pick(
            "Cette version de Papier ne sait écrire aucune des autres versions\u{a0}: ce qui est là est gardé.",
            "This version of Papier can write none of the other versions: what stands is kept.",
        ),
        _ => "",
    }
}

/// One version, under its key; whether it was clicked.
fn version_ui(ui: &mut Ui, view: &View<'_>, merge: &Merge, matter: &Matter, standing: Standing, side: Side) -> bool {
    let theme = Theme::of(ui);
    let choice = Choice::Side(side);
    let is_chosen = standing == Standing::Chosen(choice);
    let is_shown = is_chosen || merge.preview == Some(choice);
    let words = matter.words(view.tables(), side);
    let weight = if is_chosen { Weight::Semibold } else { Weight::Regular };
    let width = ui.available_width() - 60.0;
    let ink = if side == Side::Base { theme.ink2 } else { theme.ink };
    let galley = cells::wrapped(ui, &words, theme::font(BODY_14, weight), ink, width, 20.0, egui::Align::Min);
    let height = galley.size().y + 26.0;
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(("version", key_of(choice))), Sense::click());
    let person = merge.people.of(side);
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, is_chosen, format!("{}, {words}", person.name)));
    let painter = ui.painter();
    if is_shown {
        painter.rect_filled(rect.shrink2(vec2(6.0, 1.0)), theme::RADIUS_CONTROL, theme.sel);
    } else if response.hovered() {
        painter.rect_filled(rect.shrink2(vec2(6.0, 1.0)), theme::RADIUS_CONTROL, theme.hover);
    }
    let fill = (side != Side::Base).then(|| colours(&theme, side).0);
    key_ui(painter, &theme, Rect::from_min_size(rect.min + vec2(14.0, 5.0), vec2(18.0, 18.0)), key_of(choice), fill, false);
    let who = cells::truncated(ui, &signed(person), theme::font(SMALL_12, Weight::Regular), theme.ink2, width);
    painter.galley(rect.min + vec2(42.0, 5.0), who, theme.ink2);
    painter.galley(rect.min + vec2(42.0, 22.0), galley, ink);
    response.clicked()
}

/// Whether a table of the page shows the fact.
fn is_shown_in_a_cell(view: &View<'_>, entry: crate::model::Entry) -> bool {
    let document = view.session.document();
    let shows = |name| {
        view.table(name).is_some_and(|table| {
            table.rows.iter().flat_map(|row| &row.cells).any(|cell| cell.place.and_then(|place| document.entry(place)) == Some(entry))
        })
    };
    view.page_tables().any(shows)
}
