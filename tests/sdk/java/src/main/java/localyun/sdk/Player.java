package localyun.sdk;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.ToNumberPolicy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Plays the shared scenarios through one SDK.
 *
 * <p>A driver is a {@link Driver}: it answers, or throws {@link Refused} when the SDK threw its own
 * exception. The rules of a scenario are in ../README.md; the players of the other languages follow
 * the same ones.
 */
final class Player {
  static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();
  static final String ENDPOINT = System.getenv("LOCALYUN_ENDPOINT");

  private static final Pattern REQUEST_ID = Pattern.compile("[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}");
  private static final Pattern WHOLE = Pattern.compile("\\$[a-z_][a-z0-9_]*");
  private static final Pattern PART = Pattern.compile("\\$\\{([a-z_][a-z0-9_]*)}");
  private static final List<String> MATCHERS = List.of("matches", "absent", "length", "not", "above");
  private static final JsonObject EMPTY = new JsonObject();
  private static final JsonObject ROOT_KEY =
      JsonParser.parseString("{\"access_key_id\": \"testid\", \"access_key_secret\": \"testsecret\"}").getAsJsonObject();

  private final HttpClient http = HttpClient.newHttpClient();
  private final String name;
  private final Driver driver;
  private int passed;
  private int failed;
  private int skipped;

  Player(String name, Driver driver) {
    this.name = name;
    this.driver = driver;
  }

  interface Driver {
    Answer call(Request request) throws Exception;
  }

  static final class Key {
    final String id;
    final String secret;
    final String token; // null for a long-lived key

    /** From a key as the data writes it, or as CreateAccessKey and AssumeRole answered it. */
    Key(JsonObject as) {
      id = text("access_key_id", text("AccessKeyId", null, as), as);
      secret = text("access_key_secret", text("AccessKeySecret", null, as), as);
      token = text("security_token", text("SecurityToken", null, as), as);
    }
  }

  static final class Request {
    String product;
    String version;
    String action;
    String format;
    JsonObject params;
    Key key;
    String[] route; // method and path of a ROA call, or null
    Integer timeout; // of an answer, in milliseconds, or null
    Integer attempts; // with the SDK's retries switched on, the most calls that are made, or null
    boolean byName; // the package's request lacks what the step sends
  }

  static final class Answer {
    final JsonElement body;
    /** Null where the SDK shows no response headers to its users. */
    final String requestIdHeader;
    /** The SDK's classes have {@code getContacts()} where the wire has {@code Contacts.Contact}. */
    final boolean unwrapped;

    Answer(JsonElement body, String requestIdHeader, boolean unwrapped) {
      this.body = body;
      this.requestIdHeader = requestIdHeader;
      this.unwrapped = unwrapped;
    }
  }

  /** What the SDK's own exception carries; {@code status} is null where it carries none. */
  static final class Refused extends Exception {
    private static final long serialVersionUID = 1;
    final transient JsonObject seen = new JsonObject();

    Refused(
        Integer status, String code, String message, String requestId, Map<String, Object> denied, Exception raised) {
      super(code + ": " + message, raised);
      seen.addProperty("status", status);
      seen.addProperty("code", code);
      seen.addProperty("message", message);
      seen.addProperty("request_id", requestId);
      seen.add("denied", GSON.toJsonTree(denied));
    }
  }

  /** An expectation that was not met. */
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;

