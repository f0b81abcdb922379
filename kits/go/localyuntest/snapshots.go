package localyuntest

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

// Snapshots are saved states. The server keeps them for all its worlds, so tests that run in parallel
// need different names: a snapshot that is saved without a name has one of its own.
type Snapshots struct{ world *World }

// Snapshot is a saved state.
type Snapshot struct {
	Name    string    `json:"name"`
	Size    int64     `json:"size"`    // bytes
	World   string    `json:"world"`   // the world that it was saved in, "" for the first
	At      time.Time `json:"at"`      // when, on the clock of the machine
	Clock   time.Time `json:"clock"`   // when, on the clock of the world
	Version string    `json:"version"` // of the program that saved it
}

// Save saves the state of the world. It is an error if the name is taken. With the name "" one is made,
// and the snapshot is deleted with the world. [From] and the name begin another world with it.
func (s *Snapshots) Save(ctx context.Context, name string) (Snapshot, error) {
	made := name == ""
	if made {
		s.world.mutex.Lock()
		s.world.numbered++
		name = fmt.Sprintf("%s-%d", s.world.ID, s.world.numbered)
		s.world.mutex.Unlock()
	}
	snapshot, err := s.save(ctx, map[string]any{"name": name})
	if made && err == nil {
		s.world.mutex.Lock()
		s.world.unnamed = append(s.world.unnamed, name)
		s.world.mutex.Unlock()
	}
	return snapshot, err
}

// Replace saves the state of the world in the place of the snapshot of this name, if there is one.
func (s *Snapshots) Replace(ctx context.Context, name string) (Snapshot, error) {
	return s.save(ctx, map[string]any{"name": name, "replace": true})
}

func (s *Snapshots) save(ctx context.Context, body any) (snapshot Snapshot, err error) {
	err = s.world.call(ctx, http.MethodPost, "snapshots", nil, body, &snapshot)
	return snapshot, err
}

// List answers the snapshots of the server, by name.
func (s *Snapshots) List(ctx context.Context) ([]Snapshot, error) {
	var answer struct{ Snapshots []Snapshot }
	err := s.world.server.call(ctx, http.MethodGet, "snapshots", nil, nil, &answer)
	return answer.Snapshots, err
}

// Restore puts the state in a snapshot in the place of that of the world, which keeps its clock and its
// journal.
func (s *Snapshots) Restore(ctx context.Context, name string) error {
	return s.world.call(ctx, http.MethodPost, "snapshots/"+url.PathEscape(name)+"/restore", nil, nil, nil)
}

// Delete deletes a snapshot.
func (s *Snapshots) Delete(ctx context.Context, name string) error {
	return s.world.server.call(ctx, http.MethodDelete, "snapshots/"+url.PathEscape(name), nil, nil, nil)
}

// Download writes the file of a snapshot, which `localyun serve --from` and [FromFile] begin with. It
// holds secrets.
func (s *Snapshots) Download(ctx context.Context, name string, to io.Writer) error {
	answer, err := s.world.server.request(ctx, http.MethodGet, "snapshots/"+url.PathEscape(name), nil, nil)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if _, err := io.Copy(to, answer.Body); err != nil {
		return fmt.Errorf("localyun: the snapshot %s: %w", name, err)
	}
	return nil
}
