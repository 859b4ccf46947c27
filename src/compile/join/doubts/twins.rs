//! Two deals for one renewal: one lost, the other won or still open, of one account and about the same ARR.

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::understand::layout::Layout;
use crate::domain::money::Money;
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;

/// Deals for one renewal lie at most so many days apart.
const NEAR: i64 = 45;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let pairs = pairs(layout, population);
    let Some((first, _)) = pairs.first() else { return Vec::new() };
    let file = first.origin.file.to_string();
    let lines = |said: &str| -> String {
        let all = pairs.iter().map(|(lost, _)| format!("{} = \"{said}\"\n", quoted(&lost.id.0)));
        format!("[renewals]\n{}", all.collect::<String>())
    };
    let told: Vec<String> = pairs.iter().map(|(lost, other)| format!("{} (lost) and {} of {}", lost.id, other.id, lost.account)).collect();
    let asked = format!("{}: the same account, about the same day and ARR. Are they two deals for one renewal?", some_of(&told));
    let answers =
        vec![answer("one renewal, the lost deal is a duplicate", lines("ignore")), answer("each is a renewal of its own", lines("own"))];
    vec![Question { file, asked, answers, is_pressing: false }]
}

fn pairs<'p>(layout: &Layout, population: &'p Population) -> Vec<(&'p Renewal, &'p Renewal)> {
    let mut by_account: Vec<&Renewal> = population.kept.iter().map(|kept| &*kept.renewal).collect();
    by_account.sort_by(|a, b| (&a.account_id, a.due, &a.id).cmp(&(&b.account_id, b.due, &b.id)));
    let mut pairs = Vec::new();
    for account in by_account.chunk_by(|a, b| a.account_id == b.account_id) {
        for lost in account.iter().filter(|renewal| renewal.is_churned() && !layout.mapping.renewals.contains_key(renewal.id.0.as_str())) {
            let window = &population.scope.window;
            let twin = account.iter().find(|other| !other.is_churned() && are_twins(lost, other));
            pairs.extend(twin.filter(|twin| window.contains(lost.due) || window.contains(twin.due)).map(|twin| (*lost, *twin)));
        }
    }
    pairs
}

fn are_twins(lost: &Renewal, other: &Renewal) -> bool {
    let near = (lost.due - other.due).num_days().abs() <= NEAR;
    near && lost.product == other.product && lost.before.zip(other.before.or(other.after)).is_some_and(|(a, b)| are_about_equal(a, b))
}

fn are_about_equal(one: Money, other: Money) -> bool {
    !one.is_zero() && other.ratio(one).is_some_and(|ratio| (0.9..=1.1).contains(&ratio))
}