    Wrong(String message) {
      super(message);
    }
  }

  private static JsonObject object(JsonObject from, String name) {
    return from.has(name) ? from.getAsJsonObject(name) : EMPTY;
  }

  private static JsonArray list(JsonObject from, String name) {
    return from.has(name) ? from.getAsJsonArray(name) : new JsonArray();
  }

  private static String text(String name, String otherwise, JsonObject... places) {
    for (JsonObject place : places) {
      if (place.has(name)) {
        return place.get(name).getAsString();
      }
    }
    return otherwise;
  }

  /** Puts variables in: "$name" stands for the value itself, "${name}" for its text. */
  private static JsonElement fill(JsonElement value, JsonObject variables) throws Wrong {
    if (value == null) {
      return null;
    }
    if (value.isJsonArray()) {
      JsonArray out = new JsonArray();
      for (JsonElement inner : value.getAsJsonArray()) {
        out.add(fill(inner, variables));
      }
      return out;
    }
    if (value.isJsonObject()) {
      JsonObject out = new JsonObject();
      for (Entry<String, JsonElement> inner : value.getAsJsonObject().entrySet()) {
        out.add(inner.getKey(), fill(inner.getValue(), variables));
      }
      return out.size() == 1 && out.has("json") ? new JsonPrimitive(GSON.toJson(out.get("json"))) : out;
    }
    if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
      return value;
    }
    String text = value.getAsString();
    if (WHOLE.matcher(text).matches()) {
      return variable(text.substring(1), variables);
    }
    Matcher part = PART.matcher(text);
    StringBuilder out = new StringBuilder();
    while (part.find()) {
      part.appendReplacement(out, Matcher.quoteReplacement(variable(part.group(1), variables).getAsString()));
    }
    return new JsonPrimitive(part.appendTail(out).toString());
  }

  private static JsonElement variable(String name, JsonObject variables) throws Wrong {
    if (!variables.has(name)) {
      throw new Wrong("no variable " + name);
    }
    return variables.get(name);
  }

  /** {@code Contacts.Contact.0.Name}; a negative index counts from the end. Null: nothing there. */
  private static JsonElement at(Answer answer, String path) {
    JsonElement body = answer.body;
    for (String part : path.split("\\.")) {
      if (body instanceof JsonObject) {
        body = body.getAsJsonObject().get(part);
      } else if (body instanceof JsonArray && part.matches("-?\\d+")) {
        int size = body.getAsJsonArray().size();
        int i = Integer.parseInt(part);
        i = i < 0 ? i + size : i;
        body = i < 0 || i >= size ? null : body.getAsJsonArray().get(i);
      } else if (!(body instanceof JsonArray && answer.unwrapped)) {
        return null;
      }
    }
    return body == null || body.isJsonNull() ? null : body;
  }

  private static void check(String path, JsonElement want, JsonElement got) throws Wrong {
    String kind = "equals";
    JsonElement arg = want;
    if (want.isJsonObject() && want.getAsJsonObject().size() == 1) {
      Entry<String, JsonElement> only = want.getAsJsonObject().entrySet().iterator().next();
      if (MATCHERS.contains(only.getKey())) {
        kind = only.getKey();
        arg = only.getValue();
      }
    }
    boolean met;
    switch (kind) {
      case "absent":
        met = (got == null) == arg.getAsBoolean();
        break;
      case "length":
        met = got != null && arg.getAsInt() == (got.isJsonArray() ? got.getAsJsonArray().size() : got.getAsString().length());
        break;
      case "not":
        met = got != null && !got.equals(arg);
        break;
      case "above":
        met = got != null && got.getAsDouble() > arg.getAsDouble();
        break;
      case "matches":
        met = got != null
            && Pattern.compile(arg.getAsString(), Pattern.DOTALL)
                .matcher(got.isJsonPrimitive() ? got.getAsString() : GSON.toJson(got)).find();
        break;
      default:
        met = want.equals(got);
    }
    if (!met) {
      throw new Wrong(path + ": want " + GSON.toJson(want) + ", got " + (got == null ? "nothing" : GSON.toJson(got)));
    }
  }

  private boolean skip(String where, JsonObject reasons) {
    if (!reasons.has(name)) {
      return false;
    }
    skipped++;
    System.out.println("  skipped " + where + ": " + reasons.get(name).getAsString());
    return true;
  }

  private HttpResponse<String> send(String method, String where, JsonElement body) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + ENDPOINT).resolve(where));
    if (method.equals("POST")) {
      request.header("Content-Type", "application/json");
      request.POST(HttpRequest.BodyPublishers.ofString(GSON.toJson(body == null ? EMPTY : body)));
    } else {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private Answer control(String line, JsonElement body) throws Exception {
    String[] words = line.split(" ", 2);
    HttpResponse<String> response = send(words[0], words[1], body);
    if (response.statusCode() != 200) {
      throw new Wrong(line + " answered " + response.statusCode() + ": " + response.body());
    }
    return new Answer(JsonParser.parseString(response.body()), null, false);
  }

  private void open(String link, JsonElement status) throws Exception {
    HttpResponse<String> response = send("GET", link, null);
    check("status", status == null ? new JsonPrimitive(200) : status, new JsonPrimitive(response.statusCode()));
    String kind = response.headers().firstValue("content-type").orElse("");
    if (!kind.startsWith("text/html")) {
      throw new Wrong("content type " + kind + ", not a page");
    }
  }

  private void step(JsonObject file, JsonObject scenario, JsonObject step, JsonObject variables) throws Exception {
    if (step.has("open")) {
      open(fill(step.get("open"), variables).getAsString(), step.get("status"));
      return;
    }
    Answer answer = step.has("control")
        ? control(fill(step.get("control"), variables).getAsString(), fill(step.get("body"), variables))
        : ask(file, scenario, step, variables);
    for (Entry<String, JsonElement> want : fill(object(step, "expect"), variables).getAsJsonObject().entrySet()) {
      check(want.getKey(), want.getValue(), at(answer, want.getKey()));
    }
    for (Entry<String, JsonElement> save : object(step, "save").entrySet()) {
      JsonElement found = at(answer, save.getValue().getAsString());
      if (found == null) {
        throw new Wrong(save.getValue().getAsString() + ": nothing there to save");
      }
      variables.add(save.getKey(), found);
    }
  }

  private Answer ask(JsonObject file, JsonObject scenario, JsonObject step, JsonObject variables) throws Exception {
    Request request = new Request();
    request.product = text("product", null, step, scenario, file);
    request.version = text(request.product, text("version", null, step, scenario, file), object(file, "versions"));
    request.format = text("format", "JSON", step, scenario);
    request.action = step.get("call").getAsString();
    request.params = fill(object(step, "params"), variables).getAsJsonObject();
    String route = text(request.action, null, object(file, "routes"));
    request.route = route == null ? null : route.split(" ");
    request.byName = object(step, "by_name").has(name);
    request.key = new Key(step.has("as") ? fill(step.get("as"), variables).getAsJsonObject() : ROOT_KEY);
    JsonElement error = fill(step.get("error"), variables);
    Answer answer;
    try {
      answer = driver.call(request);
    } catch (Refused refused) {
      if (error == null) {
        throw new Wrong("refused: " + GSON.toJson(refused.seen));
      }
      Answer seen = new Answer(refused.seen, null, false);
      for (Entry<String, JsonElement> want : error.getAsJsonObject().entrySet()) {
        if (!want.getKey().equals("status") || !refused.seen.get("status").isJsonNull()) {
          check(want.getKey(), want.getValue(), at(seen, want.getKey()));
        }
      }
      String id = refused.seen.get("request_id").isJsonNull() ? "" : refused.seen.get("request_id").getAsString();
      if (!error.getAsJsonObject().has("request_id") && !REQUEST_ID.matcher(id).matches()) {
        throw new Wrong("request id of the error: " + id);
      }
      return seen;
    }
    if (error != null) {
      throw new Wrong("should be refused with " + GSON.toJson(error) + ", answered " + GSON.toJson(answer.body));
    }
    if (object(step, "expect").has("RequestId")) { // this SDK does not show it
      return answer;
    }
    JsonElement id = at(answer, "RequestId");
    if (id == null || !REQUEST_ID.matcher(id.getAsString()).matches()) {
      throw new Wrong("RequestId: " + id);
    }
    if (answer.requestIdHeader != null) {
      check("x-acs-request-id", id, new JsonPrimitive(answer.requestIdHeader));
    }
    return answer;
  }

  private void play(String fileName, JsonObject file, JsonObject scenario) {
    String where = fileName + ": " + scenario.get("name").getAsString();
    if (skip(where, object(scenario, "skip"))) {
      return;
    }
    JsonObject variables = new JsonObject();
    variables.addProperty("driver", name);
    for (Entry<String, JsonElement> text : object(file, "files").entrySet()) {
      variables.add(text.getKey(), text.getValue());
    }
    int number = 0;
    JsonObject step = EMPTY;
    try {
      control("POST /_localyun/reset", null);
      for (JsonElement each : scenario.getAsJsonArray("steps")) {
        number++;
        step = each.getAsJsonObject().deepCopy();
        for (Entry<String, JsonElement> special : object(object(step, "seen_by"), name).entrySet()) {
          step.add(special.getKey(), special.getValue());
        }
        if (!skip(where + ", step " + number, object(step, "skip"))) {
          step(file, scenario, step, variables);
        }
      }
      passed++;
    } catch (Exception e) {
      failed++;
      String what = text("call", text("control", text("open", "reset", step), step), step);
      System.out.println("  FAILED " + where + ", step " + number + " (" + what + "): "
          + (e instanceof Wrong ? e.getMessage() : e.getCause() == null ? e.toString() : e.getCause().toString()));
    }
  }

  /** What the SDK makes of a fault: how many calls arrive, and how it ends. */
  private void fault(String fileName, JsonObject file, JsonObject row) {
    if (skip(fileName + ": " + text("name", null, row), object(row, "skip"))) {
      return;
    }
    for (Entry<String, JsonElement> seen : object(object(row, "seen"), name).entrySet()) {
      String mode = seen.getKey();
      try {
        control("POST /_localyun/reset", null);
        JsonObject rule = object(row, "rule").deepCopy();
        if (mode.equals("once")) {
          rule.addProperty("nth", 1);
        }
        control("POST /_localyun/faults", rule);
        int before = at(control("GET /_localyun/calls", null), "last").getAsInt();
        Request request = new Request();
        request.product = text("product", null, file);
        request.version = text("version", null, file);
        request.action = text("call", null, file);
        request.format = "JSON";
        request.params = object(file, "params");
        request.key = new Key(ROOT_KEY);
        request.timeout = file.get("timeout").getAsInt();
        request.attempts = mode.equals("off") ? null : file.get("attempts").getAsInt();
        String ended = "answered";
        try {
          driver.call(request);
        } catch (Refused refused) {
          ended = refused.getCause().getClass().getSimpleName() + " " + (refused.seen.get("code").isJsonNull() ? "-" : refused.seen.get("code").getAsString());
        } catch (Exception e) {
          ended = e.getClass().getSimpleName() + " -";
        }
        int calls = at(control("GET /_localyun/faults", null), "faults.0.matched").getAsInt();
        // the journal has a call when it has ended
        Answer journal = control("GET /_localyun/calls?since=" + (before + calls - 1) + "&wait=5s", null);
        check("calls in the journal", new JsonPrimitive((long) calls), new JsonPrimitive(at(journal, "last").getAsLong() - before));
        check("seen", seen.getValue(), new JsonPrimitive(calls + " " + ended));
        passed++;
      } catch (Exception e) {
        failed++;
        System.out.println("  FAILED " + fileName + ": " + text("name", null, row) + ", " + mode + ": "
            + (e instanceof Wrong ? e.getMessage() : e.toString()));
      }
    }
  }

  /** Plays every scenario; the number of failures is the verdict. */
  int playAll() throws Exception {
    long started = System.nanoTime();
    String only = System.getenv().getOrDefault("ONLY", "");
    Path root = Path.of(System.getenv("SCENARIOS"));
    List<Path> paths;
    try (var all = Files.walk(root)) {
      paths = all.filter(p -> p.toString().endsWith(".json")).sorted().collect(Collectors.toList());
    }
    for (Path path : paths) {
      JsonObject file = JsonParser.parseString(Files.readString(path)).getAsJsonObject();
      for (Entry<String, JsonElement> beside : object(file, "files").entrySet()) {
        beside.setValue(new JsonPrimitive(Files.readString(path.resolveSibling(beside.getValue().getAsString()))));
      }
      String fileName = root.relativize(path).toString().replaceFirst("\\.json$", "");
      for (JsonElement row : list(file, "faults")) {
        if ((fileName + ": " + text("name", null, row.getAsJsonObject())).contains(only)) {
          fault(fileName, file, row.getAsJsonObject());
        }
      }
      for (JsonElement scenario : list(file, "scenarios")) {
        if ((fileName + ": " + scenario.getAsJsonObject().get("name").getAsString()).contains(only)) {
          play(fileName, file, scenario.getAsJsonObject());
        }
      }
    }
    System.out.printf("%s: %d passed, %d failed%s (%.1f s)%n", name, passed, failed,
        skipped == 0 ? "" : ", " + skipped + " skipped", (System.nanoTime() - started) / 1e9);
    return failed;
  }
}
