package sdk

import (
	"bytes"
	"errors"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	cms "github.com/alibabacloud-go/cms-20190101/v8/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	rm "github.com/alibabacloud-go/resourcemanager-20200331/v3/client"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/localyun/localyun/kits/go/localyuntest"
)

// The blocks of Go in the README of the kit are in this file and in contact_test.go.

func config(w *localyuntest.TestWorld, key localyuntest.Key) *openapi.Config {
	config := new(openapi.Config).SetAccessKeyId(key.AccessKeyID).SetAccessKeySecret(key.AccessKeySecret)
	config.SetEndpoint(w.Endpoint).SetProtocol("http").SetRegionId(w.Region)
	return config.SetHttpClient(unshared{})
}

// unshared takes the place of the HTTP client that all clients of an endpoint share, whose timeout the
// SDK sets at each call: a data race of calls in parallel tests (tea v1.5.2).
type unshared struct{}

func (unshared) Call(request *http.Request, transport *http.Transport) (*http.Response, error) {
	transport.DisableKeepAlives = true
	return transport.RoundTrip(request)
}

// must answers the value of a call that is to succeed.
func must[V any](t *testing.T) func(V, error) V {
	return func(value V, err error) V {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func cmsClient(t *testing.T, w *localyuntest.TestWorld) *cms.Client {
	t.Helper()
	return must[*cms.Client](t)(cms.NewClient(config(w, w.Key)))
}

func ramClient(t *testing.T, w *localyuntest.TestWorld, key localyuntest.Key) *ram.Client {
	t.Helper()
	return must[*ram.Client](t)(ram.NewClient(config(w, key)))
}

func code(err error) string {
	var refused *tea.SDKError
	if errors.As(err, &refused) {
		return tea.StringValue(refused.Code)
	}
	return ""
}

func createUser(client *ram.Client, name string) error {
	_, err := client.CreateUser(new(ram.CreateUserRequest).SetUserName(name))
	return err
}

func TestParallelTestsUseTheSameNames(t *testing.T) {
	for _, name := range []string{"one", "two", "three", "four", "five", "six"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := localyuntest.Start(t)
			client := ramClient(t, w, w.Key)
			if err := createUser(client, "ann"); err != nil {
				t.Fatal(err)
			}
			if err := createUser(client, "ann"); code(err) != "EntityAlreadyExists.User" {
				t.Errorf("the second user of the name: %v", err)
			}
			found := must[*ram.ListUsersResponse](t)(client.ListUsers(new(ram.ListUsersRequest)))
			if n := len(found.Body.Users.User); n != 1 {
				t.Errorf("%d users, where 1 should be", n)
			}
		})
	}
}

func TestWorldsBeginWith(t *testing.T) {
	w := localyuntest.Start(t, localyuntest.FromSeed(map[string]any{
		"version":  1,
		"accounts": []any{map[string]any{"id": "1000000000000001", "cms": map[string]any{"contacts": []any{map[string]any{"name": "ops", "description": "x", "mail": "ops@example.com"}}}}},
	}))
	found := must[*cms.DescribeContactListResponse](t)(cmsClient(t, w).DescribeContactList(new(cms.DescribeContactListRequest)))
	if name := tea.StringValue(found.Body.Contacts.Contact[0].Name); name != "ops" {
		t.Errorf("the contact is %s", name)
	}
	fork := localyuntest.Start(t, localyuntest.From(w.ID), localyuntest.TTL(10*time.Minute), localyuntest.Accounts(2))
	if len(fork.Accounts) != 2 || fork.AccountID != w.AccountID || fork.AccessKeyID == w.AccessKeyID {
		t.Errorf("%+v", fork.Accounts)
	}
}

func TestUser(t *testing.T) {
	w := localyuntest.Start(t)
	ci := w.User("ci", localyuntest.Allow("cms:*"), localyuntest.SystemPolicy("AliyunRAMReadOnlyAccess"))
	client := ramClient(t, w, ci)
	if err := createUser(client, "ann"); code(err) != "NoPermission" {
		t.Errorf("ci may read, and not write: %v", err)
	}
}

func TestEnv(t *testing.T) {
	w := localyuntest.Start(t)
	program := exec.Command("env")
	program.Env = append(os.Environ(), w.Env().Environ()...)
	output := must[[]byte](t)(program.Output())
	if !strings.Contains(string(output), "ALIBABA_CLOUD_ACCESS_KEY_ID="+w.AccessKeyID) {
		t.Errorf("%s", output)
	}
}

