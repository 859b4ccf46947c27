//! Editing one line of text.

use ratatui::crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tui_input::{Input, InputRequest};

use crate::domain::text;
use crate::work;

/// Characters that one line takes: two pages of a book. More of it is a transcript, or the wrong clipboard.
pub(crate) const MOST: usize = 4_000;

/// What is told of a line that takes no more.
pub(crate) const FULL: &str = "no more than 4,000 characters fit here";

/// Whether all of it was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[must_use]
pub(crate) enum Taken {
    Whole,
    Cut,
}

/// Lets a key edit the text; `false` when it means nothing here, or nothing fits any more.
pub(crate) fn edit(input: &mut Input, key: KeyEvent) -> bool {
    let Some(request) = request(key) else { return false };
    if matches!(request, InputRequest::InsertChar(_)) && is_full(input) {
        return false;
    }
    input.handle(request);
    true
}

/// Whether nothing more fits. What an earlier version took is longer, and stays whole.
pub(crate) fn is_full(input: &Input) -> bool {
    input.value().len() >= MOST && input.value().chars().count() >= MOST
}

/// Puts pasted text in at the cursor, as one clean line, as far as it fits.
pub(crate) fn paste(input: &mut Input, pasted: &str) -> Taken {
    let value = input.value();
    let room = MOST.saturating_sub(value.chars().count());
    let clean = text::clean(pasted, false);
    let fits = clean.char_indices().nth(room).map_or(clean.len(), |(end, _)| end);
    let at = value.char_indices().nth(input.cursor()).map_or(value.len(), |(at, _)| at);
    let cursor = input.cursor() + clean[..fits].chars().count();
    let pasted = [&value[..at], &clean[..fits], &value[at..]].concat();
    work::done(pasted.len());
    *input = Input::new(pasted).with_cursor(cursor);
    if fits < clean.len() { Taken::Cut } else { Taken::Whole }
}

fn request(key: KeyEvent) -> Option<InputRequest> {
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    let alt = key.modifiers.contains(KeyModifiers::ALT);
    Some(match key.code {
        KeyCode::Char('a') if ctrl => InputRequest::GoToStart,
        KeyCode::Char('e') if ctrl => InputRequest::GoToEnd,
        KeyCode::Char('w') if ctrl => InputRequest::DeletePrevWord,
        KeyCode::Char('u') if ctrl => InputRequest::DeleteLine,
        KeyCode::Char('k') if ctrl => InputRequest::DeleteTillEnd,
        KeyCode::Char(c) if !ctrl && !alt => InputRequest::InsertChar(c),
        KeyCode::Backspace if ctrl || alt => InputRequest::DeletePrevWord,
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left if ctrl || alt => InputRequest::GoToPrevWord,
        KeyCode::Right if ctrl || alt => InputRequest::GoToNextWord,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paste_goes_in_at_the_cursor_at_once() {
        let mut input = Input::new("left right".to_owned()).with_cursor(5);
        assert_eq!(paste(&mut input, "Ä\r\nb\x1b[31m c "), Taken::Whole);
        assert_eq!((input.value(), input.cursor()), ("left Ä b c right", 11));
    }

    #[test]
    fn what_does_not_fit_is_left_out_and_told() {
        let mut input = Input::new("before".to_owned()).with_cursor(0);
        assert_eq!(paste(&mut input, &"é".repeat(MOST)), Taken::Cut);
        assert_eq!((input.value().chars().count(), input.value().ends_with("before")), (MOST, true));
        assert!(!edit(&mut input, KeyCode::Char('x').into()) && edit(&mut input, KeyCode::Backspace.into()));
        assert!(edit(&mut input, KeyCode::Char('x').into()) && is_full(&input));
    }

    #[test]
    fn what_an_earlier_version_took_stays_whole() {
        let mut input = Input::new("x".repeat(20_000));
        assert_eq!(paste(&mut input, "more"), Taken::Cut);
        assert_eq!(input.value().len(), 20_000);
        assert!(!edit(&mut input, KeyCode::Char('x').into()) && edit(&mut input, KeyCode::Backspace.into()));
    }

    #[test]
    fn a_paste_costs_no_more_than_it_is_long() {
        for piece in ["word ", "é\n", "\x1b]0;x\x07"] {
            work::grows_in_step(|n| {
                let _ = paste(&mut Input::default(), &piece.repeat(n * 1000));
            });
        }
    }
}
