//! Rows of contracts that may be nothing that comes again: services, credit notes, refunds.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::{loose_number, says_nothing};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::names;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::text::counted;

/// Where amounts stand.
const PAID: [Field; 5] = [Field::ArrChange, Field::MrrChange, Field::Arr, Field::Mrr, Field::Amount];

/// Words that are asked about one by one; of more, those that stand in few rows are asked about together.
const MOST_ALONE: usize = 4;
const FEW_ROWS: usize = 2;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let known = population.scope.known_by();
    layout.contracts().flat_map(|table| of_file(layout, table, known)).collect()
}

fn of_file(layout: &Layout, table: &TableFile, known: NaiveDate) -> Vec<Question> {
    let is_free = |column: &usize| {
        let is_said = layout.mapping.says_column(table.file.name(), &table.file.header[*column]);
        let profile = Profile::of(&table.file, *column);
        // Words that come again and again name kinds of rows.
        let is_of_product = index(&table.columns, Field::Product) == Some(*column);
        (is_of_product || !table.columns.holds(*column) && !is_said) && profile.are_words() && profile.different * 2 <= profile.filled
    };
    let told = [Field::Recurring, Field::MovementType].into_iter().find_map(|field| index(&table.columns, field));
    // What tells it leaves nothing open in other columns.
    let columns = told.map_or_else(|| (0..table.file.header.len()).filter(is_free).collect(), |column| vec![column]);
    columns.into_iter().map(|column| of_column(table, column, known)).find(|asked| !asked.is_empty()).unwrap_or_default()
}

/// One word of a column.
#[derive(Default)]
struct Word {
    rows: usize,
    /// Rows with an amount, and those with one below zero.
    paid: usize,
    below: usize,
    /// Rows whose days are over, or that have no end, and those of them after which the customer has another one of the word.
    over: usize,
    endless: usize,
    followed: usize,
    /// Those with which a contract began that goes on.
    begin: usize,
}

impl Word {
    fn never_comes_again(&self) -> bool {
        self.over + self.endless > 0 && self.followed == 0 && self.begin * 2 <= self.rows
    }
}

fn of_column(table: &TableFile, column: usize, known: NaiveDate) -> Vec<Question> {
    let Some(words) = words_of(table, column, known) else { return Vec::new() };
    let stand_out = stand_out(&words);
    let is_open = |word: &str, found: &Word| {
        may_be_asked(table, column, word, found) && (stand_out.contains(&word) || is_doubtful(table, column, word, found))
    };
    let doubtful: Vec<(&str, &Word)> =
        words.iter().map(|(word, found)| (word.as_str(), found)).filter(|(word, found)| is_open(word, found)).collect();
    if doubtful.len() == words.len() {
        return Vec::new();
    }
    let is_together = |found: &Word| doubtful.len() > MOST_ALONE && found.rows <= FEW_ROWS;
    let (together, alone): (Vec<_>, Vec<_>) = doubtful.iter().partition(|(_, found)| is_together(found));
    let alone = alone.into_iter().map(|one| vec![one]);
    alone.chain((!together.is_empty()).then_some(together)).map(|words| question(table, column, &words)).collect()
}

fn question(table: &TableFile, column: usize, doubtful: &[(&str, &Word)]) -> Question {
    let rows: usize = doubtful.iter().map(|(_, found)| found.rows).sum();
    let (name, heading) = (quoted(table.file.name()), &table.file.header[column]);
    let mut fields: Vec<String> =
        Field::ALL.iter().filter(|field| index(&table.columns, **field) == Some(column)).copied().map(key).collect();
    if !table.columns.has(Field::Recurring) {
        fields.push(key(Field::Recurring));
    }
    let lines = |counts: &str| {
        let words = doubtful.iter().map(|(word, _)| format!("{} = \"{counts}\"\n", quoted(word)));
        let fields = if let [only] = &fields[..] { only.clone() } else { format!("[{}]", fields.join(", ")) };
        let column = format!("[files.{name}.columns]\n{} = {fields}\n", quoted(heading));
        format!("{column}[values.{}]\n{}", Field::Recurring.key(), words.collect::<String>())
    };
    let shown: Vec<String> = doubtful.iter().map(|(word, _)| format!("“{word}”")).collect();
    Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!(
            "`{heading}` says {} in {}, whose amounts may come once and not year after year. Are they part of what customers pay again?",
            some_of(&shown),
            counted(rows, "row", "rows")
        ),
        answers: vec![answer("no, they come once", lines("no")), answer("yes, they recur", lines("yes"))],
    }
}

fn key(field: Field) -> String {
    format!("\"{}\"", field.key())
}

/// The words of a column, with what stands in their rows; `None` where no column holds amounts.
fn words_of(table: &TableFile, column: usize, known: NaiveDate) -> Option<BTreeMap<String, Word>> {
    let paid = PAID.into_iter().find_map(|field| index(&table.columns, field))?;
    let terms = Terms::of(table, column);
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    for row in &table.file.sample {
        let (Some(word), amount) = (row.get(column).filter(|word| !says_nothing(word)), row.get(paid)) else { continue };
        let amount = amount.and_then(|amount| loose_number(amount)).unwrap_or_default();
        let found = words.entry(word.clone()).or_default();
        found.rows += 1;
        found.paid += usize::from(amount != 0.0);
        found.below += usize::from(amount < 0.0);
        if let Some(terms) = &terms {
            let end = terms.end(row);
            found.endless += usize::from(end.is_none());
            let is_over = end.is_some_and(|end| end < known);
            found.over += usize::from(is_over);
            found.followed += usize::from(is_over && terms.is_followed(row, word));
            found.begin += usize::from(is_over && terms.begins(row));
        }
    }
    Some(words)
}

