// Makes a RAM user of each name on the standard input, four at a time, and prints the name once the cloud has answered.
package main

import (
	"bufio"
	"errors"
	"fmt"
	"log"
	"os"
	"sync"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/credentials-go/credentials"
)

func main() {
	// The key is found where the SDK looks for one, such as in the environment.
	key, err := credentials.NewCredential(nil)
	if err != nil {
		log.Fatal(err)
	}
	config := new(openapi.Config).SetEndpoint(os.Args[1]).SetProtocol("http").SetCredential(key)
	// The SDK calls again when a connection breaks.
	config.RetryOptions = &dara.RetryOptions{Retryable: true, MaxAttempts: 5}
	client, err := ram.NewClient(config)
	if err != nil {
		log.Fatal(err)
	}

	names := make(chan string)
	var workers sync.WaitGroup
	for range 4 {
		workers.Add(1)
		go func() {
			defer workers.Done()
			for name := range names {
				if err := add(client, name); err != nil {
					log.Fatalf("%s: %v", name, err)
				}
				fmt.Println(name)
			}
		}()
	}
	for lines := bufio.NewScanner(os.Stdin); lines.Scan(); {
		names <- lines.Text()
	}
	close(names)
	workers.Wait()
}

// add makes a user. One that is there was made by a call that got no answer, and was called again.
func add(client *ram.Client, name string) error {
	_, err := client.CreateUser(new(ram.CreateUserRequest).SetUserName(name))
	var refused *tea.SDKError
	if errors.As(err, &refused) && tea.StringValue(refused.Code) == "EntityAlreadyExists.User" {
		return nil
	}
	return err
}
