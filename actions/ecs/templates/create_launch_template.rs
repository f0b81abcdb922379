//! `CreateLaunchTemplate` creates a launch template with its first version.

use serde_json::{Value, json};

use super::known_templates;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    ecs::{
        calls,
        faults::{
            tags::NO_RESOURCE_GROUP,
            templates::{MANY_TEMPLATES, SAME_NAME},
        },
        given::{
            Given, Parameter, TAG_READER, checked, each, flag, int, list, need, need_checked, tags,
            text,
        },
        limits, numbered,
        tables::resources::{self, Resource, TEMPLATE},
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need_checked("LaunchTemplateName"),
    checked("VersionDescription"),
    text("TemplateResourceGroupId"),
    tags("TemplateTag"),
    text("ImageId"),
    text("ImageOwnerAlias"),
    text("InstanceType"),
    text("SecurityGroupId"),
    list("SecurityGroupIds", 16),
    text("VpcId"),
    text("VSwitchId"),
    text("ZoneId"),
    text("InstanceName"),
    text("Description"),
    int("InternetMaxBandwidthIn"),
    int("InternetMaxBandwidthOut"),
    text("InternetChargeType"),
    text("HostName"),
    text("KeyPairName"),
    flag("PasswordInherit"),
    text("RamRoleName"),
    text("UserData"),
    text("SystemDisk.Category"),
    int("SystemDisk.Size"),
    text("SystemDisk.DiskName"),
    text("SystemDisk.Description"),
    text("SystemDisk.PerformanceLevel"),
    flag("SystemDisk.DeleteWithInstance"),
    text("SystemDisk.AutoSnapshotPolicyId"),
    text("SystemDisk.Encrypted"),
    text("SystemDisk.KMSKeyId"),
    flag("SystemDisk.BurstingEnabled"),
    int("SystemDisk.ProvisionedIops"),
    each(
        "DataDisk",
        16,
        &[
            text("Category"),
            int("Size"),
            text("SnapshotId"),
            text("DiskName"),
            text("Description"),
            text("Device"),
            flag("DeleteWithInstance"),
            text("Encrypted"),
            text("KMSKeyId"),
            text("PerformanceLevel"),
            text("AutoSnapshotPolicyId"),
            flag("BurstingEnabled"),
            int("ProvisionedIops"),
        ],
    ),
    each(
        "NetworkInterface",
        8,
        &[
            text("VSwitchId"),
            text("SecurityGroupId"),
            list("SecurityGroupIds", 100),
            text("PrimaryIpAddress"),
            text("NetworkInterfaceName"),
            text("Description"),
            text("InstanceType"),
            flag("DeleteOnRelease"),
        ],
    ),
    text("InstanceChargeType"),
    int("Period"),
    text("PeriodUnit"),
    flag("AutoRenew"),
    int("AutoRenewPeriod"),
    text("SpotStrategy"),
    checked("SpotPriceLimit"),
    int("SpotDuration"),
    text("AutoReleaseTime"),
    flag("DeletionProtection"),
    text("CreditSpecification"),
    text("PrivateIpAddress"),
    int("Ipv6AddressCount"),
    text("IoOptimized"),
    text("NetworkType"),
    text("SecurityEnhancementStrategy"),
    text("DeploymentSetId"),
    text("HttpEndpoint"),
    text("HttpTokens"),
    int("HttpPutResponseHopLimit"),
    flag("ImageOptions.LoginAsNonRoot"),
    text("SecurityOptions.TrustedSystemMode"),
    flag("EnableVmOsConfig"),
    text("ResourceGroupId"),
    tags("Tag"),
];

pub(in crate::ecs) struct CreateLaunchTemplate(Given);

impl Action for CreateLaunchTemplate {
    const NAME: &'static str = "CreateLaunchTemplate";
    const DOC: &'static str = "Creates a launch template with its first version.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:launchtemplate/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[SAME_NAME, NO_RESOURCE_GROUP, MANY_TEMPLATES];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let name = it.text("LaunchTemplateName");
    if !resources::named(cx.tx, &TEMPLATE, &account, (&region, name))?.is_empty() {
        return Err(SAME_NAME.with(name));
    }
    let most = limits::limit(cx, "limit.templates")?;
    if resources::count(cx.tx, &TEMPLATE, &account, &region)? >= most {
        return Err(MANY_TEMPLATES.into());
    }
    let group = tagged::named_group(cx, it.text("TemplateResourceGroupId"))?;
    let mut made = Resource {
        id: numbered::id(cx, "lt", &region),
        name: name.to_owned(),
        made: cx.now,
        region,
        group,
        ..Resource::default()
    };
    made.set("DefaultVersion", 1);
    made.set("CreatedBy", account.as_str());
    let number = known_templates::add_version(cx, &mut made, it)?;
    resources::add(cx.tx, &TEMPLATE, &account, &mut made)?;
    tagged::put(cx, &TEMPLATE, (&made.region, &made.id), &it.tags("TemplateTag"))?;
    Ok(json!({"LaunchTemplateId": made.id, "LaunchTemplateVersionNumber": number}))
}
