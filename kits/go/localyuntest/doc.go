// Package localyuntest runs tests of programs that use Alibaba Cloud SDKs against [Localyun],
// Alibaba Cloud on localhost: one program that the SDKs talk to unchanged.
//
// [Start] starts a server when the first test of the test binary asks for it, and gives each test a
// world of its own: a cloud with its own state, keys, clock, messages and journal of calls. Tests may
// therefore use the same names and run in parallel:
//
//	func TestContact(t *testing.T) {
//		t.Parallel()
//		w := localyuntest.Start(t)
//		addContact(w.Endpoint, w.AccessKeyID, w.AccessKeySecret, "alice@example.com") // what is tested
//		link := w.Outbox.Link(localyuntest.MessageFilter{To: "alice@example.com"})
//		follow(link)
//		w.Calls.Verify(localyuntest.CallFilter{Action: "PutContact"}, localyuntest.Times(1))
//	}
//
// The world is dropped when the test ends. The log of a test that failed shows the calls that its world
// received. The server stops with the test binary, also if that is killed.
//
// [TestWorld], which Start returns, fails the test where something goes wrong, so its methods return
// no errors; like t.FailNow they must run in the goroutine of the test. Its [World] has the same
// methods with a context and an error, for other goroutines, TestMain and programs without tests:
// [StartServer] and [Server.NewWorld].
//
// # The program
//
// The module has no binary. The program is the one that [Program] names, or the environment variable
// LOCALYUN_BINARY, or the `localyun` on the PATH. If LOCALYUN_ENDPOINT is set, such as to
// http://127.0.0.1:4800, the server that runs there is used, and none is started or stopped.
//
// [Localyun]: https://github.com/localyun/localyun
package localyuntest
