//! The signs that are tried: each is read from a renewal as it stood on a landmark before its due date.

use chrono::NaiveDate;

use crate::analysis::findings::Harm;
use crate::analysis::risk_set::{Case, Landmark, NOTES_LOOK_BACK, Reach, Recorded, RiskSet};
use crate::domain::facts::Coverage;
use crate::domain::reason::GROUPS;
use crate::domain::renewal::{ExecInvolvement, Ticket, usage_over};

/// What a sign says of one renewal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reading {
    /// Seen, and knowable from that day on; of what bears no date no day is known.
    Present(Option<NaiveDate>),
    Absent,
    /// Not measured.
    Unknown,
}

/// What the data must hold for a sign to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Needs {
    Health,
    Usage,
    /// Something that is recorded with its day, over so many days up to the landmark.
    Dated(Recorded, u64),
    Uplift,
    UpliftAndExec,
    Start,
}

type Read = Box<dyn Fn(&Case<'_>) -> Reading + Send + Sync>;

/// One sign of the catalogue.
pub(crate) struct Definition {
    pub name: String,
    /// As a clause, exactly (`health stood under 50 at 60 days before due`).
    pub label: String,
    /// The same as one says it (`health stood under 50 two months before renewal`).
    pub plain: String,
    /// The label in few words, for tables (`health under 50 at 60 days`); no other sign has the same.
    pub brief: String,
    pub needs: Needs,
    pub landmark: Landmark,
    pub harm: Harm,
    /// It is also what people do when an account is being lost.
    pub is_response: bool,
    read: Read,
}

impl Definition {
    fn new(name: &str, label: &str, needs: Needs, days: u16, read: impl Fn(&Case<'_>) -> Reading + Send + Sync + 'static) -> Self {
        Self {
            name: name.into(),
            label: label.into(),
            plain: label.into(),
            brief: label.into(),
            needs,
            landmark: Landmark(days),
            harm: Harm::Lost,
            is_response: false,
            read: Box::new(read),
        }
    }

    /// For labels that are too long for a table.
    fn in_brief(self, brief: impl Into<String>) -> Self {
        Self { brief: brief.into(), ..self }
    }

    /// As one says it.
    fn plainly(self, plain: impl Into<String>) -> Self {
        Self { plain: plain.into(), ..self }
    }

    fn against(self, harm: Harm) -> Self {
        Self { harm, ..self }
    }

    pub(crate) fn reads_notes(&self) -> bool {
        matches!(self.needs, Needs::Dated(Recorded::Notes, _))
    }

    /// What the sign said of a renewal on a day on which that was undecided: on its landmark where that had passed, else what had
    /// happened by then. `None` where the landmark is still to come and nothing has happened.
    pub(crate) fn read_by(&self, case: &Case<'_>, reach: &Reach, day: NaiveDate) -> Option<Reading> {
        if self.landmark.day(case.renewal) <= day {
            return Some(if self.is_covered(case, reach) { (self.read)(case) } else { Reading::Unknown });
        }
        Some((self.read)(case)).filter(|seen| matches!(seen, Reading::Present(Some(since)) if *since <= day))
    }

    /// What the sign said of a renewal on its landmark; nothing where the renewal was decided by then, or the source did not
    /// reach over the days that are looked at.
    pub(crate) fn read(&self, case: &Case<'_>, reach: &Reach) -> Reading {
        if self.is_covered(case, reach) && case.is_undecided_at(self.landmark) { (self.read)(case) } else { Reading::Unknown }
    }

    fn is_covered(&self, case: &Case<'_>, reach: &Reach) -> bool {
        let day = self.landmark.day(case.renewal);
        match self.needs {
            Needs::Dated(what, look_back) => reach.covers(what, day, look_back),
            Needs::UpliftAndExec => reach.covers(Recorded::Exec, day, 0),
            _ => true,
        }
    }
}

/// Points of health that count as low, and as a fall.
const LOW_HEALTH: f64 = 50.0;
const HEALTH_FALL: f64 = 10.0;
const HEALTH_SLOPE: f64 = -3.0;
/// Usage under this share of what it was counts as fallen.
const USAGE_FALL: f64 = 0.7;
const MANY_TICKETS: usize = 5;
const TICKETS_LOOK_BACK: u64 = 90;
const OWNER_LOOK_BACK: u64 = 150;
const CHAMPION_LOOK_BACK: u64 = 180;
/// Basis points.
const HIGH_UPLIFT: i32 = 700;

/// Every sign that is tried, in catalogue order; what happens on a day is looked for up to the `last` landmark.
pub(crate) fn catalogue(last: Landmark) -> Vec<Definition> {
    [health(), usage(), service(last), people(last), price(), process(), notes(last)].into_iter().flatten().collect()
}

/// How long before due a landmark is, in words.
fn in_words(Landmark(days): Landmark) -> &'static str {
    match days {
        0..45 => "a month",
        45..75 => "two months",
        _ => "three months",
    }
}

/// Why a sign cannot be read from this data; `None` where it can.
pub(crate) fn missing(sign: &Definition, coverage: &Coverage, set: &RiskSet<'_>) -> Option<&'static str> {
    const EXEC: &str = "executive contacts are not recorded; add or map exec_first_contact";
    let has = |what| set.reach.has(what);
    let (there, why) = match sign.needs {
        _ if sign.landmark < set.last => {
            (false, "no closing days, so nobody can tell who was undecided a month before due; add or map closed_date")
        }
        Needs::Health => (coverage.health, "no health history; add health.csv (account, week, score)"),
        Needs::Usage => (coverage.usage, "no usage history; add usage.csv (account, week, events)"),
        Needs::Dated(Recorded::Tickets, _) => {
            (has(Recorded::Tickets), "no tickets with their days; add tickets.csv (account, opened, escalated)")
        }
        Needs::Dated(Recorded::Notes, _) => (has(Recorded::Notes), "no notes; add notes.csv (account, date, note)"),
        Needs::Dated(Recorded::Champion, _) => (has(Recorded::Champion), "no departures recorded; add or map champion_left_on"),
        Needs::Dated(Recorded::OwnerChange, _) => (has(Recorded::OwnerChange), "no owner changes recorded; add or map owner_changed_on"),
        Needs::Dated(Recorded::Plays, _) => (has(Recorded::Plays), "no plays; add plays.csv (account, play, date)"),
        Needs::Dated(Recorded::Exec, _) => (coverage.exec, EXEC),
        Needs::Uplift => (has_uplift(set), "the contractual uplift is not recorded; add or map uplift_contract_pct"),
        Needs::UpliftAndExec => (has_uplift(set) && coverage.exec, "needs the contractual uplift and executive contacts; add or map both"),
        Needs::Start => (has_start(set), "no start of work recorded; add or map started_date"),
    };
    (!there).then_some(why)
}

fn has_uplift(set: &RiskSet<'_>) -> bool {
    set.cases.iter().any(|case| case.renewal.pricing.uplift_contract.is_some())
}

/// An empty column is no evidence that nothing happened.
fn has_start(set: &RiskSet<'_>) -> bool {
    set.cases.iter().any(|case| case.renewal.started.is_some())
}

/// What was measured up to the landmark was known on it.
fn known(case: &Case<'_>, days: u16, seen: Option<bool>) -> Reading {
    match seen {
        Some(true) => Reading::Present(Some(Landmark(days).day(case.renewal))),
        Some(false) => Reading::Absent,
        None => Reading::Unknown,
    }
}

fn health() -> Vec<Definition> {
    let low = |(i, Landmark(days)): (usize, Landmark)| {
        let label = format!("health stood under {LOW_HEALTH} at {days} days before due");
        Definition::new(&format!("health-low-{days}"), &label, Needs::Health, days, move |case| {
            known(case, days, case.renewal.signals.health[i].map(|score| score < LOW_HEALTH))
        })
        .in_brief(format!("health under {LOW_HEALTH} at {days} days"))
        .plainly(format!("health stood under {LOW_HEALTH} {} before renewal", in_words(Landmark(days))))
    };
    let fall = |(from, to): (usize, usize)| {
        let (Landmark(first), Landmark(last)) = (Landmark::ALL[from], Landmark::ALL[to]);
        let label = format!("health fell {HEALTH_FALL} points or more between {first} and {last} days before due");
        Definition::new(&format!("health-drop-{first}-{last}"), &label, Needs::Health, last, move |case| {
            let health = &case.renewal.signals.health;
            known(case, last, health[from].zip(health[to]).map(|(before, after)| before - after >= HEALTH_FALL))
        })
        .in_brief(format!("health fell {HEALTH_FALL}+ points, {first} to {last} days"))
        .plainly(format!(
            "health fell by {HEALTH_FALL} points or more from {} to {} before renewal",
            in_words(Landmark(first)),
            in_words(Landmark(last))
        ))
    };
    let slope =
        Definition::new("health-slope", "health lost 3 points or more a month from 90 to 30 days before due", Needs::Health, 30, |case| {
            known(case, 30, case.renewal.signals.health_slope().map(|slope| slope <= HEALTH_SLOPE))
        })
        .in_brief("health lost 3+ points a month")
        .plainly("health fell by 3 points or more a month from three months to a month before renewal");
    let lows = Landmark::ALL.into_iter().enumerate().map(low);
    lows.chain([(0, 1), (1, 2), (0, 2)].into_iter().map(fall)).chain([slope]).collect()
}

/// The month that ends on each landmark, against the three before; the month before due is seen when it is too late.
fn usage() -> Vec<Definition> {
    let fall = |(bucket, from, to): (usize, u16, u16)| {
        let label = format!("usage {from} to {} days before due was 30 % or more below the 90 days up to then", to + 1);
        Definition::new(&format!("usage-drop-{from}"), &label, Needs::Usage, to, move |case| known(case, to, usage_fell(case, bucket)))
            .in_brief(format!("usage {from} to {} days: down 30+ %", to + 1))
            .plainly(format!("usage fell by 30 % or more in the {} month before renewal", if to == 60 { "third" } else { "second" }))
    };
    let label = "usage 90 to 31 days before due ran 20 % or more below the 90 days before those";
    let shift = Definition::new("usage-shift", label, Needs::Usage, 30, |case| {
        let shifted = case.renewal.signals.usage.and_then(|u| {
            let (recent, before) = (usage_over(&u[1..3])? as f64 / 2.0, usage_over(&u[3..])? as f64 / 3.0);
            (before > 0.0).then_some(recent <= before * 0.8)
        });
        known(case, 30, shifted)
    })
    .in_brief("usage 90 to 31 days: down 20+ %")
    .plainly("usage fell by a fifth or more two to three months before renewal");
    [(2, 90, 60), (1, 60, 30)].into_iter().map(fall).chain([shift]).collect()
}

/// Whether a 30-day bucket holds under 70 % of the average of the three before it; `None` without usage there, or while its days are not over.
fn usage_fell(case: &Case<'_>, bucket: usize) -> Option<bool> {
    let usage = case.renewal.signals.usage?;
    let (held, before) = (usage[bucket]? as f64, usage_over(&usage[bucket + 1..(bucket + 4).min(6)])? as f64 / 3.0);
    (before > 0.0).then_some(held < before * USAGE_FALL)
}

fn service(last: Landmark) -> Vec<Definition> {
    let needs = Needs::Dated(Recorded::Tickets, TICKETS_LOOK_BACK);
    let until = in_words(last);
    let many = format!("five or more tickets were opened in the 90 days up to {until} before due");
    let escalated = format!("a ticket was escalated in the 90 days up to {until} before due");
    let tickets = move |case: &Case<'_>, many, wanted: fn(&Ticket) -> bool| tickets(case, last, many, wanted);
    vec![
        Definition::new("tickets-many", &many, needs, last.0, move |case| tickets(case, MANY_TICKETS, |_| true))
            .in_brief("five or more tickets in 90 days")
            .plainly(format!("five or more tickets came in the three months up to {until} before renewal")),
        Definition::new("escalation", &escalated, needs, last.0, move |case| tickets(case, 1, |ticket| ticket.is_escalated))
            .in_brief("a ticket escalated in 90 days")
            .plainly(format!("a ticket was escalated in the three months up to {until} before renewal")),
    ]
}

/// Whether so many of the wanted tickets were opened before the landmark: known from the day of the last of them.
fn tickets(case: &Case<'_>, last: Landmark, many: usize, wanted: fn(&Ticket) -> bool) -> Reading {
    let Some(all) = &case.renewal.signals.dated_tickets else { return Reading::Unknown };
    let wanted = all.iter().filter(|ticket| wanted(ticket));
    let mut in_time = wanted.filter_map(|ticket| case.happened(Some(ticket.opened), last, TICKETS_LOOK_BACK));
    dated(in_time.nth(many - 1))
}

fn people(last: Landmark) -> Vec<Definition> {
    let champion = Needs::Dated(Recorded::Champion, CHAMPION_LOOK_BACK);
    let owner = Needs::Dated(Recorded::OwnerChange, OWNER_LOOK_BACK);
    let exec = Needs::Dated(Recorded::Exec, 0);
    let until = in_words(last);
    let champion_left = format!("the champion left in the half year up to {until} before due");
    let owner_changed = format!("the CS owner changed in the five months up to {until} before due");
    let late =
        Definition::new("exec-late", "an executive engaged only 60 to 30 days before due", exec, 30, |case| match exec_missing(case, 60) {
            None => Reading::Unknown,
            Some(_) => dated(case.happened(case.renewal.signals.exec_first, Landmark(30), 29)),
        });
    vec![
        Definition::new("champion-left", &champion_left, champion, last.0, move |case| {
            dated(case.happened(case.renewal.signals.champion_left, last, CHAMPION_LOOK_BACK))
        })
        .in_brief("the champion left")
        .plainly(format!("the champion left {until} or more before renewal")),
        Definition::new("owner-changed", &owner_changed, owner, last.0, move |case| {
            dated(case.happened(case.renewal.signals.owner_changed, last, OWNER_LOOK_BACK))
        })
        .in_brief("the CS owner changed")
        .plainly(format!("the CS owner changed {until} or more before renewal")),
        Definition::new("exec-not-by-60", "no executive was engaged 60 days before due", exec, 60, |case| {
            known(case, 60, exec_missing(case, 60))
        })
        .in_brief("no executive engaged at 60 days")
        .plainly("no executive was engaged two months before renewal"),
        Definition {
            is_response: true,
            ..late.in_brief("an executive only at 60 to 30 days").plainly("an executive engaged only in the second month before renewal")
        },
    ]
}

fn dated(seen: Option<NaiveDate>) -> Reading {
    seen.map_or(Reading::Absent, |day| Reading::Present(Some(day)))
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

/// What the contract allows stood before the outcome, for whoever renewed and whoever left; what was agreed came with it.
fn price() -> Vec<Definition> {
    const LABEL: &str = "the contract allows an uplift of over 7 %";
    let steep = |case: &Case<'_>| case.renewal.pricing.uplift_contract.map(|uplift| uplift > HIGH_UPLIFT);
    let undated = |seen: Option<bool>| match seen {
        Some(true) => Reading::Present(None),
        Some(false) => Reading::Absent,
        None => Reading::Unknown,
    };
    vec![
        Definition::new("uplift-over-7", LABEL, Needs::Uplift, 90, move |case| undated(steep(case))).in_brief("contract uplift over 7 %"),
        Definition::new("uplift-over-7-shrinks", LABEL, Needs::Uplift, 90, move |case| undated(steep(case)))
            .in_brief("uplift over 7 % (lost or shrank)")
            .against(Harm::LostOrShrank),
        Definition::new(
            "uplift-over-7-no-sponsor",
            "the contract allows an uplift of over 7 % and no executive was engaged 30 days before due",
            Needs::UpliftAndExec,
            30,
            move |case| known(case, 30, steep(case).zip(exec_missing(case, 30)).map(|(steep, alone)| steep && alone)),
        )
        .in_brief("uplift over 7 %, no exec at 30 days")
        .plainly("the contract allows an uplift of over 7 % and no executive was engaged a month before renewal")
        .against(Harm::LostOrShrank),
    ]
}

fn process() -> Vec<Definition> {
    let label = "work on the renewal had not begun 60 days before due";
    vec![
        Definition::new("late-start", label, Needs::Start, 60, |case| {
            known(case, 60, case.renewal.started.map(|day| day > Landmark(60).day(case.renewal)))
        })
        .in_brief("work not begun at 60 days")
        .plainly("work on the renewal had not begun two months before it"),
    ]
}

/// One for each group of reasons that a note may speak of.
fn notes(last: Landmark) -> Vec<Definition> {
    let theme = |(place, (key, label)): (usize, &(&str, &str))| {
        let theme = label.to_lowercase();
        let label = format!("notes {} or more before due spoke of {theme}", in_words(last));
        let needs = Needs::Dated(Recorded::Notes, NOTES_LOOK_BACK);
        Definition::new(&format!("note-{key}"), &label, needs, last.0, move |case| dated(case.themes[place]))
            .in_brief(format!("notes spoke of {theme}"))
            .plainly(format!("notes spoke of {theme} {} or more before renewal", in_words(last)))
    };
    GROUPS.iter().enumerate().filter(|(_, (key, _))| *key != "strength").map(theme).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn in_brief_each_signal_is_short_and_told_from_all_others() {
        let briefs: Vec<String> = catalogue(Landmark::NEAREST).into_iter().map(|definition| definition.brief).collect();
        assert_eq!(briefs.iter().find(|brief| brief.chars().count() > 38), None);
        assert_eq!(briefs.iter().collect::<HashSet<_>>().len(), briefs.len());
    }
}
