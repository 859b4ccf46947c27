//! A document as blocks: what is said, without how it is written. Markdown and HTML are renderers of the same blocks.

mod table;
mod text;

pub(crate) use table::{Align, Cell, Table, Value};
pub(crate) use text::{Inline, Members, Text, data, own, told};

use super::chart::Picture;

/// One piece of a document, top to bottom.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Block {
    Heading {
        level: u8,
        title: Text,
    },
    Paragraph(Text),
    /// What must be known before anything else is read.
    Warning(Text),
    /// An item of a list; items that follow one another are one list. Level 0 is the outermost.
    Item {
        level: u8,
        words: Text,
    },
    Table(Table),
    Chart(Picture),
    /// What follows begins on a new page, where there are pages.
    NewPage,
}

/// Blocks as they are put together.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Document {
    pub blocks: Vec<Block>,
}

impl Document {
    pub(crate) fn heading(&mut self, level: u8, title: impl Into<Text>) {
        self.blocks.push(Block::Heading { level, title: title.into() });
    }

    pub(crate) fn paragraph(&mut self, words: impl Into<Text>) {
        self.blocks.push(Block::Paragraph(words.into()));
    }

    pub(crate) fn warning(&mut self, words: impl Into<Text>) {
        self.blocks.push(Block::Warning(words.into()));
    }

    pub(crate) fn item(&mut self, level: u8, words: impl Into<Text>) {
        self.blocks.push(Block::Item { level, words: words.into() });
    }

    /// Nothing where the table has no rows.
    pub(crate) fn table(&mut self, table: Table) {
        if !table.is_empty() {
            self.blocks.push(Block::Table(table));
        }
    }

    pub(crate) fn new_page(&mut self) {
        self.blocks.push(Block::NewPage);
    }

    pub(crate) fn chart(&mut self, picture: Option<Picture>) {
        self.blocks.extend(picture.map(Block::Chart));
    }
}
