//! What differs between an action and the same action as somebody else has it.

use std::fmt;

use super::{Action, SuccessMetric};

/// A field that differs, and what it says on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Differing {
    pub name: &'static str,
    pub from: String,
    pub to: String,
}

impl fmt::Display for Differing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} from {} to {}", self.name, self.from, self.to)
    }
}

impl Action {
    /// The fields in which `to` says something else.
    pub(crate) fn differing(&self, to: &Self) -> Vec<Differing> {
        let pairs = self.told().into_iter().zip(to.told());
        pairs.filter(|((_, from), (_, to))| from != to).map(|((name, from), (_, to))| Differing { name, from, to }).collect()
    }

    /// `A1: owner from Mara to Tom; due from 2026-12-18 to 2027-01-15`.
    pub(crate) fn told_changes(&self, to: &Self) -> String {
        let told: Vec<String> = self.differing(to).iter().map(ToString::to_string).collect();
        format!("{}: {}", self.id, told.join("; "))
    }

    /// Each field with its name, as it is told.
    fn told(&self) -> [(&'static str, String); 10] {
        let text = |value: &str| if value.is_empty() { "nothing".to_owned() } else { value.to_owned() };
        [
            ("title", text(&self.title)),
            ("owner", text(&self.owner)),
            ("role", text(&self.role)),
            ("team", self.team.label().into()),
            ("due", self.due.map_or_else(|| "no date".to_owned(), |due| due.to_string())),
            ("success metric", text(&self.metric.to_string())),
            ("judged on", self.metric.by.map_or_else(|| "its due date".to_owned(), |day| day.to_string())),
            ("SLA", format!("{} days", self.sla_days)),
            ("status", self.status.label().into()),
            ("insight", self.insight.map_or_else(|| "none".to_owned(), |id| id.to_string())),
        ]
    }

    /// What differs between what somebody saw and what they want, laid over the action as it is now.
    pub(crate) fn with_change(&self, seen: &Self, wanted: &Self) -> Self {
        let now = self;
        Self {
            id: now.id,
            title: pick(&seen.title, &wanted.title, &now.title),
            owner: pick(&seen.owner, &wanted.owner, &now.owner),
            role: pick(&seen.role, &wanted.role, &now.role),
            team: pick(&seen.team, &wanted.team, &now.team),
            due: pick(&seen.due, &wanted.due, &now.due),
            metric: SuccessMetric {
                name: pick(&seen.metric.name, &wanted.metric.name, &now.metric.name),
                baseline: pick(&seen.metric.baseline, &wanted.metric.baseline, &now.metric.baseline),
                target: pick(&seen.metric.target, &wanted.metric.target, &now.metric.target),
                by: pick(&seen.metric.by, &wanted.metric.by, &now.metric.by),
                measure: None,
            }
            .understood_as(now),
            sla_days: pick(&seen.sla_days, &wanted.sla_days, &now.sla_days),
            insight: pick(&seen.insight, &wanted.insight, &now.insight),
            status: pick(&seen.status, &wanted.status, &now.status),
        }
    }

    /// Where the action, as it is now, and what somebody wants of the one they saw both changed the same field, each otherwise: what it
    /// says now, and what they want. Whose word counts is nothing that a program can know.
    pub(crate) fn clashing(&self, seen: &Self, wanted: &Self) -> Vec<Differing> {
        let (mine, theirs) = (self.with_change(seen, wanted), wanted.with_change(seen, self));
        Self { id: self.id, ..theirs }.differing(&mine)
    }
}

impl SuccessMetric {
    /// Words that nobody changed mean what they meant.
    fn understood_as(self, before: &Action) -> Self {
        let was = &before.metric;
        let is_as_it_was = (&self.name, &self.baseline, &self.target) == (&was.name, &was.baseline, &was.target);
        if is_as_it_was { Self { measure: was.measure.clone(), ..self } } else { self.understood() }
    }
}

fn pick<T: Clone + PartialEq>(seen: &T, wanted: &T, now: &T) -> T {
    if seen == wanted { now.clone() } else { wanted.clone() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::action::{ActionId, ActionStatus, Team};
    use crate::domain::card::CardId;

    /// An action that says something else in each field.
    fn other(base: &Action, mark: &str) -> Vec<(&'static str, Action)> {
        let of = |change: &dyn Fn(&mut Action)| {
            let mut action = base.clone();
            change(&mut action);
            action
        };
        let n = u32::try_from(mark.len()).unwrap();
        vec![
            ("title", of(&|a| a.title = mark.into())),
            ("owner", of(&|a| a.owner = mark.into())),
            ("role", of(&|a| a.role = mark.into())),
            ("team", of(&|a| a.team = if n == 1 { Team::Product } else { Team::Finance })),
            ("due", of(&|a| a.due = chrono::NaiveDate::from_ymd_opt(2026, 12, n))),
            ("success metric", of(&|a| a.metric.name = mark.into())),
            ("success metric", of(&|a| a.metric.baseline = mark.into())),
            ("success metric", of(&|a| a.metric.target = mark.into())),
            ("SLA", of(&|a| a.sla_days = n)),
            ("status", of(&|a| a.status = if n == 1 { ActionStatus::Done } else { ActionStatus::Stalled })),
            ("insight", of(&|a| a.insight = Some(CardId(n)))),
        ]
    }

    #[test]
    fn two_changes_go_together_unless_they_are_of_one_field_and_say_different_things() {
        let seen = Action::new(ActionId(1), "Name a second champion".into());
        for (i, (name, wanted)) in other(&seen, "x").into_iter().enumerate() {
            for (j, (_, now)) in other(&seen, "yy").into_iter().enumerate() {
                let clashing: Vec<&str> = now.clashing(&seen, &wanted).iter().map(|field| field.name).collect();
                assert_eq!(clashing, if i == j { vec![name] } else { vec![] });
                let is_lost = now.with_change(&seen, &wanted) != wanted.with_change(&seen, &now);
                assert_eq!(is_lost, i == j, "{name}: one of the two is lost");
            }
            assert!(wanted.clashing(&seen, &wanted).is_empty(), "both want the same");
        }
    }
}
