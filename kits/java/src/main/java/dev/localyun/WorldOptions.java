package dev.localyun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a world begins with, for {@link Localyun#world(WorldOptions)}. Without any option it is empty, with one account. */
public final class WorldOptions {
  private final Map<String, Object> body = new LinkedHashMap<>();

  /** The options of an empty world. */
  public WorldOptions() {}

  Map<String, Object> body() {
    return body;
  }

  /**
   * Begins with what something else has.
   *
   * @param origin {@code default} for the first world of the server, the id of a world, the name of a snapshot, or that
   *     of a seed file of the server without folder and extension
   * @return these options
   */
  public WorldOptions from(String origin) {
    body.put("from", origin);
    return this;
  }

  /**
   * Begins with a seed.
   *
   * @param seed the seed in JSON
   * @return these options
   * @throws IllegalArgumentException if it is not JSON
   */
  public WorldOptions seed(String seed) {
    try {
      body.put("from", Json.read(seed));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("the seed of a world is JSON; one in YAML is given to the server, by"
          + " Localyun.options().seed(file), and named by from(\"NAME\"), without folder and extension: " + e.getMessage(), e);
    }
    return this;
  }

  /**
   * Begins with a seed.
   *
   * @param file a file with the seed in JSON
   * @return these options
   */
  public WorldOptions seed(Path file) {
    try {
      return seed(Files.readString(file));
    } catch (IOException e) {
      throw new LocalyunException("cannot read the seed " + file + ": " + e, e);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * How many accounts it has in all.
   *
   * @param accounts 1 to 100, and no fewer than it begins with
   * @return these options
   */
  public WorldOptions accounts(int accounts) {
    body.put("accounts", accounts);
    return this;
  }

  /**
   * For how long it may be idle before it is dropped, an hour unless given. A world is dropped when it is closed, so this is
   * for tests that are killed while their server is not.
   *
   * @param ttl at least a second
   * @return these options
   */
  public WorldOptions ttl(Duration ttl) {
    return ttl(Durations.text(ttl));
  }

  /**
   * For how long it may be idle before it is dropped, an hour unless given.
   *
   * @param ttl a duration such as {@code 10m} or {@code 1h30m}
   * @return these options
   */
  public WorldOptions ttl(String ttl) {
    body.put("ttl", ttl);
    return this;
  }

  /**
   * Makes all ids, secrets and request ids of the world from a number: the same calls on a frozen clock have the same
   * answers.
   *
   * @param number the number
   * @return these options
   */
  public WorldOptions random(long number) {
    body.put("random", number);
    return this;
  }
}
