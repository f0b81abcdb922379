package dev.localyun;

import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A cloud of its own in a server: its state, clock, outbox, calls and access keys. Nothing that happens in another world is
 * seen in it, so tests with a world each may use the same names and run at the same time.
 *
 * <p>A client needs {@link #endpoint}, the protocol http, {@link #accessKeyId} and {@link #accessKeySecret}: the key leads
 * into the world.
 */
public final class World implements AutoCloseable {
  private final Control server;
  private final String id;
  private final List<Account> accounts;
  private final AtomicBoolean closed = new AtomicBoolean();

  World(Control server, Members made) {
    this.server = server;
    id = made.text("id");
    accounts = made.list("accounts", Account::new);
  }

  /** {@return the id of the world} */
  public String id() {
    return id;
  }

  /** {@return host and port of the server, as the SDKs want their endpoint: {@code 127.0.0.1:4800}} */
  public String endpoint() {
    return server.url().getAuthority();
  }

  /** {@return the URL of the server: {@code http://127.0.0.1:4800}} */
  public URI url() {
    return server.url();
  }

  /** {@return the accounts of the world, each with the access key of its root} */
  public List<Account> accounts() {
    return accounts;
  }

  /** {@return the id of the first account} */
  public String accountId() {
    return accounts.get(0).id();
  }

  /** {@return the access key of the root of the first account} */
  public AccessKey key() {
    return accounts.get(0).key();
  }

  /** {@return the id of that access key} */
  public String accessKeyId() {
    return key().id();
  }

  /** {@return the secret of that access key} */
  public String accessKeySecret() {
    return key().secret();
  }

  /** {@return the region that clients of a test use: {@code cn-hangzhou}} */
  public String region() {
    return "cn-hangzhou";
  }

  /**
   * Makes a RAM user in the first account, with an access key. The key is made by a call of {@code CreateAccessKey}, which is
   * then among {@link #calls}.
   *
   * @param name the name of the user
   * @param policies what the user may do: each is the name of a policy of the system, such as
   *     {@code AliyunCloudMonitorFullAccess}, or a policy document in JSON
   * @return the access key of the user
   */
  public AccessKey user(String name, String... policies) {
    List<Object> documents = new ArrayList<>();
    List<String> custom = new ArrayList<>();
    List<String> system = new ArrayList<>();
    for (String policy : policies) {
      if (policy.stripLeading().startsWith("{")) {
        String policyName = "test-" + UUID.randomUUID();
        custom.add(policyName);
        documents.add(Map.of("name", policyName, "document", policy));
      } else {
        system.add(policy);
      }
    }
    Map<String, Object> user = Map.of("name", name, "policies", custom, "system_policies", system);
    seed(Json.write(Map.of("version", 1, "accounts",
        List.of(Map.of("id", accountId(), "ram", Map.of("policies", documents, "users", List.of(user)))))));
    Members key = server.call(SignedCall.query("2015-05-01", "CreateAccessKey", Map.of("UserName", name), key()))
        .object("AccessKey");
    return new AccessKey(key.text("AccessKeyId"), key.text("AccessKeySecret"));
  }

  /** {@return the variables for a program that is to call this world as the root of the first account} */
  public Map<String, String> env() {
    return env(key());
  }

  /**
   * The environment variables for a program that is to call this world: {@code ALIBABA_CLOUD_…} for SDKs and tools, and
   * {@code LOCALYUN_…} for the commands of Localyun. The endpoint of its clients is for the program to set. Where the
   * program looks for credentials at a URI, as in a container, it gets those of a role in the world.
   *
   * @param key whose calls they are
   * @return names and values
   */
  public Map<String, String> env(AccessKey key) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("ALIBABA_CLOUD_ACCESS_KEY_ID", key.id());
    variables.put("ALIBABA_CLOUD_ACCESS_KEY_SECRET", key.secret());
    // one of the environment belongs to another key
    variables.put("ALIBABA_CLOUD_SECURITY_TOKEN", "");
    variables.put("ALIBABA_CLOUD_REGION_ID", region());
    variables.put("ALIBABA_CLOUD_CREDENTIALS_URI", url() + "/_localyun/credentials?world=" + id());
    variables.put("LOCALYUN_ENDPOINT", url().toString());
    variables.put("LOCALYUN_ACCESS_KEY_ID", key.id());
    variables.put("LOCALYUN_ACCESS_KEY_SECRET", key.secret());
    return variables;
  }

  /** {@return the clock of the world} */
  public Clock clock() {
    return new Clock(this);
  }

  /** {@return the messages that were sent in the world} */
  public Outbox outbox() {
    return new Outbox(this);
  }

  /** {@return the fault rules of the world} */
  public Faults faults() {
    return new Faults(this);
  }

  /** {@return the calls that the world has received} */
  public Calls calls() {
    return new Calls(this);
  }

  /** {@return the snapshots, to save and restore the world} */
  public Snapshots snapshots() {
    return new Snapshots(this);
  }

  /**
   * Applies a seed to the world: all of it, or nothing. What is there already is left alone.
   *
   * @param seed the seed, in YAML or JSON
   */
  public void seed(String seed) {
    server.post("/seed", Map.of("world", id), seed);
  }

  /** Puts the world back to what it began with: state and clock; calls and fault rules are forgotten. */
  public void reset() {
    ask("POST", "/reset", Map.of(), null);
  }

  /**
   * Asks any route of the control API for this world, such as {@code world.control("POST", "/cas/resources", Map.of(),
   * Map.of("product", "CDN", "domain", "www.example.com"))}.
   *
   * @param method the HTTP method
   * @param path the path below {@code /_localyun}, with a slash in front
   * @param query the query parameters
   * @param body maps, lists, texts, numbers and booleans, which are sent as JSON; or null for no body
   * @return the members of the answer
   */
  public Map<String, Object> control(String method, String path, Map<String, ?> query, Object body) {
    return ask(method, path, query, body).all();
  }

  Control server() {
    return server;
  }

  Members ask(String method, String path, Map<String, ?> query, Object body) {
    return Control.read(send(method, path, query, body));
  }

  HttpResponse<String> send(String method, String path, Map<String, ?> query, Object body) {
    Map<String, Object> here = new LinkedHashMap<>(query);
    here.put("world", id);
    return server.send(method, path, here, body);
  }

  /** Drops the world with all that is in it, if that has not happened yet. */
  @Override
  public void close() {
    if (closed.getAndSet(true)) {
      return;
    }
    try {
      server.ask("DELETE", "/worlds/" + Control.encode(id), Map.of(), null);
    } catch (LocalyunException e) {
      if (e.status() != 404) { // it was idle for longer than its ttl
        throw e;
      }
    }
  }

  /** {@return the id of the world} */
  @Override
  public String toString() {
    return id;
  }
}
