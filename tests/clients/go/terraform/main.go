// Calls as Terraform's provider alicloud makes them: its transport tea-rpc, common parameters in the query, the others
// in a form, tries again by itself; in the order in which its resources are created, read, changed and deleted. It is
// not the provider: no registry of packages serves that.
//
//	CLIENT_ENDPOINT  as `endpoints {}` with `protocol = "HTTP"`; without it, the provider's own hosts, over HTTPS
package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"math/big"
	"os"
	"strings"
	"time"

	rpc "github.com/alibabacloud-go/tea-rpc/client"
	util "github.com/alibabacloud-go/tea-utils/service"
	"github.com/alibabacloud-go/tea/tea"

	"localyun/clients/expect"
)

type parameters = map[string]interface{}

type product struct{ host, version string }

var products = map[string]product{
	"bssopenapi": {"business.aliyuncs.com", "2017-12-14"},
	"cas":        {"cas.aliyuncs.com", "2020-04-07"},
	"ecs":        {"ecs.cn-hangzhou.aliyuncs.com", "2014-05-26"},
	"location":   {"location.aliyuncs.com", "2015-06-12"},
	"ram":        {"ram.aliyuncs.com", "2015-05-01"},
	"sts":        {"sts.cn-hangzhou.aliyuncs.com", "2015-04-01"},
}

func send(code, action string, body parameters) (map[string]interface{}, error) {
	config := new(rpc.Config).SetRegionId("cn-hangzhou").SetUserAgent("Terraform/1 Provider").
		SetAccessKeyId(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")).SetAccessKeySecret(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")).
		SetReadTimeout(60000).SetConnectTimeout(60000).SetMaxIdleConns(500)
	if endpoint := os.Getenv("CLIENT_ENDPOINT"); endpoint != "" {
		config.SetEndpoint(endpoint).SetProtocol("HTTP")
	} else {
		config.SetEndpoint(products[code].host).SetProtocol("HTTPS")
	}
	client, err := rpc.NewClient(config)
	expect.Success("a client", err)
	runtime := new(util.RuntimeOptions).SetAutoretry(true)
	version := products[code].version
	return client.DoRequest(tea.String(action), nil, tea.String("POST"), tea.String(version), tea.String("AK"), nil, body, runtime)
}

func call(code, action string, body parameters) map[string]interface{} {
	answer, err := send(code, action, body)
	expect.Success(action, err)
	return answer
}

func refused(code, action string, body parameters) string {
	_, err := send(code, action, body)
	var found *tea.SDKError
	if !errors.As(err, &found) {
		log.Fatalf("%s: no error of the service: %v", action, err)
	}
	return tea.StringValue(found.Code)
}

// certificate makes a certificate that signs itself, and its key, both as PEM.
func certificate(name string) (string, string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	expect.Success("a key", err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0),
	}
	made, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	expect.Success("a certificate", err)
	private, err := x509.MarshalECPrivateKey(key)
	expect.Success("a key", err)
	text := func(kind string, content []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: content}))
	}
	return text("CERTIFICATE", made), text("EC PRIVATE KEY", private)
}

func main() {
	// at start, unless the provider's settings say it: the account, its type, whether there is the region, where products are
	expect.Equal("the account", call("sts", "GetCallerIdentity", parameters{})["AccountId"], "1000000000000001")
	expect.Equal("the account's type", call("bssopenapi", "QueryAvailableInstances", parameters{
		"PageSize": "50", "PageNum": 1, "ProductCode": "vipcloudfw", "ProductType": "vipcloudfw", "SubscriptionType": "Subscription",
	})["Code"], "Success")
	regions := fmt.Sprint(call("ecs", "DescribeRegions", parameters{})["Regions"])
	expect.Equal("whether there is the region", strings.Contains(regions, "RegionId:cn-hangzhou "), true)
	found := fmt.Sprint(call("location", "DescribeEndpoints", parameters{"Id": "cn-hangzhou", "ServiceCode": "cas", "Type": "openAPI"}))
	expect.Equal("whether there is an endpoint of cas", strings.Contains(found, "Endpoint:cas"), true)

	// alicloud_ram_user
	name := parameters{"UserName": "terraform"}
	call("ram", "CreateUser", parameters{"UserName": "terraform", "DisplayName": "50% + ~*'é"})
	user := func() map[string]interface{} { return call("ram", "GetUser", name)["User"].(map[string]interface{}) }
	expect.Equal("a user", user()["DisplayName"], "50% + ~*'é")
	expect.Equal("the same user again", refused("ram", "CreateUser", name), "EntityAlreadyExists.User")
	call("ram", "UpdateUser", parameters{"UserName": "terraform", "NewDisplayName": "changed"})
	expect.Equal("a user", user()["DisplayName"], "changed")

	// an outage in the middle: the transport calls again by itself
	expect.Fault(`{"action": "GetUser", "error": "ServiceUnavailable", "times": 2}`)
	user()
	expect.Fired(2)
	call("ram", "DeleteUser", name)
	expect.Equal("a deleted user", refused("ram", "GetUser", name), "EntityNotExist.User")

	// alicloud_ssl_certificates_service_certificate
	public, private := certificate("terraform.example.com")
	made := parameters{"CertId": call("cas", "UploadUserCertificate", parameters{"Name": "terraform", "Cert": public, "Key": private})["CertId"]}
	detail := call("cas", "GetUserCertificateDetail", made)
	expect.Equal("a certificate's name", detail["Name"], "terraform")
	if !bytes.Equal(bytes.TrimSpace([]byte(detail["Cert"].(string))), bytes.TrimSpace([]byte(public))) {
		log.Fatal("another certificate than was uploaded")
	}
	call("cas", "DeleteUserCertificate", made)
	expect.Equal("a deleted certificate", refused("cas", "GetUserCertificateDetail", made), "NotFound")
}
