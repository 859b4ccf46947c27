//! Units in headings and in lines above a table: `ARR (kEUR)`, `prior_arr_k`, `All amounts in thousands of euros`.

use super::{currencies, split, telling};
use crate::compile::read::columns::Period;
use crate::compile::read::file::DataFile;
use crate::compile::read::values::amount::{Unit, unit};

/// What words tell of the unit of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Told {
    Unit(Unit),
    /// `M` alone and `mil`: thousands to some, millions to others.
    ThousandsOrMillions,
}

/// A word of a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Bare.
    pub text: String,
    /// It stands in brackets.
    pub is_apart: bool,
    /// A slash stands before it: `fee/m` is that of a month.
    pub is_per: bool,
}

/// What a word is that names nothing: a currency, a unit, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Mark {
    pub currency: Option<&'static str>,
    pub unit: Option<Told>,
}

/// Last rows among which a note on the amounts may stand.
const NOTES: usize = 10;

/// Words before a unit.
const BEFORE: [&str; 11] = ["in", "en", "em", "i", "w", "v", "x", "di", "de", "of", "d"];

/// What lines above a table say of its amounts beside their unit and their currency.
const STATING: &str = "all amounts amount figures figure values value numbers are is stated shown expressed reported given in unless otherwise \
    noted currency unit units arr mrr acv tcv revenue alle betraege betrage betrag angaben angabe werte zahlen einheit waehrung wahrung montants \
    montant chiffres valeurs tous les en exprimes unite devise importes cifras valores valor todos los expresados moneda unidad montantes moeda \
    importi valori tutti gli espressi valuta bedragen bedrag waarden alle eenheid belopp beloppen alla i anges enhet belob belobet belop alle er \
    summat luvut yksikko kwoty kwota w waluta jednostka castky v mena jednotka osszegek adatok sume valori tutarlar tutar birim 単位 金額 단위 금액";

pub(super) const CENTS: [&str; 2] = ["cents", "minor"];
pub(super) const PER_CENT: [&str; 3] = ["pct", "percent", "percentage"];
/// A date for short.
pub(super) const DATE: &str = "dt";

/// Words that are units by what stands beside them.
const BY_PLACE: [&str; 18] =
    ["k", "1000", "1000s", "x1000", "t", "cr", "crore", "crores", "m", "md", "b", "mm", "mil", "bin", "mii", "e", "rb", "jt"];

/// Whether a word may say something else in a heading than the name it is.
pub(super) fn may_be_mark(word: &str) -> bool {
    [&BY_PLACE[..], &CENTS, &PER_CENT, &[DATE]].iter().any(|words| words.contains(&word))
        || currencies::of(word).is_some()
        || unit::named_bare(word).is_some()
}

/// For each word what it is, where it names nothing.
pub(super) fn marks(words: &[Word]) -> Vec<Option<Mark>> {
    let of_currency = |word: &Word| currencies::of(&word.text).map(|named| Mark { currency: named.code, unit: named.unit });
    let mut marks: Vec<Option<Mark>> = words.iter().map(of_currency).collect();
    let is_money: Vec<bool> = marks.iter().map(|mark| mark.is_some_and(|mark| mark.unit.is_none())).collect();
    for at in 0..words.len() {
        if marks[at].is_none() {
            let place = Place { words, marks: &marks, is_money: &is_money, at };
            marks[at] = place.unit().map(|unit| Mark { currency: None, unit: Some(unit) });
        }
    }
    marks
}

/// Whether a word only leads to the marks that follow it.
pub(super) fn leads(words: &[Word], marks: &[Option<Mark>], at: usize) -> bool {
    BEFORE.contains(&words[at].text.as_str()) && marks.get(at + 1).is_some_and(Option::is_some)
}

/// A word among the others of its heading.
struct Place<'w> {
    words: &'w [Word],
    marks: &'w [Option<Mark>],
    /// Which of them are currencies that no unit is written together with.
    is_money: &'w [bool],
    at: usize,
}

