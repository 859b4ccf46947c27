//! The report as it is printed.

use std::fmt;

use super::{CheckReport, CheckedColumn, CheckedCurrencies, CheckedFile, CheckedWord};
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::meaning::{Meaning, cost_of_unknown};
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Outcome;
use crate::domain::text;
use crate::domain::text::counted;

impl fmt::Display for CheckReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for file in &self.files {
            writeln!(f, "{file}")?;
        }
        if !self.left.is_empty() || !self.passed_over.is_empty() {
            writeln!(f, "Not read")?;
            for file in &self.left {
                writeln!(f, "  {}: {}", file.name, file.why)?;
            }
            for sentence in &self.passed_over {
                writeln!(f, "  {sentence}")?;
            }
            writeln!(f)?;
        }
        if !self.idle.is_empty() {
            writeln!(f, "Said in the mapping, without effect")?;
            self.idle.iter().try_for_each(|told| writeln!(f, "{}", text::paragraph(told, "  ? ", "    ")))?;
            writeln!(f)?;
        }
        if !self.currencies.others.is_empty() {
            writeln!(f, "{}", self.currencies)?;
        }
        if !self.told.is_empty() {
            writeln!(f, "How this retro counts")?;
            self.told.iter().try_for_each(|told| writeln!(f, "{}", text::paragraph(told, "  ? ", "    ")))?;
            writeln!(f)?;
        }
        if !self.missing.is_empty() {
            writeln!(f, "What is missing, and what that costs")?;
            for sentence in &self.missing {
                writeln!(f, "  {sentence}")?;
            }
            writeln!(f)?;
        }
        if let Some(why) = &self.nothing_due {
            writeln!(f, "Renewals due\n{}\n", text::paragraph(&format!("{why}."), "  ? ", "    "))?;
        }
        asked(self, f)?;
        match (self.is_ready(), self.has_renewals()) {
            (true, _) if self.nothing_due.is_some() => write!(f, "Ready for a retro, without rates of renewals due: see above."),
            (true, _) => write!(f, "Ready for a retro."),
            _ if self.lacks_rows() => write!(f, "Not ready: no row here can be read as a renewal."),
            _ if !self.questions.is_empty() => {
                let told = "Not ready: write the lines of one answer each into the mapping, or choose it on the screen of `check --edit`.";
                f.write_str(&text::paragraph(told, "", ""))
            }
            (_, true) if self.refused.is_some() => write!(f, "Not ready: see what stands in the way above."),
            (_, true) => write!(f, "Not ready: settle what is marked with ! above."),
            _ => write!(f, "Not ready: there are no renewals and no subscriptions here."),
        }
    }
}

/// What must be answered, what is taken as it is, and why there is no retro.
fn asked(report: &CheckReport, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    if !report.settled.is_empty() {
        writeln!(f, "Could be otherwise, and stops no retro")?;
        for question in &report.settled {
            let told = format!("{}: {} {}", question.file, question.asked, question.taken_told());
            writeln!(f, "{}", text::paragraph(&told, "  ", "    "))?;
            let others = question.answers.iter().skip(1).filter(|_| question.tells_apart());
            for line in others.flat_map(|answer| answer.mapping.lines()) {
                writeln!(f, "        {line}")?;
            }
        }
        writeln!(f)?;
    }
    if !report.questions.is_empty() {
        writeln!(f, "Asked before the retro")?;
        report.questions.iter().try_for_each(|question| writeln!(f, "? {question}\n"))?;
    }
    match &report.refused {
        Some(refused) => {
            writeln!(f, "In the way of the retro\n{}", text::paragraph(&format!("{refused}."), "  ! ", "    "))?;
            report.remedy.iter().try_for_each(|remedy| writeln!(f, "{}", text::paragraph(remedy, "    ", "    ")))?;
            writeln!(f)
        }
        None => Ok(()),
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
        let or = self.runner_up.map(|table| format!("or: {}, less likely", table.key()));
        let speaks: Vec<String> = self.speaks.iter().cloned().chain(or).collect();
        if !speaks.is_empty() {
            writeln!(f, "{}", text::paragraph(&speaks.join("; "), "  ", "  "))?;
        }
        if let Some(above) = &self.above {
            writeln!(f, "  {above}")?;
        }
        let width = self.columns.iter().map(|c| c.column.chars().count()).max().unwrap_or(0);
        let fields = self.columns.iter().map(|c| c.field.key().len()).max().unwrap_or(0);
        for column in &self.columns {
            let form = column.form.as_ref().map(|form| format!(" ({form})")).unwrap_or_default();
            let sure = text::percent(column.sureness.into(), 0);
            writeln!(f, "  {:width$} → {:fields$} {sure:>6}  {}{form}", column.column, column.field.key(), column.examples.join(", "))?;
        }
        for constant in &self.constants {
            match (&constant.value, constant.field.key()) {
                (Some(value), field) if constant.field == Field::Date && !constant.is_said => {
                    writeln!(f, "  {field} is {value} in every row, as the file's name tells")?;
                }
                (Some(value), field) => writeln!(f, "  {field} is {value} in every row")?,
                (None, field) => writeln!(f, "  {field} is what the amounts of each row name")?,
            }
        }
        let unused: Vec<&str> = self.unused.iter().map(|c| c.column.as_str()).collect();
        if !unused.is_empty() {
            writeln!(f, "  not used: {}", unused.join(", "))?;
        }
        for open in &self.unsettled {
            writeln!(f, "  ! {open}")?;
        }
        self.periods.iter().try_for_each(|told| writeln!(f, "  ? {told}"))?;
        self.columns.iter().filter_map(unknown).try_for_each(|sentence| writeln!(f, "  ? {sentence}"))?;
        self.columns.iter().try_for_each(|column| became(column, f))?;
        became_of_rows(self, f)
    }
}

