//! Which buckets of a lens a renewal stands in.

use crate::analysis::decisions::RoomDecisions;
use crate::analysis::findings::Lens;
use crate::domain::NOT_RECORDED;
use crate::domain::facts::Coverage;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::{ExecInvolvement, Renewal};
use crate::domain::scope::capitalise;

/// The bucket of losses that carry no reason.
pub(crate) const UNCODED: &str = "uncoded";
/// The bucket of renewals on which no play was run.
pub(crate) const NO_PLAY: &str = "none";

/// A bucket before it has a label: the question it answers and its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Slot<'a> {
    pub facet: Facet,
    pub value: &'a str,
}

/// The questions that lenses ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Facet {
    Reason,
    Play,
    WhenExec,
    WhoExec,
    Discount,
    Uplift,
    ListNet,
    Competitor,
}

/// Bands with their lower bounds, in basis points.
type Bands = [(&'static str, &'static str, i64)];

const DISCOUNT: [(&str, &str, i64); 5] = [
    ("none", "No discount", i64::MIN),
    ("up-to-10", "Up to 10 %", 1),
    ("10-to-20", "10 to 20 %", 1_000),
    ("20-to-30", "20 to 30 %", 2_000),
    ("over-30", "30 % and more", 3_000),
];

const UPLIFT: [(&str, &str, i64); 5] = [
    ("none", "No uplift", i64::MIN),
    ("up-to-3", "Up to 3 %", 1),
    ("3-to-5", "Over 3 to 5 %", 301),
    ("5-to-7", "Over 5 to 7 %", 501),
    ("over-7", "Over 7 %", 701),
];

const LIST_NET: [(&str, &str, i64); 3] =
    [("above", "Above list", i64::MIN), ("at", "At list (within 0.5 %)", -50), ("below", "Below list", 51)];

/// The value of what is not recorded.
const UNRECORDED: &str = "unknown";

/// Calls `put` for each bucket of `lens` in which the renewal stands.
pub(crate) fn slots<'a>(lens: Lens, renewal: &'a Renewal, room: &RoomDecisions<'a>, put: &mut impl FnMut(Slot<'a>)) {
    let mut at = |facet, value| put(Slot { facet, value });
    match lens {
        Lens::ReasonCode => match room.reason(renewal) {
            Some(reason) => at(Facet::Reason, reason.as_str()),
            None if renewal.is_churned() => at(Facet::Reason, UNCODED),
            None => {}
        },
        Lens::Play => plays(renewal, &mut at),
        Lens::ExecInvolvement => {
            let exec = renewal.exec_before_outcome();
            at(Facet::WhenExec, exec.key());
            let engaged = matches!(exec, ExecInvolvement::Early | ExecInvolvement::Late);
            if let (true, Some(role)) = (engaged, &renewal.signals.exec_role) {
                at(Facet::WhoExec, role);
            }
        }
        Lens::Pricing => pricing(renewal, &mut at),
    }
}

/// The plays that began before the outcome; one that was run twice counts once.
fn plays<'a>(renewal: &'a Renewal, at: &mut impl FnMut(Facet, &'a str)) {
    let mut is_none = true;
    for (i, used) in renewal.plays_before_outcome().enumerate() {
        is_none = false;
        if !renewal.plays_before_outcome().take(i).any(|earlier| earlier.play == used.play) {
            at(Facet::Play, &used.play);
        }
    }
    if is_none {
        at(Facet::Play, NO_PLAY);
    }
}

fn pricing<'a>(renewal: &'a Renewal, at: &mut impl FnMut(Facet, &'a str)) {
    let discount = renewal.pricing.discount().map(|share| (share * 10_000.0).round() as i64);
    // What was agreed came with the outcome; what the contract allows stood before it, for whoever renewed and whoever left.
    let uplift = renewal.pricing.uplift_contract.map(i64::from);
    at(Facet::Discount, band(&DISCOUNT, discount));
    at(Facet::Uplift, band(&UPLIFT, uplift));
    at(Facet::ListNet, band(&LIST_NET, discount));
}

fn band(bands: &Bands, basis_points: Option<i64>) -> &'static str {
    let held = |bp: i64| bands.iter().rev().find(|(_, _, from)| bp >= *from);
    basis_points.and_then(held).map_or(UNRECORDED, |(key, _, _)| key)
}

