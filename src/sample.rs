//! The sample data: a made-up company's renewals, with stories in them that the analysis must find.
//!
//! The same [`Spec`] gives the same bytes on every machine: chance comes from ChaCha8 and is used in whole
//! numbers only, lines end in LF, and rows come in the order of customer places. `sample-data/README.md`
//! tells of the company, the columns and the planted stories.

mod account;
mod calendar;
mod dice;
mod ending;
mod flaws;
mod folder;
mod forecast;
mod names;
mod notes;
mod quota;
mod reasons;
mod record;
mod session;
mod story;
mod table;
mod tickets;
mod weekly;

use std::io;

use chrono::NaiveDate;

pub use folder::{Summary, write_to};
pub use names::{COMPANY, NEW_RIVAL};
pub use session::{PAST_SESSION, past_history, past_session};
pub use story::ALIGNMENT;
pub(crate) use table::TABLES;
pub use table::{Memory, Sink, Table};

use account::Account;
use dice::{Dice, Purpose};
use ending::{Ending, Fate};
use flaws::Flaws;
use quota::Quota;
use record::Record;
use story::Setting;
use table::Row;

/// The files that come with the program: name and content, in the order of [`Table::ALL`].
pub const FILES: [(&str, &[u8]); TABLES] = [
    ("accounts.csv", include_bytes!("../sample-data/accounts.csv")),
    ("renewals.csv", include_bytes!("../sample-data/renewals.csv")),
    ("health.csv", include_bytes!("../sample-data/health.csv")),
    ("usage.csv", include_bytes!("../sample-data/usage.csv")),
    ("notes.csv", include_bytes!("../sample-data/notes.csv")),
    ("plays.csv", include_bytes!("../sample-data/plays.csv")),
    ("tickets.csv", include_bytes!("../sample-data/tickets.csv")),
];

/// The journal of the finished session of 2026-Q2, as it stands in `sample-data/sessions/`.
#[cfg(test)]
pub(crate) const PAST_JOURNAL: &[u8] = include_bytes!("../sample-data/sessions/2026-Q2-enterprise-7c41e09a/journal.jsonl");

/// What to write. The default is what `sample-data/` holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    /// Customers at any one time. A customer who leaves is followed by a new one a year later, so
    /// `accounts.csv` holds some more. Contracts run for a year.
    pub accounts: u32,
    /// Quarters whose renewals are decided; one more is due after them and still open.
    /// [`Spec::renewals`] tells how many renewals that makes: with `quarters + 1` divisible by four,
    /// exactly `accounts × (quarters + 1) / 4`.
    pub quarters: u32,
    pub seed: u64,
    /// The last day of the last decided quarter.
    pub last_quarter_end: NaiveDate,
    /// Health rows for each renewal: 52 is one a week over the year before it, fewer are spread evenly over
    /// the half year before it. Up to 36, each renewal has exactly as many.
    pub health_rows: u32,
    /// Usage rows for each renewal, as for health.
    pub usage_rows: u32,
    /// Whether the few quality problems are put in, at this size and larger: three more rows in `renewals.csv`, three in `usage.csv`, one in `notes.csv`.
    pub flaws: bool,
}

impl Default for Spec {
    fn default() -> Self {
        Self {
            accounts: 360,
            quarters: 7,
            seed: 191,
            last_quarter_end: NaiveDate::from_ymd_opt(2026, 9, 30).unwrap_or_default(),
            health_rows: 52,
            usage_rows: 52,
            flaws: true,
        }
    }
}

/// Writes the files row by row; nothing is held but the customer at hand. Returns the rows of each file, without its header.
///
/// # Errors
/// What the sink says.
pub fn generate(spec: &Spec, sink: &mut dyn Sink) -> io::Result<[u64; TABLES]> {
    for table in Table::ALL {
        sink.line(table, table.header().as_bytes())?;
        sink.line(table, b"\n")?;
    }
    let mut writer = Writer {
        spec,
        out: Counted { sink, rows: [0; TABLES] },
        row: Row::default(),
        flaws: Flaws::default(),
        quota: Quota::default(),
        customers: 0,
    };
    for place in 0..u64::from(spec.accounts) {
        writer.write_place(place)?;
    }
    if spec.flaws {
        writer.flaws.finish(spec, &mut writer.row, &mut writer.out)?;
    }
    Ok(writer.out.rows)
}

