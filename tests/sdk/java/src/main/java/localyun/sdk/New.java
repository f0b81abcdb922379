package localyun.sdk;

import com.aliyun.tea.TeaException;
import com.aliyun.tea.TeaModel;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** java-new: com.aliyun:&lt;product&gt;&lt;version&gt;, the tea generation. */
final class New {
  private static final Map<String, String> PACKAGES = Map.of("Cms", "com.aliyun.cms20190101");
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

  private static Method method(Object client, String name) throws NoSuchMethodException {
    for (Method method : client.getClass().getMethods()) {
      if (method.getName().equals(name)) {
        return method;
      }
    }
    throw new NoSuchMethodException(name);
  }

  static Player.Answer call(Player.Request ask) throws Exception {
    Object client = client(ask.product, ask.key);
    String name = ask.action.substring(0, 1).toLowerCase() + ask.action.substring(1) + "WithOptions";
    Method method = method(client, name);
    // (request, runtime); no request for GetCallerIdentity and its like; headers as well in ROA
    Object[] args = new Object[method.getParameterCount()];
    for (int i = 0; i < args.length; i++) {
      Class<?> type = method.getParameterTypes()[i];
      if (type == RuntimeOptions.class) {
        args[i] = new RuntimeOptions();
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
    TeaModel answer;
    try {
      answer = (TeaModel) method.invoke(client, args);
    } catch (InvocationTargetException e) {
      if (!(e.getCause() instanceof TeaException)) {
        throw e;
      }
      TeaException seen = (TeaException) e.getCause();
      Matcher said = DECORATED.matcher(String.valueOf(seen.getMessage()));
      if (!said.matches() || !said.group(1).equals(String.valueOf(seen.getStatusCode()))) {
        throw seen;
      }
      throw new Player.Refused(seen.getStatusCode(), seen.getCode(), said.group(2), said.group(3));
    }
    Map<String, Object> map = answer.toMap();
    Map<?, ?> headers = (Map<?, ?>) map.get("headers");
    return new Player.Answer(
        Player.GSON.toJsonTree(map.get("body")), String.valueOf(headers.get("x-acs-request-id")), false);
  }

  public static void main(String[] args) throws Exception {
    System.exit(new Player("java-new", New::call).playAll() == 0 ? 0 : 1);
  }
}
