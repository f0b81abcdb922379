package kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.aliyun.cms20190101.Client;
import com.aliyun.tea.TeaException;
import dev.localyun.Localyun;
import dev.localyun.World;
import dev.localyun.junit.LocalyunExtension;
import examples.Sdk;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Fails on purpose: FailureTest runs it in a JVM of its own. */
@ExtendWith(LocalyunExtension.class)
class FailingExample {
  @Test
  void fails(World world) throws Exception {
    Client cms = Sdk.cms(world, world.user("reader"));
    Sdk.putContact(Sdk.cms(world), "Alice");
    assertThrows(TeaException.class, () -> Sdk.putContact(cms, "Bob"));
    assertEquals("Bob", Sdk.contacts(Sdk.cms(world)).get(0));
  }

  @Test
  void failsWithoutCalls(World world) {
    throw new IllegalStateException();
  }

  @Test
  void passes(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Carol");
  }

  @Test
  void isSkipped(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Dave");
    assumeTrue(false);
  }

  @Test
  void failsAfterwards(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Erin");
  }

  @AfterEach
  void check(World world, Localyun server) throws Exception {
    System.out.println("server " + server.pid());
    assertEquals(0, world.calls().param("ContactName", "Erin").list().size());
  }
}
