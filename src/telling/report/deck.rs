//! The report as slides: the same parts, cut at their headings, in sections for those who look at them.

use std::cmp::Reverse;
use std::str::FromStr;

use super::{Source, first_page, forecast, head, losses, metrics, patterns, plays, quality, room, signals, watch};
use crate::analysis::findings::Findings;
use crate::domain::action::Team;
use crate::domain::card::InsightKind;
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
    /// What stands behind them, in the appendix.
    pub behind: Vec<Slide>,
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
    let of = |audience: Audience, shares: &[Share]| section(&source, Some(audience), audience.label(), shares);
    let sections = [
        Section { audience: None, name: "Overview", slides: overview(&source), behind: vec![] },
        of(Audience::Leadership, &LEADERSHIP),
        of(Audience::Cs, &CS),
        of(Audience::Product, &PRODUCT),
        of(Audience::Finance, &FINANCE),
        section(&source, None, "Data and sign-off", &APPENDIX),
    ];
    let is_wanted = |of: Option<Audience>| audience.is_none() || of.is_none() || of == audience;
    let has_slides = |section: &Section| !section.slides.is_empty() || !section.behind.is_empty();
    Deck { sections: sections.into_iter().filter(|section| is_wanted(section.audience) && has_slides(section)).collect() }
}

/// What of a part is told, and what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    Whole,
    /// Its first heading; the rest is there for whoever asks.
    First,
    /// Its first heading; the report has the rest.
    Only,
    /// The weightiest insights: critical ones, then by votes.
    Weightiest,
    Behind,
}

/// A story with more of them is a list.
const MOST_INSIGHTS: usize = 4;

/// A part of the report as slides: the phase whose notes go with it, and how much of it is told.
type Share = (Option<Phase>, Told, Part);

const LEADERSHIP: [Share; 5] = [
    (None, Told::Whole, |doc, source| in_words(doc, source, first_page::why)),
    (None, Told::Whole, first_page::who_does_what),
    (None, Told::Whole, first_page::coming_up),
    (None, Told::Whole, room::escalations),
    (None, Told::First, |doc, source| with_session(doc, source, room::themes)),
];
const CS: [Share; 5] = [
    (None, Told::Only, losses::write),
    (Some(Phase::InsightSynthesis), Told::Weightiest, insights),
    (None, Told::First, plays::write),
    (None, Told::Whole, |doc, source| in_few_rows(doc, source, watch::write)),
    (Some(Phase::ActionPlanning), Told::Whole, actions),
];
const PRODUCT: [Share; 3] = [
    (Some(Phase::PatternAnalysis), Told::First, patterns::write),
    (None, Told::Only, |doc, source| in_sentences(doc, source, signals::write)),
    (None, Told::Whole, |doc, source| with_session(doc, source, |doc, session| room::actions_of(doc, session, Team::Product))),
];
const FINANCE: [Share; 3] = [
    (Some(Phase::DataCompilation), Told::First, metrics::write),
    (None, Told::First, forecast::write),
    (None, Told::Whole, |doc, source| with_session(doc, source, |doc, session| room::actions_of(doc, session, Team::Finance))),
];
const APPENDIX: [Share; 2] =
    [(None, Told::Behind, quality::write), (None, Told::Behind, |doc, source| with_session(doc, source, room::signing))];

fn section(source: &Source, audience: Option<Audience>, name: &'static str, shares: &[Share]) -> Section {
    let mut section = Section { audience, name, slides: vec![], behind: vec![] };
    for (phase, told, part) in shares {
        let mut slides = slides(source, *phase, *part);
        let is_told: Vec<bool> = match told {
            Told::Whole => vec![true; slides.len()],
            Told::First => (0..slides.len()).map(|place| place == 0).collect(),
            Told::Only => {
                slides.truncate(1);
                vec![true]
            }
            Told::Weightiest => weightiest(source, &slides),
            Told::Behind => vec![false; slides.len()],
        };
        for (slide, is_told) in slides.into_iter().zip(is_told) {
            if is_told { section.slides.push(slide) } else { section.behind.push(slide) }
        }
    }
    section
}

/// Which slides of insights the room weighs most; what has the same weight stands in its order.
fn weightiest(source: &Source, slides: &[Slide]) -> Vec<bool> {
    let cards = || source.session.into_iter().flat_map(|session| &session.insights);
    let weight = |slide: &Slide| {
        let title = slide.title.plain();
        let card = cards().find(|card| title.starts_with(&format!("{} ", card.id)));
        card.map_or((false, 0), |card| (card.critical, card.votes.total()))
    };
    let mut places: Vec<usize> = (0..slides.len()).collect();
    places.sort_by_key(|place| Reverse(weight(&slides[*place])));
    places.truncate(MOST_INSIGHTS);
    (0..slides.len()).map(|place| places.contains(&place)).collect()
}

