//! A presentation on the screen: the slide, the overview, the blank screens, the trial; and what the presenter alone sees.
//!
//! It paints a [`Presentation`] and translates keys and clicks into its events; it decides nothing.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use egui::accesskit::{Live, Role};
use egui::{Align2, Color32, CursorIcon, Id, Key as Pressed, Rect, Sense, Ui, WidgetInfo, pos2, vec2};

use super::controls;
use super::slides::{fitted, paint, palette, placed};
use super::theme::{self, BODY_14, SECTION_16, SMALL_12, TITLE_22, Theme, Weight};
use crate::charts::palette::Palette;
use crate::charts::scene::{Ink, Scene};
use crate::charts::slides::{self, HEIGHT, Source, WIDTH};
use crate::editing::Session;
use crate::editing::grid::Held;
use crate::editing::presentation::{Event, Key, Presentation, Screen};
use crate::editing::trial::Trial;
use crate::lang::Lang;

/// What is shown of a presentation in one frame.
#[derive(Clone, Copy)]
pub struct Shown<'a> {
    pub presentation: &'a Presentation,
    pub session: &'a Session,
    pub scenes: &'a Scenes,
    pub lang: Lang,
    /// When the file was saved last, "fichier du 24/11/2020".
    pub saved: &'a str,
    /// What could not be done, or what the last key did where nothing shows it.
    pub message: &'a str,
}

/// What the presenter alone sees of the time.
#[derive(Clone, Debug, Default)]
pub struct Clock {
    /// "14 h 32".
    pub time: String,
    /// "12:05" since the beginning.
    pub elapsed: String,
}

/// The slides laid out since the document last changed: a change of slide lays nothing out again.
#[derive(Default)]
pub struct Scenes {
    kept: RefCell<Kept>,
}

#[derive(Default)]
struct Kept {
    of: Option<(u64, Lang)>,
    scenes: BTreeMap<usize, Rc<Drawn>>,
}

/// A slide at its places, and its words for a screen reader.
pub struct Drawn {
    pub scene: Scene,
    pub summary: String,
}

impl Shown<'_> {
    fn source(&self) -> Source<'_> {
        source(self.session, self.lang, self.saved)
    }

    /// A slide of the document as it is.
    fn drawn(&self, index: usize) -> Option<Rc<Drawn>> {
        let mut kept = self.scenes.kept.borrow_mut();
        let of = Some((self.session.revision(), self.lang));
        if kept.of != of {
            *kept = Kept { of, scenes: BTreeMap::new() };
        }
        if let Some(drawn) = kept.scenes.get(&index) {
            return Some(Rc::clone(drawn));
        }
        let all = self.presentation.slides();
        let page = slides::page(self.source(), all.get(index)?, index + 1, all.len());
        let drawn = Rc::new(Drawn { scene: slides::scene(&page), summary: page.summary });
        kept.scenes.insert(index, Rc::clone(&drawn));
        Some(drawn)
    }

    /// "Diapositive 3 sur 12".
    fn position(&self, index: usize) -> String {
        let (number, count) = (index + 1, self.presentation.slides().len());
        self.lang.pick(format!("Diapositive {number} sur {count}"), format!("Slide {number} of {count}"))
    }
}

/// A state of a document as slides read it.
pub fn source<'a>(session: &'a Session, lang: Lang, saved: &'a str) -> Source<'a> {
    Source { document: session.document(), figures: session.figures(), findings: session.findings(), lang, saved }
}

/// Takes the keys and characters of this window out of its input, as events of the presentation.
pub fn taken_events(ctx: &egui::Context, is_trying: bool) -> Vec<Event> {
    let all = ctx.input_mut(|input| std::mem::take(&mut input.events));
    let mut events = Vec::new();
    let mut left = Vec::with_capacity(all.len());
    for event in all {
        match &event {
            egui::Event::Text(text) => events.push(Event::Text(text.clone())),
            egui::Event::Ime(egui::ImeEvent::Commit(text)) => events.push(Event::Text(text.clone())),
            egui::Event::Paste(text) if is_trying => events.push(Event::Text(text.clone())),
            egui::Event::Key { key, pressed, modifiers, .. } => {
                let held = Held { shift: modifiers.shift, ctrl: modifiers.command || modifiers.ctrl };
                if *pressed && !modifiers.alt {
                    events.extend(translated(*key).filter(|key| !held.ctrl || matches!(key, Key::Enter | Key::A)).map(|key| Event::Key(key, held)));
                }
            }
            _ => left.push(event),
        }
    }
    ctx.input_mut(|input| input.events = left);
    events
}

