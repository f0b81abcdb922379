//! The error a caller sees: an HTTP status, a `Code` and a `Message`.

use std::{
    borrow::Cow,
    error::Error,
    fmt,
    ops::{Deref, DerefMut},
};

use serde_json::{Map, Value};

use crate::ports::store::StoreError;

/// A result whose error is ready for the wire.
pub type Result<T, E = ApiError> = std::result::Result<T, E>;

/// A named error with a fixed message, declared next to the action that returns it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The HTTP status.
    pub status: u16,
    /// The `Code`.
    pub code: &'static str,
    /// The `Message`. Where the vendor documents a template, `%s` stands for what varies.
    pub message: &'static str,
}

/// Internal error, with the gateway's text (protocol.md 4.1).
pub const INTERNAL_ERROR: Fault = Fault {
    status: 500,
    code: "InternalError",
    message: "The request processing has failed due to some unknown error, exception or failure.",
};

/// The server is overloaded, with the gateway's text (protocol.md 4.1).
pub const SERVICE_UNAVAILABLE: Fault = Fault {
    status: 503,
    code: "ServiceUnavailable",
    message: "The request has failed due to a temporary failure of the server.",
};

impl Fault {
    /// The error, with `what` in the place of every `%s` of its message.
    #[must_use]
    pub fn with(&self, what: &str) -> ApiError {
        ApiError::new(self.status, self.code, self.message.replace("%s", what))
    }

    /// The error, with a hint that says what its message hides.
    #[must_use]
    pub fn with_hint(&self, hint: impl Into<Cow<'static, str>>) -> ApiError {
        ApiError::from(*self).with_hint(hint)
    }
}

/// A parameter that is missing or violates its rule. Each product has its own error for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ParameterError<'a> {
    /// Its full name: `Tag.1.Key`.
    pub name: &'a str,
    /// What is wrong with it.
    pub problem: Problem,
}

impl ParameterError<'_> {
    /// How many characters of a value a hint quotes.
    const EXCERPT_LENGTH: usize = 64;

    /// The product's error, with the problem as a hint where its message does not say it.
    #[must_use]
    pub fn worded(&self, wording: Wording) -> ApiError {
        let error = wording(self);
        let hint = format!("{} {}.", self.name, self.problem);
        if self.problem == Problem::Missing || error.message.contains(&hint) {
            return error;
        }
        error.with_hint(hint)
    }

    /// An excerpt of the received value, escaped for one line.
    #[must_use]
    pub fn excerpt(value: &str) -> String {
        match value.char_indices().nth(Self::EXCERPT_LENGTH) {
            Some((end, _)) => format!("it begins with {:?}", &value[..end]),
            None => format!("it is {value:?}"),
        }
    }
}

