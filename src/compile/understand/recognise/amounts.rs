//! Which columns of a table of renewals are the amounts before and after, and which one of a table of contracts is what is paid.

use chrono::NaiveDate;

use super::score::{Look, SURE};
use super::together::column;
use super::{Guess, profile};
use crate::compile::read::formats::wide::Series;
use crate::compile::read::formats::wide::heading::Unit;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;
use crate::compile::understand::names::{self, Standing};
use crate::compile::understand::pairs::{Rows, Side, Verdict};
use crate::compile::understand::{bridge, infer};
use crate::domain::renewal::Outcome;
use crate::domain::text::bare;

/// Amounts that a name below this does not keep from being what the rows say.
const WEAK: f32 = 0.9 * SURE;

/// What a column of changes may be taken for.
const CHANGES: [Field; 2] = [Field::ArrChange, Field::RelativeChange];

/// Finds the amounts before and after: by what the rows say of two columns, else by a name and what stands near it.
pub(crate) fn pair(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    if column(guesses, Field::ArrBefore).is_none() || column(guesses, Field::ArrAfter).is_none() {
        by_rows(look, guesses);
        if !by_change(look, guesses) {
            complete_the_pair(look, guesses);
        }
    }
    find_what_was_added(look, guesses);
}

/// What came on top of the amount after is told by the total that stands beside: `Renewed ARR`, `Upsell ARR` and their sum.
fn find_what_was_added(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let (Some(part), None) = (column(guesses, Field::ArrAfter), column(guesses, Field::Expansion)) else { return };
    let is_free = |column: &usize| {
        let is_open = |guess: &Guess| guess.column != *column || guess.field == Field::ArrChange;
        look.profiles[*column].are_amounts() && guesses.iter().all(is_open)
    };
    let free: Vec<usize> = (0..look.headings.len()).filter(is_free).collect();
    let is_told = |more: &usize| free.iter().any(|total| total != more && adds_up(look, part, *more, *total));
    let found = free.iter().copied().find(is_told);
    guesses.retain(|guess| Some(guess.column) != found);
    guesses.extend(found.map(|column| Guess { field: Field::Expansion, column, sureness: 0.8 }));
}

/// Row by row the total is the part and what comes on top of it, and that is something in several rows.
fn adds_up(look: &Look<'_>, part: usize, more: usize, total: usize) -> bool {
    const SEVERAL: usize = 3;
    let amount =
        |row: &[String], column: usize| row.get(column).filter(|value| !infer::says_nothing(value)).map(|value| infer::loose_number(value));
    let mut several = 0;
    let holds = look.file.sample.iter().all(|row| match (amount(row, part), amount(row, more), amount(row, total)) {
        (None, _, None) => true,
        (Some(Some(part)), more, Some(Some(total))) => {
            let Some(more) = more.unwrap_or(Some(0.0)) else { return false };
            several += usize::from(more != 0.0);
            (part + more - total).abs() <= 0.01
        }
        _ => false,
    });
    holds && several >= SEVERAL
}

/// One amount, and what it changed by: the rows tell both, whatever they are called.
fn by_change(look: &Look<'_>, guesses: &mut Vec<Guess>) -> bool {
    let rows = Rows::of(look.file, owner(guesses), column(guesses, Field::DueDate), |row| outcome(look, guesses, row));
    let (before, after) = (column(guesses, Field::ArrBefore), column(guesses, Field::ArrAfter));
    let goes_down = |column: usize| look.file.values(column).any(|value| infer::loose_number(value).is_some_and(|number| number < 0.0));
    let may_be_change = |column: &usize| {
        let claims = guesses.iter().filter(|guess| guess.column == *column && !CHANGES.contains(&guess.field));
        look.profiles[*column].are_amounts() && goes_down(*column) && claims.count() == 0
    };
    let changes: Vec<usize> = (0..look.headings.len()).filter(may_be_change).collect();
    let amounts = (0..look.headings.len()).filter(|column| may_be_one(look, guesses, *column) && !goes_down(*column));
    let pairs = amounts.flat_map(|amount| changes.iter().map(move |change| (amount, *change)));
    let found: Vec<(usize, usize, Side)> =
        pairs.filter_map(|(amount, change)| Some((amount, change, rows.side_beside(amount, change)?))).collect();
    let [(amount, change, side)] = found[..] else { return false };
    let field = match side {
        // Of deals that were won nobody knows which side their amount is.
        Side::Before if !rows.tells_steps(amount, change) && is_deal_amount(look, amount) => Field::Amount,
        Side::Before => Field::ArrBefore,
        Side::After => Field::ArrAfter,
    };
    // What was renewed, and what was lost as an amount below zero.
    let changed = if side == Side::Before && rows.are_results(amount, change) { Field::ArrAfter } else { Field::ArrChange };
    let field = if changed == Field::ArrAfter { Field::ArrBefore } else { field };
    let contradicts = [(before, Field::ArrBefore), (after, Field::ArrAfter)];
    if contradicts.iter().any(|(known, own)| known.is_some_and(|known| known != amount || *own != field)) {
        return false;
    }
    guesses.retain(|guess| guess.column != amount && guess.column != change && guess.field != field && guess.field != changed);
    guesses.extend([(field, amount), (changed, change)].map(|(field, column)| Guess { field, column, sureness: 0.8 }));
    true
}

