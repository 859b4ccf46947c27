//! Reads a file's rows on several threads and adds up what they hold.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;

use crate::compile::read::aside::Asides;
use crate::compile::read::blocks::{Block, Blocks};
use crate::compile::read::columns::Columns;
use crate::compile::read::decode::{self, Stream};
use crate::compile::read::file::DataFile;
use crate::compile::read::lost::{Lost, LostValues};
use crate::compile::read::record::{Record, Records};
use crate::compile::read::report::{Closed, Report, Standing};
use crate::compile::read::row::{Flaw, Lines, Read, Row};
use crate::compile::read::row_checks::{self, Doubts};
use crate::compile::read::separators::Marks;
use crate::domain::progress::{Progress, Step};
use crate::domain::quality::{FileAccount, Reject};
use crate::error::{Error, Place, Result};

/// What became of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Used,
    OutOfScope,
}

/// Gathers rows; one for each thread, merged at the end. The result must not depend on which
/// thread saw which row: where order matters, rows are told apart by [`Row::position`].
pub(crate) trait Collect: Send + Sized {
    fn row(&mut self, row: &Row<'_>) -> Read<Fate>;
    fn merge(&mut self, other: Self);
}

/// A file with the columns that are read from it.
#[derive(Clone, Debug)]
pub(crate) struct TableFile {
    pub file: DataFile,
    /// Tells the files of a source apart; the high bits of a row's position.
    pub number: u64,
    pub columns: Columns,
}

/// Everything that one pass over a file gave.
#[derive(Debug)]
pub(crate) struct Scanned<C> {
    pub collected: C,
    pub account: FileAccount,
    /// In the order of the file; at most [`MOST_REJECTS`], the account has the true number.
    pub rejects: Vec<Reject>,
    /// What could not be read of the rows that count.
    pub lost: LostValues,
    /// Rows that could not be read; more may be rejected later, for standing twice.
    pub unread: Unread,
    /// Lines that are no rows; the account is without them.
    pub asides: Asides,
}

/// Rows that could not be read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Unread {
    pub rows: u64,
    /// The first of those that fail on what most fail on.
    pub like: Option<Reject>,
}

impl Unread {
    fn of(rows: u64, rejects: &[Reject]) -> Self {
        let mut columns: FxHashMap<&str, usize> = FxHashMap::default();
        for reject in rejects {
            *columns.entry(&reject.column).or_default() += 1;
        }
        // Of columns that as many fail on the first.
        let most = rejects.iter().rev().max_by_key(|reject| columns[reject.column.as_str()]).map(|reject| reject.column.as_str());
        let like = rejects.iter().find(|reject| Some(reject.column.as_str()) == most).cloned();
        Self { rows, like }
    }
}

/// Rejected rows kept of one file.
pub(crate) const MOST_REJECTS: usize = 100_000;

/// Files smaller than this are read by one thread.
const PARALLEL_FROM: u64 = 2 << 20;

/// Bytes and rows read so far, over all files of a compilation.
pub(crate) struct Meter<'p> {
    progress: &'p dyn Progress,
    total: u64,
    done: Arc<AtomicU64>,
    rows: AtomicU64,
}

impl<'p> Meter<'p> {
    pub(crate) fn new(progress: &'p dyn Progress, total: u64) -> Self {
        Self { progress, total, done: Arc::default(), rows: AtomicU64::new(0) }
    }

    fn tick(&self, label: &str, rows: u64) -> Result<()> {
        let rows = self.rows.fetch_add(rows, Ordering::Relaxed) + rows;
        let bytes_done = self.done.load(Ordering::Relaxed).min(self.total);
        self.progress.step(Step { label: label.to_owned(), bytes_done, bytes_total: self.total, rows });
        if self.progress.is_cancelled() { Err(Error::Cancelled) } else { Ok(()) }
    }
}

/// Reads all rows of `table`; `make` gives each thread its collector.
pub(crate) fn scan<C: Collect>(table: &TableFile, meter: &Meter<'_>, make: impl Fn() -> C + Sync) -> Result<Scanned<C>> {
    let file = &table.file;
    let blocks = Mutex::new(Blocks::new(file.stream(&meter.done)?, file.delimiter));
    let label = format!("Reading {}", file.name());
    let work = || Worker::new(table, make()).run(&blocks, meter, &label);
    let threads = if file.input.size < PARALLEL_FROM { 1 } else { threads() };
    let workers: Vec<Result<Worker<'_, C>>> = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut all = vec![work()];
        all.extend(others.into_iter().map(|handle| handle.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))));
        all
    });
    if !file.input.unchanged()? {
        return Err(Error::data(Place::file(file.input.path()), "the file changed while it was read; run again once it is complete"));
    }
    let mut workers = workers.into_iter().collect::<Result<Vec<_>>>()?.into_iter();
    let Some(mut first) = workers.next() else { return Err(Error::Cancelled) };
    for worker in workers {
        first.absorb(worker);
    }
    Ok(first.finish())
}

fn threads() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from).min(4)
}

struct Worker<'t, C> {
    table: &'t TableFile,
    collector: C,
    read: u64,
    used: u64,
    out_of_scope: u64,
    rejected: u64,
    rejects: Vec<Reject>,
    lost: LostValues,
    report: Report,
}