func TestClock(t *testing.T) {
	w := localyuntest.Start(t)
	w.Clock.Freeze(time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC))
	client := ramClient(t, w, w.Key)
	made := must[*ram.CreateUserResponse](t)(client.CreateUser(new(ram.CreateUserRequest).SetUserName("ann")))
	if at := tea.StringValue(made.Body.User.CreateDate); at != "2026-01-01T00:00:00Z" {
		t.Errorf("made at %s", at)
	}
	w.Clock.Advance(localyuntest.Duration("1d12h"))
	w.Clock.Advance(90 * time.Minute)
	if now := w.Clock.Now().Now; !now.Equal(time.Date(2026, 1, 2, 13, 30, 0, 0, time.UTC)) {
		t.Errorf("it is %s", now)
	}
	w.Clock.Set(time.Date(2026, 2, 1, 0, 0, 0, 0, time.UTC))
	w.Clock.Rate(60) // an hour in a minute
	w.Clock.Release()
}

func TestOutbox(t *testing.T) {
	w := localyuntest.Start(t)
	phone := "86-13800000000"
	client := must[*rm.Client](t)(rm.NewClient(config(w, w.Key)))
	go func() { // the program that is tested
		request := new(rm.SendVerificationCodeForEnableRDRequest).SetSecureMobilePhone(phone)
		_, _ = client.SendVerificationCodeForEnableRD(request)
	}()
	code := w.Outbox.Code(localyuntest.MessageFilter{To: phone, Timeout: 30 * time.Second})
	request := new(rm.EnableResourceDirectoryRequest).SetEnableMode("CurrentAccount")
	must[*rm.EnableResourceDirectoryResponse](t)(client.EnableResourceDirectory(request.SetVerificationCode(code)))
	for _, message := range w.Outbox.List(localyuntest.MessageFilter{Channel: "sms"}) {
		t.Log(message)
	}
	w.Outbox.Delete()
}

func TestFaults(t *testing.T) {
	w := localyuntest.Start(t)
	client := cmsClient(t, w)
	rules := w.Faults.Add(localyuntest.Fault{Action: "DescribeContactList", Error: "Throttling.User", Nth: 1})
	_, err := client.DescribeContactList(new(cms.DescribeContactListRequest))
	if code(err) != "Throttling.User" {
		t.Errorf("the first call: %v", err)
	}
	must[*cms.DescribeContactListResponse](t)(client.DescribeContactList(new(cms.DescribeContactListRequest)))
	if rule := w.Faults.Get(rules[0].ID); rule.Matched != 2 || rule.Fired != 1 {
		t.Errorf("%+v", rule)
	}
	w.Faults.Clear()
	w.Faults.Preset("throttled", localyuntest.Fault{Action: "Put*"})
}

func TestAFaultThatLeavesACallWithoutAnAnswer(t *testing.T) {
	w := localyuntest.Start(t)
	client := ramClient(t, w, w.Key)
	w.Faults.Add(localyuntest.Fault{Action: "CreateUser", LostAnswer: true, Nth: 1})
	if err := createUser(client, "ann"); err == nil || code(err) != "" {
		t.Errorf("the answer was not lost: %v", err)
	}
	if err := createUser(client, "ann"); code(err) != "EntityAlreadyExists.User" {
		t.Errorf("the call was not carried out: %v", err)
	}
}

func TestCalls(t *testing.T) {
	w := localyuntest.Start(t)
	since := w.Calls.Last()
	if err := createUser(ramClient(t, w, w.Key), "ann"); err != nil {
		t.Fatal(err)
	}
	call := w.Calls.Wait(localyuntest.CallFilter{Action: "CreateUser"})
	t.Log(call, call.Parameters["UserName"])
	w.Calls.Verify(localyuntest.CallFilter{Product: "Ram", Since: since, Params: map[string]string{"UserName": "a*"}}, localyuntest.Times(1))
	w.Calls.Verify(localyuntest.CallFilter{Action: "Delete*"}, localyuntest.AtMost(0))
}

func TestSnapshots(t *testing.T) {
	w := localyuntest.Start(t)
	client := ramClient(t, w, w.Key)
	before := w.Snapshots.Save("") // has a name that no other test uses
	if err := createUser(client, "ann"); err != nil {
		t.Fatal(err)
	}
	w.Snapshots.Restore(before.Name)
	if err := createUser(client, "ann"); err != nil {
		t.Errorf("the snapshot has ann: %v", err)
	}
	var file bytes.Buffer
	w.Snapshots.Download(before.Name, &file)
	w.Control("POST", "/paging", nil, map[string]int{"max_page": 1}, nil)
	var short struct {
		Paging []struct {
			MaxPage int `json:"max_page"`
		}
	}
	w.Control("GET", "paging", nil, nil, &short)
	if len(short.Paging) != 1 || short.Paging[0].MaxPage != 1 {
		t.Errorf("%+v", short)
	}
	w.Reset()
	if file.Len() == 0 {
		t.Error("the file is empty")
	}
}
