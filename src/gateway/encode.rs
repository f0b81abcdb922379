//! The last step of a call: status, headers and body. Only this file knows `RequestId`,
//! `HostId` and `Recommend`, and only this one and `xml.rs` know the two forms.

use std::borrow::Cow;

use crate::{
    clock::Clock,
    gateway::{faults, xml},
    route::Target,
    sign,
    wire::{
        Wire,
        body::Body,
        shortened::{LONGEST, shortened},
    },
};
use std::{fmt::Write, time::Duration};

use actions::{ApiError, Fidelity};
use base64::{Engine, engine::general_purpose::STANDARD};
use hyper::{
    Response,
    header::{HeaderName, HeaderValue},
};
use serde_json::{Map, Value};

pub use crate::exchange::Format;

impl Format {
    /// The form that a request asks for.
    ///
    /// The `Format` parameter decides. Without it a call of the first signature generation gets
    /// XML; a call that names its version in a header, or a resource by its path, is answered by `Accept`.
    pub fn of(wire: &Wire<'_>) -> Result<Self, ApiError> {
        match wire.common("Format") {
            Some(f) if f.eq_ignore_ascii_case("json") => return Ok(Self::Json),
            Some(f) if f.eq_ignore_ascii_case("xml") => return Ok(Self::Xml),
            // An old Python call writes its unset format so.
            None | Some("None") => {}
            Some(_) => {
                return Err(ApiError::from(faults::INVALID_PARAMETER_FORMAT)
                    .with_hint("Format has to be JSON or XML."));
            }
        }
        let by_parameters = ["Signature", "SignatureMethod", "AccessKeyId"];
        let first_generation = wire.header("authorization").is_none()
            && (wire.header("x-acs-version").is_none()
                || by_parameters.iter().any(|name| wire.parameters.get(name).is_some()));
        if first_generation && !wire.names_resource() {
            return Ok(Self::Xml);
        }
        let accept = wire.header("accept").unwrap_or_default();
        let mut offers = accept.split(',').map(|o| o.split(';').next().unwrap_or(o).trim());
        // Some clients sign and send the word `undefined`.
        if !accept.contains('/') {
            return Ok(Self::Json);
        }
        offers
            .find_map(|offer| match offer {
                "application/json" | "text/json" | "application/*" | "*/*" => Some(Self::Json),
                "application/xml" | "text/xml" | "text/*" => Some(Self::Xml),
                _ => None,
            })
            .ok_or_else(|| {
                ApiError::from(faults::INVALID_PARAMETER_ACCEPT)
                    .with_hint("Accept has to allow application/json, application/xml or text/xml.")
            })
    }

    /// The `Content-Type`, to the letter: clients compare it as text.
    const fn content_type(self) -> HeaderValue {
        match self {
            Self::Json => HeaderValue::from_static("application/json;charset=utf-8"),
            Self::Xml => HeaderValue::from_static("text/xml;charset=utf-8"),
        }
    }
}

/// An answer, ready to be sent.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// The form of the body.
    pub format: Format,
    /// The body.
    pub body: Vec<u8>,
    /// The request id, as in the body.
    pub request_id: String,
    /// What the trace id and the entity tag are made of.
    pub unique: [u8; 16],
    /// What the action that made it follows; `None` if no action did.
    pub fidelity: Option<Fidelity>,
    /// The `Code` of the error that audit mode let pass.
    pub audit: Option<std::borrow::Cow<'static, str>>,
    /// What is wrong, where the vendor's text hides it, as [`hint`] writes it; of a call that went
    /// well, why none of its body was read, or what of it has no effect.
    pub hint: Option<String>,
    /// Headers besides those that every answer has.
    pub headers: Vec<(HeaderName, HeaderValue)>,
    /// How it reaches its client.
    pub delivery: Delivery,
    /// How long it is held back.
    pub delay: Option<Duration>,
}

/// How an answer reaches its client. All but [`Whole`](Self::Whole) are injected faults; those that end the connection
/// go with the response, as an extension of it, to the code that serves the connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delivery {
    /// As a whole.
    #[default]
    Whole,
    /// As a page of a load balancer that stands before the gateway.
    Page,
    /// Without so many bytes at its end; then the connection is closed.
    Cut {
        /// How many are missing.
        missing: usize,
    },
    /// Not at all: the connection is reset.
    Reset,
    /// Not at all: the connection is closed.
    Close,
}

impl Answer {
    /// An answer with nothing but a body.
    #[must_use]
    pub fn new(status: u16, format: Format, body: Vec<u8>, request_id: String) -> Self {
        let (fidelity, audit, hint, headers) = (None, None, None, Vec::new());
        let (delivery, unique) = (Delivery::Whole, [0; 16]);
        let delay = None;
        Self {
            status,
            format,
            body,
            request_id,
            unique,
            fidelity,
            audit,
            hint,
            headers,
            delivery,
            delay,
        }
    }
}

