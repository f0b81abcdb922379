package stack

import (
	"fmt"

	ecs "github.com/alibabacloud-go/ecs-20140526/v7/client"
	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	vpc "github.com/alibabacloud-go/vpc-20160428/v6/client"
)

// Down takes down what there is of a stack, each thing before those that it stands on. After an error the stack has what is
// left, so that Down can go on from there.
func (c Clients) Down(s *Stack) error {
	for _, step := range []struct {
		what string
		has  *string
		del  func() error
	}{
		{"the instance", &s.Instance, func() error { return c.deleteInstance(s) }},
		{"the security group", &s.Group, func() error {
			_, err := c.ECS.DeleteSecurityGroup(new(ecs.DeleteSecurityGroupRequest).SetRegionId(Region).SetSecurityGroupId(s.Group))
			return err
		}},
		{"the vSwitch", &s.VSwitch, func() error {
			_, err := c.VPC.DeleteVSwitch(new(vpc.DeleteVSwitchRequest).SetRegionId(Region).SetVSwitchId(s.VSwitch))
			return err
		}},
		{"the VPC", &s.VPC, func() error {
			_, err := c.VPC.DeleteVpc(new(vpc.DeleteVpcRequest).SetRegionId(Region).SetVpcId(s.VPC))
			return err
		}},
		{"the policy", &s.Policy, func() error { return c.deletePolicy(s) }},
		{"the role", &s.Role, func() error {
			_, err := c.RAM.DeleteRole(new(ram.DeleteRoleRequest).SetRoleName(s.Role))
			return err
		}},
	} {
		if *step.has == "" {
			continue
		}
		if err := step.del(); err != nil {
			return fmt.Errorf("%s is left: %w", step.what, err)
		}
		*step.has = ""
	}
	return nil
}

func (c Clients) deleteInstance(s *Stack) error {
	if _, err := c.ECS.DeleteInstance(new(ecs.DeleteInstanceRequest).SetInstanceId(s.Instance).SetForce(true)); err != nil {
		return err
	}
	return await("the instance is gone", func() (bool, error) {
		status, err := c.Status(s)
		return status == "", err
	})
}

func (c Clients) deletePolicy(s *Stack) error {
	if s.PolicyHeld {
		_, err := c.RAM.DetachPolicyFromRole(new(ram.DetachPolicyFromRoleRequest).
			SetPolicyType("Custom").SetPolicyName(s.Policy).SetRoleName(s.Role))
		if err != nil {
			return err
		}
		s.PolicyHeld = false
	}
	_, err := c.RAM.DeletePolicy(new(ram.DeletePolicyRequest).SetPolicyName(s.Policy))
	return err
}
