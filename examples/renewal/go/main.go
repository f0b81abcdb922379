// Command renew renews the certificates that expire soon, and puts the new ones where the old ones are.
//
// For each certificate that is about to expire and in use: make a new one for the same domains,
// upload it, deploy it onto every resource that has the old one, and see that it is there. If any
// resource refuses it, all of them get their old certificate back, and the exit code is 1.
//
// CAS_ENDPOINT (https://cas.aliyuncs.com) is the service; the credentials are found where the SDK
// always looks for them, such as ALIBABA_CLOUD_ACCESS_KEY_ID and ALIBABA_CLOUD_ACCESS_KEY_SECRET.
package main

import (
	"cmp"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"log"
	"math/big"
	"os"
	"strings"
	"time"

	cas "github.com/alibabacloud-go/cas-20200407/v3/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/tea"
	"github.com/aliyun/credentials-go/credentials"
)

const (
	pageSize = 50
	patience = 10 * time.Minute
)

type resource = cas.ListCloudResourcesResponseBodyData

// check ends the program: a renewal that cannot go on is looked at by a person.
func check[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}

func connect() *cas.Client {
	protocol, endpoint, _ := strings.Cut(cmp.Or(os.Getenv("CAS_ENDPOINT"), "https://cas.aliyuncs.com"), "://")
	return check(cas.NewClient(&openapi.Config{
		Credential: check(credentials.NewCredential(nil)),
		Endpoint:   &endpoint,
		Protocol:   &protocol,
	}))
}

// pages collects every row of a list, page after page.
func pages[T any](read func(page int) []T) (all []T) {
	for page := 1; ; page++ {
		rows := read(page)
		all = append(all, rows...)
		if len(rows) < pageSize {
			return all
		}
	}
}

// expiring are the certificates that expire within 30 days.
func expiring(client *cas.Client) []*cas.ListUserCertificateOrderResponseBodyCertificateOrderList {
	return pages(func(page int) []*cas.ListUserCertificateOrderResponseBodyCertificateOrderList {
		return check(client.ListUserCertificateOrder(&cas.ListUserCertificateOrderRequest{
			OrderType:   tea.String("CERT"),
			Status:      tea.String("WILLEXPIRED"),
			CurrentPage: tea.Int64(int64(page)),
			ShowSize:    tea.Int64(pageSize),
		})).Body.CertificateOrderList
	})
}

func resourcesWith(client *cas.Client, cert int64) (found []*resource) {
	for _, r := range pages(func(page int) []*resource {
		return check(client.ListCloudResources(&cas.ListCloudResourcesRequest{
			CertIds:     []*int64{&cert},
			CurrentPage: tea.Int32(int32(page)),
			ShowSize:    tea.Int32(pageSize),
		})).Body.Data
	}) {
		if tea.Int64Value(r.CertId) == cert {
			found = append(found, r)
		}
	}
	return found
}

// makeCertificate makes a certificate and its key as PEM. Self-signed here; this is where you ask your authority.
func makeCertificate(domains []string) (string, string) {
	key := check(rsa.GenerateKey(rand.Reader, 2048))
	certificate := &x509.Certificate{
		SerialNumber: big.NewInt(time.Now().UnixNano()),
		Subject:      pkix.Name{CommonName: domains[0]},
		DNSNames:     domains,
		NotBefore:    time.Now().Add(-time.Hour),
		NotAfter:     time.Now().AddDate(0, 0, 90),
	}
	der := check(x509.CreateCertificate(rand.Reader, certificate, certificate, key.Public(), key))
	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})),
		string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: check(x509.MarshalPKCS8PrivateKey(key))}))
}

func wait(what string, done func() bool) {
	poll := check(time.ParseDuration(cmp.Or(os.Getenv("POLL_SECONDS"), "5") + "s"))
	for deadline := time.Now().Add(patience); !done(); time.Sleep(poll) {
		if time.Now().After(deadline) {
			log.Fatalf("%s did not end within %s", what, patience)
		}
	}
}

