//! The first page, with its style and the script that runs before it is drawn in it: with what a browser would otherwise ask for
//! one after the other, nothing is drawn until all has come.

use std::{path::PathBuf, sync::OnceLock};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use sha2::{Digest as _, Sha256};
use tokio::task;

use super::{
    POLICY,
    files::{self, File},
};

/// The name of the file that it is made of.
const NAME: &str = "index.html";

/// What is put into it: the element that names the file, the file, the element with its content, and what of the policy allows that.
const PARTS: [(&str, &str, &str, &str); 2] = [
    (r#"<script src="boot.js"></script>"#, "boot.js", "script", "script-src 'self'"),
    (r#"<link rel="stylesheet" href="style.css">"#, "style.css", "style", "style-src 'self'"),
];

/// The page of the program.
pub(super) fn packed() -> Option<&'static File> {
    static PAGE: OnceLock<Option<File>> = OnceLock::new();
    PAGE.get_or_init(|| made(|name| files::packed(name).map(|it| it.packed.unpacked()))).as_ref()
}

/// The page of a folder.
pub(super) async fn read(folder: PathBuf) -> Option<File> {
    task::spawn_blocking(move || made(|name| files::content(&folder, name))).await.ok()?
}

/// The page that is made of these files. The policy allows what is put into it by its hash, and nothing else.
fn made(read: impl Fn(&str) -> Option<Vec<u8>>) -> Option<File> {
    let text = |name: &str| String::from_utf8(read(name)?).ok();
    let (mut page, mut policy) = (text(NAME)?, POLICY.to_owned());
    for (element, file, tag, source) in PARTS {
        let content = text(file)?;
        let hash = STANDARD.encode(Sha256::digest(content.as_bytes()));
        page = page.replacen(element, &format!("<{tag}>{content}</{tag}>"), 1);
        policy = policy.replacen(source, &format!("{source} 'sha256-{hash}'"), 1);
    }
    Some(File { policy: Some(policy), ..files::file(NAME, page.as_bytes())? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_asks_for_no_style_and_no_script_before_it_draws() {
        let page = packed().unwrap();
        let text = String::from_utf8(page.packed.unpacked()).unwrap();
        let drawn = text.split_once("</nav>").unwrap().0;
        for (element, file, tag, _) in PARTS {
            let content = files::packed(file).unwrap().packed.unpacked();
            // What ends the element would end it within.
            assert!(!String::from_utf8(content).unwrap().contains("</"), "{file}");
            assert!(!text.contains(element) && drawn.contains(&format!("<{tag}>")), "{file}");
        }
        assert!(!drawn.contains("stylesheet") && !drawn.contains("<script src"));
        assert_eq!(page.policy.as_deref().unwrap().matches("'sha256-").count(), 2);
    }
}
