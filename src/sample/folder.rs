//! The files on disk.
#![expect(clippy::disallowed_methods, reason = "this is where sample data is written to a folder")]

use std::fmt;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

use super::table::{Sink, TABLES, Table};
use super::{Spec, generate};

/// What was written where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Summary {
    pub folder: PathBuf,
    /// Rows of each file, in the order of [`Table::ALL`], headers not counted.
    pub rows: [u64; TABLES],
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Sample data in {}:", crate::domain::text::path(&self.folder))?;
        for (table, rows) in Table::ALL.into_iter().zip(self.rows) {
            writeln!(f, "  {:<13} {rows:>10} rows", table.file_name())?;
        }
        Ok(())
    }
}

/// Writes sample data into a folder, which is made if it is not there.
///
/// # Errors
/// A size that makes no sense; one of the files that is there already (nothing is written then); a folder that cannot be written.
pub fn write_to(folder: &Path, spec: &Spec) -> Result<Summary> {
    check(spec)?;
    fs::create_dir_all(folder).map_err(|e| Error::io(folder, e, "choose a folder that can be written"))?;
    if let Some(there) = Table::ALL.into_iter().map(|table| folder.join(table.file_name())).find(|path| path.exists()) {
        let exists = io::Error::from(io::ErrorKind::AlreadyExists);
        return Err(Error::io(there, exists, "nothing was written; choose an empty folder, or move the file away"));
    }
    let mut files = Files::create(folder)?;
    let rows = generate(spec, &mut files).and_then(|rows| files.finish().map(|()| rows));
    let rows = rows.map_err(|e| Error::io(folder, e, "the files there are incomplete; make room and write them anew"))?;
    Ok(Summary { folder: folder.to_path_buf(), rows })
}

/// The largest sizes that mean something: fifty years of quarters, and a row a week.
fn check(spec: &Spec) -> Result<()> {
    let sizes = [
        ("accounts", spec.accounts, 1..=u32::MAX),
        ("quarters", spec.quarters, 1..=200),
        ("health-rows", spec.health_rows, 0..=52),
        ("usage-rows", spec.usage_rows, 0..=52),
    ];
    match sizes.into_iter().find(|(_, value, allowed)| !allowed.contains(value)) {
        Some((flag, value, allowed)) => Err(Error::Usage {
            flag: flag.into(),
            value: value.to_string(),
            message: format!("expected a number from {} to {}", allowed.start(), allowed.end()),
        }),
        None => Ok(()),
    }
}

/// All files, open.
struct Files(Vec<BufWriter<File>>);

impl Files {
    fn create(folder: &Path) -> Result<Self> {
        let create = |table: Table| {
            let path = folder.join(table.file_name());
            let file = File::create_new(&path).map_err(|e| Error::io(path, e, "choose a folder that can be written"))?;
            Ok(BufWriter::with_capacity(1 << 17, file))
        };
        Table::ALL.into_iter().map(create).collect::<Result<_>>().map(Self)
    }

    fn finish(&mut self) -> io::Result<()> {
        self.0.iter_mut().try_for_each(Write::flush)
    }
}

impl Sink for Files {
    fn line(&mut self, table: Table, line: &[u8]) -> io::Result<()> {
        self.0[table as usize].write_all(line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_that_make_no_sense_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        for spec in [
            Spec { accounts: 0, ..Spec::default() },
            Spec { quarters: 4_000_000, ..Spec::default() },
            Spec { usage_rows: 53, ..Spec::default() },
        ] {
            let refused = write_to(&folder.path().join("new"), &spec).unwrap_err();
            assert_eq!(refused.exit_code(), 2, "{refused}");
        }
        assert!(!folder.path().join("new").exists());
        let fifty_years = Spec { accounts: 3, quarters: 200, flaws: false, ..Spec::default() };
        assert_eq!(write_to(folder.path(), &fifty_years).unwrap().rows[1], fifty_years.renewals());
    }

    #[test]
    fn files_that_are_there_are_not_overwritten() {
        let folder = tempfile::tempdir().unwrap();
        let spec = Spec { accounts: 5, flaws: false, ..Spec::default() };
        let written = write_to(folder.path(), &spec).unwrap();
        assert_eq!(written.rows[1], spec.renewals());
        let before = fs::read(folder.path().join("notes.csv")).unwrap();
        let refused = write_to(folder.path(), &Spec { seed: 1, ..spec }).unwrap_err().to_string();
        assert!(refused.contains("accounts.csv") && refused.contains("nothing was written"), "{refused}");
        assert_eq!(fs::read(folder.path().join("notes.csv")).unwrap(), before);
    }
}
