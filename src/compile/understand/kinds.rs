//! Which kinds of deals stand in a file, and whether anything tells renewals from the others.

use super::recognise::Recognised;
use crate::compile::read::file::DataFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;

/// A column, and how its words tell a renewal from other deals.
type Reader = (Option<usize>, fn(&str) -> Option<bool>);

/// What of the first rows tells a kind of deal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Kinds {
    pub renewals: u32,
    pub others: u32,
    /// Rows of which nothing tells.
    pub untold: u32,
}

impl Kinds {
    pub(crate) fn of(file: &DataFile, found: &Recognised) -> Self {
        let mut kinds = Self::default();
        let flag = found.column(Field::IsRenewal);
        let is_silent = |field: Field| found.column(field).is_some_and(|column| tell_nothing(field, file.values(column)));
        let by_kind: fn(&str) -> Option<bool> = if is_silent(Field::RowType) { |kind| told(kind, false) } else { words::names_renewal };
        let pipeline = found.column(Field::Pipeline).filter(|_| !is_silent(Field::Pipeline));
        let readers: [Reader; 3] = [
            (found.column(Field::RowType), by_kind),
            (found.column(Field::DealName), words::kind_in_title),
            (pipeline, words::kind_of_pipeline),
        ];
        for row in &file.sample {
            let value = |column: Option<usize>| row.get(column?).map(String::as_str).filter(|value| !value.is_empty());
            let told = value(flag).and_then(words::flag).or_else(|| readers.iter().find_map(|(column, read)| read(value(*column)?)));
            match told {
                Some(true) => kinds.renewals += 1,
                Some(false) => kinds.others += 1,
                None => kinds.untold += 1,
            }
        }
        kinds
    }
}

/// Whether a kind of deal names renewals. Where its column names none, what is of a customer may be one.
pub(crate) fn told(kind: &str, by_column: bool) -> Option<bool> {
    words::names_renewal(kind).filter(|_| by_column || !words::is_of_a_customer(kind))
}

/// Whether the words of a column of kinds, or of pipelines, part no renewals from the rest: none names renewals, or one pipeline, for
/// whatever it is, holds all.
pub(crate) fn tell_nothing<'v>(field: Field, words: impl Iterator<Item = &'v str>) -> bool {
    let mut words = words.peekable();
    let Some(first) = words.peek().copied() else { return false };
    match field {
        Field::RowType => !words.any(|word| words::names_renewal(word) == Some(true) || words::is_ambiguous_kind(word)),
        Field::Pipeline => words::names_renewal(first).is_none() && words.all(|word| word == first),
        _ => false,
    }
}

/// Some rows say that they are existing business.
pub(crate) fn are_ambiguous(file: &DataFile, found: &Recognised) -> bool {
    let may_be = |column: usize| {
        let is_silent = tell_nothing(Field::RowType, file.values(column));
        file.values(column).any(|word| words::is_ambiguous_kind(word) || is_silent && words::is_of_a_customer(word))
    };
    found.column(Field::RowType).is_some_and(may_be)
}

/// At least some rows say that they are renewals.
pub(crate) fn are_told(file: &DataFile, found: &Recognised) -> bool {
    Kinds::of(file, found).renewals > 0
}