fn translated(key: Pressed) -> Option<Key> {
    Some(match key {
        Pressed::ArrowLeft => Key::Left,
        Pressed::ArrowRight => Key::Right,
        Pressed::ArrowUp => Key::Up,
        Pressed::ArrowDown => Key::Down,
        Pressed::PageUp => Key::PageUp,
        Pressed::PageDown => Key::PageDown,
        Pressed::Home => Key::Home,
        Pressed::End => Key::End,
        Pressed::Enter => Key::Enter,
        Pressed::Escape => Key::Escape,
        Pressed::Backspace => Key::Backspace,
        Pressed::Delete => Key::Delete,
        Pressed::Tab => Key::Tab,
        Pressed::F1 => Key::F1,
        Pressed::F2 => Key::F2,
        Pressed::F5 => Key::F5,
        Pressed::A => Key::A,
        _ => return None,
    })
}

// ---------------------------------------------------------------- what everybody sees

/// Paints what everybody sees over the whole of a window; gives the events of its clicks.
pub fn stage_ui(ui: &mut Ui, shown: &Shown<'_>) -> Vec<Event> {
    let area = ui.max_rect();
    let colours = palette(&Theme::of(ui));
    match shown.presentation.screen() {
        Screen::Black => blank_ui(ui, area, theme::BLANK_BLACK, shown.lang.pick("Écran noir", "Black screen")),
        Screen::White => blank_ui(ui, area, theme::BLANK_WHITE, shown.lang.pick("Écran blanc", "White screen")),
        Screen::Overview(at) => overview_ui(ui, area, shown, at, &colours),
        Screen::Keys => {
            ui.painter().rect_filled(area, 0, theme::of_rgb(colours.background));
            keys_ui(ui, fitted(area), shown.lang, &colours)
        }
        Screen::Slide => {
            ui.painter().rect_filled(area, 0, theme::of_rgb(colours.background));
            match shown.presentation.trial() {
                Some(trial) => trial_ui(ui, fitted(area), shown, trial, &colours),
                None => slide_ui(ui, area, shown, &colours),
            }
        }
    }
}

/// The same where the presenter looks at another window: only that one shows the keys.
pub fn audience_ui(ui: &mut Ui, shown: &Shown<'_>) -> Vec<Event> {
    if shown.presentation.screen() != Screen::Keys {
        return stage_ui(ui, shown);
    }
    let (area, colours) = (ui.max_rect(), palette(&Theme::of(ui)));
    ui.painter().rect_filled(area, 0, theme::of_rgb(colours.background));
    slide_ui(ui, area, shown, &colours)
}

