//! Where most rows of a relation could not be read: which column it is, and the line of the mapping that settles it.

use std::collections::BTreeMap;

use crate::compile::read::values::date::DateForm;
use crate::compile::understand::mapping::Mapping;
use crate::domain::quality::{FileAccount, Quality, Reject};
use crate::domain::text;

/// A sentence for each relation most rows of which were rejected.
pub(crate) fn explain(mapping: &Mapping, quality: &Quality) -> Vec<String> {
    let mostly = quality.files.iter().filter(|file| file.rejected * 2 > file.read);
    mostly.map(|file| of_file(mapping, quality, file)).collect()
}

/// Nothing of what the retro is about could be read.
pub(crate) fn is_useless(quality: &Quality) -> bool {
    let about = |file: &&FileAccount| ["renewals.csv", "subscriptions.csv"].contains(&&*file.name);
    quality.files.iter().filter(about).any(|file| file.used == 0 && file.rejected * 2 > file.read)
}

fn of_file(mapping: &Mapping, quality: &Quality, file: &FileAccount) -> String {
    let is_it = |name: &str| file.name.trim_end_matches(".csv") == name;
    let mut relations = mapping.files.iter().filter(|(_, said)| said.table().is_some_and(|table| is_it(table.key())));
    let relation = relations.next().map_or(&*file.name, |(name, _)| name);
    let said = format!("{}: {} of {} rows could not be read", text::line(relation), file.rejected, file.read);
    let mut columns: BTreeMap<&str, Vec<&Reject>> = BTreeMap::new();
    for reject in quality.rejects.iter().filter(|reject| reject.file == file.name) {
        columns.entry(&reject.column).or_default().push(reject);
    }
    let Some((column, rejects)) = columns.into_iter().max_by_key(|(_, rejects)| rejects.len()) else { return said };
    let first = rejects[0];
    format!("{said}. {column} holds “{}”: {}{}", text::line(&first.value), first.reason, settles(relation, column, &rejects))
}

/// What to write into the mapping.
fn settles(relation: &str, column: &str, rejects: &[&Reject]) -> String {
    let first = rejects[0];
    let is = |start: &str| first.reason.starts_with(start);
    let line = if is("expected a date") || is("expected seconds") || is("expected milliseconds") {
        // Some dates are none in any order.
        let reads = |form: DateForm| rejects.iter().filter(|reject| form.read(reject.value.as_bytes()).is_some()).count();
        // What a workbook turned stands in no warehouse.
        let forms = || DateForm::ALL.into_iter().filter(|form| *form != DateForm::Turned);
        let most = forms().map(reads).max().filter(|most| most * 2 > rejects.len());
        let forms = forms().filter(|form| Some(reads(*form)) == most);
        let forms: Vec<String> = forms.map(|form| format!("date = \"{}\"", form.key())).collect();
        if forms.is_empty() {
            return String::new();
        }
        format!("[files.\"{relation}\"] {}", forms.join(", or "))
    } else if is("expected an amount") && first.value.contains(',') {
        format!("[files.\"{relation}\".columns] \"{column}\" = {{ field = …, decimal = \",\" }}")
    } else if is("expected renewed") {
        format!("[values.outcome] \"{}\" = \"renewed\", or what it means", text::line(&first.value))
    } else {
        return String::new();
    };
    format!(". What settles it in the mapping: {line}")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn quality(values: &[&str], reason: &str) -> Quality {
        let reject = |(i, value): (usize, &&str)| Reject {
            file: "renewals.csv".into(),
            line: i as u64 + 2,
            column: "Due".into(),
            value: (*value).into(),
            reason: reason.into(),
        };
        let rejected = values.len() as u64;
        let file = FileAccount { name: "renewals.csv".into(), read: rejected + 1, rejected, ..FileAccount::default() };
        Quality { files: vec![file], rejects: values.iter().enumerate().map(reject).collect(), ..Quality::default() }
    }

    fn explained(values: &[&str], reason: &str) -> String {
        let mapping = Mapping::parse(Path::new("w.toml"), "[files.\"crm.deals\"]\ntable = \"renewals\"\n").unwrap();
        explain(&mapping, &quality(values, reason)).join("\n")
    }

    #[test]
    fn the_line_that_settles_it_is_told() {
        let date = "expected a date like 2026-09-30";
        let said = explained(&["03/04/2026", "30/09/2026", "never"], date);
        assert!(said.starts_with("crm.deals: 3 of 4 rows could not be read. Due holds “03/04/2026”: expected a date"), "{said}");
        assert!(said.ends_with("[files.\"crm.deals\"] date = \"dmy\""), "{said}");
        assert!(explained(&["03/04/2026", "05/06/2026"], date).ends_with("date = \"dmy\", or date = \"mdy\""));
        assert!(explained(&["soon", "later"], date).ends_with(date), "nothing settles it");
        assert!(explained(&["1,5", "2"], "expected an amount like 1234.50").contains("decimal = \",\""));
        assert_eq!(explained(&["x"], date), "", "half of the rows are not most");
        assert!(is_useless(&quality(&["a", "b"], date)) && !is_useless(&quality(&["a"], date)));
    }
}
