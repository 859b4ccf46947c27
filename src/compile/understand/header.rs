//! Column names taken apart: what they name, and what they tell about currency, unit, period and side.

mod cores;
pub(crate) mod currencies;
mod split;
mod telling;
pub(crate) mod units;

use crate::compile::read::columns::{Paid, Period};
use crate::domain::text::bare;
pub(crate) use cores::Cores;
use units::{Told, Word};

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
    pub unit: Option<Told>,
    pub percent: bool,
    /// What an amount below this heading covers.
    pub period: Option<Period>,
    pub side: Option<Side>,
    /// The unit of time that a word of it names, and what the others name: years and `term` of `Term (years)`.
    pub counted_in: Option<(Period, String)>,
    /// The length of time that a number tells before such a unit: three years of `TCV (3 yr)`.
    pub length: Option<Paid>,
}

impl Heading {
    pub(crate) fn of(name: &str) -> Self {
        let parts = split::parts(name);
        let mut heading = Self::taken_apart(name, &parts);
        let words = parts.concat();
        heading.counted_in = telling::counted_in(&words);
        heading.length = telling::length(&words);
        telling::unspaced(&mut heading);
        if heading.plain.is_empty() {
            heading.plain.clone_from(&heading.core);
        }
        heading
    }

    /// The core alone, in a fraction of the time.
    pub(crate) fn core_of(name: &str) -> String {
        Self::taken_apart(name, &split::parts(name)).core
    }

    fn taken_apart(name: &str, parts: &[Vec<Word>]) -> Self {
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
        heading
    }

    /// One part of a dotted name, or the whole of another.
    fn take(&mut self, part: &[Word]) {
        let marks = units::marks(part);
        for (at, word) in part.iter().enumerate() {
            match word.text.as_str() {
                word if units::CENTS.contains(&word) => self.cents = true,
                word if units::PER_CENT.contains(&word) => self.percent = true,
                // At the end it says when: `Résilié le`.
                word if telling::is_filler(word) && at + 1 < part.len() => {}
                _ if units::leads(part, &marks, at) => {}
                word => match marks[at] {
                    Some(mark) => {
                        self.currency = mark.currency.map(str::to_owned).or(self.currency.take());
                        self.unit = mark.unit.or(self.unit);
                    }
                    None => self.name(word, at.checked_sub(1).map(|before| part[before].text.as_str())),
                },
            }
        }
    }

    fn name(&mut self, word: &str, after: Option<&str>) {
        // As many write it for short.
        let word = if word == units::DATE { "date" } else { word };
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
    use crate::compile::read::values::amount::Unit;

    fn core(name: &str) -> String {
        Heading::core_of(name)
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
            (heading.core, heading.currency.unwrap_or_default(), heading.cents, heading.unit)
        };
        let thousands = Some(Told::Unit(Unit::Thousands));
        assert_eq!(unit("arr_usd"), ("arr".into(), "USD".into(), false, None));
        assert_eq!(unit("MRR (in cents)"), ("mrr".into(), String::new(), true, None));
        assert_eq!(unit("ARR (k€)"), ("arr".into(), "EUR".into(), false, thousands));
        assert_eq!(unit("Umsatz in TEUR"), ("umsatz".into(), "EUR".into(), false, thousands));
        assert_eq!(unit("Valor (R$)"), ("valor".into(), "BRL".into(), false, None));
        assert_eq!(unit("金額（円）"), ("金額".into(), "JPY".into(), false, None));
        assert_eq!(unit("Price US$"), ("price".into(), "USD".into(), false, None));
        assert!(Heading::of("Probability (%)").percent);
    }

