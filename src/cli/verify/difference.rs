//! The first place at which two texts differ, and the first number or word in it.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::text;

/// A line that says something else than it should.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Difference {
    /// In the file, from 1; `null` in a page, which has no lines to count.
    pub line: Option<u64>,
    /// What stands there, and what the session gives; `null` where there is nothing.
    pub says: Option<String>,
    pub should_say: Option<String>,
    /// The first word or number of them that differs.
    pub word: Option<String>,
    pub should_be: Option<String>,
}

impl Difference {
    fn between(line: Option<u64>, says: Option<&str>, should_say: Option<&str>) -> Self {
        let words =
            |line: Option<&str>| line.map_or_else(Vec::new, |line| line.split_whitespace().map(ToOwned::to_owned).collect::<Vec<_>>());
        let (one, other) = (words(says), words(should_say));
        let place = (0..one.len().max(other.len())).find(|i| one.get(*i) != other.get(*i));
        let at = |words: &[String]| place.and_then(|place| words.get(place).cloned());
        let owned = |line: Option<&str>| line.map(|line| text::line(line.trim()));
        Self { line, says: owned(says), should_say: owned(should_say), word: at(&one), should_be: at(&other) }
    }

    pub(crate) fn told(&self) -> String {
        let place = self.line.map_or_else(String::new, |line| format!("Line {line}: "));
        let nothing = "nothing stands there";
        let words = match (&self.word, &self.should_be) {
            (Some(word), Some(should_be)) => format!("“{}” should be “{}”", text::line(word), text::line(should_be)),
            (Some(word), None) => format!("“{}” is too much", text::line(word)),
            (None, Some(should_be)) => format!("“{}” is missing", text::line(should_be)),
            (None, None) => "blanks differ".to_owned(),
        };
        let [says, should_say] = [&self.says, &self.should_say].map(|line| line.as_deref().unwrap_or(nothing));
        format!("{place}{words}.\n  it says     {says}\n  it should   {should_say}")
    }
}

/// How many lines were compared, and the first that differs. How lines end makes no difference: mail and editors change that.
pub(crate) fn of_lines(says: &str, should_say: &str) -> (u64, Option<Difference>) {
    let lines =
        |text: &str| -> Vec<String> { text.trim_start_matches('\u{feff}').lines().map(|line| line.trim_end().to_owned()).collect() };
    first(&lines(says), &lines(should_say), true)
}

/// How many parts of a page were compared, and the first that differs: texts and links before all else, then marks and styles, which
/// can hide or add something, too.
pub(crate) fn of_pages(says: &str, should_say: &str) -> (u64, Option<Difference>) {
    let (compared, difference) = first(&visible(says), &visible(should_say), false);
    let marks = || first(&marks(says), &marks(should_say), false).1;
    (compared, difference.or_else(marks))
}

/// Whether texts and links of two pages are the same.
pub(crate) fn read_alike(says: &str, other: &str) -> bool {
    visible(says) == visible(other)
}

/// All of a page, cut before each of its tags.
fn marks(page: &str) -> Vec<String> {
    let page = page.replace("\r\n", "\n");
    page.split('<').map(|part| part.trim_end().to_owned()).collect()
}

fn first(says: &[String], should_say: &[String], has_lines: bool) -> (u64, Option<Difference>) {
    let longest = says.len().max(should_say.len());
    let place = (0..longest).find(|i| says.get(*i) != should_say.get(*i));
    let of = |lines: &[String], i: usize| lines.get(i).cloned();
    let difference = place.map(|i| {
        let (one, other) = (of(says, i), of(should_say, i));
        Difference::between(has_lines.then_some(i as u64 + 1), one.as_deref(), other.as_deref())
    });
    (should_say.len() as u64, difference)
}

/// The texts of a page between its tags, and where its links lead; styles and scripts are not read.
fn visible(page: &str) -> Vec<String> {
    // Folding only ASCII keeps every place where it was.
    let lower = page.to_ascii_lowercase();
    let (mut parts, mut at) = (Vec::new(), 0);
    while let Some(from) = page[at..].find('<').map(|from| at + from) {
        push(&mut parts, &page[at..from]);
        let is_of = |name: &&str| lower[from + 1..].starts_with(name);
        at = if let Some(name) = ["style", "script"].iter().find(|name| is_of(name)) {
            // What ends it is a tag itself.
            lower[from..].find(&format!("</{name}")).map_or(page.len(), |end| from + end)
        } else {
            let end = page[from..].find('>').map_or(page.len(), |end| from + end + 1);
            push(&mut parts, link(&page[from..end]).unwrap_or_default());
            end
        };
    }
    push(&mut parts, &page[at..]);
    parts
}

fn push(parts: &mut Vec<String>, part: &str) {
    let part = part.split_whitespace().collect::<Vec<_>>().join(" ");
    if !part.is_empty() {
        parts.push(part);
    }
}

/// Where a tag leads, or what it says to who cannot see: a figure that was put upon other renewals is another figure.
fn link(tag: &str) -> Option<&str> {
    let (_, rest) = tag.split_once("href=\"").or_else(|| tag.split_once("aria-label=\""))?;
    rest.split_once('"').map(|(to, _)| to)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_that_differs_is_named_with_its_line() {
        let (compared, difference) = of_lines("# Retro\r\n- GRR was 84.8 %\r\n- NRR\r\n", "# Retro\n- GRR was 81.8 %\n- NRR\n");
        let difference = difference.unwrap();
        assert_eq!((compared, difference.line, difference.word.as_deref()), (3, Some(2), Some("84.8")));
        assert_eq!(difference.told(), "Line 2: “84.8” should be “81.8”.\n  it says     - GRR was 84.8 %\n  it should   - GRR was 81.8 %");
        assert_eq!(of_lines("a\r\nb  \r\n", "a\nb\n"), (2, None));
        assert!(of_lines("a\nb\nc\n", "a\nb\n").1.unwrap().told().contains("“c” is too much"));
        assert!(of_lines("a\n", "a\nb\n").1.unwrap().told().contains("“b” is missing"));
    }

    #[test]
    fn of_a_page_words_links_and_marks_count() {
        let page = |colour: &str, grr: &str, to: &str| {
            format!(
                "<!doctype html><style>a > b {{ color: {colour} }}</style><p>GRR <a href=\"#{to}\"><b>{grr}</b></a></p><SCRIPT>1<2</SCRIPT>end"
            )
        };
        let own = page("red", "81.8 %", "r1");
        assert_eq!(of_pages(&page("red", "81.8 %", "r1").replace('>', ">\r\n").replace("\r\n", ""), &own).1, None);
        assert_eq!(of_pages(&page("blue", "81.8 %", "r1"), &own).1.unwrap().word.as_deref(), Some("blue"));
        assert!(of_pages(&own.replace("<p>", "<p style=\"display:none\">"), &own).1.is_some());
        assert_eq!(of_pages(&page("red", "91.8 %", "r1"), &own).1.unwrap().word.as_deref(), Some("91.8"));
        assert_eq!(of_pages(&page("red", "81.8 %", "r2"), &own).1.unwrap().word.as_deref(), Some("#r2"));
        assert_eq!(of_pages("<p", "<p>a").1.unwrap().should_be.as_deref(), Some("a"));
    }
}
