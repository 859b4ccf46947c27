//! Tools of the user's own: asked beside the screen when the room enters their phase, or when somebody wants it. What they answer stands
//! where it belongs, and is part of the record only once somebody accepted it.

use crate::app::command::Command;
use crate::app::keymap;
use std::sync::Arc;

use super::effect::Effect;
use super::guide;
use super::marks::Tone;
use super::model::Model;
use super::overlays::Overlay;
use super::overlays::plans::Beside;
use super::turn::Turn;
use super::world::World;
use crate::domain::event::Event;
use crate::domain::guardrail::ESCALATION_LADDER;
use crate::domain::hook::{AcceptedAnswer, Declared, HookAbout, HookAnswer, HookEnding, HookOn, HookPurpose, HookRun};
use crate::domain::phase::Phase;
use crate::domain::text::counted;
use crate::domain::wish::Wish;

/// What is known of them in this run of the program.
#[derive(Clone, Debug, Default)]
pub struct Tools {
    /// As the configuration has them.
    pub declared: Arc<Vec<Declared>>,
    runs: Vec<Run>,
    last: u64,
    /// Rises whenever something becomes otherwise.
    edition: u64,
}

/// The newest run of a tool about something.
#[derive(Clone, Debug)]
pub(crate) struct Run {
    pub id: u64,
    /// The place of the tool among those declared.
    pub tool: usize,
    pub about: HookAbout,
    pub state: State,
}

#[derive(Clone, Debug)]
pub(crate) enum State {
    UnderWay,
    Came(Box<Came>),
    Failed { ending: HookEnding, why: String, tries: u32 },
}

/// An answer, and what the program made of it.
#[derive(Clone, Debug)]
pub struct Came {
    pub(crate) answer: HookAnswer,
    /// This retro's plan, held against what came.
    pub(crate) beside: Option<Beside>,
}

/// What is to be asked of which tool.
#[derive(Clone, Debug, PartialEq)]
pub struct Asking {
    pub run: u64,
    pub(crate) tool: usize,
    pub(crate) about: HookAbout,
    /// The step that the room is at, and what the guide asks there.
    pub(crate) step: String,
    pub(crate) prompts: Vec<String>,
}

/// What became of it.
#[derive(Clone, Debug)]
pub struct ToolEnded {
    pub run: u64,
    pub(crate) tool: usize,
    pub(crate) milliseconds: u64,
    pub(crate) tries: u32,
    pub(crate) result: Result<Came, (HookEnding, String)>,
}

impl Tools {
    pub(crate) fn edition(&self) -> u64 {
        self.edition
    }

    /// The runs of a tool, the oldest first.
    pub(crate) fn runs_of(&self, tool: usize) -> impl Iterator<Item = &Run> {
        self.runs.iter().filter(move |run| run.tool == tool)
    }

    pub(crate) fn run(&self, id: u64) -> Option<&Run> {
        self.runs.iter().find(|run| run.id == id)
    }

    /// What came for a purpose.
    pub(crate) fn came(&self, purpose: HookPurpose) -> impl Iterator<Item = (&Run, &Came)> {
        let is_for = move |run: &&Run| self.declared.get(run.tool).is_some_and(|declared| declared.purpose == purpose);
        self.runs.iter().filter(is_for).filter_map(|run| if let State::Came(came) = &run.state { Some((run, &**came)) } else { None })
    }

    fn begin(&mut self, tool: usize, about: &HookAbout) -> u64 {
        self.last += 1;
        self.edition += 1;
        self.runs.retain(|run| run.tool != tool || run.about != *about);
        self.runs.push(Run { id: self.last, tool, about: about.clone(), state: State::UnderWay });
        self.last
    }

    /// What tools said of an export counts for that one.
    pub(crate) fn forget_checks(&mut self) {
        let declared = Arc::clone(&self.declared);
        self.edition += 1;
        self.runs.retain(|run| declared.get(run.tool).is_none_or(|declared| declared.purpose != HookPurpose::Verify));
    }
}

/// What a tool would be asked about where things stand as they do; nothing where there is nothing yet.
pub(crate) fn about(model: &Model, declared: &Declared) -> Option<HookAbout> {
    let session = model.world.session();
    match declared.purpose {
        HookPurpose::Notes => account(model).or_else(|| (!declared.wants_account).then(|| theme(&model.world)).flatten()),
        HookPurpose::Prompts => Some(HookAbout::Step { phase: session.phase }),
        HookPurpose::PlanDiff => Some(HookAbout::Plan),
        HookPurpose::Verify => session.exported_to.is_some().then_some(HookAbout::Report),
    }
}

