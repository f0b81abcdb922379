//! Input and output of the evaluation: attached policies, and the decision with its diagnostic
//! message.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    context::{Context, KeyName},
    document::{Document, Effect, statement_name},
    principal::PrincipalName,
};

/// The type of a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyType {
    /// Provided by the cloud.
    System,
    /// Created by the account.
    Custom,
}

/// What a policy is attached to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum EntityType {
    /// A user.
    RamUser,
    /// A group.
    RamGroup,
    /// A role.
    RamRole,
    /// A folder or a member of a resource directory.
    ResourceDirectoryTarget,
}

/// The scope of an attachment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// Everything in the account.
    Account,
    /// The resources of one group, by its id.
    ResourceGroup(String),
    /// A folder of a resource directory.
    Folder,
}

/// A policy as it is attached, in its current default version.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// The name of the policy.
    pub policy: String,
    /// Its type.
    pub kind: PolicyType,
    /// Its default version: `v1`.
    pub version: String,
    /// What it is attached to.
    pub entity: EntityType,
    /// Its scope.
    pub scope: Scope,
    /// The text of that version.
    pub document: Arc<Document>,
}

/// The policies attached to a user and its groups, or to a role. Built once and cached until one of
/// them changes.
#[derive(Clone, Debug, Default)]
pub struct Rights {
    pub(super) account: Vec<Arc<Attachment>>,
    pub(super) grouped: Vec<Arc<Attachment>>,
}

impl Rights {
    /// No policy.
    pub const NONE: &'static Self = &Self { account: Vec::new(), grouped: Vec::new() };

    /// The rights granted by `attachments`.
    pub fn new(attachments: impl IntoIterator<Item = Attachment>) -> Self {
        let (grouped, account) = attachments
            .into_iter()
            .map(Arc::new)
            .partition(|a| matches!(a.scope, Scope::ResourceGroup(_)));
        Self { account, grouped }
    }

    /// Whether they depend on the resource group that a call is about.
    #[must_use]
    pub fn ask_for_group(&self) -> bool {
        !self.grouped.is_empty() || self.account.iter().any(|it| it.document.asks_for_group())
    }
}

/// Whom a control policy binds in a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EffectScope {
    /// The account itself, its users and its roles.
    All,
    /// Its users and roles.
    Ram,
}

/// The control policies of one level of a resource directory: of a member, of a folder above it, or
/// of Root.
#[derive(Clone, Debug)]
pub struct ControlLevel {
    /// What they are attached to, as a reason names it: `the folder fd-u8B321AbCd`.
    pub target: String,
    identities: Vec<Arc<Attachment>>,
    account: Vec<Arc<Attachment>>,
}

impl ControlLevel {
    /// Whether they depend on the resource group that a call is about.
    #[must_use]
    pub fn asks_for_group(&self) -> bool {
        self.identities.iter().any(|it| it.document.asks_for_group())
    }

    /// The level of `target`, with what is attached to it.
    pub fn new(
        target: impl Into<String>,
        attached: impl IntoIterator<Item = (EffectScope, Attachment)>,
    ) -> Self {
        let attached: Vec<_> =
            attached.into_iter().map(|(scope, policy)| (scope, Arc::new(policy))).collect();
        let account = attached.iter().filter(|(scope, _)| *scope == EffectScope::All);
        Self {
            target: target.into(),
            account: account.map(|(_, policy)| Arc::clone(policy)).collect(),
            identities: attached.into_iter().map(|(_, policy)| policy).collect(),
        }
    }

    /// The policies that must allow what `who` does; `None` if the level does not bind it. The
    /// account itself is bound by a level that has a policy of the scope `All` (assumed: no page says
    /// what a level means to it that has none).
    pub(super) fn binding(&self, who: PrincipalName<'_>) -> Option<&[Arc<Attachment>]> {
        match who {
            PrincipalName::Root => Some(&*self.account).filter(|policies| !policies.is_empty()),
            _ => Some(&self.identities),
        }
    }
}

/// The kind of the policies that decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyKind {
    /// Those of a resource directory.
    ControlPolicy,
    /// The one passed with `AssumeRole`.
    SessionPolicy,
    /// Those of the user and its groups, or of the role.
    AccountLevelIdentityBasedPolicy,
    /// The same, attached for one resource group.
    ResourceGroupLevelIdentityBasedPolicy,
    /// The trust policy of the role.
    AssumeRolePolicy,
    /// That of the resource itself, as a key has one (assumed: no page has its name here).
    ResourcePolicy,
}

/// A policy with a statement that decided the result.
#[derive(Clone, Debug)]
pub struct Matched {
    /// The effect of the statement.
    pub effect: Effect,
    /// The number of the statement in the policy, from 1.
    pub statement: usize,
    /// The `Sid` of the statement.
    pub sid: Option<Arc<str>>,
    /// The policy.
    pub attachment: Arc<Attachment>,
}

impl Matched {
    /// What explanations call the statement: `Statement 2 (Sid "office")`.
    pub(super) fn statement_name(&self) -> String {
        statement_name(self.statement, self.sid.as_deref())
    }
}

