//! Finds the columns of marks that tell together what became of renewals.

use rustc_hash::FxHashSet;

use super::DataFile;
use crate::compile::read::formats::drawn::marks::{Mark, Marks};
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::header::Heading;
use crate::compile::understand::infer::{self, loose_number};
use crate::compile::understand::names::{self, Standing};
use crate::domain::renewal::Outcome;
use crate::domain::text;

/// Of a hundred rows so many must say one thing at the most.
const NEARLY_ALL: usize = 95;
/// More words are no stages.
const MOST_WORDS: usize = 8;
/// Fewer rows with a mark, or without it, tell nothing.
const FEWEST: usize = 2;

impl DataFile {
    /// The marks of renewed and lost rows, of open and of decided ones, where they say more together than one of them alone.
    pub(super) fn marks(&self) -> Option<Marks> {
        let mut columns: Vec<(usize, Mark)> = (0..self.header.len()).filter_map(|column| Some((column, self.mark(column)?))).collect();
        let by_heading = columns.len();
        // A mark of renewals may tell which deals are some.
        if !columns.iter().any(|(_, mark)| *mark == Mark::Renewed)
            && let Some(column) = self.mark_by_amounts()
        {
            columns.push((column, Mark::Renewed));
        }
        if let Some((renewed, _)) = columns.iter().find(|(_, mark)| *mark == Mark::Renewed)
            && columns.len() == 1
            && let Some(stage) = self.stage_beside(*renewed)
        {
            columns.push(stage);
        }
        let is_once = |mark: &Mark| columns.iter().filter(|(_, own)| own == mark).count() == 1;
        let tells_ends = columns.iter().any(|(_, mark)| matches!(mark, Mark::Renewed | Mark::Lost));
        let is_more = columns.len() > 1 || columns.len() > by_heading;
        let is_told = tells_ends && is_more && columns.iter().all(|(_, mark)| is_once(mark));
        (is_told && self.exclude_one_another(&columns) && !self.has_outcomes(&columns)).then_some(Marks { columns, are_amounts: false })
    }

    /// Amounts of what was renewed, lost and is open in columns of their own: of nearly every row one of them alone, or a part that was lost.
    pub(super) fn marks_of_amounts(&self) -> Option<Marks> {
        let says =
            |name: &str, is: &dyn Fn(&str) -> bool| name.split(|c: char| !c.is_alphanumeric()).any(|word| !word.is_empty() && is(word));
        let mark = |column: usize| {
            let name = &self.header[column];
            let mark = match () {
                () if says(name, &words::says_renewed) => Mark::Renewed,
                () if says(name, &|word| words::listed(word) == Some(Outcome::Churned)) => Mark::Lost,
                () if says(name, &|word| words::listed(word) == Some(Outcome::Open)) => Mark::Open,
                () => return None,
            };
            let are_amounts = self.values(column).count() > 0 && self.values(column).all(|value| loose_number(value).is_some());
            (are_amounts && self.values(column).any(|value| words::flag(value).is_none())).then_some((column, mark))
        };
        let columns: Vec<(usize, Mark)> = (0..self.header.len()).filter_map(mark).collect();
        let is_once = |mark: Mark| columns.iter().filter(|(_, own)| *own == mark).count() == 1;
        let marks = Marks { columns: columns.clone(), are_amounts: true };
        let is_whole = |row: &&Vec<String>| {
            let set = |mark: Mark| {
                let column = columns.iter().find(|(_, own)| *own == mark).map(|(column, _)| *column);
                column.and_then(|column| loose_number(row.get(column)?)).is_some_and(|amount| amount != 0.0)
            };
            (set(Mark::Renewed) || set(Mark::Lost)) != set(Mark::Open)
        };
        let is_told = [Mark::Renewed, Mark::Lost, Mark::Open].into_iter().all(is_once) && columns.len() == 3;
        (is_told && self.sample.iter().filter(is_whole).count() * 100 >= self.sample.len() * NEARLY_ALL && !self.has_outcomes(&columns))
            .then_some(marks)
    }

    /// What the heading says of a column of marks.
    fn mark(&self, column: usize) -> Option<Mark> {
        let heading = Heading::of(&self.header[column]);
        let core = bare_mark(&heading.core);
        let is_deal = [Field::IsWon, Field::IsRenewal].iter().any(|field| names::standing(&heading, *field) == Some(Standing::Sure));
        let mark = match () {
            () if is_deal => return None,
            () if infer::names_loss(&heading) || words::listed(core) == Some(Outcome::Churned) => Mark::Lost,
            () if words::says_renewed(core) => Mark::Renewed,
            () if words::listed(core) == Some(Outcome::Open) => Mark::Open,
            () if names::standing(&heading, Field::IsClosed) == Some(Standing::Sure) => Mark::Closed,
            () => return None,
        };
        self.holds_marks(column).then_some(mark)
    }

    /// Yes and no, or marks and nothing.
    fn holds_marks(&self, column: usize) -> bool {
        let (mut yes, mut no) = (0, self.sample.len() - self.values(column).count());
        for value in self.values(column) {
            match words::flag(value) {
                Some(true) => yes += 1,
                Some(false) => no += 1,
                None => return false,
            }
        }
        yes > 0 && no > 0
    }

