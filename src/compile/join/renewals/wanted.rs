//! Which renewals of a file are wanted.

use chrono::{Months, NaiveDate};

use crate::compile::join::ahead;
use crate::domain::text::folds_to;
use crate::domain::window::Window;

/// Which renewals are wanted.
#[derive(Clone, Debug)]
pub(crate) struct Wanted<'s> {
    /// Folded; `None` is every segment.
    pub segment: Option<&'s str>,
    pub window: Window,
    pub history: Months,
    pub as_of: NaiveDate,
    /// What goes on by itself in the data goes on up to here: how things stand says nothing of later days.
    pub known: NaiveDate,
}

impl Wanted<'_> {
    /// The first due date that is kept.
    pub(crate) fn since(&self) -> NaiveDate {
        self.window.from - self.history
    }

    /// Due in the window or in the history before it; an open one also when it is longer past due. Of what is due after the window,
    /// for as long as anybody looks ahead, those that are open, and of the decided what else is wanted.
    pub(crate) fn keeps(&self, due: NaiveDate, is_open: impl Fn() -> bool, is_wanted: impl FnOnce() -> bool) -> bool {
        if due <= self.window.to {
            return due >= self.since() || is_open();
        }
        due <= self.until() && (is_open() || is_wanted())
    }

    /// The last due date that is kept.
    pub(crate) fn until(&self) -> NaiveDate {
        ahead::last_due(&self.window, self.as_of)
    }

    pub(super) fn is_other_segment(&self, segment: Option<&str>) -> bool {
        self.segment.is_some_and(|wanted| !segment.is_some_and(|segment| folds_to(segment, wanted)))
    }
}
