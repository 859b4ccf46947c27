//! The report as it is read on the screen: what its Markdown means, without the marks.

use super::texts::Line;
use crate::app::marks::Tone;

/// A line of the report, and whether it is a row of a table: these stay as they are, prose is wrapped.
pub(crate) struct Read {
    pub line: Line,
    pub is_row: bool,
}

/// The lines of the Markdown that this program writes. Rules below headings of tables are left out.
pub(crate) fn lines(markdown: &str) -> Vec<Read> {
    let all: Vec<&str> = markdown.lines().collect();
    let is_head = |i: usize| all.get(i + 1).is_some_and(|next| is_rule(next));
    let read = |(i, line): (usize, &&str)| (!is_rule(line)).then(|| read(line, is_head(i)));
    all.iter().enumerate().filter_map(read).collect()
}

fn is_rule(line: &str) -> bool {
    line.starts_with("| -") && line.bytes().all(|byte| matches!(byte, b'|' | b'-' | b':' | b' '))
}

fn read(line: &str, is_head: bool) -> Read {
    let prose = |text: String, tone| Read { line: (text, tone), is_row: false };
    if let Some(cells) = line.strip_prefix("| ").and_then(|row| row.strip_suffix(" |")) {
        let tone = if is_head { Tone::Strong } else { Tone::Plain };
        return Read { line: (unmarked(&cells.replace(" | ", "   ")), tone), is_row: true };
    }
    let indent = line.len() - line.trim_start().len();
    let (blanks, words) = line.split_at(indent);
    match words.split_once(' ') {
        Some(("#" | "##", title)) => prose(unmarked(title), Tone::Accent),
        Some(("###" | "####", title)) => prose(unmarked(title), Tone::Strong),
        Some(("-", item)) => prose(format!("{blanks}• {}", unmarked(item)), if indent > 2 { Tone::Neutral } else { Tone::Plain }),
        _ => prose(unmarked(line), Tone::Plain),
    }
}

/// Words without the marks around them, and marks that somebody typed as they were typed.
fn unmarked(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\\' => out.extend(chars.next()),
            '*' | '~' if chars.peek() == Some(&c) => drop(chars.next()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_meant_is_shown_and_no_mark() {
        let markdown =
            "# Retro\n\n## In short\n\n- **GRR** was 81.8 %\n  - \\*typed\\* stars\n\n| Metric | n  |\n| ------ | -: |\n| GRR    | 45 |\n";
        let told: Vec<(String, Tone, bool)> = lines(markdown).into_iter().map(|read| (read.line.0, read.line.1, read.is_row)).collect();
        let of = |text: &str, tone, is_row| (text.to_owned(), tone, is_row);
        assert_eq!(
            told,
            [
                of("Retro", Tone::Accent, false),
                of("", Tone::Plain, false),
                of("In short", Tone::Accent, false),
                of("", Tone::Plain, false),
                of("• GRR was 81.8 %", Tone::Plain, false),
                of("  • *typed* stars", Tone::Plain, false),
                of("", Tone::Plain, false),
                of("Metric   n ", Tone::Strong, true),
                of("GRR      45", Tone::Plain, true),
            ]
        );
    }
}
