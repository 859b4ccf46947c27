//! What is told of how a file is laid out, and of which day it is.

use chrono::NaiveDate;

use super::{DataFile, Format, exported};
use crate::compile::read::formats::wide::Wide;
use crate::domain::text;

impl DataFile {
    /// What is left out above the header, in words; `None` where nothing is.
    pub(crate) fn above_told(&self) -> Option<String> {
        const SHOWN: usize = 3;
        if self.above.is_empty() {
            return None;
        }
        let filled = self.above.iter().filter(|row| !row.is_empty()).map(|row| format!("“{}”", text::shortened(row, 60)));
        let shown: Vec<String> = filled.take(SHOWN).collect();
        let lines = text::counted(self.above.len(), "line above the header is", "lines above the header are");
        let more = if self.above.len() > SHOWN { " …" } else { "" };
        Some(format!("{lines} left out: {}{more}", shown.join(", ")))
    }

    /// The day of the export, where the title above the header or else the file's name tells it; of a month the last.
    pub(crate) fn exported_on(&self) -> Option<NaiveDate> {
        exported::by_title(&self.above).or(self.named_month).or_else(|| exported::by_name(&self.input.name))
    }

    /// How it is laid out, where that is not a matter of course.
    pub(crate) fn layout_told(&self) -> Option<String> {
        let grouped = self.grouped.as_ref().map(|grouped| grouped.told());
        let drawn = self.drawn.as_ref().map(|drawn| drawn.told());
        let titled = self.titled.as_ref().map(|titled| titled.told());
        let laid = if let Format::Laid(_, told) = self.format { Some(told.to_owned()) } else { None };
        let told: Vec<String> = laid
            .into_iter()
            .chain(self.wide().map(Wide::told))
            .chain(grouped)
            .chain(titled)
            .chain(drawn)
            .chain(self.above_told())
            .collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}
