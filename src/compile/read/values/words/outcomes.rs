//! How a renewal ended: words, stages, and short phrases of known words.

use std::sync::LazyLock;

use super::flag;
use super::flags::flags;
use super::lexicon::{Lexicon, List, in_engines, split};
use crate::domain::renewal::Outcome;
use crate::domain::text::{self, bare};

const RENEWED: &str = "renewed, won, closed won, renewal, retained, closed renewed, expanded, contracted, downgraded, upgraded, active, \
    renewed late, renewed early, renewed flat, flat, flat renewal, expansion, contraction, partial churn, partially churned, stayed, \
    auto renewed, auto renewal, automatically renewed, downsell, downsold, upsell, upsold, upsell renewal, downgrade, upgrade, continued, \
    kept, saved, extended, won renewal, renewal won, retention, re signed, success, closed success, \
    verlängert, gewonnen, geschlossen gewonnen, abgeschlossen gewonnen, erneuert, Verlängerung, Vertragsverlängerung, gehalten, geblieben, \
    erweitert, reduziert, aktiv, automatisch verlängert, stillschweigend verlängert, fortgesetzt, \
    renouvelé, renouvelée, gagné, gagnée, fermé gagné, fermée gagnée, clos gagné, clôturé gagné, conclu gagné, conservé, conservée, maintenu, \
    prolongé, reconduit, reconduite, tacite reconduction, actif, renouvellement, \
    renovado, renovada, ganado, ganada, cerrado ganado, cerrada ganada, cierre ganado, retenido, retenida, activo, activa, prorrogado, \
    renovación, mantenido, ganho, ganha, fechado ganho, fechado e ganho, retido, retida, mantido, ativo, ativa, renovação, renovou, renovó, \
    rinnovato, rinnovata, vinto, vinta, chiuso vinto, chiusa vinta, rinnovo, attivo, mantenuto, \
    verlengd, gesloten gewonnen, behouden, actief, verlenging, \
    更新, 更新済, 更新済み, 継続, 契約継続, 契約更新, 受注, 成立, 成約, 更新完了, 自動更新, 継続済み, クローズ成立, 有効, 更新あり";

const CHURNED: &str = "churned, churn, lost, closed lost, cancelled, canceled, non renewed, not renewed, non renewal, terminated, expired, \
    closed churned, inactive, lapsed, left, attrited, attrition, did not renew, didn't renew, will not renew, dropped, departed, gone, \
    discontinued, full churn, fully churned, logo churn, complete churn, cancellation, termination, lost to competitor, defected, \
    no renewal, closed lost no decision, not retained, offboarded, exited, \
    gekündigt, verloren, geschlossen verloren, abgeschlossen verloren, nicht verlängert, abgewandert, Kündigung, ausgelaufen, abgelaufen, \
    beendet, storniert, inaktiv, abgesprungen, ausgetreten, \
    résilié, résiliée, perdu, perdue, fermé perdu, fermée perdue, clos perdu, clôturé perdu, conclu perdu, non renouvelé, non renouvelée, \
    résiliation, annulé, annulée, expiré, expirée, parti, partie, inactif, désabonné, \
    cancelado, cancelada, perdido, perdida, cerrado perdido, cerrada perdida, cierre perdido, no renovado, no renovada, baja, dado de baja, \
    de baja, expirado, inactivo, inactiva, rescindido, rescindida, cancelación, no renueva, no renovó, \
    fechado perdido, fechado e perdido, não renovado, não renovada, não renovou, inativo, inativa, cancelamento, \
    perso, persa, chiuso perso, chiusa persa, disdetto, disdetta, non rinnovato, non rinnovata, cancellato, annullato, scaduto, cessato, \
    inattivo, gesloten verloren, opgezegd, niet verlengd, geannuleerd, beëindigd, verlopen, inactief, opzegging, \
    解約, 解約済, 解約済み, 失注, 不成立, クローズ不成立, 退会, 離脱, 更新せず, 不更新, 非更新, 契約終了, キャンセル, チャーン, 更新なし, \
    期限切れ, 無効, 非継続, 継続せず";

