//! Blocks as one HTML page: no script, nothing fetched, readable on a screen in light and dark, and on paper.

mod appendix;
mod brand;
mod chart;
mod escape;
pub(crate) mod verify;
mod words;

use std::fmt::Write;

use super::settings::Brand;
use crate::domain::facts::Facts;
use crate::telling::block::{Block, Text};
use crate::telling::chart::Picture;
use crate::telling::report::appendix::Appendix;
use escape::escape;
use words::line;

const STYLE: &str = include_str!("html/style.css");

/// The document, with the renewals behind its figures at its end.
pub(crate) fn page(blocks: &[Block], facts: &Facts, brand: &Brand) -> Vec<u8> {
    let appendix = Appendix::of(blocks, facts);
    let title = blocks.iter().find_map(|block| if let Block::Heading { level: 1, title } = block { Some(title.plain()) } else { None });
    let title = escape(&title.unwrap_or_default());
    let mut page = Page {
        out: String::new(),
        appendix: &appendix,
        open: 0,
        charts: 0,
        early: vec![],
        is_first_page: true,
        behind_first: 0,
        heading: String::new(),
        sections: vec![],
    };
    for block in blocks {
        page.write(block);
    }
    page.end_list();
    let behind = appendix::write(&appendix);
    if !behind.is_empty() {
        page.sections.push((appendix::ID.to_owned(), appendix::TITLE.to_owned()));
    }
    let body = titled(&page.out, &contents(&page.sections));
    let (own, logo, images) = (brand::style(brand), brand::logo(brand), brand::images(brand));
    format!(
        "<!DOCTYPE html>\n<html lang=\"en\" dir=\"ltr\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{images}\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <title>{title}</title>\n<style>\n{STYLE}{own}</style>\n</head>\n<body>\n<main>\n{logo}{body}{behind}</main>\n</body>\n</html>\n"
    )
    .into_bytes()
}

fn contents(sections: &[(String, String)]) -> String {
    let entries: Vec<String> = sections.iter().map(|(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>\n")).collect();
    format!("<nav aria-label=\"Contents\">\n<p>Contents</p>\n<ul>\n{}</ul>\n</nav>\n", entries.concat())
}

/// The page's title first, then what it contains.
fn titled(body: &str, contents: &str) -> String {
    const END: &str = "</h1>\n";
    match body.find(END) {
        Some(at) => format!("{}{contents}{}", &body[..at + END.len()], &body[at + END.len()..]),
        None => format!("{contents}{body}"),
    }
}

struct Page<'a> {
    out: String,
    appendix: &'a Appendix,
    /// Lists that are open, one within the other.
    open: u8,
    charts: usize,
    /// Charts of the first page: on paper that has no room for them, so they come again below the part behind it.
    early: Vec<&'a Picture>,
    is_first_page: bool,
    /// Parts behind the first page so far.
    behind_first: usize,
    /// The last heading, for whoever does not see what stands below it.
    heading: String,
    /// Id and title of each section.
    sections: Vec<(String, String)>,
}

impl<'a> Page<'a> {
    fn write(&mut self, block: &'a Block) {
        if let Block::Item { level, words } = block {
            return self.item(*level, words);
        }
        self.end_list();
        let written = match block {
            Block::Heading { level, title } => self.headed(*level, title),
            Block::Paragraph(words) => format!("<p>{}</p>\n", line(words, self.appendix)),
            Block::Warning(words) => format!("<p class=\"warning\"><strong>{}</strong></p>\n", line(words, self.appendix)),
            Block::Table(table) => words::table(table, &self.heading, self.appendix),
            Block::Chart(picture) if self.is_first_page => {
                self.early.push(picture);
                format!("<div class=\"early\">\n{}</div>\n", self.figure(picture))
            }
            Block::Chart(picture) => self.figure(picture),
            Block::NewPage => {
                self.is_first_page = false;
                "<hr class=\"page\"/>\n".to_owned()
            }
            Block::Item { .. } => String::new(),
        };
        self.out.push_str(&written);
    }

    fn figure(&mut self, picture: &Picture) -> String {
        self.charts += 1;
        chart::figure(picture, self.charts)
    }

    /// The charts of the first page, for paper.
    fn on_paper(&mut self) -> String {
        let early = std::mem::take(&mut self.early);
        let mut out = String::new();
        for picture in early {
            let _ = write!(out, "<div class=\"paper\">\n{}</div>\n", self.figure(picture));
        }
        out
    }

    fn headed(&mut self, level: u8, title: &Text) -> String {
        let words = line(title, self.appendix);
        self.heading = title.plain();
        if level != 2 {
            return format!("<h{level}>{words}</h{level}>\n");
        }
        let id = format!("at-{}", self.sections.len() + 1);
        let charts = if self.is_first_page || self.behind_first == 0 { String::new() } else { self.on_paper() };
        self.behind_first += usize::from(!self.is_first_page);
        let tag = format!("{charts}<h2 id=\"{id}\">{words}</h2>\n");
        self.sections.push((id, words));
        tag
    }

    /// An item's list stands within the item above it; no list begins deeper than one step.
    fn item(&mut self, level: u8, words: &Text) {
        let wanted = (level + 1).min(self.open + 1);
        let words = line(words, self.appendix);
        if self.open < wanted {
            let _ = write!(self.out, "<ul>\n<li>{words}");
        } else {
            self.close_to(wanted);
            let _ = write!(self.out, "</li>\n<li>{words}");
        }
        self.open = wanted;
    }

    fn end_list(&mut self) {
        self.close_to(0);
    }

    fn close_to(&mut self, wanted: u8) {
        while self.open > wanted {
            self.out.push_str("</li>\n</ul>\n");
            self.open -= 1;
        }
    }
}

#[cfg(test)]
#[path = "html/html_tests.rs"]
mod tests;
