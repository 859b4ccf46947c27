//! Real headings of systems and languages find their fields.

use super::*;
use crate::compile::schema::{Field as F, Table};

/// The field that a heading names most surely, and is right among those that it names as surely.
fn finds(heading: &str, field: F) -> bool {
    let told = told(&Heading::of(heading));
    let best = told.first().map(|told| told.standing);
    told.iter().any(|told| told.field == field && Some(told.standing) == best)
}

fn all_are_found(system: &str, headings: &[(&str, F)]) {
    let lost: Vec<_> = headings.iter().filter(|(heading, field)| !finds(heading, *field)).collect();
    let told: Vec<_> = lost.iter().map(|(heading, _)| told(&Heading::of(heading))).collect();
    assert!(lost.is_empty(), "{system}: {lost:?}\n{told:?}");
}

#[test]
fn salesforce_is_known() {
    all_are_found(
        "Salesforce API",
        &[
            ("Id", F::RenewalId),
            ("AccountId", F::AccountId),
            ("Account.Name", F::Account),
            ("Account.ParentId", F::ParentId),
            ("Owner.Name", F::CsOwner),
            ("Name", F::DealName),
            ("StageName", F::Outcome),
            ("Amount", F::Amount),
            ("CloseDate", F::ClosedDate),
            ("IsClosed", F::IsClosed),
            ("IsWon", F::IsWon),
            ("Type", F::RowType),
            ("RecordType.Name", F::RowType),
            ("CurrencyIsoCode", F::Currency),
            ("Prior_ARR__c", F::ArrBefore),
            ("Renewal_Date__c", F::DueDate),
            ("Loss_Reason__c", F::ReasonCode),
            ("CreatedDate", F::StartedDate),
            ("SBQQ__Account__c", F::Account),
            ("SBQQ__StartDate__c", F::StartDate),
            ("SBQQ__EndDate__c", F::ContractEnd),
            ("SBQQ__TerminatedDate__c", F::LossDate),
            ("SBQQ__SubscriptionTerm__c", F::TermMonths),
            ("SBQQ__BillingFrequency__c", F::Period),
            ("SBQQ__Renewal__c", F::IsRenewal),
            ("ContractTerm", F::TermMonths),
            ("ContractNumber", F::RenewalId),
        ],
    );
    all_are_found(
        "Salesforce report",
        &[
            ("Opportunity Name", F::DealName),
            ("Account Name", F::Account),
            ("Account ID", F::AccountId),
            ("Opportunity ID", F::RenewalId),
            ("Stage", F::Outcome),
            ("Close Date", F::ClosedDate),
            ("Closed", F::IsClosed),
            ("Won", F::IsWon),
            ("Amount (converted)", F::Amount),
            ("Amount Currency", F::Currency),
            ("Opportunity Owner", F::CsOwner),
            ("Contract Term (months)", F::TermMonths),
            ("Contract End Date", F::DueDate),
            ("Opportunity Record Type", F::RowType),
            ("Probability (%)", F::ForecastProbability),
            ("Parent Account ID", F::ParentId),
        ],
    );
}

