package localyuntest

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Server is a server that was started, or the one that LOCALYUN_ENDPOINT names.
type Server struct {
	URL      string // such as http://127.0.0.1:40213
	Endpoint string // host and port, as SDKs want them
	PID      int    // of the process that was started; 0 for the server of LOCALYUN_ENDPOINT

	process *exec.Cmd
	stderr  tail
	stop    sync.Once
	done    chan struct{} // closed when the process has ended
}

// startTime is how long a server may take to listen.
const startTime = 30 * time.Second

// StartServer starts a server that keeps its state in memory, on a free port of the loopback address.
// It ends with this process, also if that is killed, or by [Server.Stop]. The context is that of the
// start only. If LOCALYUN_ENDPOINT is set, the server that runs there is answered instead; it is an
// error to give it options of a start.
func StartServer(ctx context.Context, options ...ServerOption) (*Server, error) {
	var settings serverSettings
	for _, option := range options {
		option(&settings)
	}
	return startServer(ctx, settings)
}

func startServer(ctx context.Context, settings serverSettings) (*Server, error) {
	if endpoint := os.Getenv("LOCALYUN_ENDPOINT"); endpoint != "" {
		return attach(ctx, endpoint, settings)
	}
	program, err := find(settings.program)
	if err != nil {
		return nil, err
	}
	args := append([]string{"serve", "--listen", "127.0.0.1:0", "--data", ":memory:", "--exit-with-parent"}, settings.args...)
	s := &Server{process: exec.Command(program, args...), done: make(chan struct{})}
	s.process.Stderr = &s.stderr
	s.process.WaitDelay = time.Second
	stdout, err := s.process.StdoutPipe()
	if err == nil {
		err = s.process.Start()
	}
	if err != nil {
		return nil, fmt.Errorf("localyun: %s cannot be started: %w", program, err)
	}
	s.PID = s.process.Process.Pid
	listening := make(chan string, 1)
	go func() {
		lines := bufio.NewReader(stdout)
		for {
			line, err := lines.ReadString('\n')
			if address, found := strings.CutPrefix(strings.TrimSpace(line), "listening on "); found {
				listening <- address
				break
			}
			if err != nil {
				break
			}
		}
		_, _ = io.Copy(io.Discard, lines)
		_ = s.process.Wait() // how it ended is in its state
		close(s.done)
	}()
	limit := time.NewTimer(startTime)
	defer limit.Stop()
	select {
	case address := <-listening:
		if err := s.locate(address); err != nil {
			s.Stop()
			return nil, err
		}
		return s, nil
	case <-s.done:
		return nil, fmt.Errorf("localyun: %s %s ended before it listened: %s%s",
			program, strings.Join(args, " "), s.process.ProcessState, s.stderr.quoted())
	case <-ctx.Done():
		err = context.Cause(ctx)
	case <-limit.C:
		err = fmt.Errorf("%s have passed", startTime)
	}
	s.Stop()
	return nil, fmt.Errorf("localyun: %s did not listen: %w%s", program, err, s.stderr.quoted())
}

// attach answers the server that runs at an endpoint.
func attach(ctx context.Context, endpoint string, settings serverSettings) (*Server, error) {
	if len(settings.args) > 0 {
		return nil, fmt.Errorf("localyun: LOCALYUN_ENDPOINT names a server that runs (%s): it cannot be started with %s",
			endpoint, strings.Join(settings.args, " "))
	}
	s := &Server{}
	if err := s.locate(endpoint); err != nil {
		return nil, fmt.Errorf("LOCALYUN_ENDPOINT: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, startTime)
	defer cancel()
	if err := s.call(ctx, http.MethodGet, "health", nil, nil, nil); err != nil {
		return nil, fmt.Errorf("no server of localyun answers at LOCALYUN_ENDPOINT (%s): %w", endpoint, err)
	}
	return s, nil
}

// locate takes an URL, or a host and a port.
func (s *Server) locate(address string) error {
	if !strings.Contains(address, "://") {
		address = "http://" + address
	}
	at, err := url.Parse(address)
	if err != nil || at.Host == "" {
		return fmt.Errorf("localyun: `%s` is not an address such as http://127.0.0.1:4800", address)
	}
	s.URL, s.Endpoint = at.Scheme+"://"+at.Host, at.Host
	return nil
}

// Stop ends the server, and returns when it has ended. The server of LOCALYUN_ENDPOINT is left alone.
func (s *Server) Stop() {
	if s.process == nil {
		return
	}
	s.stop.Do(func() {
		if s.process.Process.Signal(syscall.SIGTERM) != nil { // there is no such signal on Windows
			_ = s.process.Process.Kill()
		}
		select {
		case <-s.done:
		case <-time.After(5 * time.Second):
			_ = s.process.Process.Kill()
		}
	})
	<-s.done
}

// Stderr answers the last 64 KiB of what the process that was started has written to its standard
// error: its log.
func (s *Server) Stderr() string { return s.stderr.String() }

// ended answers how the process has ended, nil while it runs.
func (s *Server) ended() error {
	if s.process == nil {
		return nil
	}
	select {
	case <-s.done:
		return fmt.Errorf("localyun: the server has ended: %s%s", s.process.ProcessState, s.stderr.quoted())
	default:
		return nil
	}
}

var shared struct {
	sync.Mutex
	servers map[string]*Server
}

// Shared answers the server that [Start] uses with the same options: it starts it the first time, and
// again if it has ended since.
func Shared(ctx context.Context, options ...ServerOption) (*Server, error) {
	var settings serverSettings
	for _, option := range options {
		option(&settings)
	}
	return sharedServer(ctx, settings)
}

func sharedServer(ctx context.Context, settings serverSettings) (*Server, error) {
	key := fmt.Sprintf("%q %q %q", os.Getenv("LOCALYUN_ENDPOINT"), settings.program, settings.args)
	shared.Lock()
	defer shared.Unlock()
	if s := shared.servers[key]; s != nil && s.ended() == nil {
		return s, nil
	}
	s, err := startServer(ctx, settings)
	if err != nil {
		return nil, err
	}
	if shared.servers == nil {
		shared.servers = map[string]*Server{}
	}
	shared.servers[key] = s
	return s, nil
}

// tail keeps the end of what is written to it.
type tail struct {
	sync.Mutex
	text []byte
}

const tailSize = 64 << 10

func (t *tail) Write(more []byte) (int, error) {
	t.Lock()
	defer t.Unlock()
	t.text = append(t.text, more...)
	if over := len(t.text) - tailSize; over > tailSize {
		t.text = append([]byte(nil), t.text[over:]...)
	}
	return len(more), nil
}

func (t *tail) String() string {
	t.Lock()
	defer t.Unlock()
	return string(t.text[max(0, len(t.text)-tailSize):])
}

// quoted is the text for the end of an error message.
func (t *tail) quoted() string {
	text := strings.TrimSpace(t.String())
	if text == "" {
		return ""
	}
	return "\nIts standard error:\n" + text
}

// isRefused says whether the control API has refused with this status.
func isRefused(err error, status int) bool {
	var refused *Error
	return errors.As(err, &refused) && refused.Status == status
}
