//! Routes of the control API, `/_localyun/…`: how the person and the tests that own a server read and
//! change what a cloud's caller cannot. The server has a table of them, and each product may have one
//! ([`Product::control`](crate::Product::control)). What is refused, and what the pages say, follows from the tables.

use serde_json::{Map, Value};

use crate::{
    ApiError, Cx,
    ports::{
        documents::DocumentNeeded,
        keys::{KeyNeeded, NeedsPreparation},
        store::{StoreError, Tx},
    },
};

/// The HTTP method of an operation. Where `GET` is answered, so is `HEAD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Changes, or makes.
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

/// What an operation does with the state of the world.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ControlAccess {
    /// Nothing: it is answered before the work that is due has been done.
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

/// Names, each with what it means: of a query, or of the members of a body.
pub type Names = &'static [(&'static str, &'static str)];

/// What the body of a request is.
#[derive(Clone, Copy, Debug)]
pub enum ControlBody {
    /// Nothing; what comes is not looked at.
    Nothing,
    /// A text; this says which.
    Text(&'static str),
    /// A JSON object.
    Object {
        /// The members it may have.
        members: Names,
        /// Bodies that it takes.
        examples: &'static [&'static str],
    },
    /// A JSON object, or a list of these.
    Objects {
        /// The members that each may have.
        members: Names,
        /// Bodies that it takes.
        examples: &'static [&'static str],
    },
}

/// The account that has what a request is about, and the site of it: `cn-hangzhou`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    /// The account: 16 digits.
    pub account: String,
    /// The site, as a region.
    pub site: String,
}

/// Finds the owner of the thing that the path names.
pub type FindOwner = fn(&mut dyn Tx, &ControlRequest) -> Result<Owner, ControlError>;

/// Whose things an operation is about.
#[derive(Clone, Copy, Debug)]
pub enum OwnerSource {
    /// Nobody's, or everybody's.
    None,
    /// Those of an account at a site: `?account=`, `?site=`, which have a default.
    Query,
    /// Those of whoever has the thing that the path names. `?account=` and `?site=` may be given
    /// all the same, and must then agree.
    Path(FindOwner),
}

/// What the query of an operation that is about an account may have.
const OF_ACCOUNT: Names = &[
    ("account", "the account; the server's first unless given"),
    ("site", "the site; cn-hangzhou unless given"),
];

/// What the query may have if the path names a thing.
const OF_THING: Names = &[
    ("account", "the account that must have it; any unless given"),
    ("site", "the site that it must be at; any unless given"),
];

/// How a route is called, and what is said of it.
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
    /// Whose things it is about.
    pub owner: OwnerSource,
    query: Names,
    /// What its body is.
    pub body: ControlBody,
}

impl Operation {
    const fn new(
        method: Method,
        path: &'static str,
        doc: &'static str,
        access: ControlAccess,
    ) -> Self {
        let (owner, body) = (OwnerSource::None, ControlBody::Nothing);
        Self { method, path, doc, access, owner, query: &[], body }
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

    /// With this access, where it is not the method's.
    #[must_use]
    pub const fn access(mut self, access: ControlAccess) -> Self {
        self.access = access;
        self
    }

    /// About things of this owner.
    #[must_use]
    pub const fn owner(mut self, owner: OwnerSource) -> Self {
        self.owner = owner;
        self
    }

    /// With these names in its query.
    #[must_use]
    pub const fn query(mut self, names: Names) -> Self {
        self.query = names;
        self
    }

    /// With a text as its body.
    #[must_use]
    pub const fn text(mut self, what: &'static str) -> Self {
        self.body = ControlBody::Text(what);
        self
    }

    /// With a JSON object as its body.
    #[must_use]
    pub const fn object(mut self, members: Names, examples: &'static [&'static str]) -> Self {
        self.body = ControlBody::Object { members, examples };
        self
    }

    /// With a JSON object or a list of these as its body.
    #[must_use]
    pub const fn objects(mut self, members: Names, examples: &'static [&'static str]) -> Self {
        self.body = ControlBody::Objects { members, examples };
        self
    }

    /// All that its query may have.
    pub fn names(&self) -> impl Iterator<Item = (&'static str, &'static str)> + use<> {
        let names = match self.owner {
            OwnerSource::None => &[],
            OwnerSource::Query => OF_ACCOUNT,
            OwnerSource::Path(_) => OF_THING,
        };
        names.iter().chain(self.query).copied()
    }
}

/// What carries out a route of a product: inside a transaction that an error undoes, as the root of the owner.
/// What it answers is the JSON of the answer.
pub type Run = fn(&mut Cx<'_>, &ControlRequest) -> Result<Value, ControlError>;

/// A route that a product adds to the control API.
#[derive(Clone, Copy, Debug)]
pub struct ControlRoute {
    /// How it is called. Its path begins with the [`id`](crate::Product::id) of the product.
    pub operation: Operation,
    /// What carries it out.
    pub run: Run,
}

impl ControlRoute {
    /// The route of an operation.
    #[must_use]
    pub const fn new(operation: Operation, run: Run) -> Self {
        Self { operation, run }
    }
}

/// A request that fits its operation: all names are known, and the body is of the right kind.
#[derive(Clone, Debug, Default)]
pub struct ControlRequest {
    /// What stands in the place of each segment in braces.
    pub path: Vec<(&'static str, String)>,
    /// Its query.
    pub query: Vec<(&'static str, String)>,
    /// Its body, if that is JSON.
    pub body: Value,
    /// Its body, if that is a text.
    pub text: Vec<u8>,
}

/// The value of a name, unless it is empty.
fn value<'a>(all: &'a [(&str, String)], name: &str) -> Option<&'a str> {
    let found = all.iter().find(|(it, _)| *it == name);
    found.map(|(_, value)| &**value).filter(|value| !value.is_empty())
}

impl ControlRequest {
    /// What stands in the place of `{name}`.
    #[must_use]
    pub fn path_value(&self, name: &str) -> &str {
        value(&self.path, name).unwrap_or_default()
    }

    /// The number in the place of `{name}`. Nothing has an id that is none.
    pub fn number(&self, name: &str) -> Result<i64, ControlError> {
        let text = self.path_value(name);
        text.parse().map_err(|_| ControlError::NotFound(format!("`{text}` is no id")))
    }

    /// The value of a name of the query, unless it is empty.
    #[must_use]
    pub fn query_value(&self, name: &str) -> Option<&str> {
        value(&self.query, name)
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

/// Why a request is refused. The text says what to do.
#[derive(Debug)]
pub enum ControlError {
    /// There is no such thing: 404.
    NotFound(String),
    /// It asks for what cannot be: 400.
    Wrong(String),
    /// Its body says what cannot be: 400. What the body may be is added to the text.
    WrongBody(String),
    /// A member of its body, the first of these, cannot be what it is: 400. What it may be is added to the text.
    WrongMember(String, String),
    /// The emulator is at fault: 500, or 503 if it is only busy.
    Failed(ApiError),
}

impl From<ApiError> for ControlError {
    fn from(e: ApiError) -> Self {
        Self::Failed(e)
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
