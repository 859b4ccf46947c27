//! Days of losses that lie before the contract's end: the customer left then, or gave notice and stayed to the end.

use super::{answer, quoted};
use crate::compile::join::decision::are_deals;
use crate::compile::join::population::Population;
use crate::compile::join::renewals::{Kept, Left};
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::{Field, Table};
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::RenewalId;
use crate::domain::text::counted;

/// So many days before a contract's end notices come in: up to half a year, and hardly in the last weeks.
const BEFORE_THE_END: std::ops::RangeInclusive<i64> = 25..=190;
/// So many days before it decisions are made that were put off: who leaves early hardly ever does so just then.
const SHORTLY_BEFORE: std::ops::RangeInclusive<i64> = 2..=31;
/// Fewer losses make no pattern.
const A_PATTERN: usize = 3;
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

    /// Asked where most days lie as notices do: who leaves early does so at any time.
    fn question(&self) -> Option<Question> {
        if self.is_said() {
            return None;
        }
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
