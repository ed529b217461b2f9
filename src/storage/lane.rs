//! Work that may wait for a disk, done in order on a thread of its own, so that the window never waits (R5).

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

/// `None` ends the thread.
type Job<S, A> = Option<Box<dyn FnOnce(&mut S) -> A + Send>>;

/// A thread that owns a state `S` and gives an answer `A` to each job.
pub struct Lane<S, A> {
    work: Work<S, A>,
    /// Jobs without their answer yet.
    waiting: usize,
}

enum Work<S, A> {
    Thread {
        jobs: Sender<Job<S, A>>,
        answers: Receiver<A>,
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
                // Nobody waits for the answer any more when the window is gone; the jobs it left are still done.
                let _ = sender.send(job(&mut state));
                wake();
            }
        })?;
        Ok(Self { work: Work::Thread { jobs, answers, thread }, waiting: 0 })
    }

    /// A lane without a thread.
    pub fn here(state: S) -> Self {
        Self { work: Work::Here { state, answers: VecDeque::new() }, waiting: 0 }
    }

    /// Hands over a job and returns at once.
    pub fn run(&mut self, job: impl FnOnce(&mut S) -> A + Send + 'static) {
        self.waiting += 1;
        match &mut self.work {
            // The thread ends with this lane only: the job cannot be refused.
            Work::Thread { jobs, .. } => drop(jobs.send(Some(Box::new(job)))),
            Work::Here { state, answers } => answers.push_back(job(state)),
        }
    }

    /// The next answer, in the order of the jobs, if it is there.
    pub fn answer(&mut self) -> Option<A> {
        let answer = match &mut self.work {
            Work::Thread { answers, .. } => answers.try_recv().ok(),
            Work::Here { answers, .. } => answers.pop_front(),
        };
        self.waiting -= usize::from(answer.is_some());
        answer
    }

    /// Whether every job has its answer.
    pub fn is_idle(&self) -> bool {
        self.waiting == 0
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
            assert_eq!((answers.len(), lane.answer()), (100, None));
        }
    }

    #[test]
    fn a_job_that_hangs_keeps_neither_the_caller_nor_the_end_waiting() {
        let (release, hang) = channel::<()>();
        let mut lane = Lane::start("test", (), || ()).unwrap();
        lane.run(move |()| hang.recv().unwrap_or_default());
        lane.run(|()| ());
        assert!(lane.answer().is_none() && !lane.is_idle());
        assert!(!lane.end(Duration::ZERO));
        drop(release);
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
