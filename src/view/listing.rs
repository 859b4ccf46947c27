//! How every list is drawn: its panel with what the order and the filter leave of it, the filter while it is typed,
//! and for most of them a table.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::shell::Canvas;
use super::styles::RowState;
use super::widgets::empty::Empty;
use super::widgets::panel::Panel;
use super::widgets::prompt::Prompt;
use super::widgets::table::Table;
use crate::app::list::{ListState, Order, Rows};
use crate::app::screens::lists::{self, ListId};
use crate::app::target::Target;
use crate::telling::figures;

/// The panel of any list.
pub(crate) struct Frame<'a> {
    pub title: &'a str,
    /// Stands at the right while neither order nor filter have more to say; a sum of what is shown stands always.
    pub aside: &'a str,
    pub is_sum: bool,
    pub focused: bool,
    pub state: &'a ListState,
    /// Rows shown, of how many.
    pub shown: usize,
    pub of: usize,
    /// What the column is called that it is sorted by.
    pub by: Option<&'a str>,
}

impl Frame<'_> {
    /// Draws the panel and the filter; returns what is left for the rows, `None` when the filter leaves none.
    pub(crate) fn draw<M>(&self, canvas: &mut Canvas<'_, M>, area: Rect) -> Option<Rect> {
        let aside = self.aside();
        let inner = Panel::new(self.title, canvas.styles).aside(&aside).focused(self.focused).draw(area, canvas.buf);
        let inner = self.draw_filter(canvas, inner);
        if self.shown == 0 && self.state.is_filtered() {
            let text = "Nothing here has these words.";
            canvas.draw(inner, &Empty { title: "No match", text, key: ("Esc", "shows all"), styles: canvas.styles });
            return None;
        }
        Some(inner)
    }

    /// `3 of 45 · by Lost ARR ↓`, or the aside while the list stands as it comes.
    fn aside(&self) -> String {
        let filtered = self.state.is_filtered().then(|| format!("{} of {}", figures::count(self.shown as u64), self.of));
        let mut parts: Vec<String> = filtered.into_iter().chain(self.order()).collect();
        if (parts.is_empty() || self.is_sum) && !self.aside.is_empty() {
            parts.push(self.aside.to_owned());
        }
        parts.join(" · ")
    }

    fn order(&self) -> Option<String> {
        let Order { column, descending } = &self.state.order;
        if self.state.order == self.state.natural {
            return None;
        }
        match self.by {
            Some("") => Some(format!("sorted {}", arrow(*descending))),
            Some(name) => Some(format!("by {name} {}", arrow(*descending))),
            None => (*descending && column.is_none()).then(|| "turned round".to_owned()),
        }
    }

    fn draw_filter<M>(&self, canvas: &mut Canvas<'_, M>, inner: Rect) -> Rect {
        let styles = canvas.styles;
        let row = Rect { height: 1.min(inner.height), ..inner };
        if self.state.filtering {
            let placeholder = "words to look for";
            canvas.draw(row, &Prompt { label: "Search", input: &self.state.filter, placeholder, hint: "", error: None, styles });
        } else if self.state.is_filtered() {
            let words = format!("Only with “{}”; / changes it, Esc shows all", self.state.filter.value());
            canvas.pen(row).fit(0, 0, row.width, &words, styles.info);
        } else {
            return inner;
        }
        Rect { y: inner.y + row.height, height: inner.height.saturating_sub(1), ..inner }
    }
}

/// A heading of a picture, with the mark of the order where it is sorted by it.
pub(crate) fn heading(state: &ListState, column: &str, name: &str) -> String {
    if state.order.is_by(column) { format!("{}{name}", arrow(state.order.descending)) } else { name.to_owned() }
}

fn arrow(descending: bool) -> &'static str {
    if descending { "↓" } else { "↑" }
}

/// What the heading of the column says that a list is sorted by.
pub(crate) fn by_heading<'a>(state: &ListState, rows: &'a Rows<'_>) -> Option<&'a str> {
    state.order.place(rows).map(|place| rows.head(place).heading())
}

/// Draws a table, and notes where its rows and its headings are clicked.
pub(crate) fn draw_table<M>(
    canvas: &mut Canvas<'_, M>,
    area: Rect,
    table: &Table<'_, '_>,
    row: impl Fn(usize) -> Target,
    heading: impl Fn(usize) -> Target,
) {
    canvas.draw(area, table);
    canvas.rows(area, |at| table.row_at(area, at), row);
    for (column, place) in table.headings(area) {
        canvas.targets.add(place, heading(column));
    }
}

