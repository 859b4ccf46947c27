//! Words that are offered while something is typed: completed where only one is meant, turned through where it may be several. Other
//! words stay as they are typed.

use std::sync::Arc;

use tui_input::Input;

use super::name_entry::Completed;
use crate::domain::text;

/// What may be meant, and which of several is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    all: Arc<[String]>,
    /// What was typed before one of several was offered, and which it is.
    offered: Option<(String, usize)>,
}

impl Offers {
    pub(crate) fn of(all: Vec<String>) -> Self {
        Self { all: all.into(), offered: None }
    }

    /// Whether a value is one of those, however it is spelled.
    pub(crate) fn holds(&self, value: &str) -> bool {
        self.all.iter().any(|one| text::fold(one) == text::fold(value))
    }

    /// Those of which the typed words are the beginnings, in order: `ren ent` is the renewal rate of Enterprise.
    fn meant(&self, typed: &str) -> Vec<&str> {
        let words: Vec<String> = typed.split_whitespace().map(text::fold).filter(|word| !word.is_empty()).collect();
        let begins = |one: &&String| {
            let mut parts = one.split_whitespace().map(text::fold);
            !words.is_empty() && words.iter().all(|word| parts.any(|part| part.starts_with(word.as_str())))
        };
        self.all.iter().filter(begins).map(String::as_str).collect()
    }

    /// Completes what stands in the field, or offers the next of what it may mean.
    pub(crate) fn complete(&mut self, input: &mut Input) -> Completed {
        if self.offered.is_none() && self.all.iter().any(|one| one == input.value()) {
            return Completed::Nothing;
        }
        let (typed, next) = match &self.offered {
            Some((typed, at)) => (typed.clone(), at + 1),
            None => (input.value().to_owned(), 0),
        };
        let (choice, several) = match self.meant(&typed)[..] {
            [] => return Completed::Nothing,
            [one] => (one.to_owned(), false),
            ref several => (several[next % several.len()].to_owned(), true),
        };
        *input = Input::new(choice);
        self.offered = several.then_some((typed, next));
        if several { Completed::Offered } else { Completed::Whole }
    }

    /// What is typed is something else.
    pub(crate) fn typed(&mut self) {
        self.offered = None;
    }

    /// How what is typed is understood, for the line below the field.
    pub(crate) fn told(&self, typed: &str) -> Option<String> {
        if let Some((words, at)) = &self.offered {
            let several = self.meant(words);
            let turned = several.get((at + 1) % several.len().max(1))?;
            return Some(format!("{} of {}; Tab turns to {turned}, ↓ keeps this one", at % several.len() + 1, several.len()));
        }
        if typed.trim().is_empty() || self.all.iter().any(|one| one == typed) {
            return None;
        }
        match self.meant(typed)[..] {
            [] => Some("Words of your own: nobody computes it, so say where it stands".to_owned()),
            [one] => Some(format!("{one}: Tab completes it")),
            [one, other] => Some(format!("{one} or {other}? Tab offers one after the other")),
            [one, other, ..] => Some(format!("{one}, {other} …? Tab offers one after the other; more words narrow it")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn offers() -> Offers {
        Offers::of(["GRR", "GRR of segment Enterprise", "GRR of geo EMEA", "Renewal rate by ARR"].map(ToOwned::to_owned).to_vec())
    }

    #[test]
    fn beginnings_of_words_are_enough() {
        let mut input = Input::new("gr ent".into());
        assert_eq!((offers().complete(&mut input), input.value()), (Completed::Whole, "GRR of segment Enterprise"));
        assert!(offers().told("gr ent").unwrap().contains("Tab completes it"));
    }

    #[test]
    fn several_are_offered_in_turn_and_the_first_comes_again() {
        let (mut offers, mut input) = (offers(), Input::new("g".into()));
        let turned: Vec<String> = (0..4)
            .map(|_| {
                assert_eq!(offers.complete(&mut input), Completed::Offered);
                input.value().to_owned()
            })
            .collect();
        assert_eq!(turned, ["GRR", "GRR of segment Enterprise", "GRR of geo EMEA", "GRR"]);
        assert!(offers.told(input.value()).unwrap().starts_with("1 of 3; Tab turns to GRR of segment"));
    }

    #[test]
    fn other_words_stay() {
        let mut input = Input::new("accounts with two champions".into());
        assert_eq!((offers().complete(&mut input), input.value()), (Completed::Nothing, "accounts with two champions"));
        let mut whole = Input::new("GRR".into());
        assert_eq!(offers().complete(&mut whole), Completed::Nothing, "a whole one is left alone");
    }
}
