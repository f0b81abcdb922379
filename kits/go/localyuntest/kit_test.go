package localyuntest_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/localyun/localyun/kits/go/localyuntest"
)

var alice = map[string]string{"ContactName": "Alice", "Describe": "On call", "Channels.Mail": "alice@example.com"}

// mustCall makes a call as the root, and fails the test if it is refused.
func mustCall(t *testing.T, w *localyuntest.TestWorld, version, action string, params map[string]string) map[string]any {
	t.Helper()
	answer, err := call(w.World, version, action, params)
	if err != nil {
		t.Fatalf("%s: %v", action, err)
	}
	return answer
}

// role is what a test binary that a test starts is to do; "" in the binary that `go test` starts.
var role = os.Getenv("LOCALYUNTEST_ROLE")

// child is this test binary, with one test and a role.
func child(t *testing.T, test, role string, environ ...string) *exec.Cmd {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "-test.run=^"+test+"$", "-test.v", "-test.count=1")
	command.Env = append(append(os.Environ(), "LOCALYUNTEST_ROLE="+role), environ...)
	return command
}

func contains(t *testing.T, text string, all ...string) {
	t.Helper()
	for _, part := range all {
		if !strings.Contains(text, part) {
			t.Errorf("%q is not in:\n%s", part, text)
		}
	}
}

func TestParallelTestsHaveWorldsOfTheirOwn(t *testing.T) {
	for i := 0; i < 8; i++ {
		t.Run(strconv.Itoa(i), func(t *testing.T) {
			t.Parallel()
			w := localyuntest.Start(t)
			mustCall(t, w, ram, "CreateUser", map[string]string{"UserName": "ann"})
			mustCall(t, w, cms, "PutContact", alice)
			w.Calls.Verify(localyuntest.CallFilter{Action: "CreateUser", Params: map[string]string{"UserName": "ann"}}, localyuntest.Times(1))
			if found := w.Outbox.List(localyuntest.MessageFilter{}); len(found) != 1 {
				t.Errorf("%d messages, where 1 should be", len(found))
			}
			if _, err := call(w.World, ram, "CreateUser", map[string]string{"UserName": "ann"}); err == nil || err.Error() != "EntityAlreadyExists.User" {
				t.Errorf("the second user of the name: %v", err)
			}
		})
	}
}

func TestAServerIsSharedByTheTestBinary(t *testing.T) {
	one, other := localyuntest.Start(t), localyuntest.Start(t)
	if one.URL != other.URL || one.ID == other.ID {
		t.Errorf("%s in %s and %s in %s are not two worlds of one server", one.ID, one.URL, other.ID, other.URL)
	}
}

func TestAWorldIsDroppedAtTheEndOfItsTest(t *testing.T) {
	var dropped *localyuntest.World
	t.Run("inner", func(t *testing.T) { dropped = localyuntest.Start(t).World })
	_, err := dropped.Clock.Now(context.Background())
	var refused *localyuntest.Error
	if !errors.As(err, &refused) || refused.Status != http.StatusNotFound {
		t.Fatalf("a control call of a dropped world: %v", err)
	}
	contains(t, err.Error(), "there is no world `"+dropped.ID+"`")
	if err := dropped.Close(context.Background()); err != nil {
		t.Errorf("the second Close: %v", err)
	}
	idle := localyuntest.Start(t, localyuntest.TTL(time.Second))
	for begun := time.Now(); time.Since(begun) < 10*time.Second; time.Sleep(1200 * time.Millisecond) {
		if _, err := idle.World.Clock.Now(context.Background()); err != nil {
			return // that it is gone fails no test
		}
	}
	t.Error("a world that is idle for longer than its TTL is not dropped")
}

// TestFailsOnPurpose is run by TestAFailedTestShowsItsCalls, in a child process.
func TestFailsOnPurpose(t *testing.T) {
	if role != "fail" {
		t.Skip("for TestAFailedTestShowsItsCalls")
	}
	w := localyuntest.Start(t)
	for i := 0; i < 25; i++ {
		mustCall(t, w, cms, "DescribeContactList", nil)
	}
	key := w.User("ci", localyuntest.Allow("cms:*"))
	if _, err := send(w.Endpoint, key, ram, "ListUsers", nil); err == nil {
		t.Fatal("ci may list users")
	}
	mustCall(t, w, cms, "PutContact", map[string]string{"ContactName": "Alice", "Describe": "x", "Channels.Mail": "alice@example.com", "Lnag": "en"})
	w.Calls.Verify(localyuntest.CallFilter{Action: "PutContact", Params: map[string]string{"ContactName": "Bob"}}, localyuntest.Times(1))
}

