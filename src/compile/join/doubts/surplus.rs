//! Amounts that may hold more than what is paid again: a part that mostly comes once, a discount that is still to be taken off.

use super::{answer, quoted};
use crate::compile::schema::Table;
use crate::compile::understand::layout::Layout;
use crate::compile::understand::mapping::FileMapping;
use crate::compile::understand::taken_off::{Surplus, Why, found};
use crate::domain::question::Question;

pub(crate) fn of(layout: &Layout) -> Vec<Question> {
    let nothing = FileMapping::default();
    let of_file = |table: &Table| {
        let tables =
            layout.files(*table).filter(|file| *table == Table::Renewals || layout.contracts().any(|other| other.number == file.number));
        tables
            .filter_map(|table| {
                let (name, header) = (table.file.name(), &table.file.header);
                let all = found(table, layout.mapping.file(name).unwrap_or(&nothing));
                let open: Vec<Surplus> = all.into_iter().filter(|surplus| !surplus.is_told).collect();
                (!open.is_empty()).then(|| question(name, header, &open))
            })
            .collect::<Vec<_>>()
    };
    [Table::Renewals, Table::Subscriptions].iter().flat_map(of_file).collect()
}

fn question(name: &str, header: &[String], open: &[Surplus]) -> Question {
    let lines = |off: &dyn Fn(&Surplus) -> String| {
        let line = |surplus: &Surplus| {
            format!("{} = {{ field = \"{}\", less = [{}] }}\n", quoted(&header[surplus.of]), surplus.field.key(), off(surplus))
        };
        format!("[files.{}.columns]\n{}", quoted(name), open.iter().map(line).collect::<String>())
    };
    let names = |surplus: &Surplus| surplus.off.iter().map(|column| quoted(&header[*column])).collect::<Vec<_>>().join(", ");
    let shown = |of: &dyn Fn(&Surplus) -> Vec<usize>| {
        let all: Vec<String> = open.iter().flat_map(of).map(|column| format!("`{}`", header[column])).collect();
        all.join(" and ")
    };
    let (off, whole) = (shown(&|surplus| surplus.off.clone()), shown(&|surplus| vec![surplus.of]));
    let (asked, yes, no) = match open[0].why {
        Why::Once => (
            format!("{whole} holds {off}, which may come once and not year after year. Is that part of what customers pay again?"),
            "no, take it off",
            "yes, it recurs",
        ),
        Why::Discount => (
            format!("{off} stands beside {whole}, and no column holds what is left. Is it still to be taken off?"),
            "yes, take it off",
            "no, the amounts are without it already",
        ),
    };
    Question {
        is_pressing: true,
        file: name.to_owned(),
        asked,
        answers: vec![answer(yes, lines(&names)), answer(no, lines(&|_| String::new()))],
    }
}
