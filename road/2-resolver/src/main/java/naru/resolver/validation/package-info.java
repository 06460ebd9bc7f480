/**
 * Whether what servers said may be believed (RFC 4035 §5): chains of trust from anchors down,
 * signatures, and proofs that something does not exist.
 */
@NullMarked
package naru.resolver.validation;

import org.jspecify.annotations.NullMarked;