func TestAFailedTestShowsItsCalls(t *testing.T) {
	output, err := child(t, "TestFailsOnPurpose", "fail").CombinedOutput()
	if err == nil {
		t.Fatalf("it did not fail:\n%s", output)
	}
	text := string(output)
	contains(t, text,
		"--- FAIL: TestFailsOnPurpose",
		"0 calls match, where exactly 1 should", // of verify, with the nearest call and how it differs
		`params.ContactName: expected "Bob", found "Alice"`,
		"the last 20 of the 27 calls that the world",
		"200 Cms DescribeContactList root ",
		"403 NoPermission Ram ListUsers user/ci ",
		"No policy of the user ci allows ram:ListUsers",
		"200 Cms PutContact root ",
		"the parameter Lnag was not read; did you mean Lang?",
	)
	if n := strings.Count(text, "DescribeContactList root"); n < 18 || n > 18+5 { // and up to 5 among the nearest
		t.Errorf("%d calls of DescribeContactList are shown:\n%s", n, text)
	}
	contains(t, text, "kit_test.go:") // the line of the test that failed, not one of the kit
	if strings.Contains(text, "calls.go:") || strings.Contains(text, "start.go:") {
		t.Errorf("the failure is said to be in the kit:\n%s", text)
	}
}

// TestPanics is run by TestATestThatPanicsShowsItsCalls, in a child process.
func TestPanics(t *testing.T) {
	if role != "panic" {
		t.Skip("for TestATestThatPanicsShowsItsCalls")
	}
	w := localyuntest.Start(t)
	mustCall(t, w, cms, "PutContact", alice)
	panic("on purpose")
}

func TestATestThatPanicsShowsItsCalls(t *testing.T) {
	output, err := child(t, "TestPanics", "panic").CombinedOutput()
	if err == nil {
		t.Fatalf("it did not fail:\n%s", output)
	}
	contains(t, string(output), "panic: on purpose", "the calls that the world", "200 Cms PutContact root ")
}

func TestATestThatPassesShowsNoCalls(t *testing.T) {
	output, err := child(t, "TestAServerIsSharedByTheTestBinary", "").CombinedOutput()
	if err != nil || strings.Contains(string(output), "that the world") {
		t.Errorf("%v:\n%s", err, output)
	}
}

func TestVerify(t *testing.T) {
	w := localyuntest.Start(t)
	ctx := context.Background()
	w.Calls.Verify(localyuntest.CallFilter{Action: "PutContact"}, localyuntest.Times(0))
	mustCall(t, w, cms, "PutContact", alice)
	since := w.Calls.Last()
	mustCall(t, w, cms, "DescribeContactList", nil)
	if found := w.Calls.Verify(localyuntest.CallFilter{Product: "Cms", Status: "200"}, localyuntest.AtLeast(1), localyuntest.AtMost(2)); len(found) != 2 {
		t.Errorf("%d calls match, where 2 should", len(found))
	}
	w.Calls.Verify(localyuntest.CallFilter{Status: "2xx", Since: since}, localyuntest.Times(1))
	w.Calls.Verify(localyuntest.CallFilter{Action: "Put*", Params: map[string]string{"ContactName": "A*"}})

	_, err := w.World.Calls.Verify(ctx, localyuntest.CallFilter{Action: "PutContact"}, localyuntest.AtMost(0))
	var failed *localyuntest.VerifyError
	if !errors.As(err, &failed) || failed.Found != 1 {
		t.Fatalf("one call too many: %v", err)
	}
	contains(t, err.Error(), "these match:", "200 Cms PutContact root")
	_, err = w.World.Calls.Verify(ctx, localyuntest.CallFilter{Action: "PutContcat"})
	if err == nil || errors.As(err, new(*localyuntest.VerifyError)) {
		t.Fatalf("a misspelt action is no error of its own: %v", err)
	}
	contains(t, err.Error(), "PutContact")
}

