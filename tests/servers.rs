//! Tools of a user's own, with servers of others: `.ci/servers` installs them. What has no network here says "fetch failed" as a success, and
//! its rule catches it.
#![allow(clippy::disallowed_methods, reason = "the tests prepare files and run other programs")]

mod rig;

use std::fs;

use assert_cmd::Command;
use rig::Rig;
use serde_json::Value;

fn folder() -> String {
    std::env::var("RUN_RETRO_SERVERS").expect("RUN_RETRO_SERVERS names the folder that .ci/servers installs into")
}

fn hook(name: &str, purpose: &str, phase: &str, server: &str, more: &str) -> String {
    let (program, arguments) = server.split_once(' ').unwrap_or((server, ""));
    let words: Vec<String> =
        std::iter::once(format!("{}/{program}", folder())).chain(arguments.split_whitespace().map(ToOwned::to_owned)).collect();
    format!(
        "[[hooks]]\nname = \"{name}\"\npurpose = \"{purpose}\"\nphase = \"{phase}\"\non = \"enter\"\nkind = \"mcp\"\nserver = {words:?}\n{more}\n\
         timeout_seconds = 120\npause_seconds = 0\n"
    )
}

fn context7() -> String {
    let more = "tool = \"resolve-library-id\"\narguments = { libraryName = \"{query}\", query = \"{query}\" }\nanswer = { fails_if = \"fetch failed\" }";
    hook("library", "notes", "data-compilation", "node_modules/.bin/context7-mcp", more)
}

/// What `hooks check` says of the only tool.
fn checked(config: &str) -> Value {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("config.toml"), config).unwrap();
    let mut command = Command::cargo_bin("run-retro").unwrap();
    let said = command.env("RUN_RETRO_HOME", home.path()).args(["hooks", "check", "--format", "json"]).output().unwrap();
    let told = String::from_utf8_lossy(&said.stdout);
    let all: Value = serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}: {told}{}", String::from_utf8_lossy(&said.stderr)));
    all[0].clone()
}

#[test]
#[ignore = "needs @modelcontextprotocol/server-sequential-thinking from npm: see .ci/servers"]
fn sequential_thinking_keeps_the_guides_questions_as_its_chain() {
    let more = "tool = \"sequentialthinking\"\narguments = { thought = \"{thought}\", thoughtNumber = \"{thought_number}\", \
                totalThoughts = \"{thoughts}\", nextThoughtNeeded = \"{more_thoughts}\" }\nanswer = { required = \"thoughtHistoryLength\" }";
    let checked = checked(&hook("thinking", "prompts", "insight-synthesis", "node_modules/.bin/mcp-server-sequential-thinking", more));
    assert_eq!(checked["result"], "answered", "{checked}");
    let items = checked["items"].as_array().unwrap();
    assert!(items.len() > 1 && items[0].as_str().unwrap().starts_with(&format!("1/{} ", items.len())), "{checked}");
}

#[test]
#[ignore = "needs @playwright/mcp from npm, and Chromium: see .ci/servers"]
fn playwright_opens_the_exported_page_on_loopback() {
    let server = "node_modules/.bin/playwright-mcp --headless --no-sandbox --isolated --executable-path /usr/bin/chromium";
    let rule = |holds: &str| {
        format!(
            "tool = \"browser_navigate\"\narguments = {{ url = \"{{url}}\" }}\nanswer = {{ holds = \"{holds}\", fails_if = [\"net::ERR\", \"### Error\"] }}"
        )
    };
    let good = checked(&hook("page", "verify", "documentation", server, &rule("Page Title: Renewal retro")));
    assert_eq!((&good["result"], &good["passed"]), (&Value::from("answered"), &Value::from(true)), "{good}");
    let other = checked(&hook("page", "verify", "documentation", server, &rule("Page Title: Another page")));
    assert_eq!(other["result"], "not-good", "{other}");
}

#[test]
#[ignore = "needs serena-agent from PyPI: see .ci/servers"]
fn serena_reads_an_earlier_plan_from_a_copy() {
    let server =
        "serena/bin/serena start-mcp-server --project {plans} --context agent --agent-interface tools --enable-web-dashboard false";
    let more = "tool = \"read_file\"\narguments = { relative_path = \"{older_plan}\" }\nanswer = { required = \"plan_id\" }";
    let mut rig = Rig::new((120, 36));
    let plans = rig.folder().join(".claude/plans");
    fs::create_dir_all(&plans).unwrap();
    fs::write(plans.join("plan-20261012T140000Z.json"), include_str!("golden/plan.json")).unwrap();
    rig = rig.with_tools(&hook("history", "plan-diff", "check-in", server, more));
    let held = rig.keys(">>>>>P").screen();
    assert!(
        held.contains("This plan, held against history (read_file) · plan-20261012T140000Z"),
        "{held}\n{}",
        rig.keys("<esc>F").screen()
    );
    let names: Vec<_> = fs::read_dir(&plans).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["plan-20261012T140000Z.json"], "it wrote only into its copy");
}

#[test]
#[ignore = "needs @upstash/context7-mcp from npm: see .ci/servers"]
fn context7_without_a_network_is_walked_to_the_ladder() {
    let checked = checked(&context7());
    if checked["result"] == "answered" {
        assert!(!checked["items"].to_string().to_lowercase().contains("fetch failed"), "{checked}");
        return;
    }
    assert!(
        checked["result"] == "not-good" && checked["why"].as_str().unwrap().contains("“fetch failed”, which fails_if names"),
        "{checked}"
    );
    let mut rig = Rig::new((120, 36)).with_tools(&context7());
    let gate = rig.keys("n>>>>").screen();
    assert!(gate.contains("▲ Escalated to Renewal Director → CS Ops") && gate.contains("Partner → Exec Sponsor"), "{gate}");
    assert!(gate.contains("Tool library (notes): its answer was not a") && gate.contains("good one after 3 tries"), "{gate}");
}