    #[test]
    fn units_are_told_however_they_stand_in_a_heading() {
        use Unit::{Billions, Crores, Lakhs, Millions, TenThousands, Thousands};
        for (name, core, currency, unit) in [
            ("ARR (k)", "arr", "", Thousands),
            ("ARR [K]", "arr", "", Thousands),
            ("prior_arr_k", "priorarr", "", Thousands),
            ("kARR before", "arrbefore", "", Thousands),
            ("ARR in k", "arr", "", Thousands),
            ("ARR kEUR", "arr", "EUR", Thousands),
            ("ARR (EURk)", "arr", "EUR", Thousands),
            ("arr_usdk", "arr", "USD", Thousands),
            ("arr_usd_k", "arr", "USD", Thousands),
            ("arrUsdK", "arr", "USD", Thousands),
            ("ARR alt (Tsd.)", "arralt", "", Thousands),
            ("ARR in T€", "arr", "EUR", Thousands),
            ("ARR (tkr)", "arr", "", Thousands),
            ("ARR (tSEK)", "arr", "SEK", Thousands),
            ("ARR ('000)", "arr", "", Thousands),
            ("ARR ($000s)", "arr", "USD", Thousands),
            ("ARR £'000", "arr", "GBP", Thousands),
            ("ARR (x1000)", "arr", "", Thousands),
            ("ARR (USD thousands)", "arr", "USD", Thousands),
            ("ARR en milliers d'euros", "arr", "EUR", Thousands),
            ("ARR (miles de euros)", "arr", "EUR", Thousands),
            ("ARR (R$ mil)", "arr", "BRL", Thousands),
            ("ARR (tys. zł)", "arr", "PLN", Thousands),
            ("ARR (tis. Kč)", "arr", "CZK", Thousands),
            ("ARR (e Ft)", "arr", "HUF", Thousands),
            ("ARR（千円）", "arr", "JPY", Thousands),
            ("ARR（万円）", "arr", "JPY", TenThousands),
            ("ARR (₹ lakh)", "arr", "INR", Lakhs),
            ("ARR (INR Cr)", "arr", "INR", Crores),
            ("ARR (MSEK)", "arr", "SEK", Millions),
            ("ARR (Mio. EUR)", "arr", "EUR", Millions),
            ("ARR M€", "arr", "EUR", Millions),
            ("ARR (USDm)", "arr", "USD", Millions),
            ("ARR ($m)", "arr", "USD", Millions),
            ("ARR ($M)", "arr", "USD", Millions),
            ("ARR ($MM)", "arr", "USD", Millions),
            ("ARR (mkr)", "arr", "", Millions),
            ("ARR (mil. Kč)", "arr", "CZK", Millions),
            ("ARR（百万円）", "arr", "JPY", Millions),
            ("ARR in Millionen", "arr", "", Millions),
            ("ARR (€bn)", "arr", "EUR", Billions),
        ] {
            let heading = Heading::of(name);
            let told = (heading.core.as_str(), heading.currency.as_deref().unwrap_or_default(), heading.unit);
            assert_eq!(told, (core, currency, Some(Told::Unit(unit))), "{name}");
        }
        for name in ["ARR (M)", "ARR M", "ARR (mil)", "ARR in M"] {
            assert_eq!(Heading::of(name).unit, Some(Told::ThousandsOrMillions), "{name}");
        }
        for name in ["Fee/m", "Fee p.m.", "Plan K2", "Team", "Try again", "Kc", "Amount", "SKU", "Model T", "Size M"] {
            assert_eq!(Heading::of(name).unit, None, "{name}");
        }
    }

    #[test]
    fn lines_above_a_table_tell_the_unit_where_they_speak_of_amounts() {
        let told = |line: &str| units::above(&[line.to_owned()]);
        let thousands = |code| (Some(Told::Unit(Unit::Thousands)), code);
        for (line, is) in [
            ("All amounts in thousands of euros", thousands(Some("EUR"))),
            ("Renewals 2026 (in $000s)", thousands(Some("USD"))),
            ("Renewals 2026, amounts in USD thousands", thousands(Some("USD"))),
            ("Angaben in TEUR", thousands(Some("EUR"))),
            ("Alle Beträge in Tsd. EUR", thousands(Some("EUR"))),
            ("Montants en milliers d'euros", thousands(Some("EUR"))),
            ("Importes en miles de euros", thousands(Some("EUR"))),
            ("Belopp i tkr", thousands(None)),
            ("Kwoty w tys. zł", thousands(Some("PLN"))),
            ("単位：千円", thousands(Some("JPY"))),
            ("Unit: k", thousands(None)),
            ("Renewals in kEUR", thousands(Some("EUR"))),
            ("ARR, USD in millions", (Some(Told::Unit(Unit::Millions)), Some("USD"))),
            ("Currency: EUR", (None, Some("EUR"))),
            ("All amounts in M", (Some(Told::ThousandsOrMillions), None)),
            ("Renewals of all 1,000 customers", (None, None)),
            ("Customers with more than 10k ARR", (None, None)),
            ("40 thousand seats", (None, None)),
            ("Made by Team K", (None, None)),
            ("K", (None, None)),
            ("Euro Foods", (None, None)),
        ] {
            assert_eq!(told(line), is, "{line}");
        }
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
