//! The forecast's lists: figures, groups, misses, calibration bins, base rates.

use std::collections::HashSet;

use super::overview;
use crate::analysis::drill;
use crate::analysis::findings::MetricKey;
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::drill_down::{Opening, in_window};
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::telling::figures;

pub const FIGURES: [MetricKey; 3] = [MetricKey::ForecastBias, MetricKey::Wape, MetricKey::Brier];

pub fn figures() -> Rows<'static> {
    overview::fixed(&FIGURES, |key| key.label())
}

pub fn groups(model: &Model) -> Rows<'_> {
    Rows::of(&model.world.findings.forecast.rows, |row| {
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
pub fn open_group(model: &Model, i: usize) -> Option<Opening> {
    let row = model.world.findings.forecast.rows.get(i)?;
    let amounts: Vec<(&Renewal, Money)> = members(model, &row.renewals).filter_map(|r| Some((r, drill::off(r)?))).collect();
    let what = in_window(model, &format!("Forecast less actual: {}", row.group));
    Some(Opening::of_amounts(model, what, "Above", &amounts))
}

fn members<'a>(model: &'a Model, ids: &[RenewalId]) -> impl Iterator<Item = &'a Renewal> {
    let wanted: HashSet<&RenewalId> = ids.iter().collect();
    model.world.facts.all().filter(move |r| wanted.contains(&r.id))
}

pub fn misses(model: &Model) -> Rows<'_> {
    Rows::of(&model.world.findings.forecast.misses, |(id, forecast, came)| {
        let renewal = model.world.facts.find(id);
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

pub fn open_miss(model: &Model, i: usize) -> Option<Opening> {
    let (id, ..) = model.world.findings.forecast.misses.get(i)?;
    let renewal = model.world.facts.find(id)?;
    let amounts: Vec<_> = drill::off(renewal).map(|off| (renewal, off)).into_iter().collect();
    Some(Opening::of_amounts(model, format!("Forecast miss: {}", renewal.account), "Above", &amounts))
}

/// The bins that hold forecasts, as they are drawn.
pub fn bins(model: &Model) -> Rows<'_> {
    Rows::of(&model.world.findings.forecast.bins, |bin| Row::new(format!("{:.2}", bin.from), vec![Value::Picture]))
}

pub fn open_bin(model: &Model, i: usize) -> Option<Opening> {
    let bin = model.world.findings.forecast.bins.get(i)?;
    let renewals: Vec<&Renewal> = members(model, &bin.renewals).collect();
    let renewed = renewals.iter().filter(|r| r.is_renewed()).count();
    let what = format!("Forecast {} likely", figures::range([bin.from, bin.to], figures::percent_short));
    let by_chance = figures::interval(bin.low, bin.high, figures::percent_short);
    Some(Opening::over(model, in_window(model, &what), renewals).say(&format!("{renewed} renewed{by_chance}")))
}

pub fn base_rates(model: &Model) -> Rows<'_> {
    Rows::of(&model.world.findings.forecast.base_rates, |rate| Row::new(rate.risk.label(), vec![Value::Picture]))
}

pub fn open_base_rate(model: &Model, i: usize) -> Option<Opening> {
    let rate = model.world.findings.forecast.base_rates.get(i)?;
    let renewals = drill::in_tier(&model.world.facts, rate.risk);
    let renewed = renewals.iter().filter(|r| r.is_renewed()).count();
    let what = format!("Risk {}, the year to {}", rate.risk.label(), model.world.facts.scope.window.to);
    Some(Opening::over(model, what, renewals).say(&format!("{renewed} renewed")))
}
