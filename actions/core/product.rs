//! What a product is: its names, and the table of its actions.

use serde_json::{Map, Value};

use crate::{
    ApiError, Caller, Cx, Denial, Entry, Given, Result, Wording,
    ports::{due::Work, store::Tx},
};

/// How a product's actions are named on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// By the `Action` parameter, at the path `/`.
    Rpc,
    /// By HTTP method and path.
    Roa,
}

/// A product: the names it goes by, and the table of its actions.
#[derive(Debug)]
pub struct Product {
    /// The folder, the first path segment and the fixture folder: `cms`.
    pub id: &'static str,
    /// The product code, as in `fixtures/official/` and in `Recommend`: `Cms`.
    pub code: &'static str,
    /// The `Version=` on the wire.
    pub version: &'static str,
    /// How its actions are named on the wire.
    pub style: Style,
    /// The prefix of its RAM actions: `cms` in `cms:PutContact`.
    pub ram: &'static str,
    /// What ARNs call it: `acs:cms:*:*:*` is all that it has. None if policies can name its
    /// resources in no way but `*`.
    pub arn: Option<&'static str>,
    /// How it words a missing or invalid parameter.
    pub wording: Wording,
    /// What every answer carries besides the `RequestId`: JSON members, without
    /// braces, as `"Code":"200","Success":true`.
    pub success: &'static str,
    /// Whether users may do this for themselves without a policy that says so. Asked where no
    /// policy allows it and none denies it.
    pub own: fn(&mut dyn Tx, &Caller, &Entry, &Given) -> Result<bool>,
    /// What the parameter of this name means in a resource that policies are asked about, where
    /// that is not its own text: a user may be given by its id, and policies name it by its name.
    pub resolve: fn(&mut dyn Tx, &Caller, &Given, &str) -> Result<Option<String>>,
    /// How it words that policies refuse a call.
    pub denied: fn(&Denial<'_>) -> ApiError,
    /// Whether its writes may change who may do what: what is remembered of keys and policies
    /// is looked up again after each.
    pub governs: bool,
    /// Whether its writes may take milliseconds, as those that check and sign certificates do: nobody's
    /// reads wait for them. What takes longer is no part of a write: see [`Cx::rsa_key`].
    pub long: bool,
    /// What it adds to the body of every error, whose members are given.
    pub failure: fn(&mut Map<String, Value>, &ApiError),
    /// The tables it needs, oldest first. A step, once released, never changes.
    pub schema: &'static [&'static str],
    /// What the links in its messages do.
    pub links: &'static [Link],
    /// What it does later.
    pub due: &'static [Work],
    /// Its actions, sorted by name.
    pub actions: &'static [Entry],
}

impl Product {
    /// The row of the action called `name`.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static Entry> {
        let at = self.actions.binary_search_by(|e| e.name.cmp(name)).ok()?;
        self.actions.get(at)
    }

    /// What a RAM policy calls `entry`.
    #[must_use]
    pub fn ram_action(&self, entry: &Entry) -> String {
        format!("{}:{}", self.ram, entry.ram)
    }
}

/// [`Product::own`] of a product that leaves everything to policies.
pub fn nothing_own(_: &mut dyn Tx, _: &Caller, _: &Entry, _: &Given) -> Result<bool> {
    Ok(false)
}

/// [`Product::resolve`] of a product whose parameters mean what they say.
pub fn nothing_resolved(_: &mut dyn Tx, _: &Caller, _: &Given, _: &str) -> Result<Option<String>> {
    Ok(None)
}

/// A link that the product puts into messages, at `/_localyun/link/<product>/<name>/<token>`.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// What it is for, as the path spells it: `activate`.
    pub name: &'static str,
    /// Follows the link, inside a write transaction.
    pub open: fn(&mut Cx<'_>, token: &str) -> Result<Opened>,
}

/// What the person who opens a link gets to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The HTTP status: 200, 404 for an unknown link, 410 for one that has died.
    pub status: u16,
    /// The heading.
    pub title: &'static str,
    /// One or two sentences.
    pub text: String,
}
