//! `CreateLaunchTemplateVersion` adds a version to a launch template.

use serde_json::{Value, json};

use super::known_templates;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    ecs::{
        calls,
        faults::templates::{MANY_VERSIONS, NO_TEMPLATE},
        given::{Given, Parameter, TAG_READER, checked, each, flag, int, list, need, tags, text},
        tables::resources::{self, TEMPLATE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("LaunchTemplateId"),
    text("LaunchTemplateName"),
    checked("VersionDescription"),
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

pub(in crate::ecs) struct CreateLaunchTemplateVersion(Given);

impl Action for CreateLaunchTemplateVersion {
    const NAME: &'static str = "CreateLaunchTemplateVersion";
    const DOC: &'static str = "Adds a version to a launch template.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:launchtemplate/{LaunchTemplateId}"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_TEMPLATE, MANY_VERSIONS];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut template = known_templates::find(cx, it)?;
    let number = known_templates::add_version(cx, &mut template, it)?;
    resources::put(cx.tx, &TEMPLATE, &account, &template)?;
    Ok(json!({"LaunchTemplateId": template.id, "LaunchTemplateVersionNumber": number}))
}
