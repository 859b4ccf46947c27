//! What was lost, to what, and what of it had been visible: a plain sentence each.

use std::cmp::Reverse;

use crate::analysis::findings::{BlockerFinding, Cost, Fate, LostAccount, SeenSign, WindowLosses};
use crate::domain::Name;
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::reason::{ReasonCode, Voice};
use crate::domain::text::listed;
use crate::telling::figures::{amount, counted, percent_short};
use crate::telling::insights::story;

/// So many reasons and names are told; the table has them all.
const MOST_REASONS: usize = 3;
const MOST_NAMES: usize = 5;

/// `6 accounts were lost with $2.16M of ARR, and 2 shrank by $186k`.
pub(crate) fn lost(facts: &Facts, of: &WindowLosses) -> String {
    let (n, shrank) = (of.lost.accounts, of.shrank.accounts);
    let left = match n {
        0 if !facts.scope.include_churn => "Who was lost is left out (include-churn false)".to_owned(),
        0 => "Nobody was lost".to_owned(),
        n => format!("{} lost{}", was(n), with_arr(facts, &of.lost, " with ", " of ARR")),
    };
    match shrank {
        0 if n == 0 && facts.scope.include_churn => format!("{left}, and nobody shrank"),
        0 => left,
        shrank => {
            let who = if n == 0 { named_accounts(shrank) } else { shrank.to_string() };
            format!("{left}, and {who} shrank{}", with_arr(facts, &of.shrank, " by ", ""))
        }
    }
}

fn was(n: u64) -> String {
    format!("{} {}", named_accounts(n), if n == 1 { "was" } else { "were" })
}

fn named_accounts(n: u64) -> String {
    counted(n, "account", "accounts")
}

/// Nothing where no amount is known; where some are not, that is said.
fn with_arr(facts: &Facts, cost: &Cost, before: &str, after: &str) -> String {
    match cost.accounts - cost.arr_unknown {
        0 => String::new(),
        _ if cost.arr_unknown == 0 => format!("{before}{}{after}", amount(facts, cost.arr)),
        _ => format!("{before}{}{after} (that of {} is not known)", amount(facts, cost.arr), cost.arr_unknown),
    }
}

/// `What cost most: Champion left ($799k, 2 accounts) and Budget cut ($192k, 1 account)`; nothing where no reason is known.
pub(crate) fn to_what(facts: &Facts, blockers: &[BlockerFinding], accounts: &[LostAccount]) -> Option<String> {
    let by_reason = blockers.iter().map(|found| (found.reason.label(), found.lost_arr, found.accounts));
    let uncoded = without_reason(accounts);
    let no_reason = (uncoded.accounts > 0).then(|| ("No reason given".to_owned(), uncoded.whole(), uncoded.accounts));
    let mut all: Vec<(String, Option<Money>, u64)> = by_reason.chain(no_reason).collect();
    all.sort_by_key(|(_, arr, accounts)| Reverse((*arr, *accounts)));
    let told = |(label, arr, accounts): &(String, Option<Money>, u64)| {
        let arr = arr.map_or_else(String::new, |arr| format!("{}, ", amount(facts, arr)));
        format!("{label} ({arr}{})", named_accounts(*accounts))
    };
    let told: Vec<String> = all.iter().take(MOST_REASONS).map(told).collect();
    let first = blockers.first()?;
    let what = if first.lost_arr.is_some() { "What cost most" } else { "Named most often" };
    Some(format!("{what}: {}", joined(&told)))
}

/// What was lost for no reason that anybody gave.
pub(crate) fn without_reason(accounts: &[LostAccount]) -> Cost {
    together(accounts.iter().filter(|account| account.reasons.is_empty()))
}

/// Who of them names no reason, and which competitors are named most.
pub(crate) fn besides(facts: &Facts, accounts: &[LostAccount]) -> Vec<String> {
    let no_reason = without_reason(accounts);
    let no_reason = (no_reason.accounts > 0)
        .then(|| format!("No reason is given for {}{}", named_accounts(no_reason.accounts), with_arr(facts, &no_reason, " with ", "")));
    no_reason.into_iter().chain(whose_words(accounts)).chain(beyond_reach(facts, accounts)).chain(rival(facts, accounts)).collect()
}

