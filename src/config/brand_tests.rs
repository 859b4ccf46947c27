#![expect(clippy::disallowed_methods, reason = "the tests write files")]

use std::path::Path;

use super::*;

fn parse(text: &str) -> Result<Config, String> {
    Config::parse(Path::new("config.toml"), text).map_err(|error| error.to_string())
}

#[test]
fn files_look_as_the_configuration_says() {
    let written =
        "[brand]\nfont = \"Open Sans\"\naccent = \"#C8102E\"\n[[tracker.column]]\nname = \"Programme\"\ntext = \"Renewals {team}\"\n";
    let (settings, told) = parse(written).unwrap().exports();
    assert_eq!((settings.brand.font.as_deref(), settings.brand.accent.unwrap().hex().as_str()), (Some("Open Sans"), "C8102E"));
    assert_eq!((settings.columns[0].name.as_str(), told), ("Programme", None));
    for (wrong, why) in [
        ("[brand]\nfont = \"x;} body{\"", "name of one font"),
        ("[brand]\naccent = \"red\"", "#1F5FA8"),
        ("[brand]\ncolour = \"red\"", "unknown key `colour`"),
        ("[[tracker.column]]\nname = \"P\"\ntext = \"{onwer}\"", "{owner}"),
        ("[[tracker.column]]\nname = \"Owner\"\ntext = \"x\"", "a name of its own"),
    ] {
        let error = parse(wrong).unwrap_err();
        assert!(error.contains(why), "{error}");
    }
}

#[test]
fn a_logo_that_is_not_there_or_is_none_is_told_and_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("config.toml");
    let config = Config::parse(&path, "[brand]\nlogo = \"logo.svg\"\naccent = \"#C8102E\"\n").unwrap();
    let told = || config.exports().1.unwrap();
    assert!(told().contains("written without the logo"), "{}", told());
    std::fs::write(dir.path().join("logo.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\"/>").unwrap();
    assert!(told().contains("save it as PNG"), "{}", told());
    assert!(config.exports().0.brand.logo.is_none() && config.exports().0.brand.accent.is_some());
}
