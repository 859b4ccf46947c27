//! Lists of deals without a column for the customer: the title of each deal names them.

use super::header::Heading;
use super::mapping::FileMapping;
use super::names::{self, Standing};
use crate::compile::read::file::DataFile;
use crate::compile::schema::Field;

/// A person said whose the rows are.
pub(crate) fn is_said(said: &FileMapping) -> bool {
    said.columns.values().flat_map(|column| &column.fields).any(|field| matches!(field, Field::Account | Field::AccountId))
}

/// Draws the customers from the titles of deals, where no column is called after customers.
pub(crate) fn settle(file: &mut DataFile) {
    let headings: Vec<Heading> = file.header.iter().map(|name| Heading::of(name)).collect();
    let is_called = |heading: &Heading, field: Field| names::standing(heading, field) >= Some(Standing::Likely);
    let names_customer = |heading: &Heading| {
        [Field::Account, Field::AccountId].iter().any(|field| is_called(heading, *field)) && !is_called(heading, Field::DealName)
    };
    if headings.iter().any(names_customer) {
        return;
    }
    let mut columns: Vec<usize> = (0..headings.len()).collect();
    columns.sort_by_key(|column| !is_called(&headings[*column], Field::DealName));
    let width = file.header.len();
    for column in columns {
        file.draw_customers(column);
        if file.header.len() > width {
            return;
        }
    }
}
