//! What may be discussed: the cards of all columns, the most voted first.

use std::cmp::Reverse;

use super::List;
use crate::app::list::column::{cell, faint, plain};
use crate::app::list::{Column, Rows, Value};
use crate::app::marks::Tone;
use crate::app::world::World;
use crate::domain::card::Insight;
use crate::domain::money::Money;
use crate::telling::figures;

pub(crate) const QUEUE: List = List::table(|model| rows(&model.world));

/// The order of the queue where no other is chosen: votes, then what is at stake, then as they came.
pub fn all(world: &World) -> Vec<&Insight> {
    let session = world.session();
    let mut cards: Vec<&Insight> = session.insights.iter().collect();
    // What nobody may see yet orders nothing.
    let votes = |card: &Insight| if session.tally_hidden { 0 } else { card.votes.total() };
    cards.sort_by_key(|card| Reverse((votes(card), at_stake(card))));
    cards
}

/// The most that a card's evidence puts at stake.
pub fn at_stake(card: &Insight) -> Option<Money> {
    card.evidence.iter().filter_map(|evidence| evidence.arr).max()
}

fn rows(world: &World) -> Rows<'_> {
    type Col<'a> = Column<'a, &'a Insight>;
    let (session, all) = (world.session(), all(world));
    let hidden = session.tally_hidden;
    let mark = move |card: &&Insight| match session.topic() {
        Some((topic, _)) if topic.id == card.id => cell("▶", Tone::Accent),
        _ if session.is_discussed(card) => cell("✓", Tone::Good),
        _ => faint(""),
    };
    let votes = |card: &Insight| if card.votes.total() == 0 { String::new() } else { card.votes.total().to_string() };
    let arr = |card: &Insight| at_stake(card).map_or_else(String::new, |arr| figures::money(Some(arr), &world.facts.currency));
    let columns = vec![
        Col::text("mark", 1).titled("").unsorted().says(mark),
        Col::text("Topic", 14).grows().says(|card| plain(format!("{} {}", card.id, card.text))),
        Col::number("Votes", 5)
            .by(move |card| if hidden { Value::Picture } else { Value::count(card.votes.total().into()) })
            .says(move |card| cell(if hidden { String::new() } else { votes(card) }, Tone::Strong)),
        Col::number("ARR", 7).priority(1).by(|card| Value::money(at_stake(card))).says(move |card| plain(arr(card))),
    ];
    let words: Vec<String> = all.iter().map(|card| format!("{} {}", card.id, card.text)).collect();
    Rows::new(all.len(), move |i| all[i], |card| card.id.to_string(), columns).also(move |i| words[i].clone())
}
