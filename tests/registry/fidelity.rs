//! `docs/FIDELITY.md`: what the truth of each action rests on, who calls it in the tests, which of its errors are shown,
//! and how it is known to differ. And what is assumed only becomes less.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
    fs,
    path::Path,
};

use actions::{Entry, Fidelity, PRODUCTS, Product};
use localyun::gateway::faults;
use serde_json::Value;

use self::{
    assumed::Assumption,
    clients::{Called, Callers, SDKS},
};
use crate::{names, shapes, tidy};

mod assumed;
mod clients;
mod shown;

/// How many assumptions the code states. This may only go down: [`an_assumption_is_mended_and_not_made`].
const ASSUMPTIONS: usize = 613;
/// How many transcripts are assumed as a whole. This may only go down.
const ASSUMED_TRANSCRIPTS: usize = 30;
/// What a transcript may say that its truth is, in the order of their weight.
const KINDS: [&str; 3] = ["observed", "documented", "assumed"];

/// What the head of a transcript says of its truth: one of [`KINDS`], and the source.
fn truth(text: &str) -> Option<(&str, &str)> {
    let (kind, source) = text.lines().next()?.strip_prefix("# truth: ")?.split_once(" (")?;
    KINDS.contains(&kind).then_some((kind, source.strip_suffix(')')?))
}

