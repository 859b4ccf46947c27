//! Reads the chat or transcript that somebody named by its file.

use std::io;
use std::path::{Path, PathBuf};

use encoding_rs::{UTF_8, WINDOWS_1252};

use crate::regular;

/// The words of a text file, however it is encoded.
///
/// # Errors
/// It cannot be read, and why; it is a document that only its program reads.
pub(crate) fn words(path: &Path) -> Result<String, String> {
    let bytes = regular::read(&at_home(path), regular::MOST_TEXT).map_err(|error| told(&error))?;
    let (text, encoding, is_odd) = UTF_8.decode(&bytes);
    let text = if is_odd && encoding == UTF_8 { WINDOWS_1252.decode(&bytes).0 } else { text };
    if text.contains('\0') {
        return Err("it holds more than text; save the chat as .txt or .vtt, or copy and paste it".to_owned());
    }
    Ok(text.into_owned())
}

fn told(error: &io::Error) -> String {
    if error.kind() == io::ErrorKind::NotFound { "there is no such file".to_owned() } else { error.to_string() }
}

/// `~` is the user's home.
fn at_home(path: &Path) -> PathBuf {
    let home = directories::BaseDirs::new();
    match (path.strip_prefix("~"), home) {
        (Ok(rest), Some(home)) => home.home_dir().join(rest),
        _ => path.to_owned(),
    }
}

#[cfg(test)]
#[expect(clippy::disallowed_methods, reason = "the test writes the files that are read")]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_read_however_it_is_encoded_and_a_document_is_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("chat.txt");
        let utf16: Vec<u8> = [0xff, 0xfe].into_iter().chain("Zoë: hi".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        for bytes in ["Zoë: hi".as_bytes().to_vec(), b"\xef\xbb\xbfZo\xc3\xab: hi".to_vec(), b"Zo\xeb: hi".to_vec(), utf16] {
            std::fs::write(&path, bytes).unwrap();
            assert_eq!(words(&path).unwrap(), "Zoë: hi");
        }
        std::fs::write(&path, b"PK\x03\x04\0\0document").unwrap();
        assert!(words(&path).unwrap_err().contains("more than text"));
        assert!(words(&folder.path().join("none.txt")).is_err());
        assert!(words(folder.path()).is_err(), "a folder is no chat");
    }
}
