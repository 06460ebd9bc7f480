/**
 * Tests about the code itself: {@link naru.rules.House} finds it, and each test class holds one
 * kind of rule with its numbers and excuses in one place. Every rule is also run on {@code
 * naru.rules.example}, a small house with bad habits, which shows that it can fail.
 */
@NullMarked
package naru.rules;

import org.jspecify.annotations.NullMarked;
