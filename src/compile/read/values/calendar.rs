//! Names of months and weekdays in the languages of [`tongues`].

mod tongues;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::LazyLock;

use crate::domain::text::bare;
use tongues::{AROUND, TONGUES};

/// Fewer letters name no month that is shortened.
const SHORTEST: usize = 3;

/// Each form of a name, bare, with its month (1–12); sorted, so that those that begin alike stand together.
static MONTHS: LazyLock<BTreeMap<String, u32>> =
    LazyLock::new(|| TONGUES.iter().flat_map(tongues::Tongue::months).map(|(month, form)| (bare(form), month)).collect());

static WEEKDAYS: LazyLock<BTreeSet<String>> =
    LazyLock::new(|| TONGUES.iter().flat_map(|tongue| tongue.weekdays.split(' ')).map(bare).collect());

/// From the first name on that may begin so.
fn from(start: &str) -> (Bound<&str>, Bound<&str>) {
    (Bound::Included(start), Bound::Unbounded)
}

/// The month (1–12) that `name` names as it stands, or by its first three letters at least; `None` where those could be two.
pub(crate) fn month_named(name: &str) -> Option<u32> {
    let name = bare(name);
    if name.chars().count() < SHORTEST {
        return None;
    }
    MONTHS.get(&name).copied().or_else(|| {
        let begun = MONTHS.range::<str, _>(from(&name)).take_while(|(known, _)| known.starts_with(&name));
        let mut months = begun.map(|(_, month)| *month);
        let month = months.next()?;
        months.all(|other| other == month).then_some(month)
    })
}

/// Whether `name` names a day of the week, in full or by its first two letters at least.
pub(crate) fn is_weekday(name: &str) -> bool {
    if name.bytes().any(|b| b.is_ascii_digit()) {
        return false;
    }
    let name = bare(name);
    name.chars().count() > 1 && WEEKDAYS.range::<str, _>(from(&name)).next().is_some_and(|day| day.starts_with(&name))
}

/// Whether a word stands around the parts of a date and names none of them.
pub(crate) fn is_around(word: &str) -> bool {
    AROUND.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_full_and_shortened() {
        for (name, month) in [
            ("March", 3),
            ("März", 3),
            ("mrt", 3),
            ("mar", 3),
            ("févr", 2),
            ("juil", 7),
            ("Dez", 12),
            ("ago", 8),
            ("ENERO", 1),
            ("mei", 5),
            ("stycznia", 1),
            ("paź", 10),
            ("PAZ", 10),
            ("června", 6),
            ("červenec", 7),
            ("čvc", 7),
            ("led", 1),
            ("marraskuuta", 11),
            ("marrask", 11),
            ("szept", 9),
            ("iul", 7),
            ("Şub", 2),
            ("KASIM", 11),
            ("kasım", 11),
            ("Ağu", 8),
            ("июл", 7),
            ("жовтня", 10),
            ("Μαΐου", 5),
        ] {
            assert_eq!(month_named(name), Some(month), "{name}");
        }
        for name in ["jui", "ma", "Marketing", "", "de", "čer", "rug"] {
            assert_eq!(month_named(name), None, "{name}");
        }
        assert!(is_weekday("Thu") && is_weekday("Do") && is_weekday("sáb") && is_weekday("śro") && !is_weekday("d") && !is_weekday("soon"));
    }

    #[test]
    fn no_name_means_two_months() {
        for (month, form) in TONGUES.iter().flat_map(tongues::Tongue::months) {
            assert_eq!(month_named(form), Some(month), "{form}");
        }
        assert!(TONGUES.iter().all(|tongue| tongue.months().map(|(month, _)| month).max() == Some(12)));
    }
}
