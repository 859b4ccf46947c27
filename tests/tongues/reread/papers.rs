//! A row a term: the next row of the line is its renewal.

use std::collections::BTreeMap;

use super::cells::Cells;
use super::{Seen, Told, gone};
use crate::days::Day;
use crate::table::{Role, Word};
use crate::truth::happened::Fate;

struct Paper {
    start: Day,
    contract_end: Day,
    ended: Option<Day>,
    lost: bool,
    arr: Option<i64>,
}

pub fn renewals(cells: &Cells, told: &Told) -> Vec<Seen> {
    let mut lines: BTreeMap<(String, String), Vec<Paper>> = BTreeMap::new();
    for row in 0..cells.table.rows() {
        lines.entry((cells.account(row, told), cells.line(row))).or_default().push(paper(cells, row, told));
    }
    let mut found = vec![];
    for ((account, line), mut papers) in lines {
        papers.sort_by_key(|paper| paper.start);
        for (n, paper) in papers.iter().enumerate() {
            let (due, fate) = fate(paper, papers.get(n + 1), told.as_of);
            let after = if fate == Fate::Renewed { papers[n + 1].arr } else { Some(0) };
            found.push(Seen { account: account.clone(), line: line.clone(), due, before: paper.arr, after, fate });
        }
    }
    found
}

fn paper(cells: &Cells, row: usize, told: &Told) -> Paper {
    let end = cells.day(Role::End, row);
    Paper {
        start: cells.day(Role::Start, row).expect("a term starts"),
        contract_end: cells.day(Role::ContractEnd, row).or(end).expect("a term ends"),
        ended: end,
        lost: cells.word(Role::Status, row) == Some(Word::Gone),
        arr: cells.arr(row, told),
    }
}

fn fate(paper: &Paper, next: Option<&Paper>, as_of: Day) -> (Day, Fate) {
    let due = paper.ended.unwrap_or(paper.contract_end).min(paper.contract_end);
    match next {
        Some(_) => (due, Fate::Renewed),
        None if paper.lost => (due, Fate::Churned),
        None => (due, gone(due, as_of)),
    }
}
