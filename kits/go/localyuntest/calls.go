package localyuntest

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// Calls is the journal of a world: the last calls that it received.
type Calls struct{ world *World }

// Call is a call of the journal.
type Call struct {
	Sequence   int64          `json:"sequence"` // its number in the world
	RequestID  string         `json:"request_id"`
	At         time.Time      `json:"at"`       // on the clock of the world
	Received   time.Time      `json:"received"` // on the clock of the machine
	DurationMS float64        `json:"duration_ms"`
	Caller     *Caller        `json:"caller"` // nil if it is not known
	Client     CallClient     `json:"client"`
	Product    string         `json:"product"`
	Version    string         `json:"version"`
	Action     string         `json:"action"`
	Region     string         `json:"region"`
	Parameters map[string]any `json:"parameters"`
	Status     int            `json:"status"`  // the HTTP status; 0 if a fault has left it without an answer
	Code       string         `json:"code"`    // of the error, "" if there is none
	Message    string         `json:"message"` // of the error
	Hint       string         `json:"hint"`    // why, in the words of Localyun
	Fault      string         `json:"fault"`   // the ID of the fault rule that has fired
	Unread     []Unread       `json:"unread"`  // parameters that nothing read
	// Decisions are what the policies were asked, as the control API answers them.
	Decisions []json.RawMessage `json:"decisions"`
	// Request and Answer are there if CallFilter.Full asks for them, as the control API answers them.
	Request json.RawMessage `json:"request"`
	Answer  json.RawMessage `json:"answer"`
}

// Caller is who made a call.
type Caller struct {
	Account     string `json:"account"`
	ARN         string `json:"arn"`
	User        string `json:"user"`
	Role        string `json:"role"`
	Session     string `json:"session"`
	AccessKeyID string `json:"access_key_id"`
}

// CallClient is where a call came from.
type CallClient struct {
	Address   string `json:"address"`
	UserAgent string `json:"user_agent"`
}

// Unread is a parameter that nothing read, with the name that it may be misspelt for.
type Unread struct {
	Name        string `json:"name"`
	MisspeltFor string `json:"misspelt_for"`
}

// String is the call in one line, as in the log of the server: status, code, product, action, caller,
// duration and the request id for `localyun explain`; then the fault that has fired, the message and the hint.
func (c Call) String() string {
	words := []string{strconv.Itoa(c.Status)}
	if c.Status == 0 {
		words[0] = "-"
	}
	if c.Code != "" {
		words = append(words, c.Code)
	}
	caller := ""
	if c.Caller != nil {
		caller = c.Caller.ARN[strings.LastIndexByte(c.Caller.ARN, ':')+1:]
	}
	for _, word := range []string{c.Product, c.Action, caller} {
		if word == "" {
			word = "-"
		}
		words = append(words, word)
	}
	words = append(words, fmt.Sprintf("%.1fms", c.DurationMS), c.RequestID)
	if c.Fault != "" {
		words = append(words, "fault "+c.Fault)
	}
	for _, word := range []string{c.Message, c.Hint} {
		if word != "" {
			words = append(words, word)
		}
	}
	return strings.Join(words, " ")
}

// CallFilter selects calls. A member that is not set selects all. In texts `*` stands for any
// characters. An action or a product that does not exist is refused.
type CallFilter struct {
	Action  string
	Product string            // the code, such as Cms
	Caller  string            // the user, role, account or access key, by ARN, name or id
	Code    string            // the code of the error
	Status  string            // such as 403 or 4xx
	Params  map[string]string // parameters with their values
	Since   int64             // only those after the call of this number, see [Calls.Last]

	Limit   int           // of List: only the newest; 1000 unless given
	Full    bool          // of List and Wait: with the request as it came, and its answer
	Timeout time.Duration // how long Wait waits; 5 s unless given, or less if the context ends
}

