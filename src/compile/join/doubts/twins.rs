//! Two deals for one renewal: one lost, the other won or still open, of one account and about the same ARR. Or one that is open, where
//! another row of the same day and the same ARR tells what became of it.

use rustc_hash::FxHashMap;

use super::{answer, broken_off, of_rows, some_of};
use crate::compile::join::population::Population;
use crate::compile::understand::layout::Layout;
use crate::domain::money::Money;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::Window;

/// Deals for one renewal lie at most so many days apart.
const NEAR: i64 = 45;

/// A row that may tell another one's renewal once more.
type Pair<'p> = (&'p Renewal, &'p Renewal);

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let is_open = |again: &Renewal, other: &Renewal| is_undecided(again) && !is_undecided(other) && are_one(again, other);
    let is_lost =
        |again: &Renewal, other: &Renewal| again.is_churned() && !other.is_churned() && !is_open(other, again) && are_twins(again, other);
    let accounts = Accounts::of(population);
    let lost = question(
        &accounts.pairs(layout, is_lost),
        "the same account, about the same day and ARR. Are they two deals for one renewal?",
        "one renewal, the lost deal is a duplicate",
    );
    let open = question(
        &accounts.pairs(layout, is_open),
        "the same account, day and ARR. Do both rows tell of one renewal, before and after it was decided?",
        "one renewal, as it stood before it was decided",
    );
    lost.into_iter().chain(open).collect()
}

fn question(pairs: &[Pair<'_>], seen: &str, is_one: &str) -> Option<Question> {
    let (first, _) = pairs.first()?;
    let file = first.origin.file.to_string();
    let lines = |said: &str| of_rows(pairs.iter().map(|(again, _)| *again), said);
    let is = |renewal: &Renewal| if renewal.is_churned() { "lost" } else { "open" };
    let told: Vec<String> =
        pairs.iter().map(|(again, other)| format!("{} ({}) and {} of {}", again.id, is(again), other.id, again.account)).collect();
    let answers = vec![answer(is_one, lines("ignore")), answer("each is a renewal of its own", lines("own"))];
    Some(Question { file, asked: format!("{}: {seen}", some_of(&told)), answers, is_pressing: false })
}

/// The renewals of each account that has several, by their days.
struct Accounts<'p> {
    renewals: Vec<Vec<&'p Renewal>>,
    window: Window,
}

impl<'p> Accounts<'p> {
    fn of(population: &'p Population) -> Self {
        let mut renewals: FxHashMap<&str, Vec<&Renewal>> = FxHashMap::default();
        for renewal in population.kept.iter().map(|kept| &*kept.renewal) {
            renewals.entry(&renewal.account_id).or_default().push(renewal);
        }
        let mut renewals: Vec<Vec<&Renewal>> = renewals.into_values().filter(|renewals| renewals.len() > 1).collect();
        for account in &mut renewals {
            account.sort_by(|a, b| (a.due, &a.id).cmp(&(b.due, &b.id)));
        }
        Self { renewals, window: broken_off::with_the_year(&population.scope.window) }
    }

    /// Rows that nobody has said anything of, each with the first other that `is_twin` finds, where one of them is due in the window.
    fn pairs(&self, layout: &Layout, is_twin: impl Fn(&Renewal, &Renewal) -> bool) -> Vec<Pair<'p>> {
        let mut pairs: Vec<Pair<'p>> = Vec::new();
        for account in &self.renewals {
            for again in account.iter().filter(|renewal| !layout.mapping.renewals.contains_key(renewal.id.0.as_str())) {
                let twin = account.iter().find(|other| is_twin(again, other));
                let is_near = |twin: &&&Renewal| self.window.contains(again.due) || self.window.contains(twin.due);
                pairs.extend(twin.filter(is_near).map(|twin| (*again, *twin)));
            }
        }
        pairs.sort_by(|(a, _), (b, _)| a.account_id.cmp(&b.account_id));
        pairs
    }
}

fn is_undecided(renewal: &Renewal) -> bool {
    renewal.outcome == Outcome::Open
}

fn are_one(one: &Renewal, other: &Renewal) -> bool {
    let is_same = one.before.zip(other.before).is_some_and(|(a, b)| a == b && !a.is_zero());
    one.due == other.due && one.product == other.product && is_same
}

fn are_twins(lost: &Renewal, other: &Renewal) -> bool {
    let near = (lost.due - other.due).num_days().abs() <= NEAR;
    near && lost.product == other.product && lost.before.zip(other.before.or(other.after)).is_some_and(|(a, b)| are_about_equal(a, b))
}

fn are_about_equal(one: Money, other: Money) -> bool {
    !one.is_zero() && other.ratio(one).is_some_and(|ratio| (0.9..=1.1).contains(&ratio))
}
