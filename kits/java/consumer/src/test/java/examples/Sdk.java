package examples;

import com.aliyun.cms20190101.Client;
import com.aliyun.cms20190101.models.DescribeContactListRequest;
import com.aliyun.cms20190101.models.DescribeContactListResponseBody.DescribeContactListResponseBodyContactsContact;
import com.aliyun.cms20190101.models.PutContactRequest;
import com.aliyun.cms20190101.models.PutContactRequest.PutContactRequestChannels;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teaopenapi.models.OpenApiRequest;
import com.aliyun.teaopenapi.models.Params;
import com.aliyun.teautil.models.RuntimeOptions;
import dev.localyun.AccessKey;
import dev.localyun.World;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What the tests call the cloud with: the vendor's SDK. */
public final class Sdk {
  private Sdk() {}

  public static Client cms(World world) throws Exception {
    return cms(world, world.key());
  }

  public static Client cms(World world, AccessKey key) throws Exception {
    return new Client(config(world, key));
  }

  /** A client with the sessions of a role that a credentials URI gives. */
  public static Client cms(World world, String credentialsUri) throws Exception {
    com.aliyun.credentials.models.Config credentials =
        new com.aliyun.credentials.models.Config().setType("credentials_uri").setCredentialsUri(credentialsUri);
    return new Client(new Config().setEndpoint(world.endpoint()).setProtocol("http")
        .setCredential(new com.aliyun.credentials.Client(credentials)));
  }

  private static Config config(World world, AccessKey key) {
    return new Config().setEndpoint(world.endpoint()).setProtocol("http")
        .setAccessKeyId(key.id()).setAccessKeySecret(key.secret());
  }

  public static void putContact(Client cms, String name) throws Exception {
    cms.putContact(new PutContactRequest().setContactName(name).setDescribe("On call")
        .setChannels(new PutContactRequestChannels().setMail(name.toLowerCase() + "@example.com")));
  }

  public static List<String> contacts(Client cms) throws Exception {
    return cms.describeContactList(new DescribeContactListRequest()).getBody().getContacts().getContact().stream()
        .map(DescribeContactListResponseBodyContactsContact::getName)
        .collect(Collectors.toList());
  }

  public static com.aliyun.ram20150501.Client ram(World world) throws Exception {
    return new com.aliyun.ram20150501.Client(config(world, world.key()));
  }

  /** A call of a product whose package is not in Maven Central. */
  public static Map<String, ?> call(World world, String version, String action, Map<String, String> query) throws Exception {
    Params params = new Params().setAction(action).setVersion(version).setProtocol("HTTP").setPathname("/")
        .setMethod("POST").setAuthType("AK").setStyle("RPC").setReqBodyType("formData").setBodyType("json");
    return new com.aliyun.teaopenapi.Client(config(world, world.key()))
        .callApi(params, new OpenApiRequest().setQuery(query), new RuntimeOptions());
  }
}
