//! CRM systems: their reports, screens and interfaces.

use super::english::{FILES, PLAIN};
use crate::spell::tongue::{AmountForm, DateForm, Names, Tongue, Words};
use crate::table::{Kind, Role, Word};

const SALESFORCE_REPORT: Names = &[
    (Role::RecordId, &["Opportunity ID"]),
    (Role::DealName, &["Opportunity Name"]),
    (Role::Account, &["Account Name"]),
    (Role::DealKind, &["Type"]),
    (Role::Stage, &["Stage"]),
    (Role::Closed, &["Close Date"]),
    (Role::Amount, &["Amount"]),
    (Role::Before, &["Prior ARR"]),
    (Role::Probability, &["Probability (%)"]),
    (Role::Owner, &["Opportunity Owner"]),
    (Role::Reason, &["Loss Reason"]),
    (Role::Created, &["Created Date"]),
    (Role::Segment, &["Segment"]),
    (Role::Note, &["Next Step"]),
];

const SALESFORCE_API: Names = &[
    (Role::RecordId, &["Id"]),
    (Role::DealName, &["Name"]),
    (Role::AccountId, &["AccountId"]),
    (Role::Account, &["Account.Name"]),
    (Role::DealKind, &["Type"]),
    (Role::Stage, &["StageName"]),
    (Role::IsClosed, &["IsClosed"]),
    (Role::IsWon, &["IsWon"]),
    (Role::Closed, &["CloseDate"]),
    (Role::Amount, &["Amount"]),
    (Role::Before, &["Prior_ARR__c"]),
    (Role::Probability, &["Probability"]),
    (Role::Owner, &["Owner.Name"]),
    (Role::Reason, &["Loss_Reason__c"]),
    (Role::Created, &["CreatedDate"]),
    (Role::Modified, &["SystemModstamp"]),
    (Role::Currency, &["CurrencyIsoCode"]),
];

/// A table of deals of a team's own making.
const OWN_DEALS: Names = &[
    (Role::RecordId, &["opp_id"]),
    (Role::AccountId, &["account_id"]),
    (Role::Account, &["account_name"]),
    (Role::Stage, &["stage"]),
    (Role::Amount, &["amount"]),
    (Role::Before, &["prior_amount"]),
    (Role::Closed, &["close_date"]),
    (Role::IsRenewal, &["is_renewal"]),
    (Role::Owner, &["rep"]),
    (Role::Segment, &["segment"]),
    (Role::Created, &["created_date"]),
];

const HUBSPOT: Names = &[
    (Role::RecordId, &["Record ID"]),
    (Role::DealName, &["Deal Name"]),
    (Role::Account, &["Associated Company"]),
    (Role::Pipeline, &["Pipeline"]),
    (Role::Stage, &["Deal Stage"]),
    (Role::Closed, &["Close Date"]),
    (Role::Amount, &["Amount"]),
    (Role::Owner, &["Deal owner"]),
    (Role::DealKind, &["Deal Type"]),
    (Role::Reason, &["Closed Lost Reason"]),
    (Role::Created, &["Create Date"]),
    (Role::Modified, &["Last Activity Date"]),
];

const HUBSPOT_API: Names = &[
    (Role::RecordId, &["deal_id"]),
    (Role::DealName, &["deal_name"]),
    (Role::Pipeline, &["pipeline"]),
    (Role::IsClosed, &["is_closed"]),
    (Role::IsWon, &["is_closed_won"]),
    (Role::Amount, &["amount"]),
    (Role::Closed, &["close_date"]),
    (Role::Created, &["create_date"]),
    (Role::AccountId, &["hubspot_company_id"]),
    (Role::DealKind, &["deal_type"]),
    (Role::Currency, &["currency"]),
];

