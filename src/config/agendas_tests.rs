use super::*;

fn said(written: &str) -> String {
    parse(Path::new("team.toml"), written).unwrap_err().to_string()
}

/// A step of each phase, in TOML.
fn each_phase() -> String {
    let step = |phase: Phase| format!("[[step]]\nphase = \"{}\"\nkind = \"other\"\nminutes = 5\n", phase.key());
    Phase::ALL.map(step).concat()
}

#[test]
fn the_bundled_agendas_take_as_long_as_they_say() {
    let all = all(Path::new("none"));
    let lengths: Vec<(&str, u32)> = all.known.iter().map(|known| (known.agenda.name.as_str(), known.agenda.minutes())).collect();
    assert_eq!(lengths, [("30", 30), ("45", 45), ("60", 60), ("90", 90), ("120", 120)]);
    assert_eq!(all.known[2].agenda.label(), "60 minutes");
    assert!(all.known.iter().any(|known| known.agenda.name == USUAL));
}

#[test]
fn what_is_wrong_in_an_agenda_is_told_with_its_place() {
    let whole = each_phase();
    assert_eq!(parse(Path::new("team.toml"), &whole).unwrap().label(), "team, 35 minutes");
    assert!(
        said("[[step]]\nphase = \"check-in\"\nkind = \"votes\"\nminutes = 5")
            .starts_with("team.toml:3:8: unknown name `votes`; did you mean `vote`?")
    );
    assert!(said("[[step]]\nphase = \"check-in\"\nkind = \"vote\"").starts_with("team.toml:1:1: missing field `minutes`"));
    assert_eq!(said(&whole.replacen("minutes = 5", "minutes = 0", 1)), "team.toml:1:1: a step of 0 minutes, expected 1 to 600");
    let late = format!("{whole}[[step]]\nphase = \"check-in\"\nkind = \"break\"\nminutes = 5\n");
    assert_eq!(said(&late), "team.toml:29:1: a step of check-in cannot follow one of close; phases keep their order");
    let without = whole.replacen("close", "documentation", 1);
    assert_eq!(said(&without), "team.toml:29:1: no step of close, expected at least one of each phase");
    let twice = whole.replace("minutes = 5", "minutes = 5\nid = \"a\"");
    assert!(said(&twice).starts_with("team.toml:6:1: there is a step `a` already"), "{}", said(&twice));
}

#[test]
fn steps_of_one_kind_get_ids_of_their_own() {
    let agenda = parse(Path::new("team.toml"), &each_phase()).unwrap();
    let ids: Vec<&str> = agenda.steps.iter().map(|step| step.id.0.as_str()).collect();
    assert_eq!(ids[..3], ["other", "other-2", "other-3"]);
}

#[test]
fn an_own_file_replaces_the_bundled_one_of_its_name() {
    let folder = tempfile::tempdir().unwrap();
    #[expect(clippy::disallowed_methods, reason = "the test prepares a file")]
    std::fs::write(folder.path().join("60.toml"), each_phase()).unwrap();
    let all = all(folder.path());
    assert_eq!((all.known.len(), all.named("60").unwrap().agenda.minutes()), (5, 35));
    let unknown = all.named("6o").err().unwrap().to_string();
    assert_eq!(unknown, "--agenda 6o: expected 30, 45, 90, 120, 60; did you mean 60?");
}

#[test]
fn a_flawed_file_keeps_nobody_from_the_other_agendas() {
    let folder = tempfile::tempdir().unwrap();
    #[expect(clippy::disallowed_methods, reason = "the test prepares a file")]
    std::fs::write(folder.path().join("team.toml"), "[[step]]\nphase = \"close\"\nkind = \"other\"\nminutes = \"x\"\n").unwrap();
    let all = all(folder.path());
    assert_eq!((all.known.len(), all.flawed.len()), (5, 1));
    assert!(all.named("30").is_ok());
    let why = all.named("team").err().unwrap().to_string();
    assert!(why.contains("team.toml:4:11: ") && why.contains("expected a whole number"), "{why}");
}
