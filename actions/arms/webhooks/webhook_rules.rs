//! What both generations of the API require of webhook contacts, and how they are written.
//!
//! The limits are those that the vendor's console has (documented). The API has the limits of the console, too
//! (assumed).

use serde_json::{Map, Value};

use crate::{
    Cx, Fault, Params, Result, Spec,
    arms::tables::webhooks::{self, Webhook},
    of_line,
    shared::urls,
    text,
};

/// The code for a webhook contact that does not exist is assumed: the vendor's list of codes has none.
pub(super) const NO_WEBHOOK: Fault =
    Fault { status: 404, code: "WebhookNotExist", message: "The webhook contact does not exist." };

/// The most headers and parameters together.
const MOST_FIELDS: usize = 6;
/// The most characters of a header or a parameter, its name included.
const LONGEST_FIELD: usize = 200;
/// The most characters of the text of a list of headers or parameters: more than six of the longest have.
const LONGEST_LIST: usize = 4096;

/// What the webhook contact is called; how long that may be is assumed, as no page says.
pub(super) const fn webhook_name(name: &'static str) -> Spec<String> {
    text(name).line(1, 255).doc("What the webhook contact is called.")
}

/// What is requested.
pub(super) const fn url() -> Spec<String> {
    let short = |it: &str| it.chars().count() <= 256 && urls::is_url(it);
    text("Url").form("URL of 256 characters at most", short).doc("What is requested.")
}

/// The method, in capital or small letters.
pub(super) const fn method() -> Spec<String> {
    text("Method").form("Post or Get", |it| read_method(it).is_some()).doc("Post or Get.")
}

/// A template of the body.
pub(super) const fn body(name: &'static str) -> Spec<String> {
    text(name).prose(1, 500)
}

/// A list of headers or parameters.
pub(super) const fn fields(name: &'static str) -> Spec<String> {
    text(name).form("JSON list of names and values", |it| read_fields(it).is_some())
}

/// A method as answers have it: `Post` or `Get`.
pub(super) fn read_method(it: &str) -> Option<&'static str> {
    ["Post", "Get"].into_iter().find(|method| method.eq_ignore_ascii_case(it))
}

/// The names and values of a list `[{"name":"value"}]`; none of an empty text.
pub(super) fn read_fields(list: &str) -> Option<Map<String, Value>> {
    if list.is_empty() {
        return Some(Map::new());
    }
    if list.len() > LONGEST_LIST {
        return None;
    }
    let fields: Vec<Map<String, Value>> = serde_json::from_str(list).ok()?;
    let fields: Map<String, Value> = fields.into_iter().flatten().collect();
    let fits = |(name, value): (&String, &Value)| {
        let value = value.as_str().unwrap_or_default();
        !name.is_empty()
            && name.chars().count() + value.chars().count() <= LONGEST_FIELD
            && name.chars().chain(value.chars()).all(of_line)
    };
    let are_texts = fields.values().all(Value::is_string);
    (are_texts && fields.iter().all(fits)).then_some(fields)
}

/// The parameters by which the former actions describe a webhook contact.
pub(super) fn read_webhook(p: &mut Params<'_>) -> Result<Webhook> {
    Ok(Webhook {
        name: p.required(webhook_name("ContactName"))?,
        url: p.required(url())?,
        method: read_method(&p.required(method())?).unwrap_or_default().to_owned(),
        body: p.required(body("Body").doc("The body of the request, with placeholders."))?,
        recover_body: p.default(body("RecoverBody").doc("The body once an alert is over."), "")?,
        headers: p.default(fields("HttpHeaders").doc("The headers of the request."), "")?,
        params: p.default(fields("HttpParams").doc("The parameters of its query."), "")?,
        ..Webhook::default()
    })
}

/// Writes a webhook contact, new if its id is 0, unless it has too many headers and parameters, which `named`
/// names.
pub(super) fn save(cx: &mut Cx<'_>, webhook: &mut Webhook, named: &str) -> Result<()> {
    let count = |list: &str| read_fields(list).map_or(0, |fields| fields.len());
    if count(&webhook.headers) + count(&webhook.params) > MOST_FIELDS {
        return Err(crate::arms::ILLEGAL.with(named));
    }
    if webhook.id == 0 {
        webhook.made = cx.now;
    }
    webhook.changed = cx.now;
    Ok(webhooks::put(cx.tx, &cx.caller.account, webhook)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_a_list_of_names_and_texts() {
        let fields = read_fields(r#"[{"Content-Type":"application/json"},{"a":"1","b":"2"}]"#);
        let names: Vec<String> = fields.unwrap().into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["Content-Type", "a", "b"]);
        assert_eq!(read_fields(""), Some(Map::new()));
        assert_eq!(read_fields("[]"), Some(Map::new()));
        for bad in [
            r#"{"a":"b"}"#,
            r#"["a"]"#,
            r#"[{"a":1}]"#,
            r#"[{"":"x"}]"#,
            r#"[{"a":"x\r\nHost: y"}]"#,
            "a=b",
        ] {
            assert_eq!(read_fields(bad), None, "{bad}");
        }
        let long = |n| read_fields(&format!(r#"[{{"a":"{}"}}]"#, "x".repeat(n)));
        assert!(long(199).is_some() && long(200).is_none());
    }
}
