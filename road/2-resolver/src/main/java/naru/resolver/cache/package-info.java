/**
 * What the resolver remembers: records and denials, zone cuts, servers, failures. All of it is
 * bounded, and nothing here asks anybody.
 */
@NullMarked
package naru.resolver.cache;

import org.jspecify.annotations.NullMarked;
