// Package expect has what the programs of this folder need to say whether a client met what it should.
package expect

import (
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"os"
	"strings"
)

// Equal ends the program if a value is not what it should be.
func Equal(what string, got, want any) {
	if fmt.Sprint(got) != fmt.Sprint(want) {
		log.Fatalf("%s: got %v, not %v", what, got, want)
	}
}

// Success ends the program if there was an error.
func Success(what string, err error) {
	if err != nil {
		log.Fatalf("%s: %v", what, err)
	}
}

// Fault adds a fault rule, in JSON, to the server that LOCALYUN_ENDPOINT names.
func Fault(rule string) {
	answer, err := http.Post(os.Getenv("LOCALYUN_ENDPOINT")+"/_localyun/faults", "application/json", strings.NewReader(rule))
	Success("a fault rule", err)
	defer answer.Body.Close()
	Equal("a fault rule", answer.StatusCode, http.StatusOK)
}

// Fired ends the program if all fault rules together have not fired so often.
func Fired(want int) {
	answer, err := http.Get(os.Getenv("LOCALYUN_ENDPOINT") + "/_localyun/faults")
	Success("the fault rules", err)
	defer answer.Body.Close()
	var found struct{ Faults []struct{ Fired int } }
	Success("the fault rules", json.NewDecoder(answer.Body).Decode(&found))
	fired := 0
	for _, rule := range found.Faults {
		fired += rule.Fired
	}
	Equal("times that faults were met", fired, want)
}