/// One of the phase's lists.
pub(crate) struct Listing<'a> {
    pub id: ListId,
    pub title: &'a str,
    pub aside: &'a str,
}

/// What is shown of a list, and where.
pub(crate) struct Shown {
    /// Where its rows go.
    pub inner: Rect,
    /// The items shown, in order, by their places in the data's order.
    pub items: Arc<Vec<usize>>,
    /// The selected place among them.
    pub place: Option<usize>,
    pub focused: bool,
}

impl Shown {
    /// The selected item, by its place in the data's order.
    pub(crate) fn selected(&self) -> Option<usize> {
        self.place.map(|place| self.items[place])
    }

    /// The place to mark: of the list that has the keys.
    pub(crate) fn marked(&self) -> Option<usize> {
        self.place.filter(|_| self.focused)
    }
}

impl Listing<'_> {
    /// Draws the panel of rows that are drawn as a picture. `None` when there is nothing to show, and the panel says why.
    pub(crate) fn frame(&self, canvas: &mut Canvas, area: Rect) -> Option<Shown> {
        let rows = lists::rows(canvas.model, self.id);
        let order = &canvas.model.screens.list(self.id).order;
        let by = order.place(&rows).map(|place| &*rows.head(place).name);
        self.draw_frame(canvas, area, &rows, by)
    }

    fn draw_frame(&self, canvas: &mut Canvas, area: Rect, rows: &Rows<'_>, by: Option<&str>) -> Option<Shown> {
        let model = canvas.model;
        let state = model.screens.list(self.id);
        let items = state.shown(rows, lists::stamp(model, self.id));
        let place = state.selected(rows, &items);
        let focused = model.screens.focused(model.screens.page(model.phase())) == Some(self.id);
        let frame = Frame { title: self.title, aside: self.aside, is_sum: false, focused, state, shown: items.len(), of: rows.len(), by };
        frame.draw(canvas, area).map(|inner| Shown { inner, items, place, focused })
    }

    /// Draws the panel with a table of the rows.
    pub(crate) fn table(&self, canvas: &mut Canvas, area: Rect, look: &Look<'_>) -> Option<Drawn> {
        let model = canvas.model;
        let mut rows = lists::rows(model, self.id);
        look.widths.iter().for_each(|(column, width)| rows.resize(column, *width));
        let state = model.screens.list(self.id);
        let shown = self.draw_frame(canvas, area, &rows, by_heading(state, &rows))?;
        let inner = shown.inner;
        let body = Rect {
            width: inner.width.min(look.most_width),
            y: inner.y + look.above,
            height: inner.height.saturating_sub(look.above + look.below),
            ..inner
        };
        let selected = shown.place.filter(|_| shown.focused || look.keeps);
        let (order, noun, styles) = (&state.order, look.noun, canvas.styles);
        let table = Table { rows: &rows, shown: &shown.items, selected, focused: shown.focused, order, noun, styles };
        draw_table(canvas, body, &table, |place| Target::Item(self.id, place), |column| Target::Heading(self.id, column));
        let cells = look.picture.and_then(|name| rows.column(name)).map_or_else(Vec::new, |column| table.cells_of(body, column));
        let pictures = cells.into_iter().map(|(place, cell)| (shown.items[place], cell, table.state(place))).collect();
        Some(Drawn { inner, selected: shown.selected(), pictures })
    }
}

/// How a list's table looks.
#[derive(Clone, Copy)]
pub(crate) struct Look<'a> {
    /// What the rows are (`renewals`).
    pub noun: &'a str,
    /// Columns with other room than they ask for.
    pub widths: &'a [(&'a str, u16)],
    /// The column that something is drawn into.
    pub picture: Option<&'a str>,
    /// Wider, the eye would lose the row.
    pub most_width: u16,
    /// Rows left free above it.
    pub above: u16,
    /// Rows left free below it.
    pub below: u16,
    /// The selection stays marked while another list has the keys.
    pub keeps: bool,
}

impl<'a> Look<'a> {
    pub(crate) const fn new(noun: &'a str) -> Self {
        Self { noun, widths: &[], picture: None, most_width: u16::MAX, above: 0, below: 0, keeps: false }
    }

    pub(crate) const fn picture(self, column: &'a str) -> Self {
        Self { picture: Some(column), ..self }
    }
}

/// A table that was drawn.
pub(crate) struct Drawn {
    /// The panel's inside.
    pub inner: Rect,
    /// The selected item, by its place in the data's order.
    pub selected: Option<usize>,
    /// The cells to draw into: the item, its cell, how its row stands.
    pub pictures: Vec<(usize, Rect, RowState)>,
}
