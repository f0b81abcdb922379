//! How a product is defined: what it has beside the defaults of [`Product::new`], one method for each.

use crate::{
    ApiError, Caller, Denial, Entry, Failure, Link, Parameters, Result, Success, Wording,
    core::{
        action,
        control::ControlRoute,
        deploy_targets::DeployTarget,
        grouped::ResourceKind,
        guard::Guard,
        network_users::NetworkUser,
        own_gateway::OwnGateway,
        product::{Creation, Product, RegionOf, Style, TagsOf},
        resources::{NoResource, ResourceTable},
        secret_columns::SecretColumns,
        seed_kind::SeedKind,
    },
    ports::{due::DueWork, store::Tx},
    shared::states::StateTable,
};

impl Product {
    /// Its actions are called by method and path.
    #[must_use]
    pub const fn roa(self) -> Self {
        Self { style: Style::Roa, ..self }
    }

    /// Sets its name in RAM actions and in ARNs: see [`ram`](Self::ram).
    #[must_use]
    pub const fn ram(self, ram: &'static str) -> Self {
        Self { ram, arn: Some(ram), ..self }
    }

    /// Its resources have no ARNs: see [`arn`](Self::arn).
    #[must_use]
    pub const fn without_arns(self) -> Self {
        Self { arn: None, ..self }
    }

    /// See [`in_arns`](Self::in_arns).
    #[must_use]
    pub const fn in_arns(self, in_arns: fn(&str, &str) -> Option<String>) -> Self {
        Self { in_arns, ..self }
    }

    /// See [`wording`](Self::wording).
    #[must_use]
    pub const fn wording(self, wording: Wording) -> Self {
        Self { wording, ..self }
    }

    /// See [`success`](Self::success).
    #[must_use]
    pub const fn success(self, success: Success) -> Self {
        Self { success, ..self }
    }

    /// See [`failure`](Self::failure).
    #[must_use]
    pub const fn failure(self, failure: Failure) -> Self {
        Self { failure, ..self }
    }

    /// See [`guard`](Self::guard).
    #[must_use]
    pub const fn guard(self, guard: &'static Guard) -> Self {
        Self { guard: Some(guard), ..self }
    }

    /// See [`own_gateway`](Self::own_gateway).
    #[must_use]
    pub const fn own_gateway(self, gateway: &'static OwnGateway) -> Self {
        Self { own_gateway: Some(gateway), ..self }
    }

    /// See [`self_service`](Self::self_service).
    #[must_use]
    pub const fn self_service(
        self,
        self_service: fn(&mut dyn Tx, &Caller, &Entry, &Parameters) -> Result<bool>,
    ) -> Self {
        Self { self_service, ..self }
    }

    /// See [`denied`](Self::denied).
    #[must_use]
    pub const fn denied(self, denied: fn(&Denial<'_>) -> ApiError) -> Self {
        Self { denied, ..self }
    }

    /// See [`denied_in_account`](Self::denied_in_account).
    #[must_use]
    pub const fn denied_in_account(
        self,
        denied_in_account: fn(&mut dyn Tx, &Caller) -> Result<Option<ApiError>>,
    ) -> Self {
        Self { denied_in_account, ..self }
    }

    /// See [`changes_identities`](Self::changes_identities).
    #[must_use]
    pub const fn changes_identities(self) -> Self {
        Self { changes_identities: true, ..self }
    }

    /// Its writes may take milliseconds: see [`long`](Self::long).
    #[must_use]
    pub const fn long(self) -> Self {
        Self { long: true, ..self }
    }

    /// See [`schema`](Self::schema).
    #[must_use]
    pub const fn schema(self, schema: &'static [&'static str]) -> Self {
        Self { schema, ..self }
    }

    /// See [`secrets`](Self::secrets).
    #[must_use]
    pub const fn secrets(self, secrets: &'static [SecretColumns]) -> Self {
        Self { secrets, ..self }
    }

    /// Its tables are created with the database: see [`schema_creation`](Self::schema_creation).
    #[must_use]
    pub const fn schema_at_start(self) -> Self {
        Self { schema_creation: Creation::AtStart, ..self }
    }

    /// See [`links`](Self::links).
    #[must_use]
    pub const fn links(self, links: &'static [Link]) -> Self {
        Self { links, ..self }
    }

    /// See [`due`](Self::due).
    #[must_use]
    pub const fn due(self, due: &'static [DueWork]) -> Self {
        Self { due, ..self }
    }

    /// See [`control`](Self::control).
    #[must_use]
    pub const fn control(self, control: &'static [ControlRoute]) -> Self {
        Self { control, ..self }
    }

    /// See [`seeds`](Self::seeds).
    #[must_use]
    pub const fn seeds(self, seeds: &'static [SeedKind]) -> Self {
        Self { seeds, ..self }
    }

    /// See [`unseeded`](Self::unseeded).
    #[must_use]
    pub const fn unseeded(self, unseeded: &'static str) -> Self {
        Self { unseeded, ..self }
    }

    /// See [`grouped`](Self::grouped).
    #[must_use]
    pub const fn grouped(self, grouped: &'static [ResourceKind]) -> Self {
        Self { grouped, ..self }
    }

    /// See [`deploy_targets`](Self::deploy_targets).
    #[must_use]
    pub const fn deploy_targets(self, deploy_targets: &'static [DeployTarget]) -> Self {
        Self { deploy_targets, ..self }
    }

    /// See [`network`](Self::network).
    #[must_use]
    pub const fn network(self, network: &'static NetworkUser) -> Self {
        Self { network: Some(network), ..self }
    }

    /// See [`tags_of`](Self::tags_of).
    #[must_use]
    pub const fn tags_of(self, tags_of: TagsOf) -> Self {
        Self { tags_of: Some(tags_of), ..self }
    }

    /// See [`region_of`](Self::region_of).
    #[must_use]
    pub const fn region_of(self, region_of: RegionOf) -> Self {
        Self { region_of: Some(region_of), ..self }
    }

    /// See [`states`](Self::states).
    #[must_use]
    pub const fn states(self, states: &'static [StateTable]) -> Self {
        Self { states, ..self }
    }

    /// See [`resources`](Self::resources) and [`no_resources`](Self::no_resources).
    #[must_use]
    pub const fn resources(
        self,
        resources: &'static [ResourceTable],
        no_resources: &'static [NoResource],
    ) -> Self {
        Self { resources, no_resources, ..self }
    }

    /// See [`any_case`](Self::any_case).
    #[must_use]
    pub const fn any_case(self) -> Self {
        Self { any_case: true, ..self }
    }

    /// See [`xml_root`](Self::xml_root).
    #[must_use]
    pub const fn xml_root(self, root: &'static str) -> Self {
        Self { xml_root: Some(root), ..self }
    }

    /// See [`actions`](Self::actions).
    ///
    /// # Panics
    ///
    /// If the table is not sorted by name, or names an action twice: a `static` product does not compile.
    #[must_use]
    pub const fn actions(self, actions: &'static [Entry]) -> Self {
        assert!(action::sorted(actions), "keep the actions sorted by name, without duplicates");
        Self { actions, ..self }
    }
}
