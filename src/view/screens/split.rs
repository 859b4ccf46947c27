//! Dividing a screen: side by side with a gap, or stacked where it is narrow.

use ratatui::layout::Rect;

/// Left part of `share` percent and the rest, with a column between them.
pub(crate) fn across(area: Rect, share: u16) -> (Rect, Rect) {
    let left = (u32::from(area.width) * u32::from(share) / 100) as u16;
    let right = area.width.saturating_sub(left + 1);
    (Rect { width: left, ..area }, Rect { x: area.x + left + 1, width: right, ..area })
}

/// The upper `height` rows and the rest, with a row between them.
pub(crate) fn down(area: Rect, height: u16) -> (Rect, Rect) {
    let height = height.min(area.height);
    let below = area.height.saturating_sub(height + 1);
    (Rect { height, ..area }, Rect { y: area.y + (height + 1).min(area.height), height: below, ..area })
}

/// `count` columns of equal width with a column between them.
pub(crate) fn columns(area: Rect, count: u16) -> Vec<Rect> {
    let width = area.width.saturating_sub(count - 1) / count.max(1);
    let place = |i: u16| Rect { x: area.x + i * (width + 1), width, ..area };
    (0..count).map(place).collect()
}

/// Columns of these widths with a column between them; what is left over goes to those that `grow`, to all alike where none does.
pub(crate) fn by_need(area: Rect, columns: &[(u16, bool)]) -> Vec<Rect> {
    let gaps = columns.len().saturating_sub(1) as u16;
    let least: u16 = columns.iter().map(|(width, _)| width).sum();
    let growing = columns.iter().filter(|(_, grows)| *grows).count() as u16;
    let (shared, all_grow) = if growing == 0 { (columns.len() as u16, true) } else { (growing, false) };
    let spare = area.width.saturating_sub(least + gaps);
    let mut x = area.x;
    let place = |(width, grows): &(u16, bool)| {
        let width = width + if *grows || all_grow { spare / shared.max(1) } else { 0 };
        let place = Rect { x, width, ..area }.intersection(area);
        x += width + 1;
        place
    };
    columns.iter().map(place).collect()
}
