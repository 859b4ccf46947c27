//! German.

use super::english::PLAIN;
use crate::spell::tongue::{AmountForm, DateForm, MonthForm, Names, Tongue, Words};
use crate::table::{Kind, Role, Word};

const NAMES: Names = &[
    (Role::RecordId, &["Vertragsnummer", "Vertrags-Nr.", "Vorgangsnummer"]),
    (Role::AccountId, &["Kundennummer", "Kunden-Nr.", "Kunden-ID"]),
    (Role::Account, &["Kunde", "Firma", "Kundenname"]),
    (Role::LineId, &["Abonnement-Nr.", "Positionsnummer"]),
    (Role::Product, &["Produkt", "Tarif"]),
    (Role::Due, &["Vertragsende", "Verlängerungsdatum", "Fällig am"]),
    (Role::Closed, &["Abgeschlossen am", "Entscheidungsdatum"]),
    (Role::Outcome, &["Ergebnis", "Status", "Verlängerungsstatus"]),
    (Role::Before, &["Jahreswert alt", "ARR vorher", "Bisheriger Jahresumsatz"]),
    (Role::After, &["Jahreswert neu", "ARR nachher", "Neuer Jahresumsatz"]),
    (Role::Currency, &["Währung"]),
    (Role::Reason, &["Kündigungsgrund", "Grund"]),
    (Role::Segment, &["Segment", "Kundensegment"]),
    (Role::Owner, &["Kundenbetreuer", "Betreuer"]),
    (Role::Region, &["Region", "Gebiet"]),
    (Role::Date, &["Stichtag", "Datum", "Monatsende"]),
    (Role::Month, &["Monat"]),
    (Role::Arr, &["ARR", "Jahreswert", "Jahresumsatz"]),
    (Role::Mrr, &["MRR", "Monatswert", "Monatlicher Umsatz"]),
    (Role::ContractEnd, &["Vertragsende", "Laufzeitende"]),
    (Role::Status, &["Status", "Kundenstatus"]),
    (Role::Start, &["Vertragsbeginn", "Beginn", "Startdatum"]),
    (Role::End, &["Ende", "Enddatum", "Beendet am"]),
    (Role::TermMonths, &["Laufzeit (Monate)"]),
    (Role::ArrChange, &["ARR-Änderung", "Änderung Jahreswert"]),
    (Role::MrrChange, &["MRR-Änderung", "Änderung Monatswert"]),
    (Role::Movement, &["Art der Änderung", "Bewegung"]),
    (Role::Created, &["Angelegt am"]),
    (Role::Modified, &["Geändert am"]),
    (Role::Note, &["Bemerkung"]),
    (Role::Seats, &["Anzahl Lizenzen"]),
    (Role::Score, &["NPS"]),
    (Role::ForeignId, &["Debitorennummer"]),
];

const WORDS: Words = &[
    (Word::Renewed, &["verlängert", "Verlängert"]),
    (Word::Churned, &["gekündigt", "Gekündigt", "verloren"]),
    (Word::Open, &["offen", "Offen", "in Verhandlung"]),
    (Word::Active, &["aktiv", "Aktiv"]),
    (Word::Gone, &["gekündigt", "Beendet"]),
    (Word::Trial, &["Testphase"]),
    (Word::Started, &["Neukunde", "Neugeschäft"]),
    (Word::More, &["Erweiterung"]),
    (Word::Less, &["Reduzierung"]),
    (Word::Left, &["Kündigung"]),
    (Word::Back, &["Reaktivierung"]),
];

pub const GERMAN: Tongue = Tongue {
    key: "de",
    names: NAMES,
    words: WORDS,
    files: &[
        (Kind::Renewals, &["Verlängerungen", "vertraege", "Auswertung"]),
        (Kind::Snapshots, &["Bestand_monatlich", "Abos"]),
        (Kind::Movements, &["Bewegungen"]),
        (Kind::Spells, &["Abonnements", "Kundenliste"]),
        (Kind::Terms, &["Vertragslaufzeiten", "Mappe1"]),
        (Kind::Wide, &["Umsatz_je_Monat", "Tabelle1"]),
        (Kind::Accounts, &["Kundenstamm"]),
    ],
    dates: &[DateForm::Dotted, DateForm::Dotted, DateForm::Iso],
    months: &[MonthForm::ShortYear, MonthForm::Iso, MonthForm::Slash],
    amounts: &[AmountForm::Continental, AmountForm::Continental, AmountForm::Plain],
    delimiters: &[';', ';', '\t'],
    month_names: ["Jan", "Feb", "Mär", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez"],
    yes_no: &[("ja", "nein"), ("WAHR", "FALSCH")],
    currencies: ("EUR", "USD"),
    legacy: true,
    ..PLAIN
};
