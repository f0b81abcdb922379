package kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.localyun.Localyun;
import dev.localyun.LocalyunException;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LifecycleTest {
  private static final String CLASS_PATH = System.getProperty("java.class.path");

  private static Path program(Path folder, String script) throws Exception {
    Path file = folder.resolve("localyun");
    Files.writeString(file, "#!/bin/sh\n" + script);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    return file;
  }

  @Test
  void endsWithClose() throws Exception {
    Localyun localyun = Localyun.start();
    assertTrue(Jvm.running(localyun.pid()));
    assertEquals(System.getProperty("localyun.version"), localyun.version());
    assertEquals("http://" + localyun.endpoint(), localyun.url().toString());
    localyun.close();
    localyun.close();
    assertFalse(Jvm.running(localyun.pid()));
    assertTrue(assertThrows(LocalyunException.class, localyun::world).getMessage().startsWith("Localyun has ended:\n"));
  }

  @Test
  void endsWhenTheJvmIsKilled() throws Exception {
    Process jvm = Jvm.command(CLASS_PATH, Map.of(), Uses.class, "wait").start();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(jvm.getInputStream()))) {
      String line = lines.readLine();
      long server = Long.parseLong(line.split(" ")[1]);
      assertTrue(Jvm.running(server), line);
      jvm.destroyForcibly();
      assertTrue(Jvm.endsWithin(30, server), "server " + server + " is left running");
    } finally {
      jvm.destroyForcibly();
    }
  }

  @Test
  void usesTheServerOfLocalyunEndpointAndLeavesItRunning() throws Exception {
    try (Localyun given = Localyun.start()) {
      for (String endpoint : new String[] {given.url().toString(), given.url() + "/", given.endpoint()}) {
        Jvm run = Jvm.run(Jvm.withoutProgram(), Map.of("LOCALYUN_ENDPOINT", endpoint), Uses.class);
        assertTrue(run.output.startsWith("server 0 " + given.url() + " "), run.toString());
      }
      Jvm run = Jvm.run(CLASS_PATH, Map.of("LOCALYUN_ENDPOINT", given.endpoint()), RunTests.class, FailingExample.class.getName());
      assertTrue(run.output.contains("server 0"), run.toString());
      assertTrue(Jvm.running(given.pid()));
      assertEquals(List.of(), given.control("GET", "/worlds", Map.of(), null).get("worlds"), "all worlds of these tests are dropped");
    }
    Jvm run = Jvm.run(CLASS_PATH, Map.of("LOCALYUN_ENDPOINT", "127.0.0.1:9"), Uses.class);
    assertTrue(run.output.startsWith("refused: no answer from Localyun at http://127.0.0.1:9: "), run.toString());
  }

  @Test
  void sendsTheTokenOfTheControlApi(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("token"), "first\n");
    // The server that this JVM starts takes it from the variable too.
    Jvm own = Jvm.run(CLASS_PATH, Map.of("LOCALYUN_CONTROL_TOKEN", "first"), Uses.class);
    assertTrue(own.output.startsWith("server "), own.toString());
    try (Localyun given = Localyun.options().arguments("--control-token", "first").start()) {
      Jvm run = Jvm.run(CLASS_PATH, variables(given, "@" + file), Uses.class);
      assertTrue(run.output.startsWith("server 0 "), run.toString());
      run = Jvm.run(CLASS_PATH, variables(given, "other"), Uses.class);
      assertTrue(run.output.startsWith("refused: the control API of this server wants a token"), run.toString());
      run = Jvm.run(CLASS_PATH, variables(given, "@/nowhere"), Uses.class);
      assertTrue(run.output.startsWith("refused: cannot read the token that LOCALYUN_CONTROL_TOKEN names: "), run.toString());
    }
  }

  private static Map<String, String> variables(Localyun server, String token) {
    return Map.of("LOCALYUN_ENDPOINT", server.endpoint(), "LOCALYUN_CONTROL_TOKEN", token);
  }

  @Test
  void saysHowToInstallAMissingProgram(@TempDir Path folder) throws Exception {
    Jvm run = Jvm.run(Jvm.withoutProgram(), Map.of("PATH", folder.toString()), Uses.class);
    assertTrue(run.output.startsWith("refused: the program localyun was not found. Add the artifact dev.localyun:localyun with the"
        + " classifier linux-x86_64 to the test dependencies; or name the program in LOCALYUN_BINARY; or"), run.toString());
    Path none = folder.resolve("none");
    LocalyunException why = assertThrows(LocalyunException.class, () -> Localyun.options().program(none).start());
    assertEquals("there is no program at " + none + ", which the option program names", why.getMessage());
    run = Jvm.run(CLASS_PATH, Map.of("LOCALYUN_BINARY", none.toString()), Uses.class);
    assertEquals("refused: there is no program at " + none + ", which LOCALYUN_BINARY names\n", run.output, run.toString());
  }

  @Test
  void looksForTheProgramInOrder(@TempDir Path folder) throws Exception {
    Path path = program(Files.createDirectory(folder.resolve("path")), "echo from the path >&2; exit 3\n");
    Path variable = program(Files.createDirectory(folder.resolve("variable")), "echo from the variable >&2; exit 3\n");
    Path option = program(Files.createDirectory(folder.resolve("option")), "echo from the option >&2; exit 3\n");
    Map<String, String> onPath = Map.of("PATH", path.getParent() + ":" + System.getenv("PATH"));
    Map<String, String> both = Map.of("PATH", onPath.get("PATH"), "LOCALYUN_BINARY", variable.toString());

    assertTrue(Jvm.run(Jvm.withoutProgram(), onPath, Uses.class).output.contains("from the path"));
    assertTrue(Jvm.run(CLASS_PATH, onPath, Uses.class).output.startsWith("server "), "the one in the artifact");
    assertTrue(Jvm.run(CLASS_PATH, both, Uses.class).output.contains("from the variable"));
    assertTrue(assertThrows(LocalyunException.class, () -> Localyun.options().program(option).start()).getMessage()
        .contains("from the option"));
  }

  @Test
  void saysWhyAProgramDoesNotStart(@TempDir Path folder) throws Exception {
    Path old = program(folder, "echo \"error: unexpected argument '--exit-with-parent' found\" >&2; exit 2\n");
    String message = assertThrows(LocalyunException.class, () -> Localyun.options().program(old).start()).getMessage();
    assertTrue(message.contains("did not start: exit status 2\nerror: unexpected argument '--exit-with-parent' found"), message);
    Path seed = Files.writeString(folder.resolve("wrong.yaml"), "version: 1\nacounts: []\n");
    message = assertThrows(LocalyunException.class, () -> Localyun.options().seed(seed).start()).getMessage();
    assertTrue(message.contains("unknown name `acounts`; did you mean `accounts`?"), message);
  }

  @Test
  void optionsAreRefusedForAServerThatRuns() throws Exception {
    try (Localyun given = Localyun.start()) {
      Jvm run = Jvm.run(CLASS_PATH, Map.of("LOCALYUN_ENDPOINT", given.endpoint()), RunTests.class, "examples.VerbsTest");
      assertTrue(run.output.contains("LOCALYUN_ENDPOINT names a server that runs, so these options are for nothing:"), run.toString());
    }
  }

  @Test
  void unpacksTheProgramOnceForItsUserAlone(@TempDir Path cache) throws Exception {
    Map<String, String> variables = Map.of("XDG_CACHE_HOME", cache.toString());
    assertTrue(Jvm.run(CLASS_PATH, variables, Uses.class).output.startsWith("server "));
    Path folder = onlyEntry(cache.resolve("localyun"));
    Path program = onlyEntry(folder);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)));
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(program)));
    Object first = Files.readAttributes(program, "unix:ino").get("ino");

    assertTrue(Jvm.run(CLASS_PATH, variables, Uses.class).output.startsWith("server "));
    assertEquals(first, Files.readAttributes(program, "unix:ino").get("ino"), "it is not unpacked again");

    Files.writeString(program, "#!/bin/sh\necho not the program >&2\n"); // as long as nobody runs it
    assertTrue(Jvm.run(CLASS_PATH, variables, Uses.class).output.startsWith("server "));
    assertNotEquals(first, Files.readAttributes(program, "unix:ino").get("ino"), "what was changed is replaced");
  }

  @Test
  void unpacksElsewhereIfThereIsNoCache() throws Exception {
    Jvm run = Jvm.run(CLASS_PATH, Map.of("XDG_CACHE_HOME", "/proc/none"), Uses.class);
    assertTrue(run.output.startsWith("server "), run.toString());
  }

  private static Path onlyEntry(Path folder) throws Exception {
    try (var entries = Files.list(folder)) {
      Path[] all = entries.toArray(Path[]::new);
      assertEquals(1, all.length);
      return all[0];
    }
  }
}
