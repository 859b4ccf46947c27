//! Which renewals the scope holds: accounts and renewals read, the scope resolved, identities settled.

use std::collections::BTreeSet;

use chrono::{Months, NaiveDate};

use crate::compile::join::accounts;
use crate::compile::join::currencies::Report;
use crate::compile::join::deal_before::OtherDeal;
use crate::compile::join::doubts::timelines::LeftOpen;
use crate::compile::join::doubts::{self, Beginning};
use crate::compile::join::known;
use crate::compile::join::parents;
use crate::compile::join::quality::Account;
use crate::compile::join::reasons::Reasons;
use crate::compile::join::registry::{Registry, Slot};
use crate::compile::join::renewals::{self, Disputed, Extent, Kept, Renewals, Seen, Wanted};
use crate::compile::join::shared_ids::{self, SharedIds};
use crate::compile::read::scan::{Meter, TableFile};
use crate::compile::read::values::words;
use crate::compile::schema::{BECAME, Field, Table};
use crate::compile::timeline::contract_lines::ContractLines;
use crate::compile::timeline::shape::Shape;
use crate::compile::timeline::subscriptions::Subscriptions;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::recognise::profile::Profile;
use crate::compile::understand::why_not;
use crate::domain::Name;
use crate::domain::facts::{Cohort, GoingOn};
use crate::domain::quality::{FileAccount, IssueKind};
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::scope::{Scope, ScopeRequest};
use crate::domain::text::{counted, fold};
use crate::error::{Error, Place, Result};

/// The renewals of a scope, sorted by due date and id, with their accounts.
pub(crate) struct Population {
    pub scope: Scope,
    pub registry: Registry,
    pub kept: Vec<Kept>,
    pub due_range: Option<(NaiveDate, NaiveDate)>,
    /// Where the source has ARR over time.
    pub cohorts: Vec<Cohort>,
    /// Why retention of the renewals due cannot be computed.
    pub no_dues: Option<String>,
    /// How many were decided where none was lost, and that is asked about.
    pub none_lost: Option<u64>,
    pub going_on: Vec<GoingOn>,
    /// Customers who began while the source looked on.
    pub beginnings: Vec<Beginning>,
    /// Renewals of which two files tell different outcomes.
    pub disputed: Vec<Disputed>,
    /// Words for outcomes that nobody understands, and how many rows are lost to them.
    pub strange: Vec<Strange>,
    /// Words of a stage that nobody knows, of renewals that were due: they are open as long as nobody says otherwise.
    pub assumed: Vec<Strange>,
    /// Ids that rows of one file share which tell different things.
    pub shared_ids: Vec<SharedIds>,
    /// Contract numbers that rows of one time share.
    pub contract_lines: Vec<ContractLines>,
    /// Of contracts over time: what their rows leave open.
    pub left_open: LeftOpen,
    /// Won deals beside the renewals, where they may tell what was in force.
    pub other_deals: Vec<OtherDeal>,
}

/// A word for an outcome that nobody understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Strange {
    pub file: Name,
    pub word: String,
    pub rows: u64,
}

impl Population {
    /// The account of each renewal.
    pub(crate) fn slots(&self) -> impl Iterator<Item = (Slot, &Renewal)> {
        self.kept.iter().map(|kept| (kept.slot.unwrap_or(Slot::MAX), &*kept.renewal))
    }
}

