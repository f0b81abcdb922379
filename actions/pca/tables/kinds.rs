//! The kinds of resources that the tables hold, for those who look at the state.

use crate::{
    cas::sites::{CHINA, INTERNATIONAL},
    core::resources::{NoResource, Relation, ResourcePart, ResourceTable},
};

pub(in crate::pca) const RESOURCES: &[ResourceTable] = &[ResourceTable::new(
    "certificate",
    ("Certificates of private authorities", "私有证书"),
    "pca_certificate",
    &["id"],
)
.name("common")
.within("site", &[CHINA, INTERNATIONAL])
.also(&["identifier"])
.summary(&["kind", "algorithm", "not_after", "revoked", "site"])
.times(&["made", "not_before", "not_after", "revoked"])
.parts(&[ResourcePart::new(
    "tags",
    "pca_tag",
    &[("site", "site"), ("account", "account"), ("identifier", "identifier")],
)])
.relations(&[Relation::by(
    ("issued", "issuer"),
    ("pca", "certificate"),
    &[("site", "site"), ("account", "account"), ("identifier", "parent")],
)])];

pub(in crate::pca) const NO_RESOURCES: &[NoResource] = &[];
