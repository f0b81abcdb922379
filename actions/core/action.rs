//! What an action is, and how one becomes a row of its product's table.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    ApiError, Caller, Cx, Fault, ParameterDoc, Parameters, Params, Product, Result, TagReader,
    Wording,
    core::client_tokens::{self, Repeats},
    policy::Decision,
    ports::store::Tx,
};

/// One API action: the type is its request, decoded and checked. This `impl` is all that the
/// emulator knows of an action.
pub trait Action: Sized {
    /// The value of `Action=` on the wire. The file has the same name.
    const NAME: &'static str;
    /// One sentence, for the coverage table and the web page.
    const DOC: &'static str;
    /// The HTTP method of a call, where the product's [`Style`](crate::Style) is ROA.
    const METHOD: Option<&'static str> = None;
    /// The path of a call, where the product's [`Style`](crate::Style) is ROA: `/apps/{AppId}/jobs`. Its variable
    /// segments become parameters.
    const PATH: Option<&'static str> = None;
    /// The access level that the product documents for the action's RAM name. It also decides
    /// whether the action runs in a read or a write transaction: see [`Access::writes`].
    const ACCESS: Access;
    /// What its behaviour follows.
    const FIDELITY: Fidelity = Fidelity::Behaviour;
    /// Whether the caller's account is one that may call it at all. Checked before policies and parameters.
    const CALLERS: CallerCheck = |_, _| Ok(());
    /// The name in RAM policies, where it is not [`NAME`](Self::NAME); with the prefix, where that is
    /// not the product's: `ram:CreatePolicy`.
    const RAM: &'static str = Self::NAME;
    /// Another name in RAM policies, one that allows the action as well (documented for some actions, whose name
    /// the roles of other products have).
    const RAM_ALSO: Option<&'static str> = None;
    /// The resources that policies must allow; every one of them must be allowed. `{account}`
    /// stands for the caller's account, `{region}` for the region of the call, `{Name}` for the parameter of that name, and `{owner}` for
    /// the owner of a RAM policy: `system` when the parameter `PolicyType` is `System`, and else
    /// the account. `{Names.N}` stands for the elements of the list `Names`, and the resource for
    /// as many.
    const RESOURCES: &'static [&'static str] = &["*"];
    /// Computes the resources where a template cannot express them. [`RESOURCES`](Self::RESOURCES)
    /// then only documents the forms of the result.
    const RESOURCES_OF: Option<ResourceReader> = None;
    /// How [`read`](Self::read) reads tags, if it reads any. Policy evaluation uses the same
    /// reader, so conditions on `acs:RequestTag/…` see the values that the action applies.
    const TAGS: Option<TagReader> = None;
    /// The errors it can return besides those common to its product.
    const FAULTS: &'static [Fault] = &[];
    /// The error for an invalid parameter, where it differs from the product's.
    const WORDING: Option<Wording> = None;
    /// Members added to its answer besides `RequestId` and the response, where they differ from the
    /// product's.
    const SUCCESS: Option<Success> = None;
    /// Changes to the body of its errors, where they differ from the product's.
    const FAILURE: Option<Failure> = None;
    /// What it says of a client token, where a call that is made again with the same one has no other effect.
    const REPEATS: Option<Repeats> = None;
    /// The answer without the members that every answer of the product has.
    type Response: Serialize;

    /// Reads the parameters. Each is declared only here: run against [`Params::describing`], the
    /// same lines produce the documentation. So this must not branch; whatever depends on a value
    /// belongs in [`run`](Self::run).
    fn read(p: &mut Params<'_>) -> Result<Self>;

    /// Runs the action inside one transaction, which an error rolls back.
    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response>;
}

/// What the behaviour of an action follows, as the header `x-localyun-fidelity` of its answers says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fidelity {
    /// An action that the vendor publishes.
    Behaviour,
    /// What the vendor's console does, for which it publishes no action: names and shapes are
    /// modelled, and listed in `fixtures/modelled`.
    Modelled,
}

impl Fidelity {
    /// Its name in the header.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Behaviour => "behaviour",
            Self::Modelled => "modelled",
        }
    }
}

/// JSON members, without braces, added to an answer besides `RequestId` and the response:
/// `"Code":"200","Success":true`. Empty for none. Computed from the action and the request id.
pub type Success = fn(&Entry, request_id: &str) -> Cow<'static, str>;

/// Changes the members of the body of an error: `RequestId`, `HostId`, `Code`, `Message`,
/// `Recommend` and, if policies denied the call, `AccessDeniedDetail`. It may add and remove
/// members.
pub type Failure = fn(&mut Map<String, Value>, &ApiError);

/// Refuses callers whose account may not call an action, whatever policies and parameters say.
pub type CallerCheck = fn(&mut dyn Tx, &Caller) -> Result<()>;

/// Names the resources of a call, from the state and the parameters, before the action runs.
///
/// It reads lists through the action's own readers, so there are at most as many resources as the
/// action accepts, and passes names through [`in_resource`]. If it rejects the parameters or
/// returns nothing, policies are evaluated for `*`: only callers allowed on `*` see the action's
/// error. Resources that do not exist are named too, so that a denial does not reveal which ones
/// exist.
pub type ResourceReader = fn(&mut dyn Tx, &Caller, &mut Params<'_>) -> Result<Vec<String>>;

/// Maximum length in bytes of a parameter that names a resource, longer than any valid name. The
/// action rejects longer ones; policies see `*` instead, so that they compare bounded text.
const MAX_NAME_BYTES: usize = 256;

/// A name as used in a resource ARN; `*` if it is longer than any valid name.
#[must_use]
pub fn in_resource(name: &str) -> &str {
    if name.len() > MAX_NAME_BYTES { "*" } else { name }
}

/// The access level of an action, as the vendor's authorization tables name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Creates a resource.
    Create,
    /// Modifies a resource.
    Update,
    /// Deletes a resource.
    Delete,
    /// Reads one resource.
    Get,
    /// Lists resources.
    List,
    /// Reads, and is allowed without any policy (`GetCallerIdentity`).
    Free,
    /// Issues credentials. Policies other than the caller's decide too, so the action evaluates
    /// them itself (`AssumeRole`).
    Trust,
    /// Changes state for an unsigned call: the proof of identity is in the parameters
    /// (`AssumeRoleWithOIDC`).
    Anonymous,
}

