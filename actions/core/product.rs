//! A product: its names and its table of actions.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    ApiError, Caller, Denial, Entry, Failure, Link, Parameters, Result, Success, Wording,
    core::{
        common_wording,
        control::ControlRoute,
        deploy_targets::DeployTarget,
        grouped::ResourceKind,
        guard::Guard,
        network_users::NetworkUser,
        own_gateway::OwnGateway,
        resources::{NoResource, ResourceTable},
        secret_columns::SecretColumns,
        seed_kind::SeedKind,
    },
    ports::{due::DueWork, store::Tx},
    shared::states::StateTable,
};

/// How calls select an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    /// By the `Action` parameter, at the path `/`.
    Rpc,
    /// By HTTP method and path.
    Roa,
}

/// When the tables of a part of the schema are created.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Creation {
    /// With the database, since calls of all products read them.
    AtStart,
    /// When a statement first names one of them.
    WhenUsed,
}

/// Reads the tags of a resource: the account that calls, and the ARN of the resource.
pub type TagsOf = fn(&mut dyn Tx, account: &str, resource: &str) -> Result<Vec<(String, String)>>;

/// Finds the region of a resource of an account, by its kind and id as its ARN has them: `("instance", "i-1")`.
pub type RegionOf = fn(&mut dyn Tx, account: &str, (&str, &str)) -> Result<Option<String>>;

/// A product: its names and its table of actions.
///
/// Built by [`Product::new`], which gives every other member a default, and the methods that override them.
#[derive(Debug)]
pub struct Product {
    /// The folder, the first path segment and the fixture folder: `cms`.
    pub id: &'static str,
    /// The product code, as in `fixtures/official/` and in `Recommend`: `Cms`.
    pub code: &'static str,
    /// The `Version=` on the wire.
    pub version: &'static str,
    /// How calls select an action.
    pub style: Style,
    /// The prefix of its RAM actions: `cms` in `cms:PutContact`.
    pub ram: &'static str,
    /// Its service name in ARNs: `acs:cms:*:*:*` covers all its resources. `None` if policies can
    /// name its resources only as `*`.
    pub arn: Option<&'static str>,
    /// The form that a parameter, by its name and its value, has in the ARNs of resources, where there are several.
    pub in_arns: fn(&str, &str) -> Option<String>,
    /// Its error for a missing or invalid parameter.
    pub wording: Wording,
    /// Members added to every answer; see also [`Action::SUCCESS`](crate::Action::SUCCESS).
    pub success: Success,
    /// Changes to the body of every error; see also [`Action::FAILURE`](crate::Action::FAILURE).
    pub failure: Failure,
    /// Whether users may do this to themselves without a policy, where no policy allows and none denies the call.
    pub self_service: fn(&mut dyn Tx, &Caller, &Entry, &Parameters) -> Result<bool>,
    /// What decides over its calls beside policies of RAM.
    pub guard: Option<&'static Guard>,
    /// Its own gateway, if its calls do not pass the common one.
    pub own_gateway: Option<&'static OwnGateway>,
    /// Its error for a call that policies deny.
    pub denied: fn(&Denial<'_>) -> ApiError,
    /// The same, where an account has another one.
    pub denied_in_account: fn(&mut dyn Tx, &Caller) -> Result<Option<ApiError>>,
    /// Whether its writes may change identities or policies: cached keys and policies are reloaded after each.
    pub changes_identities: bool,
    /// Whether its writes may take milliseconds, as checking and signing certificates does, so that
    /// reads do not wait for them. Longer work must not be part of a write: see [`Cx::rsa_key`](crate::Cx::rsa_key).
    pub long: bool,
    /// Its schema steps, oldest first. A released step never changes.
    pub schema: &'static [&'static str],
    /// The columns of its tables that hold secrets.
    pub secrets: &'static [SecretColumns],
    /// When its tables are created.
    pub schema_creation: Creation,
    /// The handlers of the links in its messages.
    pub links: &'static [Link],
    /// The kinds of due work it schedules.
    pub due: &'static [DueWork],
    /// Its routes of the control API.
    pub control: &'static [ControlRoute],
    /// The kinds of entries that seed files may have of it, in the order in which they are applied.
    pub seeds: &'static [SeedKind],
    /// What of its state seed files cannot say, so that an export leaves it out: `tags and service-linked roles`.
    pub unseeded: &'static str,
    /// The kinds of its resources that are in resource groups.
    pub grouped: &'static [ResourceKind],
    /// What of it certificates are deployed to.
    pub deploy_targets: &'static [DeployTarget],
    /// What of it is in networks, if anything is.
    pub network: Option<&'static NetworkUser>,
    /// The tags of a resource of an account, by its ARN, for conditions of policies.
    pub tags_of: Option<TagsOf>,
    /// Where a resource is, for a product whose calls find resources of any region: policies are asked about the ARN that it has.
    pub region_of: Option<RegionOf>,
    /// The state machines of its resources.
    pub states: &'static [StateTable],
    /// The kinds of its resources, for those who look at the state of a world.
    pub resources: &'static [ResourceTable],
    /// Its tables that hold no resource and no part of one.
    pub no_resources: &'static [NoResource],
    /// Whether its actions may be called by their names in any case: `UnTagResources` for `UntagResources`.
    pub any_case: bool,
    /// The root element of all its answers in XML, errors among them, where that is not the usual one.
    pub xml_root: Option<&'static str>,
    /// Its actions, sorted by name.
    pub actions: &'static [Entry],
}

