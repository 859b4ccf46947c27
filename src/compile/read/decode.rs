//! From stored bytes to UTF-8: unpacks gzip, takes byte-order marks off, translates other encodings.

mod late;
mod single;

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use flate2::read::MultiGzDecoder;

use crate::compile::read::pieces::{Pieced, Pieces};
use crate::compile::read::source::Input;
use crate::error::{Error, Place, Result};

/// A stream that can be handed to another thread.
pub(crate) type Stream = Box<dyn Read + Send>;

/// How much of a file is looked at to tell its encoding.
const LOOK: usize = 1 << 20;

/// Packed data may grow this much before it is taken for a bomb, once it is larger than [`BOMB_FROM`].
const BOMB_RATIO: u64 = 200;
const BOMB_FROM: u64 = 64 << 20;

/// Opens `input` as unpacked bytes; `read` counts stored bytes.
pub(crate) fn unpacked(input: &Input, read: &Arc<AtomicU64>) -> Result<Stream> {
    let counted = Counted { inner: input.open()?, read: Arc::clone(read) };
    let mut head = Vec::new();
    let mut counted = counted;
    counted.by_ref().take(2).read_to_end(&mut head).map_err(|e| cannot(input, e))?;
    let packed = head == [0x1f, 0x8b];
    let whole = io::Cursor::new(head).chain(counted);
    if !packed {
        return Ok(Box::new(whole));
    }
    Ok(Box::new(Unpacked { inner: MultiGzDecoder::new(whole), stored: Arc::clone(read), before: read.load(Ordering::Relaxed), given: 0 }))
}

/// Tells the encoding from a file's first bytes; `None` where they are ASCII and more follow.
pub(crate) fn encoding_of(input: &Input) -> Result<Option<&'static Encoding>> {
    let mut head = Vec::with_capacity(64 << 10);
    unpacked(input, &Arc::default())?.take(LOOK as u64).read_to_end(&mut head).map_err(|e| cannot(input, e))?;
    Ok((head.len() < LOOK || !head.is_ascii()).then(|| guess(&head)))
}

fn guess(head: &[u8]) -> &'static Encoding {
    if let Some((marked, _)) = Encoding::for_bom(head) {
        return marked;
    }
    match head.get(..head.len().min(4)) {
        Some([a, 0, b, 0]) if *a != 0 && *b != 0 => UTF_16LE,
        Some([0, a, 0, b]) if *a != 0 && *b != 0 => UTF_16BE,
        _ => of_bytes(head),
    }
}

/// UTF-8, or the encoding that `bytes` look like; no more than [`LOOK`] bytes, where more follow.
fn of_bytes(bytes: &[u8]) -> &'static Encoding {
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        Err(e) if e.error_len().is_none() && bytes.len() >= LOOK => UTF_8,
        Err(_) => {
            let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            let found = detector.guess(None, chardetng::Utf8Detection::Deny);
            match () {
                () if !found.is_single_byte() && is_east_asian(bytes, found) => found,
                () if is_damaged_utf8(bytes) => UTF_8,
                () if found.is_single_byte() => single::of(bytes, found),
                () => single::of(bytes, WINDOWS_1252),
            }
        }
    }
}

/// Every byte is of a character of that encoding, and most of what is beyond ASCII is written as East Asia writes: Excel there
/// saves a CSV in the encoding of its country. An accent or two among Latin letters may look so by chance.
fn is_east_asian(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let mut text = String::with_capacity(encoding.new_decoder().max_utf8_buffer_length(bytes.len()).unwrap_or(bytes.len() * 3));
    // What is cut off at the end is no error.
    let (_, _, is_wrong) = encoding.new_decoder_without_bom_handling().decode_to_string(bytes, &mut text, false);
    let beyond = || text.chars().filter(|c| !c.is_ascii());
    let is_written_there =
        |c: &char| matches!(c, '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{FF00}'..='\u{FFEF}');
    let there = beyond().filter(is_written_there).count();
    // Some words of it, and not only a letter here and there (`円` behind amounts).
    let in_words = there >= 8 && neighbours(&text, is_written_there) * 5 > there;
    !is_wrong && in_words && there * 10 >= beyond().count() * 9
}

/// Characters of a kind that stand beside another of it.
fn neighbours(text: &str, is_of_kind: impl Fn(&char) -> bool) -> usize {
    let kinds: Vec<bool> = text.chars().map(|c| is_of_kind(&c)).collect();
    kinds.windows(2).filter(|two| two[0] && two[1]).count()
}

/// Some characters stand in valid multi-byte UTF-8, and not by chance: what is wrong among them is damage in single rows, not
/// another encoding.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    valid > 0 && wrong <= valid * 20
}

/// Opens `input` as UTF-8 without a byte-order mark; an encoding that is not known yet is told on the way. UTF-8 itself
/// is passed on unchecked: rows check their values.
pub(crate) fn utf8(input: &Input, encoding: Option<&'static Encoding>, read: &Arc<AtomicU64>) -> Result<Stream> {
    let mut stream = unpacked(input, read)?;
    let Some(encoding) = encoding else { return Ok(Box::new(late::Late::new(stream))) };
    if encoding != UTF_8 {
        return Ok(Decoded::stream(stream, encoding));
    }
    let mut head = Vec::new();
    stream.by_ref().take(3).read_to_end(&mut head).map_err(|e| cannot(input, e))?;
    if head == [0xef, 0xbb, 0xbf] {
        head.clear();
    }
    Ok(Box::new(io::Cursor::new(head).chain(stream)))
}

/// An error about reading `input`.
pub(crate) fn cannot(input: &Input, e: io::Error) -> Error {
    if e.kind() == io::ErrorKind::InvalidData || e.kind() == io::ErrorKind::InvalidInput {
        return Error::data(Place::file(input.path()), format!("cannot be unpacked: {e}; export the file again"));
    }
    Error::io(input.path(), e, "check that the file is complete and may be read")
}

struct Counted {
    inner: Stream,
    read: Arc<AtomicU64>,
}

impl Read for Counted {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.read.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

struct Unpacked<R> {
    inner: MultiGzDecoder<R>,
    stored: Arc<AtomicU64>,
    before: u64,
    given: u64,
}

impl<R: Read> Read for Unpacked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.given += n as u64;
        let stored = self.stored.load(Ordering::Relaxed).saturating_sub(self.before).max(1);
        if self.given > BOMB_FROM && self.given / stored > BOMB_RATIO {
            let why = format!("it unpacks to more than {BOMB_RATIO} times its size, which no export does");
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        Ok(n)
    }
}

/// Translates another encoding as it is read.
struct Decoded {
    inner: Stream,
    decoder: Decoder,
    raw: Vec<u8>,
    ended: bool,
}

impl Decoded {
    fn stream(inner: Stream, encoding: &'static Encoding) -> Stream {
        let decoder = encoding.new_decoder_with_bom_removal();
        Box::new(Pieced::new(Self { inner, decoder, raw: vec![0; 64 << 10], ended: false }))
    }
}

impl Pieces for Decoded {
    fn next_into(&mut self, text: &mut Vec<u8>) -> io::Result<()> {
        while !self.ended && text.is_empty() {
            let n = self.inner.read(&mut self.raw)?;
            self.ended = n == 0;
            let room = self.decoder.max_utf8_buffer_length(n).unwrap_or(n * 4 + 16);
            text.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..n], text, self.ended);
            text.truncate(written);
        }
        Ok(())
    }
}
