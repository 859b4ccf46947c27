//! The overview's figures: headlines, outcomes, the bridge.

use super::metrics::BEFORE;
use super::{List, ListId, metrics};
use crate::analysis::drill::{self, Step};
use crate::analysis::findings::MetricKey;
use crate::app::list::column::{cell, muted};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::world::World;
use crate::domain::renewal::{Outcome as Decided, Renewal};
use crate::telling::figures;

pub const HEADLINES: [MetricKey; 3] = [MetricKey::Grr, MetricKey::Nrr, MetricKey::LogoRetention];

pub(crate) const LARGE: List = List::figures(|_| Rows::named(&HEADLINES, |key| key.label()))
    .compares(|model, i| metrics::sides(model, ListId::Headlines, i))
    .opens(|model, i, side| metrics::open(model, ListId::Headlines, i, side));

pub(crate) const OUTCOMES: List = List::table(|model| outcome_rows(&model.world))
    .compares(|model, i| outcome_sides(&model.world, i))
    .opens(|model, i, side| open_outcome(&model.world, i, side));

pub(crate) const BRIDGE: List =
    List::fixed(|_| Rows::named(&Step::ALL, |step| step.label())).opens(|model, i, _| open_step(&model.world, i));

/// One outcome: its mark and name, the renewals it stands for, how many there are now and were in the window before,
/// and whether more of it is good.
#[derive(Clone, Copy)]
pub(crate) struct Outcome {
    pub name: &'static str,
    pub title: &'static str,
    pub is: fn(&World, &Renewal) -> bool,
    pub now: u64,
    pub before: Option<u64>,
    pub is_good: Option<bool>,
}

impl Outcome {
    fn tone(&self) -> Tone {
        match self.is_good {
            Some(true) => Tone::Good,
            Some(false) if self.now > 0 => Tone::Bad,
            _ => Tone::Plain,
        }
    }
}

/// What is not yet due stands among them while anything is; where nobody can say what was due, what was lost alone.
pub(crate) fn outcomes(world: &World) -> Vec<Outcome> {
    let (now, before) = (&world.findings.counts, &world.findings.previous_counts);
    let uncoded = world.facts.in_scope().filter(|r| is_uncoded(world, r)).count() as u64;
    let outcome = |name, title, is, now, before, is_good| Outcome { name, title, is, now, before, is_good };
    let lost = outcome("× Churned", "Churned", |_, r| r.is_churned(), now.churned, Some(before.churned), Some(false));
    let unexplained = outcome("? No reason", "Lost without a reason code", is_uncoded, uncoded, None, None);
    if world.facts.no_dues.is_some() {
        return vec![lost, unexplained];
    }
    let mut all = vec![
        outcome("Due", "Due", |_, _| true, now.due, Some(before.due), None),
        outcome("● Renewed", "Renewed", |_, r| r.is_renewed(), now.renewed, Some(before.renewed), Some(true)),
        lost,
        outcome("▼ Shrank", "Shrank", |_, r| r.is_contracted(), now.contracted, Some(before.contracted), Some(false)),
        outcome("▲ Grew", "Grew", |_, r| r.is_expanded(), now.expanded, Some(before.expanded), Some(true)),
        outcome("○ Open", "Open", |_, r| r.outcome == Decided::Open, now.open, Some(before.open), None),
        unexplained,
    ];
    if now.not_yet_due > 0 {
        let not_yet = outcome("◌ Not due", "Not yet due", is_not_yet_due, now.not_yet_due, Some(before.not_yet_due), None);
        all.insert(all.len() - 1, not_yet);
    }
    all
}

fn is_not_yet_due(world: &World, renewal: &Renewal) -> bool {
    renewal.is_not_yet_due(world.facts.scope.known_by())
}

/// Lost, and neither the data nor the room has given a reason.
fn is_uncoded(world: &World, renewal: &Renewal) -> bool {
    renewal.is_churned() && world.reason_of(renewal).is_none()
}

fn outcome_rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, Outcome>;
    let all = outcomes(world);
    let before = world.facts.scope.comparisons().0.label;
    let columns = vec![
        Col::text("Outcome", 11).grows().by(|one: &Outcome| Value::text(one.title)).says(|one| cell(one.name, one.tone())),
        Col::number("Now", 5).count(|one| one.now, Tone::Strong),
        Col::number(BEFORE, 9)
            .titled(before)
            .or_short(BEFORE)
            .by(|one| Value::number(one.before.map(|n| n as f64)))
            .says(|one| muted(one.before.map_or_else(String::new, figures::count))),
    ];
    let names: Vec<&str> = all.iter().map(|one| one.name).collect();
    Rows::new(all.len(), move |i| all[i], |one| one.title, columns).also(move |i| names[i].to_owned())
}

fn outcome_sides(world: &World, i: usize) -> Vec<Beside> {
    let Some(Outcome { now, before: Some(before), .. }) = outcomes(world).into_iter().nth(i) else { return vec![] };
    let all = [(Side::Here, now), (Side::BEFORE, before)];
    all.map(|(side, n)| Beside::when(world, side, Figure::Count(n))).into()
}

fn open_outcome(world: &World, i: usize, side: Side) -> Option<Opening> {
    let wanted = outcomes(world).into_iter().nth(i)?;
    let window = side.window(world);
    let renewals = world.facts.due_in(&window).filter(|r| (wanted.is)(world, r));
    Some(Opening::over(world, side.when(world, wanted.title), renewals))
}

/// The renewals that make a step, with what each adds to it.
fn open_step(world: &World, i: usize) -> Option<Opening> {
    let step = *Step::ALL.get(i)?;
    let parts = drill::step(&world.facts, step);
    Some(Opening::of_amounts(world, in_window(world, step.label()), "Adds", &parts))
}
