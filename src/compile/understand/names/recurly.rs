//! Recurly: subscriptions and accounts.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "account code, bill to account code", ""),
    (F::Account, "account company, account company name", ""),
    (F::ParentId, "parent account code", ""),
    (F::Product, "plan plan code", ""),
    (F::SubscriptionId, "subscription guid", ""),
    (F::StartDate, "current term started at, current period started at, subscription activated at, trial ends at date", "current period started, current term started"),
    (F::ContractEnd, "current term ends at, current period ends at, next renewal at, current period ends, current term ends, next bill date", ""),
    (F::LossDate, "expires at date, expired date", "expires at"),
    (F::Amount, "subscription unit amount, total recurring amount, unit amount in cents, subtotal recurring", "unit amount"),
    (F::Period, "plan interval unit, interval unit, plan interval length unit, billing interval unit", ""),
    (F::TermMonths, "", "total billing cycles, renewal billing cycles, plan interval length"),
    (F::ReasonCode, "expiration reason", ""),
];
