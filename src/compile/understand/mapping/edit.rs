//! Changes that a person makes to a mapping, one at a time.

use super::names::TableUse;
use super::{ColumnMapping, FileMapping, Mapping, Rate};
use crate::compile::read::columns::Paid;
use crate::compile::read::values::amount::Unit;
use crate::compile::read::values::date::DateForm;
use crate::compile::read::values::words;
use crate::compile::schema::{Field, Table};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// To what is said about a file.
    File { file: String, change: Change },
    /// What a value of a field stands for; `None` leaves it to what is recognised.
    Value { field: Field, theirs: String, ours: Option<String> },
    /// The report's currency; `None` leaves it to the data. Rates to another than `was` say nothing any more.
    Currency { code: Option<String>, was: String },
    /// What one unit of a currency is worth in `base`, which then is the report's; `None` keeps its amounts apart.
    Rate { code: String, rate: Option<Rate>, base: String },
    /// The answer to a question, as lines of a mapping.
    Answer { lines: String },
    /// What is said of an id is said no longer.
    Unsay { section: Section, id: String },
}

/// What a mapping says of single ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// Which id of a customer goes under which.
    Accounts,
    /// Which renewals are none, or each one of its own.
    Renewals,
}

/// What changes about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file is this table; `None` leaves it aside.
    Table(Option<Table>),
    /// The column holds these fields and no other column does; none leaves the column aside.
    Column(ColumnEdit),
    /// The field has this value in every row of the table, and no column holds it; `None` takes that back.
    Constant { table: Table, field: Field, value: Option<String> },
}

/// What is said about a column of a file that is read as `table`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnEdit {
    /// Said along with it: a file must not turn into another table because one of its columns is read otherwise.
    pub table: Table,
    pub column: String,
    pub fields: Vec<Field>,
    /// The order of its dates, where that is what changes.
    pub date: Option<DateForm>,
    /// What its amounts cover, where that is what changes.
    pub period: Option<Paid>,
    /// What one of its amounts counts, where that is what changes.
    pub unit: Option<Unit>,
    /// The tax that they hold, in basis points, where that is what changes.
    pub tax: Option<u32>,
}

impl ColumnEdit {
    /// The fields of a column, and nothing of how it is written.
    pub(crate) fn of(table: Table, column: &str, fields: Vec<Field>) -> Self {
        Self { table, column: column.to_owned(), fields, date: None, period: None, unit: None, tax: None }
    }
}

impl Mapping {
    pub(crate) fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::File { file, change } => self.files.entry(file.clone()).or_default().change(change),
            Edit::Value { field, theirs, ours } => self.set_value(*field, theirs, ours.as_deref()),
            Edit::Currency { code, was } => {
                self.currency.clone_from(code);
                if code.as_ref() != Some(was) {
                    self.rates.clear();
                }
            }
            Edit::Rate { code, rate, base } => {
                // A rate says nothing unless it is fixed what it is a rate to.
                self.currency.get_or_insert_with(|| base.clone());
                match rate {
                    Some(rate) => drop(self.rates.insert(code.clone(), *rate)),
                    None => drop(self.rates.remove(code)),
                }
            }
            Edit::Answer { lines } => {
                // Lines that are no mapping say nothing.
                if let Ok(answered) = self.with(lines) {
                    *self = answered;
                }
            }
            Edit::Unsay { section: Section::Accounts, id } => drop(self.accounts.remove(id)),
            Edit::Unsay { section: Section::Renewals, id } => drop(self.renewals.remove(id)),
        }
    }

    /// What was said of other spellings of the same value gives way.
    fn set_value(&mut self, field: Field, theirs: &str, ours: Option<&str>) {
        let values = self.values.entry(field).or_default();
        values.retain(|known, _| words::key(known) != words::key(theirs));
        values.extend(ours.map(|ours| (theirs.to_owned(), ours.to_owned())));
        if values.is_empty() {
            self.values.remove(&field);
        }
    }
}

impl FileMapping {
    fn change(&mut self, change: &Change) {
        match change {
            Change::Table(table) => self.become_table(*table),
            Change::Column(column) => self.set_column(column),
            Change::Constant { table, field, value } => self.set_constant(*table, *field, value.as_deref()),
        }
    }

