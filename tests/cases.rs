//! Small folders of data, each a kind of export that people really have, and the figures that are right for it.
//!
//! A case is a folder below `tests/cases` with its files and an `expected.json`:
//!
//!     window, as_of, segment                   how the retro is opened
//!     counts                                   those of due, renewed, churned, open … that are given
//!     grr, nrr, logo_retention                 {value} or "not computable"
//!     trailing_twelve_months                   the same three
//!     or_asked                                 declining with a question is right as well
//!     must_be_told, note, tables               for a reader
//!     told                                     what has to stand in the report or the message; `a|b` is either
//!
//! Where nothing can be computed, declining is right, and so is a report without those figures. Wrong figures are the worst.
#![allow(clippy::disallowed_methods, reason = "the cases are read from files")]

mod held;

use held::case::Case;
use held::looked::Looked;
use run_retro::compile::CheckReport;

macro_rules! cases {
    ($($name:ident = $folder:literal,)*) => {
        const FOLDERS: &[&str] = &[$($folder),*];
        $(
            #[test]
            fn $name() {
                Case::named($folder).hold();
            }
        )*
    };
}

cases! {
    spells_status = "01-spells-status",
    movements_by_month = "02-movements-by-month",
    wide_months = "03-wide-months",
    iswon_beside_stage = "05-iswon-beside-stage",
    is_renewal_flag = "06-is-renewal-flag",
    pipeline_without_type = "07-pipeline-without-type",
    thin_file_first = "08-thin-file-first",
    renewed_flat = "10-renewed-flat",
    foreign_key_as_renewal_id = "11-foreign-key-as-renewal-id",
    no_due_date_on_new_business = "12-no-due-date-on-new-business",
    negative_amount_loses_the_event = "13-negative-amount-loses-the-event",
    early_loss_beside_contract_end = "14-early-loss-beside-contract-end",
    contract_end_unknown = "17-contract-end-unknown",
    hubspot_api_columns = "18-hubspot-api-columns",
    stripe_api_json = "20-stripe-api-json",
    german = "22-german",
    french = "23-french",
    dynamics = "27-dynamics",
    salesforce_report_export = "30-salesforce-report-export",
    contract_terms = "31-contract-terms",
    upcoming_list = "32-upcoming-list",
    cohort_triangle = "33-cohort-triangle",
    status_read_as_name = "39-status-read-as-name",
    lost_upsell_is_no_churn = "41-lost-upsell-is-no-churn",
    amounts_in_short = "43-amounts-in-short",
    same_deals_in_several_files = "47-same-deals-in-several-files",
    payments_move_a_loss = "48-payments-move-a-loss",
    movements_late_in_a_month = "50-movements-late-in-a-month",
    contract_ends_on_a_snapshot_day = "51-contract-ends-on-a-snapshot-day",
    total_of_a_term = "52-total-of-a-term",
    two_deals_for_one_renewal = "53-two-deals-for-one-renewal",
    paused = "54-paused",
    trialing = "55-trialing",
    currency_changes_at_the_renewal = "56-currency-changes-at-the-renewal",
    zero_is_a_price = "59-zero-is-a-price",
    two_lines_of_one_customer = "60-two-lines-of-one-customer",
    zero_just_before_due = "61-zero-just-before-due",
    customer_under_a_new_id = "63-customer-under-a-new-id",
    as_of_before_the_data_ends = "65-as-of-before-the-data-ends",
}

/// Whatever the check calls ready the retro opens, and whatever it does not the retro refuses; with the window of the case, and with
/// the newest.
#[test]
fn the_check_and_the_retro_agree_on_what_is_ready() {
    for folder in FOLDERS {
        for looked in [Looked::as_the_case(folder), Looked::as_the_newest_quarter(folder)] {
            let (report, facts) = (looked.check(), looked.compile());
            assert_eq!(report.is_ready(), facts.is_ok(), "{folder}: {report}\n{:?}", facts.err().map(|error| error.to_string()));
        }
    }
}

/// What is written says what is understood, and no more: it reads back to the same, and what was asked is asked again.
#[test]
fn what_the_check_writes_reads_back_to_the_same() {
    for folder in FOLDERS {
        let looked = Looked::as_the_case(folder);
        let (before, after) = (looked.check(), looked.with(&looked.check().mapping).check());
        assert_eq!(before.mapping, after.mapping, "{folder}");
        assert_eq!(
            (&before.questions, &before.refused, before.is_ready()),
            (&after.questions, &after.refused, after.is_ready()),
            "{folder}"
        );
        let read = |report: &CheckReport| -> Vec<_> {
            let columns = report.files.iter().flat_map(|file| file.columns.iter().map(|column| (file.name.clone(), column)));
            columns.map(|(file, column)| (file, column.column.clone(), column.field, column.form.clone(), column.period)).collect()
        };
        assert_eq!(read(&before), read(&after), "{folder}");
    }
}

#[test]
fn every_folder_is_held() {
    let mut found: Vec<String> =
        std::fs::read_dir(held::case::folder()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, FOLDERS);
}
