//! What a row says anew of its action, held against what happened to the action meanwhile.

use crate::domain::action::{Action, ActionStatus, Verdict};
use crate::domain::event::SessionId;
use crate::domain::text;
use crate::domain::wish::Wish;

use super::days::DayOrder;
use super::field::{Field, still_says};
use super::rows::Row;
use super::standing::{Named, Standing, Taken};

/// What an action comes to, line by line.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub row: Row,
    pub named: Named,
    pub standing: Standing,
    /// What would be taken, as `due        2026-12-15 → 2027-01-08`.
    pub edits: Vec<String>,
    /// What is not, and why.
    pub refused: Vec<String>,
    /// Fields of `wanted` that differ from how the action stands.
    fields: Vec<Field>,
    wanted: Action,
    verdict: Option<Verdict>,
}

/// Words of columns line up behind the longest.
const WIDTH: usize = 15;

fn line(column: &str, words: &str) -> String {
    format!("{column:WIDTH$}{words}")
}

fn shown(value: &str) -> String {
    if value.is_empty() { "(empty)".to_owned() } else { text::shortened(&text::line(value), 80) }
}

impl Change {
    pub(super) fn of(row: &Row, named: Named, standing: Standing, days: DayOrder) -> Self {
        let wanted = standing.now.clone();
        let (edits, refused, fields) = (Vec::new(), Vec::new(), Vec::new());
        let mut change = Self { row: row.clone(), named, standing, edits, refused, fields, wanted, verdict: None };
        for field in Field::ALL {
            if let Some(cell) = row.cell(field.column()) {
                change.hold(field, cell, days);
            }
        }
        change.what_follows(days);
        change
    }

    fn hold(&mut self, field: Field, cell: &str, days: DayOrder) {
        let (then, now) = (field.told(&self.standing.base), field.told(&self.standing.now));
        let is_worked = field == Field::Status && self.standing.taken.is_some() && text::fold(cell) == text::fold("worked");
        if still_says(cell, &then) && !is_worked {
            return;
        }
        let mut read = self.standing.now.clone();
        if is_worked {
            read.status = ActionStatus::Done;
        } else if let Err(why) = field.read(cell, days, &mut read) {
            self.refused.push(line(field.column(), &format!("“{}” is not understood: {why}", shown(cell))));
            return;
        }
        let new = field.told(&read);
        let is_news_of_effect = is_worked && self.standing.taken.as_ref().is_some_and(|taken| taken.verdict != Some(Verdict::Worked));
        if (new == then || new == now) && !is_news_of_effect {
            return;
        }
        let new_told = if is_worked { "worked".to_owned() } else { shown(&new) };
        if then != now {
            let since = format!("{} → {new_told} is not taken: it is {} by now", shown(&then), shown(&now));
            self.refused.push(line(field.column(), &since));
        } else if let Err(why) = self.may_take(field, &read) {
            self.refused.push(line(field.column(), &format!("{} → {new_told} is not taken: {why}", shown(&now))));
        } else {
            self.edits.push(line(field.column(), &format!("{} → {new_told}", shown(&now))));
            self.verdict = self.verdict.or(if is_worked { Some(Verdict::Worked) } else { self.judgement(field, &read) });
            field.copy(&read, &mut self.wanted);
            self.fields.push(field);
        }
    }

    /// Whoever took an action over says whether it is done; the rest is said where it was made.
    fn judgement(&self, field: Field, read: &Action) -> Option<Verdict> {
        self.standing.taken.as_ref().filter(|_| field == Field::Status)?;
        match read.status {
            ActionStatus::Done => Some(Verdict::Done),
            ActionStatus::Stalled => Some(Verdict::Stalled),
            ActionStatus::Open | ActionStatus::InProgress | ActionStatus::Dropped => None,
        }
    }

    fn may_take(&self, field: Field, read: &Action) -> Result<(), String> {
        let Some(Taken { session, verdict, .. }) = &self.standing.taken else { return Ok(()) };
        if self.judgement(field, read).is_some() {
            return Ok(());
        }
        match (&self.standing.own, verdict) {
            (Some(_), Some(verdict)) if field == Field::Status => {
                Err(format!("{session} judged it {}; take that back there first", verdict.label()))
            }
            (Some(_), _) => Ok(()),
            (None, _) if field == Field::Status => {
                Err(format!("{} is not here, and {session} says done, worked or stalled", self.named.session))
            }
            (None, _) => Err(format!("{}, which made it, is not here", self.named.session)),
        }
    }

    /// A cell that is worked out from others is no place for an edit.
    fn what_follows(&mut self, days: DayOrder) {
        for (column, then) in &self.standing.written {
            let is_edited = Field::ALL.iter().any(|field| field.column() == *column);
            let Some(cell) = self.row.cell(column).filter(|_| !is_edited) else { continue };
            let is_same_day = days.read(&text::line(cell)).is_ok_and(|day| day.to_string() == *then);
            if !still_says(cell, then) && !is_same_day {
                let told = format!("{} → {} is not taken: it follows from the rest", shown(then), shown(cell));
                self.refused.push(line(column, &told));
            }
        }
    }

    /// The wishes that bring the edits, each with the session it goes to.
    pub(super) fn wishes(&self, why: &str) -> Vec<(SessionId, Wish)> {
        let mut wishes = Vec::new();
        if let (Some(taken), Some(verdict)) = (&self.standing.taken, self.verdict) {
            wishes.push((taken.session.clone(), Wish::Judge { carried: taken.place, verdict: Some(verdict), why: Some(why.to_owned()) }));
        }
        let is_judged = |field: &Field| *field == Field::Status && self.verdict.is_some();
        let fields: Vec<Field> = self.fields.iter().copied().filter(|field| !is_judged(field)).collect();
        if let Some(seen) = self.standing.own.as_ref().filter(|_| !fields.is_empty()) {
            let mut wanted = seen.clone();
            for field in fields {
                field.copy(&self.wanted, &mut wanted);
            }
            let wish = Wish::ChangeAction { seen: Box::new(seen.clone()), wanted: Box::new(wanted), why: Some(why.to_owned()) };
            wishes.push((self.named.session.clone(), wish));
        }
        wishes
    }
}
