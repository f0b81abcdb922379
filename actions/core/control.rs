//! Routes of the control API, `/_localyun/…`, by which tests and the operator of a server read and
//! change what cloud calls cannot. The server has a table of routes, and each product may add one
//! ([`Product::control`](crate::Product::control)). Validation and documentation are derived from
//! these tables.

use serde_json::Value;

pub use crate::core::control_request::{ControlError, ControlRequest, required_text, text, word};
use crate::{Cx, ports::store::Tx};

/// The HTTP method of an operation. `GET` routes also answer `HEAD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Modifies or creates.
    Post,
    /// Removes.
    Delete,
}

impl Method {
    /// As it is written in a request: `GET`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Delete => "DELETE",
        }
    }
}

/// How an operation accesses the state of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlAccess {
    /// Not at all: it is answered before due work has run.
    Nothing,
    /// Reads it.
    Reads,
    /// May change it.
    Writes,
}

impl ControlAccess {
    /// In one word, for the pages.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Nothing => "stateless",
            Self::Reads => "reads",
            Self::Writes => "writes",
        }
    }
}

/// Names of query parameters or of body members, each with its description. A query parameter whose name ends
/// in `.{name}` stands for all that begin with what is before the brace.
pub type Names = &'static [(&'static str, &'static str)];

/// The type of a query parameter or of a member of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// A whole number from the first to the second.
    Integer(i64, i64),
    /// `true` or `false`.
    Boolean,
    /// One of these words.
    OneOf(&'static [&'static str]),
}

/// The media type of an answer in JSON.
pub const JSON: &str = "application/json;charset=utf-8";

/// The media type of an answer in plain text.
pub const TEXT: &str = "text/plain;charset=utf-8";

/// The media type of an answer that goes on for as long as its client stays: server-sent events.
pub const EVENTS: &str = "text/event-stream";

/// What the body of a request is.
#[derive(Clone, Copy, Debug)]
pub enum ControlBody {
    /// Nothing; a body is ignored.
    Nothing,
    /// Text, described by this.
    Text(&'static str),
    /// Bytes, described by this.
    Binary(&'static str),
    /// A JSON object.
    Object {
        /// The members it may have.
        members: Names,
        /// Example bodies.
        examples: &'static [&'static str],
    },
    /// A JSON object, or a list of these.
    Objects {
        /// The members that each may have.
        members: Names,
        /// Example bodies.
        examples: &'static [&'static str],
    },
}

/// The account and the site (`cn-hangzhou`) that a request applies to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The account: 16 digits.
    pub account: String,
    /// The site, as a region.
    pub site: String,
}

/// Finds the owner of the resource named in the path.
pub type FindOwner = fn(&mut dyn Tx, &ControlRequest) -> Result<Owner, ControlError>;

/// Where the account and the site of an operation come from.
#[derive(Clone, Copy, Debug)]
pub enum OwnerSource {
    /// The operation has no account.
    None,
    /// From `?account=` and `?site=`, which have defaults.
    Query,
    /// From the resource named in the path. `?account=` and `?site=` are optional and must match if
    /// given.
    Path(FindOwner),
}

/// The query parameters of an operation on an account.
const OF_ACCOUNT: Names = &[
    ("account", "the account; the server's first unless given"),
    ("site", "the site; cn-hangzhou unless given"),
];

/// The query parameters if the path names a resource.
const OF_THING: Names = &[
    ("account", "the account that must have it; any unless given"),
    ("site", "the site that it must be at; any unless given"),
];

/// The query parameters that name the world of an operation.
pub const OF_WORLD: Names = &[
    ("world", "the id of the world; the first one unless given"),
    ("key", "an access key of the world, instead of its id"),
];

/// How a route is called, with its documentation.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    /// The HTTP method.
    pub method: Method,
    /// What follows `/_localyun/`. A segment in braces stands for any one: `cas/orders/{id}`.
    pub path: &'static str,
    /// What it does, in one sentence.
    pub doc: &'static str,
    /// What it does with the state of the world.
    pub access: ControlAccess,
    /// Where its account and site come from.
    pub owner: OwnerSource,
    query: Names,
    types: &'static [(&'static str, Type)],
    /// What its body is.
    pub body: ControlBody,
    /// The media type of its answer.
    pub answer: &'static str,
    /// Whether it is about one world, which `?world=` or `?key=` names.
    pub in_world: bool,
}

impl Operation {
    const fn new(
        method: Method,
        path: &'static str,
        doc: &'static str,
        access: ControlAccess,
    ) -> Self {
        let (owner, body) = (OwnerSource::None, ControlBody::Nothing);
        let (query, types) = (&[], &[]);
        Self { method, path, doc, access, owner, query, types, body, answer: JSON, in_world: true }
    }

