//! Words of a column that nothing is read from, and that stand in the last rows of a few customers only: a next contract that never came
//! about (`Took place` FALSE), or a customer who is still listed after the contract ran out (`Former customer`).

use std::collections::BTreeSet;

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use super::{answer, quoted, some_of};
use crate::compile::read::columns::Origin;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words::{self, State};
use crate::compile::schema::Field;
use crate::compile::timeline::shape::Shape;
use crate::compile::understand::decided::{index, owner};
use crate::compile::understand::infer::says_nothing;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::pairs;
use crate::compile::understand::recognise::profile::Profile;
use crate::domain::question::Question;
use crate::domain::renewal::Outcome;
use crate::domain::text::counted;

/// A column of more words tells more than one thing of two.
const MOST_WORDS: usize = 8;
/// As many days or codes, each in a row of its own.
const MOST_VALUES: usize = 100;
/// Of a hundred customers who could have such a row at most so many have one.
const MOST: usize = 40;
const FEWEST: usize = 2;
/// What such a column may be taken for, and stays beside.
const BESIDE: [Field; 3] = [Field::Segment, Field::Product, Field::ReasonCode];

/// `asked` are the questions that there are: what one of them asks of a column is not asked again.
pub(crate) fn of(layout: &Layout, asked: &[Question]) -> Vec<Question> {
    layout.contracts().filter_map(|table| of_file(layout, table, asked)).collect()
}

fn of_file(layout: &Layout, table: &TableFile, asked: &[Question]) -> Option<Question> {
    let (file, columns) = (&table.file, &table.columns);
    let tells_losses = [Field::IsLost, Field::LossDate].into_iter().any(|field| columns.has(field));
    let rows = Rows::of(table).filter(|_| !tells_losses)?;
    let is_free = |column: &usize| {
        let name = &file.header[*column];
        let is_asked = || asked.iter().any(|question| question.file == file.name() && question.asked.starts_with(&format!("`{name}`")));
        let may_be = |field: Field| BESIDE.contains(&field) || field == Field::Recurring || rows.are_terms && field == Field::Status;
        columns.bound().all(|(field, bound)| bound.origin != Origin::Column(*column) || may_be(field))
            && !layout.mapping.says_column(file.name(), name)
            && !is_asked()
    };
    (0..file.header.len()).filter(is_free).find_map(|column| question(table, &rows, column))
}

/// A row's place, its day, and the day on which its contract ends.
type Dated = (usize, NaiveDate, Option<NaiveDate>);

/// The rows of each customer in the order of their days, with the day on which the contract of each ends.
struct Rows {
    of_owner: Vec<Vec<Dated>>,
    are_terms: bool,
}

impl Rows {
    fn of(table: &TableFile) -> Option<Self> {
        let (file, columns) = (&table.file, &table.columns);
        let shape = Shape::of(columns);
        let are_terms = shape.is_interval();
        let owner = owner(columns)?;
        let day = index(columns, if are_terms { Field::StartDate } else { Field::Date }).filter(|_| shape != Shape::Movements)?;
        let end = index(columns, Field::ContractEnd)?;
        let forms = [pairs::form(file, day), pairs::form(file, end)];
        let mut of_owner: FxHashMap<&str, Vec<Dated>> = FxHashMap::default();
        for (number, row) in file.sample.iter().enumerate() {
            let read = |column: usize, form: usize| Some(forms[form].span(row.get(column)?.as_bytes())?.last);
            if let (Some(owner), Some(on)) = (row.get(owner), read(day, 0)) {
                of_owner.entry(owner).or_default().push((number, on, read(end, 1)));
            }
        }
        let mut of_owner: Vec<_> = of_owner.into_values().filter(|rows| rows.len() > 1).collect();
        for rows in &mut of_owner {
            rows.sort_by_key(|(number, day, _)| (*day, *number));
        }
        Some(Self { of_owner, are_terms })
    }

    /// Whether all rows that are such run on behind the first day of any: what is over by then came about.
    fn run_ahead(&self, is_such: impl Fn(usize) -> bool) -> bool {
        let Some(newest) = self.of_owner.iter().flatten().map(|(_, day, _)| *day).max() else { return false };
        let mut such = self.of_owner.iter().flatten().filter(|(row, ..)| is_such(*row));
        such.all(|(.., end)| end.is_some_and(|end| end > newest))
    }

