//! The words for how something is written: the same for what is printed, listed and exported.

use std::fmt;
use std::str::FromStr;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// To read on a terminal.
    Table,
    Md,
    Html,
    Json,
    Csv,
    Xlsx,
    Pptx,
    /// For a mail or a chat.
    Text,
    /// For a calendar.
    Ics,
    /// All of it, with the data, for another machine.
    Session,
}

impl Format {
    pub(crate) const ALL: [Self; 10] =
        [Self::Table, Self::Md, Self::Html, Self::Json, Self::Csv, Self::Xlsx, Self::Pptx, Self::Text, Self::Ics, Self::Session];
    /// Those that files are exported in.
    pub(crate) const OF_FILES: [Self; 9] =
        [Self::Md, Self::Html, Self::Json, Self::Csv, Self::Xlsx, Self::Pptx, Self::Text, Self::Ics, Self::Session];
    /// Those of them that are written where nobody says which: all but the one that takes the data along.
    pub(crate) const USUAL: [Self; 8] = [Self::Md, Self::Html, Self::Json, Self::Csv, Self::Xlsx, Self::Pptx, Self::Text, Self::Ics];
    /// Those that a report is printed in.
    pub(crate) const OF_REPORTS: [Self; 3] = [Self::Md, Self::Html, Self::Json];
    /// Those that the list of actions is printed in.
    pub(crate) const OF_ACTIONS: [Self; 4] = [Self::Table, Self::Json, Self::Text, Self::Ics];
    /// Those that escalations are printed in: text is a letter.
    pub(crate) const OF_ESCALATIONS: [Self; 3] = [Self::Table, Self::Json, Self::Text];
    /// Those that what is only read is printed in.
    pub(crate) const OF_LISTS: [Self; 2] = [Self::Table, Self::Json];
    /// Those that the list of what is ahead is printed in.
    pub(crate) const OF_WATCH: [Self; 3] = [Self::Table, Self::Json, Self::Csv];

    /// The word for it.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Md => "md",
            Self::Html => "html",
            Self::Json => "json",
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Pptx => "pptx",
            Self::Text => "text",
            Self::Ics => "ics",
            Self::Session => "session",
        }
    }

    /// What the names of its files end in.
    fn ending(self) -> &'static str {
        match self {
            Self::Text => "txt",
            Self::Session => "run-retro",
            other => other.key(),
        }
    }

    pub(crate) fn is_of(self, file: &str) -> bool {
        file.rsplit_once('.').is_some_and(|(_, ending)| ending == self.ending())
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let allowed = || format!("expected one of {}", Self::ALL.map(Self::key).join(", "));
        Self::ALL.into_iter().find(|format| format.key() == word).ok_or_else(allowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::FILES;

    #[test]
    fn each_word_reads_back_and_each_file_has_a_format() {
        assert_eq!(Format::ALL.map(|format| format.key().parse()), Format::ALL.map(Ok));
        assert!("doc".parse::<Format>().is_err());
        for file in &FILES {
            assert_eq!(Format::OF_FILES.iter().filter(|format| format.is_of(file.name)).count(), 1, "{}", file.name);
        }
        for format in Format::OF_FILES {
            assert!(FILES.iter().any(|file| format.is_of(file.name)), "{format}");
        }
    }
}
