/**
 * The arithmetic of DNSSEC (RFC 4033 to 4035, 5155): which octets are signed, keys and their tags
 * and digests, signatures made and checked, names hashed. Nothing here asks anybody, waits, or
 * decides what to trust: that is the resolver's. Read it in this order:
 *
 * <ol>
 *   <li>{@link naru.dnssec.SignatureInput} lays out what a signature covers
 *   <li>{@link naru.dnssec.SignatureCheck} checks a signature with a key, {@code PublicKeys} reads
 *       the key
 *   <li>{@link naru.dnssec.SigningKey} makes one
 *   <li>{@link naru.dnssec.KeyTag} and {@link naru.dnssec.DsDigest} tie a key to its parent's word
 *   <li>{@link naru.dnssec.Nsec3Hash} hides names
 * </ol>
 *
 * <p>All cryptography is the JDK's.
 */
@NullMarked
package naru.dnssec;

import org.jspecify.annotations.NullMarked;
