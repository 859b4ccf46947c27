use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

use super::*;
use crate::app::command::Command::*;
use crate::domain::phase::Phase;

#[test]
fn what_the_footer_shows_is_what_the_key_does() {
    for mode in Mode::all() {
        for shown in footer(mode) {
            assert_eq!(command(mode, shown.key), Some(shown.command), "{mode:?}: {} is bound twice", shown.key.label());
        }
    }
}

#[test]
fn lists_are_sorted_and_searched_by_the_same_keys_everywhere() {
    for mode in Phase::ALL.into_iter().map(Mode::Phase).chain([Mode::Renewals, Mode::Rejects, Mode::Account, Mode::Mapping]) {
        for (key, wanted) in [('/', Filter), ('S', Sort), ('O', Reverse)] {
            assert_eq!(command(mode, Key { code: KeyCode::Char(key), ctrl: false }), Some(wanted), "{key} in {mode:?}");
        }
    }
}

#[test]
fn every_phase_can_be_left_undone_and_helped() {
    for phase in Phase::ALL {
        let mode = Mode::Phase(phase);
        for needed in [NextStep, NextPhase, PreviousPhase, Undo, Redo, Help, Palette, Quit, ToggleClock] {
            assert!(key_for(mode, needed).is_some_and(|key| command(mode, key) == Some(needed)), "{needed:?} in {phase:?}");
        }
    }
}

#[test]
fn shift_and_an_arrow_reads_like_the_capital_letter() {
    let event = KeyEvent::new(KeyCode::Left, KeyModifiers::SHIFT);
    assert_eq!(command(Mode::Phase(Phase::InsightSynthesis), Key::of(event)), Some(MoveLeft));
}

mod own_keys {
    use super::super::own::{self, Wanted, Wrong, table as given_table};
    use super::*;

    fn wanted<'a>(lines: &'a [(&'a str, Vec<String>)]) -> Vec<Wanted<'a>> {
        lines.iter().map(|(name, keys)| Wanted { name, keys }).collect()
    }

    fn lines<'a>(all: &[(&'a str, &[&str])]) -> Vec<(&'a str, Vec<String>)> {
        all.iter().map(|(name, keys)| (*name, keys.iter().map(ToString::to_string).collect())).collect()
    }

    fn given(all: &[(&str, &[&str])]) -> Result<Vec<Binding>, Wrong> {
        given_table(&wanted(&lines(all)))
    }

    fn means(table: &[Binding], mode: Mode, written: &str) -> Option<Command> {
        let key = Key::parse(written).unwrap();
        table.iter().find(|b| b.on.covers(mode) && b.key == key).map(|b| b.command)
    }

    #[test]
    fn a_command_has_its_own_keys_wherever_it_works_and_the_old_ones_are_free() {
        let table = given(&[("next_step", &["ctrl+n", "f5"]), ("hide_votes", &["n"])]).unwrap();
        let board = Mode::Phase(Phase::InsightSynthesis);
        assert_eq!(means(&table, board, "ctrl+n"), Some(NextStep));
        assert_eq!(means(&table, Mode::Clock, "f5"), Some(NextStep));
        assert_eq!(means(&table, board, "n"), Some(HideVotes), "what had no key has one on every phase");
        let shown: Vec<&Binding> = table.iter().filter(|b| b.on.covers(board) && b.command == NextStep && b.footer > 0).collect();
        assert_eq!(shown.iter().map(|b| b.key.label()).collect::<Vec<_>>(), ["^N"], "one stands in the footer");
    }

    #[test]
    fn keys_can_change_places_but_not_be_shared() {
        let table = given(&[("undo", &["U"]), ("redo", &["u"])]).unwrap();
        assert_eq!(means(&table, Mode::Phase(Phase::Close), "U"), Some(Undo));
        assert_eq!(means(&table, Mode::Phase(Phase::Close), "u"), Some(Redo));
        let wrong = given(&[("next_step", &["n"]), ("critical", &["v"])]).unwrap_err();
        assert_eq!(wrong.at, 1);
        assert!(wrong.message.contains("v is vote already") && wrong.message.contains("Insight Synthesis"), "{}", wrong.message);
        // Where both do not work in one place, they may have the same.
        assert!(given(&[("ask_tool", &["v"])]).is_ok());
    }

    #[test]
    fn what_is_no_command_and_no_key_is_named_with_what_would_do() {
        let message = |name: &str, key: &str| given(&[(name, &[key])]).unwrap_err().message;
        assert!(message("next_stepp", "n").contains("did you mean next_step?"), "{}", message("next_stepp", "n"));
        assert!(message("vote", "ctrl+enter").contains("ctrl+ and a letter"));
        assert!(message("vote", "ctrl+i").contains("as tab"));
        assert!(message("vote", "ctrl+c").contains("always leaves"));
        assert!(message("vote", "esc").contains("always goes back"));
        assert!(message("retry", "w").contains("where text is typed"));
        assert!(given(&[("vote", &[])]).unwrap_err().message.contains("has to have a key"));
    }

    #[test]
    fn the_ways_out_stay_whatever_is_given() {
        let table = given(&[("quit", &["Z"]), ("back", &["backspac"])]);
        assert!(table.is_err());
        let table = given(&[("quit", &["Z"]), ("back", &["f2"])]).unwrap();
        for mode in Mode::all().filter(|mode| !matches!(mode, Mode::Mapping | Mode::Waiting)) {
            assert_eq!(means(&table, mode, "ctrl+c"), Some(Quit), "{mode:?}");
        }
        assert!(table.iter().any(|b| b.on.covers(Mode::Renewals) && b.command == Back && b.key.label() == "Esc"));
    }

    #[test]
    fn every_command_has_a_name_of_its_own_and_every_key_can_be_written() {
        let names: Vec<String> = Command::all().map(Command::name).collect();
        for name in &names {
            assert_eq!(names.iter().filter(|other| *other == name).count(), 1, "{name}");
            assert_eq!(Command::named(name).map(Command::name).as_ref(), Some(name));
        }
        let listed = own::listed();
        assert!(listed.lines().any(|line| line.starts_with("next_step ") && line.contains("Go to the next step")), "{listed}");
    }

    #[test]
    fn the_default_table_can_be_written_down_as_ones_own() {
        for command in Command::all() {
            let name = command.name();
            let mut bound = bindings_of(command);
            bound.dedup();
            // One that has another key elsewhere cannot have the same everywhere.
            let written: Vec<String> = bound.iter().copied().filter_map(written).collect();
            if bound.len() == 1 && !written.is_empty() {
                let own = given_table(&[Wanted { name: &name, keys: &written }]);
                assert_eq!(own.map(|own| own == table::BINDINGS), Ok(true), "{name} = {written:?}");
            }
        }
    }

    fn bindings_of(command: Command) -> Vec<Key> {
        table::BINDINGS.iter().filter(|b| b.command == command).map(|b| b.key).collect()
    }

    fn written(key: Key) -> Option<String> {
        match (key.code, key.ctrl) {
            (KeyCode::Char(' ') | KeyCode::Esc, _) | (KeyCode::Char('c'), true) => None,
            (KeyCode::Char(c), true) => Some(format!("ctrl+{c}")),
            (KeyCode::Char(c), false) => Some(c.to_string()),
            _ => None,
        }
    }
}
