package vault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.CancelKeyDeletionRequest;
import com.aliyun.kms20160120.models.CreateAliasRequest;
import com.aliyun.kms20160120.models.CreateKeyRequest;
import com.aliyun.kms20160120.models.CreateKeyResponseBody.CreateKeyResponseBodyKeyMetadata;
import com.aliyun.kms20160120.models.DecryptRequest;
import com.aliyun.kms20160120.models.DisableKeyRequest;
import com.aliyun.kms20160120.models.EnableKeyRequest;
import com.aliyun.kms20160120.models.ScheduleKeyDeletionRequest;
import com.aliyun.sts20150401.models.AssumeRoleRequest;
import com.aliyun.sts20150401.models.AssumeRoleResponseBody.AssumeRoleResponseBodyCredentials;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import dev.localyun.AccessKey;
import dev.localyun.World;
import dev.localyun.junit.LocalyunExtension;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.AEADBadTagException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;

@ExtendWith(LocalyunExtension.class)
class VaultTest {
  private static final byte[] CONTENT = "the books of the year".getBytes(UTF_8);
  private static final Map<String, String> CONTEXT = Map.of("name", "books.csv");

  private World world;
  private Client kms;
  private CreateKeyResponseBodyKeyMetadata key;
  private Vault vault;

  @BeforeEach
  void aKeyWithAnAlias(World world) throws Exception {
    this.world = world;
    world.clock().freeze("2026-01-01");
    kms = new Client(config(world.key()));
    key = kms.createKey(new CreateKeyRequest().setEnableAutomaticRotation(true).setRotationInterval("365d"))
        .getBody().getKeyMetadata();
    kms.createAlias(new CreateAliasRequest().setAliasName("alias/books").setKeyId(key.getKeyId()));
    vault = new Vault(kms, "alias/books");
  }

  @Test
  void opensWhatItHasSealed() throws Exception {
    byte[] sealed = vault.seal(CONTENT, CONTEXT);
    assertFalse(text(sealed).contains("books"));
    assertArrayEquals(CONTENT, vault.open(sealed, CONTEXT));
    world.calls().action("GenerateDataKey").verify(1);
    world.calls().action("Decrypt").verify(1);
  }

  @Test
  void sealsEachFileUnderADataKeyOfItsOwn() throws Exception {
    byte[] one = vault.seal(CONTENT, CONTEXT);
    byte[] other = vault.seal(CONTENT, CONTEXT);
    assertNotEquals(dataKey(one), dataKey(other));
  }

  @Test
  void opensNothingUnderAnotherContext() throws Exception {
    byte[] sealed = vault.seal(CONTENT, CONTEXT);
    assertRefused("InvalidParameter", () -> vault.open(sealed, Map.of("name", "other.csv")));
    assertRefused("InvalidParameter", () -> vault.open(sealed, Map.of()));
    assertArrayEquals(CONTENT, vault.open(sealed, CONTEXT));
  }

  @Test
  void theOrderOfAContextDoesNotMatter() throws Exception {
    Map<String, String> one = new LinkedHashMap<>();
    one.put("name", "books.csv");
    one.put("year", "2025");
    Map<String, String> other = new LinkedHashMap<>();
    other.put("year", "2025");
    other.put("name", "books.csv");
    assertArrayEquals(CONTENT, vault.open(vault.seal(CONTENT, one), other));
  }

  @Test
  void noticesWhatWasTamperedWith() throws Exception {
    byte[] sealed = vault.seal(CONTENT, CONTEXT);
    byte[] content = sealed.clone();
    content[content.length - 1] ^= 1;
    assertThrows(AEADBadTagException.class, () -> vault.open(content, CONTEXT));

    String wrapped = new Vault.Parts(sealed).wrapped;
    byte[] wrappedKey = text(sealed).replace(wrapped, new StringBuilder(wrapped).reverse()).getBytes("ISO-8859-1");
    assertRefused("InvalidParameter", () -> vault.open(wrappedKey, CONTEXT));
    assertThrows(IllegalArgumentException.class, () -> vault.open(CONTENT, CONTEXT));
  }

  @Test
  void aRotatedKeyOpensWhatItsFormerVersionsHaveWrapped() throws Exception {
    byte[] old = vault.seal(CONTENT, CONTEXT);
    assertEquals(key.getPrimaryKeyVersion(), version(old));
    world.clock().advance("366d");

    byte[] recent = vault.seal(CONTENT, CONTEXT);
    assertNotEquals(version(old), version(recent));
    assertArrayEquals(CONTENT, vault.open(old, CONTEXT));
    assertArrayEquals(CONTENT, vault.open(recent, CONTEXT));
  }

  @Test
  void rewrapsWithTheNewestVersionAndKeepsTheContent() throws Exception {
    byte[] old = vault.seal(CONTENT, CONTEXT);
    world.clock().advance("366d");
    byte[] rewrapped = vault.rewrap(old, CONTEXT);
    assertNotEquals(version(old), version(rewrapped));
    assertEquals(dataKey(old), dataKey(rewrapped));
    assertArrayEquals(new Vault.Parts(old).sealed, new Vault.Parts(rewrapped).sealed);
    assertArrayEquals(CONTENT, vault.open(rewrapped, CONTEXT));
  }

