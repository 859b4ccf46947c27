//! What a word means, what a field is in every row, what a currency is worth: chosen from what there is, or typed.

use serde::{Deserialize, Serialize};

use super::{Above, Choice, Item, MappingScreen, Picker, half_typed};
use crate::app::overlays::Purpose;
use crate::app::overlays::prompt::Prompt;
use crate::compile::meaning::{self, Meaning};
use crate::compile::{self, Change, CheckReport, CheckedWord, Edit, Field, Kind, Rate, Table};
use crate::domain::reason::ReasonCode;
use crate::domain::scope::KNOWN_SEGMENTS;
use crate::domain::text;

/// What an answer is for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Asking {
    /// A word of a column.
    Word { field: Field, word: String, rows: u64 },
    /// A field that every row of a file has alike.
    Constant { file: String, table: Table, field: Field },
    /// Of one unit in the report's currency.
    Rate { code: String, report: String },
    /// The report's; `now` is what it is.
    Currency { now: String },
}

impl Asking {
    /// A list to choose from where there is one, else a line to type.
    pub(crate) fn overlay(&self, screen: &MappingScreen) -> Above {
        match self.items(&screen.report) {
            Some((items, place)) => {
                let mut picker = Picker::new(self.title(), items);
                picker.cursor.0 = place;
                Above::Picker(picker)
            }
            None => Above::Prompt(self.prompt(screen)),
        }
    }

    /// A line to type; what was typed before and put aside comes back.
    pub(crate) fn prompt(&self, screen: &MappingScreen) -> Prompt {
        let mut prompt = Prompt::new(Purpose::Mapping(self.clone()), self.title(), self.hint(), &self.now(&screen.report));
        if let Some(text) = half_typed::draft(screen, self) {
            prompt.input = text.into();
        }
        prompt
    }

    /// Whether the data still have what it is about, as far as that can be told.
    pub(crate) fn is_there(&self, report: &CheckReport) -> bool {
        match self {
            Self::Constant { file, .. } => report.files.iter().any(|known| known.name == *file),
            Self::Rate { code, .. } => report.currencies.others.iter().any(|other| other.code == *code),
            Self::Word { .. } | Self::Currency { .. } => true,
        }
    }

    /// The change that a typed answer makes.
    ///
    /// # Errors
    /// What is expected instead.
    pub(crate) fn answer(&self, text: &str) -> Result<Edit, String> {
        let text = text.trim();
        match self {
            Self::Word { field: Field::Currency, .. } | Self::Currency { .. } => {
                compile::check_constant(Field::Currency, text)?;
                Ok(self.edit(Some(text.to_uppercase())))
            }
            Self::Constant { field, .. } => compile::check_constant(*field, text).map(|()| self.edit(Some(text.to_owned()))),
            Self::Word { .. } if text.is_empty() => Err("expected a name".into()),
            Self::Rate { .. } if Rate::read(text).is_none() => Err(expected_rate(text)),
            Self::Word { .. } | Self::Rate { .. } => Ok(self.edit(Some(text.to_owned()))),
        }
    }

    /// The change that an answer makes; `None` takes back what was said.
    pub(crate) fn edit(&self, answer: Option<String>) -> Edit {
        match self {
            Self::Word { field, word, .. } => Edit::Value { field: *field, theirs: word.clone(), ours: answer },
            Self::Constant { file, table, field } => {
                Edit::File { file: file.clone(), change: Change::Constant { table: *table, field: *field, value: answer } }
            }
            Self::Rate { code, report } => {
                let rate = answer.as_deref().and_then(Rate::read);
                Edit::Rate { code: code.clone(), rate, base: report.clone() }
            }
            Self::Currency { now } => Edit::Currency { code: answer, was: now.clone() },
        }
    }

    fn title(&self) -> String {
        match self {
            Self::Word { word, rows, .. } => format!("“{word}”, in {}, means", rows_of(*rows)),
            Self::Constant { file, field, .. } => format!("{} in every row of {file}", field.key()),
            Self::Rate { code, report } => format!("What 1 {code} is worth in {report}"),
            Self::Currency { .. } => "Amounts are reported in".to_owned(),
        }
    }