// deploy runs a deployment job to its end: its id, and whether it has succeeded.
func deploy(client *cas.Client, jobType string, cert int64, onto []*resource, contact int64) (*int64, bool) {
	var ids []string
	for _, r := range onto {
		ids = append(ids, fmt.Sprint(tea.Int64Value(r.Id)))
	}
	job := check(client.CreateDeploymentJob(&cas.CreateDeploymentJobRequest{
		Name:        tea.String(fmt.Sprint("renewal-", cert)),
		JobType:     &jobType,
		CertIds:     tea.String(fmt.Sprint(cert)),
		ResourceIds: tea.String(strings.Join(ids, ",")),
		ContactIds:  tea.String(fmt.Sprint(contact)),
	})).Body.JobId
	check(client.UpdateDeploymentJobStatus(&cas.UpdateDeploymentJobStatusRequest{JobId: job, Status: tea.String("pending")}))
	status := ""
	wait(fmt.Sprint("job ", *job), func() bool {
		status = tea.StringValue(check(client.DescribeDeploymentJob(&cas.DescribeDeploymentJobRequest{JobId: job})).Body.Status)
		return status == "success" || status == "error"
	})
	return job, status == "success"
}

// rollBack gives the resources that this job has changed their old certificate back.
func rollBack(client *cas.Client, job *int64) {
	workers := func(status string) []*cas.ListWorkerResourceResponseBodyData {
		return pages(func(page int) []*cas.ListWorkerResourceResponseBodyData {
			return check(client.ListWorkerResource(&cas.ListWorkerResourceRequest{
				JobId: job, Status: &status, CurrentPage: tea.Int32(int32(page)), ShowSize: tea.Int32(pageSize),
			})).Body.Data
		})
	}
	for _, worker := range workers("success") {
		fmt.Printf("  rolling back %s %s\n", tea.StringValue(worker.CloudProduct), tea.StringValue(worker.ResourceDomain))
		check(client.UpdateWorkerResourceStatus(&cas.UpdateWorkerResourceStatusRequest{
			JobId: job, WorkerId: worker.Id, Status: tea.String("rollback"),
		}))
	}
	wait(fmt.Sprint("the rollback of job ", *job), func() bool { return len(workers("rollback")) == 0 })
	for _, worker := range workers("rollback_error") {
		fmt.Printf("  %s %s could not be rolled back\n", tea.StringValue(worker.CloudProduct), tea.StringValue(worker.ResourceDomain))
	}
}

func renew(client *cas.Client, domains []string, onto []*resource, contact int64) bool {
	certificate, key := makeCertificate(domains)
	cert := tea.Int64Value(check(client.UploadUserCertificate(&cas.UploadUserCertificateRequest{
		Name: tea.String(fmt.Sprintf("%s-%d", domains[0], time.Now().UnixMilli())), Cert: &certificate, Key: &key,
	})).Body.CertId)
	fmt.Printf("  uploaded %d for %s\n", cert, strings.Join(domains, ", "))

	kinds := map[string][]*resource{} // other clouds have jobs of their own
	for _, r := range onto {
		kind := "cloud"
		if cmp.Or(tea.StringValue(r.CloudName), "aliyun") == "aliyun" {
			kind = "user"
		}
		kinds[kind] = append(kinds[kind], r)
	}
	var jobs []*int64
	success := true
	for kind, mine := range kinds {
		job, succeeded := deploy(client, kind, cert, mine, contact)
		jobs, success = append(jobs, job), success && succeeded
	}
	if success && len(resourcesWith(client, cert)) == len(onto) {
		fmt.Printf("  deployed onto %d resources\n", len(onto))
		return true
	}
	for _, job := range jobs {
		rollBack(client, job)
	}
	check(client.DeleteUserCertificate(&cas.DeleteUserCertificateRequest{CertId: &cert}))
	fmt.Println("  failed: the old certificate stays")
	return false
}

func main() {
	client := connect()
	contacts := check(client.ListContact(&cas.ListContactRequest{ShowSize: tea.Int32(1)})).Body.ContactList
	if len(contacts) == 0 {
		log.Fatal("there is no contact to be told of the deployment; add one first")
	}
	failed := 0
	for _, old := range expiring(client) {
		onto := resourcesWith(client, tea.Int64Value(old.CertificateId))
		fmt.Printf("%s (%d) expires on %s, in use by %d resources\n",
			tea.StringValue(old.Name), tea.Int64Value(old.CertificateId), tea.StringValue(old.EndDate), len(onto))
		domains := strings.Split(cmp.Or(tea.StringValue(old.Sans), tea.StringValue(old.CommonName)), ",")
		if len(onto) > 0 && !renew(client, domains, onto, tea.Int64Value(contacts[0].ContactId)) {
			failed++
		}
	}
	if failed > 0 {
		os.Exit(1)
	}
}
