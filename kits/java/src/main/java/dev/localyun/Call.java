package dev.localyun;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** A call that a world has received, from its journal. */
public final class Call {
  private final Members members;

  Call(Object answer) {
    members = new Members(answer);
  }

  /** {@return the number of the call in its world} */
  public long sequence() {
    return members.whole("sequence");
  }

  /** {@return the request id, for {@code localyun explain}} */
  public String requestId() {
    return members.text("request_id");
  }

  /** {@return the code of the product, such as {@code Cms}; null if that is not known} */
  public String product() {
    return members.text("product");
  }

  /** {@return the action; null if that is not known} */
  public String action() {
    return members.text("action");
  }

  /** {@return the parameters; secrets are shown as {@code (hidden)}} */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    members.object("parameters").all().forEach((name, value) -> parameters.put(name, String.valueOf(value)));
    return parameters;
  }

  /** {@return the ARN of the caller; null if that is not known} */
  public String caller() {
    return members.object("caller").text("arn");
  }

  /** {@return the HTTP status of the answer; 0 if a fault has left the call without one} */
  public int status() {
    return (int) members.whole("status");
  }

  /** {@return the code of the error; null if there was none} */
  public String code() {
    return members.text("code");
  }

  /** {@return the message of the error; null if there was none} */
  public String message() {
    return members.text("message");
  }

  /** {@return what may have been meant, in the words of the server; null if it has no hint} */
  public String hint() {
    return members.text("hint");
  }

  /** {@return the id of the fault rule that has fired; null if none has} */
  public String fault() {
    return members.text("fault");
  }

  /** {@return all members, as the control API answers them} */
  public Map<String, Object> json() {
    return members.all();
  }

  /** {@return a line like that of the server's log: status, code, product, action, caller, duration, request id} */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(status() == 0 ? "-" : String.valueOf(status()));
    for (String word : new String[] {code(), product(), action(), caller()}) {
      if (word != null && !word.isEmpty()) {
        line.append(' ').append(word.substring(word.lastIndexOf(':') + 1)); // user/ci of an ARN
      }
    }
    line.append(String.format(Locale.ROOT, " %.1fms ", members.number("duration_ms"))).append(requestId());
    if (fault() != null) {
      line.append(" fault ").append(fault());
    }
    if (message() != null) {
      line.append(' ').append(message().lines().findFirst().orElse(""));
    }
    return line.toString();
  }
}
