//! What people and systems call our fields. A name is a hint and no verdict: values, and what stands beside, decide with it.

#[cfg(test)]
mod systems_tests;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::compile::schema::Field;
use crate::compile::tongues;
use crate::compile::understand::header::{Heading, Side};
use crate::domain::text::bare;

/// How surely a name means a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    /// A part of the heading, or what is left of it without period and side, is a name of the field.
    Partly,
    /// The name means the field where nothing better does.
    Likely,
    Sure,
}

/// A field that a heading may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub field: Field,
    pub standing: Standing,
}

struct Dictionary {
    /// Names that are likely only, the likeliest first, by field.
    likely: Vec<Vec<&'static str>>,
    fields: FxHashMap<&'static str, Vec<Told>>,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::new);

/// Which of the names that likely mean `field` this is, 0 the likeliest.
pub(crate) fn rank(core: &str, field: Field) -> usize {
    DICTIONARY.likely[field as usize].iter().position(|likely| *likely == core).unwrap_or(0)
}

/// Whether `core` is a longer name that begins or ends with one that surely means `field`, of at least `least` letters.
pub(crate) fn is_longer(core: &str, field: Field, least: usize, may_begin: bool) -> bool {
    let is_sure = |part: &str| {
        part.chars().nth(least - 1).is_some() && by_core(part).iter().any(|told| told.field == field && told.standing == Standing::Sure)
    };
    let cuts = || core.char_indices().map(|(at, _)| at).filter(|at| *at > 0);
    cuts().any(|at| is_sure(&core[at..])) || may_begin && cuts().any(|at| is_sure(&core[..at]))
}

/// The fields that a heading may name, those that it surely does first.
pub(crate) fn told(heading: &Heading) -> Vec<Told> {
    let mut told = by_core(&heading.core).to_vec();
    let mut add = |more: Told| {
        if !told.iter().any(|known| known.field == more.field) {
            told.push(more);
        }
    };
    if let Some(field) = by_side(heading) {
        add(Told { field, standing: Standing::Likely });
    }
    if let Some(field) = terms_in(heading) {
        add(Told { field, standing: Standing::Likely });
    }
    let rest = [Some(&heading.plain).filter(|plain| **plain != heading.core), heading.tail.as_ref()];
    for partly in rest.into_iter().flatten().flat_map(|name| by_core(name)) {
        add(Told { standing: Standing::Partly, ..*partly });
    }
    told.sort_by_key(|told| std::cmp::Reverse(told.standing));
    told
}

/// How surely `heading` names `field`; `None` where it does not.
pub(crate) fn standing(heading: &Heading, field: Field) -> Option<Standing> {
    told(heading).into_iter().find(|told| told.field == field).map(|told| told.standing)
}

/// Whether a heading is called after a customer's name or id, however surely.
pub(crate) fn names_customer(heading: &str) -> bool {
    let heading = Heading::of(heading);
    [Field::Account, Field::AccountId].iter().any(|field| standing(&heading, *field).is_some())
}

fn by_core(core: &str) -> &'static [Told] {
    DICTIONARY.fields.get(core).map_or(&[], Vec::as_slice)
}

/// A length of time under a name of terms: `Term (years)`, `Prior term, yrs`.
fn terms_in(heading: &Heading) -> Option<Field> {
    let (_, rest) = heading.counted_in.as_ref()?;
    let is_term = by_core(rest).iter().any(|told| told.field == Field::TermMonths);
    let field = if heading.side == Some(Side::Before) { Field::TermBefore } else { Field::TermMonths };
    is_term.then_some(field)
}

/// Amounts, seats, terms and periods, old or new, are those before or after a renewal.
fn by_side(heading: &Heading) -> Option<Field> {
    use Field as F;
    /// What is named, and which field it is before and after.
    const SIDES: [(&[Field], Field, Field); 5] = [
        (&[F::Arr, F::Mrr, F::Amount, F::ArrBefore], F::ArrBefore, F::ArrAfter),
        (&[F::Seats], F::SeatsBefore, F::SeatsAfter),
        (&[F::TermMonths], F::TermBefore, F::TermMonths),
        (&[F::Period], F::PeriodBefore, F::Period),
        (&[F::Currency], F::CurrencyBefore, F::Currency),
    ];
    let side = heading.side?;
    let names_end = by_core(&heading.plain).iter().any(|told| matches!(told.field, F::ContractEnd | F::DueDate));
    // A renewal before this one was due earlier.
    if names_end && side == Side::Before && !heading.plain.contains("renew") {
        return Some(F::DueDate);
    }
    let is_named = |fields: &[F]| by_core(&heading.plain).iter().any(|told| fields.contains(&told.field));
    let (_, before, after) = SIDES.into_iter().find(|(fields, ..)| is_named(fields))?;
    Some(if side == Side::Before { before } else { after })
}

impl Dictionary {
    fn new() -> Self {
        let mut dictionary = Self { likely: vec![Vec::new(); Field::COUNT], fields: FxHashMap::default() };
        let by_key: FxHashMap<&str, Field> = Field::ALL.iter().map(|field| (field.key(), *field)).collect();
        let tables = || tongues::headings().filter_map(|names| Some((*by_key.get(names.field)?, names)));
        for (field, names) in tables() {
            names.sure().for_each(|name| dictionary.add(field, name, Standing::Sure));
        }
        for (field, names) in tables() {
            names.likely().for_each(|name| dictionary.add(field, name, Standing::Likely));
        }
        for field in Field::ALL {
            dictionary.add(*field, field.key(), Standing::Sure);
        }
        dictionary
    }

    fn add(&mut self, field: Field, name: &str, standing: Standing) {
        for core in spellings(name).into_iter().flat_map(|name| [Heading::core_of(&name), bare(&name)]) {
            let core: &'static str = core.leak();
            let told = self.fields.entry(core).or_default();
            if told.iter().any(|told| told.field == field) {
                continue;
            }
            told.push(Told { field, standing });
            if standing == Standing::Likely {
                self.likely[field as usize].push(core);
            }
        }
    }
}

/// A name, and how it is written where there are no umlauts.
fn spellings(name: &str) -> Vec<String> {
    let spelt = name.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('Ä', "Ae").replace('Ö', "Oe").replace('Ü', "Ue");
    if spelt == name { vec![spelt] } else { vec![name.to_owned(), spelt] }
}
