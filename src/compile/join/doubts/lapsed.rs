//! Terms that ran out and that no other follows, of which nothing says that the customer left, among others that were renewed by a row of
//! their own.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{answer, quoted};
use crate::compile::join::population::Population;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words::{self, State};
use crate::compile::schema::Field;
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// Whoever renews late does so within so many days.
const LATE: i64 = 62;
/// Fewer may be slips.
const FEW: usize = 2;

pub(crate) fn of(layout: &Layout, population: &Population) -> Option<Question> {
    layout.contracts().find_map(|table| of_file(layout, table, population.scope.known_by()))
}

/// What became of the contracts of a file that ran out, by the rows that follow.
pub(super) struct RanOut {
    /// What says that a customer left, and its column.
    pub says: (Field, usize),
    /// Another contract follows.
    pub followed: usize,
    /// None does, and nothing says that the customer left.
    pub lapsed: usize,
}

impl RanOut {
    pub(super) fn of(table: &TableFile, known: NaiveDate) -> Option<Self> {
        let columns = &table.columns;
        let owner = decided::owner(columns)?;
        let says = [Field::Status, Field::LossDate, Field::IsLost].into_iter().find_map(|field| Some((field, index(columns, field)?)))?;
        if columns.has(Field::Date) {
            return None;
        }
        let day = |row: &[String], field: Field| {
            let value = row.get(index(columns, field)?)?;
            columns.get(field)?.form.span(value.as_bytes()).map(|span| span.last)
        };
        let mut terms: FxHashMap<&str, Vec<(NaiveDate, NaiveDate, bool)>> = FxHashMap::default();
        for row in &table.file.sample {
            let Some((start, end)) = day(row, Field::StartDate).zip(day(row, Field::ContractEnd)) else { continue };
            let Some(owner) = row.get(owner) else { continue };
            terms.entry(owner).or_default().push((start, end, is_gone(table, row, says)));
        }
        let is_over = |end: NaiveDate| (known - end).num_days() > LATE;
        let (mut followed, mut lapsed) = (0, 0);
        for own in terms.values() {
            for (_, end, is_gone) in own {
                let goes_on = own.iter().any(|(start, next, _)| next > end && (*start - *end).num_days().abs() <= LATE);
                followed += usize::from(goes_on);
                lapsed += usize::from(!goes_on && !is_gone && is_over(*end));
            }
        }
        Some(Self { says, followed, lapsed })
    }
}

/// The row says that the customer left.
pub(super) fn is_gone(table: &TableFile, row: &[String], (field, column): (Field, usize)) -> bool {
    let columns = &table.columns;
    match field {
        Field::Status => decided::word(columns, row, field).and_then(words::state).is_some_and(|state| state != State::Active),
        Field::IsLost => decided::outcome(columns, row) == Some(Outcome::Churned),
        _ => row.get(column).is_some_and(|value| !says_nothing(value)),
    }
}

fn of_file(layout: &Layout, table: &TableFile, known: NaiveDate) -> Option<Question> {
    let RanOut { says: (field, column), followed, lapsed } = RanOut::of(table, known)?;
    let (name, column) = (table.file.name(), &table.file.header[column]);
    let may_lag = field != Field::IsLost && lapsed >= FEW && followed >= lapsed && !layout.mapping.says_column(name, column);
    may_lag.then(|| {
        let line = |is: &str| format!("[files.{}.columns]\n{} = \"{is}\"\n", quoted(name), quoted(column));
        Question {
            is_pressing: false,
            file: name.to_owned(),
            asked: format!(
                "{} out, no other follows, and `{column}` does not say that the customer left. Were these lost?",
                counted(lapsed, "contract ran", "contracts ran")
            ),
            answers: vec![
                answer(format!("yes; what `{column}` says is not kept up"), line("ignore")),
                answer("no, they go on", line(field.key())),
            ],
        }
    })
}
