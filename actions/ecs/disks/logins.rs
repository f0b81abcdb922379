//! Who logs in to an instance whose system disk is made anew: one with a password, or with the key of a pair.

use crate::{
    Cx, Result,
    ecs::{
        faults::{
            instances::BOTH_PASSWORDS,
            keys::{IS_WINDOWS, NO_PAIR},
        },
        given::Given,
        key_pairs::ssh_keys,
        tables::resources::Resource,
    },
};

/// Writes into an instance whose system is `os` which key pair a call gives it.
pub(super) fn choose(
    cx: &mut Cx<'_>,
    it: &Given,
    (instance, os): (&mut Resource, &str),
) -> Result<()> {
    if it.has("Password") && it.flag("PasswordInherit") {
        return Err(BOTH_PASSWORDS.into());
    }
    if let Some(name) = it.opt("KeyPairName") {
        ssh_keys::named(cx, &instance.region, name)?.ok_or(NO_PAIR)?;
        if os == "windows" {
            return Err(IS_WINDOWS.into());
        }
        instance.set("KeyPairName", name);
    }
    Ok(())
}
