//! The forecast's lists: figures, groups, misses, calibration bins, base rates.

use std::collections::HashSet;

use super::{List, ListId, metrics};
use crate::analysis::drill;
use crate::analysis::findings::{ForecastRow, MetricKey};
use crate::app::list::column::{cell, plain, strong};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::{self, Tone};
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::world::World;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::telling::{figures, forecast};

pub(crate) const FIGURES: [MetricKey; 3] = [MetricKey::ForecastBias, MetricKey::Wape, MetricKey::Brier];

pub(crate) const HOW_FAR_OFF: List = List::figures(|_| Rows::named(&FIGURES, |key| key.label()))
    .compares(|model, i| metrics::sides(model, ListId::ForecastFigures, i))
    .opens(|model, i, side| metrics::open(model, ListId::ForecastFigures, i, side));

pub(crate) const GROUPS: List = List::table(|model| groups(&model.world))
    .opens(|model, i, _| open_group(&model.world, i))
    .found_as("forecast", |world, key, renewals| {
        world.findings.forecast.rows.iter().position(|row| row.group == key && row.renewals == renewals)
    });

pub(crate) const MISSES: List = List::table(|model| misses(&model.world)).opens(|model, i, _| open_miss(&model.world, i));

pub(crate) const CALIBRATION: List = List::fixed(|model| bins(&model.world)).opens(|model, i, _| open_bin(&model.world, i));

pub(crate) const BASE_RATES: List = List::fixed(|model| base_rates(&model.world)).opens(|model, i, _| open_base_rate(&model.world, i));

fn groups(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a ForecastRow>;
    let currency = &world.facts.currency;
    let columns = [
        Col::text("Group", 16).grows().says(|row| plain(row.group.as_str())),
        Col::number("Forecast", 8).priority(3).amount(currency, |row| Some(row.forecast), Tone::Neutral),
        Col::number("Came", 8).priority(2).amount(currency, |row| Some(row.actual), Tone::Plain),
        Col::text("Bias", 24)
            .titled("  Bias")
            .by(|row| Value::number(row.bias))
            .says(|row| cell(bias(row), if row.leans() { Tone::Warn } else { Tone::Plain })),
        Col::number("n", 4).count(|row| row.n, Tone::Neutral),
        Col::number("WAPE", 7).priority(1).figure(|row| row.wape, figures::percent_short, Tone::Neutral),
    ];
    Rows::of(&world.findings.forecast.rows, |row| row.group.as_str(), columns)
}

/// A lean is marked; the other rows are quiet.
fn bias(row: &ForecastRow) -> String {
    let mark = if row.leans() { "◆ " } else { "  " };
    format!("{mark}{}", forecast::bias_short(row))
}

/// The group's renewals, with how far each forecast was above what came.
fn open_group(world: &World, i: usize) -> Option<Opening> {
    let row = world.findings.forecast.rows.get(i)?;
    let amounts: Vec<(&Renewal, Money)> = members(world, &row.renewals).filter_map(|r| Some((r, drill::off(r)?))).collect();
    let what = in_window(world, &format!("Forecast less actual: {}", row.group));
    Some(Opening::of_amounts(world, what, "Above", &amounts))
}

fn members<'a>(world: &'a World, ids: &[RenewalId]) -> impl Iterator<Item = &'a Renewal> {
    let wanted: HashSet<&RenewalId> = ids.iter().collect();
    world.facts.all().filter(move |r| wanted.contains(&r.id))
}

/// A renewal, what was forecast of it, and what came.
type Miss = (RenewalId, Money, Money);

fn misses(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Miss>;
    let (currency, all) = (&world.facts.currency, &world.findings.forecast.misses);
    let renewal = move |miss: &Miss| world.facts.find(&miss.0);
    let columns = [
        Col::text("Account", 24)
            .grows()
            .says(move |miss| renewal(miss).map_or_else(|| plain(miss.0.to_string()), |r| plain(marks::account(&world.facts, r)))),
        Col::number("Forecast", 8).priority(2).amount(currency, |miss| Some(miss.1), Tone::Neutral),
        Col::number("Came", 8).priority(3).amount(currency, |miss| Some(miss.2), Tone::Plain),
        Col::number("Off by", 8)
            .by(|miss| Value::money(Some(miss.1 - miss.2)))
            .says(|miss| strong((miss.1 - miss.2).short_signed(currency))),
        Col::text("Outcome", 9)
            .priority(1)
            .says(move |miss| renewal(miss).map_or(("", Tone::Neutral), |renewal| marks::became(renewal.became()))),
    ];
    Rows::of(all, |miss| &*miss.0.0, columns).also(move |i| renewal(&all[i]).map_or_else(String::new, |r| r.cs_owner.to_string()))
}

fn open_miss(world: &World, i: usize) -> Option<Opening> {
    let (id, ..) = world.findings.forecast.misses.get(i)?;
    let renewal = world.facts.find(id)?;
    let amounts: Vec<_> = drill::off(renewal).map(|off| (renewal, off)).into_iter().collect();
    Some(Opening::of_amounts(world, format!("Forecast miss: {}", renewal.account), "Above", &amounts))
}

/// The bins that hold forecasts, as they are drawn.
fn bins(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.forecast.bins, |bin| format!("{:.2}", bin.from), [])
}

fn open_bin(world: &World, i: usize) -> Option<Opening> {
    let bin = world.findings.forecast.bins.get(i)?;
    let renewals: Vec<&Renewal> = members(world, &bin.renewals).collect();
    let renewed = renewals.iter().filter(|r| r.is_renewed()).count();
    let what = format!("Forecast {} likely", figures::range([bin.from, bin.to], figures::percent_short));
    let by_chance = figures::interval(bin.low, bin.high, figures::percent_short);
    Some(Opening::over(world, in_window(world, &what), renewals).say(&format!("{renewed} renewed{by_chance}")))
}

fn base_rates(world: &World) -> Rows<'_> {
    Rows::named(&world.findings.forecast.base_rates, |rate| rate.risk.label())
}

fn open_base_rate(world: &World, i: usize) -> Option<Opening> {
    let rate = world.findings.forecast.base_rates.get(i)?;
    let renewals = drill::in_tier(&world.facts, rate.risk);
    let renewed = renewals.iter().filter(|r| r.is_renewed()).count();
    let what = format!("Risk {}, the year to {}", rate.risk.label(), world.facts.scope.window.to);
    Some(Opening::over(world, what, renewals).say(&format!("{renewed} renewed")))
}