impl Access {
    /// Whether the action may change state, and so runs in a write transaction.
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
    /// The product whose state and whose folder it belongs to, where another product offers it too.
    pub owner: Option<&'static Product>,
    /// [`Action::METHOD`].
    pub method: Option<&'static str>,
    /// [`Action::PATH`].
    pub path: Option<&'static str>,
    /// [`Action::ACCESS`].
    pub access: Access,
    /// [`Action::FIDELITY`].
    pub fidelity: Fidelity,
    /// [`Action::CALLERS`].
    pub callers: CallerCheck,
    /// [`Action::RAM`].
    pub ram: &'static str,
    /// [`Action::RAM_ALSO`].
    pub ram_also: Option<&'static str>,
    /// [`Action::RESOURCES`].
    pub resources: &'static [&'static str],
    /// [`Action::RESOURCES_OF`].
    pub resources_of: Option<ResourceReader>,
    /// [`Action::TAGS`].
    pub tags: Option<TagReader>,
    /// [`Action::SUCCESS`].
    pub success: Option<Success>,
    /// [`Action::FAILURE`].
    pub failure: Option<Failure>,
    /// [`Action::FAULTS`].
    pub faults: &'static [Fault],
    /// Runs [`Action::read`] to produce the documentation.
    pub describe: fn(&mut Params<'_>),
    /// Reads and runs one call, and appends the response, a JSON object, to the buffer.
    pub call: fn(&mut Cx<'_>, &mut Params<'_>, &mut Vec<u8>) -> Result<()>,
}

impl Entry {
    /// What parameters it reads, in their order, as it is an action of `product`.
    #[must_use]
    pub fn described(&self, product: &Product) -> Vec<ParameterDoc> {
        let nothing = Parameters::default();
        let mut read = Params::describing(&nothing, product.wording);
        (self.describe)(&mut read);
        read.described()
    }

    /// The row of an action that another product offers too, on the state of its owner.
    ///
    /// # Panics
    ///
    /// If the owner has no action of this name: a table with it does not compile.
    #[must_use]
    pub const fn shared(owner: &'static Product, name: &str) -> Self {
        let mut i = 0;
        while i < owner.actions.len() {
            let entry = owner.actions[i];
            if eq(entry.name.as_bytes(), name.as_bytes()) {
                return Self { owner: Some(owner), ..entry };
            }
            i += 1;
        }
        panic!("the owner has no action of this name")
    }

    /// The row of the action `A`.
    #[must_use]
    pub const fn of<A: Action>() -> Self {
        Self {
            name: A::NAME,
            doc: A::DOC,
            owner: None,
            method: A::METHOD,
            path: A::PATH,
            access: A::ACCESS,
            fidelity: A::FIDELITY,
            callers: A::CALLERS,
            ram: A::RAM,
            ram_also: A::RAM_ALSO,
            resources: A::RESOURCES,
            resources_of: A::RESOURCES_OF,
            tags: A::TAGS,
            success: A::SUCCESS,
            failure: A::FAILURE,
            faults: A::FAULTS,
            describe: |p| drop(A::read(p)),
            call: |cx, p, out| {
                if let Some(wording) = A::WORDING {
                    p.set_wording(wording);
                }
                match A::REPEATS {
                    Some(it) => client_tokens::once(cx, p, out, (A::NAME, it), answer::<A>),
                    None => answer::<A>(cx, p, out),
                }
            },
        }
    }
}

/// Reads and runs one call.
fn answer<A: Action>(cx: &mut Cx<'_>, p: &mut Params<'_>, out: &mut Vec<u8>) -> Result<()> {
    let answer = A::read(p)?.run(cx)?;
    serde_json::to_writer(Json(out), &answer).map_err(ApiError::internal)
}

/// Where an answer is written: most of what JSON is written in are single quotes, commas and colons.
struct Json<'a>(&'a mut Vec<u8>);

impl Write for Json<'_> {
    #[inline]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.write_all(bytes).map(|()| bytes.len())
    }

    #[inline]
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        match bytes {
            [byte] => self.0.push(*byte),
            _ => self.0.extend_from_slice(bytes),
        }
        Ok(())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// A denied call; the product turns it into its error.
#[derive(Clone, Copy, Debug)]
pub struct Denial<'a> {
    /// The action that was called.
    pub entry: &'a Entry,
    /// Who called.
    pub caller: &'a Caller,
    /// The parameters of the call.
    pub parameters: &'a Parameters,
    /// What was requested and why it is denied.
    pub decision: &'a Decision<'a>,
}

/// Whether two texts are equal, at compile time.
const fn eq(a: &[u8], b: &[u8]) -> bool {
    let mut i = 0;
    while i < a.len() && i < b.len() && a[i] == b[i] {
        i += 1;
    }
    i == a.len() && i == b.len()
}

/// Whether a table of actions is sorted by name, without duplicates.
pub(super) const fn sorted(table: &[Entry]) -> bool {
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
