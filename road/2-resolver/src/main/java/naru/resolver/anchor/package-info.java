/**
 * Where chains of trust begin: files of trust anchors, and anchors that follow the keys of their
 * zone by themselves (RFC 5011). {@link naru.resolver.anchor.TrustPoint} is the state of one zone,
 * {@link naru.resolver.anchor.TrustPoints} what the whole resolver believes now, and {@link
 * naru.resolver.anchor.ActiveRefresh} asks in time.
 */
@NullMarked
package naru.resolver.anchor;

import org.jspecify.annotations.NullMarked;
