package localyuntest

import (
	"context"
	"io"
	"net/url"
	"runtime"
	"testing"
	"time"
)

// TestWorld is the world of a test. Its methods fail the test where those of its [World] return an
// error, and end with the test. They must run in the goroutine of the test.
type TestWorld struct {
	*World
	Clock     *TestClock
	Outbox    *TestOutbox
	Faults    *TestFaults
	Calls     *TestCalls
	Snapshots *TestSnapshots

	inTest
}

// inTest is the test that a verb belongs to.
type inTest struct {
	t   testing.TB
	ctx context.Context // ends with the test
}

// cleanupTime is how long it may take to drop a world.
const cleanupTime = 10 * time.Second

// Start makes a world for a test, in the server that all tests of the test binary share: the first test
// starts it. Tests with other [ServerOption]s have another server. When the test ends, the world is
// dropped; if the test has failed, its log then shows the last 20 calls that the world received.
func Start(t testing.TB, options ...Option) *TestWorld {
	t.Helper()
	ctx, cancel := testContext(t)
	var server serverSettings
	var world worldSettings
	for _, option := range options {
		option.set(&server, &world)
	}
	s := must[*Server](t)(sharedServer(ctx, server))
	w := must[*World](t)(s.newWorld(ctx, world))
	t.Cleanup(func() {
		t.Helper()
		cancel()
		ctx, cancel := context.WithTimeout(context.Background(), cleanupTime)
		defer cancel()
		if t.Failed() || panics() {
			lines, err := w.Calls.lines(ctx)
			if err != nil {
				lines = err.Error()
			}
			t.Log(lines)
		}
		if err := w.Close(ctx); err != nil {
			t.Error(err)
		}
	})
	in := inTest{t, ctx}
	return &TestWorld{
		World: w, inTest: in,
		Clock:     &TestClock{w.Clock, in},
		Outbox:    &TestOutbox{w.Outbox, in},
		Faults:    &TestFaults{w.Faults, in},
		Calls:     &TestCalls{w.Calls, in},
		Snapshots: &TestSnapshots{w.Snapshots, in},
	}
}

// panics says whether the test ends with a panic, which the testing package marks as a failure only
// after the cleanup.
func panics() bool {
	stack := make([]uintptr, 64)
	frames := runtime.CallersFrames(stack[:runtime.Callers(1, stack)])
	for {
		frame, more := frames.Next()
		if frame.Function == "runtime.gopanic" {
			return true
		}
		if !more {
			return false
		}
	}
}

// testContext answers a context that is over a little before the test binary stops for its time limit,
// so that a wait fails its test by name.
func testContext(t testing.TB) (context.Context, context.CancelFunc) {
	if limited, ok := t.(interface{ Deadline() (time.Time, bool) }); ok {
		if deadline, set := limited.Deadline(); set {
			return context.WithDeadline(context.Background(), deadline.Add(-time.Until(deadline)/20))
		}
	}
	return context.WithCancel(context.Background())
}

