/**
 * The connection: addresses raced, TLS shaken hands, one request exchanged. Read in this order:
 * {@link naru.connection.Connector} (the door), {@code TcpConnect}, {@code TlsHandshake} with its
 * {@code TlsTap}, {@code HttpExchange}, {@link naru.connection.Connection#close}.
 *
 * <p>The thread of the visit runs all of it as plain blocking code; one Netty thread moves the
 * bytes, and posts what arrives into the {@code Mailbox} of a {@code Wire}. Netty's types never
 * leave this room.
 */
@NullMarked
package naru.connection;

import org.jspecify.annotations.NullMarked;
