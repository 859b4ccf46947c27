//! Cells as text.

use chrono::Datelike;

use super::style::Style;
use super::tongue::{AmountForm, DateForm, MonthForm, Tongue};
use crate::days::{Day, day};
use crate::table::{Cell, Column, Money, Role};

/// A cell under its column: a company is called as companies are there, and nothing as this file writes nothing.
pub fn told(column: &Column, row: usize, tongue: &Tongue, style: &Style) -> String {
    match (&column.cells[row], column.role) {
        (Cell::Empty, _) => style.nothing.to_owned(),
        (Cell::Text(name), Role::Account) => format!("{}{name}{}", tongue.company.0, tongue.company.1),
        (other, _) => cell(other, style),
    }
}

pub fn cell(cell: &Cell, style: &Style) -> String {
    match cell {
        Cell::Empty => String::new(),
        Cell::Text(text) => text.replace("{own}", style.currencies.0).replace("{foreign}", style.currencies.1),
        Cell::Day(day) => date(*day, style),
        Cell::Month(day) => month(*day, style.month, style),
        Cell::Money(money) => amount(*money, style),
        Cell::Count(n) | Cell::Percent(n) => n.to_string(),
        Cell::Word(word) => style.word(*word).to_owned(),
        Cell::Flag(flag) => if *flag { style.yes_no.0 } else { style.yes_no.1 }.to_owned(),
    }
}

fn date(on: Day, style: &Style) -> String {
    let name = style.month_names[on.month0() as usize];
    match style.date {
        DateForm::Iso => on.format("%Y-%m-%d").to_string(),
        DateForm::DayMonth => on.format("%d/%m/%Y").to_string(),
        DateForm::MonthDay => on.format("%m/%d/%Y").to_string(),
        DateForm::MonthDayUnpadded => format!("{}/{}/{}", on.month(), on.day(), on.year()),
        DateForm::Dotted => on.format("%d.%m.%Y").to_string(),
        DateForm::Short => format!("{} {name} {}", on.day(), on.year()),
        DateForm::YearSlash => on.format("%Y/%m/%d").to_string(),
        DateForm::Kanji => format!("{}年{}月{}日", on.year(), on.month(), on.day()),
        DateForm::Stamp => on.format("%Y-%m-%d 14:05:09").to_string(),
        DateForm::ApiStamp => on.format("%Y-%m-%dT09:12:44.000Z").to_string(),
        DateForm::Epoch => ((on - day(1970, 1, 1)).num_days() * 86_400 + 50_709).to_string(),
        DateForm::Serial => (on - day(1899, 12, 30)).num_days().to_string(),
    }
}

pub fn month(of: Day, form: MonthForm, style: &Style) -> String {
    let name = style.month_names[of.month0() as usize];
    match form {
        MonthForm::Iso => of.format("%Y-%m").to_string(),
        MonthForm::ShortYear => format!("{name} {:02}", of.year() % 100),
        MonthForm::LongYear => format!("{name} {}", of.year()),
        MonthForm::Slash => of.format("%m/%Y").to_string(),
        MonthForm::Kanji => format!("{}年{}月", of.year(), of.month()),
        MonthForm::FullDate => of.format("%Y-%m-%d").to_string(),
    }
}

fn amount(money: Money, style: &Style) -> String {
    let code = if money.foreign { style.currencies.1 } else { style.currencies.0 };
    let units = money.units.abs();
    let sign = if money.units < 0 { "-" } else { "" };
    match style.amount {
        AmountForm::Plain => format!("{sign}{units}"),
        AmountForm::Minor => format!("{sign}{}", units * 100),
        AmountForm::Cents => format!("{sign}{units}.00"),
        AmountForm::Dollar => format!("{sign}${}.00", grouped(units, ",")),
        AmountForm::Coded => format!("{code} {sign}{}.00", grouped(units, ",")),
        AmountForm::Continental => format!("{sign}{},00 €", grouped(units, ".")),
        AmountForm::Spaced => format!("{sign}{},00 €", grouped(units, "\u{a0}")),
        AmountForm::Thousands => format!("{sign}{}k", units as f64 / 1000.0),
        AmountForm::Yen => format!("{sign}¥{}", grouped(units, ",")),
    }
}

fn grouped(units: i64, by: &str) -> String {
    let digits = units.to_string();
    let mut text = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            text.push_str(by);
        }
        text.push(digit);
    }
    text
}
