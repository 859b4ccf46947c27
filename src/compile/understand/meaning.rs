//! What a word in a column means: what the mapping says of it, else what is recognised.

use crate::compile::join::renewal_row;
use crate::compile::read::columns::{Form, Paid};
use crate::compile::read::row::NOTHING;
use crate::compile::read::values::words::{self, State};
use crate::compile::schema::{Field, Kind};
use crate::compile::understand::header::currencies::spoken;
use crate::domain::reason::{ReasonCode, TAXONOMY, Voice};
use crate::domain::renewal::{Outcome, Risk};
use crate::domain::text;

/// What one word comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A word of ours (`renewed`, `pricing.uplift`), or the name that the mapping gives it.
    Ours(String),
    /// Itself: where names are free, a new one is as good as any.
    Itself,
    /// No value.
    Nothing,
    /// Nobody told, and nothing is recognised, but a word of ours is likely: a stage that is not known is one on the way.
    Assumed(String),
    /// Nobody told, and nothing is recognised.
    Unknown,
}

/// A word of ours, for choosing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    /// As it stands in a mapping.
    pub key: String,
    pub label: String,
    /// A group, or what follows from it; may be empty.
    pub about: String,
}

/// Whether the values of a field are words that can be said to mean others.
pub(crate) fn has_words(field: Field) -> bool {
    use Field as F;
    let names = [F::Segment, F::Product, F::Geo, F::Persona, F::CsOwner, F::Competitor, F::ForecastCategory, F::ExecRole, F::Play];
    matches!(field.kind(), Kind::Outcome | Kind::Risk | Kind::Flag | Kind::Reason | Kind::Currency)
        || [F::SecondaryReasons, F::ReasonSource, F::RowType, F::Status, F::Recurring].contains(&field)
        || field.is_period()
        || names.contains(&field)
}

/// Whether a row is rejected for a word of this field that nobody understands.
pub(crate) fn is_rejected_unknown(field: Field) -> bool {
    matches!(field.kind(), Kind::Outcome | Kind::Risk | Kind::Flag)
}

/// What becomes of rows with a word of this field that nobody understands.
pub(crate) fn cost_of_unknown(field: Field) -> &'static str {
    match field {
        Field::RowType => "taken as no renewals",
        Field::Status => "taken as customers still",
        Field::Recurring => "taken as recurring",
        field if field.is_period() => "amounts not known",
        Field::Currency => "amounts left out",
        Field::ReasonSource => "taken as nobody's words",
        Field::ReasonCode | Field::SecondaryReasons => "kept as a reason of its own",
        _ => "rows rejected",
    }
}

impl Meaning {
    /// A person should look at it.
    pub(crate) fn is_doubtful(&self) -> bool {
        matches!(self, Self::Assumed(_) | Self::Unknown)
    }

    /// What `word` means in a column of `field`.
    pub(crate) fn of(field: Field, form: &Form, word: &str) -> Self {
        let said = form.mapped(word);
        let text = said.unwrap_or(word);
        let is_nothing = said == Some("") || NOTHING.iter().any(|nothing| word.eq_ignore_ascii_case(nothing));
        match recognised(field, form, text) {
            None if form.by_presence && !is_nothing => Self::Ours("yes".to_owned()),
            Some(ours) => Self::Ours(ours),
            None if is_nothing && !is_free(field) => Self::Nothing,
            None if said == Some("") => Self::Nothing,
            None => match said {
                Some(name) if !is_rejected_unknown(field) => Self::Ours(kept(field, name)),
                None if is_free(field) || is_code(field, word) => Self::Itself,
                None if form.tells_no_kinds => Self::Itself,
                _ if field == Field::Outcome && form.other_is_open => Self::Assumed(Outcome::Open.label().to_owned()),
                _ => Self::Unknown,
            },
        }
    }
}

/// Names that are not of a fixed set.
fn is_free(field: Field) -> bool {
    field.kind() == Kind::Text
        && !field.is_period()
        && ![Field::RowType, Field::Status, Field::Recurring, Field::SecondaryReasons, Field::ReasonSource].contains(&field)
}

fn is_code(field: Field, word: &str) -> bool {
    field == Field::Currency && is_currency(word)
}

/// Three letters, as in ISO 4217.
pub(crate) fn is_currency(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_alphabetic())
}

/// The word of ours that a field's text is, where the field has such.
fn recognised(field: Field, form: &Form, text: &str) -> Option<String> {
    let ours = match field {
        Field::Status => words::state(text).map(state_key),
        Field::Recurring => words::recurs(text).map(|recurs| if recurs { "yes" } else { "no" }),
        field if field.is_period() => return form.paid(text).map(Paid::key),
        Field::ReasonSource => Voice::read(text).map(Voice::key),
        Field::RowType => words::names_renewal(text).map(|renewal| if renewal { "renewal" } else { "other" }),
        Field::Currency if !is_currency(text) => spoken(text),
        _ => match field.kind() {
            Kind::Outcome => words::outcome(text).map(Outcome::label),
            Kind::Risk => words::risk(text).map(Risk::label),
            Kind::Flag => words::flag(text).map(|yes| if yes { "yes" } else { "no" }),
            Kind::Reason => return in_taxonomy(text),
            _ if field == Field::SecondaryReasons => return in_taxonomy(text),
            _ => None,
        },
    };
    ours.map(ToOwned::to_owned)
}

fn state_key(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Paused => "paused",
        State::Trial => "trial",
        State::Gone => "churned",
    }
}

