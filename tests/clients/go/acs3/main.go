// PutContact with Go's standard library alone: ACS3-HMAC-SHA256, parameters in the query, no body.
// Usage: acs3 NAME DESCRIPTION; CMS_URL is where to send it (default: the cloud's own host).
package main

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log"
	"net/http"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"
)

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func main() {
	base := os.Getenv("CMS_URL")
	if base == "" {
		base = "https://metrics.cn-hangzhou.aliyuncs.com"
	}
	query := url.Values{"ContactName": {os.Args[1]}, "Describe": {os.Args[2]}, "Channels.Mail": {"ops@example.com"}}.Encode()
	request, err := http.NewRequest(http.MethodGet, base+"/?"+strings.ReplaceAll(query, "+", "%20"), nil)
	if err != nil {
		log.Fatal(err)
	}
	nonce := make([]byte, 16)
	rand.Read(nonce)
	headers := map[string]string{
		"host":                  request.Host,
		"x-acs-action":          "PutContact",
		"x-acs-version":         "2019-01-01",
		"x-acs-date":            time.Now().UTC().Format(time.RFC3339),
		"x-acs-signature-nonce": hex.EncodeToString(nonce),
		"x-acs-content-sha256":  digest(""),
	}
	names := make([]string, 0, len(headers))
	for name, value := range headers {
		names = append(names, name)
		request.Header.Set(name, value)
	}
	slices.Sort(names)
	canonical := "GET\n/\n" + request.URL.RawQuery + "\n"
	for _, name := range names {
		canonical += name + ":" + headers[name] + "\n"
	}
	signed := strings.Join(names, ";")
	canonical += "\n" + signed + "\n" + headers["x-acs-content-sha256"]
	mac := hmac.New(sha256.New, []byte(os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET")))
	mac.Write([]byte("ACS3-HMAC-SHA256\n" + digest(canonical)))
	request.Header.Set("Authorization", "ACS3-HMAC-SHA256 Credential="+os.Getenv("ALIBABA_CLOUD_ACCESS_KEY_ID")+
		",SignedHeaders="+signed+",Signature="+hex.EncodeToString(mac.Sum(nil)))

	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		log.Fatal(err)
	}
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode >= 400 {
		log.Fatal(string(body), err)
	}
	os.Stdout.Write(body)
}
