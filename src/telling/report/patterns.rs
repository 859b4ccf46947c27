//! The buckets under the four lenses, competitors, and what is new or keeps coming back.

use super::Source;
use crate::analysis::findings::{BlockerFinding, Bucket, Emerging, Lens};
use crate::analysis::patterns::heat_map;
use crate::domain::scope::capitalise;
use crate::telling::block::{Cell, Document, Table, Text, data, own, told};
use crate::telling::chart::{self, Picture};
use crate::telling::figures::{estimate, percent, probability};

pub(crate) fn write(doc: &mut Document, source: &Source) {
    doc.heading(2, "Patterns");
    for lens in Lens::ALL {
        let buckets = source.findings.lenses.get(lens);
        if !buckets.is_empty() {
            doc.heading(3, lens.label());
            charts(doc, source, lens);
            doc.table(buckets_table(source, lens.label(), buckets, lens.has_rates()));
        }
    }
    if !source.findings.competitors.is_empty() {
        doc.heading(3, "Competitors named");
        doc.table(buckets_table(source, "Competitors named", &source.findings.competitors, true));
    }
    blockers(doc, source);
    emerging(doc, source);
}

pub(crate) fn of_reasons(source: &Source) -> Option<Picture> {
    chart::pareto::picture(source.facts, source.findings.lenses.get(Lens::ReasonCode), ["reason", "reasons"])
}

/// Of reasons: a renewal has one, so their parts add up.
fn charts(doc: &mut Document, source: &Source, lens: Lens) {
    if lens != Lens::ReasonCode {
        return;
    }
    for dimension in &source.facts.scope.dimensions {
        let crossed = heat_map(source.facts, &source.room(), lens, *dimension);
        doc.chart(chart::heat::picture(source.facts, &crossed, ["reason", dimension.label()]));
    }
}

fn buckets_table(source: &Source, what: &str, buckets: &[Bucket], has_rates: bool) -> Table {
    let (previous, _) = source.facts.scope.comparisons();
    let rate_head = has_rates.then(|| Text::from("Renewal rate (95 %)"));
    let heads = ["Bucket", "Renewals", "Churned", "Shrank", "ARR", "Lost ARR"].map(Text::from).into_iter().chain(rate_head);
    let mut table = Table::of_numbers(heads.chain([Text::from("Secondary"), data(&format!("In {}", previous.label))]));
    for bucket in buckets {
        let label = match &bucket.group {
            Some(group) if *group != bucket.label => data(group) + ": " + data(&bucket.label),
            _ => data(&bucket.label),
        };
        let count = Cell::count(bucket.count).behind(format!("{what}: {}", label.plain()), &bucket.renewals);
        let rate =
            || bucket.renewal_rate.map_or_else(|| "too few".to_owned(), |rate| estimate(Some(rate), bucket.low, bucket.high, percent));
        let amounts = [source.money_cell(bucket.arr), source.money_cell(bucket.lost_arr)];
        let secondary = if bucket.secondary == 0 { Cell::default() } else { Cell::count(bucket.secondary) };
        let rate = has_rates.then(|| Cell::own(rate()));
        let counts = [label.into(), count, Cell::count(bucket.churned), Cell::count(bucket.contracted)];
        table.row(counts.into_iter().chain(amounts).chain(rate).chain([secondary, Cell::count(bucket.previous_count)]));
    }
    table
}

fn blockers(doc: &mut Document, source: &Source) {
    let found = &source.findings.blockers;
    if found.is_empty() {
        return;
    }
    doc.heading(3, "What costs most and comes back");
    let mut table = Table::of_numbers(["Reason", "Accounts", "Lost ARR", "Losses, newest window first"]).and_words("Remark");
    for blocker in found {
        let windows: Vec<String> = blocker.windows.iter().map(ToString::to_string).collect();
        let label = own(blocker.reason.group_label()) + ": " + data(&blocker.reason.label());
        table.row(
            [
                label,
                own(blocker.accounts.to_string()).behind(format!("Lost to {}", blocker.reason.label()), &blocker.renewals),
                own(source.money(blocker.lost_arr)),
                own(windows.join(", ")),
                remark(blocker),
            ]
            .map(Cell::from),
        );
    }
    doc.table(table);
}

/// Whether an earlier retro held it, and what chance has to do with it.
fn remark(blocker: &BlockerFinding) -> Text {
    let seen = blocker.seen_in.as_ref().map(|session| own("a critical blocker already in ") + data(session));
    let usual = blocker.usual.map(|usual| {
        let (of_now, of_before) = (format!("{} of {}", usual.now, usual.now_of), format!("{} of {}", usual.before, usual.before_of));
        let above = if usual.is_above() { "above its usual share" } else { "within chance of its usual share" };
        own(format!("{above}: {of_now} accounts now, {of_before} before"))
    });
    let repeats = blocker.usual.and_then(|usual| usual.repeats_by_chance);
    let repeats = repeats.map(|chance| own(format!("chance alone repeats it so often in {}", percent(chance))));
    Text::joined(seen.into_iter().chain(usual).chain(repeats), "; ")
}

fn emerging(doc: &mut Document, source: &Source) {
    if source.findings.emerging.is_empty() {
        return;
    }
    doc.heading(3, "New or growing");
    for found in &source.findings.emerging {
        doc.item(0, emerged(source, found));
    }
}

fn emerged(source: &Source, found: &Emerging) -> Text {
    let within = found.within.as_ref().map_or_else(Text::default, |within| own(", mostly within ") + data(within));
    let span = if found.span.is_empty() { Text::default() } else { own(" in ") + data(&found.span) };
    let now = own(format!("{} of {} accounts", found.now, found.now_of));
    let before = format!(", {} of {} {}, first seen {}", found.before, found.before_of, found.other(), found.first_seen);
    let tests = format!(" (p {}, q {}; {})", probability(found.p), probability(found.q), source.money(found.arr));
    let label = told(&capitalise(&found.label));
    label + ": " + now.behind(format!("New or growing: {}", found.label), &found.renewals) + span + own(before) + within + own(tests)
}
