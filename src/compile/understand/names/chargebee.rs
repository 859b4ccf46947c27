//! Chargebee: subscriptions, customers and its reports.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "customers id, subscriptions customer id, customer customer id, customer handle", ""),
    (F::Account, "customers company, customer company, billing address company, customers name", ""),
    (F::Product, "subscriptions plan id, subscription plan id, current plan, item price id, subscription items item price id, plan family", ""),
    (F::SubscriptionId, "subscriptions id, subscription handle", ""),
    (F::StartDate, "subscriptions started at, subscriptions activated at, current billing term start date, current term start date, contract term start, subscriptions start date, contract terms contract start", "subscriptions current term start, subscriptions created at"),
    (F::ContractEnd, "subscriptions current term end, current billing term end date, contract term contract end, contract terms contract end, contract term end, next billing at", "subscriptions next billing at"),
    (F::LossDate, "subscriptions cancelled at, canceled on, cancelled on date, cancellation scheduled on, subscriptions cancelled on", ""),
    (F::Amount, "subscriptions plan amount, plan unit price, subscriptions plan unit price, subscription items amount, item price amount", "plan unit price in decimal"),
    (F::Mrr, "subscriptions mrr, total mrr contribution, recurring mrr, net mrr value", "recurring discount mrr"),
    (F::Period, "subscription billing period, subscriptions billing period unit, subscriptions billing period", ""),
    (F::TermMonths, "", "contract term billing cycle, remaining billing cycles, contract term billing cycles"),
    (F::Currency, "subscriptions currency code, customers preferred currency code", ""),
    (F::Seats, "plan quantity, subscriptions plan quantity, subscription items quantity", ""),
    (F::Status, "subscriptions status, contract terms status, contract term status", ""),
    (F::ReasonCode, "cancel reason code, subscriptions cancel reason, subscriptions cancel reason code", ""),
    (F::MovementType, "activity description, mrr breakup type", ""),
];
