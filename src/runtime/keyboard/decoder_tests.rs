use ratatui::crossterm::event::{KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::*;

fn typed(bytes: &[u8]) -> Vec<Event> {
    let mut decoder = Decoder::default();
    let mut events = decoder.take(bytes);
    events.extend(decoder.nothing_came());
    events
}

fn key(code: KeyCode, modifiers: KeyModifiers) -> Event {
    Event::Key(KeyEvent::new(code, modifiers))
}

#[test]
fn keys_are_read_as_terminals_write_them() {
    let (none, shift, alt, control) = (KeyModifiers::NONE, KeyModifiers::SHIFT, KeyModifiers::ALT, KeyModifiers::CONTROL);
    let written: [(&[u8], KeyCode, KeyModifiers); 26] = [
        (b"a", KeyCode::Char('a'), none),
        (b"A", KeyCode::Char('A'), shift),
        ("ä".as_bytes(), KeyCode::Char('ä'), none),
        ("東".as_bytes(), KeyCode::Char('東'), none),
        ("😀".as_bytes(), KeyCode::Char('😀'), none),
        (b"\r", KeyCode::Enter, none),
        (b"\t", KeyCode::Tab, none),
        (b"\x7f", KeyCode::Backspace, none),
        (b"\x03", KeyCode::Char('c'), control),
        (b"\n", KeyCode::Char('j'), control),
        (b"\0", KeyCode::Char(' '), control),
        (b"\x1b", KeyCode::Esc, none),
        (b"\x1b\x7f", KeyCode::Backspace, alt),
        (b"\x1bb", KeyCode::Char('b'), alt),
        (b"\x1b[A", KeyCode::Up, none),
        (b"\x1bOD", KeyCode::Left, none),
        (b"\x1b[1;5C", KeyCode::Right, control),
        (b"\x1b[1;2R", KeyCode::F(3), shift),
        (b"\x1b[Z", KeyCode::BackTab, shift),
        (b"\x1b[5~", KeyCode::PageUp, none),
        (b"\x1b[3;5~", KeyCode::Delete, control),
        (b"\x1b[15~", KeyCode::F(5), none),
        (b"\x1b[24~", KeyCode::F(12), none),
        (b"\x1bOP", KeyCode::F(1), none),
        (b"\x1b[[B", KeyCode::F(2), none),
        (b"\x1b[13;2u", KeyCode::Enter, shift),
    ];
    for (bytes, code, modifiers) in written {
        assert_eq!(typed(bytes), [key(code, modifiers)], "{}", bytes.escape_ascii());
    }
}

#[test]
fn a_mouse_is_read_in_its_three_spellings() {
    let click = |kind, column, row, modifiers| Event::Mouse(MouseEvent { kind, column, row, modifiers });
    let (down, up) = (MouseEventKind::Down(MouseButton::Left), MouseEventKind::Up(MouseButton::Left));
    assert_eq!(typed(b"\x1b[<0;10;20M"), [click(down, 9, 19, KeyModifiers::NONE)]);
    assert_eq!(typed(b"\x1b[<0;10;20m"), [click(up, 9, 19, KeyModifiers::NONE)]);
    assert_eq!(typed(b"\x1b[<16;1;1M"), [click(down, 0, 0, KeyModifiers::CONTROL)]);
    assert_eq!(typed(b"\x1b[<64;1;1M"), [click(MouseEventKind::ScrollUp, 0, 0, KeyModifiers::NONE)]);
    assert_eq!(typed(b"\x1b[<65;1;1M"), [click(MouseEventKind::ScrollDown, 0, 0, KeyModifiers::NONE)]);
    assert_eq!(typed(b"\x1b[<35;7;8M"), [click(MouseEventKind::Moved, 6, 7, KeyModifiers::NONE)]);
    assert_eq!(typed(b"\x1b[32;10;20M"), [click(down, 9, 19, KeyModifiers::NONE)]);
    assert_eq!(typed(b"\x1b[M !!"), [click(down, 0, 0, KeyModifiers::NONE)]);
}

/// However the bytes are cut, the same keys come out.
#[test]
fn pieces_make_no_difference() {
    let bytes = "a\x1b[1;5Cé\x1b[<0;10;20M\x1b[200~two\rlines\x1b[201~z\x1bOP".as_bytes();
    let whole = Decoder::default().take(bytes);
    assert_eq!(whole.len(), 7, "{whole:?}");
    for cut in 1..bytes.len() {
        let mut decoder = Decoder::default();
        let mut events = decoder.take(&bytes[..cut]);
        events.extend(decoder.take(&bytes[cut..]));
        assert_eq!(events, whole, "cut at {cut}");
    }
}

#[test]
fn what_is_no_key_is_passed_over_and_the_next_key_counts() {
    let q = [key(KeyCode::Char('q'), KeyModifiers::NONE)];
    for noise in [
        &b"\x1b]11;rgb:0000/0000/0000\x07"[..],
        b"\x1bP>|xterm(380)\x1b\\",
        b"\x1b[?62;22c",
        b"\x1b[?1u",
        b"\x1b[12;40R",
        b"\x1b[99999999999999999999~",
        b"\x1b[<0;0;0M",
        b"\x1b[M\x00\x00\x00",
        b"\xff\xfe",
        b"\xc3\x28",
        b"\x1b[\x01",
    ] {
        let mut decoder = Decoder::default();
        let mut events = decoder.take(noise);
        events.extend(decoder.nothing_came());
        events.extend(decoder.take(b"q"));
        assert_eq!(events, q, "{}", noise.escape_ascii());
    }
}

#[test]
fn a_sequence_that_never_ends_does_not_take_the_next_keys() {
    for begun in [&b"\x1b["[..], b"\x1b[1;", b"\x1bO", b"\x1b]8;;", b"\xc3"] {
        let mut decoder = Decoder::default();
        assert_eq!(decoder.take(begun), [], "{}", begun.escape_ascii());
        assert!(decoder.patience().is_some());
        decoder.nothing_came();
        assert_eq!(decoder.take(b"j"), [key(KeyCode::Char('j'), KeyModifiers::NONE)], "{}", begun.escape_ascii());
        assert_eq!(decoder.patience(), None);
    }
}

#[test]
fn a_paste_whose_end_was_lost_ends_with_the_next_key() {
    let mut decoder = Decoder::default();
    assert_eq!(decoder.take(b"\x1b[200~half a"), []);
    assert_eq!(decoder.take(b"x"), [], "a letter of the paste, as long as it flows");
    decoder.nothing_came();
    assert_eq!(decoder.patience(), None, "nobody waits busily");
    let pasted = Event::Paste("half ax".into());
    assert_eq!(decoder.take(b"\x1b"), [pasted], "Esc may be the beginning of something");
    assert_eq!(decoder.nothing_came(), [key(KeyCode::Esc, KeyModifiers::NONE)]);
}

#[test]
fn a_paste_that_pauses_goes_on() {
    let mut decoder = Decoder::default();
    decoder.take(b"\x1b[200~one ");
    decoder.nothing_came();
    assert_eq!(decoder.take(b"two and more"), []);
    assert_eq!(decoder.take(b"\x1b[201~"), [Event::Paste("one two and more".into())]);
}

/// Counted in calls, a paste costs its length: the end is looked for once in each byte.
#[test]
fn a_large_paste_comes_whole() {
    let text = "0123456789 ".repeat(100_000);
    let mut decoder = Decoder::default();
    let mut events = decoder.take(b"\x1b[200~");
    for piece in text.as_bytes().chunks(1000) {
        events.extend(decoder.take(piece));
    }
    events.extend(decoder.take(b"\x1b[201~"));
    assert_eq!(events, [Event::Paste(text)]);
}
