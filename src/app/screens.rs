//! What each phase's screen remembers, and which view of it is shown.

pub(crate) mod actions;
pub(crate) mod available;
pub(crate) mod check_in;
pub(crate) mod close;
pub mod comparison;
pub mod discussion;
pub(crate) mod documents;
pub mod drill_down;
pub(crate) mod insights;
pub mod lists;
pub(crate) mod navigation;
pub mod page;
pub(crate) mod parts;
pub(crate) mod patterns;
pub(crate) mod reasons;
pub mod view_cache;
pub(crate) mod watch;

use std::array;
use std::collections::HashMap;
use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use self::insights::Gone;
use self::lists::{ListId, cards};
use self::page::Page;
use self::patterns::PatternBoard;
use self::view_cache::ViewCache;
use super::command::Command;
use super::cursor::around;
use super::list::ListState;
use super::model::Model;
use super::overlays::Purpose;
use super::target::Target;
use super::turn::Turn;
use crate::domain::card::{CardId, InsightKind};
use crate::domain::facts::Facts;
use crate::domain::phase::Phase;
use crate::domain::scope::Dimension;

/// Kept while phases and views change: nothing selected is lost by looking elsewhere.
#[derive(Clone, Debug)]
pub struct Screens {
    /// The view shown of each phase, in the order of [`Phase::ALL`].
    shown: [usize; 7],
    /// How each list is looked at, by its [`ListId`].
    lists: [ListState; ListId::COUNT],
    /// Which of a view's lists has the keys.
    focus: HashMap<Page, usize>,
    /// The selected column of the heat map, from 1; 0 is the row's name.
    pub heat_column: usize,
    /// The dimension that breakdowns and heat maps group by; `None` until one is chosen.
    dimension: Option<Dimension>,
    /// The one they begin with where none was asked for.
    first: Dimension,
    /// The breakdown is by all dimensions that were asked for, crossed.
    crossed: bool,
    /// The card that is to be put into a group with another one.
    pub grouping: Option<CardId>,
    /// The card that was removed last: for a moment it is seen where it was.
    pub gone: Option<Gone>,
    pub worked: ViewCache,
    pub patterns: PatternBoard,
}

impl Default for Screens {
    fn default() -> Self {
        Self {
            shown: [0; 7],
            lists: array::from_fn(|_| ListState::default()),
            focus: HashMap::new(),
            heat_column: 0,
            dimension: None,
            first: Dimension::Product,
            crossed: false,
            grouping: None,
            gone: None,
            worked: ViewCache::default(),
            patterns: PatternBoard::default(),
        }
    }
}

impl Screens {
    /// Grouping begins with the first dimension that the data holds values of; with people only where there is no other.
    pub(crate) fn over(facts: &Facts) -> Self {
        let by_people_last = [Dimension::Product, Dimension::Geo, Dimension::Persona, Dimension::CsOwner];
        let first = by_people_last.into_iter().find(|dimension| facts.records(*dimension));
        Self { first: first.unwrap_or(Dimension::Product), ..Self::default() }
    }

    pub fn page(&self, phase: Phase) -> Page {
        page::pages(phase)[self.shown[phase.index()]]
    }

    pub(crate) fn show(&mut self, phase: Phase, place: usize) {
        self.shown[phase.index()] = place.min(page::pages(phase).len() - 1);
    }

    pub fn list(&self, list: ListId) -> &ListState {
        &self.lists[list as usize]
    }

    pub(crate) fn list_mut(&mut self, list: ListId) -> &mut ListState {
        &mut self.lists[list as usize]
    }

    /// The list of a view that has the keys.
    pub fn focused(&self, page: Page) -> Option<ListId> {
        let place = self.focus.get(&page).copied().unwrap_or_else(|| lists::first(page));
        lists::of(page).get(place).copied()
    }

    /// Whether somebody, or something, has said which of a view's lists has the keys.
    pub(crate) fn has_focus(&self, page: Page) -> bool {
        self.focus.contains_key(&page)
    }

    /// Gives the keys to a list of a view.
    pub(crate) fn focus(&mut self, page: Page, list: ListId) {
        if let Some(place) = lists::of(page).iter().position(|l| *l == list) {
            self.focus.insert(page, place);
        }
    }

    /// A list's items as they stand on the screen, by their places in the data's order.
    pub(crate) fn shown(&self, model: &Model, list: ListId) -> Arc<Vec<usize>> {
        self.list(list).shown(&lists::rows(model, list), lists::stamp(model, list))
    }

    /// The selected item of a list, by its place in the data's order.
    pub fn selected(&self, model: &Model, list: ListId) -> Option<usize> {
        let rows = lists::rows(model, list);
        let shown = self.list(list).shown(&rows, lists::stamp(model, list));
        self.list(list).selected(&rows, &shown).map(|place| shown[place])
    }

    /// Where the selection of a list stands among the items shown.
    pub fn selected_place(&self, model: &Model, list: ListId) -> usize {
        let rows = lists::rows(model, list);
        let shown = self.list(list).shown(&rows, lists::stamp(model, list));
        self.list(list).selected(&rows, &shown).unwrap_or(0)
    }

    /// The dimension shown: the one chosen here, else the first one asked for, people last, else the first that holds anything.
    pub(crate) fn dimension(&self, asked: &[Dimension]) -> Dimension {
        let asked = asked.iter().find(|dimension| !dimension.is_of_people()).or(asked.first());
        self.dimension.or(asked.copied()).unwrap_or(self.first)
    }

