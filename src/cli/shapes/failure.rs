//! What went wrong, as JSON: one line on standard error, the last one there.

use clap::error::{ContextKind, ContextValue};
use schemars::JsonSchema;
use serde::Serialize;

use super::question::Asked;
use crate::domain::text;
use crate::error::{Error, Place};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Code {
    /// The command line is wrong.
    Usage,
    /// Something in a file.
    Data,
    /// A file or folder cannot be read or written.
    Io,
    /// Another window writes this session.
    InUse,
    /// Not all of a session can be read.
    Incomplete,
    /// An action is overdue.
    Overdue,
    Cancelled,
    /// The data leave something open: see `questions`.
    Asked,
    Other,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Failure {
    pub error: Told,
}

#[derive(Clone, Debug, Serialize, JsonSchema)]
pub(crate) struct Told {
    pub code: Code,
    pub exit_status: u8,
    pub message: String,
    pub flag: Option<String>,
    pub value: Option<String>,
    pub file: Option<String>,
    /// From 1.
    pub line: Option<u64>,
    /// The column's name, or its number from 1.
    pub column: Option<String>,
    pub remedy: Option<String>,
    /// What a person must settle, with the figures of each answer.
    pub questions: Vec<Asked>,
}

impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        let mut told = Told::new(code(error), error.exit_code(), error.to_string());
        match error {
            Error::Usage { flag, value, message } => {
                (told.flag, told.value, told.message) = (Some(flag.clone()), Some(text::line(value)), message.clone());
            }
            Error::Data { place, message } => {
                told.message.clone_from(message);
                told.stands(place);
            }
            Error::Io { path, source, remedy } => {
                (told.file, told.message, told.remedy) = (Some(text::path(path)), source.to_string(), Some(remedy.clone()));
            }
            Error::Incomplete { path, missing, remedy } => {
                (told.file, told.message, told.remedy) = (Some(text::path(path)), missing.told.clone(), Some(remedy.clone()));
            }
            Error::Asked { questions, mapping } => {
                told.message = String::from("the data leave something open");
                told.remedy = Some(format!("write the lines of one answer each into {}", text::path(mapping)));
                (told.file, told.questions) = (Some(text::path(mapping)), questions.iter().map(Asked::from).collect());
            }
            Error::InUse { .. } | Error::Overdue { .. } | Error::Cancelled | Error::Busy(_) | Error::Other(_) => {}
        }
        Self { error: told }
    }
}

impl From<&clap::Error> for Failure {
    fn from(error: &clap::Error) -> Self {
        let said = error.render().to_string();
        let message = said.split("\n\n").next().unwrap_or_default();
        let mut told = Told::new(Code::Usage, 2, text::line(message.trim_start_matches("error: ")));
        told.flag = context(error, ContextKind::InvalidArg);
        told.value = context(error, ContextKind::InvalidValue);
        told.remedy = Some("run-retro --help lists commands and flags".to_owned());
        Self { error: told }
    }
}

fn context(error: &clap::Error, kind: ContextKind) -> Option<String> {
    match error.get(kind)? {
        ContextValue::String(said) => Some(text::line(said)),
        ContextValue::Strings(all) => Some(text::line(&all.join(", "))),
        _ => None,
    }
}

fn code(error: &Error) -> Code {
    match error {
        Error::Usage { .. } => Code::Usage,
        Error::Data { .. } => Code::Data,
        Error::Io { .. } => Code::Io,
        Error::InUse { .. } => Code::InUse,
        Error::Incomplete { .. } => Code::Incomplete,
        Error::Overdue { .. } => Code::Overdue,
        Error::Cancelled => Code::Cancelled,
        Error::Asked { .. } => Code::Asked,
        Error::Busy(_) | Error::Other(_) => Code::Other,
    }
}

impl Told {
    fn new(code: Code, exit_status: u8, message: String) -> Self {
        Self { code, exit_status, message, flag: None, value: None, file: None, line: None, column: None, remedy: None, questions: vec![] }
    }

    fn stands(&mut self, place: &Place) {
        self.file = Some(text::path(&place.file));
        self.line = (place.line > 0).then_some(place.line);
        self.column.clone_from(&place.column);
    }
}

impl Failure {
    /// One line.
    pub(crate) fn in_a_line(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::question::{Answer, Question};

    #[test]
    fn an_error_tells_its_place_and_a_question_its_answers() {
        let place = Place::line("renewals.csv", 4).with_column("arr");
        let told = Failure::from(&Error::data(place, "found x")).error;
        assert_eq!((told.file.as_deref(), told.line, told.column.as_deref()), (Some("renewals.csv"), Some(4), Some("arr")));
        let answer = Answer { means: "two".into(), mapping: "a = 1".into(), figures: None };
        let question = Question { file: "f".into(), asked: "Which?".into(), answers: vec![answer], is_pressing: true };
        let told = Failure::from(&Error::Asked { questions: vec![question], mapping: "mapping.toml".into() });
        let json: serde_json::Value = serde_json::from_str(&told.in_a_line()).unwrap();
        assert_eq!((json["error"]["code"].as_str(), json["error"]["line"].as_u64()), (Some("asked"), None));
        assert_eq!(json["error"]["questions"][0]["answers"][0]["mapping"], "a = 1");
    }
}
