//! The facilitation guide: what a step is for, what to say and ask, traps, and what good looks like. The texts are files
//! (`guides/*.toml`), which a user can replace; what they ask of the data is filled in here.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::command::Command;
use super::keymap::{self, Key};
use super::model::{GuideShown, Model};
use super::tools;
use super::turn::Turn;
use super::world::World;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Lens;
use crate::domain::agenda::Step;
use crate::domain::phase::Phase;
use crate::domain::rules;

/// One file of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Guide {
    pub purpose: String,
    #[serde(default)]
    pub say: Vec<String>,
    /// Questions of which the check-in asks everybody one.
    #[serde(default)]
    pub opening: Vec<String>,
    /// Questions. One that names something of the data (`{top-reason}`) is asked only where the data have it.
    #[serde(default)]
    pub ask: Vec<String>,
    #[serde(default)]
    pub traps: Vec<String>,
    #[serde(default)]
    pub good: String,
}

/// All guides, by their names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guides(pub BTreeMap<String, Guide>);

/// How a line of the guide is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Purpose,
    Heading,
    Item,
    /// What is still open before the room goes on.
    Open,
}

/// The guide to the step that a phase is at, as it stands on the screen.
pub(crate) fn lines(model: &Model, phase: Phase) -> Vec<(Part, String)> {
    let session = model.world.session();
    let step = session.step(phase);
    let guide = of(model, step);
    let asked = prompts(model, phase);
    let said: Vec<String> = guide.say.iter().filter_map(|text| filled(text, &model.world)).collect();
    let good: Vec<String> = Some(guide.good.clone()).filter(|text| !text.is_empty()).into_iter().collect();
    let mut lines = vec![(Part::Purpose, guide.purpose.clone())];
    for (heading, texts, part) in [
        ("Say", said, Part::Item),
        ("Ask", asked, Part::Item),
        ("Still open", rules::left_open(session, step), Part::Open),
        ("Mind", guide.traps.clone(), Part::Item),
        ("Good looks like", good, Part::Item),
    ] {
        if !texts.is_empty() {
            lines.push((Part::Heading, heading.to_owned()));
            lines.extend(texts.into_iter().map(|text| (part, text)));
        }
    }
    for (source, items, is_accepted) in tools::prompts(&model.world, phase) {
        let standing =
            if is_accepted { "accepted".to_owned() } else { format!("not in the record; {} accepts it", keymap::named(Command::Tools)) };
        lines.push((Part::Heading, format!("From {source} ({standing})")));
        lines.extend(items.into_iter().map(|text| (Part::Item, text)));
    }
    lines
}

/// A second window shows the guide from now on, or no longer: what is private need not stand on the screen that is shared.
pub(crate) fn beside(turn: &mut Turn, is_there: bool) {
    turn.model.is_guide_beside = is_there;
    if !turn.model.world.is_workshop() {
        return;
    }
    // Who put it away did so for this screen.
    let is_put_away = turn.model.guide == GuideShown::Hidden;
    if !is_put_away {
        turn.model.guide = GuideShown::WhereThereIsRoom;
    }
    let key = keymap::key_for(turn.model.mode(), Command::ToggleGuide).map_or_else(String::new, Key::label);
    match (is_there, key.is_empty()) {
        (true, false) => turn.say(format!("The guide is in your second window; {key} shows it here, too")),
        (true, true) => turn.say("The guide is in your second window"),
        (false, false) if is_put_away => turn.say(format!("The second window no longer shows the guide; {key} shows it here")),
        (false, _) => turn.say("The second window no longer shows the guide"),
    }
}

/// What is asked at the step that a phase is at, by the guide and by the agenda.
pub(crate) fn prompts(model: &Model, phase: Phase) -> Vec<String> {
    let step = model.world.session().step(phase);
    step.prompts.iter().chain(&of(model, step).ask).filter_map(|text| filled(text, &model.world)).collect()
}

