//! Figures of price, and the price bands.

use super::{List, ListId, rates};
use crate::analysis::drill;
use crate::analysis::findings::Bucket;
use crate::app::list::column::{muted, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::model::Model;
use crate::app::screens::drill_down::{Opening, in_window};
use crate::app::world::World;
use crate::telling::figures;

pub(crate) const FIGURES: [&str; 4] = ["Uplift realised", "Discount to list", "Change by price", "Change by seats"];

pub(crate) const FIGURES_OF_PRICE: List =
    List::figures(|_| Rows::named(&FIGURES, |name| name)).opens(|model, i, _| open_figure(&model.world, i));

pub(crate) const BANDS: List = List::table(bands)
    .compares(|model, i| rates::sides(model, ListId::PriceBands, i))
    .opens(|model, i, side| rates::open(model, ListId::PriceBands, i, side));

fn open_figure(world: &World, i: usize) -> Option<Opening> {
    let (what, part, amounts) = match i {
        0 => ("Price uplift applied", "Uplift", drill::uplifted(&world.facts)),
        1 => ("Discount to list", "Off list", drill::discounted(&world.facts)),
        2 => ("Change of renewed ARR by price", "By price", drill::by_price(&world.facts)),
        3 => ("Change of renewed ARR by seats", "By seats", drill::by_seats(&world.facts)),
        _ => return None,
    };
    Some(Opening::of_amounts(world, in_window(world, what), part, &amounts))
}

/// The question stands only where it changes, while the bands stand in their own order.
fn bands(model: &Model) -> Rows<'_> {
    type Col<'a> = Column<'a, (usize, &'a Bucket)>;
    let all = &model.world.findings.lenses.pricing;
    let in_order = model.screens.list(ListId::PriceBands).is_as_it_comes();
    let group = |i: usize| all[i].group.as_deref().unwrap_or_default();
    let is_first = move |i: usize| !in_order || i == 0 || all[i - 1].group != all[i].group;
    let columns = vec![
        Col::text("Question", 16)
            .by(move |(i, _)| Value::text(group(*i)))
            .says(move |(i, _)| muted(if is_first(*i) { group(*i) } else { "" })),
        Col::text("Band", 16).grows().says(|(i, _)| plain(all[*i].label.as_str())),
        Col::number("Renewed", 7).figure(|(_, band)| band.renewal_rate, figures::percent_short, Tone::Strong),
        rates::plot(1),
        Col::number("Due", 4).count(|(_, band)| band.count, Tone::Neutral),
        Col::number("Lost", 4).losses(|(_, band)| band.churned),
        Col::number("Lost ARR", 9).priority(2).amount(&model.world.facts.currency, |(_, band)| band.lost_arr, Tone::Plain),
        Col::number("Before", 8).priority(3).figure(|(_, band)| band.previous_rate, figures::percent_short, Tone::Faint),
    ];
    Rows::new(all.len(), move |i| (i, &all[i]), |(_, band)| band.key.clone(), columns)
}
