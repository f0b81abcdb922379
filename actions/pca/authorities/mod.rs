//! Root and intermediate authorities.

pub(super) mod made;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_root_ca_certificate;
pub(super) mod create_sub_ca_certificate;
pub(super) mod describe_ca_certificate;
pub(super) mod describe_ca_certificate_count;
pub(super) mod describe_ca_certificate_list;
pub(super) mod update_ca_certificate_status;
