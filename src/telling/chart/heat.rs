//! Two groupings crossed: the number in each cell, and how much it is of the largest.

use super::{Chart, Picture, share};
use crate::analysis::findings::{HeatCell, HeatMap};
use crate::domain::facts::Facts;
use crate::domain::money::Money;
use crate::telling::figures::amount;

/// How heavy a cell is: lost ARR, or lost renewals where ARR is not known.
pub(crate) fn weight(cell: &HeatCell) -> f64 {
    cell.lost_arr.map_or(cell.churned as f64, Money::to_f64)
}

/// The columns, most lost first: what does not fit weighs least.
pub(crate) fn columns(found: &HeatMap) -> Vec<usize> {
    let total = |column: usize| found.cells.iter().map(|row| weight(&row[column])).sum::<f64>();
    let mut places: Vec<usize> = (0..found.columns.len()).collect();
    places.sort_by(|a, b| total(*b).total_cmp(&total(*a)));
    places
}

/// `$520k 2/9`: lost ARR, lost of due. Nothing where no renewal stands.
pub(crate) fn read(facts: &Facts, cell: &HeatCell) -> Option<String> {
    if cell.count == 0 {
        return None;
    }
    let of = format!("{}/{}", cell.churned, cell.count);
    Some(match cell.lost_arr {
        Some(lost) if !lost.is_zero() => format!("{} {of}", amount(facts, lost)),
        _ => of,
    })
}

/// Names and cells as they are drawn: the number as read, and how much it is of the heaviest cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Heat {
    pub rows: Vec<String>,
    pub columns: Vec<String>,
    pub cells: Vec<Vec<Option<(String, f64)>>>,
}

/// What does not fit on a page weighs least.
const MOST_ROWS: usize = 12;
const MOST_COLUMNS: usize = 8;

/// The rows in which anything was lost.
pub(crate) fn heat(facts: &Facts, found: &HeatMap) -> Heat {
    let places: Vec<usize> = columns(found).into_iter().take(MOST_COLUMNS).collect();
    let most = found.cells.iter().flatten().map(weight).fold(0.0, f64::max);
    let cell = |cell: &HeatCell| Some((read(facts, cell)?, share(weight(cell), most)));
    let costs = |row: &usize| found.cells[*row].iter().any(|cell| weight(cell) > 0.0);
    let shown: Vec<usize> = (0..found.rows.len()).filter(costs).take(MOST_ROWS).collect();
    Heat {
        rows: shown.iter().map(|row| found.rows[*row].1.clone()).collect(),
        columns: places.iter().map(|place| found.columns[*place].to_string()).collect(),
        cells: shown.iter().map(|row| places.iter().map(|place| cell(&found.cells[*row][*place])).collect()).collect(),
    }
}

pub(crate) fn picture(facts: &Facts, found: &HeatMap, nouns: [&str; 2]) -> Option<Picture> {
    let heat = heat(facts, found);
    let cells =
        heat.cells.iter().enumerate().flat_map(|(row, cells)| cells.iter().enumerate().map(move |(column, cell)| (row, column, cell)));
    let heaviest = cells.filter_map(|(row, column, cell)| Some((row, column, cell.as_ref()?))).max_by(|a, b| a.2.1.total_cmp(&b.2.1))?;
    let (row, column, (text, share)) = heaviest;
    if *share <= 0.0 || heat.columns.len() < 2 {
        return None;
    }
    let [down, across] = nouns;
    let said = format!("Most was lost where {} meets {}: {text} lost of due.", heat.rows[row], heat.columns[column]);
    let title = format!("Lost ARR by {down} and {across}, {}", facts.scope.window.label);
    Some(Picture { title, said, chart: Chart::HeatMap(heat) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::facts;

    #[test]
    fn the_heaviest_column_comes_first_and_the_heaviest_cell_is_told() {
        let cell = |lost: i64, churned, count| HeatCell { count, churned, lost_arr: Some(Money::units(lost)), ..HeatCell::default() };
        let found = HeatMap {
            rows: vec![("a".into(), "Champion left".into()), ("b".into(), "Budget cut".into())],
            columns: vec!["EMEA".into(), "APAC".into()],
            cells: vec![vec![cell(0, 0, 0), cell(80_000, 2, 9)], vec![cell(20_000, 1, 4), cell(0, 0, 3)]],
        };
        let picture = picture(&facts(vec![]), &found, ["reason", "geo"]).unwrap();
        let Chart::HeatMap(heat) = &picture.chart else { panic!("{picture:?}") };
        assert_eq!(heat.columns, ["APAC", "EMEA"]);
        assert_eq!(heat.cells[0], [Some(("$80.0k 2/9".into(), 1.0)), None]);
        assert_eq!(heat.cells[1], [Some(("0/3".into(), 0.0)), Some(("$20.0k 1/4".into(), 0.25))]);
        assert_eq!(picture.said, "Most was lost where Champion left meets APAC: $80.0k 2/9 lost of due.");
    }
}
