package stack_test

import (
	"bytes"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	ecs "github.com/alibabacloud-go/ecs-20140526/v7/client"
	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	"github.com/alibabacloud-go/tea/tea"
	vpc "github.com/alibabacloud-go/vpc-20160428/v6/client"
	"github.com/localyun/localyun/kits/go/localyuntest"

	"localyun/examples/instance-with-role/stack"
)

//go:embed policy.json
var policy string

var (
	// The metadata service answers for the first world of a server, so the tests share that, one after another.
	server *localyuntest.Server
	agent  string // the program that runs on the instance
)

func TestMain(m *testing.M) {
	stack.PollInterval = 10 * time.Millisecond
	var err error
	if server, err = localyuntest.StartServer(context.Background()); err != nil {
		log.Fatal(err)
	}
	folder, err := os.MkdirTemp("", "agent")
	if err != nil {
		log.Fatal(err)
	}
	agent = filepath.Join(folder, "agent")
	if output, err := exec.Command("go", "build", "-o", agent, "../cmd/agent").CombinedOutput(); err != nil {
		log.Fatalf("%v: %s", err, output)
	}
	status := m.Run()
	server.Stop()
	os.RemoveAll(folder)
	os.Exit(status)
}

func TestAnInstanceRuns(t *testing.T) {
	clients := fresh(t)
	s := up(t, clients)
	found, err := clients.ECS.DescribeInstances(new(ecs.DescribeInstancesRequest).SetRegionId(stack.Region))
	if err != nil || len(found.Body.Instances.Instance) != 1 {
		t.Fatal(found, err)
	}
	instance := found.Body.Instances.Instance[0]
	if id, status := tea.StringValue(instance.InstanceId), tea.StringValue(instance.Status); id != s.Instance || status != "Running" {
		t.Error(id, status)
	}
	if address := tea.StringValue(instance.VpcAttributes.PrivateIpAddress.IpAddress[0]); !strings.HasPrefix(address, "10.0.1.") {
		t.Errorf("its address is not of the vSwitch: %s", address)
	}
	if free := freeAddresses(t, clients, s); free != 251 {
		t.Errorf("of 252 addresses %d are free", free)
	}
}

func TestTheProgramMayDoWhatItsRoleMay(t *testing.T) {
	clients := fresh(t)
	s := up(t, clients)
	if who := strings.TrimSpace(onInstance(t, s, "who")); !strings.HasPrefix(who, "acs:ram::1000000000000001:assumed-role/web/") {
		t.Errorf("it is %s", who)
	}
	if line := onInstance(t, s, "peers"); line != s.Instance+" 10.0.1.1 Running\n" {
		t.Errorf("its peers are %q", line)
	}
	output, err := runOnInstance(s, "stop", s.Instance)
	if err == nil || !strings.Contains(output, "Forbidden.RAM") {
		t.Errorf("it may stop an instance: %v %s", err, output)
	}
	if status, _ := clients.Status(s); status != "Running" {
		t.Errorf("the instance is %s", status)
	}
	control(t, "POST", "calls/verify", map[string]any{"action": "DescribeInstances", "caller": "*assumed-role/web/*", "times": 1})
	control(t, "POST", "calls/verify", map[string]any{"action": "StopInstance", "status": "403", "times": 1})
}

func TestAPolicyThatIsTakenAwayCountsAtOnce(t *testing.T) {
	clients := fresh(t)
	s := up(t, clients)
	_, err := clients.RAM.DetachPolicyFromRole(new(ram.DetachPolicyFromRoleRequest).
		SetPolicyType("Custom").SetPolicyName(s.Policy).SetRoleName(s.Role))
	if err != nil {
		t.Fatal(err)
	}
	s.PolicyHeld = false
	// Who may see no instance gets a list with none in it.
	if line := onInstance(t, s, "peers"); line != "" {
		t.Errorf("its peers are %q", line)
	}
}

func TestAnInstanceWithoutARoleHasNoCredentials(t *testing.T) {
	clients := fresh(t)
	s := up(t, clients)
	_, err := clients.ECS.DetachInstanceRamRole(new(ecs.DetachInstanceRamRoleRequest).SetRegionId(stack.Region).
		SetInstanceIds(fmt.Sprintf("[%q]", s.Instance)).SetRamRoleName(s.Role))
	if err != nil {
		t.Fatal(err)
	}
	if output, err := runOnInstance(s, "who"); err == nil {
		t.Errorf("it is %s", output)
	}
	if called := calls(t, "GetCallerIdentity"); called != 0 {
		t.Errorf("it was called %d times", called)
	}
}

