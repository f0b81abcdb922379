package localyuntest_test

import (
	"context"
	"fmt"
	"log"
	"strings"
	"time"

	"github.com/localyun/localyun/kits/go/localyuntest"
)

// addContact is the program that the examples test: it makes a signed call, as an SDK does.
func addContact(endpoint string, key localyuntest.Key, name, mail string) error {
	_, err := send(endpoint, key, cms, "PutContact", map[string]string{
		"ContactName": name, "Describe": "On call", "Channels.Mail": mail,
	})
	return err
}

// listUsers is another.
func listUsers(endpoint string, key localyuntest.Key) error {
	_, err := send(endpoint, key, ram, "ListUsers", nil)
	return err
}

// world makes a world for an example.
func world(ctx context.Context) *localyuntest.World {
	server, err := localyuntest.Shared(ctx)
	if err != nil {
		log.Fatal(err)
	}
	w, err := server.NewWorld(ctx)
	if err != nil {
		log.Fatal(err)
	}
	return w
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// Without a test: a server, a world in it, and what a program did there.
func ExampleStartServer() {
	ctx := context.Background()
	server, err := localyuntest.StartServer(ctx)
	check(err)
	defer server.Stop()
	w, err := server.NewWorld(ctx, localyuntest.TTL(10*time.Minute))
	check(err)

	check(addContact(w.Endpoint, w.Key, "Alice", "alice@example.com"))

	message, err := w.Outbox.Wait(ctx, localyuntest.MessageFilter{To: "alice@example.com"})
	check(err)
	fmt.Println(message)
	// Output: verification mail to alice@example.com: Activate your CloudMonitor alert contact
}

func ExampleWorld_User() {
	ctx := context.Background()
	w := world(ctx)
	ci, err := w.User(ctx, "ci", localyuntest.Allow("cms:*"))
	check(err)
	fmt.Println(addContact(w.Endpoint, ci, "Alice", "alice@example.com"))
	fmt.Println(listUsers(w.Endpoint, ci))
	// Output:
	// <nil>
	// NoPermission
}

func ExampleClock_Advance() {
	ctx := context.Background()
	w := world(ctx)
	_, err := w.Clock.Freeze(ctx, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	check(err)
	state, err := w.Clock.Advance(ctx, localyuntest.Duration("1d12h"))
	check(err)
	fmt.Println(state.Now.Format(time.RFC3339), state.Frozen)
	// Output: 2026-01-02T12:00:00Z true
}

func ExampleOutbox_Link() {
	ctx := context.Background()
	w := world(ctx)
	go addContact(w.Endpoint, w.Key, "Alice", "alice@example.com")
	link, err := w.Outbox.Link(ctx, localyuntest.MessageFilter{To: "alice@example.com", Timeout: 30 * time.Second})
	check(err)
	fmt.Println(strings.HasPrefix(link, w.URL))
	// Output: true
}

func ExampleFaults_Add() {
	ctx := context.Background()
	w := world(ctx)
	_, err := w.Faults.Add(ctx, localyuntest.Fault{Action: "ListUsers", Error: "Throttling.User", Nth: 1})
	check(err)
	fmt.Println(listUsers(w.Endpoint, w.Key))
	fmt.Println(listUsers(w.Endpoint, w.Key))
	// Output:
	// Throttling.User
	// <nil>
}

func ExampleCalls_Verify() {
	ctx := context.Background()
	w := world(ctx)
	check(addContact(w.Endpoint, w.Key, "Alice", "alice@example.com"))
	expected := localyuntest.CallFilter{Action: "PutContact", Params: map[string]string{"ContactName": "Bob"}}
	_, err := w.Calls.Verify(ctx, expected, localyuntest.Times(1))
	fmt.Println(err.(*localyuntest.VerifyError).Message)
	fmt.Println(err.(*localyuntest.VerifyError).Nearest[0].Differences[0])
	// Output:
	// 0 calls match, where exactly 1 should
	// params.ContactName: expected "Bob", found "Alice"
}

func ExampleSnapshots_Restore() {
	ctx := context.Background()
	w := world(ctx)
	before, err := w.Snapshots.Save(ctx, "")
	check(err)
	check(addContact(w.Endpoint, w.Key, "Alice", "alice@example.com"))
	check(w.Snapshots.Restore(ctx, before.Name))
	messages, err := w.Outbox.List(ctx, localyuntest.MessageFilter{})
	check(err)
	fmt.Println(len(messages))
	// Output: 0
}
