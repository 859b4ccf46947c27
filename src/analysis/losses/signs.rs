//! The signs of the catalogue that the data tell, and what they said of an account in time.

use chrono::NaiveDate;

use crate::analysis::findings::{SeenSign, Signal, Verdict};
use crate::analysis::indicators::{Definition, Reading, catalogue};
use crate::analysis::risk_set::{Case, Reach, RiskSet};

/// Those that hold first. What holds and goes with renewal is no sign of loss.
pub(crate) struct Signs(Vec<Sign>);

struct Sign {
    definition: Definition,
    holds: bool,
    /// Whoever carried it could have been looked after: see [`MOST_KEPT`].
    is_reliable: bool,
}

/// Together the reliable signs are carried by at most this share of those that were kept. Some sign or other is carried by
/// nearly everybody; what most of the healthy carry tells nobody whom to look after.
const MOST_KEPT: f64 = 0.2;

/// What was to be seen of an account.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen {
    pub signs: Vec<SeenSign>,
    /// Whether a reliable one was among them; `None` where none could be read.
    pub visible: Option<bool>,
}

impl Seen {
    /// The first day on which a reliable one could be known.
    pub(crate) fn since(&self) -> Option<NaiveDate> {
        self.signs.iter().filter(|sign| sign.reliable).filter_map(|sign| sign.since).min()
    }
}

impl Signs {
    pub(crate) fn of(signals: &[Signal], set: &RiskSet<'_>) -> Self {
        let mut all = catalogue(set.last);
        let reliable = reliable(signals);
        let mut signs: Vec<Sign> = Vec::new();
        for signal in signals.iter().filter(|signal| signal.verdict != Verdict::Unavailable) {
            let holds = signal.verdict == Verdict::Holds;
            let Some(place) = all.iter().position(|definition| definition.name == signal.signal) else { continue };
            // The same sign may be held against loss and against shrinking: it is one.
            let is_told = signs.iter().any(|sign| sign.definition.plain == signal.plain);
            if !is_told && (!holds || signal.goes_with_loss()) {
                let is_reliable = reliable.contains(&signal.signal.as_str());
                signs.push(Sign { definition: all.swap_remove(place), holds, is_reliable });
            }
        }
        signs.sort_by_key(|sign| (!sign.is_reliable, !sign.holds));
        Self(signs)
    }

    pub(crate) fn read_notes(&self) -> bool {
        self.0.iter().any(|sign| sign.definition.reads_notes())
    }

    /// All that was to be seen of some contracts of an account.
    pub(crate) fn seen(&self, cases: &[&Case<'_>], reach: &Reach) -> Seen {
        let mut seen = Seen { visible: self.visible(cases, reach), ..Seen::default() };
        for Sign { definition, holds, is_reliable } in &self.0 {
            if let Reading::Present(since) = read(definition, cases, reach) {
                let (signal, brief) = (definition.name.clone(), definition.brief.clone());
                seen.signs.push(SeenSign { signal, brief, since, holds: *holds, reliable: *is_reliable });
            }
        }
        seen
    }

    /// Whether a reliable sign was to be seen.
    pub(crate) fn visible(&self, cases: &[&Case<'_>], reach: &Reach) -> Option<bool> {
        let reliable = self.0.iter().filter(|sign| sign.is_reliable);
        let told = reliable.filter_map(|sign| match read(&sign.definition, cases, reach) {
            Reading::Present(_) => Some(true),
            Reading::Absent => Some(false),
            Reading::Unknown => None,
        });
        told.max()
    }
}

/// The signs that hold and go with loss, surest first, for as long as at most [`MOST_KEPT`] of those that were kept can carry
/// any of them.
fn reliable(signals: &[Signal]) -> Vec<&str> {
    let rate = |signal: &Signal| {
        let [lost, kept, ..] = signal.table;
        lost as f64 / (lost + kept).max(1) as f64
    };
    let holds = |signal: &&Signal| signal.verdict == Verdict::Holds && signal.goes_with_loss();
    let mut holding: Vec<&Signal> = signals.iter().filter(holds).collect();
    holding.sort_by(|x, y| rate(y).total_cmp(&rate(x)).then_with(|| x.signal.cmp(&y.signal)));
    let mut carried = 0.0;
    let fits = |signal: &&Signal| {
        let [_, kept, _, kept_without] = signal.table;
        carried += kept as f64 / (kept + kept_without).max(1) as f64;
        carried <= MOST_KEPT
    };
    holding.into_iter().take_while(fits).map(|signal| signal.signal.as_str()).collect()
}

/// What a sign said of any of the contracts, on the first day of which it is known.
fn read(definition: &Definition, cases: &[&Case<'_>], reach: &Reach) -> Reading {
    let both = |one: Reading, other: Reading| match (one, other) {
        (Reading::Present(x), Reading::Present(y)) => Reading::Present(x.into_iter().chain(y).min()),
        (Reading::Present(day), _) | (_, Reading::Present(day)) => Reading::Present(day),
        (Reading::Absent, _) | (_, Reading::Absent) => Reading::Absent,
        _ => Reading::Unknown,
    };
    cases.iter().map(|case| definition.read(case, reach)).fold(Reading::Unknown, both)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holding(name: &str, table: [u64; 4]) -> Signal {
        let rate = |lost: u64, kept: u64| Some([lost as f64 / (lost + kept) as f64, 0.0, 1.0]);
        let [with_lost, with_kept, lost, kept] = table;
        Signal {
            signal: name.into(),
            table,
            with_rate: rate(with_lost, with_kept),
            without_rate: rate(lost, kept),
            verdict: Verdict::Holds,
            ..Signal::default()
        }
    }

    #[test]
    fn what_most_of_the_healthy_carry_is_not_reliable_however_well_it_holds() {
        let signals = [holding("common", [19, 120, 4, 75]), holding("sure", [14, 6, 9, 189]), holding("next", [9, 10, 14, 185])];
        assert_eq!(reliable(&signals), ["sure", "next"]);
        let many: Vec<Signal> = (0..9).map(|n| holding(&format!("s{n}"), [8, 10, 15, 185])).collect();
        assert_eq!(reliable(&many).len(), 3, "together they are carried by a fifth of those kept at most");
        assert!(reliable(&signals[..1]).is_empty());
    }
}
