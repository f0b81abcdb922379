package localyuntest

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
)

// Error is what the control API of the server answers when it refuses a call.
type Error struct {
	Method, Path string // the call
	Status       int    // the HTTP status
	Message      string // what is wrong, and what to do

	body []byte
}

func (e *Error) Error() string { return "localyun: " + e.Message }

// client makes the control calls. They never go through a proxy that the environment names.
var client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 16}}

// controlToken is that of LOCALYUN_CONTROL_TOKEN, which is the token or `@FILE`; "" without it.
func controlToken() (string, error) {
	token := strings.TrimSpace(os.Getenv("LOCALYUN_CONTROL_TOKEN"))
	file, named := strings.CutPrefix(token, "@")
	if !named {
		return token, nil
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("localyun: the token that LOCALYUN_CONTROL_TOKEN names: %w", err)
	}
	return strings.TrimSpace(string(text)), nil
}

// request makes a control call. Unless in is an io.Reader it is sent as JSON; nil sends nothing.
func (s *Server) request(ctx context.Context, method, path string, query url.Values, in any) (*http.Response, error) {
	var body io.Reader
	if text, ok := in.(io.Reader); ok {
		body = text
	} else if in != nil {
		text, err := json.Marshal(in)
		if err != nil {
			return nil, fmt.Errorf("localyun: %s %s: %w", method, path, err)
		}
		body = bytes.NewReader(text)
	}
	address := s.URL + "/_localyun/" + path
	if len(query) > 0 {
		// the server takes `+` for a plus sign; Encode writes it for a space, and %2B for the sign
		address += "?" + string(bytes.ReplaceAll([]byte(query.Encode()), []byte("+"), []byte("%20")))
	}
	request, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		return nil, fmt.Errorf("localyun: %w", err)
	}
	request.Header.Set("User-Agent", "localyuntest/"+Version)
	token, err := controlToken()
	if err != nil {
		return nil, err
	}
	if token != "" {
		request.Header.Set("Authorization", "Bearer "+token)
	}
	answer, err := client.Do(request)
	if err != nil {
		if ended := s.ended(); ended != nil {
			return nil, ended
		}
		return nil, fmt.Errorf("localyun: %w", err)
	}
	if answer.StatusCode < 300 {
		return answer, nil
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, fmt.Errorf("localyun: %s %s: %w", method, path, err)
	}
	refused := &Error{Method: method, Path: "/_localyun/" + path, Status: answer.StatusCode, body: text}
	var said struct{ Message string }
	if json.Unmarshal(text, &said) == nil {
		refused.Message = said.Message
	}
	if refused.Message == "" {
		refused.Message = fmt.Sprintf("%s %s answers %s: %.200s", method, address, answer.Status, text)
	}
	return nil, refused
}

// call makes a control call, and reads the JSON of its answer into out unless that is nil.
func (s *Server) call(ctx context.Context, method, path string, query url.Values, in, out any) error {
	answer, err := s.request(ctx, method, path, query, in)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if out == nil {
		_, err = io.Copy(io.Discard, answer.Body)
	} else {
		err = json.NewDecoder(answer.Body).Decode(out)
	}
	if err != nil {
		return fmt.Errorf("localyun: the answer to %s /_localyun/%s: %w", method, path, err)
	}
	return nil
}

// call makes a control call about this world.
func (w *World) call(ctx context.Context, method, path string, query url.Values, in, out any) error {
	if query == nil {
		query = url.Values{}
	}
	query.Set("world", w.ID)
	return w.server.call(ctx, method, path, query, in, out)
}
