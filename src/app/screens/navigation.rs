//! Going through the lists of a view: moving, sorting, filtering, and opening what is selected.

use super::lists::{self, ListId};
use super::page::Page;
use crate::app::command::Command;
use crate::app::list::{ListState, Rows};
use crate::app::model::Model;
use crate::app::overlays::renewals::RenewalList;
use crate::app::overlays::{self, Overlay};
use crate::app::turn::Turn;

/// A command for a view that is made of lists. `false`: it means nothing here.
pub(crate) fn run(turn: &mut Turn, page: Page, command: Command) -> bool {
    let Some(list) = turn.model.screens.focused(page) else { return false };
    match command {
        Command::UseLens(lens) => super::patterns::use_lens(turn.model, lens),
        Command::NextToCheck => super::reasons::next(turn),
        Command::NextGrouping => turn_grouping(turn.model, page),
        Command::Left | Command::Right => sideways(turn.model, page, list, command),
        Command::Open => open(turn, list),
        command => return listed(turn, page, list, command),
    }
    true
}

/// What every list does alike: moves, order, filter.
pub(crate) fn listed(turn: &mut Turn, page: Page, list: ListId, command: Command) -> bool {
    match command {
        Command::Sort | Command::Reverse | Command::Filter if list.is_fixed() => {
            let Some(other) = searched(turn.model, page) else { return false };
            turn.model.screens.focus(page, other);
            listed(turn, page, other, command)
        }
        Command::Sort | Command::Reverse if list.is_text() => {
            turn.say("Text cannot be sorted; / searches it");
            true
        }
        Command::Up | Command::Down if leaves(turn.model, list, command) => {
            step(turn.model, page, list, command == Command::Down);
            true
        }
        command => {
            let handled = on_list(turn.model, list, |state, rows, stamp| state.run(command, rows, stamp));
            say_order(turn, list, command);
            handled
        }
    }
}

