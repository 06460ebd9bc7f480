/** The whole road, walked with real counterparts and under bad input. Tests only. */
@NullMarked
package naru.proof;

import org.jspecify.annotations.NullMarked;
