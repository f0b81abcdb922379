//! The pairs of a query or a form, in the order in which they stand there.

use actions::Origin;
use hyper::HeaderMap;

use super::recipe::Parameter;
use crate::wire::parameters::{MAX_PARAMETERS, decode};

/// The names and values, decoded; none if there are more than any request may have.
pub(super) fn in_order(text: &[u8], origin: Origin) -> Vec<Parameter> {
    if text.split(|&b| b == b'&').nth(MAX_PARAMETERS).is_some() {
        return Vec::new();
    }
    let none = HeaderMap::new();
    let mut all = Vec::new();
    for pair in String::from_utf8_lossy(text).split('&') {
        let parameters = decode(pair, &none, b"").unwrap_or_default();
        all.extend(parameters.iter().map(|p| Parameter {
            name: p.name.into(),
            value: p.value.into(),
            origin,
        }));
    }
    all
}

/// The names and values of a query or a form, undecoded; none if there are too many.
pub(super) fn undecoded(text: &[u8], origin: Origin) -> Vec<Parameter> {
    let text = String::from_utf8_lossy(text);
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    if pairs.clone().nth(MAX_PARAMETERS).is_some() {
        return Vec::new();
    }
    let pair = |pair: &str| {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        Parameter { name: name.into(), value: value.into(), origin }
    };
    pairs.map(pair).collect()
}
