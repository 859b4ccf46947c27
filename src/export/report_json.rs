//! The retro report for programs; its schema is published by `run-retro report schema`.

use chrono::{DateTime, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::plan::merge_gate;
use super::schema::{self, pretty, published};
use crate::analysis::findings::{
    BlockerFinding, Breakdown, Bridge, Bucket, Counts, Emerging, Findings, ForecastReview, HeldAgain, Lenses, Losses, LostAccount,
    MetricKey, Metrics, PlayFinding, PricingReview, Score, Signal, SuggestedInsight, WatchRow, WatchTotal,
};
use crate::analysis::resting;
use crate::domain::card::{CardId, Evidence, Insight, InsightKind};
use crate::domain::correction::{Corrected, Correction, RenewalField};
use crate::domain::effect::Evaluation;
use crate::domain::facts::Facts;
use crate::domain::guardrail::{Escalation, escalations, escalations_of_data};
use crate::domain::money::{Currency, Money};
use crate::domain::plan::{FollowUp, MergeGate, PlanScope};
use crate::domain::quality::{FileAccount, IssueKind};
use crate::domain::renewal::RenewalId;
use crate::domain::roster::Role;
use crate::domain::session::{History, Session};
use crate::domain::sign_off::{self, Capacity};
use crate::telling::follow_ups::follow_ups;

/// The version of the report's shape that this program writes.
pub(crate) const REPORT_VERSION: u32 = 1;

/// A retro report. Ratios are fractions, money is a decimal string, what cannot be computed is `null` and says why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Report {
    /// The version of this shape.
    pub version: u32,
    pub scope: PlanScope,
    /// Said when the data ends before the window that was asked for.
    pub note: Option<String>,
    /// Where the data came from.
    pub source: String,
    /// `null` where the data names none.
    pub currency: Option<Currency>,
    pub quality: Quality,
    /// Over the renewals due in the window.
    pub metrics: Metrics,
    /// Retention is of the accounts with a contract in force a year before the window's end, their ARR then against now; of data
    /// of renewals alone, of the accounts with renewals due in those twelve months, ARR before each contract's first of them against
    /// after its last. The rest is over the renewals due in those months.
    pub trailing_twelve_months: Metrics,
    pub counts: CountFigures,
    pub previous_counts: CountFigures,
    pub bridge: BridgeFigures,
    /// What was lost, and what of it had been visible.
    pub losses: Losses,
    /// Every account that was lost or shrank, most ARR lost first.
    pub lost_accounts: Vec<LostAccount>,
    pub lenses: Lenses,
    pub competitors: Vec<Bucket>,
    pub breakdowns: Vec<Breakdown>,
    pub signals: Vec<Signal>,
    /// Over which renewals signals and plays were tested, and how many signals the correction is over.
    pub signal_population: String,
    pub signals_tried: u64,
    pub plays: Vec<PlayFinding>,
    pub pricing: PricingReview,
    pub forecast: ForecastReview,
    pub blockers: Vec<BlockerFinding>,
    pub emerging: Vec<Emerging>,
    /// Renewals ahead, those that carry signs first, and what is said of them together.
    pub watch_list: Vec<WatchRow>,
    pub watch_total: WatchTotal,
    /// What became of the renewals that earlier retros had ahead of them; `null` where none is known.
    pub held_again: Vec<HeldAgain>,
    /// Whether the actions of earlier retros worked, as their figures say; what the room said stands with the actions.
    #[serde(default)]
    pub effects: Vec<Evaluation>,
    pub watch_score: Option<Score>,
    /// The room's insights; without a session what the data suggests.
    pub insights: Vec<InsightEntry>,
    pub actions: Vec<FollowUp>,
    pub escalations: Vec<Escalation>,
    /// What the room corrected of the data; reason codes that it gave are among them.
    pub corrections: Vec<CorrectionEntry>,
    /// `null` when the report is of the data alone.
    pub session: Option<SessionPart>,
}

/// What became of every row read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Quality {
    pub files: Vec<FileAccount>,
    pub issues: Vec<Issue>,
}

/// A doubt about the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Issue {
    pub kind: IssueKind,
    pub message: String,
    pub count: u64,
    pub arr: Option<Money>,
}

/// `due = renewed + churned + open`; contracted and expanded are parts of renewed, not yet due is a part of open. Where the data tell
/// losses and not what was due, the losses are counted and the rest is `null`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CountFigures {
    pub due: Option<u64>,
    pub renewed: Option<u64>,
    pub churned: u64,
    pub contracted: Option<u64>,
    pub expanded: Option<u64>,
    pub open: Option<u64>,
    pub not_yet_due: Option<u64>,
}

