//! What those are told who look for a machine behind an instance: there is none.

/// What is sent as a hint where a call is about what runs on an instance.
pub(in crate::ecs) const NO_MACHINE: &str = "There is no machine behind an instance: nothing boots, no user data runs and no command reaches it. \
     `localyun exec --instance ID -- COMMAND` starts a process of your own as if on it.";

/// Parts of the names of published actions that are about what runs on an instance, and are not emulated.
const ABOUT_MACHINES: [&str; 6] =
    ["Command", "Invocation", "SendFile", "Terminal", "CloudAssistant", "Screenshot"];

/// What somebody is told who calls an action of a product that is not emulated.
#[must_use]
pub fn hint(product: &str, action: &str) -> Option<&'static str> {
    let about = product == "Ecs" && ABOUT_MACHINES.iter().any(|part| action.contains(part));
    about.then_some(NO_MACHINE)
}