/// The files of `fixtures` that are played, with their texts.
fn transcripts() -> Vec<(String, String)> {
    let mut all = Vec::new();
    for product in PRODUCTS {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(product.id);
        for file in fs::read_dir(folder).into_iter().flatten() {
            let path = file.unwrap().path();
            if path.is_file() {
                let name =
                    format!("{}/{}", product.id, path.file_name().unwrap().to_str().unwrap());
                all.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

#[test]
fn every_transcript_says_where_its_truth_comes_from() {
    let mut count = 0;
    for (name, text) in transcripts() {
        let Some((kind, source)) = truth(&text) else {
            panic!("{name}: begin with `# truth: …`")
        };
        count += usize::from(kind == "assumed");
        let comments = text.lines().skip(1).filter(|it| it.starts_with('#'));
        for line in comments.chain([source]) {
            assert!(
                !assumed::is_assumed(line),
                "{name}: {line:?}: what is assumed stands in a comment beside the code"
            );
        }
    }
    falls("transcripts are assumed", count, ASSUMED_TRANSCRIPTS);
}

#[test]
fn an_assumption_is_mended_and_not_made() {
    let all = assumed::all();
    for Assumption { file, says } in &all {
        let words = says.split_whitespace().count();
        assert!(words > 2, "{file}: {says:?} does not say what is assumed");
    }
    falls("assumptions are in the code", all.len(), ASSUMPTIONS);
}

/// Holds a count to the number that is committed: it never grows, and the number follows it down.
fn falls(what: &str, count: usize, committed: usize) {
    assert!(
        count <= committed,
        "{count} {what}, and {committed} were: look for a source, do what it says, and name it"
    );
    assert!(
        count == committed,
        "{count} {what}: lower the number in tests/registry/fidelity.rs to it"
    );
}

/// The list of what is assumed is the comments: neither the texts that the program shows nor the tables of the policy
/// engine have another one.
#[test]
fn what_is_assumed_is_said_in_comments_alone() {
    for row in &faults::TABLE {
        assert!(!assumed::is_assumed(row.when), "{}", row.when);
    }
    for product in PRODUCTS {
        for entry in product.actions {
            assert!(!assumed::is_assumed(entry.doc), "{}", entry.name);
            for parameter in entry.described(product) {
                assert!(!assumed::is_assumed(parameter.doc), "{} {}", entry.name, parameter.name);
            }
        }
    }
    let tables = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/policy");
    for file in fs::read_dir(tables).unwrap().map(|it| it.unwrap().path()) {
        let text = fs::read_to_string(&file).unwrap();
        let comments = text.lines().filter(|it| it.starts_with('#'));
        for line in comments {
            assert!(!assumed::is_assumed(line), "{}: {line}", file.display());
        }
    }
}

#[test]
fn the_page_is_current() {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/FIDELITY.md");
    super::current(&page, &Evidence::gathered().page());
}

/// What the page is made of.
struct Evidence {
    assumed: Vec<Assumption>,
    callers: BTreeMap<Called, Callers>,
    codes: BTreeMap<Called, BTreeSet<String>>,
    /// The published actions of each product, by its id.
    published: BTreeMap<&'static str, BTreeMap<String, Value>>,
    /// Members of the published answer that no transcript shows.
    unseen: BTreeMap<Called, Vec<String>>,
}

impl Evidence {
    fn gathered() -> Self {
        Self {
            assumed: assumed::all(),
            callers: clients::all(),
            codes: shown::codes(),
            published: PRODUCTS.iter().map(|it| (it.id, names::actions_of(it))).collect(),
            unseen: shapes::unseen(),
        }
    }

    fn page(&self) -> String {
        let mut out = HEAD.to_owned();
        out.push_str(
            "| Product | Actions | observed | documented | assumed | modelled | Called by an SDK | Assumptions |\n\
             |---|---|---|---|---|---|---|---|\n",
        );
        let mut sums = [0; 7];
        for product in PRODUCTS {
            let numbers = self.numbers(product);
            let (code, anchor) = (product.code, anchor(product));
            let _ = writeln!(
                out,
                "| [{code}](#{anchor}) | {} |",
                numbers.map(|it| it.to_string()).join(" | ")
            );
            sums.iter_mut().zip(numbers).for_each(|(sum, number)| *sum += number);
        }
        let common = self.assumed.iter().filter(|it| product_of(&it.file).is_none()).count();
        sums[6] += common;
        let _ = writeln!(
            out,
            "| [The gateway and what products share](#the-gateway-and-what-products-share) | | | | | | | {common} |"
        );
        let _ = writeln!(out, "| All | {} |", sums.map(|it| it.to_string()).join(" | "));
        for product in PRODUCTS {
            self.product(product, &mut out);
        }
        out.push_str("\n## The gateway and what products share\n\n");
        self.gateway(&mut out);
        self.assumptions(|file| product_of(file).is_none(), &mut out);
        out
    }

    /// The columns of a product in the first table.
    fn numbers(&self, product: &Product) -> [usize; 7] {
        let mut numbers = [product.actions.len(), 0, 0, 0, 0, 0, 0];
        for entry in product.actions {
            let (kind, _) = rests_on(product, entry);
            let place = KINDS.iter().position(|it| *it == kind).unwrap_or(KINDS.len());
            numbers[1 + place] += 1;
            let callers = self.callers.get(&(product.id, entry.name));
            numbers[5] += usize::from(callers.is_some_and(|it| !it.sdks.is_empty()));
        }
        numbers[6] =
            self.assumed.iter().filter(|it| product_of(&it.file) == Some(product.id)).count();
        numbers
    }

    fn product(&self, product: &Product, out: &mut String) {
        let _ = write!(
            out,
            "\n## {} {}\n\n| Action | Rests on | Called by | Errors that a test shows | Known to differ |\n|---|---|---|---|---|\n",
            product.code, product.version
        );
        for entry in product.actions {
            let (kind, source) = rests_on(product, entry);
            let link = format!("COVERAGE.md#{}-{}", product.id, entry.name.to_lowercase());
            let cells = [
                format!("[{}]({link})", entry.name),
                format!("{kind}: {source}"),
                self.called_by((product.id, entry.name)),
                self.shown(product, entry),
                self.differs(product, entry),
            ];
            let _ = writeln!(out, "| {} |", cells.map(|it| it.replace('|', "\\|")).join(" | "));
        }
        let owned = |file: &str| product_of(file) == Some(product.id);
        if self.assumed.iter().any(|it| owned(&it.file)) {
            let _ = write!(out, "\n### Assumed of {}\n\n", product.code);
            self.assumptions(owned, out);
        }
    }

    /// Who calls an action in the tests.
    fn called_by(&self, action: Called) -> String {
        let Some(callers) = self.callers.get(&action) else { return String::new() };
        let missing: Vec<&str> = SDKS.into_iter().filter(|it| !callers.sdks.contains(it)).collect();
        let sdks = match (callers.sdks.len(), &missing[..]) {
            (0, _) => None,
            (_, []) => Some("all SDKs".to_owned()),
            (_, missing) => Some(format!("SDKs but {}", missing.join(", "))),
        };
        sdks.into_iter().chain(callers.programs.iter().cloned()).collect::<Vec<_>>().join(", ")
    }

    /// The errors that a transcript shows, those that an SDK shows too in bold, and those of the action's that none
    /// does.
    fn shown(&self, product: &Product, entry: &Entry) -> String {
        let nothing = BTreeSet::new();
        let owner = entry.owner.unwrap_or(product).id;
        let shown = self.codes.get(&(owner, entry.name)).unwrap_or(&nothing);
        let by_sdks = self.callers.get(&(product.id, entry.name)).map_or(&nothing, |it| &it.codes);
        let mut all: Vec<String> = shown
            .union(by_sdks)
            .map(|it| if by_sdks.contains(it) { format!("**`{it}`**") } else { format!("`{it}`") })
            .collect();
        let declared: BTreeSet<&str> = entry.faults.iter().map(|it| it.code).collect();
        let missing = declared.iter().filter(|it| !shown.contains(**it) && !by_sdks.contains(**it));
        all.extend(missing.map(|it| format!("not `{it}`")));
        all.join(", ")
    }

    /// What is published of an action, and is not read or never answered.
    fn differs(&self, product: &Product, entry: &Entry) -> String {
        let owner = entry.owner.unwrap_or(product).id;
        let list = |what: &str, names: &[String]| {
            let named: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
            (!names.is_empty()).then(|| format!("{what} {}", named.join(", ")))
        };
        let unread = self.unread(product, entry);
        let unseen = self.unseen.get(&(owner, entry.name)).map_or(&[][..], Vec::as_slice);
        let parts = [list("does not read", &unread), list("no test shows", unseen)];
        parts.into_iter().flatten().collect::<Vec<_>>().join("; ")
    }

    /// The published parameters of an action that it does not read: of an object or a list of which it reads nothing,
    /// the name alone.
    fn unread(&self, product: &Product, entry: &Entry) -> Vec<String> {
        let action = &self.published[entry.owner.unwrap_or(product).id][entry.name];
        let read: Vec<String> = entry.described(product).into_iter().map(|it| it.name).collect();
        let mut unread = Vec::new();
        for parameter in action["params"].as_array().unwrap() {
            parts(parameter["name"].as_str().unwrap(), &parameter["type"], &read, &mut unread);
        }
        unread.retain(|it| it != "RegionId"); // the gateway reads it of every call
        unread
    }

    /// The errors of the gateway that no test names.
    fn gateway(&self, out: &mut String) {
        let tests: Vec<String> = tidy::sources("tests").into_iter().map(|(_, text)| text).collect();
        let transcripts: Vec<String> = transcripts().into_iter().map(|(_, text)| text).collect();
        let named = |code: &str| {
            let quoted = format!("\"{code}\"");
            let code = code.replace("%s", "");
            tests.iter().any(|it| it.contains(&quoted) || it.contains(&code))
                || transcripts.iter().any(|it| it.contains(&format!("\"Code\":\"{code}")))
                || self.callers.values().any(|it| it.codes.contains(&code))
        };
        let listed = |keep: &dyn Fn(&faults::FaultRow) -> bool| {
            let codes = faults::TABLE.iter().filter(|it| keep(it)).map(|it| it.fault.code);
            let codes: BTreeSet<String> = codes.map(|it| format!("`{it}`")).collect();
            codes.into_iter().collect::<Vec<_>>().join(", ")
        };
        let unnamed = listed(&|row| row.answered && !named(row.fault.code));
        let unanswered = listed(&|row| !row.answered);
        out.push_str(
            "[COVERAGE.md](COVERAGE.md#errors-of-the-gateway) lists the errors of the gateway.",
        );
        if unnamed.is_empty() {
            out.push_str(" Tests name each that it answers.");
        } else {
            let _ = write!(out, " Of those that it answers no test names {unnamed}.");
        }
        let _ = write!(
            out,
            " It never answers {unanswered} by itself: a [fault](guide/faults.md) does.\n\n"
        );
    }

    /// The assumptions in some of the files, by action or file.
    fn assumptions(&self, keep: impl Fn(&str) -> bool, out: &mut String) {
        let mut last = "";
        for Assumption { file, says } in self.assumed.iter().filter(|it| keep(&it.file)) {
            if *file != last {
                let _ =
                    write!(out, "{}- {}:", if last.is_empty() { "" } else { "\n" }, called(file));
                last = file;
            }
            let _ = write!(out, " {says}");
        }
        if !last.is_empty() {
            out.push('\n');
        }
    }
}

/// The product in whose folder a file is.
fn product_of(file: &str) -> Option<&'static str> {
    let folder = file.strip_prefix("actions/")?.split('/').next()?;
    PRODUCTS.iter().map(|it| it.id).find(|it| *it == folder)
}

/// What a file is called: by its action, or by its path.
fn called(file: &str) -> String {
    let stem = file.rsplit('/').next().unwrap().trim_end_matches(".rs");
    let product = product_of(file).and_then(|id| PRODUCTS.iter().find(|it| it.id == id));
    let action =
        product.and_then(|it| it.actions.iter().find(|entry| super::snake(entry.name) == stem));
    action.map_or_else(|| format!("`{file}`"), |entry| entry.name.to_owned())
}

/// What the truth of an action rests on: a kind, and the source.
fn rests_on(product: &Product, entry: &Entry) -> (&'static str, String) {
    let text = fs::read_to_string(super::transcript(product, entry)).unwrap();
    let (kind, source) = truth(&text).unwrap();
    let kind = match entry.fidelity {
        Fidelity::Modelled => "modelled",
        Fidelity::Behaviour => KINDS.into_iter().find(|it| *it == kind).unwrap(),
    };
    (kind, source.to_owned())
}

/// Adds what is not read of a parameter.
fn parts(name: &str, kind: &Value, read: &[String], unread: &mut Vec<String>) {
    let below = format!("{name}.");
    if read.iter().any(|it| it == name) {
        return;
    }
    if !read.iter().any(|it| it.starts_with(&below)) {
        unread.push(name.to_owned());
        return;
    }
    match kind {
        Value::Array(items) => parts(&format!("{name}.N"), &items[0], read, unread),
        Value::Object(members) => {
            for (member, kind) in members {
                parts(&format!("{name}.{member}"), kind, read, unread);
            }
        }
        _ => {}
    }
}

/// Where the part of a product begins.
fn anchor(product: &Product) -> String {
    format!("{}-{}", product.code.to_lowercase(), product.version)
}

const HEAD: &str = "\
# Fidelity

Generated by `UPDATE=1 cargo test registry` from the code and the tests; do not edit. It says of each action how far its
answers can be believed. [KNOWN_LIMITS.md](KNOWN_LIMITS.md) says what is known not to be right or whole.

- **Rests on**: where its truth comes from, as its transcript in `fixtures` says. *observed*: the cloud, or a published client that
  depends on it, was seen to do so. *documented*: the vendor's page, SDK or metadata says so. *assumed*: a careful reader would
  expect it. *modelled*: the vendor publishes no such action; names and shapes are modelled on its console, and answers carry the header
  `x-localyun-fidelity: modelled`.
- **Called by**: who calls it in the tests. *all SDKs* are the vendor's for Python, Node, Go and Java, each in its new and its old
  generation, which play the scenarios of `tests/sdk`; then the programs that are run unchanged, hand-written signers, the
  transports of the CLI and of Terraform's provider, the kits, and the examples. An action with nobody there is called
  by its transcript alone.
- **Errors that a test shows**: the codes that a transcript shows; in bold those that all SDKs hand to their users in a scenario. One that
  an action declares and no test shows would stand there with *not*.
- **Known to differ**: parameters that the vendor publishes and the action does not read, and members of the published answer that
  no transcript shows, since nothing fills them, or only states do that no test makes.
- **Assumed**: what no source says, under the tables, by action or by the file that does it. Each is a comment beside the code. Their number
  is held by a test, and only falls.

";
