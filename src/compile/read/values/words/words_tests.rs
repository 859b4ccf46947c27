//! Words of systems and languages.

use super::*;
use crate::compile::read::columns::{Paid, Period};
use crate::domain::renewal::{Outcome, Risk};

fn all<T: Copy + std::fmt::Debug + PartialEq>(read: impl Fn(&str) -> T, expected: T, words: &[&str]) {
    let wrong: Vec<_> = words.iter().map(|word| (word, read(word))).filter(|(_, read)| *read != expected).collect();
    assert!(wrong.is_empty(), "not {expected:?}: {wrong:?}");
}

#[test]
fn outcomes_of_systems_and_languages() {
    let renewed =
        ["Closed Won", "closedwon", "TRUE", "Renewed Flat", "Expansion", "Contraction", "Partial churn", "Stayed", "Auto-renewed"];
    all(outcome, Some(Outcome::Renewed), &renewed);
    all(
        outcome,
        Some(Outcome::Renewed),
        &["Geschlossen/Gewonnen", "Verlaengert", "VERLÄNGERT", "Fermé gagné", "Cerrada ganada", "更新済み", "継続"],
    );
    all(outcome, Some(Outcome::Churned), &["closed-lost", "Lapsed", "Non-renewed", "gekuendigt", "Résilié", "Cancelado", "解約", "Perdu"]);
    all(outcome, Some(Outcome::Open), &["In progress", "Offen", "en cours", "未定", "Negotiation/Review", "presentationscheduled"]);
    all(outcome, None, &["Tuesday", "", "closed", "Lost in translation"]);
}

#[test]
fn short_phrases_of_known_words_are_understood() {
    all(
        outcome,
        Some(Outcome::Renewed),
        &["Closed Won - Renewed Flat", "7 - Won (upsell)", "Renewal with expansion", "Renewed, partial churn"],
    );
    all(outcome, Some(Outcome::Churned), &["Lost to competition", "Closed - Cancelled", "Contract not renewed", "Renewal lost"]);
    all(outcome, Some(Outcome::Open), &["Renewal: at risk", "Likely churn", "Pending renewal review"]);
    all(
        outcome,
        None,
        &["Won and lost", "Renewed - pending", "No expansion", "Renewal lost and won", "Cancellation cancelled", "Not expanded"],
    );
}

#[test]
fn what_did_not_come_about_is_the_other_thing() {
    let kept = [
        "Churn averted",
        "Not cancelled",
        "Not churned",
        "Cancellation withdrawn",
        "Kündigung zurückgezogen",
        "nicht gekündigt",
        "No canceló",
        "Baja anulada",
        "Résiliation évitée",
        "Disdetta ritirata",
    ];
    all(outcome, Some(Outcome::Renewed), &kept);
    all(outcome, Some(Outcome::Churned), &["Renewal declined", "Renewal withdrawn", "Did not renew", "nicht verlängert", "No renovó"]);
    all(tells_standing, true, &["Not cancelled", "nicht gekündigt"]);
    all(tells_standing, false, &["Churn averted", "Renewed", "Not renewed"]);
}

#[test]
fn a_loss_may_say_to_whom() {
    all(outcome, Some(Outcome::Churned), &["Lost to Zendesk", "Churned to SAP Ariba", "Verloren an Haufe"]);
    all(outcome, None, &["Lost to Renewal Ltd", "Lost to follow", "Won by Zendesk", "Moved to Zendesk"]);
}

#[test]
fn an_amount_may_be_told_by_the_one_before() {
    all(says_unchanged, true, &["same", "Unchanged", "unverändert", "No change", "変更なし", "sin cambios"]);
    all(says_unchanged, false, &["", "0", "lost", "12,000"]);
}

#[test]
fn what_stands_behind_a_dash_is_a_remark_unless_it_says_something_else_of_the_outcome() {
    all(outcome, Some(Outcome::Churned), &["Lost - champion left", "Churned: moved to an own build", "Verloren (Umzug nach Wien)"]);
    all(outcome, Some(Outcome::Renewed), &["Renewed – by the new sponsor", "Won - three sites"]);
    all(outcome, None, &["Renewed - not signed yet", "Won (partial, Vienna)", "Lost - won back in May", "Tuesday - lost"]);
}

#[test]
fn states_of_systems_and_languages() {
    all(state, Some(State::Active), &["active", "past_due", "unpaid", "non_renewing", "Actif", "契約中", "renewed", "yes", "Stayed"]);
    all(state, Some(State::Paused), &["paused", "On hold", "Suspended", "pausiert", "一時停止"]);
    all(state, Some(State::Trial), &["trialing", "in_trial", "incomplete", "incomplete_expired", "future", "Testphase", "トライアル"]);
    all(
        state,
        Some(State::Gone),
        &["canceled", "cancelled", "expired", "churned", "inactive", "Gekündigt", "résilié", "no", "Former customer"],
    );
    all(state, None, &["Tuesday", "Negotiation"]);
}

