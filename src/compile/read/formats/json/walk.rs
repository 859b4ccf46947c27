//! A walk through a JSON document, byte by byte: where its lists stand and where their elements begin and end. Nothing of it is
//! held but the names on the way to where the walk is.

use std::io;

use memchr::{memchr_iter, memchr2};

/// Nobody nests deeper, and the reader of single objects does not follow.
const DEEPEST: usize = 120;

/// Longer names are cut.
const LONGEST_NAME: usize = 200;

/// The names of the objects in which a list stands, the outermost first.
pub(crate) type Path = Vec<String>;

/// What the walk comes upon.
pub(crate) enum Sight<'a> {
    /// A list that stands in no other list.
    ListOpens(&'a Path),
    /// Bytes of an element of the list.
    Bytes(&'a [u8]),
    /// The element that was under way is complete.
    ElementEnds,
}

#[derive(Default)]
pub(crate) struct Walk {
    /// The names of the objects that are open outside lists; the last is that of the value under way.
    path: Path,
    /// Within a list, how many of its elements' containers are open.
    in_list: Option<usize>,
    in_string: bool,
    is_escaped: bool,
    /// The string outside lists that was read last: a name, if a colon follows.
    text: Vec<u8>,
    /// Line ends passed.
    pub lines: u64,
}

impl Walk {
    /// Walks on; `see` is told what there is, with how many line ends were passed before it.
    pub(crate) fn on(&mut self, bytes: &[u8], mut see: impl FnMut(u64, Sight<'_>)) -> io::Result<()> {
        let mut at = 0;
        while at < bytes.len() {
            let step = if self.in_string { self.string(&bytes[at..]) } else { self.mark(&bytes[at..], &mut see)? };
            let passed = &bytes[at..at + step.taken];
            if step.is_content && self.in_list.is_some() {
                see(self.lines, Sight::Bytes(passed));
            } else if step.is_content && self.text.len() < LONGEST_NAME {
                self.text.extend_from_slice(passed);
            }
            self.lines += memchr_iter(b'\n', passed).count() as u64;
            at += step.taken;
        }
        Ok(())
    }

    /// The rest of a string with its closing quote, as far as it is here.
    fn string(&mut self, bytes: &[u8]) -> Step {
        if std::mem::take(&mut self.is_escaped) {
            return Step::content(1);
        }
        let Some(at) = memchr2(b'"', b'\\', bytes) else { return Step::content(bytes.len()) };
        self.is_escaped = bytes[at] == b'\\';
        self.in_string = self.is_escaped;
        Step::content(at + 1)
    }

    /// What begins outside strings.
    fn mark(&mut self, bytes: &[u8], see: &mut impl FnMut(u64, Sight<'_>)) -> io::Result<Step> {
        self.in_string = bytes[0] == b'"';
        if let Some(depth) = self.in_list {
            let plain = bytes.iter().take_while(|byte| !is_mark(**byte)).count();
            return if plain > 0 { Ok(Step::content(plain)) } else { self.in_list(depth, bytes[0], see) };
        }
        self.outside(bytes[0], see)?;
        Ok(Step { taken: 1, is_content: false })
    }

    fn outside(&mut self, byte: u8, see: &mut impl FnMut(u64, Sight<'_>)) -> io::Result<()> {
        match byte {
            b'"' => self.text.clear(),
            b':' => {
                let name = String::from_utf8_lossy(self.text.strip_suffix(b"\"").unwrap_or(&self.text)).into_owned();
                if let Some(last) = self.path.last_mut() {
                    *last = name;
                }
            }
            b'{' if self.path.len() == DEEPEST => return Err(too_deep()),
            b'{' => self.path.push(String::new()),
            b'}' => drop(self.path.pop()),
            b'[' => {
                self.in_list = Some(0);
                see(self.lines, Sight::ListOpens(&self.path));
            }
            _ => {}
        }
        Ok(())
    }

    fn in_list(&mut self, depth: usize, byte: u8, see: &mut impl FnMut(u64, Sight<'_>)) -> io::Result<Step> {
        let is_content = match (byte, depth) {
            (b'[' | b'{', DEEPEST) => return Err(too_deep()),
            (b',' | b']' | b'}', 0) => {
                see(self.lines, Sight::ElementEnds);
                self.in_list = (byte == b',').then_some(0);
                false
            }
            (b'[' | b'{', _) => {
                self.in_list = Some(depth + 1);
                true
            }
            (b']' | b'}', _) => {
                self.in_list = Some(depth - 1);
                true
            }
            _ => true,
        };
        Ok(Step { taken: 1, is_content })
    }
}

fn is_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'[' | b']' | b'{' | b'}' | b',')
}

struct Step {
    taken: usize,
    /// Part of an element, or of a string outside lists.
    is_content: bool,
}

impl Step {
    fn content(taken: usize) -> Self {
        Self { taken, is_content: true }
    }
}

fn too_deep() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, format!("values are nested more than {DEEPEST} deep, which no export does"))
}
