//! German.

use super::Row;

#[rustfmt::skip]
pub(crate) const REASONS: &[Row] = &[
    ("value.low-adoption",
        "geringe nutzung, geringe akzeptanz, geringe auslastung, niedrige nutzung, mangelnde nutzung, mangelnde akzeptanz, fehlende nutzung, \
         fehlende akzeptanz, keine nutzung, kaum genutzt, nicht genutzt, nie genutzt, wenig genutzt, kaum nutzung, wenig nutzung, \
         nutzungsrückgang, nicht verwendet, ungenutzt, nutzung rückläufig, nichtnutzung"),
    ("value.no-roi",
        "roi, kein mehrwert, fehlender mehrwert, mangelnder mehrwert, geringer mehrwert, kein nutzen, fehlender nutzen, mangelnder nutzen, \
         geringer nutzen, wirtschaftlichkeit, rentabilität, rechnet sich nicht, nutzen nicht erkennbar, wenig nutzen, wenig mehrwert"),
    ("value.use-case-ended",
        "projektende, projekt beendet, projekt abgeschlossen, projekt eingestellt, projekt ende, kein bedarf, bedarf entfallen, \
         bedarf weggefallen, wegfall bedarf-, nicht mehr benötigt, anwendungsfall, projektabbruch, nicht mehr gebraucht, bedarfswegfall"),
    ("product.missing-feature",
        "funktion-, fehlend- feature-, produktlücke-, produktumfang, leistungsumfang, anforderungen nicht erfüllt, produkt passt nicht, \
         produkt ungeeignet"),
    ("product.reliability",
        "zuverlässigkeit, ausfälle, ausfall-, störung-, fehleranfällig, instabil-, stabilität, fehler, bugs, schlechte performance, \
         performanceproblem-, qualität, qualitätsproblem-, qualitätsmängel, technische probleme, langsam, produktqualität, verfügbarkeit"),
    ("product.integration", "integration-, schnittstelle-, anbindung-, inkompatib-, kompatibilität"),
    ("product.usability",
        "komplex-, kompliziert, bedienbarkeit, bedienung, benutzerfreundlich-, unübersichtlich, nutzerfreundlich-, schwer bedienbar"),
    ("pricing.uplift",
        "preiserhöhung-, preisanpassung-, preissteigerung-, kostensteigerung, preisanstieg, erhöhung abgelehnt, indexierung, erhöhung preis-"),
    ("pricing.budget",
        "budget-, sparmaßnahme-, einsparung-, sparzwang, sparkurs, kosteneinsparung-, kostensenkung, kostenreduktion, finanzielle gründe, \
         finanzielle schwierigkeiten, liquidität-, haushaltssperre"),
    ("pricing.too-expensive",
        "preis, preise, preisgründe, kosten, kostengründe, teuer, preisniveau, hohe kosten, hoher preis, preis leistung, kosten nutzen, \
         preisleistung-, kostennutzen-"),
    ("pricing.terms",
        "vertragsbedingung-, konditionen, vertragskonditionen, rechtsabteilung, einkauf, klausel-, vertragslaufzeit, zahlungsbedingung-, \
         rechtliche gründe, juristische gründe, laufzeit"),
    ("competition.switch",
        "wettbewerb-, konkurrenz-, mitbewerb-, anbieterwechsel, wechsel anbieter, anderer anbieter, anderen anbieter, anderem anbieter, \
         systemwechsel, toolwechsel, andere lösung, anderes tool, anderes system, wechsel system, wechsel lieferant-, lieferantenwechsel"),
    ("competition.in-house",
        "eigenentwicklung, eigenlösung, eigene lösung, interne lösung, eigenes system, eigenes tool, selbst entwickelt, insourcing, \
         eigene entwicklung, internes tool"),
    ("competition.consolidation",
        "konsolidierung, toolkonsolidierung, systemkonsolidierung, lieferantenkonsolidierung, anbieterkonsolidierung, vereinheitlichung, \
         standardisierung, konzernlösung, konzernvorgabe, konzernstandard"),
    ("relationship.champion-left",
        "ansprechpartner gewechselt, wechsel ansprechpartner-, ansprechpartner weg, ansprechpartnerwechsel, fürsprecher weg, weggang sponsor-, \
         weggang ansprechpartner-, weggang champion-, weggang fürsprecher-, weggang entscheider-, abgang sponsor-, abgang ansprechpartner-, \
         champion weg, champion verlassen, ansprechpartner verlassen, personalwechsel, sponsor weg, sponsor verlassen, verlust sponsor-, \
         verlust ansprechpartner-, neuer ansprechpartner, neuer entscheider"),
    ("relationship.support",
        "schlecht- support, mangel- support, fehlend- support, unzufrieden- support, supportqualität, kundenservice, kundendienst, \
         kundenbetreuung, betreuung, servicequalität, schlecht- service, unzufrieden- service"),
    ("relationship.onboarding",
        "onboarding, einführung, implementierung, inbetriebnahme, einarbeitung, projekteinführung, einführungsprojekt"),
    ("company.acquired",
        "übernahme, übernommen, fusion-, insolvenz, insolvent, geschäftsaufgabe, betriebsaufgabe, schließung, geschlossen, konkurs, liquidation, \
         aufgekauft, betriebsschließung, firmenaufgabe, akquisition, verkauf unternehmen-, unternehmensverkauf, verschmelzung, firmenschließung"),
    ("company.restructuring",
        "restrukturierung, umstrukturierung, reorganisation, umorganisation, entlassung-, stellenabbau, personalabbau, kurzarbeit"),
    ("company.no-decision",
        "keine entscheidung, nicht entschieden, unentschieden, keine antwort, keine rückmeldung, meldet nicht mehr, \
         entscheidung vertagt"),
    ("strength.outcomes",
        "ergebnisse belegt, nutzen belegt, mehrwert belegt, nachgewiesener nutzen, nachgewiesener mehrwert, ziele erreicht, roi belegt, \
         roi nachgewiesen, erfolge belegt"),
    ("strength.sponsor",
        "rückhalt management, rückhalt geschäftsführung, unterstützung geschäftsführung, unterstützung management, unterstützung vorstand, \
         sponsor vorstand, sponsor geschäftsführung"),
    ("strength.adoption",
        "hohe nutzung, intensive nutzung, starke nutzung, tägliche nutzung, hohe akzeptanz, hohe adoption, starke adoption"),
];
