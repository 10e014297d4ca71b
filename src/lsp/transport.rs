//! Messages on standard input and output. What is no message is answered and passed over: the server goes on.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::thread;

use lsp_server::{Connection, Message};
use serde_json::json;

/// The longest message, in bytes: no draft is.
const LONGEST: usize = 256 << 20;

/// The longest line of a head.
const LONGEST_LINE: u64 = 8 << 10;

/// What was read.
#[derive(Debug)]
enum Received {
    /// A message.
    Message(Message),
    /// Something else, and what is wrong with it.
    Malformed(String),
}

/// A connection to whoever started this process. The threads end with their streams.
pub fn standard_streams() -> (Connection, thread::JoinHandle<io::Result<()>>) {
    let (server, client) = Connection::memory();
    let Connection { sender: to_server, receiver: from_server } = client;
    let malformed = server.sender.clone();
    thread::spawn(move || {
        let mut input = BufReader::new(io::stdin().lock());
        loop {
            match read(&mut input) {
                Ok(Some(Received::Message(message))) => {
                    let ends =
                        matches!(&message, Message::Notification(one) if one.method == "exit");
                    if to_server.send(message).is_err() || ends {
                        return;
                    }
                }
                Ok(Some(Received::Malformed(why))) => {
                    // JSON-RPC wants an answer without an id, which the type cannot say: clients log this one.
                    let told =
                        json!({ "type": 1, "message": format!("factlint: not a message: {why}") });
                    let told = lsp_server::Notification::new("window/logMessage".to_owned(), told);
                    if malformed.send(told.into()).is_err() {
                        return;
                    }
                }
                Ok(None) | Err(_) => return,
            }
        }
    });
    let writer = thread::spawn(move || {
        let mut output = io::stdout().lock();
        for message in from_server {
            message.write(&mut output)?;
            output.flush()?;
        }
        Ok(())
    });
    (server, writer)
}

/// Reads one message; none at the end of the stream.
fn read(input: &mut impl BufRead) -> io::Result<Option<Received>> {
    let mut length = None;
    let mut line = Vec::new();
    loop {
        line.clear();
        if input.by_ref().take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let head = String::from_utf8_lossy(&line);
        let head = head.trim_end_matches(['\r', '\n']);
        match (head.split_once(':'), length) {
            _ if head.is_empty() && length.is_some() => break,
            // Between messages.
            _ if head.is_empty() => {}
            (Some((name, value)), _) if name.eq_ignore_ascii_case("Content-Length") => {
                match value.trim().parse::<usize>() {
                    Ok(count) if count <= LONGEST => length = Some(count),
                    _ => {
                        return Ok(Some(Received::Malformed(format!(
                            "a length of `{}`",
                            value.trim()
                        ))));
                    }
                }
            }
            (Some((name, _)), _) if name.eq_ignore_ascii_case("Content-Type") => {}
            _ => {
                return Ok(Some(Received::Malformed(format!(
                    "`{}`",
                    head.chars().take(60).collect::<String>()
                ))));
            }
        }
    }
    let mut body = Vec::new();
    let wanted = length.unwrap_or(0);
    if input.by_ref().take(wanted as u64).read_to_end(&mut body)? < wanted {
        return Ok(None);
    }
    Ok(Some(match serde_json::from_slice(&body) {
        Ok(message) => Received::Message(message),
        Err(error) => Received::Malformed(error.to_string()),
    }))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn received(mut bytes: &[u8]) -> Vec<String> {
        let mut all = Vec::new();
        while let Some(one) = read(&mut bytes).unwrap() {
            all.push(match one {
                Received::Message(Message::Request(one)) => one.method,
                Received::Message(Message::Notification(one)) => one.method,
                Received::Message(Message::Response(one)) => format!("answer {}", one.id),
                Received::Malformed(_) => "malformed".to_owned(),
            });
        }
        all
    }

    fn framed(body: &str) -> String {
        format!("Content-Length: {}\r\n\r\n{body}", body.len())
    }

    #[test]
    fn messages_follow_each_other() {
        let text = [
            framed(r#"{"jsonrpc":"2.0","id":1,"method":"a"}"#),
            framed(r#"{"jsonrpc":"2.0","method":"b","params":{}}"#),
            framed(r#"{"jsonrpc":"2.0","id":"x","result":null}"#),
        ];
        assert_eq!(received(text.concat().as_bytes()), ["a", "b", "answer \"x\""]);
    }

    #[test]
    fn what_is_no_message_is_passed_over() {
        let good = framed(r#"{"jsonrpc":"2.0","method":"good"}"#);
        for bad in [
            framed("{"),
            framed("[1, 2]"),
            framed("{\"id\": {}}"),
            framed("\u{0}\u{1}"),
            "Content-Length: -3\r\n\r\n".to_owned(),
            "Content-Length: 99999999999999999999\r\n\r\n".to_owned(),
            "GET / HTTP/1.1\r\n\r\n".to_owned(),
            "\r\n\r\n".to_owned(),
        ] {
            let all = received(format!("{bad}{good}").as_bytes());
            assert_eq!(all.last().map(String::as_str), Some("good"), "{bad:?}: {all:?}");
        }
        // It breaks off.
        assert!(received(b"Content-Length: 20\r\n\r\n{").is_empty());
        assert!(received(b"Content-Length").len() <= 1);
    }
}
