package sdk

import (
	"testing"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	dysms "github.com/alibabacloud-go/dysmsapi-20170525/v5/client"
	"github.com/localyun/localyun/kits/go/localyuntest"
)

func TestLoginByCode(t *testing.T) {
	t.Parallel()
	w := localyuntest.Start(t)
	w.Control("POST", "/dysms/settings", nil, map[string]bool{"lenient": true}, nil)
	config := new(openapi.Config).SetAccessKeyId(w.AccessKeyID).SetAccessKeySecret(w.AccessKeySecret)
	client, _ := dysms.NewClient(config.SetEndpoint(w.Endpoint).SetProtocol("http"))
	send := new(dysms.SendSmsRequest).SetPhoneNumbers("13800000000").SetSignName("阿里云")
	send.SetTemplateCode("SMS_1").SetTemplateParam(`{"code": "4321"}`)
	if answer, err := client.SendSms(send); err != nil || *answer.Body.Code != "OK" {
		t.Fatal(answer, err)
	}
	if code := w.Outbox.Code(localyuntest.MessageFilter{To: "13800000000"}); code != "4321" {
		t.Fatal(code)
	}
}
