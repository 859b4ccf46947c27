//! What an action is to move, where that is a figure of the program's own: it is computed before and after, and never typed.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reason::ReasonCode;
use super::scope::Dimension;
use super::target::Target;
use super::text;

/// A figure that is computed over any part of a retro's renewals, with an interval.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    Grr,
    Nrr,
    LogoRetention,
    RenewalRateArr,
    RenewalRateCount,
    OnTimeRate,
    SaveRate,
    Discount,
    /// Of the accounts that cost ARR for a known reason, those that did for this one.
    LossShare(ReasonCode),
}

/// Which of the retro's renewals it is over. Nobody's own people are measured: what a few renewals of theirs came to is not what
/// they are worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    All,
    Segment(String),
    Product(String),
    Geo(String),
    Persona(String),
}

/// A success metric of the program's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    pub figure: Figure,
    pub part: Part,
    /// Where it should get to, as a fraction.
    #[schemars(with = "f64")]
    pub target: Target,
}

const LOSSES_TO: &str = "Share of losses to ";
const OF: &str = " of ";

impl Figure {
    /// Those that need no reason.
    pub(crate) const PLAIN: [Self; 8] = [
        Self::Grr,
        Self::Nrr,
        Self::LogoRetention,
        Self::RenewalRateArr,
        Self::RenewalRateCount,
        Self::OnTimeRate,
        Self::SaveRate,
        Self::Discount,
    ];

    fn label(&self) -> String {
        match self {
            Self::Grr => "GRR".to_owned(),
            Self::Nrr => "NRR".to_owned(),
            Self::LogoRetention => "Logo retention".to_owned(),
            Self::RenewalRateArr => "Renewal rate by ARR".to_owned(),
            Self::RenewalRateCount => "Renewal rate by count".to_owned(),
            Self::OnTimeRate => "Closed on time".to_owned(),
            Self::SaveRate => "Save rate".to_owned(),
            Self::Discount => "Discount to list".to_owned(),
            Self::LossShare(reason) => format!("{LOSSES_TO}{}", reason.label()),
        }
    }

    /// Other names that people give it, folded.
    fn is_called(&self, folded: &str) -> bool {
        let others: &[&str] = match self {
            Self::Grr => &["grossretention", "grossrevenueretention"],
            Self::Nrr => &["netretention", "netrevenueretention"],
            Self::RenewalRateCount => &["renewalrate"],
            Self::OnTimeRate => &["ontime", "ontimerate"],
            _ => &[],
        };
        text::fold(&self.label()) == folded || others.contains(&folded)
    }

    /// What it counts, one and several.
    pub(crate) fn noun(&self) -> [&'static str; 2] {
        match self {
            Self::LossShare(_) => ["account lost or shrunken for a known reason", "accounts lost or shrunken for a known reason"],
            _ => ["account", "accounts"],
        }
    }

    /// It is a share of the accounts themselves, so their number tells how many it is.
    pub(crate) fn is_of_accounts(&self) -> bool {
        matches!(self, Self::LossShare(_) | Self::LogoRetention)
    }

    /// Below is better.
    pub(crate) fn is_better_low(&self) -> bool {
        matches!(self, Self::Discount | Self::LossShare(_))
    }

    fn read(words: &str) -> Option<Self> {
        let is_of_losses = words.get(..LOSSES_TO.len()).is_some_and(|head| head.eq_ignore_ascii_case(LOSSES_TO));
        if is_of_losses {
            return ReasonCode::read(&words[LOSSES_TO.len()..]).map(Self::LossShare);
        }
        let folded = text::fold(words);
        Self::PLAIN.into_iter().find(|figure| figure.is_called(&folded))
    }
}

impl Part {
    /// What its groups are called, and the value that it is; nothing of the whole.
    pub(crate) fn group(&self) -> Option<(&'static str, &str)> {
        match self {
            Self::All => None,
            Self::Segment(value) => Some(("segment", value)),
            Self::Product(value) => Some(("product", value)),
            Self::Geo(value) => Some(("geo", value)),
            Self::Persona(value) => Some(("persona", value)),
        }
    }

