//! Files beside the renewals that put right what these say: other amounts, other outcomes, or who was lost, stayed, or does not count.

mod named;
mod says;

use chrono::NaiveDate;

use self::named::{NamedRow, NamedRows, Targets};
use self::says::{Line, Says};
use super::{answer, quoted, some_of};
use crate::compile::join::population::Population;
use crate::compile::read::file::DataFile;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words::corrections;
use crate::compile::schema::{Field, Table};
use crate::compile::understand::decided::index;
use crate::compile::understand::header::Heading;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::RenewalUse;
use crate::compile::understand::pairs;
use crate::domain::question::{Answer, Question};
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::text::counted;

/// A loss so many days from the day due is that of the renewal.
const NEAR: i64 = 60;
/// A loss so many days from another one of the customer is the same.
const SAME: i64 = 180;

pub(crate) fn of(layout: &Layout, population: &Population) -> Vec<Question> {
    let (idle, logs): (Vec<&DataFile>, Vec<&TableFile>) = (layout.idle().collect(), layout.files(Table::Reasons).collect());
    // Most folders hold neither, and many renewals.
    if !layout.has(Table::Renewals) || idle.is_empty() && logs.is_empty() {
        return Vec::new();
    }
    let targets = Targets::of(population);
    let idle = idle.into_iter().filter_map(|file| of_idle(layout, file, &targets));
    let logs = logs.into_iter().filter_map(|table| of_log(layout, table, &targets));
    idle.chain(logs).collect()
}

/// Of a file from which nothing is read.
fn of_idle(layout: &Layout, file: &DataFile, targets: &Targets<'_>) -> Option<Question> {
    let named = NamedRows::of(file, targets)?.without(|row| is_said(layout, row.one))?;
    let says = Says::of(&named, &|heading| field_below(layout, heading))?;
    let (asked, mut answers) = match says {
        Says::Amounts { heading, after, before } => of_amounts(layout, &heading, after, before),
        Says::Changes { heading, after } => {
            let asked = format!("`{heading}` holds amounts for {}. Do they change what was paid afterwards?", who(&after));
            (asked, vec![answer("yes, they are added to it", lines(after))])
        }
        Says::Outcomes { heading, lines: said } => {
            let asked = format!("`{heading}` tells other outcomes of {} than the renewals do. Is it right?", who(&said));
            (asked, vec![answer("yes, that became of them", lines(said))])
        }
        Says::Fields { heading, lines: said } => {
            let asked = format!("`{heading}` tells other values of {} than the renewals do. Is it right?", who(&said));
            (asked, vec![answer("yes, these values count", lines(said))])
        }
        Says::List => of_list(&named),
    };
    answers.push(answer("no; nothing is read from this file", format!("[files.{}]\ntable = \"ignore\"\n", quoted(file.name()))));
    Some(Question { is_pressing: true, file: file.name().to_owned(), asked, answers })
}

/// Of a log of losses: renewals that it calls lost, and the table of renewals does not.
fn of_log(layout: &Layout, table: &TableFile, targets: &Targets<'_>) -> Option<Question> {
    let column = index(&table.columns, Field::Date)?;
    let form = pairs::form(&table.file, column);
    let day = |row: &NamedRow<'_, '_>| -> Option<NaiveDate> { Some(form.span(row.row.get(column)?.as_bytes())?.last) };
    let is_told = |row: &NamedRow<'_, '_>, day: NaiveDate| {
        let is_same = |renewal: &&Renewal| renewal.is_churned() && (renewal.due - day).num_days().abs() <= SAME;
        targets.of_customer(row.one).any(|renewal| is_same(&renewal)) || (row.one.due - day).num_days().abs() > NEAR
    };
    let is_known = |row: &NamedRow<'_, '_>| is_said(layout, row.one) || day(row).is_none_or(|day| is_told(row, day));
    let named = NamedRows::of(&table.file, targets)?.without(is_known).filter(NamedRows::are_once)?;
    let said = |outcome: Outcome| lines(each(&named, RenewalUse::Became(outcome)));
    let of: Vec<Line<'_>> = each(&named, RenewalUse::Own);
    let renewed = named.rows.iter().all(|row| row.one.outcome == Outcome::Renewed);
    let stay = if renewed { said(Outcome::Renewed) } else { lines(of.clone()) };
    Some(Question {
        is_pressing: true,
        file: table.file.name().to_owned(),
        asked: format!("it tells of the loss of {}, and in the renewals they are not lost. Were they?", who(&of)),
        answers: vec![answer("yes, they were lost", said(Outcome::Churned)), answer("no; what the renewals say holds", stay)],
    })
}

