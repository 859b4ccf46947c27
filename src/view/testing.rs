//! Draws widgets in tests.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use super::styles::{ColorDepth, Styles};
use super::theme::Theme;

pub(crate) fn styles() -> Styles {
    Styles::new(&Theme::default(), ColorDepth::TrueColor)
}

/// What a widget draws, row by row, without the blanks at the ends.
pub(crate) fn drawn<'w, W>(widget: &'w W, width: u16, height: u16) -> String
where
    &'w W: Widget,
{
    let mut buf = Buffer::empty(Rect::new(0, 0, width, height));
    widget.render(buf.area, &mut buf);
    rows(&buf)
}

pub(crate) fn rows(buf: &Buffer) -> String {
    let width = usize::from(buf.area.width.max(1));
    let row = |cells: &[ratatui::buffer::Cell]| {
        let text: String = cells.iter().map(ratatui::buffer::Cell::symbol).collect();
        text.trim_end().to_owned()
    };
    buf.content.chunks(width).map(row).collect::<Vec<_>>().join("\n")
}

/// Draws a widget at every small size and some odd places, where it must neither panic nor leave its area.
pub(crate) fn every_size<'w, W>(widget: &'w W)
where
    &'w W: Widget,
{
    let sizes = (0..24u16).flat_map(|w| (0..14u16).map(move |h| (w, h))).chain([(80, 24), (120, 2), (3, 40)]);
    for (width, height) in sizes {
        let mut buf = Buffer::filled(Rect::new(0, 0, width + 8, height + 6), ratatui::buffer::Cell::new("·"));
        let area = Rect::new(4, 3, width, height);
        widget.render(area, &mut buf);
        for position in buf.area.positions().filter(|p| !area.contains(*p)) {
            let symbol = buf.cell(position).map(ratatui::buffer::Cell::symbol);
            assert_eq!(symbol, Some("·"), "drew outside {area} at {position}");
        }
        let mut tiny = Buffer::empty(Rect::new(0, 0, width / 2, height / 2));
        widget.render(area, &mut tiny);
    }
}
