//! Zoho CRM: deals (once potentials) and accounts, as it exports them and as the API calls them.

use super::Row;
use crate::compile::schema::Field as F;

#[rustfmt::skip]
pub(crate) const NAMES: &[Row] = &[
    (F::AccountId, "account name id, account nameid, accounts account id, account zoho id", ""),
    (F::Account, "account name name, account namename", ""),
    (F::Segment, "", "rating"),
    (F::CsOwner, "deal owner name, account owner name, deal owner email", ""),
    (F::RenewalId, "potential id, deals deal id, record id deal, deal record id", ""),
    (F::RowType, "deal type, potential type", ""),
    (F::Pipeline, "layout name", "layout"),
    (F::DealName, "potential name, deals deal name", ""),
    (F::DueDate, "closing date renewal", "closing date"),
    (F::ClosedDate, "closing date, closed time, deal closing date", "last stage change time"),
    (F::StartedDate, "", "created time"),
    (F::Outcome, "potential stage", ""),
    (F::Amount, "potential amount, grand total", ""),
    (F::ReasonCode, "reason for loss s, reason for loss, deal reason for loss", ""),
    (F::ForecastCategory, "deal category status, forecast type", ""),
    (F::Note, "note content, note title", ""),
    (F::LastSeen, "", "last activity time"),
];
