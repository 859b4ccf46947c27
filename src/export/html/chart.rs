//! Charts as drawings in the page, with a title and a sentence for whoever does not see them.

mod bridge;
mod calibration;
mod heat;
mod pareto;
mod slope;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::escape::{escape, sentence};
use crate::telling::chart::{Chart, Picture};

const WIDTH: f64 = 760.0;
/// How wide a cell of text is taken to be.
const LETTER: f64 = 7.4;

/// A drawing: how high it is, and what is in it.
struct Drawing {
    height: f64,
    marks: String,
}

pub(crate) fn figure(picture: &Picture, number: usize) -> String {
    let drawing = match &picture.chart {
        Chart::Pareto(causes) => pareto::draw(causes),
        Chart::Bridge(bars) => bridge::draw(bars),
        Chart::HeatMap(heat) => heat::draw(heat),
        Chart::Calibration(dots) => calibration::draw(dots),
        Chart::Slope(lines) => slope::draw(lines),
    };
    let (title, said) = (sentence(&picture.title), sentence(&picture.said));
    let (title_id, said_id) = (format!("chart-{number}"), format!("chart-{number}-said"));
    format!(
        "<figure>\n<svg viewBox=\"0 0 {WIDTH} {:.0}\" role=\"img\" aria-labelledby=\"{title_id} {said_id}\">\n<title \
         id=\"{title_id}\">{}</title>\n<desc id=\"{said_id}\">{}</desc>\n{}</svg>\n<figcaption><strong>{title}</strong>. \
         {said}</figcaption>\n</figure>\n",
        drawing.height,
        escape(&picture.title),
        escape(&picture.said),
        drawing.marks
    )
}

/// Where a text stands: its end at `x` or its start.
enum Anchor {
    Start,
    Middle,
    End,
}

fn text(x: f64, y: f64, anchor: &Anchor, class: &str, words: &str) -> String {
    let anchor = match anchor {
        Anchor::Start => "start",
        Anchor::Middle => "middle",
        Anchor::End => "end",
    };
    format!("<text x=\"{x:.1}\" y=\"{y:.1}\" text-anchor=\"{anchor}\" class=\"{class}\">{}</text>\n", escape(words))
}

/// A label that fits, with the whole of it for the mouse.
fn label(x: f64, y: f64, anchor: &Anchor, room: f64, words: &str) -> String {
    let short = shortened(words, (room / LETTER) as usize);
    if short == words {
        return text(x, y, anchor, "label", words);
    }
    format!("<g><title>{}</title>{}</g>\n", escape(words), text(x, y, anchor, "label", &short))
}

fn shortened(words: &str, cells: usize) -> String {
    if words.width() <= cells {
        return words.to_owned();
    }
    let mut short = String::new();
    for letter in words.graphemes(true) {
        if short.width() + letter.width() >= cells.max(2) {
            break;
        }
        short.push_str(letter);
    }
    short.trim_end().to_owned() + "…"
}

fn bar(x: f64, y: f64, width: f64, height: f64, class: &str) -> String {
    format!("<rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\" class=\"{class}\"/>\n", width.max(1.0))
}

fn rule(from: (f64, f64), to: (f64, f64), class: &str) -> String {
    format!("<line x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\" class=\"{class}\"/>\n", from.0, from.1, to.0, to.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_that_is_too_long_is_cut_between_letters_and_kept_whole_for_the_mouse() {
        assert_eq!((shortened("Budget cut", 10), shortened("Budget cut", 8)), ("Budget cut".into(), "Budget…".into()));
        assert_eq!(shortened("日本電信電話", 6), "日本…");
        let long = label(0.0, 0.0, &Anchor::Start, 60.0, "Champion <left> the company");
        assert!(long.contains("<title>Champion &lt;left&gt; the company</title>") && long.contains("Champio…"), "{long}");
    }
}
