//! What an action is, and how one becomes a row of its product's table.

use serde::Serialize;

use crate::{
    ApiError, Caller, Cx, Failure, Fault, Params, Result, Success, TagReader, Wording,
    ports::store::Tx,
};

/// One API action: the type is its request, decoded and checked. All that the
/// emulator knows of an action stands in this `impl`.
pub trait Action: Sized {
    /// The value of `Action=` on the wire. The file has the same name.
    const NAME: &'static str;
    /// One sentence, for the coverage table and the web page.
    const DOC: &'static str;
    /// The HTTP method of a call, where the product's [`Style`](crate::Style) is ROA.
    const METHOD: Option<&'static str> = None;
    /// The path of a call, where the product's [`Style`](crate::Style) is ROA: `/apps/{AppId}/jobs`. Its variable segments
    /// are parameters.
    const PATH: Option<&'static str> = None;
    /// The access level that the product documents for the action's RAM name.
    /// It also picks the transaction: see [`Access::writes`].
    const ACCESS: Access;
    /// The name in RAM policies, where it is not [`NAME`](Self::NAME).
    const RAM: &'static str = Self::NAME;
    /// The resources that a policy must allow, all of them. `{account}` stands for
    /// the caller's account, `{Name}` for the parameter of that name, and `{owner}` for
    /// the owner of a RAM policy: `system` when the parameter `PolicyType` is `System`,
    /// and else the account. `{Names.N}` stands for the elements of the list `Names`, and the resource for
    /// as many.
    const RESOURCES: &'static [&'static str] = &["*"];
    /// The same, where a template cannot say it. [`RESOURCES`](Self::RESOURCES) then only documents
    /// the forms of what this answers.
    const RESOURCES_OF: Option<ResourceReader> = None;
    /// How [`read`](Self::read) reads tags, if it reads any. The policies ask the same reader, so
    /// conditions on `acs:RequestTag/…` see the values that the action applies.
    const TAGS: Option<TagReader> = None;
    /// The errors that it adds to those common to its product.
    const FAULTS: &'static [Fault] = &[];
    /// How it words a bad parameter, where it does so unlike its product.
    const WORDING: Option<Wording> = None;
    /// What its answer carries besides the `RequestId` and the response, where that is not what
    /// all answers of its product carry.
    const SUCCESS: Option<Success> = None;
    /// What it changes in the body of its errors, where that is not what its product changes.
    const FAILURE: Option<Failure> = None;
    /// The answer, less what every answer of the product carries.
    type Response: Serialize;

    /// Reads the parameters. Each is named here and nowhere else: run against
    /// [`Params::describing`], the same lines yield the documentation. So this
    /// branches on nothing; what depends on a value belongs in [`run`](Self::run).
    fn read(p: &mut Params<'_>) -> Result<Self>;

    /// Does the work, inside one transaction that an error undoes.
    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response>;
}

/// Names the resources of a call, from the state and the parameters, before the action runs.
///
/// It reads lists through the action's own readers, so there are no more resources than the
/// action may take, and has names through [`in_resource`]. Where it refuses the parameters or names
/// nothing, policies are asked about `*`: whoever is allowed that gets the error of the action, and
/// nobody else. What does not exist is named all the same, so that a refusal does not tell what does.
pub type ResourceReader = fn(&mut dyn Tx, &Caller, &mut Params<'_>) -> Result<Vec<String>>;

/// How many bytes a parameter may have that names a resource: more than any name may. The action
/// refuses a longer one; until then it names nothing, so that policies compare bounded texts.
const MAX_NAME_BYTES: usize = 256;

/// A name as it stands in a resource: one that is longer than any name is `*`.
#[must_use]
pub fn in_resource(name: &str) -> &str {
    if name.len() > MAX_NAME_BYTES { "*" } else { name }
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
    /// [`Action::METHOD`].
    pub method: Option<&'static str>,
    /// [`Action::PATH`].
    pub path: Option<&'static str>,
    /// [`Action::ACCESS`].
    pub access: Access,
    /// [`Action::RAM`].
    pub ram: &'static str,
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
            method: A::METHOD,
            path: A::PATH,
            access: A::ACCESS,
            ram: A::RAM,
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
                let answer = A::read(p)?.run(cx)?;
                serde_json::to_writer(out, &answer).map_err(ApiError::internal)
            },
        }
    }
}
