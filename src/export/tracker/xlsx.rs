//! The tracker as a workbook: dates are dates, status and team are chosen from a list, what is late stands out.

use chrono::NaiveDate;
use rust_xlsxwriter::{
    Color, ConditionalFormatFormula, DataValidation, DocProperties, Format, FormatAlign, FormatBorder, Workbook, Worksheet, XlsxError,
};

use super::{COLUMNS, Cell, Column, filled, yes_or_no};
use crate::domain::session::History;
use crate::domain::text::shortened;
use crate::export::settings::{OwnColumn, Settings};
use crate::telling::tracker::{Entry, entries};

/// A spreadsheet's cell holds no more letters.
const LONGEST: usize = 32_000;
/// Of a column that the user added, in letters.
const OWN_WIDTH: f64 = 24.0;
/// Lists go on below the last row, for those who add actions.
const ROOM_BELOW: u32 = 200;

/// The tracker; the same session gives the same bytes. `None` never comes, since what a sheet cannot hold is cut before.
pub(crate) fn workbook(history: &History, settings: &Settings) -> Option<Vec<u8>> {
    let session = history.session();
    written(&entries(history), session.opened_at.date_naive(), &session.scope.headline(), &settings.columns).ok()
}

fn written(entries: &[Entry], opened: NaiveDate, of: &str, own: &[OwnColumn]) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    // The day of the retro stands in for the clock, which would make other bytes each time.
    book.set_properties(&DocProperties::new().set_title(shortened(&format!("Actions: {of}"), 200)).set_creation_datetime(&opened));
    let sheet = book.add_worksheet();
    sheet.set_name("Actions")?;
    let last = entries.len() as u32;
    for (place, column) in (0..).zip(&COLUMNS) {
        written_column(sheet, place, column, entries)?;
    }
    let width = (COLUMNS.len() + own.len()) as u16;
    for (place, column) in (COLUMNS.len() as u16..).zip(own) {
        own_column(sheet, place, column, entries)?;
    }
    sheet.set_freeze_panes(1, 2)?;
    sheet.autofilter(0, 0, last, width - 1)?;
    sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    what_stands_out(sheet, last, width)?;
    book.save_to_buffer()
}

fn written_column(sheet: &mut Worksheet, place: u16, column: &Column, entries: &[Entry]) -> Result<(), XlsxError> {
    let top = Format::new().set_align(FormatAlign::Top);
    let wrapped = top.clone().set_text_wrap();
    let day = top.clone().set_num_format("yyyy-mm-dd");
    sheet.set_column_width(place, column.width)?;
    sheet.write_string_with_format(0, place, column.name, &head())?;
    for (row, entry) in (1..).zip(entries) {
        match (column.cell)(entry) {
            Cell::Text(words) if words.is_empty() => continue,
            Cell::Text(words) => sheet.write_string_with_format(row, place, shortened(&words, LONGEST), &wrapped)?,
            Cell::Day(Some(on)) => sheet.write_datetime_with_format(row, place, on, &day)?,
            Cell::Day(None) => sheet.write_blank(row, place, &day)?,
            Cell::Number(n) => sheet.write_number_with_format(row, place, n, &top)?,
            Cell::YesNo(is_so) => sheet.write_string_with_format(row, place, yes_or_no(is_so), &top)?,
        };
    }
    if let Some(list) = column.list {
        let list = DataValidation::new().allow_list_strings(&list())?;
        sheet.add_data_validation(1, place, entries.len() as u32 + ROOM_BELOW, place, &list)?;
    }
    Ok(())
}

fn own_column(sheet: &mut Worksheet, place: u16, column: &OwnColumn, entries: &[Entry]) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_align(FormatAlign::Top).set_text_wrap();
    sheet.set_column_width(place, OWN_WIDTH)?;
    sheet.write_string_with_format(0, place, shortened(&column.name, 255), &head())?;
    for (row, entry) in (1..).zip(entries) {
        sheet.write_string_with_format(row, place, shortened(&filled(column, entry), LONGEST), &wrapped)?;
    }
    Ok(())
}

fn head() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00E8_ECF1)).set_border_bottom(FormatBorder::Thin)
}

