import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * PutContact with the JDK alone: RPC signature version 1.0, HMAC-SHA1, what is common in the query, the rest in a form.
 * Usage: java Rpc.java NAME DESCRIPTION; CMS_URL is where to send it (default: the cloud's own host).
 */
class Rpc {
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
    }

    static String encode(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(p -> encode(p.getKey()) + "=" + encode(p.getValue())).collect(Collectors.joining("&"));
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> common = new TreeMap<>(Map.of(
            "AccessKeyId", System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), "Action", "PutContact", "Format", "JSON",
            "SignatureMethod", "HMAC-SHA1", "SignatureNonce", UUID.randomUUID().toString(), "SignatureVersion", "1.0",
            "Timestamp", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(), "Version", "2019-01-01"));
        Map<String, String> form = Map.of("ContactName", args[0], "Describe", args[1], "Channels.Mail", "ops@example.com");
        Map<String, String> all = new TreeMap<>(common);
        all.putAll(form);
        Mac mac = Mac.getInstance("HmacSHA1");
        mac.init(new SecretKeySpec((System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET") + "&").getBytes(StandardCharsets.UTF_8), "HmacSHA1"));
        byte[] signature = mac.doFinal(("POST&%2F&" + encode(encode(all))).getBytes(StandardCharsets.UTF_8));
        common.put("Signature", Base64.getEncoder().encodeToString(signature));

        String url = System.getenv().getOrDefault("CMS_URL", "https://metrics.cn-hangzhou.aliyuncs.com");
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/?" + encode(common)))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encode(form))).build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.body());
        System.exit(answer.statusCode() < 400 ? 0 : 1);
    }
}
