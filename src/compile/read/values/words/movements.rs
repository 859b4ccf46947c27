//! What kind of change moves ARR up or down.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, in_engines, split};
use crate::domain::text::bare;

const DOWN: &str = "churn, churned, contraction, contracted, downgrade, downgraded, downsell, cancellation, cancelled, canceled, lost, \
    decrease, decreased, partial churn, full churn, lost business, reduction, down sell, shrinkage, price decrease, customer churn, \
    lost customer, canceled subscription, termination, \
    step down, seats removed, cut, reduced, shrink, discontinued, Storno, Stornierung, Kürzung, Minderung, Reduktion, Verkleinerung, \
    uppsägning, minskning, opsigelse, reduktion, nedgradering, \
    Kündigung, Abgang, Reduzierung, Verringerung, Verlust, Abwanderung, Rückgang, Schrumpfung, \
    résiliation, diminution, baisse, réduction, perte, départ, \
    baja, cancelación, reducción, disminución, contracción, pérdida, abandono, \
    cancelamento, redução, contração, perda, diminuição, \
    disdetta, riduzione, contrazione, perdita, opzegging, krimp, verlaging, daling, \
    解約, 減額, ダウングレード, ダウンセル, 縮小, 減少, チャーン, 離脱";
const UP: &str = "new, new business, new biz, new customer, new logo, expansion, expanded, upgrade, upgraded, upsell, cross sell, \
    reactivation, reactivated, resurrected, increase, increased, winback, win back, price increase, add on, new subscription, uplift, \
    signup, sign up, step up, seats added, rollover, price uplift, uppgradering, utökning, nytt, ny kund, \
    Neugeschäft, Neukunde, neu, Erweiterung, Ausbau, Reaktivierung, Erhöhung, Zuwachs, Neuabschluss, Wiedergewinnung, \
    nouveau, nouvelle, nouveau client, nouvelle affaire, augmentation, réactivation, hausse, \
    nuevo, nueva, nuevo cliente, alta, ampliación, expansión, reactivación, aumento, \
    novo, nova, novo cliente, expansão, reativação, ampliação, \
    nuovo, nuova, nuovo cliente, espansione, riattivazione, nieuw, nieuwe klant, uitbreiding, heractivering, verhoging, \
    新規, 拡大, 増額, アップグレード, アップセル, クロスセル, 再開, 復活, 追加, 拡張";

static MOVES: LazyLock<Lexicon<bool>> = LazyLock::new(|| Lexicon::of(&[(true, DOWN), (false, UP)]));
static LOSSES: LazyLock<Vec<&str>> = LazyLock::new(|| in_engines(split(DOWN)));

/// Whether a kind of change takes ARR away; `None` for a word that names no change.
pub(crate) fn moves_down(kind: &str) -> Option<bool> {
    MOVES.get(&bare(kind))
}

/// What kind of change takes ARR away, as engines compare it.
pub(crate) fn losses() -> &'static [&'static str] {
    &LOSSES
}
