//! Sessions of the roles of instances, in one world.

use std::sync::Arc;

use actions::{
    Authority, Caller, Cx, InstanceMetadata, Principal,
    core::control::ControlError,
    instance_role::{self, InstanceSession, Wanted},
};

use crate::world::{World, transaction::Transaction};

/// Where instances are.
pub(crate) const REGION: &str = "cn-hangzhou";

impl World {
    /// The account whose instance is meant: `named`, or the first of the world.
    pub(crate) fn account_of_instance(&self, named: Option<&str>) -> Result<String, ControlError> {
        let first = || self.keys.fallback().map(|caller| caller.account.clone());
        named
            .map(str::to_owned)
            .or_else(first)
            .ok_or_else(|| ControlError::Wrong("name the account: ?account=ID".into()))
    }

    /// What is known of an instance of this account, if there is such a one.
    pub(crate) async fn instance_metadata(
        &self,
        account: &str,
        id: &str,
    ) -> Result<Option<InstanceMetadata>, ControlError> {
        self.read(|transaction| {
            on_behalf(transaction, account, |cx| Ok(actions::instance_metadata(cx, id)?))
        })
        .await
    }

    /// A session of the role of an instance of this account. An account without such a role gets one.
    pub(crate) async fn instance_session(
        self: &Arc<Self>,
        account: String,
        wanted: Wanted,
    ) -> Result<InstanceSession, ControlError> {
        let name = self.instance_role(account.clone(), wanted.role.clone()).await?;
        self.read(|transaction| {
            on_behalf(transaction, &account, |cx| instance_role::session(cx, &wanted, &name))
        })
        .await
    }

    /// The name of the role of an instance of this account. An account without such a role gets one.
    pub(crate) async fn instance_role(
        self: &Arc<Self>,
        account: String,
        asked: Option<String>,
    ) -> Result<String, ControlError> {
        let found = self.read(|transaction| {
            on_behalf(transaction, &account, |cx| instance_role::name(cx, asked.as_deref()))
        });
        if let Some(name) = found.await? {
            return Ok(name);
        }
        // Another may have made one since.
        let work = move |transaction: &mut Transaction<'_>| {
            on_behalf(transaction, &account, |cx| match instance_role::name(cx, None)? {
                Some(name) => Ok(name),
                None => instance_role::make(cx),
            })
        };
        self.write(true, work).await
    }
}

/// Runs `work` on behalf of the root of an account.
fn on_behalf<T>(
    transaction: &mut Transaction<'_>,
    account: &str,
    work: impl FnOnce(&mut Cx<'_>) -> Result<T, ControlError>,
) -> Result<T, ControlError> {
    let caller = Caller {
        account: account.to_owned(),
        principal: Principal::Root,
        access_key: String::new(),
    };
    let now = transaction.world.clock.now();
    let of = (&caller, REGION);
    work(&mut transaction.context(instance_role::ISSUER, of, now, Authority::CLOUD))
}