impl Place<'_> {
    fn unit(&self) -> Option<Told> {
        let word = &self.words[self.at];
        let told = |unit: Unit| Some(Told::Unit(unit));
        if let Some(unit) = unit::named(&word.text) {
            return told(unit);
        }
        if !BY_PLACE.contains(&word.text.as_str()) {
            return None;
        }
        let (money, stands_alone) = (self.money(), self.stands_alone());
        let beside = |codes: &[&str]| money.is_some_and(|code| codes.contains(&code));
        match word.text.as_str() {
            "k" if money.is_some() || stands_alone || self.is_last() || self.is_before_amount() => told(Unit::Thousands),
            "1000" | "1000s" | "x1000" if stands_alone || self.is_last() => told(Unit::Thousands),
            "t" if money.is_some() => told(Unit::Thousands),
            "cr" | "crore" | "crores" if beside(&["INR"]) || word.text != "cr" => told(Unit::Crores),
            // `kr/md` is Danish for one of a month.
            "m" | "md" if word.is_per => None,
            "b" | "md" if money.is_some() => told(Unit::Billions),
            "mm" if money.is_some() || stands_alone || self.is_last() => told(Unit::Millions),
            // Beside a currency it is millions everywhere.
            "m" if money.is_some() => told(Unit::Millions),
            "m" if stands_alone || self.is_behind_amount() => Some(Told::ThousandsOrMillions),
            "mil" if beside(&["BRL"]) => told(Unit::Thousands),
            "mil" if beside(&["CZK"]) => told(Unit::Millions),
            "mil" if money.is_some() || stands_alone => Some(Told::ThousandsOrMillions),
            "bin" if beside(&["TRY"]) => told(Unit::Thousands),
            "mii" if beside(&["RON"]) => told(Unit::Thousands),
            "e" if beside(&["HUF"]) => told(Unit::Thousands),
            "rb" if beside(&["IDR"]) => told(Unit::Thousands),
            "jt" if beside(&["IDR"]) => told(Unit::Millions),
            _ => None,
        }
    }

    /// The code of a currency right beside it, an empty one where several are called so.
    fn money(&self) -> Option<&'static str> {
        let at = |place: usize| self.is_money.get(place).is_some_and(|is| *is).then(|| self.marks[place]?.currency.or(Some("")))?;
        self.at.checked_sub(1).and_then(at).or_else(|| at(self.at + 1))
    }

    /// It stands in brackets with nothing but such words, or behind `in`.
    fn stands_alone(&self) -> bool {
        let is_aside = |at: usize| {
            let word = &self.words[at];
            at == self.at || self.marks[at].is_some() || BEFORE.contains(&word.text.as_str()) || telling::period(&word.text, None).is_some()
        };
        let apart = || (0..self.words.len()).filter(|at| self.words[*at].is_apart);
        let is_led = self.at.checked_sub(1).is_some_and(|before| BEFORE.contains(&self.words[before].text.as_str()));
        is_led || (self.words[self.at].is_apart && apart().all(is_aside))
    }

    fn is_last(&self) -> bool {
        self.at > 0 && self.at + 1 == self.words.len()
    }

    fn is_before_amount(&self) -> bool {
        self.at == 0 && self.words.get(1).is_some_and(|next| telling::is_amount(&next.text))
    }

    fn is_behind_amount(&self) -> bool {
        self.is_last() && telling::is_amount(&self.words[self.at - 1].text)
    }
}

/// What a file says of all its amounts beside the headings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct OfFile {
    pub unit: Option<Told>,
    pub currency: Option<&'static str>,
    pub period: Option<Period>,
}

/// In lines above or below the table, in its name, in a column that holds nothing but a unit.
pub(crate) fn of_file(file: &DataFile) -> OfFile {
    let filled = |row: &&Vec<String>| row.iter().filter(|cell| !cell.is_empty()).count();
    let notes = file.sample.iter().rev().take(NOTES).filter(|row| file.header.len() > 2 && filled(row) == 1);
    let notes = notes.flat_map(|row| row.iter().filter(|cell| !cell.is_empty()));
    let name = file.name().rsplit_once('.').map_or(file.name(), |(stem, _)| stem);
    let names: Vec<String> = name.split('/').chain(file.name().rsplit('/').next()).map(|part| part.replace(['_', '-'], " ")).collect();
    let lines: Vec<String> = file.above.iter().chain(notes).cloned().chain(names.iter().cloned()).collect();
    let (unit, currency) = above(&lines);
    let titles = || file.above.iter().chain(&names);
    let told = OfFile { unit, currency: currency.or_else(|| only_currency(&names)), period: only_period(titles()) };
    let column = || (0..file.header.len()).find_map(|column| of_values(file.values(column)));
    match unit {
        Some(_) => told,
        None => column().map_or(told, |mark| OfFile { unit: mark.unit, currency: told.currency.or(mark.currency), ..told }),
    }
}

/// The one currency whose code stands among the words of a file's name: `renewals_eur`. `Try` is a word as well, and
/// Ron a colleague.
fn only_currency(names: &[String]) -> Option<&'static str> {
    let words = names.iter().flat_map(|name| split::words(name));
    let code = |word: Word| {
        currencies::of(&word.text)?.code.filter(|code| code.eq_ignore_ascii_case(&word.text) && !["TRY", "RON"].contains(code))
    };
    only(words.filter_map(code))
}

/// The one name of amounts that tells a period: `renewals_mrr`, `Renewals, ACV`.
fn only_period<'l>(titles: impl Iterator<Item = &'l String>) -> Option<Period> {
    let words = titles.flat_map(|title| split::words(title));
    only(words.filter(|word| telling::is_amount(&word.text)).filter_map(|word| telling::period(&word.text, None)))
}

/// The value that all are; nothing of none.
fn only<T: PartialEq>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.all(|other| other == first).then_some(first)
}

/// What a cell says of the amounts beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct CellUnit {
    pub unit: Told,
    pub currency: Option<&'static str>,
}

