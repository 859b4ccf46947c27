#![expect(clippy::disallowed_methods, reason = "tests make and damage files")]

use super::*;
use crate::domain::event::Event;
use crate::domain::window::FiscalYear;
use crate::store::fixture::{opened, scope};

struct Place {
    dir: tempfile::TempDir,
    pulls: Pulls,
    sessions: Sessions,
}

fn place() -> Place {
    let dir = tempfile::tempdir().unwrap();
    let home = Home::below(dir.path());
    let (pulls, sessions) = (Pulls::of(&home, Some("Mid-Market")), Sessions::new(&home));
    Place { dir, pulls, sessions }
}

fn quarter(number: u32) -> Window {
    Window::quarter(2026, number, FiscalYear::default())
}

fn on(day: u32) -> DateTime<Utc> {
    format!("2026-10-{day:02}T09:00:00Z").parse().unwrap()
}

impl Place {
    fn pull(&self, number: u32, day: u32) -> PathBuf {
        let folder = self.pulls.folder(&quarter(number), on(day));
        fs::create_dir_all(&folder).unwrap();
        folder
    }

    fn hold_retro(&self, id: &str, data: &Path) {
        let mut record = opened(id, scope(2026, 3));
        if let Event::SessionOpened { data: held_on, .. } = &mut record.event {
            *held_on = Some(data.display().to_string());
        }
        self.sessions.create(record).unwrap();
    }

    fn days(&self) -> Vec<String> {
        self.pulls.all().unwrap().iter().map(|pull| pull.at.format("%d").to_string()).collect()
    }
}

#[test]
fn pulls_tell_by_their_names_when_they_were_made_and_for_which_window() {
    let place = place();
    assert_eq!(place.pulls.newest_first(), []);
    let (old, q2) = (place.pull(3, 1), place.pull(2, 3));
    assert!(old.ends_with("pulled/midmarket/2026-Q3-20261001T090000000"), "{}", old.display());
    let all = place.pulls.newest_first();
    assert_eq!(all.iter().map(|pull| &pull.folder).collect::<Vec<_>>(), [&q2, &old]);
    assert_eq!((&*all[0].window, all[0].at.to_string()), ("2026-Q2", "2026-10-03 09:00:00".to_owned()));
}

#[test]
fn what_a_session_was_held_on_stays_and_of_the_rest_the_newest() {
    let place = place();
    let held = place.pull(3, 1);
    (2..=8).for_each(|day| drop(place.pull(3, day)));
    let half = place.dir.path().join("pulled/midmarket/.run-retro-pull-x");
    fs::create_dir_all(&half).unwrap();
    place.hold_retro("2026-Q3-midmarket-aaaa1111", &held);
    place.pulls.prune(&place.sessions, on(10));
    assert_eq!(place.days(), ["01", "03", "04", "05", "06", "07", "08"], "young ones stay");
    place.pulls.prune(&place.sessions, on(31));
    assert_eq!(place.days(), ["01", "06", "07", "08"]);
    assert!(half.exists(), "it may be under way");
    place.pulls.prune(&place.sessions, Utc::now() + chrono::TimeDelta::days(8));
    assert!(!half.exists());
}

#[test]
fn nothing_is_pruned_while_a_session_cannot_tell_its_data() {
    let place = place();
    let held = place.pull(3, 1);
    (2..=8).for_each(|day| drop(place.pull(3, day)));
    place.hold_retro("2026-Q3-midmarket-aaaa1111", &held);
    fs::write(place.dir.path().join("sessions/2026-Q3-midmarket-aaaa1111/journal.jsonl"), "{").unwrap();
    place.pulls.prune(&place.sessions, on(31));
    assert_eq!(place.days().len(), 8);
}
