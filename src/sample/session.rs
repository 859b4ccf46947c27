//! The finished retro of 2026-Q2, as the room held it: what the next one carries over.

mod actions;
mod board;
mod script;

use chrono::NaiveDate;

use crate::domain::Name;
use crate::domain::action::{ActionStatus, Verdict};
use crate::domain::event::{Event, PastBlocker, Record, SessionId};
use crate::domain::house::brought::Brought;
use crate::domain::phase::Phase;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::RenewalId;
use crate::domain::roster::{ReviewItem, Role, Seat};
use crate::domain::scope::{Depth, Dimension, HISTORY_MONTHS, Scope};
use crate::domain::session::History;
use crate::domain::window::{FiscalYear, Window};

use script::Script;

/// The session's id, and the name of its folder in `sample-data/sessions/`.
pub const PAST_SESSION: &str = "2026-Q2-enterprise-7c41e09a";

/// The retro before that one, of which only the handed-on part is told.
const BEFORE: &str = "2026-Q1-enterprise-19d3b6f2";

const FACILITATOR: &str = "Bea Lindgren";
const DIRECTOR: &str = "Helena Marchetti";
const CS_OPS: &str = "Dewi Pranoto";
const CS_OPS_DEPUTY: &str = "Samuel Okoye";

/// Seconds after the last step, and what was said.
const DATA_NOTES: [(i64, &str); 3] = [
    (240, "Five of 36 renewals lost, after one of 27 in the first quarter. Three of the five had lost their champion before."),
    (150, "One is still open on paper: R-2026-A0068 is agreed and waits for a signature."),
    (110, "Samuel: the smaller renewals hurt too, three large accounts gave back seats worth more than $370k."),
];

/// Seconds after the last step, the renewal, the reason the room gave it, and the words of the notes that spoke for it.
const RECODED: [(i64, &str, &str, &[&str]); 2] =
    [(310, "R-2026-A0102", "competition.consolidation", &["suite"]), (95, "R-2026-A0393", "strength.outcomes", &["case study"])];

const PATTERN_NOTES: [(i64, &str); 3] = [
    (170, "Okorowa Civil Works stays under budget: the uplift was 9 %, but Naomi speaks of a freeze that hit every tool."),
    (200, "In all three champion losses nobody of ours had a second contact. In the four accounts that held, somebody had."),
    (140, "Kaverin cut a third of its seats over a 12 % uplift, and nobody above the CSM had called."),
];

/// All records of the finished session, the follow-up after the workshop included.
pub fn past_session() -> Vec<Record> {
    let mut script = Script::begin("2026-07-14T13:00:00Z", FACILITATOR);
    check_in(&mut script);
    data_compilation(&mut script);
    pattern_analysis(&mut script);
    script.enter(Phase::InsightSynthesis);
    board::fill(&mut script);
    script.enter(Phase::ActionPlanning);
    actions::plan(&mut script);
    documentation(&mut script);
    close(&mut script);
    follow_up(&mut script);
    script.records()
}

/// The finished session, folded.
pub fn past_history() -> History {
    History::fold(past_session()).expect("the sample's session begins with its opening")
}

fn scope() -> Scope {
    Scope {
        segment: Some(Name::from("enterprise")),
        window: Window::quarter(2026, 2, FiscalYear::default()),
        include_churn: true,
        dimensions: vec![Dimension::Geo, Dimension::CsOwner],
        depth: Depth::Workshop,
        as_of: NaiveDate::from_ymd_opt(2026, 7, 14).unwrap_or_default(),
        fiscal_start: 1,
        history_months: HISTORY_MONTHS,
        targets: crate::domain::target::Targets::default(),
        note: None,
        known_until: None,
    }
}

