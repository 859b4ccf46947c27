//! Whether a row is a renewal and what became of it, as far as an engine can tell: the rules of `compile::join::decision`. What is
//! too fine for it comes along, and is told where the rows are read.

use super::query::Pull;
use super::relation::Relation;
use super::rows::no_day;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::error::Result;

/// The columns of a renewal `t` that tell: its days, whether it is a renewal, and whether it is known to be kept.
pub fn columns(pull: &Pull<'_>, renewals: Relation<'_>) -> Result<String> {
    let as_of = pull.dialect.day(pull.as_of);
    let left = renewals.day(Field::LossDate).map_or_else(no_day, |day| format!("CASE WHEN {day} <= {as_of} THEN {day} END"));
    let due = renewals.needed_day(Field::DueDate)?;
    Ok(format!(
        "{due} AS retro_end,\n    {} AS retro_closed,\n    {left} AS retro_left,\n    {} AS retro_renews,\n    {} AS retro_kept",
        renewals.day(Field::ClosedDate).unwrap_or_else(no_day),
        renews(renewals),
        kept(renewals, &format!("{due} >= {as_of}"))
    ))
}

/// The `rows` with the day that each is due on, the day of a loss before the contract's end, and whether it is decided.
pub fn settled(rows: &str) -> String {
    format!(
        "SELECT d.*,\n    CASE WHEN retro_left < retro_end AND COALESCE(retro_kept, 0) = 0 THEN retro_left ELSE retro_end END AS retro_due,\n    \
         CASE WHEN retro_renews = 1 AND (retro_kept IS NOT NULL OR retro_left IS NOT NULL) THEN 1 ELSE 0 END AS retro_decided\n  FROM (\n  {rows}\n  ) d"
    )
}

/// 1 for a renewal, and for what may be one: a flag tells it, else the kind, else the title, else the pipeline.
fn renews(renewals: Relation<'_>) -> String {
    let mut cases = String::new();
    let mut case = |when: Option<String>, then: u8| {
        if let Some(when) = when {
            cases += &format!(" WHEN {when} THEN {then}");
        }
    };
    for (yes, then) in [(true, 1), (false, 0)] {
        case(renewals.says(Field::IsRenewal, yes), then);
    }
    let kind = renewals.word(Field::RowType);
    let of = |word: &Option<String>, stems: &[&str]| word.as_deref().map(|word| has_one(word, stems));
    case(of(&kind, words::renewals()), 1);
    case(of(&kind, words::other_kinds()), 0);
    case(of(&renewals.word(Field::DealName), words::renewals()), 1);
    case(renewals.value(Field::DealName).map(|title| names_another(renewals, &title)), 0);
    let pipeline = renewals.word(Field::Pipeline);
    case(of(&pipeline, words::renewals()), 1);
    let others: Vec<&str> = [words::other_kinds(), words::sales()].concat();
    case(pipeline.map(|name| format!("({}) AND NOT ({})", has_one(&name, &others), has_one(&name, words::ambiguous_kinds()))), 0);
    // A word that nobody knows names something else.
    let is_unsaid = kind
        .map_or_else(|| "1 = 1".to_owned(), |kind| format!("COALESCE({kind}, '') = '' OR {}", has_one(&kind, words::ambiguous_kinds())));
    format!("CASE{cases} WHEN {is_unsaid} THEN 1 ELSE 0 END")
}

fn has_one(word: &str, stems: &[&str]) -> String {
    stems.iter().map(|stem| format!("{word} LIKE '%{stem}%'")).collect::<Vec<_>>().join(" OR ")
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
    let mut cases = String::new();
    let mut case = |when: Option<String>, then: &str| {
        if let Some(when) = when {
            cases += &format!(" WHEN {when} THEN {then}");
        }
    };
    let outcome = renewals.word(Field::Outcome);
    let says = |words: &[&str]| outcome.as_deref().map(|outcome| dialect.is_one_of(outcome, words));
    let [renewed, churned] = words::decided();
    let flag = |field, yes| renewals.says(field, yes);
    let both = |one: Option<String>, other: Option<String>| Some(format!("{} AND {}", one?, other?));
    case(says(words::standing()).map(|stands| format!("{stands} AND {is_to_come}")), "NULL");
    case(says(renewed), "1");
    case(says(churned), "0");
    case(flag(Field::IsWon, true), "1");
    case(flag(Field::IsLost, true), "0");
    case(both(flag(Field::IsClosed, true), flag(Field::IsWon, false)), "0");
    case(flag(Field::IsClosed, false), "NULL");
    case(flag(Field::IsWon, false), "NULL");
    case(flag(Field::IsLost, false).map(|stays| format!("{stays} AND NOT ({is_to_come})")), "1");
    let told = if cases.is_empty() { "NULL".to_owned() } else { format!("CASE{cases} END") };
    format!("CAST({told} AS INTEGER)")
}
