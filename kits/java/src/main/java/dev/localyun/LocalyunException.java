package dev.localyun;

/** Localyun could not be started or reached, or has refused a request to its control API. */
public class LocalyunException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** 0 if there was no answer. */
  private final int status;

  LocalyunException(String message) {
    this(message, 0, null);
  }

  LocalyunException(String message, Throwable cause) {
    this(message, 0, cause);
  }

  LocalyunException(String message, int status, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  /**
   * The HTTP status with which the control API has refused a request.
   *
   * @return 4xx or 5xx; 0 if there was no answer
   */
  public int status() {
    return status;
  }
}
