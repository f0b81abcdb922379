package localyun.sdk;

import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaModel;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** java-new: com.aliyun:&lt;product&gt;&lt;version&gt;, the tea generation. */
final class New {
  private static final Map<String, String> PACKAGES = Map.ofEntries(
      Map.entry("Alidns", "com.aliyun.alidns20150109"),
      Map.entry("Cdn", "com.aliyun.cdn20180510"),
      Map.entry("dcdn", "com.aliyun.teaopenapi"), // as the four below, it has no package in Maven Central
      Map.entry("ARMS", "com.aliyun.arms20190808"),
      Map.entry("BssOpenApi", "com.aliyun.teaopenapi"), // by name
      Map.entry("captcha", "com.aliyun.teaopenapi"),
      Map.entry("cas", "com.aliyun.cas20200407"),
      Map.entry("Cms", "com.aliyun.cms20190101"),
      Map.entry("Dm", "com.aliyun.dm20151123"),
      Map.entry("Dypnsapi", "com.aliyun.dypnsapi20170525"),
      Map.entry("Dysmsapi", "com.aliyun.dysmsapi20170525"),
      Map.entry("Ecs", "com.aliyun.ecs20140526"),
      Map.entry("Ims", "com.aliyun.ims20190815"),
      Map.entry("Kms", "com.aliyun.kms20160120"),
      Map.entry("Ram", "com.aliyun.ram20150501"),
      Map.entry("ResourceDirectoryMaster", "com.aliyun.teaopenapi"),
      Map.entry("ResourceManager", "com.aliyun.teaopenapi"),
      Map.entry("sae", "com.aliyun.teaopenapi"),
      Map.entry("Sts", "com.aliyun.sts20150401"),
      Map.entry("Vpc", "com.aliyun.vpc20160428"));
  private static final Map<String, Object> CLIENTS = new HashMap<>();
  // the SDK puts status and request id around the service's message
  private static final Pattern DECORATED = Pattern.compile("code: (\\d+), (.*) request id: (.*)", Pattern.DOTALL);

  private static Object client(String product, Player.Key key) throws Exception {
    String id = String.join(" ", product, key.id, key.secret, String.valueOf(key.token));
    if (!CLIENTS.containsKey(id)) {
      Config config = new Config()
          .setAccessKeyId(key.id)
          .setAccessKeySecret(key.secret)
          .setSecurityToken(key.token)
          .setEndpoint(Player.ENDPOINT)
          .setProtocol("http");
      Class<?> type = Class.forName(PACKAGES.get(product) + ".Client");
      CLIENTS.put(id, type.getConstructor(Config.class).newInstance(config));
    }
    return CLIENTS.get(id);
  }

  private static Method method(Object client, String name) {
    for (Method method : client.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    return null;
  }

  /** A call that is newer than the package, as the SDK's users make it. */
  private static Map<String, ?> generic(Object client, Player.Request ask) throws Exception {
    Params params = new Params()
        .setAction(ask.action)
        .setVersion(ask.version)
        .setProtocol("HTTP")
        .setPathname(ask.route == null ? "/" : ask.route[1])
        .setMethod(ask.route == null ? "POST" : ask.route[0])
        .setAuthType("AK")
        .setStyle(ask.route == null ? "RPC" : "ROA")
        .setReqBodyType("formData")
        .setBodyType("json");
    Map<String, String> query = com.aliyun.openapiutil.Client.query(Player.GSON.fromJson(ask.params, Map.class));
    OpenApiRequest request = new OpenApiRequest().setQuery(query);
    return ((com.aliyun.teaopenapi.Client) client).callApi(params, request, new RuntimeOptions());
  }

  private static Map<String, ?> typed(Object client, Method method, Player.Request ask) throws Exception {
    // (request, runtime); no request for GetCallerIdentity and its like; headers as well in ROA
    Object[] args = new Object[method.getParameterCount()];
    for (int i = 0; i < args.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == RuntimeOptions.class) {
        args[i] = ask.timeout == null
            ? new RuntimeOptions()
            : new RuntimeOptions()
                .setReadTimeout(ask.timeout)
                .setAutoretry(ask.attempts != null)
                .setMaxAttempts(ask.attempts);
      } else if (type == Map.class) {
        args[i] = new HashMap<String, String>();
      } else {
        TeaModel request = (TeaModel) type.getConstructor().newInstance();
        Map<?, ?> params = Player.GSON.fromJson(ask.params, Map.class);
        @SuppressWarnings("unchecked")
        Map<String, Object> named = (Map<String, Object>) params;
        args[i] = TeaModel.toModel(named, request);
        if (!Player.GSON.toJsonTree(request.toMap()).equals(ask.params)) {
          throw new IllegalArgumentException("the request does not hold " + ask.params);
        }
      }
    }
    try {
      return ((TeaModel) method.invoke(client, args)).toMap();
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception ? (Exception) e.getCause() : e;
    }
  }

  static Player.Answer call(Player.Request ask) throws Exception {
    Object client = client(ask.product, ask.key);
    String name = ask.action.substring(0, 1).toLowerCase() + ask.action.substring(1) + "WithOptions";
    Method method = ask.byName ? null : method(client, name);
    Map<String, ?> map;
    try {
      map = method == null ? generic(client, ask) : typed(client, method, ask);
    } catch (TeaException seen) {
      Matcher said = DECORATED.matcher(String.valueOf(seen.getMessage()));
      if (!said.matches() || !said.group(1).equals(String.valueOf(seen.getStatusCode()))) {
        throw seen;
      }
      throw new Player.Refused(
          seen.getStatusCode(), seen.getCode(), said.group(2), said.group(3), seen.getAccessDeniedDetail(), seen);
    }
    Map<?, ?> headers = (Map<?, ?>) map.get("headers");
    return new Player.Answer(
        Player.GSON.toJsonTree(map.get("body")), String.valueOf(headers.get("x-acs-request-id")), false);
  }

  public static void main(String[] args) throws Exception {
    System.exit(new Player("java-new", New::call).playAll() == 0 ? 0 : 1);
  }
}
