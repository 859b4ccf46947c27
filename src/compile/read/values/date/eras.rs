//! Years of Japanese eras: `令和8年9月30日` is of 2026.

/// Each era with the year before its first.
const ERAS: [(&str, u32); 4] = [("令和", 2018), ("平成", 1988), ("昭和", 1925), ("大正", 1911)];

/// The date with the year as it is counted elsewhere; `None` where it names no era.
pub(super) fn of_our_era(text: &str) -> Option<String> {
    let (behind, before) = ERAS.iter().find_map(|(era, before)| Some((text.strip_prefix(era)?.trim_start(), before)))?;
    let (year, rest) = behind.split_once('年')?;
    let year: u32 = if year.trim() == "元" { 1 } else { year.trim().parse().ok()? };
    (1..100).contains(&year).then(|| format!("{}年{rest}", before + year))
}
