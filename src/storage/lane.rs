//! Work that may wait for a disk, done in order on a thread of its own, so that the window never waits (P5).

use std::collections::VecDeque;
use std::io;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// `None` ends the thread.
type Job<S, A> = Option<Box<dyn FnOnce(&mut S) -> A + Send>>;

/// A thread that owns a state `S` and gives an answer `A` to each job.
pub struct Lane<S, A> {
    work: Work<S, A>,
    /// When the jobs were handed over that have no answer yet.
    waiting: VecDeque<Instant>,
}

enum Work<S, A> {
    Thread {
        jobs: Sender<Job<S, A>>,
        answers: Receiver<std::thread::Result<A>>,
        thread: JoinHandle<()>,
    },
    /// Without a thread: each job is done before `run` returns, as tests need it.
    Here {
        state: S,
        answers: VecDeque<A>,
    },
}

/// Waits for what was handed to a lane, from any thread.
pub struct Flush<S, A> {
    jobs: Sender<Job<S, A>>,
}

impl<S: Send + 'static, A: Send + 'static> Lane<S, A> {
    /// Starts the thread; `wake` is called after each answer.
    ///
    /// # Errors
    /// The system has no thread left.
    pub fn start(name: &str, mut state: S, wake: impl Fn() + Send + 'static) -> io::Result<Self> {
        let (jobs, received) = channel::<Job<S, A>>();
        let (sender, answers) = channel();
        let thread = std::thread::Builder::new().name(name.into()).spawn(move || {
            while let Ok(Some(job)) = received.recv() {
                let answer = catch_unwind(AssertUnwindSafe(|| job(&mut state)));
                let failed = answer.is_err();
                // Nobody waits for the answer any more when the window is gone; the jobs it left are still done.
                let _ = sender.send(answer);
                wake();
                if failed {
                    break;
                }
            }
            // Before the answers end: who waits for the end waits for this too, and no longer than it has patience.
            drop(state);
            drop(sender);
        })?;
        Ok(Self { work: Work::Thread { jobs, answers, thread }, waiting: VecDeque::new() })
    }

    /// A lane without a thread.
    pub fn here(state: S) -> Self {
        Self { work: Work::Here { state, answers: VecDeque::new() }, waiting: VecDeque::new() }
    }

    /// Hands over a job and returns at once.
    pub fn run(&mut self, job: impl FnOnce(&mut S) -> A + Send + 'static) {
        self.waiting.push_back(Instant::now());
        match &mut self.work {
            // The thread ends with this lane only: the job cannot be refused.
            Work::Thread { jobs, .. } => drop(jobs.send(Some(Box::new(job)))),
            Work::Here { state, answers } => answers.push_back(job(state)),
        }
    }

    /// The next answer, in the order of the jobs, if it is there. A job that panicked panics here: the program does not go on as if it were
    /// still at work.
    pub fn answer(&mut self) -> Option<A> {
        let answer = match &mut self.work {
            Work::Thread { answers, .. } => answers.try_recv().ok().map(|answer| answer.unwrap_or_else(|panic| resume_unwind(panic))),
            Work::Here { answers, .. } => answers.pop_front(),
        };
        if answer.is_some() {
            self.waiting.pop_front();
        }
        answer
    }

    /// Whether every job has its answer.
    pub fn is_idle(&self) -> bool {
        self.waiting.is_empty()
    }

    /// How long the oldest job has waited for its answer.
    pub fn waits(&self) -> Option<Duration> {
        self.waiting.front().map(Instant::elapsed)
    }

    /// A way to wait for the jobs handed over so far when this lane is out of reach, as in a panic.
    pub fn flush(&self) -> Option<Flush<S, A>> {
        match &self.work {
            Work::Thread { jobs, .. } => Some(Flush { jobs: jobs.clone() }),
            Work::Here { .. } => None,
        }
    }

    /// Ends the thread after its jobs, or leaves it behind when its disk does not answer in time; whether it ended.
    pub fn end(self, patience: Duration) -> bool {
        let Work::Thread { jobs, answers, thread } = self.work else { return true };
        // A thread that is gone already has ended.
        drop(jobs.send(None));
        let limit = Instant::now() + patience;
        // The answers end when the thread does.
        while answers.recv_timeout(limit.saturating_duration_since(Instant::now())).is_ok() {}
        let ended = thread.is_finished() || Instant::now() < limit;
        ended && thread.join().is_ok()
    }
}

impl<S: Send + 'static, A: Send + 'static> Flush<S, A> {
    /// Runs one last job after all others and waits for it, no longer than this; its result if it came.
    pub fn wait<R: Send + 'static>(&self, patience: Duration, job: impl FnOnce(&mut S) -> (A, R) + Send + 'static) -> Option<R> {
        let (sender, done) = channel();
        let last = move |state: &mut S| {
            let (answer, result) = job(state);
            let _ = sender.send(result); // Whoever asked may have lost patience.
            answer
        };
        self.jobs.send(Some(Box::new(last))).ok()?;
        done.recv_timeout(patience).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_are_done_in_order_and_answered_once() {
        for mut lane in [Lane::here(Vec::new()), Lane::start("test", Vec::new(), || ()).unwrap()] {
            for number in 0..100 {
                lane.run(move |done: &mut Vec<i32>| {
                    done.push(number);
                    done.clone()
                });
            }
            let mut answers = Vec::new();
            while !lane.is_idle() {
                answers.extend(lane.answer());
            }
            assert_eq!(answers.last().unwrap(), &(0..100).collect::<Vec<_>>());
            assert_eq!((answers.len(), lane.answer(), lane.waits()), (100, None, None));
        }
    }

    #[test]
    fn a_job_that_hangs_keeps_neither_the_caller_nor_the_end_waiting() {
        let (release, hang) = channel::<()>();
        let mut lane = Lane::start("test", (), || ()).unwrap();
        lane.run(move |()| hang.recv().unwrap_or_default());
        lane.run(|()| ());
        assert!(lane.answer().is_none() && !lane.is_idle() && lane.waits().is_some());
        assert!(!lane.end(Duration::ZERO));
        drop(release);
    }

    #[test]
    fn a_job_that_panics_panics_where_its_answer_is_taken() {
        let mut lane = Lane::start("test", 1, || ()).unwrap();
        lane.run(|number| *number);
        lane.run(|_| panic!("a fault"));
        lane.run(|number| *number);
        let fault = catch_unwind(AssertUnwindSafe(|| {
            let mut answers = Vec::new();
            while !lane.is_idle() {
                answers.extend(lane.answer());
            }
            answers
        }));
        assert_eq!(fault.unwrap_err().downcast_ref(), Some(&"a fault"));
        assert!(lane.end(Duration::from_secs(3600)));
    }

    #[test]
    fn a_thread_that_has_ended_needs_no_patience() {
        let mut lane = Lane::start("test", (), || ()).unwrap();
        lane.run(|()| panic!("a fault"));
        while matches!(&lane.work, Work::Thread { thread, .. } if !thread.is_finished()) {
            std::thread::yield_now();
        }
        assert!(lane.end(Duration::ZERO));
    }

    #[test]
    fn what_was_handed_over_is_done_before_a_flush_returns() {
        let mut lane = Lane::start("test", 0, || ()).unwrap();
        for _ in 0..1000 {
            lane.run(|count| *count += 1);
        }
        assert_eq!(lane.flush().unwrap().wait(Duration::MAX, |count| ((), *count)), Some(1000));
        assert!(lane.end(Duration::MAX.min(Duration::from_secs(3600))));
    }
}
