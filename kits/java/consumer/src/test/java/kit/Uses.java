package kit;

import dev.localyun.Localyun;
import dev.localyun.World;

/** A program that starts Localyun: LifecycleTest runs it in a JVM of its own. */
final class Uses {
  private Uses() {}

  /** Prints the server's id, or what is wrong; with the argument `wait` it then waits to be killed. */
  public static void main(String[] arguments) throws Exception {
    try (Localyun localyun = Localyun.start(); World world = localyun.world()) {
      System.out.println("server " + localyun.pid() + " " + localyun.url() + " " + world.id());
      if (arguments.length > 0) {
        Thread.sleep(60_000);
      }
    } catch (RuntimeException e) {
      System.out.println("refused: " + e.getMessage());
    }
  }
}
