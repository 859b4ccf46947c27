//! French.

use super::english::PLAIN;
use crate::spell::tongue::{AmountForm, DateForm, MonthForm, Names, Tongue, Words};
use crate::table::{Kind, Role, Word};

const NAMES: Names = &[
    (Role::RecordId, &["N° de contrat", "Référence", "Numéro de contrat"]),
    (Role::AccountId, &["Identifiant client", "N° client", "Code client"]),
    (Role::Account, &["Client", "Société", "Nom du client"]),
    (Role::LineId, &["N° d'abonnement"]),
    (Role::Product, &["Produit", "Offre"]),
    (Role::Due, &["Date de renouvellement", "Échéance", "Date d'échéance"]),
    (Role::Closed, &["Date de clôture", "Date de décision"]),
    (Role::Outcome, &["Statut", "Résultat"]),
    (Role::Before, &["ARR avant", "Revenu annuel actuel", "Ancien montant annuel"]),
    (Role::After, &["ARR après", "Nouveau revenu annuel", "Nouveau montant annuel"]),
    (Role::Currency, &["Devise"]),
    (Role::Reason, &["Motif de résiliation", "Raison"]),
    (Role::Segment, &["Segment"]),
    (Role::Owner, &["Responsable", "Gestionnaire de compte"]),
    (Role::Region, &["Région"]),
    (Role::Date, &["Date", "Fin de mois", "Date de l'état"]),
    (Role::Month, &["Mois"]),
    (Role::Arr, &["ARR", "Revenu annuel récurrent"]),
    (Role::Mrr, &["MRR", "Revenu mensuel récurrent"]),
    (Role::ContractEnd, &["Fin de contrat", "Date de fin de contrat"]),
    (Role::Status, &["Statut", "État"]),
    (Role::Start, &["Date de début", "Début de contrat"]),
    (Role::End, &["Date de fin", "Fin"]),
    (Role::TermMonths, &["Durée (mois)"]),
    (Role::ArrChange, &["Variation ARR"]),
    (Role::MrrChange, &["Variation MRR"]),
    (Role::Movement, &["Type de mouvement", "Mouvement"]),
    (Role::Created, &["Créé le"]),
    (Role::Modified, &["Modifié le"]),
    (Role::Note, &["Commentaire"]),
    (Role::Seats, &["Nombre de licences"]),
    (Role::Score, &["NPS"]),
    (Role::ForeignId, &["Code comptable"]),
];

const WORDS: Words = &[
    (Word::Renewed, &["Renouvelé", "renouvelé"]),
    (Word::Churned, &["Résilié", "Perdu"]),
    (Word::Open, &["En cours", "Ouvert"]),
    (Word::Active, &["Actif", "actif"]),
    (Word::Gone, &["Résilié", "Terminé"]),
    (Word::Trial, &["Essai"]),
    (Word::Started, &["Nouveau"]),
    (Word::More, &["Expansion", "Augmentation"]),
    (Word::Less, &["Contraction", "Réduction"]),
    (Word::Left, &["Résiliation"]),
    (Word::Back, &["Réactivation"]),
];

pub const FRENCH: Tongue = Tongue {
    key: "fr",
    names: NAMES,
    words: WORDS,
    files: &[
        (Kind::Renewals, &["renouvellements", "suivi"]),
        (Kind::Snapshots, &["abonnements_mensuels"]),
        (Kind::Movements, &["mouvements"]),
        (Kind::Spells, &["abonnements"]),
        (Kind::Terms, &["contrats", "Classeur1"]),
        (Kind::Wide, &["revenu_par_mois", "Feuil1"]),
        (Kind::Accounts, &["clients"]),
    ],
    dates: &[DateForm::DayMonth, DateForm::DayMonth, DateForm::Iso],
    months: &[MonthForm::ShortYear, MonthForm::Iso, MonthForm::Slash],
    amounts: &[AmountForm::Spaced, AmountForm::Spaced, AmountForm::Plain],
    delimiters: &[';', ';', ','],
    month_names: ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."],
    yes_no: &[("oui", "non"), ("VRAI", "FAUX")],
    currencies: ("EUR", "USD"),
    legacy: true,
    ..PLAIN
};
