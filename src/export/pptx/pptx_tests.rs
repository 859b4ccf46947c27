use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};

use super::*;
use crate::domain::event::Event;
use crate::domain::guardrail;
use crate::domain::phase::Phase;
use crate::export::fixture::{facts, findings, history};
use crate::store::fixture::{add_card, at};

fn parts(bytes: &[u8]) -> BTreeMap<String, Vec<u8>> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let read = |i: usize, archive: &mut zip::ZipArchive<Cursor<&[u8]>>| {
        let mut file = archive.by_index(i).unwrap();
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).unwrap();
        (file.name().unwrap().into_owned(), bytes)
    };
    (0..archive.len()).map(|i| read(i, &mut archive)).collect()
}

/// A session with all that a deck may hold, and words that mean something to XML.
fn held() -> Vec<u8> {
    let mut history = history();
    add_card(&mut history, "R&D <said> \"no\" ]]> \u{200f}שלום", true);
    add_card(&mut history, &"a word after another ".repeat(40), false);
    history.push(at(90), "Mara", Event::NoteTaken { phase: Phase::InsightSynthesis, text: "we <knew> this".into() });
    report(&facts(), &findings(), Some(&history), None, &Brand::default()).unwrap()
}

fn xml(parts: &BTreeMap<String, Vec<u8>>) -> impl Iterator<Item = (&str, &str)> {
    let is_xml = |name: &str| [".xml", ".rels"].iter().any(|ending| name.ends_with(ending));
    parts.iter().filter(move |(name, _)| is_xml(name)).map(|(name, bytes)| (name.as_str(), std::str::from_utf8(bytes).unwrap()))
}

/// What stands in an attribute, wherever it is.
fn values<'t>(text: &'t str, attribute: &str) -> Vec<&'t str> {
    let starts = format!(" {attribute}=\"");
    text.split(&starts).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

/// Each tag that opens is closed in its turn.
fn is_balanced(text: &str) -> bool {
    let mut open = Vec::new();
    for tag in text.split('<').skip(1).map(|rest| rest.split('>').next().unwrap_or_default()) {
        let name = tag.trim_start_matches('/').split([' ', '/']).next();
        if tag.starts_with('?') || tag.ends_with('/') {
            continue;
        }
        if !tag.starts_with('/') {
            open.push(name);
        } else if open.pop() != Some(name) {
            return false;
        }
    }
    open.is_empty()
}

#[test]
fn every_part_is_whole_and_known_by_its_kind() {
    let parts = parts(&held());
    let types = std::str::from_utf8(&parts["[Content_Types].xml"]).unwrap();
    let known: BTreeSet<&str> = values(types, "PartName").into_iter().collect();
    for (name, text) in xml(&parts) {
        assert!(is_balanced(text), "{name}\n{text}");
        assert!(!text.contains("<said>") && !text.contains("<knew>"), "{name}");
        let is_part = !name.contains("_rels/") && name != "[Content_Types].xml";
        assert_eq!(known.contains(format!("/{name}").as_str()), is_part, "{name}");
    }
    assert_eq!(known.len(), values(types, "PartName").len());
    assert!(known.iter().all(|name| parts.contains_key(name.trim_start_matches('/'))));
    let led_to = std::str::from_utf8(&parts["ppt/_rels/presentation.xml.rels"]).unwrap();
    for kind in ["presProps", "viewProps", "tableStyles", "theme", "slideMaster"] {
        assert!(led_to.contains(&format!("/relationships/{kind}\"")), "a program that checks packages repairs one without {kind}");
    }
}

#[test]
fn every_relation_leads_to_a_part_and_every_id_to_a_relation() {
    let parts = parts(&held());
    let mut reached = BTreeSet::from(["[Content_Types].xml".to_owned()]);
    for (name, text) in xml(&parts).filter(|(name, _)| name.contains("_rels/")) {
        let of = name.replace("_rels/", "").trim_end_matches(".rels").to_owned();
        reached.insert(name.to_owned());
        for target in values(text, "Target") {
            assert!(parts.contains_key(target.trim_start_matches('/')), "{name}: {target}");
            reached.insert(target.trim_start_matches('/').to_owned());
        }
        let ids: BTreeSet<&str> = values(text, "Id").into_iter().collect();
        let used = parts.get(&of).map_or("", |bytes| std::str::from_utf8(bytes).unwrap());
        for id in values(used, "r:id") {
            assert!(ids.contains(id), "{of}: {id}");
        }
    }
    assert_eq!(reached, parts.keys().cloned().collect(), "nothing is in the package that nothing leads to");
}

