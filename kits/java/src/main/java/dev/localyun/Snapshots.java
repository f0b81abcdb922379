package dev.localyun;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Snapshots of a world. Their names belong to the server: tests that run at the same time need different ones, such as
 * {@code world.id() + "-before"}.
 */
public final class Snapshots {
  private final World world;

  Snapshots(World world) {
    this.world = world;
  }

  private static String path(String name) {
    return "/snapshots/" + Control.encode(name);
  }

  /**
   * Saves the state of the world.
   *
   * @param name a name that no snapshot has: letters, digits, {@code -}, {@code _} and {@code .}
   * @return the snapshot
   */
  public Snapshot save(String name) {
    return new Snapshot(world.ask("POST", "/snapshots", Map.of(), Map.of("name", name)).all());
  }

  /**
   * Saves the state of the world, in the place of a snapshot of this name if there is one.
   *
   * @param name the name
   * @return the snapshot
   */
  public Snapshot replace(String name) {
    return new Snapshot(world.ask("POST", "/snapshots", Map.of(), Map.of("name", name, "replace", true)).all());
  }

  /** {@return the snapshots of the server, of all worlds} */
  public List<Snapshot> list() {
    return world.server().ask("GET", "/snapshots", Map.of(), null).list("snapshots", Snapshot::new);
  }

  /**
   * Replaces the state of the world by that of a snapshot. The clock and the journal stay.
   *
   * @param name the name of the snapshot
   */
  public void restore(String name) {
    world.ask("POST", path(name) + "/restore", Map.of(), null);
  }

  /**
   * Deletes a snapshot.
   *
   * @param name the name of the snapshot
   */
  public void delete(String name) {
    world.server().ask("DELETE", path(name), Map.of(), null);
  }

  /**
   * Downloads a snapshot into a file, with which {@link Localyun.Options#from} begins. It has secrets in it, so only its
   * owner may read it.
   *
   * @param name the name of the snapshot
   * @param file the file, which is replaced
   */
  public void download(String name, Path file) {
    world.server().download(path(name), file);
  }
}
