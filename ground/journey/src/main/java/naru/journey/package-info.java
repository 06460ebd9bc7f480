/**
 * What happened on the road, as values: a {@link naru.journey.Step} a stop, a {@link
 * naru.journey.Journey} a visit, a {@link naru.journey.Verdict} in the end. Written with a {@link
 * naru.journey.Trace}. No logic of any stop lives here.
 */
@NullMarked
package naru.journey;

import org.jspecify.annotations.NullMarked;
