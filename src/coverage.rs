//! The coverage table and the description of an action, made from the same definitions that serve the calls.

use std::fmt::Write;

use actions::{Entry, PRODUCTS, Product, Style};
use serde_json::{Value, json};

use crate::gateway::faults;

/// The whole of `docs/COVERAGE.md`. `answer` adds what is known of an action's answer.
#[must_use]
pub fn table(answer: impl Fn(&Product, &Entry) -> String) -> String {
    let mut out = String::from(
        "# Actions\n\nThe parameters, answer and errors of each action. Generated from the definitions that serve the calls; do not edit.\n\n\
         | Product | Version | Emulated |\n|---|---|---|\n",
    );
    for product in PRODUCTS {
        let (code, version, count) = (product.code, product.version, product.actions.len());
        let _ = writeln!(out, "| [{code}](#{}) | {version} | {count} |", anchor(product));
    }
    out.push_str(
        "\n## Errors of the gateway\n\nWhat any call may be answered, whatever its action; `%s` is what varies.\n\n\
         | Status | Code | Message | When |\n|---|---|---|---|\n",
    );
    for row in &faults::TABLE {
        let fault = row.fault;
        let when = if row.answered { row.when } else { "Not answered yet." };
        let _ =
            writeln!(out, "| {} | `{}` | {} | {when} |", fault.status, fault.code, fault.message);
    }
    for product in PRODUCTS {
        let _ = write!(out, "\n## {} {}\n\n", product.code, product.version);
        let link = |entry: &Entry| {
            let anchor = format!("{}-{}", product.id, entry.name.to_lowercase());
            format!("[{}](#{anchor})", entry.name)
        };
        let _ =
            writeln!(out, "{}", product.actions.iter().map(link).collect::<Vec<_>>().join(", "));
        for entry in product.actions {
            let _ = write!(
                out,
                "\n### {} {}\n\n{} RAM: `{}`{} ({:?}){}.\n\n",
                product.id,
                entry.name,
                entry.doc,
                product.ram_action(entry),
                product.other_ram_action(entry).map(|it| format!(" or `{it}`")).unwrap_or_default(),
                entry.access,
                resources(entry)
            );
            for d in entry.described(product) {
                let need = if d.required { "required" } else { "optional" };
                let rule = if d.rule.is_empty() { String::new() } else { format!(", {}", d.rule) };
                let _ = writeln!(out, "- `{}` {}, {need}{rule}: {}", d.name, d.kind, d.doc);
            }
            for f in entry.faults {
                let _ = writeln!(out, "- {} `{}`: {}", f.status, f.code, f.message);
            }
            out.push_str(&answer(product, entry));
        }
    }
    out
}

/// An action as programs read it: its parameters with their rules, its errors, its name in policies.
#[must_use]
pub fn described(product: &Product, entry: &Entry) -> Value {
    let parameters = entry.described(product).into_iter().map(|it| {
        let mut shown = json!({
            "name": it.name,
            "kind": it.kind,
            "required": it.required,
            "rule": it.rule,
            "doc": it.doc,
            "secret": it.secret,
        });
        if !it.one_of.is_empty() {
            shown["one_of"] = it.one_of.into();
        }
        shown
    });
    let errors = entry
        .faults
        .iter()
        .map(|it| json!({ "status": it.status, "code": it.code, "message": it.message }));
    json!({
        "product": product.id,
        "code": product.code,
        "version": product.version,
        "style": style(product),
        "action": entry.name,
        "doc": entry.doc,
        "access": format!("{:?}", entry.access),
        "fidelity": entry.fidelity.name(),
        "ram": product.ram_action(entry),
        "ram_also": product.other_ram_action(entry),
        "resources": entry.resources,
        "method": entry.method.unwrap_or("POST"),
        "path": entry.path.unwrap_or("/"),
        "parameters": parameters.collect::<Vec<_>>(),
        "errors": errors.collect::<Vec<_>>(),
    })
}

/// How calls of a product name an action.
#[must_use]
pub fn style(product: &Product) -> &'static str {
    match product.style {
        Style::Rpc => "RPC",
        Style::Roa => "ROA",
    }
}

/// What policies have to allow the action on, where that is not everything.
fn resources(entry: &Entry) -> String {
    if entry.resources == ["*"] {
        return String::new();
    }
    let named: Vec<String> = entry.resources.iter().map(|it| format!("`{it}`")).collect();
    format!(" on {}", named.join(" and "))
}

/// Where the part of a product begins.
fn anchor(product: &Product) -> String {
    format!("{}-{}", product.code.to_lowercase(), product.version)
}
