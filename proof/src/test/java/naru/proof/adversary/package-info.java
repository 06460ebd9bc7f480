/**
 * A seeded adversary: whole resolutions in simulated time over a network that loses, doubles,
 * delays and mangles, with broken servers, lying servers and a forger. A seed decides a run alone.
 *
 * <pre>
 * Seed         one run: what is built, who asks, what is checked
 *   Tree       random zones and their servers      TreeMaker, Furnisher, Truth (what zones say)
 *   Sea        the network under the resolver      SeaPort, SeaStream, Weather, Journal
 *   Host       who answers there                   NameServerHost (our own, well or ailing),
 *                                                  Liar (lies about others), Trap (nobody's server)
 *   Forger     who sees nothing and guesses
 *   checks     AnswerCheck, CacheCheck, Excuses
 * Adversary    many seeds, from the command line
 * </pre>
 */
@NullMarked
package naru.proof.adversary;

import org.jspecify.annotations.NullMarked;