const OPEN: &str = "open, pending, in progress, not started, negotiation, proposal, upcoming, at risk, undecided, tbd, to be decided, \
    to be determined, in negotiation, negotiating, negotiation review, qualification, prospecting, proposal price quote, value proposition, \
    needs analysis, perception analysis, id decision makers, quote sent, contract sent, proposal sent, verbal, verbal commitment, \
    awaiting signature, awaiting decision, under review, in review, discovery, not due, not yet due, outreach, scheduled, \
    appointment scheduled, qualified to buy, presentation scheduled, decision maker bought in, renewal in progress, renewal pending, \
    offen, ausstehend, in Bearbeitung, in Arbeit, in Verhandlung, Verhandlung, noch offen, unentschieden, in Prüfung, gefährdet, anstehend, \
    en cours, ouvert, ouverte, en attente, à venir, en négociation, négociation, indécis, à risque, à renouveler, à décider, \
    abierto, abierta, pendiente, en curso, en proceso, en negociación, negociación, por decidir, en riesgo, por renovar, \
    aberto, aberta, em aberto, pendente, em andamento, em negociação, negociação, a decidir, em risco, a renovar, \
    aperto, aperta, in corso, in attesa, in trattativa, trattativa, da decidere, da rinnovare, a rischio, \
    in behandeling, in onderhandeling, onderhandeling, nog open, in afwachting, \
    未定, 進行中, 商談中, 交渉中, 検討中, 対応中, 未対応, オープン, 更新待ち, 提案中, 未決定, 確認中, 更新予定";

/// Words for a renewed customer that tell how things stand, and not what was decided.
const STATES: &str =
    "active, aktiv, actif, activo, activa, ativo, ativa, attivo, actief, 有効, live, current, stayed, in force, 契約中, 利用中";

static OUTCOMES: LazyLock<Lexicon<Outcome>> =
    LazyLock::new(|| Lexicon::of(&[(Outcome::Renewed, RENEWED), (Outcome::Churned, CHURNED), (Outcome::Open, OPEN)]));
static STANDING: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[((), STATES)]));
static DECIDED: LazyLock<[Vec<&str>; 2]> = LazyLock::new(|| {
    let flagged = |wanted| flags().filter(move |(_, yes)| *yes == wanted).map(|(word, _)| word);
    [in_engines(split(RENEWED).chain(flagged(true))), in_engines(split(CHURNED).chain(flagged(false)))]
});
static STANDING_IN_ENGINES: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(split(STATES)));

/// What one word of a phrase adds to it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Renewed,
    Churned,
    /// What it is about, which alone is no end of it.
    Renewal,
    Loss,
    /// A larger or smaller renewal.
    Change,
    Partial,
    Open,
    Not,
    Beside,
}

const PARTS: &[List<Part>] = &[
    (
        Part::Renewed,
        "renewed, won, retained, stayed, kept, extended, verlängert, gewonnen, renouvelé, renouvelée, gagné, gagnée, renovado, renovada, \
         ganado, ganada, ganho, ganha, rinnovato, rinnovata, vinto, vinta, verlengd",
    ),
    (
        Part::Churned,
        "churned, lost, cancelled, canceled, terminated, expired, lapsed, gekündigt, verloren, abgelaufen, résilié, résiliée, perdu, perdue, \
         annulé, annulée, cancelado, cancelada, perdido, perdida, rescindido, perso, persa, disdetto, opgezegd, geannuleerd",
    ),
    (
        Part::Renewal,
        "renewal, renewals, renew, renewing, retention, verlängerung, renouvellement, renovación, renovação, rinnovo, verlenging",
    ),
    (Part::Loss, "churn, cancellation, termination, kündigung, résiliation, cancelación, cancelamento, disdetta, opzegging"),
    (
        Part::Change,
        "flat, expansion, contraction, upsell, downsell, upgrade, downgrade, uplift, expanded, contracted, downgraded, upgraded, increase, \
         decrease, erweitert, reduziert, erweiterung, reduzierung, extension, ampliación, reducción, expansão, redução",
    ),
    (Part::Partial, "partial, partially, teilweise, teil, partiel, partielle, parcial, parziale, gedeeltelijk"),
    (
        Part::Open,
        "open, pending, risk, likely, progress, upcoming, negotiation, negotiating, proposal, review, forecast, expected, awaiting, \
         undecided, scheduled, offen, ausstehend, attente, risque, pendiente, riesgo, pendente, risco, attesa, rischio, due",
    ),
    (Part::Not, "not, non, no, nicht, kein, keine, ne, pas, não, niet, geen, never"),
    (
        Part::Beside,
        "closed, close, deal, customer, account, contract, opportunity, with, and, at, to, of, the, in, early, late, on, time, auto, \
         automatically, full, fully, total, logo, status, competitor, competition, price, pricing, budget, by, due to, geschlossen, \
         abgeschlossen, und, mit, fermé, fermée, clos, clôturé, et, avec, cerrado, cerrada, cierre, y, con, fechado, fechada, e, com, \
         chiuso, chiusa, gesloten, stage",
    ),
];

