//! Columns that nobody but a person can settle, and the line of a mapping that does.

use crate::compile::read::columns::Bound;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::{is_no_value, words};
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::infer;
use crate::compile::understand::kinds;
use crate::compile::understand::meaning::Meaning;

/// A column whose values nobody can read as they stand: dates without an order, or words that mostly mean nothing to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unsettled {
    pub field: Field,
    pub column: String,
    pub doubt: Doubt,
    pub examples: Vec<String>,
}

/// What nobody can tell of a column's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// Which of two numbers is the day.
    Order,
    /// Both orders of dates stand in it.
    MixedOrders,
    /// Whether `Sep 26` is a month of a year.
    Months,
    /// What the words mean.
    Words,
}

impl Unsettled {
    /// What is open, and the line that settles it.
    pub(crate) fn message(&self, file: &str) -> String {
        let examples = self.examples.join("`, `");
        if self.field.kind() != Kind::Date && self.examples.iter().any(|value| infer::loose_number(value).is_some()) {
            return format!(
                "the column {} would tell what became of each renewal, and holds numbers (`{examples}`); write under [files.\"{file}\".columns] \
                 in mapping.toml what it is: {:?} = \"ignore\", or \"arr_before\", or \"arr_after\"",
                self.column, self.column
            );
        }
        if self.field.kind() != Kind::Date {
            let (first, field) = (self.examples.first().map_or("", String::as_str), self.field.key());
            return format!(
                "too many rows have words in the column {} that are not understood as renewed, churned or open (`{examples}`); write under \
                 [values.{field}] in mapping.toml what each means: \"{first}\" = \"renewed\", or \"churned\", or \"open\"",
                self.column
            );
        }
        if self.doubt == Doubt::Months {
            return format!(
                "nothing in this column tells whether these are months of years, or days without a year (`{examples}`); where they are months, \
                 write under [files.\"{file}\".columns] in mapping.toml: \"{}\" = {{ field = \"{}\", date = \"month\" }}",
                self.column,
                self.field.key()
            );
        }
        let what = if self.doubt == Doubt::MixedOrders {
            "day first and month first both stand in this column"
        } else {
            "nothing in this column tells day from month"
        };
        format!(
            "{what} (`{examples}`); write under [files.\"{file}\".columns] in mapping.toml: \"{}\" = {{ field = \"{}\", date = \"dmy\" }}, or date = \"mdy\"",
            self.column,
            self.field.key()
        )
    }
}

/// Of few words that nobody understands each is asked about with its figures; of more than one in so many rows the column is, unless it is
/// one word that stands in fewer than one in so many.
const MOST_UNKNOWN: u32 = 20;
const MOST_OF_ONE: u32 = 3;

/// Outcomes too many of which, in the first rows, nobody understands. Of stages, many of which are on the way, all.
pub(crate) fn outcomes(table: &TableFile) -> Option<Unsettled> {
    let columns = &table.columns;
    let (bound, column) = (columns.get(Field::Outcome)?, index(columns, Field::Outcome)?);
    let kind = columns.get(Field::RowType).zip(index(columns, Field::RowType));
    let is_renewal = |row: &&Vec<String>| {
        let said = kind.and_then(|(bound, index)| Some((bound, row.get(index).filter(|kind| !kind.is_empty())?)));
        let may_be = |bound: &Bound, kind: &str| match kinds::told(kind, !bound.form.tells_no_kinds) {
            None => bound.form.tells_no_kinds || words::is_ambiguous_kind(kind),
            Some(is_renewal) => is_renewal,
        };
        said.is_none_or(|(bound, kind)| may_be(bound, bound.form.mapped(kind).unwrap_or(kind)))
    };
    let (mut all, mut unknown, mut examples) = (0_u32, 0_u32, Vec::new());
    for word in table.file.sample.iter().filter(is_renewal).filter_map(|row| row.get(column)).filter(|word| !is_no_value(word.as_bytes())) {
        all += 1;
        if Meaning::of(Field::Outcome, &bound.form, word).is_doubtful() {
            unknown += 1;
            let is_new = |word: &String| !examples.iter().any(|known: &String| words::key(known) == words::key(word));
            if examples.len() < 3 && is_new(word) {
                examples.push(word.clone());
            }
        }
    }
    let is_too_much = if bound.form.other_is_open {
        unknown == all && all > 0
    } else {
        unknown * if examples.len() == 1 { MOST_OF_ONE } else { MOST_UNKNOWN } > all
    };
    let is_open = columns.table == Table::Renewals && is_too_much;
    is_open.then(|| Unsettled { field: Field::Outcome, column: bound.name.clone(), doubt: Doubt::Words, examples })
}
