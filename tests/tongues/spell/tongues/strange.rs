//! Names that stand in no list: labels without meaning, and languages that the program does not speak.

use super::english::PLAIN;
use super::german::GERMAN;
use crate::spell::tongue::{DateForm, Names, Tongue, Words};
use crate::table::{Role, Word};

const ESTONIAN: Names = &[
    (Role::MovedOn, &["Kuupäev"]),
    (Role::RecordId, &["Lepingu nr"]),
    (Role::AccountId, &["Kliendi nr"]),
    (Role::Account, &["Klient"]),
    (Role::LineId, &["Tellimuse nr"]),
    (Role::Product, &["Toode"]),
    (Role::Due, &["Lõppkuupäev"]),
    (Role::Closed, &["Otsuse kuupäev"]),
    (Role::Outcome, &["Tulemus"]),
    (Role::Before, &["Aastatasu enne"]),
    (Role::After, &["Aastatasu pärast"]),
    (Role::Reason, &["Põhjus"]),
    (Role::Owner, &["Vastutaja"]),
    (Role::Date, &["Kuupäev"]),
    (Role::Month, &["Kuu"]),
    (Role::Arr, &["Aastatasu"]),
    (Role::Mrr, &["Kuutasu"]),
    (Role::ContractEnd, &["Leping lõpeb"]),
    (Role::Status, &["Olek"]),
    (Role::Start, &["Algus"]),
    (Role::End, &["Lõppes"]),
    (Role::ArrChange, &["Aastatasu muutus"]),
    (Role::MrrChange, &["Kuutasu muutus"]),
    (Role::Movement, &["Liik"]),
];

const ESTONIAN_WORDS: Words = &[
    (Word::Renewed, &["Uuendatud"]),
    (Word::Churned, &["Lõpetatud"]),
    (Word::Open, &["Avatud"]),
    (Word::Active, &["Kehtiv"]),
    (Word::Gone, &["Lõppenud"]),
    (Word::Trial, &["Proovimine"]),
    (Word::Started, &["Uus"]),
    (Word::More, &["Kasv"]),
    (Word::Less, &["Langus"]),
    (Word::Left, &["Lahkumine"]),
    (Word::Back, &["Naasmine"]),
];

const INDONESIAN: Names = &[
    (Role::MovedOn, &["Tanggal"]),
    (Role::RecordId, &["No Kontrak"]),
    (Role::AccountId, &["No Pelanggan"]),
    (Role::Account, &["Pelanggan"]),
    (Role::LineId, &["No Langganan"]),
    (Role::Product, &["Produk"]),
    (Role::Due, &["Tanggal Berakhir"]),
    (Role::Closed, &["Tanggal Keputusan"]),
    (Role::Outcome, &["Hasil"]),
    (Role::Before, &["Nilai Tahunan Lama"]),
    (Role::After, &["Nilai Tahunan Baru"]),
    (Role::Reason, &["Alasan"]),
    (Role::Owner, &["Penanggung Jawab"]),
    (Role::Date, &["Tanggal"]),
    (Role::Month, &["Bulan"]),
    (Role::Arr, &["Nilai Tahunan"]),
    (Role::Mrr, &["Nilai Bulanan"]),
    (Role::ContractEnd, &["Akhir Kontrak"]),
    (Role::Status, &["Keadaan"]),
    (Role::Start, &["Mulai"]),
    (Role::End, &["Selesai"]),
    (Role::ArrChange, &["Perubahan Tahunan"]),
    (Role::MrrChange, &["Perubahan Bulanan"]),
    (Role::Movement, &["Jenis"]),
];

const INDONESIAN_WORDS: Words = &[
    (Word::Renewed, &["Diperpanjang"]),
    (Word::Churned, &["Hilang"]),
    (Word::Open, &["Menunggu"]),
    (Word::Active, &["Berlaku"]),
    (Word::Gone, &["Berakhir"]),
    (Word::Trial, &["Uji Coba"]),
    (Word::Started, &["Baru"]),
    (Word::More, &["Naik"]),
    (Word::Less, &["Turun"]),
    (Word::Left, &["Keluar"]),
    (Word::Back, &["Kembali"]),
];

pub const ALL: [Tongue; 4] = [
    Tongue { key: "unnamed-a1", known: false, names: &[], unnamed: letters, ..PLAIN },
    Tongue { key: "unnamed-feld", known: false, names: &[], unnamed: fields, dates: &[DateForm::Dotted, DateForm::Iso], ..GERMAN },
    Tongue { key: "unnamed-et", known: false, names: ESTONIAN, words: ESTONIAN_WORDS, unnamed: estonian, legacy: false, ..GERMAN },
    Tongue { key: "unnamed-id", known: false, names: INDONESIAN, words: INDONESIAN_WORDS, unnamed: estonian, legacy: false, ..GERMAN },
];

fn letters(n: usize) -> String {
    format!("{}{}", char::from(b'A' + (n % 26) as u8), 1 + n / 26)
}

fn fields(n: usize) -> String {
    format!("feld_{}", n + 1)
}

fn estonian(n: usize) -> String {
    format!("Väli {}", n + 1)
}
