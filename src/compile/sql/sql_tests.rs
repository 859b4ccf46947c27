use std::path::Path;

use super::*;
use crate::compile::tests::request;
use crate::compile::understand::mapping::Mapping;

const MAPPING: &str = r#"
[files."crm.deals"]
table = "renewals"
[files."crm.deals".columns]
"Deal ID" = "renewal_id"
"Company" = "account_id"
"Renewal" = "due_date"
"Stage" = "outcome"
[files."crm.companies"]
table = "accounts"
[files."crm.companies".columns]
"id" = "account_id"
"tier" = "segment"
[files."cs.health"]
table = "health"
"#;

fn sql(dialect: Dialect) -> String {
    let mapping = Mapping::parse(Path::new("mapping.toml"), MAPPING).unwrap();
    queries(dialect, &mapping, &request(Some("Mid-Market"), "2026-Q3")).unwrap().remove(0).sql
}

#[test]
fn every_dialect_is_written_in_its_own_words() {
    for (dialect, words) in [
        (Dialect::DuckDb, ["\"crm\".\"deals\"", "TRY_CAST(", "regexp_matches(", "(p.retro_due - h.retro_due)", "AS VARCHAR)"]),
        (Dialect::PostgreSql, ["\"Deal ID\"", "THEN CAST(SUBSTR(", " ~ '^", "(p.retro_due - h.retro_due)", "OFFSET 0"]),
        (Dialect::Spark, ["`crm`.`deals`", "TRY_CAST(", " RLIKE ", "datediff(p.retro_due, h.retro_due)", "to_json(struct("]),
        (Dialect::Databricks, ["`Deal ID`", "TRY_CAST(", " RLIKE ", "datediff(p.retro_due, h.retro_due)", "AS STRING)"]),
        (
            Dialect::Snowflake,
            ["\"CS\".\"HEALTH\"", "TRY_CAST(", "REGEXP_LIKE(", "DATEDIFF('day', h.retro_due, p.retro_due)", "\"Deal ID\""],
        ),
        (Dialect::BigQuery, ["`Stage`", "SAFE_CAST(", "REGEXP_CONTAINS(", "DATE_DIFF(p.retro_due, h.retro_due, DAY)", "AS STRING)"]),
        (Dialect::Trino, ["\"Stage\"", "TRY_CAST(", "REGEXP_LIKE(", "date_diff('day', h.retro_due, p.retro_due)", "AS VARCHAR)"]),
        (Dialect::Redshift, ["\"Stage\"", "THEN CAST(SUBSTR(", " ~ '^", "(p.retro_due - h.retro_due)", "AS VARCHAR(1000))"]),
    ] {
        let sql = sql(dialect);
        for word in words {
            assert!(sql.contains(word), "{}: {word} in\n{sql}", dialect.key());
        }
        assert!(sql.contains("= 'midmarket'") && sql.contains("DATE '2024-07-01'"), "the scope is computed there:\n{sql}");
        assert_eq!(Dialect::named(dialect.key()), Some(dialect));
    }
}

/// Clients take a query as one argument, of which Linux allows 128 KiB.
#[test]
fn a_query_over_all_columns_that_tell_kinds_fits_into_an_argument() {
    let columns = "\"Type\" = \"type\"\n\"Name\" = \"deal_name\"\n\"Pipeline\" = \"pipeline\"\n\"Charge\" = \"recurring\"\n\"Stage\" =";
    let mapping = Mapping::parse(Path::new("mapping.toml"), &MAPPING.replace("\"Stage\" =", columns)).unwrap();
    for dialect in Dialect::ALL {
        for query in queries(dialect, &mapping, &request(Some("Mid-Market"), "2026-Q3")).unwrap() {
            assert!(query.sql.len() < 96 << 10, "{}: {} bytes", dialect.key(), query.sql.len());
        }
    }
}