#[test]
fn ids_on_a_slide_are_apart_and_all_stands_on_it() {
    let parts = parts(&held());
    let slides: Vec<(&str, &str)> = xml(&parts).filter(|(name, _)| name.starts_with("ppt/slides/slide")).collect();
    assert!(slides.len() > 10);
    for (name, text) in slides {
        let ids: Vec<&str> = text.split("<p:cNvPr id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
        assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{name}");
        let numbers = |attribute| values(text, attribute).into_iter().map(|n| n.parse::<f64>().unwrap()).collect::<Vec<_>>();
        for (y, height) in numbers("y").into_iter().zip(numbers("cy")) {
            assert!(y + height <= 6_858_000.0, "{name}: {y} {height}");
        }
    }
}

#[test]
fn charts_hold_their_numbers_and_tables_are_tables() {
    let parts = parts(&held());
    let charts: Vec<&str> = xml(&parts).filter(|(name, _)| name.starts_with("ppt/charts/chart")).map(|(_, text)| text).collect();
    assert!(charts.iter().any(|chart| chart.contains("<c:barChart>") && chart.contains("<c:v>240000</c:v>")), "the bridge's opening ARR");
    let book = calamine::open_workbook_from_rs::<calamine::Xlsx<_>, _>(Cursor::new(parts["ppt/embeddings/chart1.xlsx"].clone()));
    let range = calamine::Reader::worksheet_range(&mut book.unwrap(), "Sheet1").unwrap();
    assert_eq!(range.get_value((1, 2)), Some(&calamine::Data::Float(240_000.0)));
    assert!(xml(&parts).any(|(_, text)| text.contains("<a:tbl>") && text.contains("Account R-2")));
    assert!(xml(&parts).any(|(name, text)| name.starts_with("ppt/notesSlides/") && text.contains("we &lt;knew&gt; this")));
}

#[test]
fn one_audience_has_its_section_and_what_is_for_all() {
    let history = history();
    let names = |audience: Option<Audience>| -> Vec<&'static str> {
        deck(&facts(), &findings(), Some(&history), audience).sections.iter().map(|section| section.name).collect()
    };
    assert_eq!(names(None), ["Overview", "Leadership", "Customer Success", "Product", "Finance", "Data and sign-off"]);
    for audience in Audience::ALL {
        assert_eq!(names(Some(audience)), ["Overview", audience.label(), "Data and sign-off"]);
        assert_eq!(audience.key().parse(), Ok(audience));
    }
}

#[test]
fn the_same_session_gives_the_same_bytes_and_the_data_alone_give_a_deck() {
    assert!(held() == held());
    let alone = parts(&report(&facts(), &findings(), None, None, &Brand::default()).unwrap());
    assert!(xml(&alone).any(|(name, text)| name.starts_with("ppt/slides/") && text.contains("Losses follow a departed champion")));
}

#[test]
fn what_was_answered_stands_on_the_slide_of_the_escalations() {
    let mut history = history();
    let raised = guardrail::escalations(history.session(), history.session().scope.as_of);
    let event = Event::EscalationAnswered {
        name: raised[0].name.clone(),
        subject: raised[0].subject.clone(),
        who: "Kim Sato".into(),
        answer: "I talk to Product".into(),
    };
    history.push(at(91), "Mara", event);
    let parts = parts(&report(&facts(), &findings(), Some(&history), None, &Brand::default()).unwrap());
    let slide = xml(&parts).find(|(name, text)| name.starts_with("ppt/slides/") && text.contains("Escalations"));
    let (_, text) = slide.expect("a slide of escalations");
    assert!(text.contains("Kim Sato") && text.contains("I talk to Product"), "{text}");
}

#[test]
fn what_is_no_more_than_a_sentence_has_no_slide_of_its_own_and_an_axis_names_its_currency() {
    let mut history = history();
    add_card(&mut history, "We say so", false);
    let deck = deck(&facts(), &findings(), Some(&history), None);
    let slides = || deck.sections.iter().flat_map(|section| section.slides.iter().chain(&section.behind));
    assert!(slides().all(|slide| !slide.title.plain().contains("We say so")), "it has no slide");
    let shared = slides().find(|slide| slide.title.plain() == "What else the room says").unwrap();
    assert!(format!("{:?}", shared.blocks).contains("We say so"));
    let titles: Vec<String> = slides().map(|slide| slide.title.plain()).collect();
    for picture in ["From opening to closing ARR", "What was lost, by reason"] {
        assert_eq!(titles.iter().filter(|title| *title == picture).count(), 1, "{titles:?}");
    }
    let charts = slides().flat_map(|slide| &slide.blocks).filter(|block| matches!(block, Block::Chart(_)));
    let mut pictures: Vec<String> = charts.map(|chart| format!("{chart:?}")).collect();
    let all = pictures.len();
    pictures.dedup();
    assert_eq!(pictures.len(), all, "no picture twice");
    let bytes = report(&facts(), &findings(), Some(&history), None, &Brand::default()).unwrap();
    let parts = parts(&bytes);
    assert!(
        xml(&parts).any(|(_, text)| text.contains("formatCode=\"&quot;$&quot;#,##0,&quot;k&quot;\"")),
        "an axis says in which currency"
    );
}
