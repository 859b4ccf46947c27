//! The files of one rendering.

use std::fs;
use std::path::PathBuf;

use super::Trial;
use crate::book::{Book, Foreign};
use crate::days::Day;
use crate::dice::Dice;
use crate::render::Rendering;
use crate::shape::Shape;
use crate::spell::file::{File, spelled};
use crate::table::Kind;
use crate::truth::expected::{self, Expected};
use crate::truth::happened::{Fate, of_the_window};
use crate::{clutter, grow, render};

pub struct Folder {
    pub path: PathBuf,
    pub as_of: Day,
    pub bytes: usize,
    pub expected: Expected,
}

/// The truth of a trial and its tables, before they are spelled, with the dice for the rest.
pub fn rendered(trial: &Trial) -> (Book, Rendering, Dice) {
    let mut dice = Dice::of(trial.seed, &format!("{}:{}", trial.shape.key(), trial.tongue.key));
    let book = telling_book(trial, &mut dice);
    let rendering = render::render(&book, trial.shape, trial.tongue, &mut dice);
    (book, rendering, dice)
}

pub fn write(trial: &Trial) -> Folder {
    let (book, mut rendering, mut dice) = rendered(trial);
    let expected = expected::of(&book, rendering.knows);
    let mut files: Vec<File> = vec![];
    let older = trial.shape == Shape::Events && !trial.tongue.json && dice.percent(9);
    if older {
        files.push(older_export(&rendering, trial, &book, &dice));
    }
    for table in &mut rendering.tables {
        let tongue = if table.kind == Kind::Accounts { trial.tongue.of_accounts() } else { trial.tongue };
        files.push(spelled(table, tongue, book.foreign.is_some(), &mut dice));
    }
    if older {
        files[1].name = dated(&files[1].name, book.stage.as_of());
    }
    files.extend(clutter::files(&book, &mut dice));
    files.extend(mapping(&book, trial));
    let path = base().join(trial.key().replace(':', "-"));
    fs::create_dir_all(&path).expect("a folder for a rendering");
    for file in &files {
        fs::write(path.join(&file.name), &file.bytes).expect("a file of a rendering");
    }
    Folder { path, as_of: book.stage.as_of(), bytes: files.iter().map(|file| file.bytes.len()).sum(), expected }
}

/// An earlier export of the first table, spelled as it will be.
fn older_export(rendering: &Rendering, trial: &Trial, book: &Book, dice: &Dice) -> File {
    let (mut table, on) = render::older::export(&rendering.tables[0], book.stage.as_of());
    let file = spelled(&mut table, trial.tongue, book.foreign.is_some(), &mut dice.clone());
    File { name: dated(&file.name, on), ..file }
}

/// Where this run keeps its folders.
pub fn base() -> PathBuf {
    std::env::temp_dir().join(format!("tongues-{}", std::process::id()))
}

fn dated(name: &str, on: Day) -> String {
    name.rsplit_once('.').map_or_else(|| name.to_owned(), |(stem, end)| format!("{stem}_{on}.{end}"))
}

/// A book in whose window something happens: some renewed, some lost, and losses with an amount among them.
fn telling_book(trial: &Trial, dice: &mut Dice) -> Book {
    let spec = trial.shape.spec(trial.tongue, dice);
    for attempt in 0.. {
        let book = grow::book(trial.seed.wrapping_add(attempt << 32), spec);
        let renewals = of_the_window(&book, crate::truth::happened::Sight::Decisions);
        let count = |fate| renewals.iter().filter(|renewal| renewal.fate == fate && renewal.before > 0).count();
        if count(Fate::Renewed) >= 3 && count(Fate::Churned) >= 2 {
            return book;
        }
    }
    unreachable!("some book has renewals and losses")
}

/// What only a person can say: rates, and who is whom.
fn mapping(book: &Book, trial: &Trial) -> Option<File> {
    let mut text = String::new();
    let (own, foreign) = (trial.tongue.currencies.0.to_uppercase(), trial.tongue.currencies.1.to_uppercase());
    if book.foreign == Some(Foreign::RateKnown) {
        text += &lines(&[&format!("currency = \"{own}\""), "[rates]", &format!("{foreign} = {}", crate::book::RATE)]);
    }
    let renamed = book.accounts.iter().filter_map(|account| Some((account.renamed.as_ref()?, account)));
    for (renamed, account) in renamed.filter(|_| trial.shape != Shape::Events) {
        text += &lines(&["[accounts]", &format!("\"{}\" = \"{}\"", renamed.id, account.id)]);
    }
    (!text.is_empty()).then(|| File { name: "mapping.toml".into(), bytes: text.into_bytes() })
}

fn lines(lines: &[&str]) -> String {
    lines.join("\n") + "\n"
}
