//! Renewals of which nothing stands in the column that tells what became of them, though they were due: a mark for what was renewed, and
//! none for what was lost; or the other way round; or nobody wrote it down yet.

use chrono::NaiveDate;

use super::{answer, quoted};
use crate::compile::join::decision::NONE;
use crate::compile::join::population::Population;
use crate::compile::join::renewal_row::{SAME, says_if_changed};
use crate::compile::read::columns::Bound;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::given_up;
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::layout::Layout;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// Whoever does not write at once writes within so many days.
const LATE: i64 = 31;

/// What may tell by its words or marks what became of a renewal.
const TELLING: [Field; 2] = [Field::Outcome, Field::IsWon];

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let files = || layout.files(Table::Renewals);
    files().filter_map(|table| of_file(layout, table, population)).chain(files().filter_map(of_unchanged)).collect()
}

fn of_file(layout: &Layout, table: &TableFile, population: &Population) -> Option<Question> {
    if let Some(bound) = table.columns.get(Field::ArrAfter).filter(|bound| bound.form.tells_losses) {
        return of_amounts(table, bound, population);
    }
    let (field, column) = TELLING.into_iter().find_map(|field| Some((field, index(&table.columns, field)?)))?;
    // A stage that is empty is one on the way.
    let bound = table.columns.get(field)?;
    let is_said = (field == Field::Outcome || bound.form.by_presence) && bound.form.mapped("").is_some();
    // A reason of loss beside them is asked about by itself.
    if is_said || bound.form.is_stage || given_up::look(table).is_some() {
        return None;
    }
    let seen = Seen::of(table, column, population)?;
    let likely = seen.likely()?;
    let name = table.file.name();
    let because = match likely {
        _ if !seen.says_lost => "and no row says that anything was lost",
        _ if !seen.says_renewed => "and no row says that anything was renewed",
        Outcome::Renewed => "and an amount after stands beside them",
        _ => "more than a month ago",
    };
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "`{}` is empty in {} by {}, {because}. What became of them?",
            bound.name,
            counted(seen.rows, "row that was due", "rows that were due"),
            population.scope.known_by()
        ),
        answers: if bound.form.by_presence { of_mark(field) } else { answers(layout, name, &bound.name, field, likely) },
    })
}

/// Renewed rows so many of a hundred of which have no amount after.
const SOME: usize = 5;

/// Renewed rows without an amount after, beside others that changed: perhaps they did not.
fn of_unchanged(table: &TableFile) -> Option<Question> {
    let columns = &table.columns;
    let (bound, column) = columns.get(Field::ArrAfter).zip(index(columns, Field::ArrAfter))?;
    let others = [Field::ArrChange, Field::Amount, Field::RelativeChange, Field::Expansion, Field::Contraction];
    let is_told = bound.form.mapped("").is_some() || says_if_changed(&bound.name) || others.iter().any(|field| columns.has(*field));
    if is_told || index(columns, Field::ArrBefore).is_none() || bound.form.tells_losses {
        return None;
    }
    let renewed = || table.file.sample.iter().filter(|row| decided::outcome(columns, row) == Some(Outcome::Renewed));
    let all = renewed().count();
    let blank = renewed().filter(|row| row.get(column).is_none_or(|value| says_nothing(value))).count();
    let line = |said: &str| format!("[values.{}]\n\"\" = \"{said}\"\n", Field::ArrAfter.key());
    (blank > 2 && blank < all && blank * 100 >= all * SOME).then(|| Question {
        is_pressing: false,
        file: table.file.name().to_owned(),
        asked: format!("`{}` is empty in {blank} of {all} renewed rows. Did nothing change there?", bound.name),
        answers: vec![answer("yes, they stayed as they were", line(SAME)), answer("nobody knows; their amount after is unknown", line(""))],
    })
}

