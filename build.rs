//! Tells the program which commit it is built from, where that can be seen: `BUILD_COMMIT` is empty in a packaged crate.
//! Packs the files of the console and the characters of GBK, which become part of the program; and the addresses in it.

use std::{
    env,
    fmt::Write as _,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    process::Command,
};

use encoding_rs::GBK;
use flate2::{Compression, GzBuilder, write::GzEncoder};

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=console");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    pack(Path::new("console"), &out)?;
    compress(&out.join("gbk.gz"), gbk().as_bytes())?;
    pack_addresses();
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
        compress(&out.join(format!("{number}.gz")), &fs::read(folder.join(name))?)?;
        let content = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/{number}.gz\"))");
        let _ = writeln!(list, "    ({name:?}, {content}.as_slice()),");
    }
    fs::write(out.join("console.rs"), list + "]\n")
}

/// Writes a compressed file: without a time, so that the same content makes the same program.
fn compress(to: &Path, content: &[u8]) -> io::Result<()> {
    let mut to: GzEncoder<_> = GzBuilder::new().write(fs::File::create(to)?, Compression::best());
    to.write_all(content)?;
    to.finish().map(drop)
}

/// Has the addresses that the loader adjusts written as ranges and not one by one, which makes the program a megabyte smaller.
/// The loader of glibc reads them so from 2.36 on: what is built on an older one, or for another machine, has them as usual.
fn pack_addresses() {
    let is_here = env::var_os("HOST") == env::var_os("TARGET");
    let is_release = env::var_os("PROFILE").is_some_and(|it| it == "release");
    if is_here && is_release && glibc().is_some_and(|version| version >= (2, 36)) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
}

/// The version of glibc, where that is what programs for this machine use.
fn glibc() -> Option<(u32, u32)> {
    if env::var_os("CARGO_CFG_TARGET_ENV")? != "gnu" || cfg!(windows) {
        return None;
    }
    let printed = Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?.stdout;
    let printed = String::from_utf8(printed).ok()?;
    let (major, minor) = printed.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.split('.').next()?.parse().ok()?))
}

/// The character of each pair of bytes of GBK, in the order of the pairs, as `src/sign/explain/gbk.rs` reads it. A pair that is
/// none has U+FFFD. Only this table is wanted in the program, not all of the crate, which is a hundredth and a half of its size.
fn gbk() -> String {
    let pairs = (0x81..=0xFE).flat_map(|lead| (0x40..=0xFE).map(move |trail| [lead, trail]));
    let character = |pair: [u8; 2]| {
        let text = GBK.decode_without_bom_handling_and_without_replacement(&pair)?;
        let mut characters = text.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    pairs.map(|pair| character(pair).unwrap_or(char::REPLACEMENT_CHARACTER)).collect()
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
