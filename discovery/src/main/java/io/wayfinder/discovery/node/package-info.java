/**
 * Joins the layers into one node and adds nothing else.
 */
@NullMarked
package io.wayfinder.discovery.node;

import org.jspecify.annotations.NullMarked;
