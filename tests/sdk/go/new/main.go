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

	cms "github.com/alibabacloud-go/cms-20190101/v8/client"
	openapi "github.com/alibabacloud-go/darabonba-openapi/v2/client"
	"github.com/alibabacloud-go/tea/tea"

	"localyun/sdk/player"
)

// A new product is one line here and one in go.mod.
var products = map[string]func(*openapi.Config) (any, error){
	"Cms": func(c *openapi.Config) (any, error) { return cms.NewClient(c) },
}

type clientID struct {
	product string
	key     player.Key
}

var (
	clients = map[clientID]any{}
	// the SDK puts status and request id around the service's message
	decorated = regexp.MustCompile(`(?s)^code: (\d+), (.*) request id: (.*)$`)
)

func client(product string, key player.Key) (any, error) {
	id := clientID{product, key}
	if clients[id] != nil {
		return clients[id], nil
	}
	create, ok := products[product]
	if !ok {
		return nil, fmt.Errorf("no package for %s", product)
	}
	config := &openapi.Config{
		AccessKeyId:     tea.String(key.AccessKeyID),
		AccessKeySecret: tea.String(key.AccessKeySecret),
		Endpoint:        tea.String(player.Endpoint),
		Protocol:        tea.String("http"),
	}
	if key.SecurityToken != "" {
		config.SecurityToken = tea.String(key.SecurityToken)
	}
	var err error
	clients[id], err = create(config)
	return clients[id], err
}

func call(request player.Request) (*player.Answer, error) {
	client, err := client(request.Product, request.Key)
	if err != nil {
		return nil, err
	}
	method := reflect.ValueOf(client).MethodByName(request.Action + "WithOptions")
	if !method.IsValid() {
		return nil, fmt.Errorf("no method %sWithOptions", request.Action)
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
		var seen *tea.SDKError
		if !errors.As(err, &seen) {
			return nil, err
		}
		said := decorated.FindStringSubmatch(tea.StringValue(seen.Message))
		if said == nil || said[1] != strconv.Itoa(tea.IntValue(seen.StatusCode)) {
			return nil, err
		}
		return nil, &player.Refused{
			Status:    tea.IntValue(seen.StatusCode),
			Code:      tea.StringValue(seen.Code),
			Message:   said[2],
			RequestID: said[3],
		}
	}
	answer := out[0].Elem()
	headers := answer.FieldByName("Headers").Interface().(map[string]*string)
	return &player.Answer{
		Body:      answer.FieldByName("Body").Interface(),
		RequestID: tea.StringValue(headers["x-acs-request-id"]),
	}, nil
}

func main() { player.Main("go-new", call) }
