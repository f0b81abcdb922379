// Command stack makes a stack and takes it down: stack up NAME POLICY.json >STACK.json; stack down STACK.json.
package main

import (
	"encoding/json"
	"log"
	"os"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/aliyun/credentials-go/credentials"

	"localyun/examples/instance-with-role/stack"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}

func run(args []string) error {
	// The key is the one that the SDK finds.
	credential, err := credentials.NewCredential(nil)
	if err != nil {
		return err
	}
	clients, err := stack.NewClients(*new(openapi.Config).SetCredential(credential))
	if err != nil {
		return err
	}
	switch {
	case len(args) == 3 && args[0] == "up":
		policy, err := os.ReadFile(args[2])
		if err != nil {
			return err
		}
		made, err := clients.Up(args[1], string(policy))
		if made != nil {
			if err := json.NewEncoder(os.Stdout).Encode(made); err != nil {
				return err
			}
		}
		return err
	case len(args) == 2 && args[0] == "down":
		text, err := os.ReadFile(args[1])
		if err != nil {
			return err
		}
		var there stack.Stack
		if err := json.Unmarshal(text, &there); err != nil {
			return err
		}
		return clients.Down(&there)
	}
	log.Fatal("usage: stack up NAME POLICY.json | stack down STACK.json")
	return nil
}
