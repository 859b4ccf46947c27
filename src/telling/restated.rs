//! What becomes of a retro's insights on other data, in words.

use crate::analysis::findings::Harm;
use crate::analysis::restated::{self as tested, Counted, Tested};
use crate::domain::difference::Difference;
use crate::domain::facts::Facts;
use crate::domain::restated::{Moved, Restated};
use crate::domain::session::Session;
use crate::telling::figures::probability;
use crate::telling::signals::fate;

/// The retro's findings on the data of now, what changed most first; both facts with what the room corrected.
pub(crate) fn restate(then: &Facts, now: &Facts, session: &Session, difference: &Difference) -> Vec<Restated> {
    let mut all: Vec<Restated> = tested::restated(then, now, session).iter().map(|found| told(found, now, difference)).collect();
    all.sort_by_key(|found| (found.still, found.card));
    all
}

fn told(found: &Tested<'_>, now: &Facts, difference: &Difference) -> Restated {
    let is_of_it = |id| found.about.contains(id);
    let moved = difference.renewals.iter().filter(|differing| is_of_it(&differing.id)).map(|differing| Moved {
        renewal: differing.id.clone(),
        account: differing.account.to_string(),
        how: differing.told(&now.currency),
    });
    let moved: Vec<Moved> = moved.collect();
    let others = difference.renewals.len() - moved.len();
    let counted = |counted: Option<Counted>| counted.map_or_else(String::new, |counted| figures(&counted, found.harm));
    Restated {
        card: found.card,
        key: found.evidence.key.clone(),
        statement: found.evidence.statement.clone(),
        still: found.still,
        then: counted(found.then),
        now: counted(found.now),
        why: found.why.clone(),
        moved,
        others,
    }
}

pub(crate) fn figures(counted: &Counted, harm: Option<Harm>) -> String {
    let Counted { part, of, other, p } = *counted;
    let p = p.map_or_else(String::new, |p| format!(", p {}", probability(p)));
    match (other, harm) {
        (Some((other, without)), Some(harm)) => format!("{part} of {of} {} with it, {other} of {without} without{p}", fate(harm)),
        (Some((before, before_of)), None) => format!("{part} of {of} accounts, {before} of {before_of} before{p}"),
        (None, _) => format!("{part} of {of} accounts that cost ARR"),
    }
}