/// `Whose words the reasons are: the customer's words at 3 accounts, the CSM's view at 2; nobody said at 2`. Nothing where there are no reasons.
pub(crate) fn whose_words(accounts: &[LostAccount]) -> Option<String> {
    let with_reason = || accounts.iter().filter(|account| !account.reasons.is_empty());
    let all = with_reason().count() as u64;
    let untold = with_reason().filter(|account| account.reason_sources.is_empty()).count() as u64;
    let of = |voice: Voice| (with_reason().filter(|account| account.reason_sources.contains(&voice)).count() as u64, voice);
    let told: Vec<String> = Voice::ALL
        .map(of)
        .iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, voice)| format!("{} at {}", voice.label(), named_accounts(*n)))
        .collect();
    if all == 0 {
        return None;
    }
    Some(match (told.is_empty(), untold) {
        (true, _) => format!("Whose words the reasons are is not said for any of {}", named_accounts(all)),
        (_, 0) => format!("Whose words the reasons are: {}", told.join(", ")),
        _ => format!("Whose words the reasons are: {}; nobody said at {untold}", told.join(", ")),
    })
}

/// Reasons of which something is avoidable make the loss so.
fn is_beyond_reach(account: &LostAccount) -> bool {
    let avoidable: Vec<bool> = account.reasons.iter().filter_map(ReasonCode::is_avoidable).collect();
    !avoidable.is_empty() && avoidable.iter().all(|avoidable| !avoidable)
}

/// `Beyond our reach (Acquired or closed, Use case ended): 2 accounts with $208k`: what nobody here could have changed.
pub(crate) fn beyond_reach(facts: &Facts, accounts: &[LostAccount]) -> Option<String> {
    let all = || accounts.iter().filter(|account| is_beyond_reach(account));
    let cost = together(all());
    let mut reasons: Vec<String> = all().flat_map(|account| account.reasons.iter().map(ReasonCode::label)).collect();
    reasons.sort();
    reasons.dedup();
    let reasons: Vec<&str> = reasons.iter().map(String::as_str).collect();
    let what =
        || format!("Beyond our reach ({}): {}{}", listed(&reasons), named_accounts(cost.accounts), with_arr(facts, &cost, " with ", ""));
    (cost.accounts > 0).then(what)
}

/// The competitor with whom most was lost.
fn rival(facts: &Facts, accounts: &[LostAccount]) -> Option<String> {
    let mut names: Vec<&Name> = accounts.iter().flat_map(|account| &account.competitors).collect();
    names.sort();
    names.dedup();
    let of = |name: &Name| together(accounts.iter().filter(|account| account.competitors.contains(name)));
    let all = names.into_iter().map(|name| (of(name), name));
    let (cost, name) = all.max_by_key(|(cost, name)| (cost.arr, cost.accounts, Reverse(*name)))?;
    Some(format!("{name} is named as competitor at {}{}", named_accounts(cost.accounts), with_arr(facts, &cost, " with ", "")))
}

fn together<'a>(accounts: impl Iterator<Item = &'a LostAccount>) -> Cost {
    let mut cost = Cost::default();
    for account in accounts {
        cost.accounts += 1;
        cost.arr += account.lost.unwrap_or(Money::ZERO);
        cost.arr_unknown += u64::from(account.lost.is_none());
    }
    cost
}

/// `Visible before: 9 of 12 lost accounts, 81 % of the ARR lost with them, showed a reliable sign; of 206 that lost nothing, 31
/// did (2 could not be read)`: with those that shrank, all that were due. Nothing where nobody was lost, or no sign could be read of whoever was.
pub(crate) fn visible(of: &WindowLosses) -> Option<String> {
    if of.visible + of.not_visible == 0 {
        return None;
    }
    let share = of.lost.whole().and_then(|all| of.visible_arr.ratio(all)).filter(|_| of.visible > 0);
    let share = share.map_or_else(String::new, |share| format!(", {} of the ARR lost with them,", percent_short(share)));
    let all = of.lost_nothing();
    let unread = match all - of.kept {
        0 => String::new(),
        unread => format!(" ({unread} could not be read)"),
    };
    let stayed = match (of.kept, of.kept_visible) {
        (0, _) => String::new(),
        (_, 0) => format!("; of {all} that lost nothing, none did{unread}"),
        (_, kept) => format!("; of {all} that lost nothing, {kept} did{unread}"),
    };
    Some(format!("Visible before: {} of {}{share} showed a reliable sign{stayed}", of.visible, lost_accounts(of)))
}

