//! A file that nothing is read from, as a section to be filled in.

use std::fmt::Write as _;

use super::{for_instance, quoted};
use crate::compile::read::file::DataFile;
use crate::compile::schema::Table;
use crate::compile::understand::plainly;

/// The tables that people have; the others are the program's own.
const OFFERED: [Table; 9] = [
    Table::Renewals,
    Table::Subscriptions,
    Table::Accounts,
    Table::Health,
    Table::Usage,
    Table::Notes,
    Table::Plays,
    Table::Tickets,
    Table::Reasons,
];

/// All of it is commented out; behind each column stands what it holds.
pub(crate) fn write(out: &mut String, data: &DataFile, why: &str) {
    let name = quoted(data.name());
    let _ = writeln!(out, "\n# Not read: {why}. To read it, take # away from the next two lines and from the columns that are of use.");
    let _ = writeln!(out, "# [files.{name}]\n# table = \"\"  # one of these, with a column for each of what it needs:");
    for table in OFFERED {
        let needs: Vec<String> = plainly::needs(table).into_iter().map(|fields| fields.join(" or ")).collect();
        let _ = writeln!(out, "#   {}: {}", table.key(), needs.join(", "));
    }
    let _ = writeln!(out, "# [files.{name}.columns]");
    for (index, header) in data.header.iter().enumerate() {
        let _ = writeln!(out, "# {} = \"\"{}", quoted(header), for_instance(data, index));
    }
}
