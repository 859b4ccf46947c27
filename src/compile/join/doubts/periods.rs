//! Amounts of which nothing tells what they cover: a month or a year, or, beside a term, the whole of it.

use super::{answer, quoted};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::missing_data::periods::untold;
use crate::domain::question::Question;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let is_read = |plan: &&FilePlan| match plan.table.columns.table {
        Table::Renewals => true,
        Table::Subscriptions => !layout.has(Table::Renewals),
        _ => false,
    };
    layout.plans.iter().filter(is_read).filter_map(|plan| of_contracts(plan).or_else(|| of_plan(plan))).collect()
}

/// Amounts over time, of a month or of a year.
fn of_contracts(plan: &FilePlan) -> Option<Question> {
    let table = &plan.table;
    let (name, amount) = (table.file.name(), untold(table)?);
    let series = table.file.wide().and_then(|wide| wide.stored.names.get(wide.series.columns().next()?));
    let column = series.unwrap_or(&amount.name);
    let line = |period: &str| format!("[files.{}.constants]\nperiod = \"{period}\"\n", quoted(name));
    let mut answers = vec![answer("amounts of a year", line("year")), answer("amounts of a month", line("month"))];
    let has_terms = table.columns.has(Field::TermMonths);
    if has_terms {
        answers.push(answer("the total of each term", line("term")));
    }
    let may_be = if has_terms { "of a month, of a year or of the whole term" } else { "of a month or of a year" };
    Some(Question {
        // Of a table with a column a month its months are told, and rates are what it is read for.
        is_pressing: !table.file.is_wide(),
        file: name.to_owned(),
        asked: format!("nothing tells whether `{column}` is {may_be}; rates stay, and the ARR is another one. What is it?"),
        answers,
    })
}

fn of_plan(plan: &FilePlan) -> Option<Question> {
    let field = plan.open_period?;
    let (name, column) = (plan.table.file.name(), plan.table.columns.name(field));
    let term = plan.table.columns.name(Field::TermMonths);
    let line = |period: &str| {
        let said = format!("{} = {{ field = \"{}\", period = \"{period}\" }}", quoted(column), field.key());
        format!("[files.{}.columns]\n{said}\n", quoted(name))
    };
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!("`{column}` stands beside `{term}`, and nothing tells whether it is the amount of a year or of the whole term."),
        answers: vec![answer("the amount of a year", line("year")), answer("the total of the term", line("term"))],
    })
}
