//! What calls about schemes are refused with. The codes are published; all texts but that of `SceneQueryFail` are modelled.

use crate::Fault;

pub(super) const NO_SCHEME: Fault =
    Fault { status: 400, code: "SceneQueryFail", message: "The specified scene does not exist." };
pub(super) const PACKAGE_CONFLICT: Fault = Fault {
    status: 400,
    code: "PackageSignedConflict",
    message: "The specified package name and package signature conflict with those of another scheme.",
};
pub(super) const BUNDLE_CONFLICT: Fault = Fault {
    status: 400,
    code: "BundleIdConflict",
    message: "The specified bundle ID conflicts with that of another scheme.",
};
pub(super) const BAD_PARAMETERS: Fault = Fault {
    status: 400,
    code: "InvalidParameters",
    message: "The specified parameters are invalid.",
};
