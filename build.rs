//! Tells the program which commit it is built from, where that can be seen: `BUILD_COMMIT` is empty in a packaged crate.
//! Packs the files of the console, which become part of the program.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use flate2::{Compression, GzBuilder, write::GzEncoder};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=console");
    pack(Path::new("console"), &PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()))?;
    let commit = commit().unwrap_or_default();
    let version = env!("CARGO_PKG_VERSION");
    let shown =
        if commit.is_empty() { version.to_owned() } else { format!("{version} ({commit})") };
    println!("cargo:rustc-env=BUILD_COMMIT={commit}");
    println!("cargo:rustc-env=BUILD_VERSION={shown}");
    Ok(())
}

/// Packs each file of a folder, and writes the list of them that `src/console/files.rs` includes: their paths in the
/// folder, in order, and their contents.
fn pack(folder: &Path, out: &Path) -> io::Result<()> {
    let mut list = "&[\n".to_owned();
    for (number, name) in files(folder, "")?.iter().enumerate() {
        // Without a time, so that the same files make the same program.
        let packed = fs::File::create(out.join(format!("{number}.gz")))?;
        let mut to: GzEncoder<_> = GzBuilder::new().write(packed, Compression::best());
        io::copy(&mut fs::File::open(folder.join(name))?, &mut to)?;
        to.finish()?;
        let content = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{number}.gz\"))");
        let _ = writeln!(list, "    ({name:?}, {content}.as_slice()),");
    }
    fs::write(out.join("console.rs"), list + "]\n")
}

/// The paths of the files of a folder and of those in it, with `/` between their parts. Pages for developers are left out.
fn files(folder: &Path, before: &str) -> io::Result<Vec<String>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{before}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            all.extend(files(&entry.path(), &format!("{name}/"))?);
        } else if Path::new(&name).extension().is_none_or(|it| it != "md") {
            all.push(name);
        }
    }
    all.sort();
    Ok(all)
}

/// The commit that is checked out, if this folder is the root of a repository and not a part of another one.
fn commit() -> Option<String> {
    let root = fs::canonicalize(git(&["rev-parse", "--show-toplevel"])?).ok()?;
    if root != fs::canonicalize(env::current_dir().ok()?).ok()? {
        return None;
    }
    // Only these change with the commit. One that is not there would be looked for in every build.
    let branch = git(&["symbolic-ref", "-q", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        if let Some(path) = git(&["rev-parse", "--git-path", name])
            && PathBuf::from(&path).is_file()
        {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    git(&["rev-parse", "--short=10", "HEAD"])
}

/// What git prints; `None` if there is no git, or if it fails.
fn git(words: &[&str]) -> Option<String> {
    let output = Command::new("git").args(words).output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let text = text.trim();
    (output.status.success() && !text.is_empty()).then(|| text.to_owned())
}
