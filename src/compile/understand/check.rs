//! What was understood of a source, how sure, with examples, what is missing and what that costs.

mod currencies;
mod evidence;
mod idle;
mod print;
mod said;
mod words;

use crate::compile::read::columns::{Bound, Origin, Paid, Period};
use crate::compile::read::file::DataFile;
use crate::compile::read::scan::{Meter, TableFile};
use crate::compile::read::values::amount::Unit;
use crate::compile::schema::{Field, Kind, Table};
use crate::compile::understand::examples::{EXAMPLE, examples};
use crate::compile::understand::infer;
use crate::compile::understand::layout::{FilePlan, Layout};
use crate::compile::understand::mapping::{UnknownWord, in_per_cent, to_toml};
use crate::compile::understand::missing_data;
use crate::compile::understand::tally::{self, FileWords, Ids};
use crate::compile::understand::why_not;
use crate::domain::progress::Progress;
use crate::domain::quality::{FileAccount, Reject};
use crate::domain::question::Question;
use crate::domain::text;
use crate::error::Result;
pub(crate) use currencies::{CheckedCurrencies, CheckedCurrency};
pub(crate) use said::CheckedSaid;
pub(crate) use words::{CheckedWord, CheckedWords};

/// One file that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedFile {
    pub name: String,
    pub table: Table,
    /// 0–1.
    pub sureness: f32,
    /// What speaks for it, a clause each.
    pub speaks: Vec<String>,
    /// What else it may be.
    pub runner_up: Option<Table>,
    pub delimiter: char,
    pub encoding: &'static str,
    /// What is left out above the header, in words.
    pub above: Option<String>,
    pub columns: Vec<CheckedColumn>,
    /// Columns that nothing is read from.
    pub unused: Vec<UnusedColumn>,
    /// Needed fields that no column holds.
    pub lacks: Vec<Field>,
    /// What must be settled before the file can be read, and how.
    pub unsettled: Vec<String>,
    /// Fields that no column of its own holds.
    pub constants: Vec<CheckedConstant>,
    /// What becomes of its rows, whatever the scope. `None` where they were not looked at, since no column holds words, and
    /// where the file cannot be read yet.
    pub rows: Option<FileAccount>,
    /// The first rows that cannot be read.
    pub rejects: Vec<Reject>,
    /// Totals and footers that are left out, in words.
    pub asides: Option<String>,
    /// Values that cannot be read in rows that count without them, a sentence a column.
    pub lost: Vec<String>,
    /// What its amounts cover, where that is not a matter of course.
    pub periods: Vec<String>,
    /// Nothing is read from it: a table that is there tells the same.
    pub is_passed_over: bool,
}

/// A field that no column of its own holds.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedConstant {
    pub field: Field,
    /// The same in every row; `None` where each row's amounts tell it.
    pub value: Option<String>,
    /// A mapping says so; else it follows from the amounts.
    pub is_said: bool,
}

/// One column and the field it was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckedColumn {
    pub column: String,
    pub field: Field,
    pub sureness: f32,
    /// How its values are written, where that is not a matter of course (`day first`).
    pub form: Option<String>,
    pub examples: Vec<String>,
    /// Its dates can be read in two ways and nothing tells which, or most of its outcomes mean nothing to anybody.
    pub is_open: bool,
    /// What its amounts cover, where that is said or its name tells it.
    pub period: Option<Paid>,
    /// What one of its amounts counts.
    pub unit: Unit,
    /// The tax that they are said to hold, in basis points.
    pub tax: u32,
    /// Where its values are words: which, and what each means.
    pub words: Option<CheckedWords>,
}

/// A column that nothing is read from.
#[derive(Clone, Debug, PartialEq)]
pub struct UnusedColumn {
    pub column: String,
    pub examples: Vec<String>,
}

/// A file that is not read.
#[derive(Clone, Debug, PartialEq)]
pub struct LeftFile {
    pub name: String,
    pub why: String,
    /// Its columns; none where it was not looked into.
    pub columns: Vec<UnusedColumn>,
}