func TestCalls(t *testing.T) {
	w := localyuntest.Start(t)
	mustCall(t, w, cms, "PutContact", map[string]string{"ContactName": "a+b c&d", "Describe": "x", "Channels.Mail": "a+b@example.com"})
	go func() {
		time.Sleep(100 * time.Millisecond)
		_, _ = call(w.World, cms, "DeleteContact", map[string]string{"ContactName": "a+b c&d"})
	}()
	deleted := w.Calls.Wait(localyuntest.CallFilter{Action: "DeleteContact", Full: true})
	if deleted.Parameters["ContactName"] != "a+b c&d" || deleted.Request == nil || deleted.Caller.Account != w.AccountID {
		t.Errorf("%+v", deleted)
	}
	found := w.Calls.List(localyuntest.CallFilter{Params: map[string]string{"ContactName": "a+b c&d"}})
	if len(found) != 2 || found[0].Action != "PutContact" || found[0].RequestID == "" || found[0].Status != 200 {
		t.Errorf("%+v", found)
	}
	_, err := w.World.Calls.Wait(context.Background(), localyuntest.CallFilter{Action: "CreateUser", Timeout: 50 * time.Millisecond})
	if err == nil {
		t.Fatal("there is a call of CreateUser")
	}
	contains(t, err.Error(), "no such call of CreateUser came; the calls that the world", "PutContact root")
	w.Calls.Clear()
	if found := w.Calls.List(localyuntest.CallFilter{}); len(found) != 0 {
		t.Errorf("%d calls after Clear", len(found))
	}
}

func TestOutboxWaitsForACode(t *testing.T) {
	w := localyuntest.Start(t)
	const phone = "86-13800000000"
	go func() {
		time.Sleep(100 * time.Millisecond)
		_, _ = call(w.World, resourceManagement, "SendVerificationCodeForEnableRD", map[string]string{"SecureMobilePhone": phone})
	}()
	code := w.Outbox.Code(localyuntest.MessageFilter{To: phone, Channel: "sms"})
	mustCall(t, w, resourceManagement, "EnableResourceDirectory", map[string]string{
		"EnableMode": "CurrentAccount", "VerificationCode": code,
	})
}

func TestOutboxLinkAndList(t *testing.T) {
	w := localyuntest.Start(t)
	mustCall(t, w, cms, "PutContact", alice)
	message := w.Outbox.Wait(localyuntest.MessageFilter{To: "alice@example.com", Kind: "verification"})
	link := w.Outbox.Link(localyuntest.MessageFilter{To: "alice@example.com"})
	if message.Channel != "mail" || message.Link != link {
		t.Errorf("%+v, %s", message, link)
	}
	page, err := direct.Get(link)
	if err != nil {
		t.Fatal(err)
	}
	defer page.Body.Close()
	text, err := io.ReadAll(page.Body)
	if err != nil {
		t.Fatal(err)
	}
	contains(t, string(text), "Activated")
	ctx := context.Background()
	_, err = w.World.Outbox.Code(ctx, localyuntest.MessageFilter{To: "alice@example.com", Timeout: 50 * time.Millisecond})
	if err == nil {
		t.Fatal("a mail with a link has a code")
	}
	contains(t, err.Error(), "no message with a code came to alice@example.com; the last messages of the outbox:", "verification mail to alice@example.com: ")
	over, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	defer cancel()
	if _, err = w.World.Outbox.Wait(over, localyuntest.MessageFilter{To: "bob@example.com"}); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("when the context is over: %v", err)
	}
	if found := w.Outbox.List(localyuntest.MessageFilter{Channel: "sms"}); len(found) != 0 {
		t.Errorf("%v", found)
	}
	w.Outbox.Delete()
	if found := w.Outbox.List(localyuntest.MessageFilter{}); len(found) != 0 {
		t.Errorf("after Delete: %v", found)
	}
	_, err = w.World.Outbox.Wait(ctx, localyuntest.MessageFilter{Channel: "sms", Timeout: 50 * time.Millisecond})
	if err == nil {
		t.Fatal("there is a message")
	}
	contains(t, err.Error(), "no message came by sms; the outbox is empty")
}