/// It is called after what is expected: that was paid by nobody, and goes with the amount of its deal as what came after goes with what was
/// before.
fn is_expected(look: &Look<'_>, column: usize) -> bool {
    names::standing(&look.headings[column], Field::ForecastAmount) >= Some(Standing::Likely)
}

/// The column is called after the amount of a deal, and neither what was before nor what came after.
fn is_deal_amount(look: &Look<'_>, column: usize) -> bool {
    let heading = &look.headings[column];
    names::standing(heading, Field::Amount).is_some()
        && heading.side.is_none()
        && names::standing(heading, Field::ArrBefore) < Some(Standing::Likely)
}

/// Two columns that the rows tell to be before and after, where no third one could be either.
fn by_rows(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let rows = Rows::of(look.file, owner(guesses), column(guesses, Field::DueDate), |row| outcome(look, guesses, row));
    let all: Vec<usize> = (0..look.headings.len()).filter(|column| may_be_one(look, guesses, *column)).collect();
    let is_kept = |field, column: usize| {
        let sure = guesses.iter().find(|guess| guess.field == field && guess.sureness >= WEAK);
        sure.is_none_or(|guess| guess.column == column)
    };
    let is_pair = |before: usize, after: usize| rows.verdict(before, after) == Verdict::Pair;
    let pairs = all.iter().flat_map(|before| all.iter().map(move |after| (*before, *after)));
    let mut found: Vec<(usize, usize)> = pairs
        .filter(|(before, after)| is_kept(Field::ArrBefore, *before) && is_kept(Field::ArrAfter, *after))
        .filter(|(_, after)| !bridge::says_down(&look.file.header[*after]))
        .filter(|(before, after)| !(is_expected(look, *before) || is_expected(look, *after) && is_deal_amount(look, *before)))
        .filter(|(before, after)| is_pair(*before, *after) && !is_pair(*after, *before))
        .collect();
    if found.len() > 1 {
        // The same amounts with a tax go with the losses as well, and not from one renewal to the next.
        found.retain(|(before, after)| rows.follow(*before, *after));
    }
    let [(before, after)] = found[..] else { return };
    // The amount of a deal that stands where it was lost as well is what was lost there, and what it renewed at elsewhere.
    let is_deal = rows.stands_unrenewed(before, after);
    let after = Guess { field: if is_deal { Field::Amount } else { Field::ArrAfter }, column: after, sureness: 0.8 };
    guesses.retain(|guess| {
        guess.column != before && guess.column != after.column && guess.field != Field::ArrBefore && guess.field != after.field
    });
    guesses.extend([Guess { field: Field::ArrBefore, column: before, sureness: 0.8 }, after]);
}

fn owner(guesses: &[Guess]) -> Option<usize> {
    column(guesses, Field::AccountId).or(column(guesses, Field::Account))
}

/// A word of the heading says that nobody paid it: what was weighed by its chance, planned, or added up over years. Then its values alone
/// make it neither what was before nor what came after.
pub(super) fn is_no_side(name: &str) -> bool {
    const WORDS: [&str; 37] = [
        "weighted",
        "budget",
        "budgeted",
        "plan",
        "planned",
        "target",
        "quota",
        "forecast",
        "forecasted",
        "potential",
        "lifetime",
        "ltv",
        "clv",
        "initial",
        "original",
        "list",
        "whitespace",
        "cumulative",
        "risk",
        "gewichtet",
        "gewichteter",
        "geplant",
        "ziel",
        "erwartet",
        "prognose",
        "pondere",
        "ponderee",
        "objectif",
        "prevu",
        "ponderado",
        "presupuesto",
        "objetivo",
        "previsto",
        "ponderato",
        "obiettivo",
        "gewogen",
        "verwacht",
    ];
    name.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&&*bare(word)))
}

