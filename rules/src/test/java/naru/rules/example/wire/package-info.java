/** A part of a house with bad habits. */
@NullMarked
package naru.rules.example.wire;

import org.jspecify.annotations.NullMarked;
