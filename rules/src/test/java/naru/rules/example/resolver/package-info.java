/** A part of a house with bad habits. */
@NullMarked
package naru.rules.example.resolver;

import org.jspecify.annotations.NullMarked;
