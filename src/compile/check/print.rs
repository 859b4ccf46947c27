//! The report as it is printed.

use std::fmt;

use super::{CheckReport, CheckedFile};

impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(f, "{file}")?;
        }
        if !self.left.is_empty() {
            writeln!(f, "Not read")?;
            for file in &self.left {
                writeln!(f, "  {}: {}", file.name, file.why)?;
            }
            writeln!(f)?;
        }
        if !self.missing.is_empty() {
            writeln!(f, "What is missing, and what that costs")?;
            for sentence in &self.missing {
                writeln!(f, "  {sentence}")?;
            }
            writeln!(f)?;
        }
        match (self.is_ready(), self.has_renewals()) {
            (true, _) => write!(f, "Ready for a retro."),
            (_, true) => write!(f, "Not ready: settle what is marked with ! above."),
            _ => write!(f, "Not ready: there are no renewals and no subscriptions here."),
        }
    }
}

impl fmt::Display for CheckedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delimiter = match self.delimiter {
            ',' => String::new(),
            '\t' => ", separated by tabs".to_owned(),
            other => format!(", separated by {other}"),
        };
        let encoding = if self.encoding == "UTF-8" { String::new() } else { format!(", {}", self.encoding) };
        writeln!(f, "{} → {} ({}{delimiter}{encoding})", self.name, self.table.key(), how_sure(self.sureness))?;
        let width = self.columns.iter().map(|c| c.column.chars().count()).max().unwrap_or(0);
        let fields = self.columns.iter().map(|c| c.field.key().len()).max().unwrap_or(0);
        for column in &self.columns {
            let form = column.form.as_ref().map(|form| format!(" ({form})")).unwrap_or_default();
            let sure = format!("{:.0} %", column.sureness * 100.0);
            writeln!(f, "  {:width$} → {:fields$} {sure:>6}  {}{form}", column.column, column.field.key(), column.examples.join(", "))?;
        }
        let unused: Vec<&str> = self.unused.iter().map(|c| c.column.as_str()).collect();
        if !unused.is_empty() {
            writeln!(f, "  not used: {}", unused.join(", "))?;
        }
        for open in &self.unsettled {
            writeln!(f, "  ! {open}")?;
        }
        Ok(())
    }
}

fn how_sure(sureness: f32) -> String {
    let word = match sureness {
        s if s >= 0.9 => "sure",
        s if s >= 0.7 => "likely",
        _ => "a guess",
    };
    format!("{word}, {:.0} %", sureness * 100.0)
}
