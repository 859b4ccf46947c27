//! What must not be shown: clients know credentials, and some repeat them in their errors.

use std::cmp::Reverse;

use crate::domain::text;

/// Signs of a word that a credential follows, in the client's command.
const SIGNS: [&str; 10] = ["password", "passwd", "pwd=", "token", "secret", "apikey", "api_key", "api-key", "authorization:", "bearer "];

/// How the tokens of well-known services begin.
const TOKENS: [&str; 16] = [
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "github_pat_",
    "glpat-",
    "sk_live_",
    "sk_test_",
    "rk_live_",
    "sk-ant-",
    "xoxb-",
    "xoxp-",
    "xoxa-",
    "AKIA",
    "AIza",
    "eyJ",
];
/// No token is shorter.
const SHORTEST_TOKEN: usize = 16;

/// Words that a credential follows, whatever stands between.
const NAMES: [&str; 15] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "token",
    "secret",
    "apikey",
    "api_key",
    "api-key",
    "api key",
    "accesskey",
    "access_key",
    "bearer",
    "basic",
];

/// Words and endings that a credential follows where `:` or `=` stands between.
const ASSIGNED: [&str; 7] = ["credential", "authorization", "pass", "pw", "auth", "_key", "-key"];

/// Words between a credential's name and itself: `password is x`, `secret key: x`, `Authorization: Bearer x`.
const LINKS: [&str; 9] = ["is", "was", "are", "as", "key", "bearer", "basic", "token", "value"];

/// What is said about credentials; none is one.
const SAID: [&str; 49] = [
    "a",
    "after",
    "and",
    "auth",
    "authentication",
    "based",
    "cannot",
    "could",
    "credentials",
    "denied",
    "does",
    "empty",
    "error",
    "expired",
    "failed",
    "file",
    "for",
    "found",
    "from",
    "given",
    "grant",
    "has",
    "in",
    "incorrect",
    "invalid",
    "login",
    "manager",
    "may",
    "mismatch",
    "missing",
    "must",
    "no",
    "none",
    "not",
    "null",
    "of",
    "on",
    "or",
    "provided",
    "rejected",
    "required",
    "revoked",
    "should",
    "supplied",
    "the",
    "to",
    "type",
    "with",
    "wrong",
];

pub(super) const HIDDEN: &str = "•••";

/// What is shorter says nothing, and stands everywhere.
pub(super) const SHORTEST: usize = 4;

/// Whether a word of a command seems to hold a credential: `--password=x`, or an address with one in it.
pub(crate) fn is_secret(word: &str) -> bool {
    let lower = word.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign)) || in_address(word).is_some() || token(word).is_some()
}

/// Where a token of a well-known service stands in a word.
fn token(word: &str) -> Option<(usize, usize)> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | '/' | '+' | '=');
    let starts = TOKENS.iter().flat_map(|sign| word.match_indices(sign).map(|(at, _)| at));
    let alone = starts.filter(|at| !word[..*at].ends_with(|c: char| c.is_ascii_alphanumeric()));
    alone.map(|at| (at, at + run(&word[at..], is_part).len())).filter(|(from, to)| to - from >= SHORTEST_TOKEN).min()
}

/// `text` in one line without controls and without credentials: the values of variables that are called like one, what stands
/// behind `password:` and its like, and passwords in addresses.
pub(crate) fn hidden(text: &str) -> String {
    without(text, std::env::vars_os().filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?))))
}

/// Whether a variable's name speaks of a credential. The working directory is called like a password.
fn names_one(variable: &str) -> bool {
    let lower = variable.to_lowercase();
    let mut parts = lower.split(['_', '-', '.']);
    let is_anywhere = ["pass", "secret", "token", "credential", "apikey"].iter().any(|sign| lower.contains(sign));
    let is_ending = |part: &str| ["pw", "pwd", "key", "auth", "pat"].iter().any(|sign| part.ends_with(sign));
    !["pwd", "oldpwd"].contains(&&*lower) && (is_anywhere || parts.any(is_ending))
}

