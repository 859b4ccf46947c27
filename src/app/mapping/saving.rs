//! Saving, going on and leaving.

use super::rows::{self, Need};
use super::{Above, Choice, Effect, Ending, Item, MappingScreen, Picker, navigation};
use crate::app::marks::Tone;
use crate::app::message::Written;

pub(crate) fn save(screen: &mut MappingScreen, keeping: bool) -> Vec<Effect> {
    if screen.is_checking() {
        screen.going_on = false;
        screen.say(Tone::Neutral, "The data is still being looked at; a moment");
        return Vec::new();
    }
    vec![Effect::Save { text: screen.report.mapping.clone(), keeping }]
}

pub(crate) fn go_on(screen: &mut MappingScreen) -> Vec<Effect> {
    if !screen.report.is_ready() {
        navigation::next(screen, Need::Must);
        let said = match rows::count(&screen.report, Need::Must) {
            _ if !screen.report.has_renewals() => navigation::NO_RENEWALS.to_owned(),
            1 if !screen.report.questions.is_empty() => "Not yet: this is asked first; Enter on an answer gives it".to_owned(),
            1 => "Not yet: this row must be settled first".to_owned(),
            open => format!("Not yet: {open} rows marked with ! must be settled first"),
        };
        screen.say(Tone::Warn, said);
        return Vec::new();
    }
    if screen.unsaved {
        screen.going_on = true;
        return save(screen, false);
    }
    screen.ending = Some(Ending::GoOn);
    Vec::new()
}

/// Leaving what was changed and not written is asked twice.
pub(crate) fn leave(screen: &mut MappingScreen) {
    if screen.unsaved && !screen.earlier.is_empty() && !screen.quit_asked {
        screen.quit_asked = true;
        return screen.say(Tone::Warn, "What you changed is not saved. w saves it; q once more leaves without");
    }
    screen.ending = Some(Ending::Leave);
}

pub(crate) fn took_written(screen: &mut MappingScreen, written: Written) {
    match written {
        Written::Done { kept } => {
            screen.unsaved = false;
            let old = kept.map_or_else(String::new, |old| format!("; the one before is kept as {old}"));
            screen.say(Tone::Good, format!("Written to {}{old}", screen.target));
            if screen.going_on {
                screen.ending = Some(Ending::GoOn);
            }
        }
        Written::IsThere { old } => screen.overlay = Some(Above::Picker(ask_to_replace(&screen.target, &old))),
        Written::Failed(error) => {
            screen.going_on = false;
            screen.say(Tone::Warn, error);
        }
    }
}

/// A mapping that somebody may have edited is never written over unasked, and then it is kept.
fn ask_to_replace(target: &str, old: &str) -> Picker {
    let item = |label: String, detail: &str, choice| Item { label, detail: detail.to_owned(), choice };
    let items = vec![
        item(format!("Keep it as {old}, write the new one"), "", Choice::Replace),
        item("Leave it as it is".into(), "nothing is written", Choice::Nothing),
    ];
    Picker::new(format!("{target} is there already"), items)
}
