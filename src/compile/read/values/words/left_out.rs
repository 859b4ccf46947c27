//! What takes a row out of all figures: a mark under a heading that says so, a word, or what somebody wrote beside it.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, spellings};
use crate::compile::tongues::words;
use crate::domain::text::bare;

const SECTION: &str = "left out";

/// Rows that are nobody's contract, and rows that no longer hold.
static WORDS: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(SECTION, &[((), "words"), ((), "void")]));
/// What a longer text says of such a row.
static PHRASES: LazyLock<Vec<String>> = LazyLock::new(|| all("phrases"));
/// Parts of headings under which a mark takes a row out, and whole ones; beginnings of those under which it takes one in, and whole ones.
static HEADINGS: LazyLock<[Vec<String>; 4]> = LazyLock::new(|| ["out", "out alone", "in", "in alone"].map(all));

/// Words that say together what an account is.
const MOST_WORDS: usize = 3;

/// Words in the names of accounts that are nobody's.
static NOBODY: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(SECTION, &[((), "names")]));

/// Parts of headings of days on which something was taken back.
static TAKEN_BACK: LazyLock<Vec<String>> = LazyLock::new(|| all("back"));

fn all(key: &'static str) -> Vec<String> {
    words(SECTION, key).flat_map(spellings).map(|word| bare(&word)).collect()
}

/// Whether a mark under the heading takes a row out (`Exclude`), or in (`In scope`); `None` where it says nothing of that.
pub(crate) fn takes_out(heading: &str) -> Option<bool> {
    let [out, out_alone, begins_in, in_alone] = &*HEADINGS;
    let name = bare(heading);
    // `Is test account`, `Test account flag`.
    let said = name.strip_prefix("is").unwrap_or(&name);
    let said = said.strip_suffix("flag").unwrap_or(said);
    if out.iter().any(|part| name.contains(part.as_str())) || out_alone.iter().any(|whole| *whole == name || whole == said) {
        return Some(true);
    }
    (begins_in.iter().any(|start| name.starts_with(start.as_str())) || in_alone.contains(&name)).then_some(false)
}

/// Whether a day under the heading is one on which something was taken back (`Renewal withdrawn on`).
pub(crate) fn takes_back(heading: &str) -> bool {
    let name = bare(heading);
    TAKEN_BACK.iter().any(|part| name.contains(part.as_str()))
}

/// Whether a word says that its row does not count: `Test`, `Void`, `Out of scope`, `Internal / Test`.
pub(crate) fn leaves_out(word: &str) -> bool {
    let is_out = |word: &str| WORDS.get(&bare(word)).is_some();
    is_out(word) || word.contains('/') && word.split('/').all(is_out)
}

/// Whether a name is that of nobody's account: `TEST - do not delete`, `Acme Demo (internal)`.
pub(crate) fn names_nobody(name: &str) -> bool {
    let words: Vec<String> = name.split(|c: char| !c.is_alphanumeric()).map(bare).filter(|word| !word.is_empty()).collect();
    (1..=MOST_WORDS).any(|length| words.windows(length).any(|said| NOBODY.get(&said.concat()).is_some()))
}

/// Whether a text says so: `entered twice, do not count`.
pub(crate) fn tells_to_leave_out(text: &str) -> bool {
    let said = bare(text);
    PHRASES.iter().any(|phrase| said.contains(phrase.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_nobodys_accounts_are_told_by_a_word_of_them() {
        for name in
            ["TEST - do not delete", "zzz_test", "Acme Demo (internal)", "Sandbox 2", "Dummy Customer", "Testkunde GmbH", "DO NOT USE"]
        {
            assert!(names_nobody(name), "{name}");
        }
        for name in ["Testarossa Motors", "Democracy Works", "Greatest Hits", "Internal Medicine Associates"] {
            assert!(!names_nobody(name), "{name}");
        }
    }

    #[test]
    fn headings_say_whether_a_mark_takes_a_row_out_or_in() {
        for heading in [
            "Is Test Account",
            "Test account flag",
            "Exclude",
            "IsDeleted",
            "deleted_at",
            "Duplicate?",
            "Archived",
            "Voided at",
            "Ausgeschlossen",
            "Doublon",
        ] {
            assert_eq!(takes_out(heading), Some(true), "{heading}");
        }
        for heading in
            ["In scope", "In GRR?", "Retention scope", "Count for KPI", "Valid", "Record active", "Zählt für Retention", "Posted"]
        {
            assert_eq!(takes_out(heading), Some(false), "{heading}");
        }
        for heading in
            ["Exclusive", "Includes support", "Active", "Auto-renew", "Valid until", "Country", "Internal owner", "Account scope"]
        {
            assert_eq!(takes_out(heading), None, "{heading}");
        }
    }

    #[test]
    fn what_is_written_beside_a_row_may_take_it_out() {
        for text in ["duplicate - ignore", "Entered twice, do not count", "Renewed under another opportunity", "Co-termed into contract A"]
        {
            assert!(tells_to_leave_out(text), "{text}");
        }
        for text in ["procurement slow", "duplicate tooling after the merger", "consolidated with a competitor", "called twice"] {
            assert!(!tells_to_leave_out(text), "{text}");
        }
        assert!(leaves_out("Internal / Test") && !leaves_out("Test / Acme"));
        assert!(leaves_out("Out of scope") && leaves_out("Entered in error") && !leaves_out("Active"));
    }
}