/// What [`check`](crate::compile::understand::check) found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CheckReport {
    pub files: Vec<CheckedFile>,
    pub left: Vec<LeftFile>,
    /// What is there and not read, since something else tells the same, one sentence each.
    pub passed_over: Vec<String>,
    /// What is missing, and what that costs, one sentence each.
    pub missing: Vec<String>,
    pub currencies: CheckedCurrencies,
    /// What the mapping says without effect, since what it names is not in the data, a sentence each.
    pub idle: Vec<String>,
    /// What the mapping says of single customers and renewals.
    pub said: Vec<CheckedSaid>,
    /// How the retro counts rows that somebody may think counted otherwise, a sentence each.
    pub told: Vec<String>,
    /// What must be answered before the retro, with the figures of each answer.
    pub questions: Vec<Question>,
    /// What could be otherwise and would hardly change the retro: the first answer of each is taken.
    pub settled: Vec<Question>,
    /// Why no rates of renewals due can be told of the window, where none can.
    pub nothing_due: Option<String>,
    /// Why there is no retro of the scope that is asked for, whatever is answered.
    pub refused: Option<String>,
    /// What to do then, for somebody at a command line.
    pub remedy: Option<String>,
    /// Where nothing tells of renewals: the file that comes nearest.
    pub nearest: Option<String>,
    /// The mapping that says all this, as TOML.
    pub mapping: String,
}

impl CheckReport {
    /// Nothing stands in the way of a retro.
    pub fn is_ready(&self) -> bool {
        let is_understood = self.has_renewals() && self.files.iter().all(|file| file.unsettled.is_empty());
        is_understood && self.questions.is_empty() && self.refused.is_none()
    }

    /// No row of any file with renewals can be read as one.
    pub(crate) fn lacks_rows(&self) -> bool {
        let mut files = self.files.iter().filter(|file| file.holds_renewals() && !file.is_passed_over);
        self.has_renewals() && files.all(|file| file.rows.as_ref().is_some_and(|rows| rows.used == 0))
    }

    /// Some file is read as renewals, or as subscriptions that renewals are told from.
    pub(crate) fn has_renewals(&self) -> bool {
        self.files.iter().any(CheckedFile::holds_renewals)
    }
}

impl CheckedFile {
    /// It is read as renewals, or as subscriptions that tell them.
    pub(crate) fn holds_renewals(&self) -> bool {
        matches!(self.table, Table::Renewals | Table::Subscriptions)
    }
}

/// The report on a layout; looks at all rows of the files whose columns hold words.
///
/// # Errors
/// A file that cannot be read.
pub(crate) fn report(layout: &Layout, progress: &dyn Progress) -> Result<CheckReport> {
    let ids = Ids::named_in(&layout.mapping);
    let is_looked_at = |plan: &&FilePlan| !is_passed_over(layout, plan);
    let meter = Meter::new(progress, layout.plans.iter().filter(is_looked_at).map(|plan| tally::bytes(&plan.table, &ids)).sum());
    let count = |plan: &FilePlan| if is_looked_at(&plan) { tally::count(&plan.table, &ids, &meter) } else { Ok(None) };
    let counted = layout.plans.iter().map(count).collect::<Result<Vec<_>>>()?;
    let both = || layout.plans.iter().zip(&counted);
    let why_not = why_not::of(layout);
    let files: Vec<CheckedFile> = both().map(|(plan, counted)| file(layout, plan, counted.as_ref())).collect();
    Ok(CheckReport {
        left: layout.left.iter().map(|(name, why)| left(layout, name, why)).collect(),
        passed_over: missing_data::passed_over(layout),
        missing: missing_data::missing(layout).into_iter().map(|(_, sentence)| sentence).collect(),
        currencies: currencies::of(layout, both()),
        mapping: to_toml(layout, &unknown_words(&files)),
        files,
        refused: why_not.as_ref().map(|why| why.told.clone()),
        remedy: why_not.as_ref().map(|why| why.remedy.clone()),
        idle: idle::of(layout, &ids, both()),
        said: said::of(&layout.mapping),
        nearest: why_not.and_then(|why| why.nearest),
        ..CheckReport::default()
    })
}

/// The words of all files that nobody understands for sure.
fn unknown_words(files: &[CheckedFile]) -> Vec<UnknownWord> {
    let columns = files.iter().flat_map(|file| &file.columns);
    let words = columns.flat_map(|column| column.words.iter().flat_map(CheckedWords::unknown).map(move |word| (column.field, word)));
    words.map(|(field, word)| UnknownWord { field, word: word.word.clone(), rows: word.rows }).collect()
}

