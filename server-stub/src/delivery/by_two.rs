//! Work on many things, shared by two threads.

use std::{
    panic,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

/// Fewer things than these are done before a second thread has begun.
const WORTH_A_THREAD: usize = 8;

/// Does the work on each thing once, on this thread and, if there is much to do, on one more that ends with the work.
/// Each takes the next thing when it is done with one, so a thread that comes late or is kept waiting keeps nobody
/// waiting. What comes of it stands in no order.
///
/// # Panics
///
/// When the work does.
pub(super) fn by_two<T: Sync, R: Send>(things: &[T], work: impl Fn(&T) -> R + Sync) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::with_capacity(things.len());
        while let Some(thing) = things.get(next.fetch_add(1, Ordering::Relaxed)) {
            done.push(work(thing));
        }
        done
    };
    if things.len() < WORTH_A_THREAD {
        return some();
    }
    thread::scope(|scope| {
        // Where no thread can be had, this one does everything.
        let other = thread::Builder::new().spawn_scoped(scope, some);
        let mut done = some();
        if let Ok(other) = other {
            done.extend(other.join().unwrap_or_else(|error| panic::resume_unwind(error)));
        }
        done
    })
}

#[cfg(test)]
mod tests {
    use std::{collections::HashSet, sync::Barrier};

    use super::*;

    #[test]
    fn each_thing_is_done_once() {
        for count in [0, 1, WORTH_A_THREAD - 1, WORTH_A_THREAD, 1_000] {
            let things: Vec<usize> = (0..count).collect();

            let mut done = by_two(&things, |thing| thing * 2);

            done.sort_unstable();
            assert!(done.into_iter().eq((0..count).map(|thing| thing * 2)), "{count} things");
        }
    }

    #[test]
    fn many_things_are_done_by_two_threads_and_few_by_this_one() {
        // Neither thread goes on from its first thing before the other has one.
        let both = Barrier::new(2);
        let many = by_two(&[(); WORTH_A_THREAD * 2], |()| {
            both.wait();
            thread::current().id()
        });
        let few = by_two(&[(); WORTH_A_THREAD - 1], |()| thread::current().id());

        assert_eq!(many.into_iter().collect::<HashSet<_>>().len(), 2);
        assert!(few.iter().all(|id| *id == thread::current().id()));
    }

    #[test]
    fn work_that_panics_is_not_taken_for_done() {
        let things: Vec<usize> = (0..100).collect();

        let outcome = panic::catch_unwind(|| by_two(&things, |thing| assert_ne!(*thing, 50, "in the work")));

        assert!(outcome.is_err());
    }
}
