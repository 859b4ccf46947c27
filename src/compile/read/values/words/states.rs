//! How a customer or a subscription stands.

use std::sync::LazyLock;

use super::flags::{flag, flags};
use super::lexicon::{Lexicon, List, in_engines, split};
use super::outcomes;
use crate::domain::renewal::Outcome;
use crate::domain::text::bare;

/// How a customer or a subscription stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) enum State {
    #[default]
    /// A contract is in force, paid or not, ending or not.
    Active,
    /// In force no more and not ended: neither renewed nor lost yet.
    Paused,
    /// Nobody's contract yet: on trial, not begun, never completed.
    Trial,
    Gone,
}

const ACTIVE: &str = "active, live, current, in force, running, past due, unpaid, overdue, non renewing, not renewing, pending cancellation, \
    pending cancel, pending cancelation, canceling, cancelling, cancels at period end, cancel at period end, scheduled to cancel, \
    set to cancel, cancellation scheduled, notice given, in notice, dunning, in dunning, grace, grace period, in grace period, \
    soft failure, assessing, joined, stayed, subscribed, paying, customer, client, activated, in good standing, at risk, open, adopted, \
    onboarding, onboarded, implementation, awaiting payment, payment failed, delinquent, \
    laufend, läuft, ungekündigt, in Kraft, Kunde, Bestandskunde, überfällig, gefährdet, \
    en cours, en vigueur, en retard, impayé, vigente, al día, en vigor, moroso, em dia, em vigor, inadimplente, em atraso, \
    in vigore, in corso, lopend, klant, 契約中, 利用中, アクティブ, 継続中, 稼働中, 更新予定, 解約予定, 未払い";

const PAUSED: &str = "paused, on hold, suspended, hold, frozen, in pause, temporarily suspended, \
    pausiert, ruhend, ruht, ausgesetzt, in Pause, en pause, suspendu, suspendue, gelé, pausado, pausada, suspendido, suspendida, en pausa, \
    congelado, suspenso, suspensa, em pausa, trancado, in pausa, sospeso, sospesa, gepauzeerd, opgeschort, \
    一時停止, 一時停止中, 休止, 休止中, 停止中, 休会, 休会中";

const TRIAL: &str = "trial, trialing, trialling, in trial, on trial, trialist, free trial, incomplete, incomplete expired, future, \
    pending activation, pending acceptance, pending start, draft, not started, not yet started, upcoming, scheduled, lead, prospect, \
    trial ended, trial expired, expired trial, pilot, poc, proof of concept, awaiting signup, evaluation, signed up, \
    Testphase, Test, Testkunde, Probezeit, Probephase, zukünftig, Interessent, noch nicht gestartet, Entwurf, \
    en essai, essai, période d'essai, essai gratuit, futur, brouillon, en prueba, prueba, periodo de prueba, prueba gratuita, futuro, borrador, \
    em teste, teste, período de teste, teste grátis, rascunho, in prova, prova, prova gratuita, proef, proefperiode, \
    トライアル, トライアル中, 試用, 試用中, お試し, 無料トライアル, 体験中, 見込み客, 見込客, 未開始, 利用開始前, 契約前";

const GONE: &str = "ended, dead, deleted, deactivated, disabled, archived, former, former customer, ex customer, past customer, written off, \
    unsubscribed, closed cancelled, closed canceled, churned out, revoked, refunded, \
    ehemalig, ehemaliger Kunde, Altkunde, deaktiviert, ancien client, désactivé, ex cliente, cliente perdido, desactivado, desativado, \
    disattivato, ex klant, gedeactiveerd, 利用終了, 退会済み, 退会済, 終了済み";

static STATES: LazyLock<Lexicon<State>> = LazyLock::new(|| Lexicon::of(LISTS));
const LISTS: &[List<State>] = &[(State::Paused, PAUSED), (State::Trial, TRIAL), (State::Gone, GONE), (State::Active, ACTIVE)];

static ALL_GONE: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let words = split(GONE).chain(outcomes::churned()).chain(flags().map(|(word, _)| word));
    in_engines(words.filter(|word| state(word) == Some(State::Gone)))
});
static ALL_PAUSED: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(split(PAUSED)));
static ALL_TRIAL: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(split(TRIAL)));

/// The state that a word means; `None` when nobody can tell. Who renewed is there, who churned is not, and a plain yes or no says
/// whether a customer is there.
pub(crate) fn state(raw: &str) -> Option<State> {
    let of_outcome = || match outcomes::listed(raw)? {
        Outcome::Renewed => Some(State::Active),
        Outcome::Churned => Some(State::Gone),
        Outcome::Open => None,
    };
    let flagged = || flag(raw).map(|is_there| if is_there { State::Active } else { State::Gone });
    STATES.get(&bare(raw)).or_else(of_outcome).or_else(flagged)
}

/// Words that say how a subscription stands, and of a renewal nothing: both are said of a loss by some, so each speaks for neither.
const ENDS: &str = "inactive, canceled, cancelled, expired, terminated";

static ENDED: LazyLock<Lexicon<()>> = LazyLock::new(|| Lexicon::of(&[((), ENDS)]));

/// Whether a word names a state of a subscription and no decision about a renewal.
pub(crate) fn names_state_only(word: &str) -> bool {
    let word = bare(word);
    STATES.get(&word).is_some() || ENDED.get(&word).is_some()
}

/// Words for a customer who is gone, as engines compare them.
pub(crate) fn gone() -> &'static [&'static str] {
    &ALL_GONE
}

/// Words for one who is paused.
pub(crate) fn paused() -> &'static [&'static str] {
    &ALL_PAUSED
}

/// Words for one who is none yet.
pub(crate) fn on_trial() -> &'static [&'static str] {
    &ALL_TRIAL
}
