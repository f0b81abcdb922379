package dev.localyun;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * The clock of a world, which times in answers, expiry and due work follow. What is due by a new time is done before the
 * method that sets it returns. It is the machine's clock until it is changed.
 *
 * <p>A text for a time is {@code 2026-01-01T00:00:00Z} or {@code 2026-01-01}, for a duration {@code 1h30m}, {@code 2d} or
 * {@code 250ms}. Every method that changes the clock answers its new time.
 */
public final class Clock {
  private final World world;

  Clock(World world) {
    this.world = world;
  }

  private Members state() {
    return world.ask("GET", "/clock", Map.of(), null);
  }

  private Instant change(String member, Object value) {
    return time(world.ask("POST", "/clock", Map.of(), Map.of(member, value)));
  }

  private static Instant time(Members state) {
    return Instant.ofEpochMilli(state.whole("now_ms"));
  }

  /** {@return the time of the world} */
  public Instant now() {
    return time(state());
  }

  /** {@return whether the clock is frozen} */
  public boolean frozen() {
    return state().flag("frozen");
  }

  /** {@return how many times as fast as the machine's it runs; 0 while it is frozen} */
  public double rate() {
    return state().number("rate");
  }

  /**
   * Freezes the clock where it is.
   *
   * @return its time
   */
  public Instant freeze() {
    return change("freeze", true);
  }

  /**
   * Freezes the clock at a time.
   *
   * @param time the time
   * @return the new time
   */
  public Instant freeze(String time) {
    return change("freeze", time);
  }

  /**
   * Freezes the clock at a time.
   *
   * @param time the time
   * @return the new time
   */
  public Instant freeze(Instant time) {
    return freeze(time.toString());
  }

  /**
   * Sets the clock, which stays frozen or keeps running.
   *
   * @param time the time
   * @return the new time
   */
  public Instant set(String time) {
    return change("set", time);
  }

  /**
   * Sets the clock, which stays frozen or keeps running.
   *
   * @param time the time
   * @return the new time
   */
  public Instant set(Instant time) {
    return set(time.toString());
  }

  /**
   * Moves the clock forward, or back by a negative duration.
   *
   * @param duration the duration
   * @return the new time
   */
  public Instant advance(String duration) {
    return change("advance", duration);
  }

  /**
   * Moves the clock forward, or back by a negative duration.
   *
   * @param duration the duration, in whole milliseconds
   * @return the new time
   */
  public Instant advance(Duration duration) {
    return change("advance_ms", duration.toMillis());
  }

  /**
   * Lets the clock run at another rate; a frozen one runs again.
   *
   * @param times how many times as fast as the machine's: above 0 and up to 1,000,000
   * @return the new time
   */
  public Instant rate(double times) {
    return change("rate", times);
  }

  /**
   * Makes it the machine's clock again.
   *
   * @return the new time
   */
  public Instant release() {
    return change("release", true);
  }
}
