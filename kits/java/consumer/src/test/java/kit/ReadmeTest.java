package kit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReadmeTest {
  /** Every line without its indentation, and without the empty ones. */
  private static String plain(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.joining("\n", "\n", "\n"));
  }

  @Test
  void everyBlockOfJavaIsInATestThatRuns() throws Exception {
    String readme = Files.readString(Path.of(System.getProperty("kit.readme")));
    List<String> sources = new ArrayList<>();
    try (var files = Files.list(Path.of(System.getProperty("kit.examples")))) {
      for (Path file : files.filter(file -> file.toString().endsWith("Test.java")).toArray(Path[]::new)) {
        sources.add(plain(Files.readString(file)));
      }
    }
    Matcher blocks = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(readme);
    int found = 0;
    while (blocks.find()) {
      String block = plain(blocks.group(1));
      assertTrue(sources.stream().anyMatch(source -> source.contains(block)), "in no file of " + sources.size() + ":" + block);
      found++;
    }
    assertTrue(found >= 12, found + " blocks");
    assertTrue(readme.contains("<version>" + System.getProperty("localyun.version") + "</version>"));
  }
}
