//! The container of a workbook, nothing compressed.

pub fn stored(files: &[(&str, &str)]) -> Vec<u8> {
    let mut bytes: Vec<u8> = vec![];
    let mut directory: Vec<u8> = vec![];
    for (name, text) in files {
        let at = bytes.len() as u32;
        let entry = entry(name, text);
        bytes.extend([b"PK\x03\x04".as_slice(), &entry, name.as_bytes(), text.as_bytes()].concat());
        let within = [&[0; 10][..], &at.to_le_bytes()].concat();
        directory.extend([b"PK\x01\x02\x14\x00".as_slice(), &entry, &within, name.as_bytes()].concat());
    }
    let (count, start) = ((files.len() as u16).to_le_bytes(), (bytes.len() as u32).to_le_bytes());
    let length = (directory.len() as u32).to_le_bytes();
    bytes.extend(directory);
    bytes.extend([b"PK\x05\x06\0\0\0\0".as_slice(), &count, &count, &length, &start, &[0, 0]].concat());
    bytes
}

/// What stands of a file before its bytes and again in the directory: version, flags, method, time, date, sum and sizes.
fn entry(name: &str, text: &str) -> Vec<u8> {
    let size = (text.len() as u32).to_le_bytes();
    let sum = crc32fast::hash(text.as_bytes()).to_le_bytes();
    let lengths = [(name.len() as u16).to_le_bytes(), [0, 0]].concat();
    [b"\x14\x00\x00\x00\x00\x00\x00\x00\x21\x58".as_slice(), &sum, &size, &size, &lengths].concat()
}
