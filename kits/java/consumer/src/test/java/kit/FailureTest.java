package kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FailureTest {
  @Test
  void aFailedTestShowsTheCallsOfItsWorldAndTheRunLeavesNoServer() throws Exception {
    Jvm run = Jvm.run(RunTests.class, FailingExample.class.getName());
    String all = run.toString();
    assertTrue(run.output.contains("\n1 passed, 3 failed\n"), all); // and one was skipped

    String id = "[0-9A-F]{8}-[0-9A-F-]{27}";
    for (String text : List.of(run.output, run.errors)) {
      for (String line : List.of(
          "200 Ram CreateAccessKey root \\d+\\.\\dms " + id,
          "200 Cms PutContact root \\d+\\.\\dms " + id,
          "403 InvalidAuthorization Cms PutContact user/reader \\d+\\.\\dms " + id + " .*",
          "200 Cms DescribeContactList root \\d+\\.\\dms " + id)) {
        assertTrue(Pattern.compile("^  " + line + "$", Pattern.MULTILINE).matcher(text).find(), line + " in\n" + all);
      }
    }
    assertTrue(run.output.contains("entry fails(World): localyun = the last calls of its world:"), all);
    assertTrue(run.errors.contains("localyun: FailingExample > failsWithoutCalls(World) failed; its world received no calls"), all);
    assertTrue(run.errors.contains("localyun: FailingExample > failsAfterwards(World) failed; the last calls"), all);
    assertFalse(run.errors.contains("passes(World)") || run.errors.contains("isSkipped(World)"), all);

    List<String> servers = run.output.lines().filter(line -> line.startsWith("server ")).distinct().collect(Collectors.toList());
    assertEquals(1, servers.size(), "one server for all tests: " + all);
    assertFalse(Jvm.running(Long.parseLong(servers.get(0).substring(7))), "it has ended with the run");
  }
}
