//! The columns of a tracker that people edit, each with how it is read.

use crate::cli::actions::import::days::DayOrder;
use crate::domain::action::{Action, ActionStatus};
use crate::domain::text;

/// Nobody promises an SLA of more days.
const MOST_SLA_DAYS: u32 = 3_650;

/// What can be said of an action in a spreadsheet; the rest of its columns follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Title,
    Owner,
    Role,
    Team,
    Due,
    Status,
    Metric,
    Baseline,
    Target,
    JudgedOn,
    SlaDays,
}

impl Field {
    pub(super) const ALL: [Self; 11] = [
        Self::Title,
        Self::Owner,
        Self::Role,
        Self::Team,
        Self::Due,
        Self::Status,
        Self::Metric,
        Self::Baseline,
        Self::Target,
        Self::JudgedOn,
        Self::SlaDays,
    ];

    /// Its column in the tracker.
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Owner => "owner",
            Self::Role => "role",
            Self::Team => "team",
            Self::Due => "due",
            Self::Status => "status",
            Self::Metric => "success_metric",
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::JudgedOn => "judged_on",
            Self::SlaDays => "sla_days",
        }
    }

    /// What the tracker says of an action.
    pub(super) fn told(self, action: &Action) -> String {
        match self {
            Self::Title => action.title.clone(),
            Self::Owner => action.owner.clone(),
            Self::Role => action.role.clone(),
            Self::Team => action.team.label().to_owned(),
            Self::Due => action.due.map(|due| due.to_string()).unwrap_or_default(),
            Self::Status => action.status.label().to_owned(),
            Self::Metric => action.metric.name.clone(),
            Self::Baseline => action.metric.baseline.clone(),
            Self::Target => action.metric.target.clone(),
            Self::JudgedOn => action.metric.by.map(|day| day.to_string()).unwrap_or_default(),
            Self::SlaDays => action.sla_days.to_string(),
        }
    }

    /// Puts into an action what a cell says.
    ///
    /// # Errors
    /// The cell is not understood, and why.
    pub(super) fn read(self, cell: &str, days: DayOrder, onto: &mut Action) -> Result<(), String> {
        let line = text::line(cell);
        match self {
            Self::Title if line.is_empty() => return Err("an action has a title".to_owned()),
            Self::Title => onto.title = line,
            Self::Owner => onto.owner = line,
            Self::Role => onto.role = line,
            Self::Team => onto.team = line.parse()?,
            Self::Due if line.is_empty() => onto.due = None,
            Self::Due => onto.due = Some(days.read(&line)?),
            Self::Status => onto.status = status(&line)?,
            Self::Metric => onto.metric.name = line,
            Self::Baseline => onto.metric.baseline = line,
            Self::Target => onto.metric.target = line,
            Self::JudgedOn if line.is_empty() => onto.metric.by = None,
            Self::JudgedOn => onto.metric.by = Some(days.read(&line)?),
            Self::SlaDays => onto.sla_days = whole(&line)?,
        }
        Ok(())
    }

    /// Takes over what another action says.
    pub(super) fn copy(self, from: &Action, onto: &mut Action) {
        match self {
            Self::Title => onto.title.clone_from(&from.title),
            Self::Owner => onto.owner.clone_from(&from.owner),
            Self::Role => onto.role.clone_from(&from.role),
            Self::Team => onto.team = from.team,
            Self::Due => onto.due = from.due,
            Self::Status => onto.status = from.status,
            Self::Metric => onto.metric.name.clone_from(&from.metric.name),
            Self::Baseline => onto.metric.baseline.clone_from(&from.metric.baseline),
            Self::Target => onto.metric.target.clone_from(&from.metric.target),
            Self::JudgedOn => onto.metric.by = from.metric.by,
            Self::SlaDays => onto.sla_days = from.sla_days,
        }
    }
}

