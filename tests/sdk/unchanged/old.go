// A program as it runs in the cloud: the SDK of the old generation for Go, with no endpoint and no key in the code.
package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/cms"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/sts"
)

const region = "cn-hangzhou"

// found is what the SDK finds by itself.
func found() (auth.Credential, error) {
	found, err := credentials.NewDefaultCredentialsProvider().GetCredentials()
	if err != nil {
		return nil, err
	}
	if found.SecurityToken == "" {
		return credentials.NewAccessKeyCredential(found.AccessKeyId, found.AccessKeySecret), nil
	}
	return credentials.NewStsTokenCredential(found.AccessKeyId, found.AccessKeySecret, found.SecurityToken), nil
}

// config sets HTTPS, which is not what this SDK does by itself.
func config() *sdk.Config { return sdk.NewConfig().WithScheme("HTTPS") }

func names(client *cms.Client) ([]string, error) {
	answer, err := client.DescribeContactList(cms.CreateDescribeContactListRequest())
	if err != nil {
		return nil, err
	}
	all := []string{}
	for _, contact := range answer.Contacts.Contact {
		all = append(all, "'"+contact.Name+"'")
	}
	return all, nil
}

func contacts(config *sdk.Config) (string, error) {
	key, err := found()
	if err != nil {
		return "", err
	}
	client, err := cms.NewClientWithOptions(region, config, key)
	if err != nil {
		return "", err
	}
	put := cms.CreatePutContactRequest()
	put.ContactName, put.Describe, put.ChannelsMail = "alice", "on call", "alice@example.com"
	if _, err = client.PutContact(put); err != nil {
		return "", err
	}
	listed, err := names(client)
	if err != nil {
		return "", err
	}
	gone := cms.CreateDeleteContactRequest()
	gone.ContactName = "alice"
	if _, err = client.DeleteContact(gone); err != nil {
		return "", err
	}
	left, err := names(client)
	return fmt.Sprint(listed, " then ", left), err
}

func refused() (string, error) {
	key := credentials.NewAccessKeyCredential(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), "wrong")
	client, err := cms.NewClientWithOptions(region, config(), key)
	if err != nil {
		return "", err
	}
	_, err = client.DescribeContactList(cms.CreateDescribeContactListRequest())
	var refusal *sdkerrors.ServerError
	var other sdkerrors.Error
	switch {
	case errors.As(err, &refusal):
		return refusal.ErrorCode(), nil
	case errors.As(err, &other):
		return other.ErrorCode(), nil
	}
	return "answered", err
}

func caller(key auth.Credential, err error) (string, error) {
	if err != nil {
		return "", err
	}
	client, err := sts.NewClientWithOptions(region, config(), key)
	if err != nil {
		return "", err
	}
	request := sts.CreateGetCallerIdentityRequest()
	request.Scheme = "https" // the package sets its requests to what they are in the cloud
	answer, err := client.GetCallerIdentity(request)
	if err != nil {
		return "", err
	}
	return answer.Arn, nil
}

func main() {
	verbs := map[string]func() (string, error){
		"contacts": func() (string, error) { return contacts(config()) },
		"plain":    func() (string, error) { return contacts(sdk.NewConfig()) },
		"refused":  refused,
		"caller":   func() (string, error) { return caller(found()) },
		"role": func() (string, error) {
			return caller(credentials.NewRamRoleArnCredential(
				os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"),
				os.Getenv("ALIBABA_CLOUD_ROLE_ARN"), "unchanged", 3600), nil)
		},
	}
	for _, verb := range os.Args[1:] {
		said, err := verbs[verb]()
		if err != nil {
			fmt.Fprintln(os.Stderr, verb, err)
			os.Exit(1)
		}
		fmt.Println(verb, said)
	}
}
