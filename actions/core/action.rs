//! What an action is, and how one becomes a row of its product's table.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    ApiError, Caller, Cx, Denial, Fault, Given, Params, Result, TagReader, Wording,
    ports::{due::Work, store::Tx},
};

/// One API action: the type is its request, decoded and checked. All that the
/// emulator knows of an action stands in this `impl`.
pub trait Action: Sized {
    /// The value of `Action=` on the wire. The file has the same name.
    const NAME: &'static str;
    /// One sentence, for the coverage table and the web page.
    const DOC: &'static str;
    /// The access level that the product documents for the action's RAM name.
    /// It also picks the transaction: see [`Access::writes`].
    const ACCESS: Access;
    /// The name in RAM policies, where it is not [`NAME`](Self::NAME).
    const RAM: &'static str = Self::NAME;
    /// The resources that a policy must allow, all of them. `{account}` stands for
    /// the caller's account, `{Name}` for the parameter of that name or for what it means
    /// ([`Product::resolve`]), and `{owner}` for
    /// the owner of a RAM policy: `system` when the parameter `PolicyType` is `System`,
    /// and else the account. `{Names.N}` stands for the elements of the list `Names`, and the resource for
    /// as many.
    const RESOURCES: &'static [&'static str] = &["*"];
    /// How [`read`](Self::read) reads tags, if it reads any. The policies ask the same reader, so
    /// conditions on `acs:RequestTag/…` see the values that the action applies.
    const TAGS: Option<TagReader> = None;
    /// The errors that it adds to those common to its product.
    const FAULTS: &'static [Fault] = &[];
    /// How it words a bad parameter, where it does so unlike its product.
    const WORDING: Option<Wording> = None;
    /// The answer, less what every answer of the product carries.
    type Response: Serialize;

    /// Reads the parameters. Each is named here and nowhere else: run against
    /// [`Params::describing`], the same lines yield the documentation. So this
    /// branches on nothing; what depends on a value belongs in [`run`](Self::run).
    fn read(p: &mut Params<'_>) -> Result<Self>;

    /// Does the work, inside one transaction that an error undoes.
    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response>;
}

/// The access level of an action, as the vendor's authorization tables name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Makes something.
    Create,
    /// Changes something.
    Update,
    /// Removes something.
    Delete,
    /// Reads one thing.
    Get,
    /// Reads many things.
    List,
    /// Reads, and needs no permission of any policy (`GetCallerIdentity`).
    Free,
    /// Gives out credentials. Other policies than the caller's have a say too, so the action
    /// asks by itself (`AssumeRole`).
    Trust,
    /// Changes state for a caller without a signature: what proves it stands in
    /// the parameters (`AssumeRoleWithOIDC`).
    Anonymous,
}

impl Access {
    /// Whether the action may change state, and so runs where state is written.
    #[must_use]
    pub const fn writes(self) -> bool {
        matches!(self, Self::Create | Self::Update | Self::Delete | Self::Trust | Self::Anonymous)
    }
}

/// A row of a product's table: an [`Action`] without its types.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// [`Action::NAME`].
    pub name: &'static str,
    /// [`Action::DOC`].
    pub doc: &'static str,
    /// [`Action::ACCESS`].
    pub access: Access,
    /// [`Action::RAM`].
    pub ram: &'static str,
    /// [`Action::RESOURCES`].
    pub resources: &'static [&'static str],
    /// [`Action::TAGS`].
    pub tags: Option<TagReader>,
    /// [`Action::FAULTS`].
    pub faults: &'static [Fault],
    /// Runs [`Action::read`] for its documentation.
    pub describe: fn(&mut Params<'_>),
    /// Reads, runs and answers one call: appends the response, a JSON object.
    pub call: fn(&mut Cx<'_>, &mut Params<'_>, &mut Vec<u8>) -> Result<()>,
}

impl Entry {
    /// The row of the action `A`.
    #[must_use]
    pub const fn of<A: Action>() -> Self {
        Self {
            name: A::NAME,
            doc: A::DOC,
            access: A::ACCESS,
            ram: A::RAM,
            resources: A::RESOURCES,
            tags: A::TAGS,
            faults: A::FAULTS,
            describe: |p| drop(A::read(p)),
            call: |cx, p, out| {
                if let Some(wording) = A::WORDING {
                    p.word_by(wording);
                }
                let answer = A::read(p)?.run(cx)?;
                serde_json::to_writer(out, &answer).map_err(ApiError::internal)
            },
        }
    }
}

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

/// Whether a table is sorted by name, without duplicates. Asserted at compile time.
#[must_use]
pub const fn sorted(table: &[Entry]) -> bool {
    let mut i = 1;
    while i < table.len() {
        let (a, b) = (table[i - 1].name.as_bytes(), table[i].name.as_bytes());
        let mut j = 0;
        while j < a.len() && j < b.len() && a[j] == b[j] {
            j += 1;
        }
        let less = if j == a.len() || j == b.len() { a.len() < b.len() } else { a[j] < b[j] };
        if !less {
            return false;
        }
        i += 1;
    }
    true
}
