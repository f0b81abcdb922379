package sdk

import (
	"testing"

	cms "github.com/alibabacloud-go/cms-20190101/v8/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/localyun/localyun/kits/go/localyuntest"
)

func TestContact(t *testing.T) {
	t.Parallel()
	w := localyuntest.Start(t)
	config := new(openapi.Config).SetAccessKeyId(w.AccessKeyID).SetAccessKeySecret(w.AccessKeySecret)
	client, _ := cms.NewClient(config.SetEndpoint(w.Endpoint).SetProtocol("http"))
	channels := new(cms.PutContactRequestChannels).SetMail("alice@example.com")
	contact := new(cms.PutContactRequest).SetContactName("Alice").SetDescribe("On call").SetChannels(channels)
	if _, err := client.PutContact(contact); err != nil {
		t.Fatal(err)
	}
	w.Outbox.Wait(localyuntest.MessageFilter{To: "alice@example.com"})
	w.Calls.Verify(localyuntest.CallFilter{Action: "PutContact", Status: "200"}, localyuntest.Times(1))
}
