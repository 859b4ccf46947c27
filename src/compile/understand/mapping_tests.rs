use super::*;
use crate::compile::read::columns::Period;
use crate::domain::money::Money;

fn parse(text: &str) -> Result<Mapping> {
    Mapping::parse(Path::new("mapping.toml"), text)
}

fn message(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn every_kind_of_entry_is_read() {
    let mapping = parse(
        r#"
        currency = "GBP"
        grace_days = 30
        [rates]
        EUR = "0.86"
        USD = 0.79
        [values.outcome]
        "Closed Won" = "renewed"
        [files."deals.csv"]
        table = "renewals"
        encoding = "windows-1252"
        delimiter = ";"
        [files."deals.csv".columns]
        "Close Date" = ["due_date", "closed_date"]
        "Amount" = { field = "arr_before", decimal = ",", cents = true }
        "Signed" = { field = "started_date", date = "dmy" }
        "Owner" = "ignore"
        [files."deals.csv".constants]
        currency = "EUR"
        [files."old.csv"]
        table = "ignore"
        "#,
    )
    .unwrap();
    let file = mapping.file("deals.csv").unwrap();
    assert_eq!(file.table(), Some(Table::Renewals));
    assert_eq!(file.columns["Close Date"].fields, [Field::DueDate, Field::ClosedDate]);
    assert_eq!((file.columns["Amount"].decimal, file.columns["Amount"].cents), (Some(','), Some(true)));
    assert_eq!(file.columns["Signed"].date, Some(DateForm::DayFirst));
    assert!(file.columns["Owner"].fields.is_empty() && mapping.file("old.csv").unwrap().is_ignored());
    assert_eq!(mapping.values_of(Field::Outcome).collect::<Vec<_>>(), [("closedwon".to_owned(), "renewed".to_owned())]);
    assert_eq!(mapping.rates["EUR"].convert(Money::minor(10_001)), Money::minor(8_601));
}

#[test]
fn unknown_names_are_answered_with_their_place_and_the_nearest_known_one() {
    assert_eq!(message("curency = \"GBP\"\n"), "mapping.toml:1:1: unknown key `curency`; did you mean `currency`?");
    let table = message("[files.\"a.csv\"]\ntable = \"renewal\"\n");
    assert!(table.starts_with("mapping.toml:2:") && table.contains("did you mean `renewals`?"), "{table}");
    let field = message("[files.\"a.csv\".columns]\nid = \"account_id\"\nDue = \"due_dat\"\n");
    assert!(field.starts_with("mapping.toml:3:") && field.contains("did you mean `due_date`?"), "{field}");
    let date = message("[files.\"a.csv\".columns]\nDue = { field = \"due_date\", date = \"dym\" }\n");
    assert!(date.starts_with("mapping.toml:2:") && date.contains("did you mean"), "{date}");
    let key = message("[files.\"a.csv\".columns]\nDue = { fild = \"due_date\" }\n");
    assert!(key.contains("did you mean `field`?"), "{key}");
    assert!(message("[values.outcom]\na = \"b\"\n").contains("did you mean `outcome`?"));
}

#[test]
fn a_field_that_there_is_not_is_answered_with_those_of_the_files_table_and_none_of_our_own() {
    for table in ["renewals", "subscriptions", "notes"] {
        let said = message(&format!("[files.\"a.csv\"]\ntable = \"{table}\"\n[files.\"a.csv\".columns]\nDue = \"zzzzzzzz\"\n"));
        assert!(said.contains(&format!("a file of {table} can have ")), "{said}");
        let listed: Vec<&str> = said.rsplit("can have ").next().unwrap().split(", ").collect();
        let fields: Vec<&str> = Table::named(table).unwrap().fields().iter().map(|field| field.key()).collect();
        assert!(listed.iter().all(|field| fields.contains(field)), "{said}");
        assert!(!said.contains("rows_read") && !said.contains("usage_1") && !said.contains("first_wrong"), "{said}");
    }
    let near = message("[files.\"a.csv\"]\ntable = \"renewals\"\n[files.\"a.csv\".constants]\narr_befor = \"1\"\n");
    assert!(near.contains("did you mean `arr_before`? A file of renewals can have due_date, "), "{near}");
    assert!(!message("[values.zzzzzzzz]\na = \"b\"\n").contains("rows_read"));
}

#[test]
fn words_that_there_are_not_are_answered_with_their_place_and_the_nearest_one() {
    let word = message("[values.outcome]\nWon = \"renewed\"\nPending = \"opne\"\n");
    assert!(word.starts_with("mapping.toml:3:") && word.contains("did you mean `open`?"), "{word}");
    assert!(parse("[values.outcome]\nPending = \"\"\n[values.reason_code]\nMars = \"other.mars\"\n").is_ok());
    let currency = message("currency = \"POUNDS\"\n");
    assert!(currency.starts_with("mapping.toml:1:") && currency.contains("three letters"), "{currency}");
    assert!(message("[rates]\nEURO = 1.1\n").contains("three letters"));
}

#[test]
fn wrong_values_say_what_is_expected() {
    assert!(message("[rates]\nEUR = \"-1\"\n").contains("a rate above zero"));
    assert!(message("[files.a]\nencoding = \"klingon\"\n").contains("windows-1252"));
    assert!(message("[files.a]\ndelimiter = \"::\"\n").contains("one character"));
    assert!(message("[files.a.columns]\nx = { field = \"arr\", decimal = \"'\" }\n").contains("`.` or `,`"));
}

#[test]
fn what_the_documents_say_of_mappings_is_one() {
    let data = include_str!("../../../docs/data.md");
    let block = data.split("All that a mapping can say:").nth(1).and_then(|rest| rest.split("```").nth(1)).unwrap();
    let mapping = parse(block.strip_prefix("toml").unwrap()).unwrap();
    let file = mapping.file("deals.csv").unwrap();
    assert_eq!(
        (file.period_of("MRR"), file.columns["Cancelled on"].fields.as_slice()),
        (Some(Paid::once(Period::Month)), &[Field::LossDate][..])
    );
    assert_eq!((mapping.renewals["006B1"], mapping.accounts["A-100"].as_str()), (RenewalUse::Ignore, "A-377"));
}