impl Product {
    /// A product without actions, tables and links, whose actions are called by name and whose [`ram`](Self::ram) and
    /// [`arn`](Self::arn) are its id. Its errors are those of products without their own codes; answers get no extra members.
    #[must_use]
    pub const fn new(id: &'static str, code: &'static str, version: &'static str) -> Self {
        Self {
            id,
            code,
            version,
            style: Style::Rpc,
            ram: id,
            arn: Some(id),
            in_arns: |_, _| None,
            wording: common_wording::wording,
            success: |_, _| Cow::Borrowed(""),
            failure: |_, _| {},
            self_service: |_, _, _, _| Ok(false),
            guard: None,
            own_gateway: None,
            denied: |_| {
                ApiError::new(
                    403,
                    "Forbidden.RAM",
                    "User not authorized to operate on the specified resource, or this API doesn't support RAM.",
                )
            },
            denied_in_account: |_, _| Ok(None),
            changes_identities: false,
            long: false,
            schema: &[],
            secrets: &[],
            schema_creation: Creation::WhenUsed,
            links: &[],
            due: &[],
            control: &[],
            seeds: &[],
            unseeded: "",
            grouped: &[],
            deploy_targets: &[],
            network: None,
            tags_of: None,
            region_of: None,
            states: &[],
            resources: &[],
            no_resources: &[],
            any_case: false,
            xml_root: None,
            actions: &[],
        }
    }

    /// The row of the action called `name`: see [`any_case`](Self::any_case).
    #[must_use]
    pub fn find(&self, name: &str) -> Option<&'static Entry> {
        match self.actions.binary_search_by(|e| e.name.cmp(name)) {
            Ok(at) => self.actions.get(at),
            Err(_) if self.any_case => {
                self.actions.iter().find(|e| e.name.eq_ignore_ascii_case(name))
            }
            Err(_) => None,
        }
    }

    /// The name of `entry` in RAM policies.
    #[must_use]
    pub fn ram_action(&self, entry: &Entry) -> String {
        self.in_policies(entry.ram)
    }

    /// The other name of `entry` in RAM policies, if it has one: see [`Action::RAM_ALSO`](crate::Action::RAM_ALSO).
    #[must_use]
    pub fn other_ram_action(&self, entry: &Entry) -> Option<String> {
        entry.ram_also.map(|name| self.in_policies(name))
    }

    fn in_policies(&self, name: &str) -> String {
        if name.contains(':') { name.to_owned() } else { format!("{}:{name}", self.ram) }
    }

    /// The service name of `entry` in ARNs: see [`arn`](Self::arn).
    #[must_use]
    pub fn arn_of(&self, entry: &Entry) -> Option<&'static str> {
        entry.ram.split_once(':').map_or(self.arn, |(service, _)| Some(service))
    }

    /// The members added to the answer of `entry` besides `RequestId` and the response.
    #[must_use]
    pub fn success_of(&self, entry: &Entry, request_id: &str) -> Cow<'static, str> {
        entry.success.unwrap_or(self.success)(entry, request_id)
    }

    /// Changes the body of an error of `entry`.
    pub fn fail(&self, entry: &Entry, body: &mut Map<String, Value>, error: &ApiError) {
        entry.failure.unwrap_or(self.failure)(body, error);
    }
}