fn without(text: &str, variables: impl Iterator<Item = (String, String)>) -> String {
    let named = variables.filter(|(name, _)| names_one(name)).map(|(_, value)| text::line(&value));
    let mut values: Vec<String> = named.filter(|value| value.len() >= SHORTEST && !["true", "false"].contains(&&**value)).collect();
    // One may begin like another.
    values.sort_by_key(|value| Reverse(value.len()));
    let text = values.iter().fold(text::line(text), |text, value| text.replace(value, HIDDEN));
    let text: String = text.split_inclusive(char::is_whitespace).map(|word| token_without(&address_without(word))).collect();
    named_without(&text)
}

fn address_without(word: &str) -> String {
    in_address(word).map_or_else(|| word.to_owned(), |(from, to)| format!("{}{HIDDEN}{}", &word[..from], &word[to..]))
}

fn token_without(word: &str) -> String {
    token(word).map_or_else(|| word.to_owned(), |(from, to)| format!("{}{HIDDEN}{}", &word[..from], &word[to..]))
}

/// Where the password of `scheme://user:password@host` stands in a word.
fn in_address(word: &str) -> Option<(usize, usize)> {
    let after = word.find("://")? + 3;
    let to = after + word[after..].rfind('@')?;
    let from = after + word[after..to].find(':')? + 1;
    (from < to).then_some((from, to))
}

/// `text` without what stands behind the name of a credential. What is hidden may be a name itself: `pwd password x`.
fn named_without(text: &str) -> String {
    // Folding only ASCII keeps every place where it was.
    let lower = text.to_ascii_lowercase();
    let (mut shown, mut told, mut at) = (String::new(), 0, 0);
    while let Some((end, is_assigned)) = next_name(&lower[at..]) {
        at += end;
        let Some((from, to)) = value_after(&lower, at, is_assigned).filter(|(from, to)| from < to && *to > told) else { continue };
        if from >= told {
            shown.push_str(&text[told..from]);
            shown.push_str(HIDDEN);
        }
        told = to;
    }
    shown + &text[told..]
}

/// Where the next name of a credential ends, and whether it is one only with a mark behind it.
fn next_name(lower: &str) -> Option<(usize, bool)> {
    let place = |(name, is_assigned): (&&str, bool)| Some((lower.find(*name)?, Reverse(name.len()), is_assigned));
    let names = NAMES.iter().map(|name| (name, false)).chain(ASSIGNED.iter().map(|name| (name, true)));
    let (from, Reverse(length), is_assigned) = names.filter_map(place).min()?;
    Some((from + length, is_assigned))
}

/// The value behind a name that ends at `at`.
fn value_after(lower: &str, at: usize, is_assigned: bool) -> Option<(usize, usize)> {
    let part_of = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let name = run(&lower[at..], part_of);
    // `passwordless` is none, `secret_access_key` and `tokens` are.
    let mut is_one = !is_assigned && (name.is_empty() || name == "s" || name.starts_with(['_', '-']));
    let mut at = at + name.len();
    loop {
        let between = between(&lower[at..]);
        at += between.len();
        is_one |= between.contains([':', '=']);
        if between.is_empty() || at == lower.len() || !is_one {
            return None;
        }
        let word = run(&lower[at..], |c| !c.is_whitespace());
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
        if LINKS.contains(&bare) {
            at += word.find(bare).unwrap_or_default() + bare.len();
            continue;
        }
        return (!SAID.contains(&bare)).then(|| (at, at + value_in(&lower[at..], word, between).len()));
    }
}

/// What may stand between a name and its value: blanks, quotes, marks, a comma between quotes.
fn between(text: &str) -> &str {
    let mut before = ' ';
    run(text, |c| {
        let is_between = c.is_whitespace()
            || matches!(c, '\'' | '"' | '`' | ':' | '=' | '\\' | '“' | '”')
            || c == '>' && before == '='
            || c == ',' && matches!(before, '\'' | '"' | '`');
        before = c;
        is_between
    })
}

/// Up to the quote that closes it, else one word.
fn value_in<'t>(text: &'t str, word: &'t str, between: &str) -> &'t str {
    let quote = between.chars().last().filter(|c| matches!(c, '\'' | '"' | '`'));
    let closed = quote.and_then(|quote| text.find(quote)).map(|to| &text[..to]);
    closed.unwrap_or(word)
}

