//! The report and the plan of a short retro on the bundled sample data, against files that were read and found good.
//!
//! After a change that is meant: `UPDATE_GOLDEN=1 cargo test --test export_sample`, then read the difference.

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use run_retro::analysis::decisions::RoomDecisions;
use run_retro::analysis::findings::{Findings, SuggestedInsight};
use run_retro::compile::{self, source::Source};
use run_retro::domain::action::{Action, SuccessMetric, Team};
use run_retro::domain::card::InsightKind;
use run_retro::domain::event::{Event, Record, SessionId};
use run_retro::domain::facts::Facts;
use run_retro::domain::person::PersonId;
use run_retro::domain::phase::Phase;
use run_retro::domain::progress::Silent;
use run_retro::domain::roster::{ReviewItem, Role, Seat};
use run_retro::domain::scope::{Depth, Dimension, HISTORY_MONTHS, ScopeRequest};
use run_retro::domain::session::History;
use run_retro::domain::window::{FiscalYear, WindowSpec};
use run_retro::export;
use run_retro::sample;
use run_retro::store::handover;
use run_retro::telling;

fn at(minute: i64) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2026-10-12T14:00:00Z".parse().unwrap();
    start + TimeDelta::minutes(minute)
}

fn facts() -> Facts {
    let request = ScopeRequest {
        segment: Some("enterprise".into()),
        window: WindowSpec::Quarter,
        include_churn: true,
        dimensions: vec![Dimension::Geo],
        depth: Depth::Workshop,
        as_of: at(0).date_naive(),
        fiscal: FiscalYear::default(),
        history_months: HISTORY_MONTHS,
        targets: run_retro::domain::target::Targets::default(),
    };
    compile::compile(&Source::Sample, &request, None, &Silent).unwrap()
}

/// The room takes each finding that is offered, calls the first blocker critical and answers it.
fn held(facts: &Facts, findings: &Findings) -> History {
    let mut history = History::fold(vec![opening(facts)]).unwrap();
    let mut minute = 0;
    let mut push = |history: &mut History, by: &str, event| {
        minute += 1;
        history.push(at(minute), by, event);
    };
    let seat = Seat { name: Some("Ines Ferreira".into()), fallback: Some("Exec Sponsor".into()), fallback_used: false };
    push(&mut history, "Mara", Event::SeatTaken { role: Role::RenewalDirector, seat });
    for item in ReviewItem::ALL {
        push(&mut history, "Mara", Event::ReviewConfirmed { item, confirmed: true });
    }
    for phase in [Phase::DataCompilation, Phase::PatternAnalysis, Phase::InsightSynthesis] {
        push(&mut history, "Mara", Event::PhaseEntered { phase });
    }
    for SuggestedInsight { kind, text, critical, evidence } in &findings.insights {
        let id = history.next_card();
        let event = Event::CardAdded { id, kind: *kind, text: text.clone(), critical: *critical, evidence: vec![evidence.clone()] };
        push(&mut history, "Mara", event);
    }
    push(&mut history, "Mara", Event::PhaseEntered { phase: Phase::ActionPlanning });
    let action = answer(&history);
    push(&mut history, "Jonas", Event::ActionAdded { action });
    push(&mut history, "Mara", Event::PhaseEntered { phase: Phase::Documentation });
    push(&mut history, "Ines", Event::SignedOff { role: Role::RenewalDirector, name: "Ines Ferreira".into(), capacity: None });
    history
}

/// What the bundled retro of the quarter before left open is carried over.
fn opening(facts: &Facts) -> Record {
    let handed_on = handover::handed_on(&facts.scope, true, [], Some(&sample::past_history()));
    let event = Event::SessionOpened {
        id: SessionId("2026-Q3-enterprise-00000000".into()),
        scope: facts.scope.clone(),
        data: None,
        timeboxes: vec![],
        agenda: None,
        carried: handed_on.carried,
        past_blockers: handed_on.past_blockers,
        past_predictions: handed_on.past_predictions,
        past_findings: handed_on.past_findings,
        brought: handed_on.brought,
    };
    Record { seq: 1, at: at(0), by: "Mara".into(), who: PersonId::ROOM, asked: None, part_of: None, from: None, event }
}

