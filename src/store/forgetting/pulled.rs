//! What was pulled from a warehouse, without a customer: its rows stay, under no name, so that the figures do.

use std::path::{Path, PathBuf};

use crate::domain::forgetting::Forgetting;
use crate::store::files;
use crate::store::home::Home;

/// All files of all pulls.
pub(super) fn files(home: &Home) -> Vec<PathBuf> {
    super::holding::below(&home.pulls())
}

/// Writes a pulled file without it.
///
/// # Errors
/// It cannot be read or written.
pub(super) fn forget(who: &Forgetting, path: &Path) -> Result<(), String> {
    let bytes = super::read(path)?;
    let is_table = path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
    let without = if is_table { table(who, &bytes)? } else { who.lines(&String::from_utf8_lossy(&bytes)).map(String::into_bytes) };
    without.map_or(Ok(()), |without| files::write_private(path, &without).map_err(|error| error.to_string()))
}

/// `None` where it is not in the table.
fn table(who: &Forgetting, bytes: &[u8]) -> Result<Option<Vec<u8>>, String> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(bytes);
    let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
    let (mut headings, mut is_changed) = (None::<Vec<String>>, false);
    for row in reader.records() {
        let mut cells: Vec<String> = row.map_err(|error| error.to_string())?.iter().map(str::to_owned).collect();
        match &headings {
            Some(headings) => is_changed |= who.row(headings, &mut cells),
            None => headings = Some(cells.clone()),
        }
        writer.write_record(&cells).map_err(|error| error.to_string())?;
    }
    let written = writer.into_inner().map_err(|error| error.to_string())?;
    Ok(is_changed.then_some(written))
}
