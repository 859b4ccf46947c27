use std::path::Path;

use super::*;
use crate::compile::mapping::Mapping;
use crate::compile::tests::request;

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
        (Dialect::DuckDb, ["\"crm\".\"deals\"", " - CAST("]),
        (Dialect::PostgreSql, ["\"Deal ID\"", "AS DATE)"]),
        (Dialect::Spark, ["`crm`.`deals`", "datediff("]),
        (Dialect::Databricks, ["`Deal ID`", "AS STRING)"]),
        (Dialect::Snowflake, ["\"Company\"", "DATEDIFF('day'"]),
        (Dialect::BigQuery, ["`Stage`", "DATE_DIFF("]),
        (Dialect::Trino, ["\"Stage\"", "date_diff('day'"]),
        (Dialect::Redshift, ["\"Stage\"", "DATE '2026-09-30'"]),
    ] {
        let sql = sql(dialect);
        for word in words {
            assert!(sql.contains(word), "{}: {word} in\n{sql}", dialect.key());
        }
        assert!(sql.contains("= 'midmarket'") && sql.contains("DATE '2024-07-01'"), "the scope is computed there:\n{sql}");
        assert_eq!(Dialect::named(dialect.key()), Some(dialect));
    }
}

#[test]
fn names_and_values_cannot_break_out_of_their_quotes() {
    assert_eq!(Dialect::DuckDb.column("a\"b"), "\"a\"\"b\"");
    assert_eq!(Dialect::Spark.column("a`b"), "`a``b`");
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
    assert!(lacking.starts_with("w.toml") && lacking.contains("`account_id`"), "{lacking}");
}
