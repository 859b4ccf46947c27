//! The renewals behind the figures, as lists that lead to a table.

use std::fmt::Write;

use super::escape::sentence;
use super::words::{cells, line};
use crate::telling::report::appendix::{Appendix, List};

pub(crate) const ID: &str = "behind";
pub(crate) const TITLE: &str = "Renewals behind the figures";

/// Nothing where no figure has renewals behind it.
pub(crate) fn write(appendix: &Appendix) -> String {
    if appendix.table.is_empty() {
        return String::new();
    }
    let mut out = format!(
        "<h2 id=\"{ID}\">{TITLE}</h2>\n<p>Each figure above that is a link leads to its renewals: to a list here, and from there to the <a \
         href=\"#renewals\">table of renewals</a>. Figures of the same renewals share a list.</p>\n"
    );
    for (number, list) in appendix.lists.iter().enumerate() {
        out.push_str(&listed(number, list, appendix));
    }
    out + &table(appendix)
}

fn listed(number: usize, list: &List, appendix: &Appendix) -> String {
    let of: Vec<String> = list.of.iter().map(|of| sentence(of)).collect();
    let mut out = format!("<section id=\"list-{number}\" class=\"behind\">\n<h3>{}</h3>\n<p>{}</p>\n<ul>\n", of.join(" · "), list.told);
    for place in &list.places {
        let _ = writeln!(out, "<li><a href=\"#renewal-{place}\">{}</a></li>", line(&appendix.accounts[*place], appendix));
    }
    out + "</ul>\n</section>\n"
}

fn table(appendix: &Appendix) -> String {
    let (table, columns) = (&appendix.table, appendix.table.columns());
    let heads: Vec<String> =
        columns.iter().map(|index| format!("<th scope=\"col\">{}</th>", line(&table.heads[*index].0, appendix))).collect();
    let heads = heads.concat();
    let mut out = format!(
        "<h3 id=\"renewals\">Table of renewals</h3>\n<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table of renewals\">\n\
         <table>\n<thead><tr>{heads}</tr></thead>\n<tbody>\n"
    );
    for (place, row) in table.rows.iter().enumerate() {
        let _ = writeln!(out, "<tr id=\"renewal-{place}\">{}</tr>", cells(row, table, &columns, appendix));
    }
    out + "</tbody>\n</table>\n</div>\n"
}
