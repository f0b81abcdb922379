//! `ListVirtualMFADevices` lists all virtual MFA devices, oldest first.
//!
//! An unbound device has neither `ActivateDate` nor `User` (the vendor's sample).

use serde::Serialize;

use super::tables::devices::{self, DeviceUser};
use crate::{Access, Action, Cx, Params, Result, shared::format::iso};

pub(super) struct ListVirtualMFADevices {}

#[derive(Serialize)]
pub(super) struct Response {
    #[serde(rename = "VirtualMFADevices")]
    devices: Devices,
}

#[derive(Serialize)]
pub(super) struct Devices {
    #[serde(rename = "VirtualMFADevice")]
    device: Vec<Device>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Device {
    serial_number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    activate_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<User>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct User {
    user_id: String,
    user_name: String,
    display_name: String,
}

impl Action for ListVirtualMFADevices {
    const NAME: &'static str = "ListVirtualMFADevices";
    const DOC: &'static str = "Queries all virtual MFA devices.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:mfa/*"];
    type Response = Response;

    fn read(_: &mut Params<'_>) -> Result<Self> {
        Ok(Self {})
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let device = devices::list_devices(cx.tx, &cx.caller.account)?
            .into_iter()
            .map(|(device, user)| Device {
                serial_number: device.serial,
                activate_date: device.bound.map(iso),
                user: user.map(User::from),
            })
            .collect();
        Ok(Response { devices: Devices { device } })
    }
}

impl From<DeviceUser> for User {
    fn from(it: DeviceUser) -> Self {
        Self { user_id: it.id, user_name: it.name, display_name: it.display }
    }
}
