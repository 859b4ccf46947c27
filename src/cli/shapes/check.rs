//! `run-retro check` as JSON.

use schemars::JsonSchema;
use serde::Serialize;

use super::question::Asked;
use crate::compile::meaning::Meaning;
use crate::compile::{
    CheckReport, CheckedColumn, CheckedConstant, CheckedCurrency, CheckedFile, CheckedSaid, CheckedWord, Field, LeftFile, Paid, Section,
    UnusedColumn,
};
use crate::domain::quality::{FileAccount, Reject};

/// How data are understood, what is asked, and what is missing.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Checked {
    /// A retro can be held on them.
    pub ready: bool,
    pub files: Vec<File>,
    /// What is not read, and why.
    pub not_read: Vec<NotRead>,
    /// What is not read since something else tells the same.
    pub passed_over: Vec<String>,
    /// What is missing, and what that costs.
    pub missing: Vec<String>,
    pub currency: String,
    pub other_currencies: Vec<Currency>,
    /// What the mapping says without effect.
    pub idle: Vec<String>,
    /// What the mapping says of single customers and renewals.
    pub said: Vec<Said>,
    /// How the retro counts rows that somebody may think counted otherwise.
    pub told: Vec<String>,
    /// What must be answered before the retro.
    pub questions: Vec<Asked>,
    /// What could be otherwise and would hardly change the retro; the first answer is taken.
    pub settled: Vec<Asked>,
    /// Why no rates of renewals due can be told of the window.
    pub nothing_due: Option<String>,
    /// Why there is no retro, whatever is answered.
    pub refused: Option<String>,
    pub remedy: Option<String>,
    /// The file that comes nearest to renewals, where none tells of them.
    pub nearest: Option<String>,
    /// All that was understood, as the TOML of a mapping.
    pub mapping: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct File {
    pub name: String,
    pub table: String,
    /// 0 to 1.
    pub sureness: f64,
    /// What speaks for it.
    pub evidence: Vec<String>,
    /// What else it may be.
    pub runner_up: Option<String>,
    pub encoding: String,
    pub delimiter: String,
    /// What is left out above its header.
    pub above: Option<String>,
    pub columns: Vec<Column>,
    pub unused_columns: Vec<Unused>,
    /// Needed fields that no column holds.
    pub lacks: Vec<String>,
    /// What must be settled before it can be read.
    pub unsettled: Vec<String>,
    pub constants: Vec<Constant>,
    /// `null` where its rows were not looked at.
    pub rows: Option<FileAccount>,
    /// The first rows that cannot be read.
    pub rejected: Vec<Rejected>,
    /// Totals and footers that are left out.
    pub asides: Option<String>,
    /// Values that cannot be read in rows that count without them.
    pub lost: Vec<String>,
    /// What its amounts cover.
    pub periods: Vec<String>,
    pub passed_over: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Column {
    pub column: String,
    pub field: String,
    /// 0 to 1.
    pub sureness: f64,
    /// How its values are written, where that is no matter of course.
    pub form: Option<String>,
    pub examples: Vec<String>,
    /// It waits for a person.
    pub open: bool,
    /// What its amounts cover: month, quarter, year or term.
    pub period: Option<String>,
    /// The words in it, those that nobody understands first; `null` where its values are no words.
    pub words: Option<Vec<Word>>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Word {
    pub word: String,
    pub rows: u64,
    /// The word of this program that it is read as; `null` where it is no value, or unknown.
    pub means: Option<String>,
    pub understood: bool,
    /// The mapping says so.
    pub said: bool,
    /// The columns whose rows tell it.
    pub told_by: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Unused {
    pub column: String,
    pub examples: Vec<String>,
}

/// A field that no column of its own holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Constant {
    pub field: String,
    /// `null` where each row's amounts tell it.
    pub value: Option<String>,
    pub said: bool,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct NotRead {
    pub name: String,
    pub why: String,
    pub columns: Vec<Unused>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Currency {
    pub code: String,
    pub rows: u64,
    /// What one unit is worth in the report's, as a decimal string.
    pub rate: Option<String>,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Said {
    /// `accounts` or `renewals`.
    pub section: String,
    pub id: String,
    pub says: String,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Rejected {
    /// From 1.
    pub line: u64,
    pub column: String,
    pub value: String,
    pub reason: String,
}

impl From<&CheckReport> for Checked {
    fn from(report: &CheckReport) -> Self {
        Self {
            ready: report.is_ready(),
            files: report.files.iter().map(File::from).collect(),
            not_read: report.left.iter().map(NotRead::from).collect(),
            passed_over: report.passed_over.clone(),
            missing: report.missing.clone(),
            currency: report.currencies.report.clone(),
            other_currencies: report.currencies.others.iter().map(Currency::from).collect(),
            idle: report.idle.clone(),
            said: report.said.iter().map(Said::from).collect(),
            told: report.told.clone(),
            questions: report.questions.iter().map(Asked::from).collect(),
            settled: report.settled.iter().map(Asked::from).collect(),
            nothing_due: report.nothing_due.clone(),
            refused: report.refused.clone(),
            remedy: report.remedy.clone(),
            nearest: report.nearest.clone(),
            mapping: report.mapping.clone(),
        }
    }
}

impl From<&CheckedFile> for File {
    fn from(file: &CheckedFile) -> Self {
        Self {
            name: file.name.clone(),
            table: file.table.key().to_owned(),
            sureness: sureness(file.sureness),
            evidence: file.speaks.clone(),
            runner_up: file.runner_up.map(|table| table.key().to_owned()),
            encoding: file.encoding.to_owned(),
            delimiter: file.delimiter.to_string(),
            above: file.above.clone(),
            columns: file.columns.iter().map(Column::from).collect(),
            unused_columns: file.unused.iter().map(Unused::from).collect(),
            lacks: file.lacks.iter().copied().map(key).collect(),
            unsettled: file.unsettled.clone(),
            constants: file.constants.iter().map(Constant::from).collect(),
            rows: file.rows.clone(),
            rejected: file.rejects.iter().map(Rejected::from).collect(),
            asides: file.asides.clone(),
            lost: file.lost.clone(),
            periods: file.periods.clone(),
            passed_over: file.is_passed_over,
        }
    }
}

impl From<&CheckedColumn> for Column {
    fn from(column: &CheckedColumn) -> Self {
        Self {
            column: column.column.clone(),
            field: key(column.field),
            sureness: sureness(column.sureness),
            form: column.form.clone(),
            examples: column.examples.clone(),
            open: column.is_open,
            period: column.period.map(Paid::key),
            words: column.words.as_ref().map(|words| words.all.iter().map(Word::from).collect()),
        }
    }
}

impl From<&CheckedWord> for Word {
    fn from(word: &CheckedWord) -> Self {
        let means = match &word.meaning {
            Meaning::Ours(ours) | Meaning::Assumed(ours) => Some(ours.clone()),
            Meaning::Itself => Some(word.word.clone()),
            Meaning::Nothing | Meaning::Unknown => None,
        };
        let understood = !word.meaning.is_doubtful();
        Self { word: word.word.clone(), rows: word.rows, means, understood, said: word.is_said, told_by: word.told_by.clone() }
    }
}

impl From<&UnusedColumn> for Unused {
    fn from(unused: &UnusedColumn) -> Self {
        Self { column: unused.column.clone(), examples: unused.examples.clone() }
    }
}

impl From<&CheckedConstant> for Constant {
    fn from(constant: &CheckedConstant) -> Self {
        Self { field: key(constant.field), value: constant.value.clone(), said: constant.is_said }
    }
}

impl From<&LeftFile> for NotRead {
    fn from(left: &LeftFile) -> Self {
        Self { name: left.name.clone(), why: left.why.clone(), columns: left.columns.iter().map(Unused::from).collect() }
    }
}

impl From<&CheckedCurrency> for Currency {
    fn from(currency: &CheckedCurrency) -> Self {
        Self { code: currency.code.clone(), rows: currency.rows, rate: currency.rate.clone() }
    }
}

impl From<&CheckedSaid> for Said {
    fn from(said: &CheckedSaid) -> Self {
        let section = match said.section {
            Section::Accounts => "accounts",
            Section::Renewals => "renewals",
        };
        Self { section: section.to_owned(), id: said.id.clone(), says: said.says.clone() }
    }
}

impl From<&Reject> for Rejected {
    fn from(reject: &Reject) -> Self {
        Self { line: reject.line, column: reject.column.clone(), value: reject.value.clone(), reason: reject.reason.clone() }
    }
}

fn key(field: Field) -> String {
    field.key().to_owned()
}

/// As it is read: two places are more than is known.
fn sureness(sureness: f32) -> f64 {
    (f64::from(sureness) * 100.0).round() / 100.0
}
