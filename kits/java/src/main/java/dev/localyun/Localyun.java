package dev.localyun;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A running Localyun, an emulator of Alibaba Cloud. {@link #start()} starts one, in memory and on a free port; it ends with
 * {@link #close()}, or with this JVM however that ends. If the environment variable {@code LOCALYUN_ENDPOINT} is set, it is
 * the server of that URL, which nobody starts or stops here.
 *
 * <pre>{@code
 * try (Localyun localyun = Localyun.start(); World world = localyun.world()) {
 *   Client cms = new Client(new Config().setEndpoint(world.endpoint()).setProtocol("http")
 *       .setAccessKeyId(world.accessKeyId()).setAccessKeySecret(world.accessKeySecret()));
 * }
 * }</pre>
 */
public final class Localyun implements AutoCloseable {
  private final ServerProcess process; // null if somebody else runs it
  private final Control control;

  private Localyun(Options options) {
    String endpoint = System.getenv("LOCALYUN_ENDPOINT");
    if (endpoint == null || endpoint.isEmpty()) {
      process = new ServerProcess(options.command());
      control = new Control(process.url());
    } else if (!options.isDefault()) {
      throw new LocalyunException("LOCALYUN_ENDPOINT names a server that runs, so these options are for nothing: " + options);
    } else {
      process = null;
      String url = endpoint.contains("://") ? endpoint : "http://" + endpoint;
      control = new Control(URI.create(url.replaceAll("/+$", "")));
      control.ask("GET", "/health", Map.of(), null);
    }
  }

  /**
   * Starts a server and waits until it serves.
   *
   * @return the server
   * @throws LocalyunException if there is no program, with how to install it; or if it does not start, with its log
   */
  public static Localyun start() {
    return options().start();
  }

  /** {@return options for a server, which its {@link Options#start} starts} */
  public static Options options() {
    return new Options();
  }

  /** {@return host and port, as the SDKs want their endpoint: {@code 127.0.0.1:4800}} */
  public String endpoint() {
    return control.url().getAuthority();
  }

  /** {@return the URL: {@code http://127.0.0.1:4800}} */
  public URI url() {
    return control.url();
  }

  /** {@return the version of the server} */
  public String version() {
    return control.ask("GET", "/health", Map.of(), null).text("version");
  }

  /** {@return the id of the process; 0 if the server was running already} */
  public long pid() {
    return process == null ? 0 : process.pid();
  }

  /** {@return the last lines of the server's log; empty if it was running already} */
  public String log() {
    return process == null ? "" : process.log();
  }

  /**
   * Makes an empty world with one account.
   *
   * @return the world, which is to be closed
   */
  public World world() {
    return world(new WorldOptions());
  }

  /**
   * Makes a world.
   *
   * @param options what it begins with
   * @return the world, which is to be closed
   */
  public World world(WorldOptions options) {
    try {
      return new World(control, control.ask("POST", "/worlds", Map.of(), options.body()));
    } catch (LocalyunException e) {
      if (e.status() == 0 && process != null && !process.running()) {
        throw new LocalyunException("Localyun has ended:\n" + log(), e);
      }
      throw e;
    }
  }

  /**
   * Asks a route of the control API that is about the server, such as {@code localyun.control("GET", "/health", Map.of(),
   * null)}. Without the parameter {@code world} in the query, the routes of worlds are about the first one.
   *
   * @param method the HTTP method
   * @param path the path below {@code /_localyun}, with a slash in front
   * @param query the query parameters
   * @param body maps, lists, texts, numbers and booleans, which are sent as JSON; or null for no body
   * @return the members of the answer
   */
  public Map<String, Object> control(String method, String path, Map<String, ?> query, Object body) {
    return control.ask(method, path, query, body).all();
  }

  /** Stops the server, unless it was running already. */
  @Override
  public void close() {
    if (process != null) {
      process.stop();
    }
  }

  /** How a server is started. */
  public static final class Options {
    private Path program;
    private final List<String> arguments = new ArrayList<>();
    private String data = ":memory:";

    private Options() {}

    /**
     * The program, instead of that of {@code LOCALYUN_BINARY}, the one in the artifact, or the one on the {@code PATH}.
     *
     * @param program its file
     * @return these options
     */
    public Options program(Path program) {
      this.program = program;
      return this;
    }

    /**
     * Applies a seed to the first world before the server is ready. A world begins with it by the name of the file, without
     * folder and extension, as its {@link WorldOptions#from}. May be repeated.
     *
     * @param file a seed file in YAML or JSON
     * @return these options
     */
    public Options seed(Path file) {
      return arguments("--seed", file.toString());
    }

    /**
     * Begins with a snapshot, which is not changed. Worlds begin with it by the {@link WorldOptions#from} {@code default}.
     *
     * @param file the file of the snapshot
     * @return these options
     */
    public Options from(Path file) {
      return arguments("--from", file.toString());
    }

    /**
     * Keeps the state of the first world in a file, instead of in memory.
     *
     * @param file the file
     * @return these options
     */
    public Options data(Path file) {
      data = file.toString();
      return this;
    }

    /**
     * Further arguments of {@code localyun serve}, such as {@code "--iam", "audit"}.
     *
     * @param arguments the arguments
     * @return these options
     */
    public Options arguments(String... arguments) {
      this.arguments.addAll(List.of(arguments));
      return this;
    }

    private List<String> command() {
      List<String> command = new ArrayList<>(List.of(Program.find(program).toString(), "serve"));
      command.addAll(List.of("--listen", "127.0.0.1:0", "--data", data, "--exit-with-parent"));
      command.addAll(arguments);
      return command;
    }

    private boolean isDefault() {
      return data.equals(":memory:") && arguments.isEmpty();
    }

    /**
     * Starts a server and waits until it serves.
     *
     * @return the server
     * @throws LocalyunException if there is no program, with how to install it; or if it does not start, with its log
     */
    public Localyun start() {
      return new Localyun(this);
    }

    /** {@return whether the other options start such a server} */
    @Override
    public boolean equals(Object other) {
      return other instanceof Options
          && Objects.equals(program, ((Options) other).program)
          && data.equals(((Options) other).data)
          && arguments.equals(((Options) other).arguments);
    }

    /** {@return a hash of the options} */
    @Override
    public int hashCode() {
      return Objects.hash(program, data, arguments);
    }

    /** {@return the arguments of the command} */
    @Override
    public String toString() {
      return "--data " + data + " " + String.join(" ", arguments);
    }
  }
}
