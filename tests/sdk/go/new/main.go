// Command new is go-new: github.com/alibabacloud-go/<product>-<version>, the tea/darabonba generation.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"regexp"
	"strconv"

	cas "github.com/alibabacloud-go/cas-20200407/v3/client"
	cms "github.com/alibabacloud-go/cms-20190101/v8/client"
	former "github.com/alibabacloud-go/darabonba-openapi/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	openapiutil "github.com/alibabacloud-go/darabonba-openapi/v2/utils"
	dm "github.com/alibabacloud-go/dm-20151123/v2/client"
	dypnsapi "github.com/alibabacloud-go/dypnsapi-20170525/v3/client"
	dysmsapi "github.com/alibabacloud-go/dysmsapi-20170525/v5/client"
	ecs "github.com/alibabacloud-go/ecs-20140526/v7/client"
	ims "github.com/alibabacloud-go/ims-20190815/v2/client"
	kms "github.com/alibabacloud-go/kms-20160120/v3/client"
	ram "github.com/alibabacloud-go/ram-20150501/v2/client"
	resourcemanager "github.com/alibabacloud-go/resourcemanager-20200331/v3/client"
	sts "github.com/alibabacloud-go/sts-20150401/v2/client"
	"github.com/alibabacloud-go/tea/dara"
	"github.com/alibabacloud-go/tea/tea"
	vpc "github.com/alibabacloud-go/vpc-20160428/v6/client"

	"localyun/sdk/player"
)

// A new product is one line here and one in go.mod.
var products = map[string]func(*openapi.Config) (any, error){
	"Alidns":     func(c *openapi.Config) (any, error) { return openapi.NewClient(c) }, // as CDN and DCDN, has no package that can be had
	"Cdn":        func(c *openapi.Config) (any, error) { return openapi.NewClient(c) },
	"dcdn":       func(c *openapi.Config) (any, error) { return openapi.NewClient(c) },
	"ARMS":       func(c *openapi.Config) (any, error) { return openapi.NewClient(c) }, // as SAE, by name or path
	"BssOpenApi": func(c *openapi.Config) (any, error) { return openapi.NewClient(c) }, // by name
	"captcha":    func(c *openapi.Config) (any, error) { return openapi.NewClient(c) }, // has no package that can be had
	"cas":        func(c *openapi.Config) (any, error) { return cas.NewClient(c) },
	"Cms":        func(c *openapi.Config) (any, error) { return cms.NewClient(c) },
	"Dm":         func(c *openapi.Config) (any, error) { return dm.NewClient(c) },
	"Dypnsapi":   func(c *openapi.Config) (any, error) { return dypnsapi.NewClient(c) },
	"Dysmsapi":   func(c *openapi.Config) (any, error) { return dysmsapi.NewClient(c) },
	"Ecs":        func(c *openapi.Config) (any, error) { return ecs.NewClient(c) },
	"Ims": func(c *openapi.Config) (any, error) {
		return ims.NewClient(&former.Config{
			AccessKeyId: c.AccessKeyId, AccessKeySecret: c.AccessKeySecret, SecurityToken: c.SecurityToken,
			Endpoint: c.Endpoint, Protocol: c.Protocol,
		})
	},
	"Kms":                     func(c *openapi.Config) (any, error) { return kms.NewClient(c) },
	"Ram":                     func(c *openapi.Config) (any, error) { return ram.NewClient(c) },
	"ResourceDirectoryMaster": func(c *openapi.Config) (any, error) { return openapi.NewClient(c) }, // has no package of its own
	"ResourceManager":         func(c *openapi.Config) (any, error) { return resourcemanager.NewClient(c) },
	"sae":                     func(c *openapi.Config) (any, error) { return openapi.NewClient(c) },
	"Sts":                     func(c *openapi.Config) (any, error) { return sts.NewClient(c) },
	"Vpc":                     func(c *openapi.Config) (any, error) { return vpc.NewClient(c) },
}

type clientID struct {
	product  string
	key      player.Key
	attempts int
}

var (
	clients = map[clientID]any{}
	// the SDK puts status and request id around the service's message
	decorated = regexp.MustCompile(`(?s)^code: (\d+), (.*) request id: (.*)$`)
)

func configFor(key player.Key) *openapi.Config {
	config := &openapi.Config{
		AccessKeyId:     tea.String(key.AccessKeyID),
		AccessKeySecret: tea.String(key.AccessKeySecret),
		Endpoint:        tea.String(player.Endpoint),
		Protocol:        tea.String("http"),
	}
	if key.SecurityToken != "" {
		config.SecurityToken = tea.String(key.SecurityToken)
	}
	return config
}

