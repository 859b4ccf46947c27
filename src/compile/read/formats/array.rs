//! A JSON array of objects as lines of one object each.

use std::io::{self, Read};

use crate::compile::read::decode::Stream;
use crate::compile::read::pieces::Pieces;

/// Takes the outermost array of a file apart; one that does not begin with an array is passed on. An object keeps the number
/// of the line that it begins in, as long as no other begins there.
pub struct ArrayLines {
    inner: Stream,
    raw: Vec<u8>,
    /// Whether the file begins with an array, once that is known.
    is_array: Option<bool>,
    cut: Cut,
}

/// Where in the array the bytes stand.
#[derive(Default)]
struct Cut {
    depth: usize,
    in_string: bool,
    is_escaped: bool,
    /// Line ends within the object, which go behind it.
    held: usize,
    /// An object stands in this line already.
    is_line_full: bool,
}

impl ArrayLines {
    pub fn new(inner: Stream) -> Self {
        Self { inner, raw: vec![0; 64 << 10], is_array: None, cut: Cut::default() }
    }
}

impl Pieces for ArrayLines {
    fn next_into(&mut self, out: &mut Vec<u8>) -> io::Result<()> {
        while out.is_empty() {
            let n = self.inner.read(&mut self.raw)?;
            let bytes = &self.raw[..n];
            if self.is_array.is_none() {
                self.is_array = bytes.trim_ascii_start().first().map(|first| *first == b'[');
            }
            if n == 0 {
                return Ok(());
            }
            if self.is_array == Some(true) {
                for byte in bytes {
                    self.cut.byte(*byte, out);
                }
            } else {
                out.extend_from_slice(bytes);
            }
        }
        Ok(())
    }
}

impl Cut {
    fn byte(&mut self, byte: u8, out: &mut Vec<u8>) {
        if self.in_string {
            self.in_string = self.is_escaped || byte != b'"';
            self.is_escaped = byte == b'\\' && !self.is_escaped;
            return out.push(byte);
        }
        match byte {
            b'\n' if self.depth > 1 => self.held += 1,
            b'\n' => {
                self.is_line_full = false;
                out.push(byte);
            }
            b'[' if self.depth == 0 => self.depth = 1,
            b'[' | b'{' => self.open(byte, out),
            b']' | b'}' if self.depth > 1 => self.close(byte, out),
            b']' if self.depth == 1 => self.depth = 0,
            b',' if self.depth == 1 => {}
            _ => {
                self.in_string = byte == b'"';
                out.push(byte);
            }
        }
    }

    fn open(&mut self, byte: u8, out: &mut Vec<u8>) {
        if self.depth == 1 && self.is_line_full {
            out.push(b'\n');
        }
        self.depth += 1;
        out.push(byte);
    }

    fn close(&mut self, byte: u8, out: &mut Vec<u8>) {
        out.push(byte);
        self.depth -= 1;
        if self.depth == 1 {
            out.extend(std::iter::repeat_n(b'\n', self.held));
            self.is_line_full = self.held == 0;
            self.held = 0;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::compile::read::pieces::Pieced;

    fn lines(text: String) -> Vec<String> {
        let mut out = String::new();
        Pieced::new(ArrayLines::new(Box::new(io::Cursor::new(text.into_bytes())))).read_to_string(&mut out).unwrap();
        out.lines().map(|line| line.trim().to_owned()).collect()
    }

    #[test]
    fn objects_keep_the_lines_that_they_begin_in() {
        assert_eq!(
            lines("[\n{\"a\": 1},\n{\n\"a\":\n[2]},\n{\"a\": 3}\n]\n".to_owned()),
            ["", "{\"a\": 1}", "{\"a\":[2]}", "", "", "{\"a\": 3}", ""]
        );
        assert_eq!(lines("[{\"a\":\"[,{\\\"\"},{\"a\":2}]".to_owned()), ["{\"a\":\"[,{\\\"\"}", "{\"a\":2}"]);
        assert_eq!(lines("{\"a\":1}\n[2]\n".to_owned()), ["{\"a\":1}", "[2]"], "what begins with no array is passed on");
    }

    proptest! {
        #[test]
        fn every_object_comes_out_whole(texts in prop::collection::vec("\\PC{0,8}", 0..20), is_pretty in any::<bool>()) {
            let all: Vec<Value> = texts.iter().map(|text| json!({ text.as_str(): [text, { "in": text }] })).collect();
            let written = if is_pretty { serde_json::to_string_pretty(&all) } else { serde_json::to_string(&all) }.unwrap();
            let seen: Vec<Value> = lines(written).iter().filter(|line| !line.is_empty()).map(|line| serde_json::from_str(line).unwrap()).collect();
            prop_assert_eq!(seen, all);
        }
    }
}
