//! How many votes are used, above the board.

use crate::app::command::Command;
use crate::app::keymap;
use ratatui::layout::Rect;

use crate::app::model::Model;
use crate::telling::figures;
use crate::view::shell::Canvas;

/// What is told of the votes; nothing where nobody votes within a budget and nobody has voted.
pub(crate) fn told(model: &Model) -> Option<String> {
    let session = model.world.session();
    let used = session.votes_used() as usize;
    let votes = match session.votes_given() {
        Some(given) if session.tally_hidden => format!("{used} of {given} votes are in"),
        Some(given) => format!("{used} of {given} votes used"),
        None if session.tally_hidden => format!("{} in", figures::counted(used as u32, "vote", "votes")),
        None if used > 0 => figures::counted(used as u32, "vote", "votes"),
        None => return None,
    };
    let hidden = session.tally_hidden.then(|| format!(", hidden until {} \"show votes\"", keymap::named(Command::Palette)));
    Some([Some(votes), hidden, own(model)].into_iter().flatten().collect())
}

/// What is left to whoever has the keyboard.
fn own(model: &Model) -> Option<String> {
    let session = model.world.session();
    let driver = model.driver();
    let budget = session.budget().filter(|_| !driver.person.is_room())?;
    let left = budget.person.saturating_sub(session.votes_of(driver.person));
    Some(format!(" · {} has {left} left", driver.name))
}

pub(crate) fn draw(canvas: &mut Canvas, row: Rect, told: &str) {
    let style = canvas.styles.accent_strong;
    let mut pen = canvas.pen(row);
    pen.fit(1, 0, row.width.saturating_sub(1), &format!("▲ {told}"), style);
}
