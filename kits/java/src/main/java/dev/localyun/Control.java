package dev.localyun;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Requests to one server: to its control API below /_localyun, and calls. */
final class Control {
  private static final Duration CONNECT = Duration.ofSeconds(10);
  /** Longer than the 60 seconds that the server waits for a message or a call at most. */
  private static final Duration ANSWER = Duration.ofSeconds(90);

  private final URI url;
  private final HttpClient http;

  Control(URI url) {
    this.url = url;
    http = HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY) // the server is on this machine, whatever proxy the JVM is given
        .connectTimeout(CONNECT)
        .build();
  }

  URI url() {
    return url;
  }

  /**
   * Asks the control API.
   *
   * @param path below /_localyun, with a slash in front
   * @param query parameters; those without a value are left out
   * @param body what is sent as JSON; nothing if it is null
   * @throws LocalyunException with the message of the control API, if it refuses
   */
  Members ask(String method, String path, Map<String, ?> query, Object body) {
    return read(send(method, path, query, body));
  }

  /** The same, with the answer as it came whatever its status. */
  HttpResponse<String> send(String method, String path, Map<String, ?> query, Object body) {
    BodyPublisher content = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(Json.write(body));
    return exchange(method, "/_localyun" + path + query(query), content, BodyHandlers.ofString());
  }

  /** Posts a text that need not be JSON. */
  Members post(String path, Map<String, ?> query, String text) {
    return read(exchange("POST", "/_localyun" + path + query(query), BodyPublishers.ofString(text), BodyHandlers.ofString()));
  }

  /** Downloads the answer into a file. */
  void download(String path, Path file) {
    HttpResponse<byte[]> answer =
        exchange("GET", "/_localyun" + path, BodyPublishers.noBody(), BodyHandlers.ofByteArray());
    if (answer.statusCode() != 200) {
      throw refused(answer.statusCode(), new String(answer.body(), StandardCharsets.UTF_8));
    }
    PrivateFiles.write(file, answer.body());
  }

  /** Makes a signed call, whose parameters and signature are in the query. */
  Members call(String query) {
    return read(exchange("POST", "/?" + query, BodyPublishers.noBody(), BodyHandlers.ofString()));
  }

  static Members read(HttpResponse<String> answer) {
    if (answer.statusCode() / 100 != 2) {
      throw refused(answer.statusCode(), answer.body());
    }
    return new Members(Json.read(answer.body()));
  }

  private static LocalyunException refused(int status, String body) {
    String message;
    try {
      Members members = new Members(Json.read(body));
      message = members.text("message") != null ? members.text("message") : members.text("Message");
    } catch (IllegalArgumentException | LocalyunException notOfLocalyun) {
      message = null;
    }
    return new LocalyunException(message == null ? "HTTP " + status + ": " + body : message, status, null);
  }

  private <T> HttpResponse<T> exchange(String method, String target, BodyPublisher body, BodyHandler<T> handler) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + target)).method(method, body).timeout(ANSWER);
    String token = target.startsWith("/_localyun/") ? token() : "";
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return http.send(request.build(), handler);
    } catch (IOException e) {
      throw new LocalyunException("no answer from Localyun at " + url + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LocalyunException("interrupted while waiting for Localyun at " + url, e);
    }
  }

  /** The token of the variable LOCALYUN_CONTROL_TOKEN, which is the token or `@FILE`; empty without it. */
  private static String token() {
    String token = System.getenv().getOrDefault("LOCALYUN_CONTROL_TOKEN", "").trim();
    if (!token.startsWith("@")) {
      return token;
    }
    try {
      return Files.readString(Path.of(token.substring(1))).trim();
    } catch (IOException e) {
      throw new LocalyunException("cannot read the token that LOCALYUN_CONTROL_TOKEN names: " + e, e);
    }
  }

  /** The parameter `wait` of a request that is to be answered by then: 60 seconds at most. */
  static String waitUntil(long nanoTime) {
    long left = Math.max(0, (nanoTime - System.nanoTime()) / 1_000_000);
    return Math.min(left, 60_000) + "ms";
  }

  private static String query(Map<String, ?> parameters) {
    StringBuilder query = new StringBuilder();
    parameters.forEach((name, value) -> {
      if (value != null) {
        query.append(query.length() == 0 ? '?' : '&').append(encode(name)).append('=').append(encode(value.toString()));
      }
    });
    return query.toString();
  }

  /** Encodes as a path, a query and the string to sign need it: all but letters, digits, `-`, `.`, `_` and `~`. */
  static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }
}
