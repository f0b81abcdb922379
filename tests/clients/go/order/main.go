// Gets a certificate to where it is served, as a certificate tool does: a TXT record for the challenge, seen by DNS; the
// certificate uploaded; set on a CDN domain; and read back. With the SDK that such tools embed.
//
// Usage: order DNS, where DNS is the address of the name server.
package main

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/alidns"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/cdn"

	"localyun/clients/expect"
)

const (
	region = "cn-hangzhou"
	zone   = "go.test"
	domain = "www.go.test"
)

// certificate makes a self-signed certificate of the domain, and its key.
func certificate() (string, string) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	expect.Success("a key", err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: domain},
		DNSNames:     []string{domain},
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().Add(90 * 24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	expect.Success("a certificate", err)
	private, err := x509.MarshalECPrivateKey(key)
	expect.Success("its key", err)
	text := func(kind string, bytes []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: bytes}))
	}
	return text("CERTIFICATE", der), text("EC PRIVATE KEY", private)
}

// hosted walks up from the name until a domain of it is hosted, as tools do that do not know where it begins.
func hosted(client *alidns.Client, name string) string {
	for ; name != ""; _, name, _ = strings.Cut(name, ".") {
		request := alidns.CreateDescribeDomainRecordsRequest()
		request.Scheme, request.DomainName = "https", name
		_, err := client.DescribeDomainRecords(request)
		if err == nil {
			return name
		}
		var refused sdkerrors.Error
		expect.Equal(fmt.Sprintf("%v is an error of the server", err), errors.As(err, &refused), true)
		codes := []string{"InvalidDomainName.Format", "InvalidDomainName.NoExist"}
		expect.Equal("the code "+refused.ErrorCode()+" is known", slices.Contains(codes, refused.ErrorCode()), true)
	}
	return ""
}

func main() {
	credential := credentials.NewAccessKeyCredential(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"))
	// The proxy of the environment leads here.
	config := sdk.NewConfig()
	records, err := alidns.NewClientWithOptions(region, config, credential)
	expect.Success("a client of DNS", err)

	add := alidns.CreateAddDomainRequest()
	add.Scheme, add.DomainName = "https", zone
	_, err = records.AddDomain(add)
	expect.Success("AddDomain", err)
	expect.Equal("the domain", hosted(records, "_acme-challenge."+domain), zone)
	var ids []string
	for _, value := range []string{"first-token", "second-token"} {
		record := alidns.CreateAddDomainRecordRequest()
		record.Scheme, record.DomainName, record.RR = "https", zone, "_acme-challenge.www"
		record.Type, record.Value = "TXT", value
		made, err := records.AddDomainRecord(record)
		expect.Success("AddDomainRecord", err)
		ids = append(ids, made.RecordId)
	}
	resolver := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, os.Args[1])
	}}
	texts, err := resolver.LookupTXT(context.Background(), "_acme-challenge."+domain+".")
	expect.Success("the challenge by DNS", err)
	slices.Sort(texts)
	expect.Equal("the texts of the challenge", texts, []string{"first-token", "second-token"})

	cert, key := certificate()
	client, err := sdk.NewClientWithOptions(region, config, credential)
	expect.Success("a client", err)
	upload := requests.NewCommonRequest()
	upload.Method, upload.Scheme, upload.Domain = "POST", "https", "cas.aliyuncs.com"
	upload.Version, upload.ApiName = "2020-04-07", "UploadUserCertificate"
	upload.FormParams["Name"], upload.FormParams["Cert"], upload.FormParams["Key"] = "go-order", cert, key
	answer, err := client.ProcessCommonRequest(upload)
	expect.Success("UploadUserCertificate", err)
	var uploaded struct{ CertId json.Number }
	expect.Success("its answer", json.Unmarshal(answer.GetHttpContentBytes(), &uploaded))

	delivery, err := cdn.NewClientWithOptions(region, config, credential)
	expect.Success("a client of CDN", err)
	site := cdn.CreateAddCdnDomainRequest()
	site.Scheme, site.DomainName, site.CdnType = "https", domain, "web"
	site.Sources = `[{"content":"192.0.2.10","type":"ipaddr","priority":"20","port":80}]`
	_, err = delivery.AddCdnDomain(site)
	expect.Success("AddCdnDomain", err)
	status := ""
	for attempt := 0; attempt < 100 && status != "online"; attempt++ {
		time.Sleep(100 * time.Millisecond)
		detail := cdn.CreateDescribeCdnDomainDetailRequest()
		detail.Scheme, detail.DomainName = "https", domain
		found, err := delivery.DescribeCdnDomainDetail(detail)
		expect.Success("DescribeCdnDomainDetail", err)
		status = found.GetDomainDetailModel.DomainStatus
	}
	expect.Equal("the state of the domain", status, "online")
	set := cdn.CreateSetCdnDomainSSLCertificateRequest()
	set.Scheme, set.DomainName, set.SSLProtocol = "https", domain, "on"
	set.CertType, set.CertId, set.CertRegion = "cas", requests.Integer(uploaded.CertId.String()), region
	_, err = delivery.SetCdnDomainSSLCertificate(set)
	expect.Success("SetCdnDomainSSLCertificate", err)
	read := cdn.CreateDescribeDomainCertificateInfoRequest()
	read.Scheme, read.DomainName = "https", domain
	info, err := delivery.DescribeDomainCertificateInfo(read)
	expect.Success("DescribeDomainCertificateInfo", err)
	row := info.CertInfos.CertInfo[0]
	expect.Equal("the state of HTTPS", row.ServerCertificateStatus, "on")
	expect.Equal("the certificate of the domain", row.CertId, uploaded.CertId)
	expect.Equal("its text", row.ServerCertificate, cert)

	for _, record := range ids {
		gone := alidns.CreateDeleteDomainRecordRequest()
		gone.Scheme, gone.RecordId = "https", record
		_, err = records.DeleteDomainRecord(gone)
		expect.Success("DeleteDomainRecord", err)
	}
	_, err = resolver.LookupTXT(context.Background(), "_acme-challenge."+domain+".")
	var missing *net.DNSError
	expect.Equal("the challenge is gone", errors.As(err, &missing) && missing.IsNotFound, true)
	fmt.Println(uploaded.CertId)
}
