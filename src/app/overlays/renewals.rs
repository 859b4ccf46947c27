//! A table of renewals: sorted, searched, opened. The end of every drill-down.

use std::sync::Arc;

use ratatui::crossterm::event::KeyEvent;

use super::account::AccountPage;
use super::{Outcome, Overlay, corrections, pickers, whose_words};
use crate::analysis::findings::Quantity;
use crate::app::command::Command;
use crate::app::cursor::around;
use crate::app::list::column::{Cell, cell, muted, plain};
use crate::app::list::{Column, ColumnName, ListState, Order, Rows, Value};
use crate::app::marks::{self, Tone};
use crate::app::model::Model;
use crate::app::screens::comparison::{Beside, Side};
use crate::app::screens::drill_down::{Entry, Opening};
use crate::app::screens::lists::{self, ListId};
use crate::app::world::World;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;
use crate::telling::figures;

#[derive(Clone, Debug)]
pub struct RenewalList {
    pub opening: Opening,
    pub state: ListState,
    /// The row that it was opened from.
    row: Option<(ListId, String)>,
    /// The sides of that row, where it has more than one, and the one that is looked at.
    pub sides: Vec<Beside>,
    pub at: usize,
}

impl RenewalList {
    /// The order it opens with: ARR, largest first.
    const NATURAL: Order = Order::by(ColumnName::Borrowed("ARR"), true);

    pub(crate) fn new(opening: Opening) -> Self {
        Self { opening, state: ListState::sorted(Self::NATURAL), row: None, sides: vec![], at: 0 }
    }

    /// What stands behind a row of a list; `None` where there is nothing to open.
    pub(crate) fn of_row(model: &Model, list: ListId, i: usize) -> Option<Self> {
        let opening = lists::opening(model, list, i, Side::Here)?;
        let sides = lists::beside(model, list, i);
        let row = Some((list, lists::rows(model, list).key(i)));
        if sides.len() < 2 {
            return (!opening.entries.is_empty()).then(|| Self { row, ..Self::new(opening) });
        }
        Some(Self { row, sides, ..Self::new(opening) })
    }

    /// The same row of the same list, over what the findings have come to.
    pub(crate) fn look_again(&mut self, model: &Model) {
        let Some((list, key)) = &self.row else { return };
        let rows = lists::rows(model, *list);
        let side = self.sides.get(self.at).map_or(Side::Here, |beside| beside.side);
        let place = (0..rows.len()).find(|i| rows.key(*i) == *key);
        if let Some((i, opening)) = place.and_then(|i| Some((i, lists::opening(model, *list, i, side)?))) {
            self.opening = opening;
            if !self.sides.is_empty() {
                self.sides = lists::beside(model, *list, i);
            }
        }
    }

    /// Turns to a side. Order and filter stay; the selection starts anew among other renewals.
    pub(crate) fn turn_to(&mut self, model: &Model, at: usize) {
        let Some((list, key)) = &self.row else { return };
        let rows = lists::rows(model, *list);
        // The findings may have changed since; the row is where its key is.
        let place = (0..rows.len()).find(|i| rows.key(*i) == *key);
        let sides = place.map_or_else(Vec::new, |i| lists::beside(model, *list, i));
        let side = sides.get(at).map(|beside| beside.side);
        match place.zip(side).and_then(|(i, side)| lists::opening(model, *list, i, side)) {
            Some(opening) => (self.opening, self.sides, self.at) = (opening, sides, at),
            None => "The findings have changed since this was opened; Esc, and open it again.".clone_into(&mut self.opening.note),
        }
        self.state.forget_selection();
    }

    /// The renewals as the mechanism of lists wants them: a value for each column on the screen.
    pub(crate) fn rows<'a>(&'a self, world: &'a World) -> Rows<'a> {
        rows(&self.opening, world)
    }

    /// The places of the entries shown, in order.
    pub(crate) fn shown(&self, world: &World) -> Arc<Vec<usize>> {
        self.state.shown(&self.rows(world), self.stamp(world))
    }

