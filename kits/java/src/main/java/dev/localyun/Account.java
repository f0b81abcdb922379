package dev.localyun;

/** An account of a world. */
public final class Account {
  private final String id;
  private final AccessKey key;

  Account(Object answer) {
    Members members = new Members(answer);
    id = members.text("account");
    key = new AccessKey(members.text("access_key_id"), members.text("access_key_secret"));
  }

  /** {@return the id of the account, 16 digits} */
  public String id() {
    return id;
  }

  /** {@return the access key of the root of the account} */
  public AccessKey key() {
    return key;
  }

  /** {@return the id of the account} */
  @Override
  public String toString() {
    return id;
  }
}
