/** The command line and the page. */
@NullMarked
package naru.app;

import org.jspecify.annotations.NullMarked;