    /// The dimension of its groups; nothing of the whole and of segments.
    pub(crate) fn dimension(&self) -> Option<Dimension> {
        match self {
            Self::All | Self::Segment(_) => None,
            Self::Product(_) => Some(Dimension::Product),
            Self::Geo(_) => Some(Dimension::Geo),
            Self::Persona(_) => Some(Dimension::Persona),
        }
    }

    /// Another group of the same kind.
    #[must_use]
    pub(crate) fn peer(&self, value: &str) -> Self {
        let value = value.to_owned();
        match self {
            Self::All => Self::All,
            Self::Segment(_) => Self::Segment(value),
            Self::Product(_) => Self::Product(value),
            Self::Geo(_) => Self::Geo(value),
            Self::Persona(_) => Self::Persona(value),
        }
    }

    fn read(words: &str) -> Option<Self> {
        let (kind, value) = words.trim().split_once(' ')?;
        let value = text::line(value);
        Some(match text::fold(kind).as_str() {
            _ if value.is_empty() => return None,
            "segment" => Self::Segment(value),
            "product" => Self::Product(value),
            "geo" => Self::Geo(value),
            "persona" => Self::Persona(value),
            _ => return None,
        })
    }
}

/// `GRR of segment Enterprise`, as it is written, read and offered.
pub(crate) fn label(figure: &Figure, part: &Part) -> String {
    let of = part.group().map_or_else(String::new, |(kind, value)| format!("{OF}{kind} {value}"));
    format!("{}{of}", figure.label())
}

/// What words name, where they are a figure of the program's own; other words are somebody's own metric.
pub(crate) fn named(words: &str) -> Option<(Figure, Part)> {
    let words = text::line(words);
    if let Some(figure) = Figure::read(&words) {
        return Some((figure, Part::All));
    }
    let (figure, part) = words.split_once(OF)?;
    Some((Figure::read(figure)?, Part::read(part)?))
}

impl Measure {
    /// What a metric and a target come to; `None` where either is somebody's own words.
    pub(crate) fn read(name: &str, target: &str) -> Option<Self> {
        let (figure, part) = named(name)?;
        Some(Self { figure, part, target: Target::read(target).ok()? })
    }

    pub(crate) fn label(&self) -> String {
        label(&self.figure, &self.part)
    }

    /// By so much the target is better than a value, below zero where that is better already.
    pub(crate) fn aims_beyond(&self, value: f64) -> f64 {
        let up = self.target.fraction() - value;
        if self.figure.is_better_low() { -up } else { up }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.label())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_reads_back_to_the_same() {
        let reason = ReasonCode::read("pricing.uplift").unwrap();
        let figures = Figure::PLAIN.into_iter().chain([Figure::LossShare(reason)]);
        let parts = [Part::All, Part::Segment("Enterprise".into()), Part::Product("Core of Europe".into()), Part::Geo("EMEA".into())];
        for figure in figures {
            for part in &parts[..if matches!(figure, Figure::LossShare(_)) { 1 } else { 2 }] {
                assert_eq!(named(&label(&figure, part)), Some((figure.clone(), part.clone())));
            }
        }
    }

    #[test]
    fn people_write_it_their_way() {
        assert_eq!(named("grr of Segment mid market"), Some((Figure::Grr, Part::Segment("mid market".into()))));
        assert_eq!(named("Gross revenue retention"), Some((Figure::Grr, Part::All)));
        assert_eq!(named("renewal rate"), Some((Figure::RenewalRateCount, Part::All)));
        assert_eq!(named("share of losses to budget cuts"), Some((Figure::LossShare(ReasonCode::read("budget").unwrap()), Part::All)));
    }

    #[test]
    fn other_words_are_somebodys_own_metric() {
        for words in ["", "exec sponsor coverage", "GRR of the accounts we like", "GRR of owner Mara", "GRR of segment ", "Renewal of Acme"]
        {
            assert_eq!(named(words), None, "{words}");
        }
        assert_eq!(Measure::read("GRR", "better"), None);
        assert!(Measure::read("GRR", "92 %").is_some());
    }
}
