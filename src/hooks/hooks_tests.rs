use std::process::Command;

use super::*;
use crate::domain::hook::{HookAbout, HookOn, HookPurpose};
use crate::domain::phase::Phase;
use request::Window;

/// `tests/hooks/server.sh`: it needs nothing but a shell.
const SERVER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/hooks/server.sh");

fn hook(kind: Kind, purpose: HookPurpose) -> Hook {
    let declared = Declared { name: "docs".into(), purpose, phase: Phase::PatternAnalysis, on: HookOn::Demand, wants_account: false };
    let rule = Rule { fails_if: vec!["fetch failed".into()], ..Rule::default() };
    Hook { declared, kind, limit: Duration::from_secs(20), pause_seconds: 0, rule }
}

fn server(mode: &str) -> Hook {
    let arguments = serde_json::json!({ "q": "{query}" });
    let Value::Object(arguments) = arguments else { unreachable!() };
    let words = ["sh", SERVER, mode].map(ToOwned::to_owned).to_vec();
    hook(Kind::Mcp(Tool { server: words, environment: Environment::default(), name: "search".into(), arguments }), HookPurpose::Notes)
}

fn command(script: &str) -> Hook {
    hook(Kind::Command(["sh", "-c", script].map(ToOwned::to_owned).to_vec()), HookPurpose::Notes)
}

fn request() -> Request {
    let day = |text: &str| text.parse().unwrap();
    Request {
        version: 1,
        hook: "docs".into(),
        purpose: HookPurpose::Notes,
        phase: Phase::PatternAnalysis,
        session: "s".into(),
        segment: None,
        window: Window { label: "2026-Q3".into(), from: day("2026-07-01"), to: day("2026-09-30") },
        about: HookAbout::Theme { name: "Champion left".into() },
        step: None,
        prompts: vec!["Why now?".into(), "Who knew?".into()],
        plan: None,
        plans: None,
        older_plan: None,
        report: None,
        url: None,
    }
}

fn asked(hook: &Hook) -> Result<Vec<String>, Failed> {
    hook.ask_once(&request(), &|| false).result.map(|given| given.answer.items)
}

fn ending(hook: &Hook) -> (HookEnding, String) {
    let failed = asked(hook).unwrap_err();
    (failed.ending, failed.why)
}

#[test]
fn a_server_is_greeted_and_its_tool_is_called_with_what_is_asked_about() {
    for mode in ["fine", "greets"] {
        assert_eq!(asked(&server(mode)), Ok(vec!["asked: Champion left".into()]), "{mode}");
    }
}

#[test]
fn each_way_of_a_server_to_fail_has_its_word() {
    for (mode, expected, told) in [
        ("dies-at-once", HookEnding::Died, "cannot find module"),
        ("dies", HookEnding::Died, "ended without an answer"),
        ("nonsense", HookEnding::Nonsense, "no message of the protocol"),
        ("chatters", HookEnding::Nonsense, "such as: line"),
        ("old", HookEnding::Nonsense, "another version of the protocol (2019-01-01)"),
        ("floods", HookEnding::TooMuch, "more than 32 MB"),
        ("long-line", HookEnding::TooMuch, "more than 8 MB"),
        ("is-error", HookEnding::SaidError, "no such library"),
        ("refuses", HookEnding::SaidError, "no such tool"),
        ("fetch-failed", HookEnding::NotGood, "“fetch failed”, which fails_if names"),
        ("empty", HookEnding::NotGood, "says nothing"),
    ] {
        let (found, why) = ending(&server(mode));
        assert!(found == expected && why.contains(told), "{mode}: {found:?} {why}");
        assert!(!why.contains("geheim"), "{why}");
    }
    let none = hook(Kind::Command(vec!["no-such-program-here".into()]), HookPurpose::Notes);
    assert_eq!(ending(&none).0, HookEnding::NotStarted);
}