impl<'t, C: Collect> Worker<'t, C> {
    fn new(table: &'t TableFile, collector: C) -> Self {
        Self {
            table,
            collector,
            read: 0,
            used: 0,
            out_of_scope: 0,
            rejected: 0,
            rejects: Vec::new(),
            lost: LostValues::default(),
            report: Report::of(&table.columns),
        }
    }

    fn run(mut self, blocks: &Mutex<Blocks<Stream>>, meter: &Meter<'_>, label: &str) -> Result<Self> {
        let mut block = Block::default();
        let (mut marks, mut record) = (Marks::default(), Record::default());
        loop {
            let more = blocks.lock().unwrap_or_else(PoisonError::into_inner).next_into(&mut block);
            if !more.map_err(|e| decode::cannot(&self.table.file.input, e))? {
                return Ok(self);
            }
            let before = self.read;
            marks.find(&block.bytes, self.table.file.delimiter);
            self.block(&block, &marks, &mut record);
            meter.tick(label, self.read - before)?;
        }
    }

    fn block(&mut self, block: &Block, marks: &Marks, record: &mut Record) {
        for (line, why) in &block.flaws {
            self.read += 1;
            self.reject(*line, Flaw { column: String::new(), value: String::new(), reason: (*why).to_owned() });
        }
        let mut records = Records::new(&block.bytes, marks);
        let (doubts, lost) = (Doubts::of(&block.bytes), Lost::default());
        let lines = if self.table.file.says_lines() { Lines::said(&block.bytes) } else { Lines::new(&block.bytes, block.first_line) };
        if block.is_first {
            // The header, and what stands above it.
            for _ in 0..=self.table.file.skipped {
                records.next_into(record);
            }
        }
        while records.next_into(record) {
            let position = self.table.number << 48 | (block.offset + record.start as u64);
            let row = Row { block: &block.bytes, record, columns: &self.table.columns, position, lines: &lines, lost: &lost };
            let standing = self.report.look(&row);
            if standing == Standing::Aside {
                continue;
            }
            self.read += 1;
            let fate = row_checks::check(&row, &doubts).and_then(|()| self.collector.row(&row));
            if !lost.is_empty() {
                let lost = lost.take();
                if fate == Ok(Fate::Used) {
                    self.lost.add(self.table.file.name(), row.line(), lost);
                }
            }
            if standing == Standing::Closing && fate != Ok(Fate::Used) {
                self.report.perhaps(&row, fate.is_err());
            }
            match fate {
                Ok(Fate::Used) => self.used += 1,
                Ok(Fate::OutOfScope) => self.out_of_scope += 1,
                Err(flaw) => self.reject(row.line(), *flaw),
            }
        }
    }

    fn reject(&mut self, line: u64, flaw: Flaw) {
        self.rejected += 1;
        if self.rejects.len() < MOST_REJECTS {
            let Flaw { column, value, reason } = flaw;
            self.rejects.push(Reject { file: self.table.file.name().to_owned(), line, column, value, reason });
        }
    }

    fn absorb(&mut self, other: Self) {
        self.collector.merge(other.collector);
        self.read += other.read;
        self.used += other.used;
        self.out_of_scope += other.out_of_scope;
        self.rejected += other.rejected;
        self.rejects.extend(other.rejects);
        self.lost.merge(other.lost);
        self.report.merge(other.report);
    }

    fn finish(mut self) -> Scanned<C> {
        let Closed { asides, rejected, out_of_scope } = self.report.finish();
        self.read -= rejected.len() as u64 + out_of_scope;
        self.rejected -= rejected.len() as u64;
        self.out_of_scope -= out_of_scope;
        self.rejects.retain(|reject| !rejected.contains(&reject.line));
        self.rejects.sort_by_key(|reject| reject.line);
        self.rejects.truncate(MOST_REJECTS);
        self.lost.finish();
        let account = FileAccount {
            name: self.table.file.name().to_owned(),
            read: self.read,
            used: self.used,
            out_of_scope: self.out_of_scope,
            rejected: self.rejected,
        };
        Scanned {
            collected: self.collector,
            unread: Unread::of(account.rejected, &self.rejects),
            account,
            rejects: self.rejects,
            lost: self.lost,
            asides,
        }
    }
}

impl<C> Scanned<C> {
    /// What was collected, and the account of the rows.
    pub(crate) fn split(self) -> (C, Scanned<()>) {
        let Self { collected, account, rejects, lost, unread, asides } = self;
        (collected, Scanned { collected: (), account, rejects, lost, unread, asides })
    }

    /// Takes back `rows` that were counted as used: they turned out to concern nothing in scope.
    pub(crate) fn leave_out(&mut self, rows: u64) {
        self.account.used -= rows;
        self.account.out_of_scope += rows;
    }

    /// Rejects a row that was counted as used.
    pub(crate) fn reject(&mut self, line: u64, column: &str, value: &str, reason: String) {
        self.account.used -= 1;
        self.account.rejected += 1;
        self.lost.forget(line);
        let reject = Reject { file: self.account.name.clone(), line, column: column.to_owned(), value: value.to_owned(), reason };
        let at = self.rejects.partition_point(|r| r.line <= line);
        self.rejects.insert(at, reject);
    }
}
