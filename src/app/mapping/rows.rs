//! The rows of the screen: what is asked before the retro with its answers, each file with its columns, their words and its
//! constants below it, then the files that are not read, the currencies, and what is said of single ids.

use std::collections::BTreeSet;

use crate::compile::{
    CheckReport, CheckedColumn, CheckedConstant, CheckedCurrency, CheckedFile, CheckedSaid, CheckedWord, Field, Kind, UnusedColumn,
};
use crate::domain::question::{Answer, Question};

/// A row, by places in the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// What must be answered before the retro.
    Question(usize),
    /// A question and one of its answers.
    Answer(usize, usize),
    /// Why there is no retro, whatever is answered.
    Refused,
    File(usize),
    /// A file and one of its columns that a field is read from.
    Column(usize, usize),
    /// A word of such a column.
    Word(usize, usize, usize),
    /// A file and a field with the same value in every row.
    Constant(usize, usize),
    /// A file and one of its columns that nothing is read from.
    Unused(usize, usize),
    Left(usize),
    /// The report's currency.
    Currency,
    /// Another currency.
    Rate(usize),
    /// What the mapping says of one customer or renewal.
    Said(usize),
    Missing(usize),
}

/// How much a row wants to be looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Need {
    Nothing,
    /// Rows or amounts are lost as it is.
    Doubt,
    /// No retro can be held before it is settled.
    Must,
}

/// The columns whose words are shown, by file and field.
pub type Unfolded = BTreeSet<(String, Field)>;

/// The rows that are shown; what is missing stands below the files where there is no room beside them.
pub fn rows(report: &CheckReport, unfolded: &Unfolded, with_missing: bool) -> Vec<Row> {
    let is_shown = |row: &Row| match row {
        Row::Word(..) => row.fold(report).is_some_and(|fold| unfolded.contains(&fold)),
        Row::Missing(_) => with_missing,
        _ => true,
    };
    all(report).into_iter().filter(is_shown).collect()
}

/// All rows, shown or not.
pub fn all(report: &CheckReport) -> Vec<Row> {
    let mut all = Vec::new();
    for (i, question) in report.questions.iter().enumerate() {
        all.push(Row::Question(i));
        all.extend((0..question.answers.len()).map(|answer| Row::Answer(i, answer)));
    }
    all.extend(report.refused.is_some().then_some(Row::Refused));
    for (i, file) in report.files.iter().enumerate() {
        all.push(Row::File(i));
        for (j, column) in file.columns.iter().enumerate() {
            all.push(Row::Column(i, j));
            let words = column.words.as_ref().map_or(0, |words| words.all.len());
            all.extend((0..words).map(|word| Row::Word(i, j, word)));
        }
        all.extend((0..file.constants.len()).map(|constant| Row::Constant(i, constant)));
        all.extend((0..file.unused.len()).map(|column| Row::Unused(i, column)));
    }
    all.extend((0..report.left.len()).map(Row::Left));
    if report.has_renewals() {
        all.push(Row::Currency);
        all.extend((0..report.currencies.others.len()).map(Row::Rate));
    }
    all.extend((0..report.said.len()).map(Row::Said));
    all.extend((0..report.missing.len()).map(Row::Missing));
    all
}

/// The columns with words that nobody understands.
pub fn in_doubt(report: &CheckReport) -> Unfolded {
    let doubtful = all(report).into_iter().filter(|row| matches!(row, Row::Word(..)) && row.need(report) > Need::Nothing);
    doubtful.filter_map(|row| row.fold(report)).collect()
}

/// What a row is about, whatever its place: selections follow it through changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    Question(String),
    Answer(String, String),
    Refused,
    Said(String),
    File(String),
    Column(String, String),
    Word(String, Field, String),
    Constant(String, Field),
    Currency(String),
    Missing(String),
}

impl Row {
    pub fn file(self, report: &CheckReport) -> Option<&CheckedFile> {
        match self {
            Self::File(i) | Self::Column(i, _) | Self::Word(i, ..) | Self::Constant(i, _) | Self::Unused(i, _) => report.files.get(i),
            _ => None,
        }
    }

    pub fn question(self, report: &CheckReport) -> Option<&Question> {
        let (Self::Question(question) | Self::Answer(question, _)) = self else { return None };
        report.questions.get(question)
    }

    pub fn answer(self, report: &CheckReport) -> Option<&Answer> {
        let Self::Answer(_, answer) = self else { return None };
        self.question(report)?.answers.get(answer)
    }

    pub fn said(self, report: &CheckReport) -> Option<&CheckedSaid> {
        let Self::Said(i) = self else { return None };
        report.said.get(i)
    }

    /// The column of a column's row.
    pub fn column(self, report: &CheckReport) -> Option<&CheckedColumn> {
        let Self::Column(_, column) = self else { return None };
        self.file(report)?.columns.get(column)
    }

