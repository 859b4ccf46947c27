//! A table of renewals: sorted, searched, opened. The end of every drill-down.

use ratatui::crossterm::event::KeyEvent;

use super::account::AccountPage;
use super::{Outcome, Overlay, pickers};
use crate::analysis::findings::Quantity;
use crate::app::command::Command;
use crate::app::list::{ListState, Order, Row, Rows, Value};
use crate::app::model::Model;
use crate::app::screens::lists::outcome_word;
use crate::app::screens::opening::{Entry, Opening};
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;

#[derive(Clone, Debug)]
pub struct RenewalList {
    pub opening: Opening,
    pub state: ListState,
}

impl RenewalList {
    /// The order it opens with: ARR, largest first.
    const NATURAL: Order = Order::by(2, true);

    pub fn new(opening: Opening) -> Self {
        Self { opening, state: ListState::sorted(Self::NATURAL) }
    }

    /// The renewals as the mechanism of lists wants them: a value for each column on the screen.
    pub fn rows<'a>(&'a self, model: &'a Model) -> Rows<'a> {
        rows(&self.opening, model)
    }

    /// The entries shown, in order.
    pub fn shown(&self, model: &Model) -> Vec<Entry> {
        let shown = self.state.shown(&self.rows(model), stamp(model));
        shown.iter().map(|i| self.opening.entries[*i]).collect()
    }

    /// The selected place among those shown.
    pub fn selected(&self, model: &Model) -> Option<usize> {
        let rows = self.rows(model);
        self.state.selected(&rows, &self.state.shown(&rows, stamp(model)))
    }

    pub fn run(&mut self, model: &Model, command: Command) -> Outcome {
        match command {
            Command::Open => self.open(model),
            Command::Recode => self.recode(model),
            command if self.on_state(model, |state, rows| state.run(command, rows, stamp(model))) => Outcome::Stay,
            Command::Back => Outcome::Close,
            _ => Outcome::Elsewhere,
        }
    }

    /// Keys while the filter is typed.
    pub fn key(&mut self, model: &Model, key: KeyEvent) -> Outcome {
        self.on_state(model, |state, rows| state.key(key, rows, stamp(model)));
        Outcome::Stay
    }

    pub fn click(&mut self, model: &Model, row: usize) -> Outcome {
        if self.selected(model) == Some(row) {
            return self.open(model);
        }
        self.on_state(model, |state, rows| {
            let shown = state.shown(rows, stamp(model));
            state.select(rows, &shown, row);
        });
        Outcome::Stay
    }

    pub fn sort_by(&mut self, model: &Model, column: usize) {
        self.on_state(model, |state, rows| state.sort_by(column, rows, stamp(model)));
    }

    fn on_state<R>(&mut self, model: &Model, act: impl FnOnce(&mut ListState, &Rows<'_>) -> R) -> R {
        act(&mut self.state, &rows(&self.opening, model))
    }

    fn selected_renewal<'a>(&self, model: &'a Model) -> Option<&'a Renewal> {
        let rows = self.rows(model);
        let shown = self.state.shown(&rows, stamp(model));
        let place = self.state.selected(&rows, &shown)?;
        Some(&model.facts.renewals[self.opening.entries[shown[place]].0])
    }

    fn open(&self, model: &Model) -> Outcome {
        let page = |r: &Renewal| Outcome::Open(Overlay::Account(AccountPage::new(r.account_id.clone())));
        self.selected_renewal(model).map_or(Outcome::Stay, page)
    }

    fn recode(&self, model: &Model) -> Outcome {
        let picker = |r: &Renewal| Outcome::Open(pickers::reasons(model, std::slice::from_ref(&r.id)));
        self.selected_renewal(model).map_or(Outcome::Stay, picker)
    }
}

/// Reasons change with what the room does.
fn stamp(model: &Model) -> u64 {
    model.history.last_seq()
}

/// The place of the column that says what each renewal adds to the figure, in tables that have one.
pub const PART: usize = 3;

fn rows<'a>(opening: &'a Opening, model: &'a Model) -> Rows<'a> {
    let has_part = opening.part.is_some();
    Rows::of(&opening.entries, move |(place, part)| {
        let mut row = row(model, &model.facts.renewals[*place]);
        if has_part {
            row.values.insert(PART, Value::number(part.map(size)));
        }
        row
    })
}

fn size(part: Quantity) -> f64 {
    match part {
        Quantity::Money(amount) => amount.to_f64(),
        Quantity::Count(n) => n as f64,
        Quantity::Number(number) => number,
    }
}

fn row(model: &Model, renewal: &Renewal) -> Row {
    let reason = model.reason_of(renewal).map_or_else(|| "uncoded".to_owned(), ReasonCode::label);
    let values = vec![
        Value::text(&*renewal.account),
        Value::text(outcome_word(renewal)),
        Value::money(renewal.before),
        Value::money(change(renewal)),
        Value::day(Some(renewal.due)),
        Value::text(reason),
        Value::text(&*renewal.cs_owner),
        Value::text(&*renewal.product),
        Value::text(&*renewal.geo),
        Value::number(renewal.signals.health_latest()),
        Value::number(renewal.signals.usage_shift()),
    ];
    let also = [&*renewal.id.0, &*renewal.segment, &*renewal.persona, renewal.outcome.label()];
    Row::new(&*renewal.id.0, values).also([also.join(" "), renewal.competitor.as_deref().unwrap_or_default().to_owned()].join(" "))
}

/// ARR after the renewal, minus before.
pub fn change(renewal: &Renewal) -> Option<Money> {
    renewal.after.zip(renewal.before).map(|(after, before)| after - before)
}