func client(product string, key player.Key, attempts int) (any, error) {
	id := clientID{product, key, attempts}
	if clients[id] != nil {
		return clients[id], nil
	}
	create, ok := products[product]
	if !ok {
		return nil, fmt.Errorf("no package for %s", product)
	}
	config := configFor(key)
	if attempts > 0 {
		config.RetryOptions = &dara.RetryOptions{Retryable: true, MaxAttempts: attempts}
	}
	var err error
	clients[id], err = create(config)
	return clients[id], err
}

func refusal(err error) error {
	var seen *tea.SDKError
	if !errors.As(err, &seen) {
		return err
	}
	said := decorated.FindStringSubmatch(tea.StringValue(seen.Message))
	if said == nil {
		return err
	}
	status, _ := strconv.Atoi(said[1])
	if shown := tea.IntValue(seen.StatusCode); shown != status && shown != 0 { // the former core shows none
		return err
	}
	return &player.Refused{
		Status:    status,
		Code:      tea.StringValue(seen.Code),
		Message:   said[2],
		RequestID: said[3],
		Denied:    seen.AccessDeniedDetail,
		Raised:    err,
	}
}

// generic makes a call that is newer than the package, as the SDK's users do.
func generic(client any, request player.Request) (*player.Answer, error) {
	core, ok := client.(interface {
		CallApi(*openapi.Params, *openapi.OpenApiRequest, *dara.RuntimeOptions) (map[string]any, error)
	})
	if !ok { // a package on the former core
		var err error
		if core, err = openapi.NewClient(configFor(request.Key)); err != nil {
			return nil, err
		}
	}
	style, method, path := "RPC", "POST", "/"
	if request.Path != "" {
		style, method, path = "ROA", request.Method, request.Path
	}
	answer, err := core.CallApi(&openapi.Params{
		Action:      tea.String(request.Action),
		Version:     tea.String(request.Version),
		Protocol:    tea.String("HTTP"),
		Pathname:    tea.String(path),
		Method:      tea.String(method),
		AuthType:    tea.String("AK"),
		Style:       tea.String(style),
		ReqBodyType: tea.String("formData"),
		BodyType:    tea.String("json"),
	}, &openapi.OpenApiRequest{Query: openapiutil.Query(request.Params)}, &dara.RuntimeOptions{})
	if err != nil {
		return nil, refusal(err)
	}
	headers, _ := answer["headers"].(map[string]any)
	requestID, _ := headers["x-acs-request-id"].(string)
	return &player.Answer{Body: answer["body"], RequestID: requestID}, nil
}

func call(request player.Request) (*player.Answer, error) {
	client, err := client(request.Product, request.Key, request.Attempts)
	if err != nil {
		return nil, err
	}
	method := reflect.ValueOf(client).MethodByName(request.Action + "WithOptions")
	if !method.IsValid() || request.ByName {
		return generic(client, request)
	}
	// (request, runtime); without a request for GetCallerIdentity and its like; with headers in ROA
	args := make([]reflect.Value, method.Type().NumIn())
	for i := range args {
		kind := method.Type().In(i)
		if kind.Kind() == reflect.Map {
			args[i] = reflect.MakeMap(kind)
			continue
		}
		args[i] = reflect.New(kind.Elem())
		if options, ok := args[i].Interface().(*dara.RuntimeOptions); ok && request.Timeout > 0 {
			options.ReadTimeout = tea.Int(request.Timeout)
			// are not read: what counts are the RetryOptions of the client
			options.Autoretry, options.MaxAttempts = tea.Bool(true), tea.Int(3)
		}
		if i == 0 && len(args) > 1 {
			params, _ := json.Marshal(request.Params)
			decoder := json.NewDecoder(bytes.NewReader(params))
			decoder.DisallowUnknownFields()
			if err := decoder.Decode(args[i].Interface()); err != nil {
				return nil, err
			}
		}
	}
	out := method.Call(args)
	if err, _ := out[1].Interface().(error); err != nil {
		return nil, refusal(err)
	}
	answer := out[0].Elem()
	headers := answer.FieldByName("Headers").Interface().(map[string]*string)
	return &player.Answer{
		Body:      answer.FieldByName("Body").Interface(),
		RequestID: tea.StringValue(headers["x-acs-request-id"]),
	}, nil
}

func main() { player.Main("go-new", call) }
