//! Values that are words: outcomes, risks, yes and no.

use crate::compile::read::columns::Period;
use crate::domain::renewal::{Outcome, Risk};
use crate::domain::text::{self, fold};

const RENEWED: [&str; 12] = [
    "renewed",
    "won",
    "closedwon",
    "renewal",
    "retained",
    "closedrenewed",
    "expanded",
    "contracted",
    "downgraded",
    "upgraded",
    "active",
    "renewedlate",
];
const CHURNED: [&str; 13] = [
    "churned",
    "churn",
    "lost",
    "closedlost",
    "cancelled",
    "canceled",
    "nonrenewed",
    "notrenewed",
    "nonrenewal",
    "terminated",
    "expired",
    "closedchurned",
    "inactive",
];
const OPEN: [&str; 8] = ["open", "pending", "inprogress", "notstarted", "negotiation", "proposal", "upcoming", "atrisk"];

const YES: [&str; 6] = ["true", "yes", "y", "1", "t", "x"];
const NO: [&str; 5] = ["false", "no", "n", "0", "f"];

/// How things stand with a customer, whatever was decided.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum State {
    #[default]
    Active,
    /// Neither renewed nor lost yet.
    Paused,
    /// Nobody's contract yet.
    Trial,
    Gone,
}

const PAUSED: [&str; 4] = ["paused", "suspended", "onhold", "pausing"];
const TRIAL: [&str; 8] = ["trial", "trialing", "intrial", "trialling", "incomplete", "incompleteexpired", "future", "freetrial"];
const STILL: [&str; 7] = ["pastdue", "unpaid", "nonrenewing", "live", "current", "activated", "running"];

/// The state that a word names; `None` where nobody can tell.
pub fn state(raw: &str) -> Option<State> {
    let folded = fold(raw);
    let among = |words: &[&str]| words.contains(&folded.as_str());
    match () {
        () if among(&PAUSED) => Some(State::Paused),
        () if among(&TRIAL) => Some(State::Trial),
        () if among(&STILL) => Some(State::Active),
        () => outcome(raw).map(|outcome| if outcome == Outcome::Churned { State::Gone } else { State::Active }),
    }
}

/// What an amount covers, by the word for how often it is billed or paid.
pub fn period(raw: &str) -> Option<Period> {
    match fold(raw).as_str() {
        "month" | "monthly" | "mo" | "m" | "1month" | "mensuel" | "monatlich" | "mensual" | "mensal" | "月" | "月額" | "月次" => {
            Some(Period::Month)
        }
        "quarter" | "quarterly" | "q" | "3months" | "vierteljahrlich" | "trimestriel" | "trimestral" => Some(Period::Quarter),
        "year" | "yearly" | "annual" | "annually" | "y" | "12months" | "jahrlich" | "annuel" | "anual" | "年" | "年額" => {
            Some(Period::Year)
        }
        "term" | "tcv" | "total" | "contract" | "onetime" => Some(Period::Term),
        _ => None,
    }
}

/// Whether a word for a renewed customer tells how things stand, and not what was decided.
pub fn is_state(outcome: &str) -> bool {
    text::folds_to(outcome, "active")
}

/// Whether a word names a state of a subscription and no decision about a renewal.
pub fn names_state_only(word: &str) -> bool {
    const STATES: [&str; 8] = ["active", "inactive", "canceled", "cancelled", "expired", "terminated", "open", "pending"];
    let folded = fold(word);
    STATES.contains(&folded.as_str()) || [&PAUSED[..], &TRIAL, &STILL].iter().any(|words| words.contains(&folded.as_str()))
}

/// What the kind of a row says where it is a renewal, folded.
pub const RENEWALS: [&str; 2] = ["renew", "churn"];
/// And where it surely is none.
const NO_RENEWALS: [&str; 8] = ["new", "upsell", "upgrade", "cross", "expansion", "addon", "service", "other"];