#[test]
fn what_a_terminal_would_obey_is_taken_out() {
    assert_eq!(asked(&server("escapes")), Ok(vec!["wiped  clean".into()]));
    let said = asked(&command(r#"printf '{"items":[{"text":"\\u001b]52;c;aGFjaw==\\u0007a\\u009b2Jb"}]}'"#));
    assert_eq!(said, Ok(vec!["ab".into()]));
}

#[test]
fn its_time_is_limited_and_what_it_started_ends_with_it() {
    let marker = format!("6{}", std::process::id());
    for mut hook in [server("hangs"), server("silent"), command(&format!("sleep {marker} & sleep {marker}"))] {
        hook.limit = Duration::from_secs(1);
        let (found, why) = ending(&hook);
        assert!(found == HookEnding::TooLate && why.contains("within 1 s; raise timeout_seconds in [[hooks]] docs"), "{why}");
    }
    let still_there = Command::new("pgrep").args(["-f", &format!("^sleep {marker}$")]).output();
    assert!(still_there.is_err() || still_there.is_ok_and(|found| found.stdout.is_empty()), "nothing of it is left");
}

#[test]
fn whoever_calls_it_off_is_heard_at_once_also_between_tries() {
    let begun = Instant::now();
    for hook in [server("hangs"), command("sleep 60")] {
        let ran = hook.ask_patiently(&request(), &|| begun.elapsed() > Duration::from_millis(200));
        assert_eq!((ran.ending(), ran.tries), (HookEnding::Cancelled, 1));
    }
    let failing = Hook { pause_seconds: 60, ..server("is-error") };
    let begun = Instant::now();
    let ran = failing.ask_patiently(&request(), &|| begun.elapsed() > Duration::from_secs(1));
    assert_eq!((ran.ending(), ran.tries), (HookEnding::Cancelled, 1));
}

#[test]
fn what_may_pass_is_tried_three_times_and_what_cannot_once() {
    for (hook, tries) in [(server("fetch-failed"), 3), (hook(Kind::Command(vec!["no-such-program-here".into()]), HookPurpose::Notes), 1)] {
        let ran = hook.ask_patiently(&request(), &|| false);
        assert!(ran.ending().is_failure() && ran.tries == tries, "{ran:?}");
    }
}

#[test]
fn a_command_reads_one_object_and_writes_one() {
    let echoes = command(
        r#"read line; about=$(printf %s "$line" | sed -n 's/.*"name":"\([^"]*\)".*/\1/p'); printf '{"items":[{"text":"on %s"}],"source":"CRM","other":1}' "$about""#,
    );
    let given = echoes.ask_once(&request(), &|| false).result.unwrap();
    assert_eq!((given.answer.items, given.answer.source.as_str()), (vec!["on Champion left".to_owned()], "docs: CRM"));
    for (script, expected) in [
        ("echo hello", HookEnding::Nonsense),
        ("echo '[]'", HookEnding::Nonsense),
        ("echo '{\"items\": 3}'", HookEnding::Nonsense),
        ("printf '\\377'", HookEnding::Nonsense),
        ("echo '{}'", HookEnding::NotGood),
        ("echo '{\"items\":[{\"text\":\"Fetch Failed\"}]}'", HookEnding::NotGood),
        ("exit 4", HookEnding::Died),
        ("while :; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done", HookEnding::TooMuch),
    ] {
        assert_eq!(ending(&command(script)).0, expected, "{script}");
    }
}

#[test]
fn the_guides_steps_are_kept_as_a_chain() {
    let mut chain = server("counts");
    chain.declared.purpose = HookPurpose::Prompts;
    chain.rule = Rule { required: Some("thoughtHistoryLength".into()), ..Rule::default() };
    let Kind::Mcp(tool) = &mut chain.kind else { unreachable!() };
    tool.arguments = serde_json::json!({ "thought": "{thought}", "n": "{thought_number}" }).as_object().unwrap().clone();
    let given = chain.ask_once(&request(), &|| false).result.unwrap();
    assert_eq!(given.answer.items, ["1/2 Why now?", "2/2 Who knew?"]);
    assert_eq!(given.answer.source, "docs (search), 2 steps kept");
}

#[test]
fn without_something_to_ask_about_nothing_is_started() {
    let mut about_account = server("fine");
    let Kind::Mcp(tool) = &mut about_account.kind else { unreachable!() };
    tool.arguments = serde_json::json!({ "q": "{account}" }).as_object().unwrap().clone();
    let (found, why) = ending(&about_account);
    assert!(found == HookEnding::NothingToAsk && why.contains("{account} stands for nothing here"), "{why}");
}
