//! Stripe: subscriptions, as the dashboard exports them and as the API and its schema in warehouses call them.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "customer stripe id, metadata account id, metadata customer id", "customer metadata id"),
    (F::Account, "customer description, card name", "customer email address"),
    (F::Product, "plan nickname, plan product, price nickname, items data price nickname, price product, plan product name, items plan product", "price id, items data price id, plan"),
    (F::RenewalId, "", "latest invoice"),
    (F::SubscriptionId, "subscription item id", "subscription"),
    (F::StartDate, "start date utc, current period start utc, created utc, start utc", "items data current period start"),
    (F::ContractEnd, "current period end utc, items data current period end, cancel at utc", "cancel at"),
    (F::EndsWithTerm, "cancel at period end, cancel at end, cancel at end of term, cancel at end of period", ""),
    (F::LossDate, "canceled at utc, ended at utc, ended at", "cancel at"),
    (F::Amount, "plan amount, price unit amount, items data price unit amount, items data plan amount, amount decimal, plan amount decimal, unit amount decimal", "unit amount"),
    (F::Period, "plan interval, price recurring interval, items data price recurring interval, recurring interval, items data plan interval", ""),
    (F::TermMonths, "", "plan interval count, interval count, recurring interval count"),
    (F::Currency, "price currency", ""),
    (F::Seats, "items data quantity, items quantity", ""),
    (F::ReasonCode, "cancellation details reason, cancellation details feedback", ""),
    (F::Note, "cancellation details comment", ""),
    (F::Date, "event timestamp, local event timestamp", ""),
    (F::LastSeen, "", "latest invoice date"),
];
