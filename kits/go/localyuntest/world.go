package localyuntest

import (
	"context"
	"crypto/rand"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"sync"
)

// Region is the region that a client of a world is made for.
const Region = "cn-hangzhou"

// Key is an access key.
type Key struct {
	AccessKeyID     string `json:"access_key_id"`
	AccessKeySecret string `json:"access_key_secret"`
}

// Account is an account of a world with the key of its root.
type Account struct {
	ID string `json:"account"`
	Key
}

// World is a cloud of its own in a server. Calls that are signed with its keys lead into it.
type World struct {
	ID       string
	URL      string // of the server, such as http://127.0.0.1:40213
	Endpoint string // host and port, as SDKs want them; the protocol is http
	Region   string // cn-hangzhou

	AccountID string    // the first account
	Key                 // of its root
	Accounts  []Account // all accounts

	Clock     *Clock
	Outbox    *Outbox
	Faults    *Faults
	Calls     *Calls
	Snapshots *Snapshots

	server *Server

	mutex    sync.Mutex
	closed   bool
	unnamed  []string // the snapshots that go with it
	numbered int
}

// NewWorld makes a world, which [World.Close] drops.
func (s *Server) NewWorld(ctx context.Context, options ...WorldOption) (*World, error) {
	var settings worldSettings
	for _, option := range options {
		option(&settings)
	}
	return s.newWorld(ctx, settings)
}

func (s *Server) newWorld(ctx context.Context, settings worldSettings) (*World, error) {
	if settings.err != nil {
		return nil, fmt.Errorf("localyun: %w", settings.err)
	}
	var made struct {
		ID       string
		Accounts []Account
	}
	if err := s.call(ctx, http.MethodPost, "worlds", nil, settings, &made); err != nil {
		return nil, err
	}
	w := &World{ID: made.ID, URL: s.URL, Endpoint: s.Endpoint, Region: Region, Accounts: made.Accounts, server: s}
	if len(made.Accounts) == 0 {
		return nil, fmt.Errorf("localyun: the world %s has no account", made.ID)
	}
	w.AccountID, w.Key = made.Accounts[0].ID, made.Accounts[0].Key
	w.Clock, w.Outbox, w.Faults = &Clock{w}, &Outbox{w}, &Faults{w}
	w.Calls, w.Snapshots = &Calls{w}, &Snapshots{w}
	return w, nil
}

// Close drops the world, with the snapshots that were saved in it without a name. A second time it does
// nothing.
func (w *World) Close(ctx context.Context) error {
	w.mutex.Lock()
	closed, unnamed := w.closed, w.unnamed
	w.closed, w.unnamed = true, nil
	w.mutex.Unlock()
	if closed {
		return nil
	}
	for _, name := range unnamed {
		if err := w.Snapshots.Delete(ctx, name); err != nil && !isRefused(err, http.StatusNotFound) {
			return err
		}
	}
	err := w.server.call(ctx, http.MethodDelete, "worlds/"+url.PathEscape(w.ID), nil, nil, nil)
	if isRefused(err, http.StatusNotFound) { // the server has dropped it, since it was idle
		return nil
	}
	return err
}

// Reset puts the world back to the state and the clock that it began with. It forgets the calls, and
// removes the rules: faults, late writes, short pages.
func (w *World) Reset(ctx context.Context) error {
	return w.call(ctx, http.MethodPost, "reset", nil, nil, nil)
}

// Seed applies a seed to the world: any value that encodes as the JSON of a seed, such as a map, or an
// [io.Reader] of a seed in YAML or JSON. All of it is applied, or nothing. What is there already is left
// alone.
func (w *World) Seed(ctx context.Context, seed any) error {
	return w.call(ctx, http.MethodPost, "seed", nil, seed, nil)
}

// Control makes any call of the control API about this world, for what has no method here. The path is what follows
// /_localyun/; in is sent as JSON unless it is nil or an [io.Reader], and the answer is read into out unless that is nil.
func (w *World) Control(ctx context.Context, method, path string, query url.Values, in, out any) error {
	return w.call(ctx, method, strings.TrimPrefix(path, "/"), maps.Clone(query), in, out)
}

// Policy is what a user may do: [Allow], [PolicyDocument] or [SystemPolicy].
type Policy struct {
	system   string
	document any
}

// SystemPolicy is a policy of the cloud, such as AliyunCloudMonitorReadOnlyAccess.
func SystemPolicy(name string) Policy { return Policy{system: name} }

