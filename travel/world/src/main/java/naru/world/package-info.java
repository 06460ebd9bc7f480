/**
 * A whole internet on loopback, from one description: root, top-level domains, name servers,
 * resolver, the operating system's service, web sites. All of it is real servers on real sockets.
 */
@NullMarked
package naru.world;

import org.jspecify.annotations.NullMarked;
