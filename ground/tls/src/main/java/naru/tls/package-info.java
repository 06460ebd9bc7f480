/**
 * TLS as every stop needs it: who a server is, whom a client trusts, and contexts that join both.
 *
 * <p>Read in this order: {@link naru.tls.LocalCa} (a root of one's own, leaves by name), {@link
 * naru.tls.Identity} (a key and its chain), {@link naru.tls.TrustRoots} (whom to believe), {@link
 * naru.tls.ChainVerdict} (what was found), {@link naru.tls.ServerTls} and {@link
 * naru.tls.ClientTls} (contexts for Netty and Vert.x), {@link naru.tls.TlsEngine} (whose TLS it
 * is), {@link naru.tls.Preheat} (what to do beforehand).
 */
@NullMarked
package naru.tls;

import org.jspecify.annotations.NullMarked;
