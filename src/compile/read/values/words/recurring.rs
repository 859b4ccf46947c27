//! What a row of contracts says of whether its amount comes again.

use std::sync::LazyLock;

use super::flags::{flag, flagged};
use super::lexicon::{Lexicon, in_engines, split};
use crate::domain::text::bare;

const ONCE: &str = "one off, one time, once, otc, nrc, one time charge, one off charge, one time fee, non recurring, not recurring, single, nonrecurring revenue, nrr charge, \
    einmalig, Einmalzahlung, einmalige Leistung, ponctuel, ponctuelle, non récurrent, único, única, puntual, no recurrente, \
    não recorrente, una tantum, non ricorrente, eenmalig, 一時, 一回, 単発, 初期費用";
const AGAIN: &str = "recurring, rc, mrc, arc, recurring fee, subscription fee, subscription, recurring revenue, licence, license, saas, recurring charge, \
    wiederkehrend, Abo, Abonnement, Lizenz, récurrent, récurrente, abonnement, licence, recurrente, suscripción, licencia, recorrente, \
    assinatura, licença, ricorrente, abbonamento, licenza, terugkerend, licentie, 継続, 定期, サブスクリプション, ライセンス";
/// They come once as a rule; whether they count, only a person can say.
const HARDLY: &str = "services, service, professional services, consulting, implementation, onboarding, setup, set up, setup fee, training, \
    hardware, usage, overage, credit, credit note, credit memo, refund, adjustment, correction, reimbursement, discount, tax, shipping, \
    Dienstleistung, Dienstleistungen, Beratung, Einrichtung, Schulung, Gutschrift, Rückerstattung, Korrektur, \
    prestation, prestations, mise en service, formation, avoir, remboursement, conseil, \
    servicios, implantación, formación, abono, nota de crédito, reembolso, consultoría, \
    serviços, implantação, treinamento, estorno, consultoria, servizi, formazione, nota di credito, rimborso, consulenza, \
    diensten, implementatie, opleiding, creditnota, creditfactuur, terugbetaling, サービス, 導入支援, 返金, クレジット, 研修";

static WORDS: LazyLock<Lexicon<Option<bool>>> = LazyLock::new(|| Lexicon::of(&[(Some(false), ONCE), (Some(true), AGAIN), (None, HARDLY)]));
static IN_ENGINES: LazyLock<Vec<&str>> =
    LazyLock::new(|| in_engines(split(ONCE)).into_iter().chain(flagged(false).iter().copied()).collect());

/// Whether it comes again, where the word alone tells it.
pub(crate) fn recurs(raw: &str) -> Option<bool> {
    WORDS.get(&bare(raw)).flatten().or_else(|| flag(raw))
}

/// Whether the word names something that hardly comes again.
pub(crate) fn hardly_recurs(raw: &str) -> bool {
    let says = |words: &str| WORDS.get(&bare(words)).is_some_and(|told| told != Some(true));
    let parts = || raw.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
    // `Implementation services` names a thing; a sentence that has such a word in it does not.
    says(raw) || WORDS.get(&bare(raw)).is_none() && parts().count() <= 3 && parts().any(says)
}

/// Whether the word says anything of it.
pub(crate) fn is_of_recurring(raw: &str) -> bool {
    WORDS.get(&bare(raw)).is_some() || flag(raw).is_some()
}

/// What comes once, as engines compare it.
pub(crate) fn once() -> &'static [&'static str] {
    &IN_ENGINES
}
