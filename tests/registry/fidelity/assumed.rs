//! What is assumed: each sentence of a comment in `actions` and `src` with the word `assumed`, beside the code that
//! does it. `Assumed: a; b.` is as many as it has parts.

use std::path::Path;

use crate::tidy;

/// What no source says, and where it is done.
pub(super) struct Assumption {
    /// The file, from the root of the project.
    pub(super) file: String,
    pub(super) says: String,
}

/// All that is assumed, by file.
pub(super) fn all() -> Vec<Assumption> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut all = Vec::new();
    for folder in ["actions", "src"] {
        for (path, text) in tidy::sources(folder) {
            let file = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
            let found = paragraphs(&text).into_iter().flat_map(|it| said(&it));
            all.extend(found.map(|says| Assumption { file: file.clone(), says }));
        }
    }
    all.sort_by(|a, b| a.file.cmp(&b.file)); // stable: those of a file stay in its order
    all
}

/// The paragraphs of the comments of a file, each on one line.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all = vec![String::new()];
    for line in text.lines() {
        let comment =
            line.trim_start().strip_prefix("//").map(|it| it.trim_start_matches(['/', '!']));
        match (comment.map(str::trim).filter(|it| !it.is_empty()), all.last_mut()) {
            (Some(words), Some(last)) if !last.is_empty() => last.extend([" ", words]),
            (Some(words), Some(last)) => last.push_str(words),
            _ => all.push(String::new()),
        }
    }
    all.retain(|it| !it.is_empty());
    all
}

/// Whether a sentence is about something that is assumed.
pub(super) fn is_assumed(sentence: &str) -> bool {
    let mut words = sentence.split(|it: char| !it.is_alphanumeric() && it != '-' && it != '_');
    words.any(|it| it.eq_ignore_ascii_case("assumed"))
}

/// What a paragraph says is assumed.
fn said(paragraph: &str) -> Vec<String> {
    let mut all = Vec::new();
    for sentence in sentences(paragraph).filter(|it| is_assumed(it)) {
        match sentence.strip_prefix("Assumed: ") {
            Some(parts) => all.extend(parts.trim_end_matches('.').split("; ").map(sentence_of)),
            None => all.push(sentence.to_owned()),
        }
    }
    all
}

/// A part as a sentence: with a capital and a full stop.
fn sentence_of(part: &str) -> String {
    let mut letters = part.chars();
    let first = letters.next().unwrap_or_default().to_uppercase();
    format!("{first}{}.", letters.as_str())
}

fn sentences(paragraph: &str) -> impl Iterator<Item = &str> {
    let mut rest = paragraph;
    std::iter::from_fn(move || {
        let mut ends = rest.match_indices(". ").map(|(at, _)| at + 1);
        let is_end = |at: &usize| {
            rest[at + 1..].starts_with(|it: char| it.is_ascii_uppercase() || "`[".contains(it))
        };
        let end = ends.find(is_end).unwrap_or(rest.len());
        let (sentence, left) = rest.split_at(end);
        rest = left.trim_start();
        (!sentence.is_empty()).then_some(sentence)
    })
}

#[test]
fn an_assumption_is_a_sentence_of_a_comment_or_a_part_of_one() {
    let text = "//! Lists things. Newest first (assumed). As one\n//! ARN of `assumed-role/x` has it.\n//!\n\
                //! Assumed: the code is 404; `Id` is needed.\nfn assumed() {}\n    // It is assumed: `why`.\n";
    let all: Vec<String> = paragraphs(text).iter().flat_map(|it| said(it)).collect();
    let want =
        ["Newest first (assumed).", "The code is 404.", "`Id` is needed.", "It is assumed: `why`."];
    assert_eq!(all, want);
}
