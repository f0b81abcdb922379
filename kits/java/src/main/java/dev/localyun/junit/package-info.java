/** Localyun in tests with JUnit 5 and 6. */
package dev.localyun.junit;
