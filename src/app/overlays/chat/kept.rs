//! A pasted chat that is not taken in yet, as it is kept: its words, and what was chosen line by line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{ChatPage, Entry, MayBe, placing};
use crate::app::drafts::Typed;
use crate::app::model::Model;
use crate::app::overlays::Purpose;
use crate::domain::card::InsightKind;
use crate::domain::chat::New;
use crate::domain::digest::Fnv;
use crate::domain::text;
use crate::domain::wish::Wish;

/// Fields of the draft.
const WORDS: &str = "text";
const COLUMN: &str = "column";
const CHOICES: &str = "choices";
const SEARCH: &str = "search";

/// What was chosen for one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choice {
    is_out: bool,
    by: Option<String>,
    /// The column of a card; an action has none.
    kind: Option<InsightKind>,
    /// It goes there whatever the other cards do.
    #[serde(default)]
    says_where: bool,
    /// What may be a name before it is taken for one.
    is_named: bool,
}

/// Choices by what names their lines, also once other lines have been taken in.
pub(super) type Choices = BTreeMap<String, Choice>;

/// A pasted text as it is read and kept: nothing in it acts on a terminal.
pub(super) fn readable(pasted: &str) -> String {
    text::printable(pasted).into_owned()
}

/// What names a line: who wrote it, and what it became by itself.
pub(super) fn name(new: &New) -> String {
    Fnv::of(&serde_json::to_vec(&(&new.written, &new.wish)).unwrap_or_default())
}

impl Choice {
    fn of(entry: &Entry) -> Self {
        let Entry { new: New { by, wish, says_where, .. }, may_be, is_out, .. } = entry;
        let kind = if let Wish::AddCard { kind, .. } = wish { Some(*kind) } else { None };
        let is_named = may_be.as_ref().is_some_and(|may_be| may_be.rest == placing::words(wish));
        Self { is_out: *is_out, by: by.clone(), kind, says_where: *says_where, is_named }
    }

    fn made_again(&self, entry: &mut Entry) {
        let named = entry.may_be.as_ref().map(|MayBe { whole, rest, .. }| if self.is_named { rest.clone() } else { whole.clone() });
        match (&mut entry.new.wish, named) {
            (wish @ (Wish::AddCard { .. } | Wish::AddAction(_)), named) => {
                let words = named.unwrap_or_else(|| placing::words(wish).to_owned());
                *wish = match self.kind {
                    Some(kind) => placing::card(kind, words),
                    None => placing::action(words),
                };
            }
            (wish, Some(named)) => placing::reword(wish, named),
            _ => {}
        }
        (entry.is_out, entry.new.says_where) = (self.is_out, self.says_where);
        entry.new.by = self.by.as_deref().map(text::line);
    }
}

impl ChatPage {
    pub(crate) fn purpose(&self) -> Purpose {
        Purpose::Chat(Fnv::of(self.pasted.as_bytes()))
    }

    /// What stands chosen for each line.
    pub(super) fn choices(&self) -> Choices {
        let chosen = self.entries.iter().map(|entry| (entry.name.clone(), Choice::of(entry)));
        self.settled.clone().into_iter().chain(chosen).collect()
    }

    /// The words, and what was chosen. Nothing of a line that was typed: it stands in the box below.
    pub(crate) fn typed(&self) -> Option<Typed> {
        if self.is_typed {
            return None;
        }
        let changed: Choices = self.choices().into_iter().filter(|(name, choice)| self.unchanged.get(name) != Some(choice)).collect();
        let search = if self.state.filtering { self.state.filter.value() } else { "" };
        let fields = [
            (WORDS, self.pasted.clone()),
            (COLUMN, json(&(self.pasted_into, self.column))),
            (CHOICES, json(&changed)),
            (SEARCH, search.to_owned()),
        ];
        let fields = fields.into_iter().filter(|(_, value)| !value.is_empty()).map(|(field, value)| (field.to_owned(), value)).collect();
        Some(Typed { fields, focus: 0 })
    }

    /// The page of a chat that was kept; `None` where nothing in it is new any more.
    pub(crate) fn kept(model: &Model, typed: &Typed) -> Option<Self> {
        let (pasted_into, _) = columns(typed)?;
        let mut page = Self::new(model, typed.fields.get(WORDS)?, pasted_into).ok()?;
        page.take_back(typed);
        Some(page)
    }

    pub(crate) fn take_back(&mut self, typed: &Typed) {
        if let Some((_, column)) = columns(typed) {
            self.column = column;
        }
        let choices: Choices = read(typed, CHOICES).unwrap_or_default();
        for entry in &mut self.entries {
            if let Some(choice) = choices.get(&entry.name) {
                choice.made_again(entry);
            }
        }
        self.tell();
        if let Some(words) = typed.fields.get(SEARCH) {
            self.state.search(words);
        }
    }
}

/// Where it was pasted into, and where its cards go.
fn columns(typed: &Typed) -> Option<(InsightKind, InsightKind)> {
    read(typed, COLUMN)
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn read<'a, T: Deserialize<'a>>(typed: &'a Typed, field: &str) -> Option<T> {
    serde_json::from_str(typed.fields.get(field)?).ok()
}
