//! One line of `renewals.csv`, and the lines of `plays.csv` that belong to it.

use std::io;

use chrono::{Datelike, NaiveDate};

use crate::domain::money::Money;

use super::Spec;
use super::account::Account;
use super::ending::{self, Ending, Fate};
use super::forecast::Forecast;
use super::story::Setting;
use super::table::{Row, Sink, Table};

/// A renewal as the export tells it.
#[derive(Clone)]
pub(crate) struct Record<'a> {
    pub spec: &'a Spec,
    pub account: &'a Account,
    pub setting: &'a Setting,
    pub ending: &'a Ending,
    pub forecast: &'a Forecast,
    /// Not decided when the data was exported.
    pub is_open: bool,
    /// Value after the renewal, as written; it differs from the ending's where the row contradicts itself.
    pub after: Money,
    /// As written; a row that cannot be read has something else here than a date.
    pub due: String,
    pub id: String,
}

impl<'a> Record<'a> {
    pub(crate) fn new(spec: &'a Spec, account: &'a Account, setting: &'a Setting, ending: &'a Ending, forecast: &'a Forecast) -> Self {
        Self {
            spec,
            account,
            setting,
            ending,
            forecast,
            is_open: setting.quarter >= spec.quarters,
            after: ending.after,
            due: setting.due.to_string(),
            id: format!("R-{}-{}", setting.due.year(), account.id),
        }
    }

    pub(crate) fn write(&self, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        let (setting, ending, forecast) = (self.setting, self.ending, self.forecast);
        row.add(&self.id).add(&self.account.id).add(&self.due);
        row.add_some(self.decided(ending.closed)).add_some(self.known(Some(ending.started))).add(self.outcome());
        row.add(setting.before).add_some(self.decided(self.after)).add("USD");
        self.write_price(row);
        row.add_some(self.decided(ending.reasons.coded).flatten());
        row.add(if self.is_open { String::new() } else { ending.reasons.secondary.join(";") });
        row.add_some(setting.rival);
        let exec = setting.exec.filter(|(on, _)| self.known(Some(*on)).is_some());
        row.add_some(exec.map(|(on, _)| on)).add_some(exec.map(|(_, role)| role));
        row.add(forecast.amount).add(forecast.category).add(format_args!("0.{:02}", forecast.probability)).add(forecast.on);
        row.add_some(self.known(setting.champion_left)).add_some(self.known(setting.owner_changed));
        row.end(Table::Renewals, sink)
    }

    fn write_price(&self, row: &mut Row) {
        let (setting, ending) = (self.setting, self.ending);
        let offer = setting.offer;
        // The offer to a lost account was for the seats it had.
        let seats = if ending.fate == Fate::Lost || self.is_open { setting.seats } else { ending.seats };
        let net = ending::price(setting.before, setting.seats, seats, offer);
        let list = Money::minor(net.in_minor() * 100 / (100 - offer.discount));
        row.add(Percent(offer.uplift_contract)).add_some(self.decided(Percent(offer.uplift_applied)));
        row.add(list).add(net).add(setting.seats).add_some(self.decided(ending.seats));
    }

    pub(crate) fn write_plays(&self, row: &mut Row, sink: &mut dyn Sink) -> io::Result<()> {
        for play in &self.setting.plays {
            if self.known(Some(play.on)).is_some() {
                row.add(&self.account.id).add(play.name).add(play.on).add(self.setting.risk.label()).end(Table::Plays, sink)?;
            }
        }
        Ok(())
    }

    fn outcome(&self) -> &'static str {
        match self.ending.fate {
            _ if self.is_open => "open",
            Fate::Lost => "churned",
            _ => "renewed",
        }
    }

    fn decided<T>(&self, value: T) -> Option<T> {
        (!self.is_open).then_some(value)
    }

    /// What has happened by the day of the export.
    fn known(&self, day: Option<NaiveDate>) -> Option<NaiveDate> {
        day.filter(|day| *day <= self.spec.exported_on())
    }
}

/// Basis points as percent (`7.5`).
struct Percent(i32);

impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        match rest {
            0 => write!(f, "{whole}"),
            rest if rest % 10 == 0 => write!(f, "{whole}.{}", rest / 10),
            rest => write!(f, "{whole}.{rest:02}"),
        }
    }
}
