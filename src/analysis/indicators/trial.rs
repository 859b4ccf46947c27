//! One signal held against the outcomes.

use super::case::Case;
use super::catalogue::{Definition, Reading};
use super::lift::{Bootstrap, Sums, lift};
use crate::analysis::findings::{Harm, Signal, Verdict};
use crate::analysis::stats::Fourfold;
use crate::analysis::stats::describe::quantile;
use crate::analysis::stats::fourfold::wilson;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};

/// Fewer decided renewals than this, on either side or by either outcome, are too few to say anything.
pub const MIN_CASES: u64 = 20;
pub const MIN_SIDE: u64 = 5;

/// What is counted of one signal while the cases are read.
pub struct Readings {
    table: Fourfold,
    leads: Vec<i64>,
    /// The renewals with the signal.
    pub present: Vec<RenewalId>,
    /// ARR before of those with the signal; `None` as soon as one is not known.
    arr: Option<Money>,
    sums: Vec<Sums>,
    /// Some amount is not known, so no ARR can be weighed.
    arr_unknown: bool,
    /// Left out because the signal was not measured before the outcome.
    unknown: u64,
}

impl Readings {
    pub fn new(bootstrap: &Bootstrap) -> Self {
        Self {
            table: Fourfold::default(),
            leads: Vec::new(),
            present: Vec::new(),
            arr: Some(Money::ZERO),
            sums: bootstrap.sums(),
            arr_unknown: false,
            unknown: 0,
        }
    }

    /// Reads further cases, the first of which is the one at `from` of all.
    pub fn add(&mut self, definition: &Definition, cases: &[Case<'_>], from: usize, bootstrap: &Bootstrap) {
        for (index, case) in cases.iter().enumerate() {
            let renewal = case.renewal;
            let present = match (definition.read)(case) {
                Reading::Present(lead) => {
                    self.leads.push(lead);
                    self.present.push(renewal.id.clone());
                    self.arr = sum(self.arr, renewal.before);
                    true
                }
                Reading::Absent => false,
                Reading::Unknown => {
                    self.unknown += 1;
                    continue;
                }
            };
            self.table.add(present, harmed(renewal, definition.harm));
            match arr_at_stake(renewal, definition.harm) {
                Some((arr, lost)) => self.sums[bootstrap.cluster(from + index)].add(present, arr.in_minor(), lost.in_minor()),
                None => self.arr_unknown = true,
            }
        }
    }

    /// Adds what was read of later cases.
    pub fn merge(&mut self, later: Self) {
        self.table.merge(later.table);
        self.leads.extend(later.leads);
        self.present.extend(later.present);
        self.arr = sum(self.arr, later.arr);
        self.sums.iter_mut().zip(later.sums).for_each(|(mine, theirs)| mine.merge(theirs));
        self.arr_unknown |= later.arr_unknown;
        self.unknown += later.unknown;
    }
}

/// A signal that the data cannot tell.
pub fn unavailable(definition: &Definition, why: &str) -> Signal {
    Signal { why: Some(why.to_owned()), ..empty(definition, Verdict::Unavailable) }
}

/// Everything about one signal but its q, which needs all of them, and its renewals, which [`Readings`] has.
pub fn test(definition: &Definition, readings: &Readings, bootstrap: &Bootstrap) -> Signal {
    match too_few(readings) {
        Some(why) => Signal { n: readings.table.n(), why: Some(why), ..empty(definition, Verdict::Insufficient) },
        None => tested(definition, readings, bootstrap),
    }
}

fn sum(one: Option<Money>, other: Option<Money>) -> Option<Money> {
    Some(one? + other?)
}

/// Whether what the signal is held against came.
pub fn harmed(renewal: &Renewal, harm: Harm) -> bool {
    renewal.is_churned() || (harm == Harm::LostOrShrank && renewal.is_contracted())
}

/// ARR before, and what of it was lost in the sense of `harm`.
fn arr_at_stake(renewal: &Renewal, harm: Harm) -> Option<(Money, Money)> {
    let before = renewal.before?;
    let lost = match harm {
        _ if renewal.is_churned() => before,
        Harm::Lost => Money::ZERO,
        Harm::LostOrShrank => renewal.lost()?,
    };
    Some((before, lost))
}

fn too_few(readings: &Readings) -> Option<String> {
    let Fourfold { a, b, c, d } = readings.table;
    let least = [(a + b, "with the signal"), (c + d, "without it"), (a + c, "lost"), (b + d, "kept")];
    let (short, side) = least.into_iter().min()?;
    if readings.table.n() >= MIN_CASES && short >= MIN_SIDE {
        return None;
    }
    let of = readings.table.n();
    let decided = if readings.unknown > 0 { "; the others were decided before it could be seen, or it was not measured" } else { "" };
    Some(format!("only {short} {side} among {of} renewals; needs {MIN_SIDE} on each side and {MIN_CASES} in all{decided}"))
}

fn tested(definition: &Definition, readings: &Readings, bootstrap: &Bootstrap) -> Signal {
    let table = readings.table;
    let risk_ratio = table.risk_ratio();
    let odds_ratio = table.odds_ratio();
    let arr_lift = if readings.arr_unknown { None } else { lift(&readings.sums) };
    let interval = arr_lift.and_then(|_| bootstrap.interval(&readings.sums));
    Signal {
        n: table.n(),
        table: table.cells(),
        p: Some(table.fisher()),
        risk_ratio: risk_ratio.map(|r| r.value),
        low: risk_ratio.map(|r| r.low),
        high: risk_ratio.map(|r| r.high),
        odds_ratio: odds_ratio.map(|r| r.value),
        odds_low: odds_ratio.map(|r| r.low),
        odds_high: odds_ratio.map(|r| r.high),
        with_rate: rate(table.a, table.a + table.b),
        without_rate: rate(table.c, table.c + table.d),
        arr_lift,
        arr_lift_low: interval.map(|i| i.0),
        arr_lift_high: interval.map(|i| i.1),
        lead_days: quantile(&mut readings.leads.clone(), 0.5).map(|days| days.round() as i64),
        why: readings.arr_unknown.then(|| "not weighed by ARR, since the ARR of some renewals is not known".to_owned()),
        arr: readings.arr,
        ..empty(definition, Verdict::NotShown)
    }
}

fn rate(events: u64, n: u64) -> Option<[f64; 3]> {
    let interval = wilson(events, n)?;
    Some([events as f64 / n as f64, interval.low, interval.high])
}

fn empty(definition: &Definition, verdict: Verdict) -> Signal {
    Signal {
        signal: definition.name.clone(),
        label: definition.label.clone(),
        brief: definition.brief.clone(),
        harm: definition.harm,
        n: 0,
        table: [0; 4],
        p: None,
        q: None,
        risk_ratio: None,
        low: None,
        high: None,
        odds_ratio: None,
        odds_low: None,
        odds_high: None,
        with_rate: None,
        without_rate: None,
        arr_lift: None,
        arr_lift_low: None,
        arr_lift_high: None,
        lead_days: None,
        verdict,
        why: None,
        renewals: vec![],
        arr: None,
    }
}
