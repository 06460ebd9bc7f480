/** A part of a house with bad habits. */
@NullMarked
package naru.rules.example.habits;

import org.jspecify.annotations.NullMarked;
