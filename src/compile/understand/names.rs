//! What people and systems call our fields. A name is a hint and no verdict: values, and what stands beside, decide with it.

#[cfg(test)]
mod systems_tests;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::compile::schema::{Field, Kind};
use crate::compile::tongues;
use crate::compile::understand::header::{Cores, Heading, Side};

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

/// Whether a heading is called after an amount, at least likely.
pub(crate) fn names_amount(heading: &Heading) -> bool {
    told(heading).iter().any(|told| told.field.kind() == Kind::Amount && told.standing >= Standing::Likely)
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
        let by_key: FxHashMap<&str, Field> = Field::ALL.iter().map(|field| (field.key(), *field)).collect();
        let tables = || tongues::headings().filter_map(|names| Some((*by_key.get(names.field)?, names)));
        let sure = tables().flat_map(|(field, names)| names.sure().map(move |name| (field, name, Standing::Sure)));
        let likely = tables().flat_map(|(field, names)| names.likely().map(move |name| (field, name, Standing::Likely)));
        let own = Field::ALL.iter().map(|field| (*field, field.key(), Standing::Sure));
        Self::of(&sure.chain(likely).chain(own).collect::<Vec<_>>())
    }

    /// Of names that mean the same field the first one counts.
    fn of(names: &[(Field, &'static str, Standing)]) -> Self {
        let mut dictionary = Self { likely: vec![Vec::new(); Field::COUNT], fields: FxHashMap::default() };
        dictionary.fields.reserve(names.len());
        let spelt: Vec<Option<String>> = names.iter().map(|(_, name, _)| without_umlauts(name)).collect();
        let mut cores = Cores::default();
        for ((field, name, standing), spelt) in names.iter().zip(&spelt) {
            for name in std::iter::once(*name).chain(spelt.as_deref()) {
                let (core, bare) = cores.of(name);
                dictionary.add(core, *field, *standing);
                if let Some(bare) = bare {
                    dictionary.add(bare, *field, *standing);
                }
            }
        }
        dictionary
    }

    fn add(&mut self, core: String, field: Field, standing: Standing) {
        let told = Told { field, standing };
        let core: &'static str = match self.fields.get_mut(core.as_str()) {
            Some(known) if known.iter().any(|known| known.field == field) => return,
            Some(known) => {
                known.push(told);
                core.leak()
            }
            None => {
                let core: &'static str = core.leak();
                self.fields.insert(core, vec![told]);
                core
            }
        };
        if standing == Standing::Likely {
            self.likely[field as usize].push(core);
        }
    }
}

/// How a name is written where there are no umlauts, if it has any.
fn without_umlauts(name: &str) -> Option<String> {
    let spelt = |c| {
        Some(match c {
            'ä' => "ae",
            'ö' => "oe",
            'ü' => "ue",
            'Ä' => "Ae",
            'Ö' => "Oe",
            'Ü' => "Ue",
            _ => return None,
        })
    };
    if name.is_ascii() || !name.chars().any(|c| spelt(c).is_some()) {
        return None;
    }
    let mut written = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        match spelt(c) {
            Some(two) => written.push_str(two),
            None => written.push(c),
        }
    }
    Some(written)
}
