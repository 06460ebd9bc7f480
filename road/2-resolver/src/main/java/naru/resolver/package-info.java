/**
 * The recursive resolver: {@link naru.resolver.RecursiveResolver} finds the answer, {@link
 * naru.resolver.ResolverService} gives it to those who ask over the network.
 *
 * <p>Inside, in the order in which a question passes them, each knowing only those below it:
 *
 * <ol>
 *   <li>{@code service}: what a client may ask, and how its answer is written
 *   <li>{@code descent}: from the root down, along referrals and aliases
 *   <li>{@code validation}: whether it may be believed
 *   <li>{@code anchor}: where chains of trust begin
 *   <li>{@code policy}: names and addresses that are our own business
 *   <li>{@code scrub}: what is let in of an answer
 *   <li>{@code cache}: what is remembered
 * </ol>
 *
 * Other rooms see only this package.
 */
@NullMarked
package naru.resolver;

import org.jspecify.annotations.NullMarked;