#[test]
fn kinds_of_deals() {
    let renewals =
        ["Renewal", "Renewal + Upsell", "Churn", "Cancellation", "Vertragsverlängerung", "Verlaengerung", "Renouvellement", "更新"];
    all(names_renewal, Some(true), &renewals);
    let others = ["New Business", "newbusiness", "Upsell", "Amendment", "Existing Customer - Upgrade", "Existing Customer - Replacement"];
    all(names_renewal, Some(false), &others);
    all(names_renewal, Some(false), &["Existing Customer - Downgrade", "Neugeschäft", "Nouvelle affaire", "Servicio", "新規"]);
    all(names_renewal, None, &["existingbusiness", "Rahmenvertrag", ""]);
    all(is_ambiguous_kind, true, &["existingbusiness", "Existing Business", "Bestandsgeschäft", "既存"]);
    all(is_ambiguous_kind, false, &["Existing Customer - Upgrade", "Renewal existing", "Rahmenvertrag", ""]);
}

#[test]
fn titles_and_pipelines() {
    all(
        kind_in_title,
        Some(true),
        &["Abelia - Renewal 2026", "New Relic | renewal", "Rinnovo Ginestra", "Abelia 更新 2026", "Acme renewal + upsell"],
    );
    all(kind_in_title, Some(false), &["Abelia - Upsell", "Acme add-on", "Acme: New Business", "アベリア新規"]);
    all(kind_in_title, None, &["Abelia", "ReNew Power", "New Line Ltd", "Newcastle 2026", "Otherside"]);
    all(kind_of_pipeline, Some(true), &["Renewal Pipeline", "Renewals", "Verlängerungen"]);
    all(kind_of_pipeline, Some(false), &["Sales Pipeline", "New Business", "Neukunden", "Vertrieb"]);
    all(kind_of_pipeline, None, &["default", "Bestandskunden", "Customer success"]);
}

#[test]
fn periods_flags_and_risks() {
    all(period, Paid::of(1, Period::Month), &["month", "Monthly", "monatlich", "mensuel", "1 Month", "毎月"]);
    all(period, Paid::of(1, Period::Quarter), &["quarterly", "trimestriel"]);
    all(period, Paid::of(1, Period::Year), &["Annual", "year", "jährlich", "jaehrlich", "par an"]);
    all(flag, Some(true), &["Yes", "ja", "Oui", "Sí", "はい", "✓", "VRAI"]);
    all(flag, Some(false), &["0", "nein", "NON", "não", "いいえ", "falsch"]);
    all(flag, None, &["maybe", ""]);
    assert_eq!((risk("RED"), risk(" amber "), risk("élevé"), risk("?")), (Some(Risk::High), Some(Risk::Medium), Some(Risk::High), None));
}

#[test]
fn movements_of_languages() {
    all(moves_down, Some(true), &["Contraction", "Kündigung", "résiliation", "減額", "partial churn"]);
    all(moves_down, Some(false), &["new", "Neugeschäft", "Réactivation", "新規"]);
    all(moves_down, None, &["renewal", "Tuesday"]);
}

/// Engines compare with their lists what they fold themselves: each word of a list has to mean here what the list says.
#[test]
fn lists_for_engines_say_what_is_read_here() {
    for word in gone() {
        assert_eq!(state(word), Some(State::Gone), "{word}");
    }
    for word in losses() {
        assert_eq!(moves_down(word), Some(true), "{word}");
    }
    for word in decided().concat() {
        assert!(matches!(outcome(word), Some(Outcome::Renewed | Outcome::Churned)), "{word}");
    }
    for stem in renewals() {
        assert_eq!(names_renewal(stem), Some(true), "{stem}");
    }
    for stem in other_kinds() {
        assert_eq!(names_renewal(stem), Some(false), "{stem}");
    }
    for word in gone().iter().chain(losses()).copied().chain(decided().concat()).chain(renewals().iter().copied()) {
        assert!(!word.contains(['\'', '%', '_']), "{word} cannot stand in a query as it is");
    }
}

#[test]
fn no_word_stands_in_two_lists_of_outcomes() {
    let lists = outcomes::lists();
    for (at, (one, words)) in lists.iter().enumerate() {
        for (other, others) in &lists[at + 1..] {
            let both: Vec<_> = words.iter().filter(|word| others.contains(word)).collect();
            assert!(both.is_empty(), "{both:?} mean {one:?} and {other:?}");
        }
    }
}
