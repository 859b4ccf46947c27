use proptest::prelude::*;
use ratatui::crossterm::event::KeyModifiers;

use super::*;

const ITEMS: [(&str, f64); 5] = [("Birch", 30.0), ("alder", 10.0), ("Cedar", 20.0), ("Dogwood", 20.0), ("Elm", f64::NAN)];

fn trees() -> Rows<'static> {
    type Col<'a> = Column<'a, &'a (&'static str, f64)>;
    let known = |(_, height): &&(&str, f64)| Some(*height).filter(|h| !h.is_nan());
    let columns = [
        Col::text("name", 9).by(|(name, _)| Value::text(*name)),
        Col::text("picture", 9),
        Col::number("height", 9).by(move |tree| Value::number(known(tree))),
    ];
    Rows::of(&ITEMS, |(name, _)| *name, columns).also(|_| "tree".to_owned())
}

fn by(name: &'static str, descending: bool) -> Order {
    Order::by(name.into(), descending)
}

fn names(list: &ListState) -> Vec<&'static str> {
    list.shown(&trees(), 0).iter().map(|i| ITEMS[*i].0).collect()
}

fn selected(list: &ListState) -> Option<&'static str> {
    let rows = trees();
    let shown = list.shown(&rows, 0);
    list.selected(&rows, &shown).map(|place| ITEMS[shown[place]].0)
}

fn press(list: &mut ListState, code: KeyCode) {
    list.key(KeyEvent::new(code, KeyModifiers::NONE), &trees(), 0);
}

#[test]
fn it_goes_from_column_to_column_and_back_to_the_natural_order() {
    let mut list = ListState::default();
    let natural = names(&list);
    list.run(Command::Sort, &trees(), 0);
    assert_eq!(names(&list), ["alder", "Birch", "Cedar", "Dogwood", "Elm"], "words from A, whatever the case");
    list.run(Command::Sort, &trees(), 0);
    assert_eq!(names(&list), ["Birch", "Cedar", "Dogwood", "alder", "Elm"], "numbers from the largest, the unknown last");
    list.run(Command::Reverse, &trees(), 0);
    assert_eq!(names(&list), ["alder", "Cedar", "Dogwood", "Birch", "Elm"], "turned round, the unknown still last");
    list.run(Command::Sort, &trees(), 0);
    assert_eq!((names(&list), list.order), (natural, Order::default()));
}

#[test]
fn a_list_that_opens_sorted_comes_back_to_that() {
    let mut list = ListState::sorted(by("height", true));
    list.run(Command::Sort, &trees(), 0);
    assert_eq!(list.order, by("name", false));
    list.run(Command::Sort, &trees(), 0);
    assert_eq!(list.order, list.natural);
}

#[test]
fn the_selection_stays_on_its_item_whatever_is_done_to_the_order() {
    let mut list = ListState::default();
    list.run(Command::Down, &trees(), 0);
    assert_eq!(selected(&list), Some("alder"));
    for command in [Command::Sort, Command::Reverse, Command::Sort, Command::Sort, Command::Reverse] {
        list.run(command, &trees(), 0);
        assert_eq!(selected(&list), Some("alder"), "{command:?}");
    }
}

#[test]
fn words_narrow_it_as_they_are_typed_and_esc_brings_all_back() {
    let mut list = ListState::default();
    list.run(Command::Last, &trees(), 0);
    list.run(Command::Filter, &trees(), 0);
    "TREE d".chars().for_each(|c| press(&mut list, KeyCode::Char(c)));
    assert_eq!(names(&list), ["alder", "Cedar", "Dogwood"]);
    assert_eq!(selected(&list), Some("Dogwood"), "the item is not among them: what stands where it stood");
    press(&mut list, KeyCode::Esc);
    assert_eq!((names(&list).len(), selected(&list)), (5, Some("Elm")), "given up: back on the item");
    list.run(Command::Filter, &trees(), 0);
    "TREE d".chars().for_each(|c| press(&mut list, KeyCode::Char(c)));
    press(&mut list, KeyCode::Enter);
    assert!(!list.filtering && list.is_filtered());
    assert!(list.run(Command::Back, &trees(), 0));
    assert_eq!((names(&list).len(), selected(&list)), (5, Some("Dogwood")), "taken: it stays selected among all");
    assert!(!list.run(Command::Back, &trees(), 0), "nothing is left to take back");
}

