//! Encodings of one byte a letter: each reads every byte, and only one makes words of them.

use encoding_rs::{
    Encoding, IBM866, ISO_8859_2, KOI8_R, MACINTOSH, WINDOWS_1250, WINDOWS_1251, WINDOWS_1252, WINDOWS_1253, WINDOWS_1254, WINDOWS_1255,
    WINDOWS_1256, WINDOWS_1257,
};

use crate::compile::tongues;

/// How much of a file is held against words: its headings stand at its head, and its values come again and again.
const LOOK: usize = 64 << 10;

/// Those that spreadsheets and old systems write, the commonest first.
const ALL: [&Encoding; 12] = [
    WINDOWS_1252,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    WINDOWS_1255,
    WINDOWS_1256,
    ISO_8859_2,
    MACINTOSH,
    KOI8_R,
    IBM866,
];

/// The encoding in which most words are known; `likely` where none makes more of them.
pub(super) fn of(bytes: &[u8], likely: &'static Encoding) -> &'static Encoding {
    let head = &bytes[..bytes.len().min(LOOK)];
    let known = |encoding: &'static Encoding| tongues::words_spelt(&encoding.decode_without_bom_handling(head).0);
    let mut best = (known(likely), likely);
    for encoding in ALL {
        let found = known(encoding);
        if found > best.0 {
            best = (found, encoding);
        }
    }
    best.1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_words_is_the_encoding() {
        for (encoding, text) in [
            (WINDOWS_1250, "Zákazník;Konec smlouvy;Roční hodnota původní;Výsledek\nABC s.r.o.;11. 8. 2026;55 542,00 Kč;Prodlouženo\n"),
            (WINDOWS_1250, "Ügyfél;Szerződés vége;Régi éves díj;Eredmény\nABC Kft.;2026. 11. 18.;3 333 400 Ft;megújítva\n"),
            (ISO_8859_2, "Klient;Koniec umowy;Wartość poprzednia;Wynik\nABC;2026-11-18;3 333;przedłużona\n"),
            (WINDOWS_1251, "Клиент;Окончание договора;Сумма\nООО АБВ;18.11.2026;33\n"),
            (WINDOWS_1252, "Kunde;Vertragsende;Beträge;Kündigung\nMüller;18.11.2026;33;gekündigt\n"),
            (MACINTOSH, "Kunde;Vertragsende;Beträge;Kündigung\nMüller;18.11.2026;33;gekündigt\n"),
            (WINDOWS_1254, "Müşteri;Sözleşme bitiş tarihi;Tutar\nABC A.Ş.;18.11.2026;33\n"),
        ] {
            let (bytes, ..) = encoding.encode(text);
            let bytes = if encoding == MACINTOSH { macintosh(text) } else { bytes.into_owned() };
            assert_eq!(of(&bytes, WINDOWS_1252).decode_without_bom_handling(&bytes).0, text);
        }
    }

    /// No encoder is made for it.
    fn macintosh(text: &str) -> Vec<u8> {
        let byte = |c: char| (0..=255_u8).find(|byte| MACINTOSH.decode_without_bom_handling(&[*byte]).0.chars().eq([c]));
        text.chars().filter_map(byte).collect()
    }
}