fn lost_accounts(of: &WindowLosses) -> String {
    counted(of.lost.accounts, "lost account", "lost accounts")
}

/// Why nothing is said of what was to be seen; nothing where it is, or nobody was lost.
pub(crate) fn why_untold(of: &WindowLosses, any_holds: bool) -> Option<&'static str> {
    match of.lost.accounts {
        0 => None,
        n if n > of.untold() => None,
        _ if any_holds => Some(
            "No reliable sign could be read in time for any lost account (reliable are the signs that hold of which at most a fifth of those kept carry any)",
        ),
        _ => Some("What could be seen before is unknown: no sign is reliable in these data"),
    }
}

/// Since when it was visible, who was not to be seen coming, and of whom nobody can say.
pub(crate) fn since_when(of: &WindowLosses, accounts: &[LostAccount]) -> Vec<String> {
    let lost = |visible: Option<bool>| accounts.iter().filter(move |account| account.fate == Fate::Lost && account.visible == visible);
    if of.visible + of.not_visible == 0 {
        return vec![];
    }
    let lead = of.lead_days.filter(|_| of.visible > 0);
    let lead = lead.map(|days| format!("The first such sign could be known {days} days before the loss (median)"));
    let unseen = (of.not_visible > 0).then(|| format!("{} gave no early sign: {}", of.not_visible, names(lost(Some(false)))));
    let untold = (of.untold() > 0).then(|| format!("Of {} nobody can say: {}", of.untold(), names(lost(None))));
    [lead, unseen, untold].into_iter().flatten().collect()
}

fn names<'a>(accounts: impl Iterator<Item = &'a LostAccount>) -> String {
    let all: Vec<String> = accounts
        .map(|account| format!("{}{}", account.account, if account.early_termination { " (left before the contract's end)" } else { "" }))
        .collect();
    if all.len() <= MOST_NAMES {
        return joined(&all);
    }
    format!("{} and {} more", all[..MOST_NAMES].join(", "), all.len() - MOST_NAMES)
}

fn joined(all: &[String]) -> String {
    listed(&all.iter().map(String::as_str).collect::<Vec<_>>())
}

/// `$2.35M of $12.9M due was lost; in 2026-Q2 it was $1.36M of $11.1M, and in 2025-Q3 $283k of $10.2M`: by accounts where an
/// amount is not known. Nothing where nothing may be compared.
pub(crate) fn compared(facts: &Facts, now: &WindowLosses, earlier: &[(&str, &WindowLosses)]) -> Option<String> {
    if earlier.is_empty() {
        return None;
    }
    let all = || earlier.iter().map(|(_, of)| *of).chain([now]);
    let by_arr = all().all(|of| of.arr().is_some());
    let has_due = all().all(|of| of.arr_due.is_some()) || !by_arr;
    let told = |of: &WindowLosses| match of.arr().filter(|_| by_arr) {
        Some(lost) => amount(facts, lost),
        None => of.lost.accounts.to_string(),
    };
    let of_due = |of: &WindowLosses| match of.arr_due.filter(|_| by_arr) {
        _ if facts.no_dues.is_some() || !has_due => String::new(),
        Some(due) => format!(" of {}", amount(facts, due)),
        None => format!(" of {}", of.due),
    };
    let due = if of_due(now).is_empty() { "" } else { " due" };
    let (what, was) = if by_arr { ("", "was") } else { (" accounts", "were") };
    let then: Vec<String> = earlier.iter().map(|(label, of)| format!("in {label} {}{}", told(of), of_due(of))).collect();
    let of_whom = if facts.scope.include_churn { "" } else { "Of those that renewed, " };
    Some(format!("{of_whom}{}{}{what}{due} {was} lost; {}", told(now), of_due(now), joined(&then)))
}

/// The signs of an account, one for each story: that which could be known first. Those that hold come first, then by day.
pub(crate) fn signs(account: &LostAccount) -> Vec<&SeenSign> {
    let mut told: Vec<&SeenSign> = Vec::new();
    let mut all: Vec<&SeenSign> = account.signs.iter().collect();
    // What bears no day was there from the beginning, but nobody can say when that was.
    all.sort_by_key(|sign| (!sign.holds, sign.since.is_none(), sign.since));
    for sign in all {
        if told.iter().all(|other| story(&other.signal) != story(&sign.signal)) {
            told.push(sign);
        }
    }
    told
}

#[cfg(test)]
#[path = "losses_tests.rs"]
mod tests;
