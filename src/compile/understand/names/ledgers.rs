//! What revenue is counted in: ChartMogul, ProfitWell, Baremetrics, Maxio (SaaSOptics, Chargify), QuickBooks, Xero, RevenueCat.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "customer external id, customer oid, qbo customer id, contact number, customer reference id, crm account id, app user id", "contact id"),
    (F::Account, "contact name, customer full name, customer project, bill to name, crm account name", "contact, lead name"),
    (F::Segment, "customer size category", "class"),
    (F::Product, "plan oid, plan external id, subscription plan name, item name, product service, product identifier, component name, product service full name", "memo description"),
    (F::RenewalId, "renewal transaction id, contract item id", "transaction id, transaction number, invoice number"),
    (F::SubscriptionId, "subscription oid, subscription external id, subscription reference, store transaction id", ""),
    (F::StartDate, "revenue start date, revenue recognition start, billing start date, service from, term begin, mrr start date, customer since date, first active date, activated at date, recognition start date", "contract date, invoice start date, order date"),
    (F::ContractEnd, "revenue end date, service to, expiration at, recognition end date, billing end date", "next assessment at, next invoice date"),
    (F::LossDate, "cancellation date effective, cancelled effective date, churned on date, mrr end date, delayed cancel at, refunded at", "last active date"),
    (F::Date, "effective date movement, mrr date, as of month", ""),
    (F::Arr, "annualized mrr amount, total arr amount, contract arr amount", ""),
    (F::Mrr, "current mrr amount, account mrr total, mrr total, recurring monthly value", ""),
    (F::ArrChange, "activity arr, arr movement amount", ""),
    (F::MrrChange, "activity mrr movement, net mrr movement, mrr movement amount, mrr change amount", "activity mrr"),
    (F::MovementType, "movement description, mrr movement category, revenue movement, momentum category, momentum type", ""),
    (F::Amount, "contract amount total, transaction amount, recurring charge amount, invoice line amount, contract price, annual subscription fee, product price", "open balance, sales, line amount, product price in cents, total revenue in cents"),
    (F::Period, "billing system interval, repeat every, recurring frequency, product interval unit, bill every", ""),
    (F::TermMonths, "term number", ""),
    (F::Status, "customer lifecycle status", ""),
    (F::ReasonCode, "cancellation method", ""),
    (F::LastSeen, "last invoice issued, last transaction, last payment at", "last sale date"),
    (F::Currency, "customer currency, currency iso4217, invoice currency code", "currency sign"),
    (F::CsOwner, "", "sales person"),
];
