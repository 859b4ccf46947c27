//! From one retro to the next: an action is agreed with a figure of the program's own, and that says whether it worked.

mod rig;

use rig::Rig;

const SIZE: (u16, u16) = (120, 40);

/// A retro of the first quarter that agreed one action, measured so.
fn agreed(metric: &str) -> Rig {
    let mut rig = Rig::of_window(SIZE, "2026-Q1", None);
    rig.keys(">>>>a").keys("Name a second champion<tab>Mara Ilves<tab><tab><tab>2026-05-15<tab>").keys(metric);
    rig
}

/// The retro of the next quarter, with that action selected.
fn next(rig: &Rig) -> Rig {
    let mut next = Rig::of_window(SIZE, "2026-Q2", Some(rig));
    next.keys("<down><down><down><down><down><down>");
    next
}

#[test]
fn a_figure_is_named_by_a_few_letters_and_stands_where_the_program_computed_it() {
    let mut rig = agreed("ren cou");
    assert!(rig.screen().contains("Renewal rate by count, Renewal rate by count of segment"), "{}", rig.screen());
    rig.keys("<tab><down><down>97 %<enter>");
    let screen = rig.screen();
    assert!(screen.contains("Measured by Renewal rate by count: 96.3 % (81.7–99.3) of 27 accounts → 97 %"), "{screen}");
    assert!(screen.contains("the first retro whose window"), "{screen}");
    assert_eq!(rig.model().world.session().baselines.len(), 1);
}

#[test]
fn what_the_data_do_not_tell_or_somebody_types_is_refused_at_its_field() {
    let mut rig = agreed("GRR of segment Growth<down><down>97 %<enter>");
    assert!(rig.screen().contains("These data do not tell GRR of segment Growth"), "{}", rig.screen());
    let mut rig = agreed("GRR<down>81 %<down>97 %<enter>");
    assert!(rig.screen().contains("GRR is computed: leave it empty"), "{}", rig.screen());
    let mut rig = agreed("GRR<down><down>97<enter>");
    assert!(rig.screen().contains("write 0.97 or \"97 %\""), "{}", rig.screen());
    let mut rig = agreed("two champions each<down>41 %<down>most<enter>");
    assert!(rig.screen().contains("Measured by two champions each: 41 % → most"), "own words stay: {}", rig.screen());
}

#[test]
fn the_next_retro_is_told_confirms_or_says_why_not_and_takes_it_back() {
    let rig = agreed("ren cou<tab><down><down>97 %<enter>");
    let mut next = next(&rig);
    let screen = next.screen();
    assert!(screen.contains("too few? 96.3 % → 86.1 %, Renewal rate by count"), "{screen}");
    assert!(screen.contains("Too few: Renewal rate by count 96.3 % (81.7–99.3) of 27 accounts in 2026-Q1"), "{screen}");
    assert!(screen.contains("c confirm: too few"), "{screen}");
    next.keys("dc");
    assert!(next.screen().contains("✓ done"), "{}", next.screen());
    assert!(next.screen().contains("too few: 96.3 % → 86.1 %"), "{}", next.screen());
    next.keys("c");
    assert!(next.model().world.session().carried[0].effect.is_none(), "the same again takes it back");
    next.keys("o<left><left><enter>");
    assert!(next.screen().contains("The figures say too few; write why"), "{}", next.screen());
    next.keys("Two that left had never been reached<enter>");
    let screen = next.screen();
    assert!(screen.contains("worked: 96.3 % → 86.1 %, Renewal rate by count; the figures say too few"), "{screen}");
    next.keys("w");
    assert!(next.screen().contains("worked is told by Renewal rate by count"), "{}", next.screen());
    next.keys("u");
    assert!(next.model().world.session().carried[0].effect.is_none(), "as everything else it is taken back");
}

#[test]
fn what_is_half_typed_of_whether_it_worked_comes_back_after_a_crash() {
    let rig = agreed("ren cou<tab><down><down>97 %<enter>");
    let mut first = next(&rig);
    first.keys("o<left><left><enter>half a tho");
    let mut second = next(&rig);
    let told = second.restore(&first.kept());
    assert!(told.contains("is back as it was half typed"), "{told}");
    second.keys("ught");
    assert!(second.screen().contains("half a thought"), "{}", second.screen());
}
