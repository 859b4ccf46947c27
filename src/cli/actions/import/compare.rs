//! What a row says anew of its action, held against what happened to the action meanwhile.

use crate::domain::action::{Action, ActionStatus, Verdict};
use crate::domain::event::SessionId;
use crate::domain::person::PersonId;
use crate::domain::rules;
use crate::domain::text;
use crate::domain::wish::Wish;

use super::days::DayOrder;
use super::field::{Field, still_says};
use super::rows::Row;
use super::standing::{Past, Standing};

/// What an action comes to, line by line.
#[derive(Clone, Debug)]
pub(super) struct Change {
    pub row: Row,
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
    pub(super) fn of(row: &Row, standing: Standing, days: DayOrder, past: &Past) -> Self {
        let wanted = standing.now.clone();
        let (edits, refused, fields) = (Vec::new(), Vec::new(), Vec::new());
        let mut change = Self { row: row.clone(), standing, edits, refused, fields, wanted, verdict: None };
        for field in Field::ALL {
            if let Some(cell) = row.cell(field.column()) {
                change.hold(field, cell, days, past);
            }
        }
        change.what_follows(days);
        change
    }

    fn hold(&mut self, field: Field, cell: &str, days: DayOrder, past: &Past) {
        let (then, now) = (field.told(&self.standing.base), field.told(&self.standing.now));
        let is_worked = field == Field::Status && self.standing.present.taken.is_some() && text::fold(cell) == text::fold("worked");
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
        let said = self.standing.present.taken.as_ref().map(|taken| taken.carried.verdict);
        let is_news_of_effect = is_worked && said.is_some_and(|said| said != Some(Verdict::Worked));
        if (new == then || new == now) && !is_news_of_effect {
            return;
        }
        let new_told = if is_worked { "worked".to_owned() } else { shown(&new) };
        let verdict = if is_worked { Some(Verdict::Worked) } else { self.judgement(field, &read) };
        if then != now {
            let since = format!("{} → {new_told} is not taken: it is {} by now", shown(&then), shown(&now));
            self.refused.push(line(field.column(), &since));
        } else if let Err(why) = self.may_take(field, &read, verdict, past) {
            self.refused.push(line(field.column(), &format!("{} → {new_told} is not taken: {why}", shown(&now))));
        } else {
            self.edits.push(line(field.column(), &format!("{} → {new_told}", shown(&now))));
            self.verdict = self.verdict.or(verdict);
            field.copy(&read, &mut self.wanted);
            self.fields.push(field);
        }
    }

    /// Whoever took an action over says whether it is done.
    fn judgement(&self, field: Field, read: &Action) -> Option<Verdict> {
        self.standing.present.taken.as_ref().filter(|_| field == Field::Status)?;
        match read.status {
            ActionStatus::Done => Some(Verdict::Done),
            ActionStatus::Stalled => Some(Verdict::Stalled),
            ActionStatus::Open | ActionStatus::InProgress | ActionStatus::Dropped => None,
        }
    }

    /// Asks the door of the retro that has the word, so that nothing is shown as an edit that it refuses afterwards.
    fn may_take(&self, field: Field, read: &Action, verdict: Option<Verdict>, past: &Past) -> Result<(), String> {
        let present = &self.standing.present;
        if present.own.is_none() && !matches!(field, Field::Status | Field::Due | Field::Owner) {
            let made_in = self.row.id.rsplit_once('/').map_or("the retro", |(session, _)| session);
            return Err(format!("{made_in}, which made it, is not here"));
        }
        let mut wanted = present.now.clone();
        field.copy(read, &mut wanted);
        for (id, wish) in present.wishes(&wanted, verdict, Some("Edited")) {
            let history = past.now(&id).ok_or_else(|| format!("{id} is not here"))?;
            rules::admit(history, PersonId::ROOM, wish).map_err(|refusal| refusal.to_string())?;
        }
        Ok(())
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
        if self.fields.is_empty() {
            return Vec::new();
        }
        let present = &self.standing.present;
        let mut wanted = present.now.clone();
        for field in &self.fields {
            field.copy(&self.wanted, &mut wanted);
        }
        present.wishes(&wanted, self.verdict, Some(why))
    }
}
