//! What is doubtful about the renewals that are due. The room changes it by what it corrects and recodes.

use std::sync::Arc;

use super::{IssueKind, Quality, QualityIssue};
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::scope::Scope;
use crate::domain::text::{counted, percent};

/// All that [`doubts`] may raise, and nothing else does.
const KINDS: [IssueKind; 3] = [IssueKind::AmountUnknown, IssueKind::MissingReason, IssueKind::PastDueOpen];

impl Quality {
    /// The same, with the doubts about renewals as they are by now.
    pub(crate) fn doubted_anew(&mut self, renewals: &[Arc<Renewal>], scope: &Scope, is_uncoded: impl Fn(&Renewal) -> bool) {
        self.issues.retain(|issue| !KINDS.contains(&issue.kind));
        self.issues.extend(doubts(renewals, scope, is_uncoded));
        self.issues.sort_by_key(|issue| issue.kind);
    }
}

/// What is doubtful about the renewals of the window; `is_uncoded` says of a loss that nobody gave it a reason.
pub(crate) fn doubts(renewals: &[Arc<Renewal>], scope: &Scope, is_uncoded: impl Fn(&Renewal) -> bool) -> Vec<QualityIssue> {
    let due: Vec<&Renewal> = renewals.iter().map(AsRef::as_ref).filter(|r: &&Renewal| scope.window.contains(r.due)).collect();
    let picked = |test: &dyn Fn(&Renewal) -> bool| -> Vec<&Renewal> { due.iter().copied().filter(|r| test(r)).collect() };
    let lost_unknown = picked(&|r| r.is_churned() && r.before.is_none());
    let unknown = picked(&|r| !r.is_churned() && (r.before.is_none() || (r.is_renewed() && r.after.is_none())));
    let (losses, uncoded) = (picked(&Renewal::is_churned), picked(&|r| is_uncoded(r)));
    let is_open = |r: &&Renewal| r.outcome == Outcome::Open && r.due < scope.known_by();
    let open: Vec<&Renewal> = renewals.iter().map(AsRef::as_ref).filter(is_open).collect();
    [
        about(IssueKind::AmountUnknown, &lost_unknown, None, before_of_losses),
        about(IssueKind::AmountUnknown, &unknown, None, before_or_after),
        about(IssueKind::MissingReason, &uncoded, arr(&uncoded), |uncoded| missing_reasons(&losses, uncoded)),
        about(IssueKind::PastDueOpen, &open, arr(&open), past_due),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn about(kind: IssueKind, of: &[&Renewal], arr: Option<Money>, told: impl FnOnce(&[&Renewal]) -> String) -> Option<QualityIssue> {
    let issue =
        || QualityIssue { kind, message: told(of), count: of.len() as u64, arr, renewals: of.iter().map(|r| r.id.clone()).collect() };
    (!of.is_empty()).then(issue)
}

fn before_of_losses(unknown: &[&Renewal]) -> String {
    format!(
        "{} no ARR from before the loss, so retention by ARR cannot be computed; add a column `arr_before` with the ARR in force at the due date",
        counted(unknown.len(), "churned renewal has", "churned renewals have")
    )
}

fn before_or_after(unknown: &[&Renewal]) -> String {
    format!(
        "{} ARR before or after; map the columns `arr_before` and `arr_after` so that retention by ARR counts them",
        counted(unknown.len(), "renewal tells no", "renewals tell no")
    )
}

fn past_due(open: &[&Renewal]) -> String {
    format!(
        "{} in the denominator until decided",
        counted(open.len(), "renewal is past due and still open; it stays", "renewals are past due and still open; they stay")
    )
}

fn missing_reasons(losses: &[&Renewal], uncoded: &[&Renewal]) -> String {
    let share = match (arr(losses), arr(uncoded)) {
        (Some(all), Some(part)) => part.ratio(all).map(|share| format!(", {} of the lost ARR", percent(share, 0))),
        _ => None,
    };
    let share = share.unwrap_or_default();
    let (have, them) = if uncoded.len() == 1 { ("has", "it") } else { ("have", "them") };
    let of = counted(losses.len(), "loss", "losses");
    format!("{} of {of} {have} no reason code{share}; give {them} one while the room remembers", uncoded.len())
}

/// Sum of ARR before; `None` as soon as one is not known.
fn arr(renewals: &[&Renewal]) -> Option<Money> {
    renewals.iter().map(|r| r.before).sum()
}
