package localyuntest_test

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/localyun/localyun/kits/go/localyuntest"
)

// The API versions of the products that the tests call.
const (
	cms                = "2019-01-01"
	ram                = "2015-05-01"
	resourceManagement = "2020-03-31"
)

// send makes a call that is signed with ACS3-HMAC-SHA256, as the SDKs do, and answers its JSON.
func send(endpoint string, key localyuntest.Key, version, action string, params map[string]string) (map[string]any, error) {
	query := url.Values{}
	for name, value := range params {
		query.Set(name, value)
	}
	canonicalQuery := strings.ReplaceAll(query.Encode(), "+", "%20")
	nonce := make([]byte, 16)
	if _, err := rand.Read(nonce); err != nil {
		return nil, err
	}
	headers := [][2]string{ // sorted
		{"host", endpoint},
		{"x-acs-action", action},
		{"x-acs-content-sha256", hash("")},
		{"x-acs-date", time.Now().UTC().Format("2006-01-02T15:04:05Z")},
		{"x-acs-signature-nonce", hex.EncodeToString(nonce)},
		{"x-acs-version", version},
	}
	request, err := http.NewRequest(http.MethodPost, "http://"+endpoint+"/?"+canonicalQuery, nil)
	if err != nil {
		return nil, err
	}
	var names []string
	canonicalHeaders := ""
	for _, header := range headers {
		names = append(names, header[0])
		canonicalHeaders += header[0] + ":" + header[1] + "\n"
		request.Header.Set(header[0], header[1])
	}
	signed := strings.Join(names, ";")
	canonical := strings.Join([]string{"POST", "/", canonicalQuery, canonicalHeaders, signed, hash("")}, "\n")
	mac := hmac.New(sha256.New, []byte(key.AccessKeySecret))
	mac.Write([]byte("ACS3-HMAC-SHA256\n" + hash(canonical)))
	request.Header.Set("Authorization", fmt.Sprintf("ACS3-HMAC-SHA256 Credential=%s,SignedHeaders=%s,Signature=%x",
		key.AccessKeyID, signed, mac.Sum(nil)))
	answer, err := direct.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	var body map[string]any
	if err := json.Unmarshal(text, &body); err != nil {
		return nil, fmt.Errorf("%s: %s: %w", answer.Status, text, err)
	}
	if answer.StatusCode != http.StatusOK || body["Code"] != nil && body["Code"] != "200" {
		return nil, fmt.Errorf("%v", body["Code"])
	}
	return body, nil
}

// direct goes through no proxy.
var direct = &http.Client{Transport: &http.Transport{}}

func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// call makes a call as the root of a world.
func call(w *localyuntest.World, version, action string, params map[string]string) (map[string]any, error) {
	return send(w.Endpoint, w.Key, version, action, params)
}
