//! A `curl` command line, and the request that curl makes of it.

use hyper::{
    HeaderMap, Method,
    header::{HeaderName, HeaderValue},
};

use super::{Malformed, Request, shell};
use crate::sign::encode::percent_plus;

/// The options that take a word after them, besides those that make the request.
const WITH_WORD: &str = "--user --output --write-out --max-time --connect-timeout --proxy --config \
    --cookie-jar --dump-header --cert --key --cacert --capath --resolve --connect-to --retry \
    --retry-delay --retry-max-time --interface --unix-socket --limit-rate --range --proto \
    --proto-default --tls-max --ciphers --dns-servers --noproxy --stderr --trace --trace-ascii \
    --aws-sigv4 --max-redirs --keepalive-time --local-port --rate --expect100-timeout \
    --happy-eyeballs-timeout-ms --pass --cert-type --key-type --pinnedpubkey --socks5 \
    --socks5-hostname --preproxy --proxy-user --proxy-header --request-target --form-string \
    --speed-limit --speed-time --max-filesize -u -o -w -m -x -K -c -D -E -r -y -Y -z -C -P -Q -t -U";

/// The long names of the short options that make the request.
const SHORT: &[(char, &str)] = &[
    ('X', "--request"),
    ('H', "--header"),
    ('d', "--data"),
    ('A', "--user-agent"),
    ('e', "--referer"),
    ('b', "--cookie"),
    ('T', "--upload-file"),
    ('F', "--form"),
    ('G', "--get"),
    ('I', "--head"),
];

/// The command in a text that starts with one, behind a prompt or not. `None` if it does not.
pub(super) fn command(raw: &[u8]) -> Option<String> {
    let text = raw.trim_ascii_start();
    let text = text.strip_prefix(b"$ ").unwrap_or(text).trim_ascii_start();
    let rest = text.strip_prefix(b"curl").map(|rest| rest.strip_prefix(b".exe").unwrap_or(rest))?;
    let is_command = rest.first().is_some_and(|b| b.is_ascii_whitespace() || *b == b'\\');
    is_command.then(|| String::from_utf8_lossy(text).into_owned())
}

/// What the options come to.
#[derive(Default)]
struct Options {
    url: Option<String>,
    method: Option<String>,
    headers: HeaderMap,
    /// The headers that curl is to leave out.
    without: Vec<String>,
    data: Option<Vec<u8>>,
    get: bool,
    json: bool,
    as_is: bool,
    notes: Vec<String>,
}

/// Reads a command.
pub(super) fn read(command: &str) -> Result<Request, Malformed> {
    let read =
        shell::words(command).ok_or_else(|| Malformed::Curl("a quote is left open".to_owned()))?;
    let mut options = Options::default();
    if read.ampersand {
        options.notes.push(
            "The shell ends the command at an `&` outside of quotes: what follows it is not sent. \
             Put the URL into quotes."
                .to_owned(),
        );
    }
    if read.expands {
        options.notes.push(
            "The command has variables or commands that the shell replaces. They are taken as they \
             stand here."
                .to_owned(),
        );
    }
    let mut words = read.words.into_iter().skip(1);
    while let Some(word) = words.next() {
        match word.strip_prefix('-') {
            None | Some("") => options.url = options.url.or(Some(word)),
            Some(long) if long.starts_with('-') => {
                let takes = Options::takes(&word);
                let value = if takes { words.next() } else { None };
                options.set(&word, value)?;
            }
            Some(short) => options.short(short, &mut words)?,
        }
    }
    options.request()
}

impl Options {
    /// Whether an option takes a word.
    fn takes(name: &str) -> bool {
        !matches!(name, "--get" | "--head")
            && (SHORT.iter().any(|(_, long)| *long == name)
                || name.starts_with("--data")
                || matches!(name, "--json" | "--url" | "--url-query" | "--oauth2-bearer")
                || WITH_WORD.split_ascii_whitespace().any(|it| it == name))
    }

    /// `-sSX POST`, `-XPOST`: several in one word, the last with its value.
    fn short(
        &mut self,
        letters: &str,
        words: &mut impl Iterator<Item = String>,
    ) -> Result<(), Malformed> {
        for (at, letter) in letters.char_indices() {
            let long = SHORT.iter().find(|(short, _)| *short == letter).map(|(_, long)| *long);
            let name = long.map_or_else(|| format!("-{letter}"), str::to_owned);
            if Self::takes(&name) {
                let glued = &letters[at + letter.len_utf8()..];
                let value = if glued.is_empty() { words.next() } else { Some(glued.to_owned()) };
                return self.set(&name, value);
            }
            self.set(&name, None)?;
        }
        Ok(())
    }

