//! One page, served to this machine alone for as long as a tool looks at it: browsers that are driven by others open no files.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::Duration;

use uuid::Uuid;

/// What a browser asks before its page, at most.
const LONGEST_HEAD: u64 = 16 << 10;

const PATIENCE: Duration = Duration::from_secs(5);
const MOST_AT_ONCE: usize = 16;
const TICK: Duration = Duration::from_millis(20);

pub(crate) struct Loopback {
    pub url: String,
    is_over: Arc<AtomicBool>,
}

impl Loopback {
    /// Serves a page until this is dropped, under an address that nobody guesses.
    pub(crate) fn serve(page: Vec<u8>) -> io::Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        listener.set_nonblocking(true)?;
        let path = format!("/{}/report.html", Uuid::now_v7().simple());
        let url = format!("http://{}{path}", listener.local_addr()?);
        let is_over = Arc::<AtomicBool>::default();
        let over = Arc::clone(&is_over);
        thread::spawn(move || serve(&listener, &path, &Arc::new(page), &over));
        Ok(Self { url, is_over })
    }
}

impl Drop for Loopback {
    fn drop(&mut self) {
        self.is_over.store(true, Ordering::Relaxed);
    }
}

fn serve(listener: &TcpListener, path: &str, page: &Arc<Vec<u8>>, is_over: &AtomicBool) {
    let open = Arc::<AtomicUsize>::default();
    while !is_over.load(Ordering::Relaxed) {
        match listener.accept() {
            // Browsers open more connections than they use: none holds up another.
            Ok((stream, _)) if open.load(Ordering::Relaxed) < MOST_AT_ONCE => {
                let (path, page, open) = (path.to_owned(), Arc::clone(page), Arc::clone(&open));
                open.fetch_add(1, Ordering::Relaxed);
                thread::spawn(move || {
                    // Who goes away is not answered.
                    drop(answer(stream, &path, &page));
                    open.fetch_sub(1, Ordering::Relaxed);
                });
            }
            Ok(_) => {}
            Err(_) => thread::sleep(TICK),
        }
    }
}

fn answer(mut stream: TcpStream, path: &str, page: &[u8]) -> io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new((&stream).take(LONGEST_HEAD)).lines();
    let asked = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let is_it = asked.strip_prefix("GET ").and_then(|rest| rest.split(' ').next()).is_some_and(|asked| asked == path);
    let (status, kind, body) = if is_it { ("200 OK", "text/html", page) } else { ("404 Not Found", "text/plain", &b"nothing here"[..]) };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}; charset=utf-8\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    stream.write_all(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn get(url: &str, path: Option<&str>) -> String {
        let (host, own) = url.strip_prefix("http://").unwrap().split_once('/').unwrap();
        let mut stream = TcpStream::connect(host).unwrap();
        write!(stream, "GET {} HTTP/1.1\r\nHost: {host}\r\n\r\n", path.unwrap_or(&format!("/{own}"))).unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();
        said
    }

    #[test]
    fn the_page_is_served_to_who_knows_its_address_and_nothing_else_is() {
        let loopback = Loopback::serve(b"<title>Retro</title>".to_vec()).unwrap();
        assert!(loopback.url.starts_with("http://127.0.0.1:"));
        let _idle = TcpStream::connect(loopback.url.strip_prefix("http://").unwrap().split_once('/').unwrap().0).unwrap();
        assert!(get(&loopback.url, None).ends_with("\r\n\r\n<title>Retro</title>"));
        assert!(
            get(&loopback.url, Some("/")).starts_with("HTTP/1.1 404")
                && get(&loopback.url, Some("/../Cargo.toml")).contains("nothing here")
        );
    }
}
