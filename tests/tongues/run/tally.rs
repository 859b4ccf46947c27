//! The table shape × spelling → right, asked, wrong.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Outcome, Verdict};
use crate::shape::Shape;

#[derive(Clone, Copy, Default)]
pub struct Tally {
    pub right: usize,
    pub asked: usize,
    pub wrong: usize,
    pub crashed: usize,
}

impl Tally {
    pub fn of<'a>(outcomes: impl Iterator<Item = &'a Outcome>) -> Self {
        outcomes.fold(Self::default(), |mut tally, outcome| {
            match outcome.verdict {
                Verdict::Right => tally.right += 1,
                Verdict::Asked(_) => tally.asked += 1,
                Verdict::Wrong(_) => tally.wrong += 1,
                Verdict::Crashed(_) => tally.crashed += 1,
            }
            tally
        })
    }

    pub fn all(self) -> usize {
        self.right + self.asked + self.wrong + self.crashed
    }
}

pub fn table(outcomes: &[Outcome]) -> String {
    let mut cells: BTreeMap<(Shape, bool, &str), Vec<&Outcome>> = BTreeMap::new();
    for outcome in outcomes {
        cells.entry((outcome.trial.shape, !outcome.trial.tongue.known, outcome.trial.tongue.key)).or_default().push(outcome);
    }
    let mut text = format!("{:10} {:16} {:>6} {:>6} {:>6} {:>8}\n", "shape", "spelling", "right", "asked", "wrong", "crashed");
    for ((shape, _, spelling), outcomes) in cells {
        line(&mut text, shape.key(), spelling, Tally::of(outcomes.into_iter()));
    }
    line(&mut text, "all", "known names", Tally::of(outcomes.iter().filter(|outcome| outcome.trial.tongue.known)));
    line(&mut text, "all", "other names", Tally::of(outcomes.iter().filter(|outcome| !outcome.trial.tongue.known)));
    text
}

fn line(text: &mut String, shape: &str, spelling: &str, tally: Tally) {
    let Tally { right, asked, wrong, crashed } = tally;
    writeln!(text, "{shape:10} {spelling:16} {right:6} {asked:6} {wrong:6} {crashed:8}").expect("a text takes more");
}
