//! What a client says on the side: its first and its last words, however much there is between them.

use std::collections::VecDeque;
use std::io::Read;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;
use std::time::Duration;

use super::secrets;

/// What is shown of a client's own words.
const MOST_SAID: usize = 600;

/// What is kept of them, at the beginning and at the end.
const KEPT: usize = 1 << 13;

/// How long is waited for the last words of a client that has ended; something it started may still hold on to its end.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// Hears a client as it speaks, so that it is never held up.
pub(crate) struct Heard(Arc<(Mutex<Words>, Condvar)>);

#[derive(Default)]
struct Words {
    first: Vec<u8>,
    last: VecDeque<u8>,
    are_lost: bool,
    are_over: bool,
}

impl Heard {
    /// Listens to `from` until it ends.
    pub(crate) fn listen(from: Option<impl Read + Send + 'static>) -> Self {
        let shared = Arc::new((Mutex::new(Words { are_over: from.is_none(), ..Words::default() }), Condvar::new()));
        if let Some(mut from) = from {
            let shared = Arc::clone(&shared);
            thread::spawn(move || {
                let mut bytes = vec![0; 1 << 16];
                while let Some(read) = from.read(&mut bytes).ok().filter(|read| *read > 0) {
                    shared.0.lock().unwrap_or_else(PoisonError::into_inner).take(&bytes[..read]);
                }
                shared.0.lock().unwrap_or_else(PoisonError::into_inner).are_over = true;
                shared.1.notify_all();
            });
        }
        Self(shared)
    }

    /// The words in one line, from the error on, without what must not be shown.
    pub(crate) fn words(&self) -> String {
        self.words_without(&[])
    }

    /// [`words`](Self::words), where the client alone was given these secrets.
    pub(crate) fn words_without(&self, given: &[String]) -> String {
        let (words, over) = &*self.0;
        let words = words.lock().unwrap_or_else(PoisonError::into_inner);
        let (words, _) = over.wait_timeout_while(words, LAST_WORDS, |words| !words.are_over).unwrap_or_else(PoisonError::into_inner);
        shown(
            &given
                .iter()
                .filter(|value| value.len() >= secrets::SHORTEST)
                .fold(words.said(), |said, value| said.replace(value, secrets::HIDDEN)),
        )
    }
}

impl Words {
    fn take(&mut self, bytes: &[u8]) {
        let (first, rest) = bytes.split_at(bytes.len().min(KEPT - self.first.len()));
        self.first.extend(first);
        self.last.extend(&rest[rest.len().saturating_sub(KEPT)..]);
        let too_many = self.last.len().saturating_sub(KEPT);
        self.last.drain(..too_many);
        self.are_lost |= too_many > 0 || rest.len() > KEPT;
    }

    /// Where something was lost, whole lines: half a word might be half a credential, and the first one that of which the name is gone.
    fn said(&self) -> String {
        let last = Vec::from(self.last.clone());
        if !self.are_lost {
            return String::from_utf8_lossy(&[&self.first[..], &last].concat()).into_owned();
        }
        let (first, last) = (String::from_utf8_lossy(&self.first), String::from_utf8_lossy(&last));
        let first = first.rsplit_once(char::is_whitespace).map_or("", |(whole, _)| whole);
        let last = last.split_once('\n').map_or("", |(_, whole)| whole);
        format!("{first}\n… {last}")
    }
}

fn shown(said: &str) -> String {
    let said = secrets::hidden(said);
    let lower = said.to_ascii_lowercase();
    let is_long = said.chars().count() > MOST_SAID;
    let from = ["error", "exception"].iter().filter_map(|word| lower.find(word)).min().filter(|_| is_long);
    let shown: String = said[from.unwrap_or(0)..].chars().take(MOST_SAID).collect();
    if shown.is_empty() { "nothing".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn heard(said: String) -> String {
        Heard::listen(Some(Cursor::new(said.into_bytes()))).words()
    }

    #[test]
    fn the_first_and_the_last_words_are_kept_and_no_half_of_one() {
        assert_eq!(heard(String::new()), "nothing");
        assert_eq!(heard("all of it\n".to_owned()), "all of it");
        let flood = "chatter\n".repeat(1 << 20);
        let said = heard(format!("{flood}Error: no such table"));
        assert_eq!(said, "Error: no such table", "it is not lost behind the chatter");
        let mut words = Words::default();
        words.take(format!("{}password=geheim{}", " ".repeat(KEPT - 12), "x".repeat(3 * KEPT)).as_bytes());
        assert!(!words.said().contains("geh"), "{}", words.said().trim());
        let mut words = Words::default();
        (0..4 * KEPT).for_each(|_| words.take(b"yes\n"));
        assert!(words.said().len() < 2 * KEPT + 8);
    }
}