/// Nothing in its heading keeps a column from being what was before or what came after.
fn may_be_side(look: &Look<'_>, column: usize) -> bool {
    !is_no_side(&look.file.header[column]) && !is_earlier_year(look, column)
}

/// Of several years, each in a column, the last two are before and after.
fn is_earlier_year(look: &Look<'_>, column: usize) -> bool {
    let header = &look.file.header;
    let has_year = |name: &str| name.bytes().any(|byte| byte.is_ascii_digit());
    let Some(years) = Some(header).filter(|_| has_year(&header[column])).and_then(|header| Series::of(header, None)) else { return false };
    let later = |end: &NaiveDate| years.periods.iter().filter(|(other, _)| other > end).count();
    years.unit == Unit::Year && years.periods.iter().any(|(end, columns)| columns.contains(&Some(column)) && later(end) >= 2)
}

/// Amounts that nothing claims for sure but the amount of a deal, or one before or after.
fn may_be_one(look: &Look<'_>, guesses: &[Guess], column: usize) -> bool {
    const SIDES: [Field; 3] = [Field::Amount, Field::ArrBefore, Field::ArrAfter];
    const OTHERS: [Field; 3] = [Field::ForecastAmount, Field::ListPrice, Field::NetPrice];
    let profile = &look.profiles[column];
    let is_free = |guess: &Guess| SIDES.contains(&guess.field) || OTHERS.contains(&guess.field) && guess.sureness < WEAK;
    let is_amount = profile.are_amounts() && !profile.are_dates() && may_be_side(look, column);
    is_amount && guesses.iter().filter(|guess| guess.column == column).all(is_free)
}

/// What became of a row, as its words and flags tell.
fn outcome(look: &Look<'_>, guesses: &[Guess], row: &[String]) -> Option<Outcome> {
    let value = |column: usize| row.get(column).map(String::as_str);
    // What became of an upsell tells nothing of renewals.
    if column(guesses, Field::RowType).and_then(value).and_then(words::names_renewal) == Some(false) {
        return None;
    }
    let told = column(guesses, Field::Outcome).and_then(|column| {
        let word = value(column)?;
        let is_loss = infer::names_loss(&look.headings[column]);
        match words::flag(word).filter(|_| is_loss) {
            Some(lost) => Some(if lost { Outcome::Churned } else { Outcome::Renewed }),
            None => words::outcome(word),
        }
    });
    let flag = |field| column(guesses, field).and_then(value).and_then(words::flag);
    let won = flag(Field::IsWon).filter(|won| *won).map(|_| Outcome::Renewed);
    told.or(won).or_else(|| flag(Field::IsLost).filter(|lost| *lost).map(|_| Outcome::Churned))
}

/// Of an ARR before and one after, the one that is not named so is a free column of ARR near the other.
fn complete_the_pair(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let (known, missing) = match (column(guesses, Field::ArrBefore), column(guesses, Field::ArrAfter)) {
        (Some(before), None) => (before, Field::ArrAfter),
        (None, Some(after)) => (after, Field::ArrBefore),
        (None, None) => return find_the_pair(look, guesses),
        _ => return,
    };
    let is_free = |column: usize| !guesses.iter().any(|guess| guess.column == column && guess.field != Field::Amount);
    let is_arr = |column: usize| {
        let heading = &look.headings[column];
        [Field::Arr, Field::Mrr].iter().any(|field| names::standing(heading, *field).is_some())
    };
    let is_near = |column: &usize| {
        let profile = &look.profiles[*column];
        let is_amount = profile.are_amounts() && !profile.are_dates() && may_be_side(look, *column);
        // What an ARR after goes on from may be an MRR; an MRR beside an ARR before is the same once more.
        let is_of_another_period = || missing == Field::ArrBefore && is_arr(*column) && profile::are_near_a_year(look.file, known, *column);
        let is_near = || profile::are_near(look.file, known, *column) || is_of_another_period();
        let is_loss = missing == Field::ArrAfter && bridge::says_down(&look.file.header[*column]);
        *column != known && is_free(*column) && is_amount && !is_loss && is_near()
    };
    let near: Vec<usize> = (0..look.headings.len()).filter(is_near).collect();
    let named = near.iter().find(|column| is_arr(**column)).map(|column| (*column, 0.7));
    // Without a name it takes a column that nothing else claims, and no other like it.
    let alone = if let [only] = near[..] { Some((only, 0.6)).filter(|_| !guesses.iter().any(|g| g.column == only)) } else { None };
    if let Some((column, sureness)) = named.or(alone) {
        guesses.retain(|guess| guess.column != column);
        guesses.push(Guess { field: missing, column, sureness });
    }
}