/// What an error body is made of.
pub struct Failure<'a> {
    /// The form of the answer.
    pub format: Format,
    /// The product's code; empty while unknown.
    pub product: &'a str,
    /// The host that the client named.
    pub host: &'a str,
    /// The request id.
    pub request_id: &'a str,
    /// The error.
    pub error: &'a ApiError,
}

/// The start of a JSON body: what every answer of the action carries.
#[must_use]
pub fn begin(Target { product, entry }: Target, request_id: &str) -> Vec<u8> {
    let mut body = Vec::with_capacity(512);
    body.extend_from_slice(b"{\"RequestId\":\"");
    body.extend_from_slice(request_id.as_bytes());
    body.push(b'"');
    let success = product.success_of(entry, request_id);
    if !success.is_empty() {
        body.push(b',');
        body.extend_from_slice(success.as_bytes());
    }
    body
}

/// Joins the response, a JSON object that starts at `at`, to what stands before it.
pub fn join(body: &mut Vec<u8>, at: usize) {
    if body.get(at + 1) == Some(&b'}') {
        body.remove(at);
    } else if let Some(brace) = body.get_mut(at) {
        *brace = b',';
    }
}

/// The answer of an action that went well, from its JSON body. `root` is the root element in XML, where that is not
/// the usual one.
#[must_use]
pub fn success(
    format: Format,
    (action, root): (&str, Option<&str>),
    request_id: &str,
    body: Vec<u8>,
) -> Answer {
    let body = match format {
        Format::Json => body,
        Format::Xml => {
            let fields: Value = serde_json::from_slice(&body).unwrap_or_default();
            let usual = || -> Cow<'_, str> { Cow::Owned(format!("{action}Response")) };
            xml::document(&root.map_or_else(usual, Cow::Borrowed), &fields)
        }
    };
    Answer::new(200, format, body, request_id.to_owned())
}

/// The longest name with a port (RFC 1035), which is ASCII.
const LONGEST_HOST: usize = 255 + ":65535".len();

/// The answer of a call that failed. `target` is the action that answers, if one does.
#[must_use]
pub fn failure(it: &Failure<'_>, target: Option<Target>) -> Answer {
    let Failure { error, request_id, .. } = it;
    let mut fields = Map::new();
    fields.insert("RequestId".into(), (*request_id).into());
    fields.insert("HostId".into(), it.host.get(..LONGEST_HOST).unwrap_or(it.host).into());
    fields.insert("Code".into(), error.code.as_ref().into());
    fields.insert("Message".into(), shortened(&error.message).into());
    let recommend = format!(
        "https://api.aliyun.com/troubleshoot?q={}&product={}&requestId={request_id}",
        error.code, it.product
    );
    fields.insert("Recommend".into(), recommend.into());
    if let Some(detail) = &error.detail {
        let mut detail = (**detail).clone();
        // The diagnosis repeats what came too. It is sealed, so it is sent whole or not at all.
        detail.retain(|_, it| it.as_str().is_none_or(|text| text.len() <= 2 * LONGEST));
        fields.insert("AccessDeniedDetail".into(), Value::Object(detail));
    }
    if let Some(Target { product, entry }) = target {
        product.fail(entry, &mut fields, error);
    }
    let fields = Value::Object(fields);
    // What is refused with the status 200 is an answer of the action.
    let root = match (target, target.and_then(|it| it.product.xml_root)) {
        (_, Some(root)) => Cow::Borrowed(root),
        (Some(Target { entry, .. }), None) if error.status == 200 => {
            Cow::Owned(format!("{}Response", entry.name))
        }
        _ => Cow::Borrowed("Error"),
    };
    let body = match it.format {
        Format::Json => serde_json::to_vec(&fields).unwrap_or_default(),
        Format::Xml => xml::document(&root, &fields),
    };
    let answer = Answer::new(error.status, it.format, body, (*request_id).to_owned());
    Answer { hint: hint(error), ..answer }
}

/// The hint of an error as a header and a line of the log carry it: visible ASCII and spaces,
/// all else with percent signs, a long one cut.
#[must_use]
pub fn hint(error: &ApiError) -> Option<String> {
    error.hint.as_deref().map(hint_text)
}

