//! Italian.

use super::Row;

#[rustfmt::skip]
pub(crate) const REASONS: &[Row] = &[
    ("value.low-adoption",
        "basso utilizzo, scarso utilizzo, poco utilizzo, mancato utilizzo, poco usato, poco utilizzato, non utilizz-, scarsa adozione, \
         bassa adozione, mancata adozione, scarso uso, inutilizz-"),
    ("value.no-roi",
        "roi, ritorno investimento, scarso valore, poco valore, nessun valore, mancanza valore, valore insufficiente, valore percepito"),
    ("value.use-case-ended",
        "fine progetto, progetto concluso, progetto terminato, progetto chiuso, progetto annullato, non serve, non necessario, \
         esigenza cessata, nessuna esigenza, esigenze cambiate"),
    ("product.missing-feature",
        "funzionalità, funzioni mancanti, funzione mancante, mancanza funzioni, prodotto incompleto, prodotto inadeguato, carenze prodotto"),
    ("product.reliability",
        "affidabilità, errori, guasti, disservizi, instabil-, stabilità, lentezza, problemi tecnici, qualità prodotto, malfunzionament-"),
    ("product.integration", "integrazione, integrazioni, connettor-, incompatib-, compatibilità"),
    ("product.usability", "compless-, usabilità, difficile uso, difficile usare, difficile utilizzo, poco intuitiv-, facilità uso, complicat-"),
    ("pricing.uplift", "aumento prezz-, aumento tariff-, rincaro, adeguamento prezz-, aumento costi, rifiuto aumento"),
    ("pricing.budget", "budget, taglio costi, tagli costi, riduzione costi, risparmio, difficoltà economiche, difficoltà finanziarie"),
    ("pricing.too-expensive", "prezzo, prezzi, costo, costi, troppo caro, caro, costoso, tariffa, tariffe"),
    ("pricing.terms", "condizioni contratt-, termini contratt-, clausol-, acquisti, condizioni pagamento, durata contratto, ufficio legale"),
    ("competition.switch",
        "concorren-, cambio fornitore, altro fornitore, altra soluzione, altro strumento, cambio strumento, cambio piattaforma"),
    ("competition.in-house", "sviluppo interno, soluzione interna, strumento interno, internalizz-, sviluppo proprio, soluzione propria"),
    ("competition.consolidation", "consolidamento, unificazione, standardizz-, razionalizz-, soluzione gruppo, riduzione fornitori"),
    ("relationship.champion-left",
        "uscita sponsor, uscita referente, uscita contatto, uscita champion, cambio referente, cambio contatto, cambio sponsor, \
         perdita referente, perdita sponsor, perdita champion, cambio responsabile, referente uscito, dimissioni referente"),
    ("relationship.support", "supporto, assistenza, servizio clienti, servizio scadente, qualità servizio, scarso servizio"),
    ("relationship.onboarding", "onboarding, implementazione, avviamento, attivazione"),
    ("company.acquired",
        "acquisizione, acquisit-, fusione, fallimento, chiusura azienda, chiusura, cessata attività, cessazione attività, liquidazione"),
    ("company.restructuring", "ristrutturazione, riorganizz-, licenziament-, riduzione personale, esuberi"),
    ("company.no-decision", "nessuna decisione, senza decisione, non deciso, nessuna risposta, senza risposta"),
    ("strength.outcomes", "risultati dimostrati, risultati comprovati, valore dimostrato, obiettivi raggiunti, roi dimostrato"),
    ("strength.sponsor", "sponsor esecutivo, supporto direzione, sostegno direzione, appoggio direzione"),
    ("strength.adoption", "alta adozione, uso intenso, uso quotidiano, forte adozione, alto utilizzo, utilizzo intenso"),
];
