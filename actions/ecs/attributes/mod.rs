//! What of instances is changed: attributes, types, networks, roles, and what is kept beside them.

mod instance_roles;
mod moving;
mod paying;
mod renewed_instances;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod allocate_public_ip_address;
pub(super) mod attach_instance_ram_role;
pub(super) mod describe_instance_attachment_attributes;
pub(super) mod describe_instance_auto_renew_attribute;
pub(super) mod describe_instance_maintenance_attributes;
pub(super) mod describe_instance_ram_role;
pub(super) mod describe_instance_vnc_url;
pub(super) mod describe_user_data;
pub(super) mod detach_instance_ram_role;
pub(super) mod get_instance_console_output;
pub(super) mod modify_instance_attribute;
pub(super) mod modify_instance_auto_release_time;
pub(super) mod modify_instance_auto_renew_attribute;
pub(super) mod modify_instance_charge_type;
pub(super) mod modify_instance_maintenance_attributes;
pub(super) mod modify_instance_metadata_options;
pub(super) mod modify_instance_network_spec;
pub(super) mod modify_instance_spec;
pub(super) mod modify_instance_vpc_attribute;
pub(super) mod renew_instance;
