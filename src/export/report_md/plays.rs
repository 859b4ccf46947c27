//! Whether plays go with renewal, and what prices did.

use super::Source;
use crate::analysis::findings::{PlayFinding, PricingReview};
use crate::export::markdown::{Document, Table, escape};
use crate::telling::figures::{estimate, or_missing, percent, probability, ratio};
use crate::telling::{plays, verdict};

pub fn write(doc: &mut Document, source: &Source) {
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
    let heads = ["Play", "n", "Crude odds ratio", "Within equal risk (95 %)", "p", "q", "At-risk covered", "Save rate"];
    let mut table = Table::of_numbers(&heads).and_words("Verdict");
    table.rows(all.iter().map(row));
    doc.table(&table);
    for play in all {
        doc.item(0, &format!("{}.", escape(&plays::sentence(play))));
    }
}

fn row(play: &PlayFinding) -> [String; 9] {
    [
        escape(&play.play),
        play.n.to_string(),
        or_missing(play.crude_or, ratio),
        estimate(play.mh_or, play.low, play.high, ratio),
        or_missing(play.p, probability),
        or_missing(play.q, probability),
        or_missing(play.coverage, percent),
        or_missing(play.save_rate, percent),
        format!("{}{}", verdict::word(play.verdict), if plays::differs(play) { "; differs between risk tiers" } else { "" }),
    ]
}

fn pricing(doc: &mut Document, source: &Source, pricing: &PricingReview) {
    let lines = [
        ("Uplift that contracts allowed", pricing.uplift_contract.map(|m| source.money(Some(m)))),
        ("Uplift that was applied", pricing.uplift_applied.map(|m| source.money(Some(m)))),
        ("Realised", pricing.realised.map(percent)),
        ("Change of ARR by price per seat", pricing.price_effect.map(|m| m.short_signed(&source.facts.currency))),
        ("Change of ARR by number of seats", pricing.seat_effect.map(|m| m.short_signed(&source.facts.currency))),
    ];
    if lines.iter().all(|(_, figure)| figure.is_none()) && pricing.why.is_none() {
        return;
    }
    doc.heading(2, "Pricing");
    for (label, figure) in lines {
        if let Some(figure) = figure {
            doc.item(0, &format!("{label}: {figure}"));
        }
    }
    if let Some(why) = &pricing.why {
        doc.paragraph(&escape(why));
    }
}