fn actions(doc: &mut Document, source: &Source) {
    if let Some(session) = source.session {
        room::actions(doc, source, session);
    }
}

/// Rows of a table, and sentences, that a room reads from a wall.
const MOST_ROWS: usize = 8;

fn written(source: &Source, part: Part) -> Vec<Block> {
    let mut doc = Document::default();
    part(&mut doc, source);
    doc.blocks
}

/// Without pictures: they have slides of their own.
fn in_words(doc: &mut Document, source: &Source, part: Part) {
    doc.blocks.extend(written(source, part).into_iter().filter(|block| !matches!(block, Block::Chart(_))));
}

/// The first rows of each table; the report has the others, and what is remarked of them.
fn in_few_rows(doc: &mut Document, source: &Source, part: Part) {
    for block in written(source, part) {
        match block {
            Block::Table(mut table) if table.rows.len() > MOST_ROWS => {
                let more = table.rows.split_off(MOST_ROWS).len();
                doc.blocks.push(Block::Table(table));
                doc.paragraph(own(format!("{more} more stand in the report.")));
                return;
            }
            block => doc.blocks.push(block),
        }
    }
}

/// What is said, without the table of tests that it rests on.
fn in_sentences(doc: &mut Document, source: &Source, part: Part) {
    let all = written(source, part).into_iter().filter(|block| !matches!(block, Block::Table(_)));
    let mut items = 0;
    for block in all {
        items += usize::from(matches!(block, Block::Item { .. }));
        if items > MOST_ROWS {
            doc.paragraph("The report has the others, and the tests.");
            return;
        }
        doc.blocks.push(block);
    }
}

fn with_session(doc: &mut Document, source: &Source, part: fn(&mut Document, &Session)) {
    if let Some(session) = source.session {
        part(doc, session);
    }
}

/// The title, what was looked at and how, and the result.
fn overview(source: &Source) -> Vec<Slide> {
    let mut all = slides(source, None, |doc, source| in_words(doc, source, head::write));
    all.extend(slides(source, None, pictures));
    // The report's own heading is the title slide; what stands below it says what was looked at.
    if let Some(first) = all.first_mut() {
        let scope = Slide { title: own("Scope and method"), blocks: std::mem::take(&mut first.blocks), notes: vec![] };
        first.notes = notes(source, Phase::CheckIn);
        all.insert(1, scope);
    }
    all
}

/// What the room found, or what the data suggest: a slide each, with its evidence in short. What is no more than a sentence shares one.
fn insights(doc: &mut Document, source: &Source) {
    if source.has_no_room() {
        let mut all = Document::default();
        room::suggested(&mut all, source);
        suggested(doc, all);
    }
    let Some(session) = source.session else { return };
    let mut sentences: Vec<Text> = Vec::new();
    for kind in InsightKind::ALL {
        for card in room::in_order(session, kind) {
            let mut below = Document::default();
            room::below(&mut below, session, card);
            if below.blocks.is_empty() {
                sentences.push(own(format!("{}: ", kind.label())) + room::title(card) + room::beside(session, card));
                continue;
            }
            doc.heading(2, room::title(card));
            doc.paragraph(own(kind.label()).strong() + room::beside(session, card));
            in_brief(doc, below);
        }
    }
    if !sentences.is_empty() {
        doc.heading(2, "What else the room says");
        for sentence in sentences {
            doc.item(0, sentence);
        }
    }
}

fn suggested(doc: &mut Document, all: Document) {
    let mut kind = Text::default();
    for block in all.blocks {
        match block {
            Block::Heading { level: 3, title } => kind = title,
            Block::Item { level: 0, words } => {
                doc.heading(2, words);
                doc.paragraph(kind.clone().strong());
            }
            Block::Item { level: 1, words } => doc.item(0, words),
            Block::Heading { .. } | Block::Item { .. } => {}
            other => doc.blocks.push(other),
        }
    }
}

/// On a slide the first figure of each finding is enough; the report has the others.
fn in_brief(doc: &mut Document, all: Document) {
    for block in all.blocks {
        if let Block::Item { level: 1, words } = block {
            doc.item(0, words);
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
