package localyuntest

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

var days = regexp.MustCompile(`^(-?)(\d+)d(.*)$`)

// ParseDuration reads a duration as Localyun writes it: as [time.ParseDuration] does, and with days,
// such as "2d" or "1d12h".
func ParseDuration(text string) (time.Duration, error) {
	parts := days.FindStringSubmatch(text)
	if parts == nil {
		return time.ParseDuration(text)
	}
	const day = 24 * time.Hour
	count, err := strconv.ParseInt(parts[2], 10, 64)
	if err != nil || count > int64((1<<63-1)/day) || strings.HasPrefix(parts[3], "-") || strings.HasPrefix(parts[3], "+") {
		return 0, fmt.Errorf("`%s` is not a duration such as 90s, 24h, 1h30m, 2d or 250ms", text)
	}
	var rest time.Duration
	if parts[3] != "" {
		if rest, err = time.ParseDuration(parts[3]); err != nil {
			return 0, fmt.Errorf("`%s` is not a duration such as 90s, 24h, 1h30m, 2d or 250ms", text)
		}
	}
	sum := time.Duration(count)*day + rest
	if sum < 0 {
		return 0, fmt.Errorf("`%s` is too long", text)
	}
	if parts[1] == "-" {
		sum = -sum
	}
	return sum, nil
}

// Duration is [ParseDuration] for a text that is known to be right: it panics if it is not.
func Duration(text string) time.Duration {
	d, err := ParseDuration(text)
	if err != nil {
		panic("localyuntest: " + err.Error())
	}
	return d
}

// milliseconds writes a duration for the server, which counts in milliseconds. What is not zero does
// not become zero.
func milliseconds(d time.Duration) string {
	n := d.Milliseconds()
	if n == 0 && d > 0 {
		n = 1
	}
	return strconv.FormatInt(n, 10) + "ms"
}