/// What is finished is pale, what is escalated or overdue is marked. A status chosen later counts at once.
fn what_stands_out(sheet: &mut Worksheet, rows: u32, width: u16) -> Result<(), XlsxError> {
    let letter = |name: &str| (b'A' + COLUMNS.iter().position(|column| column.name == name).unwrap_or_default() as u8) as char;
    let (status, overdue, escalated) = (letter("status"), letter("overdue"), letter("escalated"));
    let finished = format!("OR(${status}2=\"done\",${status}2=\"dropped\")");
    let pale = Format::new().set_font_color(Color::RGB(0x007A_828C));
    let bad = Format::new().set_background_color(Color::RGB(0x00F8_D7DA));
    let late = Format::new().set_background_color(Color::RGB(0x00FF_F3CD));
    for (when, looks) in [
        (format!("={finished}"), pale),
        (format!("=AND(${escalated}2=\"yes\",NOT({finished}))"), bad),
        (format!("=AND(${overdue}2=\"yes\",NOT({finished}))"), late),
    ] {
        let rule = ConditionalFormatFormula::new().set_rule(when.as_str()).set_format(looks).set_stop_if_true(true);
        sheet.add_conditional_format(1, 0, rows + ROOM_BELOW, width - 1, &rule)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use calamine::{Data, Reader, Xlsx};
    use std::io::{Cursor, Read};

    use crate::domain::event::Event;
    use crate::store::fixture::{at, history, scope};

    fn rows(bytes: Vec<u8>) -> Vec<Vec<Data>> {
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        book.worksheet_range("Actions").unwrap().rows().map(<[Data]>::to_vec).collect()
    }

    fn cell<'a>(row: &'a [Data], name: &str) -> &'a Data {
        &row[COLUMNS.iter().position(|column| column.name == name).unwrap()]
    }

    #[test]
    fn days_are_days_numbers_are_numbers_and_text_is_text() {
        let mut history = history("s", scope(2026, 3));
        let mut action = history.session().actions[0].clone();
        action.title = "=1+1".into();
        action.owner = "x".repeat(40_000);
        history.push(at(3), "Mara", Event::ActionChanged { action, why: None });
        let rows = rows(workbook(&history, &Settings::default()).unwrap());
        assert_eq!(rows[0].iter().map(ToString::to_string).collect::<Vec<_>>(), COLUMNS.each_ref().map(|column| column.name));
        let day = |name| match cell(&rows[1], name) {
            Data::DateTime(at) => {
                let (year, month, day, ..) = at.to_ymd_hms_milli();
                format!("{year}-{month:02}-{day:02}")
            }
            other => panic!("{other:?}"),
        };
        assert_eq!(["created", "due", "as_of"].map(day), ["2026-11-23", "2026-12-15", "2026-11-23"]);
        assert_eq!((cell(&rows[1], "sla_days"), cell(&rows[1], "title")), (&Data::Float(14.0), &Data::String("=1+1".into())));
        assert!(cell(&rows[1], "owner").to_string().len() < 32_768);
        assert_eq!(rows.len(), 2);
    }

    fn part(bytes: &[u8], name: &str) -> String {
        let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn status_is_a_list_the_head_stays_and_columns_filter() {
        let bytes = workbook(&history("s", scope(2026, 3)), &Settings::default()).unwrap();
        let sheet = part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains("open,in progress,done,stalled,dropped") && sheet.contains("CS Ops,Product,Finance"), "{sheet}");
        assert!(sheet.contains("<autoFilter ref=\"A1:V2\"") && sheet.contains("state=\"frozen\""), "{sheet}");
        assert!(sheet.contains("$H2=&quot;done&quot;") || sheet.contains("$H2=\"done\""), "{sheet}");
    }

    #[test]
    fn the_same_session_gives_the_same_bytes() {
        let history = history("s", scope(2026, 3));
        let once = workbook(&history, &Settings::default());
        assert_eq!(once, workbook(&history, &Settings::default()));
        assert!(part(&once.unwrap(), "docProps/core.xml").contains("2026-11-23T00:00:00Z"));
    }
}
