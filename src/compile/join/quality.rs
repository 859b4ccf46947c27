//! Keeps the account of every file, and what is doubtful about the data.

use rustc_hash::FxHashMap;

use crate::compile::join::counts::Counted;
use crate::compile::join::registry::Unmatched;
use crate::compile::read::scan::{Fate, MOST_REJECTS, Scanned, Unread};
use crate::compile::timeline::snapshots::repeats::Repeat;
use crate::compile::understand::layout::Layout;
use crate::domain::Name;
use crate::domain::money::Money;
use crate::domain::quality::{FileAccount, IssueKind, Quality, QualityIssue, Reject};
use crate::domain::renewal::RenewalId;
use crate::domain::text;

/// Rows of a file that are the same as earlier ones, there or in another file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Twice {
    pub file: Name,
    pub other: Option<Name>,
    pub rows: u64,
}

fn others(files: usize) -> String {
    text::counted(files, "more file", "more files")
}

/// Gathers what is to be said about the data while it is read.
#[derive(Debug, Default)]
pub(crate) struct Account {
    quality: Quality,
    /// Of each file, the rows that could not be read, without those that stand twice.
    unread: FxHashMap<String, Unread>,
}

impl Account {
    pub(crate) fn new(layout: &Layout) -> Self {
        let mut account = Self::default();
        for told in &layout.absent {
            account.issue(IssueKind::Other, told.clone(), 1);
        }
        for told in &layout.told {
            account.issue(IssueKind::Other, told.clone(), 1);
        }
        for (file, why) in &layout.left {
            account.issue(IssueKind::Other, format!("{file} is not read: {why}"), 1);
        }
        for file in layout.plans.iter().map(|plan| &plan.table.file) {
            if let Some(told) = file.above_told() {
                account.issue(IssueKind::Other, format!("{}: {told}", file.name()), file.above.len() as u64);
            }
        }
        account
    }

    /// Takes a file's count and rejects over.
    pub(crate) fn file<C>(&mut self, scanned: Scanned<C>) -> C {
        let Scanned { collected, account, rejects, lost, unread, asides } = scanned;
        self.unread.insert(account.name.clone(), unread);
        if let Some(told) = asides.told() {
            self.issue(IssueKind::Other, format!("{}: {told}", account.name), asides.lines());
        }
        for (told, count) in lost.told() {
            self.issue(IssueKind::LostValues, format!("{}: {told}", account.name), count);
        }
        self.quality.lost.extend(lost.into_values());
        if account.rejected > 0 {
            let first = rejects.first().map(|r| format!("; the first stands in line {} ({})", r.line, r.reason)).unwrap_or_default();
            let listed =
                if rejects.len() as u64 == account.rejected { String::new() } else { format!("; {} of them are listed", rejects.len()) };
            let noun = if account.rejected == 1 { "row" } else { "rows" };
            let message = format!("{}: {} {noun} could not be read{first}{listed}", account.name, account.rejected);
            self.issue(IssueKind::RejectedRows, message, account.rejected);
        }
        self.quality.files.push(account);
        self.quality.rejects.extend(rejects);
        collected
    }

    /// Rejects rows of the file that was taken over last, for they are the same as earlier ones, there or in another file.
    pub(crate) fn repeated(&mut self, repeats: &[Repeat]) -> Vec<Twice> {
        let Some(name) = self.quality.files.last().map(|file| file.name.clone()) else { return Vec::new() };
        let used = repeats.iter().filter(|repeat| repeat.fate == Fate::Used).count() as u64;
        self.reject(&name, repeats.iter().map(|repeat| repeat.reject(&name)), used);
        let mut twice: Vec<Twice> = Vec::new();
        for repeat in repeats {
            match twice.iter_mut().find(|twice| twice.other == repeat.file) {
                Some(twice) => twice.rows += 1,
                None => twice.push(Twice { file: Name::from(&*name), other: repeat.file.clone(), rows: 1 }),
            }
        }
        twice
    }

    /// Says which rows of the files of one table are the same, once for all of them.
    pub(crate) fn told_twice(&mut self, twice: &[Twice]) {
        let (elsewhere, here): (Vec<&Twice>, Vec<&Twice>) = twice.iter().partition(|twice| twice.other.is_some());
        let sum = |of: &[&Twice]| of.iter().map(|twice| twice.rows).sum::<u64>();
        match here[..] {
            [] => {}
            [one] => self.said_twice(&one.file, one.rows),
            [first, ..] => self.said_twice(&format!("{} and {}", first.file, others(here.len() - 1)), sum(&here)),
        }
        let Some(Twice { file, other: Some(other), rows }) = elsewhere.first() else { return };
        let counted = |rows: u64, stand: [&str; 2]| text::counted(usize::try_from(rows).unwrap_or(usize::MAX), stand[0], stand[1]);
        let message = if elsewhere.len() == 1 {
            let rows = counted(*rows, ["row stands", "rows stand"]);
            format!("{file}: {rows} in {other} too, value for value; each counts once")
        } else {
            let rows = counted(sum(&elsewhere), ["row stands", "rows stand"]);
            format!("{rows} in several files, as of {file} in {other}, value for value; each counts once")
        };
        self.issue(IssueKind::DuplicateId, message, sum(&elsewhere));
    }

