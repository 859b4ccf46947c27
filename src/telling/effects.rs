//! Whether actions worked, a sentence each.

use crate::analysis::findings::Unit;
use crate::domain::effect::{Effect, Evaluation, JudgedEffect};
use crate::domain::scope::capitalise;
use crate::telling::figures::{change, percent_exact, range, signed_short};

/// `Worked: GRR of segment Enterprise 60.0 % (49.0–70.0) of 80 accounts in 2026-Q2, 90.0 % (81.5–94.8) of 80 accounts in 2026-Q3; +30.0
/// points (+17 to +42). The target of 85 % is reached.`
pub(crate) fn sentence(found: &Evaluation) -> String {
    let [figures, beside] = in_two(found);
    if beside.is_empty() { figures } else { format!("{figures} {beside}") }
}

/// The same as the figures, and what is to be said of them.
pub(crate) fn in_two(found: &Evaluation) -> [String; 2] {
    let mut said = format!("{}: {}", capitalise(found.effect.label()), found.measure);
    if let (Some(then), Some(now)) = (&found.then, &found.now) {
        said = format!("{said} {}, {}", then.told(&found.measure.figure), now.told(&found.measure.figure));
    }
    if let Some(((by, low), high)) = found.change.zip(found.low).zip(found.high) {
        said = format!("{said}; {} ({})", change(Unit::Percent, by), range([low, high], signed_short));
    }
    let why = found.why.as_ref().map(|why| capitalise(why));
    let target = found.target_reached.map(|is_reached| {
        let target = percent_exact(found.measure.target.fraction());
        format!("The target of {target} is {}", if is_reached { "reached" } else { "not reached" })
    });
    let beside: Vec<String> = why.into_iter().chain(target).chain(by_itself(found)).map(|more| format!("{more}.")).collect();
    [said + ".", beside.join(" ")]
}

/// What was bad by chance gets better by itself.
fn by_itself(found: &Evaluation) -> Option<String> {
    let chosen = found.chosen.as_ref()?;
    let asked = if found.level > 0.95 {
        format!(", so more is asked of it (an interval of {})", percent_exact(found.level))
    } else {
        String::new()
    };
    Some(format!("It was chosen because it was bad ({chosen}): some of that gets better by itself{asked}"))
}

/// In a row: `worked? 60.0 % → 90.0 %, GRR`, or as the room said.
pub(crate) fn in_short(found: Option<&Evaluation>, judged: Option<&JudgedEffect>) -> Option<String> {
    if let Some(judged) = judged {
        return Some(judged.to_string());
    }
    let found = found?;
    Some(match (&found.why, found.effect) {
        (Some(why), Effect::CannotTell) => format!("{}: {why}", found.effect.label()),
        _ => format!("{}? {}", found.effect.label(), found.moved()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::ActionId;
    use crate::domain::effect::Reading;
    use crate::domain::measure::Measure;

    fn reading(window: &str, value: f64) -> Reading {
        let day = "2026-06-30".parse().unwrap();
        Reading { window: window.into(), from: day, to: day, value, low: value - 0.1, high: value + 0.05, accounts: 80 }
    }

    fn found() -> Evaluation {
        Evaluation {
            session: "2026-Q2".into(),
            action: ActionId(1),
            measure: Measure::read("GRR of segment Enterprise", "85 %").unwrap(),
            effect: Effect::Worked,
            why: None,
            then: Some(reading("2026-Q2", 0.6)),
            now: Some(reading("2026-Q3", 0.9)),
            change: Some(0.3),
            low: Some(0.166),
            high: Some(0.419),
            level: 0.95,
            chosen: None,
            target_reached: Some(true),
        }
    }

    #[test]
    fn the_verdict_comes_first_then_both_figures_and_the_target() {
        assert_eq!(
            sentence(&found()),
            "Worked: GRR of segment Enterprise 60.0 % (50.0–65.0) of 80 accounts in 2026-Q2, 90.0 % (80.0–95.0) of 80 accounts in 2026-Q3; \
             +30.0 points (+17 to +42). The target of 85 % is reached."
        );
    }

    #[test]
    fn what_was_chosen_because_it_was_bad_says_that_some_of_it_comes_by_itself() {
        let worst = Evaluation { chosen: Some("it was the worst of 4 segments".into()), level: 0.9875, ..found() };
        assert!(sentence(&worst).ends_with(
            "It was chosen because it was bad (it was the worst of 4 segments): some of that gets better by itself, so more is asked of it \
             (an interval of 98.75 %)."
        ));
    }

    #[test]
    fn what_cannot_be_told_says_why_in_a_row_too() {
        let why = Some("these data have no segment Enterprise".to_owned());
        let none = Evaluation { effect: Effect::CannotTell, why, now: None, change: None, target_reached: None, ..found() };
        assert_eq!(in_short(Some(&none), None).unwrap(), "cannot be told: these data have no segment Enterprise");
        assert_eq!(sentence(&none), "Cannot be told: GRR of segment Enterprise. These data have no segment Enterprise.");
    }
}