/// Lets a list's state do something with its rows.
pub(crate) fn on_list<R>(model: &mut Model, list: ListId, act: impl FnOnce(&mut ListState, &Rows<'_>, u64) -> R) -> R {
    let mut state = std::mem::take(model.screens.list_mut(list));
    let stamp = lists::stamp(model, list);
    let result = act(&mut state, &lists::rows(model, list), stamp);
    *model.screens.list_mut(list) = state;
    if list == ListId::Buckets {
        // Another bucket holds other renewals.
        super::patterns::follow_bucket(model);
    }
    result
}

/// The list of a view that is sorted and searched: the one with the keys, or where that stands in an order of its own,
/// the next one that holds something.
pub(crate) fn searched(model: &Model, page: Page) -> Option<ListId> {
    let here = model.screens.focused(page);
    let all = lists::of(page);
    let from = here.and_then(|here| all.iter().position(|list| *list == here)).unwrap_or(0);
    let mut others = all[from..].iter().chain(all).copied();
    others.find(|list| !list.is_fixed() && (here == Some(*list) || !lists::rows(model, *list).is_empty()))
}

/// Says when a list has come back to its own order: no heading is marked then.
pub(crate) fn say_order(turn: &mut Turn, list: ListId, command: Command) {
    let state = turn.model.screens.list(list);
    if matches!(command, Command::Sort | Command::Reverse) && state.order == state.natural {
        turn.say("Back to the original order");
    }
}

/// Whether a step up or down leaves the list.
fn leaves(model: &Model, list: ListId, command: Command) -> bool {
    let rows = lists::rows(model, list);
    let state = model.screens.list(list);
    let shown = state.shown(&rows, lists::stamp(model, list));
    let here = state.selected(&rows, &shown);
    list.is_across() || here.is_none_or(|here| if command == Command::Down { here + 1 == shown.len() } else { here == 0 })
}

/// The nearest list before or after that holds something.
fn neighbour(model: &Model, page: Page, list: ListId, forward: bool) -> Option<ListId> {
    let all = lists::of(page);
    let here = all.iter().position(|l| *l == list).unwrap_or(0);
    let holds = |l: &&ListId| !lists::rows(model, **l).is_empty();
    let next = if forward { all[here + 1..].iter().find(holds) } else { all[..here].iter().rev().find(holds) };
    next.copied()
}

/// Where going on from the last list, or back from the first, leads around to.
fn farthest(model: &Model, page: Page, forward: bool) -> Option<ListId> {
    let mut holding = lists::of(page).iter().copied().filter(|list| !lists::rows(model, *list).is_empty());
    if forward { holding.next() } else { holding.last() }
}

/// Whether there is another list to go to.
pub(crate) fn has_other_lists(model: &Model, page: Page) -> bool {
    lists::of(page).iter().filter(|list| !lists::rows(model, **list).is_empty()).count() > 1
}

/// Up or down out of a list, into the nearest row of the next one.
fn step(model: &mut Model, page: Page, list: ListId, forward: bool) {
    let Some(next) = neighbour(model, page, list, forward) else { return };
    model.screens.focus(page, next);
    if !next.is_across() {
        let edge = if forward { Command::First } else { Command::Last };
        on_list(model, next, |state, rows, stamp| state.run(edge, rows, stamp));
    }
}

/// Left and right: among figures that stand side by side, the cells of the heat map, pictures, the lists.
fn sideways(model: &mut Model, page: Page, list: ListId, command: Command) {
    let forward = command == Command::Right;
    match list {
        ListId::HeatMap => {
            let columns = heat_columns(model);
            let here = model.screens.heat_column.min(columns);
            model.screens.heat_column = if forward { (here + 1).min(columns) } else { here.saturating_sub(1) };
        }
        ListId::Trends => lists::trends::turn_picture(model, forward),
        ListId::Buckets if page == Page::Pareto => lists::buckets::rank(model, forward),
        list if list.is_across() => {
            let step = if forward { Command::Down } else { Command::Up };
            on_list(model, list, |state, rows, stamp| state.run(step, rows, stamp));
        }
        list => {
            if let Some(next) = neighbour(model, page, list, forward).or_else(|| farthest(model, page, forward)) {
                model.screens.focus(page, next);
            }
        }
    }
}

/// As many columns as the heat map shows.
pub(crate) fn heat_columns(model: &Model) -> usize {
    lists::heat::columns(&super::view_cache::heat(model)).len()
}

fn turn_grouping(model: &mut Model, page: Page) {
    let asked = model.world.session().scope.dimensions.clone();
    model.screens.turn_grouping(&asked, page == Page::Breakdown);
}

/// Opens what stands behind what is selected: renewals, or rows that became none.
pub(crate) fn open(turn: &mut Turn, list: ListId) {
    let selected = turn.model.screens.selected(turn.model, list);
    if let Some(rejects) = selected.and_then(|i| lists::rejects(&turn.model.world, list, i)) {
        return overlays::open(turn, Overlay::Rejects(Box::new(rejects)));
    }
    match selected.and_then(|i| RenewalList::of_row(turn.model, list, i)) {
        Some(table) => overlays::open(turn, Overlay::Renewals(Box::new(table))),
        None => turn.say("No renewals stand behind this"),
    }
}

/// The first click selects, the second opens.
pub(crate) fn click(turn: &mut Turn, page: Page, list: ListId, place: usize) {
    let was_focused = turn.model.screens.focused(page) == Some(list);
    turn.model.screens.focus(page, list);
    let again = on_list(turn.model, list, |state, rows, stamp| state.click(rows, stamp, place));
    if again && was_focused {
        super::run(turn, Command::Open);
    }
}

/// A cell of the heat map; column 0 is the row's name.
pub(crate) fn click_cell(turn: &mut Turn, row: usize, column: usize) {
    let same = turn.model.screens.heat_column == column;
    turn.model.screens.heat_column = column;
    let again = on_list(turn.model, ListId::HeatMap, |state, rows, stamp| state.click(rows, stamp, row));
    if again && same {
        open(turn, ListId::HeatMap);
    }
}
