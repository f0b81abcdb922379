package dev.localyun;

import java.time.Duration;

/** Durations as the control API reads them. */
final class Durations {
  private Durations() {}

  static String text(Duration duration) {
    return duration.toMillis() + "ms";
  }
}
