//! Which file is which table, and which column holds which field: what a mapping says, and the rest recognised.

mod amounts;
mod beside;
mod bind;
mod by_row;
mod dates;
mod directions;
mod evidence;
mod line_totals;
mod links;
mod losses;
mod named_days;
mod named_outcomes;
mod percents;
mod periods;
mod seats;
mod stages;
mod strange_words;
mod systems;
mod taken_off;
mod term_sizes;
pub(crate) mod terms;
mod told;
mod unsettled;
mod zones;

use std::cmp::Reverse;
use std::collections::HashSet;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::compile::read::columns::{Bound, Origin};
use crate::compile::read::file::DataFile;
use crate::compile::read::formats::wide::Wide;
use crate::compile::read::scan::TableFile;
use crate::compile::read::source::{InputKind, Source};
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::by_values::{self, Reading};
use crate::compile::understand::choose::{Choice, OTHER_DEALS, choose};
use crate::compile::understand::ends_beside;
use crate::compile::understand::joined::{self, Brought};
use crate::compile::understand::kinds::Kinds;
use crate::compile::understand::mapping::Mapping;
use crate::compile::understand::recognise::{Recognised, Sureness};
use crate::compile::understand::{customers_in_titles, named_fields, named_months};
use crate::domain::progress::Progress;
use crate::domain::renewal::Outcome;
use crate::domain::text;
use crate::error::{Error, Place, Result};
pub(crate) use unsettled::Unsettled;

/// A file that was understood.
#[derive(Debug)]
pub(crate) struct FilePlan {
    pub table: TableFile,
    pub sureness: Sureness,
    /// How sure each bound column is; 1 where a mapping says so.
    pub columns: Vec<(Field, Sureness)>,
    /// Columns whose values nobody can read as they stand.
    pub unsettled: Vec<Unsettled>,
    /// Needed fields that no column holds.
    pub lacks: Vec<Field>,
    /// The day on which a deal was closed stands for the day it was due.
    pub is_lent: bool,
    /// Which kinds of deals its first rows tell; `None` where it holds no deals.
    pub kinds: Option<Kinds>,
    /// Some kinds are existing business, which may be renewals or upsells.
    pub is_ambiguous: bool,
    /// Amounts beside terms of which nothing tells whether they are of a year or of the term.
    pub open_periods: Vec<Field>,
    /// What else the file may be.
    pub runner_up: Option<Recognised>,
    /// Ways to read it that its names do not tell, the one that is taken first.
    pub readings: Vec<Reading>,
}

impl FilePlan {
    /// What tells the newer of two exports of the same rows: the day of the export, else how many of them are decided. Of tables
    /// that are no renewals the order of the files stays.
    fn newness(&self) -> Option<(Option<NaiveDate>, usize)> {
        let columns = &self.table.columns;
        let decided = || {
            let Some(Bound { origin: Origin::Column(column), .. }) = columns.get(Field::Outcome) else { return 0 };
            let is_decided = |word: &&str| words::outcome(word).is_some_and(|outcome| outcome != Outcome::Open);
            self.table.file.values(*column).filter(is_decided).count()
        };
        (columns.table == Table::Renewals).then(|| (self.table.file.exported_on(), decided()))
    }

    /// What the file would need to be read as its table; `None` when nothing is missing.
    pub(crate) fn incomplete(&self) -> Option<String> {
        let missing: Vec<&str> = self.lacks.iter().map(|field| field.key()).collect();
        (!missing.is_empty()).then(|| {
            format!(
                "the {} table needs `{}`, and no column was recognised as that; the file has {}. Name the column in mapping.toml",
                self.table.columns.table.key(),
                missing.join("`, `"),
                self.table.file.header.join(", ")
            ) + &self.day_of_all()
        })
    }

    /// How to say that all rows are of one day.
    fn day_of_all(&self) -> String {
        if self.lacks != [Field::Date] {
            return String::new();
        }
        format!(", or the day of all its rows: [files.{:?}.constants] date = \"2026-09-30\"", self.table.file.name())
    }
}

