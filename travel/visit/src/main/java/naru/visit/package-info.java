/**
 * The whole road, walked: {@link naru.visit.Visit} holds it in one method. A {@link
 * naru.visit.BrowsingSession} is what lasts from one visit to the next, {@link
 * naru.visit.Diagnosis} turns what happened into one verdict.
 */
@NullMarked
package naru.visit;

import org.jspecify.annotations.NullMarked;