/// Reads accounts and renewals.
pub(crate) fn read(layout: &Layout, request: &ScopeRequest, meter: &Meter<'_>, account: &mut Account) -> Result<Population> {
    let segment = request.segment.as_deref().map(fold);
    let mut registry = Registry::of(&layout.mapping);
    let segments = accounts::read(layout, segment.as_deref(), meter, &mut registry, account)?;
    let window = request.by_calendar();
    let seen = known::newest_observation(layout, request.as_of, meter)?;
    let wanted = Wanted {
        segment: segment.as_deref(),
        window,
        history: Months::new(request.history_months),
        as_of: request.as_of,
        known: seen.unwrap_or(request.as_of),
    };
    let reading = Reading { layout, request, meter, account, registry, segments, seen };
    let mut population = if layout.has(Table::Renewals) { reading.events(wanted)? } else { reading.subscriptions(wanted)? };
    // The keys are brought together first: renewals lie far apart.
    population.kept.sort_by_cached_key(|kept| (kept.renewal.due, kept.renewal.id.clone()));
    for (message, ids) in doubts::notice::told(layout, &population) {
        account.issue_about(IssueKind::LeftEarly, message, None, ids);
    }
    Ok(population)
}

/// What is at hand while the renewals are read.
struct Reading<'a> {
    layout: &'a Layout,
    request: &'a ScopeRequest,
    meter: &'a Meter<'a>,
    account: &'a mut Account,
    registry: Registry,
    segments: BTreeSet<Name>,
    /// The newest day of what goes on by itself beside the renewals.
    seen: Option<NaiveDate>,
}

