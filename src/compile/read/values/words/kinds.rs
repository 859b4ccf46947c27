//! Kinds of deals: which are renewals.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, in_engines, split};
use crate::domain::text::bare;

/// What the kind of a row has in it where it is a renewal, kept or lost.
const RENEWALS: &str = "renew, churn, cancel, retention, attrition, verlänger, erneuer, kündig, renouvel, reconduc, résili, renova, rinnov, \
    disdett, verleng, vernieuw, opzeg, 更新, 解約, 継続, 再契約";
/// And where it surely is none.
const OTHERS: &str = "new, upsell, upgrade, cross, expansion, addon, service, other, amend, downgrade, downsell, replacement, training, pilot, \
    proof, onetime, oneoff, implementation, onboarding, consult, hardware, coterm, \
    neu, erweiter, zusatz, ausbau, dienstleistung, nachkauf, sonstig, \
    nouv, additionnel, avenant, prestation, complément, montée en gamme, autre, \
    nuev, ampliaci, cruzada, servicio, otro, adicional, novo, nova, expans, aditivo, serviço, outro, \
    nuov, espansion, aggiuntiv, servizi, altro, nieuw, uitbreiding, dienst, bijkoop, overig, \
    新規, 追加, アップセル, クロスセル, アップグレード, 拡張, 増額, 減額, その他, スポット";
/// A deal with somebody who is a customer: a renewal, or more of the same.
const AMBIGUOUS: &str = "existing, bestand, existant, existente, esistente, bestaand, installedbase, currentcustomer, 既存";

/// Words of a title, whole: a customer may be called `New Line` or `ReNew Power`.
const IN_TITLES: &[(bool, &str)] = &[
    (
        true,
        "renewal, renewals, renewed, renewing, autorenewal, nonrenewal, churn, cancellation, Verlängerung, Vertragsverlängerung, Erneuerung, \
         Kündigung, renouvellement, reconduction, résiliation, renovación, cancelación, renovação, cancelamento, rinnovo, disdetta, \
         verlenging, opzegging",
    ),
    (
        false,
        "upsell, upgrade, expansion, addon, amendment, downgrade, downsell, pilot, poc, crosssell, implementation, onboarding, training, \
         Neugeschäft, Neukunde, Erweiterung, Zusatzlizenzen, Nachkauf, avenant, extension, ampliación, aditivo, expansão, espansione, \
         uitbreiding, upselling, crossselling, coterm",
    ),
];
/// What takes two words to say.
const PAIRS: [&str; 14] = [
    "newbusiness",
    "newlogo",
    "newcustomer",
    "newdeal",
    "newbiz",
    "addon",
    "addons",
    "crosssell",
    "upsell",
    "professionalservices",
    "oneoff",
    "onetime",
    "neuesgeschaft",
    "nouvelleaffaire",
];

/// Pipelines that are for winning customers.
const OF_SALES: &str =
    "sales, acquisition, outbound, inbound, vertrieb, verkauf, akquise, ventes, ventas, vendas, vendite, verkoop, 営業, 受注";

static STEMS: LazyLock<[Vec<String>; 3]> = LazyLock::new(|| [RENEWALS, OTHERS, AMBIGUOUS].map(|stems| split(stems).map(bare).collect()));
static IN_ENGINES: LazyLock<[Vec<&str>; 3]> = LazyLock::new(|| [RENEWALS, OTHERS, AMBIGUOUS].map(|stems| in_engines(split(stems))));
static IN_TITLES_OF_OTHERS: LazyLock<Vec<&str>> =
    LazyLock::new(|| in_engines(IN_TITLES.iter().filter(|(is_renewal, _)| !is_renewal).flat_map(|(_, words)| split(words))));
static SALES_IN_ENGINES: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(split(OF_SALES)));
static TITLES: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::of(IN_TITLES));

/// Whether the kind of a row names renewals; `None` where the word alone does not tell.
pub(crate) fn names_renewal(kind: &str) -> Option<bool> {
    let kind = spelt(kind);
    let speaks_of = |stems: &[String]| stems.iter().any(|stem| kind.contains(stem.as_str()));
    if speaks_of(&STEMS[0]) { Some(true) } else { speaks_of(&STEMS[1]).then_some(false) }
}

/// Whether a kind says only that the deal is with a customer (`Existing Business`): title and pipeline may tell.
pub(crate) fn is_ambiguous_kind(kind: &str) -> bool {
    let spelt = spelt(kind);
    names_renewal(kind).is_none() && STEMS[2].iter().any(|stem| spelt.contains(stem.as_str()))
}

/// As our stems are spelt: `Verlaengerung` has the same one as `Verlängerung`.
fn spelt(kind: &str) -> String {
    bare(kind).replace("verlaenger", "verlanger").replace("kuendig", "kundig")
}

/// Parts of a kind that names renewals, as engines look for them.
pub(crate) fn renewals() -> &'static [&'static str] {
    &IN_ENGINES[0]
}

/// Parts of one that names others.
pub(crate) fn other_kinds() -> &'static [&'static str] {
    &IN_ENGINES[1]
}

/// Parts of one that does not tell.
pub(crate) fn ambiguous_kinds() -> &'static [&'static str] {
    &IN_ENGINES[2]
}

/// Whole words of a title that names others.
pub(crate) fn other_titles() -> &'static [&'static str] {
    &IN_TITLES_OF_OTHERS
}

/// Parts of a pipeline for winning customers.
pub(crate) fn sales() -> &'static [&'static str] {
    &SALES_IN_ENGINES
}

/// Whether a deal's title says that it is a renewal; `None` where it does not tell.
#[allow(dead_code, reason = "read by what tells renewals from other deals")]
pub(crate) fn kind_in_title(title: &str) -> Option<bool> {
    let words: Vec<String> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(bare).collect();
    let mut kinds: Vec<bool> = words.iter().filter_map(|word| TITLES.get(word)).collect();
    kinds.extend(words.windows(2).filter(|pair| PAIRS.contains(&pair.concat().as_str())).map(|_| false));
    // Japanese writes a title without blanks.
    kinds.extend(names_renewal(title).filter(|_| !title.is_ascii() && words.iter().any(|word| is_unspaced(word))));
    if kinds.contains(&true) { Some(true) } else { kinds.first().copied() }
}

fn is_unspaced(word: &str) -> bool {
    word.chars().any(|c| matches!(c, '\u{3040}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}'))
}

/// Whether a pipeline holds renewals; `None` where its name does not tell. One for sales holds other deals where there is one for
/// renewals beside it; a lone one may hold all.
#[allow(dead_code, reason = "read by what tells renewals from other deals")]
pub(crate) fn kind_of_pipeline(pipeline: &str) -> Option<bool> {
    let bare = bare(pipeline);
    names_renewal(pipeline).or_else(|| (!is_ambiguous_kind(pipeline) && split(OF_SALES).any(|word| bare.contains(word))).then_some(false))
}
