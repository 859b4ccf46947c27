//! What a retro looks at: segment, window, churn, dimensions, depth, and the day it is held as of.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::phase::Phase;
use super::target::Targets;
use super::window::{FiscalYear, Window, WindowSpec};
use super::{Name, calendar, text};

/// The segments that are always known, whatever the data holds.
pub(crate) const KNOWN_SEGMENTS: [&str; 3] = ["enterprise", "growth", "scale"];

/// A grouping of every table and chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Dimension {
    CsOwner,
    Product,
    Geo,
    Persona,
}

impl Dimension {
    pub(crate) const ALL: [Self; 4] = [Self::CsOwner, Self::Product, Self::Geo, Self::Persona];

    /// The contract's spelling.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::CsOwner => "cs-owner",
            Self::Product => "product",
            Self::Geo => "geo",
            Self::Persona => "persona",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::CsOwner => "CS owner",
            Self::Product => "Product",
            Self::Geo => "Geo",
            Self::Persona => "Persona",
        }
    }

    /// Whether its groups are one's own people. What a few renewals of theirs came to is not what they are worth, so it is
    /// never what one sees first.
    pub(crate) fn is_of_people(self) -> bool {
        self == Self::CsOwner
    }
}

impl FromStr for Dimension {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL.into_iter().find(|d| d.key() == text).ok_or_else(|| "expected cs-owner, product, geo or persona".to_owned())
    }
}

impl fmt::Display for Dimension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.key())
    }
}

/// How the retro is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// The same findings for one reader: no clock, no room.
    Summary,
    /// Timed phases with facilitation guides and templates.
    #[default]
    Workshop,
}

impl Depth {
    /// A room with a clock, a gate and a sponsor; in summary one person reviews the data.
    pub(crate) fn is_workshop(self) -> bool {
        self == Self::Workshop
    }

    /// The phases gone through. In summary there is no room to check in or to vote.
    pub(crate) fn phases(self) -> &'static [Phase] {
        match self {
            Self::Summary => &Phase::WORKFLOW,
            Self::Workshop => &Phase::ALL,
        }
    }
}

/// Months before the window that are kept for comparisons: the same window a year ago, and the twelve months before that one ends.
pub const HISTORY_MONTHS: u32 = 24;

/// Nobody looks further back.
pub(crate) const MOST_MONTHS: u32 = 240;

/// What was asked for, before the data is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScopeRequest {
    pub segment: Option<String>,
    pub window: WindowSpec,
    pub include_churn: bool,
    pub dimensions: Vec<Dimension>,
    pub depth: Depth,
    /// The as-of day as asked for; today without `--as-of`.
    pub as_of: NaiveDate,
    pub fiscal: FiscalYear,
    /// Months before the window whose renewals are kept; [`HISTORY_MONTHS`] unless configured.
    pub history_months: u32,
    /// What the headlines are held against.
    pub targets: Targets,
}

impl ScopeRequest {
    /// The window asked for as the as-of day has it, before it is known up to which day the data reach.
    pub(crate) fn by_calendar(&self) -> Window {
        self.window.at(self.as_of, self.fiscal)
    }
}

/// The scope a session holds: everything resolved against the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scope {
    /// As the data spells it; `None` is all segments.
    pub segment: Option<Name>,
    pub window: Window,
    pub include_churn: bool,
    pub dimensions: Vec<Dimension>,
    pub depth: Depth,
    #[serde(deserialize_with = "calendar::in_reach")]
    pub as_of: NaiveDate,
    /// First month of the fiscal year, 1–12.
    pub fiscal_start: u32,
    /// As in the request; journals of earlier versions do not say it.
    #[serde(default = "usual_history", deserialize_with = "told_history")]
    pub history_months: u32,
    /// Said on the screen when the data ends before the window that was asked for.
    pub note: Option<String>,
    /// The day up to which the data know anything; `None` where nothing in them goes on by itself, and then it is the as-of day.
    #[serde(default, deserialize_with = "calendar::in_reach_if_any")]
    pub known_until: Option<NaiveDate>,
    /// As in the request: a session keeps the targets that it was held against.
    #[serde(default, skip_serializing_if = "Targets::are_none")]
    pub targets: Targets,
}

impl Scope {
    /// The request that gives a session's facts again.
    pub fn request(&self) -> ScopeRequest {
        ScopeRequest {
            segment: self.segment.as_deref().map(ToOwned::to_owned),
            window: WindowSpec::Fixed(self.window.clone()),
            include_churn: self.include_churn,
            dimensions: self.dimensions.clone(),
            depth: self.depth,
            as_of: self.as_of,
            fiscal: self.fiscal(),
            history_months: self.history_months,
            targets: self.targets,
        }
    }

