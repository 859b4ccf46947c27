//! Whether plays go with renewal, and what prices did.

use super::{Source, ids};
use crate::analysis::drill;
use crate::analysis::findings::{PlayFinding, PricingReview};
use crate::telling::block::{Cell, Document, Table, Text, data, own, told};
use crate::telling::figures::{estimate, or_missing, percent, probability, ratio};
use crate::telling::{plays, verdict};

pub(crate) fn write(doc: &mut Document, source: &Source) {
    table(doc, &source.findings.plays);
    pricing(doc, source, &source.findings.pricing);
}

fn table(doc: &mut Document, all: &[PlayFinding]) {
    if all.is_empty() {
        return;
    }
    doc.heading(2, "Plays");
    doc.paragraph(
        "Odds of renewal with the play against without it: associations, not proof. An account with the play is compared with those that \
         were undecided and without it on that day, in the same segment and half-year and at the same risk; the crude figure stands beside.",
    );
    let heads =
        ["Play", "With it", "Without", "Crude odds ratio", "Within equal risk (95 %)", "p", "q", "At-risk covered", "Saved of at-risk"];
    let mut table = Table::of_numbers(heads).and_words("Verdict");
    table.rows(all.iter().map(row));
    doc.table(table);
    for play in all {
        doc.item(0, told(&plays::sentence(play)) + ".");
    }
}

fn row(play: &PlayFinding) -> [Cell; 10] {
    let [with, without] = play.arms();
    [
        data(&play.play).behind(format!("Renewals with the play {}", play.play), &play.renewals).into(),
        Cell::count(with),
        Cell::count(without),
        Cell::own(or_missing(play.crude_or, ratio)),
        Cell::own(estimate(play.mh_or, play.low, play.high, ratio)),
        Cell::own(or_missing(play.p, probability)),
        Cell::own(or_missing(play.q, probability)),
        Cell::own(plays::covered(play)),
        Cell::own(plays::saved(play)),
        Cell::own(format!("{}{}", verdict::word(play.verdict), if plays::differs(play) { "; differs between risk tiers" } else { "" })),
    ]
}

fn pricing(doc: &mut Document, source: &Source, pricing: &PricingReview) {
    let facts = source.facts;
    let over = |parts: Vec<(&crate::domain::renewal::Renewal, _)>| ids(parts.into_iter().map(|(renewal, _)| renewal));
    let lines = [
        ("Uplift that contracts allowed", pricing.uplift_contract.map(|m| source.money(Some(m))), over(drill::uplifted(facts))),
        ("Uplift that was applied", pricing.uplift_applied.map(|m| source.money(Some(m))), over(drill::uplifted(facts))),
        ("Realised", pricing.realised.map(percent), over(drill::uplifted(facts))),
        ("Change of ARR by price per seat", pricing.price_effect.map(|m| m.short_signed(&facts.currency)), over(drill::by_price(facts))),
        ("Change of ARR by number of seats", pricing.seat_effect.map(|m| m.short_signed(&facts.currency)), over(drill::by_seats(facts))),
    ];
    if lines.iter().all(|(_, figure, _)| figure.is_none()) && pricing.why.is_none() {
        return;
    }
    doc.heading(2, "Pricing");
    for (label, figure, renewals) in lines {
        if let Some(figure) = figure {
            doc.item(0, Text::from(label) + ": " + own(figure).behind(source.in_window(label), &renewals));
        }
    }
    if let Some(why) = &pricing.why {
        doc.paragraph(told(why));
    }
}
