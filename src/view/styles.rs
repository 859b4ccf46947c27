//! Every style, derived from a theme's few tokens in this one place, for what the terminal can show.

mod paint;

use ratatui::style::{Modifier, Style};

use paint::Paint;

use super::theme::{HEAT, SERIES, Theme};
use crate::app::marks::Tone;

/// What the terminal can show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorDepth {
    #[default]
    TrueColor,
    Ansi256,
    /// The terminal's own sixteen colours, on its own background.
    Ansi16,
    /// No colour at all (`NO_COLOR`): bold, dim, underline and reverse carry what colour would.
    None,
}

impl ColorDepth {
    /// What this terminal can show, from `NO_COLOR` (any value that is not empty), `COLORTERM` and `TERM`.
    pub(crate) fn detect() -> Self {
        let variable = |name| std::env::var(name).unwrap_or_default();
        Self::of(&variable("NO_COLOR"), &variable("COLORTERM"), &variable("TERM"))
    }

    fn of(no_color: &str, colorterm: &str, term: &str) -> Self {
        match () {
            () if !no_color.is_empty() || term == "dumb" => Self::None,
            () if colorterm.contains("truecolor") || colorterm.contains("24bit") || term.contains("direct") => Self::TrueColor,
            // Windows' own terminals show all colours and set neither variable.
            () if cfg!(windows) && term.is_empty() => Self::TrueColor,
            () if term.contains("256color") => Self::Ansi256,
            () => Self::Ansi16,
        }
    }

    /// Whether backgrounds can be told apart; else panels are separated by rules and selection by reversing.
    pub(crate) fn has_surfaces(self) -> bool {
        matches!(self, Self::TrueColor | Self::Ansi256)
    }
}

/// How a row of a list or table stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum RowState {
    #[default]
    Plain,
    /// Selected, and its panel has the keys.
    Selected,
    /// Selected, while another panel has the keys.
    Kept,
}

impl RowState {
    pub(crate) fn of(selected: bool, focused: bool) -> Self {
        match (selected, focused) {
            (false, _) => Self::Plain,
            (true, true) => Self::Selected,
            (true, false) => Self::Kept,
        }
    }

    /// What stands in the column left of the row.
    pub(crate) fn edge(self) -> &'static str {
        match self {
            Self::Plain => " ",
            Self::Selected => "▌",
            Self::Kept => "▏",
        }
    }
}

/// The styles of a theme. Styles of text leave the background alone, so that they stand on any of the theme's.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Styles {
    pub depth: ColorDepth,
    /// Behind everything; fill the screen with it first.
    pub base: Style,
    /// Behind panels.
    pub surface: Style,
    /// Behind what lies over the screen: dialogs, pickers, help.
    pub overlay: Style,
    pub text: Style,
    pub strong: Style,
    pub muted: Style,
    pub faint: Style,
    pub accent: Style,
    pub accent_strong: Style,
    /// A filled label: the current tab, the focused title, the button that Enter presses.
    pub chip: Style,
    /// The same without focus.
    pub chip_quiet: Style,
    pub good: Style,
    pub bad: Style,
    pub warn: Style,
    pub info: Style,
    /// A filled label in a warning's and in an alarm's tone.
    pub chip_warn: Style,
    pub chip_bad: Style,
    /// A key's name in hints.
    pub key: Style,
    /// A panel's title, at rest and in focus.
    pub title: Style,
    pub title_focused: Style,
    /// Rules and the track behind bars and scrollbars.
    pub rule: Style,
    /// The cell the cursor stands on.
    pub cursor: Style,
    /// Letters that matched a search.
    pub matched: Style,
    /// A text field, at rest and in focus.
    pub field: Style,
    pub field_focused: Style,
    /// Colours told apart within one chart.
    pub series: [Style; SERIES],
    /// From little to much, with text that reads on it.
    pub heat: [Style; HEAT],
    selected: Style,
    kept: Style,
}

impl Styles {
    pub(crate) fn new(theme: &Theme, depth: ColorDepth) -> Self {
        let paint = Paint { theme, depth };
        let surface = paint.on(theme.surface).patch(paint.neutral(theme.text));
        let text = paint.neutral(theme.text);
        let accent_strong = paint.marked(theme.accent, Modifier::BOLD);
        let flat = !depth.has_surfaces();
        let title_rule = if flat { Modifier::UNDERLINED } else { Modifier::empty() };
        Self {
            depth,
            base: paint.on(theme.background).patch(text),
            surface,
            overlay: surface,
            text,
            strong: text.add_modifier(Modifier::BOLD),
            muted: paint.neutral(theme.muted),
            faint: paint.faint(),
            accent: paint.text(theme.accent),
            accent_strong,
            chip: paint.chip(theme.accent),
            chip_quiet: paint.chip_quiet(),
            good: paint.text(theme.good),
            bad: paint.marked(theme.bad, Modifier::BOLD),
            warn: paint.marked(theme.warn, Modifier::BOLD),
            info: paint.text(theme.info),
            chip_warn: paint.chip(theme.warn),
            chip_bad: paint.chip(theme.bad),
            key: accent_strong,
            title: paint.neutral(theme.muted).add_modifier(Modifier::BOLD | title_rule),
            title_focused: accent_strong.add_modifier(title_rule),
            rule: paint.rule(),
            cursor: paint.cursor(),
            matched: accent_strong.add_modifier(Modifier::UNDERLINED),
            field: paint.field(theme.background),
            field_focused: paint.field(theme.selection),
            series: theme.series.map(|colour| paint.text(colour)),
            heat: paint.heat(),
            selected: paint.selected(),
            kept: paint.kept(),
        }
    }

