//! The request to a webhook contact.
//!
//! Documented: what stands in the place of `$content` and `$alertmanager_content`, that the latter needs
//! `application/json` and rules out the former, that `Arms-Content-Type: json` has the text escaped for JSON, the usual
//! content type, and that a body without these is a template. Assumed: the parameters stand in the query of a `Post` too.

use serde_json::{Map, Value};

use crate::{
    arms::{alerts::template, tables::webhooks::Webhook},
    ports::outbox::HttpRequest,
};

/// The most bytes to which placeholders grow a body (assumed).
const BODY: usize = 128 * 1024;

/// The type of a body whose contact names none.
const USUAL_TYPE: &str = "text/plain; charset=UTF-8";

/// The request that tells a webhook contact: `content` is the text of the notification, `data` the variables of templates,
/// `alertmanager` the alert as Alertmanager would send it.
pub(super) fn request(
    webhook: &Webhook,
    is_over: bool,
    content: &str,
    data: &Value,
    alertmanager: &Value,
) -> HttpRequest {
    let mut headers = pairs(&webhook.headers);
    let named = |headers: &[(String, String)], name: &str| {
        let found = headers.iter().find(|(it, _)| it.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.to_ascii_lowercase())
    };
    let is_get = webhook.method.eq_ignore_ascii_case("get");
    if !is_get && named(&headers, "Content-Type").is_none() {
        headers.insert(0, ("Content-Type".into(), USUAL_TYPE.into()));
    }
    let mut url = webhook.url.clone();
    let query = pairs(&webhook.params);
    if !query.is_empty() {
        url.push(if url.contains('?') { '&' } else { '?' });
        url.push_str(&serde_urlencoded::to_string(query).unwrap_or_default());
    }
    if is_get {
        return HttpRequest { method: "GET", url, headers, body: String::new() };
    }
    let recover = Some(&webhook.recover_body).filter(|text| is_over && !text.is_empty());
    let body = recover.unwrap_or(&webhook.body);
    let is_json =
        named(&headers, "Content-Type").is_some_and(|it| it.starts_with("application/json"));
    let body = if is_json && body.contains("$alertmanager_content") {
        filled(body, "$alertmanager_content", &alertmanager.to_string())
    } else if body.contains("$content") {
        let is_escaped = named(&headers, "Arms-Content-Type").is_some_and(|it| it.trim() == "json");
        let content = if is_escaped { escaped(content) } else { content.to_owned() };
        filled(body, "$content", &content)
    } else {
        template::render(body, data)
    };
    HttpRequest { method: "POST", url, headers, body }
}

/// The body with a value in each place of a placeholder. Of a value that fits only once in the most bytes of a body,
/// further places are left empty.
fn filled(body: &str, placeholder: &str, value: &str) -> String {
    let mut parts = body.split(placeholder);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for (at, part) in parts.enumerate() {
        if at == 0 || out.len() + value.len() <= BODY {
            out.push_str(value);
        }
        out.push_str(part);
    }
    out
}

/// A text as it stands between the quotes of a JSON string.
fn escaped(text: &str) -> String {
    let quoted = Value::from(text).to_string();
    quoted[1..quoted.len() - 1].to_owned()
}

/// Names and values of `[{"name":"value"}]`, or of `{"name":"value"}`.
fn pairs(text: &str) -> Vec<(String, String)> {
    let read = |map: Map<String, Value>| {
        map.into_iter().map(|(name, value)| {
            let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            (name, value)
        })
    };
    match serde_json::from_str(text) {
        Ok(Value::Array(all)) => all
            .into_iter()
            .filter_map(|one| match one {
                Value::Object(map) => Some(map),
                _ => None,
            })
            .flat_map(read)
            .collect(),
        Ok(Value::Object(map)) => read(map).collect(),
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn sent(headers: &str, body: &str) -> HttpRequest {
        let webhook = Webhook {
            url: "https://example.com/hook".into(),
            method: "Post".into(),
            headers: headers.into(),
            params: r#"[{"team":"a b"},{"x":"1"}]"#.into(),
            body: body.into(),
            recover_body: "over: $content".into(),
            ..Webhook::default()
        };
        request(
            &webhook,
            false,
            "a \"b\"\nc",
            &json!({ "level": "P1" }),
            &json!({ "status": "firing" }),
        )
    }

    #[test]
    fn the_text_stands_in_the_place_of_the_placeholders() {
        for (headers, body, want) in [
            ("", "say $content", "say a \"b\"\nc"),
            (r#"[{"Arms-Content-Type":"json"}]"#, r#"{"t":"$content"}"#, r#"{"t":"a \"b\"\nc"}"#),
            (
                r#"[{"Content-Type":"application/json"}]"#,
                r#"{"a":$alertmanager_content,"b":"$content"}"#,
                r#"{"a":{"status":"firing"},"b":"$content"}"#,
            ),
            ("", "$alertmanager_content $content", "$alertmanager_content a \"b\"\nc"),
            ("", "level {{ .level }}", "level P1"),
        ] {
            assert_eq!(sent(headers, body).body, want, "{body}");
        }
    }

    #[test]
    fn many_placeholders_do_not_multiply_a_long_text() {
        let long = "x".repeat(BODY);
        assert_eq!(filled("a $c b $c c", "$c", &long), format!("a {long} b  c"));
        assert_eq!(filled("$c$c", "$c", "1"), "11");
    }

    #[test]
    fn headers_and_parameters_are_sent() {
        let request = sent(r#"[{"X-Team":"ops"}]"#, "x");
        assert_eq!(request.url, "https://example.com/hook?team=a+b&x=1");
        let header = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(request.headers, [header("Content-Type", USUAL_TYPE), header("X-Team", "ops")]);
    }

    #[test]
    fn the_end_has_its_own_text_and_a_get_no_body() {
        let mut webhook = Webhook {
            url: "https://example.com/hook?k=v".into(),
            method: "POST".into(),
            params: r#"{"a":"b"}"#.into(),
            body: "x".into(),
            recover_body: "over: $content".into(),
            ..Webhook::default()
        };
        let data = json!({});
        assert_eq!(request(&webhook, true, "t", &data, &data).body, "over: t");
        webhook.method = "Get".into();
        let request = request(&webhook, true, "t", &data, &data);
        assert_eq!((request.method, &*request.body), ("GET", ""));
        assert_eq!(request.url, "https://example.com/hook?k=v&a=b");
    }
}