    fn is_called_after_renewals(&self, column: usize) -> bool {
        let heading = Heading::of(&self.header[column]);
        names::standing(&heading, Field::IsRenewal).is_some()
            || words::listed(bare_mark(&heading.core)) == Some(Outcome::Renewed) && !words::says_renewed(bare_mark(&heading.core))
    }

    /// A mark that is called after renewals, where nothing was paid after rows that say no and something after all others: other deals
    /// have amounts as well.
    fn mark_by_amounts(&self) -> Option<usize> {
        let says_yes = |row: &Vec<String>, column: usize| row.get(column).is_some_and(|value| words::flag(value) == Some(true));
        let is_mark = |column: &usize| {
            self.is_called_after_renewals(*column)
                && self.values(*column).all(|value| words::flag(value).is_some() || words::outcome(value) == Some(Outcome::Open))
                && self.sample.iter().filter(|row| says_yes(row, *column)).count() >= FEWEST
                && self.values(*column).filter(|value| words::flag(value) == Some(false)).count() >= FEWEST
        };
        let paid = |row: &Vec<String>, column: usize| row.get(column).and_then(|value| loose_number(value)).unwrap_or_default() != 0.0;
        let tells = |mark: usize, after: usize| {
            self.values(after).all(|value| loose_number(value).is_some())
                && self.sample.iter().filter(|row| says_yes(row, mark) == paid(row, after)).count() * 100 >= self.sample.len() * NEARLY_ALL
        };
        let is_paid_always = |column: usize| self.sample.iter().all(|row| paid(row, column));
        let mark = (0..self.header.len()).find(is_mark)?;
        let others = || (0..self.header.len()).filter(move |column| *column != mark);
        (others().any(is_paid_always) && others().any(|after| tells(mark, after))).then_some(mark)
    }

    /// A column of stages in which all renewed rows have one word, and the other words say that nothing is decided.
    fn stage_beside(&self, renewed: usize) -> Option<(usize, Mark)> {
        let word_of = |column: usize| {
            let all: FxHashSet<String> = self.values(column).map(words::key).collect();
            let of_renewed = self.sample.iter().filter(|row| row.get(renewed).is_some_and(|value| words::flag(value) == Some(true)));
            let closed: FxHashSet<String> = of_renewed.filter_map(|row| row.get(column)).map(|value| words::key(value)).collect();
            let closed = closed.iter().next().filter(|_| closed.len() == 1)?;
            let is_open = |word: &String| word == closed || words::outcome(word) == Some(Outcome::Open);
            let is_plain = words::listed(closed).is_none() && closed.chars().all(char::is_alphabetic);
            (is_plain && (2..=MOST_WORDS).contains(&all.len()) && all.iter().all(is_open)).then(|| closed.clone())
        };
        (0..self.header.len()).filter(|column| *column != renewed).find_map(|column| Some((column, Mark::ClosedBy(word_of(column)?))))
    }

    /// Nearly no row is two of renewed, lost and open, or renewed and not decided.
    fn exclude_one_another(&self, columns: &[(usize, Mark)]) -> bool {
        let says = |row: &Vec<String>, mark: &Mark| {
            let (column, _) = columns.iter().find(|(_, own)| own == mark)?;
            words::flag(row.get(*column)?)
        };
        let is_one = |row: &&Vec<String>| {
            let set = [Mark::Renewed, Mark::Lost, Mark::Open].iter().filter(|mark| says(row, mark) == Some(true)).count();
            let is_decided = [Mark::Renewed, Mark::Lost].iter().any(|mark| says(row, mark) == Some(true));
            set <= 1 && !(is_decided && says(row, &Mark::Closed) == Some(false))
        };
        self.sample.iter().filter(is_one).count() * 100 >= self.sample.len() * NEARLY_ALL
    }

    /// Another column tells by its words what became of most rows.
    fn has_outcomes(&self, marks: &[(usize, Mark)]) -> bool {
        let tells = |column: usize| {
            let (mut all, mut known, mut decided) = (0_usize, 0_usize, 0_usize);
            for value in self.values(column).filter(|value| words::flag(value).is_none()) {
                let outcome = words::outcome(value);
                all += 1;
                known += usize::from(outcome.is_some());
                decided += usize::from(outcome.is_some_and(|outcome| outcome != Outcome::Open));
            }
            known * 2 > all && decided > 0 && all * 2 > self.sample.len()
        };
        (0..self.header.len()).filter(|column| marks.iter().all(|(own, _)| own != column)).any(tells)
    }
}

/// `isrenewed`, `renewedflag`: the word alone.
fn bare_mark(core: &str) -> &str {
    let core = ["is", "was", "has", "ist", "est", "es"]
        .iter()
        .find_map(|start| core.strip_prefix(start).filter(|rest| words::listed(rest).is_some()))
        .unwrap_or(core);
    core.strip_suffix("flag").or_else(|| core.strip_suffix("yn")).unwrap_or(core)
}

/// How the column is called that is drawn from marks, as far as none is called so.
pub(super) fn name_of_outcome(header: &[String]) -> String {
    const NAMES: [&str; 2] = ["Outcome", "Renewal outcome"];
    let is_new = |name: &&&str| !header.iter().any(|own| text::folds_to(own, &text::fold(name)));
    NAMES.iter().find(is_new).unwrap_or(&NAMES[1]).to_string()
}
