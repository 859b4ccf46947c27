//! A table of renewals: sorted, filtered, searched, opened. The end of every drill-down.

use std::cmp::Ordering;

use ratatui::crossterm::event::{KeyCode, KeyEvent};
use tui_input::Input;

use super::account::AccountPage;
use super::{Outcome, Overlay, pickers};
use crate::app::command::Command;
use crate::app::cursor::{Cursor, around};
use crate::app::input;
use crate::app::model::Model;
use crate::domain::renewal::{Renewal, RenewalId};
use crate::domain::text;

/// What the table can be sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortBy {
    #[default]
    Arr,
    Change,
    Account,
    Due,
    Outcome,
    Reason,
    Owner,
    Product,
    Geo,
    Health,
    Usage,
}

impl SortBy {
    pub const ALL: [Self; 11] = [
        Self::Arr,
        Self::Change,
        Self::Account,
        Self::Due,
        Self::Outcome,
        Self::Reason,
        Self::Owner,
        Self::Product,
        Self::Geo,
        Self::Health,
        Self::Usage,
    ];

    /// The heading of its column.
    pub fn label(self) -> &'static str {
        match self {
            Self::Arr => "ARR",
            Self::Change => "Change",
            Self::Account => "Account",
            Self::Due => "Due",
            Self::Outcome => "Outcome",
            Self::Reason => "Reason",
            Self::Owner => "CS owner",
            Self::Product => "Product",
            Self::Geo => "Geo",
            Self::Health => "Health",
            Self::Usage => "Usage",
        }
    }

    /// Numbers start with the largest, words with A.
    fn starts_descending(self) -> bool {
        matches!(self, Self::Arr | Self::Due)
    }

    fn compare(self, model: &Model, a: &Renewal, b: &Renewal) -> Ordering {
        let change = |r: &Renewal| r.after.zip(r.before).map(|(after, before)| after - before);
        let float = |x: Option<f64>, y: Option<f64>| x.partial_cmp(&y).unwrap_or(Ordering::Equal);
        let reason = |r| model.reason_of(r).map(crate::domain::reason::ReasonCode::label);
        match self {
            Self::Arr => a.before.cmp(&b.before),
            Self::Change => change(a).cmp(&change(b)),
            Self::Account => a.account.to_lowercase().cmp(&b.account.to_lowercase()),
            Self::Due => a.due.cmp(&b.due),
            Self::Outcome => a.outcome.cmp(&b.outcome),
            Self::Reason => reason(a).cmp(&reason(b)),
            Self::Owner => a.cs_owner.cmp(&b.cs_owner),
            Self::Product => a.product.cmp(&b.product),
            Self::Geo => a.geo.cmp(&b.geo),
            Self::Health => float(a.signals.health_latest(), b.signals.health_latest()),
            Self::Usage => float(a.signals.usage_shift(), b.signals.usage_shift()),
        }
    }
}

#[derive(Clone, Debug)]
pub struct RenewalList {
    pub title: String,
    ids: Vec<RenewalId>,
    pub sort: SortBy,
    pub descending: bool,
    pub filter: Input,
    /// The filter has the keys.
    pub filtering: bool,
    pub cursor: Cursor,
}

impl RenewalList {
    pub fn new(title: impl Into<String>, ids: Vec<RenewalId>) -> Self {
        Self {
            title: title.into(),
            ids,
            sort: SortBy::default(),
            descending: true,
            filter: Input::default(),
            filtering: false,
            cursor: Cursor::default(),
        }
    }

    pub fn len(&self) -> usize {
        self.ids.len()
    }

    pub fn is_empty(&self) -> bool {
        self.ids.is_empty()
    }

    /// The renewals shown, in order.
    pub fn rows<'a>(&self, model: &'a Model) -> Vec<&'a Renewal> {
        let wanted: std::collections::HashSet<&RenewalId> = self.ids.iter().collect();
        let words: Vec<String> = self.filter.value().split_whitespace().map(str::to_lowercase).collect();
        let all = model.facts.renewals.iter().filter(|r| wanted.contains(&r.id));
        let mut rows: Vec<&Renewal> = all.filter(|r| matches(model, r, &words)).collect();
        rows.sort_by(|a, b| {
            let order = self.sort.compare(model, a, b);
            if self.descending { order.reverse() } else { order }
        });
        rows
    }

    pub fn run(&mut self, model: &Model, command: Command) -> Outcome {
        match command {
            Command::Back => Outcome::Close,
            Command::Open => self.open(model),
            Command::Filter => {
                self.filtering = true;
                Outcome::Stay
            }
            Command::Sort => self.sort_by_next(),
            Command::Reverse => {
                self.descending = !self.descending;
                Outcome::Stay
            }
            Command::Recode => self.recode(model),
            command if self.cursor.travel(command, self.rows(model).len()) => Outcome::Stay,
            _ => Outcome::Elsewhere,
        }
    }

    /// Keys while the filter is typed.
    pub fn key(&mut self, key: KeyEvent) -> Outcome {
        match key.code {
            KeyCode::Enter => self.filtering = false,
            KeyCode::Esc => {
                self.filtering = false;
                self.filter.reset();
            }
            _ => drop(input::edit(&mut self.filter, key)),
        }
        Outcome::Stay
    }

    pub fn click(&mut self, model: &Model, row: usize) -> Outcome {
        if self.cursor.0 == row {
            return self.open(model);
        }
        self.cursor.0 = row;
        Outcome::Stay
    }

    fn selected<'a>(&self, model: &'a Model) -> Option<&'a Renewal> {
        let rows = self.rows(model);
        self.cursor.at(rows.len()).map(|i| rows[i])
    }

    fn open(&self, model: &Model) -> Outcome {
        let page = |r: &Renewal| Outcome::Open(Overlay::Account(AccountPage::new(r.account_id.clone())));
        self.selected(model).map_or(Outcome::Stay, page)
    }

    fn recode(&self, model: &Model) -> Outcome {
        self.selected(model).map_or(Outcome::Stay, |r| Outcome::Open(pickers::reasons(model, std::slice::from_ref(&r.id))))
    }

    fn sort_by_next(&mut self) -> Outcome {
        let here = SortBy::ALL.iter().position(|s| *s == self.sort).unwrap_or(0);
        self.sort = SortBy::ALL[around(here, SortBy::ALL.len(), true)];
        self.descending = self.sort.starts_descending();
        Outcome::Stay
    }
}

fn matches(model: &Model, renewal: &Renewal, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let reason = model.reason_of(renewal).map_or_else(|| "uncoded".to_owned(), crate::domain::reason::ReasonCode::label);
    let hay = [
        &*renewal.account,
        &*renewal.id.0,
        &*renewal.segment,
        &*renewal.product,
        &*renewal.geo,
        &*renewal.persona,
        &*renewal.cs_owner,
        renewal.outcome.label(),
        renewal.competitor.as_deref().unwrap_or_default(),
        &reason,
    ]
    .join(" ")
    .to_lowercase();
    words.iter().all(|word| hay.contains(word.as_str()) || text::fold(&hay).contains(word.as_str()))
}
