//! What words mean, told once of all that are the same: a column of a million rows has a few.

use std::cell::RefCell;
use std::thread::LocalKey;

use rustc_hash::FxHashMap;

/// What was told of texts so far, on one thread.
pub(crate) type Remembered<T> = RefCell<FxHashMap<Box<str>, T>>;

/// Bytes of the longest text that is remembered: notes are longer, and stand once.
const LONGEST: usize = 64;

/// What `tell` says of a text. Of more than `most` texts all are forgotten.
pub(crate) fn remembered<T: Copy>(known: &'static LocalKey<Remembered<T>>, most: usize, text: &str, tell: impl FnOnce(&str) -> T) -> T {
    if text.len() > LONGEST {
        return tell(text);
    }
    if let Some(told) = known.with_borrow(|known| known.get(text).copied()) {
        return told;
    }
    // It may ask for others itself.
    let told = tell(text);
    known.with_borrow_mut(|known| {
        if known.len() >= most {
            known.clear();
        }
        known.insert(text.into(), told);
    });
    told
}
