//! Tabs and files that are called after what became of their renewals: `Renewed` beside `Churned`.

use super::FilePlan;
use crate::compile::read::columns::{Bound, Form, Origin};
use crate::compile::read::file::DataFile;
use crate::compile::read::values::words;
use crate::compile::schema::{BECAME, Field, Table};
use crate::compile::understand::choose::Choice;
use crate::compile::understand::recognise::{Look, Recognised, Said, recognise};
use crate::domain::renewal::Outcome;

/// Takes what became of renewals from the names of their files, where no column tells it and the names say both.
pub(super) fn settle(plans: &mut [FilePlan]) {
    let is_silent = |plan: &FilePlan| {
        let columns = &plan.table.columns;
        columns.table == Table::Renewals && !BECAME.iter().any(|field| columns.has(*field))
    };
    let told: Vec<(usize, Outcome)> = plans
        .iter()
        .enumerate()
        .filter(|(_, plan)| is_silent(plan))
        .filter_map(|(at, plan)| Some((at, named(plan.table.file.name())?)))
        .collect();
    let has = |wanted: Outcome| told.iter().any(|(_, outcome)| *outcome == wanted);
    if !has(Outcome::Renewed) || !has(Outcome::Churned) {
        return;
    }
    for (at, outcome) in told {
        let plan = &mut plans[at];
        let (origin, name) = (Origin::Constant(outcome.label().to_owned()), Field::Outcome.key().to_owned());
        plan.table.columns.bind(Field::Outcome, Bound { origin, name, form: Form::default() });
        plan.lacks.retain(|field| *field != Field::Outcome);
    }
}

/// Of a tab that is called after an outcome, beside one of renewals that is called after the other, the reading as renewals is taken.
pub(super) fn choose(files: &[DataFile], choices: &mut [Choice]) {
    let names: Vec<Option<Outcome>> = files.iter().map(|file| named(file.name())).collect();
    let is_of_renewals = |choice: &Choice| matches!(choice, Choice::Read { chosen, .. } if chosen.table == Table::Renewals);
    let of_renewals: Vec<Outcome> =
        choices.iter().zip(&names).filter(|(choice, _)| is_of_renewals(choice)).filter_map(|(_, name)| *name).collect();
    for ((choice, name), file) in choices.iter_mut().zip(names).zip(files) {
        let is_other = name.is_some_and(|name| of_renewals.iter().any(|known| *known != name));
        if let Choice::Read { chosen, runner_up } = choice
            && is_other
            && chosen.table == Table::Subscriptions
        {
            if runner_up.as_ref().is_none_or(|other| other.table != Table::Renewals) {
                *runner_up = as_renewals(file).or(runner_up.take());
            }
            if let Some(other) = runner_up.as_mut().filter(|other| other.table == Table::Renewals) {
                std::mem::swap(chosen, other);
            }
        }
    }
}

/// A list of renewals that its columns alone do not tell: whose they were, and when they were due.
fn as_renewals(file: &DataFile) -> Option<Recognised> {
    let said = Said { table: Some(Table::Renewals), ..Said::default() };
    let found = recognise(&Look::at(file, &[]), &said).into_iter().next()?;
    let is_whole = found.has(Field::DueDate) && (found.has(Field::Account) || found.has(Field::AccountId));
    is_whole.then_some(found)
}

/// The one outcome that the words of a tab's or a file's name say.
fn named(name: &str) -> Option<Outcome> {
    let own = name.rsplit('/').next()?;
    let own = own.rsplit_once('.').map_or(own, |(stem, _)| stem).replace(['_', '-'], " ");
    let mut all = own.split_whitespace().filter_map(words::outcome);
    let whole = words::outcome(&own);
    whole.or_else(|| {
        let first = all.next()?;
        all.all(|other| other == first).then_some(first)
    })
}
