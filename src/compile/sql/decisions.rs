//! Whether a row is a renewal and what became of it, as far as an engine can tell: the rules of `compile::join::decision`. What is
//! too fine for it comes along, and is told where the rows are read.

use super::cases::Cases;
use super::dialect::{self, Dialect};
use super::query::Pull;
use super::relation::Relation;
use super::rows::no_day;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::error::Result;

/// The columns of a renewal `t` that tell: its days, whether it is a renewal, and whether it is known to be kept.
pub(crate) fn columns(pull: &Pull<'_>, renewals: Relation<'_>) -> Result<String> {
    let as_of = dialect::day(pull.as_of);
    let left = renewals.day(Field::LossDate).map_or_else(no_day, |day| format!("CASE WHEN {day} <= {as_of} THEN {day} END"));
    let due = renewals.needed_day(Field::DueDate)?;
    let stays = stays(renewals);
    let notice = renewals.day(Field::LossDate).map(|day| format!("CASE WHEN {stays} = 1 OR {day} > {as_of} THEN {day} END"));
    let closed = match (renewals.day(Field::ClosedDate), notice) {
        (Some(closed), Some(notice)) => format!("COALESCE({closed}, {notice})"),
        (closed, notice) => closed.or(notice).unwrap_or_else(no_day),
    };
    Ok(format!(
        "{due} AS retro_end,\n    {closed} AS retro_closed,\n    {left} AS retro_left,\n    {stays} AS retro_stays,\n    \
         {} AS retro_renews,\n    {} AS retro_kept",
        renews(renewals),
        kept(renewals, &format!("{due} >= {as_of}"))
    ))
}

/// The `rows` with the day that each is due on, the day of a loss before the contract's end, and whether it is decided.
pub(crate) fn settled(rows: &str) -> String {
    format!(
        "SELECT d.*,\n    \
         CASE WHEN retro_left < retro_end AND retro_stays = 0 AND COALESCE(retro_kept, 0) = 0 THEN retro_left ELSE retro_end END \
         AS retro_due,\n    \
         CASE WHEN retro_renews = 1 AND (retro_kept IS NOT NULL OR retro_left IS NOT NULL) THEN 1 ELSE 0 END AS retro_decided\n  FROM (\n  {rows}\n  ) d"
    )
}

/// 1 where the day of a loss is the one of notice, or of a deal the one on which it was given up: it ends nothing.
fn stays(renewals: Relation<'_>) -> String {
    match renewals.says(Field::EndsWithTerm, true) {
        _ if renewals.are_deals() => "1".to_owned(),
        Some(stays) => format!("CASE WHEN {stays} THEN 1 ELSE 0 END"),
        None => "0".to_owned(),
    }
}

/// 1 for a renewal, and for what may be one: a flag tells it, else the kind, else the title, else the pipeline.
fn renews(renewals: Relation<'_>) -> String {
    let mut cases = Cases::default();
    for (yes, then) in [(true, 1), (false, 0)] {
        cases.when(renewals.says(Field::IsRenewal, yes), then);
    }
    let dialect = renewals.dialect;
    let recurs = renewals.word(Field::Recurring);
    cases.when(recurs.map(|word| dialect.is_one_of(&word, words::once())), 0);
    let kind = renewals.word(Field::RowType);
    let of = |word: &Option<String>, stems: &[&str]| word.as_deref().map(|word| has_one(dialect, word, stems));
    cases.when(of(&kind, words::renewals()), 1);
    cases.when(of(&kind, words::other_kinds()), 0);
    cases.when(of(&renewals.word(Field::DealName), words::renewals()), 1);
    cases.when(renewals.value(Field::DealName).map(|title| names_another(renewals, &title)), 0);
    let pipeline = renewals.word(Field::Pipeline);
    cases.when(of(&pipeline, words::renewals()), 1);
    let others: Vec<&str> = [words::other_kinds(), words::sales()].concat();
    let sells = |name: &str| format!("{} AND NOT ({})", has_one(dialect, name, &others), has_one(dialect, name, words::ambiguous_kinds()));
    cases.when(pipeline.as_deref().map(sells), 0);
    // A word that nobody knows names something else.
    cases.when(kind.as_deref().map(|kind| format!("COALESCE({kind}, '') = '' OR {}", has_one(dialect, kind, words::ambiguous_kinds()))), 1);
    // A word that nobody knows names something else.
    cases.or_else(if kind.is_some() { "0" } else { "1" })
}

/// Whether one of the stems stands in a word. One pattern, since the word is long to say: some clients take a query as one argument,
/// and systems bound how long that is.
fn has_one(dialect: Dialect, word: &str, stems: &[&str]) -> String {
    // What holds another stem says no more than that one.
    let is_needed = |stem: &&&str| !stems.iter().any(|other| other != *stem && stem.contains(other));
    let needed: Vec<&str> = stems.iter().filter(is_needed).copied().collect();
    dialect.matches(word, &format!("^.*({}).*$", needed.join("|")))
}

/// Whether a title has a word, whole, that names another kind of deal.
fn names_another(renewals: Relation<'_>, title: &str) -> String {
    const BESIDE: &str = "[^a-z0-9à-ÿ]";
    let pattern = format!("^(.*{BESIDE})?({})({BESIDE}.*)?$", words::other_titles().join("|"));
    renewals.dialect.matches(&format!("LOWER({title})"), &pattern)
}

/// 1 for a customer who was kept, 0 for one who was lost, nothing for one of whom that is open. How things stand says nothing of
/// what `is_to_come`.
fn kept(renewals: Relation<'_>, is_to_come: &str) -> String {
    let dialect = renewals.dialect;
    let mut cases = Cases::default();
    let outcome = renewals.word(Field::Outcome);
    let says = |words: &[&str]| outcome.as_deref().map(|outcome| dialect.is_one_of(outcome, words));
    let [renewed, churned] = words::decided();
    let flag = |field, yes| renewals.says(field, yes);
    let both = |one: Option<String>, other: Option<String>| Some(format!("{} AND {}", one?, other?));
    cases.when(says(words::standing()).map(|stands| format!("{stands} AND {is_to_come}")), "NULL");
    cases.when(says(renewed), "1");
    cases.when(says(churned), "0");
    cases.when(flag(Field::IsWon, true), "1");
    cases.when(flag(Field::IsLost, true), "0");
    cases.when(both(flag(Field::IsClosed, true), flag(Field::IsWon, false)), "0");
    cases.when(flag(Field::IsClosed, false), "NULL");
    cases.when(flag(Field::IsWon, false), "NULL");
    cases.when(flag(Field::IsLost, false).map(|stays| format!("{stays} AND NOT ({is_to_come})")), "1");
    format!("CAST({} AS INTEGER)", cases.or_else("NULL"))
}
