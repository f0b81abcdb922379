package localyun.sdk;

import com.aliyuncs.AcsRequest;
import com.aliyuncs.AcsResponse;
import com.aliyuncs.CommonRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.IAcsClient;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.FormatType;
import com.aliyuncs.http.MethodType;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.policy.retry.RetryPolicy;
import com.aliyuncs.profile.DefaultProfile;
import com.google.gson.FieldNamingPolicy;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** java-old: com.aliyun:aliyun-java-sdk-&lt;product&gt; on aliyun-java-sdk-core. */
final class Old {
  private static final Map<String, String> PACKAGES = Map.ofEntries(
      Map.entry("Alidns", "com.aliyuncs.alidns.model"),
      Map.entry("ARMS", "com.aliyuncs.arms.model"),
      Map.entry("Cdn", "com.aliyuncs.cdn.model"),
      Map.entry("Cms", "com.aliyuncs.cms.model"),
      Map.entry("dcdn", "com.aliyuncs.dcdn.model"),
      Map.entry("Dm", "com.aliyuncs.dm.model"),
      Map.entry("Dysmsapi", "com.aliyuncs.dysmsapi.model"),
      Map.entry("Ecs", "com.aliyuncs.ecs.model"),
      Map.entry("Kms", "com.aliyuncs.kms.model"),
      Map.entry("Ram", "com.aliyuncs.ram.model"),
      Map.entry("sae", "com.aliyuncs.sae.model"),
      Map.entry("Sts", "com.aliyuncs.sts.model"),
      Map.entry("Vpc", "com.aliyuncs.vpc.model"));
  private static final Map<String, IAcsClient> CLIENTS = new HashMap<>();
  // elements of lists of objects are classes of the request: `key` is the wire's `Key`, a list has one more "s"
  private static final Gson ELEMENTS = new GsonBuilder().setFieldNamingStrategy(field -> {
    String name = FieldNamingPolicy.UPPER_CAMEL_CASE.translateName(field);
    return List.class.isAssignableFrom(field.getType()) ? name.replaceFirst("s$", "") : name;
  }).create();

  private static IAcsClient client(Player.Request ask) {
    Player.Key key = ask.key;
    String name = String.join(" ", key.id, key.secret, String.valueOf(key.token), String.valueOf(ask.attempts));
    return CLIENTS.computeIfAbsent(name, id -> {
      DefaultProfile profile = key.token == null
          ? DefaultProfile.getProfile("cn-hangzhou", key.id, key.secret)
          : DefaultProfile.getProfile("cn-hangzhou", key.id, key.secret, key.token);
      DefaultAcsClient client = new DefaultAcsClient(profile);
      if (ask.attempts != null) {
        client.setSysRetryPolicy(RetryPolicy.defaultRetryPolicy(true).toBuilder()
            .maxNumberOfRetries(ask.attempts - 1).build());
      }
      return client;
    });
  }

  /** In an element of a list, `Escalations: {Warn}` is the field escalationsWarn. */
  private static JsonElement joined(JsonElement value) {
    if (value.isJsonArray()) {
      JsonArray list = new JsonArray();
      value.getAsJsonArray().forEach(element -> list.add(joined(element)));
      return list;
    }
    if (!value.isJsonObject()) {
      return value;
    }
    JsonObject object = new JsonObject();
    for (Entry<String, JsonElement> member : value.getAsJsonObject().entrySet()) {
      JsonElement inner = joined(member.getValue());
      if (inner.isJsonObject()) {
        inner.getAsJsonObject().entrySet().forEach(each -> object.add(member.getKey() + each.getKey(), each.getValue()));
      } else {
        object.add(member.getKey(), inner);
      }
    }
    return object;
  }

  /** `Channels: {Mail}` is setChannelsMail; a list has one more "s" in its setter's name, the region is the core's. */
  private static void give(Object request, String name, JsonElement value) throws Exception {
    if (value.isJsonObject()) {
      for (Entry<String, JsonElement> inner : value.getAsJsonObject().entrySet()) {
        give(request, name + inner.getKey(), inner.getValue());
      }
      return;
    }
    for (String setter : List.of("set" + name + (value.isJsonArray() ? "s" : ""), "set" + name, "setSys" + name)) {
      for (Method method : request.getClass().getMethods()) {
        if (method.getName().equals(setter) && method.getParameterCount() == 1) {
          method.invoke(request, (Object) ELEMENTS.fromJson(joined(value), method.getGenericParameterTypes()[0]));
          return;
        }
      }
    }
    throw new NoSuchMethodException("set" + name);
  }

