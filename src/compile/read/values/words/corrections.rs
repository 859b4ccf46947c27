//! What a file says by its name and headings that it does to another one: it corrects it, names who was lost, who stayed, or who is left out.

use std::sync::LazyLock;

use crate::compile::tongues::words;
use crate::domain::text::bare;

/// Shorter words stand within others.
const SHORTEST: usize = 4;

static CORRECTS: LazyLock<Vec<String>> = LazyLock::new(|| all([("corrections", "words")]));
static LOSES: LazyLock<Vec<String>> = LazyLock::new(|| all([("phrases", "churned"), ("phrases", "loss"), ("files", "reasons")]));
static KEEPS: LazyLock<Vec<String>> = LazyLock::new(|| all([("phrases", "renewed"), ("corrections", "saved")]));
static LEAVES_OUT: LazyLock<Vec<String>> = LazyLock::new(|| all([("left out", "out"), ("left out", "out alone"), ("corrections", "out")]));

fn all<const N: usize>(keys: [(&'static str, &'static str); N]) -> Vec<String> {
    let said = keys.into_iter().flat_map(|(section, key)| words(section, key)).map(bare);
    said.filter(|word| !word.is_ascii() || word.len() >= SHORTEST).collect()
}

fn says(name: &str, words: &[String]) -> bool {
    let name = bare(name);
    words.iter().any(|word| name.contains(word.as_str()))
}

/// `corrections_q3`, `Corrected ARR`
pub(crate) fn corrects(name: &str) -> bool {
    says(name, &CORRECTS)
}

/// `cancellations`, `Kündigungen 2026`
pub(crate) fn tells_losses(name: &str) -> bool {
    says(name, &LOSES)
}

/// `late saves`, `Won back on`
pub(crate) fn tells_saves(name: &str) -> bool {
    says(name, &KEEPS)
}

/// `exclusions`, `do not count`
pub(crate) fn tells_left_out(name: &str) -> bool {
    says(name, &LEAVES_OUT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_a_file_says_what_it_does_to_another() {
        assert!(["corrections_q3", "Korrekturen", "restated ARR", "adjustments"].iter().all(|name| corrects(name)));
        assert!(["cancellations", "Kündigungen 2026", "churn log"].iter().all(|name| tells_losses(name)));
        assert!(["late_saves", "won back"].iter().all(|name| tells_saves(name)));
        assert!(["exclusions", "do_not_count", "internal accounts", "excluded"].iter().all(|name| tells_left_out(name)));
        for name in ["contacts", "invoices", "health", "nps_2026", "next steps"] {
            assert!(!corrects(name) && !tells_losses(name) && !tells_saves(name) && !tells_left_out(name), "{name}");
        }
    }
}
