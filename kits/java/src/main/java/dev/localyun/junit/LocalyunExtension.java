package dev.localyun.junit;

import dev.localyun.Call;
import dev.localyun.Localyun;
import dev.localyun.LocalyunException;
import dev.localyun.World;
import dev.localyun.WorldOptions;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.AnnotatedElement;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/**
 * Gives each test a {@link World} of its own, which is dropped after it, in one server for all tests of the JVM. So tests may
 * run at the same time and use the same names.
 *
 * <p>Register it by {@code @ExtendWith(LocalyunExtension.class)}, or with options for the server by
 * {@code @RegisterExtension static final LocalyunExtension localyun = LocalyunExtension.start();}. A test takes its world as
 * a parameter, as do {@code @BeforeEach} and {@code @AfterEach}; a {@link Localyun} as a parameter is the server.
 * {@link LocalyunWorld} says what worlds begin with.
 *
 * <p>If a test fails, the last calls that its world has received are printed on the standard error, and published as a report
 * entry with the key {@code localyun}.
 */
public final class LocalyunExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
  private static final Namespace NAMESPACE = Namespace.create(LocalyunExtension.class);
  private static final int SHOWN_CALLS = 20;

  private final Localyun.Options options;
  private final ThreadLocal<Running> running = new ThreadLocal<>();

  /** For {@code @ExtendWith}: with a server that has no options. */
  public LocalyunExtension() {
    this(Localyun.options());
  }

  private LocalyunExtension(Localyun.Options options) {
    this.options = options;
  }

  /**
   * For {@code @RegisterExtension}.
   *
   * @return an extension whose server starts when a test needs it
   */
  public static LocalyunExtension start() {
    return new LocalyunExtension();
  }

  /**
   * For {@code @RegisterExtension}, with options for the server. All extensions with the same options share a server.
   *
   * @param options how it is started
   * @return an extension whose server starts when a test needs it
   */
  public static LocalyunExtension start(Localyun.Options options) {
    return new LocalyunExtension(options);
  }

  /**
   * The world of the test that this thread runs, for code that cannot take it as a parameter.
   *
   * @return the world
   * @throws IllegalStateException if this thread runs no test
   */
  public World world() {
    if (running.get() == null) {
      throw new IllegalStateException("this thread runs no test: take the world as a parameter, `World world`, and hand it on");
    }
    return world(running.get().context);
  }

  private Localyun server(ExtensionContext context) {
    return context.getRoot().getStore(NAMESPACE)
        .getOrComputeIfAbsent(options, key -> new Server(options.start()), Server.class).localyun;
  }

  private World world(ExtensionContext context) {
    return context.getStore(NAMESPACE)
        .getOrComputeIfAbsent(World.class, key -> new Closing(server(context).world(begin(context))), Closing.class).world;
  }

  private static WorldOptions begin(ExtensionContext context) {
    WorldOptions options = new WorldOptions();
    annotation(context).ifPresent(given -> {
      if (!given.from().isEmpty() && !given.seed().isEmpty()) {
        throw new ExtensionConfigurationException("@LocalyunWorld has both from and seed: a world begins with one of them");
      }
      if (!given.from().isEmpty()) {
        options.from(given.from());
      }
      if (!given.seed().isEmpty()) {
        seed(options, given.seed(), context.getRequiredTestClass());
      }
      if (given.accounts() != 0) {
        options.accounts(given.accounts());
      }
      if (!given.ttl().isEmpty()) {
        options.ttl(given.ttl());
      }
    });
    return options;
  }

  /** The annotation of the method, its class, or the classes around that one. */
  private static Optional<LocalyunWorld> annotation(ExtensionContext context) {
    Optional<AnnotatedElement> method = context.getElement();
    Optional<LocalyunWorld> found = AnnotationSupport.findAnnotation(method, LocalyunWorld.class);
    Class<?> type = context.getRequiredTestClass();
    while (found.isEmpty() && type != null) {
      found = AnnotationSupport.findAnnotation(type, LocalyunWorld.class);
      type = type.getEnclosingClass();
    }
    return found;
  }

  private static void seed(WorldOptions options, String seed, Class<?> test) {
    if (seed.stripLeading().startsWith("{")) {
      options.seed(seed);
    } else if (Files.exists(Path.of(seed))) {
      options.seed(Path.of(seed));
    } else {
      try (InputStream resource = test.getResourceAsStream(seed.startsWith("/") ? seed : "/" + seed)) {
        if (resource == null) {
          throw new ExtensionConfigurationException("the seed of @LocalyunWorld is neither a file nor a resource: " + seed);
        }
        options.seed(new String(resource.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new ExtensionConfigurationException("cannot read the seed " + seed + ": " + e, e);
      }
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    running.set(new Running(context, running.get()));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (running.get() != null) {
      Running before = running.get().before;
      if (before == null) {
        running.remove();
      } else {
        running.set(before);
      }
    }
    Closing closing = context.getStore(NAMESPACE).get(World.class, Closing.class);
    if (closing != null) {
      try {
        context.getExecutionException()
            .filter(why -> !(why instanceof TestAbortedException))
            .ifPresent(why -> publishCalls(context, closing.world));
      } finally {
        closing.world.close();
      }
    }
  }

  private static void publishCalls(ExtensionContext context, World world) {
    String calls;
    try {
      List<Call> last = world.calls().list(SHOWN_CALLS);
      calls = last.isEmpty()
          ? "its world received no calls"
          : "the last calls of its world:\n" + last.stream().map(call -> "  " + call).collect(Collectors.joining("\n"));
    } catch (LocalyunException e) { // the failure of the test is what matters
      calls = "its calls cannot be shown: " + e.getMessage();
    }
    context.publishReportEntry("localyun", calls);
    System.err.println("localyun: " + context.getRequiredTestClass().getSimpleName() + " > " + context.getDisplayName()
        + " failed; " + calls);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == World.class || type == Localyun.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    if (parameter.getParameter().getType() == Localyun.class) {
      return server(context);
    }
    if (context.getTestMethod().isEmpty()) {
      throw new ParameterResolutionException("a World belongs to one test: take it as a parameter of the test or of"
          + " @BeforeEach. For one that tests share, take the Localyun, make a world with it and close it in @AfterAll");
    }
    return world(context);
  }

  /** A test that a thread runs, and the one that it had begun before: a thread of a pool may run one within another. */
  private static final class Running {
    private final ExtensionContext context;
    private final Running before;

    private Running(ExtensionContext context, Running before) {
      this.context = context;
      this.before = before;
    }
  }

  /** Stops the server when JUnit closes the store of the whole run. */
  @SuppressWarnings("deprecation") // what JUnit before 5.13 closes; later ones close any AutoCloseable
  private static final class Server implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final Localyun localyun;

    private Server(Localyun localyun) {
      this.localyun = localyun;
    }

    @Override
    public void close() {
      localyun.close();
    }
  }

  /** Drops a world with the store of its test, if {@code afterEach} was not reached. */
  @SuppressWarnings("deprecation") // as above
  private static final class Closing implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final World world;

    private Closing(World world) {
      this.world = world;
    }

    @Override
    public void close() {
      world.close();
    }
  }
}
