//! Alibaba Cloud CDN (Cdn), and the one state of CDN and DCDN: domains on the clock, their functions and certificates, tasks that
//! refresh and prefetch, tags, proofs of ownership. Both products are global: whatever region is called, the state is the same.
//!
//! [`dcdn`](crate::dcdn) has the same under other names: what an action does is a function here, which is told the
//! `Service`.

use crate::{Entry, Product, ports::due::DueWork, shared::states::StateTable};

pub(crate) mod caches;
pub(crate) mod certificates;
mod control;
pub(crate) mod deployments;
pub(crate) mod domains;
pub(crate) mod faults;
pub(crate) mod functions;
pub(crate) mod lists;
mod names;
pub(crate) mod opening;
pub(crate) mod ownership;
pub(crate) mod resources;
pub(crate) mod seed;
pub(crate) mod service;
mod tables;
pub(crate) mod tags;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<domains::add_cdn_domain::AddCdnDomain>(),
    Entry::of::<domains::batch_add_cdn_domain::BatchAddCdnDomain>(),
    Entry::of::<functions::batch_delete_cdn_domain_config::BatchDeleteCdnDomainConfig>(),
    Entry::of::<functions::batch_set_cdn_domain_config::BatchSetCdnDomainConfig>(),
    Entry::of::<
        certificates::batch_set_cdn_domain_server_certificate::BatchSetCdnDomainServerCertificate,
    >(),
    Entry::of::<domains::batch_start_cdn_domain::BatchStartCdnDomain>(),
    Entry::of::<domains::batch_stop_cdn_domain::BatchStopCdnDomain>(),
    Entry::of::<domains::batch_update_cdn_domain::BatchUpdateCdnDomain>(),
    Entry::of::<domains::delete_cdn_domain::DeleteCdnDomain>(),
    Entry::of::<functions::delete_specific_config::DeleteSpecificConfig>(),
    Entry::of::<certificates::describe_cdn_certificate_detail::DescribeCdnCertificateDetail>(),
    Entry::of::<
        certificates::describe_cdn_certificate_detail_by_id::DescribeCdnCertificateDetailById,
    >(),
    Entry::of::<certificates::describe_cdn_certificate_list::DescribeCdnCertificateList>(),
    Entry::of::<domains::describe_cdn_deleted_domains::DescribeCdnDeletedDomains>(),
    Entry::of::<certificates::describe_cdn_domain_by_certificate::DescribeCdnDomainByCertificate>(),
    Entry::of::<functions::describe_cdn_domain_configs::DescribeCdnDomainConfigs>(),
    Entry::of::<domains::describe_cdn_domain_detail::DescribeCdnDomainDetail>(),
    Entry::of::<certificates::describe_cdn_https_domain_list::DescribeCdnHttpsDomainList>(),
    Entry::of::<opening::describe_cdn_region_and_isp::DescribeCdnRegionAndIsp>(),
    Entry::of::<certificates::describe_cdn_ssl_certificate_list::DescribeCdnSSLCertificateList>(),
    Entry::of::<opening::describe_cdn_service::DescribeCdnService>(),
    Entry::of::<caches::describe_cdn_user_quota::DescribeCdnUserQuota>(),
    Entry::of::<certificates::describe_certificate_info_by_id::DescribeCertificateInfoByID>(),
    Entry::of::<certificates::describe_domain_certificate_info::DescribeDomainCertificateInfo>(),
    Entry::of::<domains::describe_domain_cname::DescribeDomainCname>(),
    Entry::of::<domains::describe_domains_by_source::DescribeDomainsBySource>(),
    Entry::of::<opening::describe_ip_info::DescribeIpInfo>(),
    Entry::of::<caches::describe_refresh_quota::DescribeRefreshQuota>(),
    Entry::of::<caches::describe_refresh_task_by_id::DescribeRefreshTaskById>(),
    Entry::of::<caches::describe_refresh_tasks::DescribeRefreshTasks>(),
    Entry::of::<tags::describe_tag_resources::DescribeTagResources>(),
    Entry::of::<
        certificates::describe_user_certificate_expire_count::DescribeUserCertificateExpireCount,
    >(),
    Entry::of::<domains::describe_user_domains::DescribeUserDomains>(),
    Entry::of::<tags::describe_user_tags::DescribeUserTags>(),
    Entry::of::<ownership::describe_verify_content::DescribeVerifyContent>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<domains::modify_cdn_domain::ModifyCdnDomain>(),
    Entry::of::<domains::modify_cdn_domain_schdm_by_property::ModifyCdnDomainSchdmByProperty>(),
    Entry::of::<opening::open_cdn_service::OpenCdnService>(),
    Entry::of::<caches::push_object_cache::PushObjectCache>(),
    Entry::of::<caches::refresh_object_caches::RefreshObjectCaches>(),
    Entry::of::<certificates::set_cdn_domain_ssl_certificate::SetCdnDomainSSLCertificate>(),
    Entry::of::<certificates::set_domain_server_certificate::SetDomainServerCertificate>(),
    Entry::of::<domains::start_cdn_domain::StartCdnDomain>(),
    Entry::of::<domains::stop_cdn_domain::StopCdnDomain>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<ownership::verify_domain_owner::VerifyDomainOwner>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] = &[domains::life::STEP];

/// Alibaba Cloud CDN (Cdn 2018-05-10).
pub static CDN: Product = Product::new("cdn", "Cdn", "2018-05-10")
    .in_arns(resources::in_arns)
    .wording(faults::wording)
    .long()
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .due(DUE)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("refresh tasks, quotas, deleted domains, verified roots, opened services and settings of CDN and DCDN")
    .grouped(domains::grouped::KINDS)
    .deploy_targets(deployments::TARGETS)
    .states(&[StateTable::of::<domains::domain_states::Domains>()])
    .actions(ACTIONS);
