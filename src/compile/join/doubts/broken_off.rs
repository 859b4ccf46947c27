//! Losses on a day of their own, where the account's contract had renewed at that amount and ran on: it was broken off, or
//! another contract came to its end.

use rustc_hash::FxHashMap;

use super::{answer, of_rows, some_of};
use crate::compile::join::population::Population;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::RenewalUse;
use crate::domain::lines;
use crate::domain::question::Question;
use crate::domain::renewal::Renewal;
use crate::domain::window::Window;
use crate::domain::year::twelve_months_to;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let doubtful = doubtful(layout, population);
    let Some((first, _)) = doubtful.first() else { return Vec::new() };
    let said = |said: RenewalUse| of_rows(doubtful.iter().map(|(loss, _)| *loss), &said.key());
    let tell = |(loss, last): &(&Renewal, &Renewal)| {
        format!("{} of {}, due {}, after {} had renewed at that amount on {}", loss.id, loss.account, loss.due, last.id, last.due)
    };
    vec![Question {
        is_pressing: false,
        file: first.origin.file.to_string(),
        asked: format!(
            "{}: nothing tells which contract the loss is of, and the day fits no term. Did the customer leave on that day, before the \
             contract that had renewed came to its end?",
            some_of(&doubtful.iter().map(tell).collect::<Vec<_>>())
        ),
        answers: vec![
            answer("another contract of theirs came to its end; what had renewed goes on", said(RenewalUse::Own)),
            answer("they left on that day, and the contract was over with it", said(RenewalUse::LeftEarly)),
        ],
    }]
}

/// The window and the twelve months to its end, which rest on renewals as well.
pub(crate) fn with_the_year(window: &Window) -> Window {
    Window::range(window.from.min(twelve_months_to(window.to).from), window.to)
}

/// The losses of the twelve months to the window's end that nobody has said anything of, each with what it may have broken off.
fn doubtful<'p>(layout: &Layout, population: &'p Population) -> Vec<(&'p Renewal, &'p Renewal)> {
    // Of contracts over time the source tells itself which goes on.
    if !population.going_on.is_empty() {
        return Vec::new();
    }
    let window = with_the_year(&population.scope.window);
    let is_doubtful =
        |loss: &&Renewal| loss.is_churned() && window.contains(loss.due) && !layout.mapping.renewals.contains_key(loss.id.0.as_str());
    let all = || population.kept.iter().map(|kept| &*kept.renewal);
    let losses: Vec<&Renewal> =
        population.kept.iter().filter(|kept| kept.left.is_none()).map(|kept| &*kept.renewal).filter(is_doubtful).collect();
    let of_them: FxHashMap<&str, Vec<&Renewal>> = lines::histories(all(), losses.iter().map(|loss| loss.account_id.as_str()));
    let broken_off = |loss: &'p Renewal| Some((loss, lines::may_break_off(of_them.get(loss.account_id.as_str())?, loss)?));
    losses.into_iter().filter_map(broken_off).collect()
}