/// What kind of change takes ARR away, folded.
pub const MOVES_DOWN: [&str; 12] = [
    "churn",
    "churned",
    "contraction",
    "contracted",
    "downgrade",
    "downgraded",
    "downsell",
    "cancellation",
    "cancelled",
    "canceled",
    "lost",
    "decrease",
];
/// And what kind adds to it.
const MOVES_UP: [&str; 11] = [
    "new",
    "newbusiness",
    "newbiz",
    "newcustomer",
    "expansion",
    "upgrade",
    "upsell",
    "reactivation",
    "reactivated",
    "resurrected",
    "increase",
];

/// Whether a kind of change takes ARR away; `None` for a word that names no change.
pub fn moves_down(kind: &str) -> Option<bool> {
    let kind = fold(kind);
    let among = |words: &[&str]| words.contains(&kind.as_str());
    if among(&MOVES_DOWN) { Some(true) } else { among(&MOVES_UP).then_some(false) }
}

/// What all spellings of a value have in common; one without letters and digits stands for itself.
pub fn key(raw: &str) -> String {
    let line = text::line_of(raw);
    let folded = fold(&line);
    if folded.is_empty() { line.into_owned() } else { folded }
}

/// Whether the kind of a row names renewals; `None` when nobody can tell, and then it is none.
pub fn names_renewal(kind: &str) -> Option<bool> {
    let kind = fold(kind);
    let speaks_of = |words: &[&str]| words.iter().any(|word| kind.contains(word));
    if speaks_of(&RENEWALS) { Some(true) } else { speaks_of(&NO_RENEWALS).then_some(false) }
}

/// Whether a deal's name tells that it is a renewal; `None` where it does not say.
pub fn kind_in_title(title: &str) -> Option<bool> {
    names_renewal(title)
}

/// Whether the pipeline that a deal stands in holds renewals; `None` where its name does not say.
pub fn kind_of_pipeline(pipeline: &str) -> Option<bool> {
    names_renewal(pipeline)
}

/// Existing business may be a renewal or an upsell.
pub fn is_ambiguous_kind(kind: &str) -> bool {
    fold(kind).contains("existing")
}

/// Folded words that tell how a renewal ended.
pub fn decided() -> impl Iterator<Item = &'static str> {
    [&RENEWED[..], &CHURNED, &YES, &NO].into_iter().flatten().copied()
}

/// Folded words that tell of a loss.
pub fn churned() -> impl Iterator<Item = &'static str> {
    [&CHURNED[..], &NO].into_iter().flatten().copied()
}

/// The outcome that a word or a stage means; `None` when nobody can tell.
pub fn outcome(raw: &str) -> Option<Outcome> {
    let folded = fold(raw);
    let among = |words: &[&str]| words.contains(&folded.as_str());
    match () {
        () if among(&RENEWED) => Some(Outcome::Renewed),
        () if among(&CHURNED) => Some(Outcome::Churned),
        () if among(&OPEN) => Some(Outcome::Open),
        () => flag(raw).map(|renewed| if renewed { Outcome::Renewed } else { Outcome::Churned }),
    }
}

/// Low, medium or high, as a word, a letter or a traffic light.
pub fn risk(raw: &str) -> Option<Risk> {
    match fold(raw).as_str() {
        "low" | "green" | "l" => Some(Risk::Low),
        "medium" | "yellow" | "amber" | "orange" | "m" | "med" => Some(Risk::Medium),
        "high" | "red" | "h" | "critical" => Some(Risk::High),
        _ => None,
    }
}

/// Yes or no.
pub fn flag(raw: &str) -> Option<bool> {
    let folded = fold(raw);
    let among = |words: &[&str]| words.contains(&folded.as_str());
    if among(&YES) { Some(true) } else { among(&NO).then_some(false) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_several_systems() {
        assert_eq!(outcome("Closed Won"), Some(Outcome::Renewed));
        assert_eq!(outcome("closed-lost"), Some(Outcome::Churned));
        assert_eq!(outcome("TRUE"), Some(Outcome::Renewed));
        assert_eq!(outcome("In progress"), Some(Outcome::Open));
        assert_eq!(outcome("Tuesday"), None);
        assert_eq!((risk("RED"), risk(" amber "), risk("?")), (Some(Risk::High), Some(Risk::Medium), None));
        assert_eq!((flag("Yes"), flag("0"), flag("maybe")), (Some(true), Some(false), None));
    }
}
