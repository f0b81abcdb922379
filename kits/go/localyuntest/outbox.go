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

// Outbox has the messages that actions of a world have sent. None is delivered.
type Outbox struct{ world *World }

// Message is a message of the outbox.
type Message struct {
	ID      int64     `json:"id"`
	At      time.Time `json:"at"` // on the clock of the world
	Account string    `json:"account"`
	Product string    `json:"product"`
	Kind    string    `json:"kind"`    // verification, alert or notification
	Channel string    `json:"channel"` // mail, sms, voice, robot, webhook or receipt
	To      string    `json:"to"`
	Contact string    `json:"contact"` // the name of the contact, "" if there is none
	Subject string    `json:"subject"`
	Body    string    `json:"body"`
	Link    string    `json:"link"`  // "" if there is none
	Links   []string  `json:"links"` // Link, and the URLs in the text
	Codes   []string  `json:"codes"` // the verification code that was sent
	// Request is what the cloud would send to a chat bot or a webhook, nil if there is none.
	Request *MessageRequest `json:"request"`

	// What follows is empty of messages that have none.
	Template string          `json:"template"` // the code of the template that it was made of
	Params   json.RawMessage `json:"params"`   // the values of its variables
	Sign     string          `json:"sign"`     // the sign before a text message
	BizID    string          `json:"biz_id"`   // the id of the send
	State    string          `json:"state"`    // waiting, delivered or failed
	ErrCode  string          `json:"err_code"` // why it failed
	HTML     string          `json:"html"`     // the HTML of a mail
}

// MessageRequest is an HTTP request to a chat bot or a webhook.
type MessageRequest struct {
	Method  string          `json:"method"`
	URL     string          `json:"url"`
	Headers json.RawMessage `json:"headers"`
	Body    string          `json:"body"`
}

// String is the message in one line.
func (m Message) String() string {
	return fmt.Sprintf("%s %s to %s: %s", m.Kind, m.Channel, m.To, m.Subject)
}

// MessageFilter selects messages. A member that is not set selects all.
type MessageFilter struct {
	To      string // the address, number or webhook
	Channel string // mail, sms, voice, robot, webhook or receipt
	Kind    string // verification, alert or notification
	Product string // as in the messages
	Account string
	// The code of the template that a text message or a mail was made of, its tag, and its state: waiting, delivered or failed.
	Template, Tag, State string
	Since                int64         // only those after the message of this ID
	Limit                int           // only the newest; 1000 unless given
	Timeout              time.Duration // how long Wait, Code and Link wait; 5 s unless given, or less if the context ends
}

func (f MessageFilter) query() url.Values {
	query := url.Values{}
	for name, value := range map[string]string{
		"to": f.To, "channel": f.Channel, "kind": f.Kind, "product": f.Product, "account": f.Account,
		"template": f.Template, "tag": f.Tag, "state": f.State,
	} {
		if value != "" {
			query.Set(name, value)
		}
	}
	if f.Since != 0 {
		query.Set("since", strconv.FormatInt(f.Since, 10))
	}
	if f.Limit != 0 {
		query.Set("limit", strconv.Itoa(f.Limit))
	}
	return query
}

// List answers the messages that the filter selects, oldest first.
func (o *Outbox) List(ctx context.Context, filter MessageFilter) ([]Message, error) {
	return o.list(ctx, filter.query())
}

func (o *Outbox) list(ctx context.Context, query url.Values) ([]Message, error) {
	var answer struct{ Messages []Message }
	err := o.world.call(ctx, http.MethodGet, "outbox", query, nil, &answer)
	return answer.Messages, err
}

// Wait answers the newest message that the filter selects, and waits for one if there is none.
func (o *Outbox) Wait(ctx context.Context, filter MessageFilter) (Message, error) {
	return o.wait(ctx, filter, "message", func(Message) bool { return true })
}

// Code answers the verification code in the newest message with one, and waits for such a message.
func (o *Outbox) Code(ctx context.Context, filter MessageFilter) (string, error) {
	message, err := o.wait(ctx, filter, "message with a code", func(m Message) bool { return len(m.Codes) > 0 })
	if err != nil {
		return "", err
	}
	return message.Codes[0], nil
}

// Link answers the link in the newest message with one, and waits for such a message.
func (o *Outbox) Link(ctx context.Context, filter MessageFilter) (string, error) {
	message, err := o.wait(ctx, filter, "message with a link", func(m Message) bool { return len(m.Links) > 0 })
	if err != nil {
		return "", err
	}
	return message.Links[0], nil
}

// wait waits for a message that is wanted, and answers the newest.
func (o *Outbox) wait(ctx context.Context, filter MessageFilter, what string, wanted func(Message) bool) (found Message, err error) {
	query := filter.query()
	came, err := wait(ctx, filter.Timeout, query, func(ctx context.Context) (bool, error) {
		messages, err := o.list(ctx, query)
		if err != nil {
			return false, err
		}
		for i := len(messages) - 1; i >= 0; i-- {
			if wanted(messages[i]) {
				found = messages[i]
				return true, nil
			}
		}
		if len(messages) > 0 { // look at those that come after
			query.Set("since", strconv.FormatInt(messages[len(messages)-1].ID, 10))
		}
		return false, nil
	})
	if came {
		return found, nil
	}
	if err != nil && ctx.Err() == nil {
		return found, err
	}
	text := fmt.Sprintf("localyun: no %s came%s", what, filter.describe())
	// the context may be over: what there is instead is asked for in a moment of its own
	moment, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if others, problem := o.List(moment, MessageFilter{Limit: 5}); problem == nil {
		if len(others) == 0 {
			text += "; the outbox is empty"
		} else {
			text += "; the last messages of the outbox:"
		}
		for _, other := range others {
			text += "\n  " + other.String()
		}
	}
	if err != nil {
		return found, fmt.Errorf("%s: %w", text, err)
	}
	return found, errors.New(text)
}

func (f MessageFilter) describe() string {
	var words []string
	for _, word := range [][2]string{
		{"to", f.To}, {"by", f.Channel}, {"of the kind", f.Kind}, {"of the product", f.Product}, {"of the account", f.Account},
	} {
		if word[1] != "" {
			words = append(words, " "+word[0]+" "+word[1])
		}
	}
	return strings.Join(words, "")
}

// Delete deletes all messages of the world. The IDs of later ones go on.
func (o *Outbox) Delete(ctx context.Context) error {
	return o.world.call(ctx, http.MethodDelete, "outbox", nil, nil, nil)
}
