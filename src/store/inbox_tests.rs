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