    /// The column that a row of a column or of one of its words belongs to.
    pub fn column_of(self, report: &CheckReport) -> Option<&CheckedColumn> {
        let (Self::Column(file, column) | Self::Word(file, column, _)) = self else { return None };
        report.files.get(file)?.columns.get(column)
    }

    pub fn word(self, report: &CheckReport) -> Option<(Field, &CheckedWord)> {
        let Self::Word(.., word) = self else { return None };
        let column = self.column_of(report)?;
        Some((column.field, column.words.as_ref()?.all.get(word)?))
    }

    pub fn constant(self, report: &CheckReport) -> Option<&CheckedConstant> {
        let Self::Constant(_, constant) = self else { return None };
        self.file(report)?.constants.get(constant)
    }

    pub fn unused(self, report: &CheckReport) -> Option<&UnusedColumn> {
        let Self::Unused(_, column) = self else { return None };
        self.file(report)?.unused.get(column)
    }

    pub fn rate(self, report: &CheckReport) -> Option<&CheckedCurrency> {
        let Self::Rate(i) = self else { return None };
        report.currencies.others.get(i)
    }

    /// What is folded and unfolded with the row; `None` where there are no words.
    pub fn fold(self, report: &CheckReport) -> Option<(String, Field)> {
        let column = self.column_of(report).filter(|column| column.words.is_some())?;
        Some((self.file(report)?.name.clone(), column.field))
    }

    /// How sure it is what it is read as.
    pub fn sureness(self, report: &CheckReport) -> Option<f32> {
        match self {
            Self::File(_) => self.file(report).map(|file| file.sureness),
            _ => self.column(report).map(|column| column.sureness),
        }
    }

    /// Tells the row from all others, through changes of the report.
    pub fn key(self, report: &CheckReport) -> String {
        format!("{:?}", self.subject(report))
    }

    pub fn need(self, report: &CheckReport) -> Need {
        let when = |is_so: bool, need| if is_so { need } else { Need::Nothing };
        match self {
            Self::Question(_) | Self::Refused => Need::Must,
            Self::File(_) => when(self.file(report).is_some_and(|file| !file.lacks.is_empty()), Need::Must),
            // Words that are not understood are settled one by one.
            Self::Column(..) => {
                when(self.column(report).is_some_and(|column| column.is_open && column.field.kind() == Kind::Date), Need::Must)
            }
            Self::Word(..) => {
                let need = if self.column_of(report).is_some_and(|column| column.is_open) { Need::Must } else { Need::Doubt };
                when(self.word(report).is_some_and(|(_, word)| word.meaning.is_doubtful()), need)
            }
            Self::Rate(_) => when(self.rate(report).is_some_and(|other| other.rate.is_none()), Need::Doubt),
            _ => Need::Nothing,
        }
    }

    /// Must be settled before a retro can be held.
    pub fn is_open(self, report: &CheckReport) -> bool {
        self.need(report) == Need::Must
    }

    pub fn subject(self, report: &CheckReport) -> Option<Subject> {
        let file = || self.file(report).map(|file| file.name.clone());
        Some(match self {
            Self::Question(_) => Subject::Question(self.question(report)?.asked.clone()),
            Self::Answer(..) => Subject::Answer(self.question(report)?.asked.clone(), self.answer(report)?.means.clone()),
            Self::Refused => Subject::Refused,
            Self::Said(_) => Subject::Said(self.said(report)?.id.clone()),
            Self::File(_) => Subject::File(file()?),
            Self::Left(i) => Subject::File(report.left.get(i)?.name.clone()),
            Self::Column(..) => Subject::Column(file()?, self.column(report)?.column.clone()),
            Self::Word(..) => self.word(report).and_then(|(field, word)| Some(Subject::Word(file()?, field, word.word.clone())))?,
            Self::Constant(..) => Subject::Constant(file()?, self.constant(report)?.field),
            Self::Unused(..) => Subject::Column(file()?, self.unused(report)?.column.clone()),
            Self::Currency => Subject::Currency(String::new()),
            Self::Rate(_) => Subject::Currency(self.rate(report)?.code.clone()),
            Self::Missing(i) => Subject::Missing(report.missing.get(i)?.clone()),
        })
    }
}

/// How many things must be settled.
pub fn open_count(report: &CheckReport) -> usize {
    count(report, Need::Must)
}

/// How many things cost rows or amounts as they are, without standing in the way.
pub fn doubt_count(report: &CheckReport) -> usize {
    count(report, Need::Doubt)
}

fn count(report: &CheckReport, need: Need) -> usize {
    all(report).into_iter().filter(|row| row.need(report) == need).count()
}

/// The fields that a column of a file holds.
pub fn fields_of(file: &CheckedFile, column: &str) -> Vec<Field> {
    file.columns.iter().filter(|c| c.column == column).map(|c| c.field).collect()
}
