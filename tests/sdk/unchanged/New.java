import com.aliyun.cms20190101.models.DeleteContactRequest;
import com.aliyun.cms20190101.models.DescribeContactListRequest;
import com.aliyun.cms20190101.models.PutContactRequest;
import com.aliyun.credentials.Client;
import com.aliyun.tea.TeaException;
import com.aliyun.teaopenapi.models.Config;
import java.util.List;
import java.util.stream.Collectors;

/** A program as it runs in the cloud: the SDKs of the new generation for Java, with no endpoint and no key in the code. */
final class New {
  private static final String REGION = "cn-hangzhou";

  /** Unlike that of STS, this package refuses to be used without the host of the cloud. */
  private static com.aliyun.cms20190101.Client cms(Config config) throws Exception {
    return new com.aliyun.cms20190101.Client(
        config.setRegionId(REGION).setEndpoint("metrics." + REGION + ".aliyuncs.com"));
  }

  private static String names(com.aliyun.cms20190101.Client client) throws Exception {
    var found = client.describeContactList(new DescribeContactListRequest()).getBody().getContacts().getContact();
    return (found == null ? List.<String>of() : found.stream().map(it -> "'" + it.getName() + "'")
        .collect(Collectors.toList())).toString();
  }

  private static String contacts() throws Exception {
    var client = cms(new Config().setCredential(new Client()));
    var channels = new PutContactRequest.PutContactRequestChannels().setMail("alice@example.com");
    client.putContact(new PutContactRequest().setContactName("alice").setDescribe("on call").setChannels(channels));
    String listed = names(client);
    client.deleteContact(new DeleteContactRequest().setContactName("alice"));
    return listed + " then " + names(client);
  }

  private static String refused() throws Exception {
    var key = System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID");
    var client = cms(new Config().setAccessKeyId(key).setAccessKeySecret("wrong"));
    try {
      client.describeContactList(new DescribeContactListRequest());
    } catch (TeaException e) {
      return e.getCode();
    }
    return "answered";
  }

  private static String caller(Client credentials) throws Exception {
    var client = new com.aliyun.sts20150401.Client(new Config().setCredential(credentials).setRegionId(REGION));
    return client.getCallerIdentity().getBody().getArn();
  }

  private static Client role() {
    var config = new com.aliyun.credentials.models.Config();
    config.setType("ram_role_arn");
    config.setAccessKeyId(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"));
    config.setAccessKeySecret(System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
    config.setRoleArn(System.getenv("ALIBABA_CLOUD_ROLE_ARN"));
    config.setRoleSessionName("unchanged");
    return new Client(config);
  }

  public static void main(String[] verbs) throws Exception {
    for (String verb : verbs) {
      String said;
      switch (verb) {
        case "contacts": said = contacts(); break;
        case "refused": said = refused(); break;
        case "caller": said = caller(new Client()); break;
        case "role": said = caller(role()); break;
        default: throw new IllegalArgumentException(verb);
      }
      System.out.println(verb + " " + said);
    }
    System.exit(0); // the clients keep threads
  }
}
