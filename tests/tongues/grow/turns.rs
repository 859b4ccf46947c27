//! What happens to one or two customers of a book: another currency, another id, a pause, a price of zero.

use super::Spec;
use crate::book::{Account, Book, Foreign, Grain, Line, Renamed};
use crate::days::{day, month_end, months_later, plus};
use crate::dice::Dice;
use crate::stage::{in_window, to, year_before};

pub fn take(dice: &mut Dice, spec: Spec, book: &mut Book) {
    if spec.pauses {
        for line in book.accounts.iter_mut().flat_map(|account| &mut account.lines).filter(|line| !line.trial) {
            line.pause = pause(dice, spec, line);
        }
    }
    if spec.pilots && dice.percent(35) {
        for _ in 0..dice.between(1, 2) {
            pilot(dice, book);
        }
    }
    if spec.foreign && dice.percent(22) {
        book.foreign = another_currency(dice, book);
    }
    if spec.renames && dice.percent(25) {
        another_id(dice, book);
    }
}

fn pause(dice: &mut Dice, spec: Spec, line: &Line) -> Option<(crate::days::Day, crate::days::Day)> {
    if !dice.percent(9) {
        return None;
    }
    let month = months_later(day(2025, 11, 30), dice.between(0, 6) as i32);
    let (from, back) = (plus(month, -dice.between(2, 12)), plus(month, dice.between(3, 15)));
    let within = line.term_on(month).filter(|term| term.start < plus(from, -50) && plus(back, 50) < term.end && term.grown.is_none());
    let left = line.left.is_some_and(|left| left < plus(back, 60));
    if within.is_some() && !left {
        return Some((from, back));
    }
    pause_before_the_end(spec, line)
}

/// At nothing on the month end before the contract ends, and back with the next term.
fn pause_before_the_end(spec: Spec, line: &Line) -> Option<(crate::days::Day, crate::days::Day)> {
    let at = line.terms.iter().position(|term| in_window(term.end))?;
    let (term, next) = (&line.terms[at], line.terms.get(at + 1)?);
    let before = month_end(months_later(term.end.min(plus(month_end(term.end), -5)), -1));
    let from = plus(before, -6);
    let clear = spec.grain == Grain::Month
        && next.start == plus(term.end, 1)
        && !crate::days::is_month_end(term.end)
        && term.grown.is_none()
        && next.start < spec.stage.last_month_end()
        && ![year_before(), to()].contains(&before);
    clear.then_some((from, next.start))
}

/// A line at no price in its term that ends in the window.
fn pilot(dice: &mut Dice, book: &mut Book) {
    let n = dice.below(book.accounts.len());
    let account = &mut book.accounts[n];
    if account.lines.len() > 1 || account.lines[0].left.is_some() {
        return;
    }
    let terms = &mut account.lines[0].terms;
    let Some(at) = terms.iter().position(|term| in_window(term.end)) else { return };
    let stays_free = dice.percent(40);
    for (i, term) in terms.iter_mut().enumerate() {
        if i <= at || stays_free {
            (term.arr, term.grown) = (0, None);
        }
    }
}

/// One renewal of the window goes on in another currency.
fn another_currency(dice: &mut Dice, book: &mut Book) -> Option<Foreign> {
    let mut candidates: Vec<&mut Line> = book
        .accounts
        .iter_mut()
        .filter(|account| account.lines.len() == 1)
        .map(|account| &mut account.lines[0])
        .filter(|line| {
            line.terms.iter().zip(line.terms.iter().skip(1)).any(|(term, next)| in_window(term.end) && next.arr > 0 && term.arr > 0)
        })
        .collect();
    if candidates.is_empty() {
        return None;
    }
    let chosen = dice.below(candidates.len());
    let terms = &mut candidates[chosen].terms;
    let at = terms.iter().position(|term| in_window(term.end))?;
    for term in &mut terms[at + 1..] {
        term.foreign = true;
        term.grown = None;
        term.arr = (term.arr / 1500).max(1) * 1500;
    }
    Some(if dice.percent(85) { Foreign::RateKnown } else { Foreign::RateUnknown })
}

/// A customer goes on on new paper from a renewal in the window.
fn another_id(dice: &mut Dice, book: &mut Book) {
    let candidates: Vec<&mut Account> = book
        .accounts
        .iter_mut()
        .filter(|account| account.lines.len() == 1 && account.lines[0].pause.is_none())
        .filter(|account| account.lines[0].terms.iter().zip(account.lines[0].terms.iter().skip(1)).any(|(term, _)| in_window(term.end)))
        .collect();
    let n = candidates.len();
    if n == 0 {
        return;
    }
    let chosen = dice.below(n);
    let Some(account) = candidates.into_iter().nth(chosen) else { return };
    let terms = &account.lines[0].terms;
    let Some(from) = terms.iter().zip(terms.iter().skip(1)).find(|(term, _)| in_window(term.end)).map(|(_, next)| next.start) else {
        return;
    };
    let id = if account.id.contains("15g") { account.id.replace("15g", "15h") } else { format!("{}7", account.id) };
    account.renamed = Some(Renamed { id, name: format!("{} Group", account.name), from });
}
