//! The board of Pattern Analysis: buckets of the lens on the left, the selected bucket's renewals on the right.

use std::collections::BTreeSet;

use super::openings;
use crate::analysis::findings::{Bucket, Lens, ReasonSuggestion};
use crate::app::command::Command;
use crate::app::cursor::Cursor;
use crate::app::model::Model;
use crate::app::overlays::account::AccountPage;
use crate::app::overlays::{self, Overlay, pickers};
use crate::app::turn::Turn;
use crate::domain::event::Event;
use crate::domain::renewal::{Renewal, RenewalId};

/// Which side the arrows move in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Side {
    #[default]
    Buckets,
    Renewals,
}

#[derive(Clone, Debug, Default)]
pub struct PatternBoard {
    pub lens: Lens,
    pub side: Side,
    /// The selected bucket by key: it stays selected when the order changes.
    key: Option<String>,
    pub row: Cursor,
    pub marked: BTreeSet<RenewalId>,
}

impl PatternBoard {
    /// The selected bucket's place among `buckets`.
    pub fn selected(&self, buckets: &[Bucket]) -> Option<usize> {
        let found = self.key.as_ref().and_then(|key| buckets.iter().position(|b| b.key == *key));
        found.or((!buckets.is_empty()).then_some(0))
    }
}

/// The renewals of the selected bucket, largest ARR first.
pub fn rows(model: &Model) -> Vec<&Renewal> {
    let buckets = openings::buckets(model);
    let Some(bucket) = model.screens.patterns.selected(buckets).map(|i| &buckets[i]) else { return vec![] };
    let ids: std::collections::HashSet<&RenewalId> = bucket.renewals.iter().collect();
    let mut rows: Vec<&Renewal> = model.facts.in_scope().iter().filter(|r| ids.contains(&r.id)).collect();
    rows.sort_by_key(|r| (std::cmp::Reverse(r.before), r.account.clone()));
    rows
}

/// What the notes of a renewal suggest, unless it was turned down.
pub fn suggestion<'a>(model: &'a Model, id: &RenewalId) -> Option<&'a ReasonSuggestion> {
    let rejected = &model.session().rejected_suggestions;
    model.findings.suggestions.iter().find(|s| s.renewal == *id && !rejected.contains(&(s.renewal.clone(), s.reason.clone())))
}

/// The renewal that the cursor stands on.
pub fn selected_renewal(model: &Model) -> Option<&Renewal> {
    let rows = rows(model);
    model.screens.patterns.row.at(rows.len()).map(|i| rows[i])
}

pub fn run(turn: &mut Turn, command: Command) -> bool {
    match command {
        Command::UseLens(lens) => {
            let marked = std::mem::take(&mut turn.model.screens.patterns.marked);
            turn.model.screens.patterns = PatternBoard { lens, marked, ..PatternBoard::default() };
        }
        Command::Left => turn.model.screens.patterns.side = Side::Buckets,
        Command::Right => turn.model.screens.patterns.side = Side::Renewals,
        Command::Open => open(turn),
        Command::ShowRenewals => show_bucket(turn),
        Command::Mark => mark(turn),
        Command::Recode => recode(turn),
        Command::AcceptSuggestion => accept(turn),
        Command::RejectSuggestion => reject(turn),
        _ => return travel(turn.model, command),
    }
    true
}

fn travel(model: &mut Model, command: Command) -> bool {
    match model.screens.patterns.side {
        Side::Renewals => {
            let len = rows(model).len();
            model.screens.patterns.row.travel(command, len)
        }
        Side::Buckets => {
            let keys: Vec<String> = openings::buckets(model).iter().map(|b| b.key.clone()).collect();
            let mut cursor = Cursor(model.screens.patterns.selected(openings::buckets(model)).unwrap_or(0));
            let moved = cursor.travel(command, keys.len());
            if moved {
                model.screens.patterns.key = cursor.at(keys.len()).map(|i| keys[i].clone());
                model.screens.patterns.row = Cursor::default();
            }
            moved
        }
    }
}

fn open(turn: &mut Turn) {
    if turn.model.screens.patterns.side == Side::Buckets {
        turn.model.screens.patterns.side = Side::Renewals;
        return;
    }
    if let Some(id) = selected_renewal(turn.model).map(|r| r.account_id.clone()) {
        overlays::open(turn, Overlay::Account(AccountPage::new(id)));
    }
}

fn show_bucket(turn: &mut Turn) {
    let buckets = openings::buckets(turn.model);
    if let Some(bucket) = turn.model.screens.patterns.selected(buckets).map(|i| buckets[i].clone()) {
        overlays::open(turn, pickers::drill(bucket.label, bucket.renewals));
    }
}

fn mark(turn: &mut Turn) {
    let Some(id) = selected_renewal(turn.model).map(|r| r.id.clone()) else { return };
    let board = &mut turn.model.screens.patterns;
    if !board.marked.remove(&id) {
        board.marked.insert(id);
    }
    board.side = Side::Renewals;
    board.row.0 += 1;
}

/// The marked renewals, else the selected one.
fn recode(turn: &mut Turn) {
    let marked: Vec<RenewalId> = turn.model.screens.patterns.marked.iter().cloned().collect();
    let renewals = if marked.is_empty() { selected_renewal(turn.model).map(|r| r.id.clone()).into_iter().collect() } else { marked };
    if renewals.is_empty() {
        return turn.warn("This bucket holds no renewals to move");
    }
    let picker = pickers::reasons(turn.model, &renewals);
    turn.open(picker);
}

fn accept(turn: &mut Turn) {
    let Some(found) = selected_renewal(turn.model).and_then(|r| suggestion(turn.model, &r.id)).cloned() else {
        return turn.warn("The notes of this renewal suggest no other reason");
    };
    turn.commit_and_say(Event::ReasonAssigned { renewals: vec![found.renewal], reason: Some(found.reason), matched: found.matched });
}

fn reject(turn: &mut Turn) {
    let Some(found) = selected_renewal(turn.model).and_then(|r| suggestion(turn.model, &r.id)).cloned() else {
        return turn.warn("The notes of this renewal suggest no other reason");
    };
    turn.commit_and_say(Event::SuggestionRejected { renewal: found.renewal, reason: found.reason });
}

/// Column 0 holds the buckets, column 1 the renewals.
pub fn click(turn: &mut Turn, column: usize, row: usize) {
    if column == 0 {
        let key = openings::buckets(turn.model).get(row).map(|b| b.key.clone());
        let board = &mut turn.model.screens.patterns;
        board.side = Side::Buckets;
        board.row = Cursor::default();
        board.key = key;
        return;
    }
    let board = &mut turn.model.screens.patterns;
    let again = board.side == Side::Renewals && board.row.0 == row;
    board.side = Side::Renewals;
    board.row.0 = row;
    if again {
        open(turn);
    }
}
