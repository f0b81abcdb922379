package kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.ram20150501.models.CreateUserRequest;
import com.aliyun.tea.TeaException;
import dev.localyun.AccessKey;
import dev.localyun.Fault;
import dev.localyun.Localyun;
import dev.localyun.LocalyunException;
import dev.localyun.World;
import dev.localyun.WorldOptions;
import dev.localyun.junit.LocalyunExtension;
import examples.Sdk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What the kit says when something is not as expected. */
@ExtendWith(LocalyunExtension.class)
class ErrorsTest {
  @Test
  void verifyNamesTheNearestCallAndHowItDiffers(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Alice");
    String message = assertThrows(AssertionError.class,
        () -> world.calls().action("PutContact").param("ContactName", "Bob").verify(1)).getMessage();
    assertTrue(message.startsWith("0 calls match, where exactly 1 should: PutContact param.ContactName=Bob\n"
        + "  nearest: 200 Cms PutContact root "), message);
    assertTrue(message.endsWith("\n    params.ContactName: expected \"Bob\", found \"Alice\""), message);
    message = assertThrows(AssertionError.class, () -> world.calls().action("PutContact").verify(0)).getMessage();
    assertTrue(message.contains("\n  matches: 200 Cms PutContact root "), message);
    long last = world.calls().last();
    assertThrows(AssertionError.class, () -> world.calls().since(last).verify());
    assertThrows(AssertionError.class, () -> world.calls().action("DeleteContact").await(Duration.ofMillis(50)));
  }

  @Test
  void aMisspeltActionIsRefused(World world) {
    LocalyunException why = assertThrows(LocalyunException.class, () -> world.calls().action("PutContcat").verify(0));
    assertEquals(400, why.status());
    assertTrue(why.getMessage().contains("did you mean PutContact?"), why.getMessage());
    why = assertThrows(LocalyunException.class, () -> world.faults().add(new Fault().action("PutContact").error("Nonsense").delay(Duration.ofSeconds(1))));
    assertTrue(why.getMessage().contains("Nonsense"), why.getMessage());
    assertEquals(400, why.status());
  }

  @Test
  void waitsForWhatComesLater(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Alice"); // a message without a code, which is not taken for one
    CompletableFuture<String> code = CompletableFuture.supplyAsync(() -> world.outbox().code(Duration.ofSeconds(30)));
    CompletableFuture<String> call = CompletableFuture.supplyAsync(
        () -> world.calls().action("SendVerification*").await(Duration.ofSeconds(30)).action());
    Thread.sleep(200);
    Sdk.call(world, "2022-04-19", "SendVerificationCodeForEnableRD", Map.of("SecureMobilePhone", "86-13900001234"));
    assertTrue(code.get().matches("\\d{6}"), code.get());
    assertEquals("SendVerificationCodeForEnableRD", call.get());
  }

  @Test
  void saysWhichMessagesThereAre(World world) throws Exception {
    assertEquals("no message with {to=nobody@example.com} came within 50ms; the outbox is empty", assertThrows(
        AssertionError.class, () -> world.outbox().to("nobody@example.com").await(Duration.ofMillis(50))).getMessage());
    Sdk.putContact(Sdk.cms(world), "Alice");
    assertEquals("no message with a code came within 50ms; the outbox has:\n"
        + "  1 mail to alice@example.com: Activate your CloudMonitor alert contact", assertThrows(
            AssertionError.class, () -> world.outbox().code(Duration.ofMillis(50))).getMessage());
    assertThrows(IllegalStateException.class, () -> world.outbox().to("alice@example.com").delete());
    assertThrows(IllegalStateException.class, () -> world.calls().action("PutContact").clear());
  }

  @Test
  void worldsThatCannotBeMade(Localyun server, @TempDir Path folder) {
    String message = assertThrows(LocalyunException.class, () -> server.world(new WorldOptions().from("nothing"))).getMessage();
    assertTrue(message.startsWith("there is nothing called `nothing` to begin with"), message);
    message = assertThrows(IllegalArgumentException.class, () -> new WorldOptions().seed("version: 1")).getMessage();
    assertTrue(message.contains("Localyun.options().seed(file)"), message);
    message = assertThrows(LocalyunException.class, () -> new WorldOptions().seed(folder.resolve("none.json"))).getMessage();
    assertTrue(message.startsWith("cannot read the seed "), message);
    message = assertThrows(LocalyunException.class, () -> server.world(new WorldOptions().seed("{\"version\": 2}"))).getMessage();
    assertTrue(message.contains("version"), message);
  }

  @Test
  @Timeout(120)
  void anIdleWorldIsDroppedAndClosedAllTheSame(Localyun server) throws Exception {
    World world = server.world(new WorldOptions().ttl(Duration.ofSeconds(1)));
    do {
      Thread.sleep(200); // a call that enters the world would keep it
    } while (server.control("GET", "/worlds", Map.of(), null).toString().contains("id=" + world.id() + ","));
    world.close();
    world.close();
    assertEquals(404, assertThrows(LocalyunException.class, () -> world.clock().now()).status());
  }

  @Test
  void usersOfTheSameNameInTwoWorlds(Localyun server) throws Exception {
    try (World first = server.world(); World second = server.world(new WorldOptions().from(first.id()))) {
      AccessKey one = first.user("ci", "AliyunCloudMonitorFullAccess");
      AccessKey two = second.user("ci");
      Sdk.putContact(Sdk.cms(first, one), "Alice");
      assertThrows(TeaException.class, () -> Sdk.putContact(Sdk.cms(second, two), "Alice"));
      second.calls().caller("ci").code("InvalidAuthorization").verify(1);
      assertEquals(first.accountId(), second.accountId());
    }
  }

  @Test
  void theSameNumberMakesTheSameIds(Localyun server) throws Exception {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      try (World world = server.world(new WorldOptions().random(7))) {
        world.clock().freeze("2026-01-01");
        ids.add(Sdk.ram(world).createUser(new CreateUserRequest().setUserName("ann")).getBody().getUser().getUserId());
      }
    }
    assertEquals(ids.get(0), ids.get(1));
  }
}