    /// How many rows `is_such`, where they are the last ones of a few customers, behind other ones, and of nobody else; those of
    /// customers who are looked at day by day behind the end of the contract.
    fn last(&self, is_such: impl Fn(usize) -> bool) -> Option<usize> {
        let (mut all, mut of) = (0, 0);
        for rows in &self.of_owner {
            let first = rows.iter().position(|(row, ..)| is_such(*row));
            let Some(first) = first else { continue };
            let is_over = rows[first].2.is_some_and(|end| end <= rows[first].1);
            let are_last = first > 0 && rows[first..].iter().all(|(row, ..)| is_such(*row));
            if !are_last || !self.are_terms && !is_over {
                return None;
            }
            all += rows.len() - first;
            of += 1;
        }
        (of >= FEWEST && of * 100 <= self.of_owner.len() * MOST).then_some(all)
    }
}

fn question(table: &TableFile, rows: &Rows, column: usize) -> Option<Question> {
    let (file, name) = (&table.file, &table.file.header[column]);
    let cell = |row: usize| file.sample[row].get(column).map_or("", |cell| cell.trim());
    let profile = Profile::of(file, column);
    let known: BTreeSet<&str> = (0..file.sample.len()).map(cell).filter(|word| !word.is_empty() && !says_nothing(word)).collect();
    // What stands in some rows only, a day or a code, is one sign whatever it says; and so is the lack of a day that all others have.
    let is_rare = profile.filled * 2 < profile.rows && known.len() <= MOST_VALUES;
    let is_lack = rows.are_terms && profile.are_dates() && profile.filled * 2 > profile.rows && profile.filled < profile.rows;
    let is_of = |field: Field| index(&table.columns, field) == Some(column);
    let comes_once = |word: &str| is_of(Field::Recurring) && words::recurs(word) == Some(false);
    let goes_by = |word: &str| is_of(Field::Status) && words::state(word) != Some(State::Gone);
    // What goes on or grows was no end, and what is known to come once is none already.
    let goes_on = |word: &str| {
        comes_once(word) || goes_by(word) || words::moves_down(word) == Some(false) || words::outcome(word) == Some(Outcome::Renewed)
    };
    let signs: BTreeSet<&str> = if is_lack {
        BTreeSet::from([""])
    } else if is_rare {
        known.clone()
    } else if known.len() <= MOST_WORDS && !profile.are_dates() {
        known.iter().copied().filter(|word| !goes_on(word) && rows.last(|row| cell(row) == *word).is_some()).collect()
    } else {
        return None;
    };
    let is_sign = |row: usize| signs.contains(cell(row));
    let count = rows.last(is_sign).filter(|_| !is_of(Field::Status) || rows.run_ahead(is_sign))?;
    let (key, no, yes) = if rows.are_terms { (Field::Recurring, "no", "yes") } else { (Field::Status, "gone", "active") };
    let held = BESIDE.into_iter().find(|field| is_of(*field));
    let is_told = is_of(Field::Recurring) || is_of(Field::Status);
    let columns = |fields: &str| format!("[files.{}.columns]\n{} = {fields}\n", quoted(file.name()), quoted(name));
    let lines = |of_signs: &str| {
        let meaning = |word: &str| if signs.contains(word) { of_signs } else { yes };
        let all = known.iter().filter(|_| !is_lack).chain(signs.iter().filter(|_| is_lack));
        let words: Vec<String> =
            all.filter(|word| !comes_once(word)).map(|word| format!("{} = \"{}\"\n", quoted(word), meaning(word))).collect();
        let fields = held.map_or_else(|| quoted(key.key()), |held| format!("[{}, {}]", quoted(held.key()), quoted(key.key())));
        format!("{}[values.{}]\n{}", columns(&fields), key.key(), words.concat())
    };
    let as_others = if is_told { lines(yes) } else { columns(&quoted(held.map_or("ignore", Field::key))) };
    let shown: Vec<String> = signs.iter().map(|word| format!("“{word}”")).collect();
    let says = if is_lack { "is empty".to_owned() } else { format!("says {}", some_of(&shown)) };
    let (seen, asked, one, other) = if rows.are_terms {
        ("each the last contract of a customer", "Did these contracts come about?", "no, they never did", "yes, they count like the others")
    } else {
        (
            "the last ones of customers whose contract had ended",
            "Had these customers left?",
            "yes, they had left",
            "no, they were still customers",
        )
    };
    Some(Question {
        is_pressing: false,
        file: file.name().to_owned(),
        asked: format!("`{name}` {says} in {}, {seen}. {asked}", counted(count, "row", "rows")),
        answers: vec![answer(one, lines(no)), answer(other, as_others)],
    })
}
