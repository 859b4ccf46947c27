//! Whatever stands in a file or is typed, the program says something of it and goes on. A kept corpus of each input, changed at random:
//! a few changes in every run, as many as `PROPTEST_CASES` says in a long one. What was found stands in the corpus.
#![allow(clippy::disallowed_methods, reason = "the tests write the files that are read")]

#[path = "inputs/changed.rs"]
mod changed;
#[path = "inputs/keys.rs"]
mod keys;
#[path = "inputs/packed.rs"]
mod packed;
#[path = "rig/mod.rs"]
mod rig;

use std::fs;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use run_retro::compile::{self, Mapping, Source};
use run_retro::config::Config;
use run_retro::domain::progress::Silent;
use run_retro::domain::scope::ScopeRequest;
use run_retro::domain::window::{FiscalYear, WindowSpec};
use run_retro::export::plan;
use run_retro::view::theme::Theme;

use changed::{Change, cases, changes, seed};

/// The files of a corpus, by name.
fn corpus(of: &str) -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs").join(of);
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.into_iter().map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap())).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn request() -> ScopeRequest {
    rig::asked::request(None, WindowSpec::parse("2026-Q3", FiscalYear::default()).unwrap())
}

/// Reads a folder with one file, as a check and as a retro do; what is read and what is wrong can be told.
fn read(name: &str, bytes: &[u8], mapping: &str) {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join(name), bytes).unwrap();
    let source = Source::at(dir.path().to_owned());
    let Ok(mapping) = Mapping::parse(Path::new("mapping.toml"), mapping) else { return };
    let told = compile::check_with(&source, &request(), mapping, &Silent).map(|report| report.to_string());
    let compiled = compile::compile(&source, &request(), None, &Silent);
    for words in [told.as_ref().ok().cloned(), told.as_ref().err().map(ToString::to_string), compiled.err().map(|e| e.to_string())]
        .into_iter()
        .flatten()
    {
        assert!(!words.trim().is_empty());
    }
}

#[test]
fn the_corpus_as_it_stands() {
    for (name, bytes) in corpus("data") {
        for (name, bytes) in packed::files(&name, &bytes) {
            read(&name, &bytes, "");
        }
    }
    let read_config = corpus("config").iter().filter(|(_, bytes)| Config::parse(Path::new("c"), &text(bytes)).is_ok()).count();
    let read_mappings = corpus("mapping").iter().filter(|(_, bytes)| Mapping::parse(Path::new("m"), &text(bytes)).is_ok()).count();
    let read_themes = corpus("theme").iter().filter(|(_, bytes)| Theme::parse("t", &text(bytes)).is_ok()).count();
    assert!(read_config > 0 && read_mappings > 0 && read_themes > 0, "{read_config} {read_mappings} {read_themes}");
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn data_of_every_kind(seed in seed(), changes in changes()) {
        let corpus = corpus("data");
        let (name, bytes) = &corpus[seed.index(corpus.len())];
        for (name, bytes) in packed::files(name, &Change::all(&changes, bytes)) {
            read(&name, &bytes, "");
        }
    }

    #[test]
    fn a_mapping(seed in seed(), changes in changes()) {
        let corpus = corpus("mapping");
        let changed = text(&Change::all(&changes, &corpus[seed.index(corpus.len())].1));
        read("deals.csv", b"renewal_id,account,due_date,outcome,arr_before\nA-100,Acme,2026-08-01,churned,5\n", &changed);
    }

    #[test]
    fn a_configuration_and_a_theme(seed in seed(), changes in changes()) {
        for (of, parse) in [("config", parse_config as fn(&str) -> Option<String>), ("theme", parse_theme)] {
            let corpus = corpus(of);
            let changed = text(&Change::all(&changes, &corpus[seed.index(corpus.len())].1));
            prop_assert!(parse(&changed).is_none_or(|wrong| wrong.len() > 4), "what is wrong is told");
        }
    }

    #[test]
    fn a_plan(changes in changes()) {
        let changed = text(&Change::all(&changes, &plan_json()));
        match plan::validate(&changed) {
            Ok(plan) => prop_assert!(plan::show(&plan).contains("Stages")),
            Err(violations) => prop_assert!(!violations.is_empty()),
        }
    }
}

/// The plan of a retro that has begun.
fn plan_json() -> Vec<u8> {
    let rig = rig::Rig::new((120, 36));
    let model = rig.model();
    plan::to_json(&plan::plan(&model.world.history, Some(&model.world.facts), Some(&model.world.findings)))
}

fn parse_config(text: &str) -> Option<String> {
    Config::parse(Path::new("config.toml"), text).err().map(|error| error.to_string())
}

fn parse_theme(text: &str) -> Option<String> {
    Theme::parse("theme.toml", text).err().map(|error| error.to_string())
}
