#![expect(clippy::disallowed_methods, reason = "the tests write files")]

use super::*;

fn parse(text: &str) -> Result<Config> {
    Config::parse(Path::new("config.toml"), text)
}

fn message(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn the_example_reads_and_says_what_holds_anyway() {
    let config = parse(EXAMPLE).unwrap();
    let without = Config::default();
    assert_eq!((config.fiscal(), config.bell), (without.fiscal(), without.bell));
    let all = agendas::all(Path::new("none"));
    let usual = &all.named(config.agenda.as_deref().unwrap()).unwrap().agenda;
    assert_eq!((usual.name.as_str(), &config.fitted(usual.clone())), (agendas::USUAL, usual));
    assert_eq!(config.history_months(), without.history_months());
    assert_eq!(config.user.as_deref(), Some("Mara Lindqvist"));
    let seats = config.seats();
    assert_eq!(seats.len(), 3);
    assert_eq!(seats[0].1.fallback.as_deref(), Some("Exec Sponsor"));
}

#[test]
fn an_unknown_key_has_its_place_and_the_nearest_name() {
    assert_eq!(message("bell = true\nthme = \"dark\"\n"), "config.toml:2:1: unknown key `thme`; did you mean `theme`?");
    assert_eq!(message("[timeboxes]\n  checkin = 5"), "config.toml:2:3: unknown name `checkin`; did you mean `check-in`?");
    assert!(message("[roster.facilitator]\nnmae = \"x\"").contains("config.toml:2:1: unknown key `nmae`; did you mean `name`?"));
    assert!(message("colour = 1").contains("known here: theme, fiscal_year_start, history_months, user, bell"));
}

#[test]
fn wrong_values_have_their_place_and_say_what_would_do() {
    for (written, wanted) in [
        ("bell = \"loud\"", "config.toml:1:8: expected true or false, found the text \"loud\""),
        ("user = 3", "config.toml:1:8: expected a text in quotes, found the number 3"),
        ("keep_months = \"many\"", "config.toml:1:15: expected a whole number, found the text \"many\""),
        ("user = [\"Mara\"]", "config.toml:1:8: expected a text in quotes, found a list"),
        ("[source]\ndialect = \"duckdb\"\nclient = \"duckdb -csv\"", "expected a list in square brackets, found the text \"duckdb -csv\""),
        ("roster = true", "config.toml:1:10: expected a table of keys and values, found the value true"),
    ] {
        assert!(message(written).contains(wanted), "{}", message(written));
    }
    let month = message("theme = \"x\"\nfiscal_year_start = 13");
    assert!(month.starts_with("config.toml:2:21: ") && month.contains("1 to 12"), "{month}");
    assert!(message("[timeboxes]\nclose = 0").contains("close has 0 minutes, expected 1 to 600"));
    assert!(message("history_months = 12").contains("12 months of history, expected 24 to 240"));
    assert!(message("theme = ").starts_with("config.toml:1:"));
}

#[test]
fn months_go_by_number_or_name_and_a_role_keeps_its_usual_fallback() {
    let config = parse("fiscal_year_start = \"February\"\n[roster.renewal-director]\nname = \"Ines\\u001b[31m\"\n").unwrap();
    assert_eq!(config.fiscal().start_month, 2);
    let (role, seat) = &config.seats()[0];
    assert_eq!((*role, seat.name.as_deref(), seat.fallback.as_deref()), (Role::RenewalDirector, Some("Ines"), Some("Exec Sponsor")));
}

#[test]
fn a_warehouse_is_a_dialect_and_a_client() {
    let config = parse("[source]\ndialect = \"duckdb\"\nclient = [\"duckdb\", \"-csv\"]\n").unwrap();
    assert_eq!(config.source.unwrap().dialect.key(), "duckdb");
    let refused = parse("[source]\ndialect = \"duckdb\"\nclient = [\"duckdb\"]\napi_token = \"hunter2\"\n").unwrap_err().to_string();
    assert!(refused.starts_with("config.toml:4:1: unknown key `api_token`; there is no place for credentials"), "{refused}");
    assert!(!refused.contains("hunter2"));
}

#[test]
fn the_users_own_file_need_not_exist_but_one_asked_for_must() {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::below(dir.path());
    assert_eq!(Config::load(None, &home).unwrap(), Config::default());
    assert!(Config::load(Some(&dir.path().join("mine.toml")), &home).unwrap_err().to_string().contains("mine.toml"));
    std::fs::write(home.config_file(), "bell = true").unwrap();
    assert!(Config::load(None, &home).unwrap().bell);
}

#[test]
fn a_warehouse_s_mapping_stands_beside_the_configuration() {
    let mapping = |text: &str| Config::parse(Path::new("/etc/retro/config.toml"), text).unwrap().source.unwrap().mapping.unwrap();
    let source = "[source]\ndialect = \"duckdb\"\nclient = [\"duckdb\"]\nmapping = ";
    assert_eq!(mapping(&format!("{source}\"warehouse.toml\"")), Path::new("/etc/retro/warehouse.toml"));
    assert_eq!(mapping(&format!("{source}\"/maps/w.toml\"")), Path::new("/maps/w.toml"));
}

#[test]
fn targets_are_shares_and_a_slip_of_the_pen_is_told_where_it_is() {
    let targets = parse("[targets]\ngrr = 0.92\nnrr = \"105 %\"\n").unwrap().targets;
    assert_eq!((targets.grr.unwrap().fraction(), targets.nrr.unwrap().fraction(), targets.renewal_rate), (0.92, 1.05, None));
    let slip = message("[targets]\ngrr = 92\n");
    assert!(slip.starts_with("config.toml:2:7: ") && slip.contains("write 0.92 or \"92 %\""), "{slip}");
    assert!(message("[targets]\nlogo = 0.9").contains("unknown key `logo`"), "{}", message("[targets]\nlogo = 0.9"));
}
