//! The columns of the insight board: the room's cards of each kind, and what the data suggests.

use super::ListId;
use crate::analysis::findings::SuggestedInsight;
use crate::app::list::{Row, Rows, Value};
use crate::app::world::World;
use crate::domain::card::{Evidence, Insight, InsightKind};

/// The board, left to right.
pub const COLUMNS: [ListId; 4] = [ListId::Indicators, ListId::BlockerCards, ListId::Opportunities, ListId::Suggested];

/// What a card is sorted by; the column itself stands in the order in which the room laid it.
pub const SORTED_BY: [&str; 3] = ["votes", "ARR", "words"];

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub enum Item<'a> {
    Card(&'a Insight),
    Suggested(&'a SuggestedInsight),
}

/// The kind of card a column holds; suggestions are of all kinds.
pub fn kind(list: ListId) -> Option<InsightKind> {
    COLUMNS.iter().position(|column| *column == list).and_then(|place| InsightKind::ALL.get(place).copied())
}

/// The column that holds cards of a kind.
pub fn column(kind: InsightKind) -> ListId {
    COLUMNS[kind as usize]
}

/// What stands in a column, in the room's own order.
pub fn items(world: &World, list: ListId) -> Vec<Item<'_>> {
    match kind(list) {
        Some(kind) => world.session().column(kind).map(Item::Card).collect(),
        None => world.suggested().into_iter().map(Item::Suggested).collect(),
    }
}

/// Found by words, evidence, number and author; the most voted, the most ARR first.
pub fn rows(world: &World, list: ListId) -> Rows<'_> {
    let items = items(world, list);
    Rows::new(items.len(), move |i| match items[i] {
        Item::Card(card) => {
            let also = [card.author.as_str(), mark(card.critical), &words(card.evidence.iter())].join(" ");
            row(card.id.to_string(), Value::count(card.votes.total().into()), card.evidence.first(), &card.text)
                .also(format!("{} {also}", card.id))
        }
        Item::Suggested(found) => {
            let also = [found.kind.label(), mark(found.critical), &words([&found.evidence].into_iter())].join(" ");
            row(found.evidence.key.clone(), Value::Picture, Some(&found.evidence), &found.text).also(also)
        }
    })
}

fn row(key: String, votes: Value, evidence: Option<&Evidence>, text: &str) -> Row {
    let arr = evidence.and_then(|evidence| evidence.arr);
    Row::new(key, vec![votes, Value::money(arr), Value::text(text)])
}

fn mark(critical: bool) -> &'static str {
    if critical { "critical" } else { "" }
}

fn words<'a>(evidence: impl Iterator<Item = &'a Evidence>) -> String {
    evidence.map(|evidence| format!("{} {}", evidence.statement, evidence.figures)).collect::<Vec<_>>().join(" ")
}