    /// Rejects rows of `file` that were used, by line and reason: others count in their place.
    pub(crate) fn passed(&mut self, file: &str, rows: impl ExactSizeIterator<Item = (u64, String)>) {
        let used = rows.len() as u64;
        let reject = |(line, reason)| Reject { file: file.to_owned(), line, column: String::new(), value: String::new(), reason };
        self.reject(file, rows.map(reject), used);
    }

    /// Rejects rows that were counted otherwise, `used` of them as used.
    fn reject(&mut self, name: &str, rows: impl ExactSizeIterator<Item = Reject>, used: u64) {
        let all = rows.len() as u64;
        let Some(file) = self.quality.files.iter_mut().rfind(|file| file.name == name).filter(|_| all > 0) else { return };
        file.used -= used;
        file.out_of_scope -= all - used;
        file.rejected += all;
        let mut rejects: Vec<Reject> = self.quality.rejects.extract_if(.., |reject| reject.file == name).collect();
        rejects.extend(rows.take(MOST_REJECTS));
        rejects.sort_by_key(|reject| reject.line);
        self.quality.rejects.append(&mut rejects);
    }

    fn said_twice(&mut self, file: &str, rows: u64) {
        if rows > 0 {
            let ignored = if rows == 1 { "duplicate row was ignored" } else { "duplicate rows were ignored" };
            let message = format!("{file}: {rows} {ignored}");
            self.issue(IssueKind::DuplicateId, message, rows);
        }
    }

    /// Adds rows that were not read here to those of their file that were.
    pub(crate) fn counted(&mut self, counted: Counted) {
        if let Some(who) = counted.strangers() {
            let message = format!("{}: rows of {who} that stand in no other table are left out", counted.account.name);
            self.issue(IssueKind::UnmatchedAccount, message, counted.unmatched);
        }
        let FileAccount { name, read, used, out_of_scope, rejected } = counted.account;
        self.said_twice(&name, counted.repeated);
        let unread = rejected.saturating_sub(counted.repeated);
        if unread > 0 {
            let noun = if unread == 1 { "row" } else { "rows" };
            let of_one = |reject: &Reject| format!("; one has “{}” in {} ({})", reject.value, reject.column, reject.reason);
            let examples: String = counted.rejects.iter().map(of_one).collect();
            let message = format!("{name}: {unread} {noun} could not be read; the warehouse counted them and kept them{examples}");
            self.issue(IssueKind::RejectedRows, message, unread);
        }
        self.quality.rejects.extend(counted.rejects);
        let at = self.quality.files.iter().position(|file| file.name == name).unwrap_or_else(|| {
            self.quality.files.push(FileAccount { name, ..FileAccount::default() });
            self.quality.files.len() - 1
        });
        let file = &mut self.quality.files[at];
        file.read += read;
        file.used += used;
        file.out_of_scope += out_of_scope;
        file.rejected += rejected;
    }

    /// Says which rows of a file belong to accounts that nobody knows.
    pub(crate) fn unmatched(&mut self, file: &str, unmatched: &Unmatched) {
        if let Some(who) = unmatched.describe() {
            let message = format!("{file}: rows of {who} that stand in no other table are left out");
            self.issue(IssueKind::UnmatchedAccount, message, unmatched.rows);
        }
    }

    pub(crate) fn issue(&mut self, kind: IssueKind, message: String, count: u64) {
        self.quality.issues.push(QualityIssue { kind, message, count, arr: None, renewals: Vec::new() });
    }

    pub(crate) fn issue_about(&mut self, kind: IssueKind, message: String, arr: Option<Money>, renewals: Vec<RenewalId>) {
        self.quality.issues.push(QualityIssue { kind, message, count: renewals.len() as u64, arr, renewals });
    }

    pub(crate) fn issues(&mut self, issues: Vec<QualityIssue>) {
        self.quality.issues.extend(issues);
    }

    /// The rows of a file that could not be read, and how many rows it has.
    pub(crate) fn unread_of(&self, name: &str) -> Option<(&Unread, u64)> {
        let file = self.quality.files.iter().find(|file| file.name == name)?;
        Some((self.unread.get(name)?, file.read))
    }

    /// What is said of some kinds.
    pub(crate) fn told(&self, kinds: &[IssueKind]) -> Vec<String> {
        self.quality.issues.iter().filter(|issue| kinds.contains(&issue.kind)).map(|issue| issue.message.clone()).collect()
    }

    pub(crate) fn finish(mut self) -> Quality {
        self.quality.issues.sort_by_key(|issue| issue.kind);
        self.quality
    }
}
