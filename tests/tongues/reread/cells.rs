//! Cells of a table by their meaning.

use super::Told;
use crate::book::RATE;
use crate::days::Day;
use crate::table::{Cell, Role, Table, Word};

pub struct Cells<'a> {
    pub table: &'a Table,
}

impl Cells<'_> {
    pub fn has(&self, role: Role) -> bool {
        self.table.columns.iter().any(|column| column.role == role)
    }

    pub fn of(&self, role: Role, row: usize) -> &Cell {
        self.table.columns.iter().find(|column| column.role == role).map_or(&Cell::Empty, |column| &column.cells[row])
    }

    pub fn day(&self, role: Role, row: usize) -> Option<Day> {
        if let Cell::Day(day) | Cell::Month(day) = self.of(role, row) { Some(*day) } else { None }
    }

    pub fn word(&self, role: Role, row: usize) -> Option<Word> {
        if let Cell::Word(word) = self.of(role, row) { Some(*word) } else { None }
    }

    pub fn text(&self, role: Role, row: usize) -> Option<&str> {
        if let Cell::Text(text) = self.of(role, row) { Some(text) } else { None }
    }

    pub fn money(&self, role: Role, row: usize, told: &Told) -> Option<i64> {
        match self.of(role, row) {
            Cell::Money(money) if money.foreign => told.rate_known.then_some((money.units as f64 * RATE).round() as i64),
            Cell::Money(money) => Some(money.units),
            _ => None,
        }
    }

    /// A year's amount, from that of a year or of a month.
    pub fn arr(&self, row: usize, told: &Told) -> Option<i64> {
        let of_a_term = || match (self.money(Role::Total, row, told), self.of(Role::TermMonths, row)) {
            (Some(total), Cell::Count(months)) => Some(total * 12 / months),
            _ => None,
        };
        self.money(Role::Arr, row, told).or_else(|| self.money(Role::Mrr, row, told).map(|month| month * 12)).or_else(of_a_term)
    }

    pub fn account(&self, row: usize, told: &Told) -> String {
        let said = self.text(Role::AccountId, row).or_else(|| self.text(Role::Account, row)).unwrap_or_default();
        told.same.get(said).cloned().unwrap_or_else(|| said.to_owned())
    }

    pub fn line(&self, row: usize) -> String {
        self.text(Role::LineId, row).or_else(|| self.text(Role::Product, row)).unwrap_or_default().to_owned()
    }
}
