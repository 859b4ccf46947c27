//! Dynamics 365: opportunities and accounts, as views export them and the tables call them.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "do not modify account, potential customer id, parent account id value, customer id value, accountid, customerid, parentaccountid value", "parentaccountid"),
    (F::Account, "potential customer, customer id name, parent account id name, parentaccountidname, customeridname, potential customer name", "parent account name"),
    (F::Segment, "customer type code, customer size code, account category code, account classification code", "relationship type"),
    (F::Geo, "address1 country, address 1 country region, address1 state or province, territory id name, territory name", "address1 city"),
    (F::CsOwner, "owner id name, owneridname, owning user, owning user name", "ownerid, owning team"),
    (F::Industry, "industry code, industry code name, industrycodename", ""),
    (F::RenewalId, "do not modify opportunity, opportunityid, do not modify contract, do not modify subscription", ""),
    (F::RowType, "opportunity type code, msdyn order type, opportunity type name", ""),
    (F::DealName, "topic, opportunity topic", ""),
    (F::DueDate, "est close date, estimated close date, estimatedclosedate, expires on date, estimated closing date", ""),
    (F::ClosedDate, "actual close date, actualclosedate, actual end date opportunity", ""),
    (F::StartDate, "active on, contract starting on, activeon, contract start on", ""),
    (F::ContractEnd, "expireson, contract ending on, ends on date", ""),
    (F::LossDate, "cancel on, canceled on date, cancelon", ""),
    (F::Outcome, "status reason, state code, statecode, statecode name, status code, statuscode, state code name, status code name, statecodename, statuscodename, pipeline phase, step name", ""),
    (F::ArrAfter, "actual revenue, actual value, actualvalue, actual revenue base", ""),
    (F::Amount, "est revenue, estimated value, estimatedvalue, est revenue base, total amount base, totalamount, estimated revenue base", "budget amount"),
    (F::Currency, "transaction currency id, transaction currency id name, transactioncurrencyidname, transaction currency name", ""),
    (F::ReasonCode, "opportunity close reason", ""),
    (F::ForecastAmount, "estimated revenue", ""),
    (F::ForecastCategory, "msdyn forecastcategory, msdyn forecast category", ""),
    (F::ForecastProbability, "close probability, closeprobability", "rating"),
    (F::StartedDate, "", "createdon"),
    (F::Note, "current situation, customer need, proposed solution, qualification comments", ""),
];