fn is_passed_over(layout: &Layout, plan: &FilePlan) -> bool {
    layout.passed_over().any(|table| table.number == plan.table.number)
}

fn file(layout: &Layout, plan: &FilePlan, counted: Option<&FileWords>) -> CheckedFile {
    let data = &plan.table.file;
    let readable = counted.filter(|_| can_be_read(plan));
    let bound: Vec<usize> =
        plan.table.columns.bound().filter_map(|(_, b)| if let Origin::Column(i) = b.origin { Some(i) } else { None }).collect();
    CheckedFile {
        name: data.name().to_owned(),
        table: plan.table.columns.table,
        sureness: plan.sureness,
        speaks: evidence::speaks(layout, plan),
        runner_up: evidence::runner_up(layout, plan),
        delimiter: char::from(data.written_delimiter()),
        encoding: data.encoding().name(),
        above: data.layout_told(),
        columns: columns(layout, plan, counted),
        unused: columns_of(data).enumerate().filter(|(i, _)| !bound.contains(i)).map(|(_, column)| column).collect(),
        lacks: plan.lacks.clone(),
        unsettled: plan.incomplete().into_iter().chain(plan.unsettled.iter().map(|open| open.message(data.name()))).collect(),
        constants: constants(layout, plan),
        rows: readable.map(|counted| counted.account.clone()),
        rejects: readable.map_or_else(Vec::new, |counted| counted.rejects.clone()),
        asides: readable.and_then(|counted| counted.asides.told()),
        lost: readable.map_or_else(Vec::new, |counted| counted.lost.told().into_iter().map(|(told, _)| told).collect()),
        periods: if is_passed_over(layout, plan) { Vec::new() } else { missing_data::periods::told(&plan.table) },
        is_passed_over: is_passed_over(layout, plan),
    }
}

/// As long as a needed field or an order of dates is missing, what becomes of single rows says nothing.
fn can_be_read(plan: &FilePlan) -> bool {
    plan.lacks.is_empty() && !plan.unsettled.iter().any(|open| open.field.kind() == Kind::Date)
}

fn constants(layout: &Layout, plan: &FilePlan) -> Vec<CheckedConstant> {
    let said = layout.mapping.file(plan.table.file.name());
    let constant = |(field, bound): (Field, &Bound)| {
        let value = match &bound.origin {
            Origin::Column(_) => return None,
            Origin::Constant(value) => Some(value.clone()),
            Origin::Signs(_) => None,
        };
        let is_said = said.is_some_and(|said| said.constants.contains_key(&field));
        Some(CheckedConstant { field, value, is_said })
    };
    plan.table.columns.bound().filter_map(constant).collect()
}

/// The columns that are used, in the order of the file, whoever said what they are.
fn columns(layout: &Layout, plan: &FilePlan, counted: Option<&FileWords>) -> Vec<CheckedColumn> {
    let checked = |(field, sureness): &(Field, f32)| {
        let tally = counted.and_then(|counted| counted.columns.iter().find(|(known, _)| known == field));
        let words = tally
            .zip(plan.table.columns.get(*field))
            .map(|((_, tally), bound)| words::of(*field, bound, tally, (&layout.mapping, is_open(plan, *field))));
        column(plan, *field, *sureness, words)
    };
    let mut columns: Vec<CheckedColumn> = plan.columns.iter().filter_map(checked).collect();
    let header = &plan.table.file.header;
    columns.sort_by_key(|column| (header.iter().position(|name| *name == column.column), column.field));
    columns
}

fn column(plan: &FilePlan, field: Field, sureness: f32, words: Option<CheckedWords>) -> Option<CheckedColumn> {
    let bound = plan.table.columns.get(field)?;
    let Origin::Column(index) = bound.origin else { return None };
    Some(CheckedColumn {
        column: bound.name.clone(),
        field,
        sureness,
        form: form(plan, field),
        examples: examples(&plan.table.file, index),
        is_open: is_open(plan, field),
        period: bound.form.period,
        unit: bound.form.amount.unit,
        tax: bound.form.amount.tax,
        words,
    })
}

fn left(layout: &Layout, name: &str, why: &str) -> LeftFile {
    let looked_into = layout.set_aside.iter().find(|file| file.name() == name);
    let columns = looked_into.into_iter().flat_map(columns_of).collect();
    LeftFile { name: name.to_owned(), why: why.to_owned(), columns }
}

