package sdk

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var block = regexp.MustCompile("(?ms)^```go\n(.*?)^```$")

// TestTheReadmeShowsWhatIsTested holds the blocks of Go on the page of the kit to these tests.
func TestTheReadmeShowsWhatIsTested(t *testing.T) {
	folder := strings.TrimSpace(string(must[[]byte](t)(exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/localyun/localyun/kits/go").Output())))
	page := string(must[[]byte](t)(os.ReadFile(filepath.Join(folder, "README.md"))))
	var tested []string
	for _, file := range must[[]string](t)(filepath.Glob("*_test.go")) {
		tested = append(tested, flat(string(must[[]byte](t)(os.ReadFile(file)))))
	}
	all := strings.Join(tested, "\n")
	blocks := block.FindAllStringSubmatch(page, -1)
	if len(blocks) < 10 {
		t.Fatalf("%d blocks", len(blocks))
	}
	for _, block := range blocks {
		if !strings.Contains(all, flat(block[1])) {
			t.Errorf("no test has this block:\n%s", block[1])
		}
	}
}

// flat is code without its indentation.
func flat(code string) string {
	lines := strings.Split(strings.TrimSpace(code), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimSpace(line)
	}
	return strings.Join(lines, "\n")
}