/// The questions of which the check-in asks one: those of the guide to the step that it is at, else those of the whole phase.
pub(crate) fn opening_questions(model: &Model) -> Vec<String> {
    let own = of(model, model.world.session().step(Phase::CheckIn)).opening;
    let whole = || model.settings.guides.0.get(Phase::CheckIn.key()).map(|guide| guide.opening.clone()).unwrap_or_default();
    let questions = if own.is_empty() { whole() } else { own };
    questions.iter().filter_map(|text| filled(text, &model.world)).collect()
}

/// What a step is for, in a sentence.
pub(crate) fn purpose(model: &Model, phase: Phase) -> String {
    of(model, model.world.session().step(phase)).purpose
}

fn of(model: &Model, step: &Step) -> Guide {
    model.settings.guides.0.get(step.guide()).cloned().unwrap_or_default()
}

/// Said once when a step's time is over; nothing moves by itself.
pub(crate) fn time_is_up(step: &Step) -> String {
    let [on, more, over] = [Command::NextStep, Command::Extend, Command::TakeOverrun].map(keymap::named);
    format!("Time for {} is up. {on} goes on; {more} gives five more minutes, {over} takes what is over from later steps", step.title)
}

/// What a name in a text stands for; nothing where the data have nothing of it.
pub(crate) type Told = fn(&World) -> Option<String>;

/// The names that texts may use, and what each stands for.
pub(crate) const NAMES: [(&str, Told); 6] = [
    ("top-reason", |world| top_reason(world).map(|(label, _)| label)),
    ("top-reason-arr", |world| top_reason(world).map(|(_, arr)| arr)),
    ("top-account", |world| top_account(world).map(|(account, _)| account)),
    ("top-account-arr", |world| top_account(world).map(|(_, arr)| arr)),
    ("top-card", top_card),
    ("uncoded", uncoded),
];

/// A text with its names replaced; nothing where one of them has nothing to stand for.
pub(crate) fn filled(text: &str, world: &World) -> Option<String> {
    let mut filled = text.to_owned();
    for (name, value) in NAMES {
        let written = format!("{{{name}}}");
        if filled.contains(&written) {
            filled = filled.replace(&written, &value(world)?);
        }
    }
    Some(filled)
}

/// The bucket of losses without a reason.
const UNCODED: &str = "uncoded";

/// The reason that cost most.
pub(crate) fn top_reason(world: &World) -> Option<(String, String)> {
    let coded = world.findings.lenses.get(Lens::ReasonCode).iter().filter(|bucket| bucket.key != UNCODED);
    let lost = coded.filter_map(|bucket| Some((bucket.lost_arr.filter(|arr| !arr.is_zero())?, &bucket.label)));
    let (arr, label) = lost.max_by_key(|(arr, _)| *arr)?;
    Some((label.clone(), arr.short(&world.facts.currency)))
}

/// The largest loss.
fn top_account(world: &World) -> Option<(String, String)> {
    let lost = world.facts.in_scope().filter(|renewal| renewal.is_churned());
    let (arr, account) = lost.filter_map(|renewal| Some((renewal.before?, renewal.account.to_string()))).max_by_key(|(arr, _)| *arr)?;
    Some((account, arr.short(&world.facts.currency)))
}

/// The card with the most votes; nothing while two have as many.
fn top_card(world: &World) -> Option<String> {
    // What is hidden is not told by its winner either.
    let cards = &world.session().insights;
    if world.session().tally_hidden {
        return None;
    }
    let most = cards.iter().map(|card| card.votes.total()).max().filter(|most| *most > 0)?;
    let mut first = cards.iter().filter(|card| card.votes.total() == most);
    let card = first.next()?;
    first.next().is_none().then(|| format!("{}: {}", card.id, card.text))
}

/// Losses without a reason code.
fn uncoded(world: &World) -> Option<String> {
    let room = RoomDecisions::of(world.session());
    let count = world.facts.in_scope().filter(|renewal| room.is_uncoded_loss(renewal)).count();
    (count > 0).then(|| count.to_string())
}
