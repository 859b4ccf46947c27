//! How often each key is named in each place and window.

use std::collections::BTreeMap;
use std::fmt;

use rustc_hash::FxHashMap;

use crate::analysis::room::Room;
use crate::analysis::windows::Windows;
use crate::domain::NOT_RECORDED;
use crate::domain::reason::ReasonCode;
use crate::domain::renewal::Renewal;

/// What may emerge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Key<'a> {
    /// Named as the primary reason.
    Reason(&'a str),
    /// Named as competitor, whatever the outcome.
    Competitor(&'a str),
    /// Lost, of the renewals of this product.
    Product(&'a str),
    /// Lost, of the renewals of this geo.
    Geo(&'a str),
}

/// Where something may emerge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place<'a> {
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
    pub fn read(text: &'a str) -> Option<Self> {
        let (kind, value) = text.split_once(':')?;
        match kind {
            "reason" => Some(Self::Reason(value)),
            "competitor" => Some(Self::Competitor(value)),
            "product" => Some(Self::Product(value)),
            "geo" => Some(Self::Geo(value)),
            _ => None,
        }
    }

    pub fn label(&self) -> String {
        match self {
            Self::Reason(code) => ReasonCode::read(code).map_or_else(|| (*code).to_owned(), |reason| reason.label()),
            Self::Competitor(name) => (*name).to_owned(),
            Self::Product(name) | Self::Geo(name) => format!("Losses in {name}"),
        }
    }

    /// The only place in which this key means anything, when there is just one.
    pub fn home(&self) -> Option<Place<'a>> {
        match self {
            Self::Product(name) => Some(Place::Product(name)),
            Self::Geo(name) => Some(Place::Geo(name)),
            Self::Reason(_) | Self::Competitor(_) => None,
        }
    }
}

impl Place<'_> {
    /// `geo: APAC`; `None` for anywhere.
    pub fn describe(&self) -> Option<String> {
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
            Self::Segment(value) | Self::Geo(value) | Self::Product(value) | Self::Persona(value) => !matches!(*value, "" | NOT_RECORDED),
        }
    }

    fn holds(&self, renewal: &Renewal) -> bool {
        match self {
            Self::Anywhere => true,
            Self::Segment(value) => *value == &*renewal.segment,
            Self::Geo(value) => *value == &*renewal.geo,
            Self::Product(value) => *value == &*renewal.product,
            Self::Persona(value) => *value == &*renewal.persona,
        }
    }
}

/// Whether a renewal counts for the key in the place.
pub fn names(renewal: &Renewal, key: Key<'_>, place: Place<'_>, room: &Room<'_>) -> bool {
    let named = match key {
        Key::Reason(code) => room.reason(renewal).is_some_and(|reason| reason.as_str() == code),
        Key::Competitor(name) => renewal.competitor.as_deref() == Some(name),
        Key::Product(name) => renewal.is_churned() && &*renewal.product == name,
        Key::Geo(name) => renewal.is_churned() && &*renewal.geo == name,
    };
    named && place.holds(renewal)
}

/// One count for each window, the scope's own first.
pub type PerWindow = Vec<u64>;

/// How often each key is named, and how many renewals were decided at all.
pub struct Counts<'a> {
    pub decided: FxHashMap<Place<'a>, PerWindow>,
    /// Sorted by key, so that results do not hang on the order of a hash.
    pub named: BTreeMap<Key<'a>, FxHashMap<Place<'a>, PerWindow>>,
}

impl<'a> Counts<'a> {
    pub fn over(renewals: impl Iterator<Item = &'a Renewal>, windows: &Windows, room: &Room<'a>, by_segment: bool) -> Self {
        let mut counts = Self { decided: FxHashMap::default(), named: BTreeMap::new() };
        for renewal in renewals {
            if let Some(window) = windows.index(renewal.due) {
                counts.add(renewal, window, windows.len(), room, by_segment);
            }
        }
        counts
    }

    fn add(&mut self, renewal: &'a Renewal, window: usize, windows: usize, room: &Room<'a>, by_segment: bool) {
        let segment = if by_segment { Place::Segment(&renewal.segment) } else { Place::Anywhere };
        let (geo, product) = (Place::Geo(&renewal.geo), Place::Product(&renewal.product));
        let places = [Place::Anywhere, geo, product, Place::Persona(&renewal.persona), segment];
        let places: Vec<Place<'a>> = places[..if by_segment { 5 } else { 4 }].iter().copied().filter(Place::is_recorded).collect();
        let count = |of: &mut FxHashMap<Place<'a>, PerWindow>, place| of.entry(place).or_insert_with(|| vec![0; windows])[window] += 1;
        for place in &places {
            count(&mut self.decided, *place);
        }
        let reason = room.reason(renewal).map(|code| Key::Reason(code.as_str()));
        let competitor = renewal.competitor.as_deref().map(Key::Competitor);
        for key in reason.into_iter().chain(competitor) {
            let named = self.named.entry(key).or_default();
            for place in &places {
                count(named, *place);
            }
        }
        if renewal.is_churned() {
            for (key, home) in [(Key::Product(&renewal.product), product), (Key::Geo(&renewal.geo), geo)] {
                if home.is_recorded() {
                    count(self.named.entry(key).or_default(), home);
                }
            }
        }
    }
}
