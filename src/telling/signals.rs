//! What a signal says, in one sentence with one comparison, and what stands behind it.

use crate::analysis::findings::{Harm, SegmentTable, Signal, Verdict};
use crate::analysis::indicators::FALSE_DISCOVERY;
use crate::domain::scope::capitalise;
use crate::domain::text::listed;
use crate::telling::figures::{estimate, interval, percent_short, points_short, probability, range, ratio, signed_short, times};

/// What became of those that it is held against.
pub(crate) fn fate(harm: Harm) -> &'static str {
    if harm == Harm::Lost { "lost" } else { "lost or shrunk" }
}

/// `Health stood under 50 two months before renewal: 11 of 12 lost; without it 12 of 206`.
pub(crate) fn sentence(signal: &Signal) -> String {
    let [with_lost, with_kept, without_lost, without_kept] = signal.table;
    let (with, without) = (with_lost + with_kept, without_lost + without_kept);
    let compared = format!("{with_lost} of {with} {}; without it {without_lost} of {without}", fate(signal.harm));
    let response = if signal.is_response { "; it is also what people do when an account is being lost" } else { "" };
    format!("{}: {compared}{}{response}", capitalise(&signal.plain), the_other_way(signal).unwrap_or_default())
}

/// The segments in which it goes the other way, where they differ by more than chance.
fn the_other_way(signal: &Signal) -> Option<String> {
    let odds = signal.stratified.as_ref()?.odds_ratio?;
    signal.heterogeneity_p.filter(|p| *p <= FALSE_DISCOVERY)?;
    let other: Vec<&SegmentTable> =
        signal.segments.iter().filter(|of| more_often(of.table).is_some_and(|more| more != (odds > 1.0))).collect();
    let told: Vec<String> = other
        .iter()
        .map(|of| {
            let [a, b, c, d] = of.table;
            format!("{} ({a} of {}; without it {c} of {})", of.segment, a + b, c + d)
        })
        .collect();
    let told: Vec<&str> = told.iter().map(String::as_str).collect();
    (!told.is_empty()).then(|| format!("; the other way round in {}", listed(&told)))
}

/// Whether more were lost with it than without; `None` where one side is empty.
fn more_often([a, b, c, d]: [u64; 4]) -> Option<bool> {
    let (with, without) = (a * (c + d), c * (a + b));
    (a + b > 0 && c + d > 0 && with != without).then_some(with > without)
}

/// The tests behind the sentence, most important first; of what was not tested, why.
pub(crate) fn details(signal: &Signal, tried: u64, population: &str) -> Vec<String> {
    let why = signal.why.iter().map(|why| format!("{}.", capitalise(why)));
    if matches!(signal.verdict, Verdict::Insufficient | Verdict::Unavailable) {
        return why.collect();
    }
    let mut said = vec![format!("Read as: {}.", signal.label)];
    said.extend(lead(signal).map(|lead| format!("{}.", capitalise(&lead))));
    said.extend(stratified(signal, tried));
    said.extend(crude(signal));
    said.extend(weighed(signal));
    said.extend(why);
    said.push(format!("{} accounts, each once for a quarter in which it was due: {population}.", signal.accounts));
    said
}

/// `knowable 19 days before the loss (half of them 14 to 24)`.
pub(crate) fn lead(signal: &Signal) -> Option<String> {
    let days = signal.lead_days?;
    let between = signal.lead_low.zip(signal.lead_high).map_or_else(String::new, |(low, high)| format!(" (half of them {low} to {high})"));
    Some(format!("knowable {days} days before the loss{between}"))
}

fn stratified(signal: &Signal, tried: u64) -> Option<String> {
    let strata = signal.stratified.as_ref()?;
    let odds = match strata.odds_ratio {
        Some(odds) => format!("the odds of loss are {}", estimate(Some(odds), strata.low, strata.high, ratio)),
        None => "nobody was lost on one side".to_owned(),
    };
    let among = if tried == 1 { "the one signal tried".to_owned() } else { format!("{tried} signals tried") };
    let q = signal.q.map_or_else(String::new, |q| format!(", q {} over {among}", probability(q)));
    Some(format!("Within segment and half-year {odds}: p {}{q}.", probability(strata.p)))
}

fn crude(signal: &Signal) -> Option<String> {
    let ([with, ..], [without, ..]) = (signal.with_rate?, signal.without_rate?);
    let risk = signal
        .risk_ratio
        .map_or_else(String::new, |risk| format!(", {} as often{}", times(risk), interval(signal.low, signal.high, ratio)));
    Some(format!("Crude: {} against {}{risk}.", percent_short(with), percent_short(without)))
}

fn weighed(signal: &Signal) -> Option<String> {
    let (lift, low, high) = (signal.arr_lift?, signal.arr_lift_low?, signal.arr_lift_high?);
    let more = if lift < 0.0 { "less" } else { "more" };
    Some(format!("Of ARR, {} {more} was lost with it ({}).", points_short(lift.abs()), range([low, high], signed_short)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::findings::StratifiedOdds;

    fn signal() -> Signal {
        Signal {
            plain: "health stood under 50 two months before renewal".into(),
            table: [11, 1, 12, 194],
            stratified: Some(StratifiedOdds { odds_ratio: Some(20.0), low: Some(5.0), high: Some(80.0), p: 0.0001 }),
            verdict: Verdict::Holds,
            ..Signal::default()
        }
    }

    #[test]
    fn one_comparison_is_told_in_plain_words() {
        assert_eq!(sentence(&signal()), "Health stood under 50 two months before renewal: 11 of 12 lost; without it 12 of 206");
        let response = Signal { is_response: true, harm: Harm::LostOrShrank, ..signal() };
        assert!(
            sentence(&response)
                .ends_with("11 of 12 lost or shrunk; without it 12 of 206; it is also what people do when an account is being lost")
        );
    }

    #[test]
    fn a_segment_that_goes_the_other_way_is_named_where_segments_differ() {
        let segments = vec![
            SegmentTable { segment: "enterprise".into(), table: [11, 0, 4, 100] },
            SegmentTable { segment: "growth".into(), table: [0, 20, 8, 94] },
        ];
        let apart = Signal { heterogeneity_p: Some(0.001), segments, ..signal() };
        assert!(sentence(&apart).ends_with("; the other way round in growth (0 of 20; without it 8 of 102)"), "{}", sentence(&apart));
        assert_eq!(sentence(&Signal { heterogeneity_p: Some(0.4), ..apart }), sentence(&signal()), "within chance");
    }
}