    /// `GET`, which reads.
    #[must_use]
    pub const fn get(path: &'static str, doc: &'static str) -> Self {
        Self::new(Method::Get, path, doc, ControlAccess::Reads)
    }

    /// `POST`, which writes.
    #[must_use]
    pub const fn post(path: &'static str, doc: &'static str) -> Self {
        Self::new(Method::Post, path, doc, ControlAccess::Writes)
    }

    /// `DELETE`, which writes.
    #[must_use]
    pub const fn delete(path: &'static str, doc: &'static str) -> Self {
        Self::new(Method::Delete, path, doc, ControlAccess::Writes)
    }

    /// Overrides the access implied by the method.
    #[must_use]
    pub const fn access(mut self, access: ControlAccess) -> Self {
        self.access = access;
        self
    }

    /// It is about the server as a whole, and not about one of its worlds.
    #[must_use]
    pub const fn of_server(mut self) -> Self {
        self.in_world = false;
        self
    }

    /// Sets where its account and site come from.
    #[must_use]
    pub const fn owner(mut self, owner: OwnerSource) -> Self {
        self.owner = owner;
        self
    }

    /// Sets its query parameters.
    #[must_use]
    pub const fn query(mut self, names: Names) -> Self {
        self.query = names;
        self
    }

    /// Sets the types of query parameters and of members of the body; those that are not named may have any.
    #[must_use]
    pub const fn types(mut self, types: &'static [(&'static str, Type)]) -> Self {
        self.types = types;
        self
    }

    /// Answers text of this media type instead of JSON.
    #[must_use]
    pub const fn answers(mut self, media_type: &'static str) -> Self {
        self.answer = media_type;
        self
    }

    /// Takes text as its body.
    #[must_use]
    pub const fn text(mut self, what: &'static str) -> Self {
        self.body = ControlBody::Text(what);
        self
    }

    /// Takes bytes as its body.
    #[must_use]
    pub const fn binary(mut self, what: &'static str) -> Self {
        self.body = ControlBody::Binary(what);
        self
    }

    /// Takes a JSON object as its body.
    #[must_use]
    pub const fn object(mut self, members: Names, examples: &'static [&'static str]) -> Self {
        self.body = ControlBody::Object { members, examples };
        self
    }

    /// Takes a JSON object, or a list of them, as its body.
    #[must_use]
    pub const fn objects(mut self, members: Names, examples: &'static [&'static str]) -> Self {
        self.body = ControlBody::Objects { members, examples };
        self
    }

    /// The types that were [set](Self::types).
    #[must_use]
    pub const fn declared_types(&self) -> &'static [(&'static str, Type)] {
        self.types
    }

    /// The type of a query parameter or of a member of the body, if it has one.
    #[must_use]
    pub fn type_of(&self, name: &str) -> Option<Type> {
        self.types.iter().find(|(known, _)| *known == name).map(|(_, it)| *it)
    }

    /// The words that it is known by: of `GET cas/orders/{id}` they are `get`, `cas`, `orders`, `by` and `id`.
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        let path = self.path.replace('{', "by-");
        let words = path.split(|c: char| !c.is_ascii_alphanumeric()).filter(|it| !it.is_empty());
        std::iter::once(self.method.name()).chain(words).map(str::to_ascii_lowercase).collect()
    }

    /// The query parameter that is called `name`: one of this name, or one that stands for any with its beginning.
    #[must_use]
    pub fn accepts(&self, name: &str) -> Option<&'static str> {
        let is = |known: &str| match known.strip_suffix("{name}") {
            Some(start) => name.len() > start.len() && name.starts_with(start),
            None => known == name,
        };
        self.all_names().map(|(known, _)| known).find(|known| is(known))
    }

    /// All query parameters it accepts.
    pub fn all_names(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let of_world: Names = if self.in_world { OF_WORLD } else { &[] };
        self.names().chain(of_world.iter().copied())
    }

    /// The query parameters it accepts besides those that name a world.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let names = match self.owner {
            OwnerSource::None => &[],
            OwnerSource::Query => OF_ACCOUNT,
            OwnerSource::Path(_) => OF_THING,
        };
        names.iter().chain(self.query).copied()
    }
}

/// Runs a route of a product as the root of the owner, inside a transaction that an error rolls
/// back. Returns the JSON of the answer.
pub type Run = fn(&mut Cx<'_>, &ControlRequest) -> Result<Value, ControlError>;

/// A route that a product adds to the control API.
#[derive(Clone, Copy, Debug)]
pub struct ControlRoute {
    /// How it is called. Its path begins with the [`id`](crate::Product::id) of the product.
    pub operation: Operation,
    /// Runs it.
    pub run: Run,
}

impl ControlRoute {
    /// The route of an operation.
    #[must_use]
    pub const fn new(operation: Operation, run: Run) -> Self {
        Self { operation, run }
    }
}
