package dev.localyun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A call in the RPC style, signed with HMAC-SHA1 (signature version 1.0). */
final class SignedCall {
  private SignedCall() {}

  /** The query of a POST request without a body. */
  static String query(String version, String action, Map<String, String> parameters, AccessKey key) {
    Map<String, String> all = new TreeMap<>(parameters);
    all.put("Version", version);
    all.put("Action", action);
    all.put("Format", "JSON");
    all.put("AccessKeyId", key.id());
    all.put("SignatureMethod", "HMAC-SHA1");
    all.put("SignatureVersion", "1.0");
    all.put("SignatureNonce", UUID.randomUUID().toString());
    all.put("Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    String canonical = all.entrySet().stream()
        .map(parameter -> Control.encode(parameter.getKey()) + "=" + Control.encode(parameter.getValue()))
        .collect(Collectors.joining("&"));
    return canonical + "&Signature=" + Control.encode(sign("POST&%2F&" + Control.encode(canonical), key.secret()));
  }

  private static String sign(String text, String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(new SecretKeySpec((secret + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA1", e);
    }
  }
}
