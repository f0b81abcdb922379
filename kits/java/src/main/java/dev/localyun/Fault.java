package dev.localyun;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A rule that makes calls fail: which calls, and what happens to them, such as
 * {@code new Fault().action("PutContact").error("Throttling.User").nth(1)}. Without any condition it is every call. Rules of
 * {@link Faults} have an id, and count.
 */
public final class Fault {
  private final Map<String, Object> members = new LinkedHashMap<>();

  /** A rule for all calls, with which nothing happens as yet. */
  public Fault() {}

  Fault(Object answer) {
    members.putAll(new Members(answer).all());
  }

  private Fault with(String member, Object value) {
    members.put(member, value);
    return this;
  }

  /**
   * Only calls of a product.
   *
   * @param value the code of the product, such as {@code Cms}
   * @return this rule
   */
  public Fault product(String value) {
    return with("product", value);
  }

  /**
   * Only calls of an action.
   *
   * @param value the action, in which {@code *} stands for any characters
   * @return this rule
   */
  public Fault action(String value) {
    return with("action", value);
  }

  /**
   * Only calls of a caller.
   *
   * @param value an ARN, the name of a user or role, or an account; {@code *} as above
   * @return this rule
   */
  public Fault caller(String value) {
    return with("caller", value);
  }

  /**
   * Only calls that an access key signs.
   *
   * @param value the access key id
   * @return this rule
   */
  public Fault accessKey(String value) {
    return with("access_key", value);
  }

  /**
   * Only calls for a region.
   *
   * @param value the region; {@code *} as above
   * @return this rule
   */
  public Fault region(String value) {
    return with("region", value);
  }

  /**
   * Only the nth of the matching calls.
   *
   * @param value its number, from 1
   * @return this rule
   */
  public Fault nth(long value) {
    return with("nth", value);
  }

  /**
   * Only the matching calls from one on.
   *
   * @param value its number, from 1
   * @return this rule
   */
  public Fault fromCall(long value) {
    return with("from_call", value);
  }

  /**
   * Only the matching calls up to one.
   *
   * @param value its number, from 1
   * @return this rule
   */
  public Fault toCall(long value) {
    return with("to_call", value);
  }

  /**
   * Only a share of the matching calls.
   *
   * @param value above 0 and up to 1
   * @return this rule
   */
  public Fault share(double value) {
    return with("share", value);
  }

  /**
   * Chooses which calls are in the share: always the same ones for the same number.
   *
   * @param value the number
   * @return this rule
   */
  public Fault seed(long value) {
    return with("seed", value);
  }

  /**
   * Only from a time of the world on.
   *
   * @param value a time, or a duration from now such as {@code 30s}
   * @return this rule
   */
  public Fault after(String value) {
    return with("after", value);
  }

  /**
   * Only before a time of the world.
   *
   * @param value a time, or a duration from now such as {@code 30s}
   * @return this rule
   */
  public Fault until(String value) {
    return with("until", value);
  }

  /**
   * Fires only so often.
   *
   * @param value how often at most
   * @return this rule
   */
  public Fault times(long value) {
    return with("times", value);
  }

  /**
   * Refuses the call with an error of the action or of the gateway.
   *
   * @param value the code, such as {@code Throttling.User}
   * @return this rule
   */
  public Fault error(String value) {
    return with("error", value);
  }

  /**
   * Gives the error another message.
   *
   * @param value the message
   * @return this rule
   */
  public Fault message(String value) {
    return with("message", value);
  }

  /**
   * Tells the client with the error how long to wait.
   *
   * @param value the duration, such as {@code 3s}
   * @return this rule
   */
  public Fault retryAfter(String value) {
    return with("retry_after", value);
  }

  /**
   * Tells the client with the error how long to wait.
   *
   * @param value the duration
   * @return this rule
   */
  public Fault retryAfter(Duration value) {
    return retryAfter(Durations.text(value));
  }

  /**
   * Answers with the HTML page of a load balancer; the call is not carried out.
   *
   * @param value the HTTP status, 400 to 599
   * @return this rule
   */
  public Fault http(long value) {
    return with("http", value);
  }

  /**
   * Makes that another page.
   *
   * @param value the page
   * @return this rule
   */
  public Fault html(String value) {
    return with("html", value);
  }

  /**
   * Waits before anything else happens to the call.
   *
   * @param value the duration, such as {@code 200ms}
   * @return this rule
   */
  public Fault delay(String value) {
    return with("delay", value);
  }

  /**
   * Waits before anything else happens to the call.
   *
   * @param value the duration
   * @return this rule
   */
  public Fault delay(Duration value) {
    return delay(Durations.text(value));
  }

  /**
   * Carries the call out and holds its answer.
   *
   * @param value for how long, such as {@code 20s}
   * @return this rule
   */
  public Fault answerDelay(String value) {
    return with("answer_delay", value);
  }

  /**
   * Carries the call out and holds its answer.
   *
   * @param value the duration
   * @return this rule
   */
  public Fault answerDelay(Duration value) {
    return answerDelay(Durations.text(value));
  }

  /**
   * Never answers, and closes the connection in the end.
   *
   * @param value after how long, such as {@code 10s}
   * @return this rule
   */
  public Fault stall(String value) {
    return with("stall", value);
  }

  /**
   * Never answers, and closes the connection in the end.
   *
   * @param value the duration
   * @return this rule
   */
  public Fault stall(Duration value) {
    return stall(Durations.text(value));
  }

  /**
   * Carries the call out, and closes the connection after a part of the body.
   *
   * @param value how many bytes of the body are sent
   * @return this rule
   */
  public Fault cut(long value) {
    return with("cut", value);
  }

  /**
   * Never answers, until the client leaves; the call is not carried out.
   *
   * @return this rule
   */
  public Fault stall() {
    return with("stall", true);
  }

  /**
   * Resets the connection; the call is not carried out.
   *
   * @return this rule
   */
  public Fault reset() {
    return with("reset", true);
  }

  /**
   * Carries the call out, and then resets the connection.
   *
   * @return this rule
   */
  public Fault lostAnswer() {
    return with("lost_answer", true);
  }

  /**
   * Carries the call out, and answers with incomplete JSON or XML.
   *
   * @return this rule
   */
  public Fault badJson() {
    return with("bad_json", true);
  }

  /**
   * Only calls that have a parameter with a value; may be repeated, and all must be so.
   *
   * @param name the parameter
   * @param value its value, in which {@code *} stands for any characters
   * @return this rule
   */
  public Fault param(String name, String value) {
    Map<String, Object> params = new LinkedHashMap<>(new Members(members).object("params").all());
    params.put(name, value);
    return with("params", params);
  }

  /** {@return the id of the rule, such as {@code f1}; null unless it comes from {@link Faults}} */
  public String id() {
    return new Members(members).text("id");
  }

  /** {@return how many calls it had matched when it was looked at} */
  public long matched() {
    return new Members(members).whole("matched");
  }

  /** {@return how often it had fired when it was looked at} */
  public long fired() {
    return new Members(members).whole("fired");
  }

  /** {@return the members of the rule, as the control API has them} */
  public Map<String, Object> json() {
    return new Members(members).all();
  }

  /** {@return the rule as JSON} */
  @Override
  public String toString() {
    return Json.write(members);
  }
}