/// The result of an evaluation.
#[derive(Clone, Debug)]
pub struct Decision<'a> {
    /// Whether the request is allowed.
    pub allowed: bool,
    /// Whether a statement denies it, rather than none allowing it.
    pub explicit: bool,
    /// The kind of the policies that decided.
    pub policy_type: PolicyKind,
    /// The deciding policies that have a name: the denying ones, or else the allowing ones.
    pub matched: Vec<Matched>,
    /// The action, as it was asked.
    pub action: &'a str,
    /// The resource: the first that is denied, or the last.
    pub resource: &'a str,
    /// The service name of the action in ARNs, if its resources have ARNs.
    pub service: Option<&'a str>,
}

impl<'a> Decision<'a> {
    /// `NoPermissionType` of `AccessDeniedDetail`.
    #[must_use]
    pub const fn no_permission_type(&self) -> &'static str {
        if self.explicit { "ExplicitDeny" } else { "ImplicitDeny" }
    }

    /// The content of the diagnostic message of this decision.
    #[must_use]
    pub fn diagnosis(
        &'a self,
        principal: AuthPrincipal<'a>,
        context: &'a Context<'_>,
    ) -> Diagnosis<'a> {
        let mut facts: Vec<Fact<'_>> = Vec::new();
        let mut places = BTreeMap::new();
        for (key, value) in context.iter() {
            let place = *places.entry(KeyName(key)).or_insert(facts.len());
            match facts.get_mut(place) {
                Some(fact) => fact.condition_values.push(value),
                None => facts.push(Fact { condition_key: key, condition_values: vec![value] }),
            }
        }
        Diagnosis {
            explicit_deny: self.explicit,
            no_permission_policy_type: self.policy_type,
            auth_action: self.action,
            auth_resource: self.resource,
            auth_principal: principal,
            auth_conditions: facts,
            matched_policies: self.matched.iter().map(MatchedPolicy::of).collect(),
        }
    }
}

/// The denied principal in `AccessDeniedDetail` and in the diagnostic message.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct AuthPrincipal<'a> {
    /// See [`AuthPrincipal::kind`].
    pub auth_principal_type: &'a str,
    /// Created by the account.
    pub auth_principal_owner_id: &'a str,
    /// The id of a user; `RoleName:SessionName`; `saml-provider/<name>`.
    pub auth_principal_display_name: &'a str,
}

impl AuthPrincipal<'_> {
    /// The `AuthPrincipalType` of `who`.
    #[must_use]
    pub const fn kind(who: PrincipalName<'_>) -> &'static str {
        match who {
            PrincipalName::Root => "RootUser",
            PrincipalName::User(_) => "SubUser",
            PrincipalName::Role(_) | PrincipalName::Service(_) => "AssumedRoleUser",
            PrincipalName::Federated(_) => "Federated",
        }
    }
}

/// A decision as `DecodeDiagnosticMessage` returns it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Diagnosis<'a> {
    /// Whether a statement denies it.
    pub explicit_deny: bool,
    /// The kind of the policies in the way.
    pub no_permission_policy_type: PolicyKind,
    /// The action.
    pub auth_action: &'a str,
    /// The resource.
    pub auth_resource: &'a str,
    /// Who asked.
    pub auth_principal: AuthPrincipal<'a>,
    /// The facts of the call.
    pub auth_conditions: Vec<Fact<'a>>,
    /// The policies with a statement that denies it.
    pub matched_policies: Vec<MatchedPolicy<'a>>,
}

/// A condition key with its values in the call.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Fact<'a> {
    /// The key.
    pub condition_key: &'a str,
    /// Its values.
    pub condition_values: Vec<Cow<'a, str>>,
}

/// A [`Matched`] policy in the diagnostic message.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct MatchedPolicy<'a> {
    effect: Effect,
    policy_identifier: &'a str,
    policy_type: PolicyType,
    policy_version: &'a str,
    attached_entity_type: EntityType,
    attached_scope: &'static str,
}

impl<'a> MatchedPolicy<'a> {
    fn of(matched: &'a Matched) -> Self {
        let attachment = &*matched.attachment;
        Self {
            effect: matched.effect,
            policy_identifier: &attachment.policy,
            policy_type: attachment.kind,
            policy_version: &attachment.version,
            attached_entity_type: attachment.entity,
            attached_scope: match attachment.scope {
                Scope::Account => "Account",
                Scope::ResourceGroup(_) => "ResourceGroup",
                Scope::Folder => "Folder",
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{super::steps::steps_of, *};

    #[test]
    fn a_diagnosis_costs_little_more_than_its_facts() {
        let decision = Decision {
            allowed: false,
            explicit: false,
            policy_type: PolicyKind::AccountLevelIdentityBasedPolicy,
            matched: Vec::new(),
            action: "ram:TagResources",
            resource: "*",
            service: Some("ram"),
        };
        let facts = 100_000_usize;
        let context = (0..facts).fold(Context::new(), |context, number| {
            context.request_tag(&number.to_string(), "").with("oidc:aud", number.to_string())
        });
        let principal = AuthPrincipal {
            auth_principal_type: "SubUser",
            auth_principal_owner_id: "",
            auth_principal_display_name: "",
        };
        let steps = steps_of(|| {
            let told = decision.diagnosis(principal, &context).auth_conditions;
            assert_eq!(told.len(), facts + 1);
            assert_eq!(told[1].condition_values.len(), facts);
        });
        // Each fact costs one tree search, not a comparison with every other.
        assert!(steps <= 2 * facts * 100, "{steps}");
    }
}
