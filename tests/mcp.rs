//! `run-retro mcp` as a client meets it: messages on standard input, answers on standard output, by the schemas that it lists.
#![allow(clippy::disallowed_methods, reason = "the tests prepare files")]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};

use serde_json::{Value, json};

const Q2: &str = "2026-Q2-enterprise-7c41e09a";

/// A home with the retro of the sample.
fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    put(home.path(), Q2, include_str!("../sample-data/sessions/2026-Q2-enterprise-7c41e09a/journal.jsonl"));
    home
}

fn put(home: &Path, id: &str, journal: &str) {
    let session = home.join("sessions").join(id);
    fs::create_dir_all(&session).unwrap();
    fs::write(session.join("journal.jsonl"), journal).unwrap();
}

struct Server {
    child: Child,
    to: Option<ChildStdin>,
    from: BufReader<ChildStdout>,
    asked: u64,
}

impl Server {
    fn start(home: &Path, flags: &[&str]) -> Self {
        let mut command = Command::new(assert_cmd::cargo::cargo_bin("run-retro"));
        command.env("RUN_RETRO_HOME", home).env("HOME", home).current_dir(home).arg("mcp").args(flags);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let (to, from) = (child.stdin.take(), BufReader::new(child.stdout.take().unwrap()));
        Self { child, to, from, asked: 0 }
    }

    fn say(&mut self, line: &[u8]) {
        let to = self.to.as_mut().unwrap();
        to.write_all(line).and_then(|()| to.write_all(b"\n")).and_then(|()| to.flush()).unwrap();
    }

    fn hear(&mut self) -> Value {
        let mut line = String::new();
        self.from.read_line(&mut line).unwrap();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{error}: {line:?}"))
    }

    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.asked += 1;
        let asked = json!({ "jsonrpc": "2.0", "id": self.asked, "method": method, "params": params });
        self.say(asked.to_string().as_bytes());
        let answer = self.hear();
        assert_eq!((answer["id"].as_u64(), answer["jsonrpc"].as_str()), (Some(self.asked), Some("2.0")), "{answer}");
        answer
    }

    fn result(&mut self, method: &str, params: &Value) -> Value {
        let answer = self.ask(method, params);
        assert!(answer["error"].is_null(), "{method} {params}: {answer}");
        answer["result"].clone()
    }

    fn call(&mut self, tool: &str, arguments: &Value) -> Value {
        let result = self.result("tools/call", &json!({ "name": tool, "arguments": arguments }));
        assert_eq!(result["isError"], false, "{tool}: {result}");
        result["structuredContent"].clone()
    }

    /// The client goes away.
    fn end(mut self) {
        drop(self.to.take());
        assert!(self.child.wait().unwrap().success());
    }
}

fn greeting(version: &str) -> Value {
    json!({ "protocolVersion": version, "capabilities": {}, "clientInfo": { "name": "test\u{1b}[31m", "version": "1" } })
}

#[test]
fn versions_are_agreed_on() {
    let home = home();
    for (asked, answered) in
        [("2025-06-18", "2025-06-18"), ("2025-03-26", "2025-03-26"), ("2099-01-01", "2025-06-18"), ("2024-11-05", "2025-06-18")]
    {
        let mut server = Server::start(home.path(), &[]);
        let greeted = server.result("initialize", &greeting(asked));
        assert_eq!((greeted["protocolVersion"].as_str(), greeted["serverInfo"]["name"].as_str()), (Some(answered), Some("run-retro")));
        server.say(b"{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        assert_eq!(server.result("ping", &json!({})), json!({}));
        server.end();
    }
}

/// What each tool is asked for here.
fn calls() -> Vec<(&'static str, Value)> {
    let part = |part: &str| ("read_findings", json!({ "part": part }));
    let parts =
        ["headlines", "losses", "lenses", "signals", "plays", "pricing", "forecast", "blockers", "emerging", "held-again", "suggestions"];
    let mut calls: Vec<(&str, Value)> = parts.map(part).to_vec();
    for tool in ["list_sessions", "read_scope", "read_board", "read_watch_list", "read_plan", "read_transcript", "search_knowledge"] {
        calls.push((tool, json!({})));
    }
    calls.push(("read_actions", json!({ "all": true })));
    calls
}

/// All names of the sample's customers.
fn customers() -> Vec<&'static str> {
    include_str!("../sample-data/accounts.csv").lines().skip(1).map(|line| line.split(',').nth(1).unwrap()).collect()
}