// must answers a function that fails the test on an error.
func must[V any](t testing.TB) func(V, error) V {
	return func(value V, err error) V {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func (in inTest) check(err error) {
	in.t.Helper()
	if err != nil {
		in.t.Fatal(err)
	}
}

// Reset is [World.Reset].
func (w *TestWorld) Reset() {
	w.t.Helper()
	w.check(w.World.Reset(w.ctx))
}

// Seed is [World.Seed].
func (w *TestWorld) Seed(seed any) {
	w.t.Helper()
	w.check(w.World.Seed(w.ctx, seed))
}

// Control is [World.Control].
func (w *TestWorld) Control(method, path string, query url.Values, in, out any) {
	w.t.Helper()
	w.check(w.World.Control(w.ctx, method, path, query, in, out))
}

// User is [World.User].
func (w *TestWorld) User(name string, policies ...Policy) Key {
	w.t.Helper()
	return must[Key](w.t)(w.World.User(w.ctx, name, policies...))
}

// Setenv sets the variables of [World.Env] until the test ends. Like t.Setenv it cannot be used in
// parallel tests.
func (w *TestWorld) Setenv() {
	w.t.Helper()
	for name, value := range w.Env() {
		w.t.Setenv(name, value)
	}
}

// TestClock is the [Clock] of the world of a test.
type TestClock struct {
	clock *Clock
	inTest
}

// Now is [Clock.Now].
func (c *TestClock) Now() ClockState {
	c.t.Helper()
	return must[ClockState](c.t)(c.clock.Now(c.ctx))
}

// Freeze is [Clock.Freeze].
func (c *TestClock) Freeze(at time.Time) ClockState {
	c.t.Helper()
	return must[ClockState](c.t)(c.clock.Freeze(c.ctx, at))
}

// Set is [Clock.Set].
func (c *TestClock) Set(at time.Time) ClockState {
	c.t.Helper()
	return must[ClockState](c.t)(c.clock.Set(c.ctx, at))
}

// Advance is [Clock.Advance].
func (c *TestClock) Advance(by time.Duration) ClockState {
	c.t.Helper()
	return must[ClockState](c.t)(c.clock.Advance(c.ctx, by))
}

// Rate is [Clock.Rate].
func (c *TestClock) Rate(rate float64) ClockState {
	c.t.Helper()
	return must[ClockState](c.t)(c.clock.Rate(c.ctx, rate))
}

// Release is [Clock.Release].
func (c *TestClock) Release() ClockState {
	c.t.Helper()
	return must[ClockState](c.t)(c.clock.Release(c.ctx))
}

// TestOutbox is the [Outbox] of the world of a test.
type TestOutbox struct {
	outbox *Outbox
	inTest
}

// List is [Outbox.List].
func (o *TestOutbox) List(filter MessageFilter) []Message {
	o.t.Helper()
	return must[[]Message](o.t)(o.outbox.List(o.ctx, filter))
}

// Wait is [Outbox.Wait].
func (o *TestOutbox) Wait(filter MessageFilter) Message {
	o.t.Helper()
	return must[Message](o.t)(o.outbox.Wait(o.ctx, filter))
}

// Code is [Outbox.Code].
func (o *TestOutbox) Code(filter MessageFilter) string {
	o.t.Helper()
	return must[string](o.t)(o.outbox.Code(o.ctx, filter))
}

// Link is [Outbox.Link].
func (o *TestOutbox) Link(filter MessageFilter) string {
	o.t.Helper()
	return must[string](o.t)(o.outbox.Link(o.ctx, filter))
}

// Delete is [Outbox.Delete].
func (o *TestOutbox) Delete() {
	o.t.Helper()
	o.check(o.outbox.Delete(o.ctx))
}

// TestFaults are the [Faults] of the world of a test.
type TestFaults struct {
	faults *Faults
	inTest
}

// Add is [Faults.Add].
func (f *TestFaults) Add(rules ...Fault) []FaultRule {
	f.t.Helper()
	return must[[]FaultRule](f.t)(f.faults.Add(f.ctx, rules...))
}

// Preset is [Faults.Preset].
func (f *TestFaults) Preset(name string, only Fault) []FaultRule {
	f.t.Helper()
	return must[[]FaultRule](f.t)(f.faults.Preset(f.ctx, name, only))
}

// Presets is [Faults.Presets].
func (f *TestFaults) Presets() []FaultPreset {
	f.t.Helper()
	return must[[]FaultPreset](f.t)(f.faults.Presets(f.ctx))
}

// List is [Faults.List].
func (f *TestFaults) List() []FaultRule {
	f.t.Helper()
	return must[[]FaultRule](f.t)(f.faults.List(f.ctx))
}

// Get is [Faults.Get].
func (f *TestFaults) Get(id string) FaultRule {
	f.t.Helper()
	return must[FaultRule](f.t)(f.faults.Get(f.ctx, id))
}

// Remove is [Faults.Remove].
func (f *TestFaults) Remove(id string) {
	f.t.Helper()
	f.check(f.faults.Remove(f.ctx, id))
}

// Clear is [Faults.Clear].
func (f *TestFaults) Clear() {
	f.t.Helper()
	f.check(f.faults.Clear(f.ctx))
}

// TestCalls are the [Calls] of the world of a test.
type TestCalls struct {
	calls *Calls
	inTest
}

// List is [Calls.List].
func (c *TestCalls) List(filter CallFilter) []Call {
	c.t.Helper()
	return must[[]Call](c.t)(c.calls.List(c.ctx, filter))
}

// Last is [Calls.Last].
func (c *TestCalls) Last() int64 {
	c.t.Helper()
	return must[int64](c.t)(c.calls.Last(c.ctx))
}

// Wait is [Calls.Wait].
func (c *TestCalls) Wait(filter CallFilter) Call {
	c.t.Helper()
	return must[Call](c.t)(c.calls.Wait(c.ctx, filter))
}

// Verify is [Calls.Verify]: it fails the test with the nearest calls and how they differ.
func (c *TestCalls) Verify(expected CallFilter, counts ...Count) []Call {
	c.t.Helper()
	return must[[]Call](c.t)(c.calls.Verify(c.ctx, expected, counts...))
}

// Clear is [Calls.Clear].
func (c *TestCalls) Clear() {
	c.t.Helper()
	c.check(c.calls.Clear(c.ctx))
}

// TestSnapshots are the [Snapshots] for the world of a test.
type TestSnapshots struct {
	snapshots *Snapshots
	inTest
}

// Save is [Snapshots.Save].
func (s *TestSnapshots) Save(name string) Snapshot {
	s.t.Helper()
	return must[Snapshot](s.t)(s.snapshots.Save(s.ctx, name))
}

// Replace is [Snapshots.Replace].
func (s *TestSnapshots) Replace(name string) Snapshot {
	s.t.Helper()
	return must[Snapshot](s.t)(s.snapshots.Replace(s.ctx, name))
}

// List is [Snapshots.List].
func (s *TestSnapshots) List() []Snapshot {
	s.t.Helper()
	return must[[]Snapshot](s.t)(s.snapshots.List(s.ctx))
}

// Restore is [Snapshots.Restore].
func (s *TestSnapshots) Restore(name string) {
	s.t.Helper()
	s.check(s.snapshots.Restore(s.ctx, name))
}

// Delete is [Snapshots.Delete].
func (s *TestSnapshots) Delete(name string) {
	s.t.Helper()
	s.check(s.snapshots.Delete(s.ctx, name))
}

// Download is [Snapshots.Download].
func (s *TestSnapshots) Download(name string, to io.Writer) {
	s.t.Helper()
	s.check(s.snapshots.Download(s.ctx, name, to))
}
