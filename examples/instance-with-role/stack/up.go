package stack

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"time"

	ecs "github.com/alibabacloud-go/ecs-20140526/v7/client"
	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	"github.com/alibabacloud-go/tea/tea"
	vpc "github.com/alibabacloud-go/vpc-20160428/v6/client"
)

const (
	image        = "aliyun_3_x64_20G_alibase_20240819.vhd"
	instanceType = "ecs.g7.large"
	trust        = `{"Version": "1", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": ["ecs.aliyuncs.com"]}}]}`
	patience     = 2 * time.Minute
)

// PollInterval is how often a state is asked for.
var PollInterval = 2 * time.Second

// Stack is what there is of a stack. What is not made yet, or is gone, is empty.
type Stack struct {
	Name       string
	VPC        string `json:",omitempty"`
	VSwitch    string `json:",omitempty"`
	Group      string `json:",omitempty"`
	Role       string `json:",omitempty"` // the policy of the role has its name
	PolicyHeld bool   `json:",omitempty"` // whether the role has its policy
	Policy     string `json:",omitempty"`
	Instance   string `json:",omitempty"`
}

// Up makes a stack whose instance may do what a policy says, and waits until it runs. What was made before an error is
// taken down again.
func (c Clients) Up(name, policy string) (*Stack, error) {
	s := &Stack{Name: name}
	for _, step := range []func(*Stack) error{
		c.network,
		func(s *Stack) error { return c.role(s, policy) },
		c.instance,
	} {
		if err := step(s); err != nil {
			if left := c.Down(s); left != nil {
				return s, fmt.Errorf("%w; and it cannot be taken down: %v", err, left)
			}
			return nil, err
		}
	}
	return s, nil
}

func (c Clients) network(s *Stack) error {
	made, err := c.VPC.CreateVpc(new(vpc.CreateVpcRequest).SetRegionId(Region).SetVpcName(s.Name).SetCidrBlock("10.0.0.0/16"))
	if err != nil {
		return fmt.Errorf("the VPC: %w", err)
	}
	s.VPC = tea.StringValue(made.Body.VpcId)
	err = await("the VPC is available", func() (bool, error) {
		found, err := c.VPC.DescribeVpcs(new(vpc.DescribeVpcsRequest).SetRegionId(Region).SetVpcId(s.VPC))
		return err == nil && len(found.Body.Vpcs.Vpc) == 1 && tea.StringValue(found.Body.Vpcs.Vpc[0].Status) == "Available", err
	})
	if err != nil {
		return err
	}
	vswitch, err := c.VPC.CreateVSwitch(new(vpc.CreateVSwitchRequest).SetRegionId(Region).SetZoneId(Zone).
		SetVpcId(s.VPC).SetVSwitchName(s.Name).SetCidrBlock("10.0.1.0/24"))
	if err != nil {
		return fmt.Errorf("the vSwitch: %w", err)
	}
	s.VSwitch = tea.StringValue(vswitch.Body.VSwitchId)
	err = await("the vSwitch is available", func() (bool, error) {
		found, err := c.VPC.DescribeVSwitches(new(vpc.DescribeVSwitchesRequest).SetRegionId(Region).SetVSwitchId(s.VSwitch))
		return err == nil && len(found.Body.VSwitches.VSwitch) == 1 &&
			tea.StringValue(found.Body.VSwitches.VSwitch[0].Status) == "Available", err
	})
	if err != nil {
		return err
	}
	group, err := c.ECS.CreateSecurityGroup(new(ecs.CreateSecurityGroupRequest).SetRegionId(Region).
		SetVpcId(s.VPC).SetSecurityGroupName(s.Name))
	if err != nil {
		return fmt.Errorf("the security group: %w", err)
	}
	s.Group = tea.StringValue(group.Body.SecurityGroupId)
	_, err = c.ECS.AuthorizeSecurityGroup(new(ecs.AuthorizeSecurityGroupRequest).SetRegionId(Region).SetSecurityGroupId(s.Group).
		SetIpProtocol("tcp").SetPortRange("443/443").SetSourceCidrIp("10.0.0.0/16"))
	if err != nil {
		return fmt.Errorf("the rule of the security group: %w", err)
	}
	return nil
}

func (c Clients) role(s *Stack, policy string) error {
	if _, err := c.RAM.CreateRole(new(ram.CreateRoleRequest).SetRoleName(s.Name).SetAssumeRolePolicyDocument(trust)); err != nil {
		return fmt.Errorf("the role: %w", err)
	}
	s.Role = s.Name
	if _, err := c.RAM.CreatePolicy(new(ram.CreatePolicyRequest).SetPolicyName(s.Name).SetPolicyDocument(policy)); err != nil {
		return fmt.Errorf("the policy: %w", err)
	}
	s.Policy = s.Name
	_, err := c.RAM.AttachPolicyToRole(new(ram.AttachPolicyToRoleRequest).
		SetPolicyType("Custom").SetPolicyName(s.Policy).SetRoleName(s.Role))
	if err != nil {
		return fmt.Errorf("the policy of the role: %w", err)
	}
	s.PolicyHeld = true
	return nil
}

func (c Clients) instance(s *Stack) error {
	// What the program on the instance is told.
	data, err := json.Marshal(map[string]string{"stack": s.Name})
	if err != nil {
		return err
	}
	tag := new(ecs.RunInstancesRequestTag).SetKey("stack").SetValue(s.Name)
	made, err := c.ECS.RunInstances(new(ecs.RunInstancesRequest).SetRegionId(Region).SetImageId(image).SetInstanceType(instanceType).
		SetInstanceName(s.Name).SetVSwitchId(s.VSwitch).SetSecurityGroupId(s.Group).SetRamRoleName(s.Role).
		SetUserData(base64.StdEncoding.EncodeToString(data)).SetTag([]*ecs.RunInstancesRequestTag{tag}))
	if err != nil {
		return fmt.Errorf("the instance: %w", err)
	}
	s.Instance = tea.StringValue(made.Body.InstanceIdSets.InstanceIdSet[0])
	return await("the instance runs", func() (bool, error) {
		status, err := c.Status(s)
		return status == "Running", err
	})
}

// Status is that of the instance, and empty if there is none.
func (c Clients) Status(s *Stack) (string, error) {
	ids, err := json.Marshal([]string{s.Instance})
	if err != nil {
		return "", err
	}
	found, err := c.ECS.DescribeInstances(new(ecs.DescribeInstancesRequest).SetRegionId(Region).SetInstanceIds(string(ids)))
	if err != nil || len(found.Body.Instances.Instance) == 0 {
		return "", err
	}
	return tea.StringValue(found.Body.Instances.Instance[0].Status), nil
}

func await(what string, done func() (bool, error)) error {
	for until := time.Now().Add(patience); time.Now().Before(until); time.Sleep(PollInterval) {
		if is, err := done(); err != nil {
			return fmt.Errorf("whether %s: %w", what, err)
		} else if is {
			return nil
		}
	}
	return fmt.Errorf("%s have passed, and it is not so that %s", patience, what)
}
