package dev.localyun.junit;

import dev.localyun.WorldOptions;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What the worlds of the tests begin with that {@link LocalyunExtension} makes. At a method it takes the place of that at the
 * class. Without it worlds are empty, with one account.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface LocalyunWorld {
  /** {@return what the world begins with, as for {@link WorldOptions#from}} */
  String from() default "";

  /**
   * A seed in JSON that the world begins with.
   *
   * @return the seed itself; or a file, from the folder in which the tests run; or a resource of the class path, from its
   *     root
   */
  String seed() default "";

  /** {@return how many accounts the world has in all, as for {@link WorldOptions#accounts}; 0 for as many as it begins with} */
  int accounts() default 0;

  /** {@return for how long the world may be idle, as for {@link WorldOptions#ttl(String)}; an hour unless given} */
  String ttl() default "";
}