/// All tables of a source, and what is to be said about its files.
#[derive(Debug, Default)]
pub(crate) struct Layout {
    pub plans: Vec<FilePlan>,
    /// Files that are not read, and why.
    pub left: Vec<(String, String)>,
    /// Those of them that were looked into.
    pub set_aside: Vec<DataFile>,
    /// The names of those of which nothing is read beside another one either, and that are no other deals.
    idle: Vec<String>,
    /// What the mapping says of files that are not there, a sentence each.
    pub absent: Vec<String>,
    pub mapping: Mapping,
    /// What is said of files that are read otherwise than they stand: the name tells their day, something is taken off their amounts.
    pub told: Vec<String>,
    place: PathBuf,
}

impl Layout {
    /// The files of a table; several may share one.
    pub(crate) fn files(&self, table: Table) -> impl Iterator<Item = &TableFile> {
        self.plans.iter().map(|plan| &plan.table).filter(move |file| file.columns.table == table)
    }

    /// The files of contracts over time that renewals are told from; none where a table of renewals stands beside them.
    pub(crate) fn contracts(&self) -> impl Iterator<Item = &TableFile> {
        self.files(Table::Subscriptions).filter(|_| !self.has(Table::Renewals))
    }

    pub(crate) fn has(&self, table: Table) -> bool {
        self.files(table).next().is_some()
    }

    /// Whether some file of `table` holds `field`.
    pub(crate) fn holds(&self, table: Table, field: Field) -> bool {
        self.files(table).any(|file| file.columns.has(field))
    }

    /// Subscriptions from which nothing is read, since renewals stand beside them.
    pub(crate) fn passed_over(&self) -> impl Iterator<Item = &TableFile> {
        self.files(Table::Subscriptions).filter(|_| self.has(Table::Renewals))
    }

    /// Files from which nothing is read, and that may say something of the renewals.
    pub(crate) fn idle(&self) -> impl Iterator<Item = &DataFile> {
        self.set_aside.iter().filter(|file| self.idle.iter().any(|name| name == file.name()))
    }

    /// Stored bytes of all files that will be read.
    pub(crate) fn bytes(&self) -> u64 {
        let size = |file: &DataFile| file.input.size;
        self.plans.iter().map(|plan| size(&plan.table.file)).sum::<u64>() - self.passed_over().map(|table| size(&table.file)).sum::<u64>()
    }

    /// The folder, for messages.
    pub(crate) fn place(&self) -> &Path {
        &self.place
    }

    /// There are renewals, or subscriptions that tell them, and nothing about any file is open.
    pub(crate) fn is_ready(&self) -> bool {
        let is_settled = |plan: &FilePlan| plan.lacks.is_empty() && plan.unsettled.is_empty();
        (self.has(Table::Renewals) || self.has(Table::Subscriptions)) && self.plans.iter().all(is_settled)
    }

    /// The layout, where nothing is open or missing.
    pub(crate) fn settled(self) -> Result<Self> {
        for plan in &self.plans {
            if let Some(message) = plan.incomplete() {
                return Err(Error::data(Place::line(plan.table.file.input.path(), plan.table.file.header_line), message));
            }
        }
        match self.plans.iter().find_map(|plan| Some((plan, plan.unsettled.first()?))) {
            Some((plan, unsettled)) => {
                let place = Place::file(plan.table.file.input.path()).with_column(&unsettled.column);
                Err(Error::data(place, unsettled.message(plan.table.file.name())))
            }
            None => Ok(self),
        }
    }
}

/// Looks at every file of `source` and tells what it is.
///
/// # Errors
/// A date column whose order cannot be told, or outcomes that nobody understands, with the line of a mapping that settles it; a mapping that names a column which is not there.
pub(crate) fn read(source: &Source, mapping: Option<&Path>, progress: &dyn Progress) -> Result<Layout> {
    plan(source, Mapping::find(source, mapping)?, progress)?.settled()
}