static PHRASES: LazyLock<Lexicon<Part>> = LazyLock::new(|| Lexicon::of(PARTS));

/// Whether a word for a renewed customer tells how things stand, and not what was decided.
pub(crate) fn is_state(outcome: &str) -> bool {
    STANDING.get(&bare(outcome)).is_some()
}

/// Words for a renewed customer, and for a lost one, as engines compare them.
pub(crate) fn decided() -> [&'static [&'static str]; 2] {
    [&DECIDED[0], &DECIDED[1]]
}

/// Words that tell how things stand.
pub(crate) fn standing() -> &'static [&'static str] {
    &STANDING_IN_ENGINES
}

/// Words that tell of a loss.
pub(crate) fn churned() -> impl Iterator<Item = &'static str> {
    split(CHURNED)
}

/// The outcome that a word or a stage means; `None` when nobody can tell.
pub(crate) fn outcome(raw: &str) -> Option<Outcome> {
    let flagged = || flag(raw).map(|renewed| if renewed { Outcome::Renewed } else { Outcome::Churned });
    listed(raw).or_else(flagged).or_else(|| phrase(raw)).or_else(|| with_detail(raw))
}

/// The outcome of a word that is listed as it stands.
pub(crate) fn listed(raw: &str) -> Option<Outcome> {
    OUTCOMES.get(&bare(raw))
}

/// The outcome that several words tell together, all of which are known: `Closed Won - Renewed Flat`.
fn phrase(raw: &str) -> Option<Outcome> {
    let mut parts: Vec<Part> = Vec::new();
    for word in text::line_of(raw).split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        if !word.bytes().all(|byte| byte.is_ascii_digit()) {
            parts.push(PHRASES.get(&bare(word))?);
        }
    }
    let has = |part| parts.contains(&part);
    let is_decided = has(Part::Renewed) || has(Part::Churned);
    let goes_on = has(Part::Renewed) || has(Part::Renewal);
    match () {
        () if has(Part::Open) => (!is_decided).then_some(Outcome::Open),
        () if has(Part::Partial) => (has(Part::Churned) || has(Part::Loss) || goes_on).then_some(Outcome::Renewed),
        () if has(Part::Not) => (goes_on && !has(Part::Churned) && !has(Part::Loss)).then_some(Outcome::Churned),
        () if has(Part::Churned) => (!has(Part::Renewed)).then_some(Outcome::Churned),
        () if has(Part::Renewed) => (!has(Part::Loss)).then_some(Outcome::Renewed),
        () if has(Part::Loss) => (!goes_on && !has(Part::Change)).then_some(Outcome::Churned),
        () => (has(Part::Renewal) || has(Part::Change)).then_some(Outcome::Renewed),
    }
}

/// An outcome with a reason or a remark behind a dash, a colon or in brackets, that says nothing else of it: `Lost - champion left`.
fn with_detail(raw: &str) -> Option<Outcome> {
    const MARKS: [&str; 5] = [" - ", " – ", " — ", ": ", " ("];
    let (head, detail) = MARKS.iter().find_map(|mark| raw.split_once(mark))?;
    let told = listed(head)?;
    let words = || detail.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let turns = |word: &str| matches!(PHRASES.get(&bare(word)), Some(Part::Open | Part::Not | Part::Partial));
    let says_another = words().any(|word| turns(word) || listed(word).is_some_and(|other| other != told));
    (!says_another && listed(detail).or_else(|| phrase(detail)).is_none_or(|other| other == told)).then_some(told)
}

/// Each outcome with its words, bare.
#[cfg(test)]
pub(crate) fn lists() -> [(Outcome, Vec<String>); 3] {
    [(Outcome::Renewed, RENEWED), (Outcome::Churned, CHURNED), (Outcome::Open, OPEN)]
        .map(|(outcome, words)| (outcome, split(words).map(bare).collect()))
}
