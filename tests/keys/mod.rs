//! Key strings as the tests write them: characters as they are, other keys by name in angle brackets (`jj<tab>s<c-p>`).

pub enum Press<'a> {
    Char(char),
    Named(&'a str),
}

pub fn presses(keys: &str) -> Vec<Press<'_>> {
    let mut rest = keys;
    let mut presses = Vec::new();
    while let Some(c) = rest.chars().next() {
        let named = rest.strip_prefix('<').and_then(|r| r.split_once('>'));
        if let Some((name, after)) = named {
            presses.push(Press::Named(name));
            rest = after;
        } else {
            presses.push(Press::Char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    presses
}