struct Writer<'a> {
    spec: &'a Spec,
    out: Counted<'a>,
    row: Row,
    flaws: Flaws,
    quota: Quota,
    /// Accounts written so far.
    customers: u64,
}

/// The customer who holds a place, and where the last year left it.
struct Customer {
    account: Account,
    value: crate::domain::money::Money,
    health: i64,
}

/// The streams of chance of one place.
struct Chance {
    story: Dice,
    health: Dice,
    usage: Dice,
    notes: Dice,
    tickets: Dice,
}

impl Writer<'_> {
    /// One customer place: its renewals year by year, by new customers after each loss.
    fn write_place(&mut self, place: u64) -> io::Result<()> {
        let (segment, calendar_quarter) = calendar::place(place);
        let stream = |purpose| Dice::new(self.spec.seed, place, purpose);
        let mut chance = Chance {
            story: stream(Purpose::Story),
            health: stream(Purpose::Health),
            usage: stream(Purpose::Usage),
            notes: stream(Purpose::Notes),
            tickets: stream(Purpose::Tickets),
        };
        let mut holder: Option<Customer> = None;
        for quarter in self.spec.quarters_of(calendar_quarter) {
            let customer = match holder.take() {
                Some(customer) => customer,
                None => self.welcome(segment, &mut chance.story)?,
            };
            holder = self.write_renewal(customer, quarter, &mut chance)?;
        }
        Ok(())
    }

    fn welcome(&mut self, segment: account::Segment, dice: &mut Dice) -> io::Result<Customer> {
        let account = Account::draw(self.customers, segment, dice);
        self.customers += 1;
        account.write(&mut self.row, &mut self.out)?;
        Ok(Customer { value: account.first_arr, health: dice.within(62..=86), account })
    }

    /// Writes one renewal with all that belongs to it; `None` when the customer left.
    fn write_renewal(&mut self, mut customer: Customer, quarter: u32, chance: &mut Chance) -> io::Result<Option<Customer>> {
        let (spec, account) = (self.spec, &customer.account);
        let mut setting = Setting::draw(spec, account, quarter, customer.value, &mut chance.story, &mut self.quota);
        let ending = Ending::draw(spec, account, &mut setting, &mut chance.story, &mut self.quota);
        let forecast = forecast::draw(account.segment, &setting, spec.quarter_start(quarter), &mut chance.story);
        let mut record = Record::new(spec, account, &setting, &ending, &forecast);
        if spec.flaws {
            self.flaws.meet(&mut record, &mut self.row)?;
        }
        record.write(&mut self.row, &mut self.out)?;
        record.write_plays(&mut self.row, &mut self.out)?;
        let stand_in = names::person(&mut chance.notes);
        let case = Case { spec, account, setting: &setting, ending: &ending, is_open: record.is_open, stand_in };
        self.write_traces(&case, customer.health, chance)?;
        if ending.fate == Fate::Lost {
            return Ok(None);
        }
        customer.health = weekly::closing_health(&case);
        customer.value = ending.after;
        if setting.champion_left.is_some() {
            customer.account.contact = stand_in;
        }
        Ok(Some(customer))
    }

    /// What else the systems of the company saw of a renewal.
    fn write_traces(&mut self, case: &Case, opening_health: i64, chance: &mut Chance) -> io::Result<()> {
        let (row, out) = (&mut self.row, &mut self.out);
        weekly::write_health(case, opening_health, &mut chance.health, row, out)?;
        weekly::write_usage(case, &mut chance.usage, row, out)?;
        notes::write(case, &mut chance.notes, row, out)?;
        tickets::write(case, &mut chance.tickets, row, out)
    }
}

/// One renewal from its setting to its end.
struct Case<'a> {
    spec: &'a Spec,
    account: &'a Account,
    setting: &'a Setting,
    ending: &'a Ending,
    /// Not decided when the data was exported.
    is_open: bool,
    /// Who is there when the contact has gone.
    stand_in: names::Person,
}

/// Counts the rows that pass through.
struct Counted<'a> {
    sink: &'a mut dyn Sink,
    rows: [u64; TABLES],
}

impl Sink for Counted<'_> {
    fn line(&mut self, table: Table, line: &[u8]) -> io::Result<()> {
        self.rows[table as usize] += 1;
        self.sink.line(table, line)
    }
}

#[cfg(test)]
#[path = "sample/sample_tests.rs"]
mod tests;
