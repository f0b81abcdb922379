//! What `curl -v` prints: the request's head after `>`, the answer's after `<`, remarks after `*`,
//! how much data went which way after `{` and `}`, and the progress meter between all of it.

use super::request_line;

/// A request as it is shown.
pub(super) struct Shown {
    /// The request line and the headers, without the marks.
    pub(super) head: Vec<u8>,
    /// What follows, without the lines that curl prints.
    pub(super) body: Vec<u8>,
    /// What was left out.
    pub(super) notes: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Before,
    Head,
    Body,
    After,
}

/// The first request of the output. `None` if there is none.
pub(super) fn read(raw: &[u8]) -> Option<Shown> {
    let mut shown = Shown { head: Vec::new(), body: Vec::new(), notes: Vec::new() };
    let mut part = Part::Before;
    let mut requests = 0;
    for line in raw.split_inclusive(|&b| b == b'\n') {
        let text = without_meter(line);
        let marked = text.strip_prefix(b">").map(<[u8]>::trim_ascii);
        if marked.is_some_and(is_request_line) {
            requests += 1;
            part = if part == Part::Before { Part::Head } else { Part::After };
        }
        match (part, marked) {
            (Part::Head, Some(marked)) => {
                shown.head.extend_from_slice(marked);
                shown.head.push(b'\n');
                if marked.is_empty() {
                    part = Part::Body;
                }
            }
            (Part::Body, _) if text.starts_with(b"<") => part = Part::After,
            (Part::Body, _) if is_remark(text) || text.is_empty() && line.len() > 2 => {}
            (Part::Body, _) => shown.body.extend_from_slice(line),
            _ => {}
        }
    }
    if requests > 1 {
        shown.notes.push(format!("There are {requests} requests; this is about the first."));
    }
    (part != Part::Before).then_some(shown)
}

fn is_request_line(line: &[u8]) -> bool {
    let text = std::str::from_utf8(line).unwrap_or_default();
    request_line(text).is_some() && text.contains(" HTTP/")
}

/// What curl says, and does not send.
fn is_remark(line: &[u8]) -> bool {
    let starts = |with: &[u8]| line.starts_with(with);
    let line_is_data = (starts(b"{ [") || starts(b"} [")) && line.ends_with(b"]");
    starts(b"* ") || line_is_data || starts(b"Note: ") || starts(b"Warning: ") || is_title(line)
}

/// The two lines over the progress meter.
fn is_title(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    line.starts_with(b"% Total ") || line.starts_with(b"Dload  Upload")
}

/// A line without its end and without the progress meter, which curl writes over itself.
fn without_meter(line: &[u8]) -> &[u8] {
    let line = line.strip_suffix(b"\n").unwrap_or(line);
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let line = &line[line.iter().rposition(|&b| b == b'\r').map_or(0, |at| at + 1)..];
    // `100  155  100   155    0     0  50715      0 --:--:-- --:--:-- --:--:-- 51666` and on.
    let is_time = |word: &[u8]| word.len() == 8 && word[2] == b':' && word[5] == b':';
    let Some(last) = (0..line.len().saturating_sub(7)).rev().find(|&at| is_time(&line[at..at + 8]))
    else {
        return line;
    };
    let before = &line[..last];
    let is_meter = before.iter().all(|b| b.is_ascii_digit() || b" -:.kMG".contains(b))
        && before.split(|&b| b == b' ').filter(|word| !word.is_empty()).count() >= 8;
    if !is_meter {
        return line;
    }
    let rest = line[last + 8..].trim_ascii_start();
    let digits = rest.iter().take_while(|b| b.is_ascii_digit() || b".kMG".contains(b)).count();
    &rest[digits..]
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As curl 7.88 prints it when its output goes into a file.
    const OUTPUT: &str = "\
Note: Unnecessary use of -X or --request, POST is already inferred.
  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current
                                 Dload  Upload   Total   Spent    Left  Speed
\r  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0*   Trying 127.0.0.1:4899...
* Connected to 127.0.0.1 (127.0.0.1) port 4899 (#0)
> POST /?a=b HTTP/1.1\r
> Host: 127.0.0.1:4899\r
> Accept: */*\r
> Content-Length: 7\r
> \r
} [7 bytes data]
* upload completely sent off: 7 out of 7 bytes
< HTTP/1.1 400 Bad Request\r
< content-length: 2\r
< \r
{ [2 bytes data]
\r100     9  100     2  100     7    376   1316 --:--:-- --:--:-- --:--:--  1800
* Closing connection 0
{}";

    #[test]
    fn the_request_is_told_from_all_else() {
        let shown = read(OUTPUT.as_bytes()).unwrap();
        let head = "POST /?a=b HTTP/1.1\nHost: 127.0.0.1:4899\nAccept: */*\nContent-Length: 7\n\n";
        assert_eq!(String::from_utf8(shown.head).unwrap(), head);
        assert_eq!(String::from_utf8(shown.body).unwrap(), "");
        assert!(shown.notes.is_empty());
    }

    #[test]
    fn a_body_that_was_pasted_in_is_kept() {
        let pasted = OUTPUT.replace("} [7 bytes data]", "} [7 bytes data]\nk=v&z=1");
        let shown = read(pasted.as_bytes()).unwrap();
        assert_eq!(String::from_utf8(shown.body).unwrap(), "k=v&z=1\n");
    }

    #[test]
    fn a_meter_may_stand_right_before_the_request() {
        let meter =
            "100   155  100   155    0     0  50715      0 --:--:-- --:--:-- --:--:-- 51666";
        let text = format!("{meter}> GET / HTTP/1.1\n> Host: h\n>\n");
        assert_eq!(read(text.as_bytes()).unwrap().head, b"GET / HTTP/1.1\nHost: h\n\n");
        assert_eq!(without_meter(b"x 12:34:56 y"), b"x 12:34:56 y");
    }

    #[test]
    fn of_several_requests_it_is_the_first() {
        let twice = format!("{OUTPUT}\n{}", OUTPUT.replace("a=b", "c=d"));
        let shown = read(twice.as_bytes()).unwrap();
        assert!(shown.head.starts_with(b"POST /?a=b "));
        assert!(shown.notes[0].contains("2 requests"), "{:?}", shown.notes);
        assert!(read(b"GET / HTTP/1.1\n").is_none());
    }
}
