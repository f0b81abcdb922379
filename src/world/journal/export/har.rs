//! HTTP Archive 1.2, which browsers and proxies read.

use std::sync::Arc;

use actions::shared::format::iso_millis;
use hyper::StatusCode;
use serde_json::{Value, json};

use crate::{
    wire::query,
    world::journal::{Entry, secrets::Masking, shown},
};

pub(super) fn archive(base: &str, calls: &[Arc<Entry>]) -> Value {
    let entries: Vec<_> = calls.iter().filter_map(|it| entry(base, it)).collect();
    json!({ "log": {
        "version": "1.2",
        "creator": { "name": "Localyun", "version": env!("CARGO_PKG_VERSION") },
        "entries": entries,
    } })
}

/// `None` for a call that did not come over the wire.
fn entry(base: &str, entry: &Entry) -> Option<Value> {
    let all = shown::call_in_full(entry, Masking::All);
    let (request, answer) = (all.get("request")?.as_object()?, &all["answer"]);
    let target = request["target"].as_str().unwrap_or_default();
    let query = target.split_once('?').map_or("", |(_, query)| query);
    let pairs = query::read(query).unwrap_or_default();
    let pairs: Vec<_> =
        pairs.iter().map(|(name, value)| json!({ "name": name, "value": value })).collect();
    let headers: Vec<_> = request["headers"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|it| json!({ "name": it[0], "value": it[1] }))
        .collect();
    let header = |name: &str| headers.iter().find(|it| it["name"] == name).map(|it| &it["value"]);
    let kind = header("content-type").cloned().unwrap_or_else(|| "".into());
    let (body_size, millis) =
        (entry.request.as_ref()?.body().len(), entry.taken.as_secs_f64() * 1000.0);
    let mut sent = json!({
        "method": request["method"], "url": format!("{base}{target}"), "httpVersion": "HTTP/1.1",
        "cookies": [], "headers": headers, "queryString": pairs, "headersSize": -1,
        "bodySize": body_size,
    });
    if body_size > 0 {
        let text = request.get("body_base64").unwrap_or(&request["body"]);
        sent["postData"] = json!({ "mimeType": kind, "params": [], "text": text });
    }
    let kind = format!("application/{};charset=utf-8", entry.format.name().to_ascii_lowercase());
    let status = StatusCode::from_u16(entry.status).ok().and_then(|it| it.canonical_reason());
    Some(json!({
        "startedDateTime": iso_millis(entry.clocks.real),
        "time": millis,
        "request": sent,
        "response": {
            "status": entry.status, "statusText": status.unwrap_or_default(),
            "httpVersion": "HTTP/1.1", "cookies": [],
            "headers": [{ "name": "x-acs-request-id", "value": entry.request_id }],
            "content": {
                "size": entry.answer_size, "mimeType": kind, "text": answer["body"],
            },
            "redirectURL": "", "headersSize": -1, "bodySize": entry.answer_size,
        },
        "cache": {},
        "timings": { "send": 0, "wait": millis, "receive": 0 },
        "serverIPAddress": "127.0.0.1",
        "comment": format!("{} {}", entry.product, entry.action),
    }))
}
