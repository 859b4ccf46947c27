//! The pieces of a session.

use super::{Entry, Kind};
use crate::domain::action::Action;
use crate::domain::card::{CardId, Evidence, Insight, InsightKind};
use crate::domain::plan::proposal::Area;
use crate::domain::session::Session;
use crate::domain::text;
use crate::domain::topic::Remark;

/// All that a session leaves: its cards, what was decided, its actions.
pub(crate) fn entries(session: &Session) -> Vec<Entry> {
    let cards = session.insights.iter().flat_map(|card| {
        let decided = card.remarks().filter(|remark| remark.decided).zip(1..);
        let decided = decided.map(move |(remark, n)| decision(session, card, remark, n));
        std::iter::once(of_card(session, card)).chain(decided)
    });
    let overridden = session.gate_override.iter().map(|reason| gate(session, reason));
    cards.chain(overridden).chain(session.actions.iter().map(|action| of_action(session, action))).collect()
}

/// A play's figures stand behind it.
fn is_tried(card: &Insight) -> bool {
    card.evidence.iter().any(|evidence| evidence.key.starts_with("play:"))
}

fn empty(session: &Session, kind: Kind, id: String, text: &str) -> Entry {
    let window = &session.scope.window;
    Entry {
        kind,
        id,
        text: text::line(text),
        session: session.id.to_string(),
        segment: session.scope.segment.as_deref().map(ToOwned::to_owned),
        window: window.label.clone(),
        until: window.to,
        sample: session.data.is_none(),
        who: String::new(),
        about: None,
        due: None,
        status: String::new(),
        evidence: vec![],
        keys: vec![],
        topics: vec![],
        renewals: vec![],
        card: None,
        critical: false,
    }
}

/// With the evidence of a card, whatever it is to it.
fn on(card: &Insight, entry: Entry) -> Entry {
    let said = |evidence: &Evidence| match evidence.figures.as_str() {
        "" => text::line(&evidence.statement),
        figures => text::line(&format!("{} ({figures})", evidence.statement)),
    };
    let mut keys: Vec<String> = card.evidence.iter().map(|evidence| evidence.key.clone()).collect();
    // Something that only emerges is about the same reason as a blocker that is there.
    keys.extend(card.evidence.iter().filter_map(|evidence| evidence.key.strip_prefix("emerging:").map(ToOwned::to_owned)));
    let mut renewals: Vec<_> = card.evidence.iter().flat_map(|evidence| evidence.renewals.iter().cloned()).collect();
    keys.sort();
    keys.dedup();
    renewals.sort();
    renewals.dedup();
    let (evidence, topics) = (card.evidence.iter().map(said).collect(), card.topics().collect());
    Entry { evidence, keys, topics, renewals, card: Some(card.id.to_string()), ..entry }
}

fn of_card(session: &Session, card: &Insight) -> Entry {
    let kind = match card.kind {
        _ if is_tried(card) => Kind::PlayLearning,
        InsightKind::Blocker => Kind::Blocker,
        InsightKind::LeadingIndicator | InsightKind::Opportunity => Kind::Insight,
    };
    let status = match (&card.accepted, card.critical) {
        (Some(decision), _) => format!("accepted as it is: {decision}"),
        (None, true) => "critical".to_owned(),
        (None, false) => String::new(),
    };
    let entry = on(card, empty(session, kind, card.id.to_string(), &card.text));
    // The cards of a group each have words of their own, that they are looked for by.
    let members = card.members.iter().map(|member| text::line(&member.text)).filter(|words| *words != entry.text);
    let evidence = entry.evidence.iter().cloned().chain(members).collect();
    Entry { who: text::line(&card.author), status: text::line(&status), critical: card.critical, evidence, ..entry }
}

fn decision(session: &Session, card: &Insight, remark: &Remark, n: usize) -> Entry {
    // The room's word stands above what its evidence suggests.
    let is_of_playbook = Area::said(&remark.text).map_or(is_tried(card), |area| area == Area::RenewalPlaybooks);
    let kind = if is_of_playbook { Kind::PlaybookChange } else { Kind::Decision };
    let entry = on(card, empty(session, kind, format!("{}-{n}", card.id), &remark.text));
    Entry { who: text::line(&remark.by), about: Some(text::line(&card.text)), ..entry }
}

fn gate(session: &Session, reason: &str) -> Entry {
    let about = Some("The merge gate was overridden".to_owned());
    Entry { about, ..empty(session, Kind::Decision, "gate".into(), reason) }
}

fn of_action(session: &Session, action: &Action) -> Entry {
    let entry = empty(session, Kind::Action, action.id.to_string(), &action.title);
    let card = action.insight.and_then(|id: CardId| session.insight(id));
    let entry = match card {
        Some(card) => Entry { about: Some(text::line(&card.text)), ..on(card, entry) },
        None => entry,
    };
    let metric = action.metric.with_baseline(session.baselines.get(&action.id));
    let measured = metric.is_set().then(|| format!("Success: {}", text::line(&metric.to_string())));
    let evidence = measured.into_iter().chain(entry.evidence).collect();
    Entry { who: text::line(&action.owner), due: action.due, status: action.status.label().to_owned(), evidence, ..entry }
}
