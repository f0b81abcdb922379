//! Where there are no namespaces.

use super::attempts::Report;

const LINUX: &str = "--hermetic needs the namespaces of Linux: run it in a container or a virtual machine of Linux, or \
                     leave it out and let the proxy lead the program here";

/// Why it cannot be entered.
pub(crate) fn enter() -> String {
    LINUX.into()
}

/// A network that is not to be had.
pub(crate) struct Network(std::convert::Infallible);

impl Network {
    pub(crate) fn set_up() -> Result<Self, String> {
        Err(LINUX.into())
    }

    pub(crate) fn serve(
        &mut self,
        _: impl Fn(&str) -> bool + Send + Sync + 'static,
    ) -> Result<(), String> {
        match self.0 {}
    }

    pub(crate) fn finish(self) -> Report {
        match self.0 {}
    }
}
