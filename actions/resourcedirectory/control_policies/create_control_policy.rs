//! `CreateControlPolicy` creates a control policy, which is attached to nothing at first.
//!
//! Assumed: names are unique in a directory and compare with case; policies may be created while they are not
//! enabled. The scope `All` binds the accounts themselves too: the page of this action has `RAM` alone, those that
//! show policies have both.
//!
//! Assumed: custom policies may have the scope `All`.

use serde::Serialize;

use crate::resourcedirectory::{
    callers::{MANAGER, managed},
    control_policies::{
        policy_rules::{
            LONG_DOCUMENT, POLICY_EXISTS, check_document, description, document, policy_name,
            wording,
        },
        policy_view::Shown,
    },
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::{
        control_policies::{self, ControlPolicy},
        tags::{self as tag_rows, CONTROL_POLICY, Tag},
    },
    tags::tag_rules,
    tree::Directory,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, TagReader, Wording, shared::ids, text,
};

pub(in crate::resourcedirectory) struct CreateControlPolicy {
    name: String,
    about: String,
    scope: String,
    document: String,
    tags: Vec<Tag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    control_policy: Shown,
}

impl Action for CreateControlPolicy {
    const NAME: &'static str = "CreateControlPolicy";
    const DOC: &'static str = "Creates a control policy.";
    const ACCESS: Access = Access::Create;
    const CALLERS: CallerCheck = MANAGER;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[LONG_DOCUMENT, NO_DIRECTORY, MEMBER_CALLS, POLICY_EXISTS];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let scope = text("EffectScope").one_of(&["RAM", "All"]);
        Ok(Self {
            name: p.required(policy_name("PolicyName"))?,
            about: p.default(description("Description"), "")?,
            scope: p.required(scope.doc("Whom it binds: users and roles, or accounts too."))?,
            document: p.required(document("PolicyDocument"))?,
            tags: tag_rules::read(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (directory, made) = self.create(cx, None)?;
        Ok(Response { control_policy: Shown::of(cx.tx, &directory.id, made)? })
    }
}

impl CreateControlPolicy {
    /// Makes the policy, with an id that no other has, or one that is drawn.
    pub(in crate::resourcedirectory) fn create(
        self,
        cx: &mut Cx<'_>,
        id: Option<String>,
    ) -> Result<(Directory, ControlPolicy)> {
        let directory = managed(cx)?;
        check_document("PolicyDocument", &self.document)?;
        if control_policies::named(cx.tx, &directory.id, &self.name)?.is_some() {
            return Err(POLICY_EXISTS.into());
        }
        let made = ControlPolicy {
            id: id.unwrap_or_else(|| format!("cp-{}", ids::letters(cx.random, 16))),
            name: self.name,
            about: self.about,
            scope: self.scope,
            document: self.document,
            made: cx.now,
            changed: cx.now,
        };
        control_policies::add(cx.tx, &directory.id, &made)?;
        tag_rows::put(cx.tx, (&directory.id, CONTROL_POLICY, &made.id), &self.tags)?;
        Ok((directory, made))
    }
}
