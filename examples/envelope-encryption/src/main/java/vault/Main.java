package vault;

import com.aliyun.kms20160120.Client;
import com.aliyun.teaopenapi.models.Config;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code java -jar envelope-encryption.jar seal|open|rewrap KEY FROM TO}; the name of the content is that of FROM, or TO if it is opened. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    if (arguments.length != 4) {
      System.err.println("usage: seal|open|rewrap KEY FROM TO");
      System.exit(2);
    }
    // The credentials are those that the SDK finds, and the host is the vendor's.
    Config config = new Config().setCredential(new com.aliyun.credentials.Client()).setRegionId("cn-hangzhou");
    Vault vault = new Vault(new Client(config), arguments[1]);
    Path from = Path.of(arguments[2]);
    Path to = Path.of(arguments[3]);
    byte[] file = Files.readAllBytes(from);
    switch (arguments[0]) {
      case "seal":
        Files.write(to, vault.seal(file, name(from)));
        break;
      case "open":
        Files.write(to, vault.open(file, name(to)));
        break;
      case "rewrap":
        Files.write(to, vault.rewrap(file, name(to)));
        break;
      default:
        throw new IllegalArgumentException("no such command: " + arguments[0]);
    }
  }

  /** A sealed file that is given another name does not open under that. */
  private static Map<String, String> name(Path path) {
    return Map.of("name", path.getFileName().toString().replaceFirst("\\.sealed$", ""));
  }
}
