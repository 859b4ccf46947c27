//! A user's own font, accent and logo on the page. Nothing is fetched: the logo stands in the page itself.

use std::fmt::Write as _;

use crate::export::settings::{Brand, base64};

/// Rules behind the page's own. In the dark the accent is lighter.
pub(crate) fn style(brand: &Brand) -> String {
    let mut out = String::new();
    if let Some(accent) = brand.accent {
        let dark = accent.lighter();
        let _ = writeln!(
            out,
            ":root {{ --accent: {accent}; }}\n@media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n\
             h1 {{ border-bottom: 4px solid var(--accent); padding-bottom: .5rem; }}"
        );
    }
    if let Some(font) = &brand.font {
        let _ = writeln!(out, "body {{ font-family: \"{font}\", system-ui, sans-serif; }}");
    }
    if brand.logo.is_some() {
        out += ".logo { display: block; max-width: 14rem; max-height: 4rem; margin: 0 0 1.5rem; }\n";
    }
    out
}

/// The page says itself which pictures it holds: none but those that stand in it.
pub(crate) fn images(brand: &Brand) -> &'static str {
    if brand.logo.is_some() { "; img-src data:" } else { "" }
}

pub(crate) fn logo(brand: &Brand) -> String {
    let Some(logo) = &brand.logo else { return String::new() };
    let (kind, bytes) = (logo.kind.ending(), base64(&logo.bytes));
    // Whoever does not see it misses nothing.
    format!("<img class=\"logo\" alt=\"\" width=\"{}\" height=\"{}\" src=\"data:image/{kind};base64,{bytes}\"/>\n", logo.width, logo.height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::settings::Logo;

    #[test]
    fn a_page_looks_as_the_user_says_and_fetches_nothing() {
        let png = [&b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR"[..], &[0, 0, 1, 0, 0, 0, 0, 64]].concat();
        let brand = Brand { font: Some("Open Sans".into()), accent: "#1F5FA8".parse().ok(), logo: Logo::of(png).ok() };
        let (style, logo) = (style(&brand), logo(&brand));
        assert!(style.contains("--accent: #1F5FA8") && style.contains("--accent: #779FCA") && style.contains("\"Open Sans\""), "{style}");
        assert!(logo.contains("src=\"data:image/png;base64,iVBORw0KGgo") && images(&brand).contains("data:"), "{logo}");
        let none = Brand::default();
        assert!(super::style(&none).is_empty() && super::logo(&none).is_empty() && images(&none).is_empty());
    }
}
