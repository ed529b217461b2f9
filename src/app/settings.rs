//! What the program remembers between runs: language, theme, recent files.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, channel};
use std::time::Duration;

use egui::{Context, ThemePreference};
use serde::{Deserialize, Serialize};

use super::placing::Placing;
use crate::lang::Lang;
use crate::storage::file;
use crate::tables::TableKind;
use crate::ui::grid::widths::{Column, Widths};
use crate::ui::start::Recent;

/// How many recent files are kept.
const RECENT_KEPT: usize = 8;

/// The sizes of the window's content, per cent.
const ZOOMS: [u16; 14] = [50, 67, 75, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300, 400];
const ZOOM_USUAL: u16 = 100;

/// A size that there is, for one that a file gives.
fn nearest_zoom(wanted: u16) -> u16 {
    ZOOMS.into_iter().min_by_key(|zoom| zoom.abs_diff(wanted)).unwrap_or(ZOOM_USUAL)
}

pub(super) struct Settings {
    pub lang: Lang,
    /// Whether the user chose it; otherwise the machine's locale decides at each start.
    lang_chosen: bool,
    pub inspector: bool,
    /// Whether the outline stands at the left of a window wide enough to keep it.
    pub outline: bool,
    dark: Option<bool>,
    /// Per cent.
    zoom: u16,
    pub widths: Widths,
    recent: Vec<RecentLine>,
    /// The recent files that are gone, as far as the disk has answered.
    pub missing: BTreeSet<PathBuf>,
    /// Whether a document is saved a moment after it changed.
    pub autosave: bool,
    /// Whether French spaces are set while a text is typed.
    pub sets_spaces: bool,
    /// Whether what changes from the act to the bill stands beside their tables.
    pub has_changes: bool,
    /// Whether pages of actions show their table of entry in the place of those that are printed.
    pub enters: bool,
    /// The name of the screen on which slides are shown, once the user chose one.
    slides_screen: Option<String>,
    /// Where the window stands and how wide its panels are; written with the rest, and when the window closes.
    pub placing: Placing,
    /// What of it was written.
    placed: Placing,
    /// Whether they changed since they were last written.
    unwritten: bool,
    /// Where they are kept; `None` in tests and when the system says no place.
    path: Option<PathBuf>,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct File {
    lang: Option<String>,
    dark: Option<bool>,
    inspector: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    outline: Option<bool>,
    /// Per cent.
    zoom: Option<u16>,
    widths: Widths,
    autosave: bool,
    sets_spaces: bool,
    has_changes: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    enters: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    slides_screen: Option<String>,
    #[serde(skip_serializing_if = "is_usual")]
    window: Placing,
    recent: Vec<RecentLine>,
}

fn is_usual(placing: &Placing) -> bool {
    *placing == Placing::default()
}

#[derive(Clone, Serialize, Deserialize)]
struct RecentLine {
    path: PathBuf,
    title: String,
}

/// Settings on their way from a disk that may not answer.
pub(super) struct Loading(Receiver<Settings>);

impl Loading {
    /// Asks the disk for the settings of the last run; on a thread, for their folder may stand on a share.
    pub fn start(lang: Lang) -> Self {
        let (sender, settings) = channel();
        let load = move || drop(sender.send(Settings::load(lang)));
        // Without a thread left there is none for the window either.
        drop(std::thread::Builder::new().name("papier settings".into()).spawn(load));
        Self(settings)
    }

    /// They are here, or will never be: `Some`, with them if they are.
    pub fn arrived(&self) -> Option<Option<Settings>> {
        match self.0.try_recv() {
            Ok(settings) => Some(Some(settings)),
            Err(TryRecvError::Disconnected) => Some(None),
            Err(TryRecvError::Empty) => None,
        }
    }

    /// They, if they are here within this time.
    pub fn within(&self, time: Duration) -> Option<Settings> {
        self.0.recv_timeout(time).ok()
    }
}

impl Settings {
    /// The settings of the last run; those that cannot be read are as on the first.
    fn load(lang: Lang) -> Self {
        let path = directories::ProjectDirs::from("", "", "papier").map(|folders| folders.config_dir().join("settings.ron"));
        let text = path.as_deref().and_then(|path| file::read_text(path).ok());
        Self::of(lang, path, text.as_deref())
    }

    fn of(lang: Lang, path: Option<PathBuf>, text: Option<&str>) -> Self {
        let file: File = text.and_then(|text| ron::from_str(text).ok()).unwrap_or_default();
        let chosen = Lang::ALL.into_iter().find(|lang| file.lang.as_deref() == Some(lang.code()));
        Self {
            lang: chosen.unwrap_or(lang),
            lang_chosen: chosen.is_some(),
            inspector: file.inspector.unwrap_or(true),
            outline: file.outline.unwrap_or(true),
            dark: file.dark,
            zoom: file.zoom.map_or(ZOOM_USUAL, nearest_zoom),
            widths: file.widths,
            recent: file.recent,
            missing: BTreeSet::new(),
            autosave: file.autosave,
            sets_spaces: file.sets_spaces,
            has_changes: file.has_changes,
            enters: file.enters.unwrap_or(true),
            slides_screen: file.slides_screen,
            placing: file.window,
            placed: file.window,
            unwritten: false,
            path,
        }
    }

