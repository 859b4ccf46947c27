//! Customers whom two files name almost alike, where nothing else joins them: `ACME` and `Acme Inc.`

use rustc_hash::{FxHashMap, FxHashSet};

use super::{answer, quoted, some_of};
use crate::compile::read::scan::TableFile;
use crate::compile::schema::Table;
use crate::compile::understand::decided::owner;
use crate::compile::understand::layout::Layout;
use crate::domain::question::Question;
use crate::domain::text::{bare, fold};

/// What says of a company what it is in law, bare.
const LEGAL_FORMS: &str = "inc incorporated llc llp lp ltd limited plc corp corporation co company gmbh mbh kg kgaa ag ug se ek ohg sa sas sarl sasu eurl \
    bv nv vof ab as aps oy oyj spa srl sl slu lda ltda eireli sro z oo sp spolka kft zrt nyrt doo dd ad ood eood pty pte pvt kk 株式会社 有限会社";

/// Letters and digits that are left of a name at least.
const SHORTEST: usize = 3;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let main = || layout.files(Table::Renewals).chain(layout.contracts());
    let others = layout.plans.iter().map(|plan| &plan.table);
    others
        .filter(|other| !matches!(other.columns.table, Table::Renewals | Table::Subscriptions))
        .flat_map(|other| main().filter_map(|table| of_pair(layout, table, other)))
        .collect()
}

fn of_pair(layout: &Layout, main: &TableFile, other: &TableFile) -> Option<Question> {
    let (mine, theirs) = (names(main)?, names(other)?);
    let known: FxHashSet<String> = mine.iter().map(|name| fold(name)).collect();
    let met: FxHashSet<String> = theirs.iter().map(|name| fold(name)).collect();
    // Two customers who differ in nothing but their legal form are two.
    let mut bares: FxHashMap<String, Option<&str>> = FxHashMap::default();
    for name in &mine {
        let is_met = met.contains(&fold(name));
        bares.entry(without_form(name)).and_modify(|one| *one = None).or_insert(Some(*name).filter(|_| !is_met));
    }
    let alike = |name: &&str| {
        let is_open = !known.contains(&fold(name)) && !layout.mapping.accounts.contains_key(*name);
        let bare = without_form(name);
        (is_open && bare.chars().count() >= SHORTEST).then(|| bares.get(&bare).copied().flatten())?
    };
    let pairs: Vec<(&str, &str)> = theirs.iter().filter_map(|name| Some((*name, alike(name)?))).collect();
    if pairs.is_empty() {
        return None;
    }
    let told: Vec<String> = pairs.iter().map(|(theirs, mine)| format!("“{theirs}” and “{mine}”")).collect();
    let lines = |under: fn(&(&str, &str)) -> String| -> String {
        let all = pairs.iter().map(|pair| format!("{} = {}\n", quoted(pair.0), under(pair)));
        format!("[accounts]\n{}", all.collect::<String>())
    };
    Some(Question {
        is_pressing: false,
        file: other.file.name().to_owned(),
        asked: format!(
            "{} are named alike here and in {}, and nothing joins them. Are they one customer each?",
            some_of(&told),
            main.file.name()
        ),
        answers: vec![
            answer("they are different customers", lines(|pair| quoted(pair.0))),
            answer("they are one customer each", lines(|pair| quoted(pair.1))),
        ],
    })
}

/// The different names or ids of the customers of a file, in its order.
fn names(table: &TableFile) -> Option<Vec<&str>> {
    let column = owner(&table.columns)?;
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    Some(table.file.values(column).filter(|name| seen.insert(name)).collect())
}

/// A name without its legal form, case, blanks, marks and accents.
pub(super) fn without_form(name: &str) -> String {
    let words: Vec<String> = name.split(|c: char| !c.is_alphanumeric() && c != '.').map(bare).filter(|word| !word.is_empty()).collect();
    let is_form = |word: &String| LEGAL_FORMS.split_ascii_whitespace().any(|form| form == word);
    let end = words.iter().rposition(|word| !is_form(word)).map_or(words.len(), |last| last + 1);
    words[..end].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_legal_form_tells_no_customer_from_another() {
        for (one, other) in [
            ("Acme Inc.", "ACME"),
            ("Acme GmbH & Co. KG", "Acme, LLC"),
            ("Älvsjö Data AB", "alvsjo data"),
            ("Orbis S.A.", "Orbis"),
            ("Nova Sp. z o.o.", "NOVA"),
        ] {
            assert_eq!(without_form(one), without_form(other), "{one}, {other}");
        }
        assert_ne!(without_form("Acme Foods"), without_form("Acme Media"));
        assert_eq!(without_form("SE"), "se", "a name that is nothing else stays");
    }
}
