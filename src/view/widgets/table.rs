//! A table: drops its least important columns when narrow, draws only the rows that are seen.

use std::ops::Range;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::scroll::{self, Scrollbar};
use crate::app::list::column::Align;
use crate::app::list::{Head, Order, Rows};
use crate::telling::figures;
use crate::view::pen::Pen;
use crate::view::styles::{RowState, Styles};
use crate::view::text;

/// Rows are asked for when they are seen; there may be as many as there are.
#[derive(Clone, Copy)]
pub(crate) struct Table<'a, 'r> {
    pub rows: &'a Rows<'r>,
    /// The rows shown, in order, by their places in the data's order.
    pub shown: &'a [usize],
    /// The selected place among those shown.
    pub selected: Option<usize>,
    pub focused: bool,
    pub order: &'a Order,
    /// What the rows are, for the line below when not all are seen (`renewals`).
    pub noun: &'a str,
    pub styles: &'a Styles,
}

/// Where everything stands at a given size.
struct Plan {
    /// Column number, place and width, left to right.
    columns: Vec<(usize, u16, u16)>,
    dropped: usize,
    seen: Range<usize>,
    /// Rows of the screen that each of those seen takes.
    lines: Vec<u16>,
    has_foot: bool,
}

impl Plan {
    /// The rows seen, each with its first row on the screen and how many it takes.
    fn tops(&self) -> impl Iterator<Item = (usize, u16, u16)> {
        let tops = self.lines.iter().scan(1, |y, lines| {
            let top = *y;
            *y += lines;
            Some((top, *lines))
        });
        self.seen.clone().zip(tops).map(|(row, (top, lines))| (row, top, lines))
    }
}

const GAP: u16 = 2;
/// Rows of the screen that one row takes at most.
const MOST_LINES: u16 = 6;
/// What a growing column shrinks to when even the columns that are never dropped do not fit.
const LEAST_GROWING: u16 = 5;