fn of_amounts(layout: &Layout, heading: &str, after: Vec<Line<'_>>, before: Vec<Line<'_>>) -> (String, Vec<Answer>) {
    let longer = if after.is_empty() { &before } else { &after };
    let asked = format!("`{heading}` has other amounts for {} than the renewals. Are they right?", who(longer));
    let is_before = field_below(layout, heading) == Some(Field::ArrBefore);
    let mut answers = Vec::new();
    if !after.is_empty() {
        answers.push(answer("yes; that is what was paid afterwards", lines(after)));
    }
    if !before.is_empty() {
        answers.push(answer("yes; that is what was paid before", lines(before)));
    }
    if is_before {
        answers.reverse();
    }
    (asked, answers)
}

/// Of a list of renewals or customers with nothing else that could be read.
fn of_list(named: &NamedRows<'_, '_>) -> (String, Vec<Answer>) {
    let of = each(named, RenewalUse::Own);
    let all = |said: RenewalUse| named.rows.iter().flat_map(|row| &row.all).map(|renewal| (*renewal, said.key())).collect::<Vec<_>>();
    let out = answer("they are left out of all figures", lines(all(RenewalUse::Ignore)));
    let lost = answer("they were lost", lines(each(named, RenewalUse::Became(Outcome::Churned))));
    let kept = answer("they were renewed", lines(each(named, RenewalUse::Became(Outcome::Renewed))));
    let are_lost = named.rows.iter().all(|row| row.one.is_churned());
    let answers = match () {
        () if are_lost => vec![kept, out],
        () if named.says(corrections::tells_left_out) || !named.says(corrections::tells_losses) => vec![out, lost],
        () => vec![lost, out],
    };
    (format!("it names {}, and nothing is read from it. What does it say of them?", who(&of)), answers)
}

/// Each renewal that is named, with the same words for it.
fn each<'p>(named: &NamedRows<'_, 'p>, said: RenewalUse) -> Vec<Line<'p>> {
    named.rows.iter().map(|row| (row.one, said.key())).collect()
}

fn lines(said: Vec<Line<'_>>) -> String {
    let line = |(renewal, said): (&Renewal, String)| format!("{} = \"{said}\"\n", quoted(&renewal.id.0));
    format!("[renewals]\n{}", said.into_iter().map(line).collect::<String>())
}

/// `5 renewals (R-1, R-2 and 3 more)`
fn who(said: &[Line<'_>]) -> String {
    let ids: Vec<String> = said.iter().map(|(renewal, _)| renewal.id.to_string()).collect();
    format!("{} ({})", counted(ids.len(), "renewal", "renewals"), some_of(&ids))
}

fn is_said(layout: &Layout, renewal: &Renewal) -> bool {
    layout.mapping.renewals.contains_key(renewal.id.0.as_str())
}

/// What is read from the renewals' column of that name.
fn field_below(layout: &Layout, heading: &str) -> Option<Field> {
    let core = Heading::core_of(heading);
    let of_table = |table: &TableFile| {
        let is_it =
            |field: &Field| index(&table.columns, *field).is_some_and(|column| Heading::core_of(&table.file.header[column]) == core);
        [Field::ArrBefore, Field::ArrAfter, Field::Outcome, Field::DueDate, Field::ReasonCode].into_iter().find(is_it)
    };
    layout.files(Table::Renewals).find_map(of_table)
}
