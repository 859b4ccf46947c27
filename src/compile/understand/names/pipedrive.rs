//! Pipedrive: deals, as it exports them (object, dash, field) and as the API calls them.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "deal organization id, organization id, person organization id", "person id"),
    (F::Account, "deal organization, organization name, deal organisation, org name, deal organization name", "deal contact person"),
    (F::CsOwner, "deal owner, organization owner, user id name", ""),
    (F::RenewalId, "deal id", ""),
    (F::RowType, "deal label, deal type", "label"),
    (F::Pipeline, "deal pipeline, pipeline name", "pipeline id"),
    (F::DealName, "deal title, title", ""),
    (F::DueDate, "deal expected close date, expected close date", ""),
    (F::ClosedDate, "deal won time, won time, deal close time, deal closed on, deal deal closed on, close time, deal lost time, lost time", ""),
    (F::LossDate, "deal lost time, lost time", ""),
    (F::StartedDate, "deal deal created, deal created, add time, deal add time", ""),
    (F::Outcome, "deal status, deal deal status", "stage id"),
    (F::Amount, "deal value, deal weighted value total, deal total", "deal weighted value"),
    (F::Arr, "deal arr, deal annual recurring revenue", ""),
    (F::Mrr, "deal mrr, deal monthly recurring revenue", ""),
    (F::Currency, "deal currency, deal currency of value, currency of value", ""),
    (F::ReasonCode, "deal lost reason, lost reason", ""),
    (F::ForecastAmount, "weighted value, deal weighted value", ""),
    (F::ForecastProbability, "deal probability, deal probability percent", ""),
    (F::LastSeen, "deal last activity date", ""),
    (F::Product, "deal product name, deal product, deal products", ""),
];