/// A text as a hint: see [`hint`].
#[must_use]
pub fn hint_text(text: &str) -> String {
    const LIMIT: usize = 500;
    let mut out = String::new();
    for &byte in text.as_bytes() {
        if out.len() > LIMIT - 6 {
            out.push_str("...");
            break;
        }
        if matches!(byte, b' '..=b'~') && byte != b'%' {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

/// The header `date` of an answer in a world whose clock does not show the machine's time: that of the world. Else the
/// connection writes it.
#[must_use]
pub fn date(clock: &Clock) -> Option<HeaderValue> {
    if !clock.is_moved() {
        return None;
    }
    HeaderValue::try_from(sign::time::write_http(clock.now())).ok()
}

impl Answer {
    /// The HTTP response, with the headers that the gateway sends, but for those that let every
    /// web page read it.
    #[must_use]
    pub fn into_response(mut self) -> Response<Body> {
        let (delivery, more) = (self.delivery, std::mem::take(&mut self.headers));
        let mut response =
            if delivery == Delivery::Page { self.into_page() } else { self.into_whole() };
        response.headers_mut().extend(more);
        if !matches!(delivery, Delivery::Whole | Delivery::Page) {
            response.extensions_mut().insert(delivery);
        }
        response
    }

    /// The page of a load balancer: nothing of it is the gateway's.
    fn into_page(self) -> Response<Body> {
        let mut response = Response::new(self.body.into());
        *response.status_mut() = hyper::StatusCode::from_u16(self.status).unwrap_or_default();
        let headers = response.headers_mut();
        headers.insert(hyper::header::SERVER, HeaderValue::from_static("Tengine"));
        headers.insert(hyper::header::CONTENT_TYPE, HeaderValue::from_static("text/html"));
        headers.insert(hyper::header::CONNECTION, HeaderValue::from_static("keep-alive"));
        response
    }

    fn into_whole(self) -> Response<Body> {
        const NAMES: [HeaderName; 6] = [
            HeaderName::from_static("keep-alive"),
            HeaderName::from_static("x-acs-request-id"),
            HeaderName::from_static("x-acs-trace-id"),
            HeaderName::from_static("etag"),
            HeaderName::from_static("x-localyun-fidelity"),
            HeaderName::from_static("x-localyun-audit"),
        ];
        let [keep_alive, request_id, trace_id, etag, fidelity, audit] = NAMES;
        let mut response = Response::new(self.body.into());
        *response.status_mut() = hyper::StatusCode::from_u16(self.status).unwrap_or_default();
        let headers = response.headers_mut();
        headers.reserve(12);
        headers.insert(hyper::header::CONTENT_TYPE, self.format.content_type());
        headers.insert(hyper::header::CONNECTION, HeaderValue::from_static("keep-alive"));
        headers.insert(keep_alive, HeaderValue::from_static("timeout=25"));
        headers.insert(hyper::header::VARY, HeaderValue::from_static("Accept-Encoding"));
        let mut hex = Vec::with_capacity(2 * self.unique.len());
        sign::encode::hex(&mut hex, &self.unique);
        let texts = [
            (request_id, self.request_id.into_bytes()),
            (trace_id, hex),
            (etag, STANDARD.encode(self.unique).into_bytes()),
        ];
        for (name, text) in texts {
            if let Ok(value) = HeaderValue::try_from(text) {
                headers.insert(name, value);
            }
        }
        if let Some(value) = self.fidelity {
            headers.insert(fidelity, HeaderValue::from_static(value.name()));
        }
        if let Some(value) = self.audit.and_then(|code| HeaderValue::from_str(&code).ok()) {
            headers.insert(audit, value);
        }
        if let Some(value) = self.hint.and_then(|hint| HeaderValue::try_from(hint).ok()) {
            headers.insert(HeaderName::from_static("x-localyun-hint"), value);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_repeats_little_of_what_came() {
        let long = "张".repeat(100_000);
        let mut error = ApiError::new(403, "NoPermission", long.clone());
        let detail = [("AuthAction", "ram:x"), ("EncodedDiagnosticMessage", &*long)];
        let detail = detail.into_iter().map(|(n, v)| (n.to_owned(), v.into())).collect();
        error.detail = Some(Box::new(detail));
        let host = "h".repeat(60_000);
        for format in [Format::Json, Format::Xml] {
            let failure =
                Failure { format, product: "", host: &host, request_id: "id", error: &error };
            let answer = failure_text(&failure);
            assert!(answer.len() < 6000, "{}", answer.len());
            assert!(answer.contains("… (300000 bytes in all)"), "{answer}");
            assert!(answer.contains("AuthAction") && !answer.contains("EncodedDiagnosticMessage"));
        }
        assert_eq!(shortened("as it is"), "as it is");
    }

    #[test]
    fn a_hint_is_one_short_line_of_ascii() {
        let shown = |text: &str| hint(&ApiError::new(400, "x", "").with_hint(text.to_owned()));
        assert_eq!(shown("10 % of ä\n").unwrap(), "10 %25 of %C3%A4%0A");
        let long = shown(&"张".repeat(1000)).unwrap();
        assert!(long.len() <= 500 && long.ends_with("..."), "{long}");
        assert_eq!(hint(&ApiError::new(400, "x", "")), None);
    }

    fn failure_text(it: &Failure<'_>) -> String {
        String::from_utf8(failure(it, None).body).unwrap()
    }
}