impl Table<'_, '_> {
    fn head(&self, column: usize) -> &Head<'_> {
        self.rows.head(column)
    }

    fn sorted(&self) -> Option<usize> {
        self.order.place(self.rows)
    }

    fn plan(&self, width: u16, height: u16) -> Plan {
        let body = usize::from(height.saturating_sub(1));
        let least = self.least(self.shown.len() < body);
        let columns = self.place_columns(width.saturating_sub(2), &least);
        let dropped = self.rows.width() - columns.len();
        let has_foot = body > 3 && (self.shown.len() > body || dropped > 0);
        let body = body - usize::from(has_foot);
        let seen = scroll::window(self.selected.unwrap_or(0), self.shown.len(), body);
        let is_all = seen.len() == self.shown.len();
        let columns = if is_all { self.widened(&columns, width.saturating_sub(2)) } else { columns };
        let lines = if is_all { self.lines(&columns, body) } else { vec![1; seen.len()] };
        Plan { columns, dropped, seen, lines, has_foot }
    }

    /// Where all rows are seen and rows of the screen are left over, words that would be cut take more of them: as evenly as goes.
    fn lines(&self, columns: &[(usize, u16, u16)], body: usize) -> Vec<u16> {
        let wraps: Vec<(usize, u16)> = columns.iter().filter(|(i, ..)| self.wraps(*i)).map(|(i, _, width)| (*i, *width)).collect();
        let lines = |row: usize, (i, width): (usize, u16)| wrapped(&self.rows.cell(row, i, width).text, width, MOST_LINES).len() as u16;
        let need = |row: &usize| wraps.iter().map(|column| lines(*row, *column)).max().unwrap_or(1);
        if self.shown.len() == body {
            return vec![1; body];
        }
        let needs: Vec<u16> = self.shown.iter().map(need).collect();
        let at_most = |most: u16| needs.iter().map(move |lines| (*lines).min(most));
        let fits = |most: &u16| at_most(*most).map(usize::from).sum::<usize>() <= body;
        at_most((1..=MOST_LINES).rev().find(fits).unwrap_or(1)).collect()
    }

    fn wraps(&self, column: usize) -> bool {
        self.head(column).align == Align::Left
    }

    /// Where all rows are seen, no words are cut while cells are free: a column first takes what is left over and what others do not need,
    /// then, if it keeps its width elsewhere, half of what these have beyond their least.
    fn widened(&self, columns: &[(usize, u16, u16)], width: u16) -> Vec<(usize, u16, u16)> {
        let wanted = |(i, _, cells): &(usize, u16, u16)| {
            let words = |row: &usize| text::width(&self.rows.cell(*row, *i, *cells).text);
            (self.shown.iter().map(words).max().unwrap_or(0) as u16).min(width)
        };
        let is_left = |i: usize| self.head(i).align == Align::Left;
        let wanted: Vec<u16> = columns.iter().map(|column| if is_left(column.0) { wanted(column) } else { column.2 }).collect();
        let mut cells: Vec<u16> = columns.iter().map(|(.., cells)| *cells).collect();
        let mut free = width.saturating_sub(columns.last().map_or(0, |(_, x, cells)| x + cells - 1));
        let least = |at: usize| self.head(columns[at].0).width.max(LEAST_GROWING);
        let heading = |at: usize| text::width(self.head(columns[at].0).heading()) as u16 + 1;
        let grows = |at: usize| self.head(columns[at].0).grows && is_left(columns[at].0);
        for to in 0..cells.len() {
            let taken = wanted[to].saturating_sub(cells[to]).min(free);
            (free, cells[to]) = (free - taken, cells[to] + taken);
            for from in (0..cells.len()).filter(|from| *from != to && is_left(columns[*from].0)) {
                let unused = cells[from].saturating_sub(wanted[from].max(heading(from)));
                let taken = wanted[to].saturating_sub(cells[to]).min(unused);
                (cells[from], cells[to]) = (cells[from] - taken, cells[to] + taken);
            }
        }
        let mut lent: Vec<u16> = (0..cells.len()).map(|at| if grows(at) { cells[at].saturating_sub(least(at)) / 2 } else { 0 }).collect();
        for to in (0..cells.len()).filter(|to| !grows(*to)) {
            for from in 0..lent.len() {
                let taken = wanted[to].saturating_sub(cells[to]).min(lent[from]);
                lent[from] -= taken;
                (cells[from], cells[to]) = (cells[from] - taken, cells[to] + taken);
            }
        }
        let mut x = 1;
        let place = |((i, ..), cells): (&(usize, u16, u16), u16)| {
            let here = x;
            x += cells + GAP;
            (*i, here, cells)
        };
        columns.iter().zip(cells).map(place).collect()
    }

    /// The cells that each column needs, in order: those that it asks for; where all rows are seen, no more than their words take.
    fn least(&self, is_all: bool) -> Vec<u16> {
        let of = |column: usize| {
            let head = self.head(column);
            let words = |row: &usize| text::width(&self.rows.cell(*row, column, head.width).text);
            let widest = if is_all && head.align == Align::Left { self.shown.iter().map(words).max().unwrap_or(0) } else { 0 };
            let has_no_words = widest == 0;
            let widest = widest.max(text::width(head.heading()) + 1) as u16;
            match widest {
                // A column without words has a picture in it.
                _ if has_no_words => head.width,
                // Names that are a little longer than usual are not cut for a column more.
                widest if head.grows && widest <= head.width + head.width / 4 => widest,
                widest => widest.min(head.width),
            }
        };
        (0..self.rows.width()).map(of).collect()
    }

    /// The columns that fit (the one that rows are sorted by among them), with the room left over given to those that grow. One column of margin
    /// left for the selection's edge, one right for the scrollbar.
    fn place_columns(&self, width: u16, least: &[u16]) -> Vec<(usize, u16, u16)> {
        let sorted = self.sorted();
        let mut kept: Vec<usize> = (0..self.rows.width()).collect();
        let need = |kept: &[usize]| kept.iter().map(|i| least[*i] + GAP).sum::<u16>().saturating_sub(GAP);
        while need(&kept) > width {
            let can_go = |i: &usize| self.head(*i).priority > 0 && sorted != Some(*i);
            let worst = kept.iter().copied().filter(can_go).max_by_key(|i| (self.head(*i).priority, *i));
            match worst {
                Some(worst) => kept.retain(|i| *i != worst),
                None => break,
            }
        }
        let spare = width.saturating_sub(need(&kept));
        let short = need(&kept).saturating_sub(width);
        let growing = kept.iter().filter(|i| self.head(**i).grows).count() as u16;
        let mut extra_cells = if growing > 0 { spare % growing } else { 0 };
        let mut x = 1;
        let mut placed = Vec::with_capacity(kept.len());
        for i in kept {
            let column = self.head(i);
            let mut cells = least[i];
            if column.grows {
                cells += spare / growing.max(1) + u16::from(extra_cells > 0);
                cells = cells.saturating_sub(short / growing.max(1)).max(LEAST_GROWING);
                extra_cells = extra_cells.saturating_sub(1);
            }
            placed.push((i, x, cells));
            x += cells + GAP;
        }
        placed
    }

    /// Where the cells of a column stand, with their row numbers: for what is drawn into them (bars, intervals).
    pub(crate) fn cells_of(&self, area: Rect, column: usize) -> Vec<(usize, Rect)> {
        let plan = self.plan(area.width, area.height);
        let Some((_, x, width)) = plan.columns.iter().find(|(i, ..)| *i == column).copied() else { return Vec::new() };
        let cell = |y: u16| Rect { x: area.x + x, y: area.y + y, width, height: 1 }.intersection(area);
        plan.tops().map(|(row, y, _)| (row, cell(y))).collect()
    }

    /// Where the headings stand, with their column numbers, for the mouse.
    pub(crate) fn headings(&self, area: Rect) -> Vec<(usize, Rect)> {
        let plan = self.plan(area.width, area.height);
        // With the cell before it, where the mark of the order may stand.
        let head = |(i, x, width): &(usize, u16, u16)| {
            (*i, Rect { x: area.x + x.saturating_sub(1), width: *width + 1, height: 1, ..area }.intersection(area))
        };
        plan.columns.iter().map(head).collect()
    }

    /// How a row stands.
    pub(crate) fn state(&self, row: usize) -> RowState {
        RowState::of(self.selected == Some(row), self.focused)
    }

    /// The row at a place on the screen, for the mouse.
    pub(crate) fn row_at(&self, area: Rect, at: Position) -> Option<usize> {
        let plan = self.plan(area.width, area.height);
        let y = at.y.checked_sub(area.y)?;
        plan.tops().find(|(_, top, lines)| (*top..*top + *lines).contains(&y)).map(|(row, ..)| row).filter(|_| area.contains(at))
    }

    fn draw_head(&self, pen: &mut Pen<'_>, plan: &Plan) {
        for (i, x, width) in &plan.columns {
            let column = self.head(*i);
            let is_sorted = self.sorted() == Some(*i);
            let mark = match self.order.descending {
                _ if !is_sorted => "",
                true => "↓",
                false => "↑",
            };
            let style = if is_sorted { self.styles.strong } else { self.styles.faint };
            let title = match column.align {
                Align::Left => format!("{}{mark}", column.heading()),
                Align::Right => format!("{mark}{}", column.heading()),
            };
            // The mark may stand in the gap between columns.
            let (x, width) = match (column.align, is_sorted) {
                (_, false) => (*x, *width),
                (Align::Left, _) => (*x, *width + 1),
                (Align::Right, _) => (x.saturating_sub(1), *width + 1),
            };
            write(pen, (x, 0, width), column.align, &title, style);
        }
    }

    fn draw_row(&self, pen: &mut Pen<'_>, plan: &Plan, (row, y, lines): (usize, u16, u16)) {
        let state = self.state(row);
        if state != RowState::Plain {
            let width = pen.width().saturating_sub(1);
            pen.style(Rect::new(0, y, width, lines), self.styles.row(state));
            for y in y..y + lines {
                pen.put(0, y, state.edge(), self.styles.edge(state));
            }
        }
        for (i, x, width) in &plan.columns {
            let cell = self.rows.cell(self.shown[row], *i, *width);
            let style = self.styles.in_row(self.styles.tone(cell.tone), state);
            let words = if lines > 1 && self.wraps(*i) { wrapped(&cell.text, *width, lines) } else { vec![cell.text.into()] };
            for (y, line) in (y..).zip(&words) {
                write(pen, (*x, y, *width), self.head(*i).align, line, style);
            }
        }
    }

    fn draw_foot(&self, pen: &mut Pen<'_>, plan: &Plan) {
        let y = pen.height().saturating_sub(1);
        let mut parts = Vec::new();
        if self.shown.len() > plan.seen.len() {
            let seen = format!("{}–{} of {}", plan.seen.start + 1, plan.seen.end, figures::count(self.shown.len() as u64));
            parts.push(if self.noun.is_empty() { seen } else { format!("{seen} {}", self.noun) });
        }
        if plan.dropped > 0 {
            parts.push(format!("{} on a wider screen", figures::counted(plan.dropped, "more column", "more columns")));
        }
        let width = pen.width().saturating_sub(2);
        pen.fit(1, y, width, &parts.join(" · "), self.styles.faint);
    }
}

