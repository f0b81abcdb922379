package kit;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A JVM of its own that runs a class of these tests. */
final class Jvm {
  final int status;
  final String output;
  final String errors;

  private Jvm(int status, String output, String errors) {
    this.status = status;
    this.output = output;
    this.errors = errors;
  }

  /** The class path of these tests without the artifact that has the program. */
  static String withoutProgram() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> !entry.endsWith("-linux-x86_64.jar"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Starts a main class; variables that are null are unset. */
  static ProcessBuilder command(String classPath, Map<String, String> variables, Class<?> main, String... arguments) {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    List<String> command = new ArrayList<>(List.of(java.toString(), "-XX:TieredStopAtLevel=1", "-cp", classPath, main.getName()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    variables.forEach(builder.environment()::put);
    return builder;
  }

  /** Runs a main class to its end. */
  static Jvm run(String classPath, Map<String, String> variables, Class<?> main, String... arguments) throws Exception {
    File errors = File.createTempFile("errors", null);
    try {
      Process process = command(classPath, variables, main, arguments).redirectError(errors).start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!process.waitFor(3, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IOException("it runs for longer than 3 minutes");
      }
      return new Jvm(process.exitValue(), output, Files.readString(errors.toPath()));
    } finally {
      errors.delete();
    }
  }

  static Jvm run(Class<?> main, String... arguments) throws Exception {
    return run(System.getProperty("java.class.path"), Map.of(), main, arguments);
  }

  /** Is there a process of this id? One that has ended but was not waited for is none. */
  static boolean running(long pid) {
    return ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent();
  }

  static boolean endsWithin(long seconds, long pid) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (running(pid) && System.nanoTime() < end) {
      Thread.sleep(20);
    }
    return !running(pid);
  }

  @Override
  public String toString() {
    return "exit status " + status + "\n" + output + "\n" + errors;
  }
}