/// Amounts after that alone tell what became of renewals, and that are empty where something was due.
fn of_amounts(table: &TableFile, bound: &Bound, population: &Population) -> Option<Question> {
    let seen = Seen::of(table, index(&table.columns, Field::ArrAfter)?, population).filter(|_| bound.form.mapped("").is_none())?;
    let line = |said: &str| format!("[values.{}]\n\"\" = \"{said}\"\n", Field::ArrAfter.key());
    let mut answers = vec![answer("they were lost", line(NONE)), answer("they are still open", line(""))];
    // Who writes 0 for a loss leaves empty what is not decided.
    if seen.says_zero {
        answers.reverse();
    }
    Some(Question {
        is_pressing: false,
        file: table.file.name().to_owned(),
        asked: format!(
            "no column tells what became of renewals but `{}`, which is empty in {} by {}. What became of them?",
            bound.name,
            counted(seen.rows, "row that was due", "rows that were due"),
            population.scope.known_by()
        ),
        answers,
    })
}

/// Of a column that is filled where something was renewed.
fn of_mark(field: Field) -> Vec<Answer> {
    let line = |said: &str| format!("[values.{}]\n\"\" = \"{said}\"\n", field.key());
    vec![answer("they were lost", line("no")), answer("they are still open", line(""))]
}

fn answers(layout: &Layout, file: &str, column: &str, field: Field, likely: Outcome) -> Vec<Answer> {
    let said = |outcome: Outcome| {
        // A flag that is not set leaves open what else it may be; a word does not.
        let is_word = field == Field::Outcome && !layout.mapping.says_column(file, column);
        let line = format!("[files.{}.columns]\n{} = \"{}\"\n", quoted(file), quoted(column), Field::Outcome.key());
        let means = match outcome {
            Outcome::Churned => "they were lost",
            Outcome::Renewed => "they were renewed",
            Outcome::Open => "they are still open",
        };
        let line = if is_word { String::new() } else { line };
        answer(means, format!("{line}[values.{}]\n\"\" = \"{}\"\n", Field::Outcome.key(), outcome.label()))
    };
    let mut all = [Outcome::Open, Outcome::Churned, Outcome::Renewed];
    all.sort_by_key(|outcome| *outcome != likely);
    all.map(said).into()
}

/// The rows with nothing in the column, and what the others say.
#[derive(Default)]
struct Seen {
    rows: usize,
    /// Of these, due more than a month before the last day that the data know.
    late: usize,
    priced: usize,
    says_renewed: bool,
    says_lost: bool,
    /// A nought stands in some row.
    says_zero: bool,
}

impl Seen {
    fn of(table: &TableFile, column: usize, population: &Population) -> Option<Self> {
        let due = index(&table.columns, Field::DueDate)?;
        let form = &table.columns.get(Field::DueDate)?.form;
        let day = |row: &[String]| form.span(row.get(due)?.as_bytes()).map(|span| span.last);
        let (known, window) = (population.scope.known_by(), &population.scope.window);
        let is_filled = |row: &[String], field: Field| {
            index(&table.columns, field).and_then(|column| row.get(column)).is_some_and(|value| !says_nothing(value))
        };
        let mut seen = Self::default();
        for row in &table.file.sample {
            match decided::outcome(&table.columns, row) {
                Some(Outcome::Renewed) => seen.says_renewed = true,
                Some(Outcome::Churned) => seen.says_lost = true,
                _ => {}
            }
            seen.says_zero |= row.get(column).and_then(|word| loose_number(word)) == Some(0.0);
            let is_blank = row.get(column).is_some_and(|word| says_nothing(word)) && decided::outcome(&table.columns, row).is_none();
            let is_open = is_blank && ![Field::LossDate, Field::IsLost, Field::IsClosed].iter().any(|field| is_filled(row, *field));
            let Some(due) = day(row).filter(|day: &NaiveDate| is_open && *day < known && window.contains(*day)) else { continue };
            let after = index(&table.columns, Field::ArrAfter).and_then(|column| row.get(column)).and_then(|value| loose_number(value));
            seen.rows += 1;
            seen.late += usize::from((known - due).num_days() > LATE);
            seen.priced += usize::from(after.is_some_and(|after| after > 0.0));
        }
        (seen.rows > 0).then_some(seen)
    }

    /// What is likeliest, where it wants asking.
    fn likely(&self) -> Option<Outcome> {
        match () {
            () if self.priced * 2 > self.rows || !self.says_renewed && self.says_lost => Some(Outcome::Renewed),
            () if !self.says_lost && self.says_renewed => Some(Outcome::Churned),
            () if self.late > 0 => Some(Outcome::Open),
            () => None,
        }
    }
}
