//! The retro as slides that can be edited: text, tables and charts of PowerPoint's own.

mod brand;
mod flow;
mod package;
mod page;
mod plot;
mod slide;
mod table;
mod xml;

use std::fmt::Write;

use super::settings::Brand;
use crate::analysis::findings::Findings;
use crate::domain::facts::Facts;
use crate::domain::session::History;
use crate::telling::block::{Block, Text, own};
use crate::telling::report::deck::{Audience, Deck, Slide, deck};
use package::Package;
use slide::Page;
use xml::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
    xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";

macro_rules! content {
    ($kind:literal) => {
        Some(concat!("application/vnd.openxmlformats-officedocument.", $kind, "+xml"))
    };
}
use content;

/// The deck; with an audience, what is for all and what is for that one.
pub(crate) fn report(
    facts: &Facts,
    findings: &Findings,
    history: Option<&History>,
    audience: Option<Audience>,
    brand: &Brand,
) -> Option<Vec<u8>> {
    let deck = deck(facts, findings, history, audience);
    let day = history.map_or(facts.scope.as_of, |history| history.session().opened_at.date_naive());
    // Writing into memory fails on nothing that is made here.
    written(&deck, &day.to_string(), &facts.scope.headline(), brand).ok()
}

fn written(deck: &Deck, day: &str, of: &str, brand: &Brand) -> Result<Vec<u8>, Box<dyn std::error::Error>> {
    let mut package = Package::default();
    let (pages, sections) = pages(deck, of);
    fixed(&mut package, brand);
    let mut charts = 0;
    for (i, page) in pages.iter().enumerate() {
        charts = page.add(&mut package, i + 1, charts)?;
    }
    presentation(&mut package, pages.len(), &sections);
    let title = pages.first().map(|page| page.title.plain()).unwrap_or_default();
    package.add("docProps/core.xml", Some("application/vnd.openxmlformats-package.core-properties+xml"), core(&title, day), vec![]);
    let app = format!(
        "{HEAD}<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>run-retro</Application></Properties>"
    );
    package.add("docProps/app.xml", content!("extended-properties"), app, vec![]);
    Ok(package.zipped(&[
        ("officeDocument", "ppt/presentation.xml".into()),
        ("http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties", "docProps/core.xml".into()),
        ("extended-properties", "docProps/app.xml".into()),
    ])?)
}

