//! The report as slides: the same parts, cut at their headings, in sections for those who look at them.

use std::str::FromStr;

use super::{Source, first_page, forecast, head, losses, metrics, patterns, plays, quality, room, signals, watch};
use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::phase::Phase;
use crate::domain::session::{History, Session};
use crate::telling::block::{Block, Document, Text, own};
use crate::telling::chart;

/// Whom a section of the deck is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Audience {
    Leadership,
    Cs,
    Product,
    Finance,
}

impl Audience {
    pub(crate) const ALL: [Self; 4] = [Self::Leadership, Self::Cs, Self::Product, Self::Finance];

    /// The word for it on the command line.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Leadership => "leadership",
            Self::Cs => "cs",
            Self::Product => "product",
            Self::Finance => "finance",
        }
    }

    pub(crate) fn label(self) -> &'static str {
        match self {
            Self::Leadership => "Leadership",
            Self::Cs => "Customer Success",
            Self::Product => "Product",
            Self::Finance => "Finance",
        }
    }
}

impl FromStr for Audience {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, String> {
        let allowed = || format!("expected one of {}", Self::ALL.map(Self::key).join(", "));
        Self::ALL.into_iter().find(|audience| audience.key() == word).ok_or_else(allowed)
    }
}

/// A heading and what stands below it. What does not fit goes on on the next slide.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Slide {
    pub title: Text,
    pub blocks: Vec<Block>,
    /// What the room noted while it was at this.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Section {
    /// `None` is for all.
    pub audience: Option<Audience>,
    pub name: &'static str,
    pub slides: Vec<Slide>,
}

/// Slides in their order. The first has a title alone, and what it is about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Deck {
    pub sections: Vec<Section>,
}

type Part = fn(&mut Document, &Source);

/// The deck; with an audience, what is for all and what is for that one.
pub(crate) fn deck(facts: &Facts, findings: &Findings, history: Option<&History>, audience: Option<Audience>) -> Deck {
    let source =
        Source { facts, findings, session: history.map(History::session), doubts: history.map(History::doubts).unwrap_or_default() };
    let parts = |parts: &[(Option<Phase>, Part)]| parts.iter().flat_map(|(phase, part)| slides(&source, *phase, *part)).collect();
    let sections = [
        (None, "Overview", overview(&source)),
        (Some(Audience::Leadership), Audience::Leadership.label(), parts(&LEADERSHIP)),
        (Some(Audience::Cs), Audience::Cs.label(), parts(&CS)),
        (Some(Audience::Product), Audience::Product.label(), parts(&PRODUCT)),
        (Some(Audience::Finance), Audience::Finance.label(), parts(&FINANCE)),
        (None, "Appendix", parts(&APPENDIX)),
    ];
    let is_wanted = |of: Option<Audience>| audience.is_none() || of.is_none() || of == audience;
    let sections = sections.into_iter().map(|(audience, name, slides)| Section { audience, name, slides });
    Deck { sections: sections.filter(|section| is_wanted(section.audience) && !section.slides.is_empty()).collect() }
}

const LEADERSHIP: [(Option<Phase>, Part); 5] = [
    (None, first_page::why),
    (None, first_page::who_does_what),
    (None, first_page::coming_up),
    (None, room::escalations),
    (None, |doc, source| with_session(doc, source, room::themes)),
];
const CS: [(Option<Phase>, Part); 5] = [
    (None, losses::write),
    (Some(Phase::InsightSynthesis), insights),
    (None, plays::write),
    (None, watch::write),
    (Some(Phase::ActionPlanning), |doc, source| with_session(doc, source, room::actions)),
];
const PRODUCT: [(Option<Phase>, Part); 2] = [(Some(Phase::PatternAnalysis), patterns::write), (None, signals::write)];
const FINANCE: [(Option<Phase>, Part); 2] = [(Some(Phase::DataCompilation), metrics::write), (None, forecast::write)];
const APPENDIX: [(Option<Phase>, Part); 2] = [(None, quality::write), (None, |doc, source| with_session(doc, source, room::signing))];

fn with_session(doc: &mut Document, source: &Source, part: fn(&mut Document, &Session)) {
    if let Some(session) = source.session {
        part(doc, session);
    }
}

/// The title, what was looked at and how, and the result.
fn overview(source: &Source) -> Vec<Slide> {
    let mut all = slides(source, None, head::write);
    // The report's own heading is the title slide; what stands below it says what was looked at.
    if let Some(first) = all.first_mut() {
        let scope = Slide { title: own("Scope and method"), blocks: std::mem::take(&mut first.blocks), notes: vec![] };
        first.notes = notes(source, Phase::CheckIn);
        all.insert(1, scope);
    }
    all.extend(slides(source, None, pictures));
    all
}

/// What the room found, or what the data suggest: a slide each, with its evidence.
fn insights(doc: &mut Document, source: &Source) {
    let mut all = Document::default();
    if source.has_no_room() {
        room::suggested(&mut all, source);
    }
    with_session(&mut all, source, room::insights);
    let mut kind = Text::default();
    for block in all.blocks {
        match block {
            Block::Heading { level: 3, title } => kind = title,
            Block::Item { level: 0, words } => {
                doc.heading(2, words);
                doc.paragraph(kind.clone().strong());
            }
            Block::Item { level, words } => doc.item(level - 1, words),
            Block::Heading { .. } => {}
            other => doc.blocks.push(other),
        }
    }
}

/// What became of the ARR, and why it was lost, as pictures.
fn pictures(doc: &mut Document, source: &Source) {
    let window = &source.facts.scope.window.label;
    if let Some(picture) = chart::bridge::picture(&source.findings.bridge, window) {
        doc.heading(2, "From opening to closing ARR");
        doc.chart(Some(picture));
    }
    if let Some(picture) = patterns::of_reasons(source) {
        doc.heading(2, "What was lost, by reason");
        doc.chart(Some(picture));
    }
}

/// A part's slides: one a heading. A heading with nothing below it is none.
fn slides(source: &Source, phase: Option<Phase>, part: Part) -> Vec<Slide> {
    let mut doc = Document::default();
    part(&mut doc, source);
    let mut slides: Vec<Slide> = Vec::new();
    for block in doc.blocks {
        match block {
            Block::Heading { title, .. } => slides.push(Slide { title, ..Slide::default() }),
            Block::NewPage => {}
            block => match slides.last_mut() {
                Some(slide) => slide.blocks.push(block),
                None => slides.push(Slide { blocks: vec![block], ..Slide::default() }),
            },
        }
    }
    slides.retain(|slide| !slide.blocks.is_empty());
    if let Some((phase, first)) = phase.zip(slides.first_mut()) {
        first.notes = notes(source, phase);
    }
    slides
}

fn notes(source: &Source, phase: Phase) -> Vec<String> {
    let all = source.session.into_iter().flat_map(|session| &session.notes);
    all.filter(|(of, _)| *of == phase).map(|(_, note)| note.clone()).collect()
}
