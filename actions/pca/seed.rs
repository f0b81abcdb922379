//! What seed files may say of private authorities: root authorities, and the intermediate ones that these issue, by their common names.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    pca::{
        PCA,
        tables::{
            Owner,
            certificates::{self, Filter, PcaCertificate},
        },
    },
    request::page::Page,
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[SeedKind {
    name: "authorities",
    doc: "Private authorities, each before those that it issues. Keys and certificates are made. No call changes one.",
    key: &["name"],
    members: &[
        SeedMember::text("name", "The common name; one authority is known by it.").required(),
        SeedMember::text("parent", "The name of the root authority that issues it."),
        SeedMember::text("organization", "The company.").required(),
        SeedMember::text("department", "The department.").required(),
        SeedMember::text("city", "The city.").required(),
        SeedMember::text("province", "The province.").required(),
        SeedMember::text("country", "The code of the country."),
        SeedMember::text("algorithm", "The algorithm of the key, such as ECC_256.").required(),
        SeedMember::new("years", SeedType::Number, "How many years it is valid.").required(),
    ],
    export,
    create,
    update: None,
}];

/// More than an account may have.
const ALL: Page = Page { number: 1, size: 10_000_000 };

/// The authorities of the account, oldest first.
fn all(cx: &mut Cx<'_>) -> Result<Vec<PcaCertificate>, ControlError> {
    let owner = Owner::of(cx);
    let filter = Filter { kinds: ("ROOT", "SUB_ROOT"), revoked: Some(false), ..Filter::default() };
    let (mut found, _) = certificates::list(cx.tx, owner, &filter, ALL)?;
    found.reverse();
    Ok(found)
}

/// Of several of one name the oldest.
fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let all = all(cx)?;
    let is_first =
        |at: usize, it: &PcaCertificate| all[..at].iter().all(|old| old.common != it.common);
    let parent_of = |it: &PcaCertificate| {
        let parent = all.iter().find(|old| Some(&old.identifier) == it.parent.as_ref());
        parent.and_then(|old| old.common.clone())
    };
    let firsts = all.iter().enumerate().filter(|(at, it)| is_first(*at, it));
    Ok(firsts
        .map(|(_, it)| {
            seed::fields([
                ("name", it.common.clone().into()),
                ("parent", parent_of(it).into()),
                ("organization", it.org.clone().into()),
                ("department", it.unit.clone().into()),
                ("city", it.locality.clone().into()),
                ("province", it.province.clone().into()),
                ("country", it.country.clone().into()),
                ("algorithm", it.algorithm.clone().into()),
                ("years", it.years.into()),
            ])
        })
        .collect())
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("name", "CommonName"),
        ("organization", "Organization"),
        ("department", "OrganizationUnit"),
        ("city", "Locality"),
        ("province", "State"),
        ("country", "CountryCode"),
        ("algorithm", "Algorithm"),
        ("years", "Years"),
    ];
    let mut parameters = seed::parameters(it, &names);
    let parent = seed::text(it, "parent");
    if parent.is_empty() {
        return seed::call(&PCA, cx, "CreateRootCACertificate", parameters).map(drop);
    }
    let found = all(cx)?.into_iter().find(|it| it.common.as_deref() == Some(parent));
    let Some(found) = found else {
        return Err(ControlError::member("parent", format!("there is no authority {parent}")));
    };
    parameters.add("ParentIdentifier", &found.identifier, crate::Origin::Query);
    seed::call(&PCA, cx, "CreateSubCACertificate", parameters).map(drop)
}