/// How many rows are read as it is, and the first that cannot be.
fn became_of_rows(file: &CheckedFile, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let Some(account) = &file.rows else { return Ok(()) };
    file.asides.iter().try_for_each(|told| writeln!(f, "  {told}"))?;
    file.lost.iter().try_for_each(|told| writeln!(f, "  ? {told}"))?;
    if account.used == 0 && file.holds_renewals() {
        let left = if account.out_of_scope > 0 { format!(", {} are no renewals", account.out_of_scope) } else { String::new() };
        writeln!(f, "  ! none of {} can be read as a renewal{left}", rows(account.read))?;
    }
    if account.rejected == 0 {
        return Ok(());
    }
    writeln!(f, "  {} of {} rejected as it is", account.rejected, counted_are(account.read))?;
    for reject in &file.rejects {
        let value = if reject.value.is_empty() { String::new() } else { format!(" `{}`", reject.value) };
        let column = if reject.column.is_empty() { String::new() } else { format!(", {}{value}", reject.column) };
        writeln!(f, "    line {}{column}: {}", reject.line, reject.reason)?;
    }
    match account.rejected.saturating_sub(file.rejects.len() as u64) {
        0 => Ok(()),
        more => writeln!(f, "    and {more} more"),
    }
}

/// `1 row is`, `40 rows are`
fn counted_are(n: u64) -> String {
    format!("{} {}", rows(n), if n == 1 { "is" } else { "are" })
}

/// Words told of one column.
const MOST_WORDS: usize = 5;

/// What outcomes and reasons came to that are spelled otherwise, the commonest first: `“Cost” (27 rows) → Pricing: too expensive`.
fn became(column: &CheckedColumn, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let told =
        matches!(column.field.kind(), Kind::Outcome | Kind::Reason) || [Field::SecondaryReasons, Field::Status].contains(&column.field);
    let Some(words) = column.words.as_ref().filter(|_| told) else { return Ok(()) };
    let others: Vec<(&CheckedWord, String)> = words.all.iter().filter_map(|word| Some((word, other_words(column.field, word)?))).collect();
    if others.is_empty() {
        return Ok(());
    }
    writeln!(f, "  what is read of {}", column.column)?;
    for (word, ours) in others.iter().take(MOST_WORDS) {
        let told = word.told_by.as_ref().map_or_else(String::new, |columns| format!(", as {columns} beside it tell"));
        writeln!(f, "    “{}” ({}) → {ours}{told}", word.word, rows(word.rows))?;
    }
    if others.len() > MOST_WORDS {
        writeln!(f, "    and {} more", others.len() - MOST_WORDS)?;
    }
    let of_a_state = others.iter().find(|(word, ours)| *ours == Outcome::Churned.label() && words::names_state_only(&word.word));
    of_a_state.map_or(Ok(()), |(word, _)| writeln!(f, "{}", text::paragraph(&otherwise(column.field, &word.word), "    ", "      ")))
}

/// A word for how things stand may mean that a term is over and the next one runs: how to say so.
fn otherwise(field: Field, word: &str) -> String {
    let (table, goes_on) = (field.key(), if field == Field::Status { "active" } else { Outcome::Renewed.label() });
    format!(
        "“{word}” is read as a customer who left. If it means another thing here, write in mapping.toml: [values.{table}] {word:?} = \"{goes_on}\""
    )
}

/// What a word is understood as; `None` where it says so itself.
fn other_words(field: Field, word: &CheckedWord) -> Option<String> {
    let Meaning::Ours(ours) = &word.meaning else { return None };
    let is_reason = field.kind() == Kind::Reason || field == Field::SecondaryReasons;
    let code = ReasonCode::read(ours).filter(|_| is_reason);
    let label = code.as_ref().map_or_else(|| ours.clone(), ReasonCode::label);
    let is_same = [ours, &label].iter().any(|same| text::fold(same) == text::fold(&word.word));
    let read = code.map_or(label, |code| format!("{}: {}", code.group_label(), code.label().to_lowercase()));
    (!is_same).then_some(read)
}

fn rows(rows: u64) -> String {
    counted(usize::try_from(rows).unwrap_or(usize::MAX), "row", "rows")
}

/// `Stage: “Perdu” (3 rows) and 2 more words are not understood (rows rejected)`
fn unknown(column: &CheckedColumn) -> Option<String> {
    let unknown: Vec<&CheckedWord> = column.words.as_ref()?.unknown().collect();
    let first = unknown.first()?;
    let more = match unknown.len() {
        1 => " is".to_owned(),
        n => format!(" and {} are", counted(n - 1, "more word", "more words")),
    };
    let rows = rows(first.rows);
    let cost = if first.meaning == Meaning::Unknown { cost_of_unknown(column.field) } else { "taken as open" };
    Some(format!("{}: “{}” ({rows}){more} not understood ({cost})", column.column, first.word))
}

impl fmt::Display for CheckedCurrencies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Amounts are reported in {}", self.report)?;
        for other in &self.others {
            let rows = rows(other.rows);
            let (code, report) = (&other.code, &self.report);
            if let Some(rate) = &other.rate {
                writeln!(f, "  1 {code} is {rate} {report} ({rows})")?;
            } else {
                let told = format!(
                    "{code} has no rate ({rows}, amounts left out). Write what 1 {code} is in {report} in mapping.toml: [rates] {code} = \"…\""
                );
                writeln!(f, "{}", text::paragraph(&told, "  ? ", "    "))?;
            }
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
    format!("{word}, {}", text::percent(sureness.into(), 0))
}
