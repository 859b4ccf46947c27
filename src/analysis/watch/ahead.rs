//! The renewals that are ahead, as they were known on the known day.

use std::borrow::Cow;

use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

use crate::analysis::risk_set::{Case, Landmark, groups_of, quarter};
use crate::analysis::themes::lexicon::{Buffer, Lexicon};
use crate::domain::facts::Facts;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::window::FiscalYear;

/// What has been open for longer than this past its due date is not decided any more, but forgotten.
const LONGEST_PAST_DUE: u64 = 180;

/// In due order.
pub(crate) struct Ahead<'f> {
    pub renewals: Vec<Cow<'f, Renewal>>,
    pub long_past_due: u64,
}

impl<'f> Ahead<'f> {
    pub(crate) fn of(facts: &'f Facts, until: NaiveDate) -> Self {
        let known_by = facts.scope.known_by();
        let since = known_by - Days::new(LONGEST_PAST_DUE);
        let all = facts.with_ahead().filter(|r| r.due <= until);
        let known = all.map(|renewal| renewal.as_known_on(known_by).map_or(Cow::Borrowed(renewal), Cow::Owned));
        let open = known.filter(|r| r.outcome == Outcome::Open && !r.early_termination);
        let (long_past, renewals): (Vec<_>, Vec<_>) = open.partition(|r| r.due < since);
        let long_past_due = long_past.len() as u64;
        Self { renewals, long_past_due }
    }

    /// As signs see them; `notes` is the landmark up to which notes are read, where a sign looks into them.
    pub(crate) fn cases(&self, notes: Option<Landmark>) -> Vec<Case<'_>> {
        let mut cases: Vec<Case<'_>> = self.renewals.iter().map(|renewal| Case::unread(renewal)).collect();
        if let Some(last) = notes {
            let (lexicon, mut buffer) = (Lexicon::taxonomy(), Buffer::default());
            let groups = groups_of(&lexicon);
            for case in cases.iter_mut().filter(|case| !case.renewal.notes.is_empty()) {
                case.themes = Case::themes_of(case.renewal, last, &lexicon, &groups, &mut buffer);
            }
        }
        cases
    }

    /// The places of those of one account and quarter, as chances are made.
    pub(crate) fn by_account_and_quarter(&self, fiscal: FiscalYear) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut known: FxHashMap<(&str, i32), usize> = FxHashMap::default();
        for (place, renewal) in self.renewals.iter().enumerate() {
            let group = *known.entry((renewal.account_id.as_str(), quarter(renewal.due, fiscal))).or_insert(groups.len());
            match groups.get_mut(group) {
                Some(places) => places.push(place),
                None => groups.push(vec![place]),
            }
        }
        groups
    }
}
