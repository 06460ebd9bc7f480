/** What a client may ask, and how its answer is written. */
@NullMarked
package naru.resolver.service;

import org.jspecify.annotations.NullMarked;
