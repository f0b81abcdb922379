// Package player plays the shared scenarios through one SDK.
//
// A driver is a Call: it answers, or returns *Refused when the SDK returned its own error. The
// rules of a scenario are in ../../README.md; the players of the other languages follow the same.
package player

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Key is what a call is signed with.
type Key struct {
	AccessKeyID, AccessKeySecret, SecurityToken string
}

// Request is one call of a scenario.
type Request struct {
	Product, Version, Action, Format string
	Params                           map[string]any
	Key                              Key
	Method, Path                     string // of a ROA call
	Timeout                          int    // of an answer, in milliseconds, or 0
	Attempts                         int    // with the SDK's retries switched on, the most calls that are made, or 0
	ByName                           bool   // the package's request lacks what the step sends
}

// Answer is what the user of the SDK holds after a call.
type Answer struct {
	Body      any // the SDK's typed answer
	RequestID string
	// ZeroIsAbsent: the SDK's structs have no pointers, so "" and 0 are what absent looks like.
	ZeroIsAbsent bool
}

// Refused is what the SDK's own error carries.
type Refused struct {
	Status                   int
	Code, Message, RequestID string
	Recommend                string // where the SDK shows it
	Denied                   map[string]any
	Raised                   error // what the SDK returned
}

func (r *Refused) Error() string { return fmt.Sprintf("refused: %+v", *r) }

// Call makes one call with the SDK under test.
type Call func(Request) (*Answer, error)

type object = map[string]any

type step struct {
	Call, Control, Open string
	Product, Version    string
	Format              string
	Params              object
	As                  any
	Body                any
	Expect              object
	Error               object
	Status              any
	Save                map[string]string
	Skip                map[string]string
	SeenBy              map[string]json.RawMessage `json:"seen_by"`
	ByName              map[string]string          `json:"by_name"`
}

type scenario struct {
	Name    string
	Product string
	Format  string
	Skip    map[string]string
	Steps   []step
}

// row is a fault, and what each driver makes of it.
type row struct {
	Name string
	Rule object
	Seen map[string]map[string]string
	Skip map[string]string
}

type file struct {
	Product, Version string
	Versions, Files  map[string]string
	Routes           map[string]string
	Scenarios        []scenario

	Call              string // of the faults
	Params            object
	Timeout, Attempts int
	Faults            []row
}

var (
	requestID = regexp.MustCompile(`^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$`)
	whole     = regexp.MustCompile(`^\$[a-z_][a-z0-9_]*$`)
	part      = regexp.MustCompile(`\$\{[a-z_][a-z0-9_]*\}`)
	rootKey   = object{"access_key_id": "testid", "access_key_secret": "testsecret"}
	// Endpoint is the emulator's host and port.
	Endpoint = os.Getenv("LOCALYUN_ENDPOINT")
	// Go trusts HTTP_PROXY even for the loopback when told to; the control API must not
	plain = &http.Client{Transport: &http.Transport{}, Timeout: 30 * time.Second}
)

type player struct {
	driver                  string
	call                    Call
	passed, failed, skipped int
}

// decode keeps numbers as they are written: ids and times do not fit a float.
func decode(data []byte, into any) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	return decoder.Decode(into)
}

// same turns any value into what its JSON form decodes to, so that values compare.
func same(value any) any {
	data, err := json.Marshal(value)
	if err != nil {
		panic(err)
	}
	var out any
	if err := decode(data, &out); err != nil {
		panic(err)
	}
	return out
}

func show(value any) string {
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value)
	return strings.TrimSpace(out.String())
}

// fill puts variables in: "$name" stands for the value itself, "${name}" for its text.
func fill(value any, variables object) (any, error) {
	var err error
	switch v := value.(type) {
	case object:
		out := object{}
		for name, inner := range v {
			if out[name], err = fill(inner, variables); err != nil {
				return nil, err
			}
		}
		if document, ok := out["json"]; ok && len(out) == 1 {
			return show(document), nil
		}
		return out, nil
	case []any:
		out := make([]any, len(v))
		for i, inner := range v {
			if out[i], err = fill(inner, variables); err != nil {
				return nil, err
			}
		}
		return out, nil
	case string:
		get := func(name string) any {
			found, ok := variables[name]
			if !ok {
				err = fmt.Errorf("no variable %s", name)
			}
			return found
		}
		if whole.MatchString(v) {
			return get(v[1:]), err
		}
		text := part.ReplaceAllStringFunc(v, func(name string) string {
			return fmt.Sprint(get(name[2 : len(name)-1]))
		})
		return text, err
	default:
		return value, nil
	}
}

