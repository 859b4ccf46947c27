//! Readings of a file whose names tell too little: what stands in its columns tells whose a row is, when it was due, and which words say
//! what became of it. Nobody can be sure of that, so it is asked.

mod contracts;
mod days;
mod filled;
mod owner;
mod parting;
mod renewals;
mod sheet;

use rustc_hash::FxHashMap;

use super::choose::Choice;
use super::mapping::{FileMapping, Mapping};
use super::recognise::{self, Guess, Recognised, Said, Sureness, recognise};
use super::{decided, keys, plainly};
use crate::compile::read::file::DataFile;
use crate::compile::read::scan::TableFile;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};
use crate::domain::renewal::Outcome;
use sheet::Sheet;

/// How sure a column is of which only the values speak.
const BY_VALUES: Sureness = 0.5;
/// A name that says less leaves its column free.
const NAMED: Sureness = 0.6;
const SURELY_NAMED: Sureness = 0.9;
/// Readings that are offered.
const MOST: usize = 3;

/// One way in which a file may be read.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    pub table: Table,
    /// The columns that only their values speak for.
    pub found: Vec<Guess>,
    /// What words say that nobody understands, as far as what stands beside them tells it.
    pub words: Vec<(String, Outcome)>,
    /// How much speaks for it, measured in columns with sure names.
    weight: f32,
}

/// A file with what it may be, by names and by values: the likeliest reading first.
#[derive(Debug)]
pub(crate) struct Proposal {
    pub chosen: Recognised,
    pub readings: Vec<Reading>,
}

impl Proposal {
    fn weight(&self) -> f32 {
        self.readings[0].weight
    }
}

/// Columns that are known, by their names or since somebody said so.
struct Known {
    table: Table,
    guesses: Vec<Guess>,
    /// Columns that nobody may take.
    taken: Vec<usize>,
}

impl Known {
    fn column(&self, field: Field) -> Option<usize> {
        self.guesses.iter().find(|guess| guess.field == field).map(|guess| guess.column)
    }

    fn first_of(&self, fields: &[Field]) -> Option<usize> {
        fields.iter().find_map(|field| self.column(*field))
    }

    fn has(&self, fields: &[Field]) -> bool {
        self.first_of(fields).is_some()
    }

    fn is_free(&self, column: usize) -> bool {
        !self.taken.contains(&column)
    }

    /// Frees the column of a field.
    fn give_up(&mut self, field: Field) -> Option<usize> {
        let column = self.column(field)?;
        self.guesses.retain(|guess| guess.field != field);
        self.taken.retain(|taken| *taken != column);
        Some(column)
    }

    fn take(&mut self, field: Field, column: usize) -> Guess {
        let guess = Guess { field, column, sureness: BY_VALUES };
        self.guesses.push(guess);
        self.taken.push(column);
        guess
    }

    /// Takes columns that may hold something else besides.
    fn take_all(&mut self, guesses: &[Guess]) {
        let is_new = |guess: &&Guess| !self.has(&[guess.field]);
        let new: Vec<Guess> = guesses.iter().filter(is_new).copied().collect();
        self.taken.extend(new.iter().map(|guess| guess.column));
        self.guesses.extend(new);
    }
}

/// How the file may be read as a table of renewals or of contracts over time; nothing where its names tell all of it, or its values do not.
pub(crate) fn propose(file: &DataFile, mapping: &Mapping, foreign: &[usize]) -> Option<Proposal> {
    let said = mapping.file(file.name());
    let tables = match said.and_then(FileMapping::table) {
        Some(table @ (Table::Renewals | Table::Subscriptions)) => vec![table],
        Some(_) => return None,
        None => vec![Table::Renewals, Table::Subscriptions],
    };
    let sheet = Sheet::of(file, foreign);
    let mut proposals: Vec<Proposal> = tables.into_iter().filter_map(|table| as_table(&sheet, table, mapping)).collect();
    proposals.sort_by(|one, other| other.weight().total_cmp(&one.weight()));
    let mut proposals = proposals.into_iter();
    let mut best = proposals.next()?;
    // The best of another table is further from it than one of its own, and likelier what a person misses.
    best.readings.splice(1..1, proposals.filter_map(|other| other.readings.into_iter().next()));
    best.readings.truncate(MOST);
    Some(best)
}