#[test]
fn every_tool_answers_by_its_schema_and_no_customer_is_named() {
    let home = home();
    let mut server = Server::start(home.path(), &[]);
    server.result("initialize", &greeting("2025-06-18"));
    let tools = server.result("tools/list", &json!({}))["tools"].clone();
    let tools = tools.as_array().unwrap();
    assert!(
        tools
            .iter()
            .all(|tool| tool["annotations"]["readOnlyHint"] == true && tool["description"].as_str().unwrap().contains("never follow"))
    );
    let mut told = String::new();
    let mut seen = std::collections::BTreeSet::new();
    for (name, arguments) in calls() {
        let tool = tools.iter().find(|tool| tool["name"] == name).unwrap_or_else(|| panic!("no {name}"));
        let result = server.result("tools/call", &json!({ "name": name, "arguments": arguments }));
        let structured = &result["structuredContent"];
        assert_eq!(serde_json::from_str::<Value>(result["content"][0]["text"].as_str().unwrap()).unwrap(), *structured);
        let validator = jsonschema::validator_for(&tool["outputSchema"]).unwrap();
        let errors: Vec<String> = validator.iter_errors(structured).map(|error| format!("{}: {error}", error.instance_path())).collect();
        assert!(errors.is_empty(), "{name} {arguments}: {errors:#?}");
        assert!(jsonschema::validator_for(&tool["inputSchema"]).unwrap().is_valid(&arguments));
        told += &structured.to_string();
        seen.insert(name);
    }
    assert_eq!(seen.len(), tools.len(), "each was called");
    for uri in ["report.md", "report.json"] {
        let read = server.result("resources/read", &json!({ "uri": format!("run-retro://sessions/{Q2}/{uri}") }));
        told += read["contents"][0]["text"].as_str().unwrap();
    }
    assert!(told.contains("Customer-") && told.contains("Renewal-"));
    let named: Vec<&str> = customers().into_iter().filter(|name| told.contains(*name)).collect();
    assert_eq!(named, [""; 0]);
    for short in ["Okorowa", "Kaverin", "A0068"] {
        let at = told.find(short);
        assert_eq!(at, None, "{}", at.map_or("", |at| &told[at.saturating_sub(80)..(at + 80).min(told.len())]));
    }
    server.end();
}

#[test]
fn names_are_shown_where_that_is_asked_for_and_pseudonyms_stay_the_same() {
    let home = home();
    let losses = |flags: &[&str]| {
        let mut server = Server::start(home.path(), flags);
        let told = server.call("read_findings", &json!({ "part": "losses", "limit": 3 }));
        let found = server.call("search_knowledge", &json!({ "words": "champion" }));
        assert!(found["total"].as_u64().unwrap() > 0);
        server.end();
        told["data"]["lost_accounts"][0]["account"].as_str().unwrap().to_owned()
    };
    assert!(customers().contains(&losses(&["--show-names"]).as_str()));
    let first = losses(&[]);
    assert!(first.starts_with("Customer-") && first == losses(&[]), "{first}");
    let log = fs::read_to_string(home.path().join("mcp-log.jsonl")).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 6);
    assert!(
        lines.iter().all(|line| line["bytes"].as_u64().unwrap() > 100 && line["at"].is_string() && line["client"] == "unknown"),
        "{log}"
    );
    #[cfg(unix)]
    for private in ["mcp-log.jsonl", "pseudonyms.key"] {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(home.path().join(private)).unwrap().permissions().mode() & 0o077, 0, "{private}");
    }
}

#[test]
fn long_lists_come_in_pages() {
    let home = home();
    let mut server = Server::start(home.path(), &[]);
    let (mut cursor, mut cards) = (Value::Null, 0);
    loop {
        let page = server.call("read_board", &json!({ "session": "2026-Q2", "limit": 2, "cursor": cursor }));
        cards += page["data"].as_array().unwrap().len();
        cursor = page["next_cursor"].clone();
        if cursor.is_null() {
            assert_eq!(page["total"].as_u64(), Some(cards as u64));
            break;
        }
    }
    assert!(cards > 4, "{cards}");
    server.end();
}

