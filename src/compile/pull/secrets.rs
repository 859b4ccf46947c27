//! What must not be shown: clients know credentials, and some repeat them in their errors.

/// Signs of a word that a credential follows.
const SIGNS: [&str; 7] = ["password", "passwd", "pwd=", "token", "secret", "apikey", "api_key"];

const HIDDEN: &str = "•••";

/// Whether a word of a command seems to hold a credential: `--password=x`, or an address with one in it.
pub fn is_secret(word: &str) -> bool {
    let lower = word.to_lowercase();
    SIGNS.iter().any(|sign| lower.contains(sign)) || in_address(word).is_some()
}

/// `text` without credentials: the values of variables that are called like one, what stands behind `password=` and
/// its like, and passwords in addresses.
pub fn hidden(text: &str) -> String {
    let of_environment = std::env::vars().filter(|(name, value)| value.len() >= 4 && names_one(name)).map(|(_, value)| value);
    without(text, of_environment)
}

fn names_one(variable: &str) -> bool {
    let lower = variable.to_lowercase();
    ["password", "passwd", "token", "secret", "credential", "_key", "apikey", "_pwd"].iter().any(|sign| lower.contains(sign))
}

fn without(text: &str, values: impl Iterator<Item = String>) -> String {
    let text = values.fold(text.to_owned(), |text, value| text.replace(&value, HIDDEN));
    text.split_inclusive(char::is_whitespace).map(word_without).collect()
}

fn word_without(word: &str) -> String {
    let body = word.trim_end();
    let (cut, tail) = (|at| format!("{}{HIDDEN}", &body[..at]), &word[body.len()..]);
    if let Some((from, to)) = in_address(body) {
        return format!("{}{HIDDEN}{}", &body[..from], &word[to..]);
    }
    // Folding only ASCII keeps every place where it was.
    let lower = body.to_ascii_lowercase();
    let sign = SIGNS.iter().filter_map(|sign| Some(lower.find(sign)? + sign.len())).min();
    let mark = sign.and_then(|at| Some(at - 1 + lower[at - 1..].find(['=', ':'])? + 1)).filter(|at| *at < body.len());
    mark.map_or_else(|| word.to_owned(), |at| cut(at) + tail)
}

/// Where the password of `scheme://user:password@host` stands in a word.
fn in_address(word: &str) -> Option<(usize, usize)> {
    let after = word.find("://")? + 3;
    let to = after + word[after..].find('@')?;
    let from = after + word[after..to].find(':')? + 1;
    (from < to).then_some((from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn credentials_are_hidden_and_the_rest_stays() {
        let shown = |text: &str| without(text, ["hunter2".to_owned()].into_iter());
        assert_eq!(shown("login with hunter2 failed"), "login with ••• failed");
        assert_eq!(shown("host=db password=geheim user=ana"), "host=db password=••• user=ana");
        assert_eq!(shown("at postgresql://ana:geheim@db/x\n"), "at postgresql://ana:•••@db/x\n");
        assert_eq!(shown("Token: missing; relation \"deals\" is not there"), "Token: missing; relation \"deals\" is not there");
        for word in ["--password=x", "postgresql://ana:geheim@db/x", "PWD=x"] {
            assert!(is_secret(word), "{word}");
        }
        assert!(!is_secret("https://host:8080/x") && !is_secret("--csv"));
    }
}
