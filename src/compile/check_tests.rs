#![expect(clippy::disallowed_methods, reason = "tests write the small folders they read")]

use std::fs;

use super::tests::{facts, folder, request};
use super::*;
use crate::compile::understand::meaning::Meaning;
use crate::domain::money::Money;
use crate::domain::progress::Silent;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Outcome;

const ROWS: &str = "\
Nr,Firma,Art,Faellig,Ergebnis,Betrag,Waehrung,Grund
1,Acme,Renewal,2026-08-01,Malizima,100,EUR,
2,Bolt,Renewal,2026-08-02,malizima,200,GBP,
3,Corv,Renewal,2026-08-03,Zimepote,300,EUR,Umzug
4,Dune,Renewal,2026-08-04,renewed,400,EUR,
5,Echo,New Business,2026-08-05,Irgendwas,500,CHF,
6,Fjord,Renewal,2026-08-06,Malizima,viel,EUR,
";
const MAPPING: &str = "\
[files.\"liste.csv\"]
table = \"renewals\"
[files.\"liste.csv\".columns]
Nr = \"renewal_id\"
Firma = \"account\"
Art = \"type\"
Faellig = \"due_date\"
Ergebnis = \"outcome\"
Betrag = [\"arr_before\", \"arr_after\"]
Waehrung = \"currency\"
Grund = \"reason_code\"
";

fn look(dir: &tempfile::TempDir) -> CheckReport {
    check(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None).unwrap()
}

fn words(report: &CheckReport, field: Field) -> Vec<(&str, u64, Meaning)> {
    let column = report.files[0].columns.iter().find(|column| column.field == field).unwrap();
    column.words.as_ref().unwrap().all.iter().map(|word| (word.word.as_str(), word.rows, word.meaning.clone())).collect()
}

fn ours(word: &str) -> Meaning {
    Meaning::Ours(word.into())
}

#[test]
fn a_columns_words_are_counted_and_those_that_nobody_understands_come_first() {
    let dir = folder(&[("liste.csv", ROWS), ("mapping.toml", MAPPING)]);
    let report = look(&dir);
    let outcomes = [("Malizima", 3, Meaning::Unknown), ("Zimepote", 1, Meaning::Unknown), ("renewed", 1, ours("renewed"))];
    assert_eq!(words(&report, Field::Outcome), outcomes, "new business is no renewal, so its words do not count");
    assert_eq!(words(&report, Field::RowType), [("Renewal", 5, ours("renewal")), ("New Business", 1, ours("other"))]);
    assert_eq!(words(&report, Field::ReasonCode), [("Umzug", 1, Meaning::Unknown)]);
    let rows = report.files[0].rows.as_ref().unwrap();
    assert_eq!((rows.read, rows.used, rows.out_of_scope, rows.rejected), (6, 1, 1, 4));
    let text = report.to_string();
    assert!(text.contains("? Ergebnis: “Malizima” (3 rows) and 1 more word are not understood (rows rejected)"), "{text}");
}

#[test]
fn a_retro_waits_for_outcomes_that_nobody_understands() {
    let dir = folder(&[("liste.csv", ROWS), ("mapping.toml", MAPPING)]);
    assert!(!look(&dir).is_ready());
    let message = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    assert!(message.contains("[values.outcome]") && message.contains("\"Malizima\" = \"renewed\""), "{message}");
    let say = |more: &str| {
        let said = format!("{MAPPING}[values.outcome]\nMALIZIMA = \"renewed\"\n{more}");
        fs::write(dir.path().join("mapping.toml"), said).unwrap();
        look(&dir)
    };
    assert!(!say("").is_ready(), "without the only loss everything would be renewed");
    let report = say("zimepote = \"churned\"\n");
    assert!(report.is_ready(), "{report}");
    assert_eq!(report.files[0].rows.as_ref().unwrap().rejected, 0);
    assert_eq!(report.files[0].lost.len(), 1, "an amount of words");
    let facts = facts(&dir, None, "2026-Q3");
    assert_eq!(facts.renewals.iter().filter(|r| r.outcome == Outcome::Renewed).count(), 4);
}

#[test]
fn a_folder_without_a_row_that_can_be_read_is_not_ready_and_the_first_rows_say_why() {
    let head = "renewal_id,account,due_date,outcome\n";
    let dir = folder(&[("r.csv", &format!("{head}R1,A,soon,renewed\nR2,B,later,churned\n"))]);
    let text = look(&dir).to_string();
    for part in ["! none of 2 rows can be read as a renewal", "line 2, due_date `soon`: expected a date", "Not ready: no row here"] {
        assert!(text.contains(part), "{part} in\n{text}");
    }
    let message = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    assert!(message.contains("r.csv:2:due_date: none of the 2 rows can be read"), "{message}");
    fs::write(dir.path().join("r.csv"), head).unwrap();
    assert!(!look(&dir).is_ready(), "there is nothing but a header");
    fs::write(dir.path().join("r.csv"), format!("{head}R1,A,2026-08-01,renewed\nR1,A,2026-08-01,renewed\n")).unwrap();
    let text = look(&dir).to_string();
    assert!(text.contains("? 1 row repeats the id of another") && text.contains("Ready for a retro."), "{text}");
}

#[test]
fn currencies_are_counted_and_those_without_a_rate_come_first() {
    let text = ROWS.replace("Echo,New Business", "Echo,Renewal");
    let rates = format!("[rates]\nGBP = 1.2\n{MAPPING}");
    let report = look(&folder(&[("liste.csv", &text), ("mapping.toml", &rates)]));
    assert_eq!((report.currencies.report.as_str(), report.currencies.is_said), ("EUR", false));
    let others: Vec<_> = report.currencies.others.iter().map(|c| (c.code.as_str(), c.rows, c.rate.as_deref())).collect();
    assert_eq!(others, [("CHF", 1, None), ("GBP", 1, Some("1.2"))]);
    let text = report.to_string();
    assert!(text.contains("? CHF has no rate (1 row, amounts left out)") && text.contains("1 GBP is 1.2 EUR"), "{text}");
}

#[test]
fn what_is_chosen_for_words_constants_and_rates_is_written_and_reads_back_the_same() {
    let dir = folder(&[("liste.csv", ROWS), ("mapping.toml", MAPPING)]);
    let source = Source::Folder(dir.path().into());
    let mut mapping = Mapping::find(&source, None).unwrap();
    let value = |field, theirs: &str, ours: &str| Edit::Value { field, theirs: theirs.into(), ours: Some(ours.into()) };
    let constant = Change::Constant { table: Table::Renewals, field: Field::Segment, value: Some("growth".into()) };
    for edit in [
        value(Field::Outcome, "Malizima", "renewed"),
        value(Field::Outcome, "Zimepote", "churned"),
        value(Field::ReasonCode, "Umzug", "company.acquired"),
        Edit::File { file: "liste.csv".into(), change: constant },
        Edit::Rate { code: "GBP".into(), rate: Rate::read("1.5"), base: "EUR".into() },
    ] {
        mapping.apply(&edit);
    }
    let report = check_with(&source, &request(None, "2026-Q3"), mapping, &Silent).unwrap();
    fs::write(dir.path().join("mapping.toml"), &report.mapping).unwrap();
    let again = look(&dir);
    assert_eq!(again.mapping, report.mapping);
    assert_eq!(words(&again, Field::Outcome), words(&report, Field::Outcome));
    assert_eq!(again.files[0].constants, [CheckedConstant { field: Field::Segment, value: Some("growth".into()), is_said: true }]);
    let facts = facts(&dir, Some("growth"), "2026-Q3");
    let seen: Vec<_> = facts.renewals.iter().map(|r| (&*r.account, r.outcome, r.before)).collect();
    let expected = [
        ("Acme", Outcome::Renewed, Some(Money::units(100))),
        ("Bolt", Outcome::Renewed, Some(Money::units(300))),
        ("Corv", Outcome::Churned, Some(Money::units(300))),
        ("Dune", Outcome::Renewed, Some(Money::units(400))),
        ("Fjord", Outcome::Renewed, None),
    ];
    assert_eq!(seen, expected);
    assert_eq!(facts.renewals[2].reason.as_ref().unwrap().as_str(), "company.acquired");
    assert_eq!(facts.currency.code(), "EUR");
}

#[test]
fn one_word_of_a_churned_flag_can_be_said_without_turning_the_others_round() {
    let text = "id,customer,renewal_date,churned\n1,Acme,2026-08-01,False\n2,Bolt,2026-08-02,True\n3,Corv,2026-08-03,vielleicht\n";
    let said = "[values.outcome]\nvielleicht = \"open\"\n";
    let facts = facts(&folder(&[("renewals.csv", text), ("mapping.toml", said)]), None, "2026-Q3");
    assert_eq!(facts.renewals.iter().map(|r| r.outcome).collect::<Vec<_>>(), [Outcome::Renewed, Outcome::Churned, Outcome::Open]);
}

#[test]
fn each_of_several_secondary_reasons_can_be_said() {
    let text = "renewal_id,account,due_date,outcome,reason_code,secondary_reasons\n1,Acme,2026-08-01,churned,price,Umzug; Budget; nix\n";
    let said = "[values.secondary_reasons]\nUmzug = \"company.acquired\"\nnix = \"\"\n";
    let dir = folder(&[("renewals.csv", text), ("mapping.toml", said)]);
    let facts = facts(&dir, None, "2026-Q3");
    let codes: Vec<&str> = facts.renewals[0].secondary.iter().map(ReasonCode::as_str).collect();
    assert_eq!(codes, ["company.acquired", "pricing.budget"]);
    let expected = [("Budget", 1, ours("pricing.budget")), ("Umzug", 1, ours("company.acquired")), ("nix", 1, Meaning::Nothing)];
    assert_eq!(words(&look(&dir), Field::SecondaryReasons), expected);
}

#[test]
fn stages_of_another_language_are_not_taken_to_be_open_unasked() {
    let text = "Deal ID,Company,Deal Stage,Close Date\n1,Acme,Malizima,2026-08-01\n2,Bolt,Zimepote,2026-08-02\n3,Corv,Ahadiya,2026-08-03\n";
    let dir = folder(&[("deals.csv", text)]);
    let assumed = |word: &'static str| (word, 1, Meaning::Assumed("open".into()));
    assert_eq!(words(&look(&dir), Field::Outcome), ["Ahadiya", "Malizima", "Zimepote"].map(assumed));
    assert!(!look(&dir).is_ready(), "no stage tells how a renewal ended");
    let say = |said: &str| {
        let kind = "[files.\"deals.csv\".constants]\ntype = \"renewal\"\n";
        fs::write(dir.path().join("mapping.toml"), format!("{kind}[values.outcome]\n{said}")).unwrap();
    };
    say("Malizima = \"renewed\"\n");
    let expected = [assumed("Ahadiya"), assumed("Zimepote"), ("Malizima", 1, ours("renewed"))];
    assert_eq!(words(&look(&dir), Field::Outcome), expected, "without a loss, one may be among those that are taken as open");
    assert!(look(&dir).to_string().contains("? Deal Stage: “Ahadiya” (1 row) and 1 more word are not understood (taken as open)"));
    say("Malizima = \"renewed\"\nZimepote = \"churned\"\n");
    assert_eq!(words(&look(&dir), Field::Outcome).iter().find(|word| word.0 == "Ahadiya").unwrap().2, ours("open"));
    assert!(look(&dir).questions[0].asked.contains("“Ahadiya”"), "nobody works on a deal for months after it was due");
    say("Malizima = \"renewed\"\nZimepote = \"churned\"\nAhadiya = \"open\"\n");
    let outcomes: Vec<_> = facts(&dir, None, "2026-Q3").renewals.iter().map(|r| r.outcome).collect();
    assert_eq!(outcomes, [Outcome::Renewed, Outcome::Churned, Outcome::Open]);
}

#[test]
fn what_outcomes_and_reasons_became_is_told_where_they_are_spelled_otherwise() {
    let row = |(i, (outcome, reason)): (usize, &(&str, &str))| format!("{i},Acme {i},2026-08-01,{outcome},{reason}\n");
    let told = [
        ("Lost", "Cost"),
        ("Lost", "Cost"),
        ("Lost", "Champion left"),
        ("churned", "Bugs"),
        ("Won", "ROI"),
        ("Won", "Suite"),
        ("Won", "Reorg"),
    ];
    let text: String = told.iter().chain([&("Won", "Merger"), &("Won", "UX"), &("Won", "Other")]).enumerate().map(row).collect();
    let text = format!("renewal_id,account,due_date,outcome,reason_code\n{text}");
    let said = look(&folder(&[("renewals.csv", &text)])).to_string();
    let expected = "  what is read of outcome\n    “Won” (6 rows) → renewed\n    “Lost” (3 rows) → churned\n  what is read of reason_code\n    \
        “Cost” (2 rows) → Pricing: too expensive\n    “Bugs” (1 row) → Product: reliability\n";
    assert!(said.contains(expected), "{said}");
    assert!(said.contains("    and 2 more\n"), "{said}");
    assert!(!said.contains("“Champion left”") && !said.contains("“Other”"), "{said}");
}

#[test]
fn what_the_mapping_says_of_what_is_not_there_is_told_and_kept() {
    let said = format!(
        "{MAPPING}[values.outcome]\nMalizima = \"renewed\"\nZimepote = \"churned\"\nZimepot = \"churned\"\n[values.geo]\nNord = \"EMEA\"\n\
         [accounts]\nACME = \"Bolt\"\nNobody = \"Bolt\"\n[renewals]\n1 = \"own\"\n99 = \"ignore\"\n\
         [files.\"alt.csv\"]\ntable = \"renewals\"\n[files.\"alt.csv\".columns]\nWann = {{ field = \"due_date\", date = \"dmy\" }}\n\
         Wer = \"ignore\"\n[files.\"alt.csv\".constants]\ncurrency = \"EUR\"\n"
    );
    let dir = folder(&[("liste.csv", ROWS), ("mapping.toml", &said)]);
    let report = look(&dir);
    assert!(report.is_ready(), "{report}");
    let expected = [
        "The mapping names the file `alt.csv`",
        "[values.outcome] names `Zimepot`, which stands in no row; did you mean `Zimepote`?",
        "[values.geo]: no column is read as `geo`",
        "[accounts] names `Nobody`, whose id stands in no row",
        "[renewals] names `99`, which is the id of no row",
    ];
    assert_eq!(report.idle.len(), expected.len(), "{:?}", report.idle);
    for part in expected {
        assert!(report.idle.iter().any(|told| told.starts_with(part)), "{part} in {:?}", report.idle);
    }
    let told = facts(&dir, None, "2026-Q3").quality;
    assert!(told.issues.iter().any(|issue| issue.message.contains("`alt.csv`, which is not in")), "{told:?}");
    fs::write(dir.path().join("mapping.toml"), &report.mapping).unwrap();
    let again = look(&dir);
    assert_eq!((&again.mapping, &again.idle, &again.said), (&report.mapping, &report.idle, &report.said));
    assert_eq!(
        Mapping::find(&Source::Folder(dir.path().into()), None).unwrap().file("alt.csv").unwrap().columns["Wann"].fields,
        [Field::DueDate]
    );
}

#[test]
fn what_is_not_understood_is_written_as_comments_with_what_each_column_holds() {
    let stray = "key;wert\n1;\"a, b\"\n2;c\n";
    let dir = folder(&[("liste.csv", ROWS), ("stray.csv", stray), ("mapping.toml", MAPPING)]);
    let written = look(&dir).mapping;
    for part in [
        "# [values.outcome]\n# \"Malizima\" = \"\"  # 3 rows; one of renewed, churned, open\n# \"Zimepote\" = \"\"  # 1 row",
        "# [files.\"stray.csv\"]\n",
        "#   subscriptions: account_id or account or subscription_id, arr or mrr",
        "# \"wert\" = \"\"  # a, b, c\n",
    ] {
        assert!(written.contains(part), "{part} in\n{written}");
    }
    // Without the marks it is a mapping that can be read, once the blanks are filled in.
    let open =
        |line: &str| line.strip_prefix("# ").filter(|rest| rest.starts_with(['[', '"'])).map_or_else(|| line.to_owned(), ToOwned::to_owned);
    let body = written.split_once("\n\n").unwrap().1;
    let filled: String = body.lines().map(|line| open(line).replace("= \"\"", "= \"ignore\"") + "\n").collect();
    let filled = filled
        .replace("\"Malizima\" = \"ignore\"", "\"Malizima\" = \"renewed\"")
        .replace("\"Zimepote\" = \"ignore\"", "\"Zimepote\" = \"churned\"");
    let mapping = Mapping::parse(Path::new("mapping.toml"), &filled).unwrap_or_else(|error| panic!("{error}\n{filled}"));
    assert_eq!(mapping.values[&Field::Outcome]["Zimepote"], "churned");
    assert!(mapping.file("stray.csv").unwrap().columns["wert"].fields.is_empty());
}

/// What stands in the way of a retro on files like these, and the file that comes nearest.
fn why_not(files: &[(&str, &str)]) -> (String, Option<String>) {
    let dir = folder(files);
    let report = look(&dir);
    assert!(!report.is_ready());
    let message = compile(&Source::Folder(dir.path().into()), &request(None, "2026-Q3"), None, &Silent).unwrap_err().to_string();
    let told = report.refused.clone().unwrap();
    assert!(message.contains(&told) && message.contains("A retro needs a row for each renewal"), "{message}");
    assert!(report.to_string().contains("In the way of the retro"), "{report}");
    (told, report.nearest)
}

#[test]
fn why_there_is_no_retro_is_told_by_what_the_data_are() {
    let rates = "Kohorte,Anzahl,M0,M1,M2\n2026-06,40,1,0.92,0.88\n2026-07,35,1,0.94,0.9\n";
    let (told, nearest) = why_not(&[("triangle.csv", rates), ("plans.csv", "plan,label\nA,Basic\nB,Pro\n")]);
    assert!(told.contains("rates that are made already (M0, M1 and M2 are shares)") || told.contains("(M1 and M2 are shares)"), "{told}");
    assert_eq!(nearest.as_deref(), Some("triangle.csv"));
    let (told, _) = why_not(&[("churn.csv", "customer_id,monthly_charges,churn\nA-1,20.5,Yes\nA-2,40,No\n")]);
    assert!(told.contains("churn.csv has customers, and no column of it holds days (customer_id, monthly_charges and churn)"), "{told}");
    let (told, _) = why_not(&[("liste.csv", "customer,wann,wie\nAcme,2026-08-01,xx\nBolt,2026-08-02,yy\n")]);
    assert!(told.contains("liste.csv comes nearest to") && told.contains("Days stand in wann"), "{told}");
}

#[test]
fn a_list_of_renewals_to_come_opens_with_the_first_and_says_that_nothing_was_due() {
    let rows = "Account,Segment,Renewal Date,ARR\nAbelia,Enterprise,2026-12-15,12000\nBirch,Growth,2027-01-10,24000\nClover,Growth,2027-02-05,6000\n";
    let events = "renewal_id,account,due_date,outcome,arr_before\n1,Abelia,2026-12-15,open,12000\n2,Birch,2027-01-10,open,24000\n3,Clover,2027-02-05,,6000\n";
    for text in [rows, events] {
        let dir = folder(&[("list.csv", text)]);
        let facts = facts(&dir, None, "quarter");
        assert_eq!((facts.scope.window.label.as_str(), facts.in_scope().len()), ("2026-Q4", 1), "{text}");
        let note = facts.scope.note.clone().unwrap();
        assert!(note.starts_with("Nothing was due yet: 3 renewals to come, ARR 42,000; showing 2026-Q4"), "{note}");
        assert!(facts.quality.issues.iter().any(|issue| issue.message.contains("A retro needs what became of renewals")), "{text}");
    }
}

/// A file whose amounts are in dollars but for some in pounds; how many rows have one of those.
const IN_POUNDS: [(&str, u64); 6] = [
    // In the amount's cell.
    (
        "Account,Renewal Date,Outcome,Prior ARR,New ARR\nAsh,2026-08-10,Renewed,\"$10,000\",\"$11,000\"\nBay,2026-08-11,Renewed,\"£12,000\",\"£12,500\"\n\
      Elm,2026-08-12,Lost,\"$9,000\",$0\n",
        1,
    ),
    (
        "Kunde;Vertragsende;Status;ARR alt;ARR neu\nAsh;31.08.2026;verlängert;USD 10.000,00;USD 11.000,00\nBay;31.08.2026;verlängert;12.000,00 GBP;\
      12.500,00 GBP\nElm;30.09.2026;gekündigt;USD 9.000,00;USD 0,00\n",
        1,
    ),
    // In the name of the column.
    (
        "Account,Renewal Date,Outcome,Prior ARR (USD),New ARR (GBP)\nAsh,2026-08-10,Renewed,10000,11000\nBay,2026-08-11,Renewed,12000,12500\n",
        2,
    ),
    // There, and in cells that say otherwise.
    (
        "customer,start_date,contract_end,status,ARR ($)\nAsh,2025-08-10,2026-08-09,active,\"10,000\"\nBay,2025-08-11,2026-08-10,active,\"£12,000\"\n\
      Elm,2025-08-12,2026-08-11,cancelled,\"9,000\"\n",
        1,
    ),
    // In a column of its own.
    (
        "Account,Renewal Date,Outcome,Prior ARR,New ARR,Currency\nAsh,2026-08-10,Renewed,10000,11000,usd\nBay,2026-08-11,Renewed,12000,12500,gbp\n\
      Elm,2026-08-12,Lost,9000,0,usd\n",
        1,
    ),
    // There, and in cells that say otherwise.
    (
        "Account,Renewal Date,Outcome,Prior ARR,New ARR,Currency\nAsh,2026-08-10,Renewed,10000,11000,USD\nBay,2026-08-11,Renewed,£12000,£12500,USD\n\
      Elm,2026-08-12,Lost,9000,0,USD\n",
        1,
    ),
];

#[test]
fn wherever_a_currency_comes_from_a_missing_rate_is_told_with_its_rows_and_the_line_that_gives_it() {
    for (text, rows) in IN_POUNDS {
        let report = look(&folder(&[("r.csv", text)]));
        let others: Vec<_> = report.currencies.others.iter().map(|c| (c.code.as_str(), c.rows, c.rate.as_deref())).collect();
        assert_eq!((report.currencies.report.as_str(), others), ("USD", vec![("GBP", rows, None)]), "{text}");
        let said = report.to_string();
        assert!(said.contains("GBP has no rate") && said.contains("[rates] GBP = "), "{said}");
        let without = facts(&folder(&[("r.csv", text)]), None, "2026-Q3");
        assert_eq!(without.currency.code(), "USD", "{text}");
        assert!(without.renewals.iter().any(|renewal| renewal.before.is_none() || renewal.after.is_none()), "{text}");
        let dir = folder(&[("r.csv", text), ("mapping.toml", "[rates]\nGBP = \"2\"\n")]);
        assert!(look(&dir).to_string().contains(&format!("1 GBP is 2 USD ({rows} row")));
        let with = facts(&dir, None, "2026-Q3");
        assert!(
            with.renewals.iter().any(|renewal| [renewal.before, renewal.after].contains(&Some(Money::units(if rows == 2 {
                22_000
            } else {
                24_000
            })))),
            "{text}"
        );
    }
    let constant = "[files.\"r.csv\".constants]\ncurrency = \"GBP\"\n";
    let dir = folder(&[
        ("r.csv", "Account,Renewal Date,Outcome,Prior ARR,New ARR\nAsh,2026-08-10,Renewed,10000,11000\n"),
        ("mapping.toml", &format!("currency = \"USD\"\n{constant}")),
    ]);
    assert!(look(&dir).to_string().contains("? GBP has no rate (1 row, amounts left out)"));
}
