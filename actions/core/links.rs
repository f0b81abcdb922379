//! Links in messages, and the pages that people see who open them.

use crate::{Cx, Result};

/// A kind of link that the product puts into messages, at
/// `/_localyun/link/<product>/<name>/<token>`.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// Its name in the path: `activate`.
    pub name: &'static str,
    /// Handles the opened link, inside a write transaction.
    pub open: fn(&mut Cx<'_>, token: &str) -> Result<LinkPage>,
}

/// The page shown to a person who opens a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkPage {
    /// The HTTP status: 200, 404 for an unknown link, 410 for an expired or replaced one.
    pub status: u16,
    /// The heading.
    pub title: &'static str,
    /// One or two sentences.
    pub text: String,
    /// Where the link leads on to, which the status 302 goes with.
    pub to: Option<String>,
}

impl LinkPage {
    /// A page that leads nowhere.
    #[must_use]
    pub fn new(status: u16, title: &'static str, text: impl Into<String>) -> Self {
        Self { status, title, text: text.into(), to: None }
    }

    /// Leads on to a URL.
    #[must_use]
    pub fn redirect(to: String) -> Self {
        Self { status: 302, title: "This link leads on", text: to.clone(), to: Some(to) }
    }
}
