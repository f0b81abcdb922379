package examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.aliyun.cms20190101.Client;
import com.aliyun.cms20190101.models.DescribeContactListRequest;
import com.aliyun.ram20150501.models.CreateUserRequest;
import com.aliyun.tea.TeaException;
import dev.localyun.AccessKey;
import dev.localyun.Call;
import dev.localyun.Fault;
import dev.localyun.Localyun;
import dev.localyun.Message;
import dev.localyun.World;
import dev.localyun.WorldOptions;
import dev.localyun.junit.LocalyunExtension;
import dev.localyun.junit.LocalyunWorld;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the README: each of its blocks is copied from here or from ContactsTest. */
class VerbsTest {
  @RegisterExtension
  static final LocalyunExtension localyun = LocalyunExtension.start(
      Localyun.options().seed(Path.of("src/test/resources/prepared.yaml")));

  @Test
  @LocalyunWorld(from = "prepared", accounts = 2)
  void beginsWithASeedFileOfTheServer(World world) throws Exception {
    assertEquals(List.of("ops"), Sdk.contacts(Sdk.cms(world)));
    assertEquals(2, world.accounts().size());
  }

  @Test
  @LocalyunWorld(seed = "contacts.json")
  void beginsWithASeed(World world) throws Exception {
    assertEquals("1000000000000007", world.accountId());
    assertEquals(List.of("ops"), Sdk.contacts(Sdk.cms(world)));
  }

  @Test
  void worldsInOneTest(Localyun server) {
    try (World first = server.world(); World second = server.world(new WorldOptions().from(first.id()).ttl("10m"))) {
      assertEquals(first.accountId(), second.accountId());
    }
  }

  @Test
  void theWorldOfThisThread(World world) {
    assertEquals(world.id(), localyun.world().id());
  }

  @Test
  void users(World world) throws Exception {
    AccessKey reader = world.user("reader",
        "{\"Version\": \"1\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"cms:Describe*\", \"Resource\": \"*\"}]}");
    Client cms = Sdk.cms(world, reader);
    assertEquals(List.of(), Sdk.contacts(cms));
    assertThrows(TeaException.class, () -> Sdk.putContact(cms, "Alice"));
    world.calls().caller("reader").status("403").verify(1);
  }

  @Test
  void usersWithPoliciesOfTheSystem(World world) throws Exception {
    AccessKey operator = world.user("operator", "AliyunCloudMonitorFullAccess");
    Sdk.putContact(Sdk.cms(world, operator), "Alice");
    assertEquals(List.of("Alice"), Sdk.contacts(Sdk.cms(world)));
  }

  @Test
  void environment(World world) throws Exception {
    ProcessBuilder program = new ProcessBuilder("sh", "-c", "echo $ALIBABA_CLOUD_ACCESS_KEY_ID");
    program.environment().putAll(world.env());
    String printed = new String(program.start().getInputStream().readAllBytes());
    assertEquals(world.accessKeyId(), printed.trim());
  }

  @Test
  void environmentWithACredentialsUri(World world) throws Exception {
    assertEquals(List.of(), Sdk.contacts(Sdk.cms(world, world.env().get("ALIBABA_CLOUD_CREDENTIALS_URI"))));
    String role = "acs:ram::" + world.accountId() + ":assumed-role/localyun/localyun";
    world.calls().action("DescribeContactList").caller(role).verify(1);
  }

  @Test
  void clock(World world) {
    world.clock().freeze("2026-01-01");
    world.clock().advance("1h30m");
    world.clock().advance(Duration.ofMinutes(30));
    assertEquals(Instant.parse("2026-01-01T02:00:00Z"), world.clock().now());
    world.clock().rate(60);
    world.clock().release();
  }

  @Test
  void frozenClockInAnswers(World world) throws Exception {
    world.clock().freeze(Instant.parse("2026-01-01T00:00:00Z"));
    assertTrue(world.clock().frozen());
    assertEquals(Instant.parse("2026-01-02T00:00:00Z"), world.clock().set("2026-01-02"));
    String made = Sdk.ram(world).createUser(new CreateUserRequest().setUserName("ann")).getBody().getUser().getCreateDate();
    assertEquals("2026-01-02T00:00:00Z", made);
  }

  @Test
  void outbox(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Alice");
    Message message = world.outbox().to("alice@example.com").channel("mail").await();
    assertEquals("verification", message.kind());
    String link = world.outbox().to("alice@example.com").link();
    HttpClient.newHttpClient().send(HttpRequest.newBuilder(URI.create(link)).build(), BodyHandlers.discarding());
    world.outbox().delete();
    assertEquals(List.of(), world.outbox().list());
  }

  @Test
  void codes(World world) throws Exception {
    Sdk.call(world, "2022-04-19", "SendVerificationCodeForEnableRD", Map.of("SecureMobilePhone", "86-13900001234"));
    String code = world.outbox().to("86-13900001234").code();
    Sdk.call(world, "2022-04-19", "EnableResourceDirectory", Map.of("EnableMode", "CurrentAccount",
        "SecureMobilePhone", "86-13900001234", "VerificationCode", code));
  }

  @Test
  void faults(World world) throws Exception {
    Client cms = Sdk.cms(world);
    Fault throttled = world.faults().add(new Fault().action("PutContact").error("Throttling.User").nth(1));
    TeaException refused = assertThrows(TeaException.class, () -> Sdk.putContact(cms, "Alice"));
    assertEquals("Throttling.User", refused.getCode());
    Sdk.putContact(cms, "Alice");
    assertEquals(2, world.faults().get(throttled.id()).matched());
    assertEquals(1, world.faults().get(throttled.id()).fired());
    world.faults().preset("region-down", Map.of("region", "us-west-1"));
    world.faults().remove(throttled.id());
    world.faults().clear();
  }

  @Test
  void calls(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Alice");
    Call call = world.calls().action("PutContact").await();
    assertEquals("Alice", call.parameters().get("ContactName"));
    world.calls().action("PutContact").param("ContactName", "A*").verify(1);
    world.calls().action("DeleteContact").verify(0);
    world.calls().product("Cms").verifyAtLeast(1);
    world.calls().status("4xx").verifyAtMost(0);
  }

  @Test
  void snapshots(World world, @TempDir Path folder) throws Exception {
    Client cms = Sdk.cms(world);
    String before = world.id() + "-before";
    world.snapshots().save(before);
    Sdk.putContact(cms, "Alice");
    world.snapshots().restore(before);
    assertEquals(List.of(), Sdk.contacts(cms));
    world.snapshots().download(before, folder.resolve("before.db"));
    world.snapshots().delete(before);
    assertTrue(Files.size(folder.resolve("before.db")) > 0);
    assertTrue(world.snapshots().list().stream().noneMatch(snapshot -> snapshot.name().equals(before)));
  }

  @Test
  void reset(World world) throws Exception {
    Sdk.putContact(Sdk.cms(world), "Alice");
    world.reset();
    assertEquals(List.of(), Sdk.contacts(Sdk.cms(world)));
  }

  @Test
  void anyRouteOfTheControlApi(World world) {
    Map<String, Object> made = world.control("POST", "/cas/resources", Map.of(),
        Map.of("product", "CDN", "domain", "www.example.com"));
    assertEquals(1, ((List<?>) made.get("ids")).size());
  }

  @Test
  void withoutJUnit() throws Exception {
    try (Localyun server = Localyun.start(); World world = server.world()) {
      Client cms = Sdk.cms(world);
      assertEquals(0, cms.describeContactList(new DescribeContactListRequest()).getBody().getTotal());
    }
  }
}
