//! Work on all cores whose results are handed over in order, with bounded memory.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::panic::resume_unwind;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;

/// So many bytes of results may wait for their turn. Beyond that nothing new is begun.
const WAITING_BYTES: usize = 8 << 20;
/// So many results may wait for their turn.
const WAITING: usize = 4096;

/// Does `work` on every item, on all cores that the process may use, and hands the results to `take` in the order of the items,
/// on the calling thread, which works, too, while there is nothing to hand over. `size` says how many bytes a result holds.
///
/// # Errors
/// The first error of `take`; what was not begun by then is left.
pub fn each<I: Sync, T: Send, E>(
    items: &[I],
    work: impl Fn(&I) -> T + Sync,
    size: impl Fn(&T) -> usize + Sync,
    take: impl FnMut(&I, T) -> Result<(), E>,
) -> Result<(), E> {
    let threads = thread::available_parallelism().map_or(1, NonZero::get).min(items.len());
    let desk = Desk { items, work, size, state: Mutex::new(State::default()), changed: Condvar::new() };
    thread::scope(|scope| {
        let helpers: Vec<_> = (1..threads).map(|_| scope.spawn(|| desk.help())).collect();
        let outcome = {
            // Also when `take` panics nobody is left waiting.
            let _end = End(&desk.state, &desk.changed);
            desk.hand_over(take)
        };
        for helper in helpers {
            if let Err(panic) = helper.join() {
                resume_unwind(panic);
            }
        }
        outcome
    })
}

struct State<T> {
    /// The first item that nobody has begun.
    next: usize,
    /// The first item whose result was not handed over.
    due: usize,
    /// Results that wait for their turn, with their sizes.
    ready: BTreeMap<usize, (T, usize)>,
    /// The sum of these sizes.
    bytes: usize,
    stopped: bool,
}

impl<T> Default for State<T> {
    fn default() -> Self {
        State { next: 0, due: 0, ready: BTreeMap::new(), bytes: 0, stopped: false }
    }
}

struct Desk<'i, I, T, W, S> {
    items: &'i [I],
    work: W,
    size: S,
    state: Mutex<State<T>>,
    changed: Condvar,
}

impl<I, T, W: Fn(&I) -> T, S: Fn(&T) -> usize> Desk<'_, I, T, W, S> {
    fn state(&self) -> MutexGuard<'_, State<T>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'g>(&self, state: MutexGuard<'g, State<T>>) -> MutexGuard<'g, State<T>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next item to work on; nothing when it must wait, or when there is none.
    fn begin(&self, state: &mut State<T>) -> Option<usize> {
        let at = state.next;
        let is_full = state.bytes > WAITING_BYTES || at - state.due >= WAITING;
        // What is due is begun in any case: the others wait for it.
        let may = at < self.items.len() && !state.stopped && (!is_full || at == state.due);
        may.then(|| {
            state.next += 1;
            at
        })
    }

    fn work(&self, at: usize) {
        // Should the work panic, nobody waits for its result.
        let end = End(&self.state, &self.changed);
        let result = (self.work)(&self.items[at]);
        std::mem::forget(end);
        let size = (self.size)(&result);
        let mut state = self.state();
        state.bytes += size;
        state.ready.insert(at, (result, size));
        // The calling thread may wait for just this one.
        if at == state.due {
            self.changed.notify_all();
        }
    }

    fn help(&self) {
        loop {
            let mut state = self.state();
            let at = loop {
                if state.stopped || state.next == self.items.len() {
                    return;
                }
                match self.begin(&mut state) {
                    Some(at) => break at,
                    None => state = self.wait(state),
                }
            };
            drop(state);
            self.work(at);
        }
    }

    fn hand_over<E>(&self, mut take: impl FnMut(&I, T) -> Result<(), E>) -> Result<(), E> {
        loop {
            let mut state = self.state();
            if state.stopped || state.due == self.items.len() {
                return Ok(());
            }
            let due = state.due;
            if let Some((result, size)) = state.ready.remove(&due) {
                let was_full = state.bytes > WAITING_BYTES || state.next - due >= WAITING;
                state.due += 1;
                state.bytes -= size;
                drop(state);
                if was_full {
                    self.changed.notify_all();
                }
                take(&self.items[due], result)?;
            } else if let Some(at) = self.begin(&mut state) {
                drop(state);
                self.work(at);
            } else {
                drop(self.wait(state));
            }
        }
    }
}

/// Ends the work of all threads when it goes out of scope.
struct End<'d, T>(&'d Mutex<State<T>>, &'d Condvar);

impl<T> Drop for End<'_, T> {
    fn drop(&mut self) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).stopped = true;
        self.1.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::convert::Infallible;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    /// A number that takes its time, now more, now less.
    fn slowly(n: usize) -> usize {
        thread::sleep(Duration::from_micros((n * 7919 % 13) as u64 * 20));
        n
    }

    #[test]
    fn results_come_in_the_order_of_the_items() {
        let items: Vec<usize> = (0..3000).collect();
        let mut taken = Vec::new();
        let done: Result<(), Infallible> = each(
            &items,
            |n| slowly(*n),
            |n| n * 100,
            |item, n| {
                assert_eq!(*item, n);
                taken.push(n);
                Ok(())
            },
        );
        assert!(done.is_ok() && taken == items);
    }

    #[test]
    fn large_results_do_not_pile_up() {
        let items: Vec<usize> = (0..200).collect();
        let alive = AtomicUsize::new(0);
        let most = AtomicUsize::new(0);
        let done: Result<(), Infallible> = each(
            &items,
            |n| {
                most.fetch_max(alive.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
                // The first one is late, so that the others have time to pile up.
                slowly(if *n == 0 { 12 } else { 0 });
                *n
            },
            |_| WAITING_BYTES,
            |_, _| {
                alive.fetch_sub(1, Ordering::SeqCst);
                Ok(())
            },
        );
        let threads = thread::available_parallelism().map_or(1, NonZero::get);
        assert!(done.is_ok() && most.load(Ordering::SeqCst) <= 2 * threads + 1, "{most:?} at once");
    }

    #[test]
    fn an_error_ends_it() {
        let items: Vec<usize> = (0..100_000).collect();
        let begun = AtomicUsize::new(0);
        let outcome = each(
            &items,
            |n| {
                begun.fetch_add(1, Ordering::SeqCst);
                slowly(*n)
            },
            |_| 0,
            |_, n| if n == 10 { Err("the disk is full") } else { Ok(()) },
        );
        assert_eq!(outcome, Err("the disk is full"));
        assert!(begun.load(Ordering::SeqCst) < 100_000);
    }

    #[test]
    fn a_panic_is_passed_on_and_nobody_waits_for_ever() {
        let items: Vec<usize> = (0..100).collect();
        let work = |n: &usize| if *n == 50 { panic!("fifty") } else { slowly(*n) };
        let outcome = std::panic::catch_unwind(|| each(&items, work, |_| 0, |_, _| Ok::<(), Infallible>(())));
        assert_eq!(outcome.unwrap_err().downcast_ref::<&str>(), Some(&"fifty"));
    }
}