func TestClock(t *testing.T) {
	w := localyuntest.Start(t)
	at := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	if state := w.Clock.Freeze(at); !state.Now.Equal(at) || !state.Frozen || state.Rate != 0 {
		t.Errorf("frozen: %+v", state)
	}
	user := mustCall(t, w, ram, "CreateUser", map[string]string{"UserName": "ann"})["User"].(map[string]any)
	if user["CreateDate"] != "2026-01-01T00:00:00Z" {
		t.Errorf("created at %v", user["CreateDate"])
	}
	at = at.Add(36*time.Hour + 250*time.Millisecond)
	if state := w.Clock.Advance(localyuntest.Duration("1d12h") + 250*time.Millisecond); !state.Now.Equal(at) || !state.Frozen {
		t.Errorf("advanced: %+v", state)
	}
	if state := w.Clock.Advance(-time.Hour); !state.Now.Equal(at.Add(-time.Hour)) {
		t.Errorf("moved back: %+v", state)
	}
	zone := time.FixedZone("", 8*60*60)
	if state := w.Clock.Set(at.In(zone)); !state.Now.Equal(at) || !state.Frozen {
		t.Errorf("set: %+v", state)
	}
	if state := w.Clock.Rate(3600); state.Frozen || state.Rate != 3600 {
		t.Errorf("rate: %+v", state)
	}
	if state := w.Clock.Freeze(time.Time{}); !state.Frozen || state.Now.Before(at) || state.Now.Year() != 2026 {
		t.Errorf("frozen where it is: %+v", state)
	}
	if state := w.Clock.Release(); state.Frozen || state.Rate != 1 || w.Clock.Now().Frozen {
		t.Errorf("released: %+v", state)
	}
}

func TestFaults(t *testing.T) {
	w := localyuntest.Start(t)
	rules := w.Faults.Add(
		localyuntest.Fault{Action: "DescribeContactList", Error: "Throttling.User", RetryAfter: 3 * time.Second, Nth: 1},
		localyuntest.Fault{Action: "CreateUser", Params: map[string]string{"UserName": "ann"}, LostAnswer: true, Times: 1},
	)
	if _, err := call(w.World, cms, "DescribeContactList", nil); err == nil || err.Error() != "Throttling.User" {
		t.Errorf("the first call: %v", err)
	}
	mustCall(t, w, cms, "DescribeContactList", nil)
	if rule := w.Faults.Get(rules[0].ID); rule.Matched != 2 || rule.Fired != 1 {
		t.Errorf("%+v", rule)
	}
	contains(t, string(rules[0].Rule), `"Throttling.User"`, `3`)
	if _, err := call(w.World, ram, "CreateUser", map[string]string{"UserName": "ann"}); err == nil {
		t.Error("the answer was not lost")
	}
	mustCall(t, w, ram, "GetUser", map[string]string{"UserName": "ann"})
	w.Faults.Remove(rules[0].ID)
	if added := w.Faults.Preset("region-down", localyuntest.Fault{Region: "us-west-1"}); len(added) == 0 {
		t.Error("the preset has no rules")
	}
	if all := w.Faults.List(); len(all) != 2 || all[0].ID != rules[1].ID {
		t.Errorf("%+v", all)
	}
	if presets := w.Faults.Presets(); len(presets) < 4 || presets[0].Does == "" {
		t.Errorf("%+v", presets)
	}
	w.Faults.Clear()
	if all := w.Faults.List(); len(all) != 0 {
		t.Errorf("after Clear: %+v", all)
	}
	zero := 0
	every := localyuntest.Fault{
		Product: "Cms", Caller: "root", AccessKey: w.AccessKeyID, Region: "*", FromCall: 1, ToCall: 9, Share: 0.5, Seed: 7,
		After: "1s", Until: "1h30m", Times: 2, Delay: time.Millisecond, AnswerDelay: 90 * time.Minute,
	}
	with := func(change func(*localyuntest.Fault)) localyuntest.Fault { rule := every; change(&rule); return rule }
	w.Faults.Add(
		with(func(f *localyuntest.Fault) { f.HTTP, f.HTML = 503, "<p>" }),
		with(func(f *localyuntest.Fault) { f.Reset, f.AnswerDelay = true, 0 }),
		with(func(f *localyuntest.Fault) { f.Stall, f.AnswerDelay = true, 0 }),
		with(func(f *localyuntest.Fault) { f.StallFor, f.AnswerDelay = time.Second, 0 }),
		with(func(f *localyuntest.Fault) { f.Cut = &zero }),
		with(func(f *localyuntest.Fault) { f.BadJSON = true }),
		with(func(f *localyuntest.Fault) { f.Error, f.Message = "ServiceUnavailable", "later" }),
	)
	_, err := w.World.Faults.Add(context.Background(), localyuntest.Fault{Action: "PutContcat", Reset: true})
	if err == nil {
		t.Fatal("a misspelt action is not refused")
	}
	contains(t, err.Error(), "did you mean PutContact?")
}

