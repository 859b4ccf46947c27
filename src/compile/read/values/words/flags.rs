//! Yes and no, and low to high.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, List, in_engines, split};
use crate::domain::renewal::Risk;
use crate::domain::text::bare;

const YES: &str = "true, yes, y, 1, t, x, checked, ticked, ja, j, oui, sí, si, sim, s, vrai, wahr, verdadero, verdadeiro, vero, waar, はい, 有, 有り, あり, 真";
const NO: &str = "false, no, n, 0, f, unchecked, nein, non, não, nee, faux, falsch, falso, onwaar, いいえ, 無, 無し, なし, 偽";

/// Marks that people tick boxes with have no letters to compare.
const TICKS: [(&str, bool); 8] =
    [("✓", true), ("✔", true), ("☑", true), ("○", true), ("◯", true), ("✗", false), ("✘", false), ("×", false)];

const RISKS: &[List<Risk>] = &[
    (
        Risk::Low,
        "low, green, l, niedrig, gering, grün, faible, bas, vert, bajo, baja, verde, baixo, baixa, basso, laag, groen, 低, 低い, 緑",
    ),
    (
        Risk::Medium,
        "medium, yellow, amber, orange, m, med, moderate, mittel, gelb, moyen, moyenne, jaune, medio, media, amarillo, médio, média, amarelo, \
         giallo, gemiddeld, geel, 中, 黄",
    ),
    (
        Risk::High,
        "high, red, h, critical, hoch, rot, kritisch, élevé, élevée, haut, rouge, critique, alto, alta, rojo, crítico, vermelho, rosso, hoog, \
         rood, 高, 高い, 赤",
    ),
];

static FLAGS: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::of(&[(true, YES), (false, NO)]));
static IN_ENGINES: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    [false, true].map(|wanted| {
        let ticks = TICKS.iter().filter(|(_, yes)| *yes == wanted).map(|(tick, _)| *tick);
        in_engines(split(if wanted { YES } else { NO })).into_iter().chain(ticks).collect()
    })
});
static LEVELS: LazyLock<Lexicon<Risk>> = LazyLock::new(|| Lexicon::of(RISKS));

/// Yes or no.
pub(crate) fn flag(raw: &str) -> Option<bool> {
    let ticked = || TICKS.iter().find(|(tick, _)| *tick == raw.trim()).map(|(_, yes)| *yes);
    FLAGS.get(&bare(raw)).or_else(ticked)
}

/// All words for yes and for no.
pub(crate) fn flags() -> impl Iterator<Item = (&'static str, bool)> {
    split(YES).map(|word| (word, true)).chain(split(NO).map(|word| (word, false))).chain(TICKS)
}

/// Words for yes or for no, as engines compare them.
pub(crate) fn flagged(yes: bool) -> &'static [&'static str] {
    &IN_ENGINES[usize::from(yes)]
}

/// Low, medium or high, as a word, a letter or a traffic light.
pub(crate) fn risk(raw: &str) -> Option<Risk> {
    LEVELS.get(&bare(raw))
}
