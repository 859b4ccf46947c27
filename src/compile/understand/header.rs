//! Column names taken apart: what they name, and what they tell about currency and unit.

use crate::compile::read::columns::Period;
use crate::domain::text::fold;

const CURRENCIES: [&str; 17] =
    ["usd", "eur", "gbp", "chf", "jpy", "aud", "cad", "nzd", "sek", "nok", "dkk", "pln", "inr", "brl", "sgd", "zar", "cny"];

/// What is left of a name when currency, unit and the marks of a system are taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Heading {
    /// Folded, for comparing with aliases.
    pub core: String,
    /// Upper case, where the name tells it (`arr_usd`).
    pub currency: Option<String>,
    pub cents: bool,
    pub percent: bool,
    /// What its amounts cover.
    pub period: Option<Period>,
}

impl Heading {
    pub fn of(name: &str) -> Self {
        let mut heading = Self { percent: name.contains('%'), ..Self::default() };
        let lower = name.to_lowercase();
        let plain = lower.strip_suffix("__c").or_else(|| lower.strip_suffix("__r")).unwrap_or(&lower);
        for word in plain.split(|c: char| !c.is_alphanumeric() && !"€$£".contains(c)).filter(|word| !word.is_empty()) {
            match word {
                "properties" | "fields" | "attributes" if heading.core.is_empty() && !is_record_kind(name) => {}
                "cents" | "minor" => heading.cents = true,
                "in" | "of" => {}
                "€" => heading.currency = Some("EUR".to_owned()),
                "$" => heading.currency = Some("USD".to_owned()),
                "£" => heading.currency = Some("GBP".to_owned()),
                code if CURRENCIES.contains(&code) => heading.currency = Some(code.to_uppercase()),
                "pct" | "percent" | "percentage" => heading.percent = true,
                other => heading.core.push_str(&fold(other)),
            }
        }
        heading
    }
}

/// What Salesforce's answers say of each record beside its fields: the object it is of, not the type of a deal.
fn is_record_kind(name: &str) -> bool {
    matches!(name, "attributes.type" | "attributes.url")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_several_systems_come_down_to_their_core() {
        let core = |name| Heading::of(name).core;
        assert_eq!(core("Loss_Reason__c"), "lossreason");
        assert_eq!(core("Account.Name"), "accountname");
        assert_eq!(core("Canceled At (UTC)"), "canceledatutc");
        assert_eq!(core("properties.closedate"), "closedate");
        assert_eq!(core(" Company ID "), "companyid");
        assert_eq!((core("attributes.type"), core("attributes.amount")), ("attributestype".into(), "amount".into()));
        let arr = Heading::of("arr_usd");
        assert_eq!((arr.core.as_str(), arr.currency.as_deref()), ("arr", Some("USD")));
        let mrr = Heading::of("MRR (in cents)");
        assert_eq!((mrr.core.as_str(), mrr.cents), ("mrr", true));
        assert!(Heading::of("Probability (%)").percent);
    }
}
