//! A form: labelled fields, the focused one with its hint, each with its own error.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;
use tui_input::Input;

use super::field::Field;
use crate::view::pen::Pen;
use crate::view::styles::Styles;
use crate::view::text;

/// What a field holds.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Value<'a> {
    Text(&'a Input),
    /// One of several, stepped through or picked from a list.
    Choice(&'a str),
}

/// A labelled field.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormField<'a> {
    pub label: &'a str,
    pub value: Value<'a>,
    pub placeholder: &'a str,
    /// Shown while the field is focused (`YYYY-MM-DD, or Enter for the calendar`).
    pub hint: &'a str,
    pub error: Option<&'a str>,
}

#[cfg(test)]
impl<'a> FormField<'a> {
    fn new(label: &'a str, value: Value<'a>) -> Self {
        Self { label, value, placeholder: "", hint: "", error: None }
    }
}

/// Lines that an error or a hint takes at most.
const MOST_NOTE: usize = 3;

/// Fields one below the other; scrolls so that the focused one is seen.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Form<'a> {
    pub fields: &'a [FormField<'a>],
    pub focus: usize,
    pub styles: &'a Styles,
}

impl Form<'_> {
    fn label_width(&self, width: u16) -> u16 {
        let longest = self.fields.iter().map(|field| text::width(field.label)).max().unwrap_or(0) as u16;
        longest.min(width / 3)
    }

    /// What stands below a field: its error or, focused, its hint; all of it, as far as [`MOST_NOTE`] lines go.
    fn note(&self, i: usize, width: u16) -> Vec<String> {
        let room = usize::from(width.saturating_sub(self.label_width(width) + 4));
        match self.fields[i] {
            FormField { error: Some(error), .. } => text::wrap_message(&format!("! {error}"), room, MOST_NOTE),
            FormField { hint, .. } if i == self.focus && !hint.is_empty() => text::wrap_message(hint, room, MOST_NOTE),
            _ => vec![],
        }
    }

    /// Rows of a field: its own, and those of its note.
    fn height(&self, i: usize, width: u16) -> u16 {
        1 + self.note(i, width).len() as u16
    }

    /// The first row of each field that is seen.
    fn layout(&self, Rect { width, height, .. }: Rect) -> Vec<(usize, u16)> {
        let end: u16 = (0..=self.focus).filter(|i| *i < self.fields.len()).map(|i| self.height(i, width)).sum();
        let mut skip = end.saturating_sub(height);
        let mut y = 0;
        let mut places = Vec::new();
        for i in 0..self.fields.len() {
            if skip > 0 {
                skip = skip.saturating_sub(self.height(i, width));
                continue;
            }
            if y >= height {
                break;
            }
            places.push((i, y));
            y += self.height(i, width);
        }
        places
    }

    /// The field at a place on the screen, for the mouse.
    pub(crate) fn field_at(&self, area: Rect, at: Position) -> Option<usize> {
        let y = at.y.checked_sub(area.y)?;
        let hit = |(i, top): &(usize, u16)| (*top..*top + self.height(*i, area.width)).contains(&y);
        self.layout(area).into_iter().find(hit).map(|(i, _)| i).filter(|_| area.contains(at))
    }

    fn draw_field(&self, pen: &mut Pen<'_>, i: usize, y: u16) {
        let (field, styles) = (&self.fields[i], self.styles);
        let focused = i == self.focus;
        let labels = self.label_width(pen.width());
        let style = if focused { styles.accent_strong } else { styles.muted };
        pen.put(0, y, if focused { "▌" } else { " " }, styles.accent_strong);
        pen.fit(2, y, labels, field.label, style);
        let x = labels + 4;
        let room = Rect::new(x, y, pen.width().saturating_sub(x), 1);
        match field.value {
            Value::Text(input) => {
                let part = pen.absolute(room);
                Field { input, placeholder: field.placeholder, focused, styles }.render(part, pen.buffer());
            }
            Value::Choice(choice) => self.draw_choice(pen, room, choice, focused),
        }
        let style = if field.error.is_some() { styles.bad } else { styles.faint };
        for (line, y) in self.note(i, pen.width()).iter().zip(y + 1..) {
            pen.put(x, y, line, style);
        }
    }

    fn draw_choice(&self, pen: &mut Pen<'_>, room: Rect, choice: &str, focused: bool) {
        if focused {
            let x = pen.put(room.x, room.y, "◂ ", self.styles.accent);
            let x = pen.fit(x, room.y, room.width.saturating_sub(4), choice, self.styles.strong);
            pen.put(x, room.y, " ▸", self.styles.accent);
        } else {
            pen.fit(room.x, room.y, room.width, choice, self.styles.text);
        }
    }
}

impl Widget for &Form<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let mut pen = Pen::new(area, buf);
        for (i, y) in self.layout(area) {
            self.draw_field(&mut pen, i, y);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::testing::{drawn, every_size, styles};

    #[test]
    fn the_focused_field_is_marked_and_each_error_stands_below_its_field() {
        let styles = styles();
        let (title, due) = (Input::from("Name a champion"), Input::from("2026-02-31"));
        let fields = [
            FormField::new("Title", Value::Text(&title)),
            FormField { hint: "Space steps through", ..FormField::new("Team", Value::Choice("CS Ops")) },
            FormField { error: Some("no such day"), ..FormField::new("Due date", Value::Text(&due)) },
            FormField::new("Owner", Value::Choice("Ana")),
        ];
        let form = Form { fields: &fields, focus: 1, styles: &styles };
        let expected = "  Title     Name a champion
▌ Team      ◂ CS Ops ▸
            Space steps through
  Due date  2026-02-31
            ! no such day
  Owner     Ana";
        assert_eq!(drawn(&form, 40, 6), expected);
        let long = [FormField { error: Some("Max Sommer or Max Schmidt? Tab offers one after the other"), ..fields[0] }];
        let asked = Form { fields: &long, focus: 0, ..form };
        assert!(drawn(&asked, 40, 6).contains("one after the other"), "an error is never cut: {}", drawn(&asked, 40, 6));
        let low = Form { focus: 3, ..form };
        assert!(drawn(&low, 40, 2).contains("▌ Owner"), "scrolls to the focused field");
        assert_eq!(form.field_at(Rect::new(0, 0, 40, 6), Position::new(3, 4)), Some(2));
        every_size(&form);
        every_size(&low);
    }
}
