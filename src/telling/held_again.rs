//! Whether what an earlier retro found held again, a sentence each.

use crate::analysis::findings::{Again, HeldAgain};
use crate::domain::scope::capitalise;
use crate::telling::figures::probability;
use crate::telling::signals::fate;

/// `Held again: The champion left … Since then 9 of 20 lost with it, 3 of 40 without (p 0.003).`
pub(crate) fn sentence(again: &HeldAgain) -> String {
    let [with_lost, with_kept, without_lost, without_kept] = again.now;
    let (with, without) = (with_lost + with_kept, without_lost + without_kept);
    let p = again.p.map_or_else(String::new, |p| format!(" (p {})", probability(p)));
    let now = format!("Since then {with_lost} of {with} {} with it, {without_lost} of {without} without{p}", fate(again.harm));
    let said = again.statement.trim_end_matches('.');
    match again.verdict {
        Again::Held => format!("Held again: {said}. {now}."),
        Again::NotHeld => format!("Did not hold again: {said}. {now}."),
        Again::TooFew if again.p.is_some() => {
            format!("Too few to tell since: {said}. {now}: {}.", again.why.as_deref().unwrap_or("the same way, and not beyond chance"))
        }
        Again::TooFew => format!("Too few to tell since: {said}. {}.", capitalise(again.why.as_deref().unwrap_or("nothing fell due"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::findings::Harm;

    #[test]
    fn the_verdict_comes_first_then_what_was_said_and_what_came() {
        let again = HeldAgain {
            session: "2026-Q2".into(),
            key: "signal:champion-left".into(),
            statement: "The champion left: 10 of 20 lost; without it 2 of 40".into(),
            until: "2026-06-30".parse().unwrap(),
            harm: Harm::Lost,
            then: [10, 10, 2, 38],
            now: [9, 11, 3, 37],
            p: Some(0.003),
            verdict: Again::Held,
            why: None,
        };
        assert_eq!(
            sentence(&again),
            "Held again: The champion left: 10 of 20 lost; without it 2 of 40. Since then 9 of 20 lost with it, 3 of 40 without (p 0.003)."
        );
    }
}
