//! What the rows of list views open to: every figure leads to the renewals behind it.

use super::page::Page;
use super::worked;
use crate::analysis::findings::Bucket;
use crate::app::model::Model;
use crate::domain::renewal::{Renewal, RenewalId};

/// A row and the renewals behind it.
#[derive(Clone, Debug)]
pub struct Opening {
    pub title: String,
    pub renewals: Vec<RenewalId>,
}

fn opening(title: impl Into<String>, renewals: &[RenewalId]) -> Opening {
    Opening { title: title.into(), renewals: renewals.to_vec() }
}

/// The rows of a list view, in the order in which they are drawn.
pub fn openings(model: &Model, page: Page) -> Vec<Opening> {
    let findings = &model.findings;
    match page {
        Page::Overview => overview(model),
        Page::Breakdown => breakdown(model),
        Page::Notes => {
            with_notes(model).into_iter().map(|r| opening(format!("{}, with its notes", r.account), std::slice::from_ref(&r.id))).collect()
        }
        Page::Quality => model.facts.quality.issues.iter().map(|issue| opening(&issue.message, &issue.renewals)).collect(),
        Page::Forecast => {
            findings.forecast.misses.iter().map(|(id, ..)| opening(format!("Forecast miss: {id}"), std::slice::from_ref(id))).collect()
        }
        Page::Pareto | Page::HeatMap => buckets(model).iter().map(|b| opening(&b.label, &b.renewals)).collect(),
        Page::Plays => findings.plays.iter().map(|p| opening(format!("Play: {}", p.play), &p.renewals)).collect(),
        Page::Pricing => findings.lenses.pricing.iter().map(|b| opening(format!("Pricing: {}", b.label), &b.renewals)).collect(),
        Page::Signals => findings.signals.iter().map(|s| opening(&s.label, &s.renewals)).collect(),
        Page::Emerging => emerging(model),
        Page::Trends => trends(model),
        _ => vec![],
    }
}

/// The buckets of the lens in use.
pub fn buckets(model: &Model) -> &[Bucket] {
    model.findings.lenses.get(model.screens.patterns.lens)
}

/// The renewals of the window that have notes, those with the newest note first.
pub fn with_notes(model: &Model) -> Vec<&Renewal> {
    let scope = &model.facts.scope;
    let mut rows: Vec<&Renewal> =
        model.facts.in_scope().iter().filter(|r| !r.notes.is_empty() && (scope.include_churn || !r.is_churned())).collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.notes.iter().map(|n| n.on).max()));
    rows
}

/// A name and the renewals it stands for.
type Kind = (&'static str, fn(&Renewal) -> bool);

const OUTCOMES: [Kind; 7] = [
    ("Due", |_| true),
    ("Renewed", Renewal::is_renewed),
    ("Churned", Renewal::is_churned),
    ("Contracted", Renewal::is_contracted),
    ("Expanded", Renewal::is_expanded),
    ("Open", |r| r.outcome == crate::domain::renewal::Outcome::Open),
    ("Lost without a reason code", Renewal::is_uncoded_loss),
];

fn overview(model: &Model) -> Vec<Opening> {
    let window = &model.facts.scope.window.label;
    OUTCOMES.iter().map(|(name, is)| opening(format!("{name}, {window}"), &ids(model, is))).collect()
}

fn trends(model: &Model) -> Vec<Opening> {
    let fell = |r: &Renewal| r.signals.health_slope().is_some_and(|slope| slope <= -5.0);
    let less = |r: &Renewal| r.signals.usage_shift().is_some_and(|shift| shift <= -0.2);
    vec![
        opening("Health fell 10 points or more from 90 to 30 days before due", &ids(model, &fell)),
        opening("Usage fell by a fifth or more in the 90 days before due", &ids(model, &less)),
    ]
}

fn ids(model: &Model, is: &dyn Fn(&Renewal) -> bool) -> Vec<RenewalId> {
    model.facts.in_scope().iter().filter(|r| is(r)).map(|r| r.id.clone()).collect()
}

fn breakdown(model: &Model) -> Vec<Opening> {
    let shown = worked::breakdown(model);
    let label = shown.dimensions.first().map_or("", |d| d.label());
    shown.groups.iter().map(|g| opening(format!("{label}: {}", g.values.join(" × ")), &g.renewals)).collect()
}

fn emerging(model: &Model) -> Vec<Opening> {
    let blockers = model.findings.blockers.iter().map(|b| opening(b.reason.label(), &b.renewals));
    let new = model.findings.emerging.iter().map(|e| opening(&e.label, &e.renewals));
    blockers.chain(new).collect()
}
