//! What a team means to reach: targets of the headlines, from its configuration.

use std::fmt;

use serde::de::{self, Deserializer, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// Net retention may be meant to exceed all; twice of it is a slip of the pen.
const MOST: f64 = 2.0;

/// A share to reach, in hundredths of a percent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target(u16);

/// The targets that are set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    #[serde(default)]
    pub grr: Option<Target>,
    #[serde(default)]
    pub nrr: Option<Target>,
    #[serde(default)]
    pub renewal_rate: Option<Target>,
}

impl Targets {
    pub(crate) fn are_none(&self) -> bool {
        *self == Self::default()
    }
}

impl Target {
    /// As a fraction.
    pub(crate) fn fraction(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }

    fn of(fraction: f64) -> Result<Self, String> {
        match fraction {
            percent if percent > MOST && percent <= MOST * 100.0 => {
                Err(format!("{percent} is more than {} %; write {} or \"{percent} %\"", MOST * 100.0, percent / 100.0))
            }
            fraction if fraction > 0.0 && fraction <= MOST => Ok(Self((fraction * 10_000.0).round() as u16)),
            _ => Err(format!("{fraction} is no share to reach, expected more than 0 and at most {MOST}, such as 0.92 or \"92 %\"")),
        }
    }

    /// `92 %`, `92.5%`, `0.92`.
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let number = text.trim().trim_end_matches('%').trim();
        let value: f64 = number.parse().map_err(|_| format!("\"{text}\" is no share, expected a number such as 0.92 or \"92 %\""))?;
        Self::of(if text.contains('%') { value / 100.0 } else { value })
    }
}

impl Serialize for Target {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.fraction())
    }
}

impl<'de> Deserialize<'de> for Target {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Share)
    }
}

/// A share as a number or as text with a percent sign.
struct Share;

impl Visitor<'_> for Share {
    type Value = Target;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a share such as 0.92 or \"92 %\"")
    }

    fn visit_f64<E: de::Error>(self, fraction: f64) -> Result<Target, E> {
        Target::of(fraction).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, whole: i64) -> Result<Target, E> {
        self.visit_f64(whole as f64)
    }

    fn visit_u64<E: de::Error>(self, whole: u64) -> Result<Target, E> {
        self.visit_f64(whole as f64)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Target, E> {
        Target::read(text).map_err(E::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_read_as_people_write_it() {
        for (text, expected) in [("0.92", 9_200), ("92 %", 9_200), ("92.5%", 9_250), ("105 %", 10_500), (" 1 ", 10_000)] {
            assert_eq!(Target::read(text), Ok(Target(expected)), "{text}");
        }
    }

    #[test]
    fn what_is_no_share_says_what_would_do() {
        for (text, said) in [("92", "write 0.92 or \"92 %\""), ("0", "such as 0.92"), ("-3 %", "such as 0.92"), ("much", "such as 0.92")] {
            assert!(Target::read(text).unwrap_err().contains(said), "{text}: {:?}", Target::read(text));
        }
        assert!(Target::read("NaN").is_err() && Target::read("inf").is_err());
    }

    #[test]
    fn what_is_written_reads_back_to_the_same() {
        let targets = Targets { grr: Target::read("92.25 %").ok(), nrr: None, renewal_rate: Target::read("0.9").ok() };
        let text = serde_json::to_string(&targets).unwrap();
        assert_eq!(text, r#"{"grr":0.9225,"nrr":null,"renewal_rate":0.9}"#);
        assert_eq!(serde_json::from_str::<Targets>(&text).unwrap(), targets);
    }
}
