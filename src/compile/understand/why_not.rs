//! Why no retro can be held on what is there: which file comes nearest to one, what it lacks, and what to do.

mod column;

use crate::compile::read::file::DataFile;
use crate::compile::read::values::calendar::month_named;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::header::Heading;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::names::{self, Standing};
use crate::compile::understand::plainly;
use crate::compile::understand::recognise::{Look, Recognised, Said, recognise};
use crate::domain::text::listed;
use column::Sort;

/// Why there is no retro.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WhyNot {
    /// In plain sentences.
    pub told: String,
    /// What to do, for somebody at a command line.
    pub remedy: String,
    /// The file that comes nearest.
    pub nearest: Option<String>,
}

const WANTED: &str = "A retro needs a row for each renewal (whose it is, when it was due, what became of it), or a row for each customer \
    and month with its ARR or MRR";

/// `None` where renewals, or contracts that tell them, are understood.
pub(crate) fn of(layout: &Layout) -> Option<WhyNot> {
    if layout.has(Table::Renewals) || layout.has(Table::Subscriptions) {
        return None;
    }
    let files = layout.plans.iter().map(|plan| &plan.table.file).chain(&layout.set_aside);
    let nearest = files.flat_map(|file| [Table::Subscriptions, Table::Renewals].map(|table| Near::of(file, table)));
    let nearest = nearest.max_by(|one, other| one.closeness().total_cmp(&other.closeness()));
    Some(match nearest {
        Some(near) => WhyNot { told: near.told(), remedy: near.remedy(), nearest: Some(near.file.name().to_owned()) },
        None => WhyNot { told: "There is no table here that can be read".to_owned(), remedy: format!("{WANTED}."), nearest: None },
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
        let found = recognise(&Look::at(file, &[]), &said).into_iter().next();
        Self { file, table, found, columns: (0..file.header.len()).map(|column| Sort::of(file, column)).collect() }
    }

    fn has(&self, group: &[Field]) -> bool {
        self.found.as_ref().is_some_and(|found| group.iter().any(|field| found.has(*field)))
    }

    fn lacks(&self) -> Vec<Vec<Field>> {
        plainly::groups(self.table).into_iter().filter(|group| !self.has(group)).collect()
    }

    /// The more of what is needed it has the nearer; of two files alike the one that holds rates or days, and the one with more columns.
    fn closeness(&self) -> f32 {
        let needed = plainly::groups(self.table);
        let has = needed.iter().filter(|group| self.has(group)).count() as f32;
        let tells = f32::from(u8::from(self.holds_rates())) / 2.0 + f32::from(u8::from(!self.of_sort(Sort::Days).is_empty())) / 4.0;
        has + tells + self.columns.len() as f32 / 10_000.0
    }

    fn names_nobody(&self) -> bool {
        !self.has(&[Field::AccountId, Field::Account])
    }

    /// Figures that somebody made already, of nobody in particular.
    fn holds_rates(&self) -> bool {
        self.names_nobody() && self.of_sort(Sort::Shares).len() >= 2
    }

    /// Customers, and no day of anything.
    fn holds_no_days(&self) -> bool {
        let knows_a_day = self.has(&[Field::Date, Field::StartDate, Field::ContractEnd, Field::DueDate]);
        !self.names_nobody() && !knows_a_day && self.of_sort(Sort::Days).is_empty()
    }

    /// Customers with the day on which they left, and nothing of how contracts stand or what became of renewals.
    fn lists_losses(&self) -> bool {
        const OTHERS: [Field; 8] = [
            Field::Outcome,
            Field::Status,
            Field::IsWon,
            Field::DueDate,
            Field::ContractEnd,
            Field::StartDate,
            Field::ClosedDate,
            Field::MovementType,
        ];
        let tells = |field: Field| self.file.header.iter().any(|name| names::standing(&Heading::of(name), field) == Some(Standing::Sure));
        !self.names_nobody() && !self.of_losses().is_empty() && !OTHERS.into_iter().any(tells)
    }

    /// The columns of days that are called after a loss.
    fn of_losses(&self) -> Vec<&str> {
        let is_named = |name: &&str| names::standing(&Heading::of(name), Field::LossDate) == Some(Standing::Sure);
        self.of_sort(Sort::Days).into_iter().filter(is_named).collect()
    }

    fn of_sort(&self, sort: Sort) -> Vec<&str> {
        let both = self.file.header.iter().zip(&self.columns);
        both.filter(|(_, own)| **own == sort).map(|(name, _)| name.as_str()).collect()
    }

    fn told(&self) -> String {
        let name = self.file.name();
        if self.holds_rates() {
            let shares = listed(&self.of_sort(Sort::Shares));
            return format!(
                "{name} holds rates that are made already ({shares} are shares) and names no customer, so nobody can tell whose \
                 renewals they are of"
            );
        }
        if self.lists_losses() {
            return format!(
                "{name} lists customers who left ({} is the day of it) and nobody who stayed, so no rate can be told: a rate is of all that \
                 was due, renewed and lost",
                listed(&self.of_losses())
            );
        }
        if self.holds_no_days() {
            let columns: Vec<&str> = self.file.header.iter().map(String::as_str).collect();
            return format!(
                "{name} has customers, and no column of it holds days ({}), so nobody can tell what was due when",
                listed(&columns)
            );
        }
        let lacks: Vec<&str> = self.lacks().iter().map(|group| plainly::in_words(group[0])).collect();
        if lacks.is_empty() {
            return format!("{name} comes nearest to {}, and no row of it could be read as one", self.table.key());
        }
        let days = listed(&self.of_sort(Sort::Days));
        let where_days = if days.is_empty() || !self.lacks_a_day() { String::new() } else { format!(". Days stand in {days}") };
        format!(
            "{name} comes nearest to {}, and no column of it was recognised as {}{where_days}",
            self.table.key(),
            lacks.join(", nor as ")
        )
    }

    fn lacks_a_day(&self) -> bool {
        self.lacks().iter().any(|group| group[0] == Field::DueDate || group[0] == Field::Date)
    }

    /// How to say that all rows of a file or tab that is called after a month were due in it.
    fn day_of_all(&self) -> String {
        let name = self.file.name();
        let mut words = name.rsplit('/').next().unwrap_or_default().split(|c: char| !c.is_alphanumeric());
        if !words.any(|word| month_named(word).is_some()) {
            return String::new();
        }
        format!(
            " Where all rows of {name} were due in one month, say so in mapping.toml: [files.{name:?}] table = \"renewals\" and \
             [files.{name:?}.constants] due_date = \"2026-09-30\"."
        )
    }

    fn remedy(&self) -> String {
        if self.holds_rates() {
            return format!("{WANTED}; the system that made these rates has them.");
        }
        if self.holds_no_days() {
            return format!(
                "{WANTED}; export it with the day on which each contract ends, or with a row for each month.{}",
                self.day_of_all()
            );
        }
        if self.lists_losses() {
            return "Put a file beside it with all renewals, or all contracts with their ends, of those who stayed and of those who left; then this \
                    one tells the days and the reasons of the losses."
                .to_owned();
        }
        let (name, table) = (self.file.name(), self.table.key());
        let field = self.lacks().first().map_or("due_date", |group| group[0].key());
        let sort = if self.lacks_a_day() { Sort::Days } else { Sort::Other };
        let known = |column: &&&str| {
            self.found.as_ref().is_some_and(|found| found.guesses.iter().any(|guess| self.file.header[guess.column] == **column))
        };
        let free = self.of_sort(sort);
        // Of one column it can be said; of several somebody has to choose.
        let column = if let [only] = free.iter().filter(|column| !known(column)).collect::<Vec<_>>()[..] { Some(*only) } else { None };
        let line = column.map_or_else(
            || format!("a line with the column's name, =, and \"{field}\""),
            |column| format!("{} = \"{field}\"", toml::Value::String((*column).to_owned())),
        );
        format!(
            "Where a column holds it under another name, say so: `run-retro check PATH --edit` asks on a screen; in mapping.toml it is \
             table = \"{table}\" under [files.\"{name}\"] and {line} under [files.\"{name}\".columns]. {WANTED}."
        )
    }
}
