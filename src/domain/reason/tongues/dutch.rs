//! Dutch.

use super::Row;

#[rustfmt::skip]
pub(crate) const REASONS: &[Row] = &[
    ("value.low-adoption",
        "laag gebruik, weinig gebruik, weinig gebruikt, niet gebruikt, geen gebruik, lage adoptie, gebrek adoptie, ongebruikt, \
         onvoldoende gebruik, nooit gebruikt"),
    ("value.no-roi",
        "roi, rendement, geen meerwaarde, weinig meerwaarde, onvoldoende meerwaarde, weinig waarde, geen waarde, onvoldoende waarde"),
    ("value.use-case-ended",
        "project afgerond, project beëindigd, project gestopt, einde project, niet meer nodig, geen behoefte, geen noodzaak"),
    ("product.missing-feature", "functionaliteit-, ontbrekende functie-, functies ontbreken, product onvoldoende, product past niet"),
    ("product.reliability", "betrouwbaarheid, storing-, instabiel, stabiliteit, fouten, traag, technische problemen, kwaliteit, uitval"),
    ("product.integration", "integratie-, koppeling-, compatibiliteit, incompatib-"),
    ("product.usability", "complex-, ingewikkeld, gebruiksgemak, gebruiksvriendelijk-, moeilijk gebruik"),
    ("pricing.uplift", "prijsverhoging, prijsstijging, tariefverhoging, indexatie, verhoging prijs"),
    ("pricing.budget", "budget-, bezuiniging-, kostenbesparing, kostenreductie, financiële redenen, besparing-"),
    ("pricing.too-expensive", "prijs, duur, kosten, tarief, hoge prijs, hoge kosten"),
    ("pricing.terms", "contractvoorwaarden, voorwaarden, juridisch-, inkoop, betalingsvoorwaarden, looptijd"),
    ("competition.switch", "concurrent-, concurrentie, andere leverancier, andere oplossing, ander systeem, andere aanbieder, overgestapt"),
    ("competition.in-house", "eigen ontwikkeling, eigen oplossing, zelf gebouwd, interne oplossing, eigen systeem, zelf ontwikkeld"),
    ("competition.consolidation", "consolidatie, standaardisatie, leveranciersconsolidatie, groepsoplossing, minder tools"),
    ("relationship.champion-left",
        "vertrek sponsor, vertrek contactpersoon, vertrek champion, contactpersoon vertrokken, champion vertrokken, sponsor vertrokken, \
         nieuwe contactpersoon, wisseling contactpersoon"),
    ("relationship.support", "klantenservice, ondersteuning, slechte service, slechte support, dienstverlening"),
    ("relationship.onboarding", "onboarding, implementatie, invoering, ingebruikname"),
    ("company.acquired", "overname, overgenomen, fusie, faillissement, failliet, bedrijfsbeëindiging, opgeheven, sluiting"),
    ("company.restructuring", "herstructurering, reorganisatie, ontslagen, inkrimping, ontslagronde"),
    ("company.no-decision", "geen beslissing, geen besluit, niet beslist, geen antwoord, geen reactie"),
    ("strength.outcomes", "bewezen resultaat, bewezen resultaten, bewezen waarde, doelen behaald, doelstellingen behaald"),
    ("strength.sponsor", "steun directie, steun management, sponsor directie"),
    ("strength.adoption", "hoge adoptie, intensief gebruik, dagelijks gebruik, veel gebruik"),
];