/// A reason of the taxonomy, or the word for none of them.
fn in_taxonomy(text: &str) -> Option<String> {
    let is_other = ["other", "others", "misc", "miscellaneous"].contains(&text::fold(text).as_str());
    renewal_row::read_reason(text).filter(|code| is_other || code.group() != "other").map(|code| code.to_string())
}

/// What is kept of a name that the mapping gives.
fn kept(field: Field, name: &str) -> String {
    match field.kind() {
        Kind::Reason => ReasonCode::read(name).map_or_else(String::new, |code| code.to_string()),
        Kind::Currency => name.to_uppercase(),
        _ => name.to_owned(),
    }
}

/// The words that a field knows; none where names are free.
pub(crate) fn words_of(field: Field) -> Vec<Word> {
    let word = |(key, label, about): (&str, &str, &str)| Word { key: key.into(), label: label.into(), about: about.into() };
    let few = |all: &[(&str, &str, &str)]| all.iter().copied().map(word).collect();
    match (field, field.kind()) {
        (Field::RowType, _) => few(&[("renewal", "a renewal", "read"), ("other", "no renewal", "left out: new business, expansion")]),
        (Field::Status, _) => few(&[
            ("active", "a customer still", "also unpaid, or ending"),
            ("paused", "paused", "neither renewed nor lost yet"),
            ("trial", "trial", "nobody's contract yet"),
            ("churned", "gone", "ARR zero from then on"),
        ]),
        (Field::Recurring, _) => few(&[("yes", "comes again", "part of the ARR"), ("no", "comes once", "left out")]),
        (Field::Period | Field::PeriodBefore, _) => few(&[
            ("year", "a year", "as it is"),
            ("half-year", "half a year", "× 2"),
            ("quarter", "a quarter", "× 4"),
            ("month", "a month", "× 12"),
            ("week", "a week", "× 52"),
            ("day", "a day", "× 365"),
            ("term", "the whole term", "by its months"),
        ]),
        (Field::ReasonSource, _) => few(&Voice::ALL.map(|voice| (voice.key(), voice.label(), voice.about()))),
        (_, Kind::Outcome) => {
            few(&[("renewed", "renewed", "also smaller or larger"), ("churned", "churned", "lost"), ("open", "open", "not decided yet")])
        }
        (_, Kind::Risk) => few(&[("low", "low", ""), ("medium", "medium", ""), ("high", "high", "")]),
        (_, Kind::Flag) => few(&[("yes", "yes", ""), ("no", "no", "")]),
        (Field::SecondaryReasons, _) | (_, Kind::Reason) => {
            let reason = |code: ReasonCode| Word { label: code.label(), about: code.group_label().to_owned(), key: code.to_string() };
            TAXONOMY.iter().filter_map(|reason| ReasonCode::read(reason.code)).map(reason).collect()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(values: &[(&str, &str)]) -> Form {
        let values = values.iter().map(|(theirs, ours)| (words::key(theirs), (*ours).to_owned())).collect();
        Form { values, ..Form::default() }
    }

    fn ours(word: &str) -> Meaning {
        Meaning::Ours(word.to_owned())
    }

    #[test]
    fn a_word_means_what_is_said_of_it_else_what_is_recognised() {
        let plain = Form::default();
        assert_eq!(Meaning::of(Field::Outcome, &plain, "Closed Won"), ours("renewed"));
        assert_eq!(Meaning::of(Field::Outcome, &plain, "Verschollen"), Meaning::Unknown);
        assert_eq!(Meaning::of(Field::Outcome, &plain, "n/a"), Meaning::Nothing);
        assert_eq!(Meaning::of(Field::Outcome, &form(&[("verschollen", "churned")]), "VERSCHOLLEN "), ours("churned"));
        assert_eq!(
            Meaning::of(Field::Outcome, &form(&[("verschollen", "gone west")]), "verschollen"),
            Meaning::Unknown,
            "said, and no word of ours"
        );
        let stages = Form { other_is_open: true, ..Form::default() };
        assert_eq!(Meaning::of(Field::Outcome, &stages, "Demo"), Meaning::Assumed("open".into()));
        assert_eq!(Meaning::of(Field::Outcome, &stages, "Closed Won"), ours("renewed"));
        assert_eq!(Meaning::of(Field::Segment, &plain, "Mid-Market"), Meaning::Itself);
        assert_eq!(Meaning::of(Field::Segment, &form(&[("mid market", "growth")]), "Mid-Market"), ours("growth"));
        assert_eq!(Meaning::of(Field::ReasonCode, &plain, "Moved to Mars"), Meaning::Unknown);
        assert_eq!(Meaning::of(Field::ReasonCode, &plain, "Other"), ours("other.other"));
        assert_eq!(Meaning::of(Field::ReasonCode, &form(&[("N/A", "")]), "n/a"), Meaning::Nothing);
        assert_eq!(Meaning::of(Field::ReasonCode, &form(&[("Mars", "other.mars")]), "Mars"), ours("other.mars"), "a person says so");
        assert_eq!(Meaning::of(Field::RowType, &plain, "New Business"), ours("other"));
        assert_eq!(Meaning::of(Field::RowType, &plain, "Rahmenvertrag"), Meaning::Unknown);
        assert_eq!(
            (Meaning::of(Field::Currency, &plain, "EUR"), Meaning::of(Field::Currency, &plain, "Euro")),
            (Meaning::Itself, ours("EUR"))
        );
    }

    #[test]
    fn the_words_offered_are_understood_as_themselves() {
        for field in Field::ALL.iter().copied().filter(|field| has_words(*field)) {
            for word in words_of(field) {
                assert_eq!(Meaning::of(field, &Form::default(), &word.key), ours(&word.key), "{}", field.key());
            }
        }
    }
}
