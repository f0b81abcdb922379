package dev.localyun;

import java.util.List;
import java.util.Map;

/** A message in the outbox of a world. None is delivered anywhere. */
public final class Message {
  private final Members members;

  Message(Object answer) {
    members = new Members(answer);
  }

  /** {@return the number of the message in its world} */
  public long id() {
    return members.whole("id");
  }

  /** {@return {@code verification}, {@code alert} or {@code notification}} */
  public String kind() {
    return members.text("kind");
  }

  /** {@return {@code mail}, {@code sms}, {@code voice}, {@code robot}, {@code webhook} or {@code receipt}} */
  public String channel() {
    return members.text("channel");
  }

  /** {@return the product that has sent it, such as {@code cms}} */
  public String product() {
    return members.text("product");
  }

  /** {@return the address, number or URL that it went to} */
  public String to() {
    return members.text("to");
  }

  /** {@return the subject; null if it has none} */
  public String subject() {
    return members.text("subject");
  }

  /** {@return the text} */
  public String body() {
    return members.text("body");
  }

  /** {@return the links in it} */
  public List<String> links() {
    return members.list("links", String::valueOf);
  }

  /** {@return the verification codes in it} */
  public List<String> codes() {
    return members.list("codes", String::valueOf);
  }

  /** {@return the code of the template that it was made of; null if there is none} */
  public String template() {
    return members.text("template");
  }

  /** {@return {@code waiting}, {@code delivered} or {@code failed}; null of messages that no network delivers} */
  public String state() {
    return members.text("state");
  }

  /** {@return all members, as the control API answers them} */
  public Map<String, Object> json() {
    return members.all();
  }

  /** {@return a line that names the message} */
  @Override
  public String toString() {
    return id() + " " + channel() + " to " + to() + ": " + (subject() == null ? body() : subject());
  }
}
