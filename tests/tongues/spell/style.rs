//! How one file is written: chosen once, held in all its cells.

use super::tongue::{AmountForm, DateForm, MonthForm, Tongue};
use crate::dice::Dice;
use crate::table::{Cell, Role, Table, Word};

pub struct Style {
    pub date: DateForm,
    pub month: MonthForm,
    pub heading: MonthForm,
    pub amount: AmountForm,
    pub month_names: [&'static str; 12],
    /// What stands where there is nothing.
    pub nothing: &'static str,
    pub yes_no: (&'static str, &'static str),
    pub currencies: (&'static str, &'static str),
    words: Vec<(Word, &'static str)>,
    pub encoding: Encoding,
    pub delimiter: char,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Marked,
    Windows1252,
}

impl Style {
    pub fn drawn(table: &Table, tongue: &Tongue, foreign: bool, dice: &mut Dice) -> Self {
        let encoding = match dice.below(4) {
            0 => Encoding::Marked,
            1 if tongue.legacy => Encoding::Windows1252,
            _ => Encoding::Utf8,
        };
        // A month in a cell names no day; above a column it may be written as its last day.
        let months: Vec<MonthForm> = tongue.months.iter().copied().filter(|form| *form != MonthForm::FullDate).collect();
        Self {
            date: dice.pick(tongue.dates),
            month: dice.pick(&months),
            heading: dice.pick(tongue.months),
            amount: amount(table, tongue, foreign, dice),
            month_names: tongue.month_names,
            nothing: dice.pick(if tongue.system { &[""] } else { NOTHING }),
            yes_no: dice.pick(tongue.yes_no),
            currencies: tongue.currencies,
            words: words(tongue, dice),
            encoding,
            delimiter: dice.pick(tongue.delimiters),
        }
    }

    pub fn word(&self, word: Word) -> &'static str {
        self.words.iter().find(|(own, _)| *own == word).map_or("", |(_, text)| *text)
    }
}

const NOTHING: &[&str] = &["", "", "", "", "", "", "", "NULL", "-", "n/a"];

const WORDS: [Word; 25] = [
    Word::Renewed,
    Word::Churned,
    Word::Open,
    Word::Won,
    Word::Lost,
    Word::Negotiating,
    Word::Proposing,
    Word::StateWon,
    Word::StateLost,
    Word::StateOpen,
    Word::Renewal,
    Word::NewBusiness,
    Word::Upsell,
    Word::RenewalPipeline,
    Word::SalesPipeline,
    Word::Active,
    Word::Gone,
    Word::Trial,
    Word::Monthly,
    Word::Yearly,
    Word::Started,
    Word::More,
    Word::Less,
    Word::Left,
    Word::Back,
];

fn words(tongue: &Tongue, dice: &mut Dice) -> Vec<(Word, &'static str)> {
    WORDS.into_iter().map(|word| (word, dice.pick(tongue.words_of(word)))).collect()
}

/// A form in which every amount of the table stands exactly. Where one row has two currencies, each amount names its own;
/// where a column names it, the amounts carry no sign that could gainsay it.
fn amount(table: &Table, tongue: &Tongue, foreign: bool, dice: &mut Dice) -> AmountForm {
    let told_beside = table.columns.iter().any(|column| column.role == Role::Currency);
    if foreign {
        return if told_beside { AmountForm::Plain } else { AmountForm::Coded };
    }
    let exact =
        table.columns.iter().flat_map(|column| &column.cells).all(|cell| !matches!(cell, Cell::Money(money) if money.units % 100 != 0));
    match dice.pick(tongue.amounts) {
        AmountForm::Thousands if !exact => AmountForm::Plain,
        form => form,
    }
}
