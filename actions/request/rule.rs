//! The types of parameters and their rules.

use crate::{Problem, request::characters::has_nul};

/// The rule of a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Rule {
    Any,
    Length(usize, usize),
    Range(i64, i64),
    OneOf(&'static [&'static str]),
    Form(&'static str, fn(&str) -> bool),
    Chars(usize, usize, fn(char) -> bool),
}

impl Rule {
    /// The values that it lists.
    pub(crate) const fn words(self) -> &'static [&'static str] {
        match self {
            Self::OneOf(words) => words,
            _ => &[],
        }
    }

    /// The rule in words for the documentation; empty if there is none.
    pub(crate) fn in_words(self) -> String {
        match self {
            Self::Any => String::new(),
            Self::Length(a, b) | Self::Chars(a, b, _) => format!("{a} to {b} characters"),
            Self::Range(a, i64::MAX) => format!("at least {a}"),
            Self::Range(a, b) => format!("{a} to {b}"),
            Self::OneOf(words) => words.join(", "),
            Self::Form(what, _) => what.into(),
        }
    }
}

mod kind {
    /// Keeps [`Kind`](super::Kind) to the types of this module.
    pub trait Sealed {}
    impl Sealed for String {}
    impl Sealed for i64 {}
    impl Sealed for bool {}
}

/// A type that a parameter can have: `String`, `i64`, `bool`.
#[expect(private_interfaces, reason = "sealed; a rule is made by the builders of Spec only")]
pub trait Kind: kind::Sealed + Sized {
    /// Its name in the documentation.
    const NAME: &'static str;
    /// A blank value while the parameters are recorded.
    fn blank() -> Self;
    /// Parses the text of the request.
    fn parse(parameters: &str) -> Option<Self>;
    /// How the value violates `rule`, if it does.
    fn breaks(&self, rule: Rule) -> Option<Problem>;
}

#[expect(private_interfaces, reason = "sealed")]
impl Kind for String {
    const NAME: &'static str = "String";
    fn blank() -> Self {
        Self::new()
    }
    fn parse(parameters: &str) -> Option<Self> {
        Some(parameters.into())
    }
    fn breaks(&self, rule: Rule) -> Option<Problem> {
        let fits = |min, max| (min..=max).contains(&self.chars().count());
        match rule {
            Rule::Length(min, max) | Rule::Chars(min, max, _) if !fits(min, max) => {
                Some(Problem::Length(min, max))
            }
            Rule::Chars(_, _, allowed) if !self.chars().all(allowed) => Some(Problem::Chars),
            Rule::OneOf(words) if !words.contains(&self.as_str()) => Some(Problem::NotOneOf(words)),
            Rule::Form(what, check) if !check(self) => Some(Problem::Malformed(what)),
            // No rule accepts what a database cannot hold.
            _ if has_nul(self) => Some(Problem::Chars),
            _ => None,
        }
    }
}

#[expect(private_interfaces, reason = "sealed")]
impl Kind for i64 {
    const NAME: &'static str = "Integer";
    fn blank() -> Self {
        0
    }
    fn parse(parameters: &str) -> Option<Self> {
        parameters.parse().ok()
    }
    fn breaks(&self, rule: Rule) -> Option<Problem> {
        match rule {
            Rule::Range(min, max) if !(min..=max).contains(self) => Some(Problem::Range(min, max)),
            _ => None,
        }
    }
}

#[expect(private_interfaces, reason = "sealed")]
impl Kind for bool {
    const NAME: &'static str = "Boolean";
    fn blank() -> Self {
        false
    }
    fn parse(parameters: &str) -> Option<Self> {
        parameters.to_ascii_lowercase().parse().ok()
    }
    fn breaks(&self, _: Rule) -> Option<Problem> {
        None
    }
}
