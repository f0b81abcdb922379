// Command old is go-old: github.com/aliyun/alibaba-cloud-sdk-go.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"time"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/auth/credentials"
	sdkerrors "github.com/aliyun/alibaba-cloud-sdk-go/sdk/errors"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/responses"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/alidns"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/arms"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/cas"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/cdn"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/cms"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/dcdn"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/dm"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/dypnsapi"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/dysmsapi"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ecs"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ims"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/kms"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/ram"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/resourcemanager"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/sae"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/sts"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/vpc"

	"localyun/sdk/player"
)

const region = "cn-hangzhou"

// A new product is one line here.
var products = map[string]func(*sdk.Config, auth.Credential) (any, error){
	"ARMS": func(c *sdk.Config, k auth.Credential) (any, error) { return arms.NewClientWithOptions(region, c, k) },
	"Alidns": func(c *sdk.Config, k auth.Credential) (any, error) {
		return alidns.NewClientWithOptions(region, c, k)
	},
	"Cdn":        func(c *sdk.Config, k auth.Credential) (any, error) { return cdn.NewClientWithOptions(region, c, k) },
	"dcdn":       func(c *sdk.Config, k auth.Credential) (any, error) { return dcdn.NewClientWithOptions(region, c, k) },
	"BssOpenApi": func(c *sdk.Config, k auth.Credential) (any, error) { return sdk.NewClientWithOptions(region, c, k) }, // by name
	"captcha": func(c *sdk.Config, k auth.Credential) (any, error) { // has no package of its own
		return sdk.NewClientWithOptions(region, c, k)
	},
	"cas": func(c *sdk.Config, k auth.Credential) (any, error) { return cas.NewClientWithOptions(region, c, k) },
	"Cms": func(c *sdk.Config, k auth.Credential) (any, error) { return cms.NewClientWithOptions(region, c, k) },
	"Dm":  func(c *sdk.Config, k auth.Credential) (any, error) { return dm.NewClientWithOptions(region, c, k) },
	"Dypnsapi": func(c *sdk.Config, k auth.Credential) (any, error) {
		return dypnsapi.NewClientWithOptions(region, c, k)
	},
	"Dysmsapi": func(c *sdk.Config, k auth.Credential) (any, error) {
		return dysmsapi.NewClientWithOptions(region, c, k)
	},
	"Ecs": func(c *sdk.Config, k auth.Credential) (any, error) { return ecs.NewClientWithOptions(region, c, k) },
	"Ims": func(c *sdk.Config, k auth.Credential) (any, error) { return ims.NewClientWithOptions(region, c, k) },
	"Kms": func(c *sdk.Config, k auth.Credential) (any, error) { return kms.NewClientWithOptions(region, c, k) },
	"Ram": func(c *sdk.Config, k auth.Credential) (any, error) { return ram.NewClientWithOptions(region, c, k) },
	"ResourceDirectoryMaster": func(c *sdk.Config, k auth.Credential) (any, error) { // has no package of its own
		return sdk.NewClientWithOptions(region, c, k)
	},
	"ResourceManager": func(c *sdk.Config, k auth.Credential) (any, error) {
		return resourcemanager.NewClientWithOptions(region, c, k)
	},
	"sae": func(c *sdk.Config, k auth.Credential) (any, error) { return sae.NewClientWithOptions(region, c, k) },
	"Sts": func(c *sdk.Config, k auth.Credential) (any, error) { return sts.NewClientWithOptions(region, c, k) },
	"Vpc": func(c *sdk.Config, k auth.Credential) (any, error) { return vpc.NewClientWithOptions(region, c, k) },
}

type clientID struct {
	product  string
	key      player.Key
	timeout  int
	attempts int
}

var clients = map[clientID]any{}

func client(product string, key player.Key, timeout, attempts int) (any, error) {
	id := clientID{product, key, timeout, attempts}
	if clients[id] != nil {
		return clients[id], nil
	}
	create, ok := products[product]
	if !ok {
		return nil, fmt.Errorf("no package for %s", product)
	}
	var credential auth.Credential = credentials.NewAccessKeyCredential(key.AccessKeyID, key.AccessKeySecret)
	if key.SecurityToken != "" {
		credential = credentials.NewStsTokenCredential(key.AccessKeyID, key.AccessKeySecret, key.SecurityToken)
	}
	config := sdk.NewConfig()
	if timeout > 0 {
		config = config.WithTimeout(time.Duration(timeout) * time.Millisecond)
	}
	if attempts > 0 {
		config = config.WithAutoRetry(true).WithMaxRetryTime(attempts - 1)
	}
	var err error
	clients[id], err = create(config, credential)
	return clients[id], err
}

