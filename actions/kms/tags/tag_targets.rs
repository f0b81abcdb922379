//! What tags are of, as calls name it.

use crate::{
    Cx, Params, ResourceReader, Result, in_resource,
    kms::{
        faults::{LIMIT, NO_TAG_TARGET, bad},
        keys::{found_keys, key_states},
        place::Place,
        secrets::found_secrets,
        tables::{
            instances, keys, secrets,
            tags::{self, Tag},
        },
        tag_lists::MOST,
    },
    text,
};

/// One of a key and a secret.
pub(super) struct Named {
    key: Option<String>,
    secret: Option<String>,
    certificate: Option<String>,
}

impl Named {
    /// Reads it.
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.optional(text("KeyId").doc("The key."))?,
            secret: p.optional(text("SecretName").doc("The secret."))?,
            certificate: p.optional(text("CertificateId").doc("The certificate."))?,
        })
    }

    /// The kind and the id of what is named and can be tagged now.
    pub(super) fn find(&self, cx: &mut Cx<'_>) -> Result<(&'static str, String)> {
        match (&self.key, &self.secret, &self.certificate) {
            (Some(key), None, None) => {
                let found = found_keys::key_by_id(cx, key)?;
                key_states::describable(found.state)?;
                Ok(("key", found.id))
            }
            (None, Some(name), None) => Ok(("secret", found_secrets::secret(cx, name)?.name)),
            // There are no certificates here.
            _ => Err(bad("KeyId")),
        }
    }
}

/// The resources of a call that names one.
pub(super) const RESOURCES: &[&str] =
    &["acs:kms:{region}:{account}:key/{KeyId}", "acs:kms:{region}:{account}:secret/{SecretName}"];

/// The resource of a call that names one.
pub(super) const RESOURCES_OF: ResourceReader = |tx, caller, p| {
    let named = Named::read(p)?;
    let place = Place::asked(caller, p);
    match (named.key, named.secret) {
        (Some(key), _) => Ok(vec![found_keys::arn(tx, place, &key)?]),
        (None, Some(name)) => Ok(vec![found_secrets::arn(place, &name)]),
        (None, None) => Ok(Vec::new()),
    }
};

/// Several of one kind.
pub(super) struct Many {
    pub(super) kind: String,
    pub(super) ids: Vec<String>,
}

impl Many {
    /// Reads them.
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("ResourceType").one_of(&["key", "secret", "instance"]);
        let kind = p.required(kind.doc("What they are: key, secret or instance."))?;
        let ids = p.list(text("ResourceId").doc("The id of a key, the name of a secret."), 50)?;
        Ok(Self { kind, ids: ids.unwrap_or_default() })
    }

    /// The ids of all, which there have to be; of keys and secrets that can be tagged now where they are to be changed.
    pub(super) fn find(&self, cx: &mut Cx<'_>, change: bool) -> Result<()> {
        let place = Place::of(cx);
        for id in &self.ids {
            match self.kind.as_str() {
                "key" => {
                    let key = keys::key(cx.tx, place, id)?.ok_or(NO_TAG_TARGET)?;
                    if change {
                        key_states::describable(key.state)?;
                    }
                }
                "secret" => {
                    let secret = secrets::secret(cx.tx, place, id)?.ok_or(NO_TAG_TARGET)?;
                    if change && secret.deletion.is_some() {
                        return Err(crate::kms::faults::IN_WINDOW.into());
                    }
                }
                _ => drop(instances::named(cx.tx, place, id)?.ok_or(NO_TAG_TARGET)?),
            }
        }
        Ok(())
    }
}

/// The forms of the resources of a call about several.
pub(super) const MANY: &[&str] = &["acs:kms:{region}:{account}:{ResourceType}/{ResourceId.N}"];

/// The resources of a call about several.
pub(super) const MANY_OF: ResourceReader = |_, caller, p| {
    let named = p.required(text("ResourceType"))?;
    let ids = p.list(text("ResourceId"), 50)?.unwrap_or_default();
    let place = Place::asked(caller, p);
    if ids.is_empty() {
        return Ok(vec![place.arn(&resource(&named, "*"))]);
    }
    Ok(ids.iter().map(|id| place.arn(&resource(&named, in_resource(id)))).collect())
};

/// A resource of a kind in ARNs.
pub(super) fn resource(kind: &str, id: &str) -> String {
    let kind = if kind == "instance" { "keystore" } else { kind };
    format!("{kind}/{id}")
}

/// Sets tags of one, which has 20 at most.
pub(super) fn put(cx: &mut Cx<'_>, target: (&str, &str), all: &[Tag]) -> Result<()> {
    let place = Place::of(cx);
    for tag in all {
        tags::put(cx.tx, place, target, tag)?;
    }
    let held = tags::of(cx.tx, place, target)?;
    if held.len() > MOST { Err(LIMIT.into()) } else { Ok(()) }
}
