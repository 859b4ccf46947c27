//! From what was paid before a renewal to what came after: amounts in columns of their own that were added or taken off.

use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::decided::{self, index};
use crate::compile::understand::header::Heading;
use crate::compile::understand::mapping::Mapping;
use crate::compile::understand::names::{self, Standing};
use crate::compile::understand::pairs::{Rows, are_same};
use crate::compile::understand::recognise::profile;
use crate::domain::renewal::Outcome;

/// A column that holds what was added at renewals, or taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub column: usize,
    /// Which of the two, where the next renewals tell it.
    pub told: Option<Field>,
    /// Which of the two its name says, and what it is likelier where it says nothing.
    pub named: Field,
    /// Its name is that of something which comes once, or is no part of what is paid again.
    pub is_hardly_one: bool,
}

/// The columns of a table of renewals that go with the amounts before as such parts do, and that the amounts after do not hold yet.
pub(crate) fn parts(table: &TableFile, mapping: &Mapping) -> Vec<Part> {
    // Words that tell which way each change went tell what it is of.
    let Some(bridge) = Bridge::of(table).filter(|_| !table.columns.has(Field::MovementType)) else { return Vec::new() };
    let header = &table.file.header;
    let is_free = |column: &usize| {
        // A column of changes tells those that go up and those that go down; one that is called a loss, and never goes up, the latter.
        let is_one_way = !bridge.goes_down(*column) || says_down(&header[*column]) && !bridge.goes_up(*column);
        let is_change = index(&table.columns, Field::ArrChange) == Some(*column) && is_one_way;
        (is_change || profile::are_unread_amounts(table, *column)) && !mapping.says_column(table.file.name(), &header[*column])
    };
    let may_be = |column: &usize| bridge.may_be_part(*column, says_move(&header[*column]));
    let parts: Vec<usize> = (0..header.len()).filter(is_free).filter(may_be).collect();
    let part = |column: &usize| {
        let told = match bridge.told(*column, &parts) {
            Told::Within => return None,
            Told::Added => Some(Field::Expansion),
            Told::Taken => Some(Field::Contraction),
            Told::Nothing => bridge.told_by_name(table, *column),
        };
        let is_down = says_down(&header[*column]) || bridge.goes_down(*column);
        Some(Part {
            column: *column,
            told,
            named: if is_down { Field::Contraction } else { Field::Expansion },
            is_hardly_one: header[*column].split(|c: char| !c.is_alphanumeric()).any(words::hardly_recurs),
        })
    };
    parts.iter().filter_map(part).collect()
}

impl Bridge<'_> {
    /// Where nothing tells what came after, and the amount before is surely called so, it cannot hold what its name says was added or
    /// taken off.
    fn told_by_name(&self, table: &TableFile, column: usize) -> Option<Field> {
        let before = &table.columns.get(Field::ArrBefore)?.name;
        let is_before = names::standing(&Heading::of(before), Field::ArrBefore) == Some(Standing::Sure);
        // A part may be called as a change is.
        let is_other = index(&table.columns, Field::ArrChange).is_some_and(|change| !says_move(&table.file.header[change]));
        let is_alone = self.after.is_none() && !table.columns.has(Field::Amount) && !is_other;
        let name = &table.file.header[column];
        // `New ARR` is what came after.
        if !is_before || !is_alone || !says_move(name) || Heading::of(name).side.is_some() {
            return None;
        }
        Some(if says_down(name) { Field::Contraction } else { Field::Expansion })
    }
}

fn says_move(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| words::moves_down(word).is_some())
}

/// A word of the name says that something was lost or taken off.
pub(crate) fn says_down(name: &str) -> bool {
    name.split(|c: char| !c.is_alphanumeric()).any(|word| words::moves_down(word) == Some(true))
}

