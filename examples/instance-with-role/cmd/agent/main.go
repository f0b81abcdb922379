// Command agent runs on the instance. It is given no key, no region and no name: it asks the metadata service, as the SDK does.
//
//	agent who        prints who it is to the cloud
//	agent peers      prints the instances of its stack
//	agent stop ID    stops an instance
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	ecs "github.com/alibabacloud-go/ecs-20140526/v7/client"
	sts "github.com/alibabacloud-go/sts-20150401/v2/client"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/credentials-go/credentials"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	region, err := metadata("meta-data/region-id")
	if err != nil {
		return err
	}
	credential, err := credentials.NewCredential(nil)
	if err != nil {
		return err
	}
	config := func() *openapi.Config { return new(openapi.Config).SetCredential(credential).SetRegionId(region) }
	switch {
	case len(args) == 1 && args[0] == "who":
		client, err := sts.NewClient(config())
		if err != nil {
			return err
		}
		found, err := client.GetCallerIdentity()
		if err != nil {
			return err
		}
		fmt.Println(tea.StringValue(found.Body.Arn))
		return nil
	case len(args) == 1 && args[0] == "peers":
		client, err := ecs.NewClient(config())
		if err != nil {
			return err
		}
		return peers(client, region)
	case len(args) == 2 && args[0] == "stop":
		client, err := ecs.NewClient(config())
		if err != nil {
			return err
		}
		_, err = client.StopInstance(new(ecs.StopInstanceRequest).SetInstanceId(args[1]))
		return err
	}
	return fmt.Errorf("usage: agent who | agent peers | agent stop ID")
}

func peers(client *ecs.Client, region string) error {
	data, err := metadata("user-data")
	if err != nil {
		return err
	}
	var told struct{ Stack string }
	if err := json.Unmarshal([]byte(data), &told); err != nil {
		return fmt.Errorf("the user data: %w", err)
	}
	tag := new(ecs.DescribeInstancesRequestTag).SetKey("stack").SetValue(told.Stack)
	found, err := client.DescribeInstances(new(ecs.DescribeInstancesRequest).SetRegionId(region).
		SetTag([]*ecs.DescribeInstancesRequestTag{tag}))
	if err != nil {
		return err
	}
	for _, instance := range found.Body.Instances.Instance {
		addresses := instance.VpcAttributes.PrivateIpAddress.IpAddress
		fmt.Println(tea.StringValue(instance.InstanceId), tea.StringValue(addresses[0]), tea.StringValue(instance.Status))
	}
	return nil
}

// metadata asks the service at the address that it has on each instance, in security hardening mode.
func metadata(path string) (string, error) {
	const service = "http://100.100.100.200/latest/"
	client := http.Client{Timeout: 5 * time.Second}
	ask := func(method, path, header, value string) (string, error) {
		request, err := http.NewRequest(method, service+path, nil)
		if err != nil {
			return "", err
		}
		request.Header.Set(header, value)
		answer, err := client.Do(request)
		if err != nil {
			return "", err
		}
		defer answer.Body.Close()
		text, err := io.ReadAll(answer.Body)
		if err == nil && answer.StatusCode != http.StatusOK {
			err = fmt.Errorf("the metadata service answers %s for %s", answer.Status, path)
		}
		return string(text), err
	}
	token, err := ask(http.MethodPut, "api/token", "X-aliyun-ecs-metadata-token-ttl-seconds", "60")
	if err != nil {
		return "", err
	}
	return ask(http.MethodGet, path, "X-aliyun-ecs-metadata-token", token)
}
