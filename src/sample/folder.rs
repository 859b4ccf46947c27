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
        writeln!(f, "Sample data in {}:", self.folder.display())?;
        for (table, rows) in Table::ALL.into_iter().zip(self.rows) {
            writeln!(f, "  {:<13} {rows:>10} rows", table.file_name())?;
        }
        Ok(())
    }
}

/// Writes sample data into a folder, which is made if it is not there.
///
/// # Errors
/// When one of the files is there already (nothing is written then), or the folder cannot be written.
pub fn write_to(folder: &Path, spec: &Spec) -> Result<Summary> {
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
