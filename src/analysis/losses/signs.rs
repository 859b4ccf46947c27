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
}

/// What was to be seen of an account.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Seen {
    pub signs: Vec<SeenSign>,
    /// Whether one that holds was among them; `None` where none that holds could be read.
    pub visible: Option<bool>,
}

impl Seen {
    /// The first day on which one that holds could be known.
    pub(crate) fn since(&self) -> Option<NaiveDate> {
        self.signs.iter().filter(|sign| sign.holds).filter_map(|sign| sign.since).min()
    }
}

impl Signs {
    pub(crate) fn of(signals: &[Signal], set: &RiskSet<'_>) -> Self {
        let mut all = catalogue(set.last);
        let mut signs: Vec<Sign> = Vec::new();
        for signal in signals.iter().filter(|signal| signal.verdict != Verdict::Unavailable) {
            let holds = signal.verdict == Verdict::Holds;
            let Some(place) = all.iter().position(|definition| definition.name == signal.signal) else { continue };
            // The same sign may be held against loss and against shrinking: it is one.
            let is_told = signs.iter().any(|sign| sign.definition.plain == signal.plain);
            if !is_told && (!holds || signal.goes_with_loss()) {
                signs.push(Sign { definition: all.swap_remove(place), holds });
            }
        }
        signs.sort_by_key(|sign| !sign.holds);
        Self(signs)
    }

    pub(crate) fn read_notes(&self) -> bool {
        self.0.iter().any(|sign| sign.definition.reads_notes())
    }

    /// All that was to be seen of some contracts of an account.
    pub(crate) fn seen(&self, cases: &[&Case<'_>], reach: &Reach) -> Seen {
        let mut seen = Seen { visible: self.visible(cases, reach), ..Seen::default() };
        for Sign { definition, holds } in &self.0 {
            if let Reading::Present(since) = read(definition, cases, reach) {
                let (signal, brief) = (definition.name.clone(), definition.brief.clone());
                seen.signs.push(SeenSign { signal, brief, since, holds: *holds });
            }
        }
        seen
    }

    /// Whether a sign that holds was to be seen.
    pub(crate) fn visible(&self, cases: &[&Case<'_>], reach: &Reach) -> Option<bool> {
        let holding = self.0.iter().filter(|sign| sign.holds);
        let told = holding.filter_map(|sign| match read(&sign.definition, cases, reach) {
            Reading::Present(_) => Some(true),
            Reading::Absent => Some(false),
            Reading::Unknown => None,
        });
        told.max()
    }
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