    /// The selected place among those shown.
    pub(crate) fn selected(&self, world: &World) -> Option<usize> {
        let rows = self.rows(world);
        self.state.selected(&rows, &self.state.shown(&rows, self.stamp(world)))
    }

    pub(crate) fn run(&mut self, model: &Model, command: Command) -> Outcome {
        match command {
            Command::Open => self.open(&model.world),
            Command::Recode => self.recode(&model.world),
            Command::HeardFrom => self.heard_from(&model.world),
            Command::Correct => self.selected_renewal(&model.world).map_or(Outcome::Stay, |r| corrections::asked(model, r)),
            Command::NextSide | Command::PreviousSide if !self.sides.is_empty() => {
                self.turn_to(model, around(self.at, self.sides.len(), command == Command::NextSide));
                Outcome::Stay
            }
            command if self.on_state(&model.world, |state, rows, stamp| state.run(command, rows, stamp)) => Outcome::Stay,
            Command::Back => Outcome::Close,
            _ => Outcome::Elsewhere,
        }
    }

    /// Keys while the filter is typed.
    pub(crate) fn key(&mut self, world: &World, key: KeyEvent) -> Outcome {
        self.on_state(world, |state, rows, stamp| state.key(key, rows, stamp));
        Outcome::Stay
    }

    pub(crate) fn click(&mut self, world: &World, row: usize) -> Outcome {
        let again = self.on_state(world, |state, rows, stamp| state.click(rows, stamp, row));
        if again { self.open(world) } else { Outcome::Stay }
    }

    pub(crate) fn sort_by(&mut self, world: &World, column: usize) {
        self.on_state(world, |state, rows, stamp| state.sort_by(column, rows, stamp));
    }

    /// Renewals change with what the room does and with the facts that come of it, and each side has its own renewals.
    fn stamp(&self, world: &World) -> u64 {
        (world.history.last_seq() + world.analyses) * (self.sides.len() as u64 + 1) + self.at as u64
    }

    fn on_state<R>(&mut self, world: &World, act: impl FnOnce(&mut ListState, &Rows<'_>, u64) -> R) -> R {
        let stamp = self.stamp(world);
        act(&mut self.state, &rows(&self.opening, world), stamp)
    }

    pub(crate) fn selected_renewal<'a>(&self, world: &'a World) -> Option<&'a Renewal> {
        let rows = self.rows(world);
        let shown = self.state.shown(&rows, self.stamp(world));
        let place = self.state.selected(&rows, &shown)?;
        Some(world.facts.at(self.opening.entries[shown[place]].0))
    }

    fn open(&self, world: &World) -> Outcome {
        let page = |r: &Renewal| Overlay::Account(Box::new(AccountPage::new(r.account_id.clone()))).opens();
        self.selected_renewal(world).map_or(Outcome::Stay, page)
    }

    fn heard_from(&self, world: &World) -> Outcome {
        let asked = |r: &Renewal| whose_words::asked(world, std::slice::from_ref(&r.id));
        match self.selected_renewal(world).map(asked) {
            Some(Ok(picker)) => picker.opens(),
            Some(Err(why)) => Outcome::Refused(why),
            None => Outcome::Stay,
        }
    }

    fn recode(&self, world: &World) -> Outcome {
        let picker = |r: &Renewal| pickers::reasons(world, std::slice::from_ref(&r.id)).opens();
        self.selected_renewal(world).map_or(Outcome::Stay, picker)
    }
}

/// The column that says what each renewal adds to the figure, in tables that have one.
const PART: &str = "part";