impl Reading<'_> {
    /// The scope, with the newest of what was observed and what was decided as the day up to which the data know anything.
    fn scope(&self, extent: &Extent, seen: Option<NaiveDate>) -> Result<Scope> {
        let names: Vec<Name> = self.segments.iter().cloned().collect();
        let known = seen.map(|day| extent.newest_decision.map_or(day, |decision| day.max(decision)));
        Scope::resolve(self.request, &names, extent.newest_decided.into_iter(), known)
            .map_err(|message| wrong_segment(self.request, message))
    }

    /// Of a list of renewals to come it is told that nothing was due yet; with `moves`, the window goes on to the first of them.
    fn look_ahead(&mut self, scope: &mut Scope, extent: &Extent, moves: bool) {
        if !extent.is_to_come() {
            return;
        }
        if moves {
            extent.ahead.open(scope, self.request);
        }
        let told = format!("{}. A retro needs what became of renewals: renewed or lost", extent.ahead.told());
        self.account.issue(IssueKind::Other, told, 1);
    }

    /// Of many renewals hardly none is lost: told, or, with their number, to be asked about.
    fn none_lost(&mut self, extent: &Extent) -> Option<u64> {
        let renewed = extent.none_lost().filter(|_| self.request.segment.is_none())?;
        let is_asked = doubts::no_losses::is_asked(self.layout, renewed);
        if let Some(told) = doubts::no_losses::told(self.layout, renewed).filter(|_| !is_asked) {
            self.account.issue(IssueKind::Other, told, 1);
        }
        is_asked.then_some(renewed)
    }

    /// A retro on it would say that nothing was due.
    fn nothing_to_read(&self, table: Table) -> Error {
        let files: Vec<&TableFile> = self.layout.files(table).collect();
        let names: Vec<&str> = files.iter().map(|table| table.file.name()).collect();
        let place = files.first().map_or_else(|| self.layout.place().to_owned(), |table| table.file.input.path());
        let what = if table == Table::Renewals { "a renewal" } else { "a contract of a customer" };
        let like = names.iter().find_map(|name| self.account.unread_of(name)?.0.like.clone());
        let why = like.map_or_else(
            || "`run-retro check` tells what became of each, and what its columns are read as".to_owned(),
            |like| format!("line {} for one, {} “{}”: {}", like.line, like.column, like.value, like.reason),
        );
        let message = format!("no row of {} can be read as {what}; {why}", names.join(" and "));
        Error::data(Place::file(place), message)
    }

    /// From a table of renewal events. Rows are read for the window that was asked for; when the data
    /// ends before it, once more for the newest window that has data.
    fn events(mut self, mut wanted: Wanted<'_>) -> Result<Population> {
        let (mut files, mut extent) = all_renewals(self.layout, &wanted, &self.registry, self.meter)?;
        self.segments.append(&mut extent.segments);
        let mut scope = self.scope(&extent, self.seen)?;
        self.look_ahead(&mut scope, &extent, true);
        let none_lost = self.none_lost(&extent);
        if scope.window != wanted.window {
            wanted.window = scope.window.clone();
            (files, extent) = all_renewals(self.layout, &wanted, &self.registry, self.meter)?;
        }
        for (table, file) in self.layout.files(Table::Renewals).zip(&files) {
            tells_what_became(table, file, self.request.as_of)?;
        }
        let strange = words(self.layout, &files, |file| file.strange.iter().map(|(word, rows)| (word.clone(), *rows)).collect());
        let mut assumed = words(self.layout, &files, |file| file.assumed.doubtful().map(|(word, rows)| (word.to_owned(), rows)).collect());
        let other_deals = files.iter_mut().flat_map(|file| std::mem::take(&mut file.other_deals)).collect();
        let Settled { mut kept, disputed, shared_ids } = settle(self.layout, files, &mut self.registry, self.account)?;
        // What was written down again until it was decided was on its way by then.
        let are_histories = |file: &Name| shared_ids.iter().any(|shared| shared.file == *file && !shared.histories.is_empty());
        assumed.retain(|word| !are_histories(&word.file));
        if extent.readable == 0 && !self.layout.has(Table::Counts) {
            return Err(self.nothing_to_read(Table::Renewals));
        }
        if let Some(who) = extent.unmatched.describe() {
            let message =
                format!("Renewals of {who} that the accounts table does not have; their segment, owner and product are not recorded");
            self.account.issue(IssueKind::UnmatchedAccount, message, extent.unmatched.rows);
        }
        Reasons::read(self.layout, &self.registry, self.meter, self.account)?.join(&mut kept, self.account);
        Ok(Population {
            scope,
            registry: self.registry,
            kept,
            due_range: extent.due_range,
            cohorts: Vec::new(),
            no_dues: doubts::no_losses::said(self.layout).or_else(|| extent.why_only_losses()),
            none_lost,
            going_on: Vec::new(),
            beginnings: Vec::new(),
            disputed,
            strange,
            assumed,
            shared_ids,
            contract_lines: Vec::new(),
            left_open: LeftOpen::default(),
            other_deals,
        })
    }

    /// From subscriptions over time.
    fn subscriptions(mut self, mut wanted: Wanted<'_>) -> Result<Population> {
        if !self.layout.has(Table::Subscriptions) {
            let message =
                why_not::of(self.layout).map_or_else(String::new, |why| format!("{}. {}", why.told, why.remedy.trim_end_matches('.')));
            return Err(Error::data(Place::file(self.layout.place()), message));
        }
        let mut subscriptions = Subscriptions::read(self.layout, &wanted, &mut self.registry, self.meter, self.account)?;
        if subscriptions.is_empty() && self.request.segment.is_none() && !self.layout.has(Table::Counts) {
            return Err(self.nothing_to_read(Table::Subscriptions));
        }
        let reasons = Reasons::read(self.layout, &self.registry, self.meter, self.account)?;
        subscriptions.leave(&reasons, &self.registry);
        let extent = subscriptions.extent(&reasons, wanted.window.to);
        let mut scope = self.scope(&extent, self.seen.max(subscriptions.last_day).filter(|_| subscriptions.last_day.is_some()))?;
        let are_terms = self.layout.contracts().all(|table| Shape::of(&table.columns).is_interval());
        self.look_ahead(&mut scope, &extent, are_terms);
        let none_lost = self.none_lost(&extent);
        wanted.window = scope.window.clone();
        let mut kept = subscriptions.kept(&reasons, &wanted, &self.registry);
        let (previous, year_ago) = scope.comparisons();
        let ends = [&scope.window, &previous, &year_ago].map(|window| window.to);
        let report = Report::of(&kept, &self.layout.mapping);
        let cohorts = ends.into_iter().filter_map(|end| subscriptions.cohort(end, &report, &self.registry)).collect();
        let no_dues = doubts::no_losses::said(self.layout).or_else(|| subscriptions.no_dues(self.layout, &extent));
        let going_on = [&scope.window, &previous, &year_ago].map(|window| subscriptions.going_on(&reasons, window, &self.registry)).into();
        reasons.join(&mut kept, self.account);
        let beginnings = subscriptions.beginnings(&report, &self.registry);
        Ok(Population {
            scope,
            registry: self.registry,
            kept,
            due_range: extent.due_range,
            cohorts,
            no_dues,
            none_lost,
            going_on,
            beginnings,
            disputed: Vec::new(),
            strange: Vec::new(),
            assumed: Vec::new(),
            shared_ids: Vec::new(),
            contract_lines: subscriptions.lines,
            left_open: subscriptions.left_open,
            other_deals: Vec::new(),
        })
    }
}

