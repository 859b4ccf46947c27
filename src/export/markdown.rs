//! Markdown that reads well as plain text too: escaped words, aligned tables.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::domain::text;

/// Text from people or data as Markdown shows it: one line, and no character does anything.
pub fn escape(raw: &str) -> String {
    let line = text::line(raw);
    let mut out = String::with_capacity(line.len() + 8);
    for (i, c) in line.char_indices() {
        let rest = &line[i + c.len_utf8()..];
        let special = match c {
            '\\' | '`' | '*' | '[' | ']' | '|' | '~' => true,
            // Within a word it is one more letter; before a blank or a digit, `<` opens no tag.
            '_' => !(line[..i].ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric)),
            '<' => rest.starts_with(|next: char| next.is_alphabetic() || matches!(next, '/' | '!' | '?')),
            // An entity (`&copy;`), a number at the start (`1.` makes a list), or another block mark there.
            '&' => rest.starts_with(|next: char| next.is_alphanumeric() || next == '#'),
            '.' | ')' => i > 0 && line[..i].bytes().all(|b| b.is_ascii_digit()),
            '#' | '+' | '-' | '=' | '>' => i == 0,
            _ => false,
        };
        if special {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// On which side a column's cells stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Right,
}

/// A table whose columns line up as plain text too. Cells are Markdown already.
#[derive(Clone, Debug)]
pub struct Table {
    heads: Vec<(String, Align)>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// The first column holds words, the others numbers.
    pub fn of_numbers(heads: &[&str]) -> Self {
        let align = |i| if i == 0 { Align::Left } else { Align::Right };
        Self { heads: heads.iter().enumerate().map(|(i, head)| ((*head).to_owned(), align(i))).collect(), rows: Vec::new() }
    }

    pub fn of_words(heads: &[&str]) -> Self {
        Self { heads: heads.iter().map(|head| ((*head).to_owned(), Align::Left)).collect(), rows: Vec::new() }
    }

    /// Some of the columns hold numbers.
    pub fn right_aligned(mut self, columns: std::ops::Range<usize>) -> Self {
        self.heads[columns].iter_mut().for_each(|(_, align)| *align = Align::Right);
        self
    }

    /// A further column of words (a remark at the end of numbers).
    pub fn and_words(mut self, head: &str) -> Self {
        self.heads.push((head.to_owned(), Align::Left));
        self
    }

    pub fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        self.rows.push(cells.into_iter().collect());
    }

    pub fn rows<const N: usize>(&mut self, rows: impl IntoIterator<Item = [String; N]>) {
        self.rows.extend(rows.into_iter().map(Vec::from));
    }

    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The table's lines, with line ends. Columns that say nothing in any row are left out.
    pub fn render(&self) -> String {
        let columns: Vec<Column> = (0..self.heads.len()).filter_map(|i| self.column(i)).collect();
        let framed = |cell: &dyn Fn(&Column) -> String| {
            let cells: Vec<String> = columns.iter().map(cell).collect();
            format!("| {} |\n", cells.join(" | "))
        };
        let head = framed(&|column| column.pad(&self.heads[column.index].0));
        let rows = self.rows.iter().map(|row| framed(&|column| column.pad(cell(row, column.index))));
        [head, framed(&Column::rule)].into_iter().chain(rows).collect()
    }

    fn column(&self, index: usize) -> Option<Column> {
        let widest = self.rows.iter().map(|row| cell(row, index).width()).max().unwrap_or(0);
        let (head, align) = &self.heads[index];
        (widest > 0).then(|| Column { index, align: *align, width: widest.max(head.width()).max(3) })
    }
}

fn cell(row: &[String], index: usize) -> &str {
    row.get(index).map_or("", String::as_str)
}

/// A column as it is drawn.
struct Column {
    index: usize,
    align: Align,
    width: usize,
}

impl Column {
    fn pad(&self, text: &str) -> String {
        let gap = " ".repeat(self.width.saturating_sub(text.width()));
        match self.align {
            Align::Left => format!("{text}{gap}"),
            Align::Right => format!("{gap}{text}"),
        }
    }

    fn rule(&self) -> String {
        match self.align {
            Align::Left => "-".repeat(self.width),
            Align::Right => format!("{}:", "-".repeat(self.width - 1)),
        }
    }
}

/// A Markdown document put together from headings, sentences, lists and tables.
#[derive(Debug, Default)]
pub struct Document {
    text: String,
}

impl Document {
    pub fn heading(&mut self, level: usize, title: &str) {
        self.gap();
        let _ = writeln!(self.text, "{} {title}", "#".repeat(level));
    }

    pub fn paragraph(&mut self, sentence: &str) {
        self.gap();
        self.text.push_str(sentence);
        self.text.push('\n');
    }

    /// What must be known before anything else is read.
    pub fn warning(&mut self, sentence: &str) {
        self.paragraph(&format!("**{}**", escape(sentence)));
    }

    /// A list item; a further one when the line before is one too. Level 0 is the outermost.
    pub fn item(&mut self, level: usize, words: &str) {
        let last = self.text.lines().last().unwrap_or_default().trim_start();
        if !last.starts_with("- ") {
            self.gap();
        }
        let _ = writeln!(self.text, "{}- {words}", "  ".repeat(level));
    }

    /// Nothing where the table has no rows.
    pub fn table(&mut self, table: &Table) {
        if !table.is_empty() {
            self.gap();
            self.text.push_str(&table.render());
        }
    }

    pub fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn gap(&mut self) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_outside_do_nothing() {
        let one = "**bold** [link](x) `code` <script>\u{1b}[31m a|b snake_case _em_";
        assert_eq!(escape(one), r"\*\*bold\*\* \[link\](x) \`code\` \<script> a\|b snake_case \_em\_");
        assert_eq!(escape("# not a heading"), r"\# not a heading");
        assert_eq!(escape("1. not a list"), r"1\. not a list");
        assert_eq!(escape("- nor this\nor that"), r"\- nor this or that");
        assert_eq!(escape("R&D &copy; 3 < 5, v1.2"), r"R\&D \&copy; 3 < 5, v1.2");
    }

    #[test]
    fn tables_line_up_and_leave_out_what_says_nothing() {
        let mut table = Table::of_numbers(&["Reason", "Lost", "Before"]).and_words("Why");
        table.row(["Größe".into(), "$1.2M".into(), String::new(), String::new()]);
        table.row(["Uplift refused".into(), "$48k".into(), String::new(), "few".into()]);
        let expected = "\
| Reason         |  Lost | Why |
| -------------- | ----: | --- |
| Größe          | $1.2M |     |
| Uplift refused |  $48k | few |
";
        assert_eq!(table.render(), expected);
    }

    #[test]
    fn blocks_stand_apart_and_items_together() {
        let mut doc = Document::default();
        doc.heading(1, "Title");
        doc.item(0, "one");
        doc.item(1, "inner");
        doc.paragraph("end");
        assert_eq!(String::from_utf8(doc.into_bytes()).unwrap(), "# Title\n\n- one\n  - inner\n\nend\n");
    }
}
