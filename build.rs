//! Version and commit for "About" and `--version`; icon, version and manifest of the Windows program.

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=build.rs");
    let version = env!("CARGO_PKG_VERSION");
    let version = commit().map_or_else(|| version.to_owned(), |commit| format!("{version} ({commit})"));
    println!("cargo:rustc-env=PAPIER_VERSION={version}");
    #[cfg(windows)]
    windows_resources();
}

/// The commit that is built; `None` outside a repository of Papier's own.
fn commit() -> Option<String> {
    let is_top = git(&["rev-parse", "--show-prefix"]).is_some_and(|prefix| prefix.is_empty());
    if !is_top {
        return None;
    }
    let commit = git(&["rev-parse", "--short=10", "HEAD"]).filter(|commit| !commit.is_empty())?;
    // The log of HEAD changes with each commit and checkout; the branch itself serves where no log is kept. A path that is absent would build
    // everything again each time.
    let branch = git(&["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD", "packed-refs"].into_iter().chain(branch.as_deref()) {
        if let Some(path) = git(&["rev-parse", "--git-path", name]).filter(|path| Path::new(path).exists()) {
            println!("cargo:rerun-if-changed={path}");
        }
    }
    Some(commit)
}

fn git(arguments: &[&str]) -> Option<String> {
    let output = Command::new("git").args(arguments).output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A program without an icon still works: where the resource compiler is missing, the build goes on with a warning.
#[cfg(windows)]
fn windows_resources() {
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() != Ok("windows") {
        return;
    }
    for path in ["assets/icon/papier.ico", "assets/windows/papier.manifest"] {
        println!("cargo:rerun-if-changed={path}");
    }
    let mut resource = winresource::WindowsResource::new();
    resource.set_icon("assets/icon/papier.ico").set_manifest_file("assets/windows/papier.manifest");
    resource.set("ProductName", "Papier").set("FileDescription", "Papier").set("LegalCopyright", "MIT OR Apache-2.0");
    if let Err(error) = resource.compile() {
        println!("cargo:warning=the program has no icon: {error}");
    }
}
