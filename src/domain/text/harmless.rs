//! What is pasted or opened in a spreadsheet is text or a number, and no formula.

/// A spreadsheet runs a cell that begins like a formula, in some languages also in full width; a quote before it makes it text.
pub(crate) fn harmless(cell: String) -> String {
    let like_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
    if like_formula && !is_number(&cell) { format!("'{cell}") } else { cell }
}

/// `-4.5`, `-10 %`, `+1,234.50`: a sign and a number as people write it. Nothing in it can name a cell or call anything.
fn is_number(cell: &str) -> bool {
    let unsigned = cell.strip_prefix(['+', '-']).unwrap_or(cell);
    let number = unsigned.strip_suffix('%').unwrap_or(unsigned).trim_end();
    number.starts_with(|c: char| c.is_ascii_digit())
        && number.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | ' ' | '\u{a0}' | '\u{202f}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_text_is_no_formula_and_what_is_a_number_stays_one() {
        for number in ["-10 %", "+5.5%", "-4.5", "+1,234.50", "-1 000", "-3,5\u{a0}%", "12", "10 % less"] {
            assert_eq!(harmless(number.to_owned()), number);
        }
        let formulas = ["=1", "-2+3", "-A1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-", "-1(2)", "\t=1", "＝1", "-10 % less", "+-1", "-.=1"];
        for formula in formulas {
            assert_eq!(harmless(formula.to_owned()), format!("'{formula}"));
        }
    }
}