// at follows `Contacts.Contact.0.Name`; a negative index counts from the end.
func at(body any, path string) (any, bool) {
	for _, name := range strings.Split(path, ".") {
		switch v := body.(type) {
		case object:
			body = v[name]
		case []any:
			i, err := strconv.Atoi(name)
			if i < 0 {
				i += len(v)
			}
			if err != nil || i < 0 || i >= len(v) {
				return nil, false
			}
			body = v[i]
		default:
			return nil, false
		}
	}
	return body, body != nil
}

func check(path string, want, got any, found, zeroIsAbsent bool) error {
	wrong := func(what string) error {
		shown := "nothing"
		if found {
			shown = show(got)
		}
		return fmt.Errorf("%s: want %s, got %s", path, what, shown)
	}
	number := func(value any) float64 {
		f, err := strconv.ParseFloat(fmt.Sprint(value), 64)
		if err != nil {
			return 0
		}
		return f
	}
	if matcher, ok := want.(object); ok && len(matcher) == 1 {
		for kind, arg := range matcher {
			switch kind {
			case "absent":
				if zeroIsAbsent && (got == "" || got == json.Number("0")) {
					found = false
				}
				if found == arg.(bool) {
					return wrong("absent: " + show(arg))
				}
				return nil
			case "length":
				// no element and no list are the same to len(); the SDKs' structs drop empty lists
				length := 0
				switch v := got.(type) {
				case []any:
					length = len(v)
				case string:
					length = len([]rune(v))
				}
				if json.Number(strconv.Itoa(length)) != arg {
					return wrong("length " + show(arg))
				}
				return nil
			case "not":
				if !found || reflect.DeepEqual(got, arg) {
					return wrong("anything but " + show(arg))
				}
				return nil
			case "above":
				if !found || number(got) <= number(arg) {
					return wrong("more than " + show(arg))
				}
				return nil
			case "matches":
				text, isText := got.(string)
				if !isText {
					text = show(got)
				}
				expression, err := regexp.Compile("(?s)" + arg.(string))
				if err != nil {
					return err
				}
				if !found || !expression.MatchString(text) {
					return wrong("a match of " + show(arg))
				}
				return nil
			}
		}
	}
	if zeroIsAbsent && !found && (want == "" || reflect.DeepEqual(want, []any{})) {
		return nil
	}
	if !found || !reflect.DeepEqual(got, want) {
		return wrong(show(want))
	}
	return nil
}

func (p *player) skip(where string, reasons map[string]string) bool {
	reason, ok := reasons[p.driver]
	if ok {
		p.skipped++
		fmt.Printf("  skipped %s: %s\n", where, reason)
	}
	return ok
}

func send(method, url string, body any) (*http.Response, []byte, error) {
	var reader io.Reader
	if method == http.MethodPost {
		if body == nil {
			body = object{}
		}
		data, err := json.Marshal(body)
		if err != nil {
			return nil, nil, err
		}
		reader = bytes.NewReader(data)
	}
	if strings.HasPrefix(url, "/") {
		url = "http://" + Endpoint + url
	}
	request, err := http.NewRequest(method, url, reader)
	if err != nil {
		return nil, nil, err
	}
	if reader != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	response, err := plain.Do(request)
	if err != nil {
		return nil, nil, err
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	return response, data, err
}

func control(line string, body any) (any, error) {
	method, path, _ := strings.Cut(line, " ")
	response, data, err := send(method, path, body)
	if err != nil {
		return nil, err
	}
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %d: %s", line, response.StatusCode, data)
	}
	var answer any
	return answer, decode(data, &answer)
}

func open(url string, want any) error {
	response, _, err := send(http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	if want == nil {
		want = 200
	}
	if err := check("status", same(want), same(response.StatusCode), true, false); err != nil {
		return err
	}
	if kind := response.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
		return fmt.Errorf("content type %s, not a page", kind)
	}
	return nil
}

