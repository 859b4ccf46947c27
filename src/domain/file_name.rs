//! Names of exported files: where one is kept because somebody changed it, the new one is another edition beside it.

/// The name of an edition: `actions.csv`, then `actions-2.csv` and on.
pub(crate) fn of(name: &str, edition: u32) -> String {
    let (stem, ending) = split(name);
    if edition <= 1 { name.to_owned() } else { format!("{stem}-{edition}{ending}") }
}

/// The name of what was made of a session that is not whole: `report-incomplete.md`.
pub(crate) fn incomplete(name: &str) -> String {
    let (stem, ending) = split(name);
    format!("{stem}-incomplete{ending}")
}

/// Whether the file `written` is an edition of `name`.
pub(crate) fn is_edition(written: &str, name: &str) -> bool {
    let file = written.rsplit(['/', '\\']).next().unwrap_or(written);
    let (stem, ending) = split(name);
    let edition = file.strip_prefix(stem).and_then(|rest| rest.strip_suffix(ending));
    edition.is_some_and(|edition| edition.is_empty() || edition.strip_prefix('-').is_some_and(|n| n.parse::<u32>().is_ok()))
}

/// `actions.csv` as `actions` and `.csv`.
fn split(name: &str) -> (&str, &str) {
    name.rfind('.').map_or((name, ""), |dot| name.split_at(dot))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_is_known_by_its_name_wherever_it_had_to_go() {
        for edition in [1, 2, 11] {
            let name = of("actions.csv", edition);
            assert!(is_edition(&name, "actions.csv") && is_edition(&format!("out/{name}"), "actions.csv"), "{name}");
            assert!(!is_edition(&name, "report.md"));
        }
        assert!(!is_edition("actions-old.csv", "actions.csv"));
    }
}
