//! All keys of a mode, read from the one key table.

use ratatui::layout::Rect;

use crate::app::overlays::reading::Reading;
use crate::view::shell::Canvas;
use crate::view::widgets::help::{Help, Section};

pub(crate) fn draw<M>(canvas: &mut Canvas<'_, M>, screen: Rect, reading: &Reading) {
    let sections = sections(reading);
    let words = reading.state.filter.value();
    let title = match (reading.state.filtering, reading.state.is_filtered()) {
        (true, _) => format!("Keys with: {words}▏"),
        (false, true) => format!("Keys with “{words}”; Esc shows all"),
        _ => "Keys; / searches them".to_owned(),
    };
    canvas.draw(screen, &Help { title: &title, sections: &sections, scroll: reading.scroll.0, styles: canvas.styles });
}

/// What is special to the mode first, then what counts everywhere.
fn sections(reading: &Reading) -> Vec<Section> {
    let shown = reading.shown();
    if shown.is_empty() {
        return vec![Section { title: "No match".to_owned(), keys: vec![("Esc".to_owned(), "Shows all keys".to_owned())] }];
    }
    let of = |is_general: bool| {
        let lines = shown.iter().filter(|line| line.is_general == is_general);
        lines.map(|line| (line.keys.clone(), line.what.clone())).collect()
    };
    let title = reading.about.title().to_owned();
    vec![Section { title, keys: of(false) }, Section { title: "Everywhere".to_owned(), keys: of(true) }]
}
