//! Which file is which table, and which column holds which field: what a mapping says, and the rest recognised.

mod amounts;
mod bind;
mod dates;
mod evidence;
mod percents;
mod unsettled;

use std::path::{Path, PathBuf};

use crate::compile::progress::Progress;
use crate::compile::read::file::DataFile;
use crate::compile::read::formats::wide::Wide;
use crate::compile::read::scan::TableFile;
use crate::compile::read::source::{InputKind, Source};
use crate::compile::schema::{Field, Table};
use crate::compile::understand::mapping::Mapping;
use crate::compile::understand::recognise::{KnownIds, Recognised, Said, Sureness, recognise};
use crate::domain::text;
use crate::error::{Error, Place, Result};
pub use unsettled::Unsettled;

/// A file that was understood.
#[derive(Debug)]
pub struct FilePlan {
    pub table: TableFile,
    pub sureness: Sureness,
    /// How sure each bound column is; 1 where a mapping says so.
    pub columns: Vec<(Field, Sureness)>,
    /// Columns whose values nobody can read as they stand.
    pub unsettled: Vec<Unsettled>,
    /// Needed fields that no column holds.
    pub lacks: Vec<Field>,
}

impl FilePlan {
    /// What the file would need to be read as its table; `None` when nothing is missing.
    pub fn incomplete(&self) -> Option<String> {
        let missing: Vec<&str> = self.lacks.iter().map(|field| field.key()).collect();
        (!missing.is_empty()).then(|| {
            format!(
                "the {} table needs `{}`, and no column was recognised as that; the file has {}. Name the column in mapping.toml",
                self.table.columns.table.key(),
                missing.join("`, `"),
                self.table.file.header.join(", ")
            )
        })
    }
}

/// All tables of a source, and what is to be said about its files.
#[derive(Debug, Default)]
pub struct Layout {
    pub plans: Vec<FilePlan>,
    /// Files that are not read, and why.
    pub left: Vec<(String, String)>,
    /// Those of them that were looked into.
    pub set_aside: Vec<DataFile>,
    pub mapping: Mapping,
    place: PathBuf,
}

impl Layout {
    /// The files of a table; several may share one.
    pub fn files(&self, table: Table) -> impl Iterator<Item = &TableFile> {
        self.plans.iter().map(|plan| &plan.table).filter(move |file| file.columns.table == table)
    }

    pub fn has(&self, table: Table) -> bool {
        self.files(table).next().is_some()
    }

    /// Whether some file of `table` holds `field`.
    pub fn holds(&self, table: Table, field: Field) -> bool {
        self.files(table).any(|file| file.columns.has(field))
    }

    /// Subscriptions from which nothing is read, since renewals stand beside them.
    pub fn passed_over(&self) -> impl Iterator<Item = &TableFile> {
        self.files(Table::Subscriptions).filter(|_| self.has(Table::Renewals))
    }

    /// Stored bytes of all files that will be read.
    pub fn bytes(&self) -> u64 {
        let size = |file: &DataFile| file.input.size;
        self.plans.iter().map(|plan| size(&plan.table.file)).sum::<u64>() - self.passed_over().map(|table| size(&table.file)).sum::<u64>()
    }

    /// The folder, for messages.
    pub fn place(&self) -> &Path {
        &self.place
    }

    /// There are renewals, or subscriptions that tell them, and nothing about any file is open.
    pub fn is_ready(&self) -> bool {
        let is_settled = |plan: &FilePlan| plan.lacks.is_empty() && plan.unsettled.is_empty();
        (self.has(Table::Renewals) || self.has(Table::Subscriptions)) && self.plans.iter().all(is_settled)
    }