/// Amounts that stand where something was lost, and are missing where something was renewed: they are what went, and not what came.
pub(crate) fn are_losses(table: &TableFile) -> bool {
    let (Some(bridge), Some(after)) = (Bridge::of(table), index(&table.columns, Field::ArrAfter)) else { return false };
    let is_there = |outcome: Outcome| {
        let rows = bridge.rows.rows_of(outcome).filter(|row| bridge.rows.amount(*row, bridge.before).is_some());
        rows.fold((0, 0), |(all, there), row| (all + 1, there + usize::from(bridge.rows.amount(row, after).is_some())))
    };
    let ((kept, stays), (lost, gone)) = (is_there(Outcome::Renewed), is_there(Outcome::Churned));
    stays * 2 < kept && gone * 2 > lost
}

/// Renewed rows with a zero as the amount after, or with none where the others are far below what was paid before, of all that were
/// renewed: those to which nothing was added, perhaps.
pub(crate) fn zeros_after(table: &TableFile) -> (usize, usize) {
    let (Some(bridge), Some(after)) = (Bridge::of(table), index(&table.columns, Field::ArrAfter)) else { return (0, 0) };
    let renewed = || bridge.rows.rows_of(Outcome::Renewed).filter(|row| bridge.rows.amount(*row, bridge.before).is_some());
    let mut shares: Vec<f64> =
        renewed().filter_map(|row| Some(bridge.rows.amount(row, after)? / bridge.rows.amount(row, bridge.before)?)).collect();
    shares.sort_by(f64::total_cmp);
    let are_small = shares.get(shares.len() / 2).is_some_and(|share| *share < SMALL);
    let adds_nothing = |row: &usize| bridge.rows.number(*row, after).map_or(are_small, |number| number == 0.0);
    (renewed().filter(adds_nothing).count(), renewed().count())
}

/// A column of changes that is called a loss, and holds nothing beside what was renewed: it tells nothing of that.
pub(crate) fn tells_losses_alone(table: &TableFile) -> bool {
    let (Some(bridge), Some(change)) = (Bridge::of(table), index(&table.columns, Field::ArrChange)) else { return false };
    says_down(&table.file.header[change]) && bridge.rows.rows_of(Outcome::Renewed).all(|row| bridge.size(row, change) == 0.0)
}

/// Changes of what was renewed, up and down, and nowhere a zero: what did not change has none.
pub(crate) fn leaves_out_what_stays(table: &TableFile) -> bool {
    let (Some(bridge), Some(change)) = (Bridge::of(table), index(&table.columns, Field::ArrChange)) else { return false };
    let renewed: Vec<Option<f64>> = bridge.rows.rows_of(Outcome::Renewed).map(|row| bridge.rows.number(row, change)).collect();
    let has = |is: fn(f64) -> bool| renewed.iter().flatten().any(|number| is(*number));
    has(|number| number > 0.0) && has(|number| number < 0.0) && !has(|number| number == 0.0) && renewed.contains(&None)
}

/// Half of what was renewed hardly ever comes to less, of what was paid before.
const SMALL: f64 = 0.6;

/// What the rows tell of one column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// The amounts after hold it.
    Within,
    Added,
    Taken,
    Nothing,
}

/// Columns that are held against each other.
const MOST_PARTS: usize = 6;

struct Bridge<'t> {
    rows: Rows<'t>,
    before: usize,
    after: Option<usize>,
}

/// Shares of what was paid before that something added or taken off may well be.
const SHARES: std::ops::RangeInclusive<f64> = 0.002..=2.0;

impl<'t> Bridge<'t> {
    fn of(table: &'t TableFile) -> Option<Self> {
        let columns = &table.columns;
        let before = index(columns, Field::ArrBefore)?;
        let owner = decided::owner(columns);
        let rows = Rows::of(&table.file, owner, index(columns, Field::DueDate), |row| decided::outcome(columns, row));
        Some(Self { rows, before, after: index(columns, Field::ArrAfter) })
    }

    fn goes_down(&self, column: usize) -> bool {
        self.rows.all().any(|row| self.rows.number(row, column).is_some_and(|number| number < 0.0))
    }

    fn goes_up(&self, column: usize) -> bool {
        self.rows.all().any(|row| self.rows.amount(row, column).is_some())
    }

    /// How much of it stands in a row, whatever its sign.
    fn size(&self, row: usize, column: usize) -> f64 {
        self.rows.number(row, column).unwrap_or_default().abs()
    }

