//! Why an instance that moves gets no address.

use crate::{
    ApiError,
    ecs::faults::instances::{ADDRESS_TAKEN, NO_VSWITCH, OUTSIDE, VSWITCH_FULL},
    vpc::addresses::NoAddress,
};

/// In the words of calls on instances.
pub(super) fn no_address(why: NoAddress) -> ApiError {
    match why {
        NoAddress::NoVSwitch => NO_VSWITCH,
        NoAddress::Outside => OUTSIDE,
        NoAddress::Taken => ADDRESS_TAKEN,
        NoAddress::Exhausted => VSWITCH_FULL,
    }
    .into()
}
