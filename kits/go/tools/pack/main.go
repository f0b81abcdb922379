// Command pack makes the zip file of a module from its folder, as a module proxy serves it, and
// extracts that into another folder, as the go command does. Nested modules and what a module may not
// contain are left out.
//
// Usage: pack MODULE@VERSION FOLDER INTO
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "pack:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 3 {
		return fmt.Errorf("usage: pack MODULE@VERSION FOLDER INTO")
	}
	path, version, _ := strings.Cut(args[0], "@")
	packed := module.Version{Path: path, Version: version}
	into := args[2]
	if err := os.RemoveAll(into); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(into), 0o777); err != nil {
		return err
	}
	archive, err := os.Create(into + ".zip")
	if err != nil {
		return err
	}
	if err := zip.CreateFromDir(archive, packed, args[1]); err != nil {
		return err
	}
	if err := archive.Close(); err != nil {
		return err
	}
	return zip.Unzip(into, packed, archive.Name())
}
