//! Weights: of several records one is answered at a time.

mod weighted;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_dnsslb_sub_domains;
pub(super) mod set_dnsslb_status;
pub(super) mod update_dnsslb_weight;