    /// What the breakdown groups by: the dimension shown, or all that were asked for, crossed.
    pub(crate) fn grouping(&self, asked: &[Dimension]) -> Vec<Dimension> {
        if self.crossed && asked.len() > 1 { asked.to_vec() } else { vec![self.dimension(asked)] }
    }

    /// On to the next grouping: the dimensions asked for in their order, then crossed, where the view can show that,
    /// then the others.
    fn turn_grouping(&mut self, asked: &[Dimension], can_cross: bool) {
        let crossed = (can_cross && asked.len() > 1).then_some(None);
        let others = Dimension::ALL.into_iter().filter(|dimension| !asked.contains(dimension));
        let groupings: Vec<Option<Dimension>> = asked.iter().copied().map(Some).chain(crossed).chain(others.map(Some)).collect();
        let shown = (!(can_cross && self.crossed)).then(|| self.dimension(asked));
        let here = groupings.iter().position(|grouping| *grouping == shown).unwrap_or(0);
        let next = groupings[around(here, groupings.len(), true)];
        self.crossed = next.is_none();
        self.dimension = next.or(self.dimension);
    }
}

/// A command for the phase on screen. `false`: it means nothing here.
pub(crate) fn run(turn: &mut Turn, command: Command) -> bool {
    let phase = turn.model.phase();
    if let Command::NextPage | Command::PreviousPage = command {
        let shown = &mut turn.model.screens.shown[phase.index()];
        *shown = around(*shown, page::pages(phase).len(), command == Command::NextPage);
        return true;
    }
    let page = turn.model.screens.page(phase);
    match page {
        Page::CheckIn => check_in::run(turn, command),
        Page::PatternBoard => patterns::run(turn, command),
        Page::InsightBoard => insights::run(turn, command),
        Page::Discussion => discussion::run(turn, command),
        Page::Actions => actions::run(turn, command),
        Page::Watch => watch::run(turn, command),
        Page::Gate | Page::Report => documents::run(turn, page, command),
        Page::Close => close::run(turn, command),
        list => navigation::run(turn, list, command),
    }
}

/// The list of the phase on screen whose filter is being typed.
pub(crate) fn filtering(model: &Model) -> Option<ListId> {
    let list = model.screens.focused(model.screens.page(model.phase()))?;
    model.screens.list(list).filtering.then_some(list)
}

/// Goes on with a search in a list of this phase, on the view that shows it. `false`: there is none of that name.
pub(crate) fn search_again(model: &mut Model, name: &str) -> bool {
    let phase = model.phase();
    let views = page::pages(phase).iter().enumerate();
    let mut lists = views.flat_map(|(place, page)| lists::of(*page).iter().map(move |list| (place, *page, *list)));
    let Some((place, page, list)) = lists.find(|(_, _, list)| list.name() == name) else { return false };
    let words = model.drafts.take(&Purpose::Search(name.to_owned())).unwrap_or_default();
    model.screens.show(phase, place);
    model.screens.focus(page, list);
    model.screens.list_mut(list).search(words.as_text());
    searched(model, list);
    true
}

/// A key for the filter of the phase's list.
pub(crate) fn key(turn: &mut Turn, event: KeyEvent) {
    if let Some(list) = filtering(turn.model) {
        navigation::on_list(turn.model, list, |state, rows, stamp| state.key(event, rows, stamp));
        searched(turn.model, list);
    }
}

/// Pasted text for the filter of the phase's list.
pub(crate) fn paste(turn: &mut Turn, text: &str) {
    if let Some(list) = filtering(turn.model) {
        let taken = super::input::paste(&mut turn.model.screens.list_mut(list).filter, text);
        super::overlays::tell_cut(turn, taken);
        return searched(turn.model, list);
    }
    let column = cards::kind(insights::focused(turn.model)).unwrap_or(InsightKind::Blocker);
    super::overlays::chat::pasted(turn, text, column);
}

fn searched(model: &mut Model, list: ListId) {
    if cards::COLUMNS.contains(&list) {
        insights::searched(model, list);
    }
}

/// A click on a target of the phase's screen; what stands beside it gets the keys.
pub(crate) fn click(turn: &mut Turn, target: Target) {
    let is_of = |page: Page| match target {
        Target::BoardColumn(_) => page == Page::InsightBoard,
        Target::Item(list, _) | Target::Heading(list, _) => lists::of(page).contains(&list),
        _ => false,
    };
    if let Some((phase, _)) = parts::parts(turn.model).into_iter().find(|(_, page)| is_of(*page)) {
        super::places::go_to(turn, phase);
    }
    let phase = turn.model.phase();
    let page = turn.model.screens.page(phase);
    match (target, page) {
        (Target::Page(place), _) => turn.model.screens.show(phase, place),
        (Target::BoardColumn(column), Page::InsightBoard) => insights::click_column(turn.model, column),
        (Target::Item(list, place), _) => navigation::click(turn, page, list, place),
        (Target::HeatCell(row, column), _) => navigation::click_cell(turn, row, column),
        (Target::Heading(list, column), _) => {
            navigation::on_list(turn.model, list, |state, rows, stamp| state.sort_by(column, rows, stamp));
        }
        _ => {}
    }
}
