//! A doubt about the data that a person settles, with what each answer comes to.

use std::fmt;

use super::headline::Headline;
use super::text;

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// The file that it is about.
    pub file: String,
    /// One or two plain sentences: what was seen, and what is not known.
    pub asked: String,
    /// The answer that is taken unless somebody gives another comes first.
    pub answers: Vec<Answer>,
    /// It is asked whatever it does to counts and rates, unless each answer gives the very same figures: rows are in no figure without
    /// an answer, or amounts are of another size.
    pub is_pressing: bool,
}

/// One way in which it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// In a few words: `they are two renewals`.
    pub means: String,
    /// The lines of a mapping that say so.
    pub mapping: String,
    /// What the retro's headline comes to with it; `None` where nothing can be told.
    pub figures: Option<Headline>,
}

impl Question {
    /// Whether the answers move a count, or a rate by more than half a point, or it is asked all the same.
    pub(crate) fn matters(&self) -> bool {
        let differs = |pair: &[Answer]| match (&pair[0].figures, &pair[1].figures) {
            (Some(one), Some(other)) => one.differs_from(other),
            (None, None) => false,
            _ => true,
        };
        self.is_pressing || self.answers.windows(2).any(differs)
    }

    /// Whether any figure that is shown differs between the answers.
    pub(crate) fn tells_apart(&self) -> bool {
        self.answers.windows(2).any(|pair| pair[0].figures_told() != pair[1].figures_told())
    }

    /// Logo retention and the trailing twelve months are told only where an answer moves them, and the months only where the window's own
    /// figures do not tell the answers apart: whoever is asked reads few figures.
    pub(crate) fn leave_out_what_stays(&mut self) {
        let of_window = |figures: &Headline| Headline { year: None, ..*figures };
        let stays = |one: &Headline, other: &Headline| {
            let is_told = of_window(one).differs_from(&of_window(other));
            (one.logo_retention == other.logo_retention, is_told || one.year == other.year)
        };
        let known: Vec<Headline> = self.answers.iter().filter_map(|answer| answer.figures).collect();
        let kept: Vec<(bool, bool)> = known.windows(2).map(|pair| stays(&pair[0], &pair[1])).collect();
        for figures in self.answers.iter_mut().filter_map(|answer| answer.figures.as_mut()) {
            if kept.iter().all(|(logos, _)| *logos) {
                figures.logo_retention = None;
            }
            // Where the window has no rate the year is all there is to judge an answer by.
            if kept.iter().all(|(_, year)| *year) && figures.grr.is_some() {
                figures.year = None;
            }
        }
    }

    /// What is taken unless somebody says otherwise, and what the retro would come to then.
    pub(crate) fn taken_told(&self) -> String {
        let Some((taken, others)) = self.answers.split_first() else { return String::new() };
        if !self.tells_apart() {
            return format!("Taken: {}. The figures here are the same either way.", taken.means);
        }
        let otherwise = |answer: &Answer| format!("If {}: {}.", answer.means, answer.figures_told());
        let others: Vec<String> = others.iter().map(otherwise).collect();
        format!("Taken: {} ({}). {}", taken.means, taken.figures_told(), others.join(" "))
    }
}

impl fmt::Display for Question {
    /// What is asked, and below it each answer with its figures and its lines of a mapping; no line of prose is longer than a page of
    /// [`text::PAGE`] columns.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&text::paragraph(&format!("{}: {}", self.file, self.asked), "", "  "))?;
        for answer in &self.answers {
            let told = format!("{}: {}", answer.means, answer.figures_told());
            write!(f, "\n{}", text::paragraph(&told, "  – ", "    "))?;
            for line in answer.mapping.lines() {
                write!(f, "\n        {line}")?;
            }
        }
        Ok(())
    }
}

impl Answer {
    /// What the retro comes to with it, in words.
    pub(crate) fn figures_told(&self) -> String {
        self.figures.as_ref().map_or_else(|| "no figures then".to_owned(), ToString::to_string)
    }
}
