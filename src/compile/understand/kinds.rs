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
        let readers: [Reader; 3] = [
            (found.column(Field::RowType), words::names_renewal),
            (found.column(Field::DealName), words::kind_in_title),
            (found.column(Field::Pipeline), words::kind_of_pipeline),
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

/// Some rows say that they are existing business.
pub(crate) fn are_ambiguous(file: &DataFile, found: &Recognised) -> bool {
    found.column(Field::RowType).is_some_and(|column| file.values(column).any(words::is_ambiguous_kind))
}

/// At least some rows say that they are renewals.
pub(crate) fn are_told(file: &DataFile, found: &Recognised) -> bool {
    Kinds::of(file, found).renewals > 0
}
