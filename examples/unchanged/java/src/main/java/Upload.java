import com.aliyun.cas20200407.Client;
import com.aliyun.cas20200407.models.ListUserCertificateOrderRequest;
import com.aliyun.cas20200407.models.UploadUserCertificateRequest;
import com.aliyun.teaopenapi.models.Config;
import java.nio.file.Files;
import java.nio.file.Path;

/** Uploads a certificate with its key to the certificate service, unless one of its name is there. */
final class Upload {
  private Upload() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 3) {
      System.err.println("usage: upload NAME CERTIFICATE.pem KEY.pem");
      System.exit(2);
    }
    String name = arguments[0];
    Client client = new Client(new Config().setCredential(new com.aliyun.credentials.Client()).setRegionId("cn-hangzhou"));
    var uploaded = new ListUserCertificateOrderRequest().setOrderType("UPLOAD").setKeyword(name);
    var found = client.listUserCertificateOrder(uploaded).getBody().getCertificateOrderList();
    if (found != null && found.stream().anyMatch(it -> name.equals(it.getName()))) {
      System.out.println(name + " is there");
      return;
    }
    var request = new UploadUserCertificateRequest().setName(name)
        .setCert(Files.readString(Path.of(arguments[1]))).setKey(Files.readString(Path.of(arguments[2])));
    System.out.println(name + " is uploaded: " + client.uploadUserCertificate(request).getBody().getCertId());
  }
}
