//! Zuora: subscriptions and their charges.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "subscription owner, invoice owner account number, subscription owner id, subscription owner account number, account account number", "invoice owner id"),
    (F::Account, "account account name, subscription owner name, sold to contact company", ""),
    (F::ParentId, "account parent id", ""),
    (F::Product, "rate plan name, product rate plan name, rate plan charge name, charge name", ""),
    (F::RenewalId, "", "original id, subscription version"),
    (F::SubscriptionId, "subscription subscription number, original subscription id, subscription original id", ""),
    (F::StartDate, "term start date, contract effective date, service activation date, effective start date, original created date, subscription term start date, customer acceptance date, contract acceptance date", ""),
    (F::ContractEnd, "term end date, subscription end date, subscription term end date, effective end date", ""),
    (F::LossDate, "cancelled date, cancel effective date, subscription cancelled date", ""),
    (F::Amount, "charge price, rate plan charge price, rate plan charge tcv, contracted tcv, charge tcv", "processed through"),
    (F::Mrr, "charge mrr, rate plan charge mrr", ""),
    (F::MrrChange, "dmrr", ""),
    (F::TermMonths, "subscription initial term, subscription current term", ""),
    (F::Period, "initial term period type, current term period type, renewal term period type, charge billing period, rate plan charge billing period", "term type"),
    (F::Status, "subscription subscription status", ""),
    (F::ReasonCode, "change reason", ""),
    (F::Seats, "rate plan charge quantity, charge quantity", ""),
];