  @Test
  void aDisabledKeyNeitherSealsNorOpens() throws Exception {
    byte[] sealed = vault.seal(CONTENT, CONTEXT);
    kms.disableKey(new DisableKeyRequest().setKeyId(key.getKeyId()));
    assertRefused("Rejected.Disabled", () -> vault.seal(CONTENT, CONTEXT));
    assertRefused("Rejected.Disabled", () -> vault.open(sealed, CONTEXT));
    kms.enableKey(new EnableKeyRequest().setKeyId(key.getKeyId()));
    assertArrayEquals(CONTENT, vault.open(sealed, CONTEXT));
  }

  @Test
  void aKeyThatIsToBeDeletedMayBeSavedForAWeek() throws Exception {
    byte[] sealed = vault.seal(CONTENT, CONTEXT);
    ScheduleKeyDeletionRequest inAWeek = new ScheduleKeyDeletionRequest().setKeyId(key.getKeyId()).setPendingWindowInDays(7);
    kms.scheduleKeyDeletion(inAWeek);
    assertRefused("Rejected.PendingDeletion", () -> vault.open(sealed, CONTEXT));
    world.clock().advance("6d");
    kms.cancelKeyDeletion(new CancelKeyDeletionRequest().setKeyId(key.getKeyId()));
    assertArrayEquals(CONTENT, vault.open(sealed, CONTEXT));

    kms.scheduleKeyDeletion(inAWeek);
    world.clock().advance("8d");
    assertRefused("Forbidden.KeyNotFound", () -> vault.open(sealed, CONTEXT));
  }

  @Test
  void theRoleOfReadersOpensAndDoesNotSeal() throws Exception {
    world.seed("{\"version\": 1, \"accounts\": [{\"id\": \"" + world.accountId() + "\", \"ram\": {"
        + "\"policies\": [{\"name\": \"open\", \"document\": {\"Version\": \"1\", \"Statement\": [{\"Effect\": \"Allow\","
        + " \"Action\": \"kms:Decrypt\", \"Resource\": \"" + key.getArn() + "\"}]}}],"
        + "\"roles\": [{\"name\": \"readers\", \"policies\": [\"open\"], \"trust_policy\": {\"Version\": \"1\", \"Statement\": [{"
        + "\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\", \"Principal\": {\"RAM\": [\"acs:ram::" + world.accountId() + ":root\"]}}]}}]}}]}");
    AccessKey app = world.user("app", "{\"Version\": \"1\", \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"sts:AssumeRole\","
        + " \"Resource\": \"acs:ram::*:role/readers\"}]}");
    byte[] sealed = vault.seal(CONTENT, CONTEXT);
    assertRefused("Forbidden.NoPermission", () -> new Vault(new Client(config(app)), "alias/books").open(sealed, CONTEXT));

    Vault readers = new Vault(new Client(session(app, "readers")), "alias/books");
    assertArrayEquals(CONTENT, readers.open(sealed, CONTEXT));
    assertRefused("Forbidden.NoPermission", () -> readers.seal(CONTENT, CONTEXT));
    assertRefused("Forbidden.NoPermission", () -> readers.rewrap(sealed, CONTEXT));
    world.calls().action("GenerateDataKey").code("Forbidden.NoPermission").verify(1);

    // What another key has wrapped is none of theirs.
    String other = kms.createKey(new CreateKeyRequest()).getBody().getKeyMetadata().getKeyId();
    byte[] foreign = new Vault(kms, other).seal(CONTENT, CONTEXT);
    assertRefused("Forbidden.NoPermission", () -> readers.open(foreign, CONTEXT));
  }

  private Config config(AccessKey key) {
    return new Config().setEndpoint(world.endpoint()).setProtocol("http").setRegionId(world.region())
        .setAccessKeyId(key.id()).setAccessKeySecret(key.secret());
  }

  /** What a session of a role is configured with. */
  private Config session(AccessKey key, String role) throws Exception {
    AssumeRoleResponseBodyCredentials session = new com.aliyun.sts20150401.Client(config(key)).assumeRole(new AssumeRoleRequest()
        .setRoleArn("acs:ram::" + world.accountId() + ":role/" + role).setRoleSessionName("books")).getBody().getCredentials();
    return config(key).setAccessKeyId(session.getAccessKeyId()).setAccessKeySecret(session.getAccessKeySecret())
        .setSecurityToken(session.getSecurityToken());
  }

  /** The version of the key that has wrapped the data key of a file. */
  private String version(byte[] file) throws Exception {
    return unwrapped(file).getKeyVersionId();
  }

  private String dataKey(byte[] file) throws Exception {
    return unwrapped(file).getPlaintext();
  }

  private com.aliyun.kms20160120.models.DecryptResponseBody unwrapped(byte[] file) throws Exception {
    return kms.decrypt(new DecryptRequest()
        .setCiphertextBlob(new Vault.Parts(file).wrapped).setEncryptionContext(CONTEXT)).getBody();
  }

  private static void assertRefused(String code, Executable call) {
    assertEquals(code, assertThrows(TeaException.class, call).getCode());
  }

  private static String text(byte[] bytes) throws Exception {
    return new String(bytes, "ISO-8859-1");
  }
}
