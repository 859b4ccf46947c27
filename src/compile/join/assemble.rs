//! Makes facts of the renewals and what was joined to them, and says what is doubtful about them.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::compile::join::ahead::last_of_terms;
use crate::compile::join::currencies::{self, Report};
use crate::compile::join::deal_before;
use crate::compile::join::followed::Followed;
use crate::compile::join::population::Population;
use crate::compile::join::quality::Account;
use crate::compile::join::renewals::Kept;
use crate::compile::join::usage::{Extent, SPAN, WEEK};
use crate::compile::read::source::Source;
use crate::compile::schema::{Field, HEALTH, Table, USAGE};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::missing_data;
use crate::domain::facts::{Coverage, Facts};
use crate::domain::quality::{IssueKind, due};
use crate::domain::renewal::{Outcome, Renewal, RenewalId};
use crate::domain::scope::Scope;
use crate::domain::text::counted;

/// The facts of a scope; `usage` is what the usage rows reach over.
pub(crate) fn facts(source: &Source, layout: &Layout, population: Population, usage: Option<Extent>, mut account: Account) -> Facts {
    let Population { scope, registry, mut kept, due_range, cohorts, no_dues, going_on, other_deals, .. } = population;
    let report = Report::of(&kept, &layout.mapping);
    let currency = currencies::settle(&mut kept, layout, &mut account);
    deal_before::fill(&mut kept, &other_deals, &report, &scope, &mut account);
    contradictions(&kept, &scope, &mut account);
    let mut renewals: Vec<Arc<Renewal>> = kept.into_iter().map(|kept| kept.renewal).collect();
    let sees_later = usage.is_some_and(|extent| extent.last > scope.as_of);
    let followed = Followed::of(&renewals, &scope);
    turn_back(&mut renewals, &scope, (sees_later, layout.has(Table::Renewals)), &mut account);
    renewals.retain(|renewal| !followed.holds(renewal));
    let usage_until = usage.map(|extent| (extent.last + Days::new(WEEK)).min(scope.as_of));
    forget_unmeasured(&mut renewals, usage_until);
    let ahead = take_ahead(&mut renewals, &scope);
    let others = registry.others_than(renewals.iter().chain(&ahead).map(|renewal| &renewal.account_id));
    account.issues(due::doubts(&renewals, &scope, Renewal::is_uncoded_loss));
    unmeasured(&renewals, &scope, usage, &mut account);
    let coverage = coverage(layout, &renewals, &scope);
    for (kind, sentence) in missing_data::missing(layout) {
        account.issue(kind, sentence, 0);
    }
    for sentence in missing_data::passed_over(layout).into_iter().chain(missing_data::of_periods(layout)) {
        account.issue(IssueKind::Other, sentence, 0);
    }
    let quality = account.finish();
    Facts {
        scope,
        currency,
        coverage,
        renewals,
        quality,
        source: source.label(),
        due_range,
        cohorts,
        no_dues,
        going_on,
        ahead,
        usage_until,
        corrections: Vec::new(),
        others,
    }
}

/// What was known on the as-of day: what is dated later is taken back. Where the data know of later days, an outcome without a
/// day of its own may be of one of them: of what was not due yet nobody can have seen it come, so it is open; of what was due it
/// stands. Both are said. `sees_later` where something else than the renewals tells of later days; `are_events` where they stand in
/// the data, since what followed from contracts over time followed from rows of the days before.
fn turn_back(renewals: &mut [Arc<Renewal>], scope: &Scope, (sees_later, are_events): (bool, bool), account: &mut Account) {
    let as_of = scope.as_of;
    let is_later = sees_later || renewals.iter().any(|renewal| renewal.saw_days_after(as_of));
    let (mut standing, mut reopened) = (Vec::new(), Vec::new());
    for renewal in renewals.iter_mut() {
        let is_undated = is_later && renewal.has_undated_outcome();
        if is_undated && are_events && renewal.due > as_of {
            reopened.push(renewal.id.clone());
            *renewal = Arc::new(renewal.as_undecided_on(as_of));
            continue;
        }
        if let Some(earlier) = renewal.as_known_on(as_of) {
            *renewal = Arc::new(earlier);
        }
        standing.extend((is_undated && scope.window.contains(renewal.due)).then(|| renewal.id.clone()));
    }
    let who = |ids: &[RenewalId]| counted(ids.len(), "decided renewal has no closing day", "decided renewals have no closing day");
    for (ids, taken) in [(standing, "the outcome stands as it is today"), (reopened, "not due by then, it is taken for open")] {
        if !ids.is_empty() {
            let message = format!("{}, so nobody can tell whether that was known on {as_of}; {taken}", who(&ids));
            account.issue_about(IssueKind::Other, message, None, ids);
        }
    }
}