/// The first days of each customer's rows, by their words.
struct Terms<'t> {
    table: &'t TableFile,
    owner: usize,
    start: usize,
    end: usize,
    starts: FxHashMap<(&'t str, &'t str), Vec<NaiveDate>>,
    of_owner: FxHashMap<&'t str, Vec<NaiveDate>>,
}

/// The next row begins at most so many days before the end of the one before, and so many after.
const BEFORE: i64 = 31;
const AFTER: i64 = 62;

impl<'t> Terms<'t> {
    fn of(table: &'t TableFile, word: usize) -> Option<Self> {
        let at = |field| index(&table.columns, field);
        let (start, end) = (at(Field::StartDate)?, at(Field::ContractEnd).or(at(Field::LossDate))?);
        let owner = at(Field::AccountId).or(at(Field::Account))?;
        let mut terms = Self { table, owner, start, end, starts: FxHashMap::default(), of_owner: FxHashMap::default() };
        for row in &table.file.sample {
            if let (Some(owner), Some(word), Some(day)) = (row.get(owner), row.get(word), terms.day(row, Field::StartDate, start)) {
                terms.starts.entry((owner, word)).or_default().push(day);
                terms.of_owner.entry(owner).or_default().push(day);
            }
        }
        Some(terms)
    }

    fn day(&self, row: &[String], field: Field, column: usize) -> Option<NaiveDate> {
        self.table.columns.get(field)?.form.span(row.get(column)?.as_bytes()).map(|span| span.first)
    }

    fn end(&self, row: &[String]) -> Option<NaiveDate> {
        self.day(row, Field::ContractEnd, self.end).or_else(|| self.day(row, Field::LossDate, self.end))
    }

    /// The customer has another row of the word after this one.
    fn is_followed(&self, row: &[String], word: &str) -> bool {
        let Some((owner, start, end)) = self.days(row) else { return false };
        self.starts.get(&(owner, word)).is_some_and(|starts| starts.iter().any(|next| is_next(*next, start, end)))
    }

    /// It is how the customer's contract began: nothing of the customer is as early, and what comes after goes on with it.
    fn begins(&self, row: &[String]) -> bool {
        let Some((owner, start, end)) = self.days(row) else { return false };
        let Some(all) = self.of_owner.get(owner) else { return false };
        let is_alone = all.iter().filter(|day| (**day - start).num_days() <= AFTER).count() == 1;
        is_alone && all.iter().any(|next| is_next(*next, start, end))
    }

    fn days<'r>(&self, row: &'r [String]) -> Option<(&'r str, NaiveDate, NaiveDate)> {
        Some((row.get(self.owner)?, self.day(row, Field::StartDate, self.start)?, self.end(row)?))
    }
}

/// Whether a row that begins on `next` goes on with one of these days.
fn is_next(next: NaiveDate, start: NaiveDate, end: NaiveDate) -> bool {
    next > start && (-BEFORE..=AFTER).contains(&(next - end).num_days())
}

/// Words whose rows never come again, where those of the others mostly do: one that stands often enough, or several that stand here
/// and there.
fn stand_out(words: &BTreeMap<String, Word>) -> Vec<&str> {
    const OFTEN: usize = 4;
    const SEVERAL: usize = 3;
    let (never, again): (Vec<_>, Vec<_>) = words.iter().partition(|(_, found)| found.never_comes_again());
    let sum = |of: fn(&Word) -> usize| again.iter().map(|(_, found)| of(found)).sum::<usize>();
    let (over, followed, rows) = (sum(|found| found.over), sum(|found| found.followed), sum(|found| found.rows));
    let never_rows: usize = never.iter().map(|(_, found)| found.rows).sum();
    let do_come_again = followed >= SEVERAL && followed * 10 >= over * 6 && never_rows < rows;
    let are_several = never.len() >= SEVERAL;
    let stands_out = |found: &Word| do_come_again && (found.rows >= OFTEN || are_several);
    never.into_iter().filter(|(_, found)| stands_out(found)).map(|(word, _)| word.as_str()).collect()
}

/// Nobody said what it is, and it moves amounts.
fn may_be_asked(table: &TableFile, column: usize, word: &str, found: &Word) -> bool {
    let said =
        |field| table.columns.get(field).filter(|_| index(&table.columns, field) == Some(column)).and_then(|bound| bound.form.mapped(word));
    let is_told = [Field::Recurring, Field::MovementType].into_iter().any(|field| said(field).is_some());
    let is_recurring = index(&table.columns, Field::Recurring) == Some(column) && words::recurs(word).is_some();
    !(is_told || is_recurring || found.paid == 0 || words::moves_down(word).is_some() || words::names_renewal(word) == Some(true))
}

/// Its name or its amounts speak of something that comes once.
fn is_doubtful(table: &TableFile, column: usize, word: &str, found: &Word) -> bool {
    let is_called_so = names::standing(&Heading::of(&table.file.header[column]), Field::Recurring).is_some();
    match index(&table.columns, Field::Recurring) {
        Some(index) if index != column => false,
        // A column that is to tell it tells nothing by a word that nobody knows.
        Some(_) if is_called_so => words::recurs(word).is_none(),
        _ if index(&table.columns, Field::MovementType).is_some() => words::recurs(word).is_none(),
        _ => words::recurs(word).is_none() && (words::hardly_recurs(word) || found.below == found.paid),
    }
}
