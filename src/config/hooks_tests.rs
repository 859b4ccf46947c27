#![expect(clippy::disallowed_methods, reason = "the tests write files")]

use std::path::Path;

use super::*;
use crate::config::Config;

const COMMAND: &str = "[[hooks]]\nname = \"crm notes\"\npurpose = \"notes\"\nphase = \"data-compilation\"\nkind = \"command\"\ncommand = [\"my-notes\"]\nanswer = { required = \"items\" }\n";
const SERVER: &str = "[[hooks]]\nname = \"docs\"\npurpose = \"notes\"\nphase = \"pattern-analysis\"\non = \"enter\"\nkind = \"mcp\"\nserver = [\"npx\", \"-y\", \"x\"]\ntool = \"search\"\narguments = { q = \"{query}\", n = 3 }\nanswer = { fails_if = \"fetch failed\" }\n";

fn parse(text: &str) -> Result<Vec<Hook>> {
    Config::parse(Path::new("config.toml"), text).map(|config| config.hooks)
}

fn message(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn a_command_and_a_server_are_read() {
    let hooks = parse(&format!("bell = true\n{COMMAND}{SERVER}")).unwrap();
    let [command, server] = &hooks[..] else { panic!("{hooks:?}") };
    assert_eq!((command.declared.name.as_str(), command.declared.on, command.limit.as_secs()), ("crm notes", HookOn::Demand, 30));
    assert_eq!(server.declared.on, HookOn::Enter);
    assert!(matches!(&server.kind, Kind::Mcp(tool) if tool.name == "search" && tool.arguments["n"] == 3), "{server:?}");
    let placed = parse(&COMMAND.replace("my-notes", "./bin/my-notes")).unwrap();
    assert!(matches!(&placed[0].kind, Kind::Command(words) if Path::new(&words[0]).is_absolute() && words[0].ends_with("bin/my-notes")));
    assert!(!server.declared.wants_account && server.rule.fails_if == ["fetch failed"]);
}

#[test]
fn what_is_wrong_has_its_place_what_was_expected_and_what_to_do() {
    for (was, is, told) in [
        ("purpose = \"notes\"", "purpose = \"note\"", "config.toml:3:11: unknown name `note`; did you mean `notes`?"),
        (
            "phase = \"data-compilation\"",
            "phase = \"data\"",
            "config.toml:4:9: unknown name `data`; known here: check-in, data-compilation",
        ),
        ("command = [\"my-notes\"]", "comand = [\"my-notes\"]", "config.toml:6:1: unknown key `comand`; did you mean `command`?"),
        ("command = [\"my-notes\"]", "", "config.toml:5:8: `command` is missing; expected the program and its arguments"),
        ("command = [\"my-notes\"]", "command = []", "config.toml:6:11: `command` is empty"),
        ("[\"my-notes\"]", "[\"my-notes\", \"--token=abc\"]", "config.toml:6:11: `command` seems to hold a credential"),
        ("command = [\"my-notes\"]", "command = [\"a\"]\ntool = \"x\"", "config.toml:7:8: `tool` is nothing of kind \"command\""),
        ("{ required = \"items\" }", "{}", "config.toml:7:10: say what a good answer is: expected schema"),
        ("{ required = \"items\" }", "{ requires = \"items\" }", "config.toml:7:12: unknown key `requires`; did you mean `required`?"),
        (
            "{ required = \"items\" }",
            "{ required = \"items\" }\ntimeout_seconds = 0",
            "config.toml:8:19: timeout_seconds is 0, expected 1 to 600",
        ),
        ("\"crm notes\"", "\"crm\\u001b[2J\"", "config.toml:2:8: found \"crm\", expected a name"),
    ] {
        let wrong = message(&COMMAND.replace(was, is));
        assert!(wrong.starts_with(told), "{wrong}");
        assert!(!wrong.contains("abc"));
    }
    assert!(message(&format!("{COMMAND}{COMMAND}")).starts_with("config.toml:9:8: there is a tool crm notes already"));
    assert!(message("[[hooks]]\nname = \"x\"\n").contains("missing field `purpose`"));
}

#[test]
fn a_name_in_braces_that_stands_for_nothing_is_refused() {
    let told = message(&SERVER.replace("{query}", "{qeury}"));
    assert!(told.starts_with("config.toml:9:13: {qeury} stands for nothing here; did you mean {query}?"), "{told}");
    assert!(message(&SERVER.replace("{query}", "{url}")).contains("known for notes: session"));
    assert!(message(&SERVER.replace("tool = \"search\"\n", "")).starts_with("config.toml:6:8: `tool` is missing"));
    assert!(message(&SERVER.replace("server = [\"npx\", \"-y\", \"x\"]\n", "")).contains("expected `server`"));
}

#[test]
fn a_server_of_an_mcp_json_is_found_by_name_and_its_variables_are_not_told() {
    let folder = tempfile::tempdir().unwrap();
    let file = r#"{"mcpServers": {"docs": {"command": "npx", "args": ["-y", "${RUN_RETRO_NONE:-docs}"], "env": {"KEY": "geheim-1"}}, "far": {"url": "https://x"}}}"#;
    std::fs::write(folder.path().join("team.mcp.json"), file).unwrap();
    let path = folder.path().join("config.toml");
    let with = |name: &str| {
        let said = SERVER.replace("server = [\"npx\", \"-y\", \"x\"]", &format!("server_name = \"{name}\"\nmcp_json = \"team.mcp.json\""));
        Config::parse(&path, &said)
    };
    let config = with("docs").unwrap();
    assert!(
        matches!(&config.hooks[0].kind, Kind::Mcp(tool) if tool.server == ["npx", "-y", "docs"] && tool.environment.0["KEY"] == "geheim-1")
    );
    assert!(!format!("{config:?}").contains("geheim"));
    assert!(with("doc").unwrap_err().to_string().contains("did you mean docs?"));
    assert!(with("far").unwrap_err().to_string().contains("only servers over stdio"));
    std::fs::write(folder.path().join("team.mcp.json"), file.replace("RUN_RETRO_NONE:-docs", "RUN_RETRO_NONE")).unwrap();
    assert!(with("docs").unwrap_err().to_string().contains("needs the variable RUN_RETRO_NONE"));
}

#[test]
fn a_schema_is_read_beside_the_configuration_and_refused_where_it_asks_for_more() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("config.toml");
    let said = COMMAND.replace("required = \"items\"", "schema = \"good.json\"");
    let parse = || Config::parse(&path, &said).map(|config| config.hooks[0].rule.schema.is_some()).map_err(|error| error.to_string());
    assert!(parse().unwrap_err().contains("config.toml:7:21: ") && parse().unwrap_err().contains("cannot be read"));
    std::fs::write(folder.path().join("good.json"), r#"{"type": "object", "required": ["items"]}"#).unwrap();
    assert_eq!(parse(), Ok(true));
    std::fs::write(folder.path().join("good.json"), r#"{"patternProperties": {}}"#).unwrap();
    assert!(parse().unwrap_err().contains("/patternProperties: `patternProperties` is not checked here"));
}
