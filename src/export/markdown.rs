//! Blocks as Markdown that reads well as plain text too: escaped words, aligned tables.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use crate::domain::text;
use crate::telling::block::{Align, Block, Inline, Table, Text};

/// Text from people or data as Markdown shows it: one line, and no character does anything.
fn escape(raw: &str) -> String {
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

/// The document as Markdown. Charts are left out: the tables beside them hold the same figures.
pub(crate) fn render(blocks: &[Block]) -> Vec<u8> {
    let mut out = String::new();
    let mut is_list = false;
    for block in blocks {
        if matches!(block, Block::Chart(_) | Block::NewPage) {
            continue;
        }
        let is_item = matches!(block, Block::Item { .. });
        let goes_on = is_list && is_item;
        if !out.is_empty() && !goes_on {
            out.push('\n');
        }
        is_list = is_item;
        write_block(&mut out, block);
    }
    out.into_bytes()
}

fn write_block(out: &mut String, block: &Block) {
    let _ = match block {
        Block::Heading { level, title } => writeln!(out, "{} {}", "#".repeat(usize::from(*level)), line(title)),
        Block::Paragraph(words) => writeln!(out, "{}", line(words)),
        Block::Warning(words) => writeln!(out, "**{}**", line(words)),
        Block::Item { level, words } => writeln!(out, "{}- {}", "  ".repeat(usize::from(*level)), line(words)),
        Block::Table(table) => write!(out, "{}", table_lines(table)),
        Block::Chart(_) | Block::NewPage => Ok(()),
    };
}

/// Words as Markdown. What comes from outside is escaped here and nowhere else.
fn line(text: &Text) -> String {
    text.0.iter().map(inline).collect()
}

fn inline(inline: &Inline) -> String {
    match inline {
        Inline::Own(words) => words.clone(),
        Inline::Told(words) | Inline::Data(words) => escape(words),
        Inline::Strong(words) => format!("**{}**", line(words)),
        Inline::Struck(words) => format!("~~{}~~", line(words)),
        Inline::Figure { words, .. } => line(words),
    }
}

/// The table's lines, which line up as plain text too. Columns that say nothing in any row are left out.
fn table_lines(table: &Table) -> String {
    let columns: Vec<Column> = table.columns().into_iter().map(|index| Column::new(table, index)).collect();
    let framed = |cell: &dyn Fn(&Column) -> String| {
        let cells: Vec<String> = columns.iter().map(cell).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let head = framed(&|column| column.pad(&column.head));
    let rows = (0..table.rows.len()).map(|row| framed(&|column| column.pad(&column.cells[row])));
    [head, framed(&Column::rule)].into_iter().chain(rows).collect()
}

/// A column as it is drawn.
struct Column {
    head: String,
    cells: Vec<String>,
    align: Align,
    width: usize,
}

impl Column {
    fn new(table: &Table, index: usize) -> Self {
        let (head, align) = &table.heads[index];
        let head = line(head);
        let cells: Vec<String> = table.rows.iter().map(|row| row.get(index).map_or_else(String::new, |cell| line(&cell.text))).collect();
        let width = cells.iter().chain([&head]).map(|cell| cell.width()).max().unwrap_or(0).max(3);
        Self { head, cells, align: *align, width }
    }

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telling::block::{Cell, Document, data, own, told};

    #[test]
    fn words_from_outside_do_nothing() {
        let one = "**bold** [link](x) `code` <script>\u{1b}[31m a|b snake_case _em_";
        assert_eq!(escape(one), r"\*\*bold\*\* \[link\](x) \`code\` \<script> a\|b snake_case \_em\_");
        assert_eq!(escape("# not a heading"), r"\# not a heading");
        assert_eq!(escape("1. not a list"), r"1\. not a list");
        assert_eq!(escape("- nor this\nor that"), r"\- nor this or that");
        assert_eq!(escape("R&D &copy; 3 < 5, v1.2"), r"R\&D \&copy; 3 < 5, v1.2");
    }

    fn rendered(write: impl FnOnce(&mut Document)) -> String {
        let mut doc = Document::default();
        write(&mut doc);
        String::from_utf8(render(&doc.blocks)).unwrap()
    }

    #[test]
    fn tables_line_up_and_leave_out_what_says_nothing() {
        let mut table = Table::of_numbers(["Reason", "Lost", "Before"]).and_words("Why");
        table.row([data("Größe").into(), Cell::own("$1.2M"), Cell::default(), Cell::default()]);
        table.row([data("Uplift refused").into(), Cell::own("$48k"), Cell::default(), data("few").into()]);
        let expected = "\
| Reason         |  Lost | Why |
| -------------- | ----: | --- |
| Größe          | $1.2M |     |
| Uplift refused |  $48k | few |
";
        assert_eq!(rendered(|doc| doc.table(table)), expected);
    }

    #[test]
    fn blocks_stand_apart_and_items_together() {
        let text = rendered(|doc| {
            doc.heading(1, "Title");
            doc.item(0, "one");
            doc.item(1, "inner");
            doc.paragraph("end");
            doc.table(Table::of_words(["nothing"]));
        });
        assert_eq!(text, "# Title\n\n- one\n  - inner\n\nend\n");
    }

    #[test]
    fn only_what_comes_from_outside_is_escaped() {
        let line = own("**own** ") + data("*a*") + " " + (own("To ") + told("1. b_")).strong() + data("x").struck();
        assert_eq!(rendered(|doc| doc.paragraph(line)), "**own** \\*a\\* **To 1\\. b\\_**~~x~~\n");
    }
}
