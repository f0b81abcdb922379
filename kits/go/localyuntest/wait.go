package localyuntest

import (
	"context"
	"net/url"
	"time"
)

// waitTime is how long a wait takes at most unless its filter says so.
const waitTime = 5 * time.Second

// longestWait is the longest that the server waits in one request.
const longestWait = 60 * time.Second

// wait asks until a list that the server waits for has what is looked for, at most for a duration
// (waitTime if it is 0) and as long as the context lasts. Look makes one request with the query, and
// says whether it found it. It answers false when the time is over.
func wait(ctx context.Context, limit time.Duration, query url.Values, look func(context.Context) (bool, error)) (bool, error) {
	if limit == 0 {
		limit = waitTime
	}
	end := time.Now().Add(limit)
	if deadline, set := ctx.Deadline(); set && deadline.Before(end) {
		end = deadline
	}
	for {
		left := time.Until(end)
		query.Set("wait", milliseconds(min(max(left, 0), longestWait)))
		found, err := look(ctx)
		switch {
		case found:
			return true, nil
		case ctx.Err() != nil || err == nil && left <= 0:
			return false, context.Cause(ctx) // nil unless the context is over
		case err != nil:
			return false, err
		}
	}
}
