//! Why no retro can be held on what is there: which file comes nearest to one, what it lacks, and what to do.

mod column;

use crate::compile::read::file::DataFile;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::plainly;
use crate::compile::understand::recognise::{KnownIds, Recognised, Said, recognise};
use crate::domain::text::listed;
use column::Sort;

/// Why there is no retro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhyNot {
    /// In plain sentences.
    pub told: String,
    /// The file that comes nearest.
    pub nearest: Option<String>,
}

const WANTED: &str = "A retro needs a row for each renewal (whose it is, when it was due, what became of it), or a row for each customer \
    and month with its ARR or MRR";

/// `None` where renewals, or contracts that tell them, are understood.
pub fn of(layout: &Layout) -> Option<WhyNot> {
    if layout.has(Table::Renewals) || layout.has(Table::Subscriptions) {
        return None;
    }
    let files = layout.plans.iter().map(|plan| &plan.table.file).chain(&layout.set_aside);
    let nearest = files.flat_map(|file| [Table::Renewals, Table::Subscriptions].map(|table| Near::of(file, table)));
    let nearest = nearest.max_by(|one, other| one.closeness().total_cmp(&other.closeness()));
    Some(match nearest {
        Some(near) => WhyNot { told: near.told(), nearest: Some(near.file.name().to_owned()) },
        None => WhyNot { told: format!("There is no table here that can be read. {WANTED}."), nearest: None },
    })
}

/// A file as a table that it may be meant to be.
struct Near<'f> {
    file: &'f DataFile,
    table: Table,
    found: Option<Recognised>,
    columns: Vec<Sort>,
}

impl<'f> Near<'f> {
    fn of(file: &'f DataFile, table: Table) -> Self {
        let said = Said { table: Some(table), ..Said::default() };
        let found = recognise(file, &said, &KnownIds::default(), &[]).into_iter().next();
        Self { file, table, found, columns: (0..file.header.len()).map(|column| Sort::of(file, column)).collect() }
    }

    fn has(&self, group: &[Field]) -> bool {
        self.found.as_ref().is_some_and(|found| group.iter().any(|field| found.has(*field)))
    }

    fn lacks(&self) -> Vec<Vec<Field>> {
        plainly::groups(self.table).into_iter().filter(|group| !self.has(group)).collect()
    }

    /// The more of what is needed it has the nearer, and of two the one with more columns of the table.
    fn closeness(&self) -> f32 {
        let needed = plainly::groups(self.table);
        let has = needed.iter().filter(|group| self.has(group)).count() as f32;
        has + self.found.as_ref().map_or(0.0, |found| found.score) / 100.0
    }

    fn of_sort(&self, sort: Sort) -> Vec<&str> {
        let both = self.file.header.iter().zip(&self.columns);
        both.filter(|(_, own)| **own == sort).map(|(name, _)| name.as_str()).collect()
    }

    fn told(&self) -> String {
        let (name, shares) = (self.file.name(), self.of_sort(Sort::Shares));
        let names_nobody = !self.has(&[Field::AccountId, Field::Account]);
        if names_nobody && shares.len() >= 2 {
            return format!(
                "{name} holds rates that are made already ({} are shares) and names no customer, so nobody can tell whose renewals they \
                 are of. {WANTED}; the system that made these rates has them",
                listed(&shares)
            );
        }
        let days = self.of_sort(Sort::Days);
        if !names_nobody && days.is_empty() && !self.has(&[Field::Date, Field::StartDate, Field::ContractEnd, Field::DueDate]) {
            return format!(
                "{name} comes nearest and has customers, but no column of it holds days ({}), so nobody can tell what was due when. \
                 {WANTED}; export it with the day on which each contract ends, or with a row for each month",
                listed(&self.of_sort(Sort::Other))
            );
        }
        format!("{}. {WANTED}", self.lacking(&days))
    }

    /// What it lacks, which of its columns may be that, and how to say so.
    fn lacking(&self, days: &[&str]) -> String {
        let lacks = self.lacks();
        let plain: Vec<&str> = lacks.iter().map(|group| plainly::in_words(group[0])).collect();
        let name = self.file.name();
        let mut told = format!("{name} comes nearest to {}, and nothing in it was recognised as {}", self.table.key(), plain.join(", or as "));
        let wants_day = lacks.iter().any(|group| group[0] == Field::DueDate || group[0] == Field::Date);
        if wants_day && !days.is_empty() {
            told = format!("{told}. Days stand in {}", listed(days));
        }
        let field = lacks.first().map_or("due_date", |group| group[0].key());
        format!(
            "{told}. Where a column holds it under another name, say so: `run-retro check PATH --edit` asks on a screen; in mapping.toml it \
             is table = \"{}\" under [files.\"{name}\"] and \"COLUMN\" = \"{field}\" under [files.\"{name}\".columns]",
            self.table.key()
        )
    }
}