/// Whether a cell still says `told`, perhaps as a spreadsheet writes it anew: `80%` or `0.8` for `80 %`, `14.0` for `14`.
pub(super) fn still_says(cell: &str, told: &str) -> bool {
    let spaced = |words: &str| words.split_whitespace().collect::<Vec<_>>().join(" ");
    let (cell, told) = (spaced(&text::line(cell)), spaced(&text::line(told)));
    let bare = cell.strip_prefix('\'').unwrap_or(&cell);
    let is_cut = || told.chars().count() > bare.chars().count() && bare.ends_with('…') && told.starts_with(bare.trim_end_matches('…'));
    let is_number = || number(bare).zip(number(&told)).is_some_and(|(a, b)| (a - b).abs() < 1e-9);
    text::look_alike(&cell, &told) || text::look_alike(bare, &told) || is_number() || (bare.chars().count() > 1_000 && is_cut())
}

fn status(line: &str) -> Result<ActionStatus, String> {
    let all = ActionStatus::ALL.map(ActionStatus::label);
    let found = ActionStatus::ALL.into_iter().find(|status| text::fold(status.label()) == text::fold(line));
    found.ok_or_else(|| format!("expected {}", text::listed(&all)))
}

fn whole(line: &str) -> Result<u32, String> {
    let days = number(line).filter(|days| days.fract() == 0.0 && (0.0..=f64::from(MOST_SLA_DAYS)).contains(days));
    days.map(|days| days as u32).ok_or_else(|| format!("expected a number of days up to {MOST_SLA_DAYS}"))
}

/// A plain number or percentage, with a point or a comma; a lone comma before three digits may mean either, and is neither.
fn number(text: &str) -> Option<f64> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (digits, by) = bare.strip_suffix('%').map_or((bare.as_str(), 1.0), |digits| (digits, 100.0));
    let digits = match digits.split_once(',') {
        Some((whole, part)) if part.len() != 3 && !part.contains(',') => format!("{whole}.{part}"),
        Some(_) => return None,
        None => digits.to_owned(),
    };
    let is_plain = digits.starts_with(['+', '-']) || digits.starts_with(|c: char| c.is_ascii_digit());
    let value: f64 = Some(digits).filter(|digits| is_plain && !digits.contains(['e', 'E']))?.parse().ok()?;
    Some(value / by)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::ActionId;
    use crate::export::tracker_columns;

    #[test]
    fn each_is_a_column_of_the_tracker() {
        let columns = tracker_columns();
        assert!(Field::ALL.iter().all(|field| columns.contains(&field.column())), "{columns:?}");
    }

    #[test]
    fn what_a_spreadsheet_only_writes_anew_is_no_edit() {
        for (cell, told) in
            [("80%", "80 %"), ("0.8", "80 %"), ("0,80", "80 %"), ("80,00%", "80 %"), ("14.0", "14"), ("'=1+1", "=1+1"), (" a  b ", "a b")]
        {
            assert!(still_says(cell, told), "{cell} {told}");
        }
        for (cell, told) in [("80", "80 %"), ("1,234", "1.234"), ("0.9", "80 %"), ("", "80 %"), ("a", "a b")] {
            assert!(!still_says(cell, told), "{cell} {told}");
        }
    }

    #[test]
    fn what_is_read_is_what_is_told_and_what_is_not_says_why() {
        let mut action = Action::new(ActionId(1), "x".into());
        for (field, cell, told) in [
            (Field::Status, "In-Progress", "in progress"),
            (Field::Team, "cs ops", "CS Ops"),
            (Field::Due, "2026-12-18", "2026-12-18"),
            (Field::Due, "", ""),
            (Field::SlaDays, "21,0", "21"),
            (Field::Owner, " Ana\nRuiz", "Ana Ruiz"),
        ] {
            field.read(cell, DayOrder::default(), &mut action).unwrap();
            assert_eq!(field.told(&action), told, "{cell}");
        }
        for (field, cell) in
            [(Field::Status, "almost"), (Field::Team, "Legal"), (Field::Due, "soon"), (Field::SlaDays, "2.5"), (Field::Title, " ")]
        {
            assert!(field.read(cell, DayOrder::default(), &mut action).is_err(), "{cell}");
        }
    }
}
