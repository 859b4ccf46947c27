//! Figures of price, and the price bands.

use super::overview::fixed;
use crate::analysis::drill;
use crate::app::list::{Row, Rows, Value};
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::world::World;

pub const FIGURES: [&str; 4] = ["Uplift realised", "Discount to list", "By price", "By seats"];

pub fn figures() -> Rows<'static> {
    fixed(&FIGURES, |name| name)
}

pub fn open_figure(world: &World, i: usize) -> Option<Opening> {
    let (what, part, amounts) = match i {
        0 => ("Price uplift applied", "Uplift", drill::uplifted(&world.facts)),
        1 => ("Discount to list", "Off list", drill::discounted(&world.facts)),
        2 => ("Change of renewed ARR by price", "By price", drill::by_price(&world.facts)),
        3 => ("Change of renewed ARR by seats", "By seats", drill::by_seats(&world.facts)),
        _ => return None,
    };
    Some(Opening::of_amounts(world, in_window(world, what), part, &amounts))
}

pub fn bands(world: &World) -> Rows<'_> {
    Rows::of(&world.findings.lenses.pricing, |band| {
        let values = vec![
            Value::text(band.group.as_deref().unwrap_or_default()),
            Value::text(&band.label),
            Value::number(band.renewal_rate),
            Value::Picture,
            Value::count(band.count),
            Value::count(band.churned),
            Value::money(band.lost_arr),
            Value::number(band.previous_rate),
        ];
        Row::new(&band.key, values)
    })
}
