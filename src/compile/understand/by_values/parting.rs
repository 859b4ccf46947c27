//! Words that part rows: where the amount after is gone, a reason or a day of decision stands, one word does and another does not.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::sheet::Sheet;
use crate::compile::read::values::words;
use crate::domain::renewal::Outcome;

/// Words and what each says became of a renewal.
pub(crate) type Meant = Vec<(String, Outcome)>;

/// At most one row in so many stands where its word says that it does not.
const MISFITS: usize = 20;
/// Of fewer rows anything parts from anything.
const FEWEST: usize = 8;
/// A column with a value in more of the rows gives no reasons.
const MOST_REASONS: f32 = 0.6;

/// A column of words, and what stands beside them says what they mean.
pub(crate) struct Parting {
    pub column: usize,
    /// Every word, as it is spelt first.
    pub words: Meant,
    /// What they may mean as well.
    pub others: Vec<Meant>,
    /// The day on which those that are decided were.
    pub decided_on: Option<usize>,
    /// Why those that were lost were.
    pub reason: Option<usize>,
    /// Columns that part as the words do.
    pub signs: usize,
}

/// One word with its rows.
struct Word {
    spelt: String,
    rows: Vec<usize>,
}

/// Columns that have a value with some words and none with others.
#[derive(Default)]
struct Signs {
    amounts: Vec<usize>,
    days: Vec<usize>,
    reasons: Vec<usize>,
}

/// The column of words that most others part with; `due` is the day due, where it is known.
pub(crate) fn find(sheet: &Sheet<'_>, may_be: impl Fn(usize) -> bool, owner: Option<usize>, due: Option<usize>) -> Option<Parting> {
    let columns =
        sheet.columns().filter(|column| may_be(*column) && sheet.look.profiles[*column].are_few_words() && Some(*column) != owner);
    columns.filter_map(|column| of_column(sheet, column, due)).max_by_key(|parting| parting.signs)
}

/// What the words of one column say, by what stands beside them.
pub(crate) fn of_column(sheet: &Sheet<'_>, column: usize, due: Option<usize>) -> Option<Parting> {
    let words = words_of(sheet, column);
    let signs = signs(sheet, column, &words);
    let stands = |columns: &[usize], word: &Word| columns.iter().any(|other| is_mostly(sheet, word, *other));
    let meant: Vec<(Option<Outcome>, &Word)> = words.iter().map(|word| (told(sheet, &signs, &words, word, due), word)).collect();
    let has = |wanted: Outcome| meant.iter().any(|(outcome, _)| *outcome == Some(wanted));
    let known = |(outcome, word): &(Option<Outcome>, &Word)| Some((word.spelt.clone(), (*outcome)?));
    let all: Meant = meant.iter().map(known).collect::<Option<_>>()?;
    if !has(Outcome::Renewed) || !has(Outcome::Churned) {
        return None;
    }
    let is_lost = |word: &Word| all.iter().any(|(spelt, outcome)| *spelt == word.spelt && *outcome == Outcome::Churned);
    let of_all = |other: &usize| words.iter().filter(|word| is_lost(word)).all(|word| stands(&[*other], word));
    Some(Parting {
        column,
        others: others(&all, &signs, &words),
        words: all.clone(),
        decided_on: signs.days.iter().copied().find(of_all),
        reason: signs.reasons.first().copied(),
        signs: signs.amounts.len() + signs.days.len() + signs.reasons.len(),
    })
}

fn words_of(sheet: &Sheet<'_>, column: usize) -> Vec<Word> {
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    for row in sheet.rows() {
        let Some(spelt) = sheet.value(row, column) else { continue };
        words.entry(words::key(spelt)).or_insert_with(|| Word { spelt: spelt.to_owned(), rows: Vec::new() }).rows.push(row);
    }
    words.into_values().collect()
}

/// The columns that are mostly filled with some words and mostly empty with others.
fn signs(sheet: &Sheet<'_>, column: usize, words: &[Word]) -> Signs {
    let mut signs = Signs::default();
    for other in sheet.columns().filter(|other| *other != column && parts(sheet, words, *other)) {
        match () {
            () if sheet.holds_days(other) => signs.days.push(other),
            () if sheet.holds_amounts(other) => signs.amounts.push(other),
            () if sheet.look.profiles[other].fill() <= MOST_REASONS && !sheet.look.profiles[other].are_numbers() => {
                signs.reasons.push(other)
            }
            () => {}
        }
    }
    // What is there for the renewed alone, or for more than the lost, gives no reason of a loss.
    let is_gone = |word: &Word| signs.amounts.iter().all(|amount| !is_mostly(sheet, word, *amount));
    let gives_reasons = |reason: &usize| words.iter().filter(|word| is_mostly(sheet, word, *reason)).all(is_gone);
    let reasons = signs.reasons.iter().copied().filter(gives_reasons).collect();
    Signs { reasons, ..signs }
}

fn stands(sheet: &Sheet<'_>, row: usize, column: usize) -> bool {
    if sheet.holds_amounts(column) { sheet.amount(row, column).is_some() } else { sheet.value(row, column).is_some() }
}

fn is_mostly(sheet: &Sheet<'_>, word: &Word, column: usize) -> bool {
    word.rows.iter().filter(|row| stands(sheet, **row, column)).count() * 2 > word.rows.len()
}