#[test]
fn other_crms_are_known() {
    all_are_found(
        "HubSpot",
        &[
            ("Record ID", F::RenewalId),
            ("Deal Name", F::DealName),
            ("Deal Stage", F::Outcome),
            ("Pipeline", F::Pipeline),
            ("Deal Type", F::RowType),
            ("Close Date", F::ClosedDate),
            ("Amount in company currency", F::Amount),
            ("Associated Company (Primary)", F::Account),
            ("Associated Company IDs", F::AccountId),
            ("Is Closed Won", F::IsWon),
            ("properties.dealname", F::DealName),
            ("properties.dealstage", F::Outcome),
            ("properties.hs_object_id", F::RenewalId),
            ("properties.hs_is_closed_won", F::IsWon),
            ("properties.hs_is_closed", F::IsClosed),
            ("properties.hs_arr", F::Arr),
            ("properties.hs_mrr", F::Mrr),
            ("properties.createdate", F::StartedDate),
            ("properties.hubspot_owner_id", F::CsOwner),
            ("hs_parent_company_id", F::ParentId),
            ("closed_lost_reason", F::ReasonCode),
            ("hs_deal_stage_probability", F::ForecastProbability),
        ],
    );
    all_are_found(
        "Dynamics",
        &[
            ("(Do Not Modify) Opportunity", F::RenewalId),
            ("(Do Not Modify) Account", F::AccountId),
            ("Topic", F::DealName),
            ("Potential Customer", F::Account),
            ("Est. Close Date", F::DueDate),
            ("Est. Revenue", F::Amount),
            ("Actual Close Date", F::ClosedDate),
            ("Actual Revenue", F::ArrAfter),
            ("Status Reason", F::Outcome),
            ("estimatedclosedate", F::DueDate),
            ("actualclosedate", F::ClosedDate),
            ("estimatedvalue", F::Amount),
            ("actualvalue", F::ArrAfter),
            ("statecode", F::Outcome),
            ("closeprobability", F::ForecastProbability),
            ("transactioncurrencyidname", F::Currency),
            ("Owner", F::CsOwner),
        ],
    );
    all_are_found(
        "Pipedrive",
        &[
            ("Deal - ID", F::RenewalId),
            ("Deal - Title", F::DealName),
            ("Deal - Organization", F::Account),
            ("Deal - Value", F::Amount),
            ("Deal - Currency of Value", F::Currency),
            ("Deal - Status", F::Outcome),
            ("Deal - Stage", F::Outcome),
            ("Deal - Pipeline", F::Pipeline),
            ("Deal - Won time", F::ClosedDate),
            ("Deal - Lost time", F::LossDate),
            ("Deal - Lost reason", F::ReasonCode),
            ("Deal - Expected close date", F::DueDate),
            ("Deal - Deal created", F::StartedDate),
            ("Deal - Owner", F::CsOwner),
            ("Organization - Name", F::Account),
        ],
    );
    all_are_found(
        "Zoho",
        &[
            ("Deal Name", F::DealName),
            ("Potential Name", F::DealName),
            ("Account Name", F::Account),
            ("Account Name.id", F::AccountId),
            ("Closing Date", F::ClosedDate),
            ("Stage", F::Outcome),
            ("Deal Owner", F::CsOwner),
            ("Reason For Loss", F::ReasonCode),
            ("Expected Revenue", F::ForecastAmount),
        ],
    );
}

#[test]
fn billing_exports_are_known() {
    all_are_found(
        "Stripe",
        &[
            ("id", F::RenewalId),
            ("Customer ID", F::AccountId),
            ("Customer Name", F::Account),
            ("Plan", F::Product),
            ("Status", F::Status),
            ("Interval", F::Period),
            ("Amount", F::Amount),
            ("Quantity", F::Seats),
            ("Start Date (UTC)", F::StartDate),
            ("Current Period End (UTC)", F::ContractEnd),
            ("Canceled At (UTC)", F::LossDate),
            ("Ended At (UTC)", F::LossDate),
            ("canceled_at", F::LossDate),
            ("ended_at", F::LossDate),
            ("current_period_end", F::ContractEnd),
            ("plan.amount", F::Amount),
            ("plan.interval", F::Period),
            ("plan.currency", F::Currency),
            ("cancellation_details.reason", F::ReasonCode),
        ],
    );
    all_are_found(
        "Chargebee",
        &[
            ("subscriptions.id", F::SubscriptionId),
            ("subscriptions.customer_id", F::AccountId),
            ("customers.company", F::Account),
            ("subscriptions.status", F::Status),
            ("subscriptions.plan_id", F::Product),
            ("subscriptions.plan_amount", F::Amount),
            ("subscriptions.started_at", F::StartDate),
            ("subscriptions.current_term_end", F::ContractEnd),
            ("subscriptions.cancelled_at", F::LossDate),
            ("subscriptions.cancel_reason", F::ReasonCode),
            ("Current Billing Term End Date", F::ContractEnd),
            ("Canceled On", F::LossDate),
            ("Subscription Billing Period", F::Period),
            ("plan_quantity", F::Seats),
        ],
    );
    all_are_found(
        "Recurly",
        &[
            ("account_code", F::AccountId),
            ("plan_code", F::Product),
            ("state", F::Status),
            ("activated_at", F::StartDate),
            ("canceled_at", F::LossDate),
            ("expires_at", F::ContractEnd),
            ("current_term_ends_at", F::ContractEnd),
            ("unit_amount_in_cents", F::Amount),
            ("quantity", F::Seats),
            ("expiration_reason", F::ReasonCode),
        ],
    );
}

