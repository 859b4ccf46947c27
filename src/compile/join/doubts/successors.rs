//! Customers who are gone under one id while another begins with about the same ARR: new paper, a merger, a parent.

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;

/// A successor begins so many days before the loss at the earliest, and so many after it at the latest.
const BEFORE: i64 = 31;
const AFTER: i64 = 62;

/// A customer's first day in force.
#[derive(Clone, Debug)]
pub(crate) struct Beginning {
    pub account_id: crate::domain::Name,
    pub account: crate::domain::Name,
    pub on: chrono::NaiveDate,
    pub arr: crate::domain::money::Money,
}

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let said = &layout.mapping.accounts;
    let lost = population.kept.iter().map(|kept| &*kept.renewal).filter(|renewal| {
        renewal.is_churned() && population.scope.window.contains(renewal.due) && !said.contains_key(renewal.account_id.as_str())
    });
    let pairs: Vec<(&Renewal, &Beginning)> =
        lost.filter_map(|lost| Some((lost, population.beginnings.iter().find(|new| succeeds(population, lost, new))?))).collect();
    let Some((first, _)) = pairs.first() else { return Vec::new() };
    let told: Vec<String> = pairs
        .iter()
        .map(|(lost, new)| format!("{} ({}) is gone when {} ({}) begins", lost.account, lost.account_id, new.account, new.account_id))
        .collect();
    let lines = |goes_under: &dyn Fn(&Renewal, &Beginning) -> String| -> String {
        let all = pairs.iter().map(|(lost, new)| format!("{} = {}\n", quoted(&lost.account_id), quoted(&goes_under(lost, new))));
        format!("[accounts]\n{}", all.collect::<String>())
    };
    vec![Question {
        is_pressing: false,
        file: first.origin.file.to_string(),
        asked: format!("{}, with about the same ARR. Is that one customer under a new id?", some_of(&told)),
        answers: vec![
            answer("one customer, who renewed", lines(&|_, new| new.account_id.to_string())),
            answer("two customers, one lost", lines(&|lost, _| lost.account_id.to_string())),
        ],
    }]
}

fn succeeds(population: &Population, lost: &Renewal, new: &Beginning) -> bool {
    let days = (new.on - lost.due).num_days();
    let is_near = (-BEFORE..=AFTER).contains(&days) && new.account_id != lost.account_id;
    let is_alike = lost.before.and_then(|before| new.arr.ratio(before)).is_some_and(|ratio| (0.7..=1.4).contains(&ratio));
    is_near && is_alike && (population.registry.are_related(&lost.account_id, &new.account_id) || begin_alike(&lost.account, &new.account))
}

/// `Tarnwick Ltd` and `Tarnwick Group`: the first word is the same, and long enough to name somebody.
fn begin_alike(one: &str, other: &str) -> bool {
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let word = first(one);
    word.chars().count() >= 4 && word.chars().all(char::is_alphabetic) && word == first(other)
}
