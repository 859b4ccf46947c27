//! Leading indicators.

use crate::analysis::findings::{Harm, Signal, Verdict};
use crate::analysis::indicators;
use crate::app::list::{Row, Rows, Value};
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::world::World;
use crate::domain::renewal::Renewal;
use crate::domain::scope::capitalise;
use crate::telling::verdict;

pub fn rows(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.signals, |signal| {
        let rate = |rate: Option<[f64; 3]>| Value::number(rate.map(|[rate, ..]| rate));
        let values = vec![
            Value::Picture,
            Value::text(signal.title()),
            Value::number(signal.risk_ratio),
            Value::Picture,
            Value::number(signal.q),
            rate(signal.with_rate),
            rate(signal.without_rate),
            Value::number(signal.lead_days.map(|days| days as f64)),
            Value::number(signal.arr_lift),
            Value::text(verdict::word(signal.verdict)),
        ];
        Row::new(&signal.signal, values)
    })
}

/// With the signal and without.
pub fn sides(world: &World, i: usize) -> Vec<Beside> {
    let Some(signal) = world.findings.signals.get(i).filter(|signal| signal.verdict != Verdict::Unavailable) else { return vec![] };
    let [with_lost, with_kept, without_lost, without_kept] = signal.table;
    let figure = |n: u64, rate: Option<[f64; 3]>| match rate {
        Some([rate, ..]) => Figure::Share(n, Some(rate), came(signal)),
        None => Figure::Unsaid,
    };
    vec![
        Beside::new(Side::Here, "With the signal", figure(with_lost + with_kept, signal.with_rate)),
        Beside::new(Side::Without, "Without it", figure(without_lost + without_kept, signal.without_rate)),
    ]
}

/// What the signal is held against.
fn came(signal: &Signal) -> &'static str {
    if signal.harm == Harm::Lost { "lost" } else { "lost or shrank" }
}

/// Those that had the signal, or those that did not, with a tick where what it is held against came.
pub fn open(world: &World, i: usize, side: Side) -> Option<Opening> {
    let signal = world.findings.signals.get(i).filter(|signal| signal.verdict != Verdict::Unavailable)?;
    let with = side == Side::Here;
    let read = indicators::read(&world.facts, &signal.signal);
    let members: Vec<(&Renewal, bool)> = read.into_iter().filter(|(_, had, _)| *had == with).map(|(r, _, harmed)| (r, harmed)).collect();
    let harmed = members.iter().filter(|(_, harmed)| *harmed).count();
    let what = if with { signal.title() } else { format!("Without: {}", signal.label) };
    let part = if signal.harm == Harm::Lost { "Lost" } else { "Lost, shrank" };
    let note = signal.why.as_ref().map_or_else(String::new, |why| format!("{}.", capitalise(why)));
    let arr = members.iter().map(|(r, _)| r.before).sum();
    let opening = Opening::ticked(world, what, part, &members).say(&format!("{harmed} {}", came(signal)));
    Some(opening.say_arr(world, arr).explain(note))
}