fn wrong_segment(request: &ScopeRequest, message: String) -> Error {
    Error::Usage { flag: "segment".to_owned(), value: request.segment.clone().unwrap_or_default(), message }
}

fn all_renewals(layout: &Layout, wanted: &Wanted<'_>, registry: &Registry, meter: &Meter<'_>) -> Result<(Vec<Renewals>, Extent)> {
    let files: Vec<_> = layout.files(Table::Renewals).collect();
    let has_accounts = layout.has(Table::Accounts);
    let mut all = files.iter().map(|table| renewals::read(table, wanted, registry, has_accounts, meter)).collect::<Result<Vec<_>>>()?;
    let mut extent = Extent::default();
    for file in &mut all {
        extent.merge(std::mem::take(&mut file.extent));
    }
    Ok((all, extent))
}

/// Words of each file, by what `of` tells of it.
fn words(layout: &Layout, files: &[Renewals], of: impl Fn(&Renewals) -> Vec<(String, u64)>) -> Vec<Strange> {
    let of_file = |(table, file): (&TableFile, &Renewals)| {
        let name = Name::from(table.file.name());
        of(file).into_iter().map(|(word, rows)| Strange { file: name.clone(), word, rows }).collect::<Vec<_>>()
    };
    layout.files(Table::Renewals).zip(files).flat_map(of_file).collect()
}

/// The renewals of all files, and what is doubtful about their ids.
struct Settled {
    kept: Vec<Kept>,
    disputed: Vec<Disputed>,
    shared_ids: Vec<SharedIds>,
}

/// Rejects duplicates, registers accounts that only renewals name, and closes the files' accounts.
fn settle(layout: &Layout, mut files: Vec<Renewals>, registry: &mut Registry, account: &mut Account) -> Result<Settled> {
    let is_readable = some_can_be_read(layout, &files);
    for (file, table) in files.iter_mut().zip(layout.files(Table::Renewals)) {
        if layout.mapping.file(table.file.name()).is_some_and(|said| said.amounts_repeat == Some(true)) {
            file.count_once();
        }
        file.leave_customers_out(&parents::left_out(layout, table));
    }
    // Without ids of their own renewals are named below, when it is known which share a day.
    for (file, _) in files.iter_mut().zip(layout.files(Table::Renewals)).filter(|(_, table)| table.columns.has(Field::RenewalId)) {
        file.leave_out(&layout.mapping.renewals);
    }
    let shared_ids = shared_ids::settle(&mut files, &layout.files(Table::Renewals).collect::<Vec<_>>());
    for shared in &shared_ids {
        if let Some(told) = doubts::shared_ids::told(shared) {
            account.issue(IssueKind::SharedId, told, (shared.lines.len() + shared.histories.len()) as u64);
        }
    }
    let mut seen = Seen::default();
    for (number, (file, table)) in files.iter_mut().zip(layout.files(Table::Renewals)).enumerate() {
        if !table.columns.has(Field::RenewalId) {
            file.number_lines(|_| true);
        }
        file.note(&mut seen, number, table.file.exported_on());
    }
    let mut twice = Vec::new();
    let (mut kept, mut others) = (Vec::new(), Vec::new());
    for (number, (mut file, table)) in files.into_iter().zip(layout.files(Table::Renewals)).enumerate() {
        twice.append(&mut file.reject_duplicates(&seen, number, table.columns.name(Field::RenewalId)));
        file.leave_out(&layout.mapping.renewals);
        file.break_off(&layout.mapping.renewals);
        file.became(&layout.mapping.renewals);
        file.part_totals(&layout.mapping.renewals);
        file.settle_zeros();
        file.register(registry);
        others.extend(file.others.drain());
        account.file(file.scanned);
        kept.append(&mut file.kept);
    }
    // After the renewals of all files: what lies out of the scope in one may be in it in another.
    registry.add_known(others.into_iter());
    if !twice.is_empty() {
        let said = if twice.len() == 1 { "row repeats the id" } else { "rows repeat the id" };
        let message = format!("{} {said} of another; the first that is decided counts, and the others are rejected", twice.len());
        account.issue_about(IssueKind::DuplicateId, message, None, twice);
    }
    // The account of rows is whole also where there is nothing to go on with.
    is_readable.map(|()| Settled { kept, disputed: seen.disputed, shared_ids })
}

