// A program as it runs in the cloud: the SDKs of the new generation for Go, with no endpoint and no key in the code.
package main

import (
	"errors"
	"fmt"
	"os"

	cms "github.com/alibabacloud-go/cms-20190101/v8/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	sts "github.com/alibabacloud-go/sts-20150401/v2/client"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/credentials-go/credentials"
)

var region = tea.String("cn-hangzhou")

// found is what the SDK finds by itself, or what the configuration says.
func found(config *credentials.Config) (*openapi.Config, error) {
	credential, err := credentials.NewCredential(config)
	return &openapi.Config{Credential: credential, RegionId: region}, err
}

func names(client *cms.Client) ([]string, error) {
	answer, err := client.DescribeContactList(&cms.DescribeContactListRequest{})
	if err != nil {
		return nil, err
	}
	all := []string{}
	for _, contact := range answer.Body.Contacts.Contact {
		all = append(all, "'"+tea.StringValue(contact.Name)+"'")
	}
	return all, nil
}

func contacts() (string, error) {
	config, err := found(nil)
	if err != nil {
		return "", err
	}
	client, err := cms.NewClient(config)
	if err != nil {
		return "", err
	}
	_, err = client.PutContact(&cms.PutContactRequest{
		ContactName: tea.String("alice"), Describe: tea.String("on call"),
		Channels: &cms.PutContactRequestChannels{Mail: tea.String("alice@example.com")},
	})
	if err != nil {
		return "", err
	}
	listed, err := names(client)
	if err != nil {
		return "", err
	}
	if _, err = client.DeleteContact(&cms.DeleteContactRequest{ContactName: tea.String("alice")}); err != nil {
		return "", err
	}
	left, err := names(client)
	return fmt.Sprint(listed, " then ", left), err
}

func refused() (string, error) {
	client, err := cms.NewClient(&openapi.Config{
		AccessKeyId: tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")), AccessKeySecret: tea.String("wrong"), RegionId: region,
	})
	if err != nil {
		return "", err
	}
	_, err = client.DescribeContactList(&cms.DescribeContactListRequest{})
	var refusal *tea.SDKError
	if errors.As(err, &refusal) {
		return tea.StringValue(refusal.Code), nil
	}
	return "answered", err
}

func caller(config *credentials.Config) (string, error) {
	with, err := found(config)
	if err != nil {
		return "", err
	}
	client, err := sts.NewClient(with)
	if err != nil {
		return "", err
	}
	answer, err := client.GetCallerIdentity()
	if err != nil {
		return "", err
	}
	return tea.StringValue(answer.Body.Arn), nil
}

func main() {
	verbs := map[string]func() (string, error){
		"contacts": contacts,
		"refused":  refused,
		"caller":   func() (string, error) { return caller(nil) },
		"role": func() (string, error) {
			return caller(&credentials.Config{
				Type:            tea.String("ram_role_arn"),
				AccessKeyId:     tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")),
				AccessKeySecret: tea.String(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")),
				RoleArn:         tea.String(os.Getenv("ALIBABA_CLOUD_ROLE_ARN")),
				RoleSessionName: tea.String("unchanged"),
			})
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
