/**
 * How messages travel: {@link naru.net.DnsExchange} asks one server one question, {@link
 * naru.net.DnsListener} lets a server be asked, over UDP, TCP, a local stream, TLS and HTTPS.
 * Retransmission, choice of servers and meaning belong to the stops, not here.
 */
@NullMarked
package naru.net;

import org.jspecify.annotations.NullMarked;
