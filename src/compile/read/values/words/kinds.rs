//! Kinds of deals: which are renewals.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, in_engines, spellings};
use crate::compile::tongues::words;
use crate::domain::text::{bare, is_unspaced};

/// Parts of what the kind of a row has in it: where it is a renewal, kept or lost; where it surely is none; and where it is a deal with
/// somebody who is a customer, a renewal or more of the same.
const KINDS: [&str; 3] = ["renewal", "other", "existing"];
/// Words of a title, whole: a customer may be called `New Line` or `ReNew Power`.
const IN_TITLES: [(bool, &str); 2] = [(true, "renewal in a title"), (false, OTHER_TITLES)];
const OTHER_TITLES: &str = "other in a title";
/// Pipelines that are for winning customers.
const OF_SALES: &str = "sales pipeline";

static STEMS: LazyLock<[Vec<String>; 3]> =
    LazyLock::new(|| KINDS.map(|key| words("kinds", key).flat_map(spellings).map(|stem| bare(&stem)).collect()));
static IN_ENGINES: LazyLock<[Vec<&str>; 3]> = LazyLock::new(|| KINDS.map(|key| in_engines(words("kinds", key))));
/// What takes two words to say.
static PAIRS: LazyLock<Vec<String>> = LazyLock::new(|| words("kinds", "two words in a title").map(bare).collect());
static SALES: LazyLock<Vec<String>> = LazyLock::new(|| words("kinds", OF_SALES).map(bare).collect());
static IN_TITLES_OF_OTHERS: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(words("kinds", OTHER_TITLES)));
static SALES_IN_ENGINES: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(words("kinds", OF_SALES)));
static TITLES: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::of("kinds", &IN_TITLES));

/// Whether the kind of a row names renewals; `None` where the word alone does not tell.
pub(crate) fn names_renewal(kind: &str) -> Option<bool> {
    let kind = bare(kind);
    let speaks_of = |stems: &[String]| stems.iter().any(|stem| kind.contains(stem.as_str()));
    if speaks_of(&STEMS[0]) { Some(true) } else { speaks_of(&STEMS[1]).then_some(false) }
}

/// Whether a kind says only that the deal is with a customer (`Existing Business`): title and pipeline may tell.
pub(crate) fn is_ambiguous_kind(kind: &str) -> bool {
    names_renewal(kind).is_none() && is_of_a_customer(kind)
}

/// Whether a kind says that the deal is with a customer, whatever else it says (`Existing Customer - Upgrade`).
pub(crate) fn is_of_a_customer(kind: &str) -> bool {
    let bare = bare(kind);
    STEMS[2].iter().any(|stem| bare.contains(stem.as_str()))
}

/// Parts of a kind that names renewals, as engines look for them.
pub(crate) fn renewals() -> &'static [&'static str] {
    &IN_ENGINES[0]
}

/// Parts of one that names others.
pub(crate) fn other_kinds() -> &'static [&'static str] {
    &IN_ENGINES[1]
}

/// Parts of one that does not tell.
pub(crate) fn ambiguous_kinds() -> &'static [&'static str] {
    &IN_ENGINES[2]
}

/// Whole words of a title that names others.
pub(crate) fn other_titles() -> &'static [&'static str] {
    &IN_TITLES_OF_OTHERS
}

/// Parts of a pipeline for winning customers.
pub(crate) fn sales() -> &'static [&'static str] {
    &SALES_IN_ENGINES
}

/// Whether a deal's title says that it is a renewal; `None` where it does not tell.
#[allow(dead_code, reason = "read by what tells renewals from other deals")]
pub(crate) fn kind_in_title(title: &str) -> Option<bool> {
    let said: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(bare).collect();
    let mut kinds: Vec<bool> = said.iter().filter_map(|word| TITLES.get(word)).collect();
    kinds.extend(said.windows(2).filter(|pair| PAIRS.contains(&pair.concat())).map(|_| false));
    // Japanese writes a title without blanks.
    kinds.extend(names_renewal(title).filter(|_| !title.is_ascii() && said.iter().any(|word| is_unspaced(word))));
    if kinds.contains(&true) { Some(true) } else { kinds.first().copied() }
}

/// Whether a pipeline holds renewals; `None` where its name does not tell. One for sales holds other deals where there is one for
/// renewals beside it; a lone one may hold all.
#[allow(dead_code, reason = "read by what tells renewals from other deals")]
pub(crate) fn kind_of_pipeline(pipeline: &str) -> Option<bool> {
    let bare = bare(pipeline);
    names_renewal(pipeline)
        .or_else(|| (!is_ambiguous_kind(pipeline) && SALES.iter().any(|word| bare.contains(word.as_str()))).then_some(false))
}
