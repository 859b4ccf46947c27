//! Whether anybody can tell which renewals were due: a source may know losses, and of those who go on only that they do.

use chrono::{Days, Months};

use super::{FEW, Subscriptions};
use crate::compile::join::renewals::Extent;
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Field;
use crate::compile::timeline::shape::Shape;
use crate::compile::timeline::snapshots::{Customer, Timeline};
use crate::compile::understand::layout::Layout;
use crate::compile::understand::missing_data::as_now;
use crate::domain::text::counted;

impl Subscriptions {
    /// Why retention of the renewals due cannot be computed: customers go on, and of none of them anybody knows that it renewed.
    pub(crate) fn no_dues(&self, layout: &Layout, extent: &Extent) -> Option<String> {
        let running = self.running();
        let is_terms = |table: &TableFile| Shape::of(&table.columns) == Shape::Terms;
        let none_follows = layout.contracts().all(is_terms) && !self.terms_follow();
        if running == 0 {
            let told = || "all contracts ran out, and hardly a term follows another: nobody can tell whether they were renewed".to_owned();
            return (none_follows && self.customers.len() >= FEW).then(told);
        }
        let go_on = counted(running, "contract goes on", "contracts go on");
        if let Some(table) = layout.contracts().find(|table| as_now::names_a_period_end(&table.columns)) {
            return Some(format!(
                "{} lists subscriptions as they are now, each with the end of its current period: what renewed before is nowhere",
                table.file.name()
            ));
        }
        if none_follows {
            return Some(format!("{go_on}, and hardly a term follows another: nobody can tell whether those that ran out were renewed"));
        }
        let has_ends = layout.contracts().any(|table| table.columns.has(Field::ContractEnd)) && self.knows_an_end();
        match has_ends {
            true if extent.churned > 0 && self.ends_moved_on(extent) => Some(format!(
                "{go_on}, and nearly all of them end within a year from now: their ends moved on with each renewal, so that what renewed \
                 before is not in the data, and only losses are"
            )),
            _ if extent.renewed > 0 => None,
            false => Some(format!("no contract end is known of those who go on ({go_on}), so nobody can tell which renewals were due")),
            true if extent.holds_only_losses() => Some(format!(
                "{go_on}, and the end of none of them has passed: what renewed before is not in the data, and only losses are"
            )),
            true => None,
        }
    }

    /// Of the contracts whose first term ran out at least one in five has another term.
    fn terms_follow(&self) -> bool {
        let ran_out = |timeline: &&Timeline| {
            timeline.snapshots.first().and_then(|first| first.contract_end).is_some_and(|end| end < self.rules.known)
        };
        let all: Vec<&Timeline> = self.all().filter(ran_out).collect();
        all.iter().filter(|timeline| has_several(timeline)).count() * 5 >= all.len()
    }

    /// Whether the rows are those of customers as they are now, whose ends, or whose whole terms, move on with each renewal: hardly any ends
    /// later than a year from now, each has one row, and of hardly any of those it is seen that it was renewed.
    fn ends_moved_on(&self, extent: &Extent) -> bool {
        let known = self.rules.known;
        let (year_ago, in_a_year) = (known - Months::new(12), known + Months::new(12) + Days::new(7));
        let (mut all, mut near, mut alone, mut old) = (0, 0, 0, 0);
        for timeline in self.all() {
            let Some(end) = timeline.in_force_on(known).and_then(|now| now.contract_end).filter(|end| *end > known) else { continue };
            let is_alone = end <= in_a_year && timeline.snapshots.len() == 1;
            (all, near) = (all + 1, near + u64::from(end <= in_a_year));
            (alone, old) = (alone + u64::from(is_alone), old + u64::from(is_alone && timeline.snapshots[0].day < year_ago));
        }
        // Who came within the year may be new; where next to nobody was ever renewed, that is not all of them.
        near * 20 >= all * 19 && (old > extent.renewed || alone > extent.renewed * 10)
    }

    fn knows_an_end(&self) -> bool {
        let is_known = |timeline: &Timeline| timeline.in_force_on(self.rules.known).is_some_and(|now| now.contract_end.is_some());
        self.all().any(is_known)
    }

    /// Contracts that go on as far as the data know.
    fn running(&self) -> usize {
        self.all().filter(|timeline| timeline.in_force_on(self.rules.known).is_some()).count()
    }

    fn all(&self) -> impl Iterator<Item = &Timeline> {
        self.customers.iter().flat_map(Customer::values)
    }
}

fn has_several(timeline: &Timeline) -> bool {
    timeline.snapshots.iter().filter(|snapshot| snapshot.is_active()).count() > 1
}
