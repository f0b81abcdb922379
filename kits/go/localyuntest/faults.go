package localyuntest

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
	"time"
)

// Faults are the fault rules of a world: what goes wrong with which calls.
type Faults struct{ world *World }

// Fault is a rule. The first members say which calls it matches, all without any of them, and the last
// what happens to a call. In texts `*` stands for any characters. The server refuses a rule that could
// never fire, and an action that does not exist.
type Fault struct {
	Product   string            // the code of the product, such as Cms
	Action    string            // such as PutContact or Describe*
	Caller    string            // an ARN, the name of a user or role, or an account
	AccessKey string            // the access key that signs
	Region    string            // the region of the call
	Params    map[string]string // parameters of the call
	Nth       int               // only the nth of the matching calls, from 1
	FromCall  int               // only from this one on
	ToCall    int               // only up to this one
	Share     float64           // only a share of the matching calls, above 0 and up to 1
	Seed      int64             // the seed that chooses them
	After     string            // from a time of the clock on, or after a duration: 30s
	Until     string            // before a time of the clock, or for a duration
	Times     int               // how often it fires at most

	Error       string        // the code of the error that is answered, such as Throttling.User
	Message     string        // with Error: another message
	RetryAfter  time.Duration // with Error: how long the client is told to wait
	HTTP        int           // the HTTP status that a load balancer answers, with a page of HTML
	HTML        string        // with HTTP: another page
	Reset       bool          // the connection is reset, and the call is not carried out
	Stall       bool          // the call is not answered
	StallFor    time.Duration // the call is not answered, and the connection is closed after so long
	LostAnswer  bool          // the call is carried out, and the connection is reset
	Cut         *int          // the call is carried out, and the connection is closed after so many bytes of the body
	BadJSON     bool          // the call is carried out, and the body is incomplete
	Delay       time.Duration // the call waits, alone or before any of these
	AnswerDelay time.Duration // the call is carried out, and its answer waits
}

// MarshalJSON writes the rule as the control API takes it.
func (f Fault) MarshalJSON() ([]byte, error) {
	rule := map[string]any{}
	put(rule, "product", f.Product)
	put(rule, "action", f.Action)
	put(rule, "caller", f.Caller)
	put(rule, "access_key", f.AccessKey)
	put(rule, "region", f.Region)
	if len(f.Params) > 0 {
		rule["params"] = f.Params
	}
	put(rule, "nth", f.Nth)
	put(rule, "from_call", f.FromCall)
	put(rule, "to_call", f.ToCall)
	put(rule, "share", f.Share)
	put(rule, "seed", f.Seed)
	put(rule, "after", f.After)
	put(rule, "until", f.Until)
	put(rule, "times", f.Times)
	put(rule, "error", f.Error)
	put(rule, "message", f.Message)
	put(rule, "http", f.HTTP)
	put(rule, "html", f.HTML)
	put(rule, "reset", f.Reset)
	put(rule, "stall", f.Stall)
	put(rule, "lost_answer", f.LostAnswer)
	put(rule, "bad_json", f.BadJSON)
	if f.Cut != nil {
		rule["cut"] = *f.Cut
	}
	for name, d := range map[string]time.Duration{
		"retry_after": f.RetryAfter, "stall": f.StallFor, "delay": f.Delay, "answer_delay": f.AnswerDelay,
	} {
		if d != 0 {
			rule[name] = milliseconds(d)
		}
	}
	return json.Marshal(rule)
}

// put sets a member unless its value is the zero value.
func put[V comparable](rule map[string]any, name string, value V) {
	var zero V
	if value != zero {
		rule[name] = value
	}
}

// FaultRule is a rule of the server with its counts.
type FaultRule struct {
	ID      string          `json:"id"`
	Matched int             `json:"matched"` // calls that it matched
	Fired   int             `json:"fired"`   // how often it fired
	Rule    json.RawMessage `json:"-"`       // all members, as the control API answers them
}

// UnmarshalJSON reads a rule of the control API.
func (r *FaultRule) UnmarshalJSON(text []byte) error {
	type plain FaultRule
	if err := json.Unmarshal(text, (*plain)(r)); err != nil {
		return err
	}
	r.Rule = append(json.RawMessage(nil), text...)
	return nil
}

// FaultPreset is a set of rules with a name.
type FaultPreset struct {
	Name  string            `json:"name"`
	Does  string            `json:"does"`
	Rules []json.RawMessage `json:"rules"`
}

// Add adds rules, all or none, and answers them with their IDs.
func (f *Faults) Add(ctx context.Context, rules ...Fault) ([]FaultRule, error) {
	return f.rules(ctx, http.MethodPost, "faults", nil, rules)
}

// Preset adds the rules of a preset: flaky-network, throttled, slow or region-down. Product, Action,
// Caller and Region of only narrow them; its other members are not used.
func (f *Faults) Preset(ctx context.Context, name string, only Fault) ([]FaultRule, error) {
	query := url.Values{}
	for name, value := range map[string]string{
		"product": only.Product, "action": only.Action, "caller": only.Caller, "region": only.Region,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	return f.rules(ctx, http.MethodPost, "faults/presets/"+url.PathEscape(name), query, nil)
}

// Presets answers the presets that there are.
func (f *Faults) Presets(ctx context.Context) ([]FaultPreset, error) {
	var answer struct{ Presets []FaultPreset }
	err := f.world.call(ctx, http.MethodGet, "faults/presets", nil, nil, &answer)
	return answer.Presets, err
}

// List answers the rules, with how many calls each has matched and how often it fired.
func (f *Faults) List(ctx context.Context) ([]FaultRule, error) {
	return f.rules(ctx, http.MethodGet, "faults", nil, nil)
}

// Get answers one rule.
func (f *Faults) Get(ctx context.Context, id string) (rule FaultRule, err error) {
	err = f.world.call(ctx, http.MethodGet, "faults/"+url.PathEscape(id), nil, nil, &rule)
	return rule, err
}

// Remove removes one rule.
func (f *Faults) Remove(ctx context.Context, id string) error {
	return f.world.call(ctx, http.MethodDelete, "faults/"+url.PathEscape(id), nil, nil, nil)
}

// Clear removes all rules.
func (f *Faults) Clear(ctx context.Context) error {
	return f.world.call(ctx, http.MethodDelete, "faults", nil, nil, nil)
}

func (f *Faults) rules(ctx context.Context, method, path string, query url.Values, in any) ([]FaultRule, error) {
	var answer struct{ Faults []FaultRule }
	err := f.world.call(ctx, method, path, query, in, &answer)
	return answer.Faults, err
}
