package naru.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Why a file cannot be used, in words: the JDK's message is often the path alone. */
public final class FileTrouble {
  private FileTrouble() {}

  /** The reason without the path. */
  public static String reason(IOException trouble) {
    return switch (trouble) {
      case NoSuchFileException _ -> "no such file or directory";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "something is there already";
      case NotDirectoryException _ -> "not a directory";
      case FileSystemException other when other.getReason() != null -> other.getReason();
      default -> String.valueOf(trouble.getMessage());
    };
  }
}