/// [`read`], with what is unsettled or missing left open.
pub(crate) fn plan(source: &Source, mapping: Mapping, progress: &dyn Progress) -> Result<Layout> {
    let mut layout = Layout { place: PathBuf::from(source.label()), ..Layout::default() };
    let mut files = open_all(source, &mapping, &mut layout)?;
    named_months::settle(&mut files);
    named_months::settle_dues(&mut files);
    named_fields::settle(&mut files);
    for file in &mut files {
        let said = mapping.file(file.name());
        file.part_cells(|column| said.is_some_and(|said| said.columns.contains_key(column)));
    }
    let says_whose = |file: &DataFile| mapping.file(file.name()).is_some_and(customers_in_titles::is_said);
    files.iter_mut().filter(|file| !says_whose(file)).for_each(customers_in_titles::settle);
    let mut choices = choose(&files, &mapping);
    if joined::is_wanted(&files, &choices) {
        let joined = joined::join(&mut files, &mapping)?;
        if !joined.is_empty() {
            choices = choose(&files, &mapping);
        }
        for brought in joined {
            layout.bring(brought);
        }
    }
    if let Some(brought) = ends_beside::settle(&mut files, &choices, &mapping)? {
        choices = choose(&files, &mapping);
        layout.bring(brought);
    }
    named_outcomes::choose(&files, &mut choices);
    let mut readings = by_values::settle(&files, &mapping, &mut choices);
    for (number, (file, choice)) in files.into_iter().zip(choices).enumerate() {
        match choice {
            Choice::Aside(why) => {
                if why != OTHER_DEALS {
                    layout.idle.push(file.name().to_owned());
                }
                layout.set_aside(file, why);
            }
            Choice::Read { chosen, runner_up } => {
                let plan = bind::bind(file, &chosen, &mapping, number as u64, progress)?;
                let readings = std::mem::take(&mut readings[number]);
                layout.plans.push(strange_words::settle(FilePlan { runner_up, readings, ..plan }, &mapping));
            }
        }
    }
    layout.told.extend(named_days::settle(&mut layout.plans));
    named_outcomes::settle(&mut layout.plans);
    losses::settle_alike(&mut layout.plans);
    layout.told.extend(told::of_plans(&layout.plans, &mapping));
    layout.plans.sort_by_key(|plan| Reverse(plan.newness()));
    layout.mapping = mapping;
    Ok(layout)
}

impl Layout {
    fn leave(&mut self, name: &str, why: &str) {
        self.left.push((name.to_owned(), why.to_owned()));
    }

    fn bring(&mut self, brought: Brought) {
        match brought {
            Brought::Aside(joined) => self.set_aside(joined.file, &joined.why),
            Brought::Told(told) => self.told.push(told),
        }
    }

    fn set_aside(&mut self, file: DataFile, why: &str) {
        self.leave(file.name(), why);
        self.set_aside.push(file);
    }
}

/// Names that are compared with those of all files; a mapping of more was not written by hand.
const MOST_COMPARED: usize = 20;

fn open_all(source: &Source, mapping: &Mapping, layout: &mut Layout) -> Result<Vec<DataFile>> {
    let (inputs, unread) = (source.inputs()?, source.unread()?);
    let known: HashSet<&str> = inputs.iter().map(|input| &*input.name).chain(unread.iter().map(|(name, _)| &**name)).collect();
    // A table of a file is called after it.
    let is_known = |name: &str| known.contains(name) || name.match_indices('/').any(|(at, _)| known.contains(&name[..at]));
    for (at, name) in mapping.files.keys().filter(|name| !is_known(name)).enumerate() {
        let likely = inputs.iter().map(|input| input.name.as_str()).filter(|_| at < MOST_COMPARED);
        let hint = text::nearest(name, likely).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        layout.absent.push(format!(
            "The mapping names the file `{}`, which is not in {}{hint}",
            text::line(name),
            text::path(&layout.place)
        ));
    }
    for (name, why) in unread {
        layout.leave(&name, why);
    }
    let mut files = Vec::new();
    for input in inputs {
        let said = mapping.file(&input.name);
        if said.is_some_and(crate::compile::understand::mapping::FileMapping::is_ignored) {
            layout.leave(&input.name, "the mapping says so");
            continue;
        }
        let (name, kind) = (input.name.clone(), input.kind());
        let opened = DataFile::open(input, said)?;
        if opened.is_empty() {
            layout.leave(&name, if kind == InputKind::Json { "it holds no list of JSON objects" } else { "it is empty" });
        }
        for file in opened {
            let said = mapping.file(file.name());
            if said.is_some_and(crate::compile::understand::mapping::FileMapping::is_ignored) {
                continue;
            }
            // Whoever says what a single period's column means wants it read as a column.
            let is_kept = |wide: &Wide| {
                wide.series.columns().any(|column| said.is_some_and(|said| said.columns.contains_key(&wide.stored.names[column])))
            };
            files.push(if file.wide().is_some_and(is_kept) { file.kept_wide()? } else { file });
        }
    }
    Ok(files)
}
