//! A doubt about the data as JSON: what is asked, and what each answer comes to.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::headline::Headline;
use crate::domain::question::{Answer, Question};

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Asked {
    /// The file that it is about.
    pub file: String,
    pub asked: String,
    /// The one that is taken unless somebody gives another comes first.
    pub answers: Vec<Possible>,
}

/// One way in which it may be.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Possible {
    pub means: String,
    /// The lines of a mapping that say so.
    pub mapping: String,
    /// What the retro comes to with it; `null` where nothing can be told.
    pub figures: Option<Headline>,
}

impl From<&Question> for Asked {
    fn from(question: &Question) -> Self {
        let possible = |answer: &Answer| Possible { means: answer.means.clone(), mapping: answer.mapping.clone(), figures: answer.figures };
        Self { file: question.file.clone(), asked: question.asked.clone(), answers: question.answers.iter().map(possible).collect() }
    }
}