#[test]
fn ledgers_and_success_platforms_are_known() {
    all_are_found(
        "Zuora",
        &[
            ("Account.AccountNumber", F::AccountId),
            ("Account.Name", F::Account),
            ("Subscription.Status", F::Status),
            ("TermStartDate", F::StartDate),
            ("TermEndDate", F::ContractEnd),
            ("SubscriptionEndDate", F::ContractEnd),
            ("CancelledDate", F::LossDate),
            ("ContractEffectiveDate", F::StartDate),
            ("InitialTerm", F::TermMonths),
            ("RenewalTerm", F::TermMonths),
            ("RatePlanCharge.MRR", F::Mrr),
            ("RatePlanCharge.BillingPeriod", F::Period),
            ("Cancel Reason", F::ReasonCode),
        ],
    );
    all_are_found(
        "ledgers",
        &[
            ("customer-external-id", F::AccountId),
            ("activity-mrr-movement", F::MrrChange),
            ("Activity Type", F::MovementType),
            ("Revenue Start Date", F::StartDate),
            ("Term End", F::ContractEnd),
            ("Customer Full Name", F::Account),
            ("Repeat every", F::Period),
        ],
    );
    all_are_found(
        "success platforms",
        &[
            ("Company GSID", F::AccountId),
            ("Renewal Date", F::DueDate),
            ("Original Contract Date", F::StartDate),
            ("Customer From", F::StartDate),
            ("Customer To", F::LossDate),
            ("Last Touch", F::LastSeen),
            ("Last Seen", F::LastSeen),
            ("Overall Score", F::Score),
            ("Lifecycle Stage", F::Status),
            ("churned_date", F::LossDate),
        ],
    );
}

#[test]
fn spreadsheets_in_other_languages_are_known() {
    all_are_found(
        "German",
        &[
            ("Kundennummer", F::AccountId),
            ("Kunde", F::Account),
            ("Vertragsnummer", F::RenewalId),
            ("Kundenbetreuer", F::CsOwner),
            ("Vertragsbeginn", F::StartDate),
            ("Vertragsende", F::ContractEnd),
            ("Kuendigungsdatum", F::LossDate),
            ("Gekündigt zum", F::LossDate),
            ("KÜNDIGUNGSGRUND", F::ReasonCode),
            ("Jahreswert alt", F::ArrBefore),
            ("Jahreswert neu", F::ArrAfter),
            ("Laufzeit (Monate)", F::TermMonths),
            ("Abrechnungsintervall", F::Period),
            ("Währung", F::Currency),
            ("Betrag in EUR", F::Amount),
            ("Verkaufsphase", F::Outcome),
        ],
    );
    all_are_found(
        "French",
        &[
            ("Client", F::Account),
            ("N° client", F::AccountId),
            ("Responsable", F::CsOwner),
            ("Date de renouvellement", F::DueDate),
            ("Date d’échéance", F::DueDate),
            ("Date de résiliation", F::LossDate),
            ("Motif de résiliation", F::ReasonCode),
            ("ARR avant", F::ArrBefore),
            ("ARR après", F::ArrAfter),
            ("Durée du contrat (mois)", F::TermMonths),
            ("Date de début", F::StartDate),
            ("Devise", F::Currency),
            ("Région", F::Geo),
        ],
    );
    all_are_found(
        "Spanish",
        &[
            ("Cliente", F::Account),
            ("Código de cliente", F::AccountId),
            ("Fecha de renovación", F::DueDate),
            ("Fecha de baja", F::LossDate),
            ("Motivo de baja", F::ReasonCode),
            ("ARR anterior", F::ArrBefore),
            ("Nuevo ARR", F::ArrAfter),
            ("Cuota mensual", F::Amount),
            ("Fecha de inicio", F::StartDate),
            ("Moneda", F::Currency),
        ],
    );
    all_are_found(
        "Portuguese",
        &[
            ("Cliente", F::Account),
            ("Código do cliente", F::AccountId),
            ("Data de vencimento", F::DueDate),
            ("Data do cancelamento", F::LossDate),
            ("Motivo do cancelamento", F::ReasonCode),
            ("Valor anterior", F::ArrBefore),
            ("Valor novo", F::ArrAfter),
            ("Mensalidade", F::Amount),
            ("Início do contrato", F::StartDate),
            ("Situação", F::Status),
        ],
    );
    all_are_found(
        "Japanese",
        &[
            ("顧客ID", F::AccountId),
            ("顧客名", F::Account),
            ("契約開始日", F::StartDate),
            ("契約終了日", F::ContractEnd),
            ("解約日", F::LossDate),
            ("解約理由", F::ReasonCode),
            ("変更前ARR", F::ArrBefore),
            ("変更後ＡＲＲ", F::ArrAfter),
            ("更新結果", F::Outcome),
            ("契約期間（月）", F::TermMonths),
            ("請求サイクル", F::Period),
            ("月額料金", F::Amount),
            ("通貨", F::Currency),
        ],
    );
    all_are_found(
        "Italian and Dutch",
        &[
            ("Data di scadenza", F::DueDate),
            ("Motivo disdetta", F::ReasonCode),
            ("Esito", F::Outcome),
            ("Klantnummer", F::AccountId),
            ("Einddatum contract", F::ContractEnd),
            ("Opzegreden", F::ReasonCode),
        ],
    );
}

