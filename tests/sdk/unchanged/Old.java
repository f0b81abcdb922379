import com.aliyuncs.AcsRequest;
import com.aliyuncs.DefaultAcsClient;
import com.aliyuncs.auth.AlibabaCloudCredentialsProvider;
import com.aliyuncs.auth.DefaultCredentialsProvider;
import com.aliyuncs.auth.BasicCredentials;
import com.aliyuncs.auth.STSAssumeRoleSessionCredentialsProvider;
import com.aliyuncs.auth.StaticCredentialsProvider;
import com.aliyuncs.cms.model.v20190101.DeleteContactRequest;
import com.aliyuncs.cms.model.v20190101.DescribeContactListRequest;
import com.aliyuncs.cms.model.v20190101.PutContactRequest;
import com.aliyuncs.exceptions.ClientException;
import com.aliyuncs.http.ProtocolType;
import com.aliyuncs.profile.DefaultProfile;
import com.aliyuncs.sts.model.v20150401.GetCallerIdentityRequest;
import java.util.stream.Collectors;

/** A program as it runs in the cloud: the SDK of the old generation for Java, with no endpoint and no key in the code. */
final class Old {
  private static final DefaultProfile PROFILE = DefaultProfile.getProfile("cn-hangzhou");

  /** A request over HTTPS, which is not what this SDK does by itself. */
  private static <T extends AcsRequest<?>> T https(T request) {
    request.setSysProtocol(ProtocolType.HTTPS);
    return request;
  }

  private static String names(DefaultAcsClient client, boolean https) throws Exception {
    var request = new DescribeContactListRequest();
    return client.getAcsResponse(https ? https(request) : request).getContacts().stream()
        .map(it -> "'" + it.getName() + "'").collect(Collectors.toList()).toString();
  }

  private static String contacts(boolean https) throws Exception {
    var client = new DefaultAcsClient("cn-hangzhou");
    var put = new PutContactRequest();
    put.setContactName("alice");
    put.setDescribe("on call");
    put.setChannelsMail("alice@example.com");
    client.getAcsResponse(https ? https(put) : put);
    String listed = names(client, https);
    var delete = new DeleteContactRequest();
    delete.setContactName("alice");
    client.getAcsResponse(https ? https(delete) : delete);
    return listed + " then " + names(client, https);
  }

  private static String refused() throws Exception {
    var profile = DefaultProfile.getProfile("cn-hangzhou", System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), "wrong");
    try {
      new DefaultAcsClient(profile).getAcsResponse(https(new DescribeContactListRequest()));
    } catch (ClientException e) {
      return e.getErrCode();
    }
    return "answered";
  }

  private static String caller(AlibabaCloudCredentialsProvider credentials) throws Exception {
    return new DefaultAcsClient(PROFILE, credentials).getAcsResponse(https(new GetCallerIdentityRequest())).getArn();
  }

  private static AlibabaCloudCredentialsProvider role() throws Exception {
    var key = new BasicCredentials(
        System.getenv("ALIBABA_CLOUD_ACCESS_KEY_ID"), System.getenv("ALIBABA_CLOUD_ACCESS_KEY_SECRET"));
    return new STSAssumeRoleSessionCredentialsProvider(
        new StaticCredentialsProvider(key), System.getenv("ALIBABA_CLOUD_ROLE_ARN"), PROFILE)
        .withRoleSessionName("unchanged");
  }

  public static void main(String[] verbs) throws Exception {
    for (String verb : verbs) {
      String said;
      switch (verb) {
        case "contacts": said = contacts(true); break;
        case "plain": said = contacts(false); break;
        case "refused": said = refused(); break;
        case "caller": said = caller(new DefaultCredentialsProvider()); break;
        case "role": said = caller(role()); break;
        default: throw new IllegalArgumentException(verb);
      }
      System.out.println(verb + " " + said);
    }
    System.exit(0); // the clients keep threads
  }
}