/// Words in as many lines as they need, each as far in as the first.
fn wrapped(words: &str, width: u16, most: u16) -> Vec<String> {
    let bare = words.trim_start();
    let indent = words.len() - bare.len();
    let lines = text::wrap_to(bare, usize::from(width).saturating_sub(indent), most.into());
    lines.into_iter().map(|line| format!("{:indent$}{line}", "")).collect()
}

fn write(pen: &mut Pen<'_>, (x, y, width): (u16, u16, u16), align: Align, text: &str, style: Style) {
    match align {
        Align::Left => {
            pen.fit(x, y, width, text, style);
        }
        Align::Right => {
            pen.fit_right((x + width).min(pen.width()), y, width, text, style);
        }
    }
}

impl Widget for &Table<'_, '_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        if pen.is_empty() {
            return;
        }
        let plan = self.plan(pen.width(), pen.height());
        self.draw_head(&mut pen, &plan);
        for row in plan.tops() {
            self.draw_row(&mut pen, &plan, row);
        }
        if plan.has_foot {
            self.draw_foot(&mut pen, &plan);
        }
        let body = Rect::new(0, 1, pen.width(), plan.lines.iter().sum());
        let bar = pen.absolute(body);
        Scrollbar { total: self.shown.len(), seen: plan.seen, styles: self.styles }.render(bar, pen.buffer());
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell as Counter;

    use super::*;
    use crate::app::list::Column;
    use crate::app::list::column::plain;
    use crate::view::testing::{drawn, every_size, styles};

    /// Tests a table of so many rows; also returns how many of them were asked for.
    fn with<R>(rows: usize, selected: usize, test: impl Fn(&Table<'_, '_>) -> R) -> (R, usize) {
        type Col<'a> = Column<'a, usize>;
        let (styles, asked) = (styles(), Counter::new(0));
        let account = |i: &usize| {
            asked.set(asked.get() + 1);
            plain(format!("Harbour Freight {i}"))
        };
        let columns = vec![
            Col::text("Account", 8).grows().says(account),
            Col::number("ARR", 5).says(|i| plain(i.to_string())),
            Col::text("Owner", 6).priority(1).says(|_| plain("Mara")),
            Col::text("Due", 10).priority(2).says(|_| plain("2026-08-14")),
        ];
        let rows = Rows::new(rows, |i| i, ToString::to_string, columns);
        let shown: Vec<usize> = (0..rows.len()).collect();
        let order = Order::by("ARR".into(), true);
        let selected = Some(selected);
        let result = test(&Table { rows: &rows, shown: &shown, selected, focused: true, order: &order, noun: "renewals", styles: &styles });
        drop(rows);
        (result, asked.get())
    }

    #[test]
    fn a_narrow_table_drops_its_least_important_columns_and_says_so() {
        let (text, _) = with(9, 1, |table| drawn(table, 32, 6));
        let expected = " Account           ↓ARR  Owner
 Harbour Freigh…      0  Mara  ▐
▌Harbour Freigh…      1  Mara  ▐
 Harbour Freigh…      2  Mara  ▕
 Harbour Freigh…      3  Mara  ▕
 1–4 of 9 renewals · 1 more co…";
        assert_eq!(text, expected);
        let (wide, _) = with(3, 1, |table| drawn(table, 60, 6));
        assert!(wide.contains("2026-08-14") && !wide.contains("more column"));
    }

    #[test]
    fn words_of_any_column_are_not_cut_while_cells_are_free() {
        type Col<'a> = Column<'a, usize>;
        let styles = styles();
        let metric = "renewals over $200k with two champions";
        let columns = vec![
            Col::text("Action", 8).grows().says(|_| plain("Call them")),
            Col::text("Metric", 10).says(move |_| plain(metric)),
            Col::number("ARR", 5).says(|i| plain(i.to_string())),
        ];
        let rows = Rows::new(2, |i| i, ToString::to_string, columns);
        let order = Order::by("ARR".into(), true);
        let table = Table { rows: &rows, shown: &[0, 1], selected: None, focused: true, order: &order, noun: "", styles: &styles };
        let wide = drawn(&table, 80, 6);
        assert_eq!(wide.matches(metric).count(), 2, "{wide}");
        // Where they do not fit one line, they take several.
        let narrow = drawn(&table, 40, 8);
        assert!(narrow.contains("champions") && !narrow.contains('…'), "{narrow}");
    }

    #[test]
    fn of_five_thousand_rows_only_those_seen_are_asked_for() {
        let (text, asked) = with(5_000, 4_321, |table| drawn(table, 60, 20));
        assert!(text.contains("▌Harbour Freight 4321"));
        assert!(text.contains("of 5,000 renewals"));
        assert_eq!(asked, 18);
    }

    #[test]
    fn words_are_not_cut_while_rows_of_the_screen_are_free() {
        let area = Rect::new(0, 0, 22, 8);
        let ((text, places), _) = with(3, 1, |table| {
            (drawn(table, area.width, area.height), [1, 2, 3, 4, 6, 7].map(|y| table.row_at(area, Position::new(2, y))))
        });
        let expected = " Account         ↓ARR
 Harbour            0
 Freight 0
▌Harbour            1
▌Freight 1
 Harbour            2
 Freight 2
 2 more columns on a…";
        assert_eq!(text, expected);
        assert_eq!(places, [Some(0), Some(0), Some(1), Some(1), Some(2), None]);
        let (low, _) = with(3, 1, |table| drawn(table, area.width, 5));
        assert!(low.contains(" Harbour Frei…"), "{low}");
    }

    #[test]
    fn the_mouse_finds_the_row_it_points_at() {
        let area = Rect::new(10, 5, 40, 6);
        let (rows, _) = with(100, 50, |table| [(12, 5), (12, 6), (12, 9), (9, 7)].map(|at| table.row_at(area, Position::from(at))));
        assert_eq!(rows, [None, Some(48), Some(51), None]);
    }

    #[test]
    fn any_size_will_do() {
        with(50, 49, |table| every_size(table));
        with(0, 0, |table| every_size(table));
    }
}
