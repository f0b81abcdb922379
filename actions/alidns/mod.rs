//! Alibaba Cloud DNS (Alidns): domains, their groups and records, lines, weights, batch tasks, transfers, logs, tags and
//! instances. It is a global product: whatever region is called, the state is the same.

use crate::{Entry, Product};

mod batch;
mod control;
mod domains;
mod editions;
mod faults;
mod groups;
mod hosted;
mod instances;
mod lines;
mod lists;
mod logs;
mod names;
mod records;
pub mod resolution;
mod seed;
mod tables;
mod tags;
mod transfers;
mod weights;
mod written;
pub(crate) mod zones;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<lines::add_custom_line::AddCustomLine>(),
    Entry::of::<domains::add_domain::AddDomain>(),
    Entry::of::<groups::add_domain_group::AddDomainGroup>(),
    Entry::of::<records::add_domain_record::AddDomainRecord>(),
    Entry::of::<instances::bind_instance_domains::BindInstanceDomains>(),
    Entry::of::<groups::change_domain_group::ChangeDomainGroup>(),
    Entry::of::<instances::change_domain_of_dns_product::ChangeDomainOfDnsProduct>(),
    Entry::of::<lines::delete_custom_lines::DeleteCustomLines>(),
    Entry::of::<domains::delete_domain::DeleteDomain>(),
    Entry::of::<groups::delete_domain_group::DeleteDomainGroup>(),
    Entry::of::<records::delete_domain_record::DeleteDomainRecord>(),
    Entry::of::<records::delete_sub_domain_records::DeleteSubDomainRecords>(),
    Entry::of::<batch::describe_batch_result_count::DescribeBatchResultCount>(),
    Entry::of::<batch::describe_batch_result_detail::DescribeBatchResultDetail>(),
    Entry::of::<lines::describe_custom_line::DescribeCustomLine>(),
    Entry::of::<lines::describe_custom_lines::DescribeCustomLines>(),
    Entry::of::<weights::describe_dnsslb_sub_domains::DescribeDNSSLBSubDomains>(),
    Entry::of::<instances::describe_dns_product_instance::DescribeDnsProductInstance>(),
    Entry::of::<instances::describe_dns_product_instances::DescribeDnsProductInstances>(),
    Entry::of::<groups::describe_domain_groups::DescribeDomainGroups>(),
    Entry::of::<domains::describe_domain_info::DescribeDomainInfo>(),
    Entry::of::<logs::describe_domain_logs::DescribeDomainLogs>(),
    Entry::of::<domains::describe_domain_ns::DescribeDomainNs>(),
    Entry::of::<records::describe_domain_record_info::DescribeDomainRecordInfo>(),
    Entry::of::<records::describe_domain_records::DescribeDomainRecords>(),
    Entry::of::<domains::describe_domains::DescribeDomains>(),
    Entry::of::<instances::describe_instance_domains::DescribeInstanceDomains>(),
    Entry::of::<logs::describe_record_logs::DescribeRecordLogs>(),
    Entry::of::<records::describe_sub_domain_records::DescribeSubDomainRecords>(),
    Entry::of::<lines::describe_support_lines::DescribeSupportLines>(),
    Entry::of::<tags::describe_tags::DescribeTags>(),
    Entry::of::<transfers::describe_transfer_domains::DescribeTransferDomains>(),
    Entry::of::<domains::get_main_domain_name::GetMainDomainName>(),
    Entry::of::<transfers::get_txt_record_for_verify::GetTxtRecordForVerify>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<domains::modify_hichina_domain_dns::ModifyHichinaDomainDNS>(),
    Entry::of::<domains::move_domain_resource_group::MoveDomainResourceGroup>(),
    Entry::of::<batch::operate_batch_domain::OperateBatchDomain>(),
    Entry::of::<transfers::retrieve_domain::RetrieveDomain>(),
    Entry::of::<weights::set_dnsslb_status::SetDNSSLBStatus>(),
    Entry::of::<records::set_domain_record_status::SetDomainRecordStatus>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<transfers::transfer_domain::TransferDomain>(),
    Entry::of::<instances::unbind_instance_domains::UnbindInstanceDomains>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<lines::update_custom_line::UpdateCustomLine>(),
    Entry::of::<weights::update_dnsslb_weight::UpdateDNSSLBWeight>(),
    Entry::of::<groups::update_domain_group::UpdateDomainGroup>(),
    Entry::of::<records::update_domain_record::UpdateDomainRecord>(),
    Entry::of::<records::update_domain_record_remark::UpdateDomainRecordRemark>(),
    Entry::of::<domains::update_domain_remark::UpdateDomainRemark>(),
];
// The end of the list.

/// Alibaba Cloud DNS (Alidns 2015-01-09).
pub static ALIDNS: Product = Product::new("alidns", "Alidns", "2015-01-09")
    .in_arns(names::in_arns)
    .wording(faults::wording)
    .schema(tables::SCHEMA)
    .resources(tables::kinds::RESOURCES, tables::kinds::NO_RESOURCES)
    .control(control::ROUTES)
    .seeds(seed::KINDS)
    .unseeded("custom lines, weights, locked records, instances, settings, logs, batch tasks and transfers of DNS")
    .grouped(domains::grouped::KINDS)
    .actions(ACTIONS);