  /** What the getters of an answer show, under the names of the wire. */
  private static JsonElement shown(Object value) throws Exception {
    if (value == null) {
      return JsonNull.INSTANCE;
    }
    if (value instanceof List) {
      JsonArray list = new JsonArray();
      for (Object element : (List<?>) value) {
        list.add(shown(element));
      }
      return list;
    }
    if (value.getClass().getPackageName().startsWith("java.")) {
      return Player.GSON.toJsonTree(value);
    }
    JsonObject object = new JsonObject();
    for (Method method : value.getClass().getMethods()) {
      boolean getter = method.getName().startsWith("get") && method.getParameterCount() == 0;
      if (getter && method.getDeclaringClass() == value.getClass()) {
        object.add(method.getName().substring("get".length()), shown(method.invoke(value)));
      }
    }
    return object;
  }

  /** {@code Tags: [{Key}]} is {@code Tags.1.Key}. */
  private static void flat(CommonRequest request, String name, JsonElement value) {
    if (value.isJsonObject()) {
      for (Entry<String, JsonElement> inner : value.getAsJsonObject().entrySet()) {
        flat(request, name + "." + inner.getKey(), inner.getValue());
      }
    } else if (value.isJsonArray()) {
      int number = 0;
      for (JsonElement inner : value.getAsJsonArray()) {
        number++;
        flat(request, name + "." + number, inner);
      }
    } else {
      if (request.getSysUriPattern() == null) {
        request.putBodyParameter(name, value.getAsString());
      } else {
        request.putQueryParameter(name, value.getAsString());
      }
    }
  }

  /** A call that is newer than the package, or of a product without one, as the SDK's users make it. */
  private static Player.Answer common(Player.Request ask) throws Player.Refused {
    CommonRequest request = new CommonRequest();
    request.setSysProduct(ask.product);
    request.setSysVersion(ask.version);
    request.setSysAction(ask.action);
    request.setSysDomain(Player.ENDPOINT);
    request.setSysProtocol(ProtocolType.HTTP);
    request.setSysMethod(MethodType.POST);
    if (ask.route != null) {
      request.setSysMethod(MethodType.valueOf(ask.route[0]));
      request.setSysUriPattern(ask.route[1]); // which makes it ROA
    }
    for (Entry<String, JsonElement> param : ask.params.entrySet()) {
      flat(request, param.getKey(), param.getValue());
    }
    try {
      return new Player.Answer(JsonParser.parseString(client(ask).getCommonResponse(request).getData()), null, false);
    } catch (ClientException e) {
      throw refusal(e);
    }
  }

  static Player.Answer call(Player.Request ask) throws Exception {
    try {
      return ask.byName ? common(ask) : typed(ask);
    } catch (ClassNotFoundException none) {
      return common(ask);
    }
  }

  private static Player.Refused refusal(ClientException e) { // ServerException is one as well
    return new Player.Refused(null, e.getErrCode(), e.getErrMsg(), e.getRequestId(), e.getAccessDeniedDetail(), e);
  }

  private static Player.Answer typed(Player.Request ask) throws Exception {
    String type = PACKAGES.get(ask.product) + ".v" + ask.version.replace("-", "") + "." + ask.action + "Request";
    AcsRequest<?> request = (AcsRequest<?>) Class.forName(type).getConstructor().newInstance();
    request.setSysEndpoint(Player.ENDPOINT);
    request.setSysProtocol(ProtocolType.HTTP);
    request.setSysAcceptFormat(FormatType.valueOf(ask.format));
    request.setSysReadTimeout(ask.timeout);
    for (Entry<String, JsonElement> param : ask.params.entrySet()) {
      give(request, param.getKey(), param.getValue());
    }
    try {
      AcsResponse answer = client(ask).getAcsResponse(request);
      return new Player.Answer(shown(answer), null, true);
    } catch (ClientException e) {
      throw refusal(e);
    }
  }

  public static void main(String[] args) throws Exception {
    System.exit(new Player("java-old", Old::call).playAll() == 0 ? 0 : 1);
  }
}
