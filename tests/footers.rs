//! What the footer says is what the key does: on every page and in every list above one, each key that stands there changes something, or says
//! why it does not.

mod reached;
mod rig;

use ratatui::buffer::Buffer;
use reached::{HOUSE, OVERLAYS, PAGES};
use rig::Rig;

const SIZE: (u16, u16) = (200, 45);

/// Lists above a page in which nothing stands.
const EMPTY: &[(&str, &str)] = &[
    ("agreements", "W"),
    ("parking", "B"),
    ("people", "p"),
    ("read_back", ">>>>>>r"),
    ("earlier", "E"),
    ("plans", "nnnnnP"),
    ("tools", "C"),
];

/// Keys of the footer, as key strings; those of a hint together.
fn footer(screen: &str) -> Vec<Vec<String>> {
    // The end of the line may lie below what is open.
    let line = screen.lines().last().unwrap_or_default().split(['╰', '│']).next().unwrap_or_default();
    let keys = line.split("  ").filter_map(|hint| hint.split_whitespace().next());
    keys.map(presses).collect()
}

fn presses(label: &str) -> Vec<String> {
    let named = |name: &str| vec![format!("<{name}>")];
    match label {
        "Enter" | "Esc" | "Tab" | "Space" => named(&label.to_lowercase()),
        "←→" => ["<left>", "<right>"].map(str::to_owned).to_vec(),
        "↑↓" => ["<up>", "<down>"].map(str::to_owned).to_vec(),
        "→" => named("right"),
        "←" => named("left"),
        "a…z" => vec!["e".to_owned()],
        "1–5" => ["1", "5"].map(str::to_owned).to_vec(),
        label if label.chars().count() == 1 => vec![label.to_owned()],
        label => {
            label.strip_prefix('^').map_or_else(|| panic!("no key is called {label}"), |key| named(&format!("c-{}", key.to_lowercase())))
        }
    }
}

fn at(keys: &str, size: (u16, u16)) -> Rig {
    let mut rig = Rig::new(size).after_another();
    rig.keys(keys);
    rig
}

/// The screen with its colours, what was said on it and what is to happen.
fn seen(rig: &mut Rig) -> (Buffer, String) {
    let screen = rig.draw();
    let model = rig.model();
    let said = model.status.as_ref().map(|status| status.text.clone());
    (screen, format!("{said:?} {} {}", model.quitting, model.world.history.last_seq()))
}

/// The keys of the footer that do nothing and say nothing.
fn idle(keys: &str) -> Vec<String> {
    let mut before = at(keys, SIZE);
    let screen = before.screen();
    let offered = footer(&screen);
    assert!(!offered.is_empty(), "no footer after {keys}\n{screen}");
    let mut without = Vec::new();
    for hint in offered {
        // Of a pair one is enough: a list has a beginning and an end.
        if !hint.iter().any(|key| does_something(keys, key)) {
            without.push(hint.concat());
        }
    }
    without
}

fn does_something(keys: &str, key: &str) -> bool {
    let mut rig = at(keys, SIZE);
    // What was said before says nothing of the key.
    rig.keys("<f12>");
    let old = seen(&mut rig);
    rig.keys(key);
    seen(&mut rig) != old || key == "<esc>"
}

fn check(table: &[(&str, &str)]) {
    let found: Vec<String> = table
        .iter()
        .map(|(name, keys)| (name, idle(keys)))
        .filter(|(_, keys)| !keys.is_empty())
        .map(|(name, keys)| format!("{name}: {keys:?}"))
        .collect();
    assert!(found.is_empty(), "these keys of the footer do nothing:\n{}", found.join("\n"));
}

#[test]
fn every_key_of_a_pages_footer_does_something() {
    check(PAGES);
}

#[test]
fn every_key_of_an_overlays_footer_does_something() {
    let known = OVERLAYS.iter().filter(|(name, _)| !matches!(*name, "Proposals" | "Conflicts")).copied().collect::<Vec<_>>();
    check(&known);
}

#[test]
fn every_key_above_the_house_does_something_also_where_nothing_stands() {
    check(HOUSE);
    check(EMPTY);
}

/// Where rows can be chosen, the keys are true of each part of the page.
#[test]
fn every_key_of_each_part_of_a_page_does_something() {
    const PARTS: &[(&str, &str)] = &[
        ("checklist", "<right>"),
        ("carried", "<right><right>"),
        ("renewals of a bucket", "nn<right>"),
        ("an empty column", "nnn"),
        ("suggestions", "nnn<right><right><right>"),
        ("a card", "nnn<right>aA blocker<enter><esc>"),
        ("files", "n<s-tab>"),
        ("no actions", "nnnn<esc>"),
        ("close", ">>>>>>"),
    ];
    check(PARTS);
}
