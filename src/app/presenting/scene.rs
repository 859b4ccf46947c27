//! What the room sees of the step that it is at: one thing, as large as it can stand. Votes are told only once they are told to everybody.

use chrono::{DateTime, Utc};

use crate::analysis::findings::{Bucket, Lens};
use crate::app::marks::{self, Tone};
use crate::app::model::Model;
use crate::app::screens::lists::metrics::headline;
use crate::app::screens::lists::overview::HEADLINES;
use crate::app::screens::lists::topics;
use crate::domain::action::Action;
use crate::domain::card::Insight;
use crate::domain::guardrail;
use crate::domain::person;
use crate::domain::phase::Phase;
use crate::domain::session::Session;
use crate::domain::text::counted;
use crate::domain::timer::countdown;
use crate::telling::{figures, returns};

/// One thing, and what belongs to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Scene {
    /// `Under discussion: I3 · blocker`
    pub title: String,
    /// The one thing; empty where figures or lines are.
    pub lead: String,
    pub figures: Vec<Figure>,
    pub lines: Vec<Line>,
    /// The first lines weigh most: where not all can be large, they are.
    pub is_ranked: bool,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Figure {
    pub label: &'static str,
    pub number: String,
    pub unit: &'static str,
    /// How far chance reaches, or why there is no figure.
    pub note: String,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Line {
    /// What stands before the words: a card's number, a tick, a bullet.
    pub mark: String,
    pub text: String,
    /// What stands at the right end: votes, an owner, an amount.
    pub aside: String,
    pub tone: Tone,
}

impl Line {
    fn new(mark: impl Into<String>, text: impl Into<String>) -> Self {
        Self { mark: mark.into(), text: text.into(), tone: Tone::Plain, ..Self::default() }
    }

    fn beside(self, aside: impl Into<String>) -> Self {
        Self { aside: aside.into(), ..self }
    }

    fn meant(self, tone: Tone) -> Self {
        Self { tone, ..self }
    }
}

/// Reasons that are told.
const MOST_REASONS: usize = 6;

pub(crate) fn of(model: &Model, now: DateTime<Utc>) -> Scene {
    match model.world.session().phase {
        Phase::CheckIn => check_in(model),
        Phase::DataCompilation => data(model),
        Phase::PatternAnalysis => patterns(model),
        Phase::InsightSynthesis => insights(model, now),
        Phase::ActionPlanning => actions(model),
        Phase::Documentation => documents(model),
        Phase::Close => close(model),
    }
}

fn check_in(model: &Model) -> Scene {
    let session = model.world.session();
    let here: Vec<&str> = session.people.iter().filter(|person| person.present).map(|person| person.name.as_str()).collect();
    let who = (!here.is_empty()).then(|| Line::new("", here.join(", ")).beside(format!("{} here", here.len())));
    let agreed = session.house.in_force().map(|agreement| Line::new("·", agreement.text.as_str()));
    let lead = session.house.question.clone().unwrap_or_else(|| "Welcome".to_owned());
    Scene { title: "Check-in".into(), lead, lines: who.into_iter().chain(agreed).collect(), ..Scene::default() }
}

fn data(model: &Model) -> Scene {
    let world = &model.world;
    let figure = |key| {
        let metric = headline(world, key)?;
        let (number, unit) = metric.value.map_or_else(|| (figures::MISSING.to_owned(), ""), |value| figures::split(key.unit(), value));
        let note = if metric.computable { marks::interval(key, metric).unwrap_or_default() } else { "cannot be computed".to_owned() };
        Some(Figure { label: key.label(), number, unit, note })
    };
    let counts = &world.findings.counts;
    let outcome = |count: u64, word: &str, tone| (count > 0).then(|| Line::new("", format!("{count} {word}")).meant(tone));
    let lines = if world.analyses == 0 {
        world.working().map(|working| Line::new("", working)).into_iter().collect()
    } else {
        [
            outcome(counts.renewed, "renewed", Tone::Good),
            outcome(counts.churned, "churned", Tone::Bad),
            outcome(counts.open, "open", Tone::Warn),
        ]
        .into_iter()
        .flatten()
        .collect()
    };
    let window = &world.facts.scope.window;
    let title =
        if world.facts.no_dues.is_some() { format!("Twelve months to {}", window.to) } else { format!("Renewals due in {}", window.label) };
    Scene { title, figures: HEADLINES.into_iter().filter_map(figure).collect(), lines, ..Scene::default() }
}

fn patterns(model: &Model) -> Scene {
    let world = &model.world;
    let mut buckets: Vec<_> = world.findings.lenses.get(Lens::ReasonCode).iter().filter(|bucket| bucket.churned > 0).collect();
    buckets.sort_by_key(|bucket| std::cmp::Reverse((bucket.lost_arr, bucket.churned)));
    let line = |bucket: &&Bucket| {
        let arr = bucket.lost_arr.filter(|arr| !arr.is_zero()).map(|arr| format!(" · {}", world.money(Some(arr))));
        Line::new("·", bucket.label.as_str()).beside(format!("{} lost{}", bucket.churned, arr.unwrap_or_default()))
    };
    let lines: Vec<Line> = buckets.iter().take(MOST_REASONS).map(line).collect();
    let lead = if lines.is_empty() { "No loss is in this scope".to_owned() } else { String::new() };
    Scene { title: "What was lost, by reason".into(), lead, lines, is_ranked: true, ..Scene::default() }
}

fn insights(model: &Model, now: DateTime<Utc>) -> Scene {
    let session = model.world.session();
    match session.topic() {
        Some((card, under_way)) => topic(model, card, under_way.allotted - session.spent_on(under_way, now)),
        None => board(session),
    }
}

/// What is under discussion and how many seconds it has left, with its cards, what was said and what follows.
fn topic(model: &Model, card: &Insight, left: i64) -> Scene {
    let session = model.world.session();
    let votes = (!session.tally_hidden && card.votes.total() > 0).then(|| counted(card.votes.total(), "vote", "votes"));
    let arr = topics::at_stake(card).map(|arr| model.world.money(Some(arr)));
    let critical = card.critical.then(|| "critical".to_owned());
    let left = format!("{} {}", countdown(left), if left <= 0 { "over" } else { "left for it" });
    let about: Vec<String> = [Some(card.kind.label().to_owned()), critical, votes, arr, Some(left)].into_iter().flatten().collect();
    let members = card.members.iter().map(|member| Line::new("·", member.text.as_str()));
    let said = card.remarks().map(|remark| {
        if remark.decided { Line::new("✓", remark.text.as_str()).meant(Tone::Good) } else { Line::new("–", remark.text.as_str()) }
    });
    let follow = session.actions_for(card.id).map(|action| Line::new("→", action.title.as_str()).beside(action.owner.as_str()));
    Scene {
        title: format!("{} · {}", card.id, about.join(" · ")),
        lead: card.text.clone(),
        lines: members.chain(said).chain(follow).collect(),
        ..Scene::default()
    }
}

/// All cards; those with the most votes first, once everybody may see them.
fn board(session: &Session) -> Scene {
    let shown = !session.tally_hidden;
    let mut cards: Vec<&Insight> = session.insights.iter().collect();
    if shown {
        cards.sort_by_key(|card| std::cmp::Reverse(card.votes.total()));
    }
    let line = |card: &&Insight| {
        let votes = (shown && card.votes.total() > 0).then(|| counted(card.votes.total(), "vote", "votes"));
        let tone = if card.critical { Tone::Bad } else { Tone::Plain };
        Line::new(card.id.to_string(), card.text.as_str()).beside(votes.unwrap_or_default()).meant(tone)
    };
    let lead = if cards.is_empty() { "What did we see, what stands in the way, what could be done?" } else { "" };
    let title = [Some(counted(cards.len(), "card", "cards")), votes(session)].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    let is_ranked = shown && session.votes_used() > 0;
    Scene { title, lead: lead.to_owned(), lines: cards.iter().map(line).collect(), is_ranked, ..Scene::default() }
}

/// `12 of 21 votes in`: how many, and not yet for what.
fn votes(session: &Session) -> Option<String> {
    let (used, are_in) = (session.votes_used(), if session.tally_hidden { " in" } else { "" });
    match session.votes_given() {
        Some(given) if used > 0 || session.tally_hidden => Some(format!("{used} of {given} votes{are_in}")),
        None if used > 0 => Some(format!("{}{are_in}", counted(used, "vote", "votes"))),
        _ => None,
    }
}

fn actions(model: &Model) -> Scene {
    let session = model.world.session();
    let lead = if session.actions.is_empty() { "Who does what, by when, and how do we see that it worked?" } else { "" };
    let title = counted(session.actions.len(), "action", "actions");
    Scene { title, lead: lead.to_owned(), lines: session.actions.iter().map(|one| action(session, one)).collect(), ..Scene::default() }
}

fn action(session: &Session, action: &Action) -> Line {
    let due = action.due.map(|due| due.format("%-d %b").to_string());
    let owner = (!action.owner.is_empty()).then(|| person::short(&action.owner, &session.people));
    let aside: Vec<String> = owner.into_iter().chain(due).collect();
    let tone = if action.missing().is_empty() { Tone::Plain } else { Tone::Warn };
    Line::new(action.id.to_string(), action.title.as_str()).beside(aside.join(" · ")).meant(tone)
}

fn documents(model: &Model) -> Scene {
    let session = model.world.session();
    let lead = if guardrail::gate_open(session) { "Ready to go out" } else { "Not yet ready to go out" };
    let condition = |condition: &guardrail::Condition| {
        let (mark, tone) = if condition.holds() { ("✓", Tone::Good) } else { ("!", Tone::Warn) };
        Line::new(mark, condition.text).meant(tone)
    };
    let lines = guardrail::merge_gate(session).iter().map(condition).collect();
    Scene { title: "Merge gate".into(), lead: lead.into(), lines, ..Scene::default() }
}

fn close(model: &Model) -> Scene {
    let session = model.world.session();
    let read_back = session.to_read_back().into_iter().map(|action| {
        let line = self::action(session, action).meant(Tone::Plain);
        if session.house.is_read_back(action) { Line { mark: "✓".into(), tone: Tone::Good, ..line } } else { line }
    });
    let lead = if session.closed { "Thank you" } else { "Was this worth the time? 1 to 5" };
    let scores = session.return_on_time.len();
    let mean = session.return_on_time.mean().map(|mean| format!("{} of 5", figures::decimals(mean, 1)));
    let told = [mean, (scores > 0).then(|| returns::counted(session))].into_iter().flatten().collect::<Vec<_>>().join(", ");
    let title = if told.is_empty() { "Close".to_owned() } else { format!("Close · {told}") };
    Scene { title, lead: lead.into(), lines: read_back.collect(), ..Scene::default() }
}