fn parts(sheet: &Sheet<'_>, words: &[Word], column: usize) -> bool {
    let (mut all, mut misfits, mut with, mut without) = (0, 0, false, false);
    for word in words {
        let standing = word.rows.iter().filter(|row| stands(sheet, **row, column)).count();
        let is_with = standing * 2 > word.rows.len();
        misfits += if is_with { word.rows.len() - standing } else { standing };
        all += word.rows.len();
        with |= is_with;
        without |= !is_with;
    }
    with && without && all >= FEWEST && misfits * MISFITS <= all
}

/// What a word says became of its rows.
fn told(sheet: &Sheet<'_>, signs: &Signs, words: &[Word], word: &Word, due: Option<usize>) -> Option<Outcome> {
    let has = |columns: &[usize], word: &Word| columns.iter().any(|column| is_mostly(sheet, word, *column));
    let (amount, day, reason) = (has(&signs.amounts, word), has(&signs.days, word), has(&signs.reasons, word));
    let is_told_by_days = |kept: bool| words.iter().any(|other| has(&signs.days, other) && has(&signs.amounts, other) == kept);
    if reason {
        return Some(Outcome::Churned);
    }
    if signs.amounts.is_empty() {
        return match (signs.days.is_empty(), day, signs.reasons.is_empty()) {
            (true, _, true) => None,
            (true, _, false) => Some(by_due(sheet, words, word, due, Outcome::Renewed)),
            (false, false, _) => Some(Outcome::Open),
            (false, true, false) => Some(Outcome::Renewed),
            (false, true, true) => the_commoner(words, word, |other| has(&signs.days, other)),
        };
    }
    match (amount, day) {
        (true, true) => Some(Outcome::Renewed),
        (true, false) => Some(if is_told_by_days(true) { Outcome::Open } else { Outcome::Renewed }),
        (false, true) => Some(Outcome::Churned),
        (false, false) if is_told_by_days(false) || !signs.reasons.is_empty() => Some(Outcome::Open),
        (false, false) => Some(by_due(sheet, words, word, due, Outcome::Churned)),
    }
}

/// Open, if most of its rows are due later than nearly all of the commonest word's; else what was decided.
fn by_due(sheet: &Sheet<'_>, words: &[Word], word: &Word, due: Option<usize>, decided: Outcome) -> Outcome {
    let days = |word: &Word| -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> =
            due.into_iter().flat_map(|due| word.rows.iter().filter_map(move |row| sheet.day(*row, due))).collect();
        days.sort_unstable();
        days
    };
    let Some(commonest) = words.iter().max_by_key(|word| word.rows.len()).filter(|commonest| commonest.spelt != word.spelt) else {
        return decided;
    };
    let (own, usual) = (days(word), days(commonest));
    let late = usual.get((usual.len() * 19 / 20).min(usual.len().saturating_sub(1)));
    if own.get(own.len() / 2).zip(late).is_some_and(|(own, late)| own >= late) { Outcome::Open } else { decided }
}

/// Of two words that were decided more was renewed than lost, as it mostly is.
fn the_commoner(words: &[Word], word: &Word, is_decided: impl Fn(&Word) -> bool) -> Option<Outcome> {
    let decided: Vec<&Word> = words.iter().filter(|word| is_decided(word)).collect();
    let [one, other] = decided[..] else { return None };
    let common = if one.rows.len() > other.rows.len() { one } else { other };
    Some(if common.spelt == word.spelt { Outcome::Renewed } else { Outcome::Churned })
}

/// What the words may mean as well: the other way round where nothing but their number tells it, and lost for open where no day and
/// no reason does, and the other way round: of several words without an amount each may be the one for what is open.
fn others(all: &Meant, signs: &Signs, words: &[Word]) -> Vec<Meant> {
    let with = |change: fn(Outcome) -> Outcome| all.iter().map(|(word, outcome)| (word.clone(), change(*outcome))).collect::<Meant>();
    let turned = |outcome| match outcome {
        Outcome::Renewed => Outcome::Churned,
        Outcome::Churned => Outcome::Renewed,
        Outcome::Open => Outcome::Open,
    };
    let lost = |outcome| if outcome == Outcome::Open { Outcome::Churned } else { outcome };
    let by_number = signs.amounts.is_empty() && signs.reasons.is_empty();
    let by_due = signs.days.is_empty() && all.iter().any(|(_, outcome)| *outcome == Outcome::Open);
    let turned = [by_number.then(|| with(turned)), by_due.then(|| with(lost))].into_iter().flatten();
    turned.chain((!by_number && signs.days.is_empty()).then(|| with_one_open(all, words)).into_iter().flatten()).collect()
}

/// Each of several words for what was lost as the one for what is open, the rarest first: what is open now are the fewer.
fn with_one_open(all: &Meant, words: &[Word]) -> Vec<Meant> {
    let rows = |spelt: &str| words.iter().find(|word| word.spelt == spelt).map_or(0, |word| word.rows.len());
    let mut lost: Vec<&String> = all.iter().filter(|(_, outcome)| *outcome == Outcome::Churned).map(|(word, _)| word).collect();
    if lost.len() < 2 {
        return Vec::new();
    }
    lost.sort_by_key(|word| rows(word));
    let with_open =
        |open: &String| all.iter().map(|(word, outcome)| (word.clone(), if word == open { Outcome::Open } else { *outcome })).collect();
    lost.into_iter().map(with_open).collect()
}