#[test]
fn what_a_client_does_wrong_is_answered_and_nothing_else_is_printed() {
    let home = home();
    let mut server = Server::start(home.path(), &[]);
    let code = |answer: &Value| answer["error"]["code"].as_i64();
    for (line, expected) in [
        (&b"garbage \x1b[2J"[..], -32700),
        (b"\xff\xfe", -32700),
        (b"7", -32600),
        (b"[]", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}", -32600),
        (b"{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/steal\"}", -32601),
        (b"{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":{\"name\":\"rm\"}}", -32602),
        (b"{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"tools/call\",\"params\":[]}", -32602),
        (b"{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"resources/read\",\"params\":{\"uri\":\"file:///etc/passwd\"}}", -32002),
        (
            b"{\"jsonrpc\":\"2.0\",\"id\":9,\"method\":\"resources/read\",\"params\":{\"uri\":\"run-retro://sessions/../../x/report.md\"}}",
            -32002,
        ),
    ] {
        server.say(line);
        let answer = server.hear();
        assert_eq!(code(&answer), Some(expected), "{}: {answer}", String::from_utf8_lossy(line));
    }
    server.say(format!("{{\"id\":1,\"method\":\"ping\",\"params\":{{\"x\":\"{}\"}}}}", "y".repeat(3 << 20)).as_bytes());
    assert_eq!(code(&server.hear()), Some(-32600));
    server.say(b"[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},{\"jsonrpc\":\"2.0\",\"method\":\"x\"}]");
    assert_eq!(server.hear().as_array().map(Vec::len), Some(1), "a batch");
    for arguments in [
        json!({ "session": "\u{1b}]52;c;aGFjaw==\u{7}../.." }),
        json!({ "session": 7 }),
        json!({ "elsewhere": "x" }),
        json!({ "cursor": "x" }),
    ] {
        let refused = server.result("tools/call", &json!({ "name": "read_board", "arguments": arguments }));
        assert_eq!(refused["isError"], true, "{refused}");
        assert!(!refused.to_string().contains("\\u001b"), "{refused}");
    }
    assert_eq!(server.result("ping", &json!({})), json!({}));
    server.end();
}

#[test]
fn a_retro_whose_customers_are_not_known_is_not_told() {
    let home = home();
    // It was held on data that are gone.
    let other = "2026-Q1-growth-0000aaaa";
    let elsewhere = |line: &str| {
        let (before, record) = line.split_once("\"record\":").unwrap();
        let record = record[..record.len() - 1].replace("\"data\":null", "\"data\":\"/gone/away\"").replace(Q2, other);
        let begins = &before[..before.find("\"crc\"").unwrap()];
        format!("{begins}\"crc\":\"{:08x}\",\"record\":{record}}}\n", crc32fast::hash(record.as_bytes()))
    };
    put(home.path(), other, &include_str!("journals/v1.jsonl").lines().map(elsewhere).collect::<String>());
    let mut server = Server::start(home.path(), &[]);
    let refused = server.result("tools/call", &json!({ "name": "read_board", "arguments": { "session": other } }));
    assert_eq!(refused["isError"], true, "{refused}");
    assert!(refused.to_string().contains("--show-names"), "{refused}");
    let found = server.call("search_knowledge", &json!({}));
    assert!(found["withheld"].as_u64().unwrap() > 0 && found["data"].as_array().unwrap().iter().all(|found| found["session"] != other));
    server.end();
    let mut server = Server::start(home.path(), &["--show-names"]);
    assert!(server.call("read_board", &json!({ "session": other }))["total"].as_u64().unwrap() > 0);
    server.end();
}

/// Dates are held to what a retro can be about where they come in: an action that nobody could read would wait for ever.
#[test]
fn an_action_is_due_in_a_year_that_there_is() {
    let home = home();
    let mut server = Server::start(home.path(), &["--allow-proposals"]);
    server.result("initialize", &greeting("2025-06-18"));
    for due in ["+262142-12-31", "9999-12-31", "0001-01-01"] {
        let asked = json!({ "name": "propose", "arguments": { "becomes": "action", "text": "Call back", "due": due } });
        let answer = server.result("tools/call", &asked);
        assert!(answer["isError"] == true && answer.to_string().contains("outside the years 1900 to 2200"), "{due}: {answer}");
    }
    assert!(!home.path().join("sessions").join(Q2).join("inbox").exists());
    server.end();
}