/// Why there is nothing to ask about.
fn nothing(declared: &Declared) -> &'static str {
    match declared.purpose {
        HookPurpose::Notes if declared.wants_account => "Open an account first: the tool is asked about it",
        HookPurpose::Notes => "No loss has a reason yet, and no account is open: there is nothing to ask about",
        HookPurpose::Verify => "Nothing is exported yet: x under Documents exports",
        HookPurpose::Prompts | HookPurpose::PlanDiff => "There is nothing to ask about",
    }
}

/// The account whose page is open.
fn account(model: &Model) -> Option<HookAbout> {
    let page = model.overlays.iter().rev().find_map(|overlay| if let Overlay::Account(page) = overlay { Some(page) } else { None })?;
    let account = page.renewal(model)?.account.to_string();
    Some(HookAbout::Account { account_id: page.account_id.to_string(), account })
}

/// The reason that cost most.
pub(crate) fn theme(world: &World) -> Option<HookAbout> {
    guide::top_reason(world).map(|(name, _)| HookAbout::Theme { name })
}

/// Asks those tools that are asked when the room enters their phase, each once about one thing.
pub(crate) fn follow(turn: &mut Turn) {
    let model = &turn.model;
    let is_still = model.world.tools.declared.is_empty() || model.stands_still(false).is_some() || model.quitting;
    // What there is to ask about comes with the first findings.
    if is_still || model.world.analysing.is_some() {
        return;
    }
    let declared = Arc::clone(&model.world.tools.declared);
    for (tool, one) in declared.iter().enumerate() {
        let is_due = one.on == HookOn::Enter && one.phase == turn.model.world.session().phase;
        let Some(about) = is_due.then(|| about(turn.model, one)).flatten() else { continue };
        if !turn.model.world.tools.runs_of(tool).any(|run| run.about == about) {
            start(turn, tool, about);
        }
    }
}

/// Asks a tool because somebody wants it.
pub(crate) fn ask(turn: &mut Turn, tool: usize) {
    let declared = Arc::clone(&turn.model.world.tools.declared);
    let Some(one) = declared.get(tool) else { return };
    if let Some(refusal) = turn.model.look_only() {
        return turn.warn(refusal.to_string());
    }
    let Some(about) = about(turn.model, one) else { return turn.warn(nothing(one)) };
    if turn.model.world.tools.runs_of(tool).any(|run| run.about == about && matches!(run.state, State::UnderWay)) {
        return turn.say(format!("{} is being asked about {about} already; c calls it off", one.name));
    }
    turn.say(format!("Asking {} about {about} …", one.name));
    start(turn, tool, about);
}

fn start(turn: &mut Turn, tool: usize, about: HookAbout) {
    let phase = turn.model.world.session().phase;
    let (step, prompts) = (turn.model.world.session().step(phase).title.clone(), guide::prompts(turn.model, phase));
    let run = turn.model.world.tools.begin(tool, &about);
    turn.effects.push(Effect::AskTool(Box::new(Asking { run, tool, about, step, prompts })));
}

pub(crate) fn call_off(turn: &mut Turn, run: u64) {
    turn.say("Calling it off …");
    turn.effects.push(Effect::CallOffTool(run));
}

/// A tool has ended: the journal is told how, the screen what it said.
pub(crate) fn ended(turn: &mut Turn, ended: ToolEnded) {
    let declared = Arc::clone(&turn.model.world.tools.declared);
    let Some(one) = declared.get(ended.tool) else { return };
    let ending = ended.result.as_ref().map_or_else(|(ending, _)| *ending, |_| HookEnding::Answered);
    let (milliseconds, tries) = (ended.milliseconds, ended.tries);
    let run = HookRun { hook: one.name.clone(), purpose: one.purpose, phase: one.phase, milliseconds, tries, ending };
    turn.record(Event::HookRan { run });
    // It is newer than what stands there; only a warning is read first.
    turn.model.status.take_if(|status| status.tone != Tone::Warn);
    match &ended.result {
        Ok(came) => turn.say_later(format!("{} answered: {}; {} shows it", one.name, summary(came), keymap::named(Command::Tools))),
        Err((HookEnding::Cancelled, _)) => turn.say_later(format!("{} was called off", one.name)),
        Err((HookEnding::NothingToAsk, why)) => turn.say_later(format!("{}: {why}", one.name)),
        Err((_, why)) => {
            let ladder = ESCALATION_LADDER.join(" → ");
            turn.warn_later(format!(
                "{}: {why}. After {} it is escalated to {ladder}; the retro goes on",
                one.name,
                counted(tries, "try", "tries")
            ));
        }
    }
    let tools = &mut turn.model.world.tools;
    tools.edition += 1;
    if let Some(known) = tools.runs.iter_mut().find(|known| known.id == ended.run) {
        known.state = match ended.result {
            Ok(came) => State::Came(Box::new(came)),
            Err((ending, why)) => State::Failed { ending, why, tries },
        };
    }
    for overlay in &mut turn.model.overlays {
        if let Overlay::Plans(page) = overlay {
            page.stand_beside(besides(&turn.model.world.tools));
        }
    }
}