/// All pages, and each section's name with how many of them are its. What is told comes first; behind it, in one appendix, stands what goes
/// on beyond a slide, and what is there for whoever asks.
fn pages(deck: &Deck, of: &str) -> (Vec<Page>, Vec<(&'static str, usize)>) {
    let (mut pages, mut sections, mut behind) = (Vec::new(), Vec::new(), Vec::new());
    for section in &deck.sections {
        let before = pages.len();
        for slide in &section.slides {
            // The first of all has only its title.
            if pages.is_empty() {
                pages.push(Page {
                    title: slide.title.clone(),
                    subtitle: Some(of.to_owned()),
                    notes: slide.notes.clone(),
                    ..Page::default()
                });
                continue;
            }
            let mut rest = of_slide(slide, section.name);
            if !rest.is_empty() {
                let first = rest.remove(0);
                pages.push(if rest.is_empty() { first } else { Page { title: first.title + MORE, ..first } });
            }
            behind.append(&mut rest);
        }
        if pages.len() > before {
            sections.push((section.name, pages.len() - before));
        }
        behind.extend(together(&section.behind, section.name));
    }
    if !behind.is_empty() {
        sections.push(("Appendix", behind.len()));
    }
    pages.append(&mut behind);
    (pages, sections)
}

const MORE: &str = " (more in the appendix)";

/// Small slides share one, each under its heading.
fn together(slides: &[Slide], section: &str) -> Vec<Page> {
    if let [slide] = slides {
        return of_slide(slide, section);
    }
    let headed = |slide: &Slide| {
        let head = (!slide.title.is_empty()).then(|| Block::Heading { level: 3, title: slide.title.clone() });
        head.into_iter().chain(slide.blocks.iter().cloned()).collect::<Vec<_>>()
    };
    let title = own(format!("{section}: details"));
    let notes = slides.iter().flat_map(|slide| slide.notes.clone()).collect();
    of_slide(&Slide { title, blocks: slides.iter().flat_map(headed).collect(), notes }, section)
}

fn of_slide(slide: &Slide, section: &str) -> Vec<Page> {
    let title = if slide.title.is_empty() { own(section) } else { slide.title.clone() };
    let page = |(i, shapes)| Page {
        title: if i == 0 { title.clone() } else { title.clone() + " (continued)" },
        shapes,
        notes: if i == 0 { slide.notes.clone() } else { vec![] },
        ..Page::default()
    };
    // What a title has no room for stands below it.
    let cut = (title_words(&title) != title.plain()).then(|| Block::Paragraph(title.clone()));
    let blocks: Vec<Block> = cut.into_iter().chain(slide.blocks.iter().cloned()).collect();
    flow::pages(&blocks).into_iter().enumerate().map(page).collect()
}

const MASTER: &str = "ppt/slideMasters/slideMaster1.xml";
const TITLE: &str = "ppt/slideLayouts/slideLayout1.xml";
const CONTENT: &str = "ppt/slideLayouts/slideLayout2.xml";
const NOTES_MASTER: &str = "ppt/notesMasters/notesMaster1.xml";

/// What every deck has.
fn fixed(package: &mut Package, brand: &Brand) {
    for name in ["ppt/theme/theme1.xml", "ppt/theme/theme2.xml"] {
        package.add(name, content!("theme"), brand::theme(brand), vec![]);
    }
    let layouts = ["slideLayout", "slideLayout"].into_iter().zip([TITLE, CONTENT].map(Into::into));
    let leads_to = layouts.chain([("theme", "ppt/theme/theme1.xml".into())]).collect();
    package.add(MASTER, content!("presentationml.slideMaster"), include_str!("pptx/parts/slide_master.xml"), leads_to);
    let (title, content) = (include_str!("pptx/parts/layout_title.xml"), include_str!("pptx/parts/layout_content.xml"));
    match &brand.logo {
        Some(logo) => {
            package.add(&brand::part(logo), None, logo.bytes.to_vec(), vec![]);
            layout(package, TITLE, brand::on_title(title, logo), Some(brand::part(logo)));
            layout(package, CONTENT, brand::on_content(content, logo), Some(brand::part(logo)));
        }
        None => [(TITLE, title), (CONTENT, content)].into_iter().for_each(|(name, xml)| layout(package, name, xml.to_owned(), None)),
    }
    let notes = include_str!("pptx/parts/notes_master.xml");
    package.add(NOTES_MASTER, content!("presentationml.notesMaster"), notes, vec![("theme", "ppt/theme/theme2.xml".into())]);
}

fn layout(package: &mut Package, name: &str, xml: String, picture: Option<String>) {
    let leads_to = [("slideMaster", MASTER.to_owned())].into_iter().chain(picture.map(|picture| ("image", picture)));
    package.add(name, content!("presentationml.slideLayout"), xml, leads_to.collect());
}

/// Slides have ids from here on.
const FIRST: usize = 256;

fn presentation(package: &mut Package, pages: usize, sections: &[(&'static str, usize)]) {
    let mut ids = String::new();
    let mut leads_to = vec![("slideMaster", MASTER.into()), ("notesMaster", NOTES_MASTER.into()), ("theme", "ppt/theme/theme1.xml".into())];
    leads_to.extend(properties(package));
    for page in 1..=pages {
        leads_to.push(("slide", slide::name(page)));
        let _ = write!(ids, "<p:sldId id=\"{}\" r:id=\"rId{}\"/>", FIRST + page - 1, leads_to.len());
    }
    let mut at = FIRST;
    let mut list = String::new();
    for (i, (name, count)) in sections.iter().enumerate() {
        let of: Vec<String> = (at..at + count).map(|id| format!("<p14:sldId id=\"{id}\"/>")).collect();
        let of = of.concat();
        at += count;
        let id = format!("{{52554E52-4554-524F-0000-{:012}}}", i + 1);
        let _ = write!(list, "<p14:section name=\"{}\" id=\"{id}\"><p14:sldIdLst>{of}</p14:sldIdLst></p14:section>", escape(name));
    }
    let xml = format!(
        "{HEAD}<p:presentation {NAMES}><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rId1\"/></p:sldMasterIdLst>\
         <p:notesMasterIdLst><p:notesMasterId r:id=\"rId2\"/></p:notesMasterIdLst><p:sldIdLst>{ids}</p:sldIdLst>\
         <p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/>\
         <p:extLst><p:ext uri=\"{{521415D9-36F7-43E2-AB2F-B90AF26B5E84}}\">\
         <p14:sectionLst xmlns:p14=\"http://schemas.microsoft.com/office/powerpoint/2010/main\">{list}</p14:sectionLst></p:ext></p:extLst>\
         </p:presentation>"
    );
    package.add("ppt/presentation.xml", content!("presentationml.presentation.main"), xml, leads_to);
}

/// What a reader of presentations expects beside the slides, and repairs where it is missing.
fn properties(package: &mut Package) -> [(&'static str, String); 3] {
    let empty = |element: &str| format!("{HEAD}<{element} {NAMES}/>");
    package.add("ppt/presProps.xml", content!("presentationml.presProps"), empty("p:presentationPr"), vec![]);
    package.add("ppt/viewProps.xml", content!("presentationml.viewProps"), empty("p:viewPr"), vec![]);
    let styles = format!(
        "{HEAD}<a:tblStyleLst xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
         def=\"{{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}}\"/>"
    );
    package.add("ppt/tableStyles.xml", content!("presentationml.tableStyles"), styles, vec![]);
    ["presProps", "viewProps", "tableStyles"].map(|kind| (kind, format!("ppt/{kind}.xml")))
}

fn core(title: &str, day: &str) -> String {
    let at = |what: &str| format!("<dcterms:{what} xsi:type=\"dcterms:W3CDTF\">{day}T00:00:00Z</dcterms:{what}>");
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>{}{}</cp:coreProperties>",
        escape(title),
        at("created"),
        at("modified")
    )
}

/// Words of a title, which are short enough to stand in two lines.
fn title_words(title: &Text) -> String {
    crate::domain::text::shortened(&title.plain(), 120)
}

#[cfg(test)]
#[path = "pptx/pptx_tests.rs"]
mod tests;