/// The ground and what it says to a screen reader; a click on it goes on.
fn ground_ui(ui: &mut Ui, area: Rect, name: &str, words: &str) -> Vec<Event> {
    let response = ui.interact(area, Id::unique(("stage", name)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_live(Live::Polite));
    if !ui.input(|input| input.pointer.is_moving()) {
        ui.ctx().set_cursor_icon(CursorIcon::None);
    }
    let clicks = [(response.clicked(), Event::Click), (response.secondary_clicked(), Event::SecondClick)];
    clicks.into_iter().filter_map(|(clicked, event)| clicked.then_some(event)).collect()
}

fn blank_ui(ui: &mut Ui, area: Rect, colour: Color32, words: &str) -> Vec<Event> {
    ui.painter().rect_filled(area, 0, colour);
    ground_ui(ui, area, words, words)
}

/// What each key does, in the words of the slide.
fn keys(lang: Lang) -> [(&'static str, &'static str); 12] {
    [
        (
            lang.pick("Diapositive suivante", "Next slide"),
            lang.pick("→  ↓  Page suiv.  Espace  Entrée  N  clic", "→  ↓  Page Down  Space  Enter  N  click"),
        ),
        (lang.pick("Diapositive précédente", "Previous slide"), lang.pick("←  ↑  Page préc.  Retour  P", "←  ↑  Page Up  Backspace  P")),
        (lang.pick("Première, dernière", "First, last"), lang.pick("Origine, Fin", "Home, End")),
        (lang.pick("Aller à une diapositive", "Go to a slide"), lang.pick("son numéro, puis Entrée", "its number, then Enter")),
        (lang.pick("Toutes les diapositives", "Every slide"), lang.pick("Tab ou G", "Tab or G")),
        (lang.pick("Essayer un chiffre", "Try a figure"), "E"),
        (lang.pick("… un autre chiffre, accepter", "… another figure, accept"), lang.pick("Tab, Entrée", "Tab, Enter")),
        (lang.pick("… garder l’essai, en sortir", "… keep the trial, leave it"), lang.pick("Ctrl+Entrée, Échap", "Ctrl+Enter, Esc")),
        (lang.pick("Écran noir, écran blanc", "Black screen, white screen"), lang.pick("B ou .   W ou ,", "B or .   W or ,")),
        (lang.pick("Diapositives dans une autre fenêtre", "Slides in another window"), "V"),
        (lang.pick("… sur l’écran suivant", "… on the next screen"), "M"),
        (lang.pick("Terminer", "End"), lang.pick("Échap", "Esc")),
    ]
}

fn keys_ui(ui: &mut Ui, rect: Rect, lang: Lang, colours: &Palette) -> Vec<Event> {
    const TOP: f32 = 172.0;
    const ROW: f32 = 68.0;
    let scale = rect.width() / WIDTH;
    let at = |x: f32, y: f32| rect.min + vec2(x, y) * scale;
    let write = |spot: egui::Pos2, words: &str, size: f32, weight: Weight, ink: Ink| {
        ui.painter().text(spot, Align2::LEFT_CENTER, words, theme::font(size * scale, weight), theme::of_rgb(colours.colour(ink)));
    };
    let title = lang.pick("Touches de la présentation", "Keys of the presentation");
    write(at(96.0, 96.0), title, 60.0, Weight::Bold, Ink::Main);
    let mut told = vec![title.to_owned()];
    for (row, (what, keys)) in (0_u8..).zip(keys(lang)) {
        let y = TOP + ROW * (f32::from(row) + 0.5);
        write(at(96.0, y), what, 30.0, Weight::Regular, Ink::Second);
        let mut x = 860.0;
        for part in keys.split("  ") {
            x += key_ui(ui, at(x, y), part.trim(), scale, colours) + 28.0;
        }
        told.push(format!("{what} {keys}"));
    }
    write(at(96.0, 1030.0), lang.pick("Une touche rend la diapositive.", "Any key gives the slide back."), 26.0, Weight::Regular, Ink::Third);
    ground_ui(ui, rect, "keys", &told.join(". "))
}

/// A key by its name, an arrow drawn: the typeface has none. Its width on a slide.
fn key_ui(ui: &Ui, at: egui::Pos2, name: &str, scale: f32, colours: &Palette) -> f32 {
    const ARROW: f32 = 30.0;
    let ink = theme::of_rgb(colours.colour(Ink::Main));
    let turn = match name {
        "→" => vec2(1.0, 0.0),
        "←" => vec2(-1.0, 0.0),
        "↓" => vec2(0.0, 1.0),
        "↑" => vec2(0.0, -1.0),
        words => {
            let drawn = ui.painter().text(at, Align2::LEFT_CENTER, words, theme::font(30.0 * scale, Weight::Semibold), ink);
            return drawn.width() / scale;
        }
    };
    let middle = at + vec2(ARROW / 2.0 * scale, 0.0);
    let half = turn * (ARROW / 2.0 * scale);
    ui.painter().arrow(middle - half, half * 2.0, egui::Stroke::new(3.0 * scale, ink));
    ARROW
}

fn slide_ui(ui: &mut Ui, area: Rect, shown: &Shown<'_>, colours: &Palette) -> Vec<Event> {
    let rect = fitted(area);
    let index = shown.presentation.current();
    let Some(drawn) = shown.drawn(index) else { return Vec::new() };
    paint(ui.painter(), rect, &drawn.scene, colours);
    let words = format!("{}. {}", shown.position(index), drawn.summary);
    let events = ground_ui(ui, area, "slide", &words);
    let digits = shown.presentation.digits();
    let told = if digits.is_empty() { shown.message.to_owned() } else { shown.lang.pick(format!("Aller à {digits}"), format!("Go to {digits}")) };
    told_ui(ui, rect, &told, colours);
    events
}

/// A few words over the lower left corner.
fn told_ui(ui: &Ui, rect: Rect, words: &str, colours: &Palette) {
    if words.is_empty() {
        return;
    }
    let scale = rect.width() / WIDTH;
    let ink = theme::of_rgb(colours.on_trial_bar);
    let galley = ui.painter().layout_no_wrap(words.to_owned(), theme::font(30.0 * scale, Weight::Semibold), ink);
    let at = rect.left_bottom() + vec2(96.0, -116.0) * scale;
    let plate = Rect::from_min_size(at, galley.size()).expand2(vec2(24.0, 14.0) * scale);
    ui.painter().rect_filled(plate, 0, theme::of_rgb(colours.trial_bar));
    ui.painter().galley(at, galley, ink);
}

fn overview_ui(ui: &mut Ui, area: Rect, shown: &Shown<'_>, at: usize, colours: &Palette) -> Vec<Event> {
    ui.painter().rect_filled(area, 0, theme::of_rgb(colours.panel));
    let mut events = Vec::new();
    let count = shown.presentation.slides().len();
    let columns = shown.presentation.columns();
    for index in 0..count {
        let Some(drawn) = shown.drawn(index) else { continue };
        let rect = fitted(tile(area, index, columns));
        paint(ui.painter(), rect, &drawn.scene, colours);
        let is_chosen = index == at;
        let (width, ink) = if is_chosen { (4.0, Ink::Accent) } else { (1.0, Ink::Axis) };
        ui.painter().rect_stroke(rect, 0, egui::Stroke::new(width, theme::of_rgb(colours.colour(ink))), egui::StrokeKind::Outside);
        let response = ui.interact(rect, Id::unique(("stage tile", index)), Sense::click());
        let words = format!("{}. {}", shown.position(index), drawn.summary);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_chosen, &words));
        if response.clicked() {
            events.push(Event::Pick(index));
        }
    }
    events
}