/// Usage is known up to the last day that its rows tell of.
fn forget_unmeasured(renewals: &mut [Arc<Renewal>], usage_until: Option<NaiveDate>) {
    let Some(until) = usage_until else { return };
    for renewal in renewals.iter_mut().filter(|renewal| renewal.due > until && renewal.signals.usage.is_some()) {
        let due = renewal.due;
        Arc::make_mut(renewal).signals.forget_usage_from(until, due);
    }
}

/// What is due after the window goes into no figure: what is undecided is ahead, the others tell who had a contract by then.
fn take_ahead(renewals: &mut Vec<Arc<Renewal>>, scope: &Scope) -> Vec<Arc<Renewal>> {
    // They stand in due order.
    let mut ahead = renewals.split_off(renewals.partition_point(|renewal| renewal.due <= scope.window.to));
    let last = last_of_terms(&scope.window);
    ahead.retain(|renewal| renewal.outcome == Outcome::Open || renewal.due <= last);
    ahead
}

fn contradictions(kept: &[Kept], scope: &Scope, account: &mut Account) {
    let mut found: Vec<(&str, Vec<RenewalId>)> = Vec::new();
    for Kept { renewal, contradiction, .. } in kept {
        let Some(what) = contradiction.filter(|_| scope.window.contains(renewal.due)) else { continue };
        match found.iter_mut().find(|(known, _)| *known == what) {
            Some((_, ids)) => ids.push(renewal.id.clone()),
            None => found.push((what, vec![renewal.id.clone()])),
        }
    }
    for (what, ids) in found {
        let message = format!("{} {what}; the outcome was believed", counted(ids.len(), "renewal is", "renewals are"));
        account.issue_about(IssueKind::OutcomeContradictsAmount, message, None, ids);
    }
}

/// Renewals whose usage was not measured, since the rows of all accounts begin too late or end too early.
fn unmeasured(renewals: &[Arc<Renewal>], scope: &Scope, usage: Option<Extent>, account: &mut Account) {
    let Some(extent) = usage else { return };
    let is_unknown = |r: &&Renewal| r.signals.usage.is_none() && scope.window.contains(r.due) && r.due <= scope.as_of;
    let unknown: Vec<&Renewal> = renewals.iter().map(AsRef::as_ref).filter(is_unknown).collect();
    let (late, early): (Vec<&Renewal>, Vec<&Renewal>) =
        unknown.into_iter().filter(|r| !extent.covers(r.due)).partition(|r| extent.ends_early(r.due));
    for (until, due, of) in [
        (format!("ends with the week of {}", extent.last), "due later".to_owned(), late),
        (format!("begins with the week of {}", extent.first), format!("due less than {SPAN} days later"), early),
    ] {
        if !of.is_empty() {
            let who = counted(of.len(), "renewal", "renewals");
            let message = format!("Usage {until}: of {who} {due} it is not known, and no signal about usage counts them");
            account.issue_about(IssueKind::Other, message, None, ids(&of));
        }
    }
}

fn ids(renewals: &[&Renewal]) -> Vec<RenewalId> {
    renewals.iter().map(|r| r.id.clone()).collect()
}

fn coverage(layout: &Layout, renewals: &[Arc<Renewal>], scope: &Scope) -> Coverage {
    let any = |fields: &[Field]| fields.iter().any(|field| layout.holds(Table::Renewals, *field));
    let measured = |field| layout.holds(Table::Measures, field);
    let has_amounts = renewals.iter().any(|r| r.before.is_some());
    let lost_blind = renewals.iter().any(|r| scope.window.contains(r.due) && r.is_churned() && r.before.is_none());
    Coverage {
        health: layout.has(Table::Health) || any(&HEALTH) || measured(HEALTH[0]),
        usage: layout.has(Table::Usage) || any(&USAGE) || measured(USAGE[0]),
        notes: layout.has(Table::Notes) || renewals.iter().any(|r| !r.notes.is_empty()),
        plays: layout.has(Table::Plays),
        tickets: layout.has(Table::Tickets) || any(&[Field::Tickets]),
        pricing: (!layout.has(Table::Renewals) && layout.holds(Table::Subscriptions, Field::NetPerSeat))
            || any(&[Field::UpliftContract, Field::UpliftApplied, Field::ListPrice, Field::NetPrice]),
        forecast: any(&[Field::ForecastAmount, Field::ForecastCategory, Field::ForecastProbability]),
        exec: any(&[Field::ExecFirstContact]),
        arr_before: has_amounts && !lost_blind,
    }
}