    /// Amounts beside what was renewed that are a share of what was paid before, and beside what was lost nothing but the loss itself, or,
    /// in a column that is called so, a part of it. What is open may have a part that is hoped for.
    fn may_be_part(&self, column: usize, is_called_so: bool) -> bool {
        let amount = |row: usize, column: Option<usize>| column.and_then(|column| self.rows.amount(row, column)).unwrap_or_default();
        let stands: Vec<usize> = self.rows.rows_of(Outcome::Renewed).filter(|row| self.size(*row, column) > 0.0).collect();
        let is_share = |row: &&usize| {
            let (size, before, after) = (self.size(**row, column), amount(**row, Some(self.before)), amount(**row, self.after));
            SHARES.contains(&(size / before)) && !are_same(size, before) && !are_same(size, after)
        };
        let likely = stands.iter().filter(is_share).count();
        let is_nothing = |row: &usize| {
            let (size, before) = (self.size(*row, column), amount(*row, Some(self.before)));
            size == 0.0 || are_same(size, before) || is_called_so && size < before
        };
        let lost: Vec<usize> = self.rows.rows_of(Outcome::Churned).collect();
        let apart = lost.iter().filter(|row| is_nothing(row)).count();
        likely > 0 && likely * 5 >= stands.len() * 4 && apart * 5 >= lost.len() * 4
    }

    /// What the rows tell: whether the amounts after hold all parts, or what a part does where no other stands.
    fn told(&self, column: usize, parts: &[usize]) -> Told {
        let stands = |row: &usize| self.size(*row, column) > 0.0;
        let rows: Vec<usize> = self.rows.rows_of(Outcome::Renewed).filter(stands).collect();
        let within = rows.iter().filter(|row| self.holds(**row, parts)).count();
        if within > 0 && within * 5 >= rows.len() * 4 {
            return Told::Within;
        }
        let is_alone = |row: &&usize| parts.iter().all(|part| *part == column || self.size(**row, *part) == 0.0);
        let told: Vec<Told> =
            rows.iter().filter(is_alone).map(|row| self.told_by(*row, column)).filter(|told| *told != Told::Nothing).collect();
        let is_most = |of: Told| {
            let some = told.iter().filter(|told| **told == of).count();
            some > 1 && some * 5 >= told.len() * 4
        };
        [Told::Within, Told::Added, Told::Taken].into_iter().find(|of| is_most(*of)).unwrap_or(Told::Nothing)
    }

    /// The amount after differs from the one before by all parts together, each added or taken off.
    fn holds(&self, row: usize, parts: &[usize]) -> bool {
        let both = self.rows.amount(row, self.before).zip(self.after.and_then(|after| self.rows.amount(row, after)));
        let sizes: Vec<f64> = parts.iter().map(|part| self.size(row, *part)).filter(|size| *size > 0.0).take(MOST_PARTS).collect();
        let sums = (0..1_u32 << sizes.len()).map(|signs| {
            let signed = sizes.iter().enumerate().map(|(at, size)| if signs >> at & 1 == 1 { -size } else { *size });
            signed.sum::<f64>()
        });
        both.is_some_and(|(before, after)| sums.into_iter().any(|sum| are_same(after - before, sum)))
    }

    /// What one row tells: its own amounts hold the part, or the customer's next renewal begins with it.
    fn told_by(&self, row: usize, column: usize) -> Told {
        let size = self.size(row, column);
        let Some(before) = self.rows.amount(row, self.before) else { return Told::Nothing };
        let after = self.after.and_then(|after| self.rows.amount(row, after));
        let next = self.rows.next(row).and_then(|next| self.rows.amount(next, self.before));
        let Some(moved) = next.map(|next| next - after.unwrap_or(before)) else { return Told::Nothing };
        match () {
            () if are_same(moved, size) => Told::Added,
            () if are_same(moved, -size) => Told::Taken,
            () if after.is_some() && are_same(moved + before, before) => Told::Within,
            () => Told::Nothing,
        }
    }
}
