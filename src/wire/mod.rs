//! A request as it was received. Nothing here depends on signatures, actions or worlds.

pub mod bodies;
pub mod body;
pub mod cors;
pub mod headers;
pub mod host;
pub mod parameters;
pub mod query;
pub mod shortened;
pub(crate) mod xml_text;

use actions::{Origin, Parameters};

use crate::wire::headers::Headers;

/// A request as it came over the wire, with its parameters decoded.
///
/// Signatures cover the raw text of some pieces and the decoded text of others,
/// so both are here.
#[derive(Debug)]
pub struct Wire<'a> {
    /// The HTTP method, as sent.
    pub method: &'a str,
    /// The path as sent, still encoded: `/` for RPC calls.
    pub path: &'a str,
    /// The query string as sent, without the `?`.
    pub query: &'a str,
    /// The headers.
    pub headers: Headers<'a>,
    /// The body as sent.
    pub body: &'a [u8],
    /// The decoded parameters of query and body.
    pub parameters: &'a Parameters,
}

impl<'a> Wire<'a> {
    /// The value of a header, trimmed; `name` is in lower case. `None` if it is absent or not UTF-8 text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.text(name)
    }

    /// The value of a parameter that every call may have, such as `Version`, unless it is empty.
    /// It stands in the query or, at the path `/`, in a form: a field of a JSON body, or of a form that is sent to
    /// a resource, may have its name and mean something else.
    #[must_use]
    pub fn common(&self, name: &str) -> Option<&'a str> {
        let places: &[Origin] =
            if self.names_resource() { &[Origin::Query] } else { &[Origin::Query, Origin::Form] };
        self.parameters.non_empty_in(places, name)
    }

    /// Whether the call names what it is for by method and path, and not by an action.
    #[must_use]
    pub fn names_resource(&self) -> bool {
        self.path != "/"
    }

    /// Whether the body is a form by its `Content-Type`.
    #[must_use]
    pub fn is_form(&self) -> bool {
        parameters::is_type(self.headers.map(), "application/x-www-form-urlencoded")
    }
}
