//! The lenses of Pattern Analysis, each with the key that brings it; under them how far the losses have reasons.

use ratatui::layout::Rect;

use super::split;
use crate::analysis::findings::Lens;
use crate::app::command::Command;
use crate::app::keymap::{self, Mode};
use crate::app::model::Model;
use crate::app::screens::view_cache;
use crate::app::target::Target;
use crate::domain::phase::Phase;
use crate::domain::text::counted;
use crate::telling::{figures, losses};
use crate::view::shell::Canvas;
use crate::view::widgets::tabs::Tabs;

/// Returns what is left below.
pub(crate) fn draw(canvas: &mut Canvas, body: Rect) -> Rect {
    let (row, rest) = split::down(body, 1);
    let lens = canvas.model.screens.patterns.lens;
    let titles: Vec<&str> = Lens::ALL.iter().map(|lens| lens.label()).collect();
    let selected = Lens::ALL.iter().position(|l| *l == lens).unwrap_or(0);
    let area = Rect { x: row.x + 1, width: row.width.saturating_sub(1), ..row };
    let tabs = Tabs { titles: &titles, selected, numbered: true, nested: true, styles: canvas.styles };
    canvas.tabs(area, &tabs, |tab| Target::Command(Command::UseLens(Lens::ALL[tab])));
    if lens == Lens::ReasonCode && canvas.model.world.analyses > 0 && body.height > 1 {
        let (said, style) = (coverage(canvas.model), canvas.styles.muted);
        let below = Rect { y: row.y + 1, ..row };
        canvas.pen(below).fit(2, 0, row.width.saturating_sub(3), &said, style);
        canvas.targets.add(below, Target::Command(Command::NextToCheck));
    }
    rest
}

/// `6 of 7 losses coded · 81 % of churned ARR · 2 to check · c to the next`.
fn coverage(model: &Model) -> String {
    let reasons = view_cache::reasons(model);
    let coded = reasons.coded;
    if coded.losses == 0 {
        return if model.world.facts.scope.include_churn {
            "No losses to code"
        } else {
            "Churned accounts are left out: no losses to code"
        }
        .into();
    }
    let mut parts = vec![format!("{} of {} coded", coded.coded, counted(coded.losses as usize, "loss", "losses"))];
    // While one is missing it is not all, and once there is one it is more than nothing.
    let is_whole = coded.coded == coded.losses;
    let share = |share: f64| if is_whole || coded.coded == 0 { share } else { share.clamp(0.01, 0.99) };
    parts.extend(coded.arr.map(|arr| format!("{} of churned ARR", figures::percent_short(share(arr)))));
    match reasons.all_doubtful() {
        0 => {}
        doubtful => parts.push(format!("{doubtful} to check")),
    }
    parts.extend(losses::beyond_reach(&model.world.facts, &model.world.findings.lost_accounts));
    let key = keymap::key_for(Mode::Phase(Phase::PatternAnalysis), Command::NextToCheck).filter(|_| !reasons.open.is_empty());
    parts.extend(key.map(|key| format!("{} to the next", key.label())));
    parts.join(" · ")
}
