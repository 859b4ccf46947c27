//! Renewals ahead, and what all of them come to.

use std::collections::HashMap;

use super::List;
use crate::analysis::findings::{Quantity, WatchRow};
use crate::app::list::column::{cell, muted, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::screens::comparison::{Beside, Figure, Side};
use crate::app::screens::drill_down::Opening;
use crate::app::world::World;
use crate::domain::money::Money;
use crate::domain::renewal::{Outcome, Renewal, RenewalId};
use crate::telling::{self, figures};

pub(crate) const FIGURES_AHEAD: List = List::figures(|model| figures(&model.world)).opens(|model, i, _| open_figure(&model.world, i));

pub(crate) const AHEAD: List =
    List::table(|model| rows(&model.world)).compares(|model, i| sides(&model.world, i)).opens(|model, i, side| open(&model.world, i, side));

pub(crate) const FIGURES: [&str; 3] = ["ARR ahead", "Accounts lost", "ARR lost"];

/// None while nothing is ahead.
fn figures(world: &World) -> Rows<'_> {
    if world.findings.watch.rows.is_empty() { Rows::none() } else { Rows::named(&FIGURES, |name| name) }
}

/// The renewals that a figure of all rows is over, with what each adds to it.
pub(crate) fn open_figure(world: &World, i: usize) -> Option<Opening> {
    let list = &world.findings.watch;
    let until = list.total.until?;
    let all = list.rows.iter().flat_map(|row| row.renewals.iter().map(move |id| (id, row)));
    let rows: HashMap<&RenewalId, &WatchRow> = all.collect();
    let row_of = |renewal: &Renewal| rows.get(&renewal.id).copied();
    let renewals = || world.facts.with_ahead().filter(|renewal| rows.contains_key(&renewal.id));
    let what = |what: &str| format!("{what}, due up to {until}");
    let opening = match i {
        0 => {
            let opening = Opening::over(world, what("Ahead"), renewals()).parts(world, "ARR", |r| r.before.map(Quantity::Money));
            opening.say(&format!("{} ARR", list.total.arr.short(&world.facts.currency)))
        }
        1 => {
            let lost = list.total.lost?;
            let opening = Opening::over(world, what("Accounts expected lost"), renewals());
            let rate = |r: &Renewal| row_of(r).filter(|row| row.renewals.first() == Some(&r.id))?.rate.map(Quantity::Number);
            opening.parts(world, "Expected", rate).say(&format!("{} expected lost", figures::decimals(lost.value, 1))).explain(rated(world))
        }
        2 => {
            let arr = list.total.arr_lost?;
            let opening = Opening::over(world, what("ARR expected lost"), renewals());
            let amount = |r: &Renewal| row_of(r).and_then(|row| expected(row, r)).map(Quantity::Money);
            let value = arr.value.short(&world.facts.currency);
            opening.parts(world, "Expected", amount).say(&format!("{value} expected lost")).explain(rated(world))
        }
        _ => return None,
    };
    Some(opening)
}

/// Of a row whose ARR is not known of each renewal, none is in the sum.
fn expected(row: &WatchRow, renewal: &Renewal) -> Option<Money> {
    row.arr?;
    Some(Money::minor((row.rate? * renewal.before?.in_minor() as f64).round() as i64))
}

fn rated(world: &World) -> String {
    let total = &world.findings.watch.total;
    let without = total.past_due + total.too_few;
    let none = if without > 0 { format!(" Of {without} no rate is told, and nothing is expected.") } else { String::new() };
    format!("Each account by the rate at which accounts like it were lost before, once with all that it has due in a quarter.{none}")
}

fn rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a WatchRow>;
    let (all, today) = (&world.findings.watch.rows, world.as_of());
    let due = move |row: &WatchRow| match () {
        () if row.landmark == Some(0) => Tone::Bad,
        () if row.due < today => Tone::Warn,
        () => Tone::Plain,
    };
    let like_it = |row: &WatchRow| row.rate.map_or_else(String::new, |_| format!("{} of {}", row.like_it_lost, row.like_it));
    let tone = |row: &WatchRow, carries: Tone| if row.signs.is_empty() { Tone::Neutral } else { carries };
    let interval =
        |row: &WatchRow| row.low.zip(row.high).map_or_else(String::new, |(low, high)| figures::range([low, high], figures::percent_short));
    let key = |row: &&WatchRow| row.renewals.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let columns = [
        Col::text("Due", 10).by(|row| Value::day(Some(row.due))).says(move |row| cell(row.due.to_string(), due(row))),
        Col::text("Account", 22).says(|row| plain(&*row.account)),
        Col::text("Owner", 16).priority(3).says(|row| muted(&*row.owner)),
        Col::number("ARR", 7).amount(&world.facts.currency, |row| row.arr, Tone::Strong),
        Col::number("Expected", 8)
            .by(|row| Value::number(row.rate))
            .says(move |row| cell(figures::or_missing(row.rate, figures::percent_short), tone(row, Tone::Strong))),
        Col::number("Like it", 9).titled("Lost of").by(|row| Value::count(row.like_it)).says(move |row| muted(like_it(row))),
        Col::text("95 %", 9).priority(2).by(|row| Value::number(row.low)).says(move |row| muted(interval(row))),
        Col::text("Signs", 24).grows().says(move |row| cell(telling::watch::signs(row, today), tone(row, Tone::Plain))),
    ];
    Rows::of(all, key, columns).also(|i| all[i].segment.to_string())
}

/// What the account has due, and what it had due before.
pub(crate) fn sides(world: &World, i: usize) -> Vec<Beside> {
    let Some(row) = world.findings.watch.rows.get(i) else { return vec![] };
    vec![
        Beside::new(Side::Here, "Ahead", Figure::Money(row.arr)),
        Beside::new(Side::Earlier, "Up to now", Figure::Count(before(world, row).count() as u64)),
    ]
}

pub(crate) fn open(world: &World, i: usize, side: Side) -> Option<Opening> {
    let row = world.findings.watch.rows.get(i)?;
    if side == Side::Earlier {
        return Some(Opening::over(world, format!("{}, up to now", row.account), before(world, row)));
    }
    let opening = Opening::new(world, format!("{}, ahead", row.account), &row.renewals);
    let opening = opening.parts(world, "ARR", |r| r.before.filter(|_| row.arr.is_some()).map(Quantity::Money));
    Some(opening.say_arr(world, row.arr).explain(telling::watch::rate(row)))
}

/// What the account had due in the window or before, and what of it was decided since.
fn before<'m>(world: &'m World, row: &WatchRow) -> impl Iterator<Item = &'m Renewal> {
    let end = world.facts.scope.window.to;
    let of_it = world.facts.with_ahead().filter(move |renewal| renewal.account_id == row.account_id);
    of_it.filter(move |r| (r.due <= end || r.outcome != Outcome::Open) && !row.renewals.contains(&r.id))
}
