//! Blockers that cost the most and repeat, and what is new or growing.

use unicode_width::UnicodeWidthStr;

use super::List;
use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::{BlockerFinding, Emerging};
use crate::analysis::{blockers, emerging};
use crate::app::list::column::{cell, muted, plain, strong};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::world::World;
use crate::domain::scope::capitalise;
use crate::telling::figures;

/// The column with the course of the losses.
pub(crate) const BY_WINDOW: &str = "By window";

pub(crate) const COSTLY: List = List::table(|model| blocker_rows(&model.world))
    .compares(|model, i| blocker_sides(&model.world, i))
    .opens(|model, i, side| open_blocker(&model.world, i, side))
    .found_as("reason", |world, key, renewals| {
        world.findings.blockers.iter().position(|b| b.reason.as_str() == key && b.renewals == renewals)
    });

pub(crate) const GROWING: List = List::table(|model| rows(&model.world))
    .compares(|model, i| sides(&model.world, i))
    .opens(|model, i, side| open(&model.world, i, side))
    .found_as("emerging", |world, key, renewals| world.findings.emerging.iter().position(|e| e.key == key && e.renewals == renewals));

fn blocker_rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a BlockerFinding>;
    let all = &world.findings.blockers;
    let tone = |found: &BlockerFinding| if found.usual.is_some_and(|usual| usual.is_above()) { Tone::Strong } else { Tone::Plain };
    let by_chance = |found: &&BlockerFinding| found.usual.and_then(|usual| usual.repeats_by_chance);
    let seen = |found: &BlockerFinding| found.seen_in.as_deref().map_or_else(String::new, |session| format!("! {session}"));
    // A session's name says something when it is whole.
    let whole = all.iter().map(|found| seen(found).width() as u16).max().unwrap_or(0);
    let columns = [
        Col::text("Reason", 16).grows().says(move |found| (found.reason.label(), tone(found))),
        Col::number("Lost ARR", 8).amount(&world.facts.currency, |found| found.lost_arr, Tone::Strong),
        Col::number("Accounts", 8).priority(1).count(|found| found.accounts, Tone::Plain),
        Col::text(BY_WINDOW, 9),
        Col::number("Now", 4).priority(2).count(|found| found.windows.first().copied().unwrap_or(0), Tone::Neutral),
        Col::text("Critical before", whole.max(15)).priority(3).says(move |found| (seen(found), Tone::Bad)),
        Col::number("By chance", 9).priority(4).figure(by_chance, figures::percent_short, Tone::Neutral),
    ];
    Rows::of(all, |found| found.reason.as_str(), columns).also(|i| all[i].reason.group_label().to_owned())
}

/// The windows whose losses stand beside each other in the row, newest first.
fn blocker_sides(world: &World, i: usize) -> Vec<Beside> {
    let windows = world.findings.blockers.get(i).map_or(&[][..], |found| &found.windows);
    let side = |(back, n): (usize, &u64)| Beside::when(world, if back == 0 { Side::Here } else { Side::Back(back) }, Figure::Count(*n));
    windows.iter().enumerate().map(side).collect()
}

fn open_blocker(world: &World, i: usize, side: Side) -> Option<Opening> {
    let found = world.findings.blockers.get(i)?;
    let what = side.when(world, &found.reason.label());
    if side == Side::Here {
        return Some(Opening::lost(world, what, &found.renewals, found.lost_arr));
    }
    let renewals = blockers::behind(&world.facts, &RoomDecisions::of(world.session()), &found.reason, &side.window(world));
    Some(Opening::lost_at(world, what, &renewals))
}

/// `Competitor: Vellorio`: the label with what kind of thing it is.
pub(crate) fn named(found: &Emerging) -> String {
    let kind = found.key.split_once(':').map_or("", |(kind, _)| kind);
    format!("{}: {}", capitalise(kind), found.label)
}

fn rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Emerging>;
    let share = |n: u64, of: u64| Value::number((of > 0).then(|| n as f64 / of as f64));
    let columns = [
        Col::text("What", 20).grows().says(|found| plain(named(found))),
        Col::text("Now", 9)
            .by(move |found| share(found.now, found.now_of))
            .says(|found| strong(format!("{} of {}", found.now, found.now_of))),
        Col::text("Otherwise", 9)
            .by(move |found| share(found.before, found.before_of))
            .says(|found| muted(format!("{} of {}", found.before, found.before_of))),
        Col::number("q", 7).priority(1).figure(|found| Some(found.q), figures::probability_short, Tone::Plain),
        Col::text("First seen", 10).priority(2).day(|found| Some(found.first_seen), Tone::Neutral),
        Col::text("Where", 14).priority(3).says(|found| cell(found.within.as_deref().unwrap_or_default(), Tone::Info)),
        Col::number("ARR", 7).priority(4).amount(&world.facts.currency, |found| found.arr, Tone::Plain),
    ];
    Rows::of(&world.findings.emerging, |found| format!("{} {}", found.key, found.within.as_deref().unwrap_or_default()), columns)
}

/// Where and since when it grew, and what that stands out against.
fn sides(world: &World, i: usize) -> Vec<Beside> {
    let Some(found) = world.findings.emerging.get(i) else { return vec![] };
    vec![
        Beside::new(Side::Here, "Now", Figure::Of(found.now, found.now_of)),
        Beside::new(Side::Earlier, capitalise(found.other()), Figure::Of(found.before, found.before_of)),
    ]
}

fn open(world: &World, i: usize, side: Side) -> Option<Opening> {
    let found = world.findings.emerging.get(i)?;
    if side == Side::Earlier {
        let renewals = emerging::before(&world.facts, &RoomDecisions::of(world.session()), found);
        let arr = renewals.iter().map(|r| r.before).sum();
        let what = format!("{}, {}", named(found), found.other());
        return Some(Opening::over(world, what, renewals).say_arr(world, arr));
    }
    let place = found.within.as_deref().map_or_else(String::new, |within| format!(", {within}"));
    let opening = Opening::new(world, format!("{}{place}, {}", named(found), found.span), &found.renewals);
    Some(opening.say_arr(world, found.arr))
}
