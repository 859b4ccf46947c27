#![expect(clippy::disallowed_methods, reason = "the checked-in files are written anew when that is asked for")]

use super::*;

/// Holds a file of `sample-data/` against what the generator writes; with `UPDATE_GOLDEN` set, writes it anew.
pub(crate) fn hold(name: &str, checked_in: &[u8], written: &[u8]) {
    if checked_in == written {
        return;
    }
    assert!(std::env::var_os("UPDATE_GOLDEN").is_some(), "{name} differs; sample-data/README.md tells how to write it anew");
    std::fs::write(std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name), written).unwrap();
}

fn written(spec: &Spec) -> (Memory, [u64; TABLES]) {
    let mut memory = Memory::default();
    let rows = generate(spec, &mut memory).unwrap();
    (memory, rows)
}

#[test]
fn the_files_that_come_with_the_program_are_what_it_writes() {
    let (memory, _) = written(&Spec::default());
    for (table, (name, content)) in Table::ALL.into_iter().zip(FILES) {
        assert_eq!(name, table.file_name());
        hold(name, content, memory.file(table));
    }
}

#[test]
fn a_seed_gives_the_same_bytes_and_another_seed_others() {
    let spec = Spec { accounts: 30, ..Spec::default() };
    let (first, _) = written(&spec);
    let (again, _) = written(&spec);
    let (other, _) = written(&Spec { seed: 5, ..spec });
    for table in Table::ALL {
        assert!(first.file(table) == again.file(table) && first.file(table) != other.file(table), "{}", table.file_name());
    }
}

#[test]
fn large_data_has_exactly_the_rows_that_were_asked_for() {
    let spec = Spec { accounts: 2_000, health_rows: 5, usage_rows: 10, flaws: false, ..Spec::default() };
    let (_, rows) = written(&spec);
    assert_eq!((spec.renewals(), rows[1], rows[2], rows[3]), (4_000, 4_000, 20_000, 40_000));
}

#[test]
fn the_number_of_renewals_is_known_for_any_size() {
    for (accounts, quarters) in [(1, 1), (37, 3), (83, 10), (200, 7)] {
        let spec = Spec { accounts, quarters, flaws: false, ..Spec::default() };
        assert_eq!(written(&spec).1[1], spec.renewals(), "{accounts} accounts over {quarters} quarters");
    }
}

#[test]
fn more_health_rows_change_no_renewal() {
    let few = Spec { accounts: 60, health_rows: 4, usage_rows: 3, ..Spec::default() };
    let many = Spec { health_rows: 52, usage_rows: 30, ..few.clone() };
    for table in [Table::Accounts, Table::Renewals, Table::Notes, Table::Plays] {
        assert!(written(&few).0.file(table) == written(&many).0.file(table), "{}", table.file_name());
    }
}