/// Opening ARR to closing ARR: opening + churn + contraction + uplift + expansion = closing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct BridgeFigures {
    pub opening: Option<Money>,
    pub churn: Option<Money>,
    pub contraction: Option<Money>,
    pub uplift: Option<Money>,
    pub expansion: Option<Money>,
    pub closing: Option<Money>,
    /// ARR of renewals that are still open, which are not part of the bridge.
    pub open: Option<Money>,
    /// `null` where the data names none.
    pub currency: Option<Currency>,
    pub computable: bool,
    pub why: Option<String>,
}

/// An insight on the board, or one that the data suggests.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct InsightEntry {
    /// `null` when it is a suggestion.
    pub id: Option<CardId>,
    pub kind: InsightKind,
    pub text: String,
    pub author: Option<String>,
    pub votes: u32,
    pub critical: bool,
    /// The decision to accept a critical blocker.
    pub accepted: Option<String>,
    pub evidence: Vec<Evidence>,
    /// What was said of it in the discussion, and decided.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Said>,
    /// The cards that the room put together in it; `text` is the group's name then.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
}

/// A remark on a card.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Said {
    pub by: String,
    pub text: String,
    pub decided: bool,
}

/// A card of a group, as it was written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct Member {
    pub id: CardId,
    pub text: String,
    pub author: String,
}

/// A field of a renewal that the room knows better than the data. Amounts are decimal strings, dates ISO 8601, `null` is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct CorrectionEntry {
    pub renewal: RenewalId,
    pub account: String,
    pub field: RenewalField,
    pub from: Option<String>,
    pub to: Option<String>,
    pub by: String,
    pub at: DateTime<Utc>,
    /// `null` where a reason code was given on the board.
    pub why: Option<String>,
    /// File and line.
    pub source: String,
    /// The metrics of the window that rest on it.
    pub metrics: Vec<MetricKey>,
}

/// What the report says of the session itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SessionPart {
    pub id: String,
    /// What is missing of it, where its journal could not be read to the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub incomplete: Option<String>,
    pub opened: DateTime<Utc>,
    pub closed: bool,
    pub merge_gate: MergeGate,
    pub signed_off: Vec<SignOff>,
    /// One vote each, 1 to 5.
    pub return_on_time: Vec<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub(crate) struct SignOff {
    pub role: Role,
    pub name: String,
    /// `other` is nobody's sign-off for the role.
    pub capacity: Capacity,
    pub at: DateTime<Utc>,
    /// What became otherwise after it was signed, oldest first.
    pub changed_since: Vec<String>,
}

/// The report as JSON; `history` is `None` when nobody sits in a room.
pub(crate) fn report(facts: &Facts, findings: &Findings, history: Option<&History>) -> Vec<u8> {
    pretty(&build(facts, findings, history))
}

/// The published JSON Schema of the report.
pub fn report_schema() -> Value {
    published::<Report>("run-retro report")
}

/// The published schema as text.
pub(crate) fn schema_text() -> String {
    schema::text(&report_schema())
}

fn build(facts: &Facts, findings: &Findings, history: Option<&History>) -> Report {
    let session = history.map(History::session);
    let findings = findings.clone();
    Report {
        version: REPORT_VERSION,
        scope: PlanScope::from(&facts.scope),
        note: facts.scope.note.clone(),
        source: facts.source.clone(),
        currency: facts.currency.named(),
        quality: quality(facts),
        metrics: findings.metrics,
        trailing_twelve_months: findings.ttm,
        counts: counts(facts, findings.counts),
        previous_counts: counts(facts, findings.previous_counts),
        bridge: bridge(findings.bridge),
        losses: findings.losses,
        lost_accounts: findings.lost_accounts,
        lenses: findings.lenses,
        competitors: findings.competitors,
        breakdowns: findings.breakdowns,
        signals: findings.signals,
        signal_population: findings.signal_population,
        signals_tried: findings.signals_tried,
        plays: findings.plays,
        pricing: findings.pricing,
        forecast: findings.forecast,
        blockers: findings.blockers,
        emerging: findings.emerging,
        watch_list: findings.watch.rows,
        watch_total: findings.watch.total,
        held_again: findings.held_again,
        effects: findings.effects,
        watch_score: findings.score,
        insights: insights(session, findings.insights),
        actions: session.map(follow_ups).unwrap_or_default(),
        escalations: session.map_or_else(|| escalations_of_data(&facts.quality), |s| escalations(s, s.scope.as_of)),
        corrections: facts.corrections.iter().map(|corrected| correction(facts, corrected)).collect(),
        session: history.map(session_part),
    }
}