fn columns_of(data: &DataFile) -> impl Iterator<Item = UnusedColumn> {
    let column = |(i, name): (usize, &String)| UnusedColumn { column: name.clone(), examples: examples(data, i) };
    data.header.iter().enumerate().map(column)
}

fn is_open(plan: &FilePlan, field: Field) -> bool {
    plan.unsettled.iter().any(|open| open.field == field)
}

/// Said only where the file differs from plain ISO dates and decimal points.
fn form(plan: &FilePlan, field: Field) -> Option<String> {
    use crate::compile::read::values::date::DateForm;
    use crate::compile::read::values::percent::PercentForm;
    let bound = plan.table.columns.get(field)?;
    let form = &bound.form;
    match field.kind() {
        Kind::Date if is_open(plan, field) => Some("order not settled".to_owned()),
        Kind::Date if !form.zone.is_utc() => Some(format!("days of a calendar {} from UTC", form.zone.key())),
        Kind::Date if form.date != DateForm::YearFirst => Some(form.date.label().to_owned()),
        Kind::Amount => amounts(&plan.table, field, bound).or_else(|| perhaps_cents(plan, field, bound)),
        Kind::Count if form.amount.decimal == ',' => amounts(&plan.table, field, bound),
        Kind::Percent | Kind::Probability if form.percent == PercentForm::Fraction => Some("as fractions: 0.05 is 5 %".to_owned()),
        Kind::Flag if form.by_presence => {
            Some(if field == Field::IsWon { "renewed where it is filled" } else { "lost where it is filled" }.to_owned())
        }
        Kind::Outcome if form.other_is_open => Some("other stages are open".to_owned()),
        _ => None,
    }
}

/// Amounts of subscriptions that may be cents as far as they tell: nobody guesses it, and the line that says so is shown.
fn perhaps_cents(plan: &FilePlan, field: Field, bound: &Bound) -> Option<String> {
    let Origin::Column(index) = bound.origin else { return None };
    let file = &plan.table.file;
    let may_be = plan.table.columns.table == Table::Subscriptions && infer::are_whole_hundreds(file.values(index));
    may_be.then(|| format!("whole hundreds; if cents, \"{}\" = {{ field = \"{}\", cents = true }}", bound.name, field.key()))
}

/// How a column's amounts are written, with the first one that could be read as another: `12.345 read as 12345`.
fn amounts(table: &TableFile, field: Field, bound: &Bound) -> Option<String> {
    let Origin::Column(index) = bound.origin else { return None };
    let data = &table.file;
    let form = bound.form.amount;
    let of_three = data.values(index).find(|value| infer::is_of_three(value));
    let read_as = of_three.and_then(|value| {
        let money = form.read(value.as_bytes())?.to_string();
        Some(format!("{} read as {}", text::shortened(value, EXAMPLE), money.trim_end_matches(".00")))
    });
    // What the field itself says needs no word.
    let is_told = |period: &Paid| *period == Paid::once(Period::Year) || matches!(field, Field::Mrr | Field::MrrChange);
    let period = bound.form.period.filter(|period| !is_told(period)).map(|period| format!("for a {}", period.key()));
    let units = [form.cents.then(|| "in cents".to_owned()), (form.unit != Unit::Ones).then(|| format!("in {}", form.unit.key()))];
    let by_row = table.columns.get(Field::Unit).filter(|_| bound.form.unit_by_row).map(|unit| format!("in what `{}` says", unit.name));
    let tax = (form.tax > 0).then(|| format!("without a tax of {}", in_per_cent(form.tax)));
    let pieces = bound.form.pieces.iter().filter_map(|column| data.header.get(*column)).map(|name| format!("times `{name}`"));
    let less = bound.form.less.iter().map(|off| format!("less `{}`", off.name));
    let written = [(form.decimal == ',').then(|| "decimal comma".to_owned()), read_as];
    let none = if field == Field::ArrChange { "all that was paid" } else { "none" };
    let tells = bound.form.tells_losses.then(|| format!("tells what became of renewals: {none} is a loss"));
    let told: Vec<String> = tells
        .into_iter()
        .chain(period)
        .chain(units.into_iter().chain([by_row, tax]).chain(written).flatten())
        .chain(pieces)
        .chain(less)
        .collect();
    (!told.is_empty()).then(|| told.join(", "))
}
