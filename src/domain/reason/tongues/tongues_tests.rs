use super::read;
use crate::domain::reason::{ReasonCode, TAXONOMY};
use crate::domain::text;

/// As people of four languages write them in a column of reasons: French, Spanish, Portuguese, German.
const WRITTEN: [(&str, [&str; 4]); 23] = [
    ("value.low-adoption", ["Faible taux d'utilisation", "Poco uso de la plataforma", "Baixa adoção pelos usuários", "Wird kaum genutzt"]),
    ("value.no-roi", ["Manque de valeur perçue", "No ve el valor", "Sem retorno sobre o investimento", "Zu wenig Mehrwert für den Kunden"]),
    ("value.use-case-ended", ["Fin du projet client", "El cliente ya no lo necesita", "Projeto foi encerrado", "Bedarf ist entfallen"]),
    (
        "product.missing-feature",
        ["Il manque des fonctionnalités", "Faltan funciones clave", "Falta de funcionalidades", "Fehlende Funktionen"],
    ),
    ("product.reliability", ["Trop de pannes", "Caídas del servicio", "Instabilidade da plataforma", "Häufige Störungen"]),
    (
        "product.integration",
        ["Intégration impossible avec l'ERP", "Problemas de integración", "Incompatível com o ERP", "Fehlende Schnittstellen"],
    ),
    ("product.usability", ["Outil trop complexe", "Demasiado complejo", "Difícil de usar", "Zu kompliziert in der Bedienung"]),
    ("pricing.uplift", ["Refus de la hausse des tarifs", "Subida de precios", "Não aceitou o reajuste", "Preiserhöhung nicht akzeptiert"]),
    ("pricing.budget", ["Coupes budgétaires", "Recorte de presupuesto", "Sem orçamento", "Budget gekürzt"]),
    ("pricing.too-expensive", ["Trop cher", "Precio demasiado alto", "Preço muito alto", "Zu teuer"]),
    ("pricing.terms", ["Conditions du contrat", "Condiciones contractuales", "Condições de pagamento", "Vertragslaufzeit zu lang"]),
    (
        "competition.switch",
        ["Parti chez un concurrent", "Se fue con la competencia", "Migrou para um concorrente", "Wechsel zum Wettbewerb"],
    ),
    ("competition.in-house", ["Développement en interne", "Lo desarrollan internamente", "Solução própria", "Eigene Entwicklung"]),
    (
        "competition.consolidation",
        ["Rationalisation des outils", "Consolidación de proveedores", "Consolidação de fornecedores", "Vereinheitlichung der Systeme"],
    ),
    (
        "relationship.champion-left",
        ["Départ de notre sponsor", "Salida del responsable", "Mudança de responsável", "Ansprechpartner hat gewechselt"],
    ),
    ("relationship.support", ["Manque de suivi", "Mala atención al cliente", "Mau atendimento", "Unzufrieden mit der Betreuung"]),
    ("relationship.onboarding", ["Déploiement trop long", "Implementación fallida", "Implantação demorada", "Schwierige Einführung"]),
    ("company.acquired", ["Société rachetée", "Empresa adquirida", "Fusão com outra empresa", "Insolvenz des Kunden"]),
    ("company.restructuring", ["Plan de restructuration", "Reestructuración interna", "Reestruturação da empresa", "Stellenabbau"]),
    (
        "company.no-decision",
        ["Aucune décision prise", "Sin decisión del cliente", "Sem resposta do cliente", "Keine Entscheidung getroffen"],
    ),
    ("strength.outcomes", ["Objectifs atteints", "Resultados demostrados", "Resultados comprovados", "Ziele wurden erreicht"]),
    ("strength.sponsor", ["Soutien de la direction", "Apoyo de la dirección", "Apoio da diretoria", "Rückhalt im Management"]),
    ("strength.adoption", ["Forte utilisation au quotidien", "Uso diario", "Alto uso da ferramenta", "Intensive Nutzung"]),
];

#[test]
fn each_reason_is_understood_as_it_is_written_in_four_languages() {
    let wrong = |(code, written): &(&'static str, [&'static str; 4])| {
        let other = written.iter().filter(|value| ReasonCode::read(value).is_none_or(|read| read.as_str() != *code));
        other.map(|value| format!("{value}: {:?} for {code}", read(value))).collect::<Vec<_>>()
    };
    let wrong: Vec<String> = WRITTEN.iter().flat_map(wrong).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(TAXONOMY.iter().all(|reason| WRITTEN.iter().any(|(code, _)| *code == reason.code)));
}

/// Case, accents and two letters for an umlaut change nothing, nor does what stands around the words.
#[test]
fn spelling_does_not_matter() {
    for (code, written) in WRITTEN {
        for value in written {
            let shouted = value.to_uppercase();
            let plain = value.replace('ä', "ae").replace('ö', "oe").replace('ü', "ue");
            let listed = format!("  {value} ");
            for value in [shouted, plain, listed] {
                assert_eq!(ReasonCode::read(&value).unwrap().as_str(), code, "{value}");
            }
        }
    }
}

#[test]
fn japanese_reasons_are_understood_without_spaces() {
    let told = [
        "利用頻度が低い",
        "費用対効果が合わない",
        "機能が足りない",
        "価格が高い",
        "予算削減のため",
        "競合他社へ乗り換え",
        "担当者の退職",
        "会社の合併",
    ];
    let codes = [
        "value.low-adoption",
        "value.no-roi",
        "product.missing-feature",
        "pricing.too-expensive",
        "pricing.budget",
        "competition.switch",
        "relationship.champion-left",
        "company.acquired",
    ];
    assert_eq!(told.map(|value| read(value).unwrap_or(value)), codes);
}

/// Two reasons in one value are two reasons, and what nobody can place stays as it was written.
#[test]
fn nothing_is_guessed() {
    for value in
        ["Prix / concurrence", "Precio y competencia", "Autre", "Otros", "Sonstiges", "Outros", "Ne sait pas", "Service outage", "その他"]
    {
        assert_eq!(read(value), None, "{value}");
    }
    let story = "Le client nous a dit au téléphone que le prix ne lui convenait plus du tout";
    assert_eq!(read(story), None);
    let kept = ReasonCode::read("other.trop-cher").unwrap();
    assert_eq!(kept.as_str(), "other.trop-cher", "a code that was kept before reads back as itself");
}

/// A phrase that stands under two reasons would tell neither.
#[test]
fn no_phrase_names_two_reasons() {
    let mut seen: std::collections::HashMap<String, &str> = std::collections::HashMap::new();
    for (code, listed) in super::TONGUES.into_iter().flatten() {
        assert!(TAXONOMY.iter().any(|reason| reason.code == *code), "{code}");
        for phrase in listed.split(',').map(str::trim) {
            let known = seen.insert(text::bare(phrase), code);
            assert!(known.is_none_or(|known| known == *code), "{phrase}: {known:?} and {code}");
        }
    }
}
