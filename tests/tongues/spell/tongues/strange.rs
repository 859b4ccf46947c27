//! Names that stand in no list: labels without meaning, and languages that the program does not speak.

use super::english::PLAIN;
use super::german::GERMAN;
use crate::spell::tongue::{DateForm, Names, Tongue, Words};
use crate::table::{Role, Word};

const FINNISH: Names = &[
    (Role::MovedOn, &["Päivä"]),
    (Role::RecordId, &["Sopimusnumero"]),
    (Role::AccountId, &["Asiakasnumero"]),
    (Role::Account, &["Asiakas"]),
    (Role::LineId, &["Tilausnumero"]),
    (Role::Product, &["Tuote"]),
    (Role::Due, &["Päättymispäivä"]),
    (Role::Closed, &["Päätöspäivä"]),
    (Role::Outcome, &["Tulos"]),
    (Role::Before, &["Vuosihinta ennen"]),
    (Role::After, &["Vuosihinta jälkeen"]),
    (Role::Reason, &["Syy"]),
    (Role::Owner, &["Vastuuhenkilö"]),
    (Role::Date, &["Päivä"]),
    (Role::Month, &["Kuukausi"]),
    (Role::Arr, &["Vuosihinta"]),
    (Role::Mrr, &["Kuukausihinta"]),
    (Role::ContractEnd, &["Sopimus päättyy"]),
    (Role::Status, &["Tila"]),
    (Role::Start, &["Alkaa"]),
    (Role::End, &["Päättyi"]),
    (Role::ArrChange, &["Vuosimuutos"]),
    (Role::MrrChange, &["Kuukausimuutos"]),
    (Role::Movement, &["Laji"]),
];

const FINNISH_WORDS: Words = &[
    (Word::Renewed, &["Uusittu"]),
    (Word::Churned, &["Irtisanottu"]),
    (Word::Open, &["Avoin"]),
    (Word::Active, &["Voimassa"]),
    (Word::Gone, &["Päättynyt"]),
    (Word::Trial, &["Kokeilu"]),
    (Word::Started, &["Uusi"]),
    (Word::More, &["Kasvu"]),
    (Word::Less, &["Lasku"]),
    (Word::Left, &["Poistuma"]),
    (Word::Back, &["Paluu"]),
];

const TURKISH: Names = &[
    (Role::MovedOn, &["Tarih"]),
    (Role::RecordId, &["Sözleşme No"]),
    (Role::AccountId, &["Müşteri No"]),
    (Role::Account, &["Müşteri"]),
    (Role::LineId, &["Abonelik No"]),
    (Role::Product, &["Ürün"]),
    (Role::Due, &["Bitiş Tarihi"]),
    (Role::Closed, &["Karar Tarihi"]),
    (Role::Outcome, &["Sonuç"]),
    (Role::Before, &["Eski Yıllık Tutar"]),
    (Role::After, &["Yeni Yıllık Tutar"]),
    (Role::Reason, &["Neden"]),
    (Role::Owner, &["Sorumlu"]),
    (Role::Date, &["Tarih"]),
    (Role::Month, &["Ay"]),
    (Role::Arr, &["Yıllık Tutar"]),
    (Role::Mrr, &["Aylık Tutar"]),
    (Role::ContractEnd, &["Sözleşme Bitişi"]),
    (Role::Status, &["Durum"]),
    (Role::Start, &["Başlangıç"]),
    (Role::End, &["Kapanış"]),
    (Role::ArrChange, &["Yıllık Değişim"]),
    (Role::MrrChange, &["Aylık Değişim"]),
    (Role::Movement, &["Tür"]),
];

const TURKISH_WORDS: Words = &[
    (Word::Renewed, &["Yenilendi"]),
    (Word::Churned, &["Kaybedildi"]),
    (Word::Open, &["Beklemede"]),
    (Word::Active, &["Etkin"]),
    (Word::Gone, &["Sona erdi"]),
    (Word::Trial, &["Deneme"]),
    (Word::Started, &["Yeni"]),
    (Word::More, &["Artış"]),
    (Word::Less, &["Azalış"]),
    (Word::Left, &["Kayıp"]),
    (Word::Back, &["Geri dönüş"]),
];

pub const ALL: [Tongue; 4] = [
    Tongue { key: "unnamed-a1", known: false, names: &[], unnamed: letters, ..PLAIN },
    Tongue { key: "unnamed-feld", known: false, names: &[], unnamed: fields, dates: &[DateForm::Dotted, DateForm::Iso], ..GERMAN },
    Tongue { key: "unnamed-fi", known: false, names: FINNISH, words: FINNISH_WORDS, unnamed: finnish, legacy: false, ..GERMAN },
    Tongue { key: "unnamed-tr", known: false, names: TURKISH, words: TURKISH_WORDS, unnamed: finnish, legacy: false, ..GERMAN },
];

fn letters(n: usize) -> String {
    format!("{}{}", char::from(b'A' + (n % 26) as u8), 1 + n / 26)
}

fn fields(n: usize) -> String {
    format!("feld_{}", n + 1)
}

fn finnish(n: usize) -> String {
    format!("Kenttä {}", n + 1)
}
