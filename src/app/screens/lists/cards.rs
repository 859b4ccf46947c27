//! The columns of the insight board: the room's cards of each kind, and what the data suggests.

use super::{List, ListId};
use crate::analysis::findings::SuggestedInsight;
use crate::app::list::{Column, Rows, Value};
use crate::app::world::World;
use crate::domain::card::{Evidence, Insight, InsightKind};

/// The board, left to right.
pub(crate) const COLUMNS: [ListId; 4] = [ListId::Indicators, ListId::BlockerCards, ListId::Opportunities, ListId::Suggested];

pub(crate) const INDICATORS: List = List::table(|model| rows(&model.world, ListId::Indicators));
pub(crate) const BLOCKERS: List = List::table(|model| rows(&model.world, ListId::BlockerCards));
pub(crate) const OPPORTUNITIES: List = List::table(|model| rows(&model.world, ListId::Opportunities));
pub(crate) const SUGGESTED: List = List::table(|model| rows(&model.world, ListId::Suggested));

/// What stands in a column.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Item<'a> {
    Card(&'a Insight),
    Suggested(&'a SuggestedInsight),
}

impl<'a> Item<'a> {
    fn key(self) -> String {
        match self {
            Self::Card(card) => card.id.to_string(),
            Self::Suggested(found) => found.evidence.key.clone(),
        }
    }

    fn votes(self) -> Value {
        match self {
            Self::Card(card) => Value::count(card.votes.total().into()),
            Self::Suggested(_) => Value::Picture,
        }
    }

    fn evidence(self) -> &'a [Evidence] {
        match self {
            Self::Card(card) => &card.evidence,
            Self::Suggested(found) => std::slice::from_ref(&found.evidence),
        }
    }

    fn text(self) -> &'a str {
        match self {
            Self::Card(card) => &card.text,
            Self::Suggested(found) => &found.text,
        }
    }

    /// What it is found by beside its text.
    fn words(self) -> String {
        let (who, critical) = match self {
            Self::Card(card) => (format!("{} {}", card.id, card.author), card.critical),
            Self::Suggested(found) => (found.kind.label().to_owned(), found.critical),
        };
        let cards = match self {
            Self::Card(card) => card.members.iter().map(|member| format!("{} {}", member.id, member.text)).collect(),
            Self::Suggested(_) => Vec::new(),
        };
        let mark = if critical { "critical" } else { "" };
        let evidence = self.evidence().iter().flat_map(|evidence| [&*evidence.statement, &*evidence.figures]);
        [&*who, mark].into_iter().chain(cards.iter().map(String::as_str)).chain(evidence).collect::<Vec<_>>().join(" ")
    }
}

/// The kind of card a column holds; suggestions are of all kinds.
pub(crate) fn kind(list: ListId) -> Option<InsightKind> {
    COLUMNS.iter().position(|column| *column == list).and_then(|place| InsightKind::ALL.get(place).copied())
}

/// The column that holds cards of a kind.
pub(crate) fn column(kind: InsightKind) -> ListId {
    COLUMNS[kind as usize]
}

/// What stands in a column, in the room's own order.
pub(crate) fn items(world: &World, list: ListId) -> Vec<Item<'_>> {
    match kind(list) {
        Some(kind) => world.session().column(kind).map(Item::Card).collect(),
        None => world.suggested().into_iter().map(Item::Suggested).collect(),
    }
}

/// Found by words, evidence, number and author; the most voted, the most ARR first. The column itself stands in the order in which the room laid it.
fn rows(world: &World, list: ListId) -> Rows<'_> {
    type Col<'a> = Column<'a, Item<'a>>;
    let items = items(world, list);
    let hidden = world.session().tally_hidden;
    let columns = vec![
        Col::number("votes", 0).by(move |item: &Item<'_>| if hidden { Value::Picture } else { item.votes() }),
        Col::number("ARR", 0).by(|item| Value::money(item.evidence().first().and_then(|evidence| evidence.arr))),
        Col::text("words", 0).by(|item| Value::text(item.text())),
    ];
    let searched = items.clone();
    Rows::new(items.len(), move |i| items[i], |item| item.key(), columns).also(move |i| searched[i].words())
}
