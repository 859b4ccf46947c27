//! The rest of the first page: why, who does what, and what is coming up, with names.

use std::cmp::Reverse;

use indexmap::IndexMap;

use super::{Source, patterns, room};
use crate::analysis::findings::{BlockerFinding, LostAccount, WatchRow};
use crate::analysis::patterns::arr_lost;
use crate::domain::action::ActionStatus;
use crate::domain::card::InsightKind;
use crate::domain::money::Money;
use crate::domain::plan::FollowUp;
use crate::domain::renewal::RenewalId;
use crate::domain::roster::Role;
use crate::domain::session::Session;
use crate::domain::sign_off::SignOff;
use crate::telling::block::{Document, Text, data, own, told};
use crate::telling::figures::{counted, or_missing, percent_short};
use crate::telling::follow_ups::follow_ups;
use crate::telling::watch;

/// So many are told of each; the parts below have all of them.
const MOST_REASONS: usize = 3;
const MOST_ACCOUNTS: usize = 4;
const MOST_OWNERS: usize = 8;
const MOST_AHEAD: usize = 5;

/// The largest reasons for what was lost, with the accounts behind them, and what the room calls critical.
pub(crate) fn why(doc: &mut Document, source: &Source) {
    let findings = source.findings;
    let critical: Vec<_> =
        source.session.into_iter().flat_map(|session| session.column(InsightKind::Blocker).filter(|card| card.critical)).collect();
    let uncoded: Vec<&LostAccount> = findings.lost_accounts.iter().filter(|account| account.reasons.is_empty()).collect();
    if findings.blockers.is_empty() && uncoded.is_empty() && critical.is_empty() {
        return;
    }
    doc.heading(2, "Why");
    for blocker in findings.blockers.iter().take(MOST_REASONS) {
        doc.item(0, reason(source, blocker));
    }
    if findings.blockers.len() > MOST_REASONS {
        let others = counted(findings.blockers.len() - MOST_REASONS, "other reason stands", "other reasons stand");
        doc.item(0, own(format!("{others} under What costs most and comes back")));
    }
    if !uncoded.is_empty() {
        let lost: Option<Money> = uncoded.iter().map(|account| account.lost).sum();
        let renewals: Vec<RenewalId> = uncoded.iter().flat_map(|account| account.renewals.clone()).collect();
        let named = uncoded.iter().map(|account| (data(&account.account), account.lost)).collect();
        doc.item(0, own("No reason given").strong() + ": " + lost_with(source, lost, "Lost without a reason", &renewals, named));
    }
    for card in critical {
        doc.item(0, own(format!("The room calls {} critical: ", card.id)) + data(&card.text));
    }
    doc.chart(patterns::of_reasons(source));
}

/// `Champion left: $799k lost with Valdoria Towers ($544k) and Avonlea Haulage ($255k)`.
fn reason(source: &Source, blocker: &BlockerFinding) -> Text {
    let mut accounts: IndexMap<&str, (Text, Option<Money>)> = IndexMap::new();
    for renewal in blocker.renewals.iter().filter_map(|id| source.facts.find(id)) {
        let (_, lost) = accounts.entry(renewal.account_id.as_str()).or_insert_with(|| (data(&renewal.account), Some(Money::ZERO)));
        *lost = lost.zip(arr_lost(renewal)).map(|(so_far, more)| so_far + more);
    }
    let mut accounts: Vec<(Text, Option<Money>)> = accounts.into_values().collect();
    accounts.sort_by_key(|(_, lost)| Reverse(*lost));
    let label = blocker.reason.label();
    let what = format!("Lost to {label}");
    data(&label).strong() + ": " + lost_with(source, blocker.lost_arr, &what, &blocker.renewals, accounts)
}

/// `$799k lost with Valdoria Towers ($544k) and Avonlea Haulage ($255k)`, the dearest first.
fn lost_with(source: &Source, lost: Option<Money>, what: &str, renewals: &[RenewalId], accounts: Vec<(Text, Option<Money>)>) -> Text {
    let hidden = accounts.len().saturating_sub(MOST_ACCOUNTS);
    let named = accounts
        .into_iter()
        .take(MOST_ACCOUNTS)
        .map(|(account, lost)| account + own(lost.map_or_else(String::new, |lost| format!(" ({})", source.money(Some(lost))))));
    let named: Vec<Text> = named.chain((hidden > 0).then(|| own(format!("{hidden} more")))).collect();
    let lost = own(lost.map_or_else(|| "lost".to_owned(), |lost| format!("{} lost", source.money(Some(lost)))));
    // Data that no longer hold the renewals name nobody.
    let with = if named.is_empty() { Text::default() } else { own(" with ") + Text::listed(named) };
    lost.behind(source.in_window(what), renewals) + with
}

