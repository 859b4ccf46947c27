//! Several programs and one session: whoever holds it writes, the others ask.

#![allow(clippy::disallowed_methods, reason = "the tests read the files that the program left")]

mod terminal;

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Output, Stdio};

use assert_cmd::Command;
use serde_json::{Value, json};
use terminal::Terminal;

const SCOPE: [&str; 6] = ["--segment", "enterprise", "--window", "2026-Q3", "--as-of", "2026-11-23"];

fn run(home: &Path, args: &[&str]) -> Output {
    let mut command = Command::cargo_bin("run-retro").unwrap();
    command.env("RUN_RETRO_HOME", home).env("HOME", home).current_dir(home).args(args).output().unwrap()
}

fn said(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}

fn session(home: &Path) -> std::path::PathBuf {
    let mut folders = fs::read_dir(home.join("sessions")).unwrap().map(|entry| entry.unwrap().path());
    folders.find(|path| path.is_dir()).unwrap()
}

/// A retro with one action, still open on the screen.
fn with_an_action(home: &Path, work: &Path) -> Terminal {
    let mut window = Terminal::start(&SCOPE, home, work, (120, 36));
    window.wait_for("Who does what").wait_for("✓ saved");
    window.keys(">").wait_for("GRR");
    window.keys(">>>").wait_for("No actions yet");
    window.keys("a").wait_for("New action");
    window.keys("Open renewals 180 days ahead<tab>Mara Ilves<tab>CS lead<tab><tab>2026-11-01<tab>renewals opened early<enter>");
    window.wait_for("A1 added").wait_for("✓ saved");
    window
}

