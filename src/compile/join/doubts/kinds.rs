//! Deals of which nothing tells which are renewals.

use rustc_hash::FxHashMap;

use super::{answer, quoted};
use crate::compile::join::population::Population;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::kinds::Kinds;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;
use crate::domain::text::counted;

/// Renewals of one account so near each other are hardly all renewals.
const NEAR: i64 = 75;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let plans = layout.plans.iter().filter(|plan| plan.table.columns.table == Table::Renewals);
    plans.filter_map(|plan| of_plan(layout, plan, population)).collect()
}

fn of_plan(layout: &Layout, plan: &FilePlan, population: &Population) -> Option<Question> {
    let name = plan.table.file.name();
    let kinds = plan.kinds.filter(|_| !layout.mapping.says_kinds(name))?;
    let (crowded, accounts) = crowded(population, name);
    let is_crowded = crowded > 1 && crowded * 5 >= accounts;
    let why = match kinds {
        Kinds { renewals: 0, others: 0, .. } if plan.is_lent && !plan.table.file.stem().contains("renew") => {
            "it has no due date but the day of closing, and no column tells a kind of deal"
        }
        Kinds { renewals: 0, others: 0, .. } if is_crowded => "no column tells a kind of deal",
        Kinds { untold, others, .. } if untold > 0 && others > 0 && plan.is_ambiguous => {
            "some are existing business and nothing else tells what they are"
        }
        Kinds { renewals: 0, untold, others } if untold > 0 && others > 0 => "some are of other kinds, and none is called a renewal",
        // Upgrades and replacements, all of customers.
        Kinds { renewals: 0, others: 0, .. } if plan.is_ambiguous && is_silent(plan) => {
            "all are of customers, and none is called a renewal"
        }
        _ => return None,
    };
    let told = if crowded > 0 {
        format!("; {} several within {NEAR} days", counted(crowded, "account has", "accounts have"))
    } else {
        String::new()
    };
    let file = quoted(name);
    Some(Question {
        is_pressing: false,
        file: name.to_owned(),
        asked: format!(
            "nothing here says which deals are renewals: {why}{told}. If a column tells it, write under \
             [files.{file}.columns] a line with its name, =, and \"type\". Are all of them renewals?"
        ),
        answers: vec![
            answer("all are renewals", format!("[files.{file}.constants]\ntype = \"renewal\"\n")),
            answer("none can be told to be one; leave the file aside", format!("[files.{file}]\ntable = \"ignore\"\n")),
        ],
    })
}

fn is_silent(plan: &FilePlan) -> bool {
    plan.table.columns.get(Field::RowType).is_some_and(|bound| bound.form.tells_no_kinds)
}

/// Accounts with several renewals of one product close together, and all accounts.
fn crowded(population: &Population, file: &str) -> (usize, usize) {
    let mut days: FxHashMap<(&str, &str), Vec<&Renewal>> = FxHashMap::default();
    for renewal in population.kept.iter().map(|kept| &*kept.renewal).filter(|renewal| renewal.origin.file == file) {
        days.entry((&renewal.account_id, &renewal.product)).or_default().push(renewal);
    }
    let is_crowded = |renewals: &Vec<&Renewal>| {
        // They come in the order of their due dates.
        renewals.windows(2).any(|pair| pair[0].due != pair[1].due && (pair[1].due - pair[0].due).num_days() < NEAR)
    };
    (days.values().filter(|renewals| is_crowded(renewals)).count(), days.len())
}
