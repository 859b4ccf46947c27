//! The book's figures against those read back from each rendering's cells.

use std::collections::{BTreeMap, BTreeSet};

use crate::book::{Book, Foreign};
use crate::render::Rendering;
use crate::reread::{self, Seen, Told};
use crate::run::{Trial, all, folder};
use crate::shape::Shape;
use crate::stage::{to, year_before};
use crate::truth::expected::{self, Expected, Figure, ratio};
use crate::truth::happened::Fate;

#[test]
fn the_truth_can_be_read_back_from_every_rendering() {
    let mut differ = vec![];
    for trial in all::every(Some(4)) {
        let (book, rendering, _) = folder::rendered(&trial);
        let expected = expected::of(&book, rendering.knows);
        differ.extend(differences(&trial, &book, &rendering, &expected).into_iter().map(|told| format!("{} {told}", trial.key())));
    }
    assert!(differ.is_empty(), "{} differ:\n{}", differ.len(), differ[..differ.len().min(60)].join("\n"));
}

fn differences(trial: &Trial, book: &Book, rendering: &Rendering, expected: &Expected) -> Vec<String> {
    let same: BTreeMap<String, String> =
        book.accounts.iter().filter_map(|one| Some((one.renamed.as_ref()?.id.clone(), one.id.clone()))).collect();
    let told = Told { as_of: book.stage.as_of(), rate_known: book.foreign != Some(Foreign::RateUnknown), same: &same };
    let cells = reread::open(&rendering.tables[0]);
    let mut differ = vec![];
    if rendering.knows.renewals.is_some() {
        let seen = reread::renewals(&cells, trial.shape, &told);
        differ.extend(counts(&seen, expected));
        differ.extend(rates(&seen, expected));
        let runs: BTreeMap<_, _> = reread::year(&cells, trial.shape, &told, to()).into_iter().map(|(key, arr)| (key, arr > 0)).collect();
        if book.stage != crate::book::Stage::Running || trial.shape == Shape::Events {
            differ.extend(differs("logo", reread::logos(&seen, &runs), expected.window.logo));
        }
    }
    let year = |on| by_account(reread::year(&cells, trial.shape, &told, on));
    differ.extend(twelve_months(&year(year_before()), &year(to()), expected));
    differ
}

fn counts(seen: &[Seen], expected: &Expected) -> Vec<String> {
    let of = |wanted: &dyn Fn(&Seen) -> bool| seen.iter().filter(|one| wanted(one)).count();
    let renewed = |one: &Seen| one.fate == Fate::Renewed;
    let pair = |one: &Seen| one.before.zip(one.after);
    let got = BTreeMap::from([
        ("due", seen.len()),
        ("renewed", of(&renewed)),
        ("churned", of(&|one| one.fate == Fate::Churned)),
        ("open", of(&|one| matches!(one.fate, Fate::Open | Fate::NotYetDue))),
        ("not_yet_due", of(&|one| one.fate == Fate::NotYetDue)),
        ("contracted", of(&|one| renewed(one) && pair(one).is_some_and(|(before, after)| after < before))),
        ("expanded", of(&|one| renewed(one) && pair(one).is_some_and(|(before, after)| after > before))),
    ]);
    expected
        .counts
        .iter()
        .filter(|(key, wanted)| got[*key] != **wanted)
        .map(|(key, wanted)| format!("{key} {} for {wanted}", got[key]))
        .collect()
}

fn rates(seen: &[Seen], expected: &Expected) -> Vec<String> {
    let due: Vec<(i64, Option<i64>)> =
        seen.iter().filter(|one| one.fate != Fate::NotYetDue).map(|one| (one.before.unwrap_or(0), one.after)).collect();
    let unknown: i64 = due.iter().filter(|(_, after)| after.is_none()).map(|(before, _)| before).sum();
    let all: i64 = due.iter().map(|(before, _)| before).sum();
    if unknown * 20 > all {
        return differs("grr", Figure::None, expected.window.grr).into_iter().collect();
    }
    let known: Vec<(i64, i64)> = due.iter().filter_map(|(before, after)| Some((*before, (*after)?))).collect();
    let (kept, now): (i64, i64) = known.iter().fold((0, 0), |sums, (before, after)| (sums.0 + before.min(after), sums.1 + after));
    let grr = differs("grr", ratio(kept, all - unknown), expected.window.grr);
    grr.into_iter().chain(differs("nrr", ratio(now, all - unknown), expected.window.nrr)).collect()
}

fn by_account(lines: BTreeMap<(String, String), i64>) -> BTreeMap<String, i64> {
    lines.into_iter().fold(BTreeMap::new(), |mut sums, ((account, _), arr)| {
        *sums.entry(account).or_default() += arr;
        sums
    })
}

fn twelve_months(then: &BTreeMap<String, i64>, now: &BTreeMap<String, i64>, expected: &Expected) -> Vec<String> {
    let cohort: BTreeSet<&String> = then.iter().filter(|(_, arr)| **arr > 0).map(|(account, _)| account).collect();
    let pairs: Vec<(i64, i64)> = cohort.iter().map(|account| (then[*account], now.get(*account).copied().unwrap_or(0))).collect();
    let base = pairs.iter().map(|(then, _)| then).sum();
    let grr = ratio(pairs.iter().map(|(then, now)| (*then).min(*now)).sum(), base);
    let nrr = ratio(pairs.iter().map(|(_, now)| now).sum(), base);
    let logo = ratio(pairs.iter().filter(|(_, now)| *now > 0).count() as i64, pairs.len() as i64);
    [("12 months grr", grr, expected.year.grr), ("12 months nrr", nrr, expected.year.nrr), ("12 months logo", logo, expected.year.logo)]
        .into_iter()
        .filter_map(|(name, got, wanted)| differs(name, got, wanted))
        .collect()
}

fn differs(name: &str, got: Figure, wanted: Figure) -> Option<String> {
    (wanted != Figure::Unchecked && got != wanted).then(|| format!("{name} {got:?} for {wanted:?}"))
}