    /// What was said about fields that the new table does not have is forgotten.
    fn become_table(&mut self, table: Option<Table>) {
        self.table = Some(TableUse(table));
        if let Some(table) = table {
            let belongs = |field: &Field| table.fields().contains(field);
            self.columns.retain(|_, said| said.fields.iter().all(belongs));
            self.constants.retain(|field, _| belongs(field));
        }
    }

    /// Gives fields to a column, taking them from whatever held them.
    fn set_column(&mut self, edit: &ColumnEdit) {
        self.table.get_or_insert(TableUse(Some(edit.table)));
        self.constants.retain(|field, _| !edit.fields.contains(field));
        self.take_away(&edit.fields, |name| name != edit.column);
        let said = self.columns.entry(edit.column.clone()).or_default();
        let kind = |fields: &[Field]| fields.first().map(|field| field.kind());
        if kind(&said.fields) != kind(&edit.fields) {
            // How amounts are written says nothing about dates.
            *said = ColumnMapping::default();
        }
        said.fields.clone_from(&edit.fields);
        said.date = edit.date.or(said.date);
        said.period = edit.period.or(said.period);
        said.unit = edit.unit.or(said.unit);
        said.tax = edit.tax.or(said.tax);
    }

    fn set_constant(&mut self, table: Table, field: Field, value: Option<&str>) {
        self.table.get_or_insert(TableUse(Some(table)));
        self.constants.remove(&field);
        if let Some(value) = value {
            self.take_away(&[field], |_| true);
            self.constants.insert(field, value.to_owned());
        }
    }

