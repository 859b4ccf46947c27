//! A look at a report's page as it stands on the disk: whether it is whole, leads where it says, and fetches nothing.

use std::collections::HashSet;

/// Elements without an end.
const VOID: [&str; 6] = ["meta", "hr", "br", "img", "link", "input"];

/// Faults that are told at once.
const MOST_TOLD: usize = 5;

/// How many links within the page lead somewhere.
///
/// # Errors
/// What is wrong with it.
pub(crate) fn verify(page: &str) -> Result<usize, String> {
    let mut faults = Vec::new();
    if !page.starts_with("<!DOCTYPE html>") || !page.trim_end().ends_with("</html>") {
        faults.push("it is not a whole page".to_owned());
    }
    let seen = Seen::of(page, &mut faults);
    let dead = seen.links.iter().filter(|link| !seen.ids.contains(**link));
    faults.extend(dead.map(|link| format!("a link to #{link} leads nowhere")));
    faults.truncate(MOST_TOLD);
    if faults.is_empty() { Ok(seen.links.len()) } else { Err(faults.join("; ")) }
}

#[derive(Default)]
struct Seen<'a> {
    ids: HashSet<&'a str>,
    links: Vec<&'a str>,
}

impl<'a> Seen<'a> {
    fn of(page: &'a str, faults: &mut Vec<String>) -> Self {
        let (mut seen, mut open, mut rest) = (Self::default(), Vec::new(), page);
        while let Some((_, after)) = rest.split_once('<') {
            let Some((tag, behind)) = after.split_once('>') else {
                faults.push("it ends within a tag".to_owned());
                break;
            };
            rest = behind;
            if tag.starts_with('!') {
                continue;
            }
            if let Some(name) = tag.strip_prefix('/') {
                if open.pop() != Some(name) {
                    faults.push(format!("</{name}> ends what was not begun"));
                }
                continue;
            }
            let name = tag.split([' ', '\n', '/']).next().unwrap_or_default();
            seen.attributes(name, tag, faults);
            if name == "style" {
                let Some((style, behind)) = rest.split_once("</style>") else { continue };
                if ["@import", "url(h", "url(/", "url(\"h", "url('h"].iter().any(|fetch| style.contains(fetch)) {
                    faults.push("its style fetches something".to_owned());
                }
                rest = behind;
            } else if !VOID.contains(&name) && !tag.ends_with('/') {
                open.push(name);
            }
        }
        if let Some(name) = open.last() {
            faults.push(format!("<{name}> has no end"));
        }
        seen
    }

    fn attributes(&mut self, name: &str, tag: &'a str, faults: &mut Vec<String>) {
        if ["script", "iframe", "link", "object", "embed"].contains(&name) {
            faults.push(format!("it holds <{name}>"));
        }
        if let Some(id) = value(tag, " id=\"")
            && !self.ids.insert(id)
        {
            faults.push(format!("two places are called #{id}"));
        }
        match value(tag, " href=\"") {
            Some(link) if link.starts_with('#') => self.links.push(&link[1..]),
            Some(link) => faults.push(format!("it leads out to {}", link.chars().take(60).collect::<String>())),
            None => {}
        }
        if let Some(source) = value(tag, " src=\"").filter(|source| !source.starts_with("data:")) {
            faults.push(format!("it fetches {}", source.chars().take(60).collect::<String>()));
        }
    }
}

fn value<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, after) = tag.split_once(name)?;
    after.split_once('"').map(|(value, _)| value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{facts, findings, history};
    use crate::export::report_html;

    #[test]
    fn the_programs_own_report_holds_and_what_somebody_made_of_it_does_not() {
        let page = String::from_utf8(report_html::report(&facts(), &findings(), Some(&history()))).unwrap();
        let links = verify(&page).unwrap();
        assert!(links > 5, "{links}");
        for (was, is, told) in [
            ("</html>", "", "not a whole page"),
            ("<main>", "<main><script>", "<script>"),
            ("</main>", "", "</body> ends what was not begun"),
            ("<main>", "<main><img src=\"https://x/y.png\">", "it fetches https://x/y.png"),
            ("<main>", "<main><a href=\"#nowhere\">x</a>", "#nowhere leads nowhere"),
            ("<main>", "<main><a href=\"https://x\">x</a>", "leads out to https://x"),
        ] {
            let fault = verify(&page.replacen(was, is, 1)).unwrap_err();
            assert!(fault.contains(told), "{fault}");
        }
    }
}
