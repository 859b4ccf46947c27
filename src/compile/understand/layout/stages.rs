//! Words of a stage that nobody understands, in a column whose words for won and lost are understood: on the way, where their rows
//! say so. Every company and every language calls its stages otherwise.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::compile::read::scan::TableFile;
use crate::compile::read::values::{is_no_value, words};
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::compile::understand::infer::says_nothing;
use crate::domain::renewal::Outcome;

/// What is still open lies behind so many of twenty days of what is decided: most of it by the day of closing, and nearly all by the
/// day due, since what is open late was due before.
const BEHIND: usize = 19;
/// Different words of which each can be asked about.
const MOST: usize = 5;

type Rows<'t> = Vec<&'t [String]>;

/// The first rows by what their words say.
struct Seen<'t> {
    renewed: Rows<'t>,
    churned: Rows<'t>,
    /// By the key of a word that nobody understands.
    unknown: BTreeMap<String, Rows<'t>>,
}

impl<'t> Seen<'t> {
    /// `None` where no column tells an outcome by words, or they are open already, or not both ends are understood.
    fn of(table: &'t TableFile) -> Option<Self> {
        let (bound, column) = (table.columns.get(Field::Outcome)?, index(&table.columns, Field::Outcome)?);
        let mut seen = Self { renewed: Vec::new(), churned: Vec::new(), unknown: BTreeMap::new() };
        for row in &table.file.sample {
            let Some(word) = row.get(column).filter(|word| !is_no_value(word.as_bytes())) else { continue };
            match words::outcome(bound.form.mapped(word).unwrap_or(word)) {
                Some(Outcome::Renewed) => seen.renewed.push(row),
                Some(Outcome::Churned) => seen.churned.push(row),
                Some(Outcome::Open) => {}
                // What says that it is no renewal is no stage of one.
                None if words::leaves_out(word) || words::tells_to_leave_out(word) => {}
                None => seen.unknown.entry(words::key(word)).or_default().push(row),
            }
        }
        (!bound.form.other_is_open && !seen.renewed.is_empty() && !seen.churned.is_empty()).then_some(seen)
    }
}

/// Of fewer than one row in so many nothing can be told.
const FEW: usize = 20;

/// Behind fewer that are decided anything lies by chance.
const DECIDED: usize = 8;

/// Takes words as open whose rows are: all unknown ones, or those alone; `true` where there are some.
pub(super) fn settle(table: &mut TableFile) -> bool {
    let are_some = |seen: &Seen<'_>| {
        let unknown = seen.unknown.values().map(Vec::len).sum::<usize>();
        unknown * FEW > seen.renewed.len() + seen.churned.len() + unknown
    };
    let Some(seen) = Seen::of(table).filter(are_some) else { return false };
    let decided: Rows<'_> = seen.renewed.iter().chain(&seen.churned).copied().collect();
    if decided.len() < DECIDED {
        return false;
    }
    let open: Vec<String> =
        seen.unknown.iter().filter(|(_, rows)| are_on_the_way(table, rows, &decided)).map(|(word, _)| word.clone()).collect();
    let are_all = open.len() == seen.unknown.len();
    let is_open = !open.is_empty();
    let Some(bound) = table.columns.get_mut(Field::Outcome) else { return false };
    bound.form.other_is_open = are_all;
    if !are_all {
        bound.form.values.extend(open.into_iter().map(|word| (word, Outcome::Open.label().to_owned())));
    }
    is_open
}

/// Whether what nobody understands can be asked about word by word, since the rest tells what is won and what is lost.
pub(super) fn can_be_asked(table: &TableFile) -> bool {
    Seen::of(table).is_some_and(|seen| seen.unknown.len() <= MOST)
}

/// Nobody closed them while what is decided was closed, or they are due, or to be closed, later than nearly all of that; and none
/// was given up for a reason.
fn are_on_the_way(table: &TableFile, rows: &[&[String]], decided: &[&[String]]) -> bool {
    let columns = &table.columns;
    let is_mostly = |rows: &[&[String]], field: Field| {
        let column = index(columns, field);
        let is_filled = |row: &&&[String]| column.and_then(|column| row.get(column)).is_some_and(|value| !says_nothing(value));
        rows.iter().filter(is_filled).count() * 2 > rows.len()
    };
    let days = |rows: &[&[String]], field: Field| -> Vec<NaiveDate> {
        let Some((bound, column)) = columns.get(field).zip(index(columns, field)) else { return Vec::new() };
        let day = |row: &&[String]| bound.form.span(row.get(column)?.as_bytes()).map(|span| span.last);
        let mut days: Vec<NaiveDate> = rows.iter().filter_map(day).collect();
        days.sort_unstable();
        days
    };
    let are_behind = |field: Field, part: usize| {
        let (own, usual) = (days(rows, field), days(decided, field));
        own.get(own.len() / part).zip(usual.get(usual.len() * BEHIND / 20)).is_some_and(|(own, late)| own >= late)
    };
    let is_closed = |rows| is_mostly(rows, Field::ClosedDate);
    let is_given_up = [Field::ReasonCode, Field::LossDate].iter().any(|field| is_mostly(rows, *field));
    !is_given_up && (is_closed(decided) && !is_closed(rows) || are_behind(Field::ClosedDate, 2) || are_behind(Field::DueDate, 4))
}
