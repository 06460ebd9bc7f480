/** A journey told: as text for a tired engineer, and as the JSON that others rely on. */
@NullMarked
package naru.report;

import org.jspecify.annotations.NullMarked;
