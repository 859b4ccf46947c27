//! Days of losses that lie before the contract's end: the customer left then, or gave notice and stayed to the end.

use super::{answer, quoted};
use crate::compile::join::decision::are_deals;
use crate::compile::join::population::Population;
use crate::compile::join::renewals::{Kept, Left};
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::date::DateForm;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::pairs;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, RenewalId};
use crate::domain::text::counted;

/// So many days before a contract's end notices come in: up to half a year, and hardly in the last weeks.
const BEFORE_THE_END: std::ops::RangeInclusive<i64> = 25..=190;
/// So many days before it decisions are made that were put off: who leaves early hardly ever does so just then.
const SHORTLY_BEFORE: std::ops::RangeInclusive<i64> = 2..=31;
/// Fewer losses make no pattern.
const A_PATTERN: usize = 3;
/// A loss is written down some days after the contract's end.
const HARDLY_LATE: i64 = 5;
/// So many are told by name.
const MOST_NAMED: usize = 12;

/// Losses that have a day beside the contract's end: of one file of renewals, or of all contracts over time.
struct Losses<'p> {
    tables: Vec<&'p TableFile>,
    kept: Vec<(&'p Kept, Left)>,
}

impl<'p> Losses<'p> {
    /// Those whose day of loss moves renewals.
    fn all(layout: &'p Layout, population: &'p Population) -> Vec<Self> {
        let of = |tables: Vec<&'p TableFile>, is_of: &dyn Fn(&Kept) -> bool| {
            let kept = population.kept.iter().filter(|kept| is_of(kept)).filter_map(|kept| Some((kept, kept.left?))).collect();
            Self { tables, kept }
        };
        let contracts: Vec<&TableFile> = layout.contracts().filter(|table| moves(table)).collect();
        if !contracts.is_empty() {
            return vec![of(contracts, &|_| true)];
        }
        let renewals = layout.files(Table::Renewals).filter(|table| moves(table));
        renewals.map(|table| of(vec![table], &|kept| kept.renewal.origin.file.as_str() == table.file.name())).collect()
    }

    fn first(&self) -> &'p TableFile {
        self.tables[0]
    }

    /// Somebody says which of the two it is.
    fn is_said(&self) -> bool {
        self.tables.iter().any(|table| table.columns.has(Field::EndsWithTerm))
    }

    fn columns(&self) -> [&str; 2] {
        let columns = &self.first().columns;
        let end = if columns.table == Table::Renewals { Field::DueDate } else { Field::ContractEnd };
        [Field::LossDate, end].map(|field| columns.name(field))
    }

    fn lines(&self, is_notice: bool) -> String {
        let word = if is_notice { "yes" } else { "no" };
        let line = |table: &&TableFile| {
            let file = quoted(table.file.name());
            format!("[files.{file}.constants]\n{} = \"{word}\"\n", Field::EndsWithTerm.key())
        };
        self.tables.iter().map(line).collect()
    }

    /// Asked where most days lie as notices do, or where they are days of decisions: who leaves early does so at any time.
    fn question(&self) -> Option<Question> {
        if self.is_said() || self.kept.is_empty() {
            return None;
        }
        self.of_decisions().or_else(|| self.of_notices())
    }

    /// Some days lie behind the contract's end, or renewed rows have a day of their own in another column: that is when it was decided.
    fn of_decisions(&self) -> Option<Question> {
        let table = self.first();
        let late = days_behind_ends(table).into_iter().filter(|days| *days > HARDLY_LATE).count();
        let beside = day_of_renewed(table);
        let [loss, end] = self.columns();
        let because = match (late, &beside) {
            (0, None) => return None,
            (0, Some(name)) => format!("`{name}` tells a day of those that were renewed"),
            (late, _) => format!("in {} it lies behind it", counted(late, "other", "others")),
        };
        Some(Question {
            file: table.file.name().to_owned(),
            asked: format!(
                "`{loss}` lies before `{end}` in {}, and {because}. Is it the day on which the loss was known, or the contract's last day?",
                counted(self.kept.len(), "loss", "losses")
            ),
            answers: vec![
                answer("the day on which it was known; the contract ran to its end, and the loss counts there", self.lines(true)),
                answer("the contract was over on that day; the loss counts there", self.lines(false)),
            ],
            is_pressing: false,
        })
    }

    fn of_notices(&self) -> Option<Question> {
        let days = |left: &Left| (left.end - left.on).num_days();
        let within = |range: &std::ops::RangeInclusive<i64>| -> Vec<i64> {
            self.kept.iter().map(|(_, left)| days(left)).filter(|days| range.contains(days)).collect()
        };
        let is_pattern = |before: &Vec<i64>| before.len() >= A_PATTERN && before.len() * 5 >= self.kept.len() * 4;
        let before = [BEFORE_THE_END, SHORTLY_BEFORE].iter().map(within).find(is_pattern)?;
        let ([loss, end], of) = (self.columns(), self.kept.len());
        let (least, most) = (before.iter().min()?, before.iter().max()?);
        Some(Question {
            file: self.first().file.name().to_owned(),
            asked: format!(
                "of {} of {of} losses `{loss}` lies {least} to {most} days before `{end}`, as notices do. Is it the day on which the \
                 contract was over, or the day of notice?",
                before.len()
            ),
            answers: vec![
                answer("the contract was over on that day; the loss counts there", self.lines(false)),
                answer("the day of notice; the contract ran to its end, and the loss counts there", self.lines(true)),
            ],
            is_pressing: false,
        })
    }
}

