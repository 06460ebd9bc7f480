/** What the resolver decides by itself, before and after the network: names and addresses. */
@NullMarked
package naru.resolver.policy;

import org.jspecify.annotations.NullMarked;