#[test]
fn plain_spreadsheets_are_known() {
    all_are_found(
        "a spreadsheet",
        &[
            ("subscription_id", F::SubscriptionId),
            ("start_date", F::StartDate),
            ("churned", F::Outcome),
            ("contract_start", F::StartDate),
            ("starting_arr", F::ArrBefore),
            ("renewal_arr", F::ArrAfter),
            ("renewal_outcome", F::Outcome),
            ("is_renewal", F::IsRenewal),
            ("parent_account_id", F::ParentId),
            ("billing_period", F::Period),
            ("Old price/month", F::ArrBefore),
            ("Seats (new)", F::SeatsAfter),
            ("Date of loss", F::LossDate),
            ("as of", F::Date),
            ("asof", F::Date),
        ],
    );
}

/// Fields that one column may surely be called for, and why its values or its table have to tell which.
const SHARED: &[(F, F)] = &[
    // The end of a contract is when its renewal is due.
    (F::DueDate, F::ContractEnd),
    // A list of losses is dated by them.
    (F::LossDate, F::Date),
    // The flag alone is the outcome, and beside a stage a part of it.
    (F::IsWon, F::Outcome),
    (F::IsLost, F::Outcome),
    // A lost deal is closed on the day of the loss.
    (F::ClosedDate, F::LossDate),
    // Whether a number of a contract is the id of its renewal or of what goes on under it is told by its rows.
    (F::RenewalId, F::SubscriptionId),
];

/// What tables hold where a file tells of contracts in any shape.
const OF_CONTRACTS: [F; 15] = [
    F::Pipeline,
    F::DealName,
    F::IsRenewal,
    F::IsClosed,
    F::IsWon,
    F::IsLost,
    F::StartDate,
    F::LossDate,
    F::LastSeen,
    F::TermMonths,
    F::Period,
    F::Amount,
    F::ContractEnd,
    F::SubscriptionId,
    F::ParentId,
];

#[test]
fn a_sure_name_means_one_field_of_a_table() {
    let mut shared: Vec<(F, F, &str)> = Vec::new();
    for table in Table::ALL {
        let tells_contracts = matches!(table, Table::Renewals | Table::Subscriptions);
        let mut fields = table.fields().to_vec();
        fields.extend(OF_CONTRACTS.into_iter().filter(|_| tells_contracts));
        fields.sort();
        fields.dedup();
        for (at, one) in fields.iter().enumerate() {
            for other in fields[at + 1..].iter().filter(|other| !SHARED.contains(&(*one, **other)) && !SHARED.contains(&(**other, *one))) {
                let is_sure = |told: &[Told], field| told.iter().any(|told| told.field == field && told.standing == Standing::Sure);
                let both = DICTIONARY.fields.iter().filter(|(_, told)| is_sure(told, *one) && is_sure(told, *other));
                shared.extend(both.map(|(name, _)| (*one, *other, *name)));
            }
        }
    }
    shared.sort();
    shared.dedup();
    assert!(shared.is_empty(), "{shared:?}");
}

#[test]
fn every_name_is_found_by_its_heading() {
    for names in tongues::headings() {
        let field = *Field::ALL.iter().find(|field| field.key() == names.field).expect("a field");
        for name in names.sure().chain(names.likely()) {
            let told = format!("{name} of {}", names.field);
            assert!(standing(&Heading::of(name), field) >= Some(Standing::Likely), "{told}");
            assert!(standing(&Heading::of(&name.to_uppercase()), field).is_some(), "{told} in capitals");
        }
    }
}
