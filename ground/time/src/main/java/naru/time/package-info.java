/** The only door to clock, timers, chance and new tasks. */
@NullMarked
package naru.time;

import org.jspecify.annotations.NullMarked;
