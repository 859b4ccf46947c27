//! From the model to the screen: themes, the frame around every phase, and what lies above it.

use std::path::Path;

use chrono::{DateTime, Utc};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::shell::{self, Canvas};
use super::styles::{ColorDepth, Styles};
use super::theme::Theme;
use super::veil::Veil;
use super::widgets::too_small::{LEAST, TooSmall, is_too_small};
use super::{mapping, overlays, present, screens, waiting};
use crate::app::mapping::MappingScreen;
use crate::app::model::Model;
use crate::app::presenting::Presenting;
use crate::app::target::Targets;
use crate::app::waiting::Waiting;
use crate::domain::text;
use crate::error::{Error, Result};
use crate::regular;

/// All themes, ready to draw with.
pub struct Painter {
    themes: Vec<(String, Styles)>,
}

impl Painter {
    /// The bundled themes for what the terminal can show.
    pub fn new(depth: ColorDepth) -> Self {
        let bundled = Theme::names().filter_map(Theme::bundled);
        Self { themes: bundled.map(|theme| (theme.name.clone(), Styles::new(&theme, depth))).collect() }
    }

    /// The bundled themes and the user's own, which stand as `*.toml` in `folder` and may replace a bundled one.
    ///
    /// # Errors
    /// A theme file that cannot be read, with its line and column.
    pub(crate) fn load(folder: &Path) -> Result<Self> {
        let depth = ColorDepth::detect();
        let mut painter = Self::new(depth);
        for theme in own_themes(folder) {
            let theme = theme?;
            painter.themes.retain(|(name, _)| *name != theme.name);
            painter.themes.push((theme.name.clone(), Styles::new(&theme, depth)));
        }
        Ok(painter)
    }

    pub fn names(&self) -> Vec<String> {
        self.themes.iter().map(|(name, _)| name.clone()).collect()
    }

    /// The place of the theme with this name; the first without a name.
    ///
    /// # Errors
    /// No such theme, with the names there are.
    pub(crate) fn place_of(&self, name: Option<&str>) -> Result<usize> {
        let Some(name) = name else { return Ok(0) };
        self.themes.iter().position(|(known, _)| known == name).ok_or_else(|| {
            let names: Vec<&str> = self.themes.iter().map(|(known, _)| known.as_str()).collect();
            let near = text::nearest(name, names.iter().copied()).map_or_else(String::new, |n| format!("; did you mean {n}?"));
            Error::Usage { flag: "theme".into(), value: name.into(), message: format!("expected {}{near}", names.join(", ")) }
        })
    }

    /// Draws the model, and notes where the mouse can go.
    pub fn paint(&self, frame: &mut Frame, model: &mut Model, now: DateTime<Utc>) {
        let area = frame.area();
        self.draw(frame.buffer_mut(), area, model, now);
    }

    /// [`paint`](Self::paint) into any buffer.
    pub fn draw(&self, buf: &mut Buffer, area: Rect, model: &mut Model, now: DateTime<Utc>) {
        let mut targets = std::mem::take(&mut model.targets);
        targets.clear();
        if let Some(styles) = self.styles(model.settings.theme) {
            let veil = Veil::over(model.hidden.as_ref().map(|hidden| hidden.redaction.clone()));
            draw_all(&mut Canvas { buf, model, styles, targets: &mut targets, now }, area);
            veil.sweep(buf, area);
        }
        model.targets = targets;
    }

    /// Draws the screen that stands before a session, as [`draw`](Self::draw) does a session's.
    pub fn draw_mapping(&self, buf: &mut Buffer, area: Rect, screen: &mut MappingScreen, now: DateTime<Utc>) {
        let mut targets = std::mem::take(&mut screen.targets);
        targets.clear();
        if let Some(styles) = self.styles(screen.theme) {
            mapping::draw(&mut Canvas { buf, model: screen, styles, targets: &mut targets, now }, area);
        }
        screen.targets = targets;
    }

    /// Draws the screen that is up while something long is done.
    pub(crate) fn draw_waiting(&self, frame: &mut Frame, screen: &Waiting, now: DateTime<Utc>) {
        let (area, mut targets) = (frame.area(), Targets::default());
        if let Some(styles) = self.styles(screen.theme) {
            let buf = frame.buffer_mut();
            waiting::draw(&mut Canvas { buf, model: screen, styles, targets: &mut targets, now }, area);
        }
    }

    /// Draws the second window.
    pub(crate) fn draw_presented(&self, frame: &mut Frame, window: &Presenting, now: DateTime<Utc>) {
        let area = frame.area();
        self.present(frame.buffer_mut(), area, window, now);
    }

    /// [`draw_presented`](Self::draw_presented) into any buffer.
    pub(crate) fn present(&self, buf: &mut Buffer, area: Rect, window: &Presenting, now: DateTime<Utc>) {
        let Some(styles) = self.styles(window.theme) else { return };
        let hidden = window.model().and_then(|model| model.hidden.as_ref()).map(|hidden| hidden.redaction.clone());
        let (veil, mut targets) = (Veil::over(hidden), Targets::default());
        present::draw(&mut Canvas { buf, model: window, styles, targets: &mut targets, now }, area);
        veil.sweep(buf, area);
    }

    fn styles(&self, theme: usize) -> Option<&Styles> {
        self.themes.get(theme).or(self.themes.first()).map(|(_, styles)| styles)
    }
}

/// The themes in the user's folder, by the names of their files.
pub(crate) fn own_themes(folder: &Path) -> impl Iterator<Item = Result<Theme>> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut files: Vec<_> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    files.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    files.sort();
    files.into_iter().map(|path| {
        let read = regular::read_text(&path);
        let written = read.map_err(|source| Error::io(&path, source, "make the theme file readable or move it away"))?;
        Theme::parse(&text::path(&path), &written)
    })
}

fn draw_all(canvas: &mut Canvas, area: Rect) {
    if is_too_small(area) {
        return canvas.draw(area, &TooSmall { least: LEAST, styles: canvas.styles });
    }
    let body = shell::draw(canvas, area);
    // What is captured is seen at once.
    let free = overlays::prompt::above_capture(canvas.model, area, body, canvas.styles);
    screens::draw(canvas, free);
    overlays::draw(canvas, area, body);
}
