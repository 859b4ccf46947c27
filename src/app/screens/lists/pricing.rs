//! Figures of price, and the price bands.

use super::overview::fixed;
use crate::analysis::drill;
use crate::app::list::{Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::drill_down::{Opening, in_window};

pub const FIGURES: [&str; 4] = ["Uplift realised", "Discount to list", "By price", "By seats"];

pub fn figures() -> Rows<'static> {
    fixed(&FIGURES, |name| name)
}

pub fn open_figure(model: &Model, i: usize) -> Option<Opening> {
    let (what, part, amounts) = match i {
        0 => ("Price uplift applied", "Uplift", drill::uplifted(&model.world.facts)),
        1 => ("Discount to list", "Off list", drill::discounted(&model.world.facts)),
        2 => ("Change of renewed ARR by price", "By price", drill::by_price(&model.world.facts)),
        3 => ("Change of renewed ARR by seats", "By seats", drill::by_seats(&model.world.facts)),
        _ => return None,
    };
    Some(Opening::of_amounts(model, in_window(model, what), part, &amounts))
}

pub fn bands(model: &Model) -> Rows<'_> {
    Rows::of(&model.world.findings.lenses.pricing, |band| {
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