/// The place of a slide in the overview.
fn tile(area: Rect, index: usize, columns: usize) -> Rect {
    let number = |count: usize| f32::from(u16::try_from(count).unwrap_or(u16::MAX));
    let columns = columns.max(1);
    let size = area.size() / number(columns);
    let (column, row) = (number(index % columns), number(index / columns));
    Rect::from_min_size(pos2(area.left() + column * size.x, area.top() + row * size.y), size).shrink(size.x * 0.03)
}

fn trial_ui(ui: &mut Ui, rect: Rect, shown: &Shown<'_>, trial: &Trial, colours: &Palette) -> Vec<Event> {
    let (presentation, lang) = (shown.presentation, shown.lang);
    let Some((planned, place)) = presentation.planned().zip(trial.place()) else { return Vec::new() };
    let [before, now] = [trial.base(), trial.session()].map(|session| source(session, lang, shown.saved));
    let number = (presentation.current() + 1, presentation.slides().len());
    let told = slides::trial(before, now, planned, number, place, trial.field(lang), trial.state());
    let laid = slides::trial_scene(&told);
    paint(ui.painter(), rect, &laid.scene, colours);
    ground_ui(ui, rect, "trial", &told.page.summary);
    let field = ui.interact(placed(rect, laid.field), Id::unique("stage field"), Sense::hover());
    let words = format!("{}, {} {}. {}", told.field.caption, told.field.text, told.field.unit, told.field.refusal);
    let words = words.trim_end_matches([' ', '.']).to_owned();
    field.widget_info(|| WidgetInfo::labeled(Role::TextInput, true, &words));
    let keep = button_ui(ui, placed(rect, laid.keep), "keep", lang.pick("Garder l’essai", "Keep the trial"));
    let discard = button_ui(ui, placed(rect, laid.discard), "discard", lang.pick("Jeter l’essai", "Throw the trial away"));
    [(keep, Event::Keep), (discard, Event::Discard)].into_iter().filter_map(|(clicked, event)| clicked.then_some(event)).collect()
}

