//! What lines of a connection hold: commands, answers, addresses.

use std::io;

use actions::submission::Reply;
use base64::{Engine, engine::general_purpose::STANDARD};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt};

/// What a line that was waited for is.
pub(super) enum Line {
    /// One without its end, and whether that is CR LF, or LF alone.
    Text(Vec<u8>, bool),
    /// So many bytes of one that goes on.
    TooLong,
    /// The connection is over, for this reply if it is not the client that has ended it.
    End(Option<Reply>),
}

/// Reads a line of at most `most` bytes.
pub(super) async fn read_line(
    stream: &mut (impl AsyncBufRead + Unpin),
    most: u64,
) -> io::Result<Line> {
    let mut line = Vec::new();
    stream.take(most).read_until(b'\n', &mut line).await?;
    if line.pop() != Some(b'\n') {
        let is_long = u64::try_from(line.len()).is_ok_and(|it| it + 1 >= most);
        return Ok(if is_long { Line::TooLong } else { Line::End(None) });
    }
    let is_crlf = line.last() == Some(&b'\r');
    if is_crlf {
        line.pop();
    }
    Ok(Line::Text(line, is_crlf))
}

/// The address of `FROM:<a@b> SIZE=1`.
pub(super) fn path<'a>(rest: &'a str, start: &str) -> Option<&'a str> {
    let (head, tail) = (rest.get(..start.len())?, rest.get(start.len()..)?);
    if !head.eq_ignore_ascii_case(start) {
        return None;
    }
    let tail = tail.trim_start();
    match tail.strip_prefix('<') {
        Some(inner) => inner.split_once('>').map(|(address, _)| address),
        None => tail.split(' ').next(),
    }
}

/// A text in Base64.
pub(super) fn decoded(text: &str) -> Option<String> {
    String::from_utf8(STANDARD.decode(text.trim()).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_path_is_found() {
        assert_eq!(path("FROM:<a@b.test> SIZE=10", "FROM:"), Some("a@b.test"));
        assert_eq!(path("from: <a@b.test>", "FROM:"), Some("a@b.test"));
        assert_eq!(path("TO:a@b.test", "TO:"), Some("a@b.test"));
        assert_eq!(path("TO:<a@b.test", "TO:"), None);
        assert_eq!(path("é", "TO:"), None);
    }
}
