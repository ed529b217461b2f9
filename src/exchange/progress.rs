//! How far some work is and whether it is still wanted: shared by who works and who waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, AtomicUsize, Ordering};

/// One piece of work, as both sides see it.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    done: AtomicUsize,
    steps: AtomicUsize,
    fate: AtomicU8,
}

/// What becomes of it. Of giving up and keeping the first to come counts, so that who was told "nothing was written" was told the truth.
const WANTED: u8 = 0;
const GIVEN_UP: u8 = 1;
const KEPT: u8 = 2;

/// Whoever asked for the work asks for it no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("given up")]
pub struct GivenUp;

impl Progress {
    /// So many steps are to be done.
    pub fn begin(&self, steps: usize) {
        self.0.done.store(0, Ordering::Relaxed);
        self.0.steps.store(steps, Ordering::Relaxed);
    }

    /// One more step begins.
    ///
    /// # Errors
    /// [`GivenUp`]: what is left is not to be done.
    pub fn step(&self) -> Result<(), GivenUp> {
        self.0.done.fetch_add(1, Ordering::Relaxed);
        if self.is_given_up() { Err(GivenUp) } else { Ok(()) }
    }

    /// What was made is going to be kept: from here on it cannot be given up.
    ///
    /// # Errors
    /// [`GivenUp`]: it was, just before.
    pub fn keep(&self) -> Result<(), GivenUp> {
        match self.0.fate.compare_exchange(WANTED, KEPT, Ordering::SeqCst, Ordering::SeqCst) {
            Ok(_) | Err(KEPT) => Ok(()),
            Err(_) => Err(GivenUp),
        }
    }

    /// Gives up what is under way; false when it is being kept already.
    pub fn give_up(&self) -> bool {
        !matches!(self.0.fate.compare_exchange(WANTED, GIVEN_UP, Ordering::SeqCst, Ordering::SeqCst), Err(KEPT))
    }

    pub fn is_given_up(&self) -> bool {
        self.0.fate.load(Ordering::SeqCst) == GIVEN_UP
    }

    /// Whether it is made and being kept.
    pub fn is_kept(&self) -> bool {
        self.0.fate.load(Ordering::SeqCst) == KEPT
    }

    /// Whether somebody else still holds it.
    #[cfg(test)]
    pub fn is_shared(&self) -> bool {
        Arc::strong_count(&self.0) > 1
    }

    /// The step under way and how many there are; `None` when that is not known.
    pub fn now(&self) -> Option<(usize, usize)> {
        let (done, steps) = (self.0.done.load(Ordering::Relaxed), self.0.steps.load(Ordering::Relaxed));
        (steps > 1).then(|| (done.min(steps), steps))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_giving_up_and_keeping_the_first_counts() {
        let given_up = Progress::default();
        assert!(given_up.give_up() && given_up.give_up());
        assert_eq!((given_up.keep(), given_up.step(), given_up.is_kept()), (Err(GivenUp), Err(GivenUp), false));
        let kept = Progress::default();
        assert_eq!((kept.keep(), kept.keep()), (Ok(()), Ok(())));
        assert!(!kept.give_up() && kept.is_kept() && !kept.is_given_up());
        assert_eq!(kept.step(), Ok(()));
    }

    #[test]
    fn steps_are_told_once_there_are_several() {
        let progress = Progress::default();
        progress.begin(1);
        assert_eq!(progress.now(), None);
        progress.begin(2);
        let told: Vec<_> = (0..3).map(|_| progress.step().map(|()| progress.now())).collect();
        assert_eq!(told, [Ok(Some((1, 2))), Ok(Some((2, 2))), Ok(Some((2, 2)))]);
    }
}