    /// Takes the settings that the disk gave late; what was chosen meanwhile stays, and the files opened come first.
    pub fn take_late(&mut self, late: Self) {
        let meanwhile = std::mem::replace(self, late);
        let known = |line: &RecentLine, lines: &[RecentLine]| lines.iter().any(|other| other.path == line.path);
        let older: Vec<RecentLine> = self.recent.iter().filter(|line| !known(line, &meanwhile.recent)).cloned().collect();
        self.unwritten = meanwhile.unwritten;
        self.missing = meanwhile.missing;
        if meanwhile.unwritten {
            self.recent = meanwhile.recent.into_iter().chain(older).take(RECENT_KEPT).collect();
            if meanwhile.lang_chosen {
                (self.lang, self.lang_chosen) = (meanwhile.lang, true);
            }
            self.dark = meanwhile.dark.or(self.dark);
        }
    }

    /// Settings of one run only.
    pub fn volatile(lang: Lang) -> Self {
        Self {
            lang,
            lang_chosen: false,
            inspector: true,
            outline: true,
            dark: None,
            zoom: ZOOM_USUAL,
            widths: Widths::default(),
            recent: vec![],
            missing: BTreeSet::new(),
            autosave: false,
            sets_spaces: false,
            has_changes: false,
            enters: true,
            slides_screen: None,
            placing: Placing::default(),
            placed: Placing::default(),
            unwritten: false,
            path: None,
        }
    }

    /// Gives the window its theme.
    pub fn apply(&self, ctx: &Context) {
        ctx.options_mut(|options| {
            options.fallback_theme = egui::Theme::Light;
            // The zoom has steps and bounds of its own, and is remembered.
            options.zoom_with_keyboard = false;
        });
        ctx.set_zoom_factor(f32::from(self.zoom) / 100.0);
        ctx.set_theme(match self.dark {
            None => ThemePreference::System,
            Some(false) => ThemePreference::Light,
            Some(true) => ThemePreference::Dark,
        });
    }

    pub fn set_lang(&mut self, lang: Lang) {
        self.lang = lang;
        self.lang_chosen = true;
        self.save();
    }

    pub fn toggle_theme(&mut self, ctx: &Context) {
        self.dark = Some(!crate::ui::theme::Theme::of_ctx(ctx).dark);
        self.apply(ctx);
        self.save();
    }

    /// One step larger or smaller; `None` for the usual size.
    pub fn zoom(&mut self, ctx: &Context, larger: Option<bool>) {
        let zoom = match larger {
            None => Some(ZOOM_USUAL),
            Some(true) => ZOOMS.into_iter().find(|zoom| *zoom > self.zoom),
            Some(false) => ZOOMS.into_iter().rev().find(|zoom| *zoom < self.zoom),
        };
        if let Some(zoom) = zoom {
            self.zoom = zoom;
            self.apply(ctx);
            self.save();
        }
    }

    /// Kept once it is final: a drag passes through many widths.
    pub fn set_width(&mut self, kind: TableKind, column: Column, width: f32, is_final: bool) {
        self.widths.set(kind, column, Some(width));
        if is_final {
            self.save();
        }
    }

    pub fn reset_widths(&mut self, kind: TableKind) {
        self.widths.reset(kind);
        self.save();
    }

    pub fn toggle_autosave(&mut self) {
        self.autosave = !self.autosave;
        self.save();
    }

    pub fn toggle_spaces(&mut self) {
        self.sets_spaces = !self.sets_spaces;
        self.save();
    }

    pub fn toggle_changes(&mut self) {
        self.has_changes = !self.has_changes;
        self.save();
    }

    pub fn toggle_entry(&mut self) {
        self.enters = !self.enters;
        self.save();
    }

    /// Which of these screens is the one that slides were shown on last, by its name.
    pub fn slides_screen(&self, names: &[String]) -> Option<usize> {
        let chosen = self.slides_screen.as_ref()?;
        names.iter().position(|name| name == chosen)
    }

    pub fn set_slides_screen(&mut self, name: String) {
        self.slides_screen = Some(name);
        self.save();
    }

    pub fn toggle_outline(&mut self) {
        self.outline = !self.outline;
        self.save();
    }

    pub fn toggle_inspector(&mut self) {
        self.inspector = !self.inspector;
        self.save();
    }

    /// What changed of the window is worth writing.
    pub fn keep_placing(&mut self) {
        self.unwritten |= std::mem::replace(&mut self.placed, self.placing) != self.placing;
    }

    pub fn remember(&mut self, path: &Path, title: String) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        self.recent.retain(|line| line.path != path);
        self.recent.insert(0, RecentLine { path, title });
        self.recent.truncate(RECENT_KEPT);
        self.save();
    }

