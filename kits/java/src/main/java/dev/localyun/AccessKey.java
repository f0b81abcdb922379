package dev.localyun;

/** An access key, which leads into the world that it was made in. */
public final class AccessKey {
  private final String id;
  private final String secret;

  AccessKey(String id, String secret) {
    this.id = id;
    this.secret = secret;
  }

  /** {@return the access key id} */
  public String id() {
    return id;
  }

  /** {@return the access key secret} */
  public String secret() {
    return secret;
  }

  /** {@return the access key id; the secret is left out} */
  @Override
  public String toString() {
    return id;
  }
}
