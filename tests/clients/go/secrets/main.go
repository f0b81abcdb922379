// Reads a secret as a program does that uses the vendor's client of secrets, through its cache: from the vendor's host, with
// a key of the environment.
package main

import (
	"errors"
	"fmt"
	"os"

	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/aliyun-secretsmanager-client-go/sdk"
	"github.com/aliyun/aliyun-secretsmanager-client-go/sdk/service"
)

func main() {
	if err := read(os.Args[1]); err != nil {
		var refused sdkerrors.Error
		if !errors.As(err, &refused) {
			panic(err)
		}
		fmt.Println(refused.ErrorCode())
	}
}

func read(name string) error {
	id, secret := os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")
	source := service.NewDefaultSecretManagerClientBuilder().Standard().WithAccessKey(id, secret).WithRegion("cn-hangzhou").Build()
	client, err := sdk.NewSecretCacheClientBuilder(source).Build()
	if err != nil {
		return err
	}
	defer client.Close()
	found, err := client.GetSecretInfo(name)
	if err != nil {
		return err
	}
	// The cache answers what it has read.
	again, err := client.GetSecretInfo(name)
	if err != nil || again.SecretValue != found.SecretValue {
		return fmt.Errorf("the cache answers otherwise: %w", err)
	}
	fmt.Println(found.SecretValue, found.VersionId, found.SecretDataType)
	return nil
}
