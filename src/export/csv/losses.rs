//! The accounts that were lost or shrank, a line each.

use super::table;
use crate::analysis::findings::LostAccount;
use crate::domain::money::Money;
use crate::domain::reason::ReasonCode;
use crate::telling::watch::sign;

const HEAD: [&str; 19] = [
    "account_id",
    "account",
    "became",
    "early_termination",
    "due",
    "arr_before",
    "arr_after",
    "arr_lost",
    "still_open",
    "reasons",
    "reason_sources",
    "competitors",
    "owners",
    "visible_before",
    "visible_since",
    "lead_days",
    "signs_that_hold",
    "other_signs",
    "renewals",
];

/// All of them, most ARR lost first; `None` when there is none.
pub(crate) fn lost_accounts(accounts: &[LostAccount]) -> Option<Vec<u8>> {
    (!accounts.is_empty()).then(|| table(&HEAD, accounts.iter().map(line)))
}

fn line(account: &LostAccount) -> Vec<String> {
    let money = |amount: Option<Money>| told(amount);
    let signs = |holds: bool| {
        let of = account.signs.iter().filter(|sign| sign.holds == holds);
        joined(of, sign)
    };
    vec![
        account.account_id.to_string(),
        account.account.to_string(),
        account.fate.label().into(),
        yes_or_no(account.early_termination),
        account.due.to_string(),
        money(account.before),
        money(account.after),
        money(account.lost),
        account.open.to_string(),
        joined(&account.reasons, ReasonCode::to_string),
        joined(&account.reason_sources, |voice| voice.key().to_owned()),
        joined(&account.competitors, ToString::to_string),
        joined(&account.owners, ToString::to_string),
        account.visible.map(yes_or_no).unwrap_or_default(),
        told(account.visible_since),
        told(account.lead_days),
        signs(true),
        signs(false),
        joined(&account.renewals, ToString::to_string),
    ]
}

/// Empty where it is not known.
fn told(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn yes_or_no(is_so: bool) -> String {
    if is_so { "yes" } else { "no" }.to_owned()
}

fn joined<T>(all: impl IntoIterator<Item = T>, say: impl Fn(T) -> String) -> String {
    all.into_iter().map(say).collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::findings::Fate;
    use crate::analysis::findings::SeenSign;

    #[test]
    fn each_account_is_a_line_and_what_is_not_known_is_empty() {
        let sign = |brief: &str, holds| SeenSign { brief: brief.into(), since: "2026-06-01".parse().ok(), holds, ..SeenSign::default() };
        let account = LostAccount {
            account_id: "A-1".into(),
            account: "=Alder, Inc".into(),
            fate: Fate::Shrank,
            due: "2026-08-01".parse().unwrap(),
            before: Some(Money::units(100)),
            reasons: ReasonCode::read("budget").into_iter().collect(),
            signs: vec![sign("the champion left", true), sign("many tickets", false)],
            visible: Some(true),
            ..LostAccount::default()
        };
        let bytes = lost_accounts(&[account]).unwrap();
        let mut reader = csv::Reader::from_reader(&bytes[..]);
        let row: std::collections::BTreeMap<String, String> = reader.deserialize().next().unwrap().unwrap();
        let get = |name: &str| row[name].as_str();
        assert_eq!((get("account"), get("became"), get("arr_before"), get("arr_lost")), ("'=Alder, Inc", "shrank", "100.00", ""));
        assert_eq!((get("reasons"), get("visible_before"), get("lead_days")), ("pricing.budget", "yes", ""));
        assert_eq!(
            (get("signs_that_hold"), get("other_signs")),
            ("the champion left (since 2026-06-01)", "many tickets (since 2026-06-01)")
        );
        assert_eq!(lost_accounts(&[]), None);
    }
}
