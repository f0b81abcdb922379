// Calls as Terraform's provider alicloud makes them: its transport tea-rpc, common parameters in the query, the others
// in a form, tries again by itself; in the order in which its resources are created, read, changed and deleted. It is
// not the provider: no registry of packages has that.
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

var versions = map[string]string{"sts": "2015-04-01", "ram": "2015-05-01", "cas": "2020-04-07", "location": "2015-06-12"}

func send(product, action string, query, body parameters) (map[string]interface{}, error) {
	config := new(rpc.Config).SetRegionId("cn-hangzhou").SetUserAgent("Terraform/1 Provider").
		SetAccessKeyId(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")).SetAccessKeySecret(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")).
		SetReadTimeout(60000).SetConnectTimeout(60000).SetMaxIdleConns(500)
	if endpoint := os.Getenv("CLIENT_ENDPOINT"); endpoint != "" {
		config.SetEndpoint(endpoint).SetProtocol("HTTP")
	} else {
		config.SetEndpoint(product + ".aliyuncs.com").SetProtocol("HTTPS")
	}
	client, err := rpc.NewClient(config)
	expect.Success("a client", err)
	runtime := new(util.RuntimeOptions).SetAutoretry(true)
	return client.DoRequest(tea.String(action), nil, tea.String("POST"), tea.String(versions[product]), tea.String("AK"), query, body, runtime)
}

func call(product, action string, body parameters) map[string]interface{} {
	answer, err := send(product, action, nil, body)
	expect.Success(action, err)
	return answer
}

func refused(product, action string, body parameters) string {
	_, err := send(product, action, nil, body)
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
	// at start: which account, and where the products are
	expect.Equal("the account", call("sts", "GetCallerIdentity", parameters{})["AccountId"], "1000000000000001")
	found := call("location", "DescribeEndpoints", parameters{"Id": "cn-hangzhou", "ServiceCode": "cas", "Type": "openAPI"})
	if !strings.Contains(found["Endpoints"].(map[string]interface{})["Endpoint"].([]interface{})[0].(map[string]interface{})["Endpoint"].(string), "cas") {
		log.Fatal("no endpoint of cas: ", found)
	}

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