func TestUsersHaveTheirPolicies(t *testing.T) {
	w := localyuntest.Start(t)
	lists := w.User("lists.example", localyuntest.Allow("ram:List*"), localyuntest.SystemPolicy("AliyunCloudMonitorReadOnlyAccess"))
	writes := w.User("writes", localyuntest.PolicyDocument(map[string]any{
		"Version":   "1",
		"Statement": []any{map[string]any{"Effect": "Allow", "Action": "cms:PutContact", "Resource": "*"}},
	}))
	nothing := w.User("nothing")
	if found := w.Calls.List(localyuntest.CallFilter{}); len(found) != 0 {
		t.Errorf("the journal has calls of the kit: %v", found)
	}
	for _, try := range []struct {
		key             localyuntest.Key
		version, action string
		params          map[string]string
		code            string
	}{
		{lists, ram, "ListUsers", nil, ""},
		{lists, cms, "DescribeContactList", nil, ""},
		{lists, ram, "CreateUser", map[string]string{"UserName": "x"}, "NoPermission"},
		{writes, cms, "PutContact", alice, ""},
		{nothing, ram, "ListUsers", nil, "NoPermission"},
	} {
		code := ""
		if _, err := send(w.Endpoint, try.key, try.version, try.action, try.params); err != nil {
			code = err.Error()
		}
		if code != try.code {
			t.Errorf("%s: %q, where %q should be", try.action, code, try.code)
		}
	}
	w.Calls.Verify(localyuntest.CallFilter{Caller: "lists.example"}, localyuntest.Times(3))
}

