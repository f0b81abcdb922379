package localyuntest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
)

// ErrNoProgram is what [StartServer] returns, wrapped, if there is no `localyun` to start.
var ErrNoProgram = errors.New("the program localyun was not found")

// find answers the path of the program.
func find(option string) (string, error) {
	for _, given := range []struct{ path, by string }{
		{option, "the option Program"},
		{os.Getenv("LOCALYUN_BINARY"), "LOCALYUN_BINARY"},
	} {
		if given.path == "" {
			continue
		}
		path, err := exec.LookPath(given.path)
		if err != nil {
			return "", fmt.Errorf("%w: %s names it, but %w. %s", ErrNoProgram, given.by, err, install)
		}
		return path, nil
	}
	path, err := exec.LookPath("localyun")
	if err != nil {
		return "", fmt.Errorf("%w: it is not on the PATH, and neither the option Program nor LOCALYUN_BINARY names it. %s", ErrNoProgram, install)
	}
	return path, nil
}

const install = "Install it with `pip install localyun`, `npm install --global localyun` or, in the folder of its source, " +
	"`cargo install --locked --path .`, or set LOCALYUN_BINARY to its path"
