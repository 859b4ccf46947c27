//! Labels of signals in few words, for tables; the whole sentence stands below the table.

use crate::view::text;

/// What a label may do without, in the order in which it is given up.
const BRIEFER: [(&str, &str); 20] = [
    ("notes a month or more before due spoke of", "notes spoke of"),
    (" were opened in the ", " in the "),
    (" stood under ", " under "),
    (" points or more", "+ points"),
    (" between 90 and ", ", 90 to "),
    (" between 60 and ", ", 60 to "),
    (" days before due was ", " days: "),
    (" days before due ran ", " days: "),
    (" below the 90 days up to then", " down"),
    (" below the 90 days before those", " down"),
    (" a month from 90 to 30 days before due", " a month"),
    (" in the half year before due", " in half a year"),
    ("the uplift asked was over ", "uplift over "),
    ("work on the renewal had not begun", "work not begun"),
    ("an executive engaged only", "executive only"),
    (" was engaged ", " by "),
    (" and no executive", ", no executive"),
    (" days before due", " days"),
    ("the offer stood ", "offer "),
    (", no executive", ", no exec"),
];

/// The label in as few words as it takes to fit into `room` cells.
pub fn brief(label: &str, room: usize) -> String {
    let mut shown = label.to_owned();
    for (long, short) in BRIEFER {
        if text::width(&shown) <= room {
            break;
        }
        shown = shown.replace(long, short);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_gives_up_no_more_than_it_must() {
        let label = "health fell 10 points or more between 90 and 60 days before due";
        assert_eq!(brief(label, 80), label);
        assert_eq!(brief(label, 56), "health fell 10+ points between 90 and 60 days before due");
        assert_eq!(brief(label, 40), "health fell 10+ points, 90 to 60 days");
        let usage = "usage 90 to 61 days before due was 30 % or more below the 90 days up to then";
        assert_eq!(brief(usage, 40), "usage 90 to 61 days: 30 % or more down");
    }
}
