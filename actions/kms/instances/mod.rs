//! KMS instances.

pub(super) mod held_instances;
pub(super) mod instance_states;
