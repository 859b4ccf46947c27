//! Leading indicators.

use super::List;
use super::rates::PLOT;
use crate::analysis::findings::{Harm, Signal, Verdict};
use crate::analysis::indicators;
use crate::app::list::column::cell;
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::{self, Tone};
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::world::World;
use crate::domain::renewal::Renewal;
use crate::domain::scope::capitalise;
use crate::telling::{figures, verdict};

pub(crate) const TRIED: List = List::table(|model| rows(&model.world))
    .compares(|model, i| sides(&model.world, i))
    .opens(|model, i, side| open(&model.world, i, side))
    .found_as("signal", |world, key, renewals| world.findings.signals.iter().position(|s| s.signal == key && s.renewals == renewals));

/// Cells from which on a whole title has room.
const WHOLE: u16 = 82;

fn rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Signal>;
    let mark = |signal: &&Signal| marks::verdict(signal.verdict);
    let tone = |signal: &Signal| {
        if matches!(signal.verdict, Verdict::Holds | Verdict::NotShown) { Tone::Plain } else { Tone::Faint }
    };
    let first = |rate: Option<[f64; 3]>| rate.map(|[rate, ..]| rate);
    let columns = [
        Col::text("mark", 1).titled("").unsorted().says(mark),
        Col::text("Signal", 38)
            .grows()
            .by(|signal| Value::text(signal.title()))
            .says(move |signal| cell(capitalise(&signal.brief), tone(signal)))
            .or_from(WHOLE, move |signal: &&Signal| cell(signal.title(), tone(signal))),
        Col::number("Times", 8).figure(|signal| signal.risk_ratio, figures::ratio_short, Tone::Strong),
        Col::text(PLOT, 18).titled("¼   1    4  16  64").priority(1),
        Col::number("q", 7).priority(2).figure(|signal| signal.q, figures::probability_short, Tone::Plain),
        Col::number("With", 6).priority(3).figure(move |signal| first(signal.with_rate), figures::percent_short, Tone::Plain),
        Col::number("Without", 7).priority(4).figure(move |signal| first(signal.without_rate), figures::percent_short, Tone::Neutral),
        Col::number("Lead, days", 10)
            .priority(5)
            .by(|signal| Value::number(signal.lead_days.map(|days| days as f64)))
            .says(|signal| cell(figures::or_missing(signal.lead_days, |days| days.to_string()), Tone::Neutral)),
        Col::number("ARR lift", 9).priority(6).figure(|signal| signal.arr_lift, figures::points_signed_short, Tone::Plain),
        Col::text("Verdict", 14)
            .priority(7)
            .says(move |signal| (format!("{} {}", mark(signal).0, verdict::word(signal.verdict)), mark(signal).1)),
    ];
    Rows::of(&world.findings.signals, |signal| &*signal.signal, columns)
}

/// With the signal and without.
fn sides(world: &World, i: usize) -> Vec<Beside> {
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
fn open(world: &World, i: usize, side: Side) -> Option<Opening> {
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
