//! A request of the control API, as a route is handed it, and why one is refused.

use serde_json::{Map, Value};

use crate::{
    ApiError, Fault,
    ports::{
        documents::DocumentNeeded,
        keys::{KeyNeeded, NeedsPreparation},
        store::StoreError,
    },
};

/// A validated request: all names are known, and the body is of the right kind.
#[derive(Clone, Debug, Default)]
pub struct ControlRequest {
    /// The values of the path segments in braces.
    pub path: Vec<(&'static str, String)>,
    /// Its query.
    pub query: Vec<(&'static str, String)>,
    /// Its query parameters of names that the caller completes, such as `param.X`, each with its whole name.
    pub open_query: Vec<(String, String)>,
    /// Its body, if that is JSON.
    pub body: Value,
    /// Its body as it was sent, if that is a text, bytes or one object.
    pub text: Vec<u8>,
    /// Those of its headers that routes may read, by their names in lower case.
    pub headers: Vec<(&'static str, String)>,
}

/// The value of a name, unless it is empty.
fn value<'a>(all: &'a [(&str, String)], name: &str) -> Option<&'a str> {
    let found = all.iter().find(|(it, _)| *it == name);
    found.map(|(_, value)| &**value).filter(|value| !value.is_empty())
}

impl ControlRequest {
    /// The value of the path segment `{name}`.
    #[must_use]
    pub fn path_value(&self, name: &str) -> &str {
        value(&self.path, name).unwrap_or_default()
    }

    /// The path segment `{name}` as a number; 404 if it is not one.
    pub fn number(&self, name: &str) -> Result<i64, ControlError> {
        let text = self.path_value(name);
        text.parse().map_err(|_| ControlError::NotFound(format!("`{text}` is not an id")))
    }

    /// The value of a query parameter, unless it is empty.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
    }

    /// The value of a header, if it came with the request and is not empty.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        value(&self.headers, name)
    }

    /// How many things to list: `?limit=`, from 1 to `max`.
    pub fn limit(&self, usual: i64, max: i64) -> Result<i64, ControlError> {
        let Some(text) = self.query_value("limit") else { return Ok(usual) };
        let number = text.parse().ok().filter(|n| (1..=max).contains(n));
        number.ok_or_else(|| ControlError::Wrong(format!("limit is a number from 1 to {max}")))
    }

    /// The members of the body.
    #[must_use]
    pub fn members(&self) -> Map<String, Value> {
        self.body.as_object().cloned().unwrap_or_default()
    }

    /// The members of each object of the body.
    pub fn each(&self) -> impl Iterator<Item = Map<String, Value>> {
        let all = self.body.as_array().map_or(std::slice::from_ref(&self.body), Vec::as_slice);
        all.iter().map(|one| one.as_object().cloned().unwrap_or_default())
    }
}

/// Why a request is rejected; the text tells the user what to do.
#[derive(Debug)]
pub enum ControlError {
    /// 404: the resource does not exist.
    NotFound(String),
    /// 400: the request is invalid.
    Wrong(String),
    /// 400: the body is invalid. The expected body is appended to the text.
    WrongBody(String),
    /// 400: a member of the body, named by the first field, is invalid. Its description is appended
    /// to the text.
    WrongMember(String, String),
    /// 500: an internal error; 503 if the server is busy.
    Failed(ApiError),
}

impl ControlError {
    /// [`WrongMember`](Self::WrongMember): `why` says what the member must be.
    #[must_use]
    pub fn member(name: &str, why: impl Into<String>) -> Self {
        Self::WrongMember(name.to_owned(), why.into())
    }
}

/// A text among the members of a body; none if it is absent, an error if it is empty or no text.
pub fn text<'a>(
    members: &'a Map<String, Value>,
    name: &str,
) -> Result<Option<&'a str>, ControlError> {
    match members.get(name) {
        None => Ok(None),
        Some(Value::String(text)) if !text.is_empty() => Ok(Some(text)),
        Some(_) => Err(ControlError::member(name, "it must be a text")),
    }
}

/// A [`text`] that is required.
pub fn required_text<'a>(
    members: &'a Map<String, Value>,
    name: &str,
) -> Result<&'a str, ControlError> {
    text(members, name)?.ok_or_else(|| ControlError::member(name, "it is needed"))
}

/// A [`text`] that must be one of some words.
pub fn word<'a>(
    members: &'a Map<String, Value>,
    name: &str,
    words: &[&str],
) -> Result<Option<&'a str>, ControlError> {
    let found = text(members, name)?;
    if found.is_some_and(|it| !words.contains(&it)) {
        let why = format!("it must be one of {}", words.join(", "));
        return Err(ControlError::member(name, why));
    }
    Ok(found)
}

impl From<ApiError> for ControlError {
    fn from(e: ApiError) -> Self {
        Self::Failed(e)
    }
}

impl From<Fault> for ControlError {
    fn from(it: Fault) -> Self {
        ApiError::from(it).into()
    }
}

impl From<StoreError> for ControlError {
    fn from(e: StoreError) -> Self {
        Self::Failed(e.into())
    }
}

impl NeedsPreparation for ControlError {
    fn key_needed(&self) -> Option<KeyNeeded> {
        match self {
            Self::Failed(e) => e.key_needed(),
            Self::NotFound(_) | Self::Wrong(_) | Self::WrongBody(_) | Self::WrongMember(..) => None,
        }
    }

    fn document_needed(&self) -> Option<DocumentNeeded> {
        match self {
            Self::Failed(e) => e.document_needed(),
            Self::NotFound(_) | Self::Wrong(_) | Self::WrongBody(_) | Self::WrongMember(..) => None,
        }
    }
}