/// A list of renewals to come needs no outcomes; of one that was due, somebody must say what became.
fn tells_what_became(table: &TableFile, file: &Renewals, as_of: NaiveDate) -> Result<()> {
    let due = file.kept.iter().filter(|kept| kept.renewal.due < as_of).count();
    let tells = |field: Field| table.columns.get(field).is_some_and(|bound| bound.form.tells_losses);
    let is_told = tells(Field::ArrAfter) || tells(Field::ArrChange);
    if due == 0 || is_told || BECAME.iter().any(|field| table.columns.has(*field)) {
        return Ok(());
    }
    let name = table.file.name();
    let may_tell = |column: &usize| !table.columns.holds(*column) && Profile::of(&table.file, *column).are_few_words();
    let named = (0..table.file.header.len()).find(may_tell).map(|column| table.file.header[column].as_str());
    let name_it = match named {
        Some(column) => format!("If `{column}` tells it, write in mapping.toml, under [files.{name:?}.columns]: {column:?} = \"outcome\""),
        None => "Export the column that tells it (renewed or lost) along with them".to_owned(),
    };
    let message = format!(
        "{} due before {as_of}, and no column was recognised as what became of them; the file has {}. {name_it}; where all rows came to the \
         same, write under [files.{name:?}.constants]: outcome = \"{}\"",
        counted(due, "renewal was", "renewals were"),
        table.file.header.join(", "),
        words::outcome(&table.file.stem()).unwrap_or(Outcome::Renewed).label()
    );
    Err(Error::data(Place::line(table.file.input.path(), table.file.header_line), message))
}

/// A retro on nothing but rejected rows would say that nothing was due.
fn some_can_be_read(layout: &Layout, files: &[Renewals]) -> Result<()> {
    let sum = |of: fn(&FileAccount) -> u64| files.iter().map(|file| of(&file.scanned.account)).sum::<u64>();
    let (read, rejected) = (sum(|account| account.read), sum(|account| account.rejected));
    let mut both = layout.files(Table::Renewals).zip(files);
    let first = both.find_map(|(table, file)| Some((table, file.scanned.rejects.first()?)));
    match first {
        Some((table, reject)) if rejected == read => {
            let place = Place::line(table.file.input.path(), reject.line).with_column(&reject.column);
            let said = format!("none of the {read} rows can be read, for instance `{}`: {}", reject.value, reject.reason);
            Err(Error::data(place, format!("{said}; `run-retro check DIR --edit` shows what each column is read as")))
        }
        _ => Ok(()),
    }
}
