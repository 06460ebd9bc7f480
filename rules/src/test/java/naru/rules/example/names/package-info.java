/** A part of a house with bad habits. */
@NullMarked
package naru.rules.example.names;

import org.jspecify.annotations.NullMarked;
