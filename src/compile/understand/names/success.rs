//! Success platforms: Gainsight, Totango, Planhat, ChurnZero, Vitally, Catalyst, Custify.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "company gsid, company id gsid, sfdc account id, salesforce account id, sf account id, totango account id, planhat id, planhat company id, company external id, external account id, churnzero account id, vitally account id, source id", "_id, sfdc id"),
    (F::Account, "account display name, display name", ""),
    (F::ParentId, "parent company gsid, parent company name, parent account external id", ""),
    (F::Segment, "customer lifecycle segment, company tier, success tier, touch model, csm tier, service tier, coverage model", "phase"),
    (F::CsOwner, "csm first name, csm full name, csm user, success owner, account csm, csm owner name, current csm", "co owner, coowner"),
    (F::RenewalId, "renewal gsid, opportunity gsid", ""),
    (F::DueDate, "upcoming renewal date", ""),
    (F::StartDate, "original contract date, customer from date, customer from, lifecycle start date, customer lifecycle start", ""),
    (F::LossDate, "customer to, customer to date, date of churn, offboard date", ""),
    (F::ContractEnd, "license to date, customer renewal date", ""),
    (F::LastSeen, "last touch, last touch date, last seen date, last session, last usage date, last contacted, last interaction date, last touchpoint date", "last touchpoint"),
    (F::Arr, "company arr, contract value arr, account arr total", ""),
    (F::Mrr, "company mrr", "mr"),
    (F::Score, "scorecard score, scorecard overall score, health profile score, success score, ph health, overall health, engagement score", "h, score label, scorecard label"),
    (F::Week, "score snapshot date, scorecard date", ""),
    (F::Status, "lifecycle phase, account lifecycle, customer lifecycle stage", ""),
    (F::Outcome, "contract renewal outcome", "renewal sentiment"),
    (F::ForecastProbability, "renewal likelihood score, likelihood to renew score, renewal confidence", ""),
    (F::ReasonCode, "churn primary reason, churned reason", ""),
    (F::Note, "timeline notes, notes plain text, csm sentiment comments, csm pulse comment, churn description", "csm sentiment"),
    (F::Play, "success play name, successplay, cta type name, segment campaign", ""),
    (F::Events, "total activities, adoption events, time spent", "usage score"),
    (F::Seats, "licensed seats, licenses purchased, seats purchased", ""),
];
