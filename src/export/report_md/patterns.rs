//! The buckets under the four lenses, competitors, and what is new or keeps coming back.

use super::Source;
use crate::analysis::findings::{Bucket, Lens};
use crate::domain::scope::capitalise;
use crate::export::markdown::{Document, Table, escape};
use crate::export::numbers::{estimate, percent, probability};

pub fn write(doc: &mut Document, source: &Source) {
    doc.heading(2, "Patterns");
    for lens in Lens::ALL {
        let buckets = source.findings.lenses.get(lens);
        if !buckets.is_empty() {
            doc.heading(3, lens.label());
            doc.table(&buckets_table(source, buckets, lens.has_rates()));
        }
    }
    if !source.findings.competitors.is_empty() {
        doc.heading(3, "Competitors named");
        doc.table(&buckets_table(source, &source.findings.competitors, true));
    }
    blockers(doc, source);
    emerging(doc, source);
}

fn buckets_table(source: &Source, buckets: &[Bucket], has_rates: bool) -> Table {
    let (previous, _) = source.facts.scope.comparisons();
    let before = escape(&format!("In {}", previous.label));
    let rate_head = has_rates.then_some("Renewal rate (95 %)");
    let heads: Vec<&str> =
        ["Bucket", "Renewals", "Churned", "ARR", "Lost ARR"].into_iter().chain(rate_head).chain(["Secondary", &before]).collect();
    let mut table = Table::of_numbers(&heads);
    for bucket in buckets {
        let label = match &bucket.group {
            Some(group) if *group != bucket.label => format!("{}: {}", escape(group), escape(&bucket.label)),
            _ => escape(&bucket.label),
        };
        let secondary = if bucket.secondary == 0 { String::new() } else { bucket.secondary.to_string() };
        let counts = [label, bucket.count.to_string(), bucket.churned.to_string()];
        let rate = bucket.renewal_rate.map_or_else(|| "too few".to_owned(), |rate| estimate(Some(rate), bucket.low, bucket.high, percent));
        let amounts = [source.money(bucket.arr), source.money(bucket.lost_arr)].into_iter().chain(has_rates.then_some(rate));
        table.row(counts.into_iter().chain(amounts).chain([secondary, bucket.previous_count.to_string()]));
    }
    table
}

fn blockers(doc: &mut Document, source: &Source) {
    let found = &source.findings.blockers;
    if found.is_empty() {
        return;
    }
    doc.heading(3, "What costs most and comes back");
    let mut table = Table::of_numbers(&["Reason", "Accounts", "Lost ARR", "Losses, newest window first"]).and_words("Remark");
    for blocker in found {
        let windows: Vec<String> = blocker.windows.iter().map(ToString::to_string).collect();
        let seen =
            blocker.seen_in.as_ref().map_or_else(String::new, |session| format!("a critical blocker already in {}", escape(session)));
        let label = format!("{}: {}", blocker.reason.group_label(), escape(&blocker.reason.label()));
        table.row([label, blocker.accounts.to_string(), source.money(blocker.lost_arr), windows.join(", "), seen]);
    }
    doc.table(&table);
}

fn emerging(doc: &mut Document, source: &Source) {
    if source.findings.emerging.is_empty() {
        return;
    }
    doc.heading(3, "New or growing");
    for item in &source.findings.emerging {
        let within = item.within.as_ref().map_or_else(String::new, |within| format!(", mostly within {}", escape(within)));
        let span = if item.span.is_empty() { String::new() } else { format!(" in {}", escape(&item.span)) };
        doc.item(
            0,
            &format!(
                "{}: {} of {} accounts{span}, {} of {} {}, first seen {}{within} (p {}, q {}; {})",
                capitalise(&escape(&item.label)),
                item.now,
                item.now_of,
                item.before,
                item.before_of,
                item.other(),
                item.first_seen,
                probability(item.p),
                probability(item.q),
                source.money(item.arr),
            ),
        );
    }
}