func (f CallFilter) query() url.Values {
	query := url.Values{}
	for name, value := range map[string]string{
		"action": f.Action, "product": f.Product, "caller": f.Caller, "code": f.Code, "status": f.Status,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	for name, value := range f.Params {
		query.Set("param."+name, value)
	}
	if f.Since != 0 {
		query.Set("since", strconv.FormatInt(f.Since, 10))
	}
	if f.Limit != 0 {
		query.Set("limit", strconv.Itoa(f.Limit))
	}
	if f.Full {
		query.Set("detail", "full")
	}
	return query
}

// List answers the calls that the filter selects, oldest first.
func (c *Calls) List(ctx context.Context, filter CallFilter) ([]Call, error) {
	calls, _, err := c.list(ctx, filter.query())
	return calls, err
}

// Last answers the number of the last call of the world, for CallFilter.Since.
func (c *Calls) Last(ctx context.Context) (int64, error) {
	_, last, err := c.list(ctx, CallFilter{Limit: 1}.query())
	return last, err
}

func (c *Calls) list(ctx context.Context, query url.Values) ([]Call, int64, error) {
	var answer struct {
		Calls []Call
		Last  int64
	}
	err := c.world.call(ctx, http.MethodGet, "calls", query, nil, &answer)
	return answer.Calls, answer.Last, err
}

// Wait answers the newest call that the filter selects, and waits for one if there is none.
func (c *Calls) Wait(ctx context.Context, filter CallFilter) (Call, error) {
	query := filter.query()
	var found Call
	came, err := wait(ctx, filter.Timeout, query, func(ctx context.Context) (bool, error) {
		calls, _, err := c.list(ctx, query)
		if err != nil || len(calls) == 0 {
			return false, err
		}
		found = calls[len(calls)-1]
		return true, nil
	})
	if came {
		return found, nil
	}
	if err != nil && ctx.Err() == nil {
		return found, err
	}
	text := "localyun: no such call came"
	if filter.Action != "" {
		text = "localyun: no such call of " + filter.Action + " came"
	}
	moment, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if lines, problem := c.lines(moment); problem == nil {
		text += "; " + lines
	}
	if err != nil {
		return found, fmt.Errorf("%s: %w", text, err)
	}
	return found, errors.New(text)
}

// shown is how many calls the log of a failed test shows.
const shown = 20

// lines are the last calls of the world, one on each line, with a heading.
func (c *Calls) lines(ctx context.Context) (string, error) {
	calls, last, err := c.list(ctx, CallFilter{Limit: shown}.query())
	if err != nil {
		return "", err
	}
	if len(calls) == 0 {
		return fmt.Sprintf("the world %s received no calls", c.world.ID), nil
	}
	var text strings.Builder
	if most := calls[len(calls)-1].Sequence - calls[0].Sequence + 1; last > most {
		fmt.Fprintf(&text, "the last %d of the %d calls that the world %s received:", len(calls), last, c.world.ID)
	} else {
		fmt.Fprintf(&text, "the calls that the world %s received:", c.world.ID)
	}
	for _, call := range calls {
		text.WriteString("\n  " + call.Received.UTC().Format("15:04:05") + " " + call.String())
		for _, unread := range call.Unread {
			fmt.Fprintf(&text, "\n    the parameter %s was not read", unread.Name)
			if unread.MisspeltFor != "" {
				fmt.Fprintf(&text, "; did you mean %s?", unread.MisspeltFor)
			}
		}
	}
	return text.String(), nil
}

// Clear clears the journal. The numbers of calls go on.
func (c *Calls) Clear(ctx context.Context) error {
	return c.world.call(ctx, http.MethodDelete, "calls", nil, nil, nil)
}

// A Count is how many calls [Calls.Verify] expects.
type Count func(map[string]any)

// Times expects exactly n calls.
func Times(n int) Count { return func(body map[string]any) { body["times"] = n } }

// AtLeast expects n calls or more.
func AtLeast(n int) Count { return func(body map[string]any) { body["at_least"] = n } }

// AtMost expects n calls or fewer.
func AtMost(n int) Count { return func(body map[string]any) { body["at_most"] = n } }

// Verify compares the calls with what is expected: at least one without a count. It answers the calls
// that match, the first 100, or a [VerifyError] with the nearest calls. Limit, Full and Timeout of the
// filter are not used.
func (c *Calls) Verify(ctx context.Context, expected CallFilter, counts ...Count) ([]Call, error) {
	body := map[string]any{}
	put(body, "action", expected.Action)
	put(body, "product", expected.Product)
	put(body, "caller", expected.Caller)
	put(body, "code", expected.Code)
	put(body, "status", expected.Status)
	put(body, "since", expected.Since)
	if len(expected.Params) > 0 {
		body["params"] = expected.Params
	}
	for _, count := range counts {
		count(body)
	}
	var answer struct{ Calls []Call }
	err := c.world.call(ctx, http.MethodPost, "calls/verify", nil, body, &answer)
	var refused *Error
	if errors.As(err, &refused) && refused.Status == http.StatusExpectationFailed {
		failed := &VerifyError{Expected: expected}
		if problem := json.Unmarshal(refused.body, failed); problem != nil {
			return nil, fmt.Errorf("localyun: the answer of calls/verify: %w", problem)
		}
		return nil, failed
	}
	return answer.Calls, err
}

// VerifyError says that the calls are not those that were expected.
type VerifyError struct {
	Expected CallFilter `json:"-"`
	Message  string     `json:"message"` // such as: 0 calls match, where exactly 1 should
	Found    int        `json:"found"`   // how many calls match
	Calls    []Call     `json:"calls"`   // those that match, the first 100
	Nearest  []Nearest  `json:"nearest"` // the nearest that do not, up to 5
}

// Nearest is a call that does not match, with what differs.
type Nearest struct {
	Call        Call         `json:"call"`
	Differences []Difference `json:"differences"`
}

// Difference is a member of a call that is not as expected. The texts are JSON.
type Difference struct {
	Member   string          `json:"member"` // such as params.ContactName
	Expected json.RawMessage `json:"expected"`
	Found    json.RawMessage `json:"found"` // null if the call does not have it
}

// String is the difference in one line.
func (d Difference) String() string {
	return fmt.Sprintf("%s: expected %s, found %s", d.Member, d.Expected, d.Found)
}

func (e *VerifyError) Error() string {
	var text strings.Builder
	text.WriteString("localyun: " + e.Message)
	if len(e.Calls) > 0 {
		text.WriteString("; these match:")
		for _, call := range e.Calls[:min(len(e.Calls), shown)] {
			text.WriteString("\n  " + call.String())
		}
	}
	if len(e.Nearest) > 0 {
		text.WriteString("; the nearest:")
		for _, near := range e.Nearest {
			text.WriteString("\n  " + near.Call.String())
			for _, d := range near.Differences {
				text.WriteString("\n    " + d.String())
			}
		}
	}
	return text.String()
}