    fn hint(&self) -> String {
        match self {
            Self::Word { field: Field::Currency, .. } | Self::Constant { field: Field::Currency, .. } | Self::Currency { .. } => {
                "a code of three letters such as EUR".to_owned()
            }
            Self::Word { .. } => "the name it shall have".to_owned(),
            Self::Constant { field, .. } => match field.kind() {
                Kind::Date => "a date like 2026-09-30".to_owned(),
                Kind::Amount => "an amount like 1234.50".to_owned(),
                Kind::Percent => "a percentage like 7.5".to_owned(),
                Kind::Probability => "a probability like 80 %".to_owned(),
                Kind::Count | Kind::Number => "a number".to_owned(),
                _ => "a name, the same for all".to_owned(),
            },
            Self::Rate { code, report } => format!("one {code} in {report}, a number above zero such as 0.86"),
        }
    }

    /// What is so now, as it would be typed.
    fn now(&self, report: &CheckReport) -> String {
        match self {
            Self::Word { .. } | Self::Currency { .. } => String::new(),
            Self::Constant { file, field, .. } => {
                let file = report.files.iter().find(|known| known.name == *file);
                let constant = file.and_then(|file| file.constants.iter().find(|constant| constant.field == *field));
                constant.and_then(|constant| constant.value.clone()).unwrap_or_default()
            }
            Self::Rate { code, .. } => {
                let other = report.currencies.others.iter().find(|other| other.code == *code);
                other.and_then(|other| other.rate.clone()).unwrap_or_default()
            }
        }
    }

    /// What can be chosen, and the place of what is so now; `None` where an answer can only be typed.
    fn items(&self, report: &CheckReport) -> Option<(Vec<Item>, usize)> {
        let (mut items, now) = match self {
            Self::Word { field, word, .. } => (self.of_word(report, *field, word), self.meaning(report)),
            Self::Constant { field, .. } => (self.of_field(report, *field, None), Some(self.now(report)).filter(|now| !now.is_empty())),
            Self::Currency { now } => (self.of_codes(report, now), Some(now.clone())),
            Self::Rate { .. } => return None,
        };
        let now = now.map(|now| self.edit(Some(now)));
        let is_now = |item: &Item| matches!(&item.choice, Choice::Edit(edit) if Some(edit) == now.as_ref());
        let place = items.iter().position(is_now);
        if let Some(place) = place {
            let detail = &mut items[place].detail;
            *detail = if detail.is_empty() { "now".to_owned() } else { format!("now · {detail}") };
        }
        (!items.is_empty()).then_some((items, place.unwrap_or(0)))
    }

    fn meaning(&self, report: &CheckReport) -> Option<String> {
        let Self::Word { field, word, .. } = self else { return None };
        match &known(report, *field, word)?.meaning {
            Meaning::Ours(ours) => Some(ours.clone()),
            Meaning::Nothing => Some(String::new()),
            Meaning::Itself | Meaning::Assumed(_) | Meaning::Unknown => None,
        }
    }

    fn item(&self, label: impl Into<String>, detail: impl Into<String>, answer: Option<String>) -> Item {
        Item { label: label.into(), detail: detail.into(), choice: Choice::Edit(self.edit(answer)) }
    }

    fn typed(&self, label: &str) -> Item {
        Item { label: label.into(), detail: "type it".into(), choice: Choice::Ask(self.clone()) }
    }

    fn of_word(&self, report: &CheckReport, field: Field, word: &str) -> Vec<Item> {
        let mut items = self.of_field(report, field, Some(word));
        let is_said = known(report, field, word).is_some_and(|known| known.is_said);
        let is_reason = field.kind() == Kind::Reason || field == Field::SecondaryReasons;
        if is_reason && let Some(own) = ReasonCode::read(word).filter(|code| code.group() == "other") {
            items.push(self.item("a reason of its own", "kept under Other", Some(own.to_string())));
        }
        if ![Field::RowType, Field::Status, Field::Outcome].contains(&field) {
            items.push(self.item("no value", "as if the cell were empty", Some(String::new())));
        }
        if is_said {
            items.push(self.item("what it was", "take back what was said of it", None));
        }
        items
    }

