/**
 * How messages travel: {@link naru.net.DnsExchange} asks one server one question, {@link
 * naru.net.DnsListener} lets a server be asked, over UDP, TCP, a local stream and HTTPS.
 * Retransmission, choice of servers and meaning belong to the stops, not here.
 *
 * <pre>
 * asking        Exchanges → DatagramExchange → StreamExchange    over Packets, the lower seam
 *               Attempt (limit, cancel, what was let pass)  Disguise (id, 0x20, the judge)
 * being asked   DnsService opens Sockets, then
 *               DatagramService   all UDP sockets on one thread, in DatagramBatches
 *               StreamService     a StreamConnection each, TCP and local
 *               DohService        HTTP by Netty, which nothing else loads
 *               all of them by Answering: bytes to question to answer to bytes
 * </pre>
 */
@NullMarked
package naru.net;

import org.jspecify.annotations.NullMarked;
