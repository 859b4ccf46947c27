//! A grouped report: what a group is called stands on its first row only, and is read as standing on all of them.

use std::borrow::Cow;
use std::sync::Arc;

use crate::compile::read::aside;
use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::{self, Relay, Stored, StoredRow};
use crate::compile::read::formats::{push_bytes, push_field, push_line};
use crate::compile::read::values::amount::AmountForm;
use crate::compile::read::values::date::DateForm;
use crate::compile::understand::names;
use crate::domain::money::Money;
use crate::domain::text;

/// Groups of which each has fewer rows are told by lines of sums alone.
const FEWEST_ROWS: usize = 3;
/// Of so many rows one at least is without a name, where blocks of rows have one.
const MOST_IN_ONE: usize = 8;
/// No group has a longer name.
const LONGEST: usize = 60;

/// How such a file is read.
#[derive(Clone, Debug)]
pub(crate) struct Grouped {
    /// The file itself.
    pub stored: Stored,
    /// How many columns, from the first one on, name a group and the groups in it.
    pub levels: usize,
}

impl Grouped {
    /// Of the first rows: those of sums among them tell that it is a report.
    pub(crate) fn of(stored: Stored, rows: &[Vec<String>], has_sums: bool) -> Option<Self> {
        // Most files have something in the first cell of each row, and no groups.
        if rows.iter().all(|row| row.first().is_some_and(|cell| !cell.trim().is_empty())) {
            return None;
        }
        let rows: Vec<&Vec<String>> = rows.iter().filter(|row| is_row(row, stored.names.len())).collect();
        let rows = without_sums(&rows);
        let is_report = has_sums || are_blocks(&stored.names, &rows);
        let levels = (0..stored.names.len()).take_while(|level| names_groups(&rows, *level, is_report)).count();
        (levels > 0 && levels < stored.names.len()).then_some(Self { stored, levels })
    }

    pub(crate) fn stream(self: &Arc<Self>, rows: Stream) -> Stream {
        relaid::stream(Filling { groups: self.groups(), grouped: Arc::clone(self) }, rows)
    }

    /// Writes into rows without one the group that they are of.
    pub(crate) fn fill(&self, rows: &mut [Vec<String>]) {
        let mut groups = self.groups();
        for row in rows {
            let named = groups.of(row, self.stored.names.len()).unwrap_or_default();
            row.iter_mut().zip(named).for_each(|(cell, group)| cell.clone_from(group));
        }
    }

    fn groups(&self) -> Groups {
        Groups(vec![String::new(); self.levels])
    }

    /// In words.
    pub(crate) fn told(&self) -> String {
        let names: Vec<String> = self.stored.names[..self.levels].iter().map(|name| format!("`{name}`")).collect();
        let stands = if self.levels == 1 {
            "stands on the first row of each group only, and is"
        } else {
            "stand on the first rows of groups only, and are"
        };
        format!("{} {stands} read as that of the rows below", names.join(" and "))
    }
}

/// No line of sums, and more than the name of a group.
fn is_row(row: &[String], width: usize) -> bool {
    let cells: Vec<Cow<'_, str>> = row.iter().map(|cell| Cow::Borrowed(cell.as_str())).collect();
    cells.iter().filter(|cell| !cell.is_empty()).count() > 1 && aside::of(&cells, width, true).is_none()
}

/// Rows without a name of their own are as full as the others otherwise, and nothing else says whose they are: what stands in the first
/// column is not missing there, but written once.
fn are_blocks(names: &[String], rows: &[&Vec<String>]) -> bool {
    let filled = |row: &Vec<String>| row.iter().skip(1).filter(|cell| !cell.is_empty()).count();
    let (named, nameless): (Vec<&Vec<String>>, Vec<&Vec<String>>) =
        rows.iter().partition(|row| row.first().is_some_and(|cell| !cell.is_empty()));
    let (Some(first), false) = (named.first(), nameless.len() < FEWEST_ROWS) else { return false };
    // What the first columns of a block say once may be empty below as well.
    let least = named.iter().map(|row| filled(row)).sum::<usize>() / named.len();
    let are_full = nameless.iter().all(|row| filled(row) * 2 >= least && filled(row) > 1);
    let are_several = nameless.len() * MOST_IN_ONE >= rows.len();
    let is_day = |row: &&Vec<String>| DateForm::is_written(&row[0]);
    let is_owned = |column: usize| {
        names::names_customer(&names[column]) && rows.iter().all(|row| row.get(column).is_some_and(|cell| !cell.is_empty()))
    };
    let is_elsewhere = !first.is_empty() && (1..names.len()).any(is_owned);
    // Days stand once for all rows of a day or month; a list with a gap here and there lacks them.
    let are_of_days = || named.iter().all(is_day) && nameless.len() * 2 >= rows.len();
    are_full && are_several && (!is_elsewhere || are_of_days())
}

/// The rows without those that have no name and whose every amount is the sum of what stands above them: a board puts the span of their
/// days beside it, as if they were rows.
fn without_sums<'r>(rows: &[&'r Vec<String>]) -> Vec<&'r Vec<String>> {
    let amount = |cell: &String| AmountForm::default().read(cell.trim().as_bytes());
    let (mut kept, mut block): (Vec<&Vec<String>>, Vec<&Vec<String>>) = (Vec::new(), Vec::new());
    for row in rows {
        let sum = |column: usize| block.iter().filter_map(|above| amount(above.get(column)?)).sum::<Money>();
        let mut amounts = (0..row.len()).filter_map(|column| Some((column, amount(&row[column])?))).peekable();
        let is_nameless = row.first().is_some_and(|cell| cell.trim().is_empty()) && block.len() > 1 && amounts.peek().is_some();
        if is_nameless && amounts.all(|(column, amount)| amount == sum(column)) {
            block.clear();
        } else {
            kept.push(row);
            block.push(row);
        }
    }
    kept
}

