//! The policies that the cloud provides: those of the emulated products.
//!
//! Names, documents, dates and versions follow the vendor's page on each of them,
//! less the statements on products that do not exist here. Of `AdministratorAccess`,
//! `ReadOnlyAccess` and those of cloud monitoring and the certificates, and of the full
//! access to RAM, SAE and the resource directory, there is no such page: their
//! dates and versions are assumed, and their documents are the least that the name
//! promises.

use std::sync::{Arc, OnceLock};

use super::document::{Document, Kind};

/// A policy of the type `System`.
#[derive(Debug)]
pub struct SystemPolicy {
    /// Its name.
    pub name: &'static str,
    /// Its description.
    pub description: &'static str,
    /// When it was made, as the API writes it.
    pub created: &'static str,
    /// When its current version was made.
    pub updated: &'static str,
    /// Its current version: `v1`.
    pub version: &'static str,
    /// The text of that version.
    pub text: &'static str,
    parsed: OnceLock<Option<Arc<Document>>>,
}

/// The date of the oldest policies that have a page.
const ASSUMED: &str = "2015-04-28T16:15:45Z";

const fn system(
    name: &'static str,
    description: &'static str,
    [created, updated]: [&'static str; 2],
    version: &'static str,
    text: &'static str,
) -> SystemPolicy {
    SystemPolicy { name, description, created, updated, version, text, parsed: OnceLock::new() }
}

impl SystemPolicy {
    /// The policy called `name`. Names know case.
    #[must_use]
    pub fn find(name: &str) -> Option<&'static Self> {
        let at = POLICIES.binary_search_by(|p| p.name.cmp(name)).ok()?;
        POLICIES.get(at)
    }

    /// Its document, parsed when it is first asked for. None only if the text were
    /// malformed, which a test rules out.
    #[must_use]
    pub fn document(&self) -> Option<Arc<Document>> {
        self.parsed
            .get_or_init(|| Document::parse(self.text, Kind::Identity).ok().map(Arc::new))
            .clone()
    }
}

/// All of them, sorted by name.
pub static POLICIES: [SystemPolicy; 15] = [
    system(
        "AdministratorAccess",
        "Provides full access to Alibaba Cloud services and resources.",
        [ASSUMED, ASSUMED],
        "v1",
        include_str!("system/AdministratorAccess.json"),
    ),
    system(
        "AliyunARMSFullAccess",
        "Provides full access to Application Real-Time Monitoring Service(ARMS) via Management Console.",
        ["2017-02-21T08:51:17Z", "2026-01-30T01:44:35Z"],
        "v16",
        include_str!("system/AliyunARMSFullAccess.json"),
    ),
    system(
        "AliyunARMSReadOnlyAccess",
        "Provides read-only access to Application Real-Time Monitoring Service(ARMS) via Management Console.",
        ["2019-05-09T12:04:42Z", "2025-11-28T07:44:07Z"],
        "v13",
        include_str!("system/AliyunARMSReadOnlyAccess.json"),
    ),
    system(
        "AliyunCloudMonitorFullAccess",
        "Provides full access to CloudMonitor via Management Console.",
        [ASSUMED, ASSUMED],
        "v1",
        include_str!("system/AliyunCloudMonitorFullAccess.json"),
    ),
    system(
        "AliyunCloudMonitorReadOnlyAccess",
        "Provides read-only access to CloudMonitor via Management Console.",
        [ASSUMED, ASSUMED],
        "v1",
        include_str!("system/AliyunCloudMonitorReadOnlyAccess.json"),
    ),
    system(
        "AliyunRAMFullAccess",
        "Provides full access to Resource Access Management(RAM) via Management Console.",
        [ASSUMED, ASSUMED],
        "v1",
        include_str!("system/AliyunRAMFullAccess.json"),
    ),
    system(
        "AliyunRAMReadOnlyAccess",
        "Provides read-only access to Resource Access Management(RAM) via Management Console.",
        ["2015-04-28T16:15:45Z", "2025-12-03T10:03:48Z"],
        "v3",
        include_str!("system/AliyunRAMReadOnlyAccess.json"),
    ),
    system(
        "AliyunResourceDirectoryFullAccess",
        "Provides full access to Resource Directory Service(ResourceDirectory) via Management Console.",
        ["2019-09-24T08:02:56Z", "2019-09-24T08:02:56Z"],
        "v1",
        include_str!("system/AliyunResourceDirectoryFullAccess.json"),
    ),
    system(
        "AliyunResourceDirectoryReadOnlyAccess",
        "Provides read-only access to Resource Directory Service(ResourceDirectory) via Management Console.",
        ["2019-09-24T08:02:56Z", "2022-07-21T07:38:47Z"],
        "v6",
        include_str!("system/AliyunResourceDirectoryReadOnlyAccess.json"),
    ),
    system(
        "AliyunSAEFullAccess",
        "Provides full access to Serverless App Engine via Management Console.",
        ["2019-07-24T04:21:49Z", "2019-07-24T04:21:49Z"],
        "v1",
        include_str!("system/AliyunSAEFullAccess.json"),
    ),
    system(
        "AliyunSAEReadOnlyAccess",
        "Provides read-only access to Serverless App Engine via Management Console.",
        ["2019-07-24T04:21:49Z", "2022-07-13T07:47:13Z"],
        "v3",
        include_str!("system/AliyunSAEReadOnlyAccess.json"),
    ),
    system(
        "AliyunSTSAssumeRoleAccess",
        "Provides access to the API AssumeRole of Security Token Service(STS).",
        ["2015-08-03T04:52:09Z", "2017-04-27T16:48:07Z"],
        "v1",
        include_str!("system/AliyunSTSAssumeRoleAccess.json"),
    ),
    system(
        "AliyunYundunCertFullAccess",
        "Provides full access to SSL Certificates Service via Management Console.",
        [ASSUMED, ASSUMED],
        "v1",
        include_str!("system/AliyunYundunCertFullAccess.json"),
    ),
    system(
        "AliyunYundunCertReadOnlyAccess",
        "Provides read-only access to SSL Certificates Service via Management Console.",
        [ASSUMED, ASSUMED],
        "v1",
        include_str!("system/AliyunYundunCertReadOnlyAccess.json"),
    ),
    system(
        "ReadOnlyAccess",
        "Provides read-only access to Alibaba Cloud services and resources.",
        [ASSUMED, ASSUMED],
        "v1",
        include_str!("system/ReadOnlyAccess.json"),
    ),
];
