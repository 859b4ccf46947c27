//! The signals that are tried: each is read from a renewal as it stood before its outcome.

use super::case::Case;
use crate::analysis::findings::Harm;
use crate::analysis::patterns::offered_uplift;
use crate::domain::facts::Coverage;
use crate::domain::reason::GROUPS;
use crate::domain::renewal::ExecInvolvement;

/// What a signal says of one renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Seen, so many days before due.
    Present(i64),
    Absent,
    /// Not measured, or the outcome was already known when it would have been.
    Unknown,
}

/// What the data must hold for a signal to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Needs {
    Health,
    Usage,
    Tickets,
    Champion,
    OwnerChange,
    Exec,
    Pricing,
    PricingAndExec,
    Start,
    Notes,
}

type Read = Box<dyn Fn(&Case<'_>) -> Reading + Send + Sync>;

/// One signal of the catalogue.
pub struct Definition {
    pub name: String,
    /// As a clause (`health stood under 50 at 60 days before due`).
    pub label: String,
    /// The label in few words, for tables (`health under 50 at 60 days`); no other signal has the same.
    pub brief: String,
    pub needs: Needs,
    pub harm: Harm,
    pub read: Read,
}

impl Definition {
    fn new(name: &str, label: &str, needs: Needs, read: impl Fn(&Case<'_>) -> Reading + Send + Sync + 'static) -> Self {
        Self { name: name.into(), label: label.into(), brief: label.into(), needs, harm: Harm::Lost, read: Box::new(read) }
    }

    /// For labels that are too long for a table.
    fn in_brief(self, brief: impl Into<String>) -> Self {
        Self { brief: brief.into(), ..self }
    }

    fn against(self, harm: Harm) -> Self {
        Self { harm, ..self }
    }
}

/// Points of health that count as low, and as a fall.
const LOW_HEALTH: f64 = 50.0;
const HEALTH_FALL: f64 = 10.0;
const HEALTH_SLOPE: f64 = -3.0;
/// Usage under this share of what it was counts as fallen.
const USAGE_FALL: f64 = 0.7;
const MANY_TICKETS: u32 = 5;
const LATE_START_DAYS: u64 = 60;
/// A change of owner counts within this many days before due.
const OWNER_DAYS: i64 = 180;
const HIGH_DISCOUNT: f64 = 0.2;
/// Basis points.
const HIGH_UPLIFT: i32 = 700;

/// Every signal that is tried, in catalogue order.
pub fn catalogue() -> Vec<Definition> {
    [health(), usage(), service(), people(), price(), process(), notes()].into_iter().flatten().collect()
}

/// Why a signal cannot be read from this data; `None` where it can.
pub fn missing(needs: Needs, coverage: &Coverage, seen: Seen) -> Option<&'static str> {
    let (there, why) = match needs {
        Needs::Health => (coverage.health, "no health history; add health.csv (account, week, score)"),
        Needs::Usage => (coverage.usage, "no usage history; add usage.csv (account, week, events)"),
        Needs::Tickets => (coverage.tickets, "no tickets; add tickets.csv (account, opened, escalated)"),
        Needs::Champion => (seen.champion, "no departures recorded; add or map champion_left_on"),
        Needs::OwnerChange => (seen.owner_change, "no owner changes recorded; add or map owner_changed_on"),
        Needs::Exec => (coverage.exec, "executive contacts are not recorded; add or map exec_first_contact"),
        Needs::Pricing => (coverage.pricing, "no prices; add or map list_price, net_price and uplift"),
        Needs::PricingAndExec => (coverage.pricing && coverage.exec, "needs the uplift and executive contacts; add or map both"),
        Needs::Start => (seen.start, "no start of work recorded; add or map started_date"),
        Needs::Notes => (coverage.notes, "no notes; add notes.csv (account, date, note)"),
    };
    (!there).then_some(why)
}

/// Which dated fields occur at all; an empty column is no evidence that nothing happened.
#[derive(Clone, Copy, Debug, Default)]
pub struct Seen {
    pub champion: bool,
    pub owner_change: bool,
    pub start: bool,
}

impl Seen {
    pub fn in_cases(cases: &[Case<'_>]) -> Self {
        let any = |has: fn(&Case<'_>) -> bool| cases.iter().any(has);
        Self {
            champion: any(|c| c.renewal.signals.champion_left.is_some()),
            owner_change: any(|c| c.renewal.signals.owner_changed.is_some()),
            start: any(|c| c.renewal.started.is_some()),
        }
    }
}

/// The three days before due at which health is read, newest last.
const HEALTH_DAYS: [u64; 3] = [90, 60, 30];

fn health() -> Vec<Definition> {
    let low = |(i, days): (usize, u64)| {
        let label = format!("health stood under {LOW_HEALTH} at {days} days before due");
        Definition::new(&format!("health-low-{days}"), &label, Needs::Health, move |case| {
            measured(case, days, case.renewal.signals.health[i].map(|score| score < LOW_HEALTH))
        })
        .in_brief(format!("health under {LOW_HEALTH} at {days} days"))
    };
    let fall = |(from, to): (usize, usize)| {
        let (first, last) = (HEALTH_DAYS[from], HEALTH_DAYS[to]);
        let label = format!("health fell {HEALTH_FALL} points or more between {first} and {last} days before due");
        Definition::new(&format!("health-drop-{first}-{last}"), &label, Needs::Health, move |case| {
            let health = &case.renewal.signals.health;
            let fell = health[from].zip(health[to]).map(|(before, after)| before - after >= HEALTH_FALL);
            measured(case, last, fell)
        })
        .in_brief(format!("health fell {HEALTH_FALL}+ points, {first} to {last} days"))
    };
    let slope =
        Definition::new("health-slope", "health lost 3 points or more a month from 90 to 30 days before due", Needs::Health, |case| {
            measured(case, 30, case.renewal.signals.health_slope().map(|slope| slope <= HEALTH_SLOPE))
        })
        .in_brief("health lost 3+ points a month");
    let lows = HEALTH_DAYS.into_iter().enumerate().map(low);
    lows.chain([(0, 1), (1, 2), (0, 2)].into_iter().map(fall)).chain([slope]).collect()
}

/// A measurement that was complete so many days before due.
fn measured(case: &Case<'_>, days_before: u64, seen: Option<bool>) -> Reading {
    match seen.filter(|_| case.undecided_at(days_before)) {
        Some(true) => Reading::Present(days_before as i64),
        Some(false) => Reading::Absent,
        None => Reading::Unknown,
    }
}

fn usage() -> Vec<Definition> {
    let fall = |(bucket, from, to): (usize, i64, u64)| {
        let label = format!("usage {from} to {to} days before due was 30 % or more below the 90 days up to then");
        Definition::new(&format!("usage-drop-{from}"), &label, Needs::Usage, move |case| {
            dated(measured(case, to, usage_fell(case, bucket)), from)
        })
        .in_brief(format!("usage {from} to {to} days: down 30+ %"))
    };
    let shift = Definition::new(
        "usage-shift",
        "usage 90 to 31 days before due ran 20 % or more below the 90 days before those",
        Needs::Usage,
        |case| {
            let shifted = case.renewal.signals.usage.and_then(|u| {
                let (recent, before) = ((u[1] + u[2]) as f64 / 2.0, (u[3] + u[4] + u[5]) as f64 / 3.0);
                (before > 0.0).then_some(recent <= before * 0.8)
            });
            dated(measured(case, 30, shifted), onset(case))
        },
    )
    .in_brief("usage 90 to 31 days: down 20+ %");
    [(2, 90, 61), (1, 60, 31), (0, 30, 1)].into_iter().map(fall).chain([shift]).collect()
}

/// Whether a 30-day bucket holds under 70 % of the average of the three before it; `None` without usage there.
fn usage_fell(case: &Case<'_>, bucket: usize) -> Option<bool> {
    let usage = case.renewal.signals.usage?;
    let before = usage[bucket + 1..(bucket + 4).min(6)].iter().sum::<u64>() as f64 / 3.0;
    (before > 0.0).then(|| (usage[bucket] as f64) < before * USAGE_FALL)
}

/// Days before due at which the first fallen bucket begins.
fn onset(case: &Case<'_>) -> i64 {
    let fell = |bucket: &usize| usage_fell(case, *bucket) == Some(true);
    [2, 1].iter().find(|bucket| fell(bucket)).map_or(60, |bucket| (*bucket as i64 + 1) * 30)
}

fn dated(reading: Reading, days_before: i64) -> Reading {
    if matches!(reading, Reading::Present(_)) { Reading::Present(days_before) } else { reading }
}

fn service() -> Vec<Definition> {
    let tickets = "five or more tickets were opened in the 90 days before due";
    let escalated = "a ticket was escalated in the 90 days before due";
    vec![
        Definition::new("tickets-many", tickets, Needs::Tickets, |case| {
            measured(case, 30, case.renewal.signals.tickets.map(|n| n >= MANY_TICKETS))
        })
        .in_brief("five or more tickets in 90 days"),
        Definition::new("escalation", escalated, Needs::Tickets, |case| {
            measured(case, 30, case.renewal.signals.escalations.map(|n| n > 0))
        })
        .in_brief("a ticket escalated in 90 days"),
    ]
}

fn people() -> Vec<Definition> {
    vec![
        Definition::new("champion-left", "the champion left before the renewal", Needs::Champion, |case| {
            lead_of(case.renewal.signals.champion_left.and_then(|day| case.lead(day)))
        }),
        Definition::new("owner-changed", "the CS owner changed in the half year before due", Needs::OwnerChange, |case| {
            lead_of(case.renewal.signals.owner_changed.and_then(|day| case.lead(day)).filter(|lead| *lead <= OWNER_DAYS))
        })
        .in_brief("the CS owner changed in half a year"),
        Definition::new("exec-not-by-60", "no executive was engaged 60 days before due", Needs::Exec, |case| {
            measured(case, 60, exec_missing(case, 60))
        })
        .in_brief("no executive engaged at 60 days"),
        Definition::new("exec-late", "an executive engaged only in the last 60 days", Needs::Exec, |case| match exec_missing(case, 60) {
            None => Reading::Unknown,
            Some(_) => lead_of(case.renewal.signals.exec_first.and_then(|day| case.lead(day)).filter(|lead| *lead < 60)),
        })
        .in_brief("an executive only in the last 60 days"),
    ]
}

fn lead_of(lead: Option<i64>) -> Reading {
    lead.map_or(Reading::Absent, Reading::Present)
}

/// Whether no executive had been engaged so many days before due; `None` where the data does not say.
fn exec_missing(case: &Case<'_>, days_before: i64) -> Option<bool> {
    match (case.renewal.exec, case.renewal.signals.exec_first) {
        (_, Some(first)) => Some((case.renewal.due - first).num_days() < days_before),
        (ExecInvolvement::None, None) => Some(true),
        (ExecInvolvement::Early, None) => Some(false),
        (ExecInvolvement::Late, None) => Some(days_before >= ExecInvolvement::EARLY_DAYS),
        (ExecInvolvement::Unknown, None) => None,
    }
}

fn price() -> Vec<Definition> {
    let steep = |case: &Case<'_>| offered_uplift(case.renewal).map(|uplift| uplift > HIGH_UPLIFT);
    let offered = |seen: Option<bool>| match seen {
        Some(true) => Reading::Present(ASKED_DAYS),
        Some(false) => Reading::Absent,
        None => Reading::Unknown,
    };
    vec![
        Definition::new("discount-20", "the offer stood 20 % or more below list", Needs::Pricing, move |case| {
            offered(case.renewal.pricing.discount().map(|discount| discount >= HIGH_DISCOUNT))
        })
        .in_brief("the offer 20 % or more below list"),
        Definition::new("uplift-over-7", "the uplift asked was over 7 %", Needs::Pricing, move |case| offered(steep(case))),
        Definition::new("uplift-over-7-shrinks", "the uplift asked was over 7 %", Needs::Pricing, move |case| offered(steep(case)))
            .in_brief("uplift asked over 7 % (lost or shrank)")
            .against(Harm::LostOrShrank),
        Definition::new(
            "uplift-over-7-no-sponsor",
            "the uplift asked was over 7 % and no executive was engaged 30 days before due",
            Needs::PricingAndExec,
            move |case| offered(steep(case).zip(exec_missing(case, 30)).map(|(steep, alone)| steep && alone)),
        )
        .in_brief("uplift over 7 %, no exec at 30 days")
        .against(Harm::LostOrShrank),
    ]
}

/// Offers carry no date; they are counted as made a month before due.
const ASKED_DAYS: i64 = 30;

fn process() -> Vec<Definition> {
    let label = "work on the renewal had not begun 60 days before due";
    vec![
        Definition::new("late-start", label, Needs::Start, |case| {
            let begun_late = case.renewal.started.map(|day| day > case.renewal.due - chrono::Days::new(LATE_START_DAYS));
            measured(case, LATE_START_DAYS, begun_late)
        })
        .in_brief("work not begun at 60 days"),
    ]
}

/// One for each group of reasons that a note may speak of.
fn notes() -> Vec<Definition> {
    let theme = |(place, (key, label)): (usize, &(&str, &str))| {
        let theme = label.to_lowercase();
        let label = format!("notes a month or more before due spoke of {theme}");
        Definition::new(&format!("note-{key}"), &label, Needs::Notes, move |case| lead_of(case.themes[place]))
            .in_brief(format!("notes spoke of {theme}"))
    };
    GROUPS.iter().enumerate().filter(|(_, (key, _))| *key != "strength").map(theme).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn in_brief_each_signal_is_short_and_told_from_all_others() {
        let briefs: Vec<String> = catalogue().into_iter().map(|definition| definition.brief).collect();
        assert_eq!(briefs.iter().find(|brief| brief.chars().count() > 38), None);
        assert_eq!(briefs.iter().collect::<HashSet<_>>().len(), briefs.len());
    }
}
