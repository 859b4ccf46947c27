//! Blocks onto slides: one below the other; what does not fit goes on on the next slide.

use super::page::{ACROSS, INCH, LEFT, Place, ROOM, TOP, line, lines};
use super::plot::{self, Plot};
use super::table;
use super::xml::{Look, paragraph, run, runs};
use crate::telling::block::{Block, Text, told};
use crate::telling::chart::{Chart, Picture};

/// Something that stands on a slide.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shape {
    /// Paragraphs, in XML.
    Words {
        place: Place,
        paragraphs: String,
    },
    /// An `a:tbl`, and what it is for whoever does not see it.
    Table {
        place: Place,
        table: String,
        said: String,
    },
    Chart {
        place: Place,
        plot: Plot,
        title: String,
        said: String,
    },
}

const GAP: f64 = 0.12 * INCH;
const CHART: f64 = 4.6 * INCH;
/// A chart below words still gets so much room, or a slide of its own.
const LEAST_CHART: f64 = 3.2 * INCH;
/// In points.
const CAPTION: f64 = 12.0;

/// The shapes of each slide that the blocks fill.
pub(crate) fn pages(blocks: &[Block]) -> Vec<Vec<Shape>> {
    let mut flow = Flow { pages: vec![vec![]], used: 0.0 };
    for (place, block) in blocks.iter().enumerate() {
        match block {
            Block::Heading { title, .. } => {
                flow.keep_room(title, blocks.get(place + 1));
                flow.words(title, &Kind::Head);
            }
            Block::Paragraph(words) => flow.words(words, &Kind::Plain),
            Block::Warning(words) => flow.words(words, &Kind::Warning),
            Block::Item { level, words } => flow.words(words, &Kind::Item(*level)),
            Block::Table(rows) => flow.table(&table::Grid::of(rows)),
            Block::Chart(picture) => flow.chart(picture),
            Block::NewPage => {}
        }
    }
    flow.pages.retain(|page| !page.is_empty());
    flow.pages
}

enum Kind {
    Head,
    Plain,
    Warning,
    Item(u8),
}

impl Kind {
    /// In points.
    fn size(&self) -> f64 {
        match self {
            Self::Head => 18.0,
            Self::Plain | Self::Warning => 14.0,
            Self::Item(0) => 16.0,
            Self::Item(_) => 13.0,
        }
    }

    fn look(&self) -> Look {
        let size = (self.size() * 100.0) as u32;
        let colour = match self {
            Self::Warning => Some("accent2"),
            Self::Item(1..) => Some("tx2"),
            _ => None,
        };
        Look { size, bold: matches!(self, Self::Head | Self::Warning), struck: false, colour }
    }

    fn indent(&self) -> f64 {
        match self {
            Self::Item(level) => (f64::from(*level) + 1.0) * 0.28 * INCH,
            _ => 0.0,
        }
    }

    fn properties(&self) -> String {
        let Self::Item(_) = self else {
            return "<a:pPr marL=\"0\" indent=\"0\"><a:spcBef><a:spcPts val=\"400\"/></a:spcBef><a:buNone/></a:pPr>".to_owned();
        };
        let indent = self.indent() as i64;
        format!(
            "<a:pPr marL=\"{indent}\" indent=\"-{}\"><a:spcBef><a:spcPts val=\"400\"/></a:spcBef><a:buFont typeface=\"Arial\"/><a:buChar char=\"•\"/></a:pPr>",
            (0.22 * INCH) as i64
        )
    }
}

struct Flow {
    pages: Vec<Vec<Shape>>,
    /// Of the room on the last page.
    used: f64,
}

impl Flow {
    fn next_page(&mut self) {
        if self.pages.last().is_some_and(|page| !page.is_empty()) {
            self.pages.push(vec![]);
        }
        self.used = 0.0;
    }

    fn put(&mut self, height: f64, shape: impl FnOnce(Place) -> Shape) {
        let place = Place { x: LEFT, y: TOP + self.used, width: ACROSS, height };
        if let Some(page) = self.pages.last_mut() {
            page.push(shape(place));
        }
        self.used += height + GAP;
    }

    /// A paragraph joins those right above it.
    fn words(&mut self, words: &Text, kind: &Kind) {
        let plain = words.plain();
        let height = lines(&plain, kind.size(), ACROSS - kind.indent()) * line(kind.size()) + 0.08 * INCH;
        let written = paragraph(&kind.properties(), &runs(words, kind.look()), kind.look());
        if self.used + height > ROOM {
            self.next_page();
        }
        if let Some(Shape::Words { place, paragraphs }) = self.pages.last_mut().and_then(|page| page.last_mut()) {
            paragraphs.push_str(&written);
            place.height += height;
            self.used += height;
        } else {
            self.put(height, |place| Shape::Words { place, paragraphs: written });
        }
    }

    /// A heading stands on the slide of what it heads.
    fn keep_room(&mut self, title: &Text, next: Option<&Block>) {
        let needed = match next {
            Some(Block::Table(rows)) => {
                let whole = table::Grid::of(rows).whole_height();
                if whole > ROOM { ROOM / 2.0 } else { whole }
            }
            Some(Block::Chart(_)) => LEAST_CHART + INCH,
            Some(_) => 3.0 * line(Kind::Plain.size()),
            None => 0.0,
        };
        let head = (lines(&title.plain(), Kind::Head.size(), ACROSS) + 1.0) * line(Kind::Head.size());
        if self.used > 0.0 && self.used + head + needed > ROOM {
            self.next_page();
        }
    }

    /// A table that fits on a slide of its own is not torn apart.
    fn table(&mut self, grid: &table::Grid) {
        let whole = grid.whole_height();
        if self.used + whole > ROOM && whole <= ROOM {
            self.next_page();
        }
        let mut from = 0;
        while from < grid.rows.len() {
            let (mut to, mut height) = grid.fitting(from, ROOM - self.used);
            if to == from {
                // Not even one row fits below what is there; a row higher than a slide stands on one alone.
                self.next_page();
                (to, height) = grid.fitting(from, ROOM);
                to = to.max(from + 1);
            }
            let (table, said) = (grid.xml(from..to), grid.said());
            self.put(height, |place| Shape::Table { place, table, said });
            from = to;
        }
    }

    fn chart(&mut self, picture: &Picture) {
        if let Chart::HeatMap(heat) = &picture.chart {
            let grid = table::Grid::of_heat(heat);
            // The title stays with its table.
            if self.used + 2.0 * line(Kind::Head.size()) + grid.whole_height() > ROOM {
                self.next_page();
            }
            self.words(&told(&picture.title), &Kind::Head);
            return self.table(&grid);
        }
        let Some(plot) = plot::plot(&picture.chart) else { return };
        let words = format!("{}. {}", picture.title, picture.said);
        let caption = lines(&words, CAPTION, ACROSS) * line(CAPTION) + 0.1 * INCH;
        if ROOM - self.used < LEAST_CHART + caption + GAP {
            self.next_page();
        }
        let height = CHART.min(ROOM - self.used - caption - GAP);
        self.put(height, |place| Shape::Chart { place, plot, title: picture.title.clone(), said: picture.said.clone() });
        let look = Look { size: (CAPTION * 100.0) as u32, colour: Some("tx2"), ..Look::default() };
        let title = run(&format!("{}. ", picture.title), Look { bold: true, ..look });
        let paragraphs = paragraph(&Kind::Plain.properties(), &(title + &run(&picture.said, look)), look);
        self.put(caption, |place| Shape::Words { place, paragraphs });
    }
}
