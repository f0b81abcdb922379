//! Dynamic Content Delivery Network (dcdn): the state and the rules of [`crate::cdn`], under names of its own.

use crate::{
    Caller, Entry, Parameters, Product, Result, cdn,
    ports::{due::DueWork, store::Tx},
};

mod caches;
mod certificates;
mod deployments;
mod domains;
mod functions;
mod opening;
mod ownership;
mod resources;
mod seed;
mod tags;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<domains::add_dcdn_domain::AddDcdnDomain>(),
    Entry::of::<domains::batch_add_dcdn_domain::BatchAddDcdnDomain>(),
    Entry::of::<functions::batch_delete_dcdn_domain_configs::BatchDeleteDcdnDomainConfigs>(),
    Entry::of::<certificates::batch_set_dcdn_domain_certificate::BatchSetDcdnDomainCertificate>(),
    Entry::of::<functions::batch_set_dcdn_domain_configs::BatchSetDcdnDomainConfigs>(),
    Entry::of::<domains::batch_start_dcdn_domain::BatchStartDcdnDomain>(),
    Entry::of::<domains::batch_stop_dcdn_domain::BatchStopDcdnDomain>(),
    Entry::of::<domains::delete_dcdn_domain::DeleteDcdnDomain>(),
    Entry::of::<functions::delete_dcdn_specific_config::DeleteDcdnSpecificConfig>(),
    Entry::of::<certificates::describe_dcdn_certificate_detail::DescribeDcdnCertificateDetail>(),
    Entry::of::<certificates::describe_dcdn_certificate_list::DescribeDcdnCertificateList>(),
    Entry::of::<domains::describe_dcdn_deleted_domains::DescribeDcdnDeletedDomains>(),
    Entry::of::<certificates::describe_dcdn_domain_by_certificate::DescribeDcdnDomainByCertificate>(
    ),
    Entry::of::<
        certificates::describe_dcdn_domain_certificate_info::DescribeDcdnDomainCertificateInfo,
    >(),
    Entry::of::<domains::describe_dcdn_domain_cname::DescribeDcdnDomainCname>(),
    Entry::of::<functions::describe_dcdn_domain_configs::DescribeDcdnDomainConfigs>(),
    Entry::of::<domains::describe_dcdn_domain_detail::DescribeDcdnDomainDetail>(),
    Entry::of::<domains::describe_dcdn_domains_by_source::DescribeDcdnDomainsBySource>(),
    Entry::of::<certificates::describe_dcdn_https_domain_list::DescribeDcdnHttpsDomainList>(),
    Entry::of::<opening::describe_dcdn_ip_info::DescribeDcdnIpInfo>(),
    Entry::of::<caches::describe_dcdn_refresh_quota::DescribeDcdnRefreshQuota>(),
    Entry::of::<caches::describe_dcdn_refresh_task_by_id::DescribeDcdnRefreshTaskById>(),
    Entry::of::<caches::describe_dcdn_refresh_tasks::DescribeDcdnRefreshTasks>(),
    Entry::of::<opening::describe_dcdn_region_and_isp::DescribeDcdnRegionAndIsp>(),
    Entry::of::<certificates::describe_dcdn_ssl_certificate_list::DescribeDcdnSSLCertificateList>(),
    Entry::of::<opening::describe_dcdn_service::DescribeDcdnService>(),
    Entry::of::<tags::describe_dcdn_tag_resources::DescribeDcdnTagResources>(),
    Entry::of::<
        certificates::describe_dcdn_user_certificate_expire_count::DescribeDcdnUserCertificateExpireCount,
    >(),
    Entry::of::<domains::describe_dcdn_user_domains::DescribeDcdnUserDomains>(),
    Entry::of::<caches::describe_dcdn_user_quota::DescribeDcdnUserQuota>(),
    Entry::of::<tags::describe_dcdn_user_tags::DescribeDcdnUserTags>(),
    Entry::of::<ownership::describe_dcdn_verify_content::DescribeDcdnVerifyContent>(),
    Entry::of::<domains::modify_d_cdn_domain_schdm_by_property::ModifyDCdnDomainSchdmByProperty>(),
    Entry::of::<opening::open_dcdn_service::OpenDcdnService>(),
    Entry::of::<caches::preload_dcdn_object_caches::PreloadDcdnObjectCaches>(),
    Entry::of::<caches::refresh_dcdn_object_caches::RefreshDcdnObjectCaches>(),
    Entry::of::<certificates::set_dcdn_domain_certificate::SetDcdnDomainCertificate>(),
    Entry::of::<certificates::set_dcdn_domain_ssl_certificate::SetDcdnDomainSSLCertificate>(),
    Entry::of::<domains::start_dcdn_domain::StartDcdnDomain>(),
    Entry::of::<domains::stop_dcdn_domain::StopDcdnDomain>(),
    Entry::of::<tags::tag_dcdn_resources::TagDcdnResources>(),
    Entry::of::<tags::untag_dcdn_resources::UntagDcdnResources>(),
    Entry::of::<domains::update_dcdn_domain::UpdateDcdnDomain>(),
    Entry::of::<ownership::verify_dcdn_domain_owner::VerifyDcdnDomainOwner>(),
];
// The end of the list.

/// The kinds of due work.
const DUE: &[DueWork] = &[cdn::domains::life::STEP];

/// Dynamic Content Delivery Network (dcdn 2018-01-15).
pub static DCDN: Product = Product::new("dcdn", "dcdn", "2018-01-15")
    .in_arns(cdn::resources::in_arns)
    .wording(cdn::faults::wording)
    .long()
    .self_service(needs_no_policy)
    .due(DUE)
    .seeds(seed::KINDS)
    .grouped(domains::grouped::KINDS)
    .deploy_targets(deployments::TARGETS)
    .actions(ACTIONS);

/// The proof of ownership is no matter of policies here (documented: the vendor publishes no authorization of it).
#[expect(clippy::unnecessary_wraps, reason = "products that look into the state may fail")]
fn needs_no_policy(_: &mut dyn Tx, _: &Caller, entry: &Entry, _: &Parameters) -> Result<bool> {
    Ok(entry.name == "VerifyDcdnDomainOwner")
}