#[test]
fn the_window_that_holds_a_session_takes_in_what_others_ask() {
    let (home, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut window = with_an_action(home.path(), work.path());
    let listed = run(home.path(), &["actions", "--as-of", "2026-11-23"]);
    assert_eq!(listed.status.code(), Some(4), "it is overdue: {}", said(&listed));
    let reference = format!("{}/A1", session(home.path()).file_name().unwrap().to_str().unwrap());
    assert!(said(&listed).contains(&reference), "{}", said(&listed));

    let change = ["actions", "change", &reference, "--status", "in-progress", "--due", "2026-12-20", "--by", "Ana"];
    let asked = run(home.path(), &[&change[..], &["--why", "Waits for the new CRM"]].concat());
    assert!(asked.status.success(), "{}", said(&asked));
    window.wait_for("Ana, from another window: A1 changed").wait_for("in progress");
    let refused = run(home.path(), &["actions", "change", &reference, "--status", "in-progress"]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(said(&refused).contains("A1 is as it was"), "{}", said(&refused));

    window.keys("q");
    window.wait_end();
    let inbox: Vec<_> = fs::read_dir(session(home.path()).join("inbox")).unwrap().collect();
    assert!(inbox.is_empty(), "each answer was read: {inbox:?}");
    // Nobody holds it now: the command does.
    let late = run(home.path(), &["actions", "change", &reference, "--status", "done"]);
    assert!(late.status.success(), "{}", said(&late));
    let listed = run(home.path(), &["actions", "--all", "--format", "json"]);
    let actions: Value = serde_json::from_slice(&listed.stdout).unwrap();
    let own = actions.as_array().unwrap().iter().find(|action| action["ref"] == reference.as_str()).unwrap();
    assert_eq!((&own["status"], &own["due"]), (&"done".into(), &"2026-12-20".into()));
    let open = said(&run(home.path(), &["actions"]));
    assert!(!open.contains(&reference) && open.contains("2026-Q2"), "what the retro took over is still open: {open}");
    let journal = fs::read_to_string(session(home.path()).join("journal.jsonl")).unwrap();
    assert_eq!(journal.matches("\"asked\":").count(), 2, "{journal}");
    assert!(journal.contains("Waits for the new CRM"));
}

#[test]
fn what_waited_is_taken_in_when_the_session_is_opened_next() {
    let (home, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let window = with_an_action(home.path(), work.path());
    window.kill();
    let folder = session(home.path()).join("inbox");
    fs::create_dir_all(&folder).unwrap();
    let id = "019a0000-0000-7000-8000-000000000001";
    let request = format!(
        r#"{{"id":"{id}","at":"2026-11-23T10:00:00Z","by":"Ana","wish":{{"take-note":{{"phase":"action-planning","text":"From the call"}}}}}}"#
    );
    fs::write(folder.join(format!("{id}.json")), request).unwrap();
    let mut again = Terminal::start(&["resume"], home.path(), work.path(), (120, 36));
    again.wait_for("Ana, from another window: Note: From the call").wait_for("✓ saved");
    again.keys("q");
    again.wait_end();
    let answer = fs::read_to_string(folder.join(format!("{id}.answer.json"))).unwrap();
    assert!(answer.contains("admitted"), "{answer}");
    let journal = fs::read_to_string(session(home.path()).join("journal.jsonl")).unwrap();
    assert_eq!(journal.matches("From the call").count(), 1);
}

/// The tracker as a spreadsheet of another country saves it: without a mark, with semicolons, its days turned, a column more.
fn as_saved_elsewhere(tracker: &str) -> String {
    let mut reader = csv::Reader::from_reader(tracker.trim_start_matches('\u{feff}').as_bytes());
    let heads: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let turned = |cell: &str| match cell.split('-').collect::<Vec<_>>()[..] {
        [year, month, day] if year.len() == 4 && cell.len() == 10 => format!("{day}.{month}.{year}"),
        _ => cell.to_owned(),
    };
    let mut lines = vec![format!("Notes;{}", heads.join(";"))];
    for record in reader.records() {
        let cells: Vec<String> = record.unwrap().iter().map(turned).collect();
        lines.push(format!("call;{}", cells.join(";")));
    }
    // One action is edited; those that were carried over stay as they were.
    let edited = |line: String| {
        if line.contains("01.11.2026") { line.replace("01.11.2026", "18.01.2027").replace(";open;", ";in progress;") } else { line }
    };
    lines.into_iter().map(edited).collect::<Vec<_>>().join("\r\n")
}

#[test]
fn an_edited_tracker_comes_back_while_the_retro_is_open_and_arrives_once() {
    let (home, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut window = with_an_action(home.path(), work.path());
    let exported = run(home.path(), &["export", "--format", "csv", "--out", "out"]);
    assert!(exported.status.success(), "{}", said(&exported));
    let file = home.path().join("edited.csv");
    fs::write(&file, as_saved_elsewhere(&fs::read_to_string(home.path().join("out/actions.csv")).unwrap())).unwrap();
    let import = |more: &[&str]| run(home.path(), &[&["actions", "import", "edited.csv"], more].concat());
    let looked = import(&["--dry-run"]);
    assert!(looked.status.success(), "{}", said(&looked));
    for part in ["2 edits of 1 action", "2026-11-01 → 2027-01-18", "open → in progress", "passed over: Notes"] {
        assert!(said(&looked).contains(part), "{part}: {}", said(&looked));
    }
    assert_eq!(import(&[]).status.code(), Some(1), "nobody is there to say yes");
    let taken = import(&["--yes", "--by", "Ana"]);
    assert!(taken.status.success(), "{}", said(&taken));
    window.wait_for("Ana, from another window: A1 changed").wait_for("in progress");
    let again = import(&["--yes"]);
    assert!(again.status.success() && said(&again).contains("nothing new"), "{}", said(&again));
    window.keys("q");
    window.wait_end();
    assert!(said(&import(&["--yes"])).contains("nothing new"), "nor when nobody holds it");
    let journal = fs::read_to_string(session(home.path()).join("journal.jsonl")).unwrap();
    assert_eq!((journal.matches("\"asked\":").count(), journal.matches("Edited in edited.csv").count()), (1, 1), "{journal}");
}

/// A session that took over these actions, each of a session: `(session, number, due)`.
fn took_over(home: &Path, name: &str, opened: &str, carried: &[(&str, u32, &str)]) {
    let action = |number: u32, due: &str| {
        serde_json::json!({
            "id": number, "title": format!("Action {number}"), "owner": "Mara", "role": "", "team": "CS Ops", "due": due,
            "metric": {"name": "m", "baseline": "1", "target": "2"}, "sla_days": 14, "insight": null, "status": "in-progress",
        })
    };
    let carried: Vec<_> = carried
        .iter()
        .map(|(from, number, due)| serde_json::json!({"session": from, "action": action(*number, due), "verdict": null}))
        .collect();
    let scope = serde_json::json!({
        "segment": "enterprise", "window": {"label": "2026-Q3", "from": "2026-07-01", "to": "2026-09-30", "step": "quarter"},
        "include_churn": true, "dimensions": [], "depth": "workshop", "as_of": "2026-11-23", "fiscal_start": 1, "history_months": 24, "note": null,
    });
    let events = [
        serde_json::json!({"type": "session-opened", "id": name, "scope": scope, "data": null, "timeboxes": [], "carried": carried, "past_blockers": []}),
        serde_json::json!({"type": "action-added", "action": action(9, "2026-12-01")}),
    ];
    let line = |(event, seq): (&Value, usize)| {
        let record = serde_json::json!({"seq": seq, "at": opened, "by": "robin", "event": event}).to_string();
        format!("{{\"v\":1,\"seq\":{seq},\"crc\":\"{:08x}\",\"record\":{record}}}\n", crc32fast::hash(record.as_bytes()))
    };
    let folder = home.join("sessions").join(name);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("journal.jsonl"), events.iter().zip(1..).map(line).collect::<String>()).unwrap();
}

#[test]
fn what_an_earlier_retro_left_is_listed_once_and_judged_where_it_was_taken_over() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    took_over(home, "q2", "2026-08-23T09:00:00Z", &[("gone", 3, "2026-08-01")]);
    took_over(home, "q3", "2026-11-23T09:00:00Z", &[("gone", 3, "2026-08-01"), ("q2", 9, "2026-12-01")]);
    let list = |args: &[&str]| {
        let listed = run(home, &[&["actions", "--as-of", "2026-11-23", "--format", "json"], args].concat());
        serde_json::from_slice::<Value>(&listed.stdout).unwrap()
    };
    let told = |list: Value| -> Vec<(String, String, bool)> {
        let one = |one: &Value| {
            let text = |key: &str| one[key].as_str().unwrap().to_owned();
            (text("ref"), text("status"), one["beyond_sla"] == true)
        };
        list.as_array().unwrap().iter().map(one).collect()
    };
    let of = |name: &str, status: &str, beyond: bool| (name.to_owned(), status.to_owned(), beyond);
    assert_eq!(told(list(&[])), [of("gone/A3", "in progress", true), of("q2/A9", "in progress", false), of("q3/A9", "in progress", false)]);

    let change = |args: &[&str]| run(home, &[&["actions", "change"], args].concat());
    assert!(said(&change(&["gone/A3", "--status", "stalled"])).contains("Say why it stalled"));
    let put_off = change(&["gone/A3", "--due", "2026-12-24", "--why", "Legal is late"]);
    assert!(put_off.status.success() && said(&put_off).contains("goes on"), "{}", said(&put_off));
    let put_off = list(&["--due-by", "2026-12-24"]);
    assert!(put_off.as_array().unwrap().iter().any(|one| one["ref"] == "gone/A3" && one["overdue"] == false), "{put_off}");
    let worked = change(&["gone/A3", "--status", "worked", "--why", "GRR is back"]);
    assert!(worked.status.success() && said(&worked).contains("marked worked: GRR is back (Action 3)"), "{}", said(&worked));
    assert!(said(&change(&["gone/A3", "--status", "worked"])).contains("is as it was"));
    assert!(said(&change(&["gone/A3", "--due", "tomorrow", "--why", "Ana is away"])).contains("done, worked or stalled"));
    assert!(change(&["q2/A9", "--status", "worked"]).status.success(), "the retro that took it over says so");
    assert!(said(&change(&["q3/A9", "--status", "worked"])).contains("has not taken it over yet"));
    let due = change(&["q3/A9", "--due", "in 3 weeks", "--why", "Ana is away", "--as-of", "2027-12-10"]);
    assert!(said(&due).contains("; due Fri 31 Dec 2027"), "seen from the day asked, and read back: {}", said(&due));
    let soon = change(&["q3/A9", "--due", "soon", "--why", "Ana is away"]);
    assert_eq!(soon.status.code(), Some(2), "{}", said(&soon));
    assert_eq!(told(list(&[])), [of("q3/A9", "in progress", false)]);
    let put_off = change(&["q3/A9", "--due", "1 Jan 2028"]);
    assert!(put_off.status.code() == Some(2) && said(&put_off).contains("--why"), "who puts it off says why: {}", said(&put_off));

    assert_eq!(list(&["--due-by", "2027-12-30"]).as_array().unwrap().len(), 0);
    assert_eq!(list(&["--due-by", "2027-12-31"])[0]["progressed"], Value::Null);
    let progress = change(&["q3/A9", "--status", "in-progress", "--why", "Two of three are done"]);
    assert!(progress.status.success() && said(&progress).contains("Two of three are done"), "{}", said(&progress));
    assert!(list(&[])[0]["progressed"].is_string());
    let text = said(&run(home, &["actions", "--as-of", "2028-02-01", "--format", "text"]));
    assert!(text.contains("\n• Action 9, was due 2027-12-31 (in progress, escalated)"), "{text}");
    let late = run(home, &["actions", "--as-of", "2028-02-01", "--stalled", "--format", "ics"]);
    assert_eq!(late.status.code(), Some(4), "cron hears of it");
    assert!(said(&late).contains("UID:q3/A9@run-retro") && said(&late).contains("DTSTART;VALUE=DATE:20271231"), "{}", said(&late));
    assert_eq!(list(&["--all"]).as_array().unwrap().len(), 3);
}

#[test]
fn what_goes_beyond_the_retro_is_a_letter_and_its_answer_stays_with_it() {
    let home = tempfile::tempdir().unwrap();
    let home = home.path();
    took_over(home, "q2", "2026-08-23T09:00:00Z", &[("gone", 3, "2026-08-01")]);
    took_over(home, "q3", "2026-11-23T09:00:00Z", &[("gone", 3, "2026-08-01"), ("q2", 9, "2026-12-01")]);
    let listed = |args: &[&str]| said(&run(home, &[&["escalations", "--as-of", "2026-11-23"], args].concat()));
    let raised = listed(&[]);
    assert_eq!(raised.lines().count(), 1, "each once, by the last retro: {raised}");
    assert!(raised.starts_with("To CRO + Product leadership: Action 3") && raised.contains("no answer yet  [gone/A3]"), "{raised}");
    let letter = listed(&["--format", "text"]);
    assert!(letter.starts_with("To: CRO + Product leadership\nSubject: Raised by the renewal retro"), "{letter}");
    assert!(letter.contains("1. Action 3\n   Why: due 2026-08-01, stalled beyond its SLA of 14 days"), "{letter}");

    let answer = |name: &str, words: &str| run(home, &["escalations", "answer", name, "--from", "Kim Sato", "--words", words]);
    let said_so = answer("gone/A3", "I talk to Product by Friday");
    assert!(said_so.status.success() && said(&said_so).contains("Kim Sato answers the escalation of “Action 3”"), "{}", said(&said_so));
    assert!(answer("gone/A3", "Product agrees").status.success());
    assert_eq!(answer("q3/A77", "?").status.code(), Some(1));
    assert_eq!(answer("gone/A3", "  ").status.code(), Some(1), "nothing is no answer");
    let all: Value = serde_json::from_str(&listed(&["--format", "json"])).unwrap();
    let answers: Vec<&str> = all[0]["answers"].as_array().unwrap().iter().map(|said| said["answer"].as_str().unwrap()).collect();
    assert_eq!((answers, &all[0]["trigger"]), (vec!["I talk to Product by Friday", "Product agrees"], &"action-stalled-beyond-sla".into()));
    assert!(listed(&[]).contains("answered by Kim Sato, "), "{}", listed(&[]));
    let journal = fs::read_to_string(home.join("sessions/q3/journal.jsonl")).unwrap();
    assert!(journal.contains("\"needs\":5") && !journal.contains("\"who\":\"Kim Sato\",\"answer\":\"  \""));
}

/// What a client of the server is answered, one answer a message.
fn served(home: &Path, flags: &[&str], messages: &[Value]) -> Vec<Value> {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("run-retro"));
    command.env("RUN_RETRO_HOME", home).env("HOME", home).env("USER", "mara").current_dir(home).arg("mcp").args(flags);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let greeting = json!({ "jsonrpc": "2.0", "id": 0, "method": "initialize", "params": { "protocolVersion": "2025-06-18", "clientInfo": { "name": "test\u{1b}[2J", "version": "1" } } });
    let mut to = child.stdin.take().unwrap();
    for message in [&[greeting], messages].concat() {
        writeln!(to, "{message}").unwrap();
    }
    drop(to);
    let said = child.wait_with_output().unwrap();
    String::from_utf8(said.stdout).unwrap().lines().skip(1).map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn propose(arguments: &Value) -> Value {
    json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": "propose", "arguments": arguments } })
}

fn waiting(home: &Path) -> Vec<String> {
    let names =
        fs::read_dir(session(home).join("inbox")).into_iter().flatten().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| name.ends_with(".proposal.json")).collect()
}

#[test]
fn a_proposal_waits_while_nobody_is_there_and_comes_before_the_room() {
    let (home, work) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let mut window = Terminal::start(&SCOPE, home.path(), work.path(), (120, 36));
    window.wait_for("Who does what").wait_for("✓ saved");
    window.keys("q");
    window.wait_end();
    let home = home.path();

    let card = json!({ "becomes": "blocker", "text": "Nobody knows a second\u{1b}[31m contact" });
    let refused = served(home, &[], &[propose(&card)]);
    assert_eq!(refused[0]["error"]["code"], -32602, "there is no such tool: {refused:?}");
    let flags = ["--allow-proposals"];
    let suggestions = json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": "read_findings", "arguments": { "part": "suggestions" } } });
    let listed = served(home, &flags, &[json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/list" }), suggestions]);
    let tools = listed[0]["result"]["tools"].as_array().unwrap();
    let tool = tools.iter().find(|tool| tool["name"] == "propose").unwrap();
    assert_eq!((tools.len(), &tool["annotations"]["readOnlyHint"]), (10, &Value::Bool(false)));
    let key = &listed[1]["result"]["structuredContent"]["data"]["suggestions"][0]["evidence"][0]["key"];
    let told = served(
        home,
        &flags,
        &[
            propose(&card),
            propose(&json!({ "becomes": "leading-indicator", "text": "It came before", "evidence": key })),
            propose(&json!({ "becomes": "blocker", "text": "x", "evidence": "signal:none" })),
            propose(&json!({ "becomes": "action", "text": "y".repeat(400) })),
            propose(&json!({ "becomes": "action", "text": "Find one", "owner": "Ana", "team": "CS Ops", "due": "2026-12-18" })),
        ],
    );
    let errors: Vec<bool> = told.iter().map(|one| one["result"]["isError"].as_bool().unwrap()).collect();
    assert_eq!(errors, [false, false, true, true, false], "{told:#?}");
    let validator = jsonschema::validator_for(&tool["outputSchema"]).unwrap();
    assert!(validator.is_valid(&told[0]["result"]["structuredContent"]), "{told:#?}");
    assert_eq!(waiting(home).len(), 3);
    let flood: Vec<Value> = (0..12).map(|_| propose(&json!({ "becomes": "blocker", "text": "Again" }))).collect();
    let flooded = served(home, &flags, &flood);
    assert_eq!(flooded.iter().filter(|one| one["result"]["isError"] == true).count(), 2, "ten a minute: {flooded:?}");

    let id = session(home).file_name().unwrap().to_str().unwrap().to_owned();
    let mut window = Terminal::start(&["resume", &id], home, work.path(), (120, 36));
    window.wait_for("13 new proposals by mara’s assistant (test 1)");
    window.keys("I").wait_for("Nobody knows a second contact");
    window.keys("y").wait_for("✓ saved");
    window.keys("X").wait_for("12 proposals dropped").wait_for("✓ saved");
    window.keys("q");
    window.wait_end();
    assert!(waiting(home).is_empty());
    let board = served(
        home,
        &["--show-names"],
        &[json!({ "jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": { "name": "read_board" } })],
    );
    let cards = &board[0]["result"]["structuredContent"]["data"];
    assert_eq!((cards.as_array().map(Vec::len), &cards[0]["author"]), (Some(1), &"mara’s assistant (test 1)".into()), "{cards}");
}
