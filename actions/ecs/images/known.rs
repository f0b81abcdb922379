//! Images: public ones, those of the account, and those that other accounts share with it.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::public;
use crate::{
    Cx, Result,
    ecs::{
        states,
        tables::{
            resources::{self, IMAGE, INSTANCE, Resource},
            shares,
        },
        tagged,
    },
    shared::format,
};

/// Whose an image is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ecs) enum Owner {
    /// The vendor's.
    System,
    /// The account's own.
    Own,
    /// Another account's, which shares it.
    Others,
}

impl Owner {
    /// Its name in answers.
    pub(in crate::ecs) const fn alias(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Own => "self",
            Self::Others => "others",
        }
    }
}

/// The images that are shared with the account in a region.
pub(in crate::ecs) fn shared(cx: &mut Cx<'_>, region: &str) -> Result<Vec<Resource>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for (owner, id) in shares::with(cx.tx, &account, region)? {
        if let Some(mut found) = resources::one(cx.tx, &IMAGE, &owner, &id)? {
            found.set("OwnerId", owner);
            all.push(found);
        }
    }
    Ok(all)
}

/// The image of this id that the account may use in a region.
pub(in crate::ecs) fn one(
    cx: &mut Cx<'_>,
    region: &str,
    id: &str,
) -> Result<Option<(Resource, Owner)>> {
    let account = cx.account().to_owned();
    if let Some(own) = resources::one(cx.tx, &IMAGE, &account, id)? {
        return Ok((own.region == region).then_some((own, Owner::Own)));
    }
    if let Some(shared) = shared(cx, region)?.into_iter().find(|it| it.id == id) {
        return Ok(Some((shared, Owner::Others)));
    }
    Ok(public::one(id).map(|it| (it, Owner::System)))
}

/// The newest image of a family that can be used.
pub(in crate::ecs) fn of_family(
    cx: &mut Cx<'_>,
    region: &str,
    family: &str,
) -> Result<Option<(Resource, Owner)>> {
    let (account, now) = (cx.account().to_owned(), cx.now);
    let own = resources::of_region(cx.tx, &IMAGE, &account, region)?;
    let is = |it: &Resource| it.text("ImageFamily") == family && states::of(it, now) == "Available";
    if let Some(found) = own.into_iter().find(is) {
        return Ok(Some((found, Owner::Own)));
    }
    let found = public::all().into_iter().find(|it| it.text("ImageFamily") == family);
    Ok(found.map(|it| (it, Owner::System)))
}

/// The images that instances of the account in a region use.
pub(in crate::ecs) fn used(cx: &mut Cx<'_>, region: &str) -> Result<BTreeSet<String>> {
    let account = cx.account().to_owned();
    let all = resources::of_region(cx.tx, &INSTANCE, &account, region)?;
    Ok(all.iter().map(|it| it.text("ImageId").to_owned()).collect())
}

/// The row of an image.
pub(in crate::ecs) fn row(
    cx: &mut Cx<'_>,
    it: &Resource,
    owner: Owner,
    used: bool,
) -> Result<Map<String, Value>> {
    let own = owner == Owner::Own;
    let state = states::of(it, cx.now).to_owned();
    let made = match it.text("CreationTime") {
        "" => format::iso(it.made),
        text => text.to_owned(),
    };
    let mut row = Map::new();
    let mut put = |name: &str, value: Value| drop(row.insert(name.to_owned(), value));
    put("ImageId", it.id.clone().into());
    put("ImageName", it.name.clone().into());
    put("ImageOwnerAlias", owner.alias().into());
    let of = match owner {
        Owner::System => "0",
        Owner::Own => cx.account(),
        Owner::Others => it.text("OwnerId"),
    };
    put("ImageOwnerId", of.parse::<i64>().unwrap_or_default().into());
    // An image is usable once it is available (assumed: clients wait for it, and no page says).
    put("Usable", (state == "Available").into());
    put("Status", state.into());
    put("Progress", format!("{}%", states::progress(it, cx.now)).into());
    for name in [
        "Description",
        "ImageFamily",
        "ImageVersion",
        "OSType",
        "OSName",
        "OSNameEn",
        "Platform",
        "Architecture",
        "BootMode",
        "ProductCode",
        "IsSelfShared",
    ] {
        put(name, it.text(name).into());
    }
    put("Size", it.int("Size").into());
    put("Usage", if used { "instance" } else { "none" }.into());
    put("CreationTime", made.into());
    put("IsCopied", it.flag("IsCopied").into());
    put("IsSubscribed", false.into());
    put("IsSupportCloudinit", true.into());
    put("IsSupportIoOptimized", true.into());
    put("IsPublic", (owner == Owner::System).into());
    put("ResourceGroupId", it.group.clone().into());
    put("LoginAsNonRootSupported", false.into());
    let imds = it.text("ImdsSupport");
    put(
        "Features",
        json!({"NvmeSupport": "supported", "ImdsSupport": if imds.is_empty() { "v1" } else { imds }}),
    );
    let disks = it.body.get("Disks").cloned().unwrap_or_else(|| json!([]));
    put("DiskDeviceMappings", json!({"DiskDeviceMapping": disks}));
    let tags = if own { tagged::shown(cx, &IMAGE, &it.id)? } else { json!({"Tag": []}) };
    row.insert("Tags".to_owned(), tags);
    Ok(row)
}