/// The column stands empty below names of which none comes twice in a group of the columns before it, each on the first row of its own.
fn names_groups(rows: &[&Vec<String>], level: usize, has_sums: bool) -> bool {
    let cell = |row: &'_ Vec<String>, column: usize| row.get(column).map_or("", |cell| cell.trim()).to_owned();
    let (mut seen, mut named, mut is_whole) = (Vec::new(), 0_usize, true);
    for (place, row) in rows.iter().enumerate() {
        let begins = place == 0 || (0..level).any(|outer| !cell(row, outer).is_empty());
        let name = cell(row, level);
        if begins {
            seen.clear();
        }
        let is_missing = begins && name.is_empty();
        is_whole &= !is_missing && !seen.contains(&name) && name.chars().count() <= LONGEST;
        if !name.is_empty() {
            named += 1;
            seen.push(name);
        }
    }
    let goes_on = rows.len() > named;
    let are_large = named * FEWEST_ROWS <= rows.len() && named > 1;
    // A group in another one may have a row of its own.
    is_whole && goes_on && (are_large || has_sums || level > 0)
}

/// The groups of the row that was read last, the widest first.
struct Groups(Vec<String>);

impl Groups {
    /// The groups that a row of so many columns is of; `None` where it is a line of sums.
    fn of(&mut self, cells: &[String], width: usize) -> Option<&[String]> {
        if !is_row(cells, width) {
            return None;
        }
        for (level, cell) in (0..self.0.len()).zip(cells) {
            if !cell.is_empty() && self.0[level] != *cell {
                self.0[level].clone_from(cell);
                self.0[level + 1..].iter_mut().for_each(String::clear);
            }
        }
        Some(&self.0)
    }
}

struct Filling {
    grouped: Arc<Grouped>,
    groups: Groups,
}

impl Relay for Filling {
    fn stored(&self) -> &Stored {
        &self.grouped.stored
    }

    fn header(&self) -> Vec<String> {
        self.grouped.stored.names.clone()
    }

    fn row(&mut self, row: &StoredRow<'_>, out: &mut Vec<u8>) {
        let width = self.grouped.stored.names.len();
        let cells: Vec<String> = (0..width).map(|column| text::line(&String::from_utf8_lossy(&row.value(column)))).collect();
        let groups = self.groups.of(&cells, width).unwrap_or_default();
        for group in groups {
            push_field(out, group);
        }
        (groups.len()..width).for_each(|column| push_bytes(out, &row.value(column)));
        push_line(out, row.line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(rows: &[&str], has_sums: bool) -> usize {
        let rows: Vec<Vec<String>> = rows.iter().map(|row| row.split(',').map(str::to_owned).collect()).collect();
        let names = (0..rows[0].len()).map(|column| format!("c{column}")).collect();
        let stored = Stored { names, delimiter: b',', skipped: 0, says_lines: false };
        Grouped::of(stored, &rows, has_sums).map_or(0, |grouped| grouped.levels)
    }

    #[test]
    fn columns_that_name_groups_stand_on_their_first_rows() {
        let by_stage = ["Won,Acme,5", ",Bolt,7", ",Cora,9", "Lost,Dune,2", ",Echo,3", ",Fern,3"];
        assert_eq!((levels(&by_stage, false), levels(&by_stage, true)), (1, 1));
        let by_two = ["Ada,Won,Acme,5", ",,Bolt,7", ",Lost,Cora,9", "Ben,Won,Dune,2", ",,Echo,3", ",,Fern,3", ",Lost,Gale,1"];
        assert_eq!(levels(&by_two, false), 2);
        // Names that come again, a first row without one, and cells that are empty here and there name no groups.
        assert_eq!(levels(&["Won,Acme,5", ",Bolt,7", ",Cora,9", "Won,Dune,2", ",Echo,3", ",Fern,3"], true), 0);
        assert_eq!(levels(&[",Acme,5", "Won,Bolt,7", ",Cora,9"], true), 0);
        let ids = ["R1,Acme,5", ",Bolt,7", "R2,Cora,9", "R3,Dune,2"];
        assert_eq!((levels(&ids, false), levels(&ids, true)), (0, 1));
    }

    #[test]
    fn rows_are_filled_and_lines_of_sums_are_not() {
        let mut rows = ["Won,Acme,5", ",Bolt,7", ",Cora,9", "Subtotal,,21", "Lost,Dune,2", ",Echo,3", ",Fern,3"]
            .map(|row| row.split(',').map(str::to_owned).collect::<Vec<String>>());
        let stored =
            Stored { names: ["Stage", "Account", "ARR"].map(str::to_owned).to_vec(), delimiter: b',', skipped: 0, says_lines: false };
        let grouped = Grouped::of(stored, &rows, true).unwrap();
        grouped.fill(&mut rows);
        assert_eq!(rows.map(|row| row[0].clone()), ["Won", "Won", "Won", "Subtotal", "Lost", "Lost", "Lost"]);
        assert_eq!(grouped.told(), "`Stage` stands on the first row of each group only, and is read as that of the rows below");
    }
}
