//! What hides customers and amounts while the screen is shared. All text on its way to the screen passes [`text`](super::text) or a
//! [`Pen`](super::pen::Pen), and those ask here; so no panel has to think of it, and none can forget it. Since a name must go before a line
//! is cut or wrapped, it is asked where text is measured, not only where it is written. What still stands whole in a row is blotted out last.

use std::borrow::Cow;
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use crate::domain::redaction::Redaction;

#[derive(Default)]
struct Drawn {
    redaction: Option<Arc<Redaction>>,
    /// That of the frame before.
    last: Option<Arc<Redaction>>,
    /// A text is asked for several times a frame, and mostly the same ones in each.
    known: HashMap<String, Option<String>>,
}

thread_local! {
    /// One frame at a time is drawn on a thread, and what draws it is many free functions.
    static DRAWN: RefCell<Drawn> = RefCell::default();
}

/// So many texts are remembered.
const MOST: usize = 20_000;

/// While it lives, this thread draws behind the veil.
pub(crate) struct Veil(Option<Arc<Redaction>>);

impl Veil {
    pub(crate) fn over(redaction: Option<Arc<Redaction>>) -> Self {
        DRAWN.with_borrow_mut(|drawn| {
            let is_same = match (&drawn.last, &redaction) {
                (Some(one), Some(other)) => Arc::ptr_eq(one, other),
                _ => false,
            };
            if !is_same || drawn.known.len() > MOST {
                drawn.known.clear();
            }
            drawn.redaction.clone_from(&redaction);
        });
        Self(redaction)
    }

    /// Blots out what stands in a row, wherever it came from.
    pub(crate) fn sweep(&self, buf: &mut Buffer, area: Rect) {
        let Some(redaction) = &self.0 else { return };
        for y in area.top()..area.bottom() {
            let (mut row, mut begins) = (String::new(), Vec::new());
            for x in area.left()..area.right() {
                begins.push((row.len(), x));
                row.push_str(buf.cell((x, y)).map_or(" ", |cell| cell.symbol()));
            }
            let places = redaction.places(&row);
            for (_, x) in begins.into_iter().filter(|(at, _)| places.iter().any(|place| place.contains(at))) {
                if let Some(cell) = buf.cell_mut((x, y)) {
                    cell.set_symbol("▒");
                }
            }
        }
    }
}

impl Drop for Veil {
    fn drop(&mut self) {
        DRAWN.with_borrow_mut(|drawn| drawn.last = drawn.redaction.take());
    }
}

/// A text as it may be seen.
pub(crate) fn shown(text: &str) -> Cow<'_, str> {
    DRAWN.with_borrow_mut(|drawn| {
        let Some(redaction) = &drawn.redaction else { return Cow::Borrowed(text) };
        if let Some(known) = drawn.known.get(text) {
            return known.clone().map_or(Cow::Borrowed(text), Cow::Owned);
        }
        let told = redaction.text(text);
        drawn.known.insert(text.to_owned(), told.clone());
        told.map_or(Cow::Borrowed(text), Cow::Owned)
    })
}

/// What somebody types, as it may be seen: letter for letter as long.
pub(crate) fn typed(text: &str) -> Cow<'_, str> {
    let masked = DRAWN.with_borrow(|drawn| drawn.redaction.as_ref().and_then(|redaction| redaction.masked(text)));
    masked.map_or(Cow::Borrowed(text), Cow::Owned)
}
