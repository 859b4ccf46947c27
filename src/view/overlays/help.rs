//! All keys of a mode, read from the one key table.

use ratatui::layout::Rect;

use crate::app::keymap::{self, Mode};
use crate::app::overlays::reading::Reading;
use crate::view::shell::Canvas;
use crate::view::widgets::help::{Help, Section};

pub fn draw<M>(canvas: &mut Canvas<'_, M>, screen: Rect, reading: &Reading) {
    let sections = sections(reading.about);
    canvas.draw(screen, &Help { title: "Keys", sections: &sections, scroll: reading.scroll.0, styles: canvas.styles });
}

/// What is special to the mode first, then what counts everywhere.
fn sections(mode: Mode) -> Vec<Section> {
    let mut own = Vec::new();
    let mut general: Vec<(String, String)> = Vec::new();
    let mut seen = Vec::new();
    for binding in keymap::bindings(mode) {
        if seen.contains(&binding.key) {
            continue;
        }
        seen.push(binding.key);
        let list = if binding.is_general() { &mut general } else { &mut own };
        let what = binding.command.long();
        match list.iter_mut().find(|(_, known)| *known == what) {
            Some((keys, _)) => *keys = format!("{keys} {}", binding.key.label()),
            None => list.push((binding.key.label(), what)),
        }
    }
    let title = match mode {
        Mode::Phase(phase) => phase.name(),
        Mode::Renewals => "Renewals",
        Mode::Account => "Account",
        Mode::Evidence => "Evidence",
        Mode::Mapping => "What columns mean",
        _ => "Here",
    };
    vec![Section { title: title.to_owned(), keys: own }, Section { title: "Everywhere".to_owned(), keys: general }]
}
