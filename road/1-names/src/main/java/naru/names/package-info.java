/**
 * The client's way from a name to addresses. Open {@link naru.names.NameLookup} first: it asks, in
 * the order of the road,
 *
 * <ol>
 *   <li>{@link naru.names.HostsFile}: what a person wrote by hand wins;
 *   <li>{@link naru.names.SpecialNames}: names that nobody may be asked about;
 *   <li>{@link naru.names.BrowserCache}: what this session has heard before;
 *   <li>{@link naru.names.OperatingSystem}: the machine's own service, or its {@code getaddrinfo};
 *   <li>{@link naru.names.StubResolver}: the recursive resolvers of {@link naru.names.ResolvConf}.
 * </ol>
 *
 * <p>{@link naru.names.AnswerFacts} turns an answer into facts, {@link naru.names.NameCache} keeps
 * them.
 */
@NullMarked
package naru.names;

import org.jspecify.annotations.NullMarked;
