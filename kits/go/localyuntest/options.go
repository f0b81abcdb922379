package localyuntest

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// An Option of [Start]: a [ServerOption] or a [WorldOption].
type Option interface {
	set(server *serverSettings, world *worldSettings)
}

// A ServerOption says how a server is started.
type ServerOption func(*serverSettings)

// A WorldOption says what a world begins with.
type WorldOption func(*worldSettings)

func (o ServerOption) set(server *serverSettings, _ *worldSettings) { o(server) }
func (o WorldOption) set(_ *serverSettings, world *worldSettings)   { o(world) }

type serverSettings struct {
	program string
	args    []string
}

type worldSettings struct {
	From     any    `json:"from,omitempty"`
	TTL      string `json:"ttl,omitempty"`
	Accounts int    `json:"accounts,omitempty"`
	Random   *int64 `json:"random,omitempty"`
	err      error
}

// Program is the path of the program. Without it that is LOCALYUN_BINARY, or the `localyun` on the PATH.
func Program(path string) ServerOption {
	return func(s *serverSettings) { s.program = path }
}

// SeedFiles are seed files, YAML or JSON, that the first world of the server begins with. A world
// begins with one of them by [From] and the name of the file, without folder and extension.
func SeedFiles(paths ...string) ServerOption {
	return func(s *serverSettings) {
		for _, path := range paths {
			s.args = append(s.args, "--seed", path)
		}
	}
}

// FromFile is a snapshot in a file, whose state the first world of the server begins with. A world
// begins with the same state by [From]("default").
func FromFile(path string) ServerOption {
	return func(s *serverSettings) { s.args = append(s.args, "--from", path) }
}

// Args are further arguments of `localyun serve`, such as "--iam", "audit".
func Args(args ...string) ServerOption {
	return func(s *serverSettings) { s.args = append(s.args, args...) }
}

// From is what the world begins with: "default" for a fork of the first world, the ID of another
// world, the name of a snapshot, or the name of a seed file of the server. Without From, [FromSeed] or
// [FromSeedFile] the world is empty.
func From(name string) WorldOption {
	return func(w *worldSettings) { w.From = name }
}

// FromSeed is a seed that the world begins with: any value that encodes as the JSON of a seed, such as
// a map, or the JSON itself as a [json.RawMessage].
func FromSeed(seed any) WorldOption {
	return func(w *worldSettings) { w.From = seed }
}

// FromSeedFile is the file of a seed in JSON that the world begins with. A seed in YAML is given to the
// server, by [SeedFiles], and to the world by [From].
func FromSeedFile(path string) WorldOption {
	return func(w *worldSettings) {
		text, err := os.ReadFile(path)
		switch {
		case err != nil:
			w.err = fmt.Errorf("the seed cannot be read: %w", err)
		case !json.Valid(text):
			stem := filepath.Base(path)
			stem = stem[:len(stem)-len(filepath.Ext(stem))]
			w.err = fmt.Errorf("%s is not JSON: give a seed in YAML to the server, with SeedFiles(%q), and let the world begin with it, by From(%q)",
				path, path, stem)
		default:
			w.From = json.RawMessage(text)
		}
	}
}

// TTL drops the world when nothing has called it for so long, at least a second; an hour unless given.
func TTL(d time.Duration) WorldOption {
	return func(w *worldSettings) { w.TTL = milliseconds(d) }
}

// Accounts is how many accounts the world has in all, up to 100.
func Accounts(n int) WorldOption {
	return func(w *worldSettings) { w.Accounts = n }
}

// Random is a number from which all ids, secrets and request ids of the world are made:
// unpredictable unless given.
func Random(n int64) WorldOption {
	return func(w *worldSettings) { w.Random = &n }
}