const DYNAMICS: Names = &[
    (Role::DealName, &["Topic"]),
    (Role::Account, &["Potential Customer"]),
    (Role::Due, &["Est. Close Date"]),
    (Role::Amount, &["Est. Revenue"]),
    (Role::State, &["Status"]),
    (Role::Reason, &["Status Reason"]),
    (Role::Closed, &["Actual Close Date"]),
    (Role::After, &["Actual Revenue"]),
    (Role::Owner, &["Owner"]),
    (Role::Created, &["Created On"]),
];

const PIPEDRIVE: Names = &[
    (Role::RecordId, &["Deal - ID"]),
    (Role::DealName, &["Deal - Title"]),
    (Role::Account, &["Deal - Organization"]),
    (Role::Pipeline, &["Deal - Pipeline"]),
    (Role::State, &["Deal - Status"]),
    (Role::Amount, &["Deal - Value"]),
    (Role::Currency, &["Deal - Currency"]),
    (Role::Due, &["Deal - Expected close date"]),
    (Role::WonOn, &["Deal - Won time"]),
    (Role::LostOn, &["Deal - Lost time"]),
    (Role::Reason, &["Deal - Lost reason"]),
    (Role::Owner, &["Deal - Owner"]),
    (Role::Created, &["Deal - Deal created"]),
];

const ZOHO: Names = &[
    (Role::RecordId, &["Record Id"]),
    (Role::DealName, &["Deal Name"]),
    (Role::Account, &["Account Name"]),
    (Role::Stage, &["Stage"]),
    (Role::Closed, &["Closing Date"]),
    (Role::Amount, &["Amount"]),
    (Role::DealKind, &["Type"]),
    (Role::Owner, &["Deal Owner"]),
    (Role::Probability, &["Probability (%)"]),
    (Role::Reason, &["Reason For Loss"]),
    (Role::Created, &["Created Time"]),
];

const GAINSIGHT: Names = &[
    (Role::RecordId, &["Opportunity ID"]),
    (Role::DealName, &["Opportunity Name"]),
    (Role::Account, &["Company"]),
    (Role::DealKind, &["Booking Type"]),
    (Role::Stage, &["Stage"]),
    (Role::Due, &["Due Date"]),
    (Role::Closed, &["Close Date"]),
    (Role::Before, &["Target Amount"]),
    (Role::Forecast, &["Forecast Amount"]),
    (Role::After, &["Final Amount"]),
    (Role::Owner, &["CSM"]),
    (Role::Reason, &["Churn Reason"]),
    (Role::Score, &["Current Score"]),
    (Role::Segment, &["Segment"]),
];

/// Salesforce's contracts, for the shape of terms.
const CONTRACT_REPORT: Names = &[
    (Role::RecordId, &["Contract Number"]),
    (Role::AccountId, &["Account ID"]),
    (Role::Account, &["Account Name"]),
    (Role::LineId, &["Subscription Number"]),
    (Role::Product, &["Product Name"]),
    (Role::Start, &["Contract Start Date"]),
    (Role::End, &["Contract End Date"]),
    (Role::TermMonths, &["Contract Term (months)"]),
    (Role::Arr, &["Annual Contract Value"]),
    (Role::Total, &["Total Contract Value"]),
    (Role::Mrr, &["MRR"]),
    (Role::Currency, &["Currency"]),
    (Role::Owner, &["Contract Owner"]),
    (Role::Segment, &["Segment"]),
    (Role::Created, &["Created Date"]),
];

const SALESFORCE_WORDS: Words = &[
    (Word::Negotiating, &["Negotiation/Review"]),
    (Word::Proposing, &["Proposal/Price Quote"]),
    (Word::NewBusiness, &["New Customer", "New Business"]),
    (Word::Upsell, &["Existing Customer - Upgrade", "Upsell"]),
];

