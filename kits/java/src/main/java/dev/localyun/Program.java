package dev.localyun;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;

/** Where the program localyun is. */
final class Program {
  private Program() {}

  /**
   * Looks for the program: the one that is given, that of LOCALYUN_BINARY, the one packed in the artifact for this kind of
   * machine, the one on the PATH.
   *
   * @param given may be null
   * @throws LocalyunException if there is none, with how to install it
   */
  static synchronized Path find(Path given) {
    if (given != null) {
      return executable(given, "the option program");
    }
    String named = System.getenv("LOCALYUN_BINARY");
    if (named != null && !named.isEmpty()) {
      return executable(Path.of(named), "LOCALYUN_BINARY");
    }
    Path packed = unpack();
    if (packed != null) {
      return packed;
    }
    String path = System.getenv("PATH");
    for (String folder : (path == null ? "" : path).split(File.pathSeparator)) {
      for (String name : new String[] {"localyun", "localyun.exe"}) {
        Path file = Path.of(folder, name);
        if (!folder.isEmpty() && Files.isRegularFile(file) && Files.isExecutable(file)) {
          return file;
        }
      }
    }
    throw new LocalyunException("the program localyun was not found. Add the artifact dev.localyun:localyun with the"
        + " classifier " + platform() + " to the test dependencies; or name the program in LOCALYUN_BINARY; or put it on the"
        + " PATH, with `cargo install --path . --locked` in its repository");
  }

  private static Path executable(Path file, String where) {
    if (!Files.isRegularFile(file) || !Files.isExecutable(file)) {
      throw new LocalyunException("there is no program at " + file + ", which " + where + " names");
    }
    return file.toAbsolutePath();
  }

  /** The kind of this machine, as the classifiers of the artifact name it. */
  static String platform() {
    String os = System.getProperty("os.name").toLowerCase(Locale.ROOT);
    String cpu = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    String system = os.startsWith("mac") ? "macos" : os.startsWith("windows") ? "windows" : os;
    String processor = cpu.equals("amd64") ? "x86_64" : cpu.equals("arm64") ? "aarch64" : cpu;
    return system + "-" + processor;
  }

  /**
   * Unpacks the program once, into a folder named by its hash that is the user's alone; one that is there already is taken
   * if it has the hash.
   *
   * @return null if no artifact with a program for this machine is on the class path
   */
  private static Path unpack() {
    String name = "/META-INF/localyun/" + platform() + "/localyun";
    try (InputStream sum = Program.class.getResourceAsStream(name + ".sha256")) {
      if (sum == null) {
        return null;
      }
      String hash = new String(sum.readAllBytes(), StandardCharsets.UTF_8).trim();
      Path file;
      try {
        file = cache().resolve("localyun").resolve(hash).resolve("localyun");
        PrivateFiles.makeFolder(file.getParent());
      } catch (IOException | RuntimeException notWritable) {
        file = Files.createTempDirectory("localyun").resolve("localyun"); // the user's alone, too
        file.getParent().toFile().deleteOnExit();
        file.toFile().deleteOnExit(); // these are deleted in the reverse order
      }
      if (!Files.isExecutable(file) || !hash.equals(hash(file))) {
        try (InputStream program = Program.class.getResourceAsStream(name)) {
          if (program == null) {
            throw new LocalyunException("the artifact with the classifier " + platform() + " has no program in it");
          }
          PrivateFiles.writeProgram(file, program);
        }
        if (!hash.equals(hash(file))) {
          throw new LocalyunException("the program in the artifact with the classifier " + platform() + " is damaged");
        }
      }
      return file;
    } catch (IOException e) {
      throw new LocalyunException("cannot unpack the program localyun: " + e, e);
    }
  }

  private static Path cache() {
    String given = System.getenv("XDG_CACHE_HOME");
    return given != null && Path.of(given).isAbsolute() ? Path.of(given) : Path.of(System.getProperty("user.home"), ".cache");
  }

  private static String hash(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
        byte[] piece = new byte[1 << 16];
        while (content.read(piece) >= 0) {
          // the digest has seen it
        }
      }
      StringBuilder hex = new StringBuilder();
      for (byte b : digest.digest()) {
        hex.append(String.format("%02x", b));
      }
      return hex.toString();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