    /// The words that a field knows; where names are free, those that stand in the data.
    fn of_field(&self, report: &CheckReport, field: Field, but: Option<&str>) -> Vec<Item> {
        let known = meaning::words_of(field);
        if !known.is_empty() {
            return known.into_iter().map(|word| self.item(word.label, word.about, Some(word.key))).collect();
        }
        if !meaning::has_words(field) {
            return Vec::new();
        }
        let mut items: Vec<Item> = Vec::new();
        for (name, rows) in names(report, field) {
            let is_new = !items.iter().any(|item| text::fold(&item.label) == text::fold(&name));
            if is_new && but.is_none_or(|but| text::fold(but) != text::fold(&name)) {
                let detail = if rows == 0 { "usual name".to_owned() } else { rows_of(rows) };
                items.push(self.item(name.clone(), detail, Some(name)));
            }
        }
        // A list of nothing but a line to type would be a step too many.
        if !items.is_empty() || but.is_some() {
            items.push(self.typed(if field == Field::Currency { "another code" } else { "another name" }));
        }
        items
    }

    fn of_codes(&self, report: &CheckReport, now: &str) -> Vec<Item> {
        let others = &report.currencies.others;
        let anew = if others.iter().any(|other| other.rate.is_some()) { " · rates are asked anew" } else { "" };
        let mut items = vec![self.item(now, "", Some(now.to_owned()))];
        items.extend(others.iter().map(|other| {
            let detail = format!("{}{anew}", rows_of(other.rows));
            self.item(other.code.clone(), detail, Some(other.code.clone()))
        }));
        items.push(self.typed("another code"));
        if report.currencies.is_said {
            items.push(self.item("left to the data", "the one in most rows of a scope", None));
        }
        items
    }
}

/// The words of a field in all files.
fn words(report: &CheckReport, field: Field) -> impl Iterator<Item = &CheckedWord> {
    let columns = report.files.iter().flat_map(|file| &file.columns).filter(move |column| column.field == field);
    columns.filter_map(|column| column.words.as_ref()).flat_map(|words| &words.all)
}

fn known<'r>(report: &'r CheckReport, field: Field, word: &str) -> Option<&'r CheckedWord> {
    words(report, field).find(|known| known.word == word)
}

/// The names of a field in the data, those in the most rows first; then those that are always known.
fn names(report: &CheckReport, field: Field) -> Vec<(String, u64)> {
    let name = |word: &CheckedWord| match &word.meaning {
        Meaning::Ours(name) => Some((name.clone(), word.rows)),
        Meaning::Itself => Some((word.word.clone(), word.rows)),
        Meaning::Nothing | Meaning::Assumed(_) | Meaning::Unknown => None,
    };
    let mut names: Vec<(String, u64)> = words(report, field).filter_map(name).collect();
    names.sort_by_key(|(_, rows)| std::cmp::Reverse(*rows));
    if field == Field::Segment {
        names.extend(KNOWN_SEGMENTS.map(|name| (name.to_owned(), 0)));
    }
    names
}

fn expected_rate(text: &str) -> String {
    let point = text.replace(',', ".");
    match Rate::read(&point) {
        Some(_) if point != text => format!("expected a point before the decimals: {point}"),
        _ => "expected a number above zero such as 0.86, with at most nine decimals".to_owned(),
    }
}

/// `1 row`, `12 rows`
pub(crate) fn rows_of(rows: u64) -> String {
    text::counted(usize::try_from(rows).unwrap_or(usize::MAX), "row", "rows")
}

/// What a word is understood as, in a few words.
pub(crate) fn understood(field: Field, meaning: &Meaning) -> String {
    match meaning {
        Meaning::Ours(ours) => {
            let known = meaning::words_of(field).into_iter().find(|word| word.key == *ours);
            let own = || ours.strip_prefix("other.").map(|_| ReasonCode::read(ours).map_or_else(String::new, |code| code.label()));
            known.map(|word| word.label).or_else(own).unwrap_or_else(|| ours.clone())
        }
        Meaning::Itself => "as it is".to_owned(),
        Meaning::Nothing => "no value".to_owned(),
        Meaning::Assumed(ours) => format!("taken as {ours}"),
        Meaning::Unknown => "not understood".to_owned(),
    }
}