func TestTheWrongOrderIsRefused(t *testing.T) {
	clients := fresh(t)
	s := up(t, clients)
	refused := func(code string, err error) {
		t.Helper()
		if stack.Code(err) != code {
			t.Errorf("it should be %s, and is %v", code, err)
		}
	}
	_, err := clients.VPC.DeleteVpc(new(vpc.DeleteVpcRequest).SetRegionId(stack.Region).SetVpcId(s.VPC))
	refused("DependencyViolation.VSwitch", err)
	_, err = clients.VPC.DeleteVSwitch(new(vpc.DeleteVSwitchRequest).SetRegionId(stack.Region).SetVSwitchId(s.VSwitch))
	refused("DependencyViolation", err)
	_, err = clients.ECS.DeleteSecurityGroup(new(ecs.DeleteSecurityGroupRequest).SetRegionId(stack.Region).SetSecurityGroupId(s.Group))
	refused("DependencyViolation", err)
	_, err = clients.RAM.DeletePolicy(new(ram.DeletePolicyRequest).SetPolicyName(s.Policy))
	refused("DeleteConflict.Policy.Role", err)
	_, err = clients.RAM.DeleteRole(new(ram.DeleteRoleRequest).SetRoleName(s.Role))
	refused("DeleteConflict.Role.Policy", err)
	if status, _ := clients.Status(s); status != "Running" {
		t.Errorf("the instance is %s", status)
	}
}

func TestNothingIsLeft(t *testing.T) {
	clients := fresh(t)
	s := up(t, clients)
	other := new(ecs.CreateSecurityGroupRequest).SetRegionId(stack.Region).SetVpcId(s.VPC)
	stray, err := clients.ECS.CreateSecurityGroup(other)
	if err != nil {
		t.Fatal(err)
	}
	// What somebody else has put into the network keeps it; what stood on it is gone.
	if err := clients.Down(s); stack.Code(err) != "DependencyViolation.SecurityGroup" || !strings.HasPrefix(err.Error(), "the VPC is left") {
		t.Fatal(err)
	}
	if s.Instance != "" || s.Group != "" || s.VSwitch != "" || s.VPC == "" {
		t.Errorf("%+v", s)
	}
	_, err = clients.ECS.DeleteSecurityGroup(new(ecs.DeleteSecurityGroupRequest).SetRegionId(stack.Region).
		SetSecurityGroupId(tea.StringValue(stray.Body.SecurityGroupId)))
	if err != nil {
		t.Fatal(err)
	}
	if err := clients.Down(s); err != nil {
		t.Fatal(err)
	}
	empty(t, clients)
}

func TestWithoutStockNothingIsLeft(t *testing.T) {
	clients := fresh(t)
	control(t, "POST", "ecs/stock", map[string]any{"type": "ecs.g7.large", "left": 0})
	if _, err := clients.Up("web", policy); stack.Code(err) != "OperationDenied.NoStock" {
		t.Fatal(err)
	}
	if called := calls(t, "RunInstances"); called != 1 {
		t.Errorf("RunInstances was called %d times", called)
	}
	empty(t, clients)
}

func TestWhoMayNotPassARoleMakesNoInstanceWithIt(t *testing.T) {
	clients := fresh(t)
	control(t, "POST", "seed", map[string]any{"version": 1, "accounts": []any{map[string]any{
		"id": "1000000000000001", "ram": map[string]any{
			"policies": []any{map[string]any{"name": "deploy", "document": map[string]any{"Version": "1", "Statement": []any{
				map[string]any{"Effect": "Allow", "Action": []string{"ecs:*", "vpc:*", "ram:*"}, "Resource": "*"},
				map[string]any{"Effect": "Deny", "Action": "ram:PassRole", "Resource": "*"},
			}}}},
			"users":       []any{map[string]any{"name": "ci", "policies": []string{"deploy"}}},
			"access_keys": []any{map[string]any{"user": "ci", "id": "LTAI5tCiExampleKey01234x", "secret": "ciSecret0123456789"}},
		}}}})
	ci := newClients(t, "LTAI5tCiExampleKey01234x", "ciSecret0123456789")
	if _, err := ci.Up("web", policy); stack.Code(err) != "InvalidUser.PassRoleForbidden" {
		t.Fatal(err)
	}
	empty(t, clients)
}

// fresh puts the cloud back to what it began with, where a second takes a sixtieth.
func fresh(t *testing.T) stack.Clients {
	t.Helper()
	control(t, "POST", "reset", nil)
	control(t, "DELETE", "calls", nil)
	control(t, "POST", "clock", map[string]any{"rate": 60})
	return newClients(t, "testid", "testsecret")
}

