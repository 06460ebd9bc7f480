/**
 * DNS on the wire: names, records and messages as values, one door from bytes to a message and one
 * back (RFC 1035, 2181, 3597, 6891). Nothing here waits, and nothing here trusts its input.
 */
@NullMarked
package naru.wire;

import org.jspecify.annotations.NullMarked;