    fn settled(self) -> Result<Self> {
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
/// A date column whose order cannot be told, or outcomes that nobody understands, with the line of a mapping that settles it; a mapping that names what is not there.
pub fn read(source: &Source, mapping: Option<&Path>, progress: &dyn Progress) -> Result<Layout> {
    plan(source, Mapping::find(source, mapping)?, progress)?.settled()
}

/// [`read`], with what is unsettled or missing left open.
pub fn plan(source: &Source, mapping: Mapping, progress: &dyn Progress) -> Result<Layout> {
    let mut layout = Layout { place: PathBuf::from(source.label()), ..Layout::default() };
    let files = open_all(source, &mapping, &mut layout)?;
    let mut found: Vec<Option<Recognised>> = files.iter().map(|file| look(file, &mapping, &KnownIds::default())).collect();
    let ids = known_ids(&files, &found);
    for (file, found) in files.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
        *found = look(file, &mapping, &ids);
    }
    let strangers = strangers(&files, &found);
    for (number, (file, found)) in files.into_iter().zip(found).enumerate() {
        match found {
            None => layout.set_aside(file, "its columns are not those of any table"),
            Some(_) if strangers.contains(&number) && !is_said(&mapping, &file) => {
                layout.set_aside(file, "none of its ids is an account of the other files");
            }
            Some(found) => layout.plans.push(bind::bind(file, &found, &mapping, number as u64, progress)?),
        }
    }
    layout.mapping = mapping;
    Ok(layout)
}

impl Layout {
    fn leave(&mut self, name: &str, why: &str) {
        self.left.push((name.to_owned(), why.to_owned()));
    }

    fn set_aside(&mut self, file: DataFile, why: &str) {
        self.leave(file.name(), why);
        self.set_aside.push(file);
    }
}

fn open_all(source: &Source, mapping: &Mapping, layout: &mut Layout) -> Result<Vec<DataFile>> {
    let (inputs, unread) = (source.inputs()?, source.unread()?);
    for name in mapping.files.keys().filter(|name| !unread.iter().any(|(unread, _)| unread == *name)) {
        if !inputs.iter().any(|input| input.name == *name || name.starts_with(&format!("{}/", input.name))) {
            let near = text::nearest(name, inputs.iter().map(|input| input.name.as_str()));
            let hint = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!("the mapping names the file `{}`, which is not in {}{hint}", text::line(name), layout.place.display());
            return Err(Error::data(Place::file(&mapping.path), message));
        }
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
            let is_kept =
                |wide: &Wide| wide.series.columns().any(|column| said.is_some_and(|said| said.columns.contains_key(&wide.names[column])));
            files.push(if file.wide().is_some_and(is_kept) { file.kept_wide()? } else { file });
        }
    }
    Ok(files)
}

/// A person says which table the file is.
fn is_said(mapping: &Mapping, file: &DataFile) -> bool {
    mapping.file(file.name()).is_some_and(|said| said.table().is_some())
}

fn look(file: &DataFile, mapping: &Mapping, ids: &KnownIds) -> Option<Recognised> {
    let said = mapping.file(file.name()).map(|said| Said {
        table: said.table(),
        columns: file.header.iter().enumerate().filter(|(_, name)| said.columns.contains_key(*name)).map(|(i, _)| i).collect(),
        fields: said.columns.values().flat_map(|column| &column.fields).chain(said.constants.keys()).copied().collect(),
    });
    recognise(file, &said.unwrap_or_default(), ids)
}

/// The ids in the files that name accounts.
fn known_ids(files: &[DataFile], found: &[Option<Recognised>]) -> KnownIds {
    let mut ids = KnownIds::default();
    for (file, found) in files.iter().zip(found) {
        let Some(found) = found else { continue };
        ids.extend(id_column(found).into_iter().flat_map(|column| file.values(column)).map(ToOwned::to_owned));
    }
    ids
}

fn id_column(found: &Recognised) -> Option<usize> {
    found.guesses.iter().find(|guess| guess.field == Field::AccountId).map(|guess| guess.column)
}

/// Tables of accounts that share no id with the renewals: accounts of another kind (schools beside users).
fn strangers(files: &[DataFile], found: &[Option<Recognised>]) -> Vec<usize> {
    let of = |wanted: &'static [Table]| {
        let both = files.iter().zip(found).enumerate();
        both.filter_map(move |(i, (file, found))| {
            let found = found.as_ref().filter(|found| wanted.contains(&found.table))?;
            // Folded, for the same account may be spelled in two ways.
            let ids: KnownIds = file.values(id_column(found)?).map(text::fold).collect();
            Some((i, file.is_sampled_whole(), ids))
        })
    };
    let main: Vec<_> = of(&[Table::Renewals, Table::Subscriptions]).collect();
    if main.is_empty() || main.iter().any(|(_, whole, _)| !whole) {
        return Vec::new();
    }
    of(&[Table::Accounts])
        .filter(|(_, whole, ids)| *whole && main.iter().all(|(.., others)| ids.is_disjoint(others)))
        .map(|(i, ..)| i)
        .collect()
}
