/** What is let in of an answer, before anything is concluded from it. */
@NullMarked
package naru.resolver.scrub;

import org.jspecify.annotations.NullMarked;
