package dev.localyun;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that a world has received, also those that it has refused.
 *
 * <p>{@link #action}, {@link #param} and the like answer a view of only such calls:
 * {@code world.calls().action("PutContact").param("ContactName", "ops-*").verify(1)}. In texts {@code *} stands for any
 * characters.
 */
public final class Calls {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final World world;
  private final Map<String, String> filters;
  private final Map<String, String> params;

  Calls(World world) {
    this(world, Map.of(), Map.of());
  }

  private Calls(World world, Map<String, String> filters, Map<String, String> params) {
    this.world = world;
    this.filters = filters;
    this.params = params;
  }

  private static Map<String, String> more(Map<String, String> map, String name, Object value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(name, value.toString());
    return more;
  }

  private Calls with(String filter, Object value) {
    return new Calls(world, more(filters, filter, value), params);
  }

  /**
   * Only calls of a product.
   *
   * @param product the code of the product, such as {@code Cms}
   * @return a view of only these
   */
  public Calls product(String product) {
    return with("product", product);
  }

  /**
   * Only calls of an action. One that the cloud does not have is refused.
   *
   * @param action the action
   * @return a view of only these
   */
  public Calls action(String action) {
    return with("action", action);
  }

  /**
   * Only calls that have a parameter with a value; may be repeated, and all must be so.
   *
   * @param name the parameter
   * @param value its value
   * @return a view of only these
   */
  public Calls param(String name, Object value) {
    return new Calls(world, filters, more(params, name, value));
  }

  /**
   * Only calls of a caller.
   *
   * @param caller a user, role, account or access key, by its ARN, name or id
   * @return a view of only these
   */
  public Calls caller(String caller) {
    return with("caller", caller);
  }

  /**
   * Only calls that were answered with an error.
   *
   * @param code its code
   * @return a view of only these
   */
  public Calls code(String code) {
    return with("code", code);
  }

  /**
   * Only calls that were answered with an HTTP status.
   *
   * @param status the status, such as {@code 403} or {@code 4xx}
   * @return a view of only these
   */
  public Calls status(String status) {
    return with("status", status);
  }

  /**
   * Only later calls.
   *
   * @param sequence the number of the call before the first of them, such as {@link #last()} was
   * @return a view of only these
   */
  public Calls since(long sequence) {
    return with("since", sequence);
  }

  private Map<String, Object> query() {
    Map<String, Object> query = new LinkedHashMap<>(filters);
    params.forEach((name, value) -> query.put("param." + name, value));
    return query;
  }

  private List<Call> ask(String name, Object value) {
    Map<String, Object> query = query();
    query.put(name, value);
    return world.ask("GET", "/calls", query, null).list("calls", Call::new);
  }

  /** {@return the calls, the oldest first; at most the newest 1000} */
  public List<Call> list() {
    return list(1000);
  }

  /**
   * The newest calls.
   *
   * @param limit how many at most, 1 to 100000
   * @return the calls, the oldest first
   */
  public List<Call> list(int limit) {
    return ask("limit", limit);
  }

  /** {@return the number of the last call of the world, 0 if there was none} */
  public long last() {
    return world.ask("GET", "/calls", Map.of("limit", 1), null).whole("last");
  }

  /**
   * Waits up to 5 seconds for a call.
   *
   * @return the newest
   */
  public Call await() {
    return await(TIMEOUT);
  }

  /**
   * Waits for a call; one that came before is answered at once.
   *
   * @param timeout how long to wait
   * @return the newest call
   * @throws AssertionError if none comes; says which calls are nearest
   */
  public Call await(Duration timeout) {
    long end = System.nanoTime() + timeout.toNanos();
    do {
      List<Call> calls = ask("wait", Control.waitUntil(end));
      if (!calls.isEmpty()) {
        return calls.get(calls.size() - 1);
      }
    } while (end - System.nanoTime() > 0);
    verify(); // says what is nearest, or a call has just come
    return list().get(0);
  }

  /**
   * Verifies that at least one such call came.
   *
   * @throws AssertionError if none did; says which calls are nearest and how they differ
   */
  public void verify() {
    verifyAtLeast(1);
  }

  /**
   * Verifies that exactly so many such calls came.
   *
   * @param times how many; 0 for none
   * @throws AssertionError if it was another number; says which calls are nearest and how they differ
   */
  public void verify(int times) {
    verify("times", times);
  }

  /**
   * Verifies that so many such calls came, or more.
   *
   * @param times how many at least
   * @throws AssertionError if there were fewer; says which calls are nearest and how they differ
   */
  public void verifyAtLeast(int times) {
    verify("at_least", times);
  }

  /**
   * Verifies that so many such calls came, or fewer.
   *
   * @param times how many at most
   * @throws AssertionError if there were more; says which they are
   */
  public void verifyAtMost(int times) {
    verify("at_most", times);
  }

  private void verify(String count, int times) {
    Map<String, Object> body = new LinkedHashMap<>(filters);
    if (filters.containsKey("since")) {
      body.put("since", Long.valueOf(filters.get("since")));
    }
    if (!params.isEmpty()) {
      body.put("params", params);
    }
    body.put(count, times);
    HttpResponse<String> answer = world.send("POST", "/calls/verify", Map.of(), body);
    if (answer.statusCode() == 417) {
      throw new AssertionError(differences(new Members(Json.read(answer.body()))));
    }
    Control.read(answer);
  }

  private String differences(Members answer) {
    StringBuilder text = new StringBuilder(answer.text("message"));
    text.append(": ").append(filters.getOrDefault("action", "any action"));
    query().forEach((name, value) -> {
      if (!name.equals("action")) {
        text.append(' ').append(name).append('=').append(value);
      }
    });
    for (Call call : answer.list("calls", Call::new)) {
      text.append("\n  matches: ").append(call);
    }
    for (Members nearest : answer.list("nearest", Members::new)) {
      text.append("\n  nearest: ").append(new Call(nearest.object("call").all()));
      for (Members difference : nearest.list("differences", Members::new)) {
        text.append("\n    ").append(difference.text("member"))
            .append(": expected ").append(Json.write(difference.all().get("expected")))
            .append(", found ").append(Json.write(difference.all().get("found")));
      }
    }
    return text.toString();
  }

  /** Forgets all calls of the world; the numbers of later ones go on. */
  public void clear() {
    if (!filters.isEmpty() || !params.isEmpty()) {
      throw new IllegalStateException("all calls are forgotten, not those with " + query() + ": use calls().clear()");
    }
    world.ask("DELETE", "/calls", Map.of(), null);
  }
}
