//! What a user has set of how files look: further columns of the tracker, and fonts, colour and logo of deck and page.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::domain::text;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Settings {
    pub columns: Vec<OwnColumn>,
    pub brand: Brand,
}

/// A column of the tracker that the user added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OwnColumn {
    pub name: String,
    pieces: Vec<Piece>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Words(String),
    /// What another column says.
    Column(String),
}

impl OwnColumn {
    /// Reads `Renewals, {team}`, in which the names of columns stand in braces.
    ///
    /// # Errors
    /// What is not understood, and the nearest that would be.
    pub(crate) fn parse(name: &str, written: &str, columns: &[&str]) -> Result<Self, String> {
        let name = text::line(name);
        if name.is_empty() || columns.iter().any(|column| text::fold(column) == text::fold(&name)) {
            return Err(format!("a column of your own needs a name of its own, not “{name}”"));
        }
        let mut pieces = Vec::new();
        let line = text::line(written);
        let mut rest = line.as_str();
        while let Some((words, behind)) = rest.split_once('{') {
            let (column, behind) = behind.split_once('}').ok_or_else(|| format!("“{line}” opens a brace that does not close"))?;
            if !columns.contains(&column) {
                let nearest = text::nearest(column, columns.iter().copied());
                let hint = nearest.map_or_else(|| format!("known are {}", columns.join(", ")), |near| format!("did you mean {{{near}}}?"));
                return Err(format!("the tracker has no column {{{column}}}; {hint}"));
            }
            pieces.extend([Piece::Words(words.to_owned()), Piece::Column(column.to_owned())]);
            rest = behind;
        }
        pieces.push(Piece::Words(rest.to_owned()));
        Ok(Self { name, pieces })
    }

    pub(crate) fn filled(&self, cell: impl Fn(&str) -> String) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Column(column) => cell(column),
        };
        self.pieces.iter().map(piece).collect()
    }
}

/// How deck and page look.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Brand {
    /// A font by its name, which whoever opens the file has or has not.
    pub font: Option<String>,
    pub accent: Option<Colour>,
    pub logo: Option<Logo>,
}

/// `#1F5FA8`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Colour([u8; 3]);

impl Colour {
    /// Nearer to white, for dark grounds.
    pub(crate) fn lighter(self) -> Self {
        Self(self.0.map(|part| part + ((255 - part) / 5) * 2))
    }

    /// `1F5FA8`.
    pub(crate) fn hex(self) -> String {
        let [red, green, blue] = self.0;
        format!("{red:02X}{green:02X}{blue:02X}")
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{}", self.hex())
    }
}

impl FromStr for Colour {
    type Err = String;

    fn from_str(written: &str) -> Result<Self, String> {
        let digits = written.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.bytes().all(|b| b.is_ascii_hexdigit()));
        let part = |digits: &str, at: usize| u8::from_str_radix(&digits[at..at + 2], 16).unwrap_or_default();
        digits.map(|digits| Self([0, 2, 4].map(|at| part(digits, at)))).ok_or_else(|| "expected a colour like \"#1F5FA8\"".to_owned())
    }
}

/// A picture in pixels.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Logo {
    pub bytes: Arc<[u8]>,
    pub kind: Kind,
    /// In pixels.
    pub width: u32,
    pub height: u32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Png,
    Jpeg,
}

impl Kind {
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Png => "png",
            Self::Jpeg => "jpeg",
        }
    }
}

impl Logo {
    /// A larger file would make every report heavy.
    pub(crate) const MOST_BYTES: u64 = 2 << 20;

