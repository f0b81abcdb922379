// Package stack makes an instance and all that it stands on: a network, a security group, and a role with its policy.
package stack

import (
	"errors"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	ecs "github.com/alibabacloud-go/ecs-20140526/v7/client"
	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	"github.com/alibabacloud-go/tea/tea"
	vpc "github.com/alibabacloud-go/vpc-20160428/v6/client"
)

// Region and Zone are where everything is made.
const (
	Region = "cn-hangzhou"
	Zone   = "cn-hangzhou-i"
)

// Clients are those of the three services that take part.
type Clients struct {
	ECS *ecs.Client
	VPC *vpc.Client
	RAM *ram.Client
}

// NewClients makes the clients. Without an endpoint in the configuration they call the services' own hosts.
func NewClients(config openapi.Config) (c Clients, err error) {
	config.SetRegionId(Region)
	if c.ECS, err = ecs.NewClient(clone(config)); err != nil {
		return c, err
	}
	if c.VPC, err = vpc.NewClient(clone(config)); err != nil {
		return c, err
	}
	c.RAM, err = ram.NewClient(clone(config))
	return c, err
}

// clone is a configuration for one client, which writes its endpoint into it.
func clone(config openapi.Config) *openapi.Config { return &config }

// Code is the code of an error of the cloud, and empty for any other.
func Code(err error) string {
	var refused *tea.SDKError
	if errors.As(err, &refused) {
		return tea.StringValue(refused.Code)
	}
	return ""
}
