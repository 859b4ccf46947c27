//! Amounts beside a term: of a year, or of the whole term.

use super::{answer, quoted};
use crate::compile::schema::Table;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::domain::question::Question;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let is_read = |plan: &&FilePlan| match plan.table.columns.table {
        Table::Renewals => true,
        Table::Subscriptions => !layout.has(Table::Renewals),
        _ => false,
    };
    layout.plans.iter().filter(is_read).filter_map(of_plan).collect()
}

fn of_plan(plan: &FilePlan) -> Option<Question> {
    let field = plan.open_period?;
    let (name, column) = (plan.table.file.name(), plan.table.columns.name(field));
    let term = plan.table.columns.name(crate::compile::schema::Field::TermMonths);
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
