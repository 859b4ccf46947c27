//! Tokens to styles: what each colour becomes where colours are few or none.

use ratatui::style::{Color, Modifier, Style};

use super::ColorDepth;
use crate::view::theme::color::Rgb;
use crate::view::theme::{HEAT, Theme};

/// A theme's colours on a terminal of some depth.
pub(super) struct Paint<'a> {
    pub theme: &'a Theme,
    pub depth: ColorDepth,
}

impl Paint<'_> {
    fn color(&self, colour: Rgb) -> Color {
        match self.depth {
            ColorDepth::TrueColor => colour.true_color(),
            ColorDepth::Ansi256 => colour.ansi_256(),
            ColorDepth::Ansi16 => colour.ansi_16(self.theme.is_dark()),
            ColorDepth::None => Color::Reset,
        }
    }

    pub(crate) fn text(&self, colour: Rgb) -> Style {
        match self.depth {
            ColorDepth::None => Style::new(),
            _ => Style::new().fg(self.color(colour)),
        }
    }

    /// Plain text: where colours are few, it has the terminal's own.
    pub(crate) fn neutral(&self, colour: Rgb) -> Style {
        if self.depth.has_surfaces() { self.text(colour) } else { Style::new() }
    }

    /// A colour whose meaning stays visible without colour.
    pub(crate) fn marked(&self, colour: Rgb, without_colour: Modifier) -> Style {
        self.text(colour).add_modifier(without_colour)
    }

    /// Hints: dimmed where greys cannot be had.
    pub(crate) fn faint(&self) -> Style {
        if self.depth.has_surfaces() { self.text(self.theme.faint) } else { Style::new().add_modifier(Modifier::DIM) }
    }

    /// Rules are no text: they may be fainter than text can be.
    pub(crate) fn rule(&self) -> Style {
        if self.depth.has_surfaces() { self.text(self.theme.faint.mix(self.theme.surface, 0.6)) } else { self.faint() }
    }

    pub(crate) fn on(&self, colour: Rgb) -> Style {
        if self.depth.has_surfaces() { Style::new().bg(self.color(colour)) } else { Style::new() }
    }

    pub(crate) fn chip(&self, fill: Rgb) -> Style {
        let plain = Style::new().add_modifier(Modifier::BOLD);
        if self.depth.has_surfaces() {
            plain.fg(self.color(self.theme.on_accent)).bg(self.color(fill))
        } else {
            plain.patch(self.text(fill)).add_modifier(Modifier::REVERSED)
        }
    }

    pub(crate) fn chip_quiet(&self) -> Style {
        if self.depth.has_surfaces() {
            self.on(self.theme.selection).fg(self.color(self.theme.text))
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED)
        }
    }

    pub(crate) fn field(&self, fill: Rgb) -> Style {
        if self.depth.has_surfaces() {
            self.on(fill).fg(self.color(self.theme.text))
        } else {
            Style::new().add_modifier(Modifier::UNDERLINED)
        }
    }

    pub(crate) fn cursor(&self) -> Style {
        if self.depth.has_surfaces() {
            Style::new().fg(self.color(self.theme.on_accent)).bg(self.color(self.theme.accent))
        } else {
            Style::new().add_modifier(Modifier::REVERSED)
        }
    }

    pub(crate) fn selected(&self) -> Style {
        if self.depth.has_surfaces() { self.on(self.theme.selection) } else { Style::new().add_modifier(Modifier::REVERSED) }
    }

    pub(crate) fn kept(&self) -> Style {
        if self.depth.has_surfaces() {
            self.on(self.theme.selection.mix(self.theme.surface, 0.5))
        } else {
            Style::new().add_modifier(Modifier::BOLD)
        }
    }

    pub(crate) fn heat(&self) -> [Style; HEAT] {
        if self.depth.has_surfaces() {
            let (text, behind) = (self.theme.text, self.theme.background);
            return self.theme.heat.map(|h| Style::new().bg(self.color(h)).fg(self.color(h.readable(text, behind))));
        }
        let accent = self.text(self.theme.accent);
        let reversed = accent.add_modifier(Modifier::REVERSED);
        [self.faint(), self.neutral(self.theme.text), accent.add_modifier(Modifier::BOLD), reversed, reversed.add_modifier(Modifier::BOLD)]
    }
}