/// Two columns that nothing claims, with amounts near each other, one of which is gone in some rows where the other stands: what
/// was before, and what came after.
fn find_the_pair(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    let is_amount = |column: usize| look.profiles[column].are_amounts() && may_be_side(look, column);
    let is_free = |column: &usize| !guesses.iter().any(|guess| guess.column == *column) && is_amount(*column);
    let free: Vec<usize> = (0..look.headings.len()).filter(is_free).collect();
    let pairs = free.iter().flat_map(|before| free.iter().map(move |after| (*before, *after)));
    let fits = |(before, after): &(usize, usize)| {
        before != after
            && !bridge::says_down(&look.file.header[*after])
            && profile::are_near(look.file, *before, *after)
            && vanishes(look, *before, *after) > 0
            && vanishes(look, *after, *before) == 0
    };
    let found: Vec<(usize, usize)> = pairs.filter(fits).collect();
    if let [(before, after)] = found[..] {
        guesses.push(Guess { field: Field::ArrBefore, column: before, sureness: 0.6 });
        guesses.push(Guess { field: Field::ArrAfter, column: after, sureness: 0.6 });
    }
}

/// Rows in which one column has an amount and the other a zero.
fn vanishes(look: &Look<'_>, has: usize, gone: usize) -> usize {
    let number = |row: &Vec<String>, column: usize| row.get(column).and_then(|value| infer::loose_number(value));
    look.file.sample.iter().filter(|row| number(row, has).is_some_and(|n| n > 0.0) && number(row, gone) == Some(0.0)).count()
}

/// Of contracts with a beginning and an end, or one of them and a state, where no name tells what is paid: the one column of amounts whose name ends or begins
/// as that of an amount does, or the only one beside a currency and a period.
pub(crate) fn of_contracts(look: &Look<'_>, guesses: &mut Vec<Guess>) {
    const PAID: [Field; 5] = [Field::Arr, Field::Mrr, Field::ArrChange, Field::MrrChange, Field::Amount];
    let has = |fields: &[Field]| fields.iter().any(|field| column(guesses, *field).is_some());
    let are_terms = has(&[Field::StartDate]) && has(&[Field::ContractEnd]);
    let tells_states = has(&[Field::StartDate, Field::ContractEnd]) && has(&[Field::Status, Field::LossDate, Field::IsLost]);
    let are_contracts = (are_terms || tells_states) && !has(&[Field::Date]);
    if has(&PAID) || !are_contracts {
        return;
    }
    let is_amount = |column: &usize| {
        let profile = &look.profiles[*column];
        let is_free = !guesses.iter().any(|guess| guess.column == *column) && !look.foreign.contains(column);
        is_free && profile.are_amounts() && !profile.are_dates() && profile.different > 1 && !profile::are_counted(look.file, *column)
    };
    let amounts: Vec<usize> = (0..look.headings.len()).filter(is_amount).collect();
    let named: Vec<usize> = amounts.iter().copied().filter(|column| is_partly_named(&look.file.header[*column])).collect();
    // What is left of a list price, or without a tax, is what is paid.
    let is_net = |column: &usize| names::standing(&look.headings[*column], Field::NetPrice) == Some(Standing::Sure);
    let net: Vec<usize> = amounts.iter().copied().filter(is_net).collect();
    let named = if net.len() == 1 { net } else { named };
    let found = match (&named[..], &amounts[..]) {
        ([only], _) => Some((*only, 0.6)),
        ([], [only]) if has(&[Field::Currency]) && has(&[Field::Period]) => Some((*only, 0.5)),
        _ => None,
    };
    guesses.extend(found.map(|(column, sureness)| Guess { field: Field::Amount, column, sureness }));
}

/// The name ends or begins with words that name an amount: `unit_price_amount`.
fn is_partly_named(name: &str) -> bool {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let names_amount = |words: &[&str]| names::standing(&Heading::of(&words.join(" ")), Field::Amount).is_some();
    (1..words.len()).any(|at| names_amount(&words[at..]) || names_amount(&words[..at]))
}
