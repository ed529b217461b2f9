//! Work that lasts, as the status bar tells it, with the command that gives it up.

use std::path::PathBuf;
use std::time::Duration;

use egui::Ui;

use super::Intent;
use super::controls;
use super::export::file_name;
use super::theme::{self, SMALL_12, Theme, Weight};
use crate::lang::Lang;

/// What the status bar says of work that lasts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Running {
    pub work: Work,
    /// The file or folder that it is about.
    pub path: PathBuf,
    /// The step under way and how many there are, when that is known.
    pub steps: Option<(usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Work {
    Exporting,
    /// What was made, in a moment: it is given up no more.
    Writing,
    /// Imported documents, one after the other.
    Saving,
    /// The same, which ends after the document at hand.
    EndingSaves,
}

impl Running {
    /// Work is spoken of once it lasts that long.
    pub const AFTER: Duration = Duration::from_millis(500);
    /// Between two words of it.
    pub const EVERY: Duration = Duration::from_millis(250);

    /// Whether work begun at a moment is to be spoken of, by the clock of the frames.
    pub fn lasts(since: f64, now: f64) -> bool {
        now - since >= Self::AFTER.as_secs_f64()
    }

    /// "Export de programme-352.pdf, 3 sur 12…"
    pub fn words(&self, lang: Lang) -> String {
        let name = file_name(&self.path);
        let what = match self.work {
            Work::Exporting => lang.pick(format!("Export de {name}"), format!("Exporting {name}")),
            Work::Writing => lang.pick(format!("Écriture de {name}"), format!("Writing {name}")),
            Work::Saving => lang.pick(format!("Enregistrement dans {name}"), format!("Saving into {name}")),
            Work::EndingSaves => return lang.pick("Abandon après le document en cours…", "Giving up after the document at hand…").into(),
        };
        match self.steps {
            Some((step, steps)) if self.work != Work::Writing => format!("{what}, {step} {} {steps}…", lang.pick("sur", "of")),
            _ => format!("{what}…"),
        }
    }

    pub fn may_be_given_up(&self) -> bool {
        matches!(self.work, Work::Exporting | Work::Saving)
    }
}

/// Work that goes on, with the command that gives it up.
pub(super) fn running_ui(ui: &mut Ui, lang: Lang, running: &Running) -> Option<Intent> {
    let theme = Theme::of(ui);
    ui.label(theme::text(running.words(lang), SMALL_12, Weight::Regular, theme.ink));
    let given_up = running.may_be_given_up() && controls::link(ui, lang.pick("Abandonner", "Give up")).clicked();
    ui.add_space(16.0);
    given_up.then_some(Intent::GiveUp)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_that_lasts_says_how_far_it_is_and_whether_it_may_be_given_up() {
        let running = |work, steps| Running { work, path: "/a/pap".into(), steps };
        let cases = [
            (Work::Exporting, None, "Export de pap…", true),
            (Work::Exporting, Some((3, 12)), "Export de pap, 3 sur 12…", true),
            (Work::Writing, Some((12, 12)), "Écriture de pap…", false),
            (Work::Saving, Some((12, 130)), "Enregistrement dans pap, 12 sur 130…", true),
            (Work::EndingSaves, Some((12, 130)), "Abandon après le document en cours…", false),
        ];
        for (work, steps, words, may) in cases {
            let running = running(work, steps);
            assert_eq!((running.words(Lang::French).as_str(), running.may_be_given_up()), (words, may));
        }
        assert_eq!([Running::lasts(1.0, 1.4), Running::lasts(1.0, 1.5)], [false, true]);
    }
}
