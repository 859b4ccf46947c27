//! Billing and subscription analytics: their lists of subscriptions and of movements.

use super::english::PLAIN;
use crate::spell::tongue::{AmountForm, DateForm, Names, Tongue, Words};
use crate::table::{Kind, Role, Word};

const STRIPE: Names = &[
    (Role::RecordId, &["id"]),
    (Role::AccountId, &["Customer ID"]),
    (Role::Account, &["Customer Name"]),
    (Role::Product, &["Product"]),
    (Role::Interval, &["Interval"]),
    (Role::Arr, &["Amount"]),
    (Role::Mrr, &["Amount"]),
    (Role::Currency, &["Currency"]),
    (Role::Status, &["Status"]),
    (Role::Created, &["Created (UTC)"]),
    (Role::Start, &["Start Date (UTC)"]),
    (Role::PeriodStart, &["Current Period Start (UTC)"]),
    (Role::PeriodEnd, &["Current Period End (UTC)"]),
    (Role::End, &["Ended At (UTC)"]),
    (Role::Reason, &["Cancellation Reason"]),
];

const STRIPE_API: Names = &[
    (Role::RecordId, &["id"]),
    (Role::AccountId, &["customer"]),
    (Role::Status, &["status"]),
    (Role::Currency, &["currency"]),
    (Role::Created, &["created"]),
    (Role::Start, &["start_date"]),
    (Role::PeriodStart, &["current_period_start"]),
    (Role::PeriodEnd, &["current_period_end"]),
    (Role::End, &["ended_at", "canceled_at"]),
    (Role::Reason, &["cancellation_details.feedback"]),
    (Role::Product, &["plan.product"]),
    (Role::Arr, &["plan.amount"]),
    (Role::Mrr, &["plan.amount"]),
    (Role::Interval, &["plan.interval"]),
];

const CHARGEBEE: Names = &[
    (Role::RecordId, &["Subscription Id"]),
    (Role::AccountId, &["Customer Id"]),
    (Role::Account, &["Customer Company"]),
    (Role::Product, &["Plan Name"]),
    (Role::Status, &["Subscription Status"]),
    (Role::Start, &["Started At"]),
    (Role::PeriodStart, &["Current Term Start"]),
    (Role::PeriodEnd, &["Current Term End"]),
    (Role::End, &["Cancelled At"]),
    (Role::Arr, &["ARR"]),
    (Role::Mrr, &["MRR"]),
    (Role::Currency, &["Currency Code"]),
    (Role::Created, &["Created At"]),
    (Role::Reason, &["Cancel Reason"]),
];

const RECURLY: Names = &[
    (Role::RecordId, &["subscription_id"]),
    (Role::AccountId, &["account_code"]),
    (Role::Account, &["account_company"]),
    (Role::Product, &["plan_name"]),
    (Role::Status, &["state"]),
    (Role::Start, &["activated_at"]),
    (Role::End, &["expires_at"]),
    (Role::PeriodStart, &["current_period_started_at"]),
    (Role::PeriodEnd, &["current_period_ends_at"]),
    (Role::Arr, &["unit_amount"]),
    (Role::Mrr, &["unit_amount"]),
    (Role::Interval, &["plan_interval_unit"]),
    (Role::Currency, &["currency"]),
    (Role::Created, &["created_at"]),
];

const CHARTMOGUL_NAMES: Names = &[
    (Role::AccountId, &["Customer External ID"]),
    (Role::Account, &["Customer Name"]),
    (Role::LineId, &["Subscription External ID"]),
    (Role::Product, &["Plan Name"]),
    (Role::MovedOn, &["Date"]),
    (Role::Month, &["Month"]),
    (Role::Movement, &["Movement Type"]),
    (Role::MrrChange, &["MRR Movement"]),
    (Role::ArrChange, &["ARR Movement"]),
    (Role::Region, &["Country"]),
];

const STRIPE_WORDS: Words = &[(Word::Active, &["active"]), (Word::Gone, &["canceled"]), (Word::Trial, &["trialing"])];
const CHARGEBEE_WORDS: Words =
    &[(Word::Active, &["Active", "active"]), (Word::Gone, &["Cancelled", "cancelled"]), (Word::Trial, &["In Trial", "in_trial"])];
const RECURLY_WORDS: Words = &[
    (Word::Active, &["active"]),
    (Word::Gone, &["expired"]),
    (Word::Trial, &["trial"]),
    (Word::Monthly, &["months"]),
    (Word::Yearly, &["years"]),
];
const CHARTMOGUL_WORDS: Words = &[
    (Word::Started, &["New Business"]),
    (Word::More, &["Expansion"]),
    (Word::Less, &["Contraction"]),
    (Word::Left, &["Churn"]),
    (Word::Back, &["Reactivation"]),
];

const SYSTEM: Tongue = Tongue { system: true, delimiters: &[','], amounts: &[AmountForm::Cents, AmountForm::Plain], ..PLAIN };

pub const SPELLS: [Tongue; 4] = [
    Tongue {
        key: "stripe-api",
        json: true,
        names: STRIPE_API,
        words: STRIPE_WORDS,
        dates: &[DateForm::Epoch],
        amounts: &[AmountForm::Minor],
        currencies: ("usd", "eur"),
        ..SYSTEM
    },
    Tongue {
        key: "stripe",
        names: STRIPE,
        words: STRIPE_WORDS,
        dates: &[DateForm::Stamp],
        files: &[(Kind::Spells, &["subscriptions", "unified_payments_export"])],
        ..SYSTEM
    },
    Tongue { key: "chargebee", names: CHARGEBEE, words: CHARGEBEE_WORDS, dates: &[DateForm::Stamp, DateForm::Iso], ..SYSTEM },
    Tongue { key: "recurly", names: RECURLY, words: RECURLY_WORDS, dates: &[DateForm::ApiStamp, DateForm::Stamp], ..SYSTEM },
];

pub const CHARTMOGUL: Tongue =
    Tongue { key: "chartmogul", names: CHARTMOGUL_NAMES, words: CHARTMOGUL_WORDS, dates: &[DateForm::Iso], ..SYSTEM };
