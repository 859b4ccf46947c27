//! What became of what earlier retros had ahead of them, a sentence each.

use crate::analysis::findings::{Score, Scored, ScoredBand, ScoredGroup};
use crate::analysis::stats::Z95;
use crate::domain::money::Currency;
use crate::telling::figures::{counted, decimals, percent_short};

/// The newest retro, and what all say together.
pub(crate) fn sentences(score: &Score, currency: &Currency) -> Vec<String> {
    let mut told: Vec<String> = score.retros.last().map(|newest| retro(newest, currency)).unwrap_or_default();
    told.extend(score.together.as_ref().map(|all| retro(all, currency)).unwrap_or_default());
    let band = |band: &ScoredBand| format!("said {}, {} of {} lost", percent_short(band.mean), band.lost, band.n);
    if !score.bands.is_empty() {
        told.push(format!("By what was said: {}.", score.bands.iter().map(band).collect::<Vec<_>>().join("; ")));
    }
    told
}

/// What became of them, and whether the list was worth it, a sentence each.
fn retro(of: &Scored, currency: &Currency) -> Vec<String> {
    let mut told = vec![format!(
        "What {} had ahead: of {} the outcome of {} is known; {} were lost, {} were expected.",
        of.session,
        counted(of.said, "account", "accounts"),
        of.known,
        of.lost,
        decimals(of.expected, 1)
    )];
    if of.left_early > 0 {
        told.push(format!("{} of those lost left before the end of a contract, which no rate of the list counts.", of.left_early));
    }
    let off = of.lost as f64 - of.expected;
    if off.abs() > Z95 * of.spread.max(0.5) {
        told.push(format!(
            "That is {} than chance leaves room for: the list was wrong about how many.",
            if off > 0.0 { "more" } else { "fewer" }
        ));
    }
    if of.named.n > 0 {
        let (named, others) = (group(&of.named, currency), group(&of.others, currency));
        told.push(format!("Lost of those that carried a sign: {named}; of the others: {others}."));
    }
    if let (Some(list), Some(base)) = (of.brier, of.brier_base) {
        let verdict = match (of.is_better, of.is_beyond_chance) {
            (false, _) => "the list did no better than the base rate",
            (true, false) => "better than the base rate, within what chance does",
            (true, true) => "better than the base rate",
        };
        told.push(format!("Brier score {}, the base rate alone {}: {verdict}.", decimals(list, 3), decimals(base, 3)));
    }
    if let (Some(forecast), Some(list)) = (of.brier_forecast, of.brier_beside_forecast) {
        told.push(format!(
            "Over the {} with a recorded forecast: the forecast {}, the list {}.",
            of.with_forecast,
            decimals(forecast, 3),
            decimals(list, 3)
        ));
    }
    told
}

/// `6 of 17 ($410k: Acme, Bolt, …)`.
fn group(of: &ScoredGroup, currency: &Currency) -> String {
    const MOST: usize = 3;
    if of.lost == 0 {
        return format!("none of {}", of.n);
    }
    let names: Vec<&str> = of.accounts_lost.iter().take(MOST).map(|name| &**name).collect();
    let more = if of.accounts_lost.len() > MOST { ", …" } else { "" };
    format!("{} of {} ({}: {}{more})", of.lost, of.n, of.arr_lost.short(currency), names.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::money::Money;

    #[test]
    fn whether_the_list_was_better_is_said_with_what_chance_does() {
        let lost =
            ScoredGroup { n: 10, lost: 4, arr_lost: Money::units(410_000), accounts_lost: ["A", "B", "C", "D"].map(Into::into).into() };
        let mut scored = Scored {
            session: "2026-Q2".into(),
            said: 20,
            known: 20,
            lost: 4,
            expected: 3.96,
            spread: 1.0,
            named: lost,
            others: ScoredGroup { n: 10, ..ScoredGroup::default() },
            brier: Some(0.12),
            brier_base: Some(0.161),
            is_better: true,
            is_beyond_chance: true,
            ..Scored::default()
        };
        let said = |scored: &Scored| retro(scored, &Currency::new("USD"));
        assert_eq!(
            said(&scored),
            [
                "What 2026-Q2 had ahead: of 20 accounts the outcome of 20 is known; 4 were lost, 4.0 were expected.",
                "Lost of those that carried a sign: 4 of 10 ($410k: A, B, C, …); of the others: none of 10.",
                "Brier score 0.120, the base rate alone 0.161: better than the base rate."
            ]
        );
        (scored.is_beyond_chance, scored.expected) = (false, 0.4);
        assert!(said(&scored)[1].starts_with("That is more than chance leaves room for"), "{:?}", said(&scored));
        assert!(said(&scored)[3].ends_with("better than the base rate, within what chance does."));
        scored.is_better = false;
        assert!(said(&scored)[3].ends_with("the list did no better than the base rate."));
    }
}
