//! The kinds of workbooks, each read by its own reader.

use std::io::{self, Cursor, Read, Seek, SeekFrom};

use calamine::{Cell, CellType, Ods, Range, Reader, Xls, Xlsb, Xlsx, XlsxError};

use super::grid::{Grid, Place};
use crate::work;

/// A workbook in memory; what is read of it counts.
pub(crate) struct Bytes(Cursor<Vec<u8>>);

impl Bytes {
    fn of(bytes: Vec<u8>) -> Self {
        Self(Cursor::new(bytes))
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.0.read(buffer)?;
        work::done(read);
        Ok(read)
    }
}

impl Seek for Bytes {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

/// A workbook that is open.
pub(crate) enum Book {
    Xlsx(Box<Xlsx<Bytes>>),
    Xlsb(Box<Xlsb<Bytes>>),
    Xls(Box<Xls<Bytes>>),
    Ods(Box<Ods<Bytes>>),
}

/// The first bytes of a workbook before 2007, and of one that is locked.
const OLD: &[u8] = b"\xD0\xCF\x11\xE0";
const ZIP: &[u8] = b"PK\x03\x04";

const LOCKED: &str = "the workbook is protected with a password; save it without one";
const PAGE: &str = "this is a web page under the name of a workbook; open it in Excel or LibreOffice and save it as XLSX";
const TEXT: &str = "this is text under the name of a workbook; give it the ending .csv";

impl Book {
    /// Opens the bytes as what they are; the name tells zipped kinds apart.
    pub(crate) fn open(bytes: Vec<u8>, file_name: &str) -> Result<Self, String> {
        let lower = file_name.to_lowercase();
        let is_called = |ending: &str| lower.trim_end_matches(".gz").ends_with(ending);
        let none = |e: &dyn std::fmt::Display| format!("this is no workbook that can be read: {e}");
        match bytes.get(..4) {
            Some(OLD) => match Xls::new(Bytes::of(bytes)) {
                Ok(book) => Ok(Self::Xls(Box::new(book))),
                // What is no old workbook is a locked one of today's.
                Err(_) if !is_called(".xls") => Err(LOCKED.to_owned()),
                Err(e) => Err(none(&e)),
            },
            Some(ZIP) if is_called(".xlsb") => Xlsb::new(Bytes::of(bytes)).map(|book| Self::Xlsb(Box::new(book))).map_err(|e| none(&e)),
            Some(ZIP) if is_called(".ods") => Ods::new(Bytes::of(bytes)).map(|book| Self::Ods(Box::new(book))).map_err(|e| none(&e)),
            Some(ZIP) => Xlsx::new(Bytes::of(bytes)).map(|book| Self::Xlsx(Box::new(book))).map_err(|e| none(&e)),
            _ if bytes.trim_ascii_start().starts_with(b"<") => Err(PAGE.to_owned()),
            _ if std::str::from_utf8(&bytes).is_ok() => Err(format!("this is no workbook that can be read: {TEXT}")),
            _ => Err("this is no workbook that can be read".to_owned()),
        }
    }

    pub(crate) fn names(&self) -> Vec<String> {
        match self {
            Self::Xlsx(book) => book.sheet_names(),
            Self::Xlsb(book) => book.sheet_names(),
            Self::Xls(book) => book.sheet_names(),
            Self::Ods(book) => book.sheet_names(),
        }
    }

    /// The cells of a sheet; none of a chart.
    pub(crate) fn grid(&mut self, name: &str) -> Result<Grid, String> {
        match self {
            Self::Xlsx(book) => of_xlsx(book, name),
            Self::Xlsb(book) => of_xlsb(book, name),
            Self::Xls(book) => whole(&mut **book, name),
            Self::Ods(book) => whole(&mut **book, name),
        }
    }
}

fn of_xlsx(book: &mut Xlsx<Bytes>, name: &str) -> Result<Grid, String> {
    let mut cells = match book.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Grid::default()),
        Err(e) => return Err(e.to_string()),
    };
    let mut grid = Grid::of_cells(|| cells.next_cell().map(placed))?;
    drop(cells);
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    grid.note_formulas(|| cells.next_formula().map(placed))?;
    Ok(grid)
}

fn of_xlsb(book: &mut Xlsb<Bytes>, name: &str) -> Result<Grid, String> {
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    let mut grid = Grid::of_cells(|| cells.next_cell().map(placed))?;
    drop(cells);
    let mut cells = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    grid.note_formulas(|| cells.next_formula().map(placed))?;
    Ok(grid)
}

/// A cell with its place.
fn placed<V: CellType + Clone>(cell: Option<Cell<V>>) -> Option<(Place, V)> {
    cell.map(|cell| (cell.get_position(), cell.get_value().clone()))
}

/// A sheet of a kind that is read at once, which limits its cells itself.
fn whole<R: Reader<Bytes>>(book: &mut R, name: &str) -> Result<Grid, String>
where
    R::Error: std::fmt::Display,
{
    let mut grid = Grid::of_range(book.worksheet_range(name).map_err(|e| e.to_string())?);
    let formulas: Range<String> = book.worksheet_formula(name).map_err(|e| e.to_string())?;
    let (above, left) = formulas.start().unwrap_or_default();
    let mut used = formulas.used_cells().map(|(row, column, formula)| ((above + row as u32, left + column as u32), formula.clone()));
    grid.note_formulas(|| Ok::<_, String>(used.next()))?;
    Ok(grid)
}
