//! Words of a heading that tell what an amount covers and on which side of a renewal it stands.

use super::{Heading, Side};
use crate::compile::read::columns::Period;
use crate::compile::read::values::words;

/// Words that join others and name nothing, in several languages.
const FILLERS: [&str; 26] = [
    "in", "of", "the", "de", "du", "des", "d", "l", "la", "le", "les", "der", "die", "das", "den", "del", "della", "di", "do", "da", "dos",
    "van", "von", "el", "het", "zur",
];

/// Words between an amount and its period.
const LINKS: [&str; 8] = ["per", "pro", "par", "por", "al", "je", "p", "recurring"];

const MONTH: [&str; 14] = ["month", "monthly", "mo", "mth", "mrr", "pm", "mois", "mes", "mese", "monat", "mtl", "maand", "月額", "月次"];
const QUARTER: [&str; 5] = ["quarter", "quarterly", "qtr", "vierteljahrlich", "vierteljaehrlich"];
const YEAR: [&str; 15] =
    ["year", "yearly", "yr", "annum", "arr", "acv", "pa", "annee", "ano", "annuo", "anno", "jahr", "jaehrlich", "jaehrliche", "jaar"];
const TERM: [&str; 6] = ["tcv", "gesamtvertragswert", "vertragsgesamtwert", "gesamtauftragswert", "契約総額", "総契約額"];

/// Names of amounts that tell their period by themselves.
const AMOUNTS: [&str; 9] =
    ["mrr", "arr", "acv", "tcv", "gesamtvertragswert", "vertragsgesamtwert", "gesamtauftragswert", "契約総額", "総契約額"];

const BEFORE: [&str; 46] = [
    "old",
    "prior",
    "previous",
    "prev",
    "before",
    "expiring",
    "former",
    "alt",
    "alte",
    "alter",
    "altes",
    "bisher",
    "bisherig",
    "bisherige",
    "bisheriger",
    "bisheriges",
    "vorher",
    "vorherig",
    "vorherige",
    "vorheriger",
    "ancien",
    "ancienne",
    "anciens",
    "avant",
    "precedent",
    "precedente",
    "anterior",
    "anteriores",
    "antes",
    "viejo",
    "vieja",
    "antiguo",
    "antigua",
    "vecchio",
    "vecchia",
    "prima",
    "antigo",
    "antiga",
    "oud",
    "oude",
    "vorig",
    "vorige",
    "変更前",
    "更新前",
    "旧",
    "前回",
];
const AFTER: [&str; 36] = [
    "new",
    "renewed",
    "after",
    "neu",
    "neue",
    "neuer",
    "neues",
    "nachher",
    "verlangert",
    "verlaengert",
    "nouveau",
    "nouvelle",
    "nouveaux",
    "apres",
    "renouvele",
    "renouvelee",
    "nuevo",
    "nueva",
    "despues",
    "renovado",
    "renovada",
    "novo",
    "nova",
    "depois",
    "nuovo",
    "nuova",
    "dopo",
    "rinnovato",
    "rinnovata",
    "nieuw",
    "nieuwe",
    "変更後",
    "更新後",
    "新",
    "今回",
    "新規後",
];

/// How German and Japanese write a period and an amount as one word.
const COMPOUNDS: [(&str, Period); 14] = [
    ("monats", Period::Month),
    ("quartals", Period::Quarter),
    ("jahres", Period::Year),
    ("maand", Period::Month),
    ("jaar", Period::Year),
    ("月額", Period::Month),
    ("月次", Period::Month),
    ("月間", Period::Month),
    ("毎月", Period::Month),
    ("四半期", Period::Quarter),
    ("年額", Period::Year),
    ("年次", Period::Year),
    ("年間", Period::Year),
    ("毎年", Period::Year),
];

/// What says a whole term in several words, as a core has them.
const WHOLE_TERM: [&str; 7] = [
    "totalcontract",
    "contracttotal",
    "valeurtotalecontrat",
    "montanttotalcontrat",
    "valortotalcontrat",
    "valoretotalecontratto",
    "totalevalue",
];

pub(crate) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}

/// Links go with the period that they stand before.
pub(crate) fn is_link(word: &str) -> bool {
    LINKS.contains(&word)
}

pub(crate) fn is_amount(word: &str) -> bool {
    AMOUNTS.contains(&word)
}

/// The period that a word tells; `an` is a year in French alone, behind `par`.
pub(crate) fn period(word: &str, after: Option<&str>) -> Option<Period> {
    let among = |words: &[&str]| words.contains(&word);
    match () {
        () if among(&MONTH) => Some(Period::Month),
        () if among(&QUARTER) => Some(Period::Quarter),
        () if among(&YEAR) || word == "an" && after == Some("par") => Some(Period::Year),
        () if among(&TERM) => Some(Period::Term),
        () if word == "m" && after == Some("p") => Some(Period::Month),
        () => words::period_of_stem(word),
    }
}

pub(crate) fn side(word: &str) -> Option<Side> {
    if BEFORE.contains(&word) { Some(Side::Before) } else { AFTER.contains(&word).then_some(Side::After) }
}

/// A period at the head of a longer word, and what is left of it.
pub(crate) fn compound(word: &str) -> Option<(Period, &str)> {
    COMPOUNDS.iter().find_map(|(head, period)| Some((*period, word.strip_prefix(head).filter(|rest| rest.chars().count() > 1)?)))
}

/// What only the words together tell, and what Japanese writes without blanks between.
pub(crate) fn unspaced(heading: &mut Heading) {
    if WHOLE_TERM.iter().any(|words| heading.core.contains(words)) {
        heading.period = Some(Period::Term);
    }
    if heading.plain.is_ascii() {
        return;
    }
    for (words, side) in [(&BEFORE[..], Side::Before), (&AFTER[..], Side::After)] {
        let Some(word) = words.iter().find(|word| !word.is_ascii() && heading.plain.starts_with(**word)) else { continue };
        heading.side = heading.side.or(Some(side));
        heading.plain.drain(..word.len());
    }
    if let Some((period, rest)) = compound(&heading.plain).map(|(period, rest)| (period, rest.to_owned())) {
        heading.period = heading.period.or(Some(period));
        heading.plain = rest;
    }
    if heading.period.is_none() {
        heading.period = AMOUNTS.iter().find(|amount| heading.plain == **amount).and_then(|amount| period(amount, None));
    }
}
