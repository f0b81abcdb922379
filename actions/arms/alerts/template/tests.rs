//! Templates are rendered as Go would, as far as they are read, and cost a bounded time.

use serde_json::json;

use super::*;

fn data() -> Value {
    json!({
        "level": "P1",
        "status": "firing",
        "commonLabels": { "kind": "app", "name": "web" },
        "alerts": [
            { "labels": { "host": "a" }, "annotations": { "message": "full" } },
            { "labels": { "host": "b" }, "annotations": {} },
        ],
    })
}

#[test]
fn what_the_pages_show_is_rendered() {
    for (template, want) in [
        ("{{ .level }}", "P1"),
        ("{{.level}}", "P1"),
        ("a {{ .commonLabels.name }} b", "a web b"),
        ("{{ for .alerts }}[{{ .labels.host }}{{ .annotations.message }}]{{ end }}", "[afull][b]"),
        ("{{ range .alerts }}{{ .labels.host }}{{end}}", "ab"),
        ("{{ range $i, $a := .alerts }}{{ $a.labels.host }}{{end}}", "ab"),
        ("{{if eq \"app\" .commonLabels.kind }}yes{{ end }}", "yes"),
        ("{{if eq \"x\" .commonLabels.kind }}yes{{ else }}no{{ end }}", "no"),
        (
            "{{if .none}}1{{else if ne .level \"P1\"}}2{{else if eq .level \"P2\" \"P1\"}}3{{end}}",
            "3",
        ),
        ("{{$a := index .alerts 0}}{{ $a.labels.host }}", "a"),
        ("{{ index .commonLabels \"name\" }}", "web"),
        ("{{ if and .level (not .none) }}x{{ end }}", "x"),
        ("{{ if or .none .other }}x{{ end }}", ""),
        ("{{ len .alerts }}", "2"),
        ("a {{- .level -}} b", "aP1b"),
        ("{{ for .alerts }}{{ $.level }}{{ end }}", "P1P1"),
    ] {
        assert_eq!(render(template, &data()), want, "{template}");
    }
}

#[test]
fn what_is_not_known_is_shown_as_nothing() {
    for (template, want) in [
        ("[{{ .gone.further }}]", "[]"),
        ("[{{ $gone }}]", "[]"),
        ("[{{ index .alerts 9 }}]", "[]"),
        ("[{{ printf \"%s\" .level }}]", "[]"),
        ("[{{ .level | upper }}]", "[]"),
        ("[{{ }}]", "[]"),
        ("a{{ end }}b", "ab"),
        ("a{{ else }}b", "ab"),
        ("a{{ if .level }}b", "ab"),
        ("a{{ .level", "a{{ .level"),
        ("[{{ for .level }}x{{ end }}]", "[]"),
        ("[{{ \"open }}]", "[open]"),
    ] {
        assert_eq!(render(template, &data()), want, "{template}");
    }
}

#[test]
fn any_text_costs_a_bounded_time_and_length() {
    let list = json!({ "a": vec![1; 1000] });
    let nested = "{{ for $.a }}".repeat(15) + "x" + &"{{ end }}".repeat(15);
    assert!(render(&nested, &list).len() <= STEPS);
    let deep = "{{ if .a }}".repeat(100_000) + "x";
    assert_eq!(render(&deep, &list), "");
    let parentheses = format!("{{{{ {} }}}}", "(".repeat(100_000));
    assert_eq!(render(&parentheses, &list), "");
    let long = format!("{{{{ for .a }}}}{}{{{{ end }}}}", "张".repeat(1000));
    let text = render(&long, &list);
    assert!(text.len() <= OUTPUT && text.len() > OUTPUT - 4, "{}", text.len());
}
