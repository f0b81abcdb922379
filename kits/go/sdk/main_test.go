package sdk

import (
	"context"
	"log"
	"os"
	"testing"

	"github.com/localyun/localyun/kits/go/localyuntest"
)

// prepared is the id of a world that tests begin with.
var prepared string

func TestMain(m *testing.M) {
	ctx := context.Background()
	server, err := localyuntest.Shared(ctx)
	if err != nil {
		log.Fatal(err)
	}
	world, err := server.NewWorld(ctx)
	if err != nil {
		log.Fatal(err)
	}
	if _, err := world.User(ctx, "ann"); err != nil {
		log.Fatal(err)
	}
	prepared = world.ID
	status := m.Run()
	server.Stop()
	os.Exit(status)
}

func TestPrepared(t *testing.T) {
	w := localyuntest.Start(t, localyuntest.From(prepared))
	if err := createUser(ramClient(t, w, w.Key), "ann"); code(err) != "EntityAlreadyExists.User" {
		t.Errorf("ann is not there: %v", err)
	}
}
