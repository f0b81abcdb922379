//! The way into a network namespace: `unshare` of util-linux begins this program anew in one, as the same process.

use std::{
    env, fs,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::Command,
};

use crate::config;

/// Namespaces of users, of the network and of mounts. The user stays who he is, and has the capabilities that it takes to set
/// them up.
const FLAGS: [&str; 4] = ["--map-current-user", "--keep-caps", "--net", "--mount"];

/// The settings of the system that can be in the way, and the values with which they are.
const SETTINGS: [(&str, &str); 3] = [
    ("kernel.unprivileged_userns_clone", "0"),
    ("kernel.apparmor_restrict_unprivileged_userns", "1"),
    ("user.max_user_namespaces", "0"),
];

/// Begins this command anew inside, with `--hermetic-inside`. It returns only if that is not possible: with the reason.
pub(crate) fn enter() -> String {
    entered().unwrap_or_else(|why| why)
}

fn entered() -> Result<String, String> {
    let unshare = find("unshare")
        .ok_or("--hermetic needs the program `unshare`: install util-linux, 2.35 or later")?;
    let ip = find("ip").ok_or("--hermetic needs the program `ip`: install iproute2")?;
    // What would fail inside fails here already, where it can be explained.
    let tried = Command::new(&unshare)
        .args(FLAGS)
        .arg("--")
        .arg(ip)
        .args(["link", "set", "lo", "up"])
        .output()
        .map_err(|e| format!("cannot run {}: {e}", unshare.display()))?;
    if !tried.status.success() {
        return Err(not_allowed(String::from_utf8_lossy(&tried.stderr).trim()));
    }
    let itself = env::current_exe().map_err(|e| format!("cannot find this program: {e}"))?;
    let mut arguments = env::args_os().skip(1);
    let e = Command::new(&unshare)
        .args(FLAGS)
        .arg("--")
        .arg(itself)
        .args(arguments.next())
        .arg("--hermetic-inside")
        .args(arguments)
        .exec();
    Err(format!("cannot run {}: {e}", unshare.display()))
}

/// What to do where namespaces are not allowed.
fn not_allowed(said: &str) -> String {
    let value =
        |name: &str| fs::read_to_string(Path::new("/proc/sys").join(name.replace('.', "/")));
    let wrong = SETTINGS.iter().filter(|(name, bad)| value(name).is_ok_and(|it| it.trim() == *bad));
    let wrong: Vec<_> = wrong.map(|(name, bad)| format!("{name} is {bad}")).collect();
    let advice = match &wrong[..] {
        [] => "in a container, give it --security-opt seccomp=unconfined --security-opt apparmor=unconfined, or \
               --cap-add SYS_ADMIN --cap-add NET_ADMIN; elsewhere look at the settings \
               kernel.unprivileged_userns_clone, kernel.apparmor_restrict_unprivileged_userns and \
               user.max_user_namespaces with sysctl"
            .to_owned(),
        wrong => format!("{}: change it with sysctl", wrong.join(", ")),
    };
    format!("--hermetic needs user namespaces, which are not allowed here ({said}): {advice}")
}

/// Where a program is. Those of the administrator are not on every user's path.
pub(super) fn find(program: &str) -> Option<PathBuf> {
    let path = config::variable("PATH").unwrap_or_default();
    let standard = ["/usr/sbin", "/sbin", "/usr/bin", "/bin"].map(PathBuf::from);
    let mut all = env::split_paths(&path).chain(standard).map(|folder| folder.join(program));
    all.find(|file| file.is_file())
}
