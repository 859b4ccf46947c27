//! A form, with the month beside it while a date is filled in.

use chrono::NaiveDate;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use std::borrow::Cow;

use crate::app::overlays::date_entry::{self, Seen};
use crate::app::overlays::form::{Entry, Field, Form};
use crate::app::target::Target;
use crate::view::shell::Canvas;
use crate::view::text;
use crate::view::widgets::form::{Form as FormWidget, FormField, Value};
use crate::view::widgets::month::Month;
use crate::view::widgets::overlay;

/// Room for the month below the fields.
const MONTH_HEIGHT: u16 = 9;

pub(crate) fn draw(canvas: &mut Canvas, screen: Rect, form: &Form) {
    let styles = canvas.styles;
    let has_date = form.fields.iter().any(|f| matches!(f.entry, Entry::Date(_)));
    let month_width = if has_date && screen.width >= 110 { 32 } else { 0 };
    let rows = form.fields.len() as u16 + 5;
    let title = text::width(&form.title) as u16;
    // Where it does not fit the frame, it stands whole below it.
    let above = if title + 12 > screen.width { text::wrap(&form.title, usize::from(screen.width.saturating_sub(10))) } else { vec![] };
    let place = overlay::centred(
        screen,
        (86 + month_width).max(title + 8).min(screen.width - 4),
        (if has_date { rows.max(MONTH_HEIGHT + 4) } else { rows } + above.len() as u16).min(screen.height - 4),
    );
    let inner = overlay::frame(place, &form.title, "Enter keeps all · Tab next field · Esc puts aside", styles, canvas.buf);
    let seen = canvas.model.world.seen(canvas.now);
    let hints: Vec<Cow<'_, str>> = form.fields.iter().map(|field| hint(field, seen, canvas.now.date_naive())).collect();
    let fields: Vec<FormField<'_>> = form.fields.iter().zip(&hints).map(|(one, hint)| field(one, hint)).collect();
    let lines = above.len() as u16;
    for (y, line) in (0..lines.min(inner.height)).zip(&above) {
        canvas.pen(inner).put(0, y, line, styles.strong);
    }
    let inner = Rect { y: inner.y + lines, height: inner.height.saturating_sub(lines), ..inner };
    let left = Rect { y: inner.y + 1, height: inner.height.saturating_sub(1), width: inner.width - month_width, ..inner };
    let widget = FormWidget { fields: &fields, focus: form.focus, styles };
    widget.render(left, canvas.buf);
    canvas.rows(left, |at| widget.field_at(left, at), Target::Row);
    draw_month(canvas, form, left, inner);
}

/// What was understood of a date is read back, before anybody presses Enter.
fn hint(field: &Field, seen: Seen, today: NaiveDate) -> Cow<'_, str> {
    match &field.entry {
        Entry::Date(input) if !input.value().trim().is_empty() => match seen.read(input.value()) {
            Ok(day) => Cow::Owned(format!("{} · + − a day, PgUp PgDn a week", seen.told_from(day, today))),
            Err(_) => Cow::Owned(format!("not understood yet; type {}", date_entry::FORMS)),
        },
        Entry::Person(input, names) => names.told(input.value()).map_or(Cow::Borrowed(&field.hint), Cow::Owned),
        Entry::Offered(input, offers) => offers.told(input.value()).map_or(Cow::Borrowed(&field.hint), Cow::Owned),
        _ => Cow::Borrowed(&field.hint),
    }
}

fn field<'a>(field: &'a Field, hint: &'a str) -> FormField<'a> {
    let value = match &field.entry {
        Entry::Text(input) | Entry::Person(input, _) | Entry::Offered(input, _) | Entry::Date(input) => Value::Text(input),
        Entry::Choice { .. } => Value::Choice(field.value()),
    };
    FormField { label: field.label, value, placeholder: "", hint, error: field.error.as_deref() }
}

/// The month of the date in the focused field, beside the fields or, on narrow screens, over the lower ones.
fn draw_month(canvas: &mut Canvas, form: &Form, left: Rect, inner: Rect) {
    let Entry::Date(input) = &form.fields[form.focus].entry else { return };
    let seen = canvas.model.world.seen(canvas.now);
    let today = seen.from;
    let selected = seen.read(input.value()).unwrap_or(today);
    let place = if left.width < inner.width {
        Rect { x: left.right() + 2, width: inner.right().saturating_sub(left.right() + 2), ..left }
    } else {
        let height = MONTH_HEIGHT.min(left.height);
        Rect { x: left.right().saturating_sub(32), y: left.bottom() - height, width: 32.min(left.width), height }
    };
    let styles = canvas.styles;
    canvas.pen(place).clear_all(styles.overlay);
    canvas.draw(place, &Month { selected, today, styles });
}
