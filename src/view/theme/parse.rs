//! Reads a theme file, strictly: what is unknown, missing or no colour is named with its place.

use std::collections::BTreeMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::color::Rgb;
use super::{HEAT, SERIES, Theme};
use crate::domain::text::nearest;
use crate::error::{Error, Place, Result};

const COLOURS: [&str; 12] =
    ["background", "surface", "text", "muted", "faint", "accent", "on-accent", "good", "bad", "warn", "info", "selection"];
const RAMPS: [(&str, usize); 2] = [("series", SERIES), ("heat", HEAT)];
const BASE: &str = "base";

/// Where messages point.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn wrong<T>(&self, span: Option<Range<usize>>, message: impl Into<String>) -> Result<T> {
        let place = span.map_or_else(|| Place::file(self.file), |span| self.place(span.start));
        Err(Error::data(place, message))
    }

    fn place(&self, at: usize) -> Place {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Place::line(self.file, line).with_column(column.to_string())
    }
}

/// The colours given, by token; a ramp's by `series.0` and so on.
type Tokens = BTreeMap<String, Rgb>;

pub(super) fn theme(file: &str, text: &str) -> Result<Theme> {
    let source = Source { file, text };
    let table = match DeTable::parse(text) {
        Ok(table) => table.into_inner(),
        Err(error) => return source.wrong(error.span(), error.message()),
    };
    let mut tokens = Tokens::new();
    let mut base = None;
    for (key, value) in &table {
        let name: &str = key.get_ref();
        let (span, value) = (value.span(), value.get_ref());
        if name == BASE {
            base = Some(read_base(&source, span, value)?);
        } else if COLOURS.contains(&name) {
            tokens.insert(name.to_owned(), colour(&source, span, value)?);
        } else if let Some((_, length)) = RAMPS.iter().find(|(ramp, _)| *ramp == name) {
            ramp(&source, span, name, *length, value, &mut tokens)?;
        } else {
            return source.wrong(Some(key.span()), unknown(name));
        }
    }
    build(&source, &tokens, base.as_ref())
}

fn unknown(name: &str) -> String {
    let known = || COLOURS.into_iter().chain(RAMPS.iter().map(|(ramp, _)| *ramp)).chain([BASE]);
    match nearest(name, known()) {
        Some(meant) => format!("unknown key `{name}`; did you mean `{meant}`?"),
        None => format!("unknown key `{name}`; a theme has {}", known().collect::<Vec<_>>().join(", ")),
    }
}

fn read_base(source: &Source, span: Range<usize>, value: &DeValue) -> Result<Theme> {
    let names = || Theme::names().collect::<Vec<_>>().join(", ");
    match value.as_str() {
        Some(name) => match Theme::bundled(name) {
            Some(theme) => Ok(theme),
            None => source.wrong(Some(span), format!("no bundled theme is called `{name}`; there are {}", names())),
        },
        None => source.wrong(Some(span), format!("`base` is the name of a bundled theme: {}", names())),
    }
}

fn colour(source: &Source, span: Range<usize>, value: &DeValue) -> Result<Rgb> {
    match value.as_str() {
        Some(text) => text.parse().or_else(|message: String| source.wrong(Some(span), message)),
        None => source.wrong(Some(span), format!("found {}, expected a colour such as \"#7db4ff\"", kind(value))),
    }
}

fn ramp(source: &Source, span: Range<usize>, name: &str, length: usize, value: &DeValue, tokens: &mut Tokens) -> Result<()> {
    let Some(list) = value.as_array() else {
        return source.wrong(Some(span), format!("found {}, expected a list of {length} colours", kind(value)));
    };
    if list.len() != length {
        return source.wrong(Some(span), format!("`{name}` has {} colours, expected {length}", list.len()));
    }
    for (i, item) in list.iter().enumerate() {
        tokens.insert(format!("{name}.{i}"), colour(source, item.span(), item.get_ref())?);
    }
    Ok(())
}

