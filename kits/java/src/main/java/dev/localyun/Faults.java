package dev.localyun;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The fault rules of a world: calls that fail, answers that are late or lost. */
public final class Faults {
  private final World world;

  Faults(World world) {
    this.world = world;
  }

  private static List<Fault> rules(Members answer) {
    return answer.list("faults", Fault::new);
  }

  /**
   * Adds a rule.
   *
   * @param rule the rule
   * @return the rule with its id
   */
  public Fault add(Fault rule) {
    List<Fault> all = addAll(rule);
    return all.get(all.size() - 1);
  }

  /**
   * Adds several rules, all or none.
   *
   * @param rules the rules, of which the first whose turn it is fires
   * @return these rules with their ids
   */
  public List<Fault> addAll(Fault... rules) {
    List<Map<String, Object>> body = Arrays.stream(rules).map(Fault::json).collect(Collectors.toList());
    return rules(world.ask("POST", "/faults", Map.of(), body));
  }

  /**
   * Adds the rules of a preset.
   *
   * @param name {@code flaky-network}, {@code throttled}, {@code slow} or {@code region-down}
   * @return these rules
   */
  public List<Fault> preset(String name) {
    return preset(name, Map.of());
  }

  /**
   * Adds the rules of a preset for some calls only.
   *
   * @param name the name
   * @param only which calls: {@code product}, {@code action}, {@code caller} or {@code region}
   * @return these rules
   */
  public List<Fault> preset(String name, Map<String, String> only) {
    return rules(world.ask("POST", "/faults/presets/" + Control.encode(name), only, null));
  }

  /** {@return the names of the presets} */
  public List<String> presets() {
    return world.ask("GET", "/faults/presets", Map.of(), null).list("presets", preset -> new Members(preset).text("name"));
  }

  /** {@return all rules, with how many calls each has matched and how often it has fired} */
  public List<Fault> list() {
    return rules(world.ask("GET", "/faults", Map.of(), null));
  }

  /**
   * One rule, with its counts of now.
   *
   * @param id the id of the rule
   * @return the rule
   */
  public Fault get(String id) {
    return new Fault(world.ask("GET", "/faults/" + Control.encode(id), Map.of(), null).all());
  }

  /**
   * Removes a rule.
   *
   * @param id the id of the rule
   */
  public void remove(String id) {
    world.ask("DELETE", "/faults/" + Control.encode(id), Map.of(), null);
  }

  /** Removes all rules. */
  public void clear() {
    world.ask("DELETE", "/faults", Map.of(), null);
  }
}