    /// Resolves a request. `segments` are the names in the data; `decided` are the due dates of renewals whose outcome is
    /// known, in any order; `known` is the day up to which the data know anything, where something in them goes on by itself.
    ///
    /// # Errors
    /// A segment that is neither known nor in the data, with the names that are.
    pub(crate) fn resolve(
        request: &ScopeRequest,
        segments: &[Name],
        decided: impl Iterator<Item = NaiveDate>,
        known: Option<NaiveDate>,
    ) -> Result<Self, String> {
        let known_by = known.map_or(request.as_of, |day| day.min(request.as_of));
        let (window, note) = newest_with_data(request, known_by, decided);
        Ok(Self {
            segment: request.segment.as_deref().map(|wanted| find_segment(wanted, segments)).transpose()?,
            window,
            include_churn: request.include_churn,
            dimensions: request.dimensions.clone(),
            depth: request.depth,
            as_of: request.as_of,
            fiscal_start: request.fiscal.start_month,
            history_months: request.history_months,
            note,
            known_until: known,
            targets: request.targets,
        })
    }

    /// The day up to which the data know anything, never after the as-of day.
    pub(crate) fn known_by(&self) -> NaiveDate {
        self.known_until.map_or(self.as_of, |day| day.min(self.as_of))
    }

    pub(crate) fn fiscal(&self) -> FiscalYear {
        // A journal from outside may hold anything.
        FiscalYear { start_month: self.fiscal_start.clamp(1, 12) }
    }

    /// The window before and the same window a year before, for comparison.
    pub(crate) fn comparisons(&self) -> (Window, Window) {
        (self.window.before(self.fiscal()), self.window.year_ago(self.fiscal()))
    }

    pub(crate) fn segment_label(&self) -> &str {
        self.segment.as_deref().unwrap_or("all segments")
    }

    /// One line for headers and titles: `Enterprise · 2026-Q3 · churn included`.
    pub(crate) fn headline(&self) -> String {
        let churn = if self.include_churn { "churn included" } else { "renewed only" };
        format!("{} · {} · {churn}", capitalise(self.segment_label()), self.window.label)
    }
}

/// First letter upper case.
pub(crate) fn capitalise(name: &str) -> String {
    let mut chars = name.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn told_history<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let months = u32::deserialize(deserializer)?;
    if months <= MOST_MONTHS {
        Ok(months)
    } else {
        Err(serde::de::Error::custom(format!("{months} months of history, expected {MOST_MONTHS} at most")))
    }
}

fn usual_history() -> u32 {
    HISTORY_MONTHS
}

fn find_segment(wanted: &str, segments: &[Name]) -> Result<Name, String> {
    let folded = text::fold(wanted);
    if let Some(found) = segments.iter().find(|name| text::fold(name) == folded) {
        return Ok(found.clone());
    }
    if let Some(known) = KNOWN_SEGMENTS.iter().find(|name| text::fold(name) == folded) {
        return Ok(Name::from(*known));
    }
    let names: Vec<&str> = segments.iter().map(AsRef::as_ref).collect();
    if names.is_empty() {
        return Err("the data names no segments; leave it out for all".to_owned());
    }
    let near = text::nearest(wanted, names.iter().copied()).map_or_else(String::new, |near| format!("; did you mean {near}?"));
    Err(format!("the data has {}{near}", names.join(", ")))
}

/// The window asked for, by what is known; or, where nothing in it is decided, the newest complete one that has decided
/// renewals. What is told of it beside the figures comes with it.
fn newest_with_data(request: &ScopeRequest, known_by: NaiveDate, decided: impl Iterator<Item = NaiveDate>) -> (Window, Option<String>) {
    let asked = request.window.at(known_by, request.fiscal);
    if matches!(request.window, WindowSpec::Fixed(_)) {
        let note = reaches_past(&asked, known_by, request.as_of);
        return (asked, note);
    }
    let newest = decided.filter(|due| *due <= asked.to).max();
    match newest {
        Some(due) if due < asked.from => {
            let found = match request.window {
                WindowSpec::Month => Window::month(due),
                WindowSpec::Rolling90 => Window::rolling_90(due),
                _ => Window::quarter_of(due, request.fiscal),
            };
            let note = format!("The data ends before {}; showing {}, the newest window with decided renewals", asked.label, found.label);
            (found, Some(note))
        }
        _ => {
            let note = cut_short(request, &asked, known_by);
            (asked, note)
        }
    }
}

