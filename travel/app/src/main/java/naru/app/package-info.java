/** The command line: one class a command, each saying what it needs and what it prints. */
@NullMarked
package naru.app;

import org.jspecify.annotations.NullMarked;
