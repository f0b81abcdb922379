//! The control policies that bind an account, as the policy engine takes them.

use std::sync::Arc;

use super::{full_access, policy_view::type_of};
use crate::resourcedirectory::{
    RESOURCEDIRECTORY,
    tables::control_policies::{self, Attached},
};
use crate::{
    policy::{
        Attachment, ControlLevel, Document, DocumentKind, EffectScope, EntityType, PolicyType,
        Scope,
    },
    ports::store::{Result, StoreError, Tx},
};

/// The control policies that bind an account, from the account up to Root: none unless it is a
/// member of a directory where they are enabled.
pub fn control_levels(tx: &mut dyn Tx, account: &str) -> Result<Vec<ControlLevel>> {
    if !tx.has_part(RESOURCEDIRECTORY.id)? {
        return Ok(Vec::new());
    }
    let Some((directory, root, path)) = control_policies::bound(tx, account)? else {
        return Ok(Vec::new());
    };
    // The last part is the directory.
    let ids = path.trim_end_matches('/').rsplit('/').filter(|id| *id != directory);
    let folders = ids.map(|id| {
        let name =
            if id == root { format!("the Root folder {id}") } else { format!("the folder {id}") };
        (id, name)
    });
    let member = (account, format!("the member {account}"));
    std::iter::once(member)
        .chain(folders)
        .map(|(target, name)| {
            let attached = control_policies::attached_to(tx, &directory, target)?;
            let policies: Result<Vec<_>> = attached.into_iter().map(attachment).collect();
            Ok(ControlLevel::new(name, policies?))
        })
        .collect()
}

/// Documents are checked before they are stored, so an unreadable one is an internal error.
fn attachment(attached: Attached) -> Result<(EffectScope, Attachment)> {
    let system = type_of(&attached.policy) == "System";
    let custom = attached.custom.or_else(|| system.then(|| full_access::policy("")));
    let policy = custom.ok_or(StoreError::Shape)?;
    let document =
        Document::parse(&policy.document, DocumentKind::Identity).map_err(|_| StoreError::Shape)?;
    let scope = if policy.scope == "All" { EffectScope::All } else { EffectScope::Ram };
    let attachment = Attachment {
        policy: policy.name,
        kind: if system { PolicyType::System } else { PolicyType::Custom },
        // Control policies have one version.
        version: "v1".into(),
        entity: EntityType::ResourceDirectoryTarget,
        scope: Scope::Folder,
        document: Arc::new(document),
    };
    Ok((scope, attachment))
}