const HUBSPOT_WORDS: Words = &[
    (Word::Won, &["Closed won", "Closed Won"]),
    (Word::Lost, &["Closed lost", "Closed Lost"]),
    (Word::Negotiating, &["Contract Sent"]),
    (Word::Proposing, &["Presentation Scheduled"]),
    (Word::Renewal, &["Existing Business"]),
    (Word::Upsell, &["Existing Business"]),
    (Word::RenewalPipeline, &["Renewal Pipeline"]),
    (Word::SalesPipeline, &["Sales Pipeline"]),
];

const HUBSPOT_API_WORDS: Words = &[
    (Word::Renewal, &["existingbusiness", "existing_business"]),
    (Word::Upsell, &["existingbusiness", "existing_business"]),
    (Word::NewBusiness, &["newbusiness"]),
    (Word::RenewalPipeline, &["Renewal Pipeline", "renewals"]),
    (Word::SalesPipeline, &["Sales Pipeline", "default"]),
];

const ZOHO_WORDS: Words = &[
    (Word::Negotiating, &["Negotiation/Review"]),
    (Word::Proposing, &["Proposal/Price Quote"]),
    (Word::Renewal, &["Existing Business"]),
    (Word::Upsell, &["Existing Business"]),
];

const SYSTEM: Tongue = Tongue { system: true, delimiters: &[','], ..PLAIN };

pub const ALL: [Tongue; 9] = [
    Tongue { key: "en-deals", names: OWN_DEALS, amounts: &[AmountForm::Plain, AmountForm::Cents, AmountForm::Dollar], ..SYSTEM },
    Tongue {
        key: "salesforce",
        names: SALESFORCE_REPORT,
        words: SALESFORCE_WORDS,
        dates: &[DateForm::MonthDayUnpadded, DateForm::DayMonth],
        amounts: &[AmountForm::Cents, AmountForm::Coded, AmountForm::Plain],
        ..SYSTEM
    },
    Tongue {
        key: "salesforce-api",
        names: SALESFORCE_API,
        words: SALESFORCE_WORDS,
        amounts: &[AmountForm::Plain],
        yes_no: &[("true", "false")],
        ..SYSTEM
    },
    Tongue {
        key: "hubspot",
        names: HUBSPOT,
        words: HUBSPOT_WORDS,
        dates: &[DateForm::Stamp, DateForm::Iso],
        amounts: &[AmountForm::Plain],
        ..SYSTEM
    },
    Tongue {
        key: "hubspot-api",
        names: HUBSPOT_API,
        words: HUBSPOT_API_WORDS,
        dates: &[DateForm::Stamp, DateForm::ApiStamp],
        amounts: &[AmountForm::Plain],
        yes_no: &[("True", "False"), ("true", "false")],
        ..SYSTEM
    },
    Tongue {
        key: "dynamics",
        names: DYNAMICS,
        dates: &[DateForm::MonthDayUnpadded, DateForm::DayMonth],
        amounts: &[AmountForm::Dollar],
        ..SYSTEM
    },
    Tongue { key: "pipedrive", names: PIPEDRIVE, dates: &[DateForm::Iso, DateForm::Stamp], amounts: &[AmountForm::Plain], ..SYSTEM },
    Tongue {
        key: "zoho",
        names: ZOHO,
        words: ZOHO_WORDS,
        dates: &[DateForm::Iso, DateForm::MonthDay],
        amounts: &[AmountForm::Plain, AmountForm::Dollar],
        ..SYSTEM
    },
    Tongue {
        key: "gainsight",
        names: GAINSIGHT,
        dates: &[DateForm::MonthDay, DateForm::Iso],
        amounts: &[AmountForm::Plain, AmountForm::Dollar],
        ..SYSTEM
    },
];

pub const CONTRACTS: Tongue = Tongue {
    key: "salesforce",
    names: CONTRACT_REPORT,
    files: &[(Kind::Terms, &["Contracts", "report1790000044"]), FILES[7]],
    dates: &[DateForm::MonthDayUnpadded, DateForm::DayMonth],
    amounts: &[AmountForm::Cents, AmountForm::Plain],
    ..SYSTEM
};
