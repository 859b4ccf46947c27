//! The forecast's lists: figures, groups, misses, calibration bins, base rates.

use std::collections::HashSet;

use super::overview;
use crate::analysis::drill;
use crate::analysis::findings::MetricKey;
use crate::app::list::{Row, Rows, Value};
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::world::World;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::telling::figures;

pub const FIGURES: [MetricKey; 3] = [MetricKey::ForecastBias, MetricKey::Wape, MetricKey::Brier];

pub fn figures() -> Rows<'static> {
    overview::fixed(&FIGURES, |key| key.label())
}

pub fn groups(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.forecast.rows, |row| {
        let values = vec![
            Value::text(&row.group),
            Value::money(Some(row.forecast)),
            Value::money(Some(row.actual)),
            Value::number(row.bias),
            Value::number(row.wape),
            Value::count(row.n),
        ];
        Row::new(&row.group, values)
    })
}

/// The group's renewals, with how far each forecast was above what came.
pub fn open_group(world: &World, i: usize) -> Option<Opening> {
    let row = world.findings.forecast.rows.get(i)?;
    let amounts: Vec<(&Renewal, Money)> = members(world, &row.renewals).filter_map(|r| Some((r, drill::off(r)?))).collect();
    let what = in_window(world, &format!("Forecast less actual: {}", row.group));
    Some(Opening::of_amounts(world, what, "Above", &amounts))
}

fn members<'a>(world: &'a World, ids: &[RenewalId]) -> impl Iterator<Item = &'a Renewal> {
    let wanted: HashSet<&RenewalId> = ids.iter().collect();
    world.facts.all().filter(move |r| wanted.contains(&r.id))
}

pub fn misses(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.forecast.misses, |(id, forecast, came)| {
        let renewal = world.facts.find(id);
        let values = vec![
            Value::text(renewal.map_or_else(|| id.to_string(), |r| r.account.to_string())),
            Value::money(Some(*forecast)),
            Value::money(Some(*came)),
            Value::money(Some(*forecast - *came)),
            Value::text(renewal.map_or("", |r| r.became().label())),
        ];
        Row::new(&*id.0, values).also(renewal.map_or("", |r| &r.cs_owner))
    })
}

pub fn open_miss(world: &World, i: usize) -> Option<Opening> {
    let (id, ..) = world.findings.forecast.misses.get(i)?;
    let renewal = world.facts.find(id)?;
    let amounts: Vec<_> = drill::off(renewal).map(|off| (renewal, off)).into_iter().collect();
    Some(Opening::of_amounts(world, format!("Forecast miss: {}", renewal.account), "Above", &amounts))
}

/// The bins that hold forecasts, as they are drawn.
pub fn bins(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.forecast.bins, |bin| Row::new(format!("{:.2}", bin.from), vec![Value::Picture]))
}

pub fn open_bin(world: &World, i: usize) -> Option<Opening> {
    let bin = world.findings.forecast.bins.get(i)?;
    let renewals: Vec<&Renewal> = members(world, &bin.renewals).collect();
    let renewed = renewals.iter().filter(|r| r.is_renewed()).count();
    let what = format!("Forecast {} likely", figures::range([bin.from, bin.to], figures::percent_short));
    let by_chance = figures::interval(bin.low, bin.high, figures::percent_short);
    Some(Opening::over(world, in_window(world, &what), renewals).say(&format!("{renewed} renewed{by_chance}")))
}

pub fn base_rates(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.forecast.base_rates, |rate| Row::new(rate.risk.label(), vec![Value::Picture]))
}

pub fn open_base_rate(world: &World, i: usize) -> Option<Opening> {
    let rate = world.findings.forecast.base_rates.get(i)?;
    let renewals = drill::in_tier(&world.facts, rate.risk);
    let renewed = renewals.iter().filter(|r| r.is_renewed()).count();
    let what = format!("Risk {}, the year to {}", rate.risk.label(), world.facts.scope.window.to);
    Some(Opening::over(world, what, renewals).say(&format!("{renewed} renewed")))
}
