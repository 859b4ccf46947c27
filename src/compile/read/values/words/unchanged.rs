//! Words in place of an amount after that stayed as it was: `same`, `unchanged`.

use std::sync::LazyLock;

use super::lexicon::Lexicon;
use crate::domain::text::bare;

static WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of("unchanged", &[((), "words")]));

/// Whether a word says that an amount stayed as it was.
pub(crate) fn says_unchanged(word: &str) -> bool {
    // Most cells hold numbers.
    !word.bytes().any(|byte| byte.is_ascii_digit()) && WORDS.get(&bare(word)).is_some()
}
