//! Themes: a few colour tokens. Every style is derived from them in [`styles`](super::styles).

use crate::error::Result;

pub(crate) mod color;
mod parse;

use color::Rgb;

/// The categorical ramp: colours told apart within one chart.
pub(crate) const SERIES: usize = 6;
/// The steps from little to much.
pub(crate) const HEAT: usize = 5;

/// The bundled themes by name; the first is the default.
pub(crate) const BUNDLED: [(&str, &str); 4] = [
    ("dark", include_str!("../../themes/dark.toml")),
    ("light", include_str!("../../themes/light.toml")),
    ("high-contrast", include_str!("../../themes/high-contrast.toml")),
    ("colour-blind", include_str!("../../themes/colour-blind.toml")),
];

/// The tokens of a theme. All text tokens read on `background`, `surface` and `selection`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub name: String,
    /// Behind everything.
    pub background: Rgb,
    /// Behind panels.
    pub surface: Rgb,
    pub text: Rgb,
    /// Labels and secondary text.
    pub muted: Rgb,
    /// Hints and rules.
    pub faint: Rgb,
    /// Focus, and what can be acted on.
    pub accent: Rgb,
    /// Text on the accent.
    pub on_accent: Rgb,
    pub good: Rgb,
    pub bad: Rgb,
    pub warn: Rgb,
    pub info: Rgb,
    /// Behind the selected row.
    pub selection: Rgb,
    pub series: [Rgb; SERIES],
    pub heat: [Rgb; HEAT],
}

impl Theme {
    /// Reads a theme file. `file` names it in messages; the theme is called by the file's stem.
    /// A theme may start from a bundled one with `base = "dark"` and give only what differs.
    ///
    /// # Errors
    /// `file:line:column` with what was found and what was expected: broken TOML, an unknown key
    /// (with the nearest known name), a missing token, a value that is no colour.
    pub fn parse(file: &str, text: &str) -> Result<Self> {
        parse::theme(file, text)
    }

    /// A bundled theme by its name.
    pub(crate) fn bundled(name: &str) -> Option<Self> {
        let (name, text) = BUNDLED.iter().find(|(known, _)| *known == name)?;
        Self::parse(name, text).ok()
    }

    /// The names of the bundled themes.
    pub(crate) fn names() -> impl Iterator<Item = &'static str> {
        BUNDLED.iter().map(|(name, _)| *name)
    }

    pub(crate) fn is_dark(&self) -> bool {
        self.background.luminance() < 0.5
    }
}

impl Default for Theme {
    /// The first bundled theme.
    fn default() -> Self {
        Self::bundled(BUNDLED[0].0).unwrap_or_else(Self::plain)
    }
}

impl Theme {
    /// Black and white: what stands in where no theme can be read. A test holds that every bundled theme reads.
    fn plain() -> Self {
        let (black, white) = (Rgb(0, 0, 0), Rgb(255, 255, 255));
        Self {
            name: "plain".to_owned(),
            background: black,
            surface: black,
            text: white,
            muted: white,
            faint: white,
            accent: white,
            on_accent: black,
            good: white,
            bad: white,
            warn: white,
            info: white,
            selection: Rgb(60, 60, 60),
            series: [white; SERIES],
            heat: [black; HEAT],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> impl Iterator<Item = Theme> {
        BUNDLED.iter().map(|(name, text)| Theme::parse(name, text).unwrap())
    }

    #[test]
    fn every_text_token_reads_on_every_background_it_stands_on() {
        for theme in all() {
            let wanted = if theme.name == "high-contrast" { 7.0 } else { 4.5 };
            let texts = [theme.text, theme.muted, theme.faint, theme.accent, theme.good, theme.bad, theme.warn, theme.info];
            for behind in [theme.background, theme.surface, theme.selection] {
                for text in texts {
                    let contrast = text.contrast(behind);
                    assert!(contrast >= wanted, "{}: {text} on {behind} is {contrast:.2}", theme.name);
                }
            }
            for fill in [theme.accent, theme.good, theme.bad, theme.warn, theme.info] {
                assert!(theme.on_accent.contrast(fill) >= 4.5, "{}: on-accent on {fill}", theme.name);
            }
        }
    }

    #[test]
    fn charts_stand_out_and_numbers_read_on_heat() {
        for theme in all() {
            for colour in theme.series {
                assert!(colour.contrast(theme.surface) >= 3.0, "{}: {colour}", theme.name);
            }
            for heat in theme.heat {
                let contrast = heat.readable(theme.text, theme.background).contrast(heat);
                assert!(contrast >= 4.5, "{}: number on {heat} is {contrast:.2}", theme.name);
            }
            let steps: Vec<f64> = theme.heat.iter().map(|h| h.contrast(theme.surface)).collect();
            assert!(steps.is_sorted(), "{}: more must stand out more: {steps:?}", theme.name);
        }
    }

    #[test]
    fn names_say_which_are_dark() {
        let dark: Vec<bool> = all().map(|t| t.is_dark()).collect();
        assert_eq!(dark, [true, false, true, true]);
        assert_eq!(Theme::default().name, "dark");
    }
}
