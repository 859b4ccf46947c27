//! How often each key is named in each place and window.

use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::FxHashMap;

use super::units::Unit;
use crate::analysis::decisions::RoomDecisions;
use crate::domain::NOT_RECORDED;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;

/// What may emerge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Key<'a> {
    /// Named as the primary reason.
    Reason(&'a str),
    /// Named as competitor, whatever the outcome.
    Competitor(&'a str),
    /// Lost with all it had of this product.
    Product(&'a str),
    /// Lost with all it had in this geo.
    Geo(&'a str),
}

/// Where something may emerge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Place<'a> {
    Anywhere,
    Segment(&'a str),
    Geo(&'a str),
    Product(&'a str),
    Persona(&'a str),
}

impl fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Reason(code) => write!(f, "reason:{code}"),
            Self::Competitor(name) => write!(f, "competitor:{name}"),
            Self::Product(name) => write!(f, "product:{name}"),
            Self::Geo(name) => write!(f, "geo:{name}"),
        }
    }
}

impl<'a> Key<'a> {
    /// As it is written.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let (kind, value) = text.split_once(':')?;
        match kind {
            "reason" => Some(Self::Reason(value)),
            "competitor" => Some(Self::Competitor(value)),
            "product" => Some(Self::Product(value)),
            "geo" => Some(Self::Geo(value)),
            _ => None,
        }
    }

    /// What a renewal says of itself: its reason and its competitor.
    pub(crate) fn named_by(renewal: &'a Renewal, room: &RoomDecisions<'a>) -> impl Iterator<Item = Self> {
        let reason = room.reason(renewal).map(|code| Self::Reason(code.as_str()));
        let competitor = renewal.competitor.as_deref().filter(|name| is_recorded(name)).map(Self::Competitor);
        reason.into_iter().chain(competitor)
    }

    /// The places that are keys themselves, of which losses are counted.
    pub(crate) fn places_of(renewal: &'a Renewal) -> impl Iterator<Item = Self> {
        let product = is_recorded(&renewal.product).then_some(Self::Product(&renewal.product));
        product.into_iter().chain(is_recorded(&renewal.geo).then_some(Self::Geo(&renewal.geo)))
    }

    /// Whether a renewal names it, or lies in it.
    pub(crate) fn is_of(&self, renewal: &Renewal, room: &RoomDecisions<'_>) -> bool {
        match *self {
            Self::Reason(code) => room.reason(renewal).is_some_and(|reason| reason.as_str() == code),
            Self::Competitor(name) => renewal.competitor.as_deref() == Some(name),
            Self::Product(name) => &*renewal.product == name,
            Self::Geo(name) => &*renewal.geo == name,
        }
    }

    pub(crate) fn label(&self) -> String {
        match self {
            Self::Reason(code) => ReasonCode::read(code).map_or_else(|| (*code).to_owned(), |reason| reason.label()),
            Self::Competitor(name) => (*name).to_owned(),
            Self::Product(name) | Self::Geo(name) => format!("Losses in {name}"),
        }
    }

    /// The only place in which this key means anything, when there is just one.
    pub(crate) fn home(&self) -> Option<Place<'a>> {
        match self {
            Self::Product(name) => Some(Place::Product(name)),
            Self::Geo(name) => Some(Place::Geo(name)),
            Self::Reason(_) | Self::Competitor(_) => None,
        }
    }
}

fn is_recorded(value: &str) -> bool {
    !matches!(value, "" | NOT_RECORDED)
}

impl<'a> Place<'a> {
    /// Where a renewal lies, as far as it is recorded.
    pub(crate) fn of(renewal: &'a Renewal, by_segment: bool) -> impl Iterator<Item = Self> + Clone {
        let (geo, product, persona) = (Self::Geo(&renewal.geo), Self::Product(&renewal.product), Self::Persona(&renewal.persona));
        let segment = by_segment.then_some(Self::Segment(&renewal.segment));
        [Self::Anywhere, geo, product, persona].into_iter().chain(segment).filter(Self::is_recorded)
    }

    /// `geo: APAC`; `None` for anywhere.
    pub(crate) fn describe(&self) -> Option<String> {
        let (dimension, value) = match self {
            Self::Anywhere => return None,
            Self::Segment(value) => ("segment", value),
            Self::Geo(value) => ("geo", value),
            Self::Product(value) => ("product", value),
            Self::Persona(value) => ("persona", value),
        };
        Some(format!("{dimension}: {value}"))
    }

    /// What is not recorded is no place.
    fn is_recorded(&self) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Segment(value) | Self::Geo(value) | Self::Product(value) | Self::Persona(value) => is_recorded(value),
        }
    }

    pub(crate) fn holds(&self, renewal: &Renewal) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Segment(value) => *value == &*renewal.segment,
            Self::Geo(value) => *value == &*renewal.geo,
            Self::Product(value) => *value == &*renewal.product,
            Self::Persona(value) => *value == &*renewal.persona,
        }
    }
}

/// One count for each window, the scope's own first.
pub(crate) type PerWindow = Vec<u64>;

/// How often each key is named, and how much was decided at all: accounts, each once in a window.
pub(crate) struct Counts<'a> {
    pub decided: FxHashMap<Place<'a>, PerWindow>,
    /// Sorted by key, so that results do not hang on the order of a hash.
    pub named: BTreeMap<Key<'a>, FxHashMap<Place<'a>, PerWindow>>,
}

impl<'a> Counts<'a> {
    pub(crate) fn over(units: &[Unit<'a>], windows: usize, room: &RoomDecisions<'a>, by_segment: bool) -> Self {
        let mut counts = Self { decided: FxHashMap::default(), named: BTreeMap::new() };
        for unit in units {
            let count =
                |of: &mut FxHashMap<Place<'a>, PerWindow>, place| of.entry(place).or_insert_with(|| vec![0; windows])[unit.window] += 1;
            for place in unit.places(by_segment) {
                count(&mut counts.decided, place);
            }
            for (key, place) in unit.named(room, by_segment) {
                count(counts.named.entry(key).or_default(), place);
            }
        }
        counts
    }
}