    pub fn forget(&mut self, path: &Path) {
        self.recent.retain(|line| line.path != path);
        self.save();
    }

    pub fn recent_files(&self) -> Vec<Recent> {
        self.recent
            .iter()
            .map(|line| Recent { path: line.path.clone(), title: line.title.clone(), exists: !self.missing.contains(&line.path) })
            .collect()
    }

    fn save(&mut self) {
        self.unwritten = true;
    }

    /// Where to write them and what, once after each change.
    pub fn take_unwritten(&mut self) -> Option<(PathBuf, String)> {
        // Without a place they are not lost: the disk may still say it.
        let path = self.path.clone()?;
        if !std::mem::take(&mut self.unwritten) {
            return None;
        }
        let file = File {
            lang: self.lang_chosen.then(|| self.lang.code().into()),
            dark: self.dark,
            inspector: Some(self.inspector),
            outline: (!self.outline).then_some(false),
            zoom: (self.zoom != ZOOM_USUAL).then_some(self.zoom),
            widths: self.widths.clone(),
            autosave: self.autosave,
            sets_spaces: self.sets_spaces,
            has_changes: self.has_changes,
            enters: (!self.enters).then_some(false),
            slides_screen: self.slides_screen.clone(),
            window: self.placing,
            recent: self.recent.clone(),
        };
        let text = ron::ser::to_string_pretty(&file, ron::ser::PrettyConfig::new().new_line("\n")).ok()?;
        Some((path, text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_screen_of_the_slides_is_remembered_by_name_and_forgiven_when_it_is_gone() {
        let mut settings = Settings::of(Lang::French, Some("settings.ron".into()), None);
        let names = ["eDP-1".to_owned(), "HDMI-1".to_owned()];
        assert_eq!(settings.slides_screen(&names), None);
        settings.set_slides_screen("HDMI-1".into());
        let (_, text) = settings.take_unwritten().unwrap();
        let again = Settings::of(Lang::French, None, Some(&text));
        assert_eq!(again.slides_screen(&names), Some(1));
        assert_eq!(again.slides_screen(&names[..1]), None, "the screen is not there today");
    }

    #[test]
    fn where_the_window_stood_is_written_when_it_closes() {
        let mut settings = Settings::of(Lang::French, Some("settings.ron".into()), None);
        settings.placing.panels.outline = Some(320);
        assert!(settings.take_unwritten().is_none(), "a drag writes nothing");
        settings.keep_placing();
        let (_, text) = settings.take_unwritten().unwrap();
        assert_eq!(Settings::of(Lang::French, None, Some(&text)).placing, settings.placing);
        settings.keep_placing();
        assert!(settings.take_unwritten().is_none(), "nothing changed since");
    }

    #[test]
    fn settings_that_come_late_lose_nothing_that_was_chosen_meanwhile() {
        let line = |name: &str| Path::new("/budget").join(name);
        let text = r#"(lang: Some("en"), dark: Some(true), zoom: Some(150), autosave: true, recent: [(path: "/budget/a.ron", title: "A"), (path: "/budget/b.ron", title: "B")])"#;
        let late = || Settings::of(Lang::French, Some("settings.ron".into()), Some(text));
        let recent = |settings: &Settings| settings.recent_files().into_iter().map(|file| file.path).collect::<Vec<_>>();

        let mut untouched = Settings::volatile(Lang::French);
        untouched.take_late(late());
        assert_eq!((untouched.lang, untouched.dark, untouched.zoom, untouched.autosave), (Lang::English, Some(true), 150, true));
        assert_eq!(recent(&untouched), [line("a.ron"), line("b.ron")]);
        assert!(untouched.take_unwritten().is_none());

        let mut touched = Settings::volatile(Lang::French);
        touched.set_lang(Lang::French);
        touched.remember(&line("b.ron"), "B again".into());
        touched.remember(&line("c.ron"), "C".into());
        assert!(touched.take_unwritten().is_none(), "nothing is written over settings that are not read yet");
        touched.take_late(late());
        assert_eq!((touched.lang, touched.dark, touched.zoom), (Lang::French, Some(true), 150));
        assert_eq!(recent(&touched), [line("c.ron"), line("b.ron"), line("a.ron")]);
        let (path, text) = touched.take_unwritten().unwrap();
        assert_eq!(path, Path::new("settings.ron"));
        assert!(text.contains("fr") && text.contains("B again") && text.contains("a.ron"), "{text}");
    }

    #[test]
    fn a_disk_that_does_not_answer_gives_no_settings_yet() {
        let (sender, settings) = channel();
        let loading = Loading(settings);
        assert!(loading.arrived().is_none());
        sender.send(Settings::volatile(Lang::English)).unwrap();
        assert!(loading.arrived().unwrap().is_some());
        drop(sender);
        assert!(loading.arrived().unwrap().is_none(), "the thread is gone");
    }
}
