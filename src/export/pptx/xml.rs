//! Words in the XML of a slide.

use crate::telling::block::{Inline, Text};

/// What stands in the data is no mark-up, and nothing in it that XML does not know.
pub(crate) fn escape(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    for c in words.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            c => out.push(c),
        }
    }
    out
}

/// How a run of words looks.
#[derive(Clone, Copy, Default)]
pub(crate) struct Look {
    /// In hundredths of a point.
    pub size: u32,
    pub bold: bool,
    pub struck: bool,
    /// A colour of the theme.
    pub colour: Option<&'static str>,
}

impl Look {
    fn properties(self) -> String {
        let bold = if self.bold { " b=\"1\"" } else { "" };
        let struck = if self.struck { " strike=\"sngStrike\"" } else { "" };
        let colour = self.colour.map_or_else(String::new, |name| format!("<a:solidFill><a:schemeClr val=\"{name}\"/></a:solidFill>"));
        format!("lang=\"en-GB\" sz=\"{}\"{bold}{struck} dirty=\"0\">{colour}", self.size)
    }
}

pub(crate) fn run(words: &str, look: Look) -> String {
    if words.is_empty() {
        return String::new();
    }
    format!("<a:r><a:rPr {}</a:rPr><a:t>{}</a:t></a:r>", look.properties(), escape(words))
}

pub(crate) fn runs(text: &Text, look: Look) -> String {
    let one = |inline: &Inline| match inline {
        Inline::Own(words) | Inline::Told(words) | Inline::Data(words) => run(words, look),
        Inline::Strong(words) => runs(words, Look { bold: true, ..look }),
        Inline::Struck(words) => runs(words, Look { struck: true, ..look }),
        Inline::Figure { words, .. } => runs(words, look),
    };
    text.0.iter().map(one).collect()
}

/// A paragraph; `properties` is an `a:pPr`, or nothing.
pub(crate) fn paragraph(properties: &str, runs: &str, look: Look) -> String {
    format!("<a:p>{properties}{runs}<a:endParaRPr {}</a:endParaRPr></a:p>", look.properties())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::telling::block::{data, own};

    #[test]
    fn words_from_outside_are_words() {
        assert_eq!(escape("a<b & \"c\"\u{1b}[0m\u{0}\nd"), "a&lt;b &amp; &quot;c&quot;[0m d");
        let line = runs(&(own("by ") + data("<script>").strong()), Look { size: 1400, ..Look::default() });
        assert!(line.contains("<a:t>by </a:t>") && line.contains("b=\"1\" dirty=\"0\"></a:rPr><a:t>&lt;script&gt;</a:t>"), "{line}");
    }
}
