//! Names of months and weekdays in English, German, French, Spanish, Portuguese, Dutch and Italian.

use crate::domain::window::MONTHS;

/// The names of each month beside the English ones, in small letters; without their accents too, as many systems write them.
const OTHERS: [&[&str]; 12] = [
    &["januar", "jänner", "janvier", "enero", "januari", "janeiro", "gennaio"],
    &["februar", "februari", "février", "fevrier", "febrero", "fevereiro", "febbraio"],
    &["märz", "maerz", "mars", "marzo", "maart", "mrt", "março", "marco"],
    &["avril", "abril", "aprile"],
    &["mai", "mayo", "mei", "maio", "maggio"],
    &["juni", "juin", "junio", "junho", "giugno"],
    &["juli", "juillet", "julio", "julho", "luglio"],
    &["août", "aout", "agosto", "augustus"],
    &["septembre", "septiembre", "setiembre", "setembro", "settembre"],
    &["oktober", "octobre", "octubre", "outubro", "ottobre"],
    &["novembre", "noviembre", "novembro"],
    &["dezember", "décembre", "decembre", "diciembre", "dezembro", "dicembre"],
];

const WEEKDAYS: [&str; 51] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonnabend",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "miercoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
    "maandag",
    "dinsdag",
    "woensdag",
    "donderdag",
    "vrijdag",
    "zaterdag",
    "zondag",
    "segunda",
    "segunda-feira",
    "terça",
    "terça-feira",
    "quarta-feira",
    "quinta-feira",
    "sexta-feira",
    "lunedì",
    "martedì",
    "mercoledì",
    "giovedì",
    "venerdì",
    "sabato",
    "domenica",
];

/// The month (1–12) that `name` names in full or by its first three letters at least; `None` where that could be two.
pub(crate) fn month_named(name: &str) -> Option<u32> {
    let name = name.to_lowercase();
    if name.chars().count() < 3 {
        return None;
    }
    let is_named = |at: &usize| MONTHS[*at].starts_with(&name) || OTHERS[*at].iter().any(|other| other.starts_with(&name));
    let mut named = (0..MONTHS.len()).filter(is_named);
    let month = named.next()?;
    named.next().is_none().then_some(month as u32 + 1)
}

/// Whether `name` names a day of the week, in full or by its first two letters at least.
pub(crate) fn is_weekday(name: &str) -> bool {
    let name = name.to_lowercase();
    name.chars().count() > 1 && WEEKDAYS.iter().any(|day| day.starts_with(&name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_full_and_shortened() {
        for (name, month) in
            [("March", 3), ("März", 3), ("mrt", 3), ("févr", 2), ("juil", 7), ("Dez", 12), ("ago", 8), ("ENERO", 1), ("mei", 5)]
        {
            assert_eq!(month_named(name), Some(month), "{name}");
        }
        for name in ["jui", "ma", "Marketing", "", "de"] {
            assert_eq!(month_named(name), None, "{name}");
        }
        assert!(is_weekday("Thu") && is_weekday("Do") && is_weekday("sáb") && !is_weekday("d") && !is_weekday("soon"));
    }
}
