//! Which state of a session a file shows, for when it comes back: on this machine or on another one.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{LineId, Lineage};
use crate::domain::session::History;

/// Letters of a step's name that tell it from all others of its session.
const LETTERS: usize = 12;

/// `57`; where steps of other machines are among them `57:3f9a1c…+…`, with the newest steps that are in it by the names that they have
/// everywhere.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(crate) struct Moment {
    /// The last step, as the machine that wrote it numbers them.
    pub step: u64,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    heads: Vec<String>,
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let heads = if self.heads.is_empty() { String::new() } else { format!(":{}", self.heads.join("+")) };
        write!(f, "{}{heads}", self.step)
    }
}

impl FromStr for Moment {
    type Err = ();

    fn from_str(said: &str) -> Result<Self, ()> {
        let (step, heads) = said.split_once(':').map_or((said, None), |(step, heads)| (step, Some(heads)));
        let heads: Vec<String> = heads.into_iter().flat_map(|heads| heads.split('+')).map(ToOwned::to_owned).collect();
        let is_name = |head: &String| head.len() == LETTERS && head.bytes().all(|byte| byte.is_ascii_hexdigit());
        let step = step.parse().map_err(|_| ())?;
        if heads.iter().all(is_name) { Ok(Self { step, heads }) } else { Err(()) }
    }
}

impl Moment {
    /// The state of a session after a step.
    pub(crate) fn of(history: &History, step: u64) -> Self {
        let records = history.records();
        let until = &records[..records.partition_point(|record| record.seq <= step)];
        let is_shared = until.iter().any(|record| record.from.is_some());
        let heads = if is_shared { Lineage::of(until).heads().into_iter().map(short).collect() } else { Vec::new() };
        Self { step, heads }
    }

    /// The session as it was then; `None` where not all of that is here.
    pub(crate) fn in_history(&self, history: &History) -> Option<History> {
        let records = history.records();
        let opener = records.first()?.from.as_ref();
        let then: Vec<_> = match (self.heads.is_empty(), opener) {
            (true, None) => records.iter().filter(|record| record.seq <= self.step).collect(),
            // Then only the machine that opened it had anything of it.
            (true, Some(opener)) => {
                let is_in = |from: &super::Origin| from.machine == opener.machine && from.seq <= self.step;
                records.iter().filter(|record| record.from.as_deref().is_some_and(is_in)).collect()
            }
            (false, _) => {
                let lineage = Lineage::of(records);
                let named = |head: &String| (0..records.len()).find(|place| short(lineage.id(*place)) == *head);
                let heads: BTreeSet<usize> = self.heads.iter().map(named).collect::<Option<_>>()?;
                let is_in = |place: &usize| heads.contains(place) || heads.iter().any(|head| lineage.had_seen(*head, *place));
                (0..records.len()).filter(is_in).map(|place| &records[place]).collect()
            }
        };
        let last = then.last()?;
        let is_whole = !self.heads.is_empty() || last.from.as_ref().map_or(last.seq, |from| from.seq) == self.step;
        is_whole.then(|| History::fold(then.into_iter().cloned().collect()).ok()).flatten()
    }
}

fn short(id: LineId) -> String {
    let mut name = id.to_string();
    name.truncate(LETTERS);
    name
}
