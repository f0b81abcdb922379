# What a developer runs, by name: `just`, then `just NAME`. Each line is a command that also works without just.

_default:
    @just --list

# serve on http://127.0.0.1:4800, with the state in ./localyun.db
serve *OPTIONS:
    cargo run --release -- serve {{OPTIONS}}

# everything that CI runs
test:
    tests/run

# the same without the vendor's SDKs
quick:
    tests/run --quick

# one transcript, by a part of its path
transcript NAME:
    TRANSCRIPT={{NAME}} cargo test --test main transcripts

# write what is generated: transcripts' answers, lists of actions, docs/COVERAGE.md
update:
    UPDATE=1 cargo test --test main -- transcripts registry

# throughput, latency, start-up, memory and size beside a bare server
bench *OPTIONS:
    cargo bench --bench load -- {{OPTIONS}}

# forks of worlds, and calls in a thousand of them
bench-worlds *OPTIONS:
    cargo bench --bench worlds -- {{OPTIONS}}

# starts and calls over TLS beside plain HTTP
bench-tls:
    cargo bench --bench tls

# makes all that a release has, and lists it: `just release --dry-run`
release *OPTIONS:
    deploy/release {{OPTIONS}}

# pages of long lists beside pages of short ones
bench-lists:
    cargo bench --bench lists