// give sets the fields of a request by their `name` tags and says which parameters it used.
func give(request reflect.Value, params map[string]any, used map[string]bool) error {
	for i := range request.NumField() {
		name, ok := request.Type().Field(i).Tag.Lookup("name")
		if !ok {
			continue
		}
		var value any = params
		for _, part := range strings.Split(name, ".") { // `Channels.Mail` is one field
			inner, _ := value.(map[string]any)
			value = inner[part]
		}
		if value == nil {
			continue
		}
		used[strings.Split(name, ".")[0]] = true
		if err := assign(request.Field(i), value); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}

func assign(field reflect.Value, value any) error {
	switch field.Kind() {
	case reflect.Pointer:
		field.Set(reflect.New(field.Type().Elem()))
		return assign(field.Elem(), value)
	case reflect.Slice:
		list, ok := value.([]any)
		if !ok {
			return fmt.Errorf("%v is no list", value)
		}
		field.Set(reflect.MakeSlice(field.Type(), len(list), len(list)))
		for i, element := range list {
			if err := assign(field.Index(i), element); err != nil {
				return err
			}
		}
	case reflect.Struct:
		inner, ok := value.(map[string]any)
		if !ok {
			return fmt.Errorf("%v is no object", value)
		}
		return give(field, inner, map[string]bool{})
	case reflect.String: // requests.Integer and requests.Boolean are strings as well
		switch v := value.(type) {
		case bool:
			field.SetString(strconv.FormatBool(v))
		default:
			field.SetString(fmt.Sprint(v))
		}
	default:
		return fmt.Errorf("no way to set a %s", field.Kind())
	}
	return nil
}

// flat gives `Tags: [{Key}]` as `Tags.1.Key`.
func flat(into map[string]string, name string, value any) {
	switch v := value.(type) {
	case map[string]any:
		for key, inner := range v {
			flat(into, name+"."+key, inner)
		}
	case []any:
		for i, inner := range v {
			flat(into, fmt.Sprintf("%s.%d", name, i+1), inner)
		}
	default:
		into[name] = fmt.Sprint(v)
	}
}

// common makes a call that is newer than the package, as the SDK's users do.
func common(client any, ask player.Request) (*player.Answer, error) {
	request := requests.NewCommonRequest()
	request.Product, request.Version, request.ApiName = ask.Product, ask.Version, ask.Action
	request.Method, request.Scheme, request.Domain = requests.POST, "HTTP", player.Endpoint
	into := request.FormParams
	if ask.Path != "" { // which makes it ROA
		request.Method, request.PathPattern, into = ask.Method, ask.Path, request.QueryParams
	}
	for name, value := range ask.Params {
		if region, ok := value.(string); ok && name == "RegionId" { // the core sends it, in the query
			request.RegionId = region
			continue
		}
		flat(into, name, value)
	}
	answer, err := client.(interface {
		ProcessCommonRequest(*requests.CommonRequest) (*responses.CommonResponse, error)
	}).ProcessCommonRequest(request)
	if err != nil {
		return nil, refusal(err)
	}
	return &player.Answer{
		Body:      json.RawMessage(answer.GetHttpContentBytes()),
		RequestID: strings.Join(answer.GetHttpHeaders()["X-Acs-Request-Id"], ","),
	}, nil
}

func refusal(err error) error {
	var seen *sdkerrors.ServerError
	if !errors.As(err, &seen) {
		return err
	}
	return &player.Refused{
		Status:    seen.HttpStatus(),
		Code:      seen.ErrorCode(),
		Message:   seen.Message(),
		RequestID: seen.RequestId(),
		Recommend: seen.Recommend(),
		Denied:    seen.AccessDeniedDetail(),
		Raised:    err,
	}
}

func call(ask player.Request) (*player.Answer, error) {
	client, err := client(ask.Product, ask.Key, ask.Timeout, ask.Attempts)
	if err != nil {
		return nil, err
	}
	method := reflect.ValueOf(client).MethodByName(ask.Action)
	if !method.IsValid() || ask.ByName {
		return common(client, ask)
	}
	// what Create<Action>Request does; functions cannot be found by name, methods can
	region, hasRegion := ask.Params["RegionId"].(string) // no struct has it: the core sends it
	request := reflect.New(method.Type().In(0).Elem())
	if ask.Path == "" {
		rpc := &requests.RpcRequest{}
		rpc.InitWithApiInfo(ask.Product, ask.Version, ask.Action, "", "")
		rpc.Method, rpc.Scheme, rpc.Domain = requests.POST, "HTTP", player.Endpoint
		rpc.AcceptFormat, rpc.RegionId = ask.Format, region
		request.Elem().FieldByName("RpcRequest").Set(reflect.ValueOf(rpc))
	} else {
		roa := &requests.RoaRequest{}
		roa.InitWithApiInfo(ask.Product, ask.Version, ask.Action, ask.Path, "", "")
		roa.Method, roa.Scheme, roa.Domain = ask.Method, "HTTP", player.Endpoint
		request.Elem().FieldByName("RoaRequest").Set(reflect.ValueOf(roa))
	}
	used := map[string]bool{"RegionId": hasRegion}
	if err := give(request.Elem(), ask.Params, used); err != nil {
		return nil, err
	}
	for name := range ask.Params {
		if !used[name] {
			return nil, fmt.Errorf("the request has no %s", name)
		}
	}
	out := method.Call([]reflect.Value{request})
	if err, _ := out[1].Interface().(error); err != nil {
		return nil, refusal(err)
	}
	headers := out[0].Interface().(interface{ GetHttpHeaders() map[string][]string }).GetHttpHeaders()
	return &player.Answer{
		Body:         out[0].Interface(),
		RequestID:    strings.Join(headers["X-Acs-Request-Id"], ","),
		ZeroIsAbsent: true,
	}, nil
}

func main() { player.Main("go-old", call) }
