//! French.

use super::Row;

#[rustfmt::skip]
pub(crate) const REASONS: &[Row] = &[
    ("value.low-adoption",
        "faible adoption, faible utilis-, faible usage, manque adoption, manque utilis-, manque usage, peu utilis-, pas utilis-, plus utilis-, \
         non utilis-, jamais utilis-, sous utilis-, inutilis-, sousutilis-, défaut adoption, baisse utilis-, baisse usage, aucun usage, \
         aucune utilis-, peu usage, adoption insuffisante, utilisation insuffisante"),
    ("value.no-roi",
        "roi, retour investissement, manque valeur, pas valeur, peu valeur, valeur insuffisant-, valeur non, valeur perçue, \
         rentabilité insuffisant-, pas rentable, absence valeur, faible valeur, bénéfice insuffisant-, manque rentabilité"),
    ("value.use-case-ended",
        "fin projet, projet terminé, projet abandonné, projet arrêté, projet annulé, plus besoin, besoin disparu, besoin terminé, besoin changé, \
         fin besoin, arrêt projet, abandon projet, pas besoin, sans objet, cas usage, disparition besoin"),
    ("product.missing-feature",
        "fonctionnalit-, fonction manquant-, fonctions manquant-, produit inadapté, produit insuffisant, produit incomplet, besoins non couverts, \
         inadéquation produit, offre inadapté-, solution inadapté-, couverture fonctionnelle, manque fonction-"),
    ("product.reliability",
        "fiabilité, bug-, panne-, instabilité, stabilité, lenteur-, dysfonctionnement-, incident-, problème- technique-, qualité produit, \
         problème- qualité, problème- performance-, manque qualité, indisponibilité"),
    ("product.integration", "intégration-, interfaçage, connecteur-, interopérabilité, compatibilité, incompatib-"),
    ("product.usability",
        "complex-, ergonomi-, difficile utilis-, prise main, peu intuitif, pas intuitif, convivialité, facilité utilis-"),
    ("pricing.uplift",
        "augmentation tarif-, augmentation prix, hausse tarif-, hausse prix, refus augmentation, refus hausse, révision tarif-, révision prix, \
         indexation"),
    ("pricing.budget",
        "budget-, budgét-, réduction coûts, économies, restriction- financière-, difficultés financières, manque moyens, problème trésorerie"),
    ("pricing.too-expensive", "prix, tarif-, trop cher, trop chère, trop chers, coût-, cher, onéreux, trop élevé"),
    ("pricing.terms",
        "conditions contractuelles, conditions contrat, termes contrat, juridique, achats, clause-, conditions paiement, durée engagement, \
         conditions commerciales, désaccord contractuel"),
    ("competition.switch",
        "concurren-, changement fournisseur, changement prestataire, changement outil, changement solution, autre fournisseur, autre prestataire, \
         autre solution, autre éditeur, autre outil"),
    ("competition.in-house",
        "internalis-, réinternalis-, solution interne, outil interne, outil maison, solution maison, développ- maison, développ- interne"),
    ("competition.consolidation",
        "consolidation, rationalis-, mutualis-, outil groupe, solution groupe, standard groupe, regroupement outils, uniformis-, \
         réduction fournisseurs"),
    ("relationship.champion-left",
        "départ sponsor, départ champion, départ contact, départ interlocuteur, départ référent, départ utilisateur clé, départ décideur, \
         départ responsable, changement interlocuteur, changement contact, changement sponsor, changement décideur, changement responsable, \
         perte sponsor, perte champion, champion parti, sponsor parti, contact parti, référent parti"),
    ("relationship.support",
        "support client, support insuffisant, manque support, mauvais support, qualité support, service client, service après vente, sav, \
         manque accompagnement, accompagnement insuffisant, assistance, qualité service, insatisfaction service, manque suivi, \
         suivi insuffisant, mauvais suivi"),
    ("relationship.onboarding",
        "onboarding, mise place, mise œuvre, déploiement-, implémentation, démarrage, lancement raté"),
    ("company.acquired",
        "rachat, racheté-, acquisition, fusion-, absorption, absorbé-, faillite, liquidation, cessation activité, fermeture, dépôt bilan, \
         redressement judiciaire, société fermée, entreprise fermée, arrêt activité"),
    ("company.restructuring",
        "restructur-, réorganis-, licenciement-, plan social, réduction effectifs, baisse effectifs, suppression postes"),
    ("company.no-decision",
        "aucune décision, pas décision, sans décision, absence décision, sans réponse, pas réponse, silence client, \
         client silencieux, plus nouvelles"),
    ("strength.outcomes",
        "résultats prouvés, résultats démontrés, valeur prouvée, valeur démontrée, objectifs atteints, roi prouvé, roi démontré"),
    ("strength.sponsor", "sponsor exécutif, soutien direction, appui direction, sponsor direction, soutien exécutif"),
    ("strength.adoption",
        "forte adoption, forte utilis-, adoption forte, usage intensif, usage quotidien, bonne adoption, adoption élevée"),
];