fn answer(history: &History) -> Action {
    let blocker = history.session().column(InsightKind::Blocker).next().map(|card| card.id);
    Action {
        owner: "Jonas Weber".into(),
        role: "CSM lead".into(),
        team: Team::CsOps,
        due: Some("2026-12-15".parse().unwrap()),
        metric: SuccessMetric {
            name: "accounts with two champions".into(),
            baseline: "41 %".into(),
            target: "80 %".into(),
            ..SuccessMetric::default()
        },
        insight: blocker,
        ..Action::new(history.next_action(), "Name a second champion in each enterprise account".into())
    }
}

#[expect(clippy::disallowed_methods, reason = "golden files are read here")]
fn read(path: &Path) -> String {
    // A checkout on Windows may have turned the line ends.
    std::fs::read_to_string(path).unwrap_or_default().replace("\r\n", "\n")
}

fn same_as_golden(name: &str, bytes: &[u8]) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        run_retro::store::files::write_atomic(&path, bytes).unwrap();
    }
    let golden = read(&path);
    let now = String::from_utf8(bytes.to_vec()).unwrap();
    let differs = golden.lines().zip(now.lines()).position(|(old, new)| old != new);
    assert!(golden == now, "{name} differs, first at line {:?}; see the head of this test", differs.map(|line| line + 1));
}

#[test]
fn report_and_plan_of_the_sample_are_as_they_were_found_good() {
    let facts = facts();
    let before = telling::analyse(&facts, &RoomDecisions::default(), &Silent).unwrap();
    let history = held(&facts, &before);
    let findings = telling::analyse(&facts, &RoomDecisions::of(history.session()), &Silent).unwrap();
    same_as_golden("report.md", &export::report_md::report(&facts, &findings, Some(&history)));
    same_as_golden("report.html", &export::report_html::report(&facts, &findings, Some(&history)));
    let plan = export::plan::plan(&history, Some(&facts), Some(&findings));
    let json = export::plan::to_json(&plan);
    assert_eq!(export::plan::validate(std::str::from_utf8(&json).unwrap()), Ok(plan));
    same_as_golden("plan.json", &json);
}

#[test]
fn an_export_holds_every_file_and_the_report_keeps_to_its_schema() {
    let facts = facts();
    let findings = telling::analyse(&facts, &RoomDecisions::default(), &Silent).unwrap();
    let history = held(&facts, &findings);
    let files = export::files(&history, Some((&facts, &findings)));
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let report = ["report.md", "report.html", "report.json", "deck.pptx"];
    let rest = [
        "actions.csv",
        "actions.xlsx",
        "actions.ics",
        "actions-jira.csv",
        "summary.txt",
        "watch-list.csv",
        "transcript.md",
        "session.json",
    ];
    assert_eq!((&names[..4], &names[4..12]), (&report[..], &rest[..]));
    assert!(names.contains(&"lost-accounts.csv"), "{names:?}");
    assert_eq!(names.contains(&"rejects.csv"), !facts.quality.rejects.is_empty());
    let report = serde_json::from_slice(&files[2].1).unwrap();
    let schema = jsonschema::validator_for(&export::report_json::report_schema()).unwrap();
    let faults: Vec<String> = schema.iter_errors(&report).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert_eq!(faults, [""; 0]);

    let without_data: Vec<String> = export::files(&history, None).into_iter().map(|(name, _)| name).collect();
    assert_eq!(
        without_data,
        ["actions.csv", "actions.xlsx", "actions.ics", "actions-jira.csv", "summary.txt", "transcript.md", "session.json"]
    );
}

#[test]
fn the_deck_tells_its_story_in_25_slides_and_keeps_the_rest_behind() {
    let facts = facts();
    let findings = telling::analyse(&facts, &RoomDecisions::default(), &Silent).unwrap();
    let history = held(&facts, &findings);
    let files = export::files(&history, Some((&facts, &findings)));
    let deck = &files.iter().find(|(name, _)| name == "deck.pptx").unwrap().1;
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(deck)).unwrap();
    let mut presentation = String::new();
    std::io::Read::read_to_string(&mut zip.by_name("ppt/presentation.xml").unwrap(), &mut presentation).unwrap();
    let slides = |part: &str| part.matches("<p14:sldId ").count();
    let (story, behind) = presentation.split_once("name=\"Appendix\"").unwrap();
    assert!((10..=25).contains(&slides(story)) && slides(behind) > 5, "{} and {}", slides(story), slides(behind));
}
