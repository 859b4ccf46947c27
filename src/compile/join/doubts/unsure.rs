//! Columns that figures rest on, and whose meaning is less than half sure: an answer that is likelier wrong than right is no answer.

use super::{answer, quoted};
use crate::compile::read::columns::Origin;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::examples::examples;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::recognise::Sureness;
use crate::domain::question::Question;
use crate::domain::text::{listed, percent};

/// What is less sure is asked.
const HALF: Sureness = 0.5;

/// What tells whose a row is, when and whether it was due, what became of it, and what it was worth.
const COUNTING: [Field; 34] = [
    Field::AccountId,
    Field::Account,
    Field::RenewalId,
    Field::SubscriptionId,
    Field::RowType,
    Field::Pipeline,
    Field::IsRenewal,
    Field::IsClosed,
    Field::IsWon,
    Field::IsLost,
    Field::EndsWithTerm,
    Field::DueDate,
    Field::ClosedDate,
    Field::StartDate,
    Field::LossDate,
    Field::Date,
    Field::ContractEnd,
    Field::Outcome,
    Field::Status,
    Field::MovementType,
    Field::ArrBefore,
    Field::ArrAfter,
    Field::ArrChange,
    Field::MrrChange,
    Field::Amount,
    Field::Arr,
    Field::Mrr,
    Field::TermMonths,
    Field::TermBefore,
    Field::Period,
    Field::PeriodBefore,
    Field::Currency,
    Field::ParentId,
    Field::Segment,
];

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let is_read = |plan: &&FilePlan| match plan.table.columns.table {
        Table::Renewals | Table::Accounts => true,
        Table::Subscriptions => !layout.has(Table::Renewals),
        _ => false,
    };
    layout.plans.iter().filter(is_read).flat_map(of_plan).collect()
}

fn of_plan(plan: &FilePlan) -> Vec<Question> {
    let unsure = plan.columns.iter().filter(|(field, sureness)| *sureness < HALF && COUNTING.contains(field));
    unsure.filter_map(|(field, sureness)| of_column(plan, *field, *sureness)).collect()
}

fn of_column(plan: &FilePlan, field: Field, sureness: Sureness) -> Option<Question> {
    let bound = plan.table.columns.get(field)?;
    let Origin::Column(index) = bound.origin else { return None };
    let name = plan.table.file.name();
    let line = |is: &str| format!("[files.{}.columns]\n{} = \"{is}\"\n", quoted(name), quoted(&bound.name));
    let values = examples(&plan.table.file, index);
    let shown = listed(&values.iter().map(String::as_str).collect::<Vec<_>>());
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "`{}` ({shown}) is read as `{}`, which is only {} sure, and figures rest on it. Is it that?",
            bound.name,
            field.key(),
            percent(sureness.into(), 0)
        ),
        answers: vec![
            answer(format!("it is the `{}`", field.key()), line(field.key())),
            answer(format!("it is not; leave `{}` aside", bound.name), line("ignore")),
        ],
    })
}