fn button_ui(ui: &Ui, rect: Rect, name: &str, words: &str) -> bool {
    let response = ui.interact(rect, Id::unique(("stage", name)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words));
    if response.hovered() {
        ui.ctx().set_cursor_icon(CursorIcon::PointingHand);
    }
    response.clicked()
}

// ---------------------------------------------------------------- what the presenter sees

/// Paints what the presenter alone sees: the slide, the next one, the notes, the time.
pub fn presenter_ui(ui: &mut Ui, shown: &Shown<'_>, clock: &Clock) -> (Vec<Event>, bool) {
    const MARGIN: f32 = 24.0;
    const BAR: f32 = 56.0;
    let theme = Theme::of(ui);
    let colours = palette(&theme);
    let area = ui.max_rect();
    ui.painter().rect_filled(area, 0, theme.canvas);
    let inner = area.shrink(MARGIN);
    let top = Rect::from_min_max(inner.min, pos2(inner.right(), inner.top() + BAR));
    time_ui(ui, top, shown, clock);
    let body = Rect::from_min_max(pos2(inner.left(), top.bottom() + 12.0), pos2(inner.right(), inner.bottom() - BAR));
    // The slide as large as the height lets it be, beside room for the notes.
    let width = (body.height() * WIDTH / HEIGHT).min(body.width() * 0.68);
    let left = Rect::from_min_max(body.min, pos2(body.left() + width, body.bottom()));
    let right = Rect::from_min_max(pos2(left.right() + MARGIN, body.top()), body.max);
    let index = shown.presentation.current();
    mirrored_ui(ui, left, shown, index, &colours);
    let next = Rect::from_min_size(right.min + vec2(0.0, 26.0), vec2(right.width(), right.width() * HEIGHT / WIDTH));
    heading_ui(ui, right.min, shown.lang.pick("Ensuite", "Next"));
    match shown.drawn(index + 1) {
        Some(drawn) => paint(ui.painter(), next, &drawn.scene, &colours),
        None => {
            let end = shown.lang.pick("Fin de la présentation", "End of the presentation");
            ui.painter().rect_filled(next, 0, theme.panel);
            ui.painter().text(next.center(), Align2::CENTER_CENTER, end, theme::font(BODY_14, Weight::Regular), theme.ink2);
        }
    }
    notes_ui(ui, Rect::from_min_max(pos2(right.left(), next.bottom() + 16.0), right.max), shown);
    commands_ui(ui, Rect::from_min_max(pos2(inner.left(), inner.bottom() - BAR + 14.0), inner.max), shown)
}

fn heading_ui(ui: &Ui, at: egui::Pos2, words: &str) {
    let theme = Theme::of(ui);
    ui.painter().text(at, Align2::LEFT_TOP, words, theme::font(BODY_14, Weight::Semibold), theme.ink2);
}