/// The error of a product for an invalid parameter.
pub type Wording = fn(&ParameterError<'_>) -> ApiError;

/// What can be wrong with a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// It is required, and absent or empty.
    Missing,
    /// It is not of this type: `Integer`, `Boolean`.
    NotA(&'static str),
    /// Its length in characters is outside this range.
    Length(usize, usize),
    /// The number is outside this range.
    Range(i64, i64),
    /// It is not one of these values.
    NotOneOf(&'static [&'static str]),
    /// It contains a character that is not allowed.
    Chars,
    /// It is not a valid instance of this form: `e-mail address`.
    Malformed(&'static str),
    /// The list has more elements than this.
    TooMany(usize),
}

impl fmt::Display for Problem {
    /// The rest of a sentence that starts with the parameter's name.
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

/// An error as it is returned to the caller. It is a pointer, so that a [`Result`] is small: every action passes many on.
#[derive(Debug)]
pub struct ApiError(Box<ErrorFields>);

/// What an [`ApiError`] has.
#[derive(Debug)]
pub struct ErrorFields {
    /// The HTTP status.
    pub status: u16,
    /// The `Code`.
    pub code: Cow<'static, str>,
    /// The `Message`.
    pub message: Cow<'static, str>,
    /// The internal cause. Logged, never sent.
    pub cause: Option<Box<dyn Error + Send + Sync>>,
    /// The `AccessDeniedDetail` of a call that policies deny.
    pub detail: Option<Box<Map<String, Value>>>,
    /// What is wrong, in a sentence, where the vendor's `Message` does not say it. Sent in a
    /// header, never in the body, which is exactly the vendor's.
    pub hint: Option<Cow<'static, str>>,
    /// Whether what the call has written is kept all the same: see [`committing`](ApiError::committing).
    pub commits: bool,
}

impl ApiError {
    /// An error with a computed code or message.
    pub fn new(
        status: u16,
        code: impl Into<Cow<'static, str>>,
        message: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self::of(status, code.into(), message.into())
    }

    #[cold]
    #[inline(never)]
    fn of(status: u16, code: Cow<'static, str>, message: Cow<'static, str>) -> Self {
        let (cause, detail, hint, commits) = (None, None, None, false);
        Self(Box::new(ErrorFields { status, code, message, cause, detail, hint, commits }))
    }

    /// Its fields, to be taken over one by one.
    #[must_use]
    pub fn into_fields(self) -> ErrorFields {
        *self.0
    }

    /// The same error with `hint`, which says what the vendor's `Message` does not.
    #[must_use]
    pub fn with_hint(mut self, hint: impl Into<Cow<'static, str>>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same error of a call whose transaction is committed: what was written before the call was refused counts, as that a limit
    /// was tried once more.
    #[must_use]
    pub fn committing(mut self) -> Self {
        self.commits = true;
        self
    }

    /// An internal error of the emulator; its cause is not sent to the caller.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        let mut it = Self::from(INTERNAL_ERROR);
        it.cause = Some(cause.into());
        it
    }

    /// The same error with `more`, unless empty, appended to its hint.
    #[must_use]
    pub fn with_more(mut self, more: &str) -> Self {
        if !more.is_empty() {
            self.hint = Some(match &self.hint {
                Some(hint) => format!("{}; {more}.", hint.trim_end_matches('.')).into(),
                None => format!("{more}.").into(),
            });
        }
        self
    }
}

impl Deref for ApiError {
    type Target = ErrorFields;

    fn deref(&self) -> &ErrorFields {
        &self.0
    }
}

impl DerefMut for ApiError {
    fn deref_mut(&mut self) -> &mut ErrorFields {
        &mut self.0
    }
}

impl From<Fault> for ApiError {
    #[cold]
    #[inline(never)]
    fn from(f: Fault) -> Self {
        Self::new(f.status, f.code, f.message)
    }
}

impl From<StoreError> for ApiError {
    #[cold]
    #[inline(never)]
    fn from(e: StoreError) -> Self {
        let hint = if let StoreError::File(why) = e { Some(why) } else { None };
        let mut it = Self::internal(e);
        it.hint = hint.map(Cow::Borrowed);
        it
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.status, self.code, self.message)
    }
}

impl Error for ApiError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Parameters, Params, int, text};

    #[test]
    fn a_hint_names_the_parameter_its_rule_and_what_came() {
        let long = "x".repeat(50_000);
        let parameters: Parameters = [
            ("PageSize", "abc"),
            ("Name", &long),
            ("Line", "a\u{202e}b"),
            ("Kind", &long),
            ("Code", "123"),
            ("N.1", "a"),
            ("N.2", "b"),
            ("Json", "{"),
        ]
        .into_iter()
        .collect();
        // Like products that have one message permanentlyy invalid parameter.
        let mut p = Params::new(&parameters, |_| ApiError::new(400, "X", "Illegal parameters."));
        let hint = |refused: ApiError| refused.into_fields().hint.unwrap_or_default().into_owned();
        let spec = text("Kind").one_of(&["a", "b"]);
        let code = text("Code").form("code of 6 digits", |it| it.len() == 6).secret();
        let hints = [
            hint(p.optional(int("PageSize")).unwrap_err()),
            hint(p.optional(text("Name").line(2, 40)).unwrap_err()),
            hint(p.optional(text("Line").prose(1, 40)).unwrap_err()),
            hint(p.optional(spec).unwrap_err()),
            hint(p.optional(code).unwrap_err()),
            hint(p.list(text("N"), 1).unwrap_err()),
            hint(p.json("Json", |_| Ok(())).unwrap_err()),
            hint(p.required(text("Gone")).unwrap_err()),
        ];
        let start = "x".repeat(64);
        assert_eq!(
            hints,
            [
                "PageSize is not of the type Integer; it is \"abc\".".to_owned(),
                "Name must have 2 to 40 characters; it has 50000.".into(),
                "Line contains characters that are not allowed; it has U+202E.".into(),
                format!("Kind must be one of a, b; it begins with \"{start}\"."),
                "Code is not a valid code of 6 digits.".into(),
                "N has more than 1 elements; it has 2.".into(),
                "Json is not a valid JSON list; it is \"{\".".into(),
                String::new(),
            ]
        );
    }
}
