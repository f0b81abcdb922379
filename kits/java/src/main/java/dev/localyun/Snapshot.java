package dev.localyun;

import java.util.Map;

/** What the server says of a snapshot. */
public final class Snapshot {
  private final Members members;

  Snapshot(Object answer) {
    members = new Members(answer);
  }

  /** {@return the name} */
  public String name() {
    return members.text("name");
  }

  /** {@return the size of the file in bytes} */
  public long size() {
    return members.whole("size");
  }

  /** {@return the id of the world that was saved; empty for the first one} */
  public String world() {
    return members.text("world");
  }

  /** {@return all members, as the control API answers them} */
  public Map<String, Object> json() {
    return members.all();
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return name();
  }
}
