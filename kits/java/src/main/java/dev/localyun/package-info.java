/**
 * Starts Localyun, an emulator of Alibaba Cloud, in tests: {@link dev.localyun.Localyun} is a server, a
 * {@link dev.localyun.World} a cloud of its own in it. With JUnit, {@link dev.localyun.junit.LocalyunExtension} starts the one
 * and gives each test the other.
 */
package dev.localyun;
