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
