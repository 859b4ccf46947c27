//! Looks for the place and the start at which a key stands out most.

use super::counts::{Counts, Key, PerWindow, Place};
use crate::analysis::stats::Fourfold;

/// Named fewer times than this in all, nothing can be told of a key.
const MIN_NAMED: u64 = 3;
/// A place's own history must hold this many decided renewals before the start.
const MIN_HISTORY: u64 = 20;
/// The level at which a key must be new or growing against its own history in the place.
const HISTORY_LEVEL: f64 = 0.05;

/// One place and start.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Look<'a> {
    pub place: Place<'a>,
    /// The oldest window that counts as now.
    pub start: usize,
    /// Named and not named: there since then, and everything else.
    pub table: Fourfold,
    /// Corrected for all looks at this key.
    pub p: f64,
    pub history_p: f64,
    /// In the scope's own window.
    named_now: u64,
    grew: bool,
}

impl Look<'_> {
    /// Still named in this window, often enough, and more than before in the same place.
    pub(crate) fn is_emerging(&self) -> bool {
        self.table.a >= MIN_NAMED && self.named_now > 0 && self.grew && self.history_p <= HISTORY_LEVEL
    }
}

/// The best look at each key that was named often enough to tell anything.
pub(crate) fn best_looks<'a>(counts: &Counts<'a>, windows: usize) -> Vec<(Key<'a>, Look<'a>)> {
    let mut best = Vec::new();
    for (key, places) in &counts.named {
        let mut looks: Vec<Look<'a>> = Vec::new();
        for (place, named) in places {
            let whole = if key.home().is_some() { *place } else { Place::Anywhere };
            let (all_named, all_decided) = (sum(&places[&whole]), sum(&counts.decided[&whole]));
            if all_named >= MIN_NAMED {
                let decided = &counts.decided[place];
                looks.extend((0..windows - 1).filter_map(|start| look(*place, start, named, decided, all_named, all_decided)));
            }
        }
        let tried = looks.len() as f64;
        // What can be called emerging stands before what cannot, then the surest; place and start only break ties.
        let least = |x: &Look<'_>, y: &Look<'_>| {
            let order = y.is_emerging().cmp(&x.is_emerging()).then(x.p.total_cmp(&y.p));
            order.then(x.start.cmp(&y.start)).then(x.place.cmp(&y.place))
        };
        if let Some(mut look) = looks.into_iter().min_by(least) {
            look.p = (look.p * tried).min(1.0);
            best.push((*key, look));
        }
    }
    best
}

fn look<'a>(place: Place<'a>, start: usize, named: &PerWindow, decided: &PerWindow, all_named: u64, all_decided: u64) -> Option<Look<'a>> {
    let (now, now_of) = (sum(&named[..=start]), sum(&decided[..=start]));
    let (earlier, earlier_of) = (sum(&named[start + 1..]), sum(&decided[start + 1..]));
    if earlier_of < MIN_HISTORY || now_of == 0 {
        return None;
    }
    let table = Fourfold::new(now, now_of - now, all_named - now, (all_decided - now_of) - (all_named - now));
    let history = Fourfold::new(now, now_of - now, earlier, earlier_of - earlier);
    let grew = now as f64 / now_of as f64 > earlier as f64 / earlier_of as f64;
    Some(Look { place, start, table, p: table.fisher(), history_p: history.fisher(), named_now: named[0], grew })
}

fn sum(counts: &[u64]) -> u64 {
    counts.iter().sum()
}