impl Facet {
    /// What stands before the value in a bucket's key, so that keys are unique within a lens.
    fn prefix(self) -> &'static str {
        match self {
            Self::WhoExec => "role.",
            Self::Discount => "discount.",
            Self::Uplift => "uplift.",
            Self::ListNet => "list-net.",
            Self::Reason | Self::Play | Self::WhenExec | Self::Competitor => "",
        }
    }

    fn question(self) -> Option<&'static str> {
        match self {
            Self::WhenExec => Some("When executives engaged"),
            Self::WhoExec => Some("Who engaged"),
            Self::Discount => Some("Discount"),
            Self::Uplift => Some("Contract uplift"),
            Self::ListNet => Some("Net against list"),
            Self::Reason | Self::Play | Self::Competitor => None,
        }
    }

    /// Bands keep their order; everything else is ranked by what it cost.
    fn bands(self) -> Option<&'static Bands> {
        match self {
            Self::Discount => Some(&DISCOUNT),
            Self::Uplift => Some(&UPLIFT),
            Self::ListNet => Some(&LIST_NET),
            _ => None,
        }
    }
}

impl Slot<'_> {
    /// Stable name within its lens (`pricing.uplift`, `discount.10-to-20`).
    pub(crate) fn key(&self) -> String {
        format!("{}{}", self.facet.prefix(), self.value)
    }

    pub(crate) fn group(&self) -> Option<String> {
        match (self.facet, self.value) {
            (Facet::Reason, UNCODED) => None,
            (Facet::Reason, _) => self.reason().map(|code| code.group_label().to_owned()),
            (facet, _) => facet.question().map(ToOwned::to_owned),
        }
    }

    pub(crate) fn label(&self, coverage: &Coverage) -> String {
        match (self.facet, self.value) {
            _ if self.is_unrecorded(coverage) => capitalise(NOT_RECORDED),
            (Facet::Reason, UNCODED) => "No reason given".to_owned(),
            (Facet::Reason, value) => self.reason().map_or_else(|| value.to_owned(), |code| code.label()),
            (Facet::Play, NO_PLAY) => "No play".to_owned(),
            (Facet::Play | Facet::Competitor, value) => value.to_owned(),
            (Facet::WhenExec, value) => exec_label(value).to_owned(),
            (Facet::WhoExec, value) => capitalise(value),
            (facet, value) => facet.band_label(value).to_owned(),
        }
    }

    /// Where the bucket stands among those of its lens before what it cost decides. Losses without a reason stand
    /// below the reasons that cost something, and above those that cost nothing: running sums go on without a gap.
    pub(crate) fn rank(&self, is_loss: bool) -> (Facet, usize) {
        let place = match (self.facet, self.value) {
            (Facet::Reason, UNCODED) if is_loss => 1,
            (Facet::Reason, value) if !is_loss => 2 + usize::from(value == UNCODED),
            (facet, value) => match facet.bands() {
                Some(bands) => bands.iter().position(|(key, _, _)| *key == value).unwrap_or(bands.len()),
                None => usize::from((facet, value) == (Facet::Play, NO_PLAY)),
            },
        };
        (self.facet, place)
    }

    /// Why no renewal rate is told: a rate of what is not recorded would be about nothing, and reasons are given of losses.
    pub(crate) fn no_rate(&self, coverage: &Coverage) -> Option<&'static str> {
        match self.facet {
            Facet::Reason => Some("reasons are given of losses, so a renewal rate would tell nothing"),
            _ => self.is_unrecorded(coverage).then_some("nothing is recorded of these"),
        }
    }

    /// Of those of which the data says nothing.
    pub(crate) fn is_unrecorded(&self, coverage: &Coverage) -> bool {
        match (self.facet, self.value) {
            (Facet::Play, NO_PLAY) => !coverage.plays,
            (Facet::WhenExec | Facet::Discount | Facet::Uplift | Facet::ListNet, value) => value == UNRECORDED,
            _ => false,
        }
    }

    fn reason(&self) -> Option<ReasonCode> {
        ReasonCode::read(self.value)
    }
}

impl Facet {
    fn band_label(self, value: &str) -> &'static str {
        let found = self.bands().and_then(|bands| bands.iter().find(|(key, _, _)| *key == value));
        found.map_or("", |(_, label, _)| label)
    }
}

fn exec_label(key: &str) -> &'static str {
    let all = [ExecInvolvement::None, ExecInvolvement::Late, ExecInvolvement::Early, ExecInvolvement::Unknown];
    all.into_iter().find(|exec| exec.key() == key).unwrap_or(ExecInvolvement::Unknown).label()
}
