//! `DescribeCommonBandwidthPackages` lists shared bandwidth, the newest first.

use crate::vpc::{
    bandwidth::packages_of_eips::{self, ShownPackage},
    faults::{DRY_RUN, NO_GROUP, NO_REGION, eips::MANY_PACKAGE_IDS},
    groups_of_resources,
    lists::{CHECK_ONLY, OWN_REGION, Paged, among, commas, is, is_named, page, passed},
    places::known_places,
    tables::packages,
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, flag, request::page::Page, text,
};

pub(in crate::vpc) struct DescribeCommonBandwidthPackages {
    region: String,
    ids: Option<String>,
    name: Option<String>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
    check_only: bool,
}

impl Action for DescribeCommonBandwidthPackages {
    const NAME: &'static str = "DescribeCommonBandwidthPackages";
    const DOC: &'static str = "Lists shared bandwidth.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:bandwidthpackage/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const FAULTS: &'static [Fault] = &[NO_REGION, MANY_PACKAGE_IDS, NO_GROUP, DRY_RUN];
    type Response = Paged<ShownPackage>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(flag("IncludeReservationData").doc("Has no effect."))?;
        p.optional(flag("SecurityProtectionEnabled").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            ids: p.optional(
                text("BandwidthPackageId").doc("Only these, with commas between them."),
            )?,
            name: p.optional(text("Name").doc("Only those of this name."))?,
            resource_group: p
                .optional(text("ResourceGroupId").doc("Only those of this resource group."))?,
            tags: TAGS(p)?,
            page: page(p, 50)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownPackage>> {
        known_places::check_region(&self.region, NO_REGION)?;
        let ids = commas(self.ids.as_deref(), 20, MANY_PACKAGE_IDS)?;
        let group = match &self.resource_group {
            Some(_) => {
                Some(groups_of_resources::stored(cx, self.resource_group.as_ref(), NO_GROUP)?)
            }
            None => None,
        };
        let tagged = tag_sets::wanted(cx, (&self.region, packages_of_eips::TAGGED), &self.tags)?;
        let account = cx.account().to_owned();
        let mut all = packages::all(cx.tx, &account, &self.region)?;
        all.retain(|it| {
            among(ids.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
                && is(group.as_ref(), &it.resource_group)
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
        });
        let names = ("CommonBandwidthPackages", "CommonBandwidthPackage");
        let answer = Paged::of(cx, names, (all, self.page), packages_of_eips::shown)?;
        passed(self.check_only, answer)
    }
}
