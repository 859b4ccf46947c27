//! `run-retro mcp` through clients of others: the protocol's own inspector, and its Python package.
#![allow(clippy::disallowed_methods, reason = "the tests prepare files and run other programs")]

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

const Q2: &str = "2026-Q2-enterprise-7c41e09a";

fn home() -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let session = home.path().join("sessions").join(Q2);
    fs::create_dir_all(&session).unwrap();
    fs::write(session.join("journal.jsonl"), include_str!("../sample-data/sessions/2026-Q2-enterprise-7c41e09a/journal.jsonl")).unwrap();
    home
}

fn program() -> std::path::PathBuf {
    assert_cmd::cargo::cargo_bin("run-retro")
}

/// The package and its version come from `.ci/run`.
fn inspector(home: &Path, args: &[&str]) -> Value {
    let package = std::env::var("RUN_RETRO_INSPECTOR").unwrap_or_else(|_| "@modelcontextprotocol/inspector".to_owned());
    let environment = format!("RUN_RETRO_HOME={}", home.display());
    let mut command = Command::new("npx");
    command.args(["--yes", &package, "--cli", "-e", &environment]).arg(program()).arg("mcp").args(args);
    let said = command.output().expect("npx is there");
    let told = String::from_utf8_lossy(&said.stdout);
    assert!(said.status.success(), "{told}{}", String::from_utf8_lossy(&said.stderr));
    serde_json::from_str(&told).unwrap_or_else(|error| panic!("{error}: {told}"))
}

#[test]
#[ignore = "needs npx and the protocol's inspector from npm: see .ci/run"]
fn the_inspector_lists_calls_and_reads() {
    let home = home();
    let tools = inspector(home.path(), &["--method", "tools/list"]);
    assert_eq!(tools["tools"].as_array().map(Vec::len), Some(9));
    for (tool, arguments) in
        [("list_sessions", &[][..]), ("read_findings", &["--tool-arg", "part=signals"]), ("read_plan", &[]), ("read_board", &[])]
    {
        let called = inspector(home.path(), &[&["--method", "tools/call", "--tool-name", tool][..], arguments].concat());
        assert!(called["isError"] != true && !called["structuredContent"]["data"].is_null(), "{tool}: {called}");
    }
    let resources = inspector(home.path(), &["--method", "resources/list"]);
    let uri = resources["resources"][0]["uri"].as_str().unwrap();
    let read = inspector(home.path(), &["--method", "resources/read", "--uri", uri]);
    assert!(read["contents"][0]["text"].as_str().unwrap().starts_with("# Renewal retro"), "{read}");
}

/// Calls each tool; the package checks what comes back against the schemas that were listed.
const READ_ALL: &str = r#"
import asyncio, os, sys
from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

def of(value, *names):
    for name in names:
        if hasattr(value, name):
            return getattr(value, name)
    raise AttributeError(names)

async def main():
    server = StdioServerParameters(command=sys.argv[1], args=["mcp"], env={**os.environ, "RUN_RETRO_HOME": sys.argv[2]})
    async with stdio_client(server) as (read, write):
        async with ClientSession(read, write) as session:
            greeted = await session.initialize()
            assert of(greeted, "server_info", "serverInfo").name == "run-retro"
            tools = (await session.list_tools()).tools
            for tool in tools:
                arguments = {"part": "headlines"} if tool.name == "read_findings" else {}
                called = await session.call_tool(tool.name, arguments)
                assert not of(called, "is_error", "isError"), (tool.name, called)
                assert "data" in of(called, "structured_content", "structuredContent"), tool.name
            refused = await session.call_tool("read_board", {"session": "nowhere"})
            assert of(refused, "is_error", "isError")
            resources = (await session.list_resources()).resources
            text = (await session.read_resource(resources[0].uri)).contents[0].text
            assert text.startswith('# Renewal retro'), text[:80]
            print(len(tools), len(resources))

asyncio.run(main())
"#;

#[test]
#[ignore = "needs python3 with the package mcp from PyPI: see .ci/run"]
fn the_python_client_reads_all_of_it() {
    let home = home();
    let python = std::env::var("RUN_RETRO_MCP_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let said = Command::new(python).args(["-c", READ_ALL]).arg(program()).arg(home.path()).output().expect("python is there");
    assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
    assert_eq!(String::from_utf8_lossy(&said.stdout).trim(), "9 2");
}
