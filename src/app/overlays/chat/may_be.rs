//! A line that begins with what may be somebody's name: a person, or a heading.

use super::{Entry, placing};
use crate::domain::chat::{self, New};
use crate::domain::wish::Wish;

/// `Anna Berg: uplifts surprise people`, of nobody who is known: a person, or a heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct MayBe {
    pub name: String,
    /// All of it, and what stands behind the name.
    pub whole: String,
    pub rest: String,
}

/// A line that begins with what may be the name of somebody who is not written down. A customer is nobody who speaks here.
pub(super) fn may_be(new: &New, is_customer: &dyn Fn(&str) -> bool) -> Option<MayBe> {
    let (Wish::AddCard { text: whole, .. } | Wish::TakeNote { text: whole, .. }) = &new.wish else { return None };
    let (name, rest) = chat::named_plainly(whole).filter(|(name, _)| new.by.is_none() && !is_customer(name))?;
    Some(MayBe { name, rest: rest.to_owned(), whole: whole.clone() })
}

impl Entry {
    pub(super) fn is_likely_somebody(&self) -> bool {
        self.may_be.as_ref().is_some_and(|may_be| may_be.name.split_whitespace().count() > 1)
    }

    /// From the room's words to those of who is named before them, and back.
    pub(super) fn turn_name(&mut self) {
        let Some(MayBe { name, whole, rest }) = self.may_be.clone() else { return };
        let (by, words) = if self.new.by.is_none() { (Some(name), rest) } else { (None, whole) };
        placing::reword(&mut self.new.wish, words);
        self.new.by = by;
    }
}