// PolicyDocument is a policy document: any value that encodes as its JSON, or the JSON itself as a
// [json.RawMessage].
func PolicyDocument(document any) Policy { return Policy{document: document} }

// Allow is a policy that allows actions, such as cms:Describe*, on every resource.
func Allow(actions ...string) Policy {
	return PolicyDocument(map[string]any{
		"Version":   "1",
		"Statement": []any{map[string]any{"Effect": "Allow", "Action": actions, "Resource": "*"}},
	})
}

// User makes a RAM user of the first account with these policies, and answers an access key of the
// user. Of a user who is there already the policies are then these, and the key is a further one. The
// journal has no calls of it.
func (w *World) User(ctx context.Context, name string, policies ...Policy) (Key, error) {
	// A key leads into the world with whose name it begins, as that of the root does.
	before, _, found := strings.Cut(w.AccessKeyID, w.ID)
	if !found {
		return Key{}, fmt.Errorf("localyun: the key %s does not have the name of the world %s", w.AccessKeyID, w.ID)
	}
	key := Key{AccessKeyID: before + w.ID + letters(12), AccessKeySecret: letters(30)}
	user := map[string]any{"name": name, "policies": []string{}, "system_policies": []string{}}
	custom := []any{}
	for _, policy := range policies {
		if policy.system != "" {
			user["system_policies"] = append(user["system_policies"].([]string), policy.system)
			continue
		}
		title := policyName(name)
		user["policies"] = append(user["policies"].([]string), title)
		custom = append(custom, map[string]any{"name": title, "document": policy.document})
	}
	err := w.Seed(ctx, map[string]any{"version": 1, "accounts": []any{map[string]any{
		"id": w.AccountID,
		"ram": map[string]any{
			"policies":    custom,
			"users":       []any{user},
			"access_keys": []any{map[string]any{"user": name, "id": key.AccessKeyID, "secret": key.AccessKeySecret}},
		},
	}}})
	if err != nil {
		return Key{}, err
	}
	return key, nil
}

// policyName is a name for a policy of a user that no other has.
func policyName(user string) string {
	plain := strings.Map(func(r rune) rune {
		if r < 128 && strings.ContainsRune(alphabet, r) {
			return r
		}
		return '-'
	}, user)
	return plain[:min(len(plain), 100)] + "-" + letters(8)
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

// letters answers n random letters and digits.
func letters(n int) string {
	text := make([]byte, n)
	if _, err := rand.Read(text); err != nil {
		panic(err) // the system has no randomness
	}
	for i := range text {
		text[i] = alphabet[int(text[i])%len(alphabet)]
	}
	return string(text)
}

// Env are environment variables.
type Env map[string]string

// Environ answers the variables as NAME=VALUE, for [os/exec.Cmd]:
//
//	command.Env = append(os.Environ(), w.Env().Environ()...)
func (e Env) Environ() []string {
	all := make([]string, 0, len(e))
	for name, value := range e {
		all = append(all, name+"="+value)
	}
	sort.Strings(all)
	return all
}

// Env answers the environment variables for a program that is to call the world as its root. Where the
// program looks for credentials at a URI, as in a container, it gets those of a role in the world.
func (w *World) Env() Env {
	env := w.EnvFor(w.Key)
	env["ALIBABA_CLOUD_CREDENTIALS_URI"] = w.URL + "/_localyun/credentials?world=" + url.QueryEscape(w.ID)
	return env
}

// EnvFor answers the environment variables for a program that is to call the world with another key.
func (w *World) EnvFor(key Key) Env {
	return Env{
		"ALIBABA_CLOUD_ACCESS_KEY_ID":     key.AccessKeyID,
		"ALIBABA_CLOUD_ACCESS_KEY_SECRET": key.AccessKeySecret,
		"ALIBABA_CLOUD_SECURITY_TOKEN":    "", // one of the environment belongs to another key
		"ALIBABA_CLOUD_REGION_ID":         w.Region,
		"LOCALYUN_ENDPOINT":               w.URL,
		"LOCALYUN_ACCESS_KEY_ID":          key.AccessKeyID,
		"LOCALYUN_ACCESS_KEY_SECRET":      key.AccessKeySecret,
		// several SDKs send calls to the loopback address to a proxy too
		"HTTP_PROXY": "",
		"http_proxy": "",
	}
}
