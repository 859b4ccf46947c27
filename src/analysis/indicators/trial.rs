//! One sign held against the outcomes.

use super::catalogue::{Definition, Reading};
use crate::analysis::findings::{Harm, SegmentTable, Signal, StratifiedOdds, Verdict};
use crate::analysis::risk_set::{Amounts, Case, Chance, RiskSet};
use crate::analysis::stats::describe::quantile;
use crate::analysis::stats::fourfold::wilson;
use crate::analysis::stats::share::{Share, difference};
use crate::analysis::stats::stratified::{Seen, heterogeneity, stratified};
use crate::analysis::stats::{Estimate, Fourfold};
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};

/// Fewer than this, on either side or by either outcome, are too few to say anything.
pub(crate) const MIN_CASES: u64 = 20;
pub(crate) const MIN_SIDE: u64 = 5;

/// Of a chance: the sign stood at one of its contracts, at none, or nobody can tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sight {
    #[default]
    Unknown,
    Absent,
    Present,
}

impl Sight {
    pub(crate) fn of(definition: &Definition, chance: &Chance, set: &RiskSet<'_>) -> Self {
        let sight = |case: &Case<'_>| match definition.read(case, &set.reach) {
            Reading::Present(_) => Self::Present,
            Reading::Absent => Self::Absent,
            Reading::Unknown => Self::Unknown,
        };
        set.cases_of(chance).iter().map(sight).max().unwrap_or_default()
    }
}

/// Whether what the sign is held against came.
pub(crate) fn harmed(chance: &Chance, harm: Harm) -> bool {
    chance.is_lost || (harm == Harm::LostOrShrank && chance.amounts.is_some_and(|amounts| !amounts.lost_or_shrunk.is_zero()))
}

fn lost(amounts: &Amounts, harm: Harm) -> Money {
    if harm == Harm::Lost { amounts.lost } else { amounts.lost_or_shrunk }
}

/// The chances at which the sign was seen, or seen not to be.
pub(crate) struct Trial<'t> {
    pub definition: &'t Definition,
    pub set: &'t RiskSet<'t>,
    /// One for each chance.
    pub sights: &'t [Sight],
}

