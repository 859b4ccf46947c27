//! What becomes of a retro's insights on other data than it was held on.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::card::CardId;
use super::renewal::RenewalId;
use super::text;

/// Whether the data of now still say what the room kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Still {
    Reversed,
    Gone,
    Weaker,
    Holds,
    /// No test stands behind it, or none that could be made then.
    NotTested,
}

impl Still {
    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Reversed => "reversed",
            Self::Gone => "gone",
            Self::Weaker => "weaker",
            Self::Holds => "holds",
            Self::NotTested => "not tested",
        }
    }
}

/// A finding on a card, tested again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Restated {
    pub card: CardId,
    /// As in the card's evidence (`signal:champion-left`).
    pub key: String,
    /// As the room saw it.
    pub statement: String,
    pub still: Still,
    /// The figures on either data, in words; nothing where there are none.
    pub then: String,
    pub now: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
    /// The renewals that it is about and that differ.
    pub moved: Vec<Moved>,
    /// Other renewals that differ, of which some may stand on the other side of the comparison.
    pub others: usize,
}

/// A renewal that differs between both data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Moved {
    pub renewal: RenewalId,
    pub account: String,
    /// `outcome from churned to renewed`.
    pub how: String,
}

impl Restated {
    /// `10 of 20 lost with it then, 4 of 20 now`, and why, where that is known.
    pub(crate) fn figures(&self) -> String {
        let figures = if self.then.is_empty() && self.now.is_empty() {
            String::new()
        } else {
            let or_nothing = |words: &str| if words.is_empty() { "nothing".to_owned() } else { words.to_owned() };
            format!("then {}; now {}", or_nothing(&self.then), or_nothing(&self.now))
        };
        [Some(figures).filter(|figures| !figures.is_empty()), self.why.clone()].into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// `Weaker: I3 The champion left … (then 10 of 20 …; now 6 of 20 …)`.
    pub(crate) fn told(&self) -> String {
        let figures = self.figures();
        let figures = if figures.is_empty() { String::new() } else { format!(" ({figures})") };
        let said = self.statement.trim_end_matches('.');
        format!("{}: {} {said}{figures}", super::scope::capitalise(self.still.label()), self.card)
    }

    /// `Acme: outcome from churned to renewed`, one after the other; nothing where none differs.
    pub(crate) fn moved_by(&self) -> Vec<String> {
        let named = self.moved.iter().map(|moved| format!("{} ({}): {}", moved.account, moved.renewal, moved.how));
        named.chain(self.beside()).collect()
    }

    /// The same without how each differs, where that stands elsewhere.
    pub(crate) fn names(&self) -> Vec<String> {
        let named = self.moved.iter().map(|moved| format!("{} ({})", moved.account, moved.renewal));
        named.chain(self.beside()).collect()
    }

    fn beside(&self) -> Option<String> {
        let whose = if self.moved.is_empty() { "that it is not about" } else { "beside those" };
        (self.others > 0).then(|| format!("{} {whose}", text::counted(self.others, "renewal", "renewals")))
    }
}

/// `On the data of now, of 4 pieces of evidence: 2 hold, 1 is weaker and 1 is gone`; nothing where the retro kept none.
pub(crate) fn summary(all: &[Restated]) -> Option<String> {
    let count = |still: Still| all.iter().filter(|one| one.still == still).count();
    let told = [
        (Still::Holds, "holds", "hold"),
        (Still::Weaker, "is weaker", "are weaker"),
        (Still::Gone, "is gone", "are gone"),
        (Still::Reversed, "is reversed", "are reversed"),
        (Still::NotTested, "cannot be tested", "cannot be tested"),
    ];
    let told: Vec<String> = told
        .into_iter()
        .filter_map(|(still, one, several)| match count(still) {
            0 => None,
            1 => Some(format!("1 {one}")),
            n => Some(format!("{n} {several}")),
        })
        .collect();
    let all = text::counted(all.len(), "finding on the board", "findings on the board");
    (!told.is_empty()).then(|| format!("On the data of now, of {all}: {}", text::and(&told)))
}
