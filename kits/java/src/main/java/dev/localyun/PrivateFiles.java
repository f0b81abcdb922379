package dev.localyun;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files that nobody but their owner may read, where the file system knows of owners. */
final class PrivateFiles {
  private static final boolean POSIX = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

  private PrivateFiles() {}

  private static FileAttribute<?>[] mode(String permissions) {
    return POSIX
        ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
        : new FileAttribute<?>[0];
  }

  /** Writes a file, in the place of one that is there. */
  static void write(Path file, byte[] content) {
    try {
      Files.deleteIfExists(file);
      Files.createFile(file, mode("rw-------"));
      Files.write(file, content);
    } catch (IOException e) {
      throw new LocalyunException("cannot write " + file + ": " + e, e);
    }
  }

  /**
   * Makes a folder into which nobody else can put anything.
   *
   * @throws IOException if it cannot be made, or belongs to somebody else
   */
  static void makeFolder(Path folder) throws IOException {
    Files.createDirectories(folder, mode("rwx------"));
    if (POSIX) { // it may have been there; only its owner can do this
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }
  }

  /** Writes a program, whole or not at all. */
  static void writeProgram(Path file, InputStream content) throws IOException {
    Path half = Files.createTempFile(file.getParent(), "half", null, mode("rwx------"));
    try {
      Files.copy(content, half, StandardCopyOption.REPLACE_EXISTING);
      if (POSIX) {
        Files.setPosixFilePermissions(half, PosixFilePermissions.fromString("rwx------"));
      }
      Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(half);
    }
  }
}
