//! An entry of a HAR file (HTTP Archive 1.2), as the developer tools of browsers and proxies such
//! as mitmproxy write it.

use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::{
    HeaderMap,
    header::{HeaderName, HeaderValue},
};
use serde_json::Value;

use super::{Malformed, Request};

/// Reads a whole file, an entry of it, or the request in one. Of several entries it is the first
/// that is signed.
pub(super) fn read(raw: &[u8]) -> Result<Request, Malformed> {
    let malformed = |why: &str| Malformed::Har(why.to_owned());
    let json: Value = serde_json::from_slice(raw).map_err(|e| Malformed::Har(e.to_string()))?;
    let entries = match json["log"]["entries"].as_array() {
        Some(entries) => &entries[..],
        None => std::slice::from_ref(&json),
    };
    let requests = entries
        .iter()
        .map(|entry| if entry["request"].is_object() { &entry["request"] } else { entry });
    let chosen = requests.clone().find(|it| is_signed(it)).or_else(|| requests.clone().next());
    let it = chosen.ok_or_else(|| malformed("it has no entries"))?;
    let text = |value: &Value, name: &str| value[name].as_str().unwrap_or_default().to_owned();
    let (method, url) = (text(it, "method"), text(it, "url"));
    if method.is_empty() || url.is_empty() {
        return Err(malformed("there is no `request` with `method` and `url`"));
    }
    let mut headers = HeaderMap::new();
    for header in it["headers"].as_array().into_iter().flatten() {
        let (name, value) = (text(header, "name"), text(header, "value"));
        // HTTP/2 has the host under another name.
        let name = if name == ":authority" { "host".to_owned() } else { name };
        let name = HeaderName::from_bytes(name.as_bytes());
        if let (Ok(name), Ok(value)) = (name, HeaderValue::from_bytes(value.trim().as_bytes())) {
            headers.append(name, value);
        }
    }
    let mut request = Request::to_url(&method, &url, headers, body(&it["postData"])?);
    if entries.len() > 1 {
        let count = entries.len();
        request.notes.push(format!(
            "The file has {count} entries; this is about `{method} {}`.",
            request.path
        ));
    }
    Ok(request)
}

fn is_signed(request: &Value) -> bool {
    let text = request.to_string().to_ascii_lowercase();
    text.contains("signature=") || text.contains("\"authorization\"")
}

fn body(data: &Value) -> Result<Vec<u8>, Malformed> {
    let text = data["text"].as_str().unwrap_or_default();
    if data["encoding"].as_str() == Some("base64") {
        return STANDARD.decode(text).map_err(|e| Malformed::Har(format!("the body: {e}")));
    }
    if !text.is_empty() {
        return Ok(text.as_bytes().to_vec());
    }
    let pairs = data["params"].as_array().into_iter().flatten();
    let pairs: Vec<_> = pairs
        .map(|pair| {
            let part = |name: &str| pair[name].as_str().unwrap_or_default();
            format!("{}={}", part("name"), part("value"))
        })
        .collect();
    Ok(pairs.join("&").into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: &str = r#"{"startedDateTime":"2026-11-21T22:53:41Z","request":{"method":"POST",
        "url":"https://metrics.aliyuncs.com/?a=b%20c","httpVersion":"HTTP/2","headers":[
        {"name":":authority","value":"127.0.0.1:4800"},{"name":"X-Acs-Version","value":"2019-01-01"}],
        "queryString":[{"name":"a","value":"b c"}],
        "postData":{"mimeType":"application/x-www-form-urlencoded","text":"k=v"}},
        "response":{"status":400}}"#;

    #[test]
    fn a_file_an_entry_and_a_request_are_all_the_same() {
        let entry: Value = serde_json::from_str(ENTRY).unwrap();
        let other = ENTRY.replace("metrics", "signed").replace("a=b", "Signature=b");
        let file = format!(r#"{{"log":{{"version":"1.2","entries":[{ENTRY}, {other}]}}}}"#);
        for text in [ENTRY, &entry["request"].to_string()] {
            let request = read(text.as_bytes()).unwrap();
            assert_eq!(
                (&*request.method, &*request.path, &*request.query),
                ("POST", "/", "a=b%20c")
            );
            assert_eq!(request.headers["host"], "127.0.0.1:4800");
            assert_eq!(request.headers["x-acs-version"], "2019-01-01");
            assert_eq!(request.body, b"k=v");
        }
        let request = read(file.as_bytes()).unwrap();
        assert_eq!(request.query, "Signature=b%20c");
        assert!(request.notes[0].contains("2 entries"), "{:?}", request.notes);
    }

    #[test]
    fn what_is_no_har_is_told() {
        for (text, why) in [
            ("{", "EOF"),
            ("{}", "no `request`"),
            (r#"{"log":{"entries":[]}}"#, "no entries"),
            (r#"{"method":"GET","url":"/","postData":{"encoding":"base64","text":"*"}}"#, "body"),
        ] {
            let error = read(text.as_bytes()).err().unwrap().to_string();
            assert!(error.contains(why), "{text}: {error}");
        }
    }
}
