//! The buckets under the four lenses, competitors, and what is new or keeps coming back.

use super::Source;
use crate::analysis::findings::{BlockerFinding, Bucket, Lens};
use crate::domain::scope::capitalise;
use crate::export::markdown::{Document, Table, escape};
use crate::telling::figures::{estimate, percent, probability};

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
        let label = format!("{}: {}", blocker.reason.group_label(), escape(&blocker.reason.label()));
        table.row([label, blocker.accounts.to_string(), source.money(blocker.lost_arr), windows.join(", "), remark(blocker)]);
    }
    doc.table(&table);
}

/// Whether an earlier retro held it, and what chance has to do with it.
fn remark(blocker: &BlockerFinding) -> String {
    let seen = blocker.seen_in.as_ref().map(|session| format!("a critical blocker already in {}", escape(session)));
    let usual = blocker.usual.map(|usual| {
        let (of_now, of_before) = (format!("{} of {}", usual.now, usual.now_of), format!("{} of {}", usual.before, usual.before_of));
        let above = if usual.is_above() { "above its usual share" } else { "within chance of its usual share" };
        format!("{above}: {of_now} accounts now, {of_before} before")
    });
    let repeats = blocker.usual.and_then(|usual| usual.repeats_by_chance);
    let repeats = repeats.map(|chance| format!("chance alone repeats it so often in {}", percent(chance)));
    seen.into_iter().chain(usual).chain(repeats).collect::<Vec<_>>().join("; ")
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