    fn set(&mut self, name: &str, value: Option<String>) -> Result<(), Malformed> {
        if Self::takes(name) && value.is_none() {
            return Err(Malformed::Curl(format!("`{name}` has nothing after it")));
        }
        let value = value.unwrap_or_default();
        match name {
            "--url" => self.url = Some(value),
            "--request" => self.method = Some(value),
            "--header" => self.header(&value)?,
            "--user-agent" => self.header(&format!("user-agent: {value}"))?,
            "--referer" => self.header(&format!("referer: {value}"))?,
            "--cookie" => self.header(&format!("cookie: {value}"))?,
            "--oauth2-bearer" => self.header(&format!("authorization: Bearer {value}"))?,
            "--get" => self.get = true,
            "--head" => drop(self.method.get_or_insert_with(|| Method::HEAD.to_string())),
            "--path-as-is" => self.as_is = true,
            "--data-raw" => self.add(value.as_bytes()),
            "--data" | "--data-ascii" | "--data-binary" | "--json" => {
                self.json |= name == "--json";
                if let Some(file) = value.strip_prefix('@') {
                    return Err(in_file(name, file));
                }
                match &mut self.data {
                    Some(data) if name == "--json" => data.extend_from_slice(value.as_bytes()),
                    _ => self.add(value.as_bytes()),
                }
            }
            "--data-urlencode" | "--url-query" => {
                let encoded = urlencoded(name, &value)?;
                if name == "--url-query" {
                    let url = self.url.get_or_insert_default();
                    *url += if url.contains('?') { "&" } else { "?" };
                    *url += &String::from_utf8_lossy(&encoded);
                } else {
                    self.add(&encoded);
                }
            }
            "--form" | "--upload-file" => {
                let text = "sends a body that is not in the command: paste the request as it goes \
                            over the wire";
                return Err(Malformed::Curl(format!("`{name}` {text}")));
            }
            _ => {}
        }
        Ok(())
    }

    /// Adds to the body, as each option of this kind does, with a `&` between them.
    fn add(&mut self, text: &[u8]) {
        match &mut self.data {
            Some(data) => {
                data.push(b'&');
                data.extend_from_slice(text);
            }
            none => *none = Some(text.to_vec()),
        }
    }

    fn header(&mut self, line: &str) -> Result<(), Malformed> {
        let wrong = || Malformed::Curl(format!("`{line}` is no header like `Name: value`"));
        let (name, value) = match (line.split_once(':'), line.strip_suffix(';')) {
            (Some((name, value)), _) => (name, value.trim()),
            // So it is sent without a value.
            (None, Some(name)) => (name, ""),
            (None, None) => return Err(wrong()),
        };
        if value.is_empty() && !line.ends_with(';') {
            self.without.push(name.trim().to_ascii_lowercase());
            return Ok(());
        }
        let name = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| wrong())?;
        self.headers.append(
            name,
            HeaderValue::from_str(value)
                .or_else(|_| HeaderValue::from_bytes(value.as_bytes()).map_err(|_| wrong()))?,
        );
        Ok(())
    }

    fn request(mut self) -> Result<Request, Malformed> {
        let mut url = self.url.take().ok_or_else(|| Malformed::Curl("it has no URL".to_owned()))?;
        if let Some((before, _)) = url.split_once('#') {
            url = before.to_owned();
        }
        let posts = self.data.is_some() && !self.get;
        let mut body = self.data.take().unwrap_or_default();
        if self.get && !body.is_empty() {
            url += if url.contains('?') { "&" } else { "?" };
            url += &String::from_utf8_lossy(&body);
            body.clear();
        }
        let method = match self.method {
            Some(method) => method,
            None if posts => Method::POST.to_string(),
            None => Method::GET.to_string(),
        };
        let json = if self.json { "application/json" } else { "" };
        let accept = if self.json { json } else { "*/*" };
        let kind = if self.json { json } else { "application/x-www-form-urlencoded" };
        for (name, value) in [("accept", accept), ("content-type", kind)] {
            let is_sent = name != "content-type" || posts;
            if is_sent
                && !self.headers.contains_key(name)
                && !self.without.iter().any(|it| it == name)
            {
                self.headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
            }
        }
        let mut request = Request::to_url(&method, &url, self.headers, body);
        if !self.as_is {
            request.path = without_dots(&request.path);
        }
        request.notes = self.notes;
        Ok(request)
    }
}

fn in_file(option: &str, file: &str) -> Malformed {
    Malformed::Curl(format!(
        "`{option} @{file}` takes the body from a file: put its text there, after `--data-raw`"
    ))
}