#[test]
fn a_name_is_found_without_its_accents_and_sorts_with_its_letter() {
    let names = ["Tomás", "Zoë", "Åke"];
    let rows = Rows::of(&names, |name| **name, [Column::text("name", 9).by(|name: &&&str| Value::text(**name))]);
    let list = ListState { filter: Input::new("TOMAS".into()), ..ListState::default() };
    assert_eq!(*list.shown(&rows, 0), [0]);
    assert_eq!(*ListState::sorted(by("name", false)).shown(&rows, 0), [2, 0, 1]);
}

#[test]
fn a_heading_sorts_and_a_second_time_turns_round() {
    let mut list = ListState::default();
    list.sort_by(2, &trees(), 0);
    assert_eq!(list.order, by("height", true));
    list.sort_by(2, &trees(), 0);
    assert_eq!(list.order, by("height", false));
    list.sort_by(1, &trees(), 0);
    assert_eq!(list.order, by("height", false), "a picture is nothing to sort by");
}

#[test]
fn an_empty_list_can_be_asked_anything() {
    let mut list = ListState::default();
    for command in [Command::Sort, Command::Reverse, Command::Down, Command::Filter] {
        assert!(list.run(command, &Rows::none(), 0));
    }
    assert_eq!((list.selected(&Rows::none(), &[]), list.filtering), (None, false));
}

fn command() -> impl Strategy<Value = Command> {
    use Command::{Back, Down, First, Last, PageDown, Reverse, Sort, Up};
    prop::sample::select(vec![Up, Down, First, Last, PageDown, Sort, Reverse, Back])
}

proptest! {
    #[test]
    fn nothing_is_lost_or_doubled_and_the_selection_stays(
        items in prop::collection::vec(("[a-c]{0,3}", prop::option::of(-3_i32..3)), 0..40),
        words in "[a-c]{0,2}",
        commands in prop::collection::vec(command(), 0..12),
    ) {
        type Col<'a> = Column<'a, usize>;
        let text = Col::text("text", 9).by(|i| Value::text(&items[*i].0));
        let number = Col::number("number", 9).by(|i| Value::number(items[*i].1.map(f64::from)));
        let rows = Rows::new(items.len(), |i| i, ToString::to_string, vec![text, number]);
        let mut list = ListState { filter: Input::new(words.clone()), ..ListState::default() };
        for command in commands {
            let before = list.shown(&rows, 0);
            let stood_on = list.selected(&rows, &before).map(|place| before[place]);
            list.run(command, &rows, 0);
            let shown = list.shown(&rows, 0);
            let mut places: Vec<usize> = shown.to_vec();
            places.sort_unstable();
            let kept = |i: &usize| !list.is_filtered() || items[*i].0.contains(words.as_str());
            let expected: Vec<usize> = (0..items.len()).filter(kept).collect();
            prop_assert_eq!(places, expected, "each matching item once");
            let stands_on = list.selected(&rows, &shown).map(|place| shown[place]);
            if matches!(command, Command::Sort | Command::Reverse) {
                prop_assert_eq!(stands_on, stood_on);
            }
            prop_assert_eq!(stands_on.is_none(), shown.is_empty());
        }
    }

    #[test]
    fn turning_round_twice_changes_nothing(items in prop::collection::vec((0_u64..4, "[ab]{1,2}"), 0..30), column in 0_usize..2) {
        type Col<'a> = Column<'a, usize>;
        let count = Col::number("count", 9).by(|i| Value::count(items[*i].0));
        let text = Col::text("text", 9).by(|i| Value::text(&items[*i].1));
        let rows = Rows::new(items.len(), |i| i, ToString::to_string, vec![count, text]);
        let mut list = ListState::default();
        list.sort_by(column, &rows, 0);
        let once = list.shown(&rows, 0);
        list.run(Command::Reverse, &rows, 0);
        list.run(Command::Reverse, &rows, 0);
        prop_assert_eq!(list.shown(&rows, 0), once);
    }
}

#[test]
fn a_column_without_a_value_of_its_own_is_sorted_and_found_by_its_words() {
    let outcomes = ["● renewed", "× churned", "– "];
    let rows = Rows::of(&outcomes, |outcome| **outcome, [Column::text("Outcome", 9).says(|outcome: &&&str| column::plain(**outcome))]);
    assert_eq!(*ListState::sorted(by("Outcome", false)).shown(&rows, 0), [2, 1, 0], "the mark before a word is nothing to sort by");
    let list = ListState { filter: Input::new("RENEWED".into()), ..ListState::default() };
    assert_eq!(*list.shown(&rows, 0), [0]);
}

#[test]
fn an_order_by_a_column_that_is_gone_leaves_the_list_as_it_comes() {
    let trees = trees().only(|name| name != "height");
    assert_eq!(*ListState::sorted(by("height", true)).shown(&trees, 0), [0, 1, 2, 3, 4]);
}