fn time_ui(ui: &mut Ui, rect: Rect, shown: &Shown<'_>, clock: &Clock) {
    let theme = Theme::of(ui);
    let painter = ui.painter();
    let large = || theme::font(TITLE_22 * 1.4, Weight::Semibold);
    painter.text(
        rect.left_center(),
        Align2::LEFT_CENTER,
        shown.position(shown.presentation.current()),
        theme::font(TITLE_22, Weight::Semibold),
        theme.ink,
    );
    painter.text(rect.right_center(), Align2::RIGHT_CENTER, &clock.time, large(), theme.ink);
    painter.text(rect.center(), Align2::CENTER_CENTER, &clock.elapsed, large(), theme.ink);
    let words = shown.lang.pick(format!("{}, depuis {}", clock.time, clock.elapsed), format!("{}, for {}", clock.time, clock.elapsed));
    let response = ui.interact(rect, Id::unique("presenter time"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
}

/// What everybody sees, for the one who looks at another screen.
fn mirrored_ui(ui: &mut Ui, area: Rect, shown: &Shown<'_>, index: usize, colours: &Palette) {
    let rect = Rect::from_min_size(area.min, vec2(area.width(), area.width() * HEIGHT / WIDTH));
    let rect = if rect.bottom() > area.bottom() { fitted(area) } else { rect };
    let words = match shown.presentation.screen() {
        Screen::Black => Some(shown.lang.pick("Écran noir\u{a0}: B rend la diapositive", "Black screen: B gives the slide back")),
        Screen::White => Some(shown.lang.pick("Écran blanc\u{a0}: W rend la diapositive", "White screen: W gives the slide back")),
        Screen::Slide | Screen::Overview(_) | Screen::Keys => None,
    };
    if let Some(trial) = shown.presentation.trial() {
        trial_ui(ui, rect, shown, trial, colours);
        return;
    }
    if shown.presentation.screen() == Screen::Keys {
        ui.painter().rect_filled(rect, 0, theme::of_rgb(colours.background));
        keys_ui(ui, rect, shown.lang, colours);
        return;
    }
    let Some(drawn) = shown.drawn(index) else { return };
    paint(ui.painter(), rect, &drawn.scene, colours);
    let response = ui.interact(rect, Id::unique("presenter slide"), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &drawn.summary));
    if let Some(words) = words {
        told_ui(ui, rect, words, colours);
    } else {
        told_ui(ui, rect, shown.message, colours);
    }
}

fn notes_ui(ui: &mut Ui, rect: Rect, shown: &Shown<'_>) {
    heading_ui(ui, rect.min, shown.lang.pick("Notes", "Notes"));
    let notes = shown.presentation.planned().map_or("", |planned| planned.notes.as_str());
    let theme = Theme::of(ui);
    let (words, colour) = match notes {
        "" => (
            shown.lang.pick("Aucune note. Affichage, Préparer la présentation en ajoute.", "No notes. View, Prepare the presentation adds some."),
            theme.ink3,
        ),
        notes => (notes, theme.ink),
    };
    let body = Rect::from_min_max(pos2(rect.left(), rect.top() + 26.0), rect.max);
    ui.scope_builder(egui::UiBuilder::new().max_rect(body), |ui| {
        egui::ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.add(egui::Label::new(theme::text(words, SECTION_16 * 1.25, Weight::Regular, colour)).wrap());
        });
    });
}

/// The commands of the presenter; whether the presentation is to end.
fn commands_ui(ui: &mut Ui, rect: Rect, shown: &Shown<'_>) -> (Vec<Event>, bool) {
    let lang = shown.lang;
    let mut events = Vec::new();
    let mut ends = false;
    ui.scope_builder(egui::UiBuilder::new().max_rect(rect).layout(egui::Layout::left_to_right(egui::Align::Center)), |ui| {
        let key = |key| Event::Key(key, Held::default());
        let commands = [
            (lang.pick("Précédente", "Previous"), key(Key::PageUp)),
            (lang.pick("Suivante", "Next"), key(Key::PageDown)),
            (lang.pick("Écran noir", "Black screen"), Event::Text("b".into())),
            (lang.pick("Vue d’ensemble", "Overview"), Event::Text("g".into())),
            (lang.pick("Essayer un chiffre", "Try a figure"), Event::Text("e".into())),
        ];
        for (words, event) in commands {
            if controls::button(ui, words).clicked() {
                events.push(event);
            }
        }
        ends = controls::button(ui, lang.pick("Terminer", "End")).clicked();
        let theme = Theme::of(ui);
        let keys = lang.pick("Échap termine, F1 montre les touches", "Esc ends, F1 shows the keys");
        ui.add(egui::Label::new(theme::text(keys, SMALL_12, Weight::Regular, theme.ink2)).truncate());
    });
    (events, ends)
}