impl Trial<'_> {
    /// Everything about one sign but its q, which needs all of them.
    pub(crate) fn signal(&self) -> Signal {
        let counts = Counts::over(self);
        match self.too_few(&counts) {
            Some(why) => {
                Signal { n: counts.crude.n(), accounts: counts.accounts, why: Some(why), ..empty(self.definition, Verdict::Insufficient) }
            }
            None => self.tested(&counts),
        }
    }

    /// The chances that are compared, in the order of their accounts.
    fn compared(&self) -> impl Iterator<Item = (&Chance, bool)> {
        let told = |(chance, sight): (_, &Sight)| (*sight != Sight::Unknown).then_some((chance, *sight == Sight::Present));
        self.set.chances.iter().zip(self.sights).filter_map(told)
    }

    fn harmed(&self, chance: &Chance) -> bool {
        harmed(chance, self.definition.harm)
    }

    fn too_few(&self, counts: &Counts) -> Option<String> {
        let Fourfold { a, b, c, d } = counts.crude;
        let least = [(counts.accounts_with, "with the signal"), (c + d, "without it"), (a + c, self.word()), (b + d, "kept")];
        let (short, side) = least.into_iter().min()?;
        let n = counts.crude.n();
        if n >= MIN_CASES && short >= MIN_SIDE {
            return None;
        }
        let more = match (n < self.set.chances.len() as u64, self.set.early_terminations) {
            (_, early) if early > 0 => {
                format!("; {early} lost before their contract's end are not compared, since nobody could foresee that day")
            }
            (true, _) => "; the others were decided before it could be seen, or it was not measured".to_owned(),
            (false, _) => String::new(),
        };
        Some(format!("only {short} {side} among {n} accounts due; needs {MIN_SIDE} on each side and {MIN_CASES} in all{more}"))
    }

    fn word(&self) -> &'static str {
        if self.definition.harm == Harm::Lost { "lost" } else { "lost or shrunk" }
    }

    fn tested(&self, counts: &Counts) -> Signal {
        let seen = self.compared().map(|(chance, with)| Seen {
            stratum: chance.stratum as usize,
            cluster: chance.account,
            with,
            event: self.harmed(chance),
        });
        let Some(strata) = stratified(&counts.strata, seen) else {
            let why =
                "in no segment and half-year were some kept and some lost, both with it and without, so like cannot be compared with like";
            return Signal { n: counts.crude.n(), why: Some(why.into()), ..empty(self.definition, Verdict::Insufficient) };
        };
        let crude = counts.crude;
        let (risk, odds) = (crude.risk_ratio(), crude.odds_ratio());
        let lift = counts.lift();
        let mut leads = self.leads();
        let mut lead = |share| quantile(&mut leads, share).map(|days| days.round() as i64);
        let ([lead_low, lead_days, lead_high], ratio) = ([lead(0.25), lead(0.5), lead(0.75)], strata.odds_ratio);
        Signal {
            n: crude.n(),
            accounts: counts.accounts,
            table: crude.cells(),
            p: Some(crude.fisher()),
            risk_ratio: risk.map(|r| r.value),
            low: risk.map(|r| r.low),
            high: risk.map(|r| r.high),
            odds_ratio: odds.map(|r| r.value),
            odds_low: odds.map(|r| r.low),
            odds_high: odds.map(|r| r.high),
            stratified: Some(StratifiedOdds {
                odds_ratio: ratio.map(|r| r.value),
                low: ratio.map(|r| r.low),
                high: ratio.map(|r| r.high),
                p: strata.p,
            }),
            heterogeneity_p: heterogeneity(&counts.segments),
            segments: self.segments(counts),
            with_rate: rate(crude.a, crude.a + crude.b),
            without_rate: rate(crude.c, crude.c + crude.d),
            arr_lift: lift.map(|l| l.value),
            arr_lift_low: lift.map(|l| l.low),
            arr_lift_high: lift.map(|l| l.high),
            arr_excess: counts.excess(lift.map(|l| l.value)),
            arr_excess_low: counts.excess(lift.map(|l| if l.value < 0.0 { l.high.min(0.0) } else { l.low.max(0.0) })),
            lead_days,
            lead_low,
            lead_high,
            why: counts.arr_unknown.then(|| "not weighed by ARR, since the ARR of some renewals is not known".to_owned()),
            arr: counts.arr_with(),
            renewals: self.present(),
            ..empty(self.definition, Verdict::NotShown)
        }
    }

    fn segments(&self, counts: &Counts) -> Vec<SegmentTable> {
        let tables = self.set.segments.iter().zip(&counts.segments).filter(|(_, table)| table.n() > 0);
        tables.map(|(segment, table)| SegmentTable { segment: (*segment).into(), table: table.cells() }).collect()
    }

    /// Days from when the sign was knowable to the outcome, of the losses that carried it. What has no day has no lead.
    fn leads(&self) -> Vec<i64> {
        let carried = self.compared().filter(|(chance, with)| *with && self.harmed(chance));
        let lead = |case: &Case<'_>| match (self.definition.read(case, &self.set.reach), case.renewal.closed) {
            (Reading::Present(Some(day)), Some(closed)) => Some((closed.min(case.renewal.due) - day).num_days()),
            _ => None,
        };
        carried.filter_map(|(chance, _)| self.set.cases_of(chance).iter().filter_map(lead).max()).collect()
    }

    /// The renewals that carried the sign.
    fn present(&self) -> Vec<RenewalId> {
        let carried = self.compared().filter(|(_, with)| *with).flat_map(|(chance, _)| self.set.cases_of(chance));
        let carries = |case: &&Case<'_>| matches!(self.definition.read(case, &self.set.reach), Reading::Present(_));
        let mut renewals: Vec<&Renewal> = carried.filter(carries).map(|case| case.renewal).collect();
        renewals.sort_by(|x, y| x.due.cmp(&y.due).then_with(|| x.id.cmp(&y.id)));
        renewals.into_iter().map(|renewal| renewal.id.clone()).collect()
    }
}

