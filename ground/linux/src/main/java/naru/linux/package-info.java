/**
 * The kernel's and the C library's door, through the JDK's foreign function interface. Each class
 * is one call family; nothing here knows what a stop wants it for.
 */
@NullMarked
package naru.linux;

import org.jspecify.annotations.NullMarked;