    /// Looks at a picture's first bytes.
    ///
    /// # Errors
    /// What it is instead, and what would do.
    pub(crate) fn of(bytes: Vec<u8>) -> Result<Self, String> {
        let found = png(&bytes).map(|size| (Kind::Png, size)).or_else(|| jpeg(&bytes).map(|size| (Kind::Jpeg, size)));
        let Some((kind, (width, height))) = found.filter(|(_, (width, height))| *width > 0 && *height > 0) else {
            let head = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_lowercase();
            let svg = if head.contains("<svg") { "an SVG, which not every slide program shows; " } else { "" };
            return Err(format!("it is {svg}{}", if svg.is_empty() { "neither PNG nor JPEG" } else { "save it as PNG" }));
        };
        Ok(Self { bytes: bytes.into(), kind, width, height })
    }

    /// Width and height within a frame, as parts of the same unit.
    pub(crate) fn fitted(&self, most_wide: f64, most_high: f64) -> (f64, f64) {
        let (width, height) = (f64::from(self.width), f64::from(self.height));
        let by = (most_wide / width).min(most_high / height);
        (width * by, height * by)
    }
}

fn png(bytes: &[u8]) -> Option<(u32, u32)> {
    let head = bytes.strip_prefix(b"\x89PNG\r\n\x1a\n")?;
    let number = |at: usize| Some(u32::from_be_bytes(head.get(at..at + 4)?.try_into().ok()?));
    (head.get(4..8)? == b"IHDR").then_some((number(8)?, number(12)?))
}

/// The size stands in the frame's header, behind segments of any kind.
fn jpeg(bytes: &[u8]) -> Option<(u32, u32)> {
    let mut rest = bytes.strip_prefix(b"\xff\xd8")?;
    loop {
        let [0xff, marker, high, low, ..] = *rest else { return None };
        let length = usize::from(u16::from_be_bytes([high, low]));
        let is_frame = matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc);
        if is_frame {
            let number = |at: usize| Some(u32::from(u16::from_be_bytes([*rest.get(at)?, *rest.get(at + 1)?])));
            return Some((number(7)?, number(5)?));
        }
        rest = rest.get(2 + length.max(2)..)?;
    }
}

/// Bytes as text, by RFC 4648.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let bits = three.iter().enumerate().fold(0_u32, |bits, (i, byte)| bits | u32::from(*byte) << (16 - 8 * i));
        for place in 0..4 {
            let letter = LETTERS[(bits >> (18 - 6 * place) & 63) as usize];
            out.push(if place <= three.len() { char::from(letter) } else { '=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_as_the_standard_has_it() {
        let coded = ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|plain| base64(plain.as_bytes()));
        assert_eq!(coded, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn a_picture_is_told_by_its_bytes() {
        let mut png = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
        png.extend([0, 0, 1, 0, 0, 0, 0, 64, 8, 6]);
        let logo = Logo::of(png.clone()).unwrap();
        assert_eq!((logo.kind, logo.width, logo.height), (Kind::Png, 256, 64));
        let (width, height) = logo.fitted(100.0, 50.0);
        assert!((width - 100.0).abs() < 1e-9 && (height - 25.0).abs() < 1e-9);
        let jpeg = [&b"\xff\xd8\xff\xe0\0\x04ab\xff\xc2\0\x0b\x08"[..], &[0, 30, 0, 90, 3]].concat();
        let logo = Logo::of(jpeg.clone()).unwrap();
        assert_eq!((logo.kind, logo.width, logo.height), (Kind::Jpeg, 90, 30));
        assert!(Logo::of(b"<?xml?><svg xmlns".to_vec()).unwrap_err().contains("save it as PNG"));
        for whole in [png, jpeg] {
            for cut in 0..whole.len() - 8 {
                assert!(Logo::of(whole[..cut].to_vec()).is_err(), "{cut}");
            }
        }
    }

    #[test]
    fn a_colour_is_six_digits() {
        let colour: Colour = "#1f5fa8".parse().unwrap();
        assert_eq!((colour.hex().as_str(), colour.lighter().to_string().as_str()), ("1F5FA8", "#779FCA"));
        assert!(["1F5FA8", "#1F5FA", "#1F5FAX", "blue", "#ééé"].iter().all(|not| not.parse::<Colour>().is_err()));
    }
}
