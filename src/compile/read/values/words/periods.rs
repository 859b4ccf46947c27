//! What amounts cover, as the values of a column say it.

use std::sync::LazyLock;

use super::lexicon::{Lexicon, List};
use crate::compile::read::columns::Period;
use crate::domain::text::bare;

const PERIODS: &[List<Period>] = &[
    (
        Period::Month,
        "month, monthly, 1 month, 1 months, every month, per month, mo, mth, mthly, one month, month to month, m, monat, monatlich, \
         pro Monat, mtl, mensuel, mensuelle, mois, par mois, 1 mois, mensual, mes, mensal, mês, por mês, mensile, mese, maandelijks, maand, \
         per maand, 毎月, 月, 月次, 月払い, 月額, 月払, 1か月, 1ヶ月, p1m",
    ),
    (
        Period::Quarter,
        "quarter, quarterly, 3 months, every 3 months, every quarter, qtr, qtrly, per quarter, three months, q, quartal, \
         vierteljährlich, quartalsweise, 3 Monate, trimestre, trimestriel, trimestrielle, 3 mois, trimestral, 3 meses, trimestrale, \
         kwartaal, per kwartaal, 四半期, 3か月, 3ヶ月, p3m",
    ),
    (
        Period::Year,
        "year, yearly, annual, annually, 1 year, 1 years, every year, per year, yr, one year, 12 months, every 12 months, pa, per annum, y, \
         annual prepaid, jahr, jährlich, pro Jahr, 12 Monate, an, annuel, annuelle, par an, année, 1 an, 12 mois, anual, año, por año, \
         12 meses, ano, por ano, annuale, anno, annuo, jaarlijks, jaar, per jaar, 毎年, 年, 年次, 年払い, 年額, 年払, 1年, 年間, p1y, p12m",
    ),
    (
        Period::Term,
        "term, total, whole term, full term, contract term, tcv, entire term, per term, total contract, multi year prepaid, \
         Laufzeit, gesamte Laufzeit, Gesamtlaufzeit, durée totale, total du contrat, plazo total, total del contrato, prazo total, \
         契約期間, 契約総額, 一括",
    ),
];

static WORDS: LazyLock<Lexicon<Period>> = LazyLock::new(|| Lexicon::of(PERIODS));

/// The period that a word names; half years and weeks are none of ours.
#[allow(dead_code, reason = "read by what brings amounts to a year")]
pub(crate) fn period(raw: &str) -> Option<Period> {
    WORDS.get(&bare(raw))
}
