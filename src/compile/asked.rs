//! What stands between the data and a retro: questions with the figures that each answer gives, or why nothing can be compiled.

use std::path::PathBuf;

use rustc_hash::FxHashSet;

use crate::compile::join::population::Population;
use crate::compile::join::{currencies, deal_before, doubts, population, quality};
use crate::compile::read::scan::Meter;
use crate::compile::read::source::Source;
use crate::compile::understand::check::CheckReport;
use crate::compile::understand::layout::{self, Layout};
use crate::compile::understand::mapping::{self, Mapping};
use crate::domain::headline::Headline;
use crate::domain::lines;
use crate::domain::progress::{Progress, Silent};
use crate::domain::quality::IssueKind;
use crate::domain::question::Question;
use crate::domain::renewal::{Outcome, Renewal};
use crate::domain::scope::ScopeRequest;
use crate::domain::text::counted;
use crate::domain::year;
use crate::error::{Error, Result};

/// What is doubtful, each answer with its figures: first what must be answered before the retro, then what would hardly change it.
///
/// # Errors
/// Lines of an answer that are no mapping.
pub(crate) fn of(
    source: &Source,
    request: &ScopeRequest,
    layout: &Layout,
    population: &Population,
    account: &quality::Account,
) -> Result<(Vec<Question>, Vec<Question>)> {
    let mut questions = doubts::of(layout, population, account);
    // What two doubts ask in the same words is one question.
    let mut asked: FxHashSet<(String, String)> = FxHashSet::default();
    questions.retain(|question| asked.insert((question.file.clone(), question.asked.clone())));
    for question in &mut questions {
        let mut looked: Vec<Option<(Headline, Headline)>> = Vec::new();
        for answer in &mut question.answers {
            let figures = figures(source, request, layout.mapping.with(&answer.mapping)?).ok();
            answer.figures = figures.map(|(headline, _)| headline);
            looked.push(figures);
        }
        // Where nothing comes of an answer, in the window or before it, nobody needs to give one.
        let are_same = |pair: &[Option<(Headline, Headline)>]| pair[0].is_some() && pair[0] == pair[1];
        question.is_pressing &= looked.len() < 2 || !looked.windows(2).all(are_same);
    }
    // An answer after which nothing can be told is not the likeliest.
    for question in &mut questions {
        question.answers.sort_by_key(|answer| answer.figures.is_none());
    }
    let (mut open, mut settled): (Vec<Question>, Vec<Question>) = questions.into_iter().partition(Question::matters);
    open.iter_mut().chain(&mut settled).for_each(Question::leave_out_what_stays);
    Ok((open, settled))
}

/// The report with what stands in the way of the retro of `request`.
///
/// # Errors
/// [`Cancelled`](Error::Cancelled) when `progress` says so.
pub(crate) fn stand(
    mut report: CheckReport,
    source: &Source,
    request: &ScopeRequest,
    layout: &Layout,
    progress: &dyn Progress,
) -> Result<CheckReport> {
    let meter = Meter::new(progress, layout.bytes());
    let mut account = quality::Account::new(layout);
    let asked = population::read(layout, request, &meter, &mut account)
        .and_then(|population| Ok((of(source, request, layout, &population, &account)?, nothing_due(&population))));
    report.told = account.told(&[IssueKind::DuplicateId, IssueKind::SharedId, IssueKind::LeftEarly]);
    report.told.extend(layout.told.iter().cloned());
    match asked {
        Ok(((open, settled), nothing_due)) => (report.questions, report.settled, report.nothing_due) = (open, settled, nothing_due),
        Err(Error::Cancelled) => return Err(Error::Cancelled),
        Err(error) => report.refused = Some(error.to_string()),
    }
    Ok(report)
}

/// Why no rates of renewals due can be told of the window, where none can: what is there instead.
fn nothing_due(population: &Population) -> Option<String> {
    if let Some(why) = &population.no_dues {
        let told = if population.cohorts.is_empty() { "Losses are told" } else { "Losses and the twelve months before are told" };
        return Some(format!("{why}. {told}"));
    }
    let window = &population.scope.window;
    let due: Vec<&Renewal> = population.kept.iter().map(|kept| &*kept.renewal).filter(|renewal| window.contains(renewal.due)).collect();
    let (from, to) = population.due_range.filter(|_| due.iter().all(|renewal| renewal.outcome == Outcome::Open))?;
    let told = match due.len() {
        0 => format!("no renewal is due from {} to {}", window.from, window.to),
        n => format!("of {} due from {} to {} none is decided", counted(n, "renewal", "renewals"), window.from, window.to),
    };
    Some(format!("{told}; all that are here are due from {from} to {to}"))
}

/// Where the lines of an answer go.
pub(crate) fn place(source: &Source, layout: &Layout) -> PathBuf {
    let named = Some(layout.mapping.path.clone()).filter(|path| !path.as_os_str().is_empty());
    named.or_else(|| source.mapping_path()).unwrap_or_else(|| mapping::FILE_NAME.into())
}

/// The figures of a scope under a mapping, and those of all that was due by the window's end.
fn figures(source: &Source, request: &ScopeRequest, mapping: Mapping) -> Result<(Headline, Headline)> {
    let layout = layout::plan(source, mapping, &Silent)?.settled()?;
    let meter = Meter::new(&Silent, layout.bytes());
    let mut account = quality::Account::new(&layout);
    let mut population = population::read(&layout, request, &meter, &mut account)?;
    let report = currencies::Report::of(&population.kept, &layout.mapping);
    currencies::settle(&mut population.kept, &layout, &mut account);
    deal_before::fill(&mut population.kept, &population.other_deals, &report, &population.scope, &mut account);
    let known = population.scope.known_by();
    let so_far = population.kept.iter().map(|kept| &*kept.renewal).filter(|renewal| renewal.due <= population.scope.window.to);
    let so_far = Headline::of(so_far, known);
    let due = population.kept.iter().map(|kept| &*kept.renewal).filter(|renewal| population.scope.window.contains(renewal.due));
    let mut headline = Headline::of(due, known);
    // Of contracts over time the source itself tells who goes on, whatever is answered.
    if population.going_on.is_empty() {
        let all = || population.kept.iter().map(|kept| &*kept.renewal);
        headline.logo_retention = lines::logo_retention(all(), &population.scope.window, known);
        headline.year = Some(year::retention(all(), population.scope.window.to, known));
    }
    let to = population.scope.window.to;
    if let Some(cohort) = population.cohorts.iter().find(|cohort| cohort.end == to) {
        headline.year = Some(year::retention_of_cohort(&cohort.members));
    }
    // Of losses alone no rate is told, nor shown beside an answer; of contracts over time the year is.
    if population.no_dues.is_some() {
        (headline.grr, headline.nrr) = (None, None);
        if population.cohorts.is_empty() {
            (headline.logo_retention, headline.year) = (None, None);
        }
    }
    Ok((headline, so_far))
}
