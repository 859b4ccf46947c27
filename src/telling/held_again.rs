//! Whether what an earlier retro found held again, a sentence each.

use crate::analysis::findings::{Again, HeldAgain};
use crate::telling::sentences::p_value;

/// `Held again: 9 of 20 lost with it since, 3 of 40 without (p 0.003). 2026-Q2 said: The champion left …`
pub fn sentence(again: &HeldAgain) -> String {
    let [with_lost, with_kept, without_lost, without_kept] = again.now;
    let now =
        format!("{with_lost} of {} lost with it since, {without_lost} of {} without", with_lost + with_kept, without_lost + without_kept);
    let p = again.p.map_or_else(String::new, |p| format!(" (p {})", p_value(p)));
    let said = format!("{} said: {}", again.session, again.statement.trim_end_matches('.'));
    match again.verdict {
        Again::Held => format!("Held again: {now}{p}. {said}."),
        Again::NotHeld => format!("Did not hold again: {now}{p}. {said}."),
        Again::TooFew => {
            format!("Too few to tell whether it holds again: {}. {said}.", again.why.as_deref().unwrap_or("nothing fell due since"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verdict_comes_first_and_what_was_said_last() {
        let again = HeldAgain {
            session: "2026-Q2".into(),
            key: "signal:champion-left".into(),
            statement: "The champion left: 10 of 20 lost; without it 2 of 40".into(),
            until: "2026-06-30".parse().unwrap(),
            then: [10, 10, 2, 38],
            now: [9, 11, 3, 37],
            p: Some(0.003),
            verdict: Again::Held,
            why: None,
        };
        assert_eq!(
            sentence(&again),
            "Held again: 9 of 20 lost with it since, 3 of 40 without (p 0.003). 2026-Q2 said: The champion left: 10 of 20 lost; without it 2 of 40."
        );
    }
}
