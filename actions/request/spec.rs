//! The definition of a parameter: its name, its type, its rule and its meaning.

use std::marker::PhantomData;

use crate::{
    is_email, of_line, of_prose,
    request::rule::{Kind, Rule},
};

/// The documentation of one parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterDoc {
    /// The full name, with `N` for the index of a list.
    pub name: String,
    /// `String`, `Integer` or `Boolean`.
    pub kind: &'static str,
    /// Whether a call without it fails.
    pub required: bool,
    /// Its rule in words; empty if none.
    pub rule: String,
    /// The values that it may have, where these are listed.
    pub one_of: &'static [&'static str],
    /// What it means.
    pub doc: &'static str,
    /// Whether its value is never shown.
    pub secret: bool,
}

/// A parameter: its name, its type, its rule and its meaning.
#[derive(Clone, Copy)]
pub struct Spec<T> {
    pub(super) name: &'static str,
    doc: &'static str,
    pub(super) rule: Rule,
    pub(super) keep_empty: bool,
    pub(super) secret: bool,
    kind: PhantomData<T>,
}

/// A string parameter.
#[must_use]
pub const fn text(name: &'static str) -> Spec<String> {
    Spec::new(name)
}

/// An integer parameter.
#[must_use]
pub const fn int(name: &'static str) -> Spec<i64> {
    Spec::new(name)
}

/// A `true` or `false` parameter, in any case: the Python SDKs write `True`.
#[must_use]
pub const fn flag(name: &'static str) -> Spec<bool> {
    Spec::new(name)
}

impl<T> Spec<T> {
    const fn new(name: &'static str) -> Self {
        Self { name, doc: "", rule: Rule::Any, keep_empty: false, secret: false, kind: PhantomData }
    }

    /// Sets the description of the parameter.
    #[must_use]
    pub const fn doc(mut self, doc: &'static str) -> Self {
        self.doc = doc;
        self
    }

    /// Accepts an empty value, which satisfies every rule. By default an empty value counts as
    /// absent.
    #[must_use]
    pub const fn keep_empty(mut self) -> Self {
        self.keep_empty = true;
        self
    }

    const fn rule(mut self, rule: Rule) -> Self {
        self.rule = rule;
        self
    }
}

impl<T: Kind> Spec<T> {
    /// The documentation of this parameter, which is called `name` as a whole.
    pub(super) fn described(&self, name: String, required: bool) -> ParameterDoc {
        let Self { doc, rule, secret, .. } = *self;
        let (rule, one_of) = (rule.in_words(), rule.words());
        ParameterDoc { name, kind: T::NAME, required, rule, one_of, doc, secret }
    }
}

impl Spec<String> {
    /// Between `min` and `max` characters.
    #[must_use]
    pub const fn len(self, min: usize, max: usize) -> Self {
        self.rule(Rule::Length(min, max))
    }
    /// One of a fixed set of values.
    #[must_use]
    pub const fn one_of(self, words: &'static [&'static str]) -> Self {
        self.rule(Rule::OneOf(words))
    }
    /// A text that `check` accepts; `what` names its form in errors.
    #[must_use]
    pub const fn form(self, what: &'static str, check: fn(&str) -> bool) -> Self {
        self.rule(Rule::Form(what, check))
    }
    /// Between `min` and `max` characters, each one that `allowed` accepts.
    #[must_use]
    pub const fn chars(self, min: usize, max: usize, allowed: fn(char) -> bool) -> Self {
        self.rule(Rule::Chars(min, max, allowed))
    }
    /// Between `min` and `max` characters of one line: a name. See [`of_line`].
    #[must_use]
    pub const fn line(self, min: usize, max: usize) -> Self {
        self.chars(min, max, of_line)
    }
    /// Between `min` and `max` characters of free text: a description. See [`of_prose`].
    #[must_use]
    pub const fn prose(self, min: usize, max: usize) -> Self {
        self.chars(min, max, of_prose)
    }
    /// Its value is never quoted in errors or hints, and masked where calls are shown.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }
    /// An e-mail address.
    #[must_use]
    pub const fn email(self) -> Self {
        self.form("e-mail address", is_email)
    }
}

impl Spec<i64> {
    /// Between `min` and `max`.
    #[must_use]
    pub const fn range(self, min: i64, max: i64) -> Self {
        self.rule(Rule::Range(min, max))
    }
    /// At least `min`.
    #[must_use]
    pub const fn min(self, min: i64) -> Self {
        self.range(min, i64::MAX)
    }
}
