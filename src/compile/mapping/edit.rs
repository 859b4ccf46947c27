//! Changes that a person makes to a mapping, one at a time.

use super::names::TableUse;
use super::{ColumnMapping, FileMapping, Mapping};
use crate::compile::schema::{Field, Table};
use crate::compile::values::date::DateForm;

/// One change to what is said about a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    pub file: String,
    pub change: Change,
}

/// What changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// The file is this table; `None` leaves it aside.
    Table(Option<Table>),
    /// The column holds these fields and no other column does; none leaves the column aside.
    Column(ColumnEdit),
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
}

impl Mapping {
    pub fn apply(&mut self, edit: &Edit) {
        let file = self.files.entry(edit.file.clone()).or_default();
        match &edit.change {
            Change::Table(table) => file.become_table(*table),
            Change::Column(column) => file.set_column(column),
        }
    }
}

impl FileMapping {
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
        self.columns.retain(|name, said| {
            let is_ignored = said.fields.is_empty();
            if *name != edit.column {
                said.fields.retain(|field| !edit.fields.contains(field));
            }
            *name == edit.column || is_ignored || !said.fields.is_empty()
        });
        let said = self.columns.entry(edit.column.clone()).or_default();
        let kind = |fields: &[Field]| fields.first().map(|field| field.kind());
        if kind(&said.fields) != kind(&edit.fields) {
            // How amounts are written says nothing about dates.
            *said = ColumnMapping::default();
        }
        said.fields.clone_from(&edit.fields);
        said.date = edit.date.or(said.date);
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
        let edit = ColumnEdit { table: Table::Renewals, column: name.into(), fields: fields.into(), date };
        Edit { file: "a.csv".into(), change: Change::Column(edit) }
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
        mapping.apply(&Edit { file: "a.csv".into(), change: Change::Table(Some(Table::Notes)) });
        assert_eq!(mapping.file("a.csv").unwrap().columns.keys().collect::<Vec<_>>(), ["Who"]);
        mapping.apply(&Edit { file: "a.csv".into(), change: Change::Table(None) });
        assert!(mapping.file("a.csv").unwrap().is_ignored());
    }
}