/// What is counted of one sign.
struct Counts {
    crude: Fourfold,
    strata: Vec<Fourfold>,
    segments: Vec<Fourfold>,
    accounts: u64,
    accounts_with: u64,
    /// ARR with the sign and without, an item an account, and what of it was lost.
    with: Share,
    without: Share,
    arr_unknown: bool,
}

/// ARR of one account: with the sign, without it.
#[derive(Default)]
struct OfAccount {
    number: Option<u32>,
    has_sign: bool,
    with: (f64, f64),
    without: (f64, f64),
}

impl Counts {
    fn over(trial: &Trial<'_>) -> Self {
        let (set, harm) = (trial.set, trial.definition.harm);
        let mut counts = Self {
            crude: Fourfold::default(),
            strata: vec![Fourfold::default(); set.strata],
            segments: vec![Fourfold::default(); set.segments.len()],
            accounts: 0,
            accounts_with: 0,
            with: Share::default(),
            without: Share::default(),
            arr_unknown: false,
        };
        let mut account = OfAccount::default();
        for (chance, with) in trial.compared() {
            if account.number != Some(chance.account) {
                counts.close(&account);
                account = OfAccount { number: Some(chance.account), ..OfAccount::default() };
            }
            let event = trial.harmed(chance);
            for table in [&mut counts.crude, &mut counts.strata[chance.stratum as usize], &mut counts.segments[chance.segment as usize]] {
                table.add(with, event);
            }
            account.has_sign |= with;
            let side = if with { &mut account.with } else { &mut account.without };
            match &chance.amounts {
                Some(amounts) => {
                    side.0 += amounts.before.in_minor() as f64;
                    side.1 += lost(amounts, harm).in_minor() as f64;
                }
                None => counts.arr_unknown = true,
            }
        }
        counts.close(&account);
        counts
    }

    fn close(&mut self, account: &OfAccount) {
        if account.number.is_some() {
            self.accounts += 1;
            self.accounts_with += u64::from(account.has_sign);
            self.with.add(account.with.0, account.with.1);
            self.without.add(account.without.0, account.without.1);
        }
    }

    /// Share of ARR lost with the sign, minus the share without.
    fn lift(&self) -> Option<Estimate> {
        if self.arr_unknown { None } else { Some(difference(self.with.estimate()?, self.without.estimate()?)) }
    }

    /// ARR lost with the sign beyond what the others' rate would give.
    fn excess(&self, lift: Option<f64>) -> Option<Money> {
        Some(Money::minor((self.arr_with()?.in_minor() as f64 * lift?).round() as i64))
    }

    fn arr_with(&self) -> Option<Money> {
        (!self.arr_unknown).then(|| Money::minor(self.with.whole() as i64))
    }
}

/// A sign that the data cannot tell.
pub(crate) fn unavailable(definition: &Definition, why: &str) -> Signal {
    Signal { why: Some(why.to_owned()), ..empty(definition, Verdict::Unavailable) }
}

fn rate(events: u64, n: u64) -> Option<[f64; 3]> {
    let interval = wilson(events, n)?;
    Some([events as f64 / n as f64, interval.low, interval.high])
}

fn empty(definition: &Definition, verdict: Verdict) -> Signal {
    Signal {
        signal: definition.name.clone(),
        label: definition.label.clone(),
        plain: definition.plain.clone(),
        brief: definition.brief.clone(),
        harm: definition.harm,
        is_response: definition.is_response,
        verdict,
        ..Signal::default()
    }
}