func (p *player) step(file *file, scenario *scenario, step *step, variables object) error {
	filled, err := fill(object{
		"control": step.Control, "open": step.Open, "params": step.Params, "as": step.As,
		"body": step.Body, "expect": step.Expect, "error": step.Error,
	}, variables)
	if err != nil {
		return err
	}
	in := filled.(object)
	if step.Open != "" {
		return open(in["open"].(string), step.Status)
	}
	var answer *Answer
	if step.Control != "" {
		body, err := control(in["control"].(string), in["body"])
		if err != nil {
			return err
		}
		answer = &Answer{Body: body}
	} else if answer, err = p.ask(file, scenario, step, in); err != nil {
		return err
	}
	body := same(answer.Body)
	for path, want := range in["expect"].(object) {
		got, found := at(body, path)
		if err := check(path, want, got, found, answer.ZeroIsAbsent); err != nil {
			return err
		}
	}
	for name, path := range step.Save {
		value, found := at(body, path)
		if !found {
			return fmt.Errorf("%s: nothing there to save", path)
		}
		variables[name] = value
	}
	return nil
}

func first(values ...string) string {
	for _, value := range values {
		if value != "" {
			return value
		}
	}
	return ""
}

// either is a part of a key as the data writes it, or as CreateAccessKey and AssumeRole answered it.
func either(credentials object, names ...string) string {
	for _, name := range names {
		if text, ok := credentials[name].(string); ok {
			return text
		}
	}
	return ""
}

func (p *player) ask(file *file, scenario *scenario, step *step, in object) (*Answer, error) {
	request := Request{
		Product: first(step.Product, scenario.Product, file.Product),
		Version: first(file.Versions[first(step.Product, scenario.Product, file.Product)], step.Version, file.Version),
		Format:  first(step.Format, scenario.Format, "JSON"),
		Action:  step.Call,
		Params:  in["params"].(object),
	}
	request.Method, request.Path, _ = strings.Cut(file.Routes[step.Call], " ")
	_, request.ByName = step.ByName[p.driver]
	key := in["as"]
	if key == nil {
		key = rootKey
	}
	credentials, _ := key.(object)
	request.Key = Key{
		AccessKeyID:     either(credentials, "access_key_id", "AccessKeyId"),
		AccessKeySecret: either(credentials, "access_key_secret", "AccessKeySecret"),
		SecurityToken:   either(credentials, "security_token", "SecurityToken"),
	}
	wanted, _ := in["error"].(object)
	answer, err := p.call(request)
	var refused *Refused
	if errors.As(err, &refused) {
		if step.Error == nil {
			return nil, err
		}
		seen := object{
			"status": same(refused.Status), "code": refused.Code,
			"message": refused.Message, "request_id": refused.RequestID, "recommend": refused.Recommend,
			"denied": same(refused.Denied),
		}
		for name, want := range wanted {
			got, found := at(seen, name)
			if err := check(name, want, got, found, true); err != nil {
				return nil, err
			}
		}
		if _, special := wanted["request_id"]; !special && !requestID.MatchString(refused.RequestID) {
			return nil, fmt.Errorf("request id of the error: %q", refused.RequestID)
		}
		return &Answer{Body: seen}, nil
	}
	if err != nil {
		return nil, err
	}
	if step.Error != nil {
		return nil, fmt.Errorf("should be refused with %s, answered %s", show(wanted), show(answer.Body))
	}
	if expect, _ := in["expect"].(object); expect["RequestId"] != nil { // this SDK does not show it
		return answer, nil
	}
	found, _ := at(same(answer.Body), "RequestId")
	if id, ok := found.(string); !ok || !requestID.MatchString(id) || id != answer.RequestID {
		return nil, fmt.Errorf("RequestId: %v, x-acs-request-id: %s", found, answer.RequestID)
	}
	return answer, nil
}

func (p *player) play(name string, file *file, scenario *scenario) {
	where := name + ": " + scenario.Name
	if p.skip(where, scenario.Skip) {
		return
	}
	variables := object{"driver": p.driver}
	for variable, text := range file.Files {
		variables[variable] = text
	}
	_, err := control("POST /_localyun/reset", nil)
	if err != nil {
		fmt.Printf("  FAILED %s, reset: %v\n", where, err)
		p.failed++
		return
	}
	for i := range scenario.Steps {
		step := scenario.Steps[i]
		if special, ok := step.SeenBy[p.driver]; ok {
			step.Expect, step.Error = orNil(special, "expect", step.Expect), orNil(special, "error", step.Error)
			step.Params = orNil(special, "params", step.Params)
		}
		if p.skip(fmt.Sprintf("%s, step %d", where, i+1), step.Skip) {
			continue
		}
		if err := p.step(file, scenario, &step, variables); err != nil {
			p.failed++
			fmt.Printf("  FAILED %s, step %d (%s): %v\n", where, i+1, first(step.Call, step.Control, step.Open), err)
			return
		}
	}
	p.passed++
}

