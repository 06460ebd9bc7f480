package naru.resolver;

import java.net.InetAddress;

/**
 * The port at which a name server of this address listens. DNS has no ports in its data; a world
 * that may not use port 53 says here what it uses instead. Thread-safe.
 */
@FunctionalInterface
public interface PortMap {
  /** Port 53 everywhere (RFC 1035 §4.2). */
  PortMap STANDARD = _ -> 53;

  int portOf(InetAddress address);
}
