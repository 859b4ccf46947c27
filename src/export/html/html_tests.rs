use std::collections::BTreeSet;

use super::*;
use crate::analysis::findings::Findings;
use crate::domain::session::History;
use crate::export::fixture::{corrected_facts, facts, findings, history};
use crate::export::report_html::report;
use crate::telling::block::{Document, data, own, told};

fn text(facts: &Facts, findings: &Findings, history: Option<&History>) -> String {
    String::from_utf8(report(facts, findings, history)).unwrap()
}

fn of_blocks(write: impl FnOnce(&mut Document)) -> String {
    let mut doc = Document::default();
    write(&mut doc);
    String::from_utf8(page(&doc.blocks, &facts(), &Brand::default())).unwrap()
}

/// All values of an attribute.
fn values<'t>(page: &'t str, attribute: &str) -> Vec<&'t str> {
    let opening = format!(" {attribute}=\"");
    page.split(opening.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// What is open where a tag closes that is not the last one opened, or what is never closed.
fn unbalanced(page: &str) -> Option<String> {
    let body = page.split_once("</style>").map_or(page, |(_, body)| body);
    let mut open: Vec<&str> = vec!["html", "head"];
    for tag in body.split('<').skip(1).filter_map(|rest| rest.split_once('>')).map(|(tag, _)| tag) {
        match tag.strip_prefix('/') {
            Some(closed) if open.pop() != Some(closed) => return Some(format!("</{closed}> within {open:?}")),
            Some(_) => {}
            None if tag.ends_with('/') => {}
            None => open.push(tag.split(' ').next().unwrap_or_default()),
        }
    }
    (!open.is_empty()).then(|| format!("{open:?}"))
}

/// Every tag is closed, ids are there once, and each link leads to one; nothing is run and nothing fetched.
fn holds(page: &str) {
    assert_eq!(unbalanced(page), None);
    let ids = values(page, "id");
    let once: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), once.len(), "an id stands twice");
    for link in values(page, "href") {
        let to = link.strip_prefix('#').unwrap_or_else(|| panic!("{link} leads out of the page"));
        assert!(once.contains(to), "{link} leads nowhere");
    }
    for labelled in values(page, "aria-labelledby").into_iter().flat_map(|ids| ids.split(' ')) {
        assert!(once.contains(labelled), "{labelled}");
    }
    assert!(!page.contains("<script") && values(page, "src").is_empty() && !page.contains("url("), "the page stands by itself");
}

#[test]
fn every_page_stands_by_itself_and_its_links_lead_somewhere() {
    for history in [None, Some(&history())] {
        holds(&text(&facts(), &findings(), history));
        holds(&text(&corrected_facts(), &findings(), history));
        holds(&text(&facts(), &Findings::default(), history));
    }
    let mut nothing = facts();
    nothing.renewals.clear();
    nothing.quality.issues.clear();
    let page = text(&nothing, &Findings::default(), None);
    holds(&page);
    assert!(page.contains("No renewal was due in this window") && !page.contains("Renewals behind the figures"), "{page}");
}

#[test]
fn a_figure_leads_to_its_renewals_and_these_to_what_is_known_of_them() {
    let page = text(&facts(), &findings(), None);
    let (_, grr) = page.split_once("GRR was <a href=\"#").unwrap_or_else(|| panic!("{page}"));
    let list = grr.split('"').next().unwrap();
    let (_, list) = page.split_once(&format!("<section id=\"{list}\"")).unwrap();
    let list = list.split("</section>").next().unwrap();
    assert!(list.contains("GRR, 2026-Q3") && list.contains("4 renewals, $300k of ARR before"), "{list}");
    let first = values(list, "href")[0].trim_start_matches('#');
    let (_, row) = page.split_once(&format!("<tr id=\"{first}\">")).unwrap();
    assert!(row.starts_with("<th scope=\"row\">Account R-1</th><td>R-1</td><td><time datetime=\"2026-07-10\">"), "{row}");
}

#[test]
fn charts_are_drawn_with_a_title_and_a_sentence() {
    let page = text(&facts(), &findings(), None);
    assert!(page.contains("<title id=\"chart-1\">ARR bridge, 2026-Q3</title>"), "{page}");
    for figure in page.split("<figure>").skip(1) {
        assert!(figure.contains("<title id=") && figure.contains("<desc id=") && figure.contains("<figcaption><strong>"), "{figure}");
        assert!(!figure.contains("NaN") && !figure.contains("inf"), "{figure}");
    }
}

#[test]
fn whatever_stands_in_the_data_stays_text_in_every_part_of_the_report() {
    const HOSTILE: &str = "<script>alert(1)</script>\"'><img src=x onerror=y> شركة النور";
    let mut facts = facts();
    for renewal in &mut facts.renewals {
        let renewal = std::sync::Arc::make_mut(renewal);
        (renewal.account, renewal.cs_owner, renewal.segment) = (HOSTILE.into(), HOSTILE.into(), HOSTILE.into());
        renewal.id = crate::domain::renewal::RenewalId::new(&format!("{}{HOSTILE}", renewal.id));
    }
    facts.source = HOSTILE.into();
    facts.scope.window.label = HOSTILE.into();
    let json = serde_json::to_string(&findings()).unwrap();
    let stuffed =
        json.replace("Champion left", "Champion <b onclick=z>left</b>").replace("Executive sponsor visit", "<script>visit</script>");
    let mut findings: Findings = serde_json::from_str(&stuffed).unwrap();
    for account in &mut findings.lost_accounts {
        account.account = HOSTILE.into();
    }
    let page = text(&facts, &findings, Some(&history()));
    holds(&page);
    let body = page.split_once("<body>").unwrap().1;
    assert!(!body.contains("<img") && !body.contains("<b ") && !body.contains("alert(1)<"), "{body}");
    assert!(values(&page, "onerror").is_empty() && body.contains("&lt;img src=x onerror=y&gt;"));
}

#[test]
fn names_from_the_right_are_kept_to_themselves() {
    let page = of_blocks(|doc| doc.paragraph(data("שלום") + " (" + told("Without שלום it would be 70 %") + ")"));
    assert!(page.contains("<p><bdi>שלום</bdi> (Without <bdi>שלום</bdi> it would be 70\u{a0}%)</p>"), "{page}");
}

#[test]
fn a_percentage_keeps_its_sign_and_a_day_stays_on_one_line() {
    let page = of_blocks(|doc| doc.paragraph(own("20 % by 2026-07-05, of 80 % & 12-5")));
    assert!(page.contains("<p>20\u{a0}% by <span class=\"d\">2026-07-05</span>, of 80\u{a0}% &amp; 12-5</p>"), "{page}");
}

#[test]
fn the_title_comes_before_what_the_page_contains() {
    let page = text(&facts(), &findings(), Some(&history()));
    let at = |needle: &str| page.find(needle).unwrap_or_else(|| panic!("{needle}"));
    assert!(at("<h1>") < at("<nav") && at("<nav") < at("<h2") && at("<figure") < at("Lost and shrunken accounts</h2>"), "{page}");
}

#[test]
fn items_stand_within_the_item_above_them() {
    let page = of_blocks(|doc| {
        doc.item(1, "begins too deep");
        doc.item(1, "inner");
        doc.item(2, "innermost");
        doc.item(0, "outer");
        doc.paragraph("end");
    });
    let list =
        "<ul>\n<li>begins too deep<ul>\n<li>inner<ul>\n<li>innermost</li>\n</ul>\n</li>\n</ul>\n</li>\n<li>outer</li>\n</ul>\n<p>end</p>";
    assert!(page.contains(list), "{page}");
    holds(&page);
}
