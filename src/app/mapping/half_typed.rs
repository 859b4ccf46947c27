//! What was typed about the data and is no answer yet: it outlives Esc, and the end of the program.

use super::questions::Asking;
use super::{Above, Effect, MappingScreen};
use crate::app::drafts::{Draft, Drafts, Typed};
use crate::app::overlays::Purpose;

/// What was typed for `asking`.
pub(crate) fn draft<'a>(screen: &'a MappingScreen, asking: &Asking) -> Option<&'a str> {
    let is_for = |draft: &&Draft| matches!(&draft.purpose, Purpose::Mapping(of) if of == asking);
    screen.drafts.0.iter().find(is_for).map(|draft| draft.typed.as_text())
}

pub(crate) fn put_aside(screen: &mut MappingScreen, asking: Asking, text: &str) {
    screen.drafts.put(Draft { purpose: Purpose::Mapping(asking), typed: Typed::text(text), is_open: false });
}

/// Has it kept whenever it changes.
pub(crate) fn keep(screen: &mut MappingScreen, effects: &mut Vec<Effect>) {
    let mut drafts = screen.drafts.clone();
    if let (Some(Above::Prompt(prompt)), Some(asking)) = (&screen.overlay, &screen.asking)
        && prompt.is_changed()
    {
        drafts.put(Draft { purpose: Purpose::Mapping(asking.clone()), typed: Typed::text(prompt.input.value()), is_open: true });
    }
    if drafts != screen.drafts_kept {
        screen.drafts_kept = drafts.clone();
        effects.push(Effect::KeepDrafts(Box::new(drafts)));
    }
}

/// Puts it back: what was being typed stands open again, the rest waits where it was. What it says of that; `None` where there was nothing.
pub fn restore(screen: &mut MappingScreen, drafts: Drafts) -> Option<String> {
    screen.drafts_kept = drafts.clone();
    screen.drafts = drafts;
    let open = screen.drafts.0.iter().rev().find(|draft| draft.is_open).map(|draft| draft.purpose.clone());
    for draft in &mut screen.drafts.0 {
        draft.is_open = false;
    }
    match open {
        Some(Purpose::Mapping(asking)) if asking.is_there(&screen.report) => {
            screen.overlay = Some(Above::Prompt(asking.prompt(screen)));
            screen.asking = Some(asking);
            Some("What you were typing about the data is back as it was".to_owned())
        }
        _ if screen.drafts.is_empty() => None,
        _ => Some("Half typed and kept, until you open it again: a word about the data".to_owned()),
    }
}