fn kind(value: &DeValue) -> String {
    let name = value.type_str();
    let article = if name.starts_with(['a', 'i']) { "an" } else { "a" };
    format!("{article} {name}")
}

fn build(source: &Source, tokens: &Tokens, base: Option<&Theme>) -> Result<Theme> {
    let token = |name: &str, from_base: fn(&Theme) -> Rgb| match tokens.get(name).copied().or(base.map(from_base)) {
        Some(colour) => Ok(colour),
        None => source.wrong(None, format!("`{name}` is missing; give it, or start from a bundled theme with `base = \"dark\"`")),
    };
    let stem = source.file.rsplit(['/', '\\']).next().unwrap_or(source.file);
    Ok(Theme {
        name: stem.strip_suffix(".toml").unwrap_or(stem).to_owned(),
        background: token("background", |t| t.background)?,
        surface: token("surface", |t| t.surface)?,
        text: token("text", |t| t.text)?,
        muted: token("muted", |t| t.muted)?,
        faint: token("faint", |t| t.faint)?,
        accent: token("accent", |t| t.accent)?,
        on_accent: token("on-accent", |t| t.on_accent)?,
        good: token("good", |t| t.good)?,
        bad: token("bad", |t| t.bad)?,
        warn: token("warn", |t| t.warn)?,
        info: token("info", |t| t.info)?,
        selection: token("selection", |t| t.selection)?,
        series: list(source, "series", tokens, base.map(|t| t.series))?,
        heat: list(source, "heat", tokens, base.map(|t| t.heat))?,
    })
}

fn list<const N: usize>(source: &Source, name: &str, tokens: &Tokens, base: Option<[Rgb; N]>) -> Result<[Rgb; N]> {
    if !tokens.contains_key(&format!("{name}.0")) {
        let missing = format!("`{name}` is missing; give {N} colours, or start from a bundled theme with `base = \"dark\"`");
        return base.map_or_else(|| source.wrong(None, missing), Ok);
    }
    Ok(std::array::from_fn(|i| tokens[&format!("{name}.{i}")]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        Theme::parse("mine.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn a_theme_may_give_only_what_differs_from_a_bundled_one() {
        let theme = Theme::parse("themes/mine.toml", "base = \"light\"\naccent = \"#aa0000\"\n").unwrap();
        let light = Theme::bundled("light").unwrap();
        assert_eq!((theme.name.as_str(), theme.accent, theme.text), ("mine", Rgb(0xaa, 0, 0), light.text));
    }

    #[test]
    fn an_unknown_key_is_located_and_the_nearest_name_offered() {
        assert_eq!(message("base = \"dark\"\n  acent = \"#aa0000\"\n"), "mine.toml:2:3: unknown key `acent`; did you mean `accent`?");
        assert!(message("sparkles = 1").starts_with("mine.toml:1:1: unknown key `sparkles`; a theme has background, "));
    }

    #[test]
    fn a_bad_colour_is_located() {
        assert!(message("base = \"dark\"\ngood = \"green\"").starts_with("mine.toml:2:8: `green` is not a colour"));
        assert!(message("heat = [\"#000000\", 5]").contains("`heat` has 2 colours, expected 5"));
        assert!(message("good = 5").starts_with("mine.toml:1:8: found an integer, expected a colour"));
        let third = "base = \"dark\"\nheat = [\"#000000\", \"#000000\",\n  \"#zz0000\", \"#000000\", \"#000000\"]";
        assert!(message(third).starts_with("mine.toml:3:3: `#zz0000`"));
    }

    #[test]
    fn broken_toml_and_missing_tokens_say_so() {
        assert!(message("good = ").starts_with("mine.toml:1:"));
        assert!(message("good = \"#00ff00\"").contains("mine.toml: `background` is missing"));
        assert!(message("base = \"drak\"").starts_with("mine.toml:1:8: no bundled theme is called `drak`; there are dark, light"));
    }
}
