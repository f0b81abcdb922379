//! The error a caller sees: an HTTP status, a `Code` and a `Message`.

use std::{borrow::Cow, error::Error, fmt};

use serde_json::{Map, Value};

/// A result whose error is ready for the wire.
pub type Result<T, E = ApiError> = std::result::Result<T, E>;

/// A named error with a fixed wording, declared next to the action that answers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The HTTP status.
    pub status: u16,
    /// The `Code`.
    pub code: &'static str,
    /// The `Message`. Where the vendor documents a template, `%s` stands for what varies.
    pub message: &'static str,
}

impl Fault {
    /// The error, with `what` in the place of every `%s` of its message.
    #[must_use]
    pub fn with(&self, what: &str) -> ApiError {
        ApiError::new(self.status, self.code, self.message.replace("%s", what))
    }
}

/// A parameter that is missing or breaks its rule. Each product words it in its own way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bad<'a> {
    /// Its full name: `Tag.1.Key`.
    pub name: &'a str,
    /// What is wrong with it.
    pub problem: Problem,
}

/// What can be wrong with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is required, and absent or empty.
    Missing,
    /// It is not of this type: `Integer`, `Boolean`.
    NotA(&'static str),
    /// It has fewer or more characters than these.
    Length(usize, usize),
    /// It is a number outside of these.
    Range(i64, i64),
    /// It is none of these words.
    NotOneOf(&'static [&'static str]),
    /// It has a character that it may not have.
    Chars,
    /// It does not have the form of this: `e-mail address`.
    Malformed(&'static str),
    /// A list has more elements than this.
    TooMany(usize),
}

impl fmt::Display for Problem {
    /// The end of a sentence that starts with the parameter's name.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("is missing"),
            Self::NotA(kind) => write!(f, "is not of the type {kind}"),
            Self::Length(min, max) => write!(f, "must have {min} to {max} characters"),
            Self::Range(min, max) => write!(f, "must be {min} to {max}"),
            Self::NotOneOf(words) => write!(f, "must be one of {}", words.join(", ")),
            Self::Chars => f.write_str("contains characters that are not allowed"),
            Self::Malformed(what) => write!(f, "is not a valid {what}"),
            Self::TooMany(max) => write!(f, "has more than {max} elements"),
        }
    }
}

/// An error on its way to the caller.
#[derive(Debug)]
pub struct ApiError {
    /// The HTTP status.
    pub status: u16,
    /// The `Code`.
    pub code: Cow<'static, str>,
    /// The `Message`.
    pub message: Cow<'static, str>,
    /// What went wrong inside. Logged, never sent.
    pub cause: Option<Box<dyn Error + Send + Sync>>,
    /// The `AccessDeniedDetail` of a call that policies refuse.
    pub detail: Option<Box<Map<String, Value>>>,
    /// What is wrong, in a sentence, where the vendor's `Message` hides it. Sent beside the
    /// body, never in it: the body is the vendor's to the letter.
    pub hint: Option<Cow<'static, str>>,
}

impl ApiError {
    /// An error with a computed wording.
    pub fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (code, message) = (code.into(), message.into());
        Self { status, code, message, cause: None, detail: None, hint: None }
    }

    /// The same error with `hint`, which says what the vendor's `Message` hides.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// A fault of the emulator itself: the caller learns nothing but that.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        // The gateway's text (protocol.md 4.1, `InternalError`).
        let mut it = Self::new(
            500,
            "InternalError",
            "The request processing has failed due to some unknown error, exception or failure.",
        );
        it.cause = Some(cause.into());
        it
    }
}

impl From<Fault> for ApiError {
    fn from(f: Fault) -> Self {
        Self::new(f.status, f.code, f.message)
    }
}

impl From<crate::store::StoreError> for ApiError {
    fn from(e: crate::store::StoreError) -> Self {
        Self::internal(e)
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code, self.message)
    }
}

impl Error for ApiError {}
