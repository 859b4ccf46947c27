//! A name as it is typed into a form or a prompt: completed where it can only be one person's, offered where it may be several.

use std::sync::Arc;

use tui_input::Input;

use crate::domain::person::{self, Meant};
use crate::domain::roster::Role;
use crate::domain::session::Session;

/// Who may be meant, and which of several is offered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Those of this retro, then those of the last one: they are meant where nobody of this one is.
    all: Arc<[String]>,
    /// So many are of this one.
    here: usize,
    /// What was typed before one of several was offered, and which it is.
    offered: Option<(String, usize)>,
}

/// What a key did with a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Completed {
    /// It stands there whole, or is nobody's here.
    Nothing,
    /// It was one person's.
    Whole,
    /// One of several stands there; the key offers the next.
    Offered,
}

impl Names {
    /// The people of the room, and who is written down for a role.
    pub(crate) fn of(session: &Session) -> Self {
        let seats = Role::ALL.into_iter().flat_map(|role| {
            let seat = session.roster.seat(role);
            [seat.name.clone(), seat.fallback.clone()].into_iter().flatten()
        });
        let mut known: Vec<String> = Vec::new();
        for name in session.people.iter().map(|person| person.name.clone()).chain(seats) {
            if !known.iter().any(|other| person::is_same_name(other, &name)) {
                known.push(name);
            }
        }
        let here = known.len();
        let earlier = session.expected().filter(|name| !known.iter().any(|other| person::is_same_name(other, name)));
        let all = known.iter().cloned().chain(earlier.map(ToOwned::to_owned)).collect();
        Self { all, here, offered: None }
    }

    /// Who was in the last retro and may join this one.
    pub(crate) fn expected(session: &Session) -> Self {
        let all: Arc<[String]> = session.expected().map(ToOwned::to_owned).collect();
        Self { here: all.len(), all, offered: None }
    }

    /// Whom a name may mean: somebody of this retro before anybody of the last one.
    fn found<'a>(&'a self, name: &str, whom: fn(&str, &[&'a str]) -> Meant<'a>) -> Meant<'a> {
        let of = |names: &'a [String]| whom(name, &names.iter().map(String::as_str).collect::<Vec<_>>());
        let (here, earlier) = self.all.split_at(self.here);
        match of(here) {
            Meant::Nobody => of(earlier),
            found => found,
        }
    }

    /// Completes what stands in the field, or offers the next of those whom it may mean.
    pub(crate) fn complete(&mut self, input: &mut Input) -> Completed {
        let typed = self.offered.as_ref().map_or_else(|| input.value().to_owned(), |(typed, _)| typed.clone());
        let (mark, name) = marked(&typed);
        let offered = self.offered.as_ref().map(|(_, at)| *at);
        let (choice, offered) = match self.found(name, person::begun) {
            Meant::One(one) if mark.is_empty() && one == input.value() => return Completed::Nothing,
            Meant::One(one) => (one.to_owned(), None),
            Meant::Several(several) => {
                let next = offered.map_or(0, |at| (at + 1) % several.len());
                (several[next].to_owned(), Some((typed.clone(), next)))
            }
            Meant::Nobody => return Completed::Nothing,
        };
        *input = Input::new(choice);
        self.offered = offered;
        if self.offered.is_some() { Completed::Offered } else { Completed::Whole }
    }

    /// What is typed is another name.
    pub(crate) fn typed(&mut self) {
        self.offered = None;
    }

    /// The person that is meant, as they are called here; who is not known here is called as typed.
    ///
    /// # Errors
    /// It may be several, or is marked as somebody's who is not here.
    pub(crate) fn read(&self, typed: &str) -> Result<String, String> {
        let (mark, name) = marked(typed);
        let found = if mark.is_empty() { self.found(name, person::meant) } else { self.found(name, person::begun) };
        match found {
            Meant::One(one) => Ok(one.to_owned()),
            Meant::Several(several) => Err(which(&several)),
            Meant::Nobody if mark.is_empty() => Ok(name.to_owned()),
            Meant::Nobody => Err(format!("Nobody here is called {name}; without the @ it is kept as written")),
        }
    }

    /// How a name is understood, for the line below the field.
    pub(crate) fn told(&self, typed: &str) -> Option<String> {
        let is_name = !self.all.is_empty() && !marked(typed).1.is_empty();
        let is_nobodys = || self.found(marked(typed).1, person::begun) == Meant::Nobody;
        let unknown = || is_nobodys().then(|| "Nobody here is called that: it is kept as written".to_owned());
        if is_name { self.told_of_known(typed).or_else(unknown) } else { None }
    }

    /// Whose name it may be, of those who are known.
    pub(crate) fn told_of_known(&self, typed: &str) -> Option<String> {
        let (_, name) = marked(typed);
        match self.found(name, person::begun) {
            Meant::One(one) if one == name => self.offered_told(),
            Meant::One(one) => Some(format!("{one}: Tab completes it")),
            Meant::Several(several) => Some(which(&several)),
            Meant::Nobody => None,
        }
    }

    fn offered_told(&self) -> Option<String> {
        let (typed, at) = self.offered.as_ref()?;
        let Meant::Several(several) = self.found(marked(typed).1, person::begun) else { return None };
        let next = several[(at + 1) % several.len()];
        Some(format!("{} of {}; Tab turns to {next}", at + 1, several.len()))
    }
}

/// Which of several: they are told by their whole names.
pub(crate) fn which(several: &[&str]) -> String {
    let (last, others) = several.split_last().map_or(("", &[][..]), |(last, others)| (*last, others));
    format!("{} or {last}? Tab offers one after the other", others.join(", "))
}

/// `@Amelie` is marked as somebody's name.
fn marked(typed: &str) -> (&str, &str) {
    let typed = typed.trim();
    typed.strip_prefix('@').map_or(("", typed), |name| ("@", name.trim()))
}
