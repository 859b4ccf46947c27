//! ARR before a renewal that its row does not tell: what the account agreed to in the deal before.

use std::sync::Arc;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::compile::join::currencies::Report;
use crate::compile::join::quality::Account;
use crate::compile::join::renewals::Kept;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::quality::IssueKind;
use crate::domain::renewal::RenewalId;
use crate::domain::scope::Scope;
use crate::domain::text::counted;

/// A first contract of a year ends so many days sooner or later than a year after it was won.
const YEAR: i64 = 365;
const GIVE: i64 = 62;

/// A deal that was won and is no renewal: the first one of a customer, or one more beside what it has.
#[derive(Clone, Debug)]
pub(crate) struct OtherDeal {
    pub account_id: Name,
    pub on: NaiveDate,
    pub amount: Option<Money>,
    pub currency: Option<Name>,
}

/// What an account last agreed to, and when.
struct Agreed {
    on: NaiveDate,
    amount: Money,
}

/// Fills in what is missing, where only one amount can be meant. What else was won in between may have come on top or not: then
/// nobody knows.
pub(crate) fn fill(kept: &mut [Kept], deals: &[OtherDeal], report: &Report<'_>, scope: &Scope, account: &mut Account) {
    if kept.iter().all(|kept| kept.renewal.before.is_some()) {
        return;
    }
    let mut of_account: FxHashMap<&str, Vec<&OtherDeal>> = FxHashMap::default();
    for deal in deals {
        of_account.entry(&deal.account_id).or_default().push(deal);
    }
    let mut agreed: FxHashMap<Name, Agreed> = FxHashMap::default();
    let (mut filled, mut doubtful) = (Vec::new(), Vec::new());
    for Kept { renewal, .. } in kept {
        let is_told = scope.window.contains(renewal.due);
        if renewal.before.is_none() {
            let others = of_account.get(renewal.account_id.as_str()).map_or(&[][..], Vec::as_slice);
            let last = agreed.get(&renewal.account_id);
            let before: Vec<&OtherDeal> =
                others.iter().copied().filter(|deal| deal.on <= renewal.due && last.is_none_or(|last| deal.on > last.on)).collect();
            let found = match (last, &before[..]) {
                (Some(last), []) => Some(last.amount),
                (None, [first]) => a_year_before(first, renewal.due, report),
                _ => None,
            };
            filled.extend(found.filter(|_| is_told).map(|_| renewal.id.clone()));
            doubtful.extend((found.is_none() && !before.is_empty() && is_told).then(|| renewal.id.clone()));
            Arc::make_mut(renewal).before = found;
        }
        match renewal.after {
            Some(amount) if renewal.is_renewed() && !amount.is_zero() => agreed
                .insert(renewal.account_id.clone(), Agreed { on: renewal.closed.map_or(renewal.due, |day| day.max(renewal.due)), amount }),
            _ => agreed.remove(&renewal.account_id),
        };
    }
    tell(filled, doubtful, account);
}

/// What a first deal of a year came to.
fn a_year_before(first: &OtherDeal, due: NaiveDate, report: &Report<'_>) -> Option<Money> {
    let is_a_year = ((due - first.on).num_days() - YEAR).abs() <= GIVE;
    let amount = first.amount.filter(|amount| is_a_year && !amount.is_zero())?;
    report.amount(amount, first.currency.as_ref())
}

fn tell(filled: Vec<RenewalId>, doubtful: Vec<RenewalId>, account: &mut Account) {
    if !filled.is_empty() {
        let who = counted(filled.len(), "renewal names no ARR before; it is taken", "renewals name no ARR before; it is taken");
        let message = format!("{who} from what the account agreed to in the deal before");
        account.issue_about(IssueKind::Other, message, None, filled);
    }
    if !doubtful.is_empty() {
        let who = counted(doubtful.len(), "renewal names no ARR before", "renewals name no ARR before");
        let message = format!(
            "{who}, and other deals were won since the one before, or it was not won a year earlier: nobody can tell what was in force. \
             If a column holds the ARR before, a line in mapping.toml with its name, =, and \"arr_before\" tells it"
        );
        account.issue_about(IssueKind::Other, message, None, doubtful);
    }
}
