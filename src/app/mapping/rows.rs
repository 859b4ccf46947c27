//! The rows of the screen: what is asked before the retro with its answers, each file with its columns, their words and its
//! constants below it, then the files that are not read, the currencies, and what is said of single ids.

use std::collections::BTreeSet;

use crate::compile::{
    CheckReport, CheckedColumn, CheckedConstant, CheckedCurrency, CheckedFile, CheckedSaid, CheckedWord, Field, Kind, LeftFile,
    UnusedColumn,
};
use crate::domain::question::{Answer, Question};

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Row<'r> {
    /// What must be answered before the retro.
    Question(&'r Question),
    Answer(&'r Question, &'r Answer),
    /// Why there is no retro, whatever is answered.
    Refused(&'r str),
    File(&'r CheckedFile),
    /// A column that a field is read from.
    Column(&'r CheckedFile, &'r CheckedColumn),
    /// A word of such a column.
    Word(&'r CheckedFile, &'r CheckedColumn, &'r CheckedWord),
    /// A field with the same value in every row.
    Constant(&'r CheckedFile, &'r CheckedConstant),
    /// A column that nothing is read from.
    Unused(&'r CheckedFile, &'r UnusedColumn),
    Left(&'r LeftFile),
    /// The report's currency.
    Currency,
    /// Another currency.
    Rate(&'r CheckedCurrency),
    /// What the mapping says of one customer or renewal.
    Said(&'r CheckedSaid),
    Missing(&'r str),
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

/// A column with words, by file and field.
pub(crate) type Fold = (String, Field);

/// The columns whose words are shown.
pub(crate) type Unfolded = BTreeSet<Fold>;

/// All rows, shown or not.
pub(crate) fn all(report: &CheckReport) -> Vec<Row<'_>> {
    let mut all = Vec::new();
    for question in &report.questions {
        all.push(Row::Question(question));
        all.extend(question.answers.iter().map(|answer| Row::Answer(question, answer)));
    }
    all.extend(report.refused.as_deref().map(Row::Refused));
    for file in &report.files {
        all.push(Row::File(file));
        for column in &file.columns {
            all.push(Row::Column(file, column));
            all.extend(column.words.iter().flat_map(|words| &words.all).map(|word| Row::Word(file, column, word)));
        }
        all.extend(file.constants.iter().map(|constant| Row::Constant(file, constant)));
        all.extend(file.unused.iter().map(|column| Row::Unused(file, column)));
    }
    all.extend(report.left.iter().map(Row::Left));
    if report.has_renewals() {
        all.push(Row::Currency);
        all.extend(report.currencies.others.iter().map(Row::Rate));
    }
    all.extend(report.said.iter().map(Row::Said));
    all.extend(report.missing.iter().map(|sentence| Row::Missing(sentence)));
    all
}

/// The columns with words that nobody understands.
pub(crate) fn in_doubt(report: &CheckReport) -> Unfolded {
    let doubtful = all(report).into_iter().filter(|row| matches!(row, Row::Word(..)) && row.need() > Need::Nothing);
    doubtful.filter_map(Row::fold).collect()
}

impl<'r> Row<'r> {
    /// The file that it belongs to.
    pub(crate) fn file(self) -> Option<&'r CheckedFile> {
        match self {
            Self::File(file) | Self::Column(file, _) | Self::Word(file, ..) | Self::Constant(file, _) | Self::Unused(file, _) => Some(file),
            _ => None,
        }
    }

    /// What is folded and unfolded with the row; `None` where there are no words.
    pub(crate) fn fold(self) -> Option<Fold> {
        let (Self::Column(file, column) | Self::Word(file, column, _)) = self else { return None };
        column.words.as_ref().map(|_| (file.name.clone(), column.field))
    }

    /// How sure it is what it is read as.
    pub fn sureness(self) -> Option<f32> {
        match self {
            Self::File(file) => Some(file.sureness),
            Self::Column(_, column) => Some(column.sureness),
            _ => None,
        }
    }

    pub fn need(self) -> Need {
        let when = |is_so: bool, need| if is_so { need } else { Need::Nothing };
        match self {
            Self::Question(_) | Self::Refused(_) => Need::Must,
            Self::File(file) => when(!file.lacks.is_empty(), Need::Must),
            // Words that are not understood are settled one by one.
            Self::Column(_, column) => when(column.is_open && column.field.kind() == Kind::Date, Need::Must),
            Self::Word(_, column, word) => when(word.meaning.is_doubtful(), if column.is_open { Need::Must } else { Need::Doubt }),
            Self::Rate(other) => when(other.rate.is_none(), Need::Doubt),
            _ => Need::Nothing,
        }
    }

    /// Must be settled before a retro can be held.
    pub(crate) fn is_open(self) -> bool {
        self.need() == Need::Must
    }

    /// What a row is about, whatever its place: the selection follows it through changes.
    pub fn key(self) -> String {
        let parts: [&str; 4] = match self {
            Self::Question(question) => ["question", &question.asked, "", ""],
            Self::Answer(question, answer) => ["answer", &question.asked, &answer.means, ""],
            Self::Refused(_) => ["refused", "", "", ""],
            Self::File(CheckedFile { name, .. }) | Self::Left(LeftFile { name, .. }) => ["file", name, "", ""],
            Self::Column(file, CheckedColumn { column, .. }) | Self::Unused(file, UnusedColumn { column, .. }) => {
                ["column", &file.name, column, ""]
            }
            Self::Word(file, column, word) => ["word", &file.name, column.field.key(), &word.word],
            Self::Constant(file, constant) => ["constant", &file.name, constant.field.key(), ""],
            Self::Currency => ["currency", "", "", ""],
            Self::Rate(other) => ["currency", &other.code, "", ""],
            Self::Said(said) => ["said", &said.id, "", ""],
            Self::Missing(sentence) => ["missing", sentence, "", ""],
        };
        parts.join("\0")
    }
}

/// How many rows want to be looked at as much as this.
pub(crate) fn count(report: &CheckReport, need: Need) -> usize {
    all(report).into_iter().filter(|row| row.need() == need).count()
}

/// The fields that a column of a file holds.
pub(crate) fn fields_of(file: &CheckedFile, column: &str) -> Vec<Field> {
    file.columns.iter().filter(|c| c.column == column).map(|c| c.field).collect()
}
