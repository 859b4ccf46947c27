//! Blockers that cost the most and repeat, and what is new or growing.

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Emerging;
use crate::analysis::{blockers, emerging};
use crate::app::list::{Row, Rows, Value};
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::world::World;
use crate::domain::scope::capitalise;

pub fn blocker_rows(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.blockers, |found| {
        let now = found.windows.first().copied().unwrap_or(0);
        let values = vec![
            Value::text(found.reason.label()),
            Value::money(found.lost_arr),
            Value::count(found.accounts),
            Value::Picture,
            Value::count(now),
            Value::text(found.seen_in.as_deref().unwrap_or_default()),
            Value::number(found.usual.and_then(|usual| usual.repeats_by_chance)),
        ];
        Row::new(found.reason.as_str(), values).also(found.reason.group_label())
    })
}

/// The windows whose losses stand beside each other in the row, newest first.
pub fn blocker_sides(world: &World, i: usize) -> Vec<Beside> {
    let windows = world.findings.blockers.get(i).map_or(&[][..], |found| &found.windows);
    let side = |(back, n): (usize, &u64)| Beside::when(world, if back == 0 { Side::Here } else { Side::Back(back) }, Figure::Count(*n));
    windows.iter().enumerate().map(side).collect()
}

pub fn open_blocker(world: &World, i: usize, side: Side) -> Option<Opening> {
    let found = world.findings.blockers.get(i)?;
    let what = side.when(world, &found.reason.label());
    if side == Side::Here {
        return Some(Opening::lost(world, what, &found.renewals, found.lost_arr));
    }
    let renewals = blockers::behind(&world.facts, &RoomDecisions::of(world.session()), &found.reason, &side.window(world));
    Some(Opening::lost_at(world, what, &renewals))
}

/// `Competitor: Vellorio`: the label with what kind of thing it is.
pub fn named(found: &Emerging) -> String {
    let kind = found.key.split_once(':').map_or("", |(kind, _)| kind);
    format!("{}: {}", capitalise(kind), found.label)
}

pub fn rows(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.emerging, |found| {
        let share = |n: u64, of: u64| Value::number((of > 0).then(|| n as f64 / of as f64));
        let values = vec![
            Value::text(named(found)),
            share(found.now, found.now_of),
            share(found.before, found.before_of),
            Value::number(Some(found.q)),
            Value::day(Some(found.first_seen)),
            Value::text(found.within.as_deref().unwrap_or_default()),
            Value::money(found.arr),
        ];
        Row::new(format!("{} {}", found.key, found.within.as_deref().unwrap_or_default()), values)
    })
}

/// Where and since when it grew, and what that stands out against.
pub fn sides(world: &World, i: usize) -> Vec<Beside> {
    let Some(found) = world.findings.emerging.get(i) else { return vec![] };
    vec![
        Beside::new(Side::Here, "Now", Figure::Of(found.now, found.now_of)),
        Beside::new(Side::Earlier, capitalise(found.other()), Figure::Of(found.before, found.before_of)),
    ]
}

pub fn open(world: &World, i: usize, side: Side) -> Option<Opening> {
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
