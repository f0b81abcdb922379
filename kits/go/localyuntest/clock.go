package localyuntest

import (
	"context"
	"net/http"
	"time"
)

// Clock is the clock of a world: times in answers, what expires and what happens by itself follow it.
// Each method answers the clock after it. What is due by the new time is done before that.
type Clock struct{ world *World }

// ClockState is what a clock shows. The rate is 1 for that of the machine, and 0 while it is frozen.
type ClockState struct {
	Now    time.Time `json:"now"`
	Frozen bool      `json:"frozen"`
	Rate   float64   `json:"rate"`
}

// Now answers what the clock shows.
func (c *Clock) Now(ctx context.Context) (state ClockState, err error) {
	err = c.world.call(ctx, http.MethodGet, "clock", nil, nil, &state)
	return state, err
}

// Freeze stops the clock at a time; with the zero time at its present one.
func (c *Clock) Freeze(ctx context.Context, at time.Time) (ClockState, error) {
	if at.IsZero() {
		return c.change(ctx, "freeze", true)
	}
	return c.change(ctx, "freeze", rfc3339(at))
}

// Set moves the clock to a time. It stays frozen, or keeps running.
func (c *Clock) Set(ctx context.Context, at time.Time) (ClockState, error) {
	return c.change(ctx, "set", rfc3339(at))
}

// Advance moves the clock forward, or back by a negative duration, in whole milliseconds. It stays
// frozen, or keeps running. [Duration] reads durations with days: Advance(ctx, Duration("1d12h")).
func (c *Clock) Advance(ctx context.Context, by time.Duration) (ClockState, error) {
	return c.change(ctx, "advance_ms", by.Milliseconds())
}

// Rate lets the clock run so many times as fast as that of the machine. A frozen one runs again.
func (c *Clock) Rate(ctx context.Context, rate float64) (ClockState, error) {
	return c.change(ctx, "rate", rate)
}

// Release makes the clock that of the machine again.
func (c *Clock) Release(ctx context.Context) (ClockState, error) {
	return c.change(ctx, "release", true)
}

func (c *Clock) change(ctx context.Context, member string, value any) (state ClockState, err error) {
	err = c.world.call(ctx, http.MethodPost, "clock", nil, map[string]any{member: value}, &state)
	return state, err
}

func rfc3339(at time.Time) string { return at.UTC().Format(time.RFC3339Nano) }