/// `content`, `=content` or `name=content`, with the content encoded.
fn urlencoded(option: &str, text: &str) -> Result<Vec<u8>, Malformed> {
    let at = text.find(['=', '@']);
    if let Some(at) = at.filter(|&at| text[at..].starts_with('@')) {
        return Err(in_file(option, &text[at + 1..]));
    }
    let (name, content) = text.split_once('=').unwrap_or(("", text));
    let mut out = name.as_bytes().to_vec();
    if !name.is_empty() {
        out.push(b'=');
    }
    // A space becomes `+`, since curl 7.76.
    percent_plus(&mut out, content.as_bytes());
    Ok(out)
}

/// A path without `.` and `..`, as curl sends it.
fn without_dots(path: &str) -> String {
    if !path.contains("/.") {
        return path.to_owned();
    }
    let mut segments: Vec<&str> = Vec::new();
    let mut rest = path.split('/').skip(1).peekable();
    while let Some(segment) = rest.next() {
        match segment {
            "." | ".." => {
                if segment == ".." {
                    segments.pop();
                }
                if rest.peek().is_none() {
                    segments.push("");
                }
            }
            other => segments.push(other),
        }
    }
    format!("/{}", segments.join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(text: &str) -> Request {
        read(&command(text.as_bytes()).unwrap()).unwrap()
    }

    fn shown(text: &str) -> String {
        let it = request(text);
        let body = String::from_utf8(it.body).unwrap();
        format!("{} {} {} {body}", it.method, it.path, it.query)
    }

    /// What curl 7.88 sends for these.
    #[test]
    fn it_is_the_request_that_curl_sends() {
        for (text, expected) in [
            ("curl http://h/a?b=c", "GET /a b=c "),
            ("$ curl -X PUT h", "PUT /  "),
            ("curl -sSXDELETE 'http://h/?a=1&b=2' -o /dev/null", "DELETE / a=1&b=2 "),
            ("curl http://h -d k=v -d z=1", "POST /  k=v&z=1"),
            ("curl -G http://h/ -d k=v --data-urlencode 'q=a b'", "GET / k=v&q=a+b "),
            ("curl --get 'http://h/?z=1#frag' -dq=1", "GET / z=1&q=1 "),
            (
                "curl --data-urlencode 'a=b c*~/é+' --data-urlencode ' x y' -d q=1 h",
                "POST /  a=b+c%2A~%2F%C3%A9%2B&+x+y&q=1",
            ),
            ("curl --json '{\"a\":1}' 'http://h/a/../b'", "POST /b  {\"a\":1}"),
            ("curl --path-as-is http://h/a/./b", "GET /a/./b  "),
            ("curl -I --max-time 5 h", "HEAD /  "),
            ("curl h --data-raw @x", "POST /  @x"),
            ("curl --url h --data-raw $'a\\nb'", "POST /  a\nb"),
        ] {
            assert_eq!(shown(text), expected, "{text}");
        }
    }

    #[test]
    fn headers_are_added_emptied_and_left_out() {
        let it = request("curl https://h:443/ -d a=b -H 'X-A:  1' -H 'x-b;' -H 'Accept:' -A me");
        assert_eq!(it.headers["x-a"], "1");
        assert_eq!(it.headers["x-b"], "");
        assert_eq!(it.headers["host"], "h");
        assert_eq!(it.headers["user-agent"], "me");
        assert!(!it.headers.contains_key("accept"));
        assert_eq!(it.headers["content-type"], "application/x-www-form-urlencoded");
        let it = request("curl h:80 -H 'Host: other' -H 'content-type: text/plain' -d a");
        assert_eq!((it.headers["host"].clone(), it.headers.len()), ("other".parse().unwrap(), 3));
        assert_eq!(it.headers["content-type"], "text/plain");
        assert!(!request("curl h").headers.contains_key("content-type"));
    }

    #[test]
    fn what_the_shell_does_is_told() {
        let cut = request("curl http://h/?a=1&b=2");
        assert_eq!(cut.query, "a=1");
        assert!(cut.notes[0].contains("Put the URL into quotes"), "{:?}", cut.notes);
        let open = request("curl \"http://h/?a=$X\"");
        assert!(open.notes[0].contains("variables"), "{:?}", open.notes);
    }

    #[test]
    fn what_is_not_in_the_command_is_told() {
        for (text, why) in [
            ("curl", "no URL"),
            ("curl -d @file h", "takes the body from a file"),
            ("curl --data-urlencode a@file h", "takes the body from a file"),
            ("curl -F a=b h", "not in the command"),
            ("curl 'h", "a quote is left open"),
            ("curl h -X", "has nothing after it"),
            ("curl h -H nonsense", "is no header"),
        ] {
            let error = read(text).err().unwrap().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
        assert_eq!(command(b"curly brackets"), None);
        assert_eq!(command(b"GET / HTTP/1.1"), None);
    }
}
