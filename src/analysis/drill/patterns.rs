//! What stands behind a bucket or a competitor, in any window.

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Lens;
use crate::analysis::patterns::stands_in;
use crate::analysis::population::discussed;
use crate::domain::facts::Facts;
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;

/// The renewals of a window that stand in the bucket of this key.
pub(crate) fn in_bucket<'a>(facts: &'a Facts, room: &RoomDecisions<'_>, lens: Lens, key: &str, window: &Window) -> Vec<&'a Renewal> {
    discussed(facts, window).filter(|renewal| stands_in(lens, renewal, room, key)).collect()
}

/// The renewals of the scope's window that give the reason of this key in second place, each with how often.
pub(crate) fn second<'a>(facts: &'a Facts, key: &str) -> Vec<(&'a Renewal, u64)> {
    let named = |renewal: &'a Renewal| (renewal, renewal.secondary.iter().filter(|reason| reason.as_str() == key).count() as u64);
    discussed(facts, &facts.scope.window).map(named).filter(|(_, times)| *times > 0).collect()
}

/// The renewals of a window at which this competitor was named.
pub(crate) fn naming<'a>(facts: &'a Facts, competitor: &str, window: &Window) -> Vec<&'a Renewal> {
    discussed(facts, window).filter(|renewal| renewal.competitor.as_deref() == Some(competitor)).collect()
}
