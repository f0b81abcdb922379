//! What calls on key pairs are refused with.

use super::{Fault, refused};

pub(in crate::ecs) const SAME_NAME: Fault =
    refused(400, "KeyPair.AlreadyExist", "The key pair already exist.");
pub(in crate::ecs) const MANY_PAIRS: Fault =
    refused(403, "QuotaExceed.KeyPair", "The key pair quota exceeds.");
pub(in crate::ecs) const BAD_BODY: Fault =
    refused(400, "InvalidPublicKeyBody.Malformed", "The PublicKeyBody format is not supported.");
pub(in crate::ecs) const IN_USE: Fault = refused(
    400,
    "InvalidParameter.KeypairAlreadyAttachedInstance",
    "The specified parameter \"KeyPairNames\" attached to instances can not be deleted.",
);
pub(in crate::ecs) const NO_PAIR: Fault = refused(
    400,
    "InvalidKeyPairName.NotFound",
    "The specified KeyPairName does not exist in our records.",
);
pub(in crate::ecs) const NO_PAIR_TO_RUN: Fault = refused(
    404,
    "InvalidKeyPairName.NotFound",
    "The specified KeyPairName does not exist in our records.",
);
pub(in crate::ecs) const IS_WINDOWS: Fault = refused(
    403,
    "DependencyViolation.WindowsInstance",
    "The instance creating is windows, cannot use ssh key pair to login",
);
pub(in crate::ecs) const BAD_NAMES: Fault = refused(
    400,
    "InvalidKeyPairNames.ValueNotSupported",
    "The specified parameter \"KeyPairNames\" is not valid.",
);
pub(in crate::ecs) const BAD_INSTANCES: Fault = refused(
    400,
    "InvalidInstanceIds.ValueNotSupported",
    "The specified parameter InstanceIds is not valid.",
);
