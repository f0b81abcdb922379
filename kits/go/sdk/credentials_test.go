package sdk

import (
	"testing"

	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	"github.com/aliyun/credentials-go/credentials"
	"github.com/localyun/localyun/kits/go/localyuntest"
)

func TestCredentialsURI(t *testing.T) {
	w := localyuntest.Start(t)
	uri := w.Env()["ALIBABA_CLOUD_CREDENTIALS_URI"]
	found := must[credentials.Credential](t)(credentials.NewCredential(new(credentials.Config).SetType("credentials_uri").SetURLCredential(uri)))
	config := config(w, localyuntest.Key{}).SetCredential(found)
	config.AccessKeyId, config.AccessKeySecret = nil, nil
	client := must[*ram.Client](t)(ram.NewClient(config))
	_, _ = client.ListUsers(new(ram.ListUsersRequest)) // what the role may do is not the question
	if call := w.Calls.Wait(localyuntest.CallFilter{Action: "ListUsers"}); call.Caller == nil || call.Caller.Role == "" || call.Caller.Account != w.AccountID {
		t.Errorf("%s", call)
	}
}
