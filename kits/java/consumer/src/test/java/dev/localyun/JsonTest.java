package dev.localyun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
  @Test
  void readsEveryKindOfValue() {
    Map<String, Object> expected = new LinkedHashMap<>();
    expected.put("text", "a\"\\/\b\f\n\r\t\u00e9\ud83d\ude00");
    expected.put("numbers", Arrays.asList(0L, -12L, 1.5, -0.5e-3, 2e2, Long.MAX_VALUE, Long.MIN_VALUE, 1e30));
    expected.put("words", Arrays.asList(true, false, null));
    expected.put("empty", Arrays.asList(Map.of(), List.of(), ""));
    Object read = Json.read(" {\"text\": \"a\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00\", \"numbers\": [0, -12, 1.5, -0.5e-3, 2E+2,"
        + " 9223372036854775807, -9223372036854775808, 1000000000000000000000000000000],\n\t\"words\": [true, false, null],"
        + " \"empty\":[{},[ ] , \"\"]}\r\n");
    assertEquals(expected, read);
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(((Map<?, ?>) read).keySet()), "the order of the text");
  }

  @Test
  void readsWhatItHasWritten() {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("a\"\\\n\u0001\u00e9\ud83d\ude00", Arrays.asList(1, 2L, 1.5, true, null, "b", List.of(), Map.of("c", "d")));
    String text = Json.write(value);
    assertEquals("{\"a\\\"\\\\\\u000a\\u0001\u00e9\ud83d\ude00\":[1,2,1.5,true,null,\"b\",[],{\"c\":\"d\"}]}", text);
    assertEquals(text, Json.write(Json.read(text)));
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "", " ", "{", "[", "\"", "\"a", "[1,]", "[,1]", "[1 2]", "{\"a\"}", "{\"a\":}", "{\"a\":1,}", "{a:1}", "{\"a\":1,\"a\":2}",
    "01", "-", "+1", "1.", ".5", "1e", "0x1", "NaN", "tru", "nulls", "'a'", "\"\\x\"", "\"\\u12\"", "\"\\u00g0\"", "\"\n\"",
    "\"\\\"", "1 2", "[1]]", "\"\\u\uff11\uff11\uff11\uff11\""
  })
  void refusesWhatIsNotJson(String text) {
    String message = assertThrows(IllegalArgumentException.class, () -> Json.read(text)).getMessage();
    assertTrue(message.matches("(?s)not JSON: expected .* at character \\d+, found .*"), message);
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    assertThrows(IllegalArgumentException.class, () -> Json.read("[".repeat(100_000)));
    Json.read("[".repeat(500) + "]".repeat(500));
    Json.read("[" + "[],".repeat(10_000) + "[]]"); // wide, not deep
  }

  @Test
  void writesNothingElse() {
    assertThrows(IllegalArgumentException.class, () -> Json.write(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> Json.write(new Object()));
  }
}
