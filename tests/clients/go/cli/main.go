// Calls as the aliyun CLI makes them: CommonRequest of the SDK that it embeds, parameters in the query, the protocol
// HTTPS, or HTTP with `--insecure`. It is not the CLI: no registry of packages serves that.
//
//	CLIENT_ENDPOINT  as `--endpoint`, with `--insecure`, and once with `--skip-secure-verify`, which is HTTPS;
//	                 without it, the hosts that the CLI finds, over HTTPS
//	CLIENT_MODE      `EcsRamRole` as `--mode EcsRamRole`; otherwise keys from the environment
package main

import (
	"encoding/json"
	"errors"
	"log"
	"net/http"
	"os"
	"strconv"
	"strings"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/endpoints"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/responses"
	credential "github.com/aliyun/credentials-go/credentials"

	"localyun/clients/expect"
)

const region = "cn-hangzhou"

type product struct{ code, version, location string }

var (
	cms = product{"Cms", "2019-01-01", ""}
	ram = product{"Ram", "2015-05-01", ""}
	sts = product{"Sts", "2015-04-01", ""}
	cas = product{"cas", "2020-04-07", "cas"} // the CLI asks Location for its host
)

// values is what `key=value` pairs say.
func values(pairs []string) map[string]string {
	found := map[string]string{}
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		found[name] = value
	}
	return found
}

// client has the keys that `--mode AK`, or `--mode EcsRamRole`, gives.
func client() *sdk.Client {
	var key auth.Credential = credentials.NewAccessKeyCredential(
		os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
	if os.Getenv("CLIENT_MODE") == "EcsRamRole" {
		found, err := credential.NewCredential(new(credential.Config).SetType("ecs_ram_role"))
		expect.Success("the role of the instance", err)
		session, err := found.GetCredential()
		expect.Success("a session of the role", err)
		key = credentials.NewStsTokenCredential(*session.AccessKeyId, *session.AccessKeySecret, *session.SecurityToken)
	}
	made, err := sdk.NewClientWithOptions(region, sdk.NewConfig(), key)
	expect.Success("a client", err)
	return made
}

func send(from *sdk.Client, to product, action string, pairs ...string) (*responses.CommonResponse, error) {
	request := requests.NewCommonRequest()
	request.Headers["User-Agent"] = "Aliyun-CLI/3"
	request.Product, request.Version, request.ApiName, request.RegionId = to.code, to.version, action, region
	request.Method, request.Scheme, request.QueryParams = http.MethodPost, "https", values(pairs)
	if endpoint := os.Getenv("CLIENT_ENDPOINT"); endpoint != "" {
		request.Domain = endpoint
		if !from.GetHTTPSInsecure() {
			request.Scheme = "http"
		}
	} else {
		host, err := endpoints.Resolve(&endpoints.ResolveParam{
			Product: to.code, RegionId: region, LocationProduct: to.location, LocationEndpointType: "openAPI",
			CommonApi: from.ProcessCommonRequest,
		})
		if err != nil {
			return nil, err
		}
		request.Domain = host
	}
	return from.ProcessCommonRequest(request)
}

func call(from *sdk.Client, to product, action string, pairs ...string) map[string]any {
	answer, err := send(from, to, action, pairs...)
	expect.Success(action, err)
	found := map[string]any{}
	expect.Success(action, json.Unmarshal(answer.GetHttpContentBytes(), &found))
	return found
}

func refused(what string, err error) *sdkerrors.ServerError {
	var found *sdkerrors.ServerError
	if !errors.As(err, &found) {
		log.Fatalf("%s: no error of the service: %v", what, err)
	}
	return found
}

func main() {
	root := client()
	identity := call(root, sts, "GetCallerIdentity")
	expect.Equal("the account", identity["AccountId"], "1000000000000001")
	if os.Getenv("CLIENT_MODE") == "EcsRamRole" {
		expect.Equal("the caller", identity["IdentityType"], "AssumedRoleUser")
	}

	if os.Getenv("CLIENT_ENDPOINT") != "" { // --skip-secure-verify
		trusting := client()
		trusting.SetHTTPSInsecure(true)
		expect.Equal("the account, over HTTPS", call(trusting, sts, "GetCallerIdentity")["AccountId"], identity["AccountId"])
	}

	// --pager: page after page, until their items are as many as the total
	for _, name := range []string{"a", "b", "c"} {
		call(root, cms, "PutContact", "ContactName=cli-"+name, "Describe=50% + ~*'é", "Channels.Mail=ops@example.com")
	}
	contacts := []any{}
	for page := 1; ; page++ {
		found := call(root, cms, "DescribeContactList", "PageSize=2", "PageNumber="+strconv.Itoa(page))
		contacts = append(contacts, found["Contacts"].(map[string]any)["Contact"].([]any)...)
		if float64(len(contacts)) >= found["Total"].(float64) || page > 3 {
			break
		}
	}
	expect.Equal("contacts of all pages", len(contacts), 3)
	expect.Equal("a description", contacts[2].(map[string]any)["Desc"], "50% + ~*'é")

	call(root, ram, "CreateUser", "UserName=cli")
	call(root, cas, "ListUserCertificateOrder")
	expect.Equal("users", len(call(root, ram, "ListUsers")["Users"].(map[string]any)["User"].([]any)), 1)

	// a user without a policy: 403, and what the CLI prints of it
	made := call(root, ram, "CreateAccessKey", "UserName=cli")["AccessKey"].(map[string]any)
	user, err := sdk.NewClientWithAccessKey(region, made["AccessKeyId"].(string), made["AccessKeySecret"].(string))
	expect.Success("a client of the user", err)
	_, err = send(user, ram, "ListUsers")
	denied := refused("a user without a policy", err)
	expect.Equal("its status", denied.HttpStatus(), 403)
	expect.Equal("its code", denied.ErrorCode(), "NoPermission")

	// throttled: the CLI waits as the header says, and calls again
	expect.Fault(`{"action": "ListUsers", "error": "Throttling.User", "retry_after": "1500ms", "nth": 1}`)
	throttled, err := send(root, ram, "ListUsers")
	expect.Equal("its code", refused("a throttled call", err).ErrorCode(), "Throttling.User")
	expect.Equal("its x-acs-retry-after", throttled.GetHttpHeaders()["X-Acs-Retry-After"], "[1500]")
	call(root, ram, "ListUsers")
	expect.Fired(1)
}