    pub(crate) fn tone(&self, tone: Tone) -> Style {
        match tone {
            Tone::Good => self.good,
            Tone::Bad => self.bad,
            Tone::Warn => self.warn,
            Tone::Info => self.info,
            Tone::Neutral => self.muted,
            Tone::Plain => self.text,
            Tone::Strong => self.strong,
            Tone::Faint => self.faint,
            Tone::Accent => self.accent_strong,
        }
    }

    /// A cell's style within a row. Where colours are few, a selected row is reversed as a whole, so
    /// that no cell's colour turns into a patch of background.
    pub(crate) fn in_row(&self, cell: Style, row: RowState) -> Style {
        let strip = |style: Style| Style::new().add_modifier(style.add_modifier & Modifier::BOLD);
        match row {
            RowState::Plain => cell,
            _ if self.depth.has_surfaces() => cell.patch(self.row(row)),
            RowState::Selected => strip(cell).patch(self.selected),
            RowState::Kept => cell.patch(self.kept),
        }
    }

    /// A bar's style within a row. Where a selected row is reversed as a whole, a coloured bar is not, so that it keeps its
    /// colour; one without colour is, so that it stands out as a gap.
    pub(crate) fn bar_in_row(&self, bar: Style, row: RowState) -> Style {
        match self.depth {
            ColorDepth::TrueColor | ColorDepth::Ansi256 => self.in_row(bar, row),
            ColorDepth::Ansi16 => bar.remove_modifier(Modifier::REVERSED),
            ColorDepth::None => bar,
        }
    }

    /// What a whole row is filled with.
    pub(crate) fn row(&self, row: RowState) -> Style {
        match row {
            RowState::Plain => Style::new(),
            RowState::Selected => self.selected,
            RowState::Kept => self.kept,
        }
    }

    /// The style of the mark left of a row.
    pub(crate) fn edge(&self, row: RowState) -> Style {
        match row {
            RowState::Selected => self.in_row(self.accent_strong, row),
            _ => self.in_row(self.faint, row),
        }
    }

    /// The texture of a series: solid, unless there is no colour to tell series apart.
    pub(crate) fn fill(&self, series: usize) -> &'static str {
        const TEXTURES: [&str; 4] = ["█", "▒", "░", "▓"];
        if self.depth == ColorDepth::None { TEXTURES[series % TEXTURES.len()] } else { TEXTURES[0] }
    }

    /// The heat step of a value between 0 and 1.
    pub(crate) fn heat_step(&self, share: f64) -> Style {
        let step = (share.clamp(0.0, 1.0) * HEAT as f64) as usize;
        self.heat[step.min(HEAT - 1)]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styles(depth: ColorDepth) -> Styles {
        Styles::new(&Theme::default(), depth)
    }

    #[test]
    fn without_colour_no_style_sets_any() {
        let s = styles(ColorDepth::None);
        let all =
            [s.base, s.surface, s.text, s.accent, s.chip, s.good, s.bad, s.warn, s.cursor, s.field, s.rule, s.row(RowState::Selected)];
        for style in all.into_iter().chain(s.series).chain(s.heat) {
            assert_eq!((style.fg, style.bg), (None, None), "{style:?}");
        }
        assert!(s.row(RowState::Selected).add_modifier.contains(Modifier::REVERSED));
        assert_ne!(s.fill(0), s.fill(1), "series differ by texture");
    }

    #[test]
    fn sixteen_colours_leave_the_terminals_background_alone() {
        for theme in Theme::names().filter_map(Theme::bundled) {
            let s = Styles::new(&theme, ColorDepth::Ansi16);
            for style in [s.base, s.surface, s.text, s.field, s.row(RowState::Selected)].into_iter().chain(s.heat) {
                assert_eq!(style.bg, None, "{}: {style:?}", theme.name);
            }
            assert_ne!(s.good.fg, s.bad.fg, "{}", theme.name);
            assert_eq!((s.text.fg, s.muted.fg), (None, None), "{}: text has the terminal's own colour", theme.name);
        }
    }

    #[test]
    fn a_selected_row_reads_in_every_depth() {
        let s = styles(ColorDepth::Ansi16);
        let cell = s.in_row(s.bad, RowState::Selected);
        assert_eq!(cell.fg, None, "colour would become a patch of background");
        assert!(cell.add_modifier.contains(Modifier::REVERSED | Modifier::BOLD));
        let rich = styles(ColorDepth::TrueColor);
        assert_eq!(rich.in_row(rich.bad, RowState::Selected).fg, rich.bad.fg);
    }

    #[test]
    fn heat_steps_cover_the_range() {
        let s = styles(ColorDepth::TrueColor);
        assert_eq!((s.heat_step(-1.0), s.heat_step(2.0)), (s.heat[0], s.heat[HEAT - 1]));
        assert_eq!(s.heat_step(f64::NAN), s.heat[0]);
    }
}
