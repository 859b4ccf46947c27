//! A table before anybody has spelled it: what its columns mean, and its cells as values.

use crate::days::Day;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Role {
    RecordId,
    AccountId,
    Account,
    LineId,
    Product,
    Due,
    Closed,
    Outcome,
    Before,
    After,
    Currency,
    /// A month's amounts before and after.
    BeforeMrr,
    AfterMrr,
    Reason,
    Segment,
    Owner,
    Region,
    // Deals.
    DealName,
    DealKind,
    Pipeline,
    Stage,
    State,
    IsClosed,
    IsWon,
    IsRenewal,
    Amount,
    Probability,
    WonOn,
    LostOn,
    Forecast,
    // Contracts over time.
    Date,
    Month,
    Arr,
    Mrr,
    ContractEnd,
    Status,
    Start,
    End,
    TermMonths,
    /// What the whole term costs.
    Total,
    Churned,
    ChurnedOn,
    ArrChange,
    MrrChange,
    Movement,
    /// The day of a movement.
    MovedOn,
    Interval,
    PeriodStart,
    PeriodEnd,
    /// A month of a wide table, by its last day.
    Of(Day),
    // What stands beside.
    Created,
    Modified,
    Note,
    Seats,
    Score,
    ForeignId,
}

impl Role {
    /// Whether people leave cells of it empty.
    pub fn has_holes(self) -> bool {
        matches!(self, Self::Reason | Self::Segment | Self::Owner | Self::Region | Self::Note | Self::Seats | Self::Score | Self::Modified)
    }
}

/// A word that each tongue has its own of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Word {
    Renewed,
    Churned,
    Open,
    Won,
    Lost,
    Negotiating,
    Proposing,
    StateWon,
    StateLost,
    StateOpen,
    Renewal,
    NewBusiness,
    Upsell,
    RenewalPipeline,
    SalesPipeline,
    Active,
    Gone,
    Trial,
    Monthly,
    Yearly,
    Started,
    More,
    Less,
    Left,
    Back,
}

#[derive(Clone, PartialEq, Debug)]
pub enum Cell {
    Empty,
    Text(String),
    Day(Day),
    /// A day that people name by its month alone.
    Month(Day),
    Money(Money),
    Count(i64),
    Percent(i64),
    Word(Word),
    Flag(bool),
}

/// An amount in whole units.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Money {
    pub units: i64,
    pub foreign: bool,
}

impl Cell {
    pub fn text(text: &str) -> Self {
        Self::Text(text.to_owned())
    }

    pub fn money(units: i64) -> Self {
        Self::Money(Money { units, foreign: false })
    }

    pub fn maybe_day(day: Option<Day>) -> Self {
        day.map_or(Self::Empty, Self::Day)
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Renewals,
    Deals,
    Snapshots,
    Movements,
    Spells,
    Terms,
    Wide,
    Customers,
    Accounts,
}

#[derive(Clone)]
pub struct Column {
    pub role: Role,
    pub cells: Vec<Cell>,
}

#[derive(Clone)]
pub struct Table {
    pub kind: Kind,
    pub columns: Vec<Column>,
}

impl Table {
    pub fn new(kind: Kind) -> Self {
        Self { kind, columns: vec![] }
    }

    pub fn add<T>(&mut self, role: Role, rows: &[T], cell: impl Fn(&T) -> Cell) {
        self.columns.push(Column { role, cells: rows.iter().map(cell).collect() });
    }

    pub fn has(&self, role: Role) -> bool {
        self.columns.iter().any(|column| column.role == role)
    }

    pub fn rows(&self) -> usize {
        self.columns.first().map_or(0, |column| column.cells.len())
    }

    /// Cells of all columns that an order of rows puts first, second …
    pub fn reorder(&mut self, order: &[usize]) {
        for column in &mut self.columns {
            column.cells = order.iter().map(|row| column.cells[*row].clone()).collect();
        }
    }
}