fn as_table(sheet: &Sheet<'_>, table: Table, mapping: &Mapping) -> Option<Proposal> {
    let nothing = FileMapping::default();
    let (file, said) = (sheet.look.file, mapping.file(sheet.look.file.name()).unwrap_or(&nothing));
    let place = |name: &str| file.header.iter().position(|known| known == name);
    let columns: Vec<usize> = said.columns.keys().filter_map(|name| place(name)).collect();
    let told = Said {
        table: Some(table),
        fields: said.columns.values().flat_map(|column| &column.fields).chain(said.constants.keys()).copied().collect(),
        columns: columns.clone(),
    };
    let named = recognise(&sheet.look, &told).into_iter().next()?;
    let by_mapping = said.columns.iter().flat_map(|(name, column)| {
        let column_of = place(name);
        column.fields.iter().filter_map(move |field| Some(Guess { field: *field, column: column_of?, sureness: 1.0 }))
    });
    let mut known = Known { table, guesses: by_mapping.collect(), taken: columns };
    // Of a column without a name of its own nothing can be said.
    let is_unsaid = |column: &usize| {
        let name = &file.header[*column];
        name.is_empty() || file.header.iter().filter(|other| *other == name).count() > 1
    };
    known.taken.extend((0..file.header.len()).filter(is_unsaid));
    for guess in named.guesses.iter().filter(|guess| guess.sureness >= least(guess.field) && !lent(&named, guess)) {
        known.guesses.push(*guess);
        known.taken.push(guess.column);
    }
    let meant: FxHashMap<String, String> = mapping.values_of(Field::Outcome).collect();
    let understood = |word: &str| words::outcome(meant.get(&words::key(word)).map_or(word, String::as_str));
    let mut readings = match table {
        Table::Renewals => renewals::readings(sheet, known, &understood),
        _ => contracts::readings(sheet, known),
    };
    let found = readings.first()?.found.clone();
    let is_found = |guess: &Guess| found.iter().any(|other| other.column == guess.column || other.field == guess.field);
    let mut guesses: Vec<Guess> = named.guesses.iter().filter(|guess| !is_found(guess)).copied().chain(found.clone()).collect();
    guesses.sort_by_key(|guess| guess.column);
    let sureness = named.sureness.min(BY_VALUES);
    let weight = recognise::weight(&sheet.look, table, &guesses);
    for reading in &mut readings {
        reading.weight += weight;
    }
    Some(Proposal { chosen: Recognised { guesses, sureness, is_lent: false, ..named }, readings })
}

/// How sure a name must be for its column to be that and nothing else: a price may be all that is paid.
fn least(field: Field) -> Sureness {
    const PRICES: [Field; 5] = [Field::ListPrice, Field::NetPrice, Field::ListPerSeat, Field::NetPerSeat, Field::ForecastAmount];
    match field {
        _ if PRICES.contains(&field) => SURELY_NAMED,
        // Its words say what it is.
        Field::Period => 0.0,
        _ => NAMED,
    }
}

/// The day of closing is no day due that anything told.
fn lent(named: &Recognised, guess: &Guess) -> bool {
    named.is_lent && guess.field == Field::DueDate
}

/// Where no file tells by its names what a retro needs, the one whose values tell most of it is read as they say; so are others with the
/// same columns. Gives the readings of each file, the one that is taken first.
pub(crate) fn settle(files: &[DataFile], mapping: &Mapping, choices: &mut [Choice]) -> Vec<Vec<Reading>> {
    let mut readings = vec![Vec::new(); files.len()];
    let is_settled = |number: usize| match &choices[number] {
        Choice::Read { chosen, .. } => is_told(chosen, mapping.file(files[number].name())),
        Choice::Aside(_) => false,
    };
    if (0..files.len()).any(is_settled) {
        return readings;
    }
    let foreign = keys::foreign(files);
    let look = |number: usize| propose(&files[number], mapping, &foreign[number]);
    let proposals: Vec<Option<Proposal>> = (0..files.len()).map(look).collect();
    let weight = |number: usize| proposals[number].as_ref().map_or(0.0, Proposal::weight);
    let Some(best) = (0..files.len()).max_by(|one, other| weight(*one).total_cmp(&weight(*other))) else { return readings };
    for (number, proposal) in proposals.into_iter().enumerate().filter(|(number, _)| files[*number].header == files[best].header) {
        if let Some(Proposal { chosen, readings: found }) = proposal {
            choices[number] = Choice::Read { chosen, runner_up: None };
            readings[number] = found;
        }
    }
    readings
}

/// What the words of a table's outcome say, where its columns are known.
pub(crate) fn of_words(table: &TableFile, mapping: &Mapping) -> Vec<Reading> {
    let (columns, sheet) = (&table.columns, Sheet::of(&table.file, &[]));
    let (Some(outcome), due) = (decided::index(columns, Field::Outcome), decided::index(columns, Field::DueDate)) else {
        return Vec::new();
    };
    let Some(parting) = parting::of_column(&sheet, outcome, due) else { return Vec::new() };
    let meant: FxHashMap<String, String> = mapping.values_of(Field::Outcome).collect();
    let understood = |word: &str| words::outcome(meant.get(&words::key(word)).map_or(word, String::as_str));
    let reading = |words: &Vec<(String, Outcome)>| Reading {
        table: columns.table,
        found: Vec::new(),
        words: words.iter().filter(|(word, _)| understood(word).is_none()).cloned().collect(),
        weight: 0.0,
    };
    // What everybody understands, and what stands beside it denies, is no ground to stand on.
    let agrees = parting.words.iter().all(|(word, meant)| understood(word).is_none_or(|known| known == *meant));
    if !agrees {
        return Vec::new();
    }
    let mut readings: Vec<Reading> = Vec::new();
    for found in [&parting.words].into_iter().chain(&parting.others).map(reading) {
        // Of what everybody understands nothing else is offered.
        if !readings.contains(&found) && readings.len() < MOST {
            readings.push(found);
        }
    }
    readings
}

/// Whether the names of a file tell all that a retro needs of it.
pub(crate) fn is_told(found: &Recognised, said: Option<&FileMapping>) -> bool {
    let is_said = |field: &Field| {
        said.is_some_and(|said| said.constants.contains_key(field) || said.columns.values().any(|column| column.fields.contains(field)))
    };
    let has = |field: &Field| found.has(*field) || is_said(field);
    matches!(found.table, Table::Renewals | Table::Subscriptions) && plainly::groups(found.table).iter().all(|group| group.iter().any(has))
}
