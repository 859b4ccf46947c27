//! What people and systems call our fields. A name is a hint and no verdict: values, and what stands beside, decide with it.

mod chargebee;
mod dutch;
mod dynamics;
mod english;
mod french;
mod german;
mod hubspot;
mod italian;
mod japanese;
mod ledgers;
mod pipedrive;
mod portuguese;
mod recurly;
mod salesforce;
mod sap;
mod spanish;
mod stripe;
mod success;
#[cfg(test)]
mod systems_tests;
mod zoho;
mod zuora;

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::compile::schema::Field;
use crate::compile::understand::header::{Heading, Side};
use crate::domain::text::bare;

/// A field with its names as people write them, separated by commas: those that surely mean it, surest first, and those that
/// mean it only where nothing better does.
type Row = (Field, &'static str, &'static str);

/// English first: of names that are likely only, earlier ones are likelier.
const TABLES: [&[Row]; 20] = [
    english::NAMES,
    salesforce::NAMES,
    hubspot::NAMES,
    dynamics::NAMES,
    pipedrive::NAMES,
    zoho::NAMES,
    stripe::NAMES,
    chargebee::NAMES,
    recurly::NAMES,
    zuora::NAMES,
    ledgers::NAMES,
    success::NAMES,
    sap::NAMES,
    german::NAMES,
    french::NAMES,
    spanish::NAMES,
    portuguese::NAMES,
    italian::NAMES,
    dutch::NAMES,
    japanese::NAMES,
];

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

/// The names of one field as headings come down to them, surest first.
#[derive(Clone, Debug, Default)]
pub(crate) struct Names {
    pub sure: Vec<&'static str>,
    pub likely: Vec<&'static str>,
}

struct Dictionary {
    /// By field.
    names: Vec<Names>,
    fields: FxHashMap<&'static str, Vec<Told>>,
}

static DICTIONARY: LazyLock<Dictionary> = LazyLock::new(Dictionary::new);

/// The names of `field`.
pub(crate) fn names_of(field: Field) -> &'static Names {
    &DICTIONARY.names[field as usize]
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

fn by_core(core: &str) -> &'static [Told] {
    DICTIONARY.fields.get(core).map_or(&[], Vec::as_slice)
}

/// An amount or seats, old or new, are those before or after a renewal.
fn by_side(heading: &Heading) -> Option<Field> {
    use Field as F;
    let named = |fields: &[F]| by_core(&heading.plain).iter().any(|told| fields.contains(&told.field));
    let (amount, seats) = match heading.side? {
        Side::Before => (F::ArrBefore, F::SeatsBefore),
        Side::After => (F::ArrAfter, F::SeatsAfter),
    };
    let is_amount = named(&[F::Arr, F::Mrr, F::Amount, F::ArrBefore]);
    if is_amount { Some(amount) } else { named(&[F::Seats]).then_some(seats) }
}

impl Dictionary {
    fn new() -> Self {
        let mut dictionary = Self { names: vec![Names::default(); Field::COUNT], fields: FxHashMap::default() };
        for (field, sure, _) in TABLES.into_iter().flatten() {
            dictionary.add(*field, sure, Standing::Sure);
        }
        for (field, _, likely) in TABLES.into_iter().flatten() {
            dictionary.add(*field, likely, Standing::Likely);
        }
        for field in Field::ALL {
            dictionary.add(*field, field.key(), Standing::Sure);
        }
        dictionary
    }

    fn add(&mut self, field: Field, names: &'static str, standing: Standing) {
        for core in split(names).flat_map(spellings).flat_map(|name| [Heading::of(&name).core, bare(&name)]) {
            let core: &'static str = core.leak();
            let told = self.fields.entry(core).or_default();
            if told.iter().any(|told| told.field == field) {
                continue;
            }
            told.push(Told { field, standing });
            let names = &mut self.names[field as usize];
            if standing == Standing::Sure { names.sure.push(core) } else { names.likely.push(core) }
        }
    }
}

fn split(names: &str) -> impl Iterator<Item = &str> {
    names.split(", ").map(str::trim).filter(|name| !name.is_empty())
}

/// A name, and how it is written where there are no umlauts.
fn spellings(name: &str) -> Vec<String> {
    let spelt = name.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue").replace('Ä', "Ae").replace('Ö', "Oe").replace('Ü', "Ue");
    if spelt == name { vec![spelt] } else { vec![name.to_owned(), spelt] }
}
