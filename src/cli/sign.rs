//! `localyun sign`.

use std::process::ExitCode;

use clap::Args;

use super::{
    fail, print,
    signing::{self, Prepared, Signing, Target, pair},
};
use crate::{
    names::{self, NoAction},
    sign::command::curl,
};

/// What to sign, and how.
#[derive(Args)]
#[command(after_help = "Examples:
  localyun sign DescribeContactList PageSize=10 | sh
  localyun sign --product cms PutContact ContactName=ops Describe=On-call Channels.Mail=ops@example.com
  localyun sign --scheme rpc-v1-hmac-sha1 GetCallerIdentity")]
pub(super) struct Sign {
    /// The action, such as `PutContact`.
    action: String,

    /// Parameters as `Name=value`; lists as `ContactNames.1=a`. `Name=@FILE` reads the value from a file, `Name=-` from
    /// the standard input; `Name=@@text` is the text `@text`.
    #[arg(value_parser = pair)]
    parameters: Vec<(String, String)>,

    /// The product, by its code or the start of its host names (`cms`); required if several products have the action.
    #[arg(long)]
    product: Option<String>,

    #[command(flatten)]
    signing: Signing,
}

/// Prints the call.
pub(super) fn run(it: &Sign) -> ExitCode {
    match command(it) {
        Ok(command) => print(&(command + "\n")),
        Err(e) => fail(&e),
    }
}

fn command(it: &Sign) -> Result<String, String> {
    let code = it.product.as_deref().map(names::product).transpose()?;
    let version = it.signing.version.as_deref();
    let target = match (names::action(code, &it.action, version), version) {
        (Ok(official), _) => official.into(),
        // Whoever knows the version may know more than the list.
        (Err(NoAction::Unknown(_)), Some(version)) => {
            Target { product: code.unwrap_or_default(), version, action: &it.action, place: None }
        }
        (Err(NoAction::Unknown(why)), None) => {
            return Err(format!("{why}; give --api-version to sign it all the same"));
        }
        (Err(NoAction::Several(why)), _) => return Err(signing::choose(&why)),
    };
    let prepared = Prepared::new(&it.signing, &target, signing::read(&it.parameters)?, None)?;
    prepared.with(curl).map_err(|e| e.to_string())
}
