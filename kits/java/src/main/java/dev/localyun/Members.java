package dev.localyun;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The members of an object that the control API has answered, each as the type that it is documented to have. */
final class Members {
  private final Map<String, Object> values;

  Members(Object object) {
    values = typed(object);
  }

  @SuppressWarnings("unchecked") // Json makes no other maps
  private static Map<String, Object> typed(Object object) {
    if (!(object instanceof Map)) {
      throw new LocalyunException("the server answered no object: " + Json.write(object));
    }
    return Collections.unmodifiableMap((Map<String, Object>) object);
  }

  Map<String, Object> all() {
    return values;
  }

  /** The text of a member; null if it is null or absent. */
  String text(String name) {
    Object value = values.get(name);
    return value == null ? null : value.toString();
  }

  /** The whole number of a member; 0 if it is null or absent. */
  long whole(String name) {
    Object value = values.get(name);
    return value instanceof Number ? ((Number) value).longValue() : 0;
  }

  double number(String name) {
    Object value = values.get(name);
    return value instanceof Number ? ((Number) value).doubleValue() : 0;
  }

  boolean flag(String name) {
    return Boolean.TRUE.equals(values.get(name));
  }

  /** The object of a member; one without members if it is null or absent. */
  Members object(String name) {
    Object value = values.get(name);
    return new Members(value == null ? Map.of() : value);
  }

  /** The items of a list, each made into a T. */
  <T> List<T> list(String name, Function<Object, T> make) {
    List<T> made = new ArrayList<>();
    if (values.get(name) instanceof List) {
      for (Object item : (List<?>) values.get(name)) {
        made.add(make.apply(item));
      }
    }
    return Collections.unmodifiableList(made);
  }
}
