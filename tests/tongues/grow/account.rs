//! Customers: one contract or several, and those who only try.

use super::{Spec, line};
use crate::book::{Account, Grain, Line, Term};
use crate::days::{day, plus};
use crate::dice::Dice;

const FIRST: [&str; 24] = [
    "Abelia", "Birch", "Clover", "Dahlia", "Elder", "Fennel", "Gorse", "Hazel", "Iris", "Juniper", "Kestrel", "Larch", "Mallow", "Nettle",
    "Oakfield", "Poplar", "Quince", "Rowan", "Sorrel", "Tansy", "Umber", "Vetch", "Willow", "Yarrow",
];
const SECOND: [&str; 8] = ["Works", "Logistics", "Health", "Foods", "Media", "Energy", "Bank", "Labs"];
const SEGMENTS: [&str; 3] = ["Enterprise", "Growth", "Scale"];
const OWNERS: [&str; 5] = ["Ada Quist", "Ben Orlov", "Chidi Eze", "Dora Lind", "Emil Roth"];
const REGIONS: [&str; 4] = ["EMEA", "AMER", "APAC", "LATAM"];

fn named(dice: &mut Dice, n: usize, lines: Vec<Line>) -> Account {
    Account {
        id: String::new(),
        name: format!("{} {}", FIRST[n % FIRST.len()], SECOND[(n / FIRST.len() + n) % SECOND.len()]),
        segment: dice.pick(&SEGMENTS),
        owner: dice.pick(&OWNERS),
        region: dice.pick(&REGIONS),
        lines,
        renamed: None,
    }
}

pub fn customer(dice: &mut Dice, spec: Spec, n: usize) -> Account {
    let core = line::drawn(dice, spec, "Core");
    let mut lines = vec![core];
    if dice.percent(28) {
        let alone = spec.grain != Grain::Decision && dice.percent(50);
        let addon = if alone { line::beside_the_core(dice, spec, "Analytics") } else { line::with_the_core(dice, &lines[0], "Analytics") };
        lines.push(addon);
    }
    named(dice, n, lines)
}

/// A trial at list price, which some go on from as customers.
pub fn trial(dice: &mut Dice, spec: Spec, n: usize) -> Account {
    let start = day(2026, dice.between(5, 8) as u32, dice.between(3, 9) as u32);
    let end = plus(start, 29);
    let term = Term { start, end, months: 1, arr: 1200 * dice.between(2, 30), grown: None, foreign: false, decided: end, reason: None };
    let mut lines = vec![Line { id: String::new(), product: "Core", terms: vec![term], left: None, pause: None, trial: true }];
    if dice.percent(50) && plus(end, 3) < spec.stage.last_month_end() {
        lines.push(line::from_day(dice, plus(end, 1), "Core"));
    }
    named(dice, n, lines)
}

/// Ids in one manner for the whole book, never running numbers from 1.
pub fn give_ids(dice: &mut Dice, accounts: &mut [Account]) {
    let manner = dice.below(4);
    let line_manner = dice.below(3);
    let mut number = dice.between(310, 900);
    let mut line_number = dice.between(4100, 8200);
    for account in accounts {
        number += dice.between(1, 9);
        account.id = match manner {
            0 => format!("K-{number:04}"),
            1 => format!("0015g00000{}AAB", letters(number as usize * 7919)),
            2 => format!("{}", number * 47),
            _ => format!("cus_N{}", letters(number as usize * 104_729)),
        };
        for line in &mut account.lines {
            line_number += dice.between(1, 7);
            line.id = match line_manner {
                0 => format!("S-{line_number}"),
                1 => format!("sub_1M{}", letters(line_number as usize * 15_485_863)),
                _ => format!("{}", line_number * 13),
            };
        }
    }
}

/// Five letters for a number.
fn letters(mut number: usize) -> String {
    (0..5)
        .map(|_| {
            let letter = char::from(b"abcdefghijkmnpqrstuvwxyzABCDEFGH"[number % 32]);
            number /= 32;
            letter
        })
        .collect()
}