/// What tools gave to hold this retro's plan against.
pub(crate) fn besides(tools: &Tools) -> Vec<Beside> {
    tools.came(HookPurpose::PlanDiff).filter_map(|(_, came)| came.beside.clone()).collect()
}

/// What came, in a few words.
pub(crate) fn summary(came: &Came) -> String {
    match (came.answer.passed, came.beside.is_some() && came.answer.items.is_empty(), came.answer.items.len()) {
        (Some(true), ..) => "passed".to_owned(),
        (Some(false), ..) => "not passed".to_owned(),
        (None, true, _) => "an earlier plan".to_owned(),
        (None, false, n) => counted(n, "line", "lines"),
    }
}

/// The answer of a run as it would enter the record.
pub(crate) fn to_accept(world: &World, run: &Run) -> Option<AcceptedAnswer> {
    let State::Came(came) = &run.state else { return None };
    let declared = world.tools.declared.get(run.tool)?;
    let text = if came.answer.words().is_empty() { summary(came) } else { came.answer.words() };
    let (hook, source) = (declared.name.clone(), came.answer.source.clone());
    Some(AcceptedAnswer { hook, purpose: declared.purpose, about: run.about.clone(), source, text })
}

/// Whether the answer of a run is part of the record.
pub(crate) fn is_accepted(world: &World, run: &Run) -> bool {
    to_accept(world, run).is_some_and(|answer| world.session().hook_answers.contains(&answer))
}

/// What tools say about an account: from where, what, and whether it is part of the record. What was accepted in an earlier run stands
/// there, too.
pub(crate) fn notes_on(world: &World, is_it: impl Fn(&HookAbout) -> bool) -> Vec<(String, String, bool)> {
    let came = world.tools.came(HookPurpose::Notes).filter(|(run, _)| is_it(&run.about) && !is_accepted(world, run));
    let open = came.flat_map(|(_, came)| came.answer.items.iter().map(|item| (came.answer.source.clone(), item.clone(), false)));
    let accepted = world.session().hook_answers.iter().filter(|answer| answer.purpose == HookPurpose::Notes && is_it(&answer.about));
    accepted.map(|answer| (answer.source.clone(), answer.text.clone(), true)).chain(open).collect()
}

/// What tools say the facilitator may ask in a phase, each with its source, and whether it is part of the record.
pub(crate) fn prompts(world: &World, phase: Phase) -> Vec<(String, Vec<String>, bool)> {
    let is_it = |about: &HookAbout| *about == HookAbout::Step { phase };
    let came = world.tools.came(HookPurpose::Prompts).filter(|(run, _)| is_it(&run.about) && !is_accepted(world, run));
    let open = came.map(|(_, came)| (came.answer.source.clone(), came.answer.items.clone(), false));
    let accepted = world.session().hook_answers.iter().filter(|answer| answer.purpose == HookPurpose::Prompts && is_it(&answer.about));
    accepted.map(|answer| (answer.source.clone(), vec![answer.text.clone()], true)).chain(open).collect()
}

/// What tools say of the report as it was exported.
pub(crate) fn checks(world: &World) -> impl Iterator<Item = (&Run, &Came, bool)> {
    world.tools.came(HookPurpose::Verify).map(|(run, came)| (run, came, is_accepted(world, run)))
}

pub(crate) fn accept(turn: &mut Turn, run: u64) {
    let answer = turn.model.world.tools.run(run).and_then(|run| to_accept(&turn.model.world, run));
    match answer {
        Some(answer) => {
            if turn.ask(Wish::AcceptAnswer(Box::new(answer))).is_some() {
                turn.model.world.tools.edition += 1;
            }
        }
        None => turn.warn("There is no answer to accept yet"),
    }
}