fn correction(facts: &Facts, corrected: &Corrected) -> CorrectionEntry {
    let Correction { renewal: id, to, by, at, why } = &corrected.correction;
    let renewal = facts.find(id);
    let rests = |key: &MetricKey| resting::resting(facts, *key).contains(&corrected);
    CorrectionEntry {
        renewal: id.clone(),
        account: renewal.map(|renewal| renewal.account.to_string()).unwrap_or_default(),
        field: corrected.field(),
        from: corrected.from.plain(),
        to: to.plain(),
        by: by.clone(),
        at: *at,
        why: (!why.is_empty()).then(|| why.clone()),
        source: renewal.map(|renewal| renewal.origin.to_string()).unwrap_or_default(),
        metrics: if corrected.is_coding() { vec![] } else { MetricKey::ALL.into_iter().filter(rests).collect() },
    }
}

fn quality(facts: &Facts) -> Quality {
    let issues = facts.quality.issues.iter();
    let issues = issues.map(|issue| Issue { kind: issue.kind, message: issue.message.clone(), count: issue.count, arr: issue.arr });
    Quality { files: facts.quality.files.clone(), issues: issues.collect() }
}

fn counts(facts: &Facts, counts: Counts) -> CountFigures {
    let known = |count| facts.no_dues.is_none().then_some(count);
    CountFigures {
        due: known(counts.due),
        renewed: known(counts.renewed),
        churned: counts.churned,
        contracted: known(counts.contracted),
        expanded: known(counts.expanded),
        open: known(counts.open),
        not_yet_due: known(counts.not_yet_due),
    }
}

fn bridge(bridge: Bridge) -> BridgeFigures {
    let known = |amount| bridge.computable.then_some(amount);
    BridgeFigures {
        opening: known(bridge.opening),
        churn: known(bridge.churn),
        contraction: known(bridge.contraction),
        uplift: known(bridge.uplift),
        expansion: known(bridge.expansion),
        closing: known(bridge.closing),
        open: known(bridge.open),
        currency: bridge.currency.named(),
        computable: bridge.computable,
        why: bridge.why,
    }
}

/// What the room put on the board; where there is no room, what the data suggest, too.
fn insights(session: Option<&Session>, offered: Vec<SuggestedInsight>) -> Vec<InsightEntry> {
    let has_room = session.is_some_and(|session| session.scope.depth.is_workshop());
    let offered = offered.into_iter().filter(|_| !has_room).map(suggested);
    session.into_iter().flat_map(|session| &session.insights).map(on_board).chain(offered).collect()
}

/// The cards of a session.
pub(crate) fn board(session: &Session) -> Vec<InsightEntry> {
    session.insights.iter().map(on_board).collect()
}

fn on_board(card: &Insight) -> InsightEntry {
    InsightEntry {
        id: Some(card.id),
        kind: card.kind,
        text: card.text.clone(),
        author: Some(card.author.clone()),
        votes: card.votes.total(),
        critical: card.critical,
        accepted: card.accepted.clone(),
        evidence: card.evidence.clone(),
        said: card.remarks().map(|said| Said { by: said.by.clone(), text: said.text.clone(), decided: said.decided }).collect(),
        members: card.members.iter().map(member).collect(),
    }
}

fn member(card: &Insight) -> Member {
    Member { id: card.id, text: card.text.clone(), author: card.author.clone() }
}

/// What the data suggest for the board.
pub(crate) fn suggestions(findings: &Findings) -> Vec<InsightEntry> {
    findings.insights.iter().cloned().map(suggested).collect()
}

fn suggested(insight: SuggestedInsight) -> InsightEntry {
    InsightEntry {
        id: None,
        kind: insight.kind,
        text: insight.text,
        author: None,
        votes: 0,
        critical: insight.critical,
        accepted: None,
        evidence: vec![insight.evidence],
        said: vec![],
        members: vec![],
    }
}

fn session_part(history: &History) -> SessionPart {
    let session = history.session();
    let sign_off = |(role, signed): (&Role, &sign_off::SignOff)| SignOff {
        role: *role,
        name: signed.name.clone(),
        capacity: signed.capacity,
        at: signed.at,
        changed_since: signed.changes.iter().map(|change| change.what.clone()).collect(),
    };
    SessionPart {
        id: session.id.to_string(),
        incomplete: Some(history.doubts().join(" ")).filter(|doubts| !doubts.is_empty()),
        opened: session.opened_at,
        closed: session.closed,
        merge_gate: merge_gate(session),
        signed_off: session.signed_off.iter().map(sign_off).collect(),
        return_on_time: session.return_on_time.scores(),
    }
}

#[cfg(test)]
#[path = "report_json_tests.rs"]
mod tests;