#[test]
fn names_and_values_cannot_break_out_of_their_quotes() {
    assert_eq!(Dialect::DuckDb.column("a\"b"), "\"a\"\"b\"");
    assert_eq!((Dialect::Snowflake.column("a\"b"), Dialect::Snowflake.column("due_date")), ("\"a\"\"b\"".into(), "\"DUE_DATE\"".into()));
    assert_eq!(Dialect::Spark.column("a`b"), "`a``b`");
    assert_eq!(Dialect::BigQuery.column("a`b"), "`a\\`b`");
    assert_eq!(Dialect::Snowflake.text("o'clock\\"), "'o''clock\\\\'");
    assert_eq!(Dialect::PostgreSql.text("o'clock"), "'o''clock'");
    assert_eq!(Dialect::BigQuery.text("o'clock\\"), "'o\\'clock\\\\'");
    assert_eq!(Dialect::DuckDb.relation("exports/it's.parquet"), "'exports/it''s.parquet'");
}

#[test]
fn a_mapping_without_what_is_needed_says_so() {
    let mapping = |text| Mapping::parse(Path::new("w.toml"), text).unwrap();
    let message = |text| queries(Dialect::DuckDb, &mapping(text), &request(None, "2026-Q3")).unwrap_err().to_string();
    assert!(message("").contains("table = \"renewals\""));
    let lacking = message("[files.deals]\ntable = \"renewals\"\n[files.deals.columns]\nid = \"renewal_id\"\n");
    assert!(lacking.starts_with("w.toml") && lacking.contains("`due_date`"), "{lacking}");
    let two = message("[files.a]\ntable = \"renewals\"\n[files.b]\ntable = \"renewals\"\n");
    assert!(two.contains("`a` and `b`") && two.contains("view"), "{two}");
}

#[test]
fn subscriptions_are_asked_for_where_no_relation_holds_renewals() {
    let files = |text: &str| {
        let mapping = Mapping::parse(Path::new("w.toml"), text).unwrap();
        let asked = queries(Dialect::PostgreSql, &mapping, &request(None, "2026-Q3")).unwrap();
        asked.into_iter().map(|query| (query.file, query.sql)).collect::<Vec<_>>()
    };
    let names = |asked: &[(String, String)]| asked.iter().map(|(file, _)| file.clone()).collect::<Vec<_>>();
    let subscribed = "[files.subs]\ntable = \"subscriptions\"\n[files.cs]\ntable = \"health\"\n";
    let asked = files(subscribed);
    assert_eq!(names(&asked), ["subscriptions.csv", "measures.csv", "counts.csv", "history/health.csv"]);
    assert!(asked[0].1.contains("DATE '2024-02-01'"), "older rows stay where they are");
    let both = files(&format!("{subscribed}[files.deals]\ntable = \"renewals\"\n"));
    assert_eq!(names(&both), ["renewals.csv", "counts.csv", "history/health.csv"]);
}

#[test]
fn instants_are_days_of_the_calendar_that_a_mapping_says_and_what_is_taken_off_comes_along() {
    let said = "\"Renewal\" = { field = \"due_date\", zone = \"+02:00\" }\n\"Total\" = { field = \"arr_after\", less = \"Services\" }";
    let text = MAPPING.replace("\"Renewal\" = \"due_date\"", said);
    let told = |text: &str| {
        let mapping = Mapping::parse(Path::new("mapping.toml"), text).unwrap();
        queries(Dialect::DuckDb, &mapping, &request(None, "2026-Q3"))
    };
    let query = told(&text).unwrap().remove(0);
    assert!(query.sql.contains(", 12, 5) >= '22:00' THEN"), "{}", query.sql);
    assert!(query.columns.iter().any(|column| column == "Services"), "{:?}", query.columns);
    let west = told(&text.replace("+02:00", "-05:00")).unwrap().remove(0).sql;
    assert!(west.contains(", 12, 5) < '05:00' THEN"), "{west}");
    let epoch = told(&text.replace("zone", "date = \"seconds\", zone")).unwrap().remove(0).sql;
    assert!(epoch.contains("+ (7200)) / 86400)"), "{epoch}");
    let error = told(&text.replace("zone", "date = \"dmy\", zone")).unwrap_err().to_string();
    assert!(error.contains("take `zone` out"), "{error}");
    let contracts = "[files.s]\ntable = \"subscriptions\"\n[files.s.columns]\na = \"account_id\"\nb = \"start_date\"\nc = \"contract_end\"\n\
        d = { field = \"arr\", less = \"e\" }\n";
    let error = told(contracts).unwrap_err().to_string();
    assert!(error.contains("make a view"), "{error}");
}