// number is one that the control API answers.
func number(line, path string) (int, error) {
	body, err := control(line, nil)
	if err != nil {
		return 0, err
	}
	value, _ := at(body, path)
	return strconv.Atoi(fmt.Sprint(value))
}

// fault checks what the SDK makes of a fault: how many calls arrive, and how it ends.
func (p *player) fault(file *file, row *row, mode string) error {
	if _, err := control("POST /_localyun/reset", nil); err != nil {
		return err
	}
	rule := object{}
	for name, value := range row.Rule {
		rule[name] = value
	}
	if mode == "once" {
		rule["nth"] = 1
	}
	if _, err := control("POST /_localyun/faults", rule); err != nil {
		return err
	}
	before, err := number("GET /_localyun/calls", "last")
	if err != nil {
		return err
	}
	request := Request{
		Product: file.Product, Version: file.Version, Action: file.Call, Format: "JSON", Params: file.Params,
		Key: Key{AccessKeyID: "testid", AccessKeySecret: "testsecret"}, Timeout: file.Timeout,
	}
	if mode != "off" {
		request.Attempts = file.Attempts
	}
	ended := "answered"
	_, err = p.call(request)
	var refused *Refused
	if errors.As(err, &refused) {
		ended = fmt.Sprintf("%T %s", refused.Raised, first(refused.Code, "-"))
	} else if err != nil {
		ended = fmt.Sprintf("%T -", err)
		if coded, ok := err.(interface{ ErrorCode() string }); ok {
			ended = fmt.Sprintf("%T %s", err, coded.ErrorCode())
		}
	}
	calls, err := number("GET /_localyun/faults", "faults.0.matched")
	if err != nil {
		return err
	}
	// the journal has a call when it has ended
	last, err := number(fmt.Sprintf("GET /_localyun/calls?since=%d&wait=5s", before+calls-1), "last")
	if err == nil {
		err = check("calls in the journal", calls, last-before, true, false)
	}
	if err != nil {
		return err
	}
	return check("seen", row.Seen[p.driver][mode], fmt.Sprintf("%d %s", calls, ended), true, false)
}

// orNil is what a `seen_by` says in place of the step's own `expect`, `error` or `params`.
func orNil(special json.RawMessage, name string, otherwise object) object {
	var said map[string]object
	if err := decode(special, &said); err != nil {
		panic(err)
	}
	if value, ok := said[name]; ok {
		return value
	}
	return otherwise
}

// Main plays every scenario and ends the process.
func Main(driver string, call Call) {
	started, only, root := time.Now(), os.Getenv("ONLY"), os.Getenv("SCENARIOS")
	p := &player{driver: driver, call: call}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".json" {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		var file file
		if err := decode(data, &file); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		for variable, beside := range file.Files {
			text, err := os.ReadFile(filepath.Join(filepath.Dir(path), beside))
			if err != nil {
				return err
			}
			file.Files[variable] = string(text)
		}
		relative, err := filepath.Rel(root, path)
		name := strings.TrimSuffix(relative, ".json")
		for i := range file.Faults {
			row := &file.Faults[i]
			if !strings.Contains(name+": "+row.Name, only) || p.skip(name+": "+row.Name, row.Skip) {
				continue
			}
			for mode := range row.Seen[p.driver] {
				if err := p.fault(&file, row, mode); err != nil {
					p.failed++
					fmt.Printf("  FAILED %s: %s, %s: %v\n", name, row.Name, mode, err)
				} else {
					p.passed++
				}
			}
		}
		for i := range file.Scenarios {
			if strings.Contains(name+": "+file.Scenarios[i].Name, only) {
				p.play(name, &file, &file.Scenarios[i])
			}
		}
		return err
	})
	if err != nil {
		fmt.Println(" ", err)
		p.failed++
	}
	skipped := ""
	if p.skipped > 0 {
		skipped = fmt.Sprintf(", %d skipped", p.skipped)
	}
	fmt.Printf("%s: %d passed, %d failed%s (%.1f s)\n", driver, p.passed, p.failed, skipped, time.Since(started).Seconds())
	if p.failed > 0 {
		os.Exit(1)
	}
}
