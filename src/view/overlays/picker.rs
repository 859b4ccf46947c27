//! A list to choose from, narrowed by typing.

use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::app::overlays::picker::Picker;
use crate::app::target::Target;
use crate::view::shell::Canvas;
use crate::view::widgets::palette::{Entry, Palette};

pub(crate) fn draw<M, C: Clone>(canvas: &mut Canvas<'_, M>, screen: Rect, picker: &Picker<C>) {
    let entry = |i: usize| Entry { name: &picker.items[i].label, key: &picker.items[i].detail };
    let selected = picker.cursor.at(picker.shown.len()).unwrap_or(0);
    let palette =
        Palette { title: &picker.title, input: &picker.input, found: &picker.shown, entry: &entry, selected, styles: canvas.styles };
    palette.render(screen, canvas.buf);
    canvas.rows(screen, |at| palette.found_at(screen, at), Target::Row);
}
