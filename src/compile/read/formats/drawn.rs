//! A file with a column from whose text others are drawn: the days of a period (`Jan 2026 – Dec 2026`), what an amount was and what it
//! became (`60,183 → 74,000`), the customer of a deal (`Abbott - Renewal FY26`); or with several columns of marks that tell together what
//! became of a row.

pub(crate) mod customers;
pub(crate) mod marks;
pub(crate) mod periods;

use std::borrow::Cow;
use std::sync::Arc;

use crate::compile::read::decode::Stream;
use crate::compile::read::formats::relaid::{self, Relay, Stored, StoredRow};
use crate::compile::read::formats::{push_bytes, push_field, push_line};
use crate::compile::read::values::date::DateForm;
use customers::Titles;
use marks::Marks;

/// What stands in the text.
#[derive(Clone, Debug)]
pub(crate) enum What {
    /// A period: its first and its last day are drawn, in this order of their parts.
    Period(DateForm),
    /// An amount before and after; one alone is that before. They stand in place of the cell.
    Amounts,
    /// The title of a deal: whose it is is drawn.
    Title(Titles),
    /// Marks: what they say together is drawn, and stands in their place.
    Marks(Marks),
}

/// How such a file is read.
#[derive(Clone, Debug)]
pub(crate) struct Drawn {
    /// The file itself.
    pub stored: Stored,
    /// The column of the text.
    pub column: usize,
    pub what: What,
    /// The columns that are drawn from it.
    pub added: Vec<String>,
}

impl Drawn {
    pub(crate) fn header(&self) -> Vec<String> {
        let kept = self.stored.names.iter().enumerate().filter(|(column, _)| self.keeps(*column)).map(|(_, name)| name);
        kept.chain(&self.added).cloned().collect()
    }

    /// The cell stays beside what is drawn from it, for what else it says.
    fn keeps(&self, column: usize) -> bool {
        match &self.what {
            What::Amounts => column != self.column,
            What::Marks(marks) => marks.are_amounts || marks.columns.iter().all(|(mark, _)| *mark != column),
            What::Period(_) | What::Title(_) => true,
        }
    }

    pub(crate) fn stream(self: &Arc<Self>, rows: Stream) -> Stream {
        relaid::stream(Arc::clone(self), rows)
    }

    /// In words.
    pub(crate) fn told(&self) -> String {
        let holds = match &self.what {
            What::Period(_) => "holds periods",
            What::Amounts => "holds what it was and what it became",
            What::Title(_) => "names customers",
            What::Marks(marks) => {
                let names: Vec<&str> = marks.columns.iter().map(|(column, _)| &*self.stored.names[*column]).collect();
                let says = if names.len() == 1 { "says" } else { "say together" };
                return format!("`{}` {says} what became of each, read as `{}`", names.join("` and `"), self.added.join("` and `"));
            }
        };
        let read: Vec<String> = self.added.iter().map(|name| format!("`{name}`")).collect();
        format!("`{}` {holds}, read as {}", self.stored.names[self.column], read.join(" and "))
    }

    /// What is drawn, as it is written into the records; nothing where a cell holds none.
    pub(crate) fn values<'v>(&self, value_of: impl Fn(usize) -> Cow<'v, str>) -> Vec<String> {
        let value = value_of(self.column);
        let value = &*value;
        match &self.what {
            What::Marks(marks) => vec![marks.outcome(value_of).label().to_owned()],
            What::Period(form) => periods::range(value, *form)
                .map_or_else(|| vec![String::new(); 2], |(first, last)| vec![first.to_string(), last.to_string()]),
            What::Amounts => became(value).map_or_else(|| vec![value.to_owned(), String::new()], |two| two.map(ToOwned::to_owned).into()),
            What::Title(titles) => vec![titles.customer(value).to_owned()],
        }
    }

    /// A row of the sample with what is drawn behind it.
    pub(crate) fn draw(&self, row: &mut Vec<String>) {
        row.resize(self.stored.names.len(), String::new());
        let drawn = self.values(|column| Cow::Borrowed(row[column].as_str()));
        let mut column = 0..;
        row.retain(|_| self.keeps(column.next().unwrap_or_default()));
        row.extend(drawn);
    }
}

/// What stands between what an amount was and what it became.
const BECAME: [&str; 8] = ["→", "⇒", "➔", "➜", "➡", "->", "=>", "»"];

/// What an amount was and what it became.
pub(crate) fn became(text: &str) -> Option<[&str; 2]> {
    let (before, after) = BECAME.iter().find_map(|mark| text.split_once(mark))?;
    Some([before.trim(), after.trim()])
}

impl Relay for Arc<Drawn> {
    fn stored(&self) -> &Stored {
        &self.stored
    }

    fn header(&self) -> Vec<String> {
        Drawn::header(self)
    }

    fn row(&mut self, row: &StoredRow<'_>, out: &mut Vec<u8>) {
        (0..self.stored.names.len()).filter(|column| self.keeps(*column)).for_each(|column| push_bytes(out, &row.value(column)));
        let text = |column: usize| match row.value(column) {
            Cow::Borrowed(bytes) => String::from_utf8_lossy(bytes),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8_lossy(&bytes).into_owned()),
        };
        for value in &self.values(text) {
            push_field(out, value);
        }
        push_line(out, row.line);
    }
}
