//! The words of a column, and what each means.

use crate::compile::read::columns::Bound;
use crate::compile::read::values::words;
use crate::compile::schema::Field;
use crate::compile::understand::mapping::Mapping;
use crate::compile::understand::meaning::Meaning;
use crate::compile::understand::tally::{Counted, Tally};

/// Words told of one column; what stands in fewer rows than these is only said to be there.
const MOST: usize = 200;

/// The words of a column: those that nobody understands first, each part the commonest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CheckedWords {
    pub all: Vec<CheckedWord>,
    /// There are others, each in fewer rows.
    pub has_more: bool,
}

/// One word of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedWord {
    /// As it is spelled most often; spellings that differ by case, blanks and marks are one word.
    pub word: String,
    pub rows: u64,
    pub meaning: Meaning,
    /// The mapping says what it means.
    pub is_said: bool,
    /// The columns whose rows tell what it means, where nothing else does.
    pub told_by: Option<String>,
}

impl CheckedWords {
    /// The words that nobody understands for sure.
    pub(crate) fn unknown(&self) -> impl Iterator<Item = &CheckedWord> {
        self.all.iter().filter(|word| word.meaning.is_doubtful())
    }
}

/// The words of one column, with what is said and recognised of them; `is_open`: the column waits for a person.
pub(crate) fn of(field: Field, bound: &Bound, tally: &Tally, (mapping, is_open): (&Mapping, bool)) -> CheckedWords {
    let said: Vec<String> = mapping.values_of(field).map(|(key, _)| key).collect();
    let word = |Counted { word, rows }| {
        let (meaning, is_said) = (Meaning::of(field, &bound.form, &word), said.contains(&words::key(&word)));
        let told_by = bound.form.told_by.get(&words::key(&word)).filter(|_| !is_said).cloned();
        CheckedWord { word, rows, meaning, is_said, told_by }
    };
    let mut all: Vec<CheckedWord> = tally.counted().into_iter().map(word).collect();
    if !is_open && tells_won_and_lost(&all) {
        // Then stages that are not known are on the way, and no person need say so.
        for word in &mut all {
            if let Meaning::Assumed(ours) = &mut word.meaning {
                word.meaning = Meaning::Ours(std::mem::take(ours));
            }
        }
    }
    all.sort_by_key(|word| !word.meaning.is_doubtful());
    let has_more = tally.has_more || all.len() > MOST;
    all.truncate(MOST);
    CheckedWords { all, has_more }
}

fn tells_won_and_lost(all: &[CheckedWord]) -> bool {
    ["renewed", "churned"].iter().all(|outcome| all.iter().any(|word| matches!(&word.meaning, Meaning::Ours(ours) if ours == outcome)))
}
