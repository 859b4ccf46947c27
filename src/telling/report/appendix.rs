//! The renewals behind the figures of a report: a list for each figure, and each renewal once with what is known of it.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::telling::block::{Block, Cell, Inline, Members, Table, Text, data};
use crate::telling::figures::{counted, money};

/// Where a figure leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Its list, from 0.
    List(usize),
    /// The one renewal it is of: its row, from 0.
    Row(usize),
}

/// Renewals that one or several figures are of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct List {
    /// What they are, for each figure that is of them.
    pub of: Vec<String>,
    /// How many, with how much ARR before.
    pub told: String,
    /// Where each stands in the table.
    pub places: Vec<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Appendix {
    pub lists: Vec<List>,
    /// A row for each renewal of the lists, in due order.
    pub table: Table,
    /// The account of each row, as the lists name it.
    pub accounts: Vec<Text>,
    numbers: BTreeMap<Vec<RenewalId>, Place>,
}

impl Appendix {
    /// Of all figures in the blocks. Renewals that the data no longer hold are named by their id.
    pub(crate) fn of(blocks: &[Block], facts: &Facts) -> Self {
        let mut figures: Vec<&Members> = Vec::new();
        for block in blocks {
            in_block(block, &mut |members| figures.push(members));
        }
        let known: FxHashMap<&RenewalId, &Renewal> = facts.with_ahead().map(|renewal| (&renewal.id, renewal)).collect();
        let mut named: Vec<&RenewalId> = figures.iter().flat_map(|members| &members.renewals).collect();
        named.sort_by_key(|id| (known.get(id).map(|renewal| renewal.due), *id));
        named.dedup();
        let places: FxHashMap<&RenewalId, usize> = named.iter().enumerate().map(|(place, id)| (*id, place)).collect();
        let mut appendix = Self { lists: vec![], table: table(), accounts: vec![], numbers: BTreeMap::new() };
        for id in &named {
            let renewal = known.get(id).copied();
            appendix.accounts.push(data(renewal.map_or(&id.0, |renewal| &renewal.account)));
            appendix.table.row(row(id, renewal, facts));
        }
        for members in figures {
            appendix.add(members, &places, &known, facts);
        }
        appendix
    }

    fn add(&mut self, members: &Members, places: &FxHashMap<&RenewalId, usize>, known: &FxHashMap<&RenewalId, &Renewal>, facts: &Facts) {
        let key = key(members);
        let new = if let [only] = &key[..] { Place::Row(places[only]) } else { Place::List(self.lists.len()) };
        let mut at: Vec<usize> = key.iter().map(|id| places[id]).collect();
        let Place::List(number) = *self.numbers.entry(key).or_insert(new) else { return };
        if number == self.lists.len() {
            at.sort_unstable();
            let before: Option<Money> = members.renewals.iter().map(|id| known.get(id)?.before).sum();
            let arr = before.map_or_else(String::new, |before| format!(", {} of ARR before", money(Some(before), &facts.currency)));
            let told = format!("{}{arr}", counted(at.len(), "renewal", "renewals"));
            self.lists.push(List { of: vec![], told, places: at });
        }
        let of = &mut self.lists[number].of;
        if !of.contains(&members.of) {
            of.push(members.of.clone());
        }
    }

    /// Where the renewals of a figure are.
    pub(crate) fn place_of(&self, members: &Members) -> Option<Place> {
        self.numbers.get(&key(members)).copied()
    }
}

/// Figures of the same renewals share a list.
fn key(members: &Members) -> Vec<RenewalId> {
    let mut key = members.renewals.clone();
    key.sort();
    key.dedup();
    key
}

fn in_block<'b>(block: &'b Block, take: &mut impl FnMut(&'b Members)) {
    match block {
        Block::Heading { title: words, .. } | Block::Paragraph(words) | Block::Warning(words) | Block::Item { words, .. } => {
            in_text(words, take);
        }
        Block::Table(table) => table.rows.iter().flatten().for_each(|cell| in_text(&cell.text, take)),
        Block::Chart(_) | Block::NewPage => {}
    }
}

fn in_text<'b>(text: &'b Text, take: &mut impl FnMut(&'b Members)) {
    for inline in &text.0 {
        match inline {
            Inline::Figure { words, members } => {
                take(members);
                in_text(words, take);
            }
            Inline::Strong(words) | Inline::Struck(words) => in_text(words, take),
            Inline::Own(_) | Inline::Told(_) | Inline::Data(_) => {}
        }
    }
}

fn table() -> Table {
    let heads = ["Account", "Renewal", "Due", "Closed", "Became", "ARR before", "ARR after", "Reason", "Owner", "Segment"];
    Table::of_words(heads).right_aligned(5..7)
}

fn row(id: &RenewalId, renewal: Option<&Renewal>, facts: &Facts) -> Vec<Cell> {
    let number = Cell::from(data(&id.0));
    let Some(renewal) = renewal else { return vec!["no longer in the data".into(), number] };
    vec![
        data(&renewal.account).into(),
        number,
        Cell::day(renewal.due),
        renewal.closed.map(Cell::day).unwrap_or_default(),
        renewal.became().label().into(),
        Cell::money(renewal.before, &facts.currency),
        Cell::money(renewal.after, &facts.currency),
        renewal.reason.as_ref().map(|reason| data(&reason.label())).unwrap_or_default().into(),
        data(&renewal.cs_owner).into(),
        data(&renewal.segment).into(),
    ]
}
