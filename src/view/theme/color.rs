//! Colours as themes give them, and as terminals can show them.

use std::fmt;
use std::str::FromStr;

use ratatui::style::Color;

/// A colour in sRGB.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Relative luminance (WCAG 2.2).
    pub(crate) fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio (WCAG 2.2), 1 to 21; text needs 4.5.
    pub(crate) fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Whichever of two reads better on this colour.
    pub(crate) fn readable(self, one: Self, other: Self) -> Self {
        if one.contrast(self) >= other.contrast(self) { one } else { other }
    }

    /// This colour with `share` of another in it.
    pub(crate) fn mix(self, other: Self, share: f64) -> Self {
        let channel = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * share).round() as u8;
        Self(channel(self.0, other.0), channel(self.1, other.1), channel(self.2, other.2))
    }

    pub(crate) fn true_color(self) -> Color {
        Color::Rgb(self.0, self.1, self.2)
    }

    /// The nearest of the 240 fixed colours of a 256-colour terminal.
    pub(crate) fn ansi_256(self) -> Color {
        // Each part of it tells its own level of the cube.
        let level = |part: u8| (0..6u8).min_by_key(|level| part.abs_diff(fixed_256(16 + level).2)).unwrap_or(0);
        let of_cube = 16 + 36 * level(self.0) + 6 * level(self.1) + level(self.2);
        let fixed = std::iter::once(of_cube).chain(232..=255).min_by_key(|index| self.distance(fixed_256(*index)));
        Color::Indexed(fixed.unwrap_or(16))
    }

    /// The nearest of the terminal's own six hues, in the shade that reads on a dark or a light screen;
    /// greys become the terminal's text colour.
    pub(crate) fn ansi_16(self, on_dark: bool) -> Color {
        let Some(hue) = self.hue() else { return Color::Reset };
        let pair = match hue {
            h if !(24.0..330.0).contains(&h) => (Color::LightRed, Color::Red),
            h if h < 75.0 => (Color::LightYellow, Color::Yellow),
            h if h < 165.0 => (Color::LightGreen, Color::Green),
            h if h < 198.0 => (Color::LightCyan, Color::Cyan),
            h if h < 258.0 => (Color::LightBlue, Color::Blue),
            _ => (Color::LightMagenta, Color::Magenta),
        };
        if on_dark { pair.0 } else { pair.1 }
    }

    fn distance(self, other: Self) -> u32 {
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        2 * square(self.0, other.0) + 4 * square(self.1, other.1) + 3 * square(self.2, other.2)
    }

    /// Degrees on the colour circle; `None` for greys.
    fn hue(self) -> Option<f64> {
        let [r, g, b] = [self.0, self.1, self.2].map(f64::from);
        let (high, low) = (r.max(g).max(b), r.min(g).min(b));
        let spread = high - low;
        if spread < 0.18 * high.max(1.0) {
            return None;
        }
        let sixths = match high {
            h if h == r => (g - b) / spread,
            h if h == g => 2.0 + (b - r) / spread,
            _ => 4.0 + (r - g) / spread,
        };
        Some((sixths * 60.0).rem_euclid(360.0))
    }
}

/// The colour cube and the grey ramp of xterm.
fn fixed_256(index: u8) -> Rgb {
    if index >= 232 {
        let grey = 8 + (index - 232) * 10;
        return Rgb(grey, grey, grey);
    }
    let level = |step: u8| if step == 0 { 0 } else { 55 + step * 40 };
    let cube = index.saturating_sub(16);
    Rgb(level(cube / 36), level(cube / 6 % 6), level(cube % 6))
}

/// `#rrggbb`.
impl FromStr for Rgb {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not a colour; expected `#rrggbb`, six hexadecimal digits");
        let digits = text.strip_prefix('#').filter(|d| d.len() == 6 && d.bytes().all(|b| b.is_ascii_hexdigit())).ok_or_else(wrong)?;
        let channel = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).map_err(|_| wrong());
        Ok(Self(channel(0)?, channel(2)?, channel(4)?))
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_standard() {
        assert!((Rgb(0, 0, 0).contrast(Rgb(255, 255, 255)) - 21.0).abs() < 1e-9);
        assert!((Rgb(0x77, 0x77, 0x77).contrast(Rgb(255, 255, 255)) - 4.48).abs() < 0.01);
    }

    #[test]
    fn colours_read_back_and_wrong_ones_say_what_was_expected() {
        assert_eq!("#1a2029".parse(), Ok(Rgb(0x1a, 0x20, 0x29)));
        assert_eq!(Rgb(1, 2, 254).to_string().parse(), Ok(Rgb(1, 2, 254)));
        for wrong in ["red", "#12345", "#12345g", "123456", "#äöü", ""] {
            assert!(wrong.parse::<Rgb>().unwrap_err().contains("#rrggbb"), "{wrong}");
        }
    }

    #[test]
    fn sixteen_colours_keep_the_hue() {
        assert_eq!(Rgb(0x5f, 0xd3, 0x91).ansi_16(true), Color::LightGreen);
        assert_eq!(Rgb(0xb3, 0x26, 0x1e).ansi_16(false), Color::Red);
        assert_eq!(Rgb(0xf5, 0x8a, 0x3c).ansi_16(true), Color::LightYellow, "orange must not turn red");
        assert_eq!(Rgb(0x1a, 0x5b, 0xc0).ansi_16(false), Color::Blue);
        assert_eq!(Rgb(0xb4, 0xbd, 0xcb).ansi_16(true), Color::Reset);
    }

    #[test]
    fn the_cube_is_hit_exactly() {
        assert_eq!(Rgb(255, 0, 0).ansi_256(), Color::Indexed(196));
        assert_eq!(Rgb(8, 8, 8).ansi_256(), Color::Indexed(232));
        for (red, green, blue) in (0..=255).step_by(15).flat_map(|r| (0..=255).step_by(17).map(move |g| (r, g, 255 - r / 2 - g / 3))) {
            let colour = Rgb(red, green, blue);
            let nearest = (16..=255u8).min_by_key(|index| colour.distance(fixed_256(*index)));
            assert_eq!(colour.ansi_256(), Color::Indexed(nearest.unwrap()), "{colour:?}");
        }
    }
}
