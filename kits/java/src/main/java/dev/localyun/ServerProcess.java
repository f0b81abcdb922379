package dev.localyun;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A server that runs as a child of this JVM. */
final class ServerProcess {
  private static final String READY = "listening on ";
  private static final int START_SECONDS = 30;
  /** The server gives calls that run 10 seconds to end. */
  private static final int STOP_SECONDS = 12;
  private static final int KEPT_LINES = 50;

  private final Process process;
  private final URI url;
  private final Deque<String> log = new ArrayDeque<>();
  private final CompletableFuture<Void> logged = new CompletableFuture<>();

  /** Starts a server and waits until it serves. */
  ServerProcess(List<String> command) {
    try {
      process = new ProcessBuilder(command).start();
      process.getOutputStream().close();
    } catch (IOException e) {
      throw new LocalyunException("cannot start " + String.join(" ", command) + ": " + e, e);
    }
    CompletableFuture<URI> ready = new CompletableFuture<>();
    follow("log", process.getErrorStream(), this::keep, () -> logged.complete(null));
    follow("output", process.getInputStream(), line -> {
      if (line.startsWith(READY)) {
        ready.complete(URI.create(line.substring(READY.length()).trim()));
      }
    }, () -> ready.complete(null));
    url = await(ready, command);
  }

  private URI await(CompletableFuture<URI> ready, List<String> command) {
    String why = "it does not serve after " + START_SECONDS + " s";
    try {
      URI found = ready.get(START_SECONDS, TimeUnit.SECONDS);
      if (found != null) {
        return found;
      }
      why = process.waitFor(1, TimeUnit.SECONDS) ? "exit status " + process.exitValue() : "it closed its output";
      logged.get(1, TimeUnit.SECONDS); // all that it has said
    } catch (TimeoutException e) {
      // that, or what was said before
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      why = "interrupted";
    } catch (ExecutionException e) {
      why = e.toString(); // nothing completes it so
    }
    process.destroyForcibly();
    throw new LocalyunException(String.join(" ", command) + " did not start: " + why + "\n" + log());
  }

  /** Reads a stream to its end in a thread of its own, so that the server never waits for it. */
  private static void follow(String name, InputStream stream, Consumer<String> line, Runnable end) {
    Thread thread = new Thread(() -> {
      try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
        reader.lines().forEach(line);
      } catch (IOException | RuntimeException closed) {
        // the process has ended
      } finally {
        end.run();
      }
    }, "localyun-" + name);
    thread.setDaemon(true);
    thread.start();
  }

  private void keep(String line) {
    synchronized (log) {
      log.addLast(line);
      if (log.size() > KEPT_LINES) {
        log.removeFirst();
      }
    }
  }

  /** The last lines of the log. */
  String log() {
    synchronized (log) {
      return String.join("\n", log);
    }
  }

  URI url() {
    return url;
  }

  long pid() {
    return process.pid();
  }

  boolean running() {
    return process.isAlive();
  }

  void stop() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
