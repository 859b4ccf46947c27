//! What a session was held on: which data, with which figures.

use serde::{Deserialize, Serialize};

use super::text::percent;

/// The headline figures of the data; rates are fractions, `None` where they cannot be computed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    pub due: u64,
    pub renewed: u64,
    pub churned: u64,
    pub open: u64,
    pub grr: Option<f64>,
    pub nrr: Option<f64>,
    pub logo_retention: Option<f64>,
    /// Over the twelve months that end with the window.
    pub ttm_grr: Option<f64>,
    pub ttm_nrr: Option<f64>,
}

/// The data that a session stands on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// Names the compiled facts in the session's folder: a digest of them.
    pub name: String,
    /// Of the files and their mapping by content, as it was when the facts were compiled.
    pub digest: String,
    pub figures: Figures,
    /// The facts themselves are kept; `false` where they are too large for that.
    pub is_whole: bool,
    /// The folder of the data; `None` for the bundled sample.
    pub data: Option<String>,
}

/// A figure that is another one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Moved {
    pub what: &'static str,
    pub then: String,
    pub now: String,
}

impl Figures {
    /// The figures that differ, in the order in which people read them.
    pub(crate) fn moved(&self, now: &Self) -> Vec<Moved> {
        let rates = [
            ("GRR", self.grr, now.grr),
            ("NRR", self.nrr, now.nrr),
            ("logo retention", self.logo_retention, now.logo_retention),
            ("GRR of twelve months", self.ttm_grr, now.ttm_grr),
            ("NRR of twelve months", self.ttm_nrr, now.ttm_nrr),
        ];
        let counts = [
            ("due", self.due, now.due),
            ("renewed", self.renewed, now.renewed),
            ("churned", self.churned, now.churned),
            ("open", self.open, now.open),
        ];
        let rates = rates.into_iter().filter(|(_, then, now)| then != now);
        let rates = rates.map(|(what, then, now)| {
            let [then, now] = told_apart(then, now);
            Moved { what, then, now }
        });
        let counts = counts.into_iter().filter(|(_, then, now)| then != now);
        rates.chain(counts.map(|(what, then, now)| Moved { what, then: then.to_string(), now: now.to_string() })).collect()
    }

    /// `GRR 61.5 % then, 96.2 % now; due 12 then, 13 now`; nothing where none differs.
    pub(crate) fn told_beside(&self, now: &Self) -> Option<String> {
        let moved: Vec<String> = self.moved(now).iter().map(ToString::to_string).collect();
        (!moved.is_empty()).then(|| moved.join("; "))
    }

    /// Rates as they are kept: decimals that every reader of the journal gets back as they were.
    #[must_use]
    pub(crate) fn rounded(mut self) -> Self {
        for rate in [&mut self.grr, &mut self.nrr, &mut self.logo_retention, &mut self.ttm_grr, &mut self.ttm_nrr] {
            *rate = rate.map(|rate| (rate * 1e6).round() / 1e6);
        }
        self
    }
}

/// `GRR 61.5 % then, 96.2 % now`.
impl std::fmt::Display for Moved {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {} then, {} now", self.what, self.then, self.now)
    }
}

/// Two rates with as many decimals as tell them apart.
fn told_apart(then: Option<f64>, now: Option<f64>) -> [String; 2] {
    let told = |decimals: usize| [then, now].map(|rate| rate.map_or_else(|| "not computable".to_owned(), |rate| percent(rate, decimals)));
    (1..=4).map(told).find(|[then, now]| then != now).unwrap_or_else(|| told(4))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_moved_is_told_with_as_many_decimals_as_it_takes() {
        let then = Figures { due: 12, grr: Some(0.615), nrr: Some(0.90001), ..Figures::default() };
        let now = Figures { due: 13, grr: Some(0.962), nrr: Some(0.90004), logo_retention: Some(0.5), ..Figures::default() };
        assert_eq!(
            then.told_beside(&now).unwrap(),
            "GRR 61.5 % then, 96.2 % now; NRR 90.001 % then, 90.004 % now; logo retention not computable then, 50.0 % now; due 12 then, 13 now"
        );
        assert_eq!(then.told_beside(&then), None);
    }

    #[test]
    fn kept_figures_read_back_as_they_were() {
        let figures = Figures { grr: Some(2.0 / 3.0), nrr: Some(1.0 / 7.0), ..Figures::default() }.rounded();
        let json = serde_json::to_string(&figures).unwrap();
        assert_eq!(serde_json::from_str::<Figures>(&json).unwrap(), figures);
    }
}