func TestSnapshots(t *testing.T) {
	w := localyuntest.Start(t, localyuntest.From("default"))
	mustCall(t, w, ram, "CreateUser", map[string]string{"UserName": "ann"})
	saved := w.Snapshots.Save("")
	if saved.World != w.ID || saved.Size == 0 {
		t.Errorf("%+v", saved)
	}
	mustCall(t, w, ram, "DeleteUser", map[string]string{"UserName": "ann"})
	w.Snapshots.Restore(saved.Name)
	mustCall(t, w, ram, "GetUser", map[string]string{"UserName": "ann"})

	other := localyuntest.Start(t, localyuntest.From(saved.Name))
	mustCall(t, other, ram, "GetUser", map[string]string{"UserName": "ann"})

	w.Snapshots.Save("named")
	w.Snapshots.Replace("named")
	if _, err := w.World.Snapshots.Save(context.Background(), "named"); err == nil {
		t.Error("a name that is taken is not refused")
	}
	names := func() (names string) {
		for _, snapshot := range w.Snapshots.List() {
			names += " " + snapshot.Name
		}
		return names
	}
	contains(t, names(), " named", " "+saved.Name)
	file := filepath.Join(t.TempDir(), "snapshot.db")
	var content bytes.Buffer
	w.Snapshots.Download("named", &content)
	if err := os.WriteFile(file, content.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	w.Snapshots.Delete("named")
	if err := w.Close(context.Background()); err != nil {
		t.Fatal(err)
	}
	for _, snapshot := range other.Snapshots.List() {
		if snapshot.Name == saved.Name || snapshot.Name == "named" {
			t.Errorf("%s is left", snapshot.Name)
		}
	}
	if os.Getenv("LOCALYUN_ENDPOINT") == "" {
		again := localyuntest.Start(t, localyuntest.FromFile(file), localyuntest.From("default"))
		if again.URL == w.URL {
			t.Error("other options did not start another server")
		}
		mustCall(t, again, ram, "GetUser", map[string]string{"UserName": "ann"})
	}
}

func TestResetSeedAndFrom(t *testing.T) {
	seed := map[string]any{"version": 1, "accounts": []any{map[string]any{
		"id": "1000000000000001", "ram": map[string]any{"users": []any{map[string]any{"name": "ann"}}},
	}}}
	w := localyuntest.Start(t, localyuntest.FromSeed(seed), localyuntest.Accounts(2), localyuntest.TTL(10*time.Minute), localyuntest.Random(7))
	if w.AccountID != "1000000000000001" || len(w.Accounts) != 2 || w.Region != "cn-hangzhou" {
		t.Errorf("%+v", w.Accounts)
	}
	mustCall(t, w, ram, "DeleteUser", map[string]string{"UserName": "ann"})
	w.Seed(seed)
	mustCall(t, w, ram, "DeleteUser", map[string]string{"UserName": "ann"})
	w.Seed(strings.NewReader("version: 1\naccounts:\n  - {id: 1000000000000001, ram: {users: [{name: bob}]}}\n"))
	mustCall(t, w, ram, "GetUser", map[string]string{"UserName": "bob"})
	w.Reset()
	mustCall(t, w, ram, "GetUser", map[string]string{"UserName": "ann"})

	fork := localyuntest.Start(t, localyuntest.From(w.ID))
	mustCall(t, fork, ram, "GetUser", map[string]string{"UserName": "ann"})

	folder := t.TempDir()
	file := filepath.Join(folder, "seed.json")
	if err := os.WriteFile(file, []byte(`{"version": 1, "accounts": [{"id": "1000000000000002"}]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	if w := localyuntest.Start(t, localyuntest.FromSeedFile(file)); w.AccountID != "1000000000000002" {
		t.Errorf("%+v", w.Accounts)
	}
	server, err := localyuntest.Shared(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	for from, says := range map[string]string{"nope": "there is nothing called `nope`", "seed.yaml": "there is nothing called"} {
		if _, err := server.NewWorld(context.Background(), localyuntest.From(from)); err == nil {
			t.Errorf("from %s: no error", from)
		} else {
			contains(t, err.Error(), says)
		}
	}
	yaml := filepath.Join(folder, "night.yaml")
	if err := os.WriteFile(yaml, []byte("version: 1\naccounts:\n  - id: 1000000000000003\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := server.NewWorld(context.Background(), localyuntest.FromSeedFile(yaml)); err == nil {
		t.Error("YAML is taken for JSON")
	} else {
		contains(t, err.Error(), "SeedFiles(", `From("night")`)
	}
	if os.Getenv("LOCALYUN_ENDPOINT") == "" {
		night := localyuntest.Start(t, localyuntest.SeedFiles(yaml), localyuntest.From("night"), localyuntest.Args("--log", "off"))
		if night.AccountID != "1000000000000003" {
			t.Errorf("%+v", night.Accounts)
		}
	}
}

func TestEnv(t *testing.T) {
	w := localyuntest.Start(t)
	w.Setenv()
	if os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID") != w.AccessKeyID || os.Getenv("ALIBABA_CLOUD_REGION_ID") != "cn-hangzhou" {
		t.Errorf("%v", os.Environ())
	}
	if uri := w.Env()["ALIBABA_CLOUD_CREDENTIALS_URI"]; uri != w.URL+"/_localyun/credentials?world="+w.ID {
		t.Error(uri)
	}
	key := w.User("ci")
	if env := w.EnvFor(key); env["ALIBABA_CLOUD_ACCESS_KEY_SECRET"] != key.AccessKeySecret || env["LOCALYUN_ENDPOINT"] != w.URL {
		t.Errorf("%v", env)
	}
	contains(t, strings.Join(w.Env().Environ(), "\n"), "LOCALYUN_ENDPOINT="+w.URL)
}

func TestErrorsOfTheControlAPI(t *testing.T) {
	server, err := localyuntest.Shared(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	_, err = server.NewWorld(context.Background(), localyuntest.Accounts(101))
	var refused *localyuntest.Error
	if !errors.As(err, &refused) || refused.Status != 400 || refused.Method != "POST" || refused.Path != "/_localyun/worlds" {
		t.Fatalf("%#v", err)
	}
	if err.Error() != "localyun: "+refused.Message {
		t.Errorf("%v", err)
	}
}

func TestNoProgram(t *testing.T) {
	t.Setenv("LOCALYUN_ENDPOINT", "")
	ctx := context.Background()
	t.Setenv("PATH", t.TempDir())
	t.Setenv("LOCALYUN_BINARY", "")
	_, err := localyuntest.StartServer(ctx)
	if !errors.Is(err, localyuntest.ErrNoProgram) {
		t.Fatal(err)
	}
	contains(t, err.Error(), "PATH", "LOCALYUN_BINARY", "cargo install --locked", "pip install localyun", "npm install")
	t.Setenv("LOCALYUN_BINARY", "/nowhere/localyun")
	_, err = localyuntest.StartServer(ctx)
	if !errors.Is(err, localyuntest.ErrNoProgram) {
		t.Fatal(err)
	}
	contains(t, err.Error(), "LOCALYUN_BINARY names it", "/nowhere/localyun")
	_, err = localyuntest.StartServer(ctx, localyuntest.Program("/nowhere/else"))
	if !errors.Is(err, localyuntest.ErrNoProgram) {
		t.Fatal(err)
	}
	contains(t, err.Error(), "the option Program names it", "/nowhere/else")
}

func TestAProgramThatDoesNotStart(t *testing.T) {
	t.Setenv("LOCALYUN_ENDPOINT", "")
	ctx := context.Background()
	_, err := localyuntest.StartServer(ctx, localyuntest.Args("--no-such-option"))
	if err == nil {
		t.Fatal("it starts")
	}
	contains(t, err.Error(), "ended before it listened: exit status 2", "unexpected argument '--no-such-option'")
	if sh, err := exec.LookPath("sleep"); err == nil { // it neither ends nor listens
		script := filepath.Join(t.TempDir(), "localyun")
		if err := os.WriteFile(script, []byte("#!/bin/sh\necho waits >&2\nexec "+sh+" 60\n"), 0o700); err != nil {
			t.Fatal(err)
		}
		short, cancel := context.WithTimeout(ctx, 500*time.Millisecond)
		defer cancel()
		_, err := localyuntest.StartServer(short, localyuntest.Program(script))
		if !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		contains(t, err.Error(), "did not listen", "waits")
	}
}

func TestTheServerThatLocalyunEndpointNames(t *testing.T) {
	t.Setenv("LOCALYUN_ENDPOINT", "")
	ctx := context.Background()
	server, err := localyuntest.StartServer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	for _, endpoint := range []string{server.URL, server.Endpoint, server.URL + "/"} {
		t.Setenv("LOCALYUN_ENDPOINT", endpoint)
		t.Setenv("LOCALYUN_BINARY", "/nowhere") // nothing is started
		w := localyuntest.Start(t)
		if w.URL != server.URL {
			t.Errorf("%s: %s", endpoint, w.URL)
		}
		mustCall(t, w, cms, "PutContact", alice)
		attached, err := localyuntest.StartServer(ctx)
		if err != nil || attached.PID != 0 {
			t.Fatalf("%+v, %v", attached, err)
		}
		attached.Stop() // leaves it alone
		w.Clock.Now()
	}
	_, err = localyuntest.StartServer(ctx, localyuntest.SeedFiles("seed.yaml"))
	if err == nil {
		t.Fatal("options of a start are ignored")
	}
	contains(t, err.Error(), "LOCALYUN_ENDPOINT names a server that runs", "--seed seed.yaml")
	t.Setenv("LOCALYUN_ENDPOINT", "127.0.0.1:1")
	_, err = localyuntest.StartServer(ctx)
	if err == nil {
		t.Fatal("there is a server at port 1")
	}
	contains(t, err.Error(), "no server of localyun answers at LOCALYUN_ENDPOINT (127.0.0.1:1)")
}

func TestTheTokenOfTheControlAPIIsSent(t *testing.T) {
	t.Setenv("LOCALYUN_ENDPOINT", "")
	t.Setenv("LOCALYUN_CONTROL_TOKEN", "first")
	ctx := context.Background()
	server, err := localyuntest.StartServer(ctx) // which takes it from the variable too
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Stop)
	file := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(file, []byte("first\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, token := range []string{"first", "@" + file} {
		t.Setenv("LOCALYUN_CONTROL_TOKEN", token)
		if _, err := server.NewWorld(ctx); err != nil {
			t.Errorf("%s: %v", token, err)
		}
	}
	t.Setenv("LOCALYUN_CONTROL_TOKEN", "other")
	_, err = server.NewWorld(ctx)
	var refused *localyuntest.Error
	if !errors.As(err, &refused) || refused.Status != http.StatusUnauthorized {
		t.Errorf("with another token: %v", err)
	}
	t.Setenv("LOCALYUN_CONTROL_TOKEN", "@/nowhere")
	if _, err = server.NewWorld(ctx); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("without the file: %v", err)
	}
}

func TestStopAndTheEndOfAServer(t *testing.T) {
	t.Setenv("LOCALYUN_ENDPOINT", "")
	ctx := context.Background()
	server, err := localyuntest.StartServer(ctx)
	if err != nil {
		t.Fatal(err)
	}
	w, err := server.NewWorld(ctx)
	if err != nil {
		t.Fatal(err)
	}
	server.Stop()
	server.Stop()
	if runs(server.PID) {
		t.Error("it runs after Stop")
	}
	contains(t, server.Stderr(), "INFO stopped")
	_, err = w.Clock.Now(ctx)
	if err == nil {
		t.Fatal("it answers after Stop")
	}
	contains(t, err.Error(), "the server has ended")

	// the shared server is started again
	shared, err := localyuntest.Shared(ctx, localyuntest.Args("--iam", "audit"))
	if err != nil {
		t.Fatal(err)
	}
	shared.Stop()
	w2 := localyuntest.Start(t, localyuntest.Args("--iam", "audit"))
	if w2.URL == shared.URL {
		t.Errorf("%s is the server that was stopped", w2.URL)
	}
	w2.Clock.Now()
}

// TestStartsAServer is run by TestNothingIsLeftRunning, in a child process.
func TestStartsAServer(t *testing.T) {
	switch role {
	case "ends", "is killed":
	default:
		t.Skip("for TestNothingIsLeftRunning")
	}
	server, err := localyuntest.Shared(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	localyuntest.Start(t)
	if _, err := os.Stdout.WriteString("server " + strconv.Itoa(server.PID) + " .\n"); err != nil {
		t.Fatal(err)
	}
	if role == "is killed" {
		time.Sleep(time.Minute)
	}
}

func TestNothingIsLeftRunning(t *testing.T) {
	for _, role := range []string{"ends", "is killed"} {
		role := role
		t.Run(role, func(t *testing.T) {
			t.Parallel()
			command := child(t, "TestStartsAServer", role, "LOCALYUN_ENDPOINT=")
			output, err := command.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := command.Start(); err != nil {
				t.Fatal(err)
			}
			pid, text := 0, ""
			for buffer := make([]byte, 1024); pid == 0; {
				n, err := output.Read(buffer)
				text += string(buffer[:n])
				if _, after, found := strings.Cut(text, "server "); found {
					if number, _, found := strings.Cut(after, " ."); found {
						if pid, err = strconv.Atoi(number); err != nil {
							t.Fatal(err)
						}
						break
					}
				}
				if err != nil {
					t.Fatalf("it did not start a server: %v\n%s", err, text)
				}
			}
			if role == "is killed" {
				if !runs(pid) {
					t.Fatal("the server does not run")
				}
				if err := command.Process.Kill(); err != nil {
					t.Fatal(err)
				}
			}
			_, _ = io.Copy(io.Discard, output)
			_ = command.Wait()
			for deadline := time.Now().Add(10 * time.Second); runs(pid); time.Sleep(50 * time.Millisecond) {
				if time.Now().After(deadline) {
					t.Fatalf("the server %d runs after its test binary", pid)
				}
			}
		})
	}
}

// runs says whether a process runs; one that has ended and that nobody has waited for does not.
func runs(pid int) bool {
	if state, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat"); err == nil {
		return !strings.Contains(string(state), ") Z ")
	}
	process, err := os.FindProcess(pid)
	return err == nil && process.Signal(syscall.Signal(0)) == nil
}

func TestDuration(t *testing.T) {
	for text, is := range map[string]time.Duration{
		"1h30m": 90 * time.Minute, "2d": 48 * time.Hour, "-1d12h": -36 * time.Hour, "250ms": 250 * time.Millisecond, "0d": 0,
	} {
		if d, err := localyuntest.ParseDuration(text); err != nil || d != is {
			t.Errorf("%s: %s, %v", text, d, err)
		}
	}
	for _, text := range []string{"", "d", "1", "1d-2h", "1d+2h", "1w", "106751d24h", "99999999999999999999d", "106752d"} {
		if d, err := localyuntest.ParseDuration(text); err == nil {
			t.Errorf("%s: %s", text, d)
		}
	}
}
