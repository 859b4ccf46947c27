//! Tools of the user's own in a retro: asked when the room enters their phase or when somebody wants it; what they say stands where it
//! belongs, and is part of the record only once somebody accepted it.
#![allow(clippy::disallowed_methods, reason = "the tests prepare files")]

mod rig;

use std::fs;

use rig::Rig;
use run_retro::domain::event::Event;

const SIZE: (u16, u16) = (120, 36);

/// A command of the user's own that says `answer`.
fn tool(name: &str, purpose: &str, phase: &str, on: &str, answer: &str) -> String {
    let rule = r#"answer = { fails_if = "fetch failed" }"#;
    format!(
        "[[hooks]]\nname = \"{name}\"\npurpose = \"{purpose}\"\nphase = \"{phase}\"\non = \"{on}\"\nkind = \"command\"\n\
         command = [\"printf\", \"%s\", '{answer}']\npause_seconds = 0\n{rule}\n"
    )
}

fn items(text: &str) -> String {
    format!(r#"{{"items":[{{"text":"{text}"}}],"source":"CRM"}}"#)
}

/// All steps as the journal has them.
fn journal(rig: &Rig) -> String {
    rig.model().world.history.records().iter().map(|record| serde_json::to_string(record).unwrap() + "\n").collect()
}

fn ran(rig: &Rig) -> usize {
    rig.model().world.history.records().iter().filter(|record| matches!(record.event, Event::HookRan { .. })).count()
}

#[test]
fn a_note_stands_beside_what_it_is_about_and_enters_the_record_by_a_key() {
    let mut rig = Rig::new(SIZE).with_tools(&tool("crm", "notes", "data-compilation", "enter", &items("Two champions left in May")));
    assert_eq!(ran(&rig), 0, "the room is not there yet");
    rig.keys("n");
    assert_eq!(ran(&rig), 1);
    assert!(!journal(&rig).contains("champions left in May"), "{}", journal(&rig));
    rig.keys("<tab><tab><tab><tab>");
    let notes = rig.screen();
    assert!(notes.contains("From your tools, on ") && notes.contains("? crm: CRM: Two champions left in May"), "{notes}");
    let asked = rig.keys("C").screen();
    assert!(asked.contains("y takes it into the record") && asked.contains("· Two champions left in May"), "{asked}");
    rig.keys("y");
    assert!(journal(&rig).contains("hook-answer-accepted") && journal(&rig).contains("champions left in May"));
    let again = rig.keys("y").screen();
    assert!(again.contains("in the record already"), "{again}");
    assert!(rig.keys("<esc>").screen().contains("✓ crm: CRM: Two champions left in May"), "{}", rig.screen());
    // What is accepted stays where the session is opened again, without the tool.
    assert_eq!(rig.again().world.session().hook_answers.len(), 1);
    rig.keys("u");
    assert!(rig.model().world.session().hook_answers.is_empty());
    rig.keys("bn");
    assert_eq!(ran(&rig), 1, "once about one thing");
}

#[test]
fn on_an_account_the_open_page_is_what_is_asked_about() {
    let mut rig = Rig::new(SIZE).with_tools(&tool("crm", "notes", "pattern-analysis", "demand", &items("They asked for SSO")));
    rig.keys("n<enter><enter>C<enter>");
    assert_eq!(ran(&rig), 1);
    let page = rig.keys("<esc>").screen();
    assert!(page.contains("crm: CRM (not in the record): They") && page.contains("asked for SSO"), "{page}");
}

#[test]
fn prompts_stand_in_the_guide() {
    let tools = tool("coach", "prompts", "insight-synthesis", "enter", &items("What would we see first next time?"));
    let mut rig = Rig::new((160, 50)).with_tools(&tools);
    let guide = rig.keys(">>>").screen();
    assert!(guide.contains("From coach: CRM (not in the") && guide.contains("What would we see first"), "{guide}");
}

#[test]
fn what_fails_is_tried_three_times_escalated_and_said_and_the_retro_goes_on() {
    let failing = tool("library", "notes", "data-compilation", "enter", &items("Error: fetch failed at geheim-7"));
    let mut rig = Rig::new(SIZE).with_tools(&failing);
    let screen = rig.keys("n").screen();
    assert!(screen.contains("library: its answer holds “fetch failed”"), "{screen}");
    let journal_now = journal(&rig);
    assert!(journal_now.contains(r#""tries":3,"ending":"not-good""#) && !journal_now.contains("geheim"), "{journal_now}");
    let page = rig.keys("C").screen();
    assert!(page.contains("Tried 3 times. Enter asks once more"), "{page}");
    let gate = rig.keys("<esc>>>>>").screen();
    assert!(gate.contains("▲ Escalated to Renewal Director → CS Ops") && gate.contains("Partner → Exec Sponsor"), "{gate}");
    assert!(gate.contains("Tool library (notes): its answer was not a") && gate.contains("good one after 3 tries"), "{gate}");
    let answered = rig.keys("aKim<tab>We ask them by mail<enter>").screen();
    assert!(answered.contains("↳ Kim, 2026-11-23: We ask them by mail"), "{answered}");
}

#[test]
fn nothing_in_an_answer_is_obeyed_by_the_terminal() {
    let hostile = r#"{"items":[{"text":"\u001b[2J\u001b]52;c;aGFjaw==\u0007\u202eevil\u009b31m"}],"source":"\u001b[31mx"}"#;
    let both = tool("a", "notes", "data-compilation", "enter", hostile) + &tool("b", "prompts", "data-compilation", "enter", hostile);
    let mut rig = Rig::new((160, 45)).with_tools(&both);
    for keys in ["n", "<tab><tab><tab><tab>", "C", "y"] {
        let screen = rig.keys(keys).screen();
        assert!(!screen.chars().any(|c| c.is_control() && c != '\n') && !screen.contains('\u{202e}'), "{screen:?}");
    }
    assert!(rig.screen().contains("evil") && !journal(&rig).contains("\\u001b"));
}

#[test]
fn an_earlier_plan_is_held_against_this_one_by_the_program() {
    let plan: serde_json::Value = serde_json::from_str(include_str!("golden/plan.json")).unwrap();
    let mut rig = Rig::new(SIZE);
    let file = rig.folder().join("answer.json");
    fs::write(&file, serde_json::json!({ "plan": plan }).to_string()).unwrap();
    let tools = tool("history", "plan-diff", "documentation", "demand", "x")
        .replace("[\"printf\", \"%s\", 'x']", &format!("[\"cat\", \"{}\"]", file.display()));
    rig = rig.with_tools(&tools);
    let held = rig.keys(">>>>>C<enter><esc>P").screen();
    assert!(held.contains("This plan, held against history · plan-2026"), "{held}");
    assert!(held.contains("scope") || held.contains("objective") || held.contains("complexity"), "{held}");
}

#[test]
fn a_check_of_the_exported_page_stands_in_documents() {
    let tools = tool("page", "verify", "documentation", "enter", r#"{"passed":false,"items":[{"text":"The chart is empty"}]}"#);
    let mut rig = Rig::new(SIZE).with_tools(&tools);
    rig.keys(">>>>>");
    assert_eq!(ran(&rig), 0, "nothing is exported yet");
    let folder = rig.folder().join("exports");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("report.html"), "<title>Retro</title>").unwrap();
    let folder = folder.to_str().unwrap().to_owned();
    rig.happen(|_| Event::Exported { folder, files: vec!["report.html".into()] });
    let screen = rig.keys("<down>").screen();
    assert_eq!(ran(&rig), 1, "{screen}");
    assert!(screen.contains("! page: not passed") && screen.contains("The chart is empty"), "{screen}");
}

#[test]
fn without_a_tool_nothing_is_different_and_f_says_how_to_have_one() {
    let mut rig = Rig::new(SIZE);
    assert!(rig.keys("C").screen().contains("No tool is configured: [[hooks]] in config.toml declares one"), "{}", rig.screen());
    assert!(!rig.keys("<esc>").screen().contains("F tools"));
}

#[test]
fn an_answer_that_is_longer_than_its_place_is_scrolled_and_marked() {
    let many: Vec<String> = (1..=30).map(|n| format!(r#"{{"text":"Note {n} of the account"}}"#)).collect();
    let answer = format!(r#"{{"items":[{}],"source":"CRM"}}"#, many.join(","));
    let mut rig = Rig::new((80, 24)).with_tools(&tool("crm", "notes", "data-compilation", "enter", &answer));
    let first = rig.keys("nC").screen();
    assert!(first.contains("Note 1 of") && !first.contains("Note 30 of") && first.contains('▐') && first.contains("] more"), "{first}");
    let last = rig.keys("]]]]]]]]]]]]").screen();
    assert!(last.contains("Note 30 of") && !last.contains("Note 1 of"), "{last}");
    let back = rig.keys("[[[[[[[[[[[[").screen();
    assert!(back.contains("Note 1 of the"), "{back}");
}
