//! Which figures rest on what the room corrected.

use std::collections::HashSet;

use super::findings::MetricKey;
use crate::domain::correction::{Corrected, RenewalField, RenewalValue};
use crate::domain::facts::Facts;
use crate::domain::renewal::RenewalId;

/// The corrections that a metric of the scope's window rests on.
pub(crate) fn resting(facts: &Facts, key: MetricKey) -> Vec<&Corrected> {
    let of_figures = facts.corrections.iter().filter(|c| !c.is_coding() && counts_for(c.field(), key));
    let mut of_figures = of_figures.peekable();
    if of_figures.peek().is_none() {
        return Vec::new();
    }
    let due: HashSet<&RenewalId> = facts.in_scope().map(|renewal| &renewal.id).collect();
    of_figures.filter(|c| due.contains(&c.correction.renewal) || was_in_window(facts, c)).collect()
}

/// `rests on 2 corrections`; nothing where it rests on none.
pub(crate) fn told(facts: &Facts, key: MetricKey) -> Option<String> {
    match resting(facts, key).len() {
        0 => None,
        1 => Some("rests on 1 correction".to_owned()),
        n => Some(format!("rests on {n} corrections")),
    }
}

/// A renewal that was moved out of the window is missing there.
fn was_in_window(facts: &Facts, corrected: &Corrected) -> bool {
    matches!(corrected.from, RenewalValue::DueDate(day) if facts.scope.window.contains(day))
}

/// Whether a field has a say in a metric. In doubt it has: a mark too many costs a look, one too few costs trust.
fn counts_for(field: RenewalField, key: MetricKey) -> bool {
    use MetricKey::{Brier, CodedShare, DaysLateMedian, DaysLateP90, LogoRetention, OnTimeRate, RenewalRateCount, SaveRate};
    match field {
        RenewalField::Outcome | RenewalField::DueDate => true,
        RenewalField::ArrBefore | RenewalField::ArrAfter => {
            !matches!(key, OnTimeRate | DaysLateMedian | DaysLateP90 | LogoRetention | RenewalRateCount | SaveRate)
        }
        RenewalField::ClosedDate => matches!(key, OnTimeRate | DaysLateMedian | DaysLateP90 | Brier | SaveRate),
        RenewalField::ReasonCode => key == CodedShare,
        RenewalField::ReasonSource => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::{Build, day, facts, renewal};
    use crate::domain::correction::{Correction, Corrections, apply};
    use crate::domain::money::Money;
    use crate::domain::renewal::Outcome;

    fn correction(id: &str, to: RenewalValue) -> (RenewalId, Vec<Correction>) {
        let renewal = RenewalId::new(id);
        let at = "2026-11-23T09:00:00Z".parse().unwrap();
        (renewal.clone(), vec![Correction { renewal, to, by: "Mara".into(), at, why: "the contract".into() }])
    }

    #[test]
    fn a_figure_rests_on_the_corrections_that_have_a_say_in_it() {
        let facts = facts(vec![
            renewal("R-1", "2026-07-10").renewed(100, 100),
            renewal("R-2", "2026-08-02").churned(80),
            renewal("R-3", "2026-08-02").open(80),
            renewal("R-4", "2025-08-02").churned(80),
        ]);
        let corrections: Corrections = [
            correction("R-1", RenewalValue::ArrAfter(Some(Money::units(90)))),
            correction("R-2", RenewalValue::ClosedDate(Some(day("2026-08-01")))),
            correction("R-3", RenewalValue::DueDate(day("2026-12-02"))),
            correction("R-4", RenewalValue::Outcome(Outcome::Renewed)),
        ]
        .into();
        let facts = apply(&facts, &corrections);
        let resting = |key| -> Vec<String> { resting(&facts, key).iter().map(|c| c.correction.renewal.to_string()).collect() };
        assert_eq!(resting(MetricKey::Grr), ["R-1", "R-3"]);
        assert_eq!(resting(MetricKey::LogoRetention), ["R-3"]);
        assert_eq!(resting(MetricKey::OnTimeRate), ["R-2", "R-3"]);
        assert_eq!(told(&facts, MetricKey::LogoRetention).unwrap(), "rests on 1 correction");
    }
}
