//! The signs that the list goes by: those that hold, and go with loss.

use chrono::NaiveDate;

use crate::analysis::findings::{Harm, Signal, Verdict};
use crate::analysis::indicators::{Definition, Reading, catalogue};
use crate::analysis::risk_set::{Case, Reach, RiskSet};

/// Strongest first.
pub(crate) struct Signs(pub Vec<Definition>);

/// What the signs say together of some contracts of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Said {
    /// The place of the strongest sign that is carried.
    Carried(usize),
    /// Some could be read, and none is carried.
    Free,
    /// No sign could be read.
    Unread,
}

impl Signs {
    pub(crate) fn of(signals: &[Signal], set: &RiskSet<'_>) -> Self {
        let mut found: Vec<&Signal> =
            signals.iter().filter(|s| s.verdict == Verdict::Holds && s.harm == Harm::Lost && s.goes_with_loss()).collect();
        let strength = |signal: &Signal| signal.with_rate.map_or(0.0, |[_, low, _]| low);
        found.sort_by(|x, y| strength(y).total_cmp(&strength(x)).then_with(|| x.signal.cmp(&y.signal)));
        if found.is_empty() {
            return Self(vec![]);
        }
        let mut all = catalogue(set.last);
        let take = |signal: &Signal| {
            let place = all.iter().position(|definition| definition.name == signal.signal)?;
            Some(all.swap_remove(place))
        };
        Self(found.into_iter().filter_map(take).collect())
    }

    pub(crate) fn briefs(&self) -> Vec<String> {
        self.0.iter().map(|sign| sign.brief.clone()).collect()
    }

    pub(crate) fn read_notes(&self) -> bool {
        self.0.iter().any(Definition::reads_notes)
    }

    /// What they said of `cases` by a day that may be another one for each.
    pub(crate) fn said(&self, cases: &[Case<'_>], reach: &Reach, day: impl Fn(&Case<'_>) -> NaiveDate) -> Said {
        let mut said = Said::Unread;
        for (place, sign) in self.0.iter().enumerate() {
            for case in cases {
                match sign.read_by(case, reach, day(case)) {
                    Some(Reading::Present(_)) => return Said::Carried(place),
                    Some(Reading::Absent) => said = Said::Free,
                    Some(Reading::Unknown) | None => {}
                }
            }
        }
        said
    }
}
