//! The look of a deck: font and accent go into its theme, the logo onto its layouts, so slides that are added later have them, too.

use super::page::{INCH, LEFT, Place, TOP};
use super::xml::escape;
use crate::export::settings::{Brand, Logo};

const THEME: &str = include_str!("parts/theme.xml");

/// As they stand in the theme.
const FONT: &str = "typeface=\"Calibri\"";
const ACCENT: &str = "1F5FA8";

pub(crate) fn theme(brand: &Brand) -> String {
    let theme = match &brand.font {
        Some(font) => THEME.replace(FONT, &format!("typeface=\"{}\"", escape(font))),
        None => THEME.to_owned(),
    };
    brand.accent.map_or(theme.clone(), |accent| theme.replace(ACCENT, &accent.hex()))
}

/// The logo's part.
pub(crate) fn part(logo: &Logo) -> String {
    format!("ppt/media/logo.{}", logo.kind.ending())
}

/// Above the title.
pub(crate) fn on_title(layout: &str, logo: &Logo) -> String {
    let (width, height) = logo.fitted(3.2 * INCH, 1.1 * INCH);
    with(layout, Place { x: LEFT, y: TOP - 0.6 * INCH, width, height })
}

/// Small below what stands on the slide.
pub(crate) fn on_content(layout: &str, logo: &Logo) -> String {
    let (width, height) = logo.fitted(1.6 * INCH, 0.35 * INCH);
    with(layout, Place { x: LEFT, y: 6.98 * INCH, width, height })
}

/// A layout whose second relation is the logo.
fn with(layout: &str, place: Place) -> String {
    let picture = format!(
        "<p:pic><p:nvPicPr><p:cNvPr id=\"9\" name=\"Logo\" descr=\"Logo\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr userDrawn=\"1\"/>\
         </p:nvPicPr><p:blipFill><a:blip r:embed=\"rId2\"/><a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{}\
         <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic></p:spTree>",
        place.xml("a")
    );
    layout.replacen("</p:spTree>", &picture, 1)
}
