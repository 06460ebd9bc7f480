/**
 * The authoritative name server, the same for the root, a TLD and a leaf. Read it in this order:
 *
 * <ol>
 *   <li>{@link naru.nameserver.ZoneBuilder} checks records and makes a {@link naru.nameserver.Zone}
 *       of them, or says in {@link naru.nameserver.Complaint}s why not
 *   <li>{@link naru.nameserver.ZoneStore} holds the zones and exchanges them while questions run
 *   <li>{@link naru.nameserver.AuthoritativeServer} takes a message and decides whether it is a
 *       question for zones at all
 *   <li>{@code Answerer} finds the answer, as RFC 1034 §4.3.2 walks
 *   <li>{@code Proofs} adds what a signed zone proves, by its {@code Denial}
 *   <li>{@code Sections} writes it down
 *   <li>{@link naru.nameserver.ZoneSigner} signs a zone, {@link naru.nameserver.SignatureRenewal}
 *       sees to it that signatures never grow old
 * </ol>
 */
@NullMarked
package naru.nameserver;

import org.jspecify.annotations.NullMarked;
