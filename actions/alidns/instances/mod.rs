//! Paid instances.

mod bound;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod bind_instance_domains;
pub(super) mod change_domain_of_dns_product;
pub(super) mod describe_dns_product_instance;
pub(super) mod describe_dns_product_instances;
pub(super) mod describe_instance_domains;
pub(super) mod unbind_instance_domains;
