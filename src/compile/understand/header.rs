//! Column names taken apart: what they name, and what they tell about currency, unit, period and side.

mod currencies;
mod split;
mod telling;

use crate::compile::read::columns::Period;
use crate::domain::text::bare;

/// Which of two amounts a heading names: what was before a renewal, or what came after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    Before,
    After,
}

/// What is left of a name when currency, unit and the marks of a system are taken off.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Heading {
    /// Without case and accents, for comparing with aliases.
    pub core: String,
    /// The core without the words that tell period and side: `amount` of `Monthly amount (old)`. The same where there are none.
    pub plain: String,
    /// What follows the name of an object: `currenttermend` of `subscriptions.current_term_end`.
    pub tail: Option<String>,
    /// Upper case, where the name tells it (`arr_usd`).
    pub currency: Option<String>,
    pub cents: bool,
    /// `ARR (k€)`: the values are thousands.
    pub thousands: bool,
    pub percent: bool,
    /// What an amount below this heading covers.
    pub period: Option<Period>,
    pub side: Option<Side>,
}

impl Heading {
    pub(crate) fn of(name: &str) -> Self {
        let parts = split::parts(name);
        let mut heading = Self { percent: name.contains('%'), ..Self::default() };
        for (place, part) in parts.iter().enumerate() {
            let before = heading.core.len();
            heading.take(part);
            if place + 1 == parts.len() && before > 0 && heading.core.len() > before {
                heading.tail = Some(heading.core[before..].to_owned());
            }
        }
        if heading.core.is_empty() {
            heading.core = bare(name);
        }
        telling::unspaced(&mut heading);
        if heading.plain.is_empty() {
            heading.plain.clone_from(&heading.core);
        }
        heading
    }

    /// One part of a dotted name, or the whole of another.
    fn take(&mut self, part: &[String]) {
        for (at, word) in part.iter().enumerate() {
            match word.as_str() {
                "cents" | "minor" => self.cents = true,
                "pct" | "percent" | "percentage" => self.percent = true,
                // At the end it says when: `Résilié le`.
                word if telling::is_filler(word) && at + 1 < part.len() => {}
                word if currencies::of(word).is_some() => {
                    let (code, thousands) = currencies::of(word).unwrap_or_default();
                    self.currency = Some(code.to_owned());
                    self.thousands |= thousands;
                }
                word => self.name(word, at.checked_sub(1).map(|before| part[before].as_str())),
            }
        }
    }

    fn name(&mut self, word: &str, after: Option<&str>) {
        self.core.push_str(word);
        if let Some(period) = telling::period(word, after) {
            self.period = self.period.or(Some(period));
            // `ARR` and `TCV` tell a period and are names.
            if !telling::is_amount(word) {
                return;
            }
        } else if let Some(side) = telling::side(word) {
            self.side = self.side.or(Some(side));
            return;
        } else if let Some((period, rest)) = telling::compound(word) {
            self.period = self.period.or(Some(period));
            self.plain.push_str(rest);
            return;
        }
        if !telling::is_link(word) {
            self.plain.push_str(word);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn core(name: &str) -> String {
        Heading::of(name).core
    }

    #[test]
    fn names_of_several_systems_come_down_to_their_core() {
        assert_eq!(core("Loss_Reason__c"), "lossreason");
        assert_eq!(core("Account.Name"), "accountname");
        assert_eq!(core("Canceled At (UTC)"), "canceledatutc");
        assert_eq!(core("properties.closedate"), "closedate");
        assert_eq!(core(" Company ID "), "companyid");
        assert_eq!((core("attributes.type"), core("attributes.amount")), ("attributestype".into(), "amount".into()));
        assert_eq!((core("SBQQ__EndDate__c"), core("SBQQ__Account__r.Name")), ("enddate".into(), "accountname".into()));
        assert_eq!((core("Date de fin du contrat"), core("Date d'échéance")), ("datefincontrat".into(), "dateecheance".into()));
        assert_eq!((core("契約の終了日"), core("planAmountInCents")), ("契約終了日".into(), "planamount".into()));
        assert_eq!((core("ARR"), core("ARRBefore"), core("do")), ("arr".into(), "arrbefore".into(), "do".into()));
        assert_eq!(Heading::of("subscriptions.current_term_end").tail.as_deref(), Some("currenttermend"));
    }

    #[test]
    fn currency_and_unit_are_told_in_many_spellings() {
        let unit = |name| {
            let heading = Heading::of(name);
            (heading.core, heading.currency.unwrap_or_default(), heading.cents, heading.thousands)
        };
        assert_eq!(unit("arr_usd"), ("arr".into(), "USD".into(), false, false));
        assert_eq!(unit("MRR (in cents)"), ("mrr".into(), String::new(), true, false));
        assert_eq!(unit("ARR (k€)"), ("arr".into(), "EUR".into(), false, true));
        assert_eq!(unit("Umsatz in TEUR"), ("umsatz".into(), "EUR".into(), false, true));
        assert_eq!(unit("Valor (R$)"), ("valor".into(), "BRL".into(), false, false));
        assert_eq!(unit("金額（円）"), ("金額".into(), "JPY".into(), false, false));
        assert_eq!(unit("Price US$"), ("price".into(), "USD".into(), false, false));
        assert!(Heading::of("Probability (%)").percent);
    }

    #[test]
    fn period_and_side_are_told_apart_from_what_is_named() {
        let told = |name| {
            let heading = Heading::of(name);
            (heading.plain, heading.period, heading.side)
        };
        let (month, quarter, year, term) = (Some(Period::Month), Some(Period::Quarter), Some(Period::Year), Some(Period::Term));
        let (before, after) = (Some(Side::Before), Some(Side::After));
        for (name, plain, period, side) in [
            ("Amount per month", "amount", month, None),
            ("price_monthly", "price", month, None),
            ("Fee/mo", "fee", month, None),
            ("MRR", "mrr", month, None),
            ("Montant mensuel", "montant", month, None),
            ("Prix par an", "prix", year, None),
            ("Preis pro Monat", "preis", month, None),
            ("Monatsbetrag", "betrag", month, None),
            ("Jahreswert alt", "wert", year, before),
            ("Jahreswert neu", "wert", year, after),
            ("Valor anual anterior", "valor", year, before),
            ("quarterlyFee", "fee", quarter, None),
            ("Total Contract Value", "totalcontractvalue", term, None),
            ("TCV", "tcv", term, None),
            ("Gesamtvertragswert", "gesamtvertragswert", term, None),
            ("ARR avant", "arr", year, before),
            ("ARR après", "arr", year, after),
            ("Previous amount", "amount", None, before),
            ("変更前MRR", "mrr", month, before),
            ("更新後の金額", "金額", None, after),
            ("月額料金", "料金", month, None),
            ("Amount", "amount", None, None),
            ("Renewal date", "renewaldate", None, None),
        ] {
            assert_eq!(told(name), (plain.to_owned(), period, side), "{name}");
        }
    }
}
