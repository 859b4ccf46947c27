//! Charts that can be edited: series and categories, drawn by whoever opens the deck, with the workbook they come from.

use std::borrow::Cow;
use std::fmt::Write;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Workbook, XlsxError};

use super::xml::escape;
use crate::domain::money::Money;
use crate::domain::renewal::Outcome;
use crate::telling::chart::Chart;
use crate::telling::chart::bridge::{Bar, scale};
use crate::telling::chart::calibration::Dot;
use crate::telling::chart::pareto::Cause;
use crate::telling::chart::slope::Lines;

/// A chart as PowerPoint knows it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Plot {
    /// Names below the chart; of dots, how far to the right each stands is in `across`.
    pub categories: Vec<String>,
    pub across: Option<Vec<f64>>,
    pub series: Vec<Series>,
    format: Cow<'static, str>,
    /// Where the scale begins, and where it ends if that is told.
    scale: (f64, Option<f64>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Series {
    pub name: String,
    pub values: Vec<Option<f64>>,
    drawn: Drawn,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Drawn {
    /// A bar that others stand on.
    Base,
    Bar(&'static str),
    Line(&'static str),
    Dots(&'static str),
    Dashes(&'static str),
}

const ACCENT: &str = "accent1";
const BAD: &str = "accent2";
const GOOD: &str = "accent3";
const FAINT: &str = "accent4";

/// A heat map is a table.
pub(crate) fn plot(chart: &Chart) -> Option<Plot> {
    match chart {
        Chart::Bridge(bars) => Some(bridge(bars)),
        Chart::Pareto(causes) => Some(pareto(causes)),
        Chart::Slope(lines) => Some(slope(lines)),
        Chart::Calibration(dots) => Some(calibration(dots)),
        Chart::HeatMap(_) => None,
    }
}

/// Each step stands on an invisible bar up to where it begins.
fn bridge(bars: &[Bar]) -> Plot {
    let of = |wanted: fn(&Bar) -> bool| bars.iter().map(|bar| wanted(bar).then(|| bar.amount.to_f64().abs())).collect();
    let base = bars.iter().map(|bar| Some(bar.from.min(bar.to).to_f64()).filter(|base| *base > 0.0)).collect();
    let series = |name: &str, values, drawn| Series { name: name.into(), values, drawn };
    let share = |bar: &Bar| bar.share.as_ref().map_or_else(String::new, |share| format!(" ({share})"));
    Plot {
        categories: bars.iter().map(|bar| format!("{}: {}{}", bar.step.label(), bar.text, share(bar))).collect(),
        across: None,
        series: vec![
            series("Begins at", base, Drawn::Base),
            series("ARR", of(|bar| bar.step.is_total()), Drawn::Bar(ACCENT)),
            series("Less", of(|bar| !bar.step.is_total() && bar.amount < Money::ZERO), Drawn::Bar(BAD)),
            series("More", of(|bar| !bar.step.is_total() && bar.amount > Money::ZERO), Drawn::Bar(GOOD)),
        ],
        format: in_money(bars).into(),
        scale: (0.0, None),
    }
}

/// Short amounts with their currency (`$12.5M`), as the format of a number.
fn in_money(bars: &[Bar]) -> String {
    let symbol = bars.first().map(|bar| bar.symbol.replace('"', "")).unwrap_or_default();
    let symbol = if symbol.is_empty() { String::new() } else { format!("\"{symbol}\"") };
    match scale(bars) {
        most if most >= 999_500.0 => format!("{symbol}#,##0.0,,\"M\""),
        most if most >= 999.5 => format!("{symbol}#,##0,\"k\""),
        _ => format!("{symbol}#,##0"),
    }
}

fn pareto(causes: &[Cause]) -> Plot {
    let of = |part: fn(&Cause) -> f64| causes.iter().map(|cause| Some(part(cause))).collect();
    Plot {
        categories: causes.iter().map(|cause| format!("{}: {}", cause.label, cause.text)).collect(),
        across: None,
        series: vec![
            Series { name: "Share".into(), values: of(|cause| cause.part.share), drawn: Drawn::Bar(BAD) },
            Series { name: "Sum so far".into(), values: of(|cause| cause.part.so_far), drawn: Drawn::Line(ACCENT) },
        ],
        format: "0%".into(),
        scale: (0.0, Some(1.0)),
    }
}

fn slope(lines: &Lines) -> Plot {
    let colour = |outcome: Outcome| if outcome == Outcome::Churned { BAD } else { GOOD };
    let one = |line: &crate::telling::chart::slope::Line| Series {
        name: line.label.clone(),
        values: line.points.clone(),
        drawn: Drawn::Line(colour(line.outcome)),
    };
    Plot {
        categories: lines.times.iter().map(|time| (*time).to_owned()).collect(),
        across: None,
        series: lines.lines.iter().map(one).collect(),
        format: "0".into(),
        scale: (lines.low.floor(), Some(lines.high.ceil())),
    }
}

/// Dots beside the line on which forecasts come true.
fn calibration(dots: &[Dot]) -> Plot {
    // The line goes from corner to corner, and belongs to no dot.
    let across = dots.iter().map(|dot| dot.forecast).chain([0.0, 1.0]).collect();
    let came = dots.iter().map(|dot| Some(dot.observed)).chain([None, None]).collect();
    let fits = dots.iter().map(|_| None).chain([Some(0.0), Some(1.0)]).collect();
    Plot {
        categories: dots.iter().map(|dot| dot.label.clone()).chain(["nothing".into(), "all".into()]).collect(),
        across: Some(across),
        series: vec![
            Series { name: "Renewed".into(), values: came, drawn: Drawn::Dots(ACCENT) },
            Series { name: "As forecast".into(), values: fits, drawn: Drawn::Dashes(FAINT) },
        ],
        format: "0%".into(),
        scale: (0.0, Some(1.0)),
    }
}

impl Plot {
    /// In which column of the workbook a series stands.
    fn column(&self, place: usize) -> char {
        (b'B' + place as u8 + u8::from(self.across.is_some())) as char
    }

    /// The numbers behind it.
    pub(crate) fn workbook(&self) -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        // No clock: the same chart gives the same bytes.
        book.set_properties(&DocProperties::new().set_creation_datetime(&NaiveDate::default()));
        let sheet = book.add_worksheet();
        sheet.set_name("Sheet1")?;
        for (row, category) in (1..).zip(&self.categories) {
            sheet.write_string(row, 0, crate::domain::text::shortened(category, 1000))?;
        }
        if let Some(across) = &self.across {
            sheet.write_string(0, 1, "Forecast")?;
            for (row, value) in (1..).zip(across) {
                sheet.write_number(row, 1, *value)?;
            }
        }
        let first = 1 + u16::from(self.across.is_some());
        for (column, series) in (first..).zip(&self.series) {
            sheet.write_string(0, column, crate::domain::text::shortened(&series.name, 1000))?;
            for (row, value) in (1..).zip(&series.values) {
                if let Some(value) = value {
                    sheet.write_number(row, column, *value)?;
                }
            }
        }
        book.save_to_buffer()
    }

    /// Bars, lines and dots, as far as there are any.
    fn plots(&self) -> String {
        let of = |wanted: fn(Drawn) -> bool| -> String {
            let of = self.series.iter().enumerate().filter(|(_, series)| wanted(series.drawn));
            of.map(|(place, series)| self.series(place, series)).collect()
        };
        let bars = of(|drawn| matches!(drawn, Drawn::Base | Drawn::Bar(_)));
        let lines = of(|drawn| matches!(drawn, Drawn::Line(_)));
        let dots = of(|drawn| matches!(drawn, Drawn::Dots(_) | Drawn::Dashes(_)));
        let axes = "<c:axId val=\"1\"/><c:axId val=\"2\"/>";
        let mut plots = String::new();
        if !bars.is_empty() {
            let _ = write!(
                plots,
                "<c:barChart><c:barDir val=\"col\"/><c:grouping val=\"stacked\"/><c:varyColors val=\"0\"/>{bars}\
                 <c:gapWidth val=\"55\"/><c:overlap val=\"100\"/>{axes}</c:barChart>"
            );
        }
        if !lines.is_empty() {
            let _ = write!(
                plots,
                "<c:lineChart><c:grouping val=\"standard\"/><c:varyColors val=\"0\"/>{lines}<c:marker val=\"1\"/>{axes}</c:lineChart>"
            );
        }
        if !dots.is_empty() {
            let _ =
                write!(plots, "<c:scatterChart><c:scatterStyle val=\"lineMarker\"/><c:varyColors val=\"0\"/>{dots}{axes}</c:scatterChart>");
        }
        plots
    }

    /// The chart part. `rId1` of it is the workbook.
    pub(crate) fn xml(&self) -> String {
        let plots = self.plots();
        let hidden = self.series.iter().position(|series| series.drawn == Drawn::Base);
        let hidden = hidden
            .map_or_else(String::new, |place| format!("<c:legendEntry><c:idx val=\"{place}\"/><c:delete val=\"1\"/></c:legendEntry>"));
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
             <c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" \
             xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
             xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\
             <c:date1904 val=\"0\"/><c:roundedCorners val=\"0\"/><c:chart><c:autoTitleDeleted val=\"1\"/><c:plotArea><c:layout/>{plots}{}</c:plotArea>\
             <c:legend><c:legendPos val=\"t\"/>{hidden}<c:overlay val=\"0\"/></c:legend>\
             <c:plotVisOnly val=\"1\"/><c:dispBlanksAs val=\"gap\"/></c:chart>\
             <c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz=\"1100\"/></a:pPr><a:endParaRPr lang=\"en-GB\"/></a:p></c:txPr>\
             <c:externalData r:id=\"rId1\"><c:autoUpdate val=\"0\"/></c:externalData></c:chartSpace>",
            self.axes()
        )
    }

    fn axes(&self) -> String {
        let value = |id: u8, cross: u8, side: &str, grid: &str| {
            let (low, high) = self.scale;
            let high = high.map_or_else(String::new, |high| format!("<c:max val=\"{high}\"/>"));
            let ends = format!("{high}<c:min val=\"{low}\"/>");
            format!(
                "<c:valAx><c:axId val=\"{id}\"/><c:scaling><c:orientation val=\"minMax\"/>{ends}</c:scaling><c:delete val=\"0\"/>\
                 <c:axPos val=\"{side}\"/>{grid}<c:numFmt formatCode=\"{}\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/>\
                 <c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/><c:crossAx val=\"{cross}\"/><c:crosses val=\"min\"/></c:valAx>",
                escape(&self.format)
            )
        };
        let grid = "<c:majorGridlines><c:spPr><a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"bg2\"/></a:solidFill></a:ln></c:spPr></c:majorGridlines>";
        let first = if self.across.is_some() {
            value(1, 2, "b", "")
        } else {
            "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"minMax\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"b\"/>\
             <c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/>\
             <c:tickLblPos val=\"low\"/><c:crossAx val=\"2\"/><c:crosses val=\"min\"/><c:auto val=\"0\"/><c:lblAlgn val=\"ctr\"/>\
             <c:lblOffset val=\"100\"/><c:noMultiLvlLbl val=\"1\"/></c:catAx>"
                .to_owned()
        };
        first + &value(2, 1, "l", grid)
    }

    fn series(&self, place: usize, series: &Series) -> String {
        let column = self.column(place);
        let last = self.categories.len() + 1;
        let name = format!(
            "<c:idx val=\"{place}\"/><c:order val=\"{place}\"/><c:tx><c:strRef><c:f>Sheet1!${column}$1</c:f><c:strCache><c:ptCount val=\"1\"/>\
             <c:pt idx=\"0\"><c:v>{}</c:v></c:pt></c:strCache></c:strRef></c:tx>",
            escape(&series.name)
        );
        let values = format!("<c:f>Sheet1!${column}$2:${column}${last}</c:f>{}", self.numbers(&series.values));
        let looks = looks(series.drawn);
        if let Some(across) = &self.across {
            let across: Vec<Option<f64>> = across.iter().copied().map(Some).collect();
            let across = format!("<c:f>Sheet1!$B$2:$B${last}</c:f>{}", self.numbers(&across));
            return format!(
                "<c:ser>{name}{looks}<c:xVal><c:numRef>{across}</c:numRef></c:xVal><c:yVal><c:numRef>{values}</c:numRef></c:yVal>\
                 <c:smooth val=\"0\"/></c:ser>"
            );
        }
        let points = self.categories.iter().enumerate().map(|(i, name)| format!("<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>", escape(name)));
        let categories = format!(
            "<c:cat><c:strRef><c:f>Sheet1!$A$2:$A${last}</c:f><c:strCache><c:ptCount val=\"{}\"/>{}</c:strCache></c:strRef></c:cat>",
            self.categories.len(),
            points.collect::<String>()
        );
        let smooth = if matches!(series.drawn, Drawn::Line(_)) { "<c:smooth val=\"0\"/>" } else { "" };
        format!("<c:ser>{name}{looks}{categories}<c:val><c:numRef>{values}</c:numRef></c:val>{smooth}</c:ser>")
    }

    fn numbers(&self, values: &[Option<f64>]) -> String {
        let points = values.iter().enumerate().filter_map(|(i, value)| Some(format!("<c:pt idx=\"{i}\"><c:v>{}</c:v></c:pt>", (*value)?)));
        let points: String = points.collect();
        format!("<c:numCache><c:formatCode>{}</c:formatCode><c:ptCount val=\"{}\"/>{points}</c:numCache>", self.format, values.len())
    }
}

fn looks(drawn: Drawn) -> String {
    let fill = |colour: &str| format!("<a:solidFill><a:schemeClr val=\"{colour}\"/></a:solidFill>");
    match drawn {
        Drawn::Base => "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr><c:invertIfNegative val=\"0\"/>".to_owned(),
        Drawn::Bar(colour) => format!("<c:spPr>{}</c:spPr><c:invertIfNegative val=\"0\"/>", fill(colour)),
        Drawn::Line(colour) => format!(
            "<c:spPr><a:ln w=\"28575\">{0}</a:ln></c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"6\"/><c:spPr>{0}</c:spPr></c:marker>",
            fill(colour)
        ),
        Drawn::Dots(colour) => format!(
            "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr><c:marker><c:symbol val=\"circle\"/><c:size val=\"9\"/><c:spPr>{}</c:spPr></c:marker>",
            fill(colour)
        ),
        Drawn::Dashes(colour) => format!(
            "<c:spPr><a:ln w=\"15875\">{}<a:prstDash val=\"dash\"/></a:ln></c:spPr><c:marker><c:symbol val=\"none\"/></c:marker>",
            fill(colour)
        ),
    }
}