fn rows<'a>(opening: &'a Opening, world: &'a World) -> Rows<'a> {
    type Col<'a> = Column<'a, Entry>;
    let facts = &world.facts;
    let of = |entry: &Entry| -> &'a Renewal { facts.at(entry.0) };
    let words = |column: Col<'a>, words: fn(&Renewal) -> &str| column.says(move |entry| muted(words(of(entry))));
    let columns = vec![
        Col::text("Account", 20).grows().says(move |entry| plain(marks::account(facts, of(entry)))),
        Col::text("Outcome", 9).says(move |entry| marks::became(of(entry).became())),
        Col::number("ARR", 7).amount(&facts.currency, move |entry| of(entry).before, Tone::Plain),
        Col::number(PART, 9)
            .titled(opening.part.unwrap_or_default())
            .by(|(_, part)| Value::number(part.map(size)))
            .says(move |(_, part)| cell(told(world, *part), Tone::Strong)),
        Col::number("Change", 8)
            .priority(2)
            .by(move |entry| Value::money(change(of(entry))))
            .says(move |entry| change_cell(world, of(entry))),
        Col::text("Due", 10).priority(4).day(move |entry| Some(of(entry).due), Tone::Neutral),
        Col::text("Reason", 18)
            .priority(1)
            .by(move |entry| Value::text(world.reason_of(of(entry)).map_or_else(|| "uncoded".to_owned(), ReasonCode::label)))
            .says(move |entry| reason(world, of(entry))),
        words(Col::text("CS owner", 15).priority(3), |renewal| &renewal.cs_owner),
        words(Col::text("Product", 10).priority(6), |renewal| &renewal.product),
        words(Col::text("Geo", 13).priority(5), |renewal| &renewal.geo),
        Col::number("Health", 7).priority(7).figure(
            move |entry| of(entry).signals.health_latest(),
            |health| format!("{health:.0}"),
            Tone::Neutral,
        ),
        Col::number("Usage", 7).priority(8).figure(
            move |entry| of(entry).signals.usage_shift(),
            figures::percent_signed_short,
            Tone::Neutral,
        ),
    ];
    let entries = &opening.entries;
    Rows::new(entries.len(), |i| entries[i], move |entry| &*of(entry).id.0, columns)
        .also(move |i| found_by(world, of(&entries[i])))
        .only(|name| name != PART || opening.part.is_some())
}

fn size(part: Quantity) -> f64 {
    match part {
        Quantity::Money(amount) => amount.to_f64(),
        Quantity::Count(n) => n as f64,
        Quantity::Number(number) => number,
    }
}

/// What a renewal adds to the figure it was opened from.
fn told(world: &World, part: Option<Quantity>) -> String {
    match part {
        Some(Quantity::Money(amount)) => amount.short(&world.facts.currency),
        Some(Quantity::Count(0)) | None => figures::MISSING.to_owned(),
        Some(Quantity::Count(_)) => "✓".to_owned(),
        Some(Quantity::Number(number)) => figures::decimals(number, if number.fract() == 0.0 { 0 } else { 3 }),
    }
}

fn change_cell<'a>(world: &World, renewal: &Renewal) -> Cell<'a> {
    let change = change(renewal);
    let tone = if change.is_some_and(|change| change < Money::ZERO) { Tone::Bad } else { Tone::Neutral };
    cell(figures::or_missing(change, |change| change.short_signed(&world.facts.currency)), tone)
}

fn reason<'a>(world: &World, renewal: &Renewal) -> Cell<'a> {
    match world.reason_of(renewal) {
        Some(code) => plain(ReasonCode::label(code)),
        None if renewal.is_churned() => cell("? uncoded", Tone::Warn),
        None => cell(figures::MISSING, Tone::Faint),
    }
}

/// What a renewal is found by beyond its columns.
fn found_by(world: &World, renewal: &Renewal) -> String {
    let corrected = if world.facts.corrections_of(&renewal.id).next().is_some() { "corrected" } else { "" };
    let competitor = renewal.competitor.as_deref().unwrap_or_default();
    [&*renewal.id.0, &*renewal.segment, &*renewal.persona, renewal.outcome.label(), corrected, competitor].join(" ")
}

/// ARR after the renewal, minus before.
fn change(renewal: &Renewal) -> Option<Money> {
    renewal.after.zip(renewal.before).map(|(after, before)| after - before)
}