/// What a cell says that holds nothing else: `k`, `TEUR`, `Mio.`; a currency alone is one of whole amounts. `1000` counts thousands.
pub(crate) fn of_cell(value: &str) -> Option<CellUnit> {
    let of_unit = |unit| Some(CellUnit { unit: Told::Unit(unit), currency: None });
    let digits: String = value.trim().chars().filter(|c| !matches!(c, ',' | '.' | ' ' | '\'')).collect();
    if let Ok(number) = digits.parse::<u64>() {
        return of_unit(Unit::ALL.into_iter().find(|unit| 10_u64.pow(unit.power()) == number)?);
    }
    if let Some(unit) = Unit::by_key(&value.trim().to_lowercase()) {
        return of_unit(unit);
    }
    let mut words = split::words(value);
    for word in &mut words {
        word.is_apart = true;
    }
    let marks: Option<Vec<Mark>> = marks(&words).into_iter().collect();
    let marks = marks.filter(|marks| !marks.is_empty())?;
    let unit = marks.iter().find_map(|mark| mark.unit).unwrap_or(Told::Unit(Unit::Ones));
    Some(CellUnit { unit, currency: marks.iter().find_map(|mark| mark.currency) })
}

/// Cells of a column that say of each row what its amounts count: all are units, some of them are others than the rest, or nothing
/// stands in some rows.
pub(crate) fn are_by_row(file: &DataFile, column: usize) -> bool {
    let (mut units, mut filled) = (Vec::new(), 0);
    for value in file.values(column).filter(|value| !value.is_empty()) {
        let Some(CellUnit { unit, .. }) = of_cell(value) else { return false };
        filled += 1;
        if !units.contains(&unit) {
            units.push(unit);
        }
    }
    let is_any = units.iter().any(|unit| *unit != Told::Unit(Unit::Ones));
    is_any && (units.len() > 1 || filled < file.sample.len())
}

/// The unit that stands below a heading, in the row of units that some put under the names.
pub(crate) fn below(file: &DataFile, column: usize) -> Option<Told> {
    let first = file.sample.first()?;
    let mark = of_values([first.get(column)?.as_str()].into_iter())?;
    // A row of units holds nothing else.
    let is_unit = |cell: &String| cell.is_empty() || stated(&split::words(cell)).len() == split::words(cell).len();
    first.iter().all(is_unit).then_some(mark.unit)?
}

/// The one unit that all values are.
fn of_values<'v>(values: impl Iterator<Item = &'v str>) -> Option<Mark> {
    let mut values = values.peekable();
    let first = *values.peek()?;
    let words = split::words(first);
    let marks = marks(&words);
    let is_unit = !words.is_empty() && words.len() < 4 && marks.iter().all(Option::is_some);
    let mark = |of: fn(&Mark) -> bool| marks.iter().flatten().copied().find(of);
    let unit = mark(|mark| mark.unit.is_some()).filter(|_| is_unit && values.all(|value| value == first))?;
    Some(Mark { currency: mark(|mark| mark.currency.is_some()).and_then(|mark| mark.currency), ..unit })
}

/// What the lines above a table say of its amounts: their unit, their currency.
pub(super) fn above(lines: &[String]) -> (Option<Told>, Option<&'static str>) {
    let parts = lines.iter().flat_map(|line| line.split(['(', ')', '[', ']', '（', '）', ',', ';', '|', '–', '—']));
    let (mut unit, mut currency) = (None, None);
    for part in parts.flat_map(|part| part.split(" - ")) {
        for mark in stated(&split::words(part)) {
            unit = unit.or(mark.unit);
            currency = currency.or(mark.currency);
        }
    }
    (unit, currency)
}

/// The marks of a sentence that says nothing but how amounts are written, or ends with that: `Renewals in kEUR`.
fn stated(words: &[Word]) -> Vec<Mark> {
    let marks = marks(words);
    let is_stating = |at: usize| {
        let text = words[at].text.as_str();
        marks[at].is_some()
            || BEFORE.contains(&text)
            || telling::is_filler(text)
            || STATING.split_ascii_whitespace().any(|word| word == text)
    };
    let found = || marks.iter().flatten().copied();
    // A letter alone is none, and a currency alone may be a customer's.
    let tells = words.len() > 1 || found().any(|mark| mark.currency.is_some() && mark.unit.is_some());
    if (0..words.len()).all(is_stating) && tells {
        return found().collect();
    }
    let end = marks.iter().rposition(Option::is_none).unwrap_or(0);
    let is_led = words.get(end).is_some_and(|word| BEFORE.contains(&word.text.as_str()));
    let trailing: Vec<Mark> = marks.iter().skip(end + 1).flatten().copied().collect();
    let is_sure = trailing.iter().any(|mark| matches!(mark.unit, Some(Told::Unit(_))));
    // `Renewals kEUR` leads to it by nothing, and means nothing else.
    let is_one_word = trailing.len() == 1 && trailing[0].currency.is_some();
    if is_sure && (is_led || is_one_word) { trailing } else { Vec::new() }
}
