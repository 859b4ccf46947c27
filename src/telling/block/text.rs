//! Words of a document. What comes from outside is of a kind of its own, so that each renderer makes it harmless its own way.

use std::ops::Add;

use crate::domain::renewal::RenewalId;
use crate::domain::text;

/// A run of words of one kind.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Inline {
    /// The program's own words and figures.
    Own(String),
    /// A sentence of the program in which names of the data may stand.
    Told(String),
    /// What stands in the data or what somebody typed: a name, a note, a value.
    Data(String),
    Strong(Text),
    /// Taken back.
    Struck(Text),
    /// A figure, and the renewals behind it.
    Figure {
        words: Text,
        members: Members,
    },
}

/// The renewals that a figure is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Members {
    /// What they are (`GRR, 2026-Q3`).
    pub of: String,
    pub renewals: Vec<RenewalId>,
}

/// A line of words, or a few.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Text(pub Vec<Inline>);

/// The program's own words and figures.
pub(crate) fn own(words: impl Into<String>) -> Text {
    Text(vec![Inline::Own(words.into())])
}

/// A sentence of the program in which names of the data may stand.
pub(crate) fn told(sentence: &str) -> Text {
    Text(vec![Inline::Told(text::line(sentence))])
}

/// What stands in the data, or what somebody typed.
pub(crate) fn data(words: &str) -> Text {
    Text(vec![Inline::Data(text::line(words))])
}

impl Text {
    pub(crate) fn strong(self) -> Self {
        Self(vec![Inline::Strong(self)])
    }

    pub(crate) fn struck(self) -> Self {
        Self(vec![Inline::Struck(self)])
    }

    /// Nothing is behind it where there are no such renewals.
    pub(crate) fn behind(self, of: impl Into<String>, renewals: &[RenewalId]) -> Self {
        if renewals.is_empty() || self.is_empty() {
            return self;
        }
        Self(vec![Inline::Figure { words: self, members: Members { of: of.into(), renewals: renewals.to_vec() } }])
    }

    pub(crate) fn joined(parts: impl IntoIterator<Item = Self>, between: &'static str) -> Self {
        let mut all = Self::default();
        for (i, part) in parts.into_iter().enumerate() {
            all = if i == 0 { part } else { all + between + part };
        }
        all
    }

    /// `A`, `A and B`, `A, B and C`.
    pub(crate) fn listed(parts: Vec<Self>) -> Self {
        let last = parts.len().saturating_sub(1);
        let mut all = Self::default();
        for (i, part) in parts.into_iter().enumerate() {
            let between = match i {
                0 => "",
                i if i == last => " and ",
                _ => ", ",
            };
            all = all + between + part;
        }
        all
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|inline| match inline {
            Inline::Own(words) | Inline::Told(words) | Inline::Data(words) => words.is_empty(),
            Inline::Strong(words) | Inline::Struck(words) | Inline::Figure { words, .. } => words.is_empty(),
        })
    }

    /// The words alone, with nothing made harmless.
    pub(crate) fn plain(&self) -> String {
        let of = |inline: &Inline| match inline {
            Inline::Own(words) | Inline::Told(words) | Inline::Data(words) => words.clone(),
            Inline::Strong(words) | Inline::Struck(words) | Inline::Figure { words, .. } => words.plain(),
        };
        self.0.iter().map(of).collect()
    }
}

impl From<&'static str> for Text {
    fn from(words: &'static str) -> Self {
        own(words)
    }
}

impl<T: Into<Text>> Add<T> for Text {
    type Output = Self;

    fn add(mut self, more: T) -> Self {
        self.0.extend(more.into().0);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_keep_their_kind_when_they_are_put_together() {
        let line = own("Missed: ") + data("Acme\u{1b}[31m | Co\n") + " was forecast at " + own("$5k").strong();
        assert_eq!(line.plain(), "Missed: Acme | Co was forecast at $5k");
        assert!(matches!(&line.0[1], Inline::Data(name) if name == "Acme | Co"), "{line:?}");
        assert_eq!(Text::listed(["a", "b", "c"].map(own).into()).plain(), "a, b and c");
        assert_eq!(Text::joined(["a", "b"].map(own), "; ").plain(), "a; b");
    }

    #[test]
    fn nothing_is_behind_a_figure_that_has_no_renewals_or_is_not_there() {
        let ids = [RenewalId::new("R-1")];
        assert_eq!(own("5").behind("x", &[]), own("5"));
        assert!(own("").behind("x", &ids).is_empty());
        assert!(matches!(&own("5").behind("x", &ids).0[0], Inline::Figure { members, .. } if members.renewals == ids));
    }
}