/// How many days the day of each loss lies behind its contract's end.
fn days_behind_ends(table: &TableFile) -> Vec<i64> {
    let (Some(loss), Some(due)) = (index(&table.columns, Field::LossDate), index(&table.columns, Field::DueDate)) else {
        return Vec::new();
    };
    let [losses, dues] = [loss, due].map(|column| pairs::form(&table.file, column));
    let day = |form: &DateForm, row: &Vec<String>, column: usize| Some(form.span(row.get(column)?.as_bytes())?.last);
    let behind = |row: &Vec<String>| Some((day(&losses, row, loss)? - day(&dues, row, due)?).num_days());
    table.file.sample.iter().filter_map(behind).collect()
}

/// The column of days of which only rows have one that were renewed, and most of them.
fn day_of_renewed(table: &TableFile) -> Option<String> {
    let file = &table.file;
    let is_filled = |row: &Vec<String>, column: usize| row.get(column).is_some_and(|value| !says_nothing(value));
    let loss = index(&table.columns, Field::LossDate)?;
    let renewed = |row: &&Vec<String>| !is_filled(row, loss) && decided::outcome(&table.columns, row) != Some(Outcome::Open);
    let all = file.sample.iter().filter(renewed).count();
    let is_it = |column: &usize| {
        let filled = file.sample.iter().filter(renewed).filter(|row| is_filled(row, *column)).count();
        let beside = file.sample.iter().filter(|row| is_filled(row, loss) && is_filled(row, *column)).count();
        Profile::of(file, *column).are_dates() && filled * 2 > all && beside == 0
    };
    (0..file.header.len()).filter(|column| *column != loss).find(is_it).map(|column| file.header[column].clone())
}

fn moves(table: &TableFile) -> bool {
    let is_column = table.columns.get(Field::LossDate).is_some_and(|bound| matches!(bound.origin, Origin::Column(_)));
    let is_dated =
        if table.columns.table == Table::Renewals { !are_deals(&table.columns) } else { Shape::of(&table.columns).is_interval() };
    is_column && is_dated
}

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    Losses::all(layout, population).iter().filter_map(Losses::question).collect()
}

/// What is told of the renewals that an early loss takes into or out of the window, with who they are.
pub(crate) fn told(layout: &Layout, population: &Population) -> Vec<(String, Vec<RenewalId>)> {
    Losses::all(layout, population).iter().filter_map(|losses| told_of(losses, population)).collect()
}

fn told_of(losses: &Losses<'_>, population: &Population) -> Option<(String, Vec<RenewalId>)> {
    let window = &population.scope.window;
    let is_moved =
        |kept: &Kept, left: Left| kept.renewal.early_termination && window.contains(kept.renewal.due) != window.contains(left.end);
    let moved: Vec<_> = losses.kept.iter().filter(|(kept, left)| is_moved(kept, *left)).collect();
    if moved.is_empty() {
        return None;
    }
    let [loss, end] = losses.columns();
    let named = |(kept, left): &(&Kept, Left)| format!("{} due {} instead of {}", kept.renewal.account, kept.renewal.due, left.end);
    let mut names: Vec<String> = moved.iter().take(MOST_NAMED).map(|one| named(one)).collect();
    if moved.len() > MOST_NAMED {
        names.push(format!("{} more", moved.len() - MOST_NAMED));
    }
    let other = if losses.is_said() {
        String::new()
    } else {
        format!(". If `{loss}` is the day of notice, write in mapping.toml: {}", losses.lines(true).trim_end().replace('\n', " "))
    };
    let message = format!(
        "{}: {} in the window of `{loss}` and not of `{end}`, since the customer left before: {}{other}",
        losses.first().file.name(),
        counted(moved.len(), "renewal counts", "renewals count"),
        names.join(", ")
    );
    Some((message, moved.iter().map(|(kept, _)| kept.renewal.id.clone()).collect()))
}
