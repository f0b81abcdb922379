package kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.cms20190101.Client;
import dev.localyun.Localyun;
import dev.localyun.LocalyunException;
import dev.localyun.World;
import dev.localyun.WorldOptions;
import dev.localyun.junit.LocalyunExtension;
import examples.Sdk;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that run at the same time and use the same names; each passes only in a world of its own. */
@ExtendWith(LocalyunExtension.class)
class ParallelTest {
  private static final Set<String> WORLDS = ConcurrentHashMap.newKeySet();
  private static final Set<Long> SERVERS = ConcurrentHashMap.newKeySet();
  private static final CountDownLatch TOGETHER = new CountDownLatch(3);

  @BeforeEach
  void begin(World world, Localyun server) throws Exception {
    SERVERS.add(server.pid());
    assertTrue(WORLDS.add(world.id()), "a new world for each test");
    Sdk.putContact(Sdk.cms(world), "Alice");
  }

  private static void sameNames(World world) throws Exception {
    Client cms = Sdk.cms(world);
    assertEquals(List.of("Alice"), Sdk.contacts(cms));
    Sdk.putContact(cms, "Bob");
    assertEquals(Set.of("Alice", "Bob"), Set.copyOf(Sdk.contacts(cms)));
    world.calls().action("PutContact").verify(2);
    assertEquals(2, world.outbox().list().size());
  }

  @RepeatedTest(12)
  void repeated(World world) throws Exception {
    sameNames(world);
  }

  @RepeatedTest(3)
  void atTheSameTime(World world) throws Exception {
    TOGETHER.countDown();
    assertTrue(TOGETHER.await(60, TimeUnit.SECONDS), "JUnit runs these at the same time");
    sameNames(world);
  }

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z"})
  void clocks(String time, World world) throws Exception {
    world.clock().freeze(time);
    sameNames(world);
    assertEquals(time, world.clock().now().toString());
  }

  @Nested
  class Inner {
    @Test
    void nested(World world) throws Exception {
      sameNames(world);
    }
  }

  @AfterEach
  void end(World world) throws Exception {
    assertTrue(Sdk.contacts(Sdk.cms(world)).contains("Alice"), "the world is there until after this");
  }

  @AfterAll
  static void worldsAreDropped(Localyun server) {
    assertEquals(1, SERVERS.size(), "one server for all tests");
    WORLDS.forEach(id -> assertThrows(LocalyunException.class,
        () -> server.world(new WorldOptions().from(id)), id));
  }
}
