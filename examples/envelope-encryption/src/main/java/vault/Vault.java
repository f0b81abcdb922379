package vault;

import com.aliyun.kms20160120.Client;
import com.aliyun.kms20160120.models.DecryptRequest;
import com.aliyun.kms20160120.models.GenerateDataKeyRequest;
import com.aliyun.kms20160120.models.GenerateDataKeyResponseBody;
import com.aliyun.kms20160120.models.ReEncryptRequest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals contents with a data key each, by AES-256-GCM on this machine. KMS makes the data key and wraps it, and gets no content. What
 * is sealed begins with the wrapped key, which KMS alone can open:
 *
 * <pre>"EV1" | length of the wrapped key (2 bytes) | the wrapped key | nonce (12 bytes) | content and tag</pre>
 *
 * The context says what the content is, such as a name. It is no secret, and has to be the same to open it.
 */
public final class Vault {
  private static final byte[] MAGIC = "EV1".getBytes(StandardCharsets.US_ASCII);
  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;

  private final Client kms;
  private final String key;
  private final SecureRandom random = new SecureRandom();

  /** With the id, the ARN or the alias of the key that wraps data keys. */
  public Vault(Client kms, String key) {
    this.kms = kms;
    this.key = key;
  }

  /** Seals a content under a data key of its own. */
  public byte[] seal(byte[] content, Map<String, String> context) throws Exception {
    GenerateDataKeyResponseBody made = kms.generateDataKey(new GenerateDataKeyRequest()
        .setKeyId(key).setKeySpec("AES_256").setEncryptionContext(context)).getBody();
    byte[] wrapped = made.getCiphertextBlob().getBytes(StandardCharsets.US_ASCII);
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = aes(Cipher.ENCRYPT_MODE, made.getPlaintext(), nonce, content);
    return join(wrapped, nonce, sealed);
  }

  /** Opens what {@link #seal} has made. */
  public byte[] open(byte[] file, Map<String, String> context) throws Exception {
    Parts parts = new Parts(file);
    String plain = kms.decrypt(new DecryptRequest()
        .setCiphertextBlob(parts.wrapped).setEncryptionContext(context)).getBody().getPlaintext();
    return aes(Cipher.DECRYPT_MODE, plain, parts.nonce, parts.sealed);
  }

  /**
   * Has the data key wrapped again, by the newest version of the key. The content stays as it is, and the data key does not leave
   * KMS.
   */
  public byte[] rewrap(byte[] file, Map<String, String> context) throws Exception {
    Parts parts = new Parts(file);
    String wrapped = kms.reEncrypt(new ReEncryptRequest()
        .setCiphertextBlob(parts.wrapped).setSourceEncryptionContext(context)
        .setDestinationKeyId(key).setDestinationEncryptionContext(context)).getBody().getCiphertextBlob();
    return join(wrapped.getBytes(StandardCharsets.US_ASCII), parts.nonce, parts.sealed);
  }

  private static byte[] aes(int mode, String key, byte[] nonce, byte[] content) throws GeneralSecurityException {
    byte[] plain = Base64.getDecoder().decode(key);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(plain, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      return cipher.doFinal(content);
    } finally {
      Arrays.fill(plain, (byte) 0);
    }
  }

  private static byte[] join(byte[] wrapped, byte[] nonce, byte[] sealed) {
    return ByteBuffer.allocate(MAGIC.length + Short.BYTES + wrapped.length + nonce.length + sealed.length)
        .put(MAGIC).putShort((short) wrapped.length).put(wrapped).put(nonce).put(sealed).array();
  }

  /** What a sealed file consists of. */
  static final class Parts {
    final String wrapped;
    final byte[] nonce = new byte[NONCE];
    final byte[] sealed;

    Parts(byte[] file) {
      try {
        ByteBuffer from = ByteBuffer.wrap(file);
        byte[] magic = new byte[MAGIC.length];
        from.get(magic);
        if (!Arrays.equals(magic, MAGIC)) {
          throw new IllegalArgumentException("this file was not sealed here");
        }
        byte[] key = new byte[Short.toUnsignedInt(from.getShort())];
        from.get(key).get(nonce);
        wrapped = new String(key, StandardCharsets.US_ASCII);
        sealed = new byte[from.remaining()];
        from.get(sealed);
      } catch (BufferUnderflowException e) {
        throw new IllegalArgumentException("this file is cut short", e);
      }
    }
  }
}
