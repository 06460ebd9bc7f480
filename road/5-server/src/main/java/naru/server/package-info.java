/**
 * The HTTPS server: sites by host name over HTTP and HTTPS, HTTP/1.1 and HTTP/2, certificates by
 * SNI. Read it in the order of a request: {@link naru.server.WebServer} opens {@code Listeners};
 * {@code RequestHandler} reads the {@code RequestTarget}, finds the {@link naru.server.Site}, and
 * lets its {@link naru.server.Content} make a {@code Reply}, which {@code ReplyWriter} sends.
 * Vert.x and its Netty stay inside.
 */
@NullMarked
package naru.server;

import org.jspecify.annotations.NullMarked;
