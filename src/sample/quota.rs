//! Chance that pays its debts: what should happen once in ten times happens about ten times in a hundred, also in small data.
//!
//! A sample of a few hundred renewals drawn by independent chance would often miss its own stories.

use rustc_hash::FxHashMap;

use super::account::Segment;
use super::dice::Dice;

/// What is decided. Each question keeps its own account, one for every cell it is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Question {
    Risky,
    VeryRisky,
    ChampionLeaves,
    Aligned,
    Steep,
    Rival,
    Lost,
    Shrinks,
    Grows,
    Uncoded,
}

/// What is still owed, in thousandths: to each question, segment and cell.
#[derive(Debug, Default)]
pub(crate) struct Quota(FxHashMap<(Question, Segment, usize), i32>);

impl Quota {
    /// True this many times in a thousand, sooner the longer it did not happen and later after it did.
    pub(crate) fn chance(&mut self, dice: &mut Dice, question: Question, segment: Segment, cell: usize, permille: u32) -> bool {
        let owed = self.0.entry((question, segment, cell)).or_insert_with(|| dice.below(1000) as i32 - 500);
        *owed += permille as i32;
        let happens = (dice.below(1000) as i32) < *owed;
        *owed -= if happens { 1000 } else { 0 };
        happens
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::dice::Purpose;

    #[test]
    fn counts_stay_near_what_is_due() {
        for place in 0..50 {
            let (mut dice, mut quota) = (Dice::new(3, place, Purpose::Story), Quota::default());
            let happened = (0..200).filter(|_| quota.chance(&mut dice, Question::Lost, Segment::Growth, 0, 120)).count();
            assert!((22..=26).contains(&happened), "{happened} of 24");
        }
    }
}