func newClients(t *testing.T, id, secret string) stack.Clients {
	t.Helper()
	clients, err := stack.NewClients(*new(openapi.Config).SetAccessKeyId(id).SetAccessKeySecret(secret).
		SetEndpoint(server.Endpoint).SetProtocol("http"))
	if err != nil {
		t.Fatal(err)
	}
	return clients
}

func up(t *testing.T, clients stack.Clients) *stack.Stack {
	t.Helper()
	s, err := clients.Up("web", policy)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// onInstance answers what the program prints on the instance.
func onInstance(t *testing.T, s *stack.Stack, args ...string) string {
	t.Helper()
	output, err := runOnInstance(s, args...)
	if err != nil {
		t.Fatalf("agent %s: %v: %s", args, err, output)
	}
	return output
}

func runOnInstance(s *stack.Stack, args ...string) (string, error) {
	program := "localyun"
	if given := os.Getenv("LOCALYUN_BINARY"); given != "" {
		program = given
	}
	all := append([]string{"exec", "--endpoint", server.URL, "--instance", s.Instance, "--credentials", "metadata", "--", agent}, args...)
	command := exec.Command(program, all...)
	var stderr bytes.Buffer
	command.Stderr = &stderr
	output, err := command.Output()
	return string(output) + stderr.String(), err
}

func freeAddresses(t *testing.T, clients stack.Clients, s *stack.Stack) int64 {
	t.Helper()
	found, err := clients.VPC.DescribeVSwitches(new(vpc.DescribeVSwitchesRequest).SetRegionId(stack.Region).SetVSwitchId(s.VSwitch))
	if err != nil || len(found.Body.VSwitches.VSwitch) != 1 {
		t.Fatal(found, err)
	}
	return tea.Int64Value(found.Body.VSwitches.VSwitch[0].AvailableIpAddressCount)
}

// empty fails the test unless all that a stack has is gone.
func empty(t *testing.T, clients stack.Clients) {
	t.Helper()
	none := func(what string, count *int32, err error) {
		t.Helper()
		if err != nil || tea.Int32Value(count) != 0 {
			t.Errorf("%s: there are %d: %v", what, tea.Int32Value(count), err)
		}
	}
	vpcs, err := clients.VPC.DescribeVpcs(new(vpc.DescribeVpcsRequest).SetRegionId(stack.Region))
	none("VPCs", vpcs.Body.TotalCount, err)
	switches, err := clients.VPC.DescribeVSwitches(new(vpc.DescribeVSwitchesRequest).SetRegionId(stack.Region))
	none("vSwitches", switches.Body.TotalCount, err)
	groups, err := clients.ECS.DescribeSecurityGroups(new(ecs.DescribeSecurityGroupsRequest).SetRegionId(stack.Region))
	none("security groups", groups.Body.TotalCount, err)
	instances, err := clients.ECS.DescribeInstances(new(ecs.DescribeInstancesRequest).SetRegionId(stack.Region))
	none("instances", instances.Body.TotalCount, err)
	disks, err := clients.ECS.DescribeDisks(new(ecs.DescribeDisksRequest).SetRegionId(stack.Region))
	none("disks", disks.Body.TotalCount, err)
	interfaces, err := clients.ECS.DescribeNetworkInterfaces(new(ecs.DescribeNetworkInterfacesRequest).SetRegionId(stack.Region))
	none("network interfaces", interfaces.Body.TotalCount, err)
	if _, err := clients.RAM.GetRole(new(ram.GetRoleRequest).SetRoleName("web")); stack.Code(err) != "EntityNotExist.Role" {
		t.Errorf("the role is there: %v", err)
	}
	_, err = clients.RAM.GetPolicy(new(ram.GetPolicyRequest).SetPolicyType("Custom").SetPolicyName("web"))
	if stack.Code(err) != "EntityNotExist.Policy" {
		t.Errorf("the policy is there: %v", err)
	}
}

func calls(t *testing.T, action string) int {
	t.Helper()
	var found struct{ Calls []any }
	if err := json.Unmarshal(control(t, "GET", "calls?action="+action, nil), &found); err != nil {
		t.Fatal(err)
	}
	return len(found.Calls)
}

// control asks the control API, about the first world.
func control(t *testing.T, method, path string, body any) []byte {
	t.Helper()
	text, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	if body == nil {
		text = nil
	}
	request, err := http.NewRequest(method, server.URL+"/_localyun/"+path, bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	found, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s %s: %s %s %v", method, path, answer.Status, found, err)
	}
	return found
}