/// Each owner with what is still to do, the next due first; then what goes up the ladder.
pub(crate) fn who_does_what(doc: &mut Document, source: &Source) {
    let Some(session) = source.session else { return };
    let mut open: Vec<FollowUp> = follow_ups(session).into_iter().filter(|action| !action.status.is_closed()).collect();
    if open.is_empty() && source.has_no_room() {
        return;
    }
    doc.heading(2, "Who does what");
    if open.is_empty() {
        doc.item(0, "No action is open.");
    }
    open.sort_by_key(|action| (action.due.is_none(), action.due, action.carried_from.is_some(), action.id));
    let mut by_owner: IndexMap<(String, String), Vec<FollowUp>> = IndexMap::new();
    for action in open {
        by_owner.entry((action.owner.clone(), action.role.clone())).or_default().push(action);
    }
    for actions in by_owner.values().take(MOST_OWNERS) {
        let tasks = actions.iter().map(|action| task(session, action));
        let owner = if actions[0].owner.is_empty() { own("Nobody yet") } else { room::owner(&actions[0]) };
        doc.item(0, owner.strong() + ": " + Text::joined(tasks, "; "));
    }
    if by_owner.len() > MOST_OWNERS {
        doc.item(0, own(format!("{} more under Actions", counted(by_owner.len() - MOST_OWNERS, "owner", "owners"))));
    }
}

/// `Name a second champion, by 2026-12-15`; what is overdue or stalled says so.
fn task(session: &Session, action: &FollowUp) -> Text {
    let due = match action.due {
        None => ", no date".to_owned(),
        Some(due) if due < session.scope.as_of => format!(", was due {due}"),
        Some(due) => format!(", by {due}"),
    };
    let carried = action.carried_from.is_some().then_some("carried over");
    let status = (action.status != ActionStatus::Open).then(|| action.status.label());
    let state: Vec<&str> = carried.into_iter().chain(status).collect();
    let state = if state.is_empty() { String::new() } else { format!(" ({})", state.join(", ")) };
    data(&action.title) + own(due) + own(state)
}

/// What the list ahead comes to, and the accounts that carry signs.
pub(crate) fn coming_up(doc: &mut Document, source: &Source) {
    let list = &source.findings.watch;
    if list.rows.is_empty() {
        return;
    }
    doc.heading(2, "Coming up");
    let told_of_all = watch::of_all(list, &source.facts.currency, source.facts.scope.as_of);
    doc.item(0, told(&told_of_all.iter().take(2).map(String::as_str).collect::<Vec<_>>().join(" ")));
    for row in list.carrying().take(MOST_AHEAD) {
        doc.item(0, ahead(source, row));
    }
    let hidden = list.carrying().count().saturating_sub(MOST_AHEAD);
    if hidden > 0 {
        doc.item(0, own(format!("{} with signs under What is ahead", counted(hidden, "more account", "more accounts"))));
    }
}

/// `Keralane Scaffolding, due 2026-11-15, $606k (Priya Raghunath): the champion left; 8 of 18 like it were lost before; …`.
fn ahead(source: &Source, row: &WatchRow) -> Text {
    let owner = if row.owner.is_empty() { Text::default() } else { own(" (") + data(&row.owner) + ")" };
    let arr = or_missing(row.arr, |arr| format!("{} of ARR", source.money(Some(arr))));
    let rate = row.rate.map_or_else(String::new, |rate| {
        // Two things: what was counted, over all that carried the sign, and what is expected of this one.
        let counted = format!("{} of {} like it were lost before", row.like_it_lost, row.like_it);
        format!("; {counted}; drawn towards its segment, {} are expected to be", percent_short(rate))
    });
    let account = data(&row.account).strong().behind(format!("Ahead: {}", row.account), &row.renewals);
    account + own(format!(", due {}, {arr}", row.due)) + owner + ": " + told(&watch::signs(row, source.facts.scope.as_of)) + own(rate)
}

/// Who holds which role and who signed off, and who else was there.
pub(crate) fn people(doc: &mut Document, session: &Session) {
    let is_named = |role: Role| session.roster.seat(role).acting().is_some();
    if !session.scope.depth.is_workshop() && !Role::ALL.into_iter().any(is_named) {
        return;
    }
    let roles = Role::ALL.map(|role| own(format!("{}: ", role.label())) + acting(session, role));
    doc.item(0, Text::joined(roles, "; "));
    if session.signed_off.is_empty() {
        doc.item(0, "Nobody has signed off yet");
    }
    if !session.people.is_empty() {
        doc.item(0, own("In the room: ") + Text::joined(session.people.iter().map(|person| data(&person.name)), ", "));
    }
}

fn acting(session: &Session, role: Role) -> Text {
    let seat = session.roster.seat(role);
    let signed = match session.signed_off.get(&role) {
        Some(signed) if seat.acting() == Some(signed.name.as_str()) => own(" (signed off") + since(signed) + ")",
        Some(signed) if signed.is_of_role() => own(" (signed off by ") + data(&signed.name) + since(signed) + ")",
        Some(other) => own(" (not signed off; ") + data(&other.name) + " signed)",
        None => Text::default(),
    };
    let who = match (seat.acting(), seat.fallback_used, seat.name.as_deref()) {
        (Some(stands_in), true, Some(name)) => data(stands_in) + " for " + data(name),
        (Some(name), ..) => data(name),
        (None, ..) => own("nobody named"),
    };
    who + signed
}

fn since(signed: &SignOff) -> Text {
    signed.told_since().map_or_else(Text::default, |since| own(format!(", {since}")))
}
