//! Text that a terminal sends as if it were typed: a paste that is not marked as one. It is text, not commands.

use ratatui::crossterm::event::{Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// Nobody types so many letters at once, nor ahead of a line that lags.
const LEAST: usize = 16;

/// What came at once, with text among it as pastes. A line end that nothing follows stays a key: it may be meant.
pub(crate) fn told_apart(events: Vec<Event>) -> Vec<Event> {
    let mut told = Vec::with_capacity(events.len());
    let mut run: Vec<(char, Event)> = Vec::new();
    for event in events {
        if let Some(c) = letter(&event) {
            run.push((c, event));
        } else {
            end(&mut run, &mut told);
            told.push(event);
        }
    }
    end(&mut run, &mut told);
    told
}

fn letter(event: &Event) -> Option<char> {
    let Event::Key(KeyEvent { code, modifiers, kind: KeyEventKind::Press, .. }) = event else { return None };
    let is_plain = (*modifiers - KeyModifiers::SHIFT).is_empty();
    match code {
        KeyCode::Char(c) if is_plain => Some(*c),
        KeyCode::Enter if is_plain => Some('\n'),
        _ => None,
    }
}

fn end(run: &mut Vec<(char, Event)>, told: &mut Vec<Event>) {
    let run = std::mem::take(run);
    let ends = run.iter().rev().take_while(|(c, _)| *c == '\n').count();
    let (words, last) = run.split_at(run.len() - ends);
    let text: String = words.iter().map(|(c, _)| c).collect();
    if is_text(&text) {
        told.push(Event::Paste(text));
    } else {
        told.extend(words.iter().map(|(_, event)| event.clone()));
    }
    told.extend(last.iter().map(|(_, event)| event.clone()));
}

/// Words, not one key held down or a few pressed quickly.
fn is_text(text: &str) -> bool {
    let words = text.split_whitespace().filter(|word| word.chars().filter(|c| c.is_alphanumeric()).count() > 1).count();
    let mut letters: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
    letters.sort_unstable();
    letters.dedup();
    text.chars().count() >= LEAST && words > 1 && letters.len() > 4
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Vec<Event> {
        text.chars().map(|c| Event::Key(KeyEvent::from(if c == '\n' { KeyCode::Enter } else { KeyCode::Char(c) }))).collect()
    }

    #[test]
    fn words_that_come_at_once_are_a_paste() {
        let pasted = "discounts came late\nno second champion";
        assert_eq!(told_apart(typed(pasted)), [Event::Paste(pasted.into())]);
        let enter = Event::Key(KeyEvent::from(KeyCode::Enter));
        let ended = told_apart(typed("discounts came late\n"));
        assert_eq!(ended, [Event::Paste("discounts came late".into()), enter]);
    }

    #[test]
    fn keys_pressed_quickly_stay_keys() {
        for keys in ["jjjjjjjjjjjj", "nnn", "jj jj jj jj", "yjyjyjyj", "vvj vvj vvj", "2026-12-31", "\n\n\n\n\n\n\n\n\n"] {
            assert_eq!(told_apart(typed(keys)), typed(keys), "{keys:?}");
        }
    }

    #[test]
    fn other_keys_part_what_is_text() {
        let tab = || Event::Key(KeyEvent::from(KeyCode::Tab));
        let mut events = typed("Open renewals earlier");
        events.push(tab());
        events.extend(typed("Mara"));
        let mut wanted = vec![Event::Paste("Open renewals earlier".into()), tab()];
        wanted.extend(typed("Mara"));
        assert_eq!(told_apart(events), wanted);
    }
}
