/**
 * The walk from the root down: {@link naru.resolver.descent.Descent} follows aliases and
 * delegations, {@link naru.resolver.descent.Hunt} finds one server of a zone that answers, {@link
 * naru.resolver.descent.Upstream} asks it, {@link naru.resolver.descent.ReplyReader} says what the
 * answer means.
 */
@NullMarked
package naru.resolver.descent;

import org.jspecify.annotations.NullMarked;
