//! What an action is, and how one becomes a row of its product's table.

use serde::Serialize;

use crate::{ApiError, Cx, Fault, Params, Result, TagReader, Wording};

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
    /// ([`Product::resolve`](crate::Product::resolve)), and `{owner}` for
    /// the owner of a RAM policy: `system` when the parameter `PolicyType` is `System`,
    /// and else the account.
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