fn check_in(script: &mut Script) {
    let past = PastBlocker {
        session: BEFORE.into(),
        text: "Monday morning outages of Dispatch in two regions".into(),
        topic: "reason:product.reliability".into(),
        also: vec![],
    };
    script.now(Event::SessionOpened {
        id: SessionId(PAST_SESSION.into()),
        scope: scope(),
        data: None,
        timeboxes: Phase::ALL.map(Phase::default_minutes).to_vec(),
        agenda: None,
        carried: actions::carried(BEFORE),
        past_blockers: vec![past],
        past_predictions: vec![],
        past_findings: vec![],
        brought: Brought::default(),
    });
    script.now(Event::TimerStarted { phase: Phase::CheckIn, step: None });
    let seat = |name: &str, fallback: &str, fallback_used| Seat { name: Some(name.into()), fallback: Some(fallback.into()), fallback_used };
    script.after(40, Event::SeatTaken { role: Role::RenewalDirector, seat: seat(DIRECTOR, "Exec Sponsor", false) });
    script.after(15, Event::SeatTaken { role: Role::CsOpsPartner, seat: seat(CS_OPS, CS_OPS_DEPUTY, true) });
    script.after(10, Event::SeatTaken { role: Role::Facilitator, seat: seat(FACILITATOR, "Jonas Feldkamp", false) });
    for item in ReviewItem::ALL {
        script.after(25, Event::ReviewConfirmed { item, confirmed: true });
    }
    script.after(95, Event::CarriedActionJudged { index: 0, verdict: Some(Verdict::Worked), why: None });
    script.after(70, Event::CarriedActionJudged { index: 1, verdict: Some(Verdict::Done), why: None });
    script.note(60, Phase::CheckIn, "Dewi is travelling; Samuel compiles in her place and she reads the tracker tomorrow.");
}

fn data_compilation(script: &mut Script) {
    script.enter(Phase::DataCompilation);
    for (seconds, text) in DATA_NOTES {
        script.note(seconds, Phase::DataCompilation, text);
    }
}

fn pattern_analysis(script: &mut Script) {
    script.enter(Phase::PatternAnalysis);
    for (seconds, renewal, reason, words) in RECODED {
        script.after(
            seconds,
            Event::ReasonAssigned {
                renewals: vec![RenewalId::new(renewal)],
                reason: ReasonCode::read(reason),
                matched: words.iter().map(|word| (*word).to_owned()).collect(),
            },
        );
    }
    // Its champion had left too, but that is not why it shrank.
    let rejected = ReasonCode::read("relationship.champion-left")
        .map(|reason| Event::SuggestionRejected { renewal: RenewalId::new("R-2026-A0102"), reason });
    if let Some(event) = rejected {
        script.after(20, event);
    }
    for (seconds, text) in PATTERN_NOTES {
        script.note(seconds, Phase::PatternAnalysis, text);
    }
}

fn documentation(script: &mut Script) {
    let signed = |role, name: &str| Event::SignedOff { role, name: name.into(), capacity: None };
    script.after(80, signed(Role::RenewalDirector, DIRECTOR));
    script.enter(Phase::Documentation);
    script.after(190, signed(Role::CsOpsPartner, CS_OPS_DEPUTY));
    script.after(12, signed(Role::Facilitator, FACILITATOR));
    script.note(60, Phase::Documentation, "Report goes to the CRO staff list; Finance gets the action tracker only.");
    let files = ["report.md", "actions.csv", "transcript.md", "session.json"].map(str::to_owned).to_vec();
    script.after(45, Event::Exported { folder: format!("run-retro-export/{PAST_SESSION}"), files });
}

fn close(script: &mut Script) {
    script.enter(Phase::Close);
    for (seconds, score) in [(35, 4), (4, 5), (6, 4), (3, 3), (9, 4), (5, 5)] {
        script.after(seconds, Event::ReturnOnTimeVoted { score });
    }
    script.note(30, Phase::Close, "Keep: notes read aloud before coding. Change: pricing needs Finance in the room, not on mail.");
    script.now(Event::TimerPaused { phase: Phase::Close, step: None });
    script.after(20, Event::SessionClosed);
}

/// What became of the actions up to the start of the next quarter's retro.
fn follow_up(script: &mut Script) {
    script.resume("2026-09-04T08:10:00Z", CS_OPS);
    script.now(actions::with_status(2, ActionStatus::Done));
    script.after(40, actions::with_status(1, ActionStatus::InProgress));
    script.after(25, actions::with_status(3, ActionStatus::InProgress));
    script.after(30, Event::SessionClosed);
    script.resume("2026-10-12T07:45:00Z", CS_OPS);
    script.now(actions::with_status(1, ActionStatus::Stalled));
    script.after(35, actions::with_status(4, ActionStatus::InProgress));
    script.after(15, Event::SessionClosed);
}

#[cfg(test)]
#[path = "session/session_tests.rs"]
mod tests;
