package naru.world;

import java.nio.file.Path;

/**
 * How a world is run, as against what it consists of. Immutable.
 *
 * @param sockets an existing directory of our own for its local sockets
 * @param authority the directory of the local CA
 * @param ports wanted; {@link Ports#STANDARD} falls back to high ones where they cannot be had
 * @param overHttps the resolver also answers DNS over HTTPS, at its own address
 */
public record WorldSettings(Path sockets, Path authority, Ports ports, boolean overHttps) {}