/// Said where the window would be another one by the as-of day.
fn cut_short(request: &ScopeRequest, window: &Window, known_by: NaiveDate) -> Option<String> {
    let by_calendar = request.by_calendar();
    (by_calendar != *window).then(|| match request.window {
        WindowSpec::Rolling90 => format!("The data ends on {known_by}, and so do the 90 days"),
        _ => format!("The data ends on {known_by}; showing {}, the last window that is complete by then", window.label),
    })
}

/// Said where not all that is due in the window can have been decided yet.
fn reaches_past(window: &Window, known_by: NaiveDate, as_of: NaiveDate) -> Option<String> {
    let why = if known_by < as_of { "the day on which the data ends" } else { "the as-of day" };
    (window.to > known_by).then(|| format!("{} reaches past {known_by}, {why}: what is due after it is not decided yet", window.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(segment: Option<&str>, as_of: &str) -> ScopeRequest {
        ScopeRequest {
            segment: segment.map(ToOwned::to_owned),
            window: WindowSpec::Quarter,
            include_churn: true,
            dimensions: vec![],
            depth: Depth::Workshop,
            as_of: as_of.parse().unwrap(),
            fiscal: FiscalYear::default(),
            history_months: HISTORY_MONTHS,
            targets: Targets::default(),
        }
    }

    #[test]
    fn a_segment_is_found_whatever_its_case_spaces_and_hyphens() {
        let segments = [Name::from("Mid-Market"), Name::from("Enterprise")];
        let segment = |wanted| Scope::resolve(&request(Some(wanted), "2026-11-23"), &segments, std::iter::empty(), None).map(|s| s.segment);
        assert_eq!(segment("mid market"), Ok(Some(Name::from("Mid-Market"))));
        assert_eq!(segment("growth"), Ok(Some(Name::from("growth"))), "known, though not in the data");
        assert!(segment("smb").unwrap_err().contains("Mid-Market, Enterprise"));
    }

    #[test]
    fn when_the_data_ends_early_the_newest_window_is_shown_and_said() {
        let decided = ["2025-11-02".parse().unwrap(), "2025-12-30".parse().unwrap()];
        let scope = Scope::resolve(&request(None, "2026-11-23"), &[], decided.into_iter(), None).unwrap();
        assert_eq!(scope.window.label, "2025-Q4");
        assert!(scope.note.unwrap().contains("2026-Q3"));
    }

    /// A window of this kind on data that is known up to `known`, held as of 2026-11-27, with renewals decided every month.
    fn on(window: WindowSpec, known: Option<&str>) -> (String, Option<String>) {
        let asked = ScopeRequest { window, ..request(None, "2026-11-27") };
        let decided = ["2026-08-15", "2026-09-15", "2026-10-05"].map(day);
        let scope = Scope::resolve(&asked, &[], decided.into_iter(), known.map(day)).unwrap();
        (scope.window.label, scope.note)
    }

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_window_without_a_date_is_complete_by_what_the_data_know() {
        let (window, note) = on(WindowSpec::Month, Some("2026-10-09"));
        assert_eq!(window, "2026-09", "October is over, but the data end within it");
        assert!(note.unwrap().contains("2026-10-09"));
        assert_eq!(on(WindowSpec::Month, Some("2026-10-31")), ("2026-10".into(), None), "complete on its last day");
        assert_eq!(on(WindowSpec::Quarter, Some("2026-10-09")), ("2026-Q3".into(), None), "the same quarter by either day");
        let (window, note) = on(WindowSpec::Rolling90, Some("2026-10-09"));
        assert_eq!((window.as_str(), note.is_some()), ("90 days to 2026-10-09", true));
        assert_eq!(on(WindowSpec::Rolling90, None), ("90 days to 2026-11-27".into(), None), "nothing in the data says when they end");
        assert_eq!(on(WindowSpec::Month, Some("2027-02-01")).0, "2026-10", "what is known ends with the as-of day at the latest");
    }

    #[test]
    fn a_window_that_reaches_past_what_is_known_says_so() {
        let fixed = |text| WindowSpec::parse(text, FiscalYear::default()).unwrap();
        let (window, note) = on(fixed("2026-Q4"), Some("2026-10-09"));
        assert_eq!(window, "2026-Q4", "what was asked for by name is shown");
        assert!(note.unwrap().contains("past 2026-10-09, the day on which the data ends"));
        assert!(on(fixed("2026-Q4"), None).1.unwrap().contains("past 2026-11-27, the as-of day"));
        assert_eq!(on(fixed("2026-Q3"), Some("2026-10-09")).1, None);
    }
}
