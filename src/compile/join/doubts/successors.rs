//! Customers who are gone under one id while another begins with about the same ARR: new paper, a merger, a parent.

use super::alike::without_form;
use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;
use crate::domain::text::bare;

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
    let is_due = |lost: &Renewal| population.scope.window.contains(lost.due);
    let lost = population.kept.iter().map(|kept| &*kept.renewal);
    let lost = lost.filter(|renewal| renewal.is_churned() && !said.contains_key(renewal.account_id.as_str()));
    // Whoever writes one name in two ways does so in every quarter: whether contracts go on at all hangs on all of them.
    let successor = |lost: &Renewal| {
        let of_name = || population.beginnings.iter().find(|new| is_near(lost, new) && name_one(&lost.account, &new.account));
        of_name().or_else(|| population.beginnings.iter().filter(|_| is_due(lost)).find(|new| succeeds(population, lost, new)))
    };
    let mut pairs: Vec<(&Renewal, &Beginning)> = lost.filter_map(|lost| Some((lost, successor(lost)?))).collect();
    pairs.sort_by_key(|(lost, _)| !is_due(lost));
    let Some((first, _)) = pairs.first().filter(|(lost, _)| is_due(lost)) else { return Vec::new() };
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
        asked: format!(
            "{}, with about the same ARR or name. Is that one customer{}?",
            some_of(&told),
            if pairs.len() > 1 { " each" } else { " under a new id" }
        ),
        answers: vec![
            answer("one customer, who renewed", lines(&|_, new| new.account_id.to_string())),
            answer("two customers, one lost", lines(&|lost, _| lost.account_id.to_string())),
        ],
    }]
}

fn is_near(lost: &Renewal, new: &Beginning) -> bool {
    (-BEFORE..=AFTER).contains(&(new.on - lost.due).num_days()) && new.account_id != lost.account_id
}

/// Letters and digits of a name at least of which one more or less may be a slip.
const LONG: usize = 6;

/// One name, written otherwise: with another legal form, with the old one in brackets, or with a slip of the pen.
fn name_one(one: &str, other: &str) -> bool {
    let (old, new) = (without_form(one), without_form(other));
    let is_long = old.chars().count() >= LONG;
    let is_slip = || is_long && strsim::damerau_levenshtein(&old, &new) == 1 && !old.chars().chain(new.chars()).any(|c| c.is_ascii_digit());
    let is_former = || other.split_once('(').is_some_and(|(_, inside)| is_long && bare(inside).ends_with(&old));
    !old.is_empty() && (old == new || is_slip() || is_former())
}

fn succeeds(population: &Population, lost: &Renewal, new: &Beginning) -> bool {
    let is_alike = lost.before.and_then(|before| new.arr.ratio(before)).is_some_and(|ratio| (0.7..=1.4).contains(&ratio));
    is_near(lost, new)
        && is_alike
        && (population.registry.are_related(&lost.account_id, &new.account_id) || begin_alike(&lost.account, &new.account))
}

/// `Tarnwick Ltd` and `Tarnwick Group`: the first word is the same, and long enough to name somebody.
fn begin_alike(one: &str, other: &str) -> bool {
    let first = |name: &str| name.split_whitespace().next().unwrap_or_default().to_lowercase();
    let word = first(one);
    word.chars().count() >= 4 && word.chars().all(char::is_alphabetic) && word == first(other)
}
