/**
 * The keys of a resolver's configuration file, a class for each theme: it reads its keys and gives
 * the configuration with what they say. {@code docs/RESOLVER.md} lists them all.
 */
@NullMarked
package naru.resolver.file;

import org.jspecify.annotations.NullMarked;
