// Command oncall makes the alert contacts of a team, and the group that alert rules notify, from a CSV file of names and
// mail addresses.
package main

import (
	"encoding/csv"
	"fmt"
	"log"
	"os"

	cms "github.com/alibabacloud-go/cms-20190101/v8/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/aliyun/credentials-go/credentials"
)

const group = "on-call"

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: oncall TEAM.csv")
	}
	if err := run(os.Args[1]); err != nil {
		log.Fatal(err)
	}
}

func run(file string) error {
	team, err := read(file)
	if err != nil {
		return err
	}
	credential, err := credentials.NewCredential(nil)
	if err != nil {
		return err
	}
	client, err := cms.NewClient(new(openapi.Config).SetCredential(credential).SetRegionId("cn-hangzhou"))
	if err != nil {
		return err
	}
	var names []*string
	for _, member := range team {
		name, mail := member[0], member[1]
		channels := new(cms.PutContactRequestChannels).SetMail(mail)
		contact := new(cms.PutContactRequest).SetContactName(name).SetDescribe("On call").SetChannels(channels)
		if _, err := client.PutContact(contact); err != nil {
			return fmt.Errorf("the contact %s: %w", name, err)
		}
		names = append(names, &name)
	}
	request := new(cms.PutContactGroupRequest).SetContactGroupName(group).SetContactNames(names)
	if _, err := client.PutContactGroup(request); err != nil {
		return fmt.Errorf("the group %s: %w", group, err)
	}
	fmt.Printf("%s: %d contacts\n", group, len(names))
	return nil
}

// read answers the rows of a file, each a name and a mail address.
func read(file string) ([][]string, error) {
	open, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer open.Close()
	rows := csv.NewReader(open)
	rows.FieldsPerRecord = 2
	return rows.ReadAll()
}
