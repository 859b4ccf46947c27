//! The ways to leave, and to be made to: what was said last is on the disk, the clock is paused, the plan stands, and the
//! terminal is as it was.
#![cfg(unix)]
#![allow(clippy::disallowed_methods, reason = "the tests read the files that the program left, and its processor time")]

mod terminal;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

use portable_pty::CommandBuilder;
use serde_json::Value;
use terminal::{Room, Terminal};

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];
const SIZE: (u16, u16) = (120, 36);
const LAST_WORDS: &str = "Prices were not the topic";

/// What the program is doing when its end comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Idle,
    /// A note is half typed.
    Typing,
    ClockRuns,
    /// Nobody reads the terminal.
    NotRead,
}

/// How its end comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Key,
    Signal(&'static str),
    WindowClosed,
}

const STATES: [State; 4] = [State::Idle, State::Typing, State::ClockRuns, State::NotRead];
const WAYS: [Way; 6] = [Way::Key, Way::Signal("TERM"), Way::Signal("HUP"), Way::Signal("INT"), Way::Signal("QUIT"), Way::WindowClosed];

impl Room {
    fn start(&self, args: &[&str]) -> Terminal {
        self.begin(args, SIZE)
    }

    /// Starts it below a shell.
    fn start_in_shell(&self, script: &str) -> Terminal {
        let mut command = CommandBuilder::new("sh");
        command.args(["-c", script, env!("CARGO_BIN_EXE_run-retro")]);
        command.args(SCOPE);
        Terminal::start_command(command, self.home.path(), self.work.path(), SIZE)
    }