    /// Takes fields from the columns that are said to hold them; a column that holds nothing then is left to be recognised.
    fn take_away(&mut self, fields: &[Field], is_meant: impl Fn(&str) -> bool) {
        self.columns.retain(|name, said| {
            if said.fields.is_empty() || !is_meant(name) {
                return true;
            }
            said.fields.retain(|field| !fields.contains(field));
            !said.fields.is_empty()
        });
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn mapping(text: &str) -> Mapping {
        Mapping::parse(Path::new("mapping.toml"), text).unwrap()
    }

    fn column(name: &str, fields: &[Field], date: Option<DateForm>) -> Edit {
        let edit = ColumnEdit { date, ..ColumnEdit::of(Table::Renewals, name, fields.into()) };
        Edit::File { file: "a.csv".into(), change: Change::Column(edit) }
    }

    fn table(table: Option<Table>) -> Edit {
        Edit::File { file: "a.csv".into(), change: Change::Table(table) }
    }

    #[test]
    fn a_field_is_held_by_one_column_and_no_constant() {
        let mut mapping = mapping(
            "[files.\"a.csv\".columns]\nOld = \"due_date\"\nBoth = [\"due_date\", \"closed_date\"]\nLeft = \"ignore\"\n\
             [files.\"a.csv\".constants]\ndue_date = \"2026-01-01\"\ncurrency = \"EUR\"\n",
        );
        mapping.apply(&column("New", &[Field::DueDate], Some(DateForm::DayFirst)));
        let file = mapping.file("a.csv").unwrap();
        let said: Vec<_> = file.columns.iter().map(|(name, said)| (name.as_str(), said.fields.as_slice())).collect();
        assert_eq!(said, [("Both", &[Field::ClosedDate][..]), ("Left", &[]), ("New", &[Field::DueDate])]);
        assert_eq!(file.constants.keys().collect::<Vec<_>>(), [&Field::Currency]);
        assert_eq!((file.table(), file.columns["New"].date), (Some(Table::Renewals), Some(DateForm::DayFirst)));
    }

    #[test]
    fn how_values_are_written_stays_with_their_kind_only() {
        let mut mapping = mapping("[files.\"a.csv\".columns]\nSum = { field = \"amount\", decimal = \",\" }\n");
        mapping.apply(&column("Sum", &[Field::ArrBefore], None));
        assert_eq!(mapping.file("a.csv").unwrap().columns["Sum"].decimal, Some(','));
        mapping.apply(&column("Sum", &[Field::Note], None));
        assert_eq!(mapping.file("a.csv").unwrap().columns["Sum"].decimal, None);
    }

    #[test]
    fn another_table_forgets_fields_it_does_not_have() {
        let mut mapping = mapping("[files.\"a.csv\".columns]\nWho = \"account_id\"\nDue = \"due_date\"\n");
        mapping.apply(&table(Some(Table::Notes)));
        assert_eq!(mapping.file("a.csv").unwrap().columns.keys().collect::<Vec<_>>(), ["Who"]);
        mapping.apply(&table(None));
        assert!(mapping.file("a.csv").unwrap().is_ignored());
    }

    #[test]
    fn a_constant_takes_its_field_from_the_column_that_held_it() {
        let mut mapping = mapping("[files.\"a.csv\".columns]\nCur = \"currency\"\nLeft = \"ignore\"\n");
        let set = |value: Option<&str>| {
            let change = Change::Constant { table: Table::Renewals, field: Field::Currency, value: value.map(ToOwned::to_owned) };
            Edit::File { file: "a.csv".into(), change }
        };
        mapping.apply(&set(Some("EUR")));
        mapping.apply(&set(Some("GBP")));
        let file = mapping.file("a.csv").unwrap();
        assert_eq!(file.columns.keys().collect::<Vec<_>>(), ["Left"]);
        assert_eq!(file.constants[&Field::Currency], "GBP");
        mapping.apply(&set(None));
        assert!(mapping.file("a.csv").unwrap().constants.is_empty());
    }

    #[test]
    fn a_value_is_said_once_however_it_is_spelled() {
        let mut mapping = mapping("[values.outcome]\n\"closed-lost\" = \"renewed\"\nKept = \"renewed\"\n");
        let value = |theirs: &str, ours: Option<&str>| Edit::Value {
            field: Field::Outcome,
            theirs: theirs.into(),
            ours: ours.map(ToOwned::to_owned),
        };
        mapping.apply(&value("Closed Lost", Some("churned")));
        let said: Vec<_> = mapping.values[&Field::Outcome].iter().map(|(theirs, ours)| (theirs.as_str(), ours.as_str())).collect();
        assert_eq!(said, [("Closed Lost", "churned"), ("Kept", "renewed")]);
        mapping.apply(&value("CLOSED LOST", None));
        mapping.apply(&value("kept", None));
        assert!(mapping.values.is_empty());
    }

    #[test]
    fn an_answer_adds_to_what_is_said_and_what_it_says_of_an_id_is_taken_back() {
        let mut mapping = mapping("[accounts]\nA = \"B\"\n[files.\"a.csv\"]\ntable = \"renewals\"\n");
        mapping.apply(&Edit::Answer { lines: "[renewals]\nR1 = \"ignore\"\n[files.\"a.csv\".constants]\ntype = \"renewal\"\n".into() });
        let file = mapping.file("a.csv").unwrap();
        assert_eq!((file.table(), file.constants[&Field::RowType].as_str()), (Some(Table::Renewals), "renewal"));
        let before = mapping.clone();
        mapping.apply(&Edit::Answer { lines: "no mapping".into() });
        assert_eq!(mapping, before);
        mapping.apply(&Edit::Unsay { section: Section::Renewals, id: "R1".into() });
        mapping.apply(&Edit::Unsay { section: Section::Accounts, id: "A".into() });
        assert!(mapping.renewals.is_empty() && mapping.accounts.is_empty());
    }

    #[test]
    fn a_rate_fixes_the_currency_it_leads_to() {
        let mut mapping = mapping("");
        mapping.apply(&Edit::Rate { code: "EUR".into(), rate: Rate::read("0.86"), base: "GBP".into() });
        assert_eq!((mapping.currency.as_deref(), mapping.rates["EUR"].to_string().as_str()), (Some("GBP"), "0.86"));
        let mut other = mapping.clone();
        other.apply(&Edit::Currency { code: Some("GBP".into()), was: "GBP".into() });
        assert_eq!(other, mapping);
        other.apply(&Edit::Currency { code: Some("CHF".into()), was: "GBP".into() });
        assert!(other.rates.is_empty(), "what an EUR is worth in GBP says nothing of CHF");
        mapping.apply(&Edit::Rate { code: "EUR".into(), rate: None, base: "USD".into() });
        assert_eq!((mapping.currency.as_deref(), mapping.rates.len()), (Some("GBP"), 0));
    }
}
