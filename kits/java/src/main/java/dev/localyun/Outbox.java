package dev.localyun;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The messages that the cloud has sent in a world: mails, text messages, phone calls, posts to chat bots and webhooks.
 *
 * <p>{@link #to}, {@link #channel} and the like answer an outbox that shows only such messages:
 * {@code world.outbox().to("13800000000").channel("sms").await()}.
 */
public final class Outbox {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final World world;
  private final Map<String, String> filters;

  Outbox(World world) {
    this(world, Map.of());
  }

  private Outbox(World world, Map<String, String> filters) {
    this.world = world;
    this.filters = filters;
  }

  private Outbox with(String filter, Object value) {
    Map<String, String> more = new LinkedHashMap<>(filters);
    more.put(filter, value.toString());
    return new Outbox(world, more);
  }

  /**
   * Only messages to an address.
   *
   * @param address a mail address, a phone number or the URL of a webhook
   * @return an outbox that shows only these
   */
  public Outbox to(String address) {
    return with("to", address);
  }

  /**
   * Only messages by a channel.
   *
   * @param channel {@code mail}, {@code sms}, {@code voice}, {@code robot}, {@code webhook} or {@code receipt}
   * @return an outbox that shows only these
   */
  public Outbox channel(String channel) {
    return with("channel", channel);
  }

  /**
   * Only messages of a kind.
   *
   * @param kind {@code verification}, {@code alert} or {@code notification}
   * @return an outbox that shows only these
   */
  public Outbox kind(String kind) {
    return with("kind", kind);
  }

  /**
   * Only messages of a product.
   *
   * @param product the product as messages name it, such as {@code cms}
   * @return an outbox that shows only these
   */
  public Outbox product(String product) {
    return with("product", product);
  }

  /**
   * Only messages that an account has sent.
   *
   * @param account the id of the account
   * @return an outbox that shows only these
   */
  public Outbox account(String account) {
    return with("account", account);
  }

  /**
   * Only messages that were made of a template.
   *
   * @param code the code of the template, such as {@code SMS_154950909}
   * @return an outbox that shows only these
   */
  public Outbox template(String code) {
    return with("template", code);
  }

  /**
   * Only messages with a tag.
   *
   * @param tag the tag of a mail
   * @return an outbox that shows only these
   */
  public Outbox tag(String tag) {
    return with("tag", tag);
  }

  /**
   * Only messages of which the network says this.
   *
   * @param state {@code waiting}, {@code delivered} or {@code failed}
   * @return an outbox that shows only these
   */
  public Outbox state(String state) {
    return with("state", state);
  }

  /**
   * Only later messages.
   *
   * @param id the id of the message before the first of them
   * @return an outbox that shows only these
   */
  public Outbox since(long id) {
    return with("since", id);
  }

  /** {@return the messages, the oldest first; at most the newest 1000} */
  public List<Message> list() {
    return list(filters);
  }

  private List<Message> list(Map<String, ?> query) {
    return world.ask("GET", "/outbox", query, null).list("messages", Message::new);
  }

  /**
   * Waits up to 5 seconds for a message.
   *
   * @return the newest
   */
  public Message await() {
    return await(TIMEOUT);
  }

  /**
   * Waits for a message; one that is there already is answered at once.
   *
   * @param timeout how long to wait
   * @return the newest message
   * @throws AssertionError if none comes; says which messages there are
   */
  public Message await(Duration timeout) {
    return await(timeout, "message", message -> message);
  }

  /**
   * Waits up to 5 seconds for a message with a verification code.
   *
   * @return the newest code
   */
  public String code() {
    return code(TIMEOUT);
  }

  /**
   * Waits for a message with a verification code.
   *
   * @param timeout how long to wait
   * @return the code in the newest such message
   * @throws AssertionError if none comes; says which messages there are
   */
  public String code(Duration timeout) {
    return await(timeout, "message with a code", message -> last(message.codes()));
  }

  /**
   * Waits up to 5 seconds for a message with a link.
   *
   * @return the first link of the newest
   */
  public String link() {
    return link(TIMEOUT);
  }

  /**
   * Waits for a message with a link.
   *
   * @param timeout how long to wait
   * @return the first link in the newest such message
   * @throws AssertionError if none comes; says which messages there are
   */
  public String link(Duration timeout) {
    return await(timeout, "message with a link", message -> message.links().isEmpty() ? null : message.links().get(0));
  }

  private static String last(List<String> texts) {
    return texts.isEmpty() ? null : texts.get(texts.size() - 1);
  }

  /** Waits for a message of which the function answers something. */
  private <T> T await(Duration timeout, String what, Function<Message, T> find) {
    Map<String, Object> query = new LinkedHashMap<>(filters);
    long end = System.nanoTime() + timeout.toNanos();
    boolean first = true;
    while (first || end - System.nanoTime() > 0) {
      first = false;
      query.put("wait", Control.waitUntil(end));
      List<Message> messages = list(query);
      for (int i = messages.size() - 1; i >= 0; i--) {
        T found = find.apply(messages.get(i));
        if (found != null) {
          return found;
        }
      }
      if (!messages.isEmpty()) {
        query.put("since", messages.get(messages.size() - 1).id());
      }
    }
    StringBuilder seen = new StringBuilder();
    new Outbox(world).list().forEach(message -> seen.append("\n  ").append(message));
    throw new AssertionError("no " + what + (filters.isEmpty() ? "" : " with " + filters) + " came within "
        + Durations.text(timeout) + (seen.length() == 0 ? "; the outbox is empty" : "; the outbox has:" + seen));
  }

  /**
   * Deletes all messages of the world.
   *
   * @throws IllegalStateException if this outbox shows only some of the messages
   */
  public void delete() {
    if (!filters.isEmpty()) {
      throw new IllegalStateException("all messages are deleted, not those with " + filters + ": use outbox().delete()");
    }
    world.ask("DELETE", "/outbox", Map.of(), null);
  }
}
