#![expect(clippy::disallowed_methods, reason = "the tests prepare and read files")]

use super::*;
use crate::domain::wish::Wish;
use crate::store::fixture::at;

fn request() -> Request {
    Request::new(at(9), "Ana", Wish::Score(4))
}

#[test]
fn requests_wait_in_order_until_each_has_its_answer() {
    let session = tempfile::tempdir().unwrap();
    let inbox = Inbox::of(session.path());
    assert!(inbox.waiting().is_empty());
    let asked: Vec<Request> = (0..3).map(|_| request()).collect();
    for request in asked.iter().rev() {
        inbox.put(request).unwrap();
    }
    let found: Vec<Request> = inbox.waiting().into_iter().map(|(_, request)| request.unwrap()).collect();
    assert_eq!(found, asked);
    let answer = Answer::Admitted { seq: 7, told: "Return on time: 4 of 5".into() };
    assert_eq!(inbox.take_answer(&asked[1].id), None);
    inbox.answer(&asked[1].id, &answer).unwrap();
    assert_eq!(inbox.waiting().len(), 2);
    assert_eq!(inbox.take_answer(&asked[1].id), Some(answer));
    assert_eq!(inbox.take_answer(&asked[1].id), None, "it is read once");
}

#[test]
fn what_is_no_request_is_answered_or_left_alone_and_never_followed() {
    let session = tempfile::tempdir().unwrap();
    let inbox = Inbox::of(session.path());
    let (good, other) = (request(), request());
    inbox.put(&good).unwrap();
    let folder = session.path().join(INBOX);
    let unclear = RequestId::new();
    let huge = RequestId::new();
    let renamed = RequestId::new();
    fs::write(folder.join(format!("{unclear}.json")), r#"{"id":"x","at":"now","by":"Ana","wish":{"fly":[]}}"#).unwrap();
    fs::write(folder.join(format!("{huge}.json")), vec![b' '; (MOST + 1) as usize]).unwrap();
    fs::write(folder.join(format!("{renamed}.json")), json(&other)).unwrap();
    fs::write(folder.join("notes.json"), "mine").unwrap();
    let why = |id: &RequestId| inbox.waiting().into_iter().find(|(found, _)| found == id).unwrap().1.unwrap_err();
    assert!(why(&unclear).contains("does not understand"));
    assert!(why(&huge).contains("cannot be read"));
    assert!(why(&renamed).contains("another name"));
    assert_eq!(inbox.waiting().len(), 4, "notes.json is nobody's request");
    inbox.answer(&unclear, &Answer::Refused { why: "not understood".into() }).unwrap();
    assert_eq!(inbox.waiting().len(), 3);
    assert_eq!(fs::read_to_string(folder.join("notes.json")).unwrap(), "mine");
}

#[test]
fn a_folder_named_like_a_request_is_set_aside_and_is_in_nobodys_way() {
    let session = tempfile::tempdir().unwrap();
    let inbox = Inbox::of(session.path());
    let (folder, good) = (request(), request());
    fs::create_dir_all(inbox.asked(&folder.id).join("inside")).unwrap();
    inbox.put(&good).unwrap();
    let found = inbox.waiting();
    let why = found.iter().find(|(id, _)| *id == folder.id).unwrap().1.as_ref().unwrap_err();
    assert!(why.contains("a folder lies where a request is expected; it was set aside as"), "{why}");
    inbox.answer(&folder.id, &Answer::Refused { why: why.clone() }).unwrap();
    let left: Vec<RequestId> = inbox.waiting().into_iter().map(|(id, _)| id).collect();
    assert_eq!(left, [good.id], "the others have their turn");
    let kept = session.path().join(INBOX).join(format!("{}.json.aside-1", folder.id)).join("inside");
    assert!(kept.is_dir(), "what is in it stays");
}

#[cfg(unix)]
#[test]
fn a_link_is_no_request() {
    let session = tempfile::tempdir().unwrap();
    let inbox = Inbox::of(session.path());
    let linked = request();
    let elsewhere = session.path().join("elsewhere.json");
    fs::write(&elsewhere, json(&linked)).unwrap();
    fs::create_dir(session.path().join(INBOX)).unwrap();
    std::os::unix::fs::symlink(&elsewhere, inbox.asked(&linked.id)).unwrap();
    assert!(inbox.waiting()[0].1.as_ref().unwrap_err().contains("link"));
}

fn proposal(due: Option<chrono::NaiveDate>) -> Proposal {
    use crate::domain::action::{Action, ActionId};
    let action = Action { due, ..Action::new(ActionId(0), "Call back".to_owned()) };
    let wish = Wish::AddAction(Box::new(action));
    Proposal { id: RequestId::new(), at: at(9), by: "Mara".into(), client: "client 1".into(), wish }
}

/// What is laid here is read here: else somebody is told that it waits, and nobody ever sees it.
#[test]
fn what_nobody_could_read_is_not_laid_here() {
    let session = tempfile::tempdir().unwrap();
    let inbox = Inbox::of(session.path());
    let beyond = chrono::NaiveDate::from_ymd_opt(262_142, 12, 31);
    assert!(inbox.propose(&proposal(beyond)).is_err());
    let asked = Request::new(at(9), "Mara", proposal(beyond).wish);
    assert!(inbox.put(&asked).is_err());
    let long = Request::new(at(9), "x".repeat(MOST as usize), Wish::Score(4));
    assert!(inbox.put(&long).unwrap_err().to_string().contains("too long"));
    assert!(inbox.proposals().is_empty() && inbox.waiting().is_empty());
    let good = proposal(None);
    inbox.propose(&good).unwrap();
    assert_eq!(inbox.proposal(&good.id), Some(Ok(good)));
}

#[test]
fn what_is_no_proposal_says_why_and_is_put_aside_where_it_is_answered() {
    let session = tempfile::tempdir().unwrap();
    let inbox = Inbox::of(session.path());
    let (unclear, other) = (RequestId::new(), Proposal { wish: Wish::Score(4), ..proposal(None) });
    inbox.propose(&other).unwrap();
    fs::write(inbox.proposed(&unclear), "{").unwrap();
    let why = |id: &RequestId| inbox.proposal(id).unwrap().unwrap_err();
    assert!(why(&unclear).contains("does not understand the proposal") && why(&other.id).contains("only cards and actions"));
    for id in [&unclear, &other.id] {
        inbox.answer(id, &Answer::Refused { why: why(id) }).unwrap();
        assert!(inbox.folder.join(format!("{id}{DROPPED}")).is_file(), "it is kept");
        assert_eq!(inbox.proposal(id), None, "it waits no longer");
    }
    assert!(inbox.proposals().is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_folder_is_not_followed() {
    let (session, elsewhere) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let theirs = Inbox { folder: elsewhere.path().to_owned() };
    let (asked, proposed) = (request(), proposal(None));
    theirs.put(&asked).unwrap();
    theirs.propose(&proposed).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), session.path().join(INBOX)).unwrap();
    let inbox = Inbox::of(session.path());
    assert!(inbox.waiting().is_empty() && inbox.proposals().is_empty());
    assert!(inbox.put(&request()).unwrap_err().to_string().contains("link") && inbox.propose(&proposal(None)).is_err());
    assert_eq!(fs::read_dir(elsewhere.path()).unwrap().count(), 2);
}