/// What `text` begins with, as long as it `is_of_it`.
fn run(text: &str, mut is_of_it: impl FnMut(char) -> bool) -> &str {
    &text[..text.find(|c| !is_of_it(c)).unwrap_or(text.len())]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(text: &str) -> String {
        let variables = [("MY_WH_PW", "hunter2"), ("PWD", "/home/ana"), ("DB_PASSWORD", "hunter2-and-more"), ("USER", "marianne")];
        without(text, variables.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter())
    }

    #[test]
    fn credentials_are_hidden_and_the_rest_stays() {
        for (said, expected) in [
            ("login with hunter2 failed", "login with ••• failed"),
            ("login with hunter2-and-more failed in /home/ana", "login with ••• failed in /home/ana"),
            ("host=db password=geheim user=ana", "host=db password=••• user=ana"),
            ("at postgresql://ana:ge@heim@db/x\n", "at postgresql://ana:•••@db/x"),
            ("token: dapi1234 url postgres://cs:S3cret@db/cs", "token: ••• url postgres://cs:•••@db/cs"),
            ("Authorization: Bearer eyJhbGciOi.x.y sent", "Authorization: Bearer ••• sent"),
            ("ALTER USER ana PASSWORD 'ge heim'; then", "ALTER USER ana PASSWORD '•••'; then"),
            ("psql --password geheim -h db", "psql --password ••• -h db"),
            (
                "{\"api_key\": \"geheim\", \"client_secret\":\"x1\", \"user\": \"ana\"}",
                "{\"api_key\": \"•••\", \"client_secret\":\"•••\", \"user\": \"ana\"}",
            ),
            ("secret_access_key = AKIA/x+y= region = eu", "secret_access_key = ••• region = eu"),
            ("[\"--password\", \"geheim\"]", "[\"--password\", \"•••\"]"),
            ("the password is \u{1b}[1mgeheim\u{1b}[0m now", "the password is ••• now"),
            ("account_key=abc== pw: geheim", "account_key=••• pw: •••"),
            ("pwd password geheim now", "pwd ••• ••• now"),
            ("got ghp_abcdefghij0123456789, then 'AKIAIOSFODNN7EXAMPLE'", "got •••, then '•••'"),
        ] {
            assert_eq!(shown(said), expected);
        }
        for plain in [
            "Token: missing; relation \"deals\" is not there",
            "FATAL: password authentication failed for user \"cs\"",
            "duplicate key value violates unique constraint",
            "the token is expired; log in again as marianne",
            "authorization failed for role cs",
        ] {
            assert_eq!(shown(plain), plain);
        }
        for word in
            ["--password=x", "postgresql://ana:geheim@db/x", "PWD=x", "--api-key", "Authorization: Bearer x", "ghp_abcdefghij0123456789"]
        {
            assert!(is_secret(word), "{word}");
        }
        assert!(!is_secret("https://host:8080/x") && !is_secret("--csv") && !is_secret("AKIA") && !is_secret("a-sk_live_"));
    }

    #[test]
    fn variables_are_told_by_their_names() {
        for name in
            ["MY_WH_PW", "PGPASSWORD", "SNOWSQL_PWD", "AWS_SECRET_ACCESS_KEY", "DATABRICKS_TOKEN", "APIKEY", "WH_AUTH", "X_CREDENTIALS"]
        {
            assert!(names_one(name), "{name}");
        }
        for name in ["PWD", "OLDPWD", "HOME", "GIT_AUTHOR_NAME", "KEYBOARD", "PATH"] {
            assert!(!names_one(name), "{name}");
        }
    }

    proptest! {
        #[test]
        fn a_value_never_comes_through(
            before in "([a-z]{1,8} ){0,2}((pwd|my_password|token|--secret|api key)[ =:'\"]{1,2}){0,2}",
            name in "(pg|my_|--|CLIENT_)?([Pp]assword|PASSWD|PWD|[Tt]oken|secret|api[_-]?key|Bearer|Basic|secret_access_key)",
            between in "[ '\"\n\t]{1,4}|[ '\"]{0,3}[:=][ '\"\n]{0,3}|=> ?",
            value in "[A-Za-z0-9!#$%&*+/.?@^_~-]{3,20}[0-9][A-Za-z0-9/_.~-]{3,20}",
            after in "( |'|\"|, |; |\n)[ a-z'\"=:]{0,20}",
        ) {
            let said = without(&format!("{before}{name}{between}{value}{after}"), std::iter::empty());
            prop_assert!(!said.contains(&value), "{said}");
        }
    }
}