    /// Everything in the journal, line by line.
    fn journal(&self) -> Vec<Value> {
        let text = fs::read_to_string(only_one(&self.home.path().join("sessions")).join("journal.jsonl")).unwrap();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    fn events(&self) -> Vec<String> {
        let kind = |line: &Value| line.pointer("/record/event/type").and_then(Value::as_str).map(ToOwned::to_owned);
        self.journal().iter().map(|line| kind(line).unwrap_or_else(|| panic!("{line}"))).collect()
    }

    fn plan(&self) -> String {
        fs::read_to_string(only_one(&self.work.path().join(".claude/plans"))).unwrap()
    }

    fn wait_for_words(&self) {
        let journal = only_one(&self.home.path().join("sessions")).join("journal.jsonl");
        let end = Instant::now() + Duration::from_secs(60);
        while !fs::read_to_string(&journal).is_ok_and(|text| text.contains(LAST_WORDS)) {
            assert!(Instant::now() < end, "what was typed is not in the journal");
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    /// What was said last is there, and no clock runs.
    fn holds_everything(&self, what: &str) {
        let journal = self.journal();
        assert!(journal.iter().any(|line| line.to_string().contains(LAST_WORDS)), "{what}: the last step is in the journal");
        let clock = self.events().into_iter().rfind(|event| event.starts_with("timer-") || event == "phase-entered");
        assert!(!matches!(clock.as_deref(), Some("timer-started" | "timer-marked")), "{what}: the clock is paused: {:?}", self.events());
        assert!(self.plan().contains(LAST_WORDS), "{what}: the last step is in the plan");
    }
}

fn only_one(folder: &Path) -> PathBuf {
    let found: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(found.len(), 1, "{found:?}");
    found[0].clone()
}

fn signal(name: &str, process: u32) {
    assert!(Command::new("kill").args(["-s", name, &process.to_string()]).status().unwrap().success());
}

/// The last thing said, and then the state; nothing waits for it to be saved.
fn bring_into(terminal: &mut Terminal, state: State) {
    terminal.wait_for("Who does what").wait_for("✓ saved");
    terminal.keys(">").wait_for("GRR");
    if state == State::NotRead {
        terminal.read(false);
        // Each shows another view: more than the system keeps for somebody who does not read.
        for _ in 0..150 {
            terminal.keys("<s-tab>");
            std::thread::sleep(Duration::from_millis(10));
        }
        terminal.keys(">>>a");
        // A person types; all at once would be a paste.
        std::thread::sleep(Duration::from_millis(100));
        terminal.keys(&format!("{LAST_WORDS}<enter>"));
        return;
    }
    terminal.keys(">>>").wait_for("No actions yet");
    if state == State::ClockRuns {
        terminal.wait_for("▶");
    }
    terminal.keys("a").wait_for("New action");
    terminal.keys(&format!("{LAST_WORDS}<enter>")).wait_for("A1 added");
    if state == State::Typing {
        terminal.keys("N").wait_for("Note for the transcript");
        terminal.keys("half a thou").wait_for("half a thou");
    }
}

/// Processor time that a process has used, in hundredths of a second.
fn ticks(process: u32) -> Option<u64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let numbers: Vec<&str> = stat.rsplit(')').next()?.split_whitespace().collect();
    Some(numbers.get(11)?.parse::<u64>().ok()? + numbers.get(12)?.parse::<u64>().ok()?)
}

fn dies(state: State, way: Way) {
    let what = format!("{way:?} while {state:?}");
    let room = Room::new();
    let mut terminal = room.start(&SCOPE);
    bring_into(&mut terminal, state);
    if state == State::NotRead {
        // The keys are heard and what they do is kept, although nobody sees it.
        room.wait_for_words();
    }
    if way == Way::WindowClosed {
        let status = terminal.close().wait_end();
        assert_eq!((status.exit_code(), status.signal()), (0, None), "{what}");
        return room.holds_everything(&what);
    }
    match way {
        Way::Key if state == State::Typing => drop(terminal.keys("<esc>q")),
        Way::Key => drop(terminal.keys("q")),
        Way::Signal(name) => signal(name, terminal.process_id()),
        Way::WindowClosed => {}
    }
    let (code, said) = terminal.wait_for_end();
    assert_eq!(code, 0, "{what}: {said}");
    room.holds_everything(&what);
    if state == State::NotRead {
        terminal.read(true);
    }
    terminal.wait_until_given_back(&what);
}

/// Each way once and each state at least once; all of them together take minutes.
#[test]
fn every_way_out_keeps_what_was_said_and_gives_the_terminal_back() {
    let states = STATES.into_iter().cycle();
    std::thread::scope(|scope| {
        for (way, state) in WAYS.into_iter().zip(states) {
            scope.spawn(move || dies(state, way));
        }
    });
}

#[test]
#[ignore = "long: run by .ci/long"]
fn every_way_out_of_every_state_keeps_what_was_said_and_gives_the_terminal_back() {
    for (state, way) in STATES.into_iter().flat_map(|state| WAYS.map(|way| (state, way))) {
        dies(state, way);
    }
}

/// Before there is a session there is nothing to keep: the work stops, and the terminal is as it was.
fn stops_waiting(way: Way) {
    let room = Room::new();
    let (home, path) = (room.home.path(), room.home.path().join("client"));
    let source = format!("dialect = \"duckdb\"\nclient = [\"sh\", '{}', \"{{sql}}\"]\npause_seconds = 0\n", path.display());
    fs::write(home.join("config.toml"), format!("[source]\n{source}mapping = '{}'\n", home.join("deals.toml").display())).unwrap();
    let columns = ["renewal_id", "account_id", "segment", "due_date", "outcome", "arr_before", "arr_after"];
    let columns = columns.map(|name| format!("{name} = \"{name}\"")).join("\n");
    fs::write(home.join("deals.toml"), format!("[files.deals]\ntable = \"renewals\"\n[files.deals.columns]\n{columns}\n")).unwrap();
    fs::write(&path, "exec sleep 60").unwrap();
    let mut terminal = room.start(&["--pull", "--window", "2026-Q3", "--as-of", "2026-11-23"]);
    terminal.wait_for("Esc stop");
    if way == Way::WindowClosed {
        let status = terminal.close().wait_end();
        return assert_eq!((status.exit_code(), status.signal()), (1, None), "{way:?}");
    }
    match way {
        Way::Signal(name) => signal(name, terminal.process_id()),
        _ => drop(terminal.keys("<esc>")),
    }
    let (code, said) = terminal.wait_for_end();
    assert_eq!(code, 1, "{way:?}: {said}");
    terminal.wait_until_given_back(&format!("{way:?} while waiting"));
    terminal.wait_for("stopped, as asked");
}

#[test]
fn every_way_out_while_something_long_is_done_stops_it_and_gives_the_terminal_back() {
    std::thread::scope(|scope| {
        for way in WAYS {
            scope.spawn(move || stops_waiting(way));
        }
    });
}

/// The screen before a session, on which columns get their meaning.
fn leaves_the_mapping(way: Way) {
    let room = Room::new();
    let data = room.work.path().join("exports");
    fs::create_dir(&data).unwrap();
    fs::write(data.join("renewals.csv"), "renewal_id,account,due_date,outcome,arr_before,arr_after\nR1,A,2026-08-01,renewed,1,1\n")
        .unwrap();
    let mut terminal = room.start(&["check", "exports", "--edit"]);
    // The name of a column: that of the file stands there while it is still being read.
    terminal.wait_for("arr_after");
    if way == Way::WindowClosed {
        let status = terminal.close().wait_end();
        return assert_eq!((status.exit_code(), status.signal()), (0, None), "{way:?}");
    }
    match way {
        Way::Signal(name) => signal(name, terminal.process_id()),
        _ => drop(terminal.keys("q")),
    }
    let (code, said) = terminal.wait_for_end();
    // Whoever asks while the data are still being looked at stops that.
    assert!(code == 0 || said.contains("stopped, as asked"), "{way:?}: {code} {said}");
    terminal.wait_until_given_back(&format!("{way:?} on the mapping screen"));
}

#[test]
fn every_way_out_of_the_screen_before_a_session_gives_the_terminal_back() {
    // One after the other: six at once may take longer than the end is waited for.
    WAYS.into_iter().for_each(leaves_the_mapping);
}

/// Under `sudo` or a script the signal goes to somebody else: the program sees itself that nobody is there any more.
#[test]
fn a_window_that_closes_without_a_signal_ends_the_program_and_it_does_not_spin() {
    let room = Room::new();
    let mut terminal =
        room.start_in_shell("trap '' HUP; sh -c 'echo $$ > pid; exec \"$0\" \"$@\"' \"$0\" \"$@\"; echo $? > code; sleep 60");
    bring_into(&mut terminal, State::ClockRuns);
    let process = fs::read_to_string(room.work.path().join("pid")).unwrap().trim().parse().unwrap();
    let before = ticks(process);
    let _shell = terminal.close();
    let code = room.work.path().join("code");
    let mut last = before;
    for _ in 0..4_000 {
        if fs::read_to_string(&code).is_ok_and(|code| code.ends_with('\n')) {
            break;
        }
        last = ticks(process).or(last);
        std::thread::sleep(Duration::from_millis(10));
    }
    assert_eq!(fs::read_to_string(&code).unwrap(), "0\n");
    room.holds_everything("closed without a signal");
    // A loop that reads nothing again and again would use all of it until the limit of three seconds.
    let used = last.zip(before).map(|(last, before)| last - before);
    assert!(used.is_some_and(|used| used < 200), "{used:?} hundredths of a second");
}

#[test]
fn a_shell_that_stops_the_program_has_its_terminal_and_gets_the_program_back() {
    let room = Room::new();
    let mut command = CommandBuilder::new("bash");
    command.args(["--norc", "--noprofile", "-i"]);
    command.env("PS1", "prompt> ");
    let mut shell = Terminal::start_command(command, room.home.path(), room.work.path(), SIZE);
    shell.wait_for("prompt>");
    let typed = format!("'{}' {} & echo $! > pid; fg", env!("CARGO_BIN_EXE_run-retro"), SCOPE.join(" "));
    shell.keys(&format!("{typed}<enter>"));
    bring_into(&mut shell, State::ClockRuns);
    assert!(shell.modes().0.is_taken());
    let process: u32 = fs::read_to_string(room.work.path().join("pid")).unwrap().trim().parse().unwrap();
    signal("TSTP", process);
    shell.wait_for("Stopped");
    let given_back = shell.modes().0;
    assert!(!given_back.is_taken(), "{given_back:?}");
    assert!(room.journal().iter().any(|line| line.to_string().contains(LAST_WORDS)));
    shell.keys("echo as us<bs><bs>usual<enter>").wait_for("\nas usual");
    shell.keys("fg<enter>");
    shell.wait_until("the screen again", |screen| screen.contains("Few actions") && shell.modes().0.is_taken());
    shell.keys("?").wait_for("Keys");
    // What is typed behind the end is for the shell.
    shell.keys("<esc>q").wait_for("Go on any time with");
    shell.keys("echo code $?<enter>").wait_for("code 0");
    room.holds_everything("stopped and gone on with");
}
