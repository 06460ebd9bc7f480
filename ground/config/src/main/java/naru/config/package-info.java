/**
 * Configuration as all our servers read it: YAML in which every complaint names file and line, all
 * of them at once, and unknown keys are complaints too.
 */
@NullMarked
package naru.config;

import org.jspecify.annotations.NullMarked;
